use contract_kit::money::FundsError;
use cosmwasm_std::{coin, Uint128};
use marketplace::error::ContractError;
use rigshare_types::events::{OfferRemoved, Offered};
use rigshare_types::marketplace::{ExecuteMsg, OfferTarget};

use crate::world::{addr, events, World, DENOM, OTHER};

#[test]
fn an_offer_for_a_token_holds_its_price() {
    let mut world = World::new();
    let msg = world.offer_token_msg("1");
    let expires_seconds = world.now() + 86_400;
    let response = world
        .execute(&addr("carol"), &[coin(700, DENOM)], msg)
        .unwrap();
    assert_eq!(
        events::<Offered>(&response),
        [Offered {
            offer: 1,
            buyer: addr("carol").into(),
            rig: 1,
            token_id: "1".to_owned(),
            least_shares: 1,
            price: Uint128::new(700),
            denom: DENOM.to_owned(),
            escrow: Uint128::new(700),
            expires_seconds,
        }]
    );
    let offer = world.offer_of(1).unwrap();
    assert_eq!(
        offer.target,
        OfferTarget::Token {
            token_id: "1".to_owned(),
            rig: 1,
            price: Uint128::new(700)
        }
    );
    assert_eq!(offer.escrow, coin(700, DENOM));
    assert!(!offer.expired);
}

#[test]
fn an_offer_for_a_rig_holds_what_is_attached() {
    let mut world = World::new();
    let msg = world.offer_rig_msg(2, 30, 2);
    let response = world
        .execute(&addr("carol"), &[coin(100, DENOM)], msg)
        .unwrap();
    let offered = events::<Offered>(&response).remove(0);
    assert_eq!(
        (offered.offer, offered.rig, offered.least_shares),
        (1, 2, 2)
    );
    assert_eq!(offered.token_id, "");
    assert_eq!((offered.price.u128(), offered.escrow.u128()), (30, 100));
    // Numbers go on.
    let msg = world.offer_rig_msg(1, 1, 1);
    let response = world
        .execute(&addr("carol"), &[coin(1, DENOM)], msg)
        .unwrap();
    assert_eq!(events::<Offered>(&response)[0].offer, 2);
}

#[test]
fn attack_37_too_little_too_many_or_strange_coins() {
    let mut world = World::new();
    for funds in [
        vec![],
        vec![coin(0, DENOM)],
        vec![coin(5, DENOM), coin(5, OTHER)],
        vec![coin(5, DENOM), coin(5, DENOM)],
    ] {
        for msg in [world.offer_token_msg("1"), world.offer_rig_msg(1, 1, 1)] {
            assert!(matches!(
                world.execute(&addr("carol"), &funds, msg),
                Err(ContractError::Funds(FundsError::NotOneCoin { .. }))
            ));
        }
    }
    for msg in [world.offer_token_msg("1"), world.offer_rig_msg(1, 1, 1)] {
        assert_eq!(
            world.execute(&addr("carol"), &[coin(5, "ujunk")], msg),
            Err(ContractError::DenomNotListed {
                denom: "ujunk".to_owned()
            })
        );
    }
    let msg = world.offer_rig_msg(1, 30, 4);
    assert_eq!(
        world.execute(&addr("carol"), &[coin(119, DENOM)], msg),
        Err(ContractError::EscrowTooSmall {
            escrow: coin(119, DENOM),
            price_per_share: Uint128::new(30),
            least_shares: 4
        })
    );
    let msg = world.offer_rig_msg(1, 30, 4);
    world
        .execute(&addr("carol"), &[coin(120, DENOM)], msg)
        .unwrap();
    // A product beyond 128 bits is too much for any coin.
    let msg = world.offer_rig_msg(1, u128::MAX, u64::MAX);
    assert!(matches!(
        world.execute(&addr("carol"), &[coin(119, DENOM)], msg),
        Err(ContractError::EscrowTooSmall { .. })
    ));
}

#[test]
fn an_offer_needs_something_to_buy() {
    let mut world = World::new();
    let funds = [coin(100, DENOM)];
    let msg = world.offer_token_msg("9");
    assert_eq!(
        world.execute(&addr("carol"), &funds, msg),
        Err(ContractError::NoToken {
            token_id: "9".to_owned()
        })
    );
    let msg = world.offer_rig_msg(9, 1, 1);
    assert_eq!(
        world.execute(&addr("carol"), &funds, msg),
        Err(ContractError::NoRig { rig: 9 })
    );
    for (price, least, what) in [(0, 1, "price per share"), (1, 0, "least shares")] {
        let msg = world.offer_rig_msg(1, price, least);
        assert_eq!(
            world.execute(&addr("carol"), &funds, msg),
            Err(ContractError::Zero { what })
        );
    }
    let too_large = ExecuteMsg::OfferForToken {
        token_id: "1".to_owned(),
        least_shares: 11,
        latest_lease_end_seconds: None,
        expires_seconds: world.now() + 1,
    };
    assert_eq!(
        world.execute(&addr("carol"), &funds, too_large),
        Err(ContractError::TooFewShares {
            token_id: "1".to_owned(),
            shares: 10,
            least_shares: 11
        })
    );
}

#[test]
fn attack_11_37_a_cancelled_offer_is_the_buyers_to_withdraw() {
    let mut world = World::new();
    let msg = world.offer_token_msg("1");
    world
        .execute(&addr("carol"), &[coin(700, DENOM)], msg)
        .unwrap();
    assert_eq!(
        world.by("dave", ExecuteMsg::CancelOffer { offer: 1 }),
        Err(ContractError::NotBuyer {
            offer: 1,
            sender: addr("dave")
        })
    );
    let response = world
        .by("carol", ExecuteMsg::CancelOffer { offer: 1 })
        .unwrap();
    assert!(response.messages.is_empty(), "refunds are pulled");
    assert_eq!(
        events::<OfferRemoved>(&response),
        [OfferRemoved {
            offer: 1,
            reason: "cancelled".to_owned(),
            refund: Uint128::new(700)
        }]
    );
    assert_eq!(world.offer_of(1), None);
    assert_eq!(world.account("carol", DENOM), 700);
    assert_eq!(
        world.by("carol", ExecuteMsg::CancelOffer { offer: 1 }),
        Err(ContractError::NoOffer { offer: 1 })
    );
}
