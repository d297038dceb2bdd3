//! The window and the deadline of an epoch, on a clock that stops while the oracle is paused.

use rigshare_types::oracle::Timing;
use rigshare_types::pause::{running_seconds, PauseLog};
use rigshare_types::EpochClock;
use thiserror::Error;

/// Why it is not the time for something.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum TimeError {
    /// The epoch has not begun.
    #[error("epoch {epoch} has not begun: it begins at second {begins_seconds}")]
    NotBegun {
        /// The epoch.
        epoch: u32,
        /// Its first second.
        begins_seconds: u64,
    },
    /// The epoch has not ended.
    #[error("epoch {epoch} has not ended: it ends at second {ends_seconds}")]
    NotEnded {
        /// The epoch.
        epoch: u32,
        /// The first second after it.
        ends_seconds: u64,
    },
    /// Batches are still being collected.
    #[error("batches of epoch {epoch} are collected until second {until_seconds}")]
    Collecting {
        /// The epoch.
        epoch: u32,
        /// The first second at which something can become final.
        until_seconds: u64,
    },
    /// Nothing of the epoch can become final any more.
    #[error("epoch {epoch} is an outage since second {since_seconds}")]
    Outage {
        /// The epoch.
        epoch: u32,
        /// The first second at which nothing could become final.
        since_seconds: u64,
    },
}

/// What the time of anything follows from.
#[derive(Clone, Debug)]
pub struct Times {
    /// The suite's clock.
    pub clock: EpochClock,
    /// The rules of time.
    pub timing: Timing,
    /// The oracle's pauses.
    pub pauses: PauseLog,
    /// The block's time.
    pub now_seconds: u64,
}

impl Times {
    /// Refuses an epoch that has not begun: its rules may still change.
    ///
    /// # Errors
    /// [`TimeError::NotBegun`].
    pub fn refuse_before_start(&self, epoch: u32) -> Result<(), TimeError> {
        let begins_seconds = self.clock.start_of(epoch);
        if self.now_seconds < begins_seconds {
            return Err(TimeError::NotBegun {
                epoch,
                begins_seconds,
            });
        }
        Ok(())
    }

    /// Refuses an epoch that has not ended, and one whose deadline has passed.
    ///
    /// # Errors
    /// [`TimeError::NotEnded`], [`TimeError::Outage`].
    pub fn refuse_unless_reported(&self, epoch: u32) -> Result<(), TimeError> {
        let ends_seconds = self.clock.end_of(epoch);
        if self.now_seconds < ends_seconds {
            return Err(TimeError::NotEnded {
                epoch,
                ends_seconds,
            });
        }
        if self.running(epoch) > self.timing.outage_deadline_seconds {
            return Err(TimeError::Outage {
                epoch,
                since_seconds: self.deadline_seconds(epoch),
            });
        }
        Ok(())
    }

    /// Refuses an epoch of which nothing can become final now.
    ///
    /// # Errors
    /// As [`Times::refuse_unless_reported`], and [`TimeError::Collecting`].
    pub fn refuse_unless_final(&self, epoch: u32) -> Result<(), TimeError> {
        self.refuse_unless_reported(epoch)?;
        if self.running(epoch) < self.timing.window_seconds {
            return Err(TimeError::Collecting {
                epoch,
                until_seconds: self.window_ends_seconds(epoch),
            });
        }
        Ok(())
    }

    /// The first second at which something of `epoch` can become final, as pauses are known now.
    #[must_use]
    pub fn window_ends_seconds(&self, epoch: u32) -> u64 {
        self.after_end(epoch, self.timing.window_seconds)
    }

    /// The first second at which nothing of `epoch` can become final any more, as pauses are known now.
    #[must_use]
    pub fn deadline_seconds(&self, epoch: u32) -> u64 {
        self.after_end(epoch, self.timing.outage_deadline_seconds)
            .saturating_add(1)
    }

    /// How long the clock has run since the epoch's end.
    fn running(&self, epoch: u32) -> u64 {
        running_seconds(&[&self.pauses], self.clock.end_of(epoch), self.now_seconds)
    }

    /// The first second outside pauses at which the clock has run for `seconds` since the epoch's end.
    fn after_end(&self, epoch: u32, seconds: u64) -> u64 {
        let mut at = self.clock.end_of(epoch);
        let mut left = seconds;
        // Spans are disjoint and in the order of time.
        for span in &self.pauses.spans {
            if span.until_seconds <= at {
                continue;
            }
            let until_pause = span.from_seconds.saturating_sub(at);
            if left < until_pause {
                break;
            }
            left -= until_pause;
            at = span.until_seconds;
        }
        at.saturating_add(left)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rigshare_types::pause::PauseSpan;

    use super::*;

    fn times(pauses: &[(u64, u64)], now_seconds: u64) -> Times {
        Times {
            clock: EpochClock {
                genesis_seconds: 0,
                epoch_seconds: 100,
            },
            timing: Timing {
                window_seconds: 10,
                outage_deadline_seconds: 50,
            },
            pauses: PauseLog {
                v: 1,
                spans: pauses
                    .iter()
                    .map(|(from_seconds, until_seconds)| PauseSpan {
                        from_seconds: *from_seconds,
                        until_seconds: *until_seconds,
                    })
                    .collect(),
            },
            now_seconds,
        }
    }

    #[test]
    fn attack_39_borders_are_exact() {
        let at = |now| times(&[], now);
        assert_eq!(
            at(99).refuse_unless_reported(0),
            Err(TimeError::NotEnded {
                epoch: 0,
                ends_seconds: 100
            })
        );
        at(100).refuse_unless_reported(0).unwrap();
        assert_eq!(
            at(109).refuse_unless_final(0),
            Err(TimeError::Collecting {
                epoch: 0,
                until_seconds: 110
            })
        );
        at(110).refuse_unless_final(0).unwrap();
        at(150).refuse_unless_final(0).unwrap();
        let outage = Err(TimeError::Outage {
            epoch: 0,
            since_seconds: 151,
        });
        assert_eq!(at(151).refuse_unless_final(0), outage);
        assert_eq!(at(151).refuse_unless_reported(0), outage);
        at(100).refuse_before_start(1).unwrap();
        at(99).refuse_before_start(1).unwrap_err();
    }

    proptest! {
        #[test]
        fn what_is_announced_is_what_happens(
            gaps in prop::collection::vec((0_u64..30, 0_u64..30), 0..5),
        ) {
            let mut at = 80;
            let mut spans = vec![];
            for (gap, length) in gaps {
                spans.push((at + gap, at + gap + length));
                at += gap + length + 1;
            }
            let paused = |now| spans.iter().any(|(from, until)| (*from..*until).contains(&now));
            let open = |now| !paused(now) && times(&spans, now).refuse_unless_final(0).is_ok();
            let announced = times(&spans, 0);
            let first = (0..1_000).find(|now| open(*now)).unwrap();
            let over = (first..1_000).find(|now| times(&spans, *now).refuse_unless_reported(0).is_err()).unwrap();
            prop_assert_eq!(announced.window_ends_seconds(0), first);
            prop_assert_eq!(announced.deadline_seconds(0), over);
        }
    }
}
