use cosmwasm_std::{coin, Uint128};
use marketplace::error::ContractError;
use rigshare_types::marketplace::{
    AccountResponse, AskPosition, AsksResponse, ExecuteMsg, OffersResponse, QueryMsg,
    SplitResponse, StaleReason,
};

use crate::world::{addr, World, DENOM, OTHER};

/// Forty tokens of bob in rig 1, with prices that fall and shares that differ.
fn crowded() -> World {
    let mut world = World::new();
    for number in 0..40u64 {
        let id = format!("t{number:02}");
        world.nft.mint(&id, 1, 1 + number % 4, &addr("bob"));
        world.list("bob", &id, 1_000 - u128::from(number) * 7);
    }
    world
}

#[test]
fn attack_40_asks_are_paged_by_price_of_a_share() {
    let world = crowded();
    let page = |start_after, limit| -> AsksResponse {
        world
            .ask(QueryMsg::AsksByPrice {
                rig: 1,
                denom: DENOM.to_owned(),
                start_after,
                limit,
            })
            .unwrap()
    };
    assert_eq!(page(None, None).asks.len(), 10);
    assert_eq!(page(None, Some(u32::MAX)).asks.len(), 30);
    let mut found = Vec::new();
    let mut start_after = None;
    loop {
        let asks = page(start_after, Some(7)).asks;
        let Some(last) = asks.last() else { break };
        start_after = Some(AskPosition {
            price_per_share_floor: last.price_per_share_floor,
            token_id: last.token_id.clone(),
        });
        found.extend(asks);
    }
    let mut expected: Vec<(u128, String)> = (0..40u128)
        .map(|number| {
            let price = 1_000 - number * 7;
            (price / (1 + number % 4), format!("t{number:02}"))
        })
        .collect();
    expected.sort();
    let found: Vec<(u128, String)> = found
        .into_iter()
        .map(|ask| (ask.price_per_share_floor.u128(), ask.token_id))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn asks_of_other_rigs_and_denoms_stand_elsewhere() {
    let mut world = crowded();
    world.nft.mint("x", 2, 1, &addr("bob"));
    world.list("bob", "x", 5);
    let in_other = ExecuteMsg::Ask {
        token_id: "3".to_owned(),
        price: coin(80, OTHER),
        expires_seconds: world.now() + 9,
    };
    world.by("bob", in_other).unwrap();
    let of = |rig, denom: &str| {
        world.ask::<AsksResponse>(QueryMsg::AsksByPrice {
            rig,
            denom: denom.to_owned(),
            start_after: None,
            limit: Some(30),
        })
    };
    assert_eq!(of(2, DENOM).unwrap().asks[0].token_id, "x");
    let other = of(1, OTHER).unwrap().asks;
    assert_eq!(other.len(), 1);
    assert_eq!(other[0].price_per_share_floor, Uint128::new(2));
    assert!(of(3, DENOM).unwrap().asks.is_empty());
    assert!(matches!(
        of(1, &"x".repeat(100_000)),
        Err(ContractError::DenomNotListed { .. })
    ));
}

#[test]
fn attack_40_asks_are_paged_by_token_and_say_why_they_are_stale() {
    let mut world = crowded();
    world.nft.burn("t00");
    world.nft.transfer("t01", &addr("alice"));
    let here = world.here();
    let page = |world: &World, start_after: Option<&str>| -> AsksResponse {
        world
            .ask(QueryMsg::Asks {
                start_after: start_after.map(str::to_owned),
                limit: Some(30),
            })
            .unwrap()
    };
    let first = page(&world, None).asks;
    assert_eq!(first.len(), 30);
    assert_eq!(first[0].stale, Some(StaleReason::Gone));
    assert_eq!(first[1].stale, Some(StaleReason::Sold));
    assert_eq!(first[2].stale, None);
    let second = page(&world, Some("t29")).asks;
    assert_eq!(second.len(), 10);
    world.nft.revoke_all(&addr("bob"), &here);
    assert_eq!(
        page(&world, None).asks[2].stale,
        Some(StaleReason::NotApproved)
    );
    world.wait(86_400);
    assert!(page(&world, None)
        .asks
        .iter()
        .all(|ask| ask.stale == Some(StaleReason::Expired)));
}

#[test]
fn attack_40_offers_are_paged_by_number_and_rig() {
    let mut world = World::new();
    for number in 0..40u32 {
        let msg = if number % 3 == 0 {
            world.offer_token_msg("1")
        } else {
            world.offer_rig_msg(1 + number % 2, 1, 1)
        };
        world
            .execute(&addr("carol"), &[coin(9, DENOM)], msg)
            .unwrap();
    }
    let numbers = |rig, start_after, limit| -> Vec<u64> {
        let page: OffersResponse = world
            .ask(QueryMsg::Offers {
                rig,
                start_after,
                limit,
            })
            .unwrap();
        page.offers.iter().map(|offer| offer.offer).collect()
    };
    assert_eq!(numbers(None, None, None), (1..=10).collect::<Vec<_>>());
    assert_eq!(numbers(None, None, Some(99)).len(), 30);
    assert_eq!(numbers(None, Some(38), None), [39, 40]);
    // Offers for a token stand in the list of its rig.
    let in_rig_1: Vec<u64> = (0..40)
        .filter(|number| number % 3 == 0 || number % 2 == 0)
        .map(|number| number + 1)
        .collect();
    assert_eq!(numbers(Some(1), None, Some(30)), in_rig_1);
    assert_eq!(numbers(Some(1), Some(37), None), [39, 40]);
    assert!(numbers(Some(9), None, None).is_empty());
    world.wait(86_400);
    assert!(world.offer_of(1).unwrap().expired);
}

#[test]
fn an_account_is_paged_by_denom() {
    let mut world = World::new();
    for denom in [DENOM, OTHER] {
        let msg = world.offer_token_msg("1");
        world
            .execute(&addr("carol"), &[coin(9, denom)], msg)
            .unwrap();
    }
    for offer in [1, 2] {
        world
            .by("carol", ExecuteMsg::CancelOffer { offer })
            .unwrap();
    }
    let page = |address: String, start_after: Option<&str>, limit| {
        world.ask::<AccountResponse>(QueryMsg::Account {
            address,
            start_after: start_after.map(str::to_owned),
            limit,
        })
    };
    let carol = || addr("carol").into_string();
    assert_eq!(
        page(carol(), None, None).unwrap().amounts,
        [coin(9, OTHER), coin(9, DENOM)]
    );
    assert_eq!(
        page(carol(), Some(OTHER), None).unwrap().amounts,
        [coin(9, DENOM)]
    );
    assert_eq!(page(carol(), None, Some(1)).unwrap().amounts.len(), 1);
    assert!(matches!(
        page("nobody".to_owned(), None, None),
        Err(ContractError::Std(_))
    ));
}

#[test]
fn a_split_is_told_before_the_sale() {
    let world = World::new();
    let of = |token_id: &str, price: u128| {
        world.ask::<SplitResponse>(QueryMsg::SplitOf {
            token_id: token_id.to_owned(),
            price: Uint128::new(price),
        })
    };
    let split = of("3", 10_000).unwrap();
    assert_eq!(
        (split.seller, split.royalty, split.fee),
        (9_250u128.into(), 500u128.into(), 250u128.into())
    );
    assert_eq!(split.operator, addr("operator"));
    assert!(of("3", u128::MAX).is_ok());
    assert!(matches!(of("9", 1), Err(ContractError::NoToken { .. })));
    assert!(matches!(
        of(&"9".repeat(10_000), 1),
        Err(ContractError::BadTokenId { .. })
    ));
}
