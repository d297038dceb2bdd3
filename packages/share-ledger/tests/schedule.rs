//! Clock, range-adds, caps, folding and encodings.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use cosmwasm_std::{from_json, to_json_string, Uint256};
use proptest::prelude::*;
use share_ledger::{
    EpochClock, Lane, Lanes, LedgerError, Point, Schedule, Segment, HARD_CAP, INFLOW_CAP,
    MAX_EPOCH_SECONDS, MAX_SHARES, MAX_WEIGHT,
};

fn clock() -> EpochClock {
    EpochClock::new(1_000, 10).unwrap()
}

fn weights(schedule: &Schedule, epochs: std::ops::Range<u32>) -> Vec<u64> {
    epochs
        .map(|epoch| schedule.weight_at(epoch).unwrap())
        .collect()
}

#[test]
fn the_clock_refuses_what_it_cannot_count() {
    for epoch_seconds in [0, MAX_EPOCH_SECONDS + 1, u32::MAX] {
        let max = MAX_EPOCH_SECONDS;
        let refused = Err(LedgerError::EpochSeconds { epoch_seconds, max });
        assert_eq!(EpochClock::new(0, epoch_seconds), refused);
    }
    let genesis_seconds = u64::MAX - (1 << 32) + 1;
    let refused = Err(LedgerError::GenesisTooLate { genesis_seconds });
    assert_eq!(EpochClock::new(genesis_seconds, 1), refused);
    EpochClock::new(genesis_seconds - 1, 1).unwrap();

    let clock = clock();
    let before = clock.epoch_at(999).unwrap_err();
    let (time_seconds, genesis_seconds) = (999, 1_000);
    assert_eq!(
        before,
        LedgerError::BeforeGenesis {
            time_seconds,
            genesis_seconds
        }
    );
    assert_eq!(clock.epoch_at(1_000), Ok(0));
    assert_eq!(clock.epoch_at(1_009), Ok(0));
    assert_eq!(clock.epoch_at(1_010), Ok(1));
    let last = u32::MAX - 1;
    let time_seconds = clock.end_of(last);
    assert_eq!(clock.epoch_at(time_seconds - 1), Ok(last));
    let refused = Err(LedgerError::PastLastEpoch { time_seconds });
    assert_eq!(clock.epoch_at(time_seconds), refused);
    assert!(clock.epoch_at(u64::MAX).is_err());
    assert_eq!((clock.start_of(3), clock.end_of(3)), (1_030, 1_040));
}

