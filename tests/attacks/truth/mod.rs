//! Attacks 21 to 32: who says what a rig earned.

use cosmwasm_std::Binary;
use oracle::error::ContractError;
use oracle::signature::SignatureError;
use rigshare_suite::{ReporterKey, Setup, World};
use rigshare_types::batch::{Batch, BatchDomain, SignedBatch};
use rigshare_types::distributor::ExecuteMsg as DistributorMsg;
use rigshare_types::oracle::{ExecuteMsg, FinalReport, Grade, QueryMsg, ReportResponse};
use rigshare_types::units::Denom;

use crate::scene::{refused, refused_with, typed, Scene, DAY, GROSS};

/// A batch of the scene's rig alone, signed by the reporter at `index`.
fn signed(scene: &Scene, index: usize, nth: u32, gross: u128) -> SignedBatch {
    let batch = World::batches(scene.first + nth, &[(scene.rig, gross)], None).remove(0);
    scene.world.sign(index, batch).unwrap()
}

fn go_to_end_of(scene: &mut Scene, nth: u32, seconds: u64) {
    let end = scene.world.clock().end_of(scene.first + nth);
    scene.world.advance_to(end + seconds);
}

fn window(scene: &Scene) -> u64 {
    scene.world.setup.timing.window_seconds
}

fn finalize(scene: &mut Scene, nth: u32) -> Result<(), rigshare_suite::WorldError> {
    let (epoch, rig) = (scene.first + nth, scene.rig);
    scene.world.finalize(epoch, &[rig]).map(|_| ())
}

fn report(scene: &Scene, nth: u32) -> Option<FinalReport> {
    let query = QueryMsg::Report {
        rig: scene.rig,
        epoch: scene.first + nth,
    };
    let response: ReportResponse = scene.world.query(&scene.world.at.oracle, &query).unwrap();
    response.report
}

#[test]
fn attack_21_a_liar_a_silent_one_and_a_late_one_cost_holders_nothing() {
    for lie in [0, 1, GROSS * 10, u128::MAX] {
        let mut scene = Scene::new();
        let (ann, _) = scene.hold("ann", 10);
        go_to_end_of(&mut scene, 0, 0);
        // Three honest ones, a satoshi apart, and a liar.
        let batches = [(0, GROSS), (1, GROSS - 1), (2, GROSS + 1), (3, lie)]
            .map(|(index, gross)| signed(&scene, index, 0, gross));
        scene.world.relay(batches.to_vec()).unwrap();
        let window = window(&scene);
        go_to_end_of(&mut scene, 0, window);
        finalize(&mut scene, 0).unwrap();
        let report = report(&scene, 0).unwrap();
        let gross = report.gross.u128();
        assert!(
            (GROSS - 1..=GROSS + 1).contains(&gross),
            "{gross} for a lie of {lie}"
        );
        assert_eq!(report.signers, 3);
        scene.settle(0);
        let paid = scene.claim(&ann);
        assert!((10 * DAY - 1..=10 * DAY + 1).contains(&paid), "{paid}");

        // One is silent, and one of the three others signs after the window.
        go_to_end_of(&mut scene, 1, 0);
        let early = [0, 1].map(|index| signed(&scene, index, 1, GROSS)).to_vec();
        scene.world.relay(early).unwrap();
        go_to_end_of(&mut scene, 1, window);
        let few: ContractError = typed(finalize(&mut scene, 1).unwrap_err());
        assert!(matches!(few, ContractError::NoQuorum { .. }), "{few}");
        let late = signed(&scene, 2, 1, GROSS);
        scene.world.relay(vec![late]).unwrap();
        finalize(&mut scene, 1).unwrap();
    }
}

#[test]
fn attack_21_liars_beyond_the_tolerated_number_stop_a_report_and_make_none() {
    let mut scene = Scene::new();
    scene.hold("ann", 10);
    go_to_end_of(&mut scene, 0, 0);
    let batches = [(0, GROSS), (1, GROSS), (2, 1), (3, 1)]
        .map(|(index, gross)| signed(&scene, index, 0, gross));
    scene.world.relay(batches.to_vec()).unwrap();
    let window = window(&scene);
    go_to_end_of(&mut scene, 0, window);
    let refused: ContractError = refused_with(&mut scene.world, |world| {
        world.finalize(scene.first, &[scene.rig])
    });
    assert!(
        matches!(refused, ContractError::NoQuorum { .. }),
        "{refused}"
    );
}

