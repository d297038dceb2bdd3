use contract_kit::migration::MigrationError;
use cw2::set_contract_version;
use hashrate_nft::contract::{migrate, CONTRACT_NAME, CONTRACT_VERSION};
use hashrate_nft::error::ContractError;
use rigshare_types::events::Migrated;
use rigshare_types::nft::{MigrateMsg, CLOCK};

use crate::world::{event, World};

#[test]
fn trap_only_a_newer_version_of_this_contract_takes_over() {
    let mut world = World::selling();
    let env = world.env.clone();
    let mut tries = |name: &str, version: &str| {
        let storage = &mut world.deps.storage;
        set_contract_version(storage, name, version).unwrap();
        migrate(world.deps.as_mut(), env.clone(), MigrateMsg {})
    };
    assert_eq!(
        tries("crates.io:cw721-base", "0.0.1").unwrap_err(),
        ContractError::Migration(MigrationError::OtherContract {
            stored: "crates.io:cw721-base".to_owned(),
            new: CONTRACT_NAME.to_owned()
        })
    );
    for version in [CONTRACT_VERSION, "99.0.0"] {
        assert_eq!(
            tries(CONTRACT_NAME, version).unwrap_err(),
            ContractError::Migration(MigrationError::NotNewer {
                stored: version.to_owned(),
                new: CONTRACT_VERSION.to_owned()
            })
        );
    }
    let response = tries(CONTRACT_NAME, "0.0.9").unwrap();
    assert_eq!(event::<Migrated>(&response).from_version, "0.0.9");
    let mut clock = CLOCK.load(&world.deps.storage).unwrap();
    clock.v = 2;
    CLOCK.save(&mut world.deps.storage, &clock).unwrap();
    set_contract_version(&mut world.deps.storage, CONTRACT_NAME, "0.0.9").unwrap();
    assert_eq!(
        migrate(world.deps.as_mut(), env, MigrateMsg {}).unwrap_err(),
        ContractError::Migration(MigrationError::UnknownLayout {
            what: "clock",
            found: 2,
            known: 1
        })
    );
}
