//! Attack 40: lists that grow without bound, asked for all at once.

use rigshare_suite::Setup;
use rigshare_types::distributor::{self, DenomAmount};
use rigshare_types::marketplace::{
    self, AskPosition, AskResponse, AsksResponse, OfferResponse, OffersResponse,
};
use rigshare_types::nft::{
    self, PositionResponse, PositionsResponse, RigQuery, RigResponse, RigsResponse,
};

use crate::scene::{refused, uusdc, Scene};

/// Walks a list page by page, asking for far too much each time.
fn walk<T: Clone>(most: usize, mut page: impl FnMut(Option<&T>) -> Vec<T>) -> Vec<T> {
    let mut all: Vec<T> = Vec::new();
    loop {
        let next = page(all.last());
        assert!(next.len() <= most, "{} on a page", next.len());
        if next.is_empty() {
            return all;
        }
        all.extend(next);
    }
}

fn distinct<T, K: Ord>(all: &[T], key: impl Fn(&T) -> K) -> usize {
    all.iter()
        .map(key)
        .collect::<std::collections::BTreeSet<_>>()
        .len()
}

#[test]
fn attack_40_every_list_is_paged_with_a_cap() {
    let mut scene = Scene::with(Setup::default(), |rig| {
        rig.unit_hashrate_hs = 10_000_000_000u128.into();
    });
    let (ann, whole) = scene.hold("ann", 1_024);
    let operator = scene.operator.clone();
    let mut tokens = Vec::new();
    let parts = scene.world.split(&ann, &whole, &[32; 32]).unwrap();
    for part in parts {
        tokens.extend(scene.world.split(&ann, &part, &[1; 32]).unwrap());
    }
    // A position in forty rigs; forty asks, with prices that repeat; forty offers.
    for _ in 0..39 {
        let rig = scene.world.sample_rig();
        let rig = scene.world.approved_rig(&operator, rig).unwrap();
        scene.world.open_sale(rig, 1).unwrap();
        scene.world.fund(&ann, 1, "uusdc").unwrap();
        scene.world.buy(&ann, rig, 1).unwrap();
    }
    let expires = scene.world.now() + 86_400;
    for (number, token) in tokens.iter().take(40).enumerate() {
        let price = uusdc(100 + (number as u128) / 3);
        scene.world.ask(&ann, token, price, expires).unwrap();
    }
    let bob = scene.who("bob");
    scene.world.fund(&bob, 4_000, "uusdc").unwrap();
    for _ in 0..40 {
        let world = &mut scene.world;
        world
            .offer_for_rig(&bob, scene.rig, 100, 1, uusdc(100), expires)
            .unwrap();
    }
    let (world, rig) = (&scene.world, scene.rig);
    let limit = Some(u32::MAX);
    let holder = ann.to_string();

    let rigs: Vec<RigResponse> = walk(30, |last: Option<&RigResponse>| {
        let start_after = last.map(|rig| rig.rig);
        let page: RigsResponse = world
            .rig_query(RigQuery::Rigs { start_after, limit })
            .unwrap();
        page.rigs
    });
    assert_eq!((rigs.len(), distinct(&rigs, |rig| rig.rig)), (40, 40));

    let positions = walk(30, |last: Option<&PositionResponse>| {
        let query = RigQuery::Positions {
            holder: holder.clone(),
            start_after: last.map(|position| position.rig),
            limit,
        };
        let page: PositionsResponse = world.rig_query(query).unwrap();
        page.positions
    });
    assert_eq!((positions.len(), distinct(&positions, |p| p.rig)), (40, 40));

    for of_owner in [true, false] {
        // cw721's own cap.
        let ids = walk(1_000, |last: Option<&String>| {
            let start_after = last.cloned();
            let query = if of_owner {
                nft::QueryMsg::Tokens {
                    owner: holder.clone(),
                    start_after,
                    limit,
                }
            } else {
                nft::QueryMsg::AllTokens { start_after, limit }
            };
            let page: cw721::msg::TokensResponse =
                world.query(&world.at.hashrate_nft, &query).unwrap();
            page.tokens
        });
        assert_eq!((ids.len(), distinct(&ids, Clone::clone)), (1_063, 1_063));
    }

    let market = &world.at.marketplace;
    let asks = walk(30, |last: Option<&AskResponse>| {
        let query = marketplace::QueryMsg::Asks {
            start_after: last.map(|ask| ask.token_id.clone()),
            limit,
        };
        world.query::<AsksResponse>(market, &query).unwrap().asks
    });
    assert_eq!(
        (asks.len(), distinct(&asks, |ask| ask.token_id.clone())),
        (40, 40)
    );
    let by_price = walk(30, |last: Option<&AskResponse>| {
        let query = marketplace::QueryMsg::AsksByPrice {
            rig,
            denom: "uusdc".to_owned(),
            start_after: last.map(|ask| AskPosition {
                price_per_share_floor: ask.price_per_share_floor,
                token_id: ask.token_id.clone(),
            }),
            limit,
        };
        world.query::<AsksResponse>(market, &query).unwrap().asks
    });
    assert_eq!(
        (
            by_price.len(),
            distinct(&by_price, |ask| ask.token_id.clone())
        ),
        (40, 40)
    );
    assert!(by_price
        .windows(2)
        .all(|two| two[0].price.amount <= two[1].price.amount));
    for of in [None, Some(rig)] {
        let offers = walk(30, |last: Option<&OfferResponse>| {
            let query = marketplace::QueryMsg::Offers {
                rig: of,
                start_after: last.map(|offer| offer.offer),
                limit,
            };
            world
                .query::<OffersResponse>(market, &query)
                .unwrap()
                .offers
        });
        assert_eq!(
            (offers.len(), distinct(&offers, |offer| offer.offer)),
            (40, 40)
        );
    }
    let accounts = walk(30, |last: Option<&DenomAmount>| {
        let query = distributor::QueryMsg::ProtocolAccount {
            start_after: last.map(|amount| amount.denom.clone()),
            limit,
        };
        let at = &world.at.distributor;
        world
            .query::<distributor::AccountsResponse>(at, &query)
            .unwrap()
            .amounts
    });
    assert!(accounts.is_empty());
}

