use cosmwasm_std::{Binary, HexBinary, Uint128};
use oracle::error::ContractError;
use oracle::form::FormError;
use oracle::signature::SignatureError;
use oracle::symbol::BadSymbol;
use oracle::times::TimeError;
use rigshare_types::batch::{Batch, BatchDomain, MarketObservation, SignedBatch};
use rigshare_types::events::BatchRelayed;
use rigshare_types::oracle::{BatchesResponse, ExecuteMsg, QueryMsg};

use crate::lab::*;

fn form_error(lab: &mut Lab, batch: Batch) -> FormError {
    let signed = lab.sign(1, batch);
    match lab.relay_refused(vec![signed]) {
        ContractError::Form {
            reporter: 1,
            source,
            ..
        } => source,
        other => panic!("{other}"),
    }
}

fn with_market(change: impl FnOnce(&mut MarketObservation)) -> Batch {
    let mut market = market();
    change(&mut market);
    Batch {
        market: Some(market),
        ..batch(0, 0, &[(1, 5)])
    }
}

#[test]
fn batches_are_stored_once_and_told() {
    let mut lab = Lab::new();
    lab.end(0);
    let whole = with_market(|_| {});
    let signed: Vec<SignedBatch> = (1..=3).map(|id| lab.sign(id, whole.clone())).collect();
    let before = lab.dump().len();
    let events = lab.done(
        "anyone",
        ExecuteMsg::Relay {
            batches: signed.clone(),
        },
    );
    assert_eq!(lab.dump().len(), before + 3, "one record a batch");
    let told: Vec<BatchRelayed> = events.iter().map(|e| e.try_into().unwrap()).collect();
    let digest = HexBinary::from(&lab.digest(&whole));
    assert_eq!(told.len(), 3);
    assert_eq!(told[2].digest, digest.to_hex());
    let stored: BatchesResponse = lab.ask(QueryMsg::Batches { epoch: 0, page: 0 });
    let ids: Vec<u16> = stored.batches.iter().map(|b| b.reporter).collect();
    assert_eq!(ids, [1, 2, 3]);
    assert!(stored
        .batches
        .iter()
        .all(|b| b.batch == whole && b.digest == digest));
    // Known ones are passed over, unless nothing else is there.
    let nothing_new = ContractError::NothingNew {
        what: "every batch is known already",
    };
    assert_eq!(lab.relay_refused(signed.clone()), nothing_new);
    let mut more = signed;
    more.push(lab.sign(4, whole));
    assert_eq!(lab.relay(more).unwrap().events.len(), 1);
}

#[test]
fn attack_25_the_same_batch_twice_counts_once() {
    let mut lab = Lab::new();
    lab.end(0);
    let signed = lab.sign(1, batch(0, 0, &[(1, 5)]));
    let events = lab.relay(vec![signed; 3]).unwrap().events;
    assert_eq!(events.len(), 1);
    lab.window(0);
    assert!(matches!(
        lab.finalize_refused(0, &[1]),
        ContractError::NoQuorum { source, .. } if source.observed == 1
    ));
}

#[test]
fn attack_25_a_malleated_signature_is_refused() {
    let mut lab = Lab::new();
    lab.end(0);
    let mut signed = lab.sign(1, batch(0, 0, &[(1, 5)]));
    let signature = k256::ecdsa::Signature::from_slice(&signed.signature).unwrap();
    let (r, s) = signature.split_scalars();
    let high = k256::ecdsa::Signature::from_scalars(r.to_bytes(), (-*s).to_bytes()).unwrap();
    signed.signature = Binary::from(high.to_bytes().to_vec());
    let expected = ContractError::Signature {
        reporter: 1,
        epoch: 0,
        page: 0,
        source: SignatureError::HighS,
    };
    assert_eq!(lab.relay_refused(vec![signed]), expected);
}

