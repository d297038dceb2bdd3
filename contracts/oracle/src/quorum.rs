//! When the values of several reporters agree, and on what.
//!
//! With `f` reporters faulty, a quorum `q >= 2 f + 1` and `n >= q + f` reporters:
//!
//! - *Truth.* Agreement needs at least `q >= 2 f + 1` values. The lower median of `k >= 2 f + 1` values
//!   has at least `f + 1` values at or below it, and at least `f + 1` at or above it, so that each side
//!   has an honest one. The same holds for the lower median of the near ones, which are at least `q`.
//!   So the result lies between the least and the greatest honest value, whatever the faulty sign.
//! - *Progress.* Without the faulty there are still `n - f >= q` values. The median lies within the
//!   honest range; where the honest are within the spread of each other, all of them are near it.
//! - *No choice.* The result depends on the set of values alone, never on their order.

use cosmwasm_std::{Uint128, Uint256};
use rigshare_types::units::BPS_WHOLE;
use thiserror::Error;

/// What a quorum agrees on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// The lower median of the values near the median.
    pub value: Uint128,
    /// How many values are near the median.
    pub near: u16,
}

/// Too few values are near the median.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("{observed} reporters signed, {near} of them near the median; {quorum} must be")]
pub struct NoQuorum {
    /// How many values there are.
    pub observed: u16,
    /// How many of them are near the median.
    pub near: u16,
    /// How many must be.
    pub quorum: u16,
}

/// Finds what `values`, one each of distinct reporters, agree on.
///
/// A value is near the median where it is at most `spread_bps` ten-thousandths of the median away.
///
/// # Errors
/// [`NoQuorum`].
pub fn agree(values: &[Uint128], spread_bps: u16, quorum: u16) -> Result<Agreement, NoQuorum> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let near: Vec<Uint128> = match lower_median(&sorted) {
        Some(median) => sorted
            .iter()
            .copied()
            .filter(|value| is_near(*value, median, spread_bps))
            .collect(),
        None => vec![],
    };
    let count = |list: &[Uint128]| u16::try_from(list.len()).unwrap_or(u16::MAX);
    match lower_median(&near) {
        Some(value) if near.len() >= usize::from(quorum) => Ok(Agreement {
            value,
            near: count(&near),
        }),
        _ => Err(NoQuorum {
            observed: count(&sorted),
            near: count(&near),
            quorum,
        }),
    }
}

/// The middle of a sorted list, the lower one of two.
fn lower_median(sorted: &[Uint128]) -> Option<Uint128> {
    sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}

