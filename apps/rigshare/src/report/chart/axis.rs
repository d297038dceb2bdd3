//! Scales and their ticks.

/// How many steps an axis has at most, about.
const STEPS: u128 = 4;

/// A vertical scale from `least` to `most` in steps of round numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    least: u128,
    most: u128,
    step: u128,
}

impl Scale {
    /// From zero to at least `most`.
    pub fn from_zero(most: u128) -> Self {
        Self::over(0, most)
    }

    /// Around values of which none is below `least` or above `most`; from zero where all are equal.
    pub fn around(least: u128, most: u128) -> Self {
        if least >= most {
            Self::from_zero(most)
        } else {
            Self::over(least, most)
        }
    }

    fn over(least: u128, most: u128) -> Self {
        let step = round_step((most - least).div_ceil(STEPS));
        let floor = least / step * step;
        let ceiling = most.div_ceil(step).saturating_mul(step);
        Self {
            least: floor,
            most: ceiling,
            step,
        }
    }

    /// The values that get a line and a label, the least first.
    pub fn ticks(&self) -> Vec<u128> {
        let mut ticks = vec![self.least];
        while let Some(next) = ticks.last().and_then(|last| last.checked_add(self.step)) {
            if next > self.most {
                break;
            }
            ticks.push(next);
        }
        ticks
    }

    /// Where a value stands from the top of a plot of `height`.
    pub fn y(&self, value: u128, height: f64) -> f64 {
        let span = (self.most - self.least).max(1) as f64;
        let above = value.clamp(self.least, self.most.max(self.least)) - self.least;
        height - above as f64 / span * height
    }
}

/// The least of 1, 2, 5, 10, 20, 50 ... that is not below `least`.
fn round_step(least: u128) -> u128 {
    let power = 10u128.pow(least.checked_ilog10().unwrap_or(0));
    [1u128, 2, 5, 10]
        .iter()
        .filter_map(|factor| power.checked_mul(*factor))
        .find(|step| *step >= least)
        .unwrap_or(u128::MAX)
        .max(1)
}

/// The days of `days` that get a label: weekly where that fits, about `most` of them.
pub fn labelled_days(days: u32, most: u32) -> Vec<u32> {
    let least = days.div_ceil(most.max(1)).max(1);
    let step = [1, 2, 3, 5, 7, 14, 28, 56, 91, 182, 364]
        .into_iter()
        .find(|step| *step >= least)
        .unwrap_or(least);
    (0..days).step_by(step as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_values() {
        assert_eq!(Scale::from_zero(73).ticks(), [0, 20, 40, 60, 80]);
        assert_eq!(Scale::from_zero(0).ticks(), [0]);
        assert_eq!(Scale::from_zero(1).ticks(), [0, 1]);
        assert_eq!(
            Scale::around(1_249, 1_390).ticks(),
            [1_200, 1_250, 1_300, 1_350, 1_400]
        );
        assert_eq!(Scale::around(7, 7), Scale::from_zero(7));
    }

    #[test]
    fn extremes_stay_inside_the_plot() {
        for (least, most) in [
            (0, 0),
            (0, 1),
            (0, u128::MAX),
            (u128::MAX - 1, u128::MAX),
            (3, 4),
        ] {
            let scale = Scale::around(least, most);
            assert!(scale.ticks().len() <= 8, "{scale:?}");
            for value in [0, least, most, u128::MAX] {
                assert!(
                    (0.0..=100.0).contains(&scale.y(value, 100.0)),
                    "{scale:?} {value}"
                );
            }
        }
    }

    #[test]
    fn days_get_weekly_labels() {
        assert_eq!(labelled_days(30, 6), [0, 5, 10, 15, 20, 25]);
        assert_eq!(labelled_days(30, 5), [0, 7, 14, 21, 28]);
        assert_eq!(labelled_days(1, 5), [0]);
        assert!(labelled_days(0, 5).is_empty());
        assert!(labelled_days(365, 5).len() <= 5);
        assert!(labelled_days(10_000, 5).len() <= 5);
    }
}
