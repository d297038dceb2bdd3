//! Packed values: what is written is read again, and nothing else is read.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use cosmwasm_std::testing::MockStorage;
use cosmwasm_std::{from_json, Addr, Storage, Uint128, Uint256};
use cw_storage_plus::Map;
use proptest::prelude::*;
use rigshare_types::distributor::{Closing, Cursor, Outcome, Record, RigBook, StoredCumulative};
use rigshare_types::nft::{PayoutScheme, RigFacts, RigStatus, StoredSchedule, TermsStep};
use rigshare_types::oracle::{FinalReport, Grade};
use rigshare_types::packed::{packed_epoch, Pack, PackedMap};
use rigshare_types::peer::Layout;
use rigshare_types::units::Denom;
use serde::de::IgnoredAny;
use share_ledger::{EpochClock, HolderShortfall, Lane, Lanes, RigShortfall, Schedule};

fn amount() -> impl Strategy<Value = Uint128> {
    prop_oneof![
        Just(0),
        any::<u8>().prop_map(u128::from),
        any::<u128>(),
        Just(u128::MAX)
    ]
    .prop_map(Uint128::new)
}

fn wide() -> impl Strategy<Value = Uint256> {
    any::<[u8; 32]>().prop_map(Uint256::from_be_bytes)
}

fn lanes() -> impl Strategy<Value = Lanes> {
    prop::collection::vec(prop_oneof![Just(Uint256::zero()), wide()], Lane::ALL.len()).prop_map(
        |values| {
            let mut lanes = Lanes::new();
            for (lane, value) in Lane::ALL.into_iter().zip(values) {
                lanes.set(lane, value);
            }
            lanes
        },
    )
}

fn shortfall() -> impl Strategy<Value = RigShortfall> {
    let short = (any::<u32>(), any::<u32>(), amount(), wide(), any::<u64>()).prop_map(
        |(generation, generation_start, outstanding, unit_value, carry)| RigShortfall {
            generation,
            generation_start,
            outstanding,
            unit_value,
            carry,
        },
    );
    prop_oneof![Just(RigShortfall::new()), short]
}

prop_compose! {
    fn record()(
        counts in any::<[u32; 4]>(),
        delivered in amount(),
        short in amount(),
        cured in amount(),
    ) -> Record {
        let [settled_epochs, late_epochs, defaulted_epochs, outage_epochs] = counts;
        Record { settled_epochs, late_epochs, defaulted_epochs, outage_epochs, delivered, short, cured }
    }
}

prop_compose! {
    fn book()(
        next_epoch in any::<u32>(),
        since in any::<(u64, u64)>(),
        last_due in amount(),
        last_due_weight in any::<u64>(),
        lanes in (lanes(), lanes()),
        shortfall in shortfall(),
        record in record(),
        booked_proceeds in amount(),
        payout_number in any::<u16>(),
    ) -> RigBook {
        RigBook {
            next_epoch,
            next_since_seconds: since.0,
            next_since_height: since.1,
            last_due,
            last_due_weight,
            lanes: lanes.0,
            carry: lanes.1,
            shortfall,
            record,
            booked_proceeds,
            payout_number,
        }
    }
}

prop_compose! {
    fn cursor()(
        next_epoch in any::<u32>(),
        owed in amount(),
        remainder in any::<u64>(),
        shortfall in prop::option::of((any::<u32>(), wide(), wide(), wide())),
    ) -> Cursor {
        Cursor {
            next_epoch,
            owed,
            remainder,
            shortfall: shortfall.map(|(generation, face_scaled, units_scaled, recovered_scaled)| {
                HolderShortfall { generation, face_scaled, units_scaled, recovered_scaled }
            }),
        }
    }
}

prop_compose! {
    fn cumulative()(
        lanes in lanes(),
        closing in prop::option::of((0_usize..4, amount(), amount(), any::<u64>())),
    ) -> StoredCumulative {
        let outcomes = [Outcome::Settled, Outcome::Late, Outcome::Defaulted, Outcome::Outage];
        StoredCumulative {
            lanes,
            closing: closing.map(|(outcome, delivered, short, at_seconds)| Closing {
                outcome: outcomes[outcome],
                delivered,
                short,
                at_seconds,
            }),
        }
    }
}