#[test]
fn attack_22_a_relayer_chooses_neither_subset_nor_order_nor_moment() {
    let orders: [&[usize]; 4] = [&[0, 1, 2, 3], &[3, 2, 1, 0], &[2, 0, 3, 1], &[1, 3, 0, 2]];
    let values = [GROSS, GROSS + 200, GROSS - 300, GROSS + 100];
    let mut results = Vec::new();
    for order in orders {
        let mut scene = Scene::new();
        go_to_end_of(&mut scene, 0, 0);
        // The relayer hands in what it likes and wants it final at once.
        let (liked, rest) = order.split_at(3);
        for index in liked {
            let batch = signed(&scene, *index, 0, values[*index]);
            scene.world.relay(vec![batch]).unwrap();
        }
        let early: ContractError = typed(finalize(&mut scene, 0).unwrap_err());
        assert!(matches!(early, ContractError::Time(_)), "{early}");
        // Within the window everybody else hands in the rest.
        let batch = signed(&scene, rest[0], 0, values[rest[0]]);
        scene.world.relay(vec![batch]).unwrap();
        let window = window(&scene);
        go_to_end_of(&mut scene, 0, window);
        finalize(&mut scene, 0).unwrap();
        results.push(report(&scene, 0).unwrap().gross.u128());
        let again: ContractError = typed(finalize(&mut scene, 0).unwrap_err());
        assert!(
            matches!(again, ContractError::AlreadyFinal { .. }),
            "{again}"
        );
    }
    results.dedup();
    assert_eq!(results.len(), 1, "{results:?}");
}

#[test]
fn attack_23_a_signature_counts_in_one_place_only() {
    let mut scene = Scene::new();
    go_to_end_of(&mut scene, 1, 0);
    let ada = ReporterKey::derive("ada");
    let (first, rig) = (scene.first, scene.rig);
    let batch = World::batches(first, &[(rig, GROSS)], None).remove(0);
    let chain_id = scene.world.setup.chain_id.clone();
    let at = scene.world.at.clone();
    let home = BatchDomain {
        chain_id: &chain_id,
        oracle: at.oracle.as_str(),
        config_version: 1,
    };
    let sign = |domain: &BatchDomain| ada.sign(1, domain, batch.clone()).unwrap();
    let good = sign(&home);
    let mut wrong = vec![
        sign(&BatchDomain {
            chain_id: "rigshare-embedded-2",
            ..home.clone()
        }),
        sign(&BatchDomain {
            oracle: at.distributor.as_str(),
            ..home.clone()
        }),
        sign(&BatchDomain {
            config_version: 2,
            ..home.clone()
        }),
    ];
    let mut changed = |change: fn(&mut Batch)| {
        let mut other = good.clone();
        change(&mut other.batch);
        wrong.push(other);
    };
    changed(|batch| batch.epoch += 1);
    changed(|batch| batch.rigs[0].rig += 1);
    changed(|batch| batch.rigs[0].gross += cosmwasm_std::Uint128::one());
    changed(|batch| batch.market = Some(Setup::sample_market()));
    let mut other = good.clone();
    other.reporter = 2;
    wrong.push(other);
    for batch in wrong {
        let refused: ContractError =
            refused_with(&mut scene.world, |world| world.relay(vec![batch]));
        assert!(
            matches!(
                refused,
                ContractError::Signature {
                    source: SignatureError::NotTheReporters { .. },
                    ..
                }
            ),
            "{refused}"
        );
    }
    scene.world.relay(vec![good]).unwrap();
}

#[test]
fn attack_24_who_signs_twice_is_suspended_and_counts_for_nothing_that_is_not_final() {
    let mut scene = Scene::new();
    go_to_end_of(&mut scene, 0, 0);
    let batches = [0, 1, 3]
        .map(|index| signed(&scene, index, 0, GROSS))
        .to_vec();
    scene.world.relay(batches).unwrap();
    let (first, second) = (signed(&scene, 3, 0, GROSS), signed(&scene, 3, 0, GROSS + 1));
    let stranger = scene.who("stranger");
    let at = scene.world.at.oracle.clone();
    let prove = |first: &SignedBatch, second: &SignedBatch| ExecuteMsg::ProveEquivocation {
        first: Box::new(first.clone()),
        second: Box::new(second.clone()),
    };
    // No proof: the same batch twice, batches of two, a batch of another day.
    let other_day = signed(&scene, 3, 1, GROSS);
    let other_reporter = signed(&scene, 2, 0, GROSS + 1);
    for (one, two) in [
        (&first, &first),
        (&first, &other_reporter),
        (&first, &other_day),
    ] {
        let msg = prove(one, two);
        refused_with::<ContractError, _>(&mut scene.world, |world| {
            world.execute(&stranger, &at, &msg, &[])
        });
    }
    let msg = prove(&first, &second);
    scene.world.execute(&stranger, &at, &msg, &[]).unwrap();
    let window = window(&scene);
    go_to_end_of(&mut scene, 0, window);
    let few: ContractError = typed(finalize(&mut scene, 0).unwrap_err());
    assert!(matches!(few, ContractError::NoQuorum { .. }), "{few}");
    let again = signed(&scene, 3, 0, GROSS);
    let refused: ContractError = refused_with(&mut scene.world, |world| world.relay(vec![again]));
    assert_eq!(refused, ContractError::Suspended { reporter: 4 });
    let third = signed(&scene, 2, 0, GROSS);
    scene.world.relay(vec![third]).unwrap();
    finalize(&mut scene, 0).unwrap();
    assert_eq!(report(&scene, 0).unwrap().signers, 3);
}

