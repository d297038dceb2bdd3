//! How the season's days lie on the chain's clock.

use rigshare_types::EpochClock;

use crate::season::values::DAY_SECONDS;

/// How fast a season is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// As it is reported: a day is a day, and day 0 is the season's first.
    AsReported,
    /// On a chain whose time can't be set: a day takes so many seconds, a divisor of a real day's, and
    /// the season begins once the suite stands.
    SecondsPerDay(u32),
}

/// How the season's days lie on the chain's clock. A day is an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The suite's clock.
    pub clock: EpochClock,
    /// The epoch of day 0.
    pub first_epoch: u32,
}

impl Pace {
    /// The first second of a day.
    pub fn day_start(&self, day: u32) -> u64 {
        self.clock.start_of(self.first_epoch.saturating_add(day))
    }

    /// What lasts so many seconds of a real day lasts so many of the season's, rounded up.
    pub fn scaled_ceil(&self, seconds: u64) -> u64 {
        seconds.div_ceil(self.hurry().max(1))
    }

    /// How many of the season's days fit into a real one: so much faster is everything. Energy costs so
    /// many times more and a block needs so many times fewer hashes, so that a day's money is a day's.
    pub fn hurry(&self) -> u64 {
        DAY_SECONDS / u64::from(self.clock.epoch_seconds.max(1))
    }

    /// The season's day of a second, and the second of a real day that it stands for.
    pub fn day_and_time(&self, at_seconds: u64) -> (u32, u64) {
        let since = at_seconds.saturating_sub(self.day_start(0));
        let epoch = u64::from(self.clock.epoch_seconds.max(1));
        let day = u32::try_from(since / epoch).unwrap_or(u32::MAX);
        (day, since % epoch * self.hurry())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(epoch_seconds: u32) -> Pace {
        Pace {
            clock: EpochClock {
                genesis_seconds: 1_000,
                epoch_seconds,
            },
            first_epoch: 3,
        }
    }

    #[test]
    fn a_real_day_is_itself() {
        let pace = pace(86_400);
        assert_eq!(pace.scaled_ceil(12_345), 12_345);
        assert_eq!(pace.hurry(), 1);
        let noon = pace.day_start(2) + DAY_SECONDS / 2;
        assert_eq!(pace.day_and_time(noon), (2, DAY_SECONDS / 2));
    }

    #[test]
    fn a_short_day_has_a_part_of_everything() {
        let pace = pace(10);
        assert_eq!(pace.day_start(0), 1_030);
        assert_eq!(pace.scaled_ceil(21_600), 3);
        assert_eq!(pace.scaled_ceil(1), 1);
        assert_eq!(pace.hurry(), 8_640);
        assert_eq!(pace.day_and_time(1_045), (1, DAY_SECONDS / 2));
    }
}