prop_compose! {
    fn schedule()(adds in prop::collection::vec((1_u64..1_000, 0_u64..5_000), 0..12)) -> StoredSchedule {
        let clock = EpochClock { genesis_seconds: 0, epoch_seconds: 100 };
        let mut times: Vec<u64> = adds.iter().map(|(_, at)| *at).collect();
        times.sort_unstable();
        let mut schedule = Schedule::default();
        for ((shares, _), at) in adds.iter().zip(times) {
            schedule.add(&clock, *shares, at, None).unwrap();
        }
        StoredSchedule { schedule }
    }
}

fn grade() -> impl Strategy<Value = Grade> {
    prop_oneof![Just(Grade::Attested), Just(Grade::Plausible)]
}

prop_compose! {
    fn step()(
        from_epoch in any::<u32>(),
        watts in any::<u64>(),
        electricity_nano_per_kwh in amount(),
        service_fee_bps in any::<u16>(),
    ) -> TermsStep {
        TermsStep { from_epoch, watts, electricity_nano_per_kwh, service_fee_bps }
    }
}

prop_compose! {
    fn facts()(
        status in 0_usize..3,
        texts in ("[a-z0-9]{3,70}", "[A-Z]{3}", "\\PC{0,40}", "[a-z/]{3,20}"),
        is_cw20 in any::<bool>(),
        hashrate_hs in amount(),
        shares in any::<u64>(),
        terms in prop::collection::vec(step(), 0..4),
        scheme in 0_usize..3,
        epochs in any::<(u32, u32)>(),
        retired in any::<bool>(),
        least_grade in grade(),
        royalty_bps in any::<u16>(),
    ) -> RigFacts {
        let (operator, coin, pool, payout) = texts;
        RigFacts {
            v: RigFacts::VERSION,
            status: [RigStatus::Pending, RigStatus::Approved, RigStatus::Rejected][status],
            operator: Addr::unchecked(operator),
            coin,
            hashrate_hs,
            shares,
            terms,
            pool,
            scheme: [PayoutScheme::Fpps, PayoutScheme::Pplns, PayoutScheme::Solo][scheme],
            start_epoch: epochs.0,
            end_epoch: epochs.1,
            retired,
            payout: if is_cw20 { Denom::Cw20(payout) } else { Denom::Native(payout) },
            least_grade,
            royalty_bps,
        }
    }
}

prop_compose! {
    fn report()(
        gross in amount(),
        grade in grade(),
        signers in any::<u16>(),
        final_at in any::<(u64, u64)>(),
    ) -> FinalReport {
        FinalReport {
            v: FinalReport::VERSION,
            gross,
            grade,
            signers,
            final_seconds: final_at.0,
            final_height: final_at.1,
        }
    }
}

/// Written and read again; and whatever differs by a byte is refused or means something else.
fn strict<T: Pack + PartialEq + std::fmt::Debug>(value: &T) -> Result<(), TestCaseError> {
    let bytes = value.to_packed();
    prop_assert_eq!(&T::from_packed(&bytes).unwrap(), value);
    prop_assert_eq!(bytes[0], T::VERSION);
    for cut in 0..bytes.len() {
        if let Ok(other) = T::from_packed(&bytes[..cut]) {
            prop_assert_ne!(&other, value, "without its end it is the same");
        }
    }
    for place in 0..bytes.len() {
        let mut other = bytes.to_vec();
        other[place] ^= 1;
        if let Ok(other) = T::from_packed(&other) {
            prop_assert_ne!(&other, value, "byte {} does not matter", place);
        }
    }
    let mut longer = bytes.to_vec();
    longer.push(0);
    if let Ok(other) = T::from_packed(&longer) {
        prop_assert_ne!(&other, value, "a byte more does not matter");
    }
    let mut newer = bytes.to_vec();
    newer[0] = T::VERSION + 1;
    prop_assert!(T::from_packed(&newer).is_err());
    prop_assert_eq!(T::version_of(&newer).unwrap(), T::VERSION + 1);
    prop_assert!(from_json::<IgnoredAny>(&bytes).is_err(), "it could be JSON");
    Ok(())
}

