//! A holder's or a rig's share-seconds by epoch, as a step function.

use crate::steps::Steps;
use crate::{EpochClock, LedgerError, MAX_EPOCH_SECONDS};

/// The most shares that one schedule can hold at a time.
pub const MAX_SHARES: u64 = 1 << 40;

/// The most that any epoch can weigh, in share-seconds.
///
/// A weight counts at most `MAX_SHARES` for at most `MAX_EPOCH_SECONDS` seconds: 2^40 * 2^20 = 2^60.
/// Every weight in a schedule is checked against the clock's own `MAX_SHARES * epoch_seconds` when
/// it is written and against this bound when it is decoded, so the sum of a weight and one
/// operation's change stays below 2^61 and never overflows u64.
pub const MAX_WEIGHT: u64 = MAX_SHARES * MAX_EPOCH_SECONDS as u64;

/// Breakpoints up to which shares may flow in.
pub const INFLOW_CAP: usize = 64;

/// Breakpoints up to which shares may flow out: whoever was filled up to [`INFLOW_CAP`] by others
/// still has room for 16 exits with an end, or 32 without, before it must fold.
pub const HARD_CAP: usize = 128;

/// From `epoch` on, until the next point, each epoch weighs `weight`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// First epoch of the step.
    pub epoch: u32,
    /// Share-seconds in each epoch of the step.
    pub weight: u64,
}

/// A run of epochs `[start, end)` of one weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// First epoch.
    pub start: u32,
    /// First epoch after the run.
    pub end: u32,
    /// Share-seconds in each of its epochs.
    pub weight: u64,
}

/// A step function epoch -> weight, in share-seconds: zero before its first point, unknown below
/// its floor.
///
/// Points are strictly sorted, none repeats the weight before it, and the first weighs something;
/// so two schedules are equal exactly if they mean the same. Weights are whole epochs' sums: what
/// was held within an epoch is known to the share-second, not when in the epoch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedule {
    pub(crate) floor: u32,
    pub(crate) points: Vec<Point>,
}

#[derive(Clone, Copy)]
enum Direction {
    Add,
    Subtract,
}

impl Schedule {
    /// Nothing held in any epoch, and every epoch known.
    pub fn new() -> Self {
        Self::default()
    }

    /// The first epoch that is still known.
    pub fn floor(&self) -> u32 {
        self.floor
    }

    /// The points in order.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Number of breakpoints.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether no known epoch weighs anything.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Adds `shares` from second `from_seconds`, for ever or until second `until_seconds`
    /// (exclusive). Adds at most 2 breakpoints, 4 with an end.
    ///
    /// Errors: `Full` above [`INFLOW_CAP`] points, `TooManyShares`, `TooHeavy`, `Folded`,
    /// `EmptySpan`, and the clock's. On any the schedule stays as it was.
    pub fn add(
        &mut self,
        clock: &EpochClock,
        shares: u64,
        from_seconds: u64,
        until_seconds: Option<u64>,
    ) -> Result<(), LedgerError> {
        self.change(clock, Direction::Add, shares, from_seconds, until_seconds)
    }

    /// Subtracts `shares` from second `from_seconds`, for ever or until second `until_seconds`
    /// (exclusive). Adds at most 2 breakpoints, 4 with an end.
    ///
    /// Errors: `Negative` where an epoch holds less, `Full` above [`HARD_CAP`] points (the headroom
    /// over [`INFLOW_CAP`] keeps exits open), `TooManyShares`, `Folded`, `EmptySpan`, and the
    /// clock's. On any the schedule stays as it was.
    pub fn subtract(
        &mut self,
        clock: &EpochClock,
        shares: u64,
        from_seconds: u64,
        until_seconds: Option<u64>,
    ) -> Result<(), LedgerError> {
        let direction = Direction::Subtract;
        self.change(clock, direction, shares, from_seconds, until_seconds)
    }