#[test]
fn attack_25_duplicates_fill_no_quorum_and_malleated_signatures_are_refused() {
    let mut scene = Scene::new();
    go_to_end_of(&mut scene, 0, 0);
    let (ada, ben) = (signed(&scene, 0, 0, GROSS), signed(&scene, 1, 0, GROSS));
    let batches = vec![ada.clone(), ben, ada.clone(), ada.clone()];
    scene.world.relay(batches).unwrap();
    refused_with::<ContractError, _>(&mut scene.world, |world| world.relay(vec![ada.clone()]));
    let cleo = signed(&scene, 2, 0, GROSS);
    let high = malleated(&cleo);
    let refused: ContractError = refused_with(&mut scene.world, |world| world.relay(vec![high]));
    assert!(
        matches!(refused, ContractError::Signature { .. }),
        "{refused}"
    );
    let window = window(&scene);
    go_to_end_of(&mut scene, 0, window);
    let few: ContractError = typed(finalize(&mut scene, 0).unwrap_err());
    assert!(matches!(few, ContractError::NoQuorum { .. }), "{few}");
}

/// The other signature that the curve allows for the same text: n - s for s.
fn malleated(signed: &SignedBatch) -> SignedBatch {
    const N: [u8; 32] = [
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xfe, 0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36,
        0x41, 0x41,
    ];
    let mut bytes = signed.signature.to_vec();
    let mut borrow = 0i16;
    for place in (0..32).rev() {
        let digit = i16::from(N[place]) - i16::from(bytes[32 + place]) - borrow;
        borrow = i16::from(digit < 0);
        bytes[32 + place] = u8::try_from(digit.rem_euclid(256)).unwrap();
    }
    SignedBatch {
        signature: Binary::from(bytes),
        ..signed.clone()
    }
}

#[test]
fn attack_25_a_reporter_removed_in_the_middle_of_an_epoch_counts_until_its_end() {
    let mut scene = Scene::new();
    scene.go_to(0, 40_000);
    let eve = ReporterKey::derive("eve");
    let mut reporters = scene.world.setup.reporter_config();
    reporters
        .reporters
        .retain(|reporter| reporter.name != "dan");
    reporters.reporters.push(eve.reporter(5));
    let (owner, at) = (scene.world.at.owner.clone(), scene.world.at.oracle.clone());
    let change = ExecuteMsg::ChangeReporters { reporters };
    scene.world.execute(&owner, &at, &change, &[]).unwrap();
    scene.world.reporters.push(eve);
    go_to_end_of(&mut scene, 1, 0);
    // Of the day that had begun: Dan, who went, counts, and Eve, who came, does not.
    let eve = signed(&scene, 4, 0, GROSS);
    let refused: ContractError = refused_with(&mut scene.world, |world| world.relay(vec![eve]));
    assert_eq!(
        refused,
        ContractError::UnknownReporter {
            reporter: 5,
            epoch: scene.first,
            version: 1
        }
    );
    let batches = [0, 1, 3]
        .map(|index| signed(&scene, index, 0, GROSS))
        .to_vec();
    scene.world.relay(batches).unwrap();
    // Of the day after: the other way round.
    let dan = signed(&scene, 3, 1, GROSS);
    let refused: ContractError = refused_with(&mut scene.world, |world| world.relay(vec![dan]));
    assert!(
        matches!(refused, ContractError::UnknownReporter { reporter: 4, .. }),
        "{refused}"
    );
    let batches = [0, 1, 4]
        .map(|index| signed(&scene, index, 1, GROSS))
        .to_vec();
    scene.world.relay(batches).unwrap();
    let window = window(&scene);
    go_to_end_of(&mut scene, 1, window);
    finalize(&mut scene, 0).unwrap();
    finalize(&mut scene, 1).unwrap();
}

