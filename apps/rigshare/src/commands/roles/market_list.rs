//! `rigshare market list`: asks and offers.

use rigshare_types::marketplace::{AskResponse, OfferResponse, OfferTarget};
use serde_json::json;

use super::desk::Desk;
use super::units::{amount, exact_json};
use crate::args::MarketList;
use crate::chain::Reader;
use crate::failure::Failure;
use crate::screen::{show_json, Screen};

/// Shows them: the cheapest shares first.
///
/// # Errors
/// [`Failure`].
pub fn run(args: &MarketList) -> Result<(), Failure> {
    let reader = Reader::open(&args.chain)?;
    let desk = Desk::new(&reader.node, &reader.plan);
    let mut asks = desk.asks()?;
    asks.retain(|ask| args.rig.is_none_or(|rig| rig == ask.rig));
    asks.sort_by(|a, b| {
        let key = |ask: &AskResponse| (ask.rig, ask.price.denom.clone(), ask.price_per_share_floor);
        key(a).cmp(&key(b))
    });
    let offers = desk.offers(args.rig)?;
    if reader.json {
        return show_json(&exact_json(&json!({ "asks": asks, "offers": offers }))?);
    }
    let mut screen = Screen::stdout();
    tell_asks(&mut screen, &asks);
    tell_offers(&mut screen, &offers);
    screen.show()
}

/// A table of asks.
pub fn tell_asks(screen: &mut Screen, asks: &[AskResponse]) {
    screen.heading("Asks");
    if asks.is_empty() {
        screen.line("none");
        return;
    }
    let row = |ask: &AskResponse| {
        vec![
            ask.token_id.clone(),
            ask.rig.to_string(),
            ask.shares.to_string(),
            amount(ask.price.amount, &ask.price.denom),
            ask.price_per_share_floor.to_string(),
            match ask.stale {
                Some(reason) => format!("{reason:?}").to_lowercase(),
                None => ask.expires_seconds.to_string(),
            },
            ask.seller.to_string(),
        ]
    };
    let headings = [
        ">token",
        ">rig",
        ">shares",
        ">price",
        ">a share",
        ">until second",
        "seller",
    ];
    screen.table(&headings, asks.iter().map(row).collect());
}

/// A table of offers.
pub fn tell_offers(screen: &mut Screen, offers: &[OfferResponse]) {
    screen.heading("Offers");
    if offers.is_empty() {
        screen.line("none");
        return;
    }
    let row = |offer: &OfferResponse| {
        let (target, price) = match &offer.target {
            OfferTarget::Token {
                token_id,
                rig,
                price,
            } => (
                format!("token {token_id} of rig {rig}"),
                format!("{price} in all"),
            ),
            OfferTarget::Rig {
                rig,
                price_per_share,
            } => (
                format!("any of rig {rig}"),
                format!("{price_per_share} a share"),
            ),
        };
        vec![
            offer.offer.to_string(),
            target,
            price,
            amount(offer.escrow.amount, &offer.escrow.denom),
            offer.least_shares.to_string(),
            if offer.expired {
                "expired".to_owned()
            } else {
                offer.expires_seconds.to_string()
            },
            offer.buyer.to_string(),
        ]
    };
    let headings = [
        ">offer",
        "for",
        ">price",
        ">laid down",
        ">least shares",
        ">until second",
        "buyer",
    ];
    screen.table(&headings, offers.iter().map(row).collect());
}
