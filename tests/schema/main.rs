//! schema/<contract>.json says the same as the contracts' message types.
//!
//! `scripts/schema.sh` writes the files (by `RIGSHARE_WRITE_SCHEMA=1`); without that this test compares.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use cosmwasm_schema::schemars::schema::RootSchema;
use cosmwasm_schema::{generate_api, QueryResponses};
use rigshare_types::{distributor, marketplace, nft, oracle};
use serde_json::{json, Value};

#[test]
fn distributor() {
    use distributor::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
    let api = generate_api! {
        name: "distributor",
        version: "0.1.0",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    check(
        "distributor",
        serde_json::from_str(&api.render().to_string().unwrap()).unwrap(),
    );
}

#[test]
fn oracle() {
    use oracle::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
    let api = generate_api! {
        name: "oracle",
        version: "0.1.0",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    check(
        "oracle",
        serde_json::from_str(&api.render().to_string().unwrap()).unwrap(),
    );
}

#[test]
fn marketplace() {
    use marketplace::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
    let api = generate_api! {
        name: "marketplace",
        version: "0.1.0",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    check(
        "marketplace",
        serde_json::from_str(&api.render().to_string().unwrap()).unwrap(),
    );
}

/// cw721 leaves the answers of `extension` open: they stand under `extension_responses`.
#[test]
fn hashrate_nft() {
    use nft::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
    let api = generate_api! {
        name: "hashrate-nft",
        version: "0.1.0",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    let mut idl: Value = serde_json::from_str(&api.render().to_string().unwrap()).unwrap();
    let responses: BTreeMap<String, RootSchema> = nft::RigQuery::response_schemas().unwrap();
    idl.as_object_mut()
        .unwrap()
        .insert("extension_responses".to_owned(), json!(responses));
    check("hashrate-nft", idl);
}

fn check(contract: &str, generated: Value) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../schema")
        .join(format!("{contract}.json"));
    let mut text = serde_json::to_string_pretty(&generated).unwrap();
    text.push('\n');
    if std::env::var_os("RIGSHARE_WRITE_SCHEMA").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == text,
        "schema/{contract}.json differs from the code: run scripts/schema.sh and commit it"
    );
}
