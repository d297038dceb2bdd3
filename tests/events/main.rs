//! An indexer that is fed with nothing but events knows what the contracts know.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod compare;
mod index;
mod play;
mod scenario;
mod verbs;

use std::collections::BTreeSet;

use cosmwasm_schema::schema_for;
use rigshare_types::events::KINDS;
use rigshare_types::{distributor, marketplace, nft, oracle};
use serde_json::Value;

/// cw721's messages that the nft refuses, whoever sends them.
const REFUSED: [&str; 9] = [
    "mint",
    "update_ownership",
    "update_minter_ownership",
    "add_minter",
    "remove_minter",
    "update_nft_info",
    "set_withdraw_address",
    "remove_withdraw_address",
    "withdraw_funds",
];

#[test]
fn the_index_is_the_contracts_state_after_every_message() {
    let play = scenario::season();

    let never: Vec<&str> = KINDS
        .iter()
        .copied()
        .filter(|kind| !play.index.kinds.contains(*kind) && *kind != "rigshare_migrated")
        .collect();
    assert!(never.is_empty(), "never emitted: {never:?}");

    let mut messages: BTreeSet<String> = BTreeSet::new();
    for (contract, schema) in [
        ("distributor", schema_for!(distributor::ExecuteMsg)),
        ("oracle", schema_for!(oracle::ExecuteMsg)),
        ("marketplace", schema_for!(marketplace::ExecuteMsg)),
        ("nft", schema_for!(nft::RigMsg)),
        ("nft", schema_for!(nft::ExecuteMsg)),
    ] {
        let schema = serde_json::to_value(schema).unwrap();
        for variant in variants(&schema) {
            let refused = contract == "nft" && REFUSED.contains(&variant.as_str());
            if !refused && variant != "update_extension" {
                messages.insert(format!("{contract} {variant}"));
            }
        }
    }
    let missing: Vec<&String> = messages.difference(&play.done).collect();
    assert!(missing.is_empty(), "never succeeded: {missing:?}");
}

#[test]
fn a_migration_says_so() {
    let event = scenario::migration_event();
    assert_eq!(event.from_version, "0.0.1");
    assert_eq!(event.to_version, env!("CARGO_PKG_VERSION"));
}

fn variants(schema: &Value) -> Vec<String> {
    let of = |one: &Value| match one.get("enum") {
        Some(names) => names.as_array().unwrap().clone(),
        None => one["required"].as_array().unwrap().clone(),
    };
    schema["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(of)
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}