/// 10^14 H/s for 86,400 s at 6 * 10^23 hashes a block of 317,500,000 satoshi are exactly 4,572, and
/// with 3 % more 4,709.16.
#[test]
fn attack_26_30_a_gross_above_the_hashrate_or_of_another_unit_does_not_settle() {
    let mut scene = Scene::with(Setup::default(), |rig| rig.least_grade = Grade::Plausible);
    let (ann, _) = scene.hold("ann", 100);
    let (rig, first) = (scene.rig, scene.first);
    for (nth, gross) in [(0, 4_710), (1, 4_572_000), (2, u128::MAX)] {
        let error = scene
            .world
            .report(first + nth, &[(rig, gross)], Some(&Setup::sample_market()))
            .unwrap_err();
        let refused: ContractError = typed(error);
        assert!(
            matches!(
                refused,
                ContractError::GradeTooLow {
                    grade: Grade::Attested,
                    least: Grade::Plausible,
                    ..
                }
            ),
            "{refused}"
        );
        assert_eq!(report(&scene, nth), None);
    }
    // Without network figures nothing can be measured.
    let error = scene
        .world
        .report(first + 3, &[(rig, 1)], None)
        .unwrap_err();
    let refused: ContractError = typed(error);
    assert!(
        matches!(refused, ContractError::GradeTooLow { .. }),
        "{refused}"
    );
    scene
        .world
        .report(first + 4, &[(rig, 4_709)], Some(&Setup::sample_market()))
        .unwrap();
    assert_eq!(report(&scene, 4).unwrap().grade, Grade::Plausible);
    assert_eq!(scene.claim(&ann), 0);
}

#[test]
fn attack_26_one_worker_or_payout_address_under_two_rigs() {
    let mut scene = Scene::with(Setup::default(), |rig| {
        rig.worker = "farm.1".to_owned();
        rig.payout_address = "bc1qfarm".to_owned();
    });
    let mallory = scene.who("mallory");
    for (worker, address) in [("FARM.1", "bc1qother"), ("farm.2", "BC1QFARM")] {
        let mut rig = scene.world.sample_rig();
        (rig.worker, rig.payout_address) = (worker.to_owned(), address.to_owned());
        let refused: hashrate_nft::error::ContractError =
            refused_with(&mut scene.world, |world| world.register_rig(&mallory, rig));
        assert!(
            matches!(
                refused,
                hashrate_nft::error::ContractError::WorkerTaken { rig: 1, .. }
                    | hashrate_nft::error::ContractError::PayoutAddressTaken { rig: 1, .. }
            ),
            "{refused}"
        );
    }
}

#[test]
fn attack_32_silence_or_a_missing_price_draws_on_nobody_and_closes_nothing_early() {
    let mut scene = Scene::with(Setup::default(), |rig| {
        rig.payout = Denom::Native("uusdc".to_owned());
    });
    let (ann, _) = scene.hold("ann", 10);
    let rig = scene.rig;
    let book = DistributorMsg::BookProceeds { rigs: vec![rig] };
    scene.distributor(&ann, book, &[]).unwrap();
    // The operator's account has 9,800 uusdc, which a default could draw on.
    assert_eq!(
        scene.world.book(rig).unwrap().account[0].amount.u128(),
        9_800
    );
    // Day 0 is reported without a price, of day 1 there is nothing.
    scene.report(0, GROSS);
    for day in 0..13 {
        use distributor::ContractError as Money;
        let refused: Money = typed(refused(&mut scene.world, |world| {
            let caller = world.account("anyone");
            let msg = DistributorMsg::DefaultEpoch {
                rig,
                epoch: scene.first,
            };
            world.distributor_msg(&caller, msg, &[])
        }));
        assert!(
            matches!(refused, Money::PriceMissing { .. }),
            "day {day}: {refused}"
        );
        let early: Money = typed(scene.close_outage(0).unwrap_err());
        assert!(
            matches!(early, Money::OutageTooEarly { .. }),
            "day {day}: {early}"
        );
        scene.world.advance(86_400);
    }
    assert_eq!(
        scene.world.book(rig).unwrap().account[0].amount.u128(),
        9_800
    );
    scene.world.advance(86_400);
    scene.close_outage(0).unwrap();
    let book = scene.world.book(rig).unwrap();
    assert_eq!(book.account[0].amount.u128(), 9_800);
    assert_eq!(
        (
            book.book.record.outage_epochs,
            book.book.record.defaulted_epochs
        ),
        (1, 0)
    );
}
