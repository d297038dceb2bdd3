//! Asks, offers, and the marketplace's accounts.

use std::collections::BTreeMap;

use cosmwasm_std::Uint128;
use rigshare_suite::World;
use rigshare_types::marketplace::{
    self, AccountResponse, AsksResponse, OfferTarget, OffersResponse,
};

use crate::index::Index;

pub fn compare(world: &World, index: &Index, after: &str) {
    let market = &world.at.marketplace;
    let mut asks = BTreeMap::new();
    loop {
        let page: AsksResponse = world
            .query(
                market,
                &marketplace::QueryMsg::Asks {
                    start_after: asks.keys().next_back().cloned(),
                    limit: Some(30),
                },
            )
            .unwrap();
        if page.asks.is_empty() {
            break;
        }
        asks.extend(page.asks.into_iter().map(|ask| (ask.token_id.clone(), ask)));
    }
    assert_eq!(asks.len(), index.asks.len(), "asks after {after}");
    for (token_id, ask) in &asks {
        let told = &index.asks[token_id];
        assert_eq!(
            (
                ask.rig,
                ask.shares,
                ask.seller.as_str(),
                ask.price.amount,
                &ask.price.denom
            ),
            (
                told.rig,
                told.shares,
                told.seller.as_str(),
                told.price,
                &told.denom
            ),
            "ask for {token_id} after {after}"
        );
        assert_eq!(ask.expires_seconds, told.expires_seconds);
    }
    let mut offers = BTreeMap::new();
    loop {
        let page: OffersResponse = world
            .query(
                market,
                &marketplace::QueryMsg::Offers {
                    rig: None,
                    start_after: offers.keys().next_back().copied(),
                    limit: Some(30),
                },
            )
            .unwrap();
        if page.offers.is_empty() {
            break;
        }
        offers.extend(page.offers.into_iter().map(|offer| (offer.offer, offer)));
    }
    assert_eq!(offers.len(), index.offers.len(), "offers after {after}");
    for (number, offer) in &offers {
        let told = &index.offers[number];
        let target = match offer.target.clone() {
            OfferTarget::Token {
                token_id,
                rig,
                price,
            } => (token_id, rig, price),
            OfferTarget::Rig {
                rig,
                price_per_share,
            } => (String::new(), rig, price_per_share),
        };
        assert_eq!(target, (told.token_id.clone(), told.rig, told.price));
        assert_eq!(
            (
                offer.buyer.as_str(),
                offer.least_shares,
                offer.escrow.amount
            ),
            (told.buyer.as_str(), told.least_shares, told.escrow),
            "offer {number} after {after}"
        );
        assert_eq!(offer.escrow.denom, told.denom);
        assert_eq!(offer.expires_seconds, told.expires_seconds);
    }
    let mut escrowed: BTreeMap<&str, Uint128> = BTreeMap::new();
    for ((address, denom), amount) in &index.market_accounts {
        let stored: AccountResponse = world
            .query(
                market,
                &marketplace::QueryMsg::Account {
                    address: address.clone(),
                    start_after: None,
                    limit: Some(30),
                },
            )
            .unwrap();
        let stored = stored.amounts.iter().find(|coin| coin.denom == *denom);
        let stored = stored.map(|coin| coin.amount).unwrap_or_default();
        assert_eq!(stored, *amount, "{address}'s {denom} after {after}");
        *escrowed.entry(denom).or_default() += amount;
    }
    for offer in index.offers.values() {
        *escrowed.entry(&offer.denom).or_default() += offer.escrow;
    }
    for (denom, amount) in escrowed {
        let held = world
            .chain
            .app
            .wrap()
            .query_balance(market, denom)
            .unwrap()
            .amount;
        assert_eq!(held, amount, "the marketplace's {denom} after {after}");
    }
}
