//! How long an operator has before an epoch can be called a default.

use rigshare_types::distributor::Grace;
use rigshare_types::pause::{running_seconds, PauseLog};

/// A moment, on both of a chain's clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since 1970.
    pub seconds: u64,
    /// Block.
    pub height: u64,
}

impl Moment {
    /// The later of two moments, on each clock for itself.
    #[must_use]
    pub fn later(self, other: Self) -> Self {
        Self {
            seconds: self.seconds.max(other.seconds),
            height: self.height.max(other.height),
        }
    }
}

/// What is left of the grace that began at `start`; none if it is over.
///
/// It is over once more than `grace.seconds` have run, not counting seconds of any pause in `logs`,
/// and more than `grace.blocks` have passed.
#[must_use]
pub fn left(grace: &Grace, start: Moment, now: Moment, logs: &[&PauseLog]) -> Option<Grace> {
    let ran = running_seconds(logs, start.seconds, now.seconds);
    let passed = now.height.saturating_sub(start.height);
    let over = ran > grace.seconds && passed > grace.blocks;
    (!over).then(|| Grace {
        seconds: grace.seconds.saturating_add(1).saturating_sub(ran),
        blocks: grace.blocks.saturating_add(1).saturating_sub(passed),
    })
}

#[cfg(test)]
mod tests {
    use rigshare_types::pause::PauseSpan;

    use super::*;

    const GRACE: Grace = Grace {
        seconds: 100,
        blocks: 10,
    };

    fn at(seconds: u64, height: u64) -> Moment {
        Moment { seconds, height }
    }

    #[test]
    fn both_clocks_must_have_run() {
        let none = PauseLog::new();
        let left = |now| left(&GRACE, at(1_000, 50), now, &[&none]);
        assert_eq!(
            left(at(1_000, 50)),
            Some(Grace {
                seconds: 101,
                blocks: 11
            })
        );
        // The chain stood still: time alone makes no default.
        assert_eq!(
            left(at(9_000, 60)),
            Some(Grace {
                seconds: 0,
                blocks: 1
            })
        );
        assert_eq!(
            left(at(1_100, 90)),
            Some(Grace {
                seconds: 1,
                blocks: 0
            })
        );
        assert_eq!(left(at(1_101, 61)), None);
    }

    #[test]
    fn attack_10_a_pause_stops_the_grace() {
        let log = PauseLog {
            v: 1,
            spans: vec![PauseSpan {
                from_seconds: 1_010,
                until_seconds: 1_060,
            }],
        };
        assert!(left(&GRACE, at(1_000, 0), at(1_150, 99), &[&log]).is_some());
        assert!(left(&GRACE, at(1_000, 0), at(1_151, 99), &[&log]).is_none());
    }
}
