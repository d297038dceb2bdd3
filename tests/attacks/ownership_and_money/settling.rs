//! Attacks on the order, the sums and the end of settlements.

use contract_kit::money::FundsError;
use cosmwasm_std::{coin, to_json_binary, Uint128};
use cw20::Cw20ReceiveMsg;
use distributor::ContractError;
use rigshare_suite::Setup;
use rigshare_types::distributor::{Cw20Payload, ExecuteMsg};
use rigshare_types::nft::{ExecuteMsg as NftMsg, RigMsg};
use rigshare_types::units::Denom;

use crate::scene::{refused_with, typed, ubtc, Scene, DAY, GROSS, HOUR, UBTC};

#[test]
fn attack_05_a_missed_epoch_is_neither_skipped_nor_in_the_way_for_ever() {
    let mut scene = Scene::new();
    let (ann, _) = scene.hold("ann", 10);
    // Day 0 is reported and not paid, of day 1 nobody says anything, day 2 is paid.
    scene.report(0, GROSS);
    scene.report(2, GROSS);
    let (rig, first) = (scene.rig, scene.first);
    let items = vec![scene.item(2)];
    let payer = scene.operator.clone();
    let refused: ContractError = refused_with(&mut scene.world, |world| {
        world.distributor_msg(&payer, ExecuteMsg::Settle { items }, &[])
    });
    assert_eq!(
        refused,
        ContractError::NotNext {
            rig,
            epoch: first + 2,
            next: first
        }
    );
    scene.world.advance(3 * 86_400);
    scene.default_epoch(0).unwrap();
    let early = typed::<ContractError>(scene.close_outage(1).unwrap_err());
    assert!(
        matches!(early, ContractError::OutageTooEarly { .. }),
        "{early}"
    );
    let never = typed::<ContractError>(scene.default_epoch(1).unwrap_err());
    assert!(matches!(never, ContractError::NoReport { .. }), "{never}");
    // The deadline's last second belongs to the oracle.
    let deadline = scene.world.clock().end_of(first + 1) + 14 * 86_400;
    scene.world.advance_to(deadline);
    scene.close_outage(1).unwrap_err();
    scene.world.advance(1);
    scene.close_outage(1).unwrap();
    scene.settle(2);
    assert_eq!(scene.claim(&ann), 10 * DAY);
    // Both days are short, the outage by what the day before was worth.
    let claimable = scene.world.claimable(&ann, rig).unwrap();
    assert_eq!(claimable.short.u128(), 2 * 10 * DAY);
    let record = scene.world.book(rig).unwrap().book.record;
    let counts = (
        record.late_epochs + record.settled_epochs,
        record.defaulted_epochs,
        record.outage_epochs,
    );
    assert_eq!(counts, (1, 1, 1));
}

#[test]
fn attack_06_native_sums_denoms_and_order() {
    let mut scene = Scene::new();
    scene.hold("ann", 10);
    scene.report(0, GROSS);
    scene.report(1, GROSS);
    let payer = scene.who("payer");
    scene.world.fund(&payer, 100_000_000, UBTC).unwrap();
    scene.world.fund(&payer, 100_000_000, "uusdc").unwrap();
    let due = 6_817_500;
    let both = vec![scene.item(0), scene.item(1)];
    let one = vec![scene.item(0)];
    let swapped = vec![scene.item(1), scene.item(0)];
    let twice = vec![scene.item(0), scene.item(0)];
    for (items, funds) in [
        (&one, vec![]),
        (&one, vec![coin(due - 1, UBTC)]),
        (&one, vec![coin(due + 1, UBTC)]),
        (&one, vec![coin(due, "uusdc")]),
        (&one, vec![coin(due, UBTC), coin(1, "uusdc")]),
        (&both, vec![coin(due, UBTC)]),
    ] {
        let items = items.clone();
        let refused: ContractError = refused_with(&mut scene.world, |world| {
            world.distributor_msg(&payer, ExecuteMsg::Settle { items }, &funds)
        });
        assert!(
            matches!(refused, ContractError::Funds(FundsError::NotExact { .. })),
            "{refused}"
        );
    }
    for items in [swapped, twice] {
        let refused: ContractError = refused_with(&mut scene.world, |world| {
            world.distributor_msg(&payer, ExecuteMsg::Settle { items }, &ubtc(2 * due))
        });
        assert!(
            matches!(refused, ContractError::NotNext { .. }),
            "{refused}"
        );
    }
    scene
        .distributor(&payer, ExecuteMsg::Settle { items: both }, &ubtc(2 * due))
        .unwrap();
    let again: ContractError = refused_with(&mut scene.world, |world| {
        world.distributor_msg(&payer, ExecuteMsg::Settle { items: one }, &ubtc(due))
    });
    assert!(matches!(again, ContractError::NotNext { .. }), "{again}");
}

