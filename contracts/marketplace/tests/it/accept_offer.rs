use cosmwasm_std::{coin, Uint128};
use cw_utils::Expiration;
use marketplace::error::ContractError;
use rigshare_types::events::{AskRemoved, Sold};
use rigshare_types::marketplace::ExecuteMsg;

use crate::world::{addr, events, World, DENOM, OTHER};

fn with_rig_offer(price_per_share: u128, least_shares: u64, escrow: u128) -> World {
    let mut world = World::new();
    let msg = world.offer_rig_msg(1, price_per_share, least_shares);
    world
        .execute(&addr("carol"), &[coin(escrow, DENOM)], msg)
        .unwrap();
    world
}

#[test]
fn an_offer_for_a_rig_is_accepted_and_the_surplus_returned() {
    let mut world = with_rig_offer(13, 10, 150);
    // An ask for the token ends with the sale, though another price was asked.
    world.list("alice", "1", 9_999);
    let msg = world.accept_msg(1, "1", 130);
    let response = world.by("alice", msg).unwrap();
    assert_eq!(
        events::<AskRemoved>(&response),
        [AskRemoved {
            token_id: "1".to_owned(),
            reason: "stale".to_owned()
        }]
    );
    assert_eq!(
        events::<Sold>(&response),
        [Sold {
            token_id: "1".to_owned(),
            rig: 1,
            shares: 10,
            seller: addr("alice").into(),
            buyer: addr("carol").into(),
            recipient: addr("carol").into(),
            price: Uint128::new(130),
            denom: DENOM.to_owned(),
            royalty: Uint128::new(6),
            fee: Uint128::new(3),
            offer: 1,
        }]
    );
    assert_eq!(world.gained("alice"), 121);
    assert_eq!(world.account("operator", DENOM), 6);
    assert_eq!(world.account("protocol", DENOM), 3);
    assert_eq!(world.account("carol", DENOM), 20);
    assert_eq!(world.balance(&world.here(), DENOM), 29);
    assert_eq!(world.nft.token("1").unwrap().owner, addr("carol"));
    assert_eq!(world.ask_of("1"), None);
    assert_eq!(world.offer_of(1), None);
}

#[test]
fn an_offer_for_a_token_is_accepted_by_its_owner_of_the_moment() {
    let mut world = World::new();
    let msg = world.offer_token_msg("1");
    world
        .execute(&addr("carol"), &[coin(200, DENOM)], msg)
        .unwrap();
    world.nft.transfer("1", &addr("bob"));
    let msg = world.accept_msg(1, "1", 200);
    assert_eq!(
        world.by("alice", msg),
        Err(ContractError::NotTokenOwner {
            token_id: "1".to_owned(),
            sender: addr("alice")
        })
    );
    let msg = world.accept_msg(1, "3", 200);
    assert_eq!(
        world.by("bob", msg),
        Err(ContractError::NotWanted {
            offer: 1,
            token_id: "3".to_owned(),
            rig: 1
        })
    );
    let msg = world.accept_msg(1, "1", 200);
    world.by("bob", msg).unwrap();
    assert_eq!(world.gained("bob"), 185);
    assert_eq!(world.account("carol", DENOM), 0);
}

#[test]
fn the_sellers_pins_refuse() {
    let mut world = with_rig_offer(13, 10, 150);
    let msg = world.accept_msg(1, "1", 131);
    assert_eq!(
        world.by("alice", msg),
        Err(ContractError::BelowLeast {
            token_id: "1".to_owned(),
            price: Uint128::new(130),
            least: Uint128::new(131),
            denom: DENOM.to_owned()
        })
    );
    let now = world.now();
    let with = |denom: &str, deadline_seconds| ExecuteMsg::AcceptOffer {
        offer: 1,
        token_id: "1".to_owned(),
        least_price: coin(1, denom),
        deadline_seconds,
    };
    assert_eq!(
        world.by("alice", with(OTHER, now)),
        Err(ContractError::OtherDenom {
            token_id: "1".to_owned(),
            price_denom: DENOM.to_owned(),
            denom: OTHER.to_owned()
        })
    );
    assert_eq!(
        world.by("alice", with(DENOM, now - 1)),
        Err(ContractError::DeadlineOver {
            deadline_seconds: now - 1,
            now_seconds: now
        })
    );
    world.by("alice", with(DENOM, now)).unwrap();
}

#[test]
fn the_buyers_pins_refuse() {
    let mut world = with_rig_offer(13, 11, 200);
    let msg = world.accept_msg(1, "1", 1);
    assert_eq!(
        world.by("alice", msg),
        Err(ContractError::TooFewShares {
            token_id: "1".to_owned(),
            shares: 10,
            least_shares: 11
        })
    );
    // Bob's token has 40 shares: 520, more than is held.
    let msg = world.accept_msg(1, "3", 1);
    assert_eq!(
        world.by("bob", msg),
        Err(ContractError::EscrowExceeded {
            offer: 1,
            token_id: "3".to_owned(),
            price: Uint128::new(520),
            escrow: coin(200, DENOM)
        })
    );
    // A token of another rig.
    let here = world.here();
    world.nft.mint("7", 2, 11, &addr("alice"));
    world.nft.approve("7", &here, Expiration::Never {});
    let msg = world.accept_msg(1, "7", 1);
    assert_eq!(
        world.by("alice", msg),
        Err(ContractError::NotWanted {
            offer: 1,
            token_id: "7".to_owned(),
            rig: 2
        })
    );
}

#[test]
fn attack_33_accepting_needs_the_approval() {
    let mut world = with_rig_offer(13, 10, 150);
    world.nft.revoke("1");
    let msg = world.accept_msg(1, "1", 1);
    assert_eq!(
        world.by("alice", msg),
        Err(ContractError::NotApproved {
            token_id: "1".to_owned()
        })
    );
}

#[test]
fn attack_36_an_offer_with_a_royalty_above_its_cap_is_not_accepted() {
    let mut world = with_rig_offer(13, 10, 150);
    world.nft.put_rig(1, &addr("operator"), 9_999);
    let msg = world.accept_msg(1, "1", 1);
    assert!(matches!(
        world.by("alice", msg),
        Err(ContractError::RoyaltyTooHigh { .. })
    ));
}

#[test]
fn attack_39_an_offer_ends_exactly_at_its_expiry() {
    let mut world = with_rig_offer(13, 10, 150);
    let expires_seconds = world.now() + 86_400;
    world.wait(86_400);
    let msg = world.accept_msg(1, "1", 1);
    assert_eq!(
        world.by("alice", msg),
        Err(ContractError::OfferExpired {
            offer: 1,
            expires_seconds,
            now_seconds: expires_seconds
        })
    );
    let mut world = with_rig_offer(13, 10, 150);
    world.wait(86_399);
    let msg = world.accept_msg(1, "1", 1);
    world.by("alice", msg).unwrap();
}

#[test]
fn nobody_accepts_its_own_offer() {
    let mut world = with_rig_offer(13, 10, 150);
    world.nft.transfer("1", &addr("carol"));
    let here = world.here();
    world.nft.approve("1", &here, Expiration::Never {});
    let msg = world.accept_msg(1, "1", 1);
    assert_eq!(
        world.by("carol", msg),
        Err(ContractError::SoldToSelf {
            token_id: "1".to_owned(),
            seller: addr("carol")
        })
    );
}