#[test]
fn attack_24_another_batch_for_the_same_page_is_a_conflict() {
    let mut lab = Lab::new();
    lab.end(0);
    let (one, other) = (batch(0, 0, &[(1, 5)]), batch(0, 0, &[(1, 6)]));
    let conflict = ContractError::Conflict {
        reporter: 1,
        epoch: 0,
        page: 0,
        stored: HexBinary::from(&lab.digest(&one)),
        given: HexBinary::from(&lab.digest(&other)),
    };
    let (one, other) = (lab.sign(1, one), lab.sign(1, other));
    // In one message, and in two.
    let found = lab.relay_refused(vec![one.clone(), other.clone()]);
    assert_eq!(found, conflict);
    assert!(found.to_string().contains("prove_equivocation"));
    lab.relay(vec![one]).unwrap();
    assert_eq!(lab.relay_refused(vec![other]), conflict);
}

#[test]
fn attack_23_a_signature_counts_in_one_place_only() {
    let mut lab = Lab::new();
    lab.end(1);
    let batch = batch(0, 0, &[(1, 5)]);
    let chain_id = lab.env.block.chain_id.clone();
    let oracle = lab.env.contract.address.to_string();
    let elsewhere = [
        ("another-chain", oracle.as_str(), 1),
        (chain_id.as_str(), "another-contract", 1),
        (chain_id.as_str(), oracle.as_str(), 2),
    ];
    for (chain_id, oracle, config_version) in elsewhere {
        let domain = BatchDomain {
            chain_id,
            oracle,
            config_version,
        };
        let signed = sign_digest(1, &domain.digest(&batch), batch.clone());
        assert_not_the_reporters(&mut lab, signed);
    }
    // Another reporter's, or for another epoch, page, rig or gross.
    let good = lab.sign(1, batch.clone());
    for changed in [
        SignedBatch {
            reporter: 2,
            ..good.clone()
        },
        SignedBatch {
            batch: Batch {
                epoch: 1,
                ..batch.clone()
            },
            ..good.clone()
        },
        SignedBatch {
            batch: crate::lab::batch(0, 1, &[(64, 5)]),
            ..good.clone()
        },
        SignedBatch {
            batch: crate::lab::batch(0, 0, &[(2, 5)]),
            ..good.clone()
        },
        SignedBatch {
            batch: crate::lab::batch(0, 0, &[(1, 6)]),
            ..good.clone()
        },
    ] {
        assert_not_the_reporters(&mut lab, changed);
    }
    lab.relay(vec![good]).unwrap();
}

fn assert_not_the_reporters(lab: &mut Lab, signed: SignedBatch) {
    let digest = HexBinary::from(&lab.digest(&signed.batch));
    match lab.relay_refused(vec![signed]) {
        ContractError::Signature { source, .. } => {
            assert_eq!(source, SignatureError::NotTheReporters { digest });
        }
        other => panic!("{other}"),
    }
}

#[test]
fn attack_39_from_the_end_of_the_epoch_to_the_deadline() {
    let mut lab = Lab::new();
    let ends_seconds = CLOCK_OF_SUITE.end_of(0);
    lab.at(ends_seconds - 1);
    let signed: Vec<_> = (1..=3)
        .map(|id| lab.sign(id, batch(0, 0, &[(1, 5)])))
        .collect();
    let early = lab.relay_refused(vec![signed[0].clone()]);
    let not_ended = TimeError::NotEnded {
        epoch: 0,
        ends_seconds,
    };
    assert_eq!(early, not_ended.into());
    lab.at(ends_seconds);
    lab.relay(vec![signed[0].clone()]).unwrap();
    lab.at(ends_seconds + TIMING.outage_deadline_seconds);
    lab.relay(vec![signed[1].clone()]).unwrap();
    let since_seconds = ends_seconds + TIMING.outage_deadline_seconds + 1;
    lab.at(since_seconds);
    let late = lab.relay_refused(vec![signed[2].clone()]);
    let outage = TimeError::Outage {
        epoch: 0,
        since_seconds,
    };
    assert_eq!(late, outage.into());
    // An epoch far beyond the clock's time.
    let far = sign_digest(1, &[1; 32], batch(u32::MAX, 0, &[(1, 5)]));
    assert!(matches!(
        lab.relay_refused(vec![far]),
        ContractError::Time(TimeError::NotEnded {
            epoch: u32::MAX,
            ..
        })
    ));
}

#[test]
fn one_broken_batch_refuses_the_message() {
    let mut lab = Lab::new();
    lab.end(0);
    let good = lab.sign(1, batch(0, 0, &[(1, 5)]));
    let bad = lab.sign(2, batch(0, 0, &[]));
    lab.relay_refused(vec![good, bad]);
}

