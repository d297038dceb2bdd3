use contract_kit::migration::MigrationError;
use cosmwasm_std::to_json_vec;
use cosmwasm_std::Storage;
use cw2::set_contract_version;
use oracle::contract::{migrate, CONTRACT_NAME, CONTRACT_VERSION};
use oracle::error::ContractError;
use rigshare_types::oracle::{MigrateMsg, StoredTiming};

use crate::lab::*;

fn migrated(lab: &mut Lab) -> Result<(), ContractError> {
    let env = lab.env.clone();
    let before = lab.dump();
    let done = migrate(lab.deps.as_mut(), env, MigrateMsg {});
    if done.is_err() {
        assert_eq!(lab.dump(), before);
    }
    done.map(|_| ())
}

#[test]
fn only_an_older_version_of_the_same_contract_and_layout() {
    let mut lab = Lab::new();
    let not_newer = MigrationError::NotNewer {
        stored: CONTRACT_VERSION.to_owned(),
        new: CONTRACT_VERSION.to_owned(),
    };
    assert_eq!(migrated(&mut lab), Err(not_newer.into()));
    set_contract_version(
        &mut lab.deps.storage,
        "crates.io:rigshare-distributor",
        "0.0.1",
    )
    .unwrap();
    let other = migrated(&mut lab);
    assert!(matches!(
        other,
        Err(ContractError::Migration(
            MigrationError::OtherContract { .. }
        ))
    ));
    set_contract_version(&mut lab.deps.storage, CONTRACT_NAME, "0.0.1").unwrap();
    let newer = StoredTiming {
        v: 2,
        timing: TIMING,
    };
    lab.deps
        .storage
        .set(b"timing", &to_json_vec(&newer).unwrap());
    let unknown = MigrationError::UnknownLayout {
        what: "timing",
        found: 2,
        known: 1,
    };
    assert_eq!(migrated(&mut lab), Err(unknown.into()));
    let known = StoredTiming { v: 1, ..newer };
    lab.deps
        .storage
        .set(b"timing", &to_json_vec(&known).unwrap());
    migrated(&mut lab).unwrap();
}
