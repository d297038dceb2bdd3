//! Which of the season's days a day of the chain is.

use crate::season::Season;

/// Which of the season's days a day of the chain is. Both are counted from the season's first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// The season is played once: a day is itself.
    Once,
    /// After the season's last day comes an earlier one again, for ever.
    Looped {
        /// The season's length.
        days: u32,
        /// The day that comes after the last one: below `days`.
        back_to: u32,
    },
}

impl Calendar {
    /// Repeats the days on which all rigs mine that mine to the season's end: before one began, its pool
    /// has no answers.
    #[must_use]
    pub fn looped(season: &Season) -> Self {
        let days = season.rules.days;
        let lasting = season.rigs.iter().filter(|rig| rig.end_day >= days);
        let back_to = lasting.map(|rig| rig.start_day).max().unwrap_or(0);
        Self::Looped { days, back_to }
    }

    /// The season's day.
    #[must_use]
    pub const fn season_day(self, day: u32) -> u32 {
        match self {
            Self::Looped { days, back_to } if day >= days => {
                // A loop of no days would be a season of none.
                let round = days.saturating_sub(back_to);
                match (day - days).checked_rem(round) {
                    Some(into) => back_to + into,
                    None => back_to,
                }
            }
            _ => day,
        }
    }

    /// Whether the season begins anew with a day.
    #[must_use]
    pub const fn begins_anew(self, day: u32) -> bool {
        match self {
            Self::Looped { days, back_to } => day >= days && self.season_day(day) == back_to,
            Self::Once => false,
        }
    }

    /// Whether the season goes on for ever.
    #[must_use]
    pub const fn is_looped(self) -> bool {
        matches!(self, Self::Looped { .. })
    }

    /// Whether the operator of a rig, counted from 0, pays a day only after its grace, when nobody has
    /// called the default yet. In a season that is played once operators do as its files say.
    #[must_use]
    pub const fn pays_late(self, rig: usize, day: u32) -> bool {
        self.is_looped() && (day as usize + rig * LATE_RIG_STEP) % LATE_EVERY == LATE_EVERY - 1
    }
}

/// Each rig's operator is late every so many days,
const LATE_EVERY: usize = 13;

/// and two rigs' on different ones.
const LATE_RIG_STEP: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    const LOOPED: Calendar = Calendar::Looped {
        days: 30,
        back_to: 1,
    };

    #[test]
    fn a_season_that_is_played_once_has_its_own_days() {
        assert_eq!(Calendar::Once.season_day(0), 0);
        assert_eq!(Calendar::Once.season_day(1_000), 1_000);
        assert!(!Calendar::Once.begins_anew(0));
        assert!((0..100).all(|day| !Calendar::Once.pays_late(0, day)));
    }

    #[test]
    fn the_first_round_is_the_season() {
        for day in 0..30 {
            assert_eq!(LOOPED.season_day(day), day);
            assert!(!LOOPED.begins_anew(day));
        }
    }

    #[test]
    fn later_rounds_leave_out_the_days_before_all_rigs_mine() {
        let days: Vec<u32> = (28..61).map(|day| LOOPED.season_day(day)).collect();
        let expected: Vec<u32> = [28, 29].into_iter().chain(1..30).chain(1..3).collect();
        assert_eq!(days, expected);
        let anew: Vec<u32> = (0..100).filter(|day| LOOPED.begins_anew(*day)).collect();
        assert_eq!(anew, [30, 59, 88]);
    }

    #[test]
    fn every_day_is_one_of_the_season_even_at_the_end_of_time() {
        for (days, back_to) in [(1, 0), (2, 1), (30, 29), (30, 0)] {
            let calendar = Calendar::Looped { days, back_to };
            for day in (0..100).chain([u32::MAX - 1, u32::MAX]) {
                let of_season = calendar.season_day(day);
                assert!(of_season < days, "{day} of {calendar:?} is {of_season}");
                assert!(day < days || of_season >= back_to);
            }
        }
    }

    #[test]
    fn operators_are_late_now_and_then_and_not_all_at_once() {
        for rig in 0..6 {
            let late = (0..130).filter(|day| LOOPED.pays_late(rig, *day)).count();
            assert_eq!(late, 10, "rig {rig}");
        }
        for day in 0..130 {
            let late = (0..6).filter(|rig| LOOPED.pays_late(*rig, day)).count();
            assert!(late <= 1, "day {day}");
        }
    }
}
