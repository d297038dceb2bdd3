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

/// A contract's interface description, from the message types of its module.
macro_rules! idl {
    ($contract:literal, $module:ident) => {{
        use $module::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
        let api = generate_api! {
            name: $contract,
            version: "0.1.0",
            instantiate: InstantiateMsg,
            execute: ExecuteMsg,
            query: QueryMsg,
            migrate: MigrateMsg,
        };
        let idl: Value = serde_json::from_str(&api.render().to_string().unwrap()).unwrap();
        idl
    }};
}

#[test]
fn distributor() {
    check("distributor", idl!("distributor", distributor));
}

#[test]
fn oracle() {
    check("oracle", idl!("oracle", oracle));
}

#[test]
fn marketplace() {
    check("marketplace", idl!("marketplace", marketplace));
}

/// cw721 leaves the answers of `extension` open: they stand under `extension_responses`.
#[test]
fn hashrate_nft() {
    let mut idl = idl!("hashrate-nft", nft);
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
