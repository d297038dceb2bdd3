//! Attacks on who pays what for what.

use contract_kit::money::FundsError;
use cosmwasm_std::{coin, Addr, Coin};
use marketplace::error::ContractError;
use rigshare_suite::Setup;
use rigshare_types::marketplace::{AskResponse, ExecuteMsg, Purchase, QueryMsg, StaleReason};
use rigshare_types::nft::ExecuteMsg as NftMsg;

use crate::scene::{refused_with, uusdc, Scene};

fn buy(scene: &Scene, token_id: &str, limit: Coin, least_shares: u64) -> ExecuteMsg {
    ExecuteMsg::Buy {
        purchases: vec![Purchase {
            token_id: token_id.to_owned(),
            limit,
            least_shares,
            latest_lease_end_seconds: None,
        }],
        deadline_seconds: scene.world.now(),
        recipient: None,
    }
}

fn stale(scene: &Scene, token_id: &str) -> Option<StaleReason> {
    let query = QueryMsg::Ask {
        token_id: token_id.to_owned(),
    };
    let at = &scene.world.at.marketplace;
    let ask: Option<AskResponse> = scene.world.query(at, &query).unwrap();
    ask.unwrap().stale
}

fn revoke(scene: &Scene, token_id: &str) -> NftMsg {
    NftMsg::Revoke {
        spender: scene.world.at.marketplace.to_string(),
        token_id: token_id.to_owned(),
    }
}

#[test]
fn attack_33_34_an_ask_left_behind_sells_nothing_and_anyone_cleans_it() {
    type Change = fn(&mut Scene, &Addr, &str);
    let changes: [(Change, StaleReason); 5] = [
        (
            |scene, ann, token| {
                let cai = scene.who("cai");
                scene.world.transfer(ann, &cai, token).unwrap();
            },
            StaleReason::Sold,
        ),
        (
            |scene, ann, token| {
                let cai = scene.who("cai");
                scene.world.transfer(ann, &cai, token).unwrap();
                scene.world.transfer(&cai, ann, token).unwrap();
            },
            StaleReason::NotApproved,
        ),
        (
            |scene, ann, token| {
                let revoke = revoke(scene, token);
                scene.world.nft_msg(ann, revoke, &[]).unwrap();
            },
            StaleReason::NotApproved,
        ),
        (
            |scene, ann, token| {
                let token_id = token.to_owned();
                scene
                    .world
                    .nft_msg(ann, NftMsg::Burn { token_id }, &[])
                    .unwrap();
            },
            StaleReason::Gone,
        ),
        (
            |scene, ann, token| {
                scene.world.split(ann, token, &[1, 9]).unwrap();
            },
            StaleReason::Gone,
        ),
    ];
    for (change, reason) in changes {
        let mut scene = Scene::new();
        let (ann, token) = scene.hold("ann", 10);
        let bob = scene.who("bob");
        scene.world.fund(&bob, 5_000, "uusdc").unwrap();
        let expires = scene.world.now() + 86_400;
        scene
            .world
            .ask(&ann, &token, uusdc(5_000), expires)
            .unwrap();
        let clean = ExecuteMsg::Clean {
            asks: vec![token.clone()],
            offers: vec![],
        };
        let stands: ContractError = refused_with(&mut scene.world, |world| {
            world.market_msg(&bob, clean.clone(), &[])
        });
        assert!(
            matches!(stands, ContractError::AskStillStands { .. }),
            "{stands}"
        );
        change(&mut scene, &ann, &token);
        let msg = buy(&scene, &token, uusdc(5_000), 10);
        let refused: ContractError = refused_with(&mut scene.world, |world| {
            world.market_msg(&bob, msg, &[uusdc(5_000)])
        });
        assert_eq!(
            refused,
            ContractError::StaleAsk {
                token_id: token.clone(),
                reason
            }
        );
        assert_eq!(stale(&scene, &token), Some(reason));
        scene.world.market_msg(&bob, clean, &[]).unwrap();
    }
}