#[test]
fn attack_06_a_cw20_rig_is_settled_through_its_own_token_only() {
    let setup = Setup::default();
    let mut scene = Scene::with(setup, |_| {});
    let token = scene.world.at.cw20.clone();
    let mut rig = scene.world.sample_rig();
    rig.payout = Denom::Cw20(token.to_string());
    let operator = scene.operator.clone();
    scene.rig = scene.world.approved_rig(&operator, rig).unwrap();
    scene.world.open_sale(scene.rig, 1_000).unwrap();
    let (ann, _) = scene.hold("ann", 10);
    scene.report(0, GROSS);
    let items = vec![scene.item(0)];
    let payload = to_json_binary(&Cw20Payload::Settle {
        items: items.clone(),
    })
    .unwrap();
    let denom = Denom::Cw20(token.to_string());
    let payer = scene.who("payer");
    scene.world.fund_denom(&payer, 10_000_000, &denom).unwrap();
    scene.world.fund(&payer, 10_000_000, UBTC).unwrap();

    let refused: ContractError = refused_with(&mut scene.world, |world| {
        world.distributor_msg(&payer, ExecuteMsg::Settle { items }, &ubtc(6_817_500))
    });
    assert!(
        matches!(refused, ContractError::WrongDenom { .. }),
        "{refused}"
    );
    // Whoever is no token says it brought money.
    let forged = ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: payer.to_string(),
        amount: Uint128::new(6_817_500),
        msg: payload.clone(),
    });
    let refused: ContractError = refused_with(&mut scene.world, |world| {
        world.distributor_msg(&payer, forged, &[])
    });
    assert!(
        matches!(refused, ContractError::WrongDenom { .. }),
        "{refused}"
    );
    for wrong in [6_817_499, 6_817_501] {
        let payload = payload.clone();
        let refused: ContractError = refused_with(&mut scene.world, |world| {
            world.send_cw20(&payer, token.as_str(), Uint128::new(wrong), payload)
        });
        assert_eq!(
            refused,
            ContractError::NotExact {
                denom: denom.clone(),
                expected: Uint128::new(6_817_500),
                brought: Uint128::new(wrong)
            }
        );
    }
    scene
        .world
        .send_cw20(&payer, token.as_str(), Uint128::new(6_817_500), payload)
        .unwrap();
    assert_eq!(scene.claim(&ann), 10 * DAY);
}

#[test]
fn attack_07_dust_claimed_every_day_is_never_more_than_came() {
    let mut scene = Scene::new();
    let (ann, _) = scene.hold("ann", 1);
    let (bob, _) = scene.hold("bob", 1);
    let mut claimed = 0;
    for nth in 0..10 {
        // One satoshi for a hundred shares: a fiftieth of it for both, rounded up to one.
        scene.report(nth, 1);
        scene.settle(nth);
        claimed += scene.claim(&bob);
    }
    assert_eq!(claimed + scene.claim(&bob), scene.claim(&ann));
    // Ten came for two: five each, or one less with the rest kept below a satoshi.
    assert!((4..=5).contains(&claimed), "{claimed}");
}

#[test]
fn attack_14_a_rig_that_retires_inside_an_epoch() {
    let mut scene = Scene::new();
    let (ann, token) = scene.hold("ann", 10);
    scene.go_to(1, 5 * HOUR);
    let (rig, first, operator) = (scene.rig, scene.first, scene.operator.clone());
    scene
        .world
        .rig_msg(&operator, RigMsg::RetireRig { rig }, &[])
        .unwrap();
    // No sale outlives it.
    let bob = scene.who("bob");
    let buy = RigMsg::Buy {
        rig,
        shares: 1,
        recipient: None,
    };
    scene.world.fund(&bob, 1_000, "uusdc").unwrap();
    let refused: hashrate_nft::error::ContractError = refused_with(&mut scene.world, |world| {
        world.rig_msg(&bob, buy, &[coin(1_000, "uusdc")])
    });
    assert_eq!(refused, hashrate_nft::error::ContractError::NoSale { rig });
    // The day it retired in still earns, whole; no other day does.
    scene.report(0, GROSS);
    scene.report(1, GROSS);
    let error = scene
        .world
        .report(first + 2, &[(rig, GROSS)], None)
        .unwrap_err();
    let refused: oracle::error::ContractError = typed(error);
    assert!(
        matches!(refused, oracle::error::ContractError::OutsideTerm { .. }),
        "{refused}"
    );
    scene.settle(0);
    scene.settle(1);
    scene.world.advance(30 * 86_400);
    for closed in [scene.default_epoch(2), scene.close_outage(2)] {
        let refused: ContractError = typed(closed.unwrap_err());
        assert!(
            matches!(refused, ContractError::OutsideTerm { .. }),
            "{refused}"
        );
    }
    // What is owed stays, and so does the token until its owner burns it.
    scene
        .world
        .nft_msg(&ann, NftMsg::Burn { token_id: token }, &[])
        .unwrap();
    assert_eq!(scene.claim(&ann), 2 * 10 * DAY);
}