#[test]
fn attack_40_lists_inside_messages_are_capped() {
    let mut scene = Scene::new();
    let (ann, token) = scene.hold("ann", 100);
    let many: Vec<u32> = (1..=65).collect();
    for msg in [
        distributor::ExecuteMsg::Claim {
            rigs: many.clone(),
            holder: None,
            to: None,
        },
        distributor::ExecuteMsg::Checkpoint {
            holder: ann.to_string(),
            rigs: many.clone(),
        },
        distributor::ExecuteMsg::BookProceeds { rigs: many.clone() },
        distributor::ExecuteMsg::Withdraw { rigs: many.clone() },
        distributor::ExecuteMsg::Settle {
            items: vec![scene.item(0); 65],
        },
    ] {
        let error: ::distributor::ContractError =
            crate::scene::typed(refused(&mut scene.world, |world| {
                world.distributor_msg(&ann, msg, &[])
            }));
        assert!(
            matches!(
                error,
                ::distributor::ContractError::TooMany {
                    count: 65,
                    most: 64,
                    ..
                }
            ),
            "{error}"
        );
    }
    let error: hashrate_nft::error::ContractError =
        crate::scene::typed(refused(&mut scene.world, |world| {
            world.split(&ann, &token, &[1; 33])
        }));
    assert!(
        matches!(
            error,
            hashrate_nft::error::ContractError::OutOfRange { field: "parts", .. }
        ),
        "{error}"
    );
    let rigs: Vec<u32> = (1..=31).collect();
    let query = distributor::QueryMsg::Claimable {
        holder: ann.to_string(),
        rigs,
    };
    let at = &scene.world.at.distributor;
    scene
        .world
        .query::<distributor::ClaimableResponse>(at, &query)
        .unwrap_err();
}
