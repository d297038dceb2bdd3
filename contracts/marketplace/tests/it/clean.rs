use cosmwasm_std::coin;
use marketplace::error::ContractError;
use rigshare_types::events::{AskRemoved, OfferRemoved};
use rigshare_types::marketplace::{AsksResponse, QueryMsg};

use crate::world::{addr, clean, events, World, DENOM};

#[test]
fn anyone_removes_what_can_not_be_taken_any_more() {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    world.list("bob", "3", 1_000);
    let msg = world.offer_token_msg("1");
    let expires_seconds = world.now() + 86_400;
    world
        .execute(&addr("carol"), &[coin(70, DENOM)], msg)
        .unwrap();
    assert_eq!(
        world.by("stranger", clean(&["1"], &[])),
        Err(ContractError::AskStillStands {
            token_id: "1".to_owned()
        })
    );
    assert_eq!(
        world.by("stranger", clean(&[], &[1])),
        Err(ContractError::OfferStillStands {
            offer: 1,
            expires_seconds
        })
    );
    // One that still stands saves the other.
    world.nft.revoke("1");
    assert_eq!(
        world.by("stranger", clean(&["1", "3"], &[])),
        Err(ContractError::AskStillStands {
            token_id: "3".to_owned()
        })
    );
    world.nft.burn("3");
    let response = world.by("stranger", clean(&["1", "3"], &[])).unwrap();
    assert_eq!(
        events::<AskRemoved>(&response)
            .iter()
            .map(|event| (event.token_id.as_str(), event.reason.as_str()))
            .collect::<Vec<_>>(),
        [("1", "stale"), ("3", "stale")]
    );
    let by_price: AsksResponse = world
        .ask(QueryMsg::AsksByPrice {
            rig: 1,
            denom: DENOM.to_owned(),
            start_after: None,
            limit: None,
        })
        .unwrap();
    assert!(by_price.asks.is_empty());
    world.wait(86_400);
    let response = world.by("stranger", clean(&[], &[1])).unwrap();
    assert_eq!(
        events::<OfferRemoved>(&response),
        [OfferRemoved {
            offer: 1,
            reason: "expired".to_owned(),
            refund: 70u128.into()
        }]
    );
    assert_eq!(world.account("carol", DENOM), 70);
    assert_eq!(
        world.by("stranger", clean(&[], &[1])),
        Err(ContractError::NoOffer { offer: 1 })
    );
}

#[test]
fn attack_39_an_ask_is_cleaned_from_its_expiry_on() {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    world.wait(86_399);
    assert!(world.by("stranger", clean(&["1"], &[])).is_err());
    world.wait(1);
    let response = world.by("stranger", clean(&["1"], &[])).unwrap();
    assert_eq!(events::<AskRemoved>(&response)[0].reason, "expired");
}

#[test]
fn attack_33_an_ask_of_a_former_owner_is_cleaned() {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    world.nft.transfer("1", &addr("bob"));
    world.by("stranger", clean(&["1"], &[])).unwrap();
    assert_eq!(world.ask_of("1"), None);
}
