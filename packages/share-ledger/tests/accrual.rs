//! Settling and claiming at the extremes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use cosmwasm_std::{Uint128, Uint256};
use share_ledger::{
    integrate, integrate_split, settle_floor, take_whole_floor, EpochClock, Lane, Lanes,
    LedgerError, Schedule, MAX_EPOCH_SECONDS, MAX_SHARES, MAX_WEIGHT, SCALE,
};

fn payout(value: impl Into<Uint256>) -> Lanes {
    let mut lanes = Lanes::new();
    lanes.set(Lane::Payout, value.into());
    lanes
}

#[test]
fn attack_07_one_base_unit_over_a_million_holders() {
    let (mut cumulative, mut carry) = (Uint256::zero(), 0);
    let minted = 1_000_000 * 86_400;
    for _ in 0..1_000_000 / 1_000 {
        let settled = settle_floor(cumulative, carry, Uint128::one(), minted).unwrap();
        (cumulative, carry) = (settled.cumulative, settled.carry);
    }
    let each = cumulative * Uint256::from(86_400u64);
    let all = each * Uint256::from(1_000_000u64) + Uint256::from(carry);
    assert_eq!(all, Uint256::from(1_000 * SCALE));
    let taken = take_whole_floor(each, 0).unwrap();
    assert_eq!(taken.whole, Uint128::zero());
    assert_eq!(Uint256::from(taken.remainder), each);
}

#[test]
fn attack_07_the_greatest_amount_over_one_share_second_in_every_epoch_there_is() {
    // One epoch of the greatest amount, at the least weight and the greatest carry.
    let one = settle_floor(Uint256::zero(), u64::MAX, Uint128::MAX, 1).unwrap();
    assert_eq!(
        one.cumulative,
        Uint256::from(u128::MAX) * Uint256::from(SCALE) + Uint256::from(u64::MAX)
    );
    assert_eq!(one.carry, 0);
    // 2^32 - 1 such epochs, then one more: still far from 2^256.
    let many = one.cumulative * Uint256::from(u32::MAX);
    let last = settle_floor(many, 0, Uint128::MAX, 1).unwrap();
    assert!(last.cumulative < Uint256::one() << 225);
    // A whole u128 is paid out exactly; one scaled unit above what fits is refused.
    let whole = take_whole_floor(one.cumulative, 0).unwrap();
    assert_eq!((whole.whole, whole.remainder), (Uint128::MAX, u64::MAX));
    let error = take_whole_floor(one.cumulative, 1).unwrap_err();
    assert!(matches!(error, LedgerError::AmountOverflow { .. }));
    let error = take_whole_floor(Uint256::MAX, 1).unwrap_err();
    assert!(matches!(error, LedgerError::AmountOverflow { .. }));
    let error = settle_floor(Uint256::MAX, 0, Uint128::one(), 1).unwrap_err();
    assert!(matches!(error, LedgerError::AmountOverflow { .. }));
}

#[test]
fn attack_07_the_greatest_amount_over_the_greatest_weight() {
    let clock = EpochClock::new(0, MAX_EPOCH_SECONDS).unwrap();
    for shares in [MAX_SHARES, MAX_SHARES - 1] {
        let mut schedule = Schedule::new();
        schedule.add(&clock, shares, 0, None).unwrap();
        let weight = schedule.weight_at(0).unwrap();
        assert_eq!(weight, shares * u64::from(MAX_EPOCH_SECONDS));
        assert!(weight <= MAX_WEIGHT);
        let settled = settle_floor(Uint256::zero(), 0, Uint128::MAX, weight).unwrap();
        let lanes = integrate(&schedule, 0, 1, |epoch| {
            Ok::<_, LedgerError>(match epoch {
                0 => Lanes::new(),
                _ => payout(settled.cumulative),
            })
        });
        let scaled = lanes.unwrap().get(Lane::Payout);
        // All but the carry, which is below a sixteenth of a base unit.
        assert!(u128::from(settled.carry) < SCALE / 16);
        let taken = take_whole_floor(scaled + Uint256::from(settled.carry), 0).unwrap();
        assert_eq!((taken.whole, taken.remainder), (Uint128::MAX, 0));
    }
}

#[test]
fn attack_08_money_without_holders_is_refused_and_takes_nothing() {
    let amount = Uint128::new(5);
    let error = settle_floor(Uint256::one(), 3, amount, 0).unwrap_err();
    assert_eq!(error, LedgerError::NothingMinted { amount });
}