#[test]
fn unknown_reporters_are_refused() {
    let mut lab = Lab::new();
    lab.end(0);
    for reporter in [0, 5, u16::MAX] {
        let signed = sign_digest(1, &[0; 32], batch(0, 0, &[(1, 5)]));
        let expected = ContractError::UnknownReporter {
            reporter,
            epoch: 0,
            version: 1,
        };
        assert_eq!(
            lab.relay_refused(vec![SignedBatch { reporter, ..signed }]),
            expected
        );
    }
}

#[test]
fn attack_40_a_message_takes_so_many_batches() {
    let mut lab = Lab::new();
    lab.end(0);
    let empty = ContractError::EmptyList { list: "batches" };
    assert_eq!(lab.relay_refused(vec![]), empty);
    let signed = lab.sign(1, batch(0, 0, &[(1, 5)]));
    let too_long = ContractError::ListTooLong {
        list: "batches",
        count: 65,
        most: 64,
    };
    assert_eq!(lab.relay_refused(vec![signed; 65]), too_long);
}

#[test]
fn a_full_page_fits() {
    let mut lab = Lab::new();
    lab.end(0);
    let rigs: Vec<(u32, u128)> = (64..128).map(|rig| (rig, u128::MAX)).collect();
    let whole = batch(0, 1, &rigs);
    lab.report(&[1], &whole);
    let stored: BatchesResponse = lab.ask(QueryMsg::Batches { epoch: 0, page: 1 });
    assert_eq!(stored.batches[0].batch, whole);
    // The last page of all.
    let last = batch(0, u16::MAX, &[(u32::from(u16::MAX) * 64 + 63, 1)]);
    lab.report(&[1], &last);
}

#[test]
fn a_stored_batch_is_small() {
    let mut lab = Lab::new();
    lab.end(0);
    let rigs: Vec<(u32, u128)> = (0..50)
        .map(|rig| (rig, 9_047_000 + u128::from(rig)))
        .collect();
    let before: usize = lab.dump().iter().map(|(_, value)| value.len()).sum();
    lab.report(&[1, 2, 3], &batch(0, 0, &rigs));
    let after: usize = lab.dump().iter().map(|(_, value)| value.len()).sum();
    assert_eq!((after - before) / 3, 35 + 50 * 5);
}

#[test]
fn attack_41_rigs_out_of_form() {
    let mut lab = Lab::new();
    lab.end(0);
    let not_rising = |entry: u32, after: u32| FormError::NotRising {
        list: "rigs",
        entry: entry.to_string(),
        after: after.to_string(),
    };
    assert_eq!(form_error(&mut lab, batch(0, 0, &[])), FormError::Empty);
    let twice = batch(0, 0, &[(1, 5), (1, 5)]);
    assert_eq!(form_error(&mut lab, twice), not_rising(1, 1));
    let falling = batch(0, 0, &[(1, 5), (3, 5), (2, 5)]);
    assert_eq!(form_error(&mut lab, falling), not_rising(2, 3));
    for (rig, page) in [(64, 0), (63, 1), (u32::MAX, u16::MAX)] {
        let found = form_error(&mut lab, batch(0, page, &[(rig, 5)]));
        assert_eq!(found, FormError::RigOutsidePage { rig, page });
    }
    let rigs: Vec<(u32, u128)> = (0..65).map(|rig| (rig, 1)).collect();
    let too_many = FormError::TooMany {
        list: "rigs",
        count: 65,
        most: 64,
    };
    assert_eq!(form_error(&mut lab, batch(0, 0, &rigs)), too_many);
}

