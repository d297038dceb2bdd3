//! Shares over a span of seconds, as weights of epochs.

use crate::{EpochClock, LedgerError, Point, MAX_SHARES};

/// One operation as a step function of its own: at most four steps.
pub(crate) struct Steps {
    pub(crate) first_epoch: u32,
    steps: [Point; Steps::MOST],
    count: usize,
}

impl Steps {
    pub(crate) const MOST: usize = 4;

    pub(crate) fn new(
        clock: &EpochClock,
        shares: u64,
        from_seconds: u64,
        until_seconds: Option<u64>,
    ) -> Result<Self, LedgerError> {
        clock.validate()?;
        if shares > MAX_SHARES {
            return Err(LedgerError::TooManyShares {
                shares,
                max: MAX_SHARES,
            });
        }
        // At most 2^40 shares for at most 2^20 seconds: no product below overflows. An epoch that
        // the clock returns is below u32::MAX: adding one does not either.
        let first = clock.epoch_at(from_seconds)?;
        let full = shares * u64::from(clock.epoch_seconds);
        let begun = shares * (clock.end_of(first) - from_seconds);
        let mut steps = Self {
            first_epoch: first,
            steps: [Point {
                epoch: 0,
                weight: 0,
            }; Self::MOST],
            count: 0,
        };
        let Some(until_seconds) = until_seconds else {
            steps.push(first, begun);
            steps.push(first + 1, full);
            return Ok(steps);
        };
        if until_seconds <= from_seconds {
            return Err(LedgerError::EmptySpan {
                from_seconds,
                until_seconds,
            });
        }
        let last = clock.epoch_at(until_seconds)?;
        let ended = shares * (until_seconds - clock.start_of(last));
        if first == last {
            steps.push(first, shares * (until_seconds - from_seconds));
        } else {
            steps.push(first, begun);
            if first + 1 < last {
                steps.push(first + 1, full);
            }
            steps.push(last, ended);
        }
        steps.push(last + 1, 0);
        Ok(steps)
    }

    fn push(&mut self, epoch: u32, weight: u64) {
        if let Some(slot) = self.steps.get_mut(self.count) {
            *slot = Point { epoch, weight };
            self.count += 1;
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Point> {
        self.steps.iter().take(self.count)
    }
}
