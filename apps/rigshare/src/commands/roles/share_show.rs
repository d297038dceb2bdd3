//! `rigshare share list` and `share show`.

use rigshare_types::marketplace::{AskResponse, QueryMsg};
use rigshare_types::nft::ShareResponse;
use serde_json::json;

use super::desk::Desk;
use super::units::exact_json;
use crate::args::{ShareList, ShowShare};
use crate::chain::Reader;
use crate::failure::Failure;
use crate::screen::{show_json, Screen};

/// Shows the tokens of an owner, or all.
///
/// # Errors
/// [`Failure`].
pub fn list(args: &ShareList) -> Result<(), Failure> {
    let reader = Reader::open(&args.chain)?;
    let desk = Desk::new(&reader.node, &reader.plan);
    let owner = args.owner.as_deref().map(cosmwasm_std::Addr::unchecked);
    let tokens = desk.tokens(owner.as_ref())?;
    if reader.json {
        return show_json(&json!({ "tokens": exact_json(&tokens)? }));
    }
    let mut screen = Screen::stdout();
    if tokens.is_empty() {
        screen.line("There are no such tokens.");
        return screen.show();
    }
    screen.table(&HEADINGS, rows(&tokens));
    screen.show()
}

/// The headings of [`rows`].
pub const HEADINGS: [&str; 4] = [">token", ">rig", ">shares", "owner"];

/// A line a token.
#[must_use]
pub fn rows(tokens: &[ShareResponse]) -> Vec<Vec<String>> {
    let row = |share: &ShareResponse| {
        vec![
            share.token_id.clone(),
            share.rig.to_string(),
            share.shares.to_string(),
            share.owner.to_string(),
        ]
    };
    tokens.iter().map(row).collect()
}

/// Shows a token.
///
/// # Errors
/// [`Failure`].
pub fn show(args: &ShowShare) -> Result<(), Failure> {
    let reader = Reader::open(&args.chain)?;
    let desk = Desk::new(&reader.node, &reader.plan);
    let share = desk.share(&args.token)?;
    let rig = desk.rig(share.rig)?;
    let ask: Option<AskResponse> = desk.market(&QueryMsg::Ask {
        token_id: args.token.clone(),
    })?;
    if reader.json {
        return show_json(&exact_json(&json!({ "share": share, "ask": ask }))?);
    }
    let mut screen = Screen::stdout();
    screen.heading(&format!("Token {}", share.token_id));
    let mut facts = vec![
        ("rig", format!("{}, {}", share.rig, rig.profile.model)),
        (
            "shares",
            format!("{} of {}", share.shares, rig.facts.shares),
        ),
        ("owner", share.owner.to_string()),
    ];
    if let Some(ask) = ask {
        let mut said = format!("{} until second {}", ask.price, ask.expires_seconds);
        if let Some(stale) = ask.stale {
            said = format!("{said}, can't be bought: {stale:?}");
        }
        facts.push(("asked", said));
    }
    screen.facts(&facts);
    screen.show()
}
