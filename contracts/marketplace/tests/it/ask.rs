use cosmwasm_std::{coin, Timestamp};
use cw_utils::Expiration;
use marketplace::error::ContractError;
use rigshare_types::events::{AskRemoved, Asked};
use rigshare_types::marketplace::{ExecuteMsg, MAX_EXPIRY_SECONDS};

use crate::world::{addr, cancel_ask, events, World, DENOM};

#[test]
fn the_owner_asks_and_the_token_stays() {
    let mut world = World::new();
    let msg = world.ask_msg("1", 1_005);
    let expires_seconds = world.now() + 86_400;
    let response = world.by("alice", msg).unwrap();
    assert!(response.messages.is_empty());
    assert_eq!(
        events::<Asked>(&response),
        [Asked {
            token_id: "1".to_owned(),
            rig: 1,
            shares: 10,
            seller: addr("alice").into(),
            price: 1_005u128.into(),
            denom: DENOM.to_owned(),
            expires_seconds,
        }]
    );
    let ask = world.ask_of("1").unwrap();
    assert_eq!(ask.price_per_share_floor.u128(), 100);
    assert_eq!(ask.seller, addr("alice"));
    assert_eq!(ask.stale, None);
    assert_eq!(world.nft.token("1").unwrap().owner, addr("alice"));
}

#[test]
fn asking_needs_the_token_and_the_approval() {
    let mut world = World::new();
    let msg = world.ask_msg("1", 100);
    assert_eq!(
        world.by("bob", msg),
        Err(ContractError::NotTokenOwner {
            token_id: "1".to_owned(),
            sender: addr("bob")
        })
    );
    let msg = world.ask_msg("2", 100);
    assert_eq!(
        world.by("alice", msg),
        Err(ContractError::NotApproved {
            token_id: "2".to_owned()
        })
    );
    let msg = world.ask_msg("77", 100);
    assert_eq!(
        world.by("alice", msg),
        Err(ContractError::NoToken {
            token_id: "77".to_owned()
        })
    );
    // An approval for somebody else is none; one that ends at this block neither.
    let here = world.here();
    let now = world.env.block.time;
    for (spender, expires) in [
        (addr("carol"), Expiration::Never {}),
        (here.clone(), Expiration::AtTime(now)),
        (here.clone(), Expiration::AtHeight(world.env.block.height)),
    ] {
        world.nft.approve("2", &spender, expires);
        world.nft.approve_all(&addr("alice"), &spender, expires);
        let msg = world.ask_msg("2", 100);
        assert!(matches!(
            world.by("alice", msg),
            Err(ContractError::NotApproved { .. })
        ));
    }
    let next = Expiration::AtTime(Timestamp::from_nanos(now.nanos() + 1));
    world.nft.approve_all(&addr("alice"), &here, next);
    world.list("alice", "2", 100);
}

#[test]
fn a_new_ask_replaces_the_one_before() {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    world.list("alice", "1", 990);
    assert_eq!(world.ask_of("1").unwrap().price, coin(990, DENOM));
    let same = world.ask_msg("1", 990);
    assert_eq!(
        world.by("alice", same),
        Err(ContractError::SameAsk {
            token_id: "1".to_owned()
        })
    );
    // The next owner replaces what the former one left behind.
    world.nft.transfer("1", &addr("bob"));
    world.list("bob", "1", 500);
    assert_eq!(world.ask_of("1").unwrap().seller, addr("bob"));
    assert_eq!(world.buy("carol", "1", 500).map(|_| ()), Ok(()));
    assert_eq!(world.ask_of("1"), None);
}

#[test]
fn attack_39_an_expiry_now_or_in_the_year_3000_is_refused() {
    let mut world = World::new();
    let now = world.now();
    let with_expiry = |expires_seconds| ExecuteMsg::Ask {
        token_id: "1".to_owned(),
        price: coin(5, DENOM),
        expires_seconds,
    };
    for expires_seconds in [
        0,
        now - 1,
        now,
        now + MAX_EXPIRY_SECONDS + 1,
        32_503_680_000,
        u64::MAX,
    ] {
        assert_eq!(
            world.by("alice", with_expiry(expires_seconds)),
            Err(ContractError::BadExpiry {
                expires_seconds,
                earliest_seconds: now + 1,
                latest_seconds: now + MAX_EXPIRY_SECONDS,
            })
        );
    }
    world.by("alice", with_expiry(now + 1)).unwrap();
    world
        .by("alice", with_expiry(now + MAX_EXPIRY_SECONDS))
        .unwrap();
}

#[test]
fn only_who_asked_takes_it_back() {
    let mut world = World::new();
    assert_eq!(
        world.by("alice", cancel_ask("1")),
        Err(ContractError::NoAsk {
            token_id: "1".to_owned()
        })
    );
    world.list("alice", "1", 1_000);
    assert_eq!(
        world.by("bob", cancel_ask("1")),
        Err(ContractError::NotAsker {
            token_id: "1".to_owned(),
            sender: addr("bob")
        })
    );
    // Even after the token has gone.
    world.nft.transfer("1", &addr("bob"));
    let response = world.by("alice", cancel_ask("1")).unwrap();
    assert_eq!(
        events::<AskRemoved>(&response),
        [AskRemoved {
            token_id: "1".to_owned(),
            reason: "cancelled".to_owned()
        }]
    );
    assert_eq!(world.ask_of("1"), None);
}