#[test]
fn attack_34_an_offer_pins_the_shares_that_it_gets() {
    let mut scene = Scene::new();
    let (ann, token) = scene.hold("ann", 10);
    let bob = scene.who("bob");
    scene.world.fund(&bob, 10_000, "uusdc").unwrap();
    let expires = scene.world.now() + 60;
    scene
        .world
        .offer_for_token(&bob, &token, 10, uusdc(6_000), expires)
        .unwrap();
    scene
        .world
        .offer_for_rig(&bob, scene.rig, 500, 8, uusdc(4_000), expires)
        .unwrap();
    let parts = scene.world.split(&ann, &token, &[1, 9]).unwrap();
    for part in &parts {
        let approve = NftMsg::Approve {
            spender: scene.world.at.marketplace.to_string(),
            token_id: part.clone(),
            expires: None,
        };
        scene.world.nft_msg(&ann, approve, &[]).unwrap();
    }
    let accept = |scene: &Scene, offer, token_id: &str| ExecuteMsg::AcceptOffer {
        offer,
        token_id: token_id.to_owned(),
        least_price: uusdc(1),
        deadline_seconds: scene.world.now(),
    };
    let mut refuse = |offer, token_id: &str| -> ContractError {
        let msg = accept(&scene, offer, token_id);
        refused_with(&mut scene.world, |world| world.market_msg(&ann, msg, &[]))
    };
    assert!(matches!(refuse(1, &token), ContractError::NoToken { .. }));
    assert!(matches!(
        refuse(1, &parts[1]),
        ContractError::TooFewShares { .. }
    ));
    assert!(matches!(
        refuse(2, &parts[0]),
        ContractError::TooFewShares { .. }
    ));
    // Nine shares would cost more than what was laid down.
    assert!(matches!(
        refuse(2, &parts[1]),
        ContractError::EscrowExceeded { .. }
    ));
}

#[test]
fn attack_35_a_price_raised_or_changed_in_denom_after_the_quote() {
    let mut scene = Scene::new();
    let (ann, token) = scene.hold("ann", 10);
    let bob = scene.who("bob");
    scene.world.fund(&bob, 100_000, "uusdc").unwrap();
    scene.world.fund(&bob, 100_000, "uatom").unwrap();
    let expires = scene.world.now() + 86_400;
    scene
        .world
        .ask(&ann, &token, uusdc(5_000), expires)
        .unwrap();
    let quote = buy(&scene, &token, uusdc(5_000), 10);
    scene
        .world
        .ask(&ann, &token, uusdc(5_001), expires)
        .unwrap();
    for funds in [5_000, 5_001] {
        let refused: ContractError = refused_with(&mut scene.world, |world| {
            world.market_msg(&bob, quote.clone(), &[uusdc(funds)])
        });
        assert_eq!(
            refused,
            ContractError::AboveLimit {
                token_id: token.clone(),
                price: 5_001u128.into(),
                limit: 5_000u128.into(),
                denom: "uusdc".to_owned()
            }
        );
    }
    scene
        .world
        .ask(&ann, &token, coin(5_000, "uatom"), expires)
        .unwrap();
    let refused: ContractError = refused_with(&mut scene.world, |world| {
        world.market_msg(&bob, quote.clone(), &[coin(5_000, "uatom")])
    });
    assert!(
        matches!(refused, ContractError::OtherDenom { .. }),
        "{refused}"
    );
    // Lowered, it costs the lower price, to the unit.
    scene
        .world
        .ask(&ann, &token, uusdc(4_000), expires)
        .unwrap();
    let refused: ContractError = refused_with(&mut scene.world, |world| {
        world.market_msg(&bob, quote.clone(), &[uusdc(5_000)])
    });
    assert!(
        matches!(refused, ContractError::Funds(FundsError::NotExact { .. })),
        "{refused}"
    );
    scene
        .world
        .market_msg(&bob, quote, &[uusdc(4_000)])
        .unwrap();
}

#[test]
fn attack_36_the_highest_royalty_and_fee_and_a_price_of_one_unit() {
    let setup = Setup {
        market_fee_bps: 500,
        ..Setup::default()
    };
    let mut scene = Scene::with(setup, |rig| rig.royalty_bps = 1_000);
    let (ann, token) = scene.hold("ann", 10);
    let bob = scene.who("bob");
    let expires = scene.world.now() + 86_400;
    scene.world.fund(&bob, 10_000, "uusdc").unwrap();
    scene
        .world
        .ask(&ann, &token, uusdc(9_999), expires)
        .unwrap();
    scene
        .world
        .market_buy(&bob, &token, uusdc(9_999), 10)
        .unwrap();
    // 999.9 and 499.95, rounded down; the seller has the rest.
    assert_eq!(scene.wealth(&ann, "uusdc"), 9_999 - 999 - 499);
    scene.world.ask(&bob, &token, uusdc(1), expires).unwrap();
    let before = scene.wealth(&bob, "uusdc");
    scene.world.fund(&ann, 1, "uusdc").unwrap();
    scene.world.market_buy(&ann, &token, uusdc(1), 10).unwrap();
    assert_eq!(scene.wealth(&bob, "uusdc"), before + 1);
    // Royalty and fee are pulled, by those whose they are.
    let withdraw = ExecuteMsg::Withdraw {
        denoms: vec!["uusdc".to_owned()],
    };
    let (operator, protocol) = (scene.operator.clone(), scene.world.at.protocol.clone());
    for (who, amount) in [(&operator, 999), (&protocol, 499)] {
        scene.world.market_msg(who, withdraw.clone(), &[]).unwrap();
        assert_eq!(scene.wealth(who, "uusdc"), amount);
    }
    let market = scene.world.at.marketplace.clone();
    assert_eq!(scene.wealth(&market, "uusdc"), 0);
    // No rig gets more than a tenth, and no message changes it later.
    let mut rig = scene.world.sample_rig();
    rig.royalty_bps = 1_001;
    let refused: hashrate_nft::error::ContractError =
        refused_with(&mut scene.world, |world| world.register_rig(&operator, rig));
    assert!(
        matches!(
            refused,
            hashrate_nft::error::ContractError::OutOfRange {
                field: "royalty_bps",
                ..
            }
        ),
        "{refused}"
    );
}