#[test]
fn an_unvalidated_clock_is_refused_not_divided_by() {
    let broken: EpochClock = from_json(r#"{"genesis_seconds":5,"epoch_seconds":0}"#).unwrap();
    assert!(broken.epoch_at(7).is_err());
    assert!(Schedule::new().add(&broken, 1, 7, None).is_err());
}

#[test]
fn an_add_within_an_epoch_weighs_its_seconds() {
    let mut schedule = Schedule::new();
    schedule.add(&clock(), 3, 1_014, None).unwrap();
    assert_eq!(weights(&schedule, 0..4), [0, 18, 30, 30]);
    schedule.add(&clock(), 2, 1_012, Some(1_033)).unwrap();
    assert_eq!(weights(&schedule, 0..5), [0, 34, 50, 36, 30]);
    schedule.subtract(&clock(), 3, 1_025, Some(1_028)).unwrap();
    assert_eq!(weights(&schedule, 0..5), [0, 34, 41, 36, 30]);
    schedule.subtract(&clock(), 3, 1_050, None).unwrap();
    assert_eq!(weights(&schedule, 3..7), [36, 30, 0, 0]);
    let runs: Vec<_> = schedule.segments(2, 9).unwrap().collect();
    let run = |start, weight| Segment {
        start,
        end: start + 1,
        weight,
    };
    assert_eq!(runs, [run(2, 41), run(3, 36), run(4, 30)]);
}

#[test]
fn whole_epochs_and_equal_neighbours_take_the_least_points() {
    let mut schedule = Schedule::new();
    schedule.add(&clock(), 3, 1_010, None).unwrap();
    assert_eq!(schedule.len(), 1);
    schedule.add(&clock(), 2, 1_020, Some(1_040)).unwrap();
    assert_eq!(schedule.len(), 3);
    schedule.subtract(&clock(), 2, 1_020, Some(1_040)).unwrap();
    assert_eq!(schedule.len(), 1);
    schedule.subtract(&clock(), 3, 1_010, None).unwrap();
    assert!(schedule.is_empty());
    assert_eq!(schedule, Schedule::new());
}

#[test]
fn what_is_refused_changes_nothing() {
    let mut schedule = Schedule::new();
    schedule.add(&clock(), 5, 1_014, Some(1_047)).unwrap();
    schedule.fold(1);
    let before = schedule.clone();
    let negative = schedule.subtract(&clock(), 6, 1_014, None).unwrap_err();
    assert_eq!(
        negative,
        LedgerError::Negative {
            epoch: 1,
            weight: 30,
            subtract: 36
        }
    );
    // Held until a lease ends, but not after.
    let negative = schedule.subtract(&clock(), 5, 1_020, None).unwrap_err();
    assert!(matches!(negative, LedgerError::Negative { epoch: 4, .. }));
    let empty = schedule.add(&clock(), 1, 1_020, Some(1_020)).unwrap_err();
    assert!(matches!(empty, LedgerError::EmptySpan { .. }));
    let folded = schedule.add(&clock(), 1, 1_009, None).unwrap_err();
    assert_eq!(folded, LedgerError::Folded { epoch: 0, floor: 1 });
    let many = schedule.add(&clock(), MAX_SHARES + 1, 1_020, None);
    assert!(matches!(many, Err(LedgerError::TooManyShares { .. })));
    let heavy = schedule.add(&clock(), MAX_SHARES, 1_000 + 20, None);
    assert!(matches!(heavy, Err(LedgerError::TooHeavy { epoch: 2, .. })));
    let late = schedule.add(&clock(), 1, 1_020, Some(u64::MAX));
    assert!(matches!(late, Err(LedgerError::PastLastEpoch { .. })));
    let early = schedule.add(&clock(), 1, 0, None);
    assert!(matches!(early, Err(LedgerError::BeforeGenesis { .. })));
    assert_eq!(schedule, before);
}

#[test]
fn attack_15_a_schedule_filled_by_strangers_still_lets_its_holder_out() {
    let mut schedule = Schedule::new();
    let clock = clock();
    schedule.add(&clock, 1_000, 1_000, None).unwrap();
    // A stranger sends one share in the middle of each epoch until no more flows in.
    let mut epoch = 1;
    let refused = loop {
        let middle = clock.start_of(epoch) + 5;
        if let Err(refused) = schedule.add(&clock, 1, middle, None) {
            break refused;
        }
        epoch += 1;
    };
    let cap = INFLOW_CAP;
    assert!(matches!(refused, LedgerError::Full { cap: at, .. } if at == cap));
    assert!(schedule.len() >= INFLOW_CAP - 1);
    // The holder sells in 30 pieces on different days, and then everything.
    for day in 0..30 {
        let middle = clock.start_of(epoch + day) + 5;
        schedule.subtract(&clock, 1, middle, None).unwrap();
    }
    assert!(schedule.len() > INFLOW_CAP);
    let end = clock.start_of(epoch + 30);
    let left = schedule.weight_at(epoch + 30).unwrap() / 10;
    schedule.subtract(&clock, left, end, None).unwrap();
    assert_eq!(schedule.next_weighted(epoch + 30), None);
    // Once claimed, it folds, and shares flow in again.
    schedule.fold(epoch);
    assert!(schedule.len() <= INFLOW_CAP);
    schedule.add(&clock, 1, end, None).unwrap();
}

#[test]
fn exits_end_at_the_hard_cap() {
    let mut schedule = Schedule::new();
    let clock = clock();
    schedule.add(&clock, MAX_SHARES, 1_000, None).unwrap();
    let refused = (0..).find_map(|epoch| {
        let middle = clock.start_of(epoch) + 5;
        let before = schedule.clone();
        let error = schedule.subtract(&clock, 1, middle, None).err()?;
        assert_eq!(schedule, before);
        Some(error)
    });
    let (points, cap) = (HARD_CAP + 1, HARD_CAP);
    assert_eq!(refused, Some(LedgerError::Full { points, cap }));
    assert_eq!(schedule.len(), HARD_CAP);
    let bytes = schedule.to_bytes();
    assert_eq!(bytes.len(), 4 + 12 * HARD_CAP);
    assert_eq!(Schedule::from_bytes(&bytes).unwrap(), schedule);
}

#[test]
fn folding_forgets_only_what_is_below() {
    let mut schedule = Schedule::new();
    schedule.add(&clock(), 3, 1_014, Some(1_052)).unwrap();
    schedule.add(&clock(), 1, 1_090, None).unwrap();
    let all = weights(&schedule, 0..12);
    for before in [0, 1, 2, 3, 5, 6, 8, 9, 11] {
        schedule.fold(before);
        assert_eq!(schedule.floor(), before);
        assert_eq!(weights(&schedule, before..12), all[before as usize..]);
        assert!(schedule.points().first().is_none_or(|p| p.weight != 0));
        let decoded = Schedule::from_bytes(&schedule.to_bytes()).unwrap();
        assert_eq!(decoded, schedule);
    }
    schedule.fold(4);
    assert_eq!(schedule.floor(), 11);
    let folded = Err(LedgerError::Folded {
        epoch: 10,
        floor: 11,
    });
    assert_eq!(schedule.weight_at(10), folded);
    assert!(schedule.segments(10, 12).is_err());
    assert_eq!(schedule.next_weighted(0), Some(11));
}

#[test]
fn the_next_weighted_epoch_skips_gaps() {
    let mut schedule = Schedule::new();
    assert_eq!(schedule.next_weighted(0), None);
    schedule.add(&clock(), 3, 1_020, Some(1_040)).unwrap();
    schedule.add(&clock(), 3, 1_070, Some(1_080)).unwrap();
    let next: Vec<_> = (0..9).map(|from| schedule.next_weighted(from)).collect();
    let (two, seven) = (Some(2), Some(7));
    let three = Some(3);
    assert_eq!(
        next,
        [two, two, two, three, seven, seven, seven, seven, None]
    );
}

fn encoded(floor: u32, points: &[(u32, u64)]) -> Vec<u8> {
    let mut bytes = floor.to_be_bytes().to_vec();
    for (epoch, weight) in points {
        bytes.extend(epoch.to_be_bytes());
        bytes.extend(weight.to_be_bytes());
    }
    bytes
}

#[test]
fn attack_41_hostile_schedule_bytes_are_refused() {
    let long: Vec<_> = (0..=HARD_CAP as u32)
        .map(|e| (e, u64::from(e) + 1))
        .collect();
    let mut cut = encoded(0, &[(1, 1)]);
    cut.pop();
    let cases = [
        (vec![], "no floor"),
        (vec![0; 3], "no floor"),
        (vec![0; 5], "a point is cut short"),
        (cut, "a point is cut short"),
        (encoded(0, &long), "too many points"),
        (encoded(2, &[(1, 1)]), "a point below the floor"),
        (encoded(0, &[(1, 1), (1, 2)]), "points out of order"),
        (encoded(0, &[(2, 1), (1, 2)]), "points out of order"),
        (encoded(0, &[(1, 0)]), "a point that changes nothing"),
        (
            encoded(0, &[(1, 4), (2, 4)]),
            "a point that changes nothing",
        ),
        (
            encoded(0, &[(1, MAX_WEIGHT + 1)]),
            "a weight above the bound",
        ),
        (encoded(0, &[(1, u64::MAX)]), "a weight above the bound"),
    ];
    for (bytes, expected) in cases {
        match Schedule::from_bytes(&bytes) {
            Err(LedgerError::ScheduleBytes { reason, length, .. }) => {
                assert_eq!((reason, length), (expected, bytes.len()));
            }
            other => panic!("{expected}: {other:?}"),
        }
    }
    let good = Schedule::from_bytes(&encoded(1, &[(1, MAX_WEIGHT), (u32::MAX, 0)])).unwrap();
    let (epoch, weight) = (u32::MAX, 0);
    assert_eq!(good.points()[1], Point { epoch, weight });
    assert_eq!(good.weight_at(u32::MAX - 1), Ok(MAX_WEIGHT));
}

#[test]
fn attack_41_hostile_lane_bytes_are_refused() {
    let mut too_long = vec![33];
    too_long.extend([1; 33]);
    too_long.extend([0; 5]);
    let cases = [
        (vec![], "a lane is missing"),
        (vec![0; 5], "a lane is missing"),
        (vec![0; 7], "bytes left over"),
        (vec![2, 1], "a lane is cut short"),
        (vec![1, 0, 0, 0, 0, 0, 0], "a leading zero"),
        (too_long, "a lane longer than 32 bytes"),
    ];
    for (bytes, expected) in cases {
        match Lanes::from_bytes(&bytes) {
            Err(LedgerError::LaneBytes { reason, length, .. }) => {
                assert_eq!((reason, length), (expected, bytes.len()));
            }
            other => panic!("{expected}: {other:?}"),
        }
    }
}

#[test]
fn both_are_base64_strings_in_json() {
    let mut schedule = Schedule::new();
    schedule.add(&clock(), 3, 1_014, None).unwrap();
    let json = to_json_string(&schedule).unwrap();
    assert_eq!(json, r#""AAAAAAAAAAEAAAAAAAAAEgAAAAIAAAAAAAAAHg==""#);
    assert_eq!(from_json::<Schedule>(&json).unwrap(), schedule);
    assert!(from_json::<Schedule>(r#""AAAA""#).is_err());
    let mut lanes = Lanes::new();
    lanes.set(Lane::Second, Uint256::from(256u64));
    assert_eq!(lanes.to_bytes(), [0, 2, 1, 0, 0, 0, 0, 0]);
    let json = to_json_string(&lanes).unwrap();
    assert_eq!(from_json::<Lanes>(&json).unwrap(), lanes);
    assert!(from_json::<Lanes>(r#""AAAA""#).is_err());
}

#[derive(Debug, Clone)]
struct Operation {
    add: bool,
    shares: u64,
    from: u64,
    length: Option<u64>,
}

fn operation() -> impl Strategy<Value = Operation> {
    let length = prop::option::of(1u64..60);
    (any::<bool>(), 0u64..9, 0u64..120, length).prop_map(|(add, shares, from, length)| Operation {
        add,
        shares,
        from,
        length,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    /// Any adds and subtracts, against a plain array of weights.
    #[test]
    fn range_adds_match_an_array(
        epoch_seconds in 1u32..20,
        operations in prop::collection::vec(operation(), 1..40),
        fold in 0u32..40,
    ) {
        let clock = EpochClock::new(500, epoch_seconds).unwrap();
        let mut schedule = Schedule::new();
        let mut array = vec![0i64; 200];
        for Operation { add, shares, from, length } in operations {
            let until = length.map(|length| from + length);
            let mut next = array.clone();
            let end = until.unwrap_or(200 * u64::from(epoch_seconds));
            for second in from..end.min(200 * u64::from(epoch_seconds)) {
                let slot = &mut next[(second / u64::from(epoch_seconds)) as usize];
                *slot += if add { shares as i64 } else { -(shares as i64) };
            }
            let (start, until) = (500 + from, until.map(|until| 500 + until));
            let before = schedule.clone();
            let result = if add {
                schedule.add(&clock, shares, start, until)
            } else {
                schedule.subtract(&clock, shares, start, until)
            };
            match result {
                Ok(()) => array = next,
                Err(LedgerError::Negative { .. }) => {
                    prop_assert!(next.iter().any(|weight| *weight < 0));
                    prop_assert_eq!(&schedule, &before);
                }
                Err(LedgerError::Full { .. }) => {
                    prop_assert!(add);
                    prop_assert_eq!(&schedule, &before);
                }
                Err(error) => panic!("{error}"),
            }
            let most = if length.is_some() { 4 } else { 2 };
            prop_assert!(schedule.len() <= before.len() + most);
            prop_assert!(array.iter().all(|weight| *weight >= 0));
        }
        schedule.fold(fold);
        for epoch in fold..200 {
            prop_assert_eq!(schedule.weight_at(epoch).unwrap() as i64, array[epoch as usize]);
            let next = (epoch..200).find(|epoch| array[*epoch as usize] > 0);
            prop_assert_eq!(schedule.next_weighted(epoch), next);
        }
        let mut covered = vec![0i64; 200];
        for run in schedule.segments(fold, 200).unwrap() {
            prop_assert!(run.start < run.end && run.weight > 0);
            for epoch in run.start..run.end {
                covered[epoch as usize] += run.weight as i64;
            }
        }
        prop_assert_eq!(&covered[fold as usize..], &array[fold as usize..]);
        prop_assert_eq!(Schedule::from_bytes(&schedule.to_bytes()).unwrap(), schedule);
    }

    /// Any bytes either decode to something that encodes to the same bytes, or are refused.
    #[test]
    fn attack_41_one_value_one_encoding(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        if let Ok(schedule) = Schedule::from_bytes(&bytes) {
            prop_assert_eq!(schedule.to_bytes(), bytes.clone());
        }
        if let Ok(lanes) = Lanes::from_bytes(&bytes) {
            prop_assert_eq!(lanes.to_bytes(), bytes);
        }
    }

    #[test]
    fn lanes_round_trip(values in prop::collection::vec((any::<u128>(), 0u32..128), 6)) {
        let mut lanes = Lanes::new();
        for (lane, (value, shift)) in Lane::ALL.into_iter().zip(values) {
            lanes.set(lane, Uint256::from(value) << shift);
        }
        prop_assert_eq!(Lanes::from_bytes(&lanes.to_bytes()).unwrap(), lanes);
    }
}
