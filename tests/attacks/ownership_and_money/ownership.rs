//! Attacks on whose seconds are whose.

use distributor::ContractError;

use crate::scene::{refused_with, uusdc, Scene, DAY, GROSS, HOUR};

#[test]
fn attack_01_claim_then_sell_in_one_block() {
    let mut scene = Scene::new();
    let (ann, token) = scene.hold("ann", 10);
    let bob = scene.who("bob");
    scene.report(0, GROSS);
    scene.settle(0);
    // Six hours into the second day, in one block.
    scene.go_to(1, 6 * HOUR);
    assert_eq!(scene.claim(&ann), 10 * DAY);
    let expires = scene.world.now() + 1;
    scene
        .world
        .ask(&ann, &token, uusdc(5_000), expires)
        .unwrap();
    scene.world.fund(&bob, 5_000, "uusdc").unwrap();
    scene
        .world
        .market_buy(&bob, &token, uusdc(5_000), 10)
        .unwrap();
    assert_eq!(scene.claim(&ann), 0);
    assert_eq!(scene.claim(&bob), 0);
    // 2.5 % royalty and 1 % fee.
    assert_eq!(scene.wealth(&ann, "uusdc"), 5_000 - 125 - 50);

    scene.report(1, GROSS);
    scene.settle(1);
    assert_eq!(scene.claim(&ann), 1_687_500);
    assert_eq!(scene.claim(&bob), 5_062_500);
}

#[test]
fn attack_02_bought_in_the_last_second_of_an_epoch() {
    let mut scene = Scene::new();
    let (ann, token) = scene.hold("ann", 10);
    let bob = scene.who("bob");
    scene
        .world
        .ask(&ann, &token, uusdc(1), scene.world.now() + 3 * 86_400)
        .unwrap();
    scene.go_to(0, 86_399);
    scene.world.fund(&bob, 1, "uusdc").unwrap();
    scene.world.market_buy(&bob, &token, uusdc(1), 10).unwrap();
    scene.report(0, GROSS);
    scene.settle(0);
    // 78.125, and the rest of 6,750,000.
    assert_eq!(scene.claim(&bob), 78);
    assert_eq!(scene.claim(&ann), 6_749_921);
}

#[test]
fn attack_02_bought_between_report_and_settlement() {
    let mut scene = Scene::new();
    let (ann, token) = scene.hold("ann", 10);
    let bob = scene.who("bob");
    scene.report(0, GROSS);
    scene.world.transfer(&ann, &bob, &token).unwrap();
    scene.settle(0);
    assert_eq!(scene.claim(&bob), 0);
    assert_eq!(scene.claim(&ann), 10 * DAY);
}

#[test]
fn attack_03_minted_after_the_report() {
    let mut scene = Scene::new();
    let (ann, _) = scene.hold("ann", 10);
    scene.report(0, GROSS);
    let before = scene.world.due(&[scene.item(0)]).unwrap();
    let (bob, _) = scene.hold("bob", 90);
    assert_eq!(scene.world.due(&[scene.item(0)]).unwrap(), before);
    assert_eq!(before.items[0].holders.u128(), 10 * DAY);
    // One percent on top.
    assert_eq!(before.totals[0].amount.u128(), 6_750_000 + 67_500);
    scene.settle(0);
    assert_eq!(scene.claim(&bob), 0);
    assert_eq!(scene.claim(&ann), 10 * DAY);
}

#[test]
fn attack_04_one_share_of_a_hundred_and_the_rest_burned() {
    let mut scene = Scene::new();
    let (ann, _) = scene.hold("ann", 1);
    let (bob, rest) = scene.hold("bob", 99);
    let burn = rigshare_types::nft::ExecuteMsg::Burn { token_id: rest };
    scene.world.nft_msg(&bob, burn, &[]).unwrap();
    scene.report(0, GROSS);
    assert_eq!(
        scene.world.due(&[scene.item(0)]).unwrap().items[0]
            .holders
            .u128(),
        DAY
    );
    scene.settle(0);
    assert_eq!(scene.claim(&ann), DAY);
    assert_eq!(scene.claim(&bob), 0);
}