#[test]
fn attack_41_a_market_out_of_form() {
    let mut lab = Lab::new();
    lab.end(0);
    let elsewhere = Batch {
        market: Some(market()),
        ..batch(0, 1, &[])
    };
    let found = form_error(&mut lab, elsewhere);
    assert_eq!(found, FormError::MarketOutsidePageZero { page: 1 });
    let empty = Batch {
        market: Some(MarketObservation {
            prices: vec![],
            networks: vec![],
            pools: vec![],
        }),
        ..batch(0, 0, &[])
    };
    assert_eq!(form_error(&mut lab, empty), FormError::Empty);
    type Change = fn(&mut MarketObservation);
    let zeros: [(Change, &str, &str); 3] = [
        (
            |m| m.prices[0].nano_per_coin = Uint128::zero(),
            "prices",
            "BTC",
        ),
        (
            |m| m.networks[0].hashes_per_block = Uint128::zero(),
            "networks",
            "BTC",
        ),
        (
            |m| m.pools[0].hashrate_hs = Uint128::zero(),
            "pools",
            "pool",
        ),
    ];
    for (change, list, entry) in zeros {
        let entry = entry.to_owned();
        assert_eq!(
            form_error(&mut lab, with_market(change)),
            FormError::Zero { list, entry }
        );
    }
    let unsorted: [(Change, &str); 6] = [
        (|m| m.prices.reverse(), "prices"),
        (|m| m.prices.push(price("USDC", 1)), "prices"),
        (|m| m.networks.push(network("BTC", 1, 1)), "networks"),
        (|m| m.pools.push(pool("pool", "BTC", 1)), "pools"),
        (|m| m.pools.push(pool("alpha", "BTC", 1)), "pools"),
        (|m| m.pools.insert(0, pool("pool", "XMR", 1)), "pools"),
    ];
    for (change, name) in unsorted {
        match form_error(&mut lab, with_market(change)) {
            FormError::NotRising { list, .. } => assert_eq!(list, name),
            other => panic!("{other}"),
        }
    }
    let long: [(Change, &str); 3] = [
        (|m| m.prices = vec![price("BTC", 1); 33], "prices"),
        (|m| m.networks = vec![network("BTC", 1, 1); 33], "networks"),
        (|m| m.pools = vec![pool("pool", "BTC", 1); 33], "pools"),
    ];
    for (change, list) in long {
        let too_many = FormError::TooMany {
            list,
            count: 33,
            most: 32,
        };
        assert_eq!(form_error(&mut lab, with_market(change)), too_many);
    }
    let texts = ["", "btc", &"B".repeat(10_000)];
    for text in texts {
        let symbol: String = text.chars().take(40).collect();
        let bad = FormError::BadSymbol(BadSymbol { symbol });
        let named = |lab: &mut Lab, change: &dyn Fn(&mut MarketObservation)| {
            form_error(lab, with_market(change))
        };
        assert_eq!(
            named(&mut lab, &|m| m.prices[0].asset = text.to_owned()),
            bad
        );
        assert_eq!(
            named(&mut lab, &|m| m.networks[0].coin = text.to_owned()),
            bad
        );
        assert_eq!(named(&mut lab, &|m| m.pools[0].coin = text.to_owned()), bad);
    }
    for text in ["", &"p".repeat(129), &"p".repeat(10_000)] {
        let found = form_error(&mut lab, with_market(|m| m.pools[0].pool = text.to_owned()));
        assert!(matches!(found, FormError::BadPool { bytes, .. } if bytes == text.len()));
    }
}

#[test]
fn attack_41_an_asset_that_is_not_on_the_list() {
    let mut lab = Lab::new();
    lab.end(0);
    type Change = fn(&mut MarketObservation);
    let changes: [Change; 3] = [
        |m| m.prices.push(price("ZEC", 1)),
        |m| m.networks.push(network("ZEC", 1, 1)),
        |m| m.pools.push(pool("pool", "ZEC", 1)),
    ];
    for change in changes {
        let signed = lab.sign(1, with_market(change));
        let unknown = ContractError::UnknownAsset {
            symbol: "ZEC".to_owned(),
        };
        assert_eq!(lab.relay_refused(vec![signed]), unknown);
    }
}

#[test]
fn attack_41_signatures_of_other_lengths() {
    let mut lab = Lab::new();
    lab.end(0);
    let good = lab.sign(1, batch(0, 0, &[(1, 5)]));
    for bytes in [0, 32, 63, 65, 10_000] {
        let signature = Binary::from(vec![1; bytes]);
        let signed = SignedBatch {
            signature,
            ..good.clone()
        };
        assert!(matches!(
            lab.relay_refused(vec![signed]),
            ContractError::Signature { source: SignatureError::Length { bytes: found }, .. } if found == bytes
        ));
    }
}
