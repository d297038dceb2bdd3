//! `rigshare rig list`: the rigs of a suite.

use rigshare_chain::{canonical, Chain};
use rigshare_types::nft::RigResponse;
use serde_json::{json, Value};

use super::desk::Desk;
use super::standing::state;
use super::units::{amount, exact_json};
use crate::args::{RigList, RigState};
use crate::chain::Reader;
use crate::failure::Failure;
use crate::numbers::hashrate_words;
use crate::screen::{show_json, Screen};

/// Shows them.
///
/// # Errors
/// [`Failure`].
pub fn run(args: &RigList) -> Result<(), Failure> {
    let reader = Reader::open(&args.chain)?;
    if let Some(operator) = &args.operator {
        canonical(reader.node.prefix(), operator)
            .map_err(|error| Failure::usage("--operator", error))?;
    }
    let desk = Desk::new(&reader.node, &reader.plan);
    let clock = desk.config()?.clock;
    let epoch = clock.epoch_at(desk.now_seconds()?).unwrap_or_default();
    let mut found: Vec<(RigResponse, RigState)> = Vec::new();
    for rig in desk.rigs()? {
        let state = state(&rig.facts, epoch);
        let is_wanted = args.state.is_none_or(|wanted| wanted == state);
        let operator = args.operator.as_deref();
        if is_wanted && operator.is_none_or(|operator| rig.facts.operator.as_str() == operator) {
            found.push((rig, state));
        }
    }
    if reader.json {
        let rigs = found.iter().map(|(rig, state)| as_json(rig, *state));
        let rigs: serde_json::Result<Vec<Value>> = rigs.collect();
        return show_json(&json!({ "epoch": epoch, "rigs": rigs? }));
    }
    let mut screen = Screen::stdout();
    if found.is_empty() {
        screen.line("There are no such rigs.");
        return screen.show();
    }
    let rows = found.iter().map(|(rig, state)| row(rig, *state));
    let headings = [
        ">rig",
        "state",
        "model",
        "coin",
        ">hashrate",
        ">sold",
        ">shares",
        ">price",
        "epochs",
        "operator",
    ];
    screen.table(&headings, rows.collect());
    screen.show()
}

/// A rig with its state as JSON.
///
/// # Errors
/// None that is known.
pub fn as_json(rig: &RigResponse, state: RigState) -> serde_json::Result<Value> {
    let mut value = exact_json(rig)?;
    if let Value::Object(fields) = &mut value {
        fields.insert("state".to_owned(), serde_json::to_value(state)?);
    }
    Ok(value)
}

/// A state in words.
#[must_use]
pub fn word(state: RigState) -> String {
    format!("{state:?}").to_lowercase()
}

fn row(rig: &RigResponse, state: RigState) -> Vec<String> {
    let facts = &rig.facts;
    let price = match &rig.sale {
        Some(sale) => amount(sale.price_per_share, &rig.proceeds.denom),
        None => String::new(),
    };
    vec![
        rig.rig.to_string(),
        word(state),
        rig.profile.model.clone(),
        facts.coin.clone(),
        hashrate_words(facts.hashrate_hs.u128(), is_equihash(rig)),
        rig.minted.to_string(),
        facts.shares.to_string(),
        price,
        format!(
            "{}-{}",
            facts.start_epoch,
            facts.end_epoch.saturating_sub(1)
        ),
        facts.operator.to_string(),
    ]
}

/// Whether the rig counts solutions rather than hashes.
#[must_use]
pub fn is_equihash(rig: &RigResponse) -> bool {
    rig.profile.algorithm.to_lowercase().contains("equihash")
}