#[test]
fn attack_08_everybody_burned_before_the_money_came() {
    let mut scene = Scene::new();
    let (ann, token) = scene.hold("ann", 10);
    let burn = rigshare_types::nft::ExecuteMsg::Burn { token_id: token };
    scene.world.nft_msg(&ann, burn, &[]).unwrap();
    scene.report(0, GROSS);
    let items = [scene.item(0)];
    let settle = rigshare_types::distributor::ExecuteMsg::Settle {
        items: items.to_vec(),
    };
    let operator = scene.operator.clone();
    scene.world.fund(&operator, 1, crate::scene::UBTC).unwrap();
    let refused: ContractError = refused_with(&mut scene.world, |world| {
        world.distributor_msg(&operator, settle, &crate::scene::ubtc(1))
    });
    assert_eq!(
        refused,
        ContractError::NothingMinted {
            rig: scene.rig,
            from_epoch: scene.first
        }
    );
    // Whoever comes next is paid for its own day, and the empty days block nothing.
    scene.go_to(3, 0);
    let (bob, _) = scene.hold("bob", 10);
    scene.report(3, GROSS);
    scene.settle(3);
    assert_eq!(scene.claim(&bob), 10 * DAY);
}

#[test]
fn attack_09_touching_a_position_all_day_loses_nothing() {
    let mut scene = Scene::new();
    let (ann, _) = scene.hold("ann", 7);
    let (bob, mut token) = scene.hold("bob", 7);
    let cai = scene.who("cai");
    let mut touched = 0;
    for nth in 0..3 {
        for hour in 4..12 {
            scene.go_to(nth, hour * 2 * HOUR + 1_234);
            scene.world.transfer(&bob, &cai, &token).unwrap();
            scene.world.transfer(&cai, &bob, &token).unwrap();
            let parts = scene.world.split(&bob, &token, &[3, 4]).unwrap();
            token = scene.world.merge(&bob, &[&parts[0], &parts[1]]).unwrap();
        }
        // 23 is odd enough that every share-second earns a fraction.
        scene.report(nth, 2_300);
        scene.settle(nth);
        touched += scene.claim(&bob);
    }
    // Three days of 161: 7 of 100 shares of 2,300.
    let paid = scene.claim(&ann);
    assert!((482..=483).contains(&paid), "{paid}");
    assert!((482..=483).contains(&touched), "{touched}");
    assert_eq!(scene.claim(&cai), 0);
}

#[test]
fn attack_13_split_and_merge_around_a_settlement() {
    let mut scene = Scene::new();
    let (ann, token) = scene.hold("ann", 10);
    let bob = scene.who("bob");
    scene.go_to(1, 12 * HOUR);
    let parts = scene.world.split(&ann, &token, &[3, 7]).unwrap();
    scene.world.transfer(&ann, &bob, &parts[0]).unwrap();
    let (_, bought) = scene.hold("bob", 2);
    let merged = scene.world.merge(&bob, &[&parts[0], &bought]).unwrap();
    assert_eq!(scene.world.share(&merged).unwrap().shares, 5);
    for nth in [0, 1] {
        scene.report(nth, GROSS);
    }
    scene.settle(0);
    scene.world.split(&bob, &merged, &[1, 4]).unwrap();
    scene.settle(1);
    // Day 0 is Ann's; of day 1 she has 10 for a half and 7 for a half, Bob 5 for a half.
    assert_eq!(scene.claim(&ann), 6_750_000 + 5_737_500);
    assert_eq!(scene.claim(&bob), 1_687_500);
}

#[test]
fn attack_19_late_money_reaches_who_was_shorted_though_it_sold() {
    let mut scene = Scene::new();
    let (ann, token) = scene.hold("ann", 10);
    let bob = scene.who("bob");
    scene.report(0, GROSS);
    scene.world.advance(3 * 86_400 + 1);
    scene.default_epoch(0).unwrap();
    scene.world.transfer(&ann, &bob, &token).unwrap();
    assert_eq!(scene.claim(&ann), 0);
    let operator = scene.operator.clone();
    let rig = scene.rig;
    let cure = rigshare_types::distributor::ExecuteMsg::Cure { rig };
    // A half now, the rest later; more than all is refused.
    for part in [3_375_000, 3_375_000] {
        let amount = crate::scene::ubtc(part);
        scene
            .world
            .fund(&operator, part, crate::scene::UBTC)
            .unwrap();
        scene.distributor(&operator, cure.clone(), &amount).unwrap();
        assert_eq!(scene.claim(&ann), part);
        assert_eq!(scene.claim(&bob), 0);
    }
    scene.world.fund(&operator, 1, crate::scene::UBTC).unwrap();
    let refused: ContractError = refused_with(&mut scene.world, |world| {
        world.distributor_msg(&operator, cure, &crate::scene::ubtc(1))
    });
    assert_eq!(refused, ContractError::NothingShort { rig });
}