#[test]
fn attack_07_many_dust_claims_gain_nothing() {
    let each = Uint256::from(SCALE / 3);
    let (mut paid, mut remainder) = (Uint128::zero(), 0);
    for _ in 0..1_000 {
        let taken = take_whole_floor(each, remainder).unwrap();
        paid += taken.whole;
        remainder = taken.remainder;
    }
    let once = take_whole_floor(each * Uint256::from(1_000u64), 0).unwrap();
    assert_eq!((paid, remainder), (once.whole, once.remainder));
}

#[test]
fn a_year_without_changes_costs_two_reads_and_three_with_a_split() {
    let clock = EpochClock::new(0, 86_400).unwrap();
    let mut schedule = Schedule::new();
    schedule.add(&clock, 7, 86_400 * 3, None).unwrap();
    let mut reads = Vec::new();
    let lanes = integrate(&schedule, 3, 368, |epoch| {
        reads.push(epoch);
        Ok::<_, LedgerError>(payout(epoch))
    });
    assert_eq!(reads, [3, 368]);
    assert_eq!(
        lanes.unwrap().get(Lane::Payout),
        Uint256::from(365u64 * 7 * 86_400)
    );
    reads.clear();
    let (before, since) = integrate_split(&schedule, 3, 100, 368, |epoch| {
        reads.push(epoch);
        Ok::<_, LedgerError>(payout(epoch))
    })
    .unwrap();
    assert_eq!(reads, [3, 100, 368]);
    let rate = Uint256::from(7u64 * 86_400);
    assert_eq!(before.get(Lane::Payout), rate * Uint256::from(97u64));
    assert_eq!(since.get(Lane::Payout), rate * Uint256::from(268u64));
    // A middle outside the range leaves one part zero; an empty range reads nothing.
    for (middle, whole) in [(0, 1), (400, 0)] {
        let read = |epoch| Ok::<_, LedgerError>(payout(epoch));
        let (before, since) = integrate_split(&schedule, 3, middle, 368, read).unwrap();
        let parts = [before, since];
        assert!(parts[1 - whole].is_zero() && !parts[whole].is_zero());
    }
    let none = integrate(&schedule, 5, 5, |_| -> Result<Lanes, LedgerError> {
        panic!("reads an empty range")
    });
    assert!(none.unwrap().is_zero());
}

/// An accumulator record that is absent is the reader's error, passed on; never zero.
#[test]
fn attack_20_an_absent_record_refuses_the_claim() {
    #[derive(Debug, PartialEq)]
    enum Refusal {
        Absent(u32),
        Ledger(LedgerError),
    }
    impl From<LedgerError> for Refusal {
        fn from(error: LedgerError) -> Self {
            Self::Ledger(error)
        }
    }
    let clock = EpochClock::new(0, 10).unwrap();
    let mut schedule = Schedule::new();
    schedule.add(&clock, 1, 0, None).unwrap();
    let absent = integrate(&schedule, 0, 9, |epoch| match epoch {
        0 => Ok(Lanes::new()),
        _ => Err(Refusal::Absent(epoch)),
    });
    assert_eq!(absent, Err(Refusal::Absent(9)));
    schedule.fold(4);
    let folded = integrate(&schedule, 3, 9, |epoch| Err(Refusal::Absent(epoch)));
    let expected = LedgerError::Folded { epoch: 3, floor: 4 };
    assert_eq!(folded, Err(Refusal::Ledger(expected)));
}

#[test]
fn a_record_that_falls_or_overflows_is_refused() {
    let clock = EpochClock::new(0, 10).unwrap();
    let mut schedule = Schedule::new();
    schedule.add(&clock, 1, 0, None).unwrap();
    let falls = integrate(&schedule, 0, 9, |epoch| Ok(payout(100 - epoch)));
    assert_eq!(
        falls,
        Err(LedgerError::NotMonotone {
            lane: Lane::Payout,
            from_epoch: 0,
            to_epoch: 9,
            from: Uint256::from(100u64),
            to: Uint256::from(91u64),
        })
    );
    let overflows = integrate(&schedule, 0, 9, |epoch| {
        Ok(match epoch {
            0 => Lanes::new(),
            _ => payout(Uint256::MAX),
        })
    });
    let lane = Lane::Payout;
    assert_eq!(overflows, Err(LedgerError::LaneOverflow { lane }));
    let mut lanes = payout(Uint256::MAX);
    let before = lanes;
    assert_eq!(
        lanes.raise(lane, Uint256::one()),
        Err(LedgerError::LaneOverflow { lane })
    );
    assert_eq!(lanes, before);
}