    fn change(
        &mut self,
        clock: &EpochClock,
        direction: Direction,
        shares: u64,
        from_seconds: u64,
        until_seconds: Option<u64>,
    ) -> Result<(), LedgerError> {
        let steps = Steps::new(clock, shares, from_seconds, until_seconds)?;
        if steps.first_epoch < self.floor {
            return Err(LedgerError::Folded {
                epoch: steps.first_epoch,
                floor: self.floor,
            });
        }
        let max = MAX_SHARES * u64::from(clock.epoch_seconds);
        let kept = self
            .points
            .partition_point(|point| point.epoch < steps.first_epoch);
        let (before, after) = self.points.split_at(kept);

        let mut points = Vec::with_capacity(self.points.len() + Steps::MOST);
        points.extend_from_slice(before);
        let mut held = before.last().map_or(0, |point| point.weight);
        let mut written = held;
        let mut change = 0;
        let mut olds = after.iter().peekable();
        let mut news = steps.iter().peekable();
        loop {
            let epoch = match (olds.peek(), news.peek()) {
                (Some(old), Some(new)) => old.epoch.min(new.epoch),
                (Some(old), None) => old.epoch,
                (None, Some(new)) => new.epoch,
                (None, None) => break,
            };
            if let Some(old) = olds.next_if(|old| old.epoch == epoch) {
                held = old.weight;
            }
            if let Some(new) = news.next_if(|new| new.epoch == epoch) {
                change = new.weight;
            }
            let weight = match direction {
                // Both below 2^60, see MAX_WEIGHT.
                Direction::Add => held + change,
                Direction::Subtract => held.checked_sub(change).ok_or(LedgerError::Negative {
                    epoch,
                    weight: held,
                    subtract: change,
                })?,
            };
            if change != 0 && weight > max {
                return Err(LedgerError::TooHeavy { epoch, weight, max });
            }
            if weight != written {
                points.push(Point { epoch, weight });
                written = weight;
            }
        }

        let cap = match direction {
            Direction::Add => INFLOW_CAP,
            Direction::Subtract => HARD_CAP,
        };
        if points.len() > cap {
            return Err(LedgerError::Full {
                points: points.len(),
                cap,
            });
        }
        self.points = points;
        Ok(())
    }

    /// Forgets every epoch below `before_epoch`. Never lowers the floor, and changes no weight from
    /// the new floor on.
    pub fn fold(&mut self, before_epoch: u32) {
        if before_epoch <= self.floor {
            return;
        }
        self.floor = before_epoch;
        let begun = self
            .points
            .partition_point(|point| point.epoch <= before_epoch);
        let Some(last) = begun.checked_sub(1) else {
            return;
        };
        self.points.drain(..last);
        if let Some(first) = self.points.first_mut() {
            first.epoch = before_epoch;
            if first.weight == 0 {
                self.points.remove(0);
            }
        }
    }

    /// Share-seconds in `epoch`. Error: `Folded` below the floor.
    pub fn weight_at(&self, epoch: u32) -> Result<u64, LedgerError> {
        self.known(epoch)?;
        let begun = self.points.partition_point(|point| point.epoch <= epoch);
        let in_force = begun.checked_sub(1).and_then(|last| self.points.get(last));
        Ok(in_force.map_or(0, |point| point.weight))
    }

    /// The runs of constant non-zero weight within `[start, end)`, in order; none if the range is
    /// empty. Error: `Folded` if `start` is below the floor.
    pub fn segments(&self, start: u32, end: u32) -> Result<Segments<'_>, LedgerError> {
        self.known(start)?;
        let begun = self.points.partition_point(|point| point.epoch <= start);
        let points = self
            .points
            .get(begun.saturating_sub(1)..)
            .unwrap_or_default();
        Ok(Segments { points, start, end })
    }

    /// The first known epoch at or after `from` that weighs something, if any does.
    pub fn next_weighted(&self, from: u32) -> Option<u32> {
        let from = from.max(self.floor);
        let begun = self.points.partition_point(|point| point.epoch <= from);
        let in_force = begun.saturating_sub(1);
        let mut rest = self.points.get(in_force..).unwrap_or_default().iter();
        rest.find(|point| point.weight != 0)
            .map(|point| point.epoch.max(from))
    }

    fn known(&self, epoch: u32) -> Result<(), LedgerError> {
        if epoch < self.floor {
            return Err(LedgerError::Folded {
                epoch,
                floor: self.floor,
            });
        }
        Ok(())
    }
}

/// The runs of [`Schedule::segments`].
#[derive(Debug, Clone)]
pub struct Segments<'a> {
    points: &'a [Point],
    start: u32,
    end: u32,
}

impl Iterator for Segments<'_> {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        while let Some((point, rest)) = self.points.split_first() {
            let start = point.epoch.max(self.start);
            let end = rest
                .first()
                .map_or(self.end, |next| next.epoch.min(self.end));
            if start >= self.end {
                return None;
            }
            self.points = rest;
            if point.weight != 0 && start < end {
                return Some(Segment {
                    start,
                    end,
                    weight: point.weight,
                });
            }
        }
        None
    }
}