proptest! {
    #[test]
    fn books_are_strict(book in book()) {
        strict(&book)?;
        prop_assert_eq!(packed_epoch(&book.to_packed()).unwrap(), book.next_epoch);
    }

    #[test]
    fn cursors_are_strict(cursor in cursor()) {
        strict(&cursor)?;
        prop_assert_eq!(packed_epoch(&cursor.to_packed()).unwrap(), cursor.next_epoch);
    }

    #[test]
    fn cumulative_records_are_strict(record in cumulative()) {
        strict(&record)?;
    }

    #[test]
    fn schedules_are_strict(schedule in schedule()) {
        strict(&schedule)?;
    }

    #[test]
    fn facts_of_rigs_are_strict(facts in facts()) {
        strict(&facts)?;
    }

    #[test]
    fn reports_are_strict(report in report()) {
        strict(&report)?;
    }
}

#[test]
fn what_is_written_often_is_short() {
    // A rig in use: amounts of a day, and no shortfall.
    let mut lanes = Lanes::new();
    lanes.set(Lane::Payout, Uint256::from(1_u128 << 90));
    let book = RigBook {
        next_epoch: 20_457,
        next_since_seconds: 1_767_765_601,
        next_since_height: 8_640_100,
        last_due: Uint128::new(27_543),
        last_due_weight: 5_184_000,
        lanes,
        carry: Lanes::new(),
        shortfall: RigShortfall::new(),
        record: Record {
            settled_epochs: 100,
            delivered: Uint128::new(2_754_300),
            ..Record::default()
        },
        booked_proceeds: Uint128::new(60_000),
        payout_number: 1,
    };
    assert!(book.to_packed().len() <= 64);
    let cursor = Cursor {
        next_epoch: 20_457,
        owed: Uint128::zero(),
        remainder: u64::MAX,
        shortfall: None,
    };
    assert!(cursor.to_packed().len() <= 15);
}

#[test]
fn a_map_of_packed_values_has_the_keys_of_one_of_json() {
    const PACKED: PackedMap<(&str, u32), Cursor> = PackedMap::new("some");
    const JSON: Map<(&str, u32), u8> = Map::new("some");
    let cursor = |next_epoch| Cursor {
        next_epoch,
        owed: Uint128::new(7),
        remainder: 0,
        shortfall: None,
    };
    let mut storage = MockStorage::new();
    for (holder, rig) in [
        ("ann", 1),
        ("ann", 300),
        ("ann", 2),
        ("anna", 4),
        ("bob", 3),
    ] {
        PACKED.save(&mut storage, (holder, rig), &cursor(rig));
        let key = JSON.key((holder, rig));
        assert_eq!(PACKED.key((holder, rig)), key.to_vec());
        assert_eq!(storage.get(&key), Some(cursor(rig).to_packed()));
    }
    assert_eq!(PACKED.load(&storage, ("bob", 3)), Ok(cursor(3)));
    assert_eq!(PACKED.may_load(&storage, ("bob", 4)), Ok(None));
    assert!(PACKED.load(&storage, ("bob", 4)).is_err());
    assert!(PACKED.has(&storage, ("bob", 3)) && !PACKED.has(&storage, ("bob", 4)));
    let anns = |after| -> Vec<(u32, Cursor)> {
        let entries = PACKED.range_after(&storage, "ann", after);
        entries.map(Result::unwrap).collect()
    };
    let all = [(1, cursor(1)), (2, cursor(2)), (300, cursor(300))];
    assert_eq!(anns(None), all);
    assert_eq!(anns(Some(1)), all[1..]);
    assert_eq!(anns(Some(3)), all[2..]);
    assert_eq!(anns(Some(300)), []);
    storage.set(&PACKED.key(("ann", 2)), b"{}");
    assert!(PACKED.may_load(&storage, ("ann", 2)).is_err());
    let broken = PACKED.range_after(&storage, "ann", Some(1)).next();
    assert!(broken.unwrap().is_err());
}