#[test]
fn attack_37_too_little_too_much_and_several_denoms() {
    let mut scene = Scene::new();
    let (ann, token) = scene.hold("ann", 10);
    let bob = scene.who("bob");
    scene.world.fund(&bob, 100_000, "uusdc").unwrap();
    scene.world.fund(&bob, 100_000, "uatom").unwrap();
    let expires = scene.world.now() + 86_400;
    scene
        .world
        .ask(&ann, &token, uusdc(5_000), expires)
        .unwrap();
    let offer = ExecuteMsg::OfferForToken {
        token_id: token.clone(),
        least_shares: 1,
        latest_lease_end_seconds: None,
        expires_seconds: expires,
    };
    let primary = rigshare_types::nft::RigMsg::Buy {
        rig: scene.rig,
        shares: 5,
        recipient: None,
    };
    for funds in [
        vec![],
        vec![uusdc(4_999)],
        vec![uusdc(5_001)],
        vec![coin(5_000, "uatom")],
        vec![coin(1, "uatom"), uusdc(5_000)],
    ] {
        let msg = buy(&scene, &token, uusdc(9_000), 10);
        let refused: ContractError = refused_with(&mut scene.world, |world| {
            world.market_msg(&bob, msg, &funds)
        });
        assert!(matches!(refused, ContractError::Funds(_)), "{refused}");
        let refused: hashrate_nft::error::ContractError = refused_with(&mut scene.world, |world| {
            world.rig_msg(&bob, primary.clone(), &funds)
        });
        assert!(
            matches!(refused, hashrate_nft::error::ContractError::Funds(_)),
            "{refused}"
        );
        if funds.len() != 1 {
            let refused: ContractError = refused_with(&mut scene.world, |world| {
                world.market_msg(&bob, offer.clone(), &funds)
            });
            assert!(matches!(refused, ContractError::Funds(_)), "{refused}");
        }
    }
}

#[test]
fn attack_39_an_expiry_at_the_very_second_and_one_in_the_year_3000() {
    let mut scene = Scene::new();
    let (ann, token) = scene.hold("ann", 10);
    let bob = scene.who("bob");
    scene.world.fund(&bob, 20_000, "uusdc").unwrap();
    let expires = scene.world.now() + 100;
    scene
        .world
        .ask(&ann, &token, uusdc(5_000), expires)
        .unwrap();
    let offer = |expires_seconds| ExecuteMsg::OfferForToken {
        token_id: token.clone(),
        least_shares: 10,
        latest_lease_end_seconds: None,
        expires_seconds,
    };
    scene
        .world
        .market_msg(&bob, offer(expires), &[uusdc(5_000)])
        .unwrap();
    for far in [scene.world.now(), 32_503_680_000, u64::MAX] {
        let refused: ContractError = refused_with(&mut scene.world, |world| {
            world.market_msg(&bob, offer(far), &[uusdc(5_000)])
        });
        assert!(
            matches!(refused, ContractError::BadExpiry { .. }),
            "{refused}"
        );
    }
    // The second before, both stand; at it, neither does.
    scene.world.advance(99);
    assert_eq!(stale(&scene, &token), None);
    scene.world.advance(1);
    let msg = buy(&scene, &token, uusdc(5_000), 10);
    let refused: ContractError = refused_with(&mut scene.world, |world| {
        world.market_msg(&bob, msg, &[uusdc(5_000)])
    });
    assert_eq!(
        refused,
        ContractError::StaleAsk {
            token_id: token.clone(),
            reason: StaleReason::Expired
        }
    );
    let accept = ExecuteMsg::AcceptOffer {
        offer: 1,
        token_id: token.clone(),
        least_price: uusdc(1),
        deadline_seconds: u64::MAX,
    };
    let refused: ContractError = refused_with(&mut scene.world, |world| {
        world.market_msg(&ann, accept, &[])
    });
    assert!(
        matches!(refused, ContractError::OfferExpired { .. }),
        "{refused}"
    );
    // The escrow is Bob's to take back, whoever cleans.
    let clean = ExecuteMsg::Clean {
        asks: vec![token],
        offers: vec![1],
    };
    scene.world.market_msg(&ann, clean, &[]).unwrap();
    let denoms = vec!["uusdc".to_owned()];
    scene
        .world
        .market_msg(&bob, ExecuteMsg::Withdraw { denoms }, &[])
        .unwrap();
    assert_eq!(scene.wealth(&bob, "uusdc"), 20_000);
}