/// `|value - median| * 10,000 <= median * spread`, exactly: both sides have less than 142 bits.
fn is_near(value: Uint128, median: Uint128, spread_bps: u16) -> bool {
    let distance: Uint256 = value
        .abs_diff(median)
        .full_mul(Uint128::from(u128::from(BPS_WHOLE)));
    distance <= median.full_mul(Uint128::from(u128::from(spread_bps)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(values: &[u128]) -> Vec<Uint128> {
        values.iter().copied().map(Uint128::new).collect()
    }

    #[test]
    fn the_lower_median_of_the_near_ones_counts() {
        let found = |list: &[u128]| agree(&values(list), 100, 3);
        let agreed = |value, near| {
            Ok(Agreement {
                value: Uint128::new(value),
                near,
            })
        };
        assert_eq!(found(&[1_000, 1_010, 1_005, 5_000]), agreed(1_005, 3));
        assert_eq!(found(&[1_000, 1_001, 1_002, 1_003]), agreed(1_001, 4));
        // 990 is 1 % off 1,000 exactly; 989 is more.
        assert_eq!(found(&[990, 1_000, 1_010]), agreed(1_000, 3));
        let none = |observed, near| {
            Err(NoQuorum {
                observed,
                near,
                quorum: 3,
            })
        };
        assert_eq!(found(&[989, 1_000, 1_010]), none(3, 2));
        assert_eq!(found(&[1_000, 1_000]), none(2, 2));
        assert_eq!(found(&[]), none(0, 0));
    }

    #[test]
    fn a_quorum_of_zeros_is_a_zero_and_nothing_is_near_zero_but_zero() {
        let agreement = agree(&values(&[0, 0, 0, 7]), 2_000, 3);
        assert_eq!(
            agreement,
            Ok(Agreement {
                value: Uint128::zero(),
                near: 3
            })
        );
        agree(&values(&[0, 0, 1, 1]), 2_000, 3).unwrap_err();
    }

    #[test]
    fn the_greatest_values_do_not_overflow() {
        let agreement = agree(&[Uint128::MAX; 4], 2_000, 3).unwrap();
        assert_eq!(agreement.value, Uint128::MAX);
        agree(&[Uint128::zero(), Uint128::MAX, Uint128::MAX], 2_000, 3).unwrap_err();
    }

    /// Valid `n`, `f`, `q`, and how many of the `f` lie (the others are silent).
    fn rules() -> impl Strategy<Value = (usize, usize, usize, usize)> {
        (0_usize..=4)
            .prop_flat_map(|faulty| {
                let quorum = 2 * faulty + 1..=2 * faulty + 4;
                (Just(faulty), quorum, 0..=faulty)
            })
            .prop_flat_map(|(faulty, quorum, lying)| {
                let reporters = quorum + faulty..=quorum + faulty + 4;
                (reporters, Just(faulty), Just(quorum), Just(lying))
            })
    }

    /// A lie anywhere: far off, or just where it hurts.
    fn lie() -> impl Strategy<Value = u128> {
        prop_oneof![
            any::<u128>(),
            Just(0),
            Just(u128::MAX),
            900_000_u128..1_100_000
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn attack_21_the_result_lies_between_honest_values(
            (reporters, faulty, quorum, lying) in rules(),
            honest in prop::collection::vec(prop_oneof![950_000_u128..1_050_000, any::<u128>()], 24),
            lies in prop::collection::vec(lie(), 4),
            late in 0_usize..8,
            spread in 0_u16..=2_000,
        ) {
            // Some of the honest may be late: it can cost the quorum, never the truth.
            let present = (reporters - faulty).saturating_sub(late);
            let honest = &honest[..present];
            let mut all = honest.to_vec();
            all.extend(&lies[..lying]);
            if let Ok(agreement) = agree(&values(&all), spread, quorum as u16) {
                let value = agreement.value.u128();
                prop_assert!(honest.iter().min().is_some_and(|least| *least <= value));
                prop_assert!(honest.iter().max().is_some_and(|most| value <= *most));
                prop_assert!(usize::from(agreement.near) >= quorum);
            }
        }

        #[test]
        fn attack_21_faulty_reporters_never_stop_honest_ones_that_agree(
            (reporters, faulty, quorum, lying) in rules(),
            base in 10_000_u128..1 << 100,
            parts in prop::collection::vec(0_u128..=100, 24),
            lies in prop::collection::vec(lie(), 4),
            lies_beside in any::<bool>(),
        ) {
            // All honest values are within 1 % of the least one.
            let mut all: Vec<u128> = parts
                .iter()
                .take(reporters - faulty)
                .map(|part| base + base / 10_000 * part)
                .collect();
            let near = |lie: u128| base + base / 50 - lie % (base / 25);
            all.extend(lies.iter().take(lying).map(|lie| if lies_beside { near(*lie) } else { *lie }));
            let agreement = agree(&values(&all), 100, quorum as u16);
            prop_assert!(agreement.is_ok(), "{agreement:?} of {all:?}");
        }

        #[test]
        fn attack_22_order_never_matters(
            mut list in prop::collection::vec(990_u128..1_010, 0..12),
            turn in any::<prop::sample::Index>(),
            spread in 0_u16..=100,
            quorum in 1_u16..8,
        ) {
            let before = agree(&values(&list), spread, quorum);
            if !list.is_empty() {
                let by = turn.index(list.len());
                list.rotate_left(by);
                list.swap(0, by);
            }
            prop_assert_eq!(before, agree(&values(&list), spread, quorum));
        }

        #[test]
        fn the_same_as_a_count_by_hand(
            list in prop::collection::vec(0_u128..60, 1..9),
            spread in 0_u16..=10_000,
            quorum in 1_u16..6,
        ) {
            // The lower median: the least value with at least half of the values at or below it.
            let median_of = |list: &[u128]| {
                (0..60).find(|x| 2 * list.iter().filter(|v| *v <= x).count() >= list.len()).unwrap()
            };
            let median = median_of(&list);
            let near: Vec<u128> = list
                .iter()
                .copied()
                .filter(|v| v.abs_diff(median) * 10_000 <= median * u128::from(spread))
                .collect();
            let model = (near.len() >= usize::from(quorum)).then(|| median_of(&near));
            let found = agree(&values(&list), spread, quorum).ok().map(|a| a.value.u128());
            prop_assert_eq!(found, model);
        }
    }
}
