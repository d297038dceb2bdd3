//! An older version is migrated.

use cw_multi_test::Executor;
use rigshare_suite::{Setup, World};
use rigshare_types::events::Migrated;
use rigshare_types::oracle;

/// What a migration of the oracle from an older version tells.
pub fn migration_event() -> Migrated {
    let mut world = World::new(Setup::default()).unwrap();
    let contract = world.at.oracle.clone();
    let version = serde_json::json!({
        "contract": oracle_name(),
        "version": "0.0.1",
    });
    world
        .chain
        .app
        .contract_storage_mut(&contract)
        .set(b"contract_info", version.to_string().as_bytes());
    let code_id = world
        .chain
        .app
        .wrap()
        .query_wasm_contract_info(&contract)
        .unwrap()
        .code_id;
    let owner = world.at.owner.clone();
    let response = world
        .chain
        .app
        .migrate_contract(owner, contract, &oracle::MigrateMsg {}, code_id)
        .unwrap();
    let event = response
        .events
        .iter()
        .find_map(|event| Migrated::try_from(event).ok());
    event.unwrap()
}

fn oracle_name() -> &'static str {
    ::oracle::contract::CONTRACT_NAME
}
