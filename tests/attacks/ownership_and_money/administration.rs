//! Attack 10: whatever an owner, a pauser or a migration does, what is owed stays claimable.

use contract_kit::migration::MigrationError;
use cosmwasm_std::Addr;
use cw721::Action;
use cw_multi_test::Executor;
use rigshare_suite::{World, WorldError};
use rigshare_types::distributor::ExecuteMsg;
use rigshare_types::nft::{ExecuteMsg as NftMsg, RigMsg};
use rigshare_types::pause::{MAX_PAUSE_SECONDS, PAUSE_COOLDOWN_SECONDS};
use rigshare_types::{distributor, marketplace, oracle};
use serde_json::json;

use crate::scene::{refused_with, typed, uusdc, Scene, DAY, GROSS};

fn pause_everything(world: &mut World, seconds: u64) -> [Result<(), WorldError>; 4] {
    let pauser = world.at.pauser.clone();
    let oracle = world.at.oracle.clone();
    [
        world
            .rig_msg(&pauser, RigMsg::Pause { seconds }, &[])
            .map(|_| ()),
        world
            .execute(
                &pauser,
                &oracle,
                &oracle::ExecuteMsg::Pause { seconds },
                &[],
            )
            .map(|_| ()),
        world
            .distributor_msg(&pauser, ExecuteMsg::Pause { seconds }, &[])
            .map(|_| ()),
        world
            .market_msg(&pauser, marketplace::ExecuteMsg::Pause { seconds }, &[])
            .map(|_| ()),
    ]
}

#[test]
fn attack_10_under_every_pause_and_change_of_roles_what_is_owed_is_paid() {
    let mut scene = Scene::new();
    let (ann, token) = scene.hold("ann", 10);
    scene.report(0, GROSS);
    let escrow = uusdc(3_000);
    let bob = scene.who("bob");
    scene.world.fund(&bob, 3_000, "uusdc").unwrap();
    let expires = scene.world.now() + 86_400;
    scene
        .world
        .offer_for_rig(&bob, scene.rig, 100, 1, escrow, expires)
        .unwrap();

    for paused in pause_everything(&mut scene.world, MAX_PAUSE_SECONDS) {
        paused.unwrap();
    }
    // A hostile owner names strangers everywhere, lowers fees, and hands itself over.
    let (owner, mallory) = (scene.world.at.owner.clone(), scene.who("mallory"));
    let address = mallory.to_string();
    let take_over = Action::TransferOwnership {
        new_owner: address.clone(),
        expiry: None,
    };
    for msg in [
        ExecuteMsg::SetPauser {
            address: address.clone(),
        },
        ExecuteMsg::SetProtocolRecipient {
            address: address.clone(),
        },
        ExecuteMsg::LowerFees {
            protocol_fee_bps: Some(0),
            sale_fee_bps: Some(0),
        },
        ExecuteMsg::UpdateOwnership(take_over.clone()),
    ] {
        scene.distributor(&owner, msg, &[]).unwrap();
    }
    let accept = ExecuteMsg::UpdateOwnership(Action::AcceptOwnership);
    scene.distributor(&mallory, accept, &[]).unwrap();
    let hand_over = NftMsg::UpdateCreatorOwnership(take_over);
    scene.world.nft_msg(&owner, hand_over, &[]).unwrap();

    // The fee of a day that has ended stays what it was: 1 %.
    let due = scene.world.due(&[scene.item(0)]).unwrap();
    assert_eq!(due.items[0].protocol_fee.u128(), 67_500);
    scene.settle(0);
    assert_eq!(scene.claim(&ann), 10 * DAY);
    // Tokens move, offers are taken back, refunds are paid, under the pause.
    scene.world.transfer(&ann, &bob, &token).unwrap();
    let cancel = marketplace::ExecuteMsg::CancelOffer { offer: 1 };
    scene.world.market_msg(&bob, cancel, &[]).unwrap();
    let withdraw = marketplace::ExecuteMsg::Withdraw {
        denoms: vec!["uusdc".to_owned()],
    };
    scene.world.market_msg(&bob, withdraw, &[]).unwrap();
    assert_eq!(scene.wealth(&bob, "uusdc"), 3_000);

    // It ends by itself, and can't be begun again for a week.
    scene.world.advance(MAX_PAUSE_SECONDS);
    let (cai, _) = scene.hold("cai", 1);
    assert_eq!(scene.claim(&cai), 0);
    let refused: hashrate_nft::error::ContractError = refused_with(&mut scene.world, |world| {
        let [first, ..] = pause_everything(world, 1);
        first
    });
    assert!(
        matches!(refused, hashrate_nft::error::ContractError::Pause(_)),
        "{refused}"
    );
    scene.world.advance(PAUSE_COOLDOWN_SECONDS);
    let [first, ..] = pause_everything(&mut scene.world, 1);
    first.unwrap();
}

#[test]
fn attack_10_a_pause_stops_the_grace_of_a_default() {
    let mut scene = Scene::new();
    scene.hold("ann", 10);
    scene.report(0, GROSS);
    scene.world.advance(86_400);
    for paused in pause_everything(&mut scene.world, MAX_PAUSE_SECONDS) {
        paused.unwrap();
    }
    scene.world.advance(MAX_PAUSE_SECONDS);
    // One day of three has run; two more and a second are to run.
    scene.world.advance(2 * 86_400);
    let refused: ::distributor::ContractError = typed(scene.default_epoch(0).unwrap_err());
    assert_eq!(
        refused,
        ::distributor::ContractError::GraceLasts {
            rig: scene.rig,
            epoch: scene.first,
            seconds_left: 1,
            blocks_left: 0
        }
    );
    scene.world.advance(1);
    scene.default_epoch(0).unwrap();
}

/// Puts a version of a contract into its storage, as an older or newer code had left it.
fn say(world: &mut World, contract: &Addr, name: &str, version: &str) {
    let said = json!({ "contract": name, "version": version }).to_string();
    world
        .chain
        .app
        .contract_storage_mut(contract)
        .set(b"contract_info", said.as_bytes());
}

#[test]
fn attack_10_a_migration_is_to_a_newer_version_of_the_same_contract_and_takes_nothing() {
    let mut scene = Scene::new();
    let (ann, _) = scene.hold("ann", 10);
    scene.report(0, GROSS);
    scene.settle(0);
    let at = scene.world.at.clone();
    let contracts = [
        (&at.hashrate_nft, hashrate_nft::contract::CONTRACT_NAME),
        (&at.oracle, ::oracle::contract::CONTRACT_NAME),
        (&at.distributor, ::distributor::contract::CONTRACT_NAME),
        (&at.marketplace, ::marketplace::contract::CONTRACT_NAME),
    ];
    let migrate = |world: &mut World, by: &Addr, contract: &Addr| {
        let code = world
            .chain
            .app
            .wrap()
            .query_wasm_contract_info(contract)
            .unwrap()
            .code_id;
        let msg = distributor::MigrateMsg {};
        world
            .chain
            .app
            .migrate_contract(by.clone(), contract.clone(), &msg, code)
    };
    let version = env!("CARGO_PKG_VERSION").to_owned();
    for (contract, name) in contracts {
        let mut refuse = |stored: &str, by: &str| {
            say(&mut scene.world, contract, stored, by);
            let error = crate::scene::refused(&mut scene.world, |world| {
                migrate(world, &at.owner, contract)
            });
            migration_error(error)
        };
        for not_older in [version.as_str(), "9.0.0"] {
            assert_eq!(
                refuse(name, not_older),
                MigrationError::NotNewer {
                    stored: not_older.to_owned(),
                    new: version.clone()
                }
            );
        }
        assert_eq!(
            refuse("crates.io:something-else", "0.0.1"),
            MigrationError::OtherContract {
                stored: "crates.io:something-else".to_owned(),
                new: name.to_owned()
            }
        );
        assert!(matches!(
            refuse(name, "new"),
            MigrationError::NotAVersion { .. }
        ));
        say(&mut scene.world, contract, name, "0.0.9");
        let stranger = scene.who("stranger");
        crate::scene::refused(&mut scene.world, |world| {
            migrate(world, &stranger, contract)
        });
        migrate(&mut scene.world, &at.owner, contract).unwrap();
    }
    assert_eq!(scene.claim(&ann), 10 * DAY);
    scene.report(1, GROSS);
    scene.settle(1);
    assert_eq!(scene.claim(&ann), 10 * DAY);
}

fn migration_error(error: WorldError) -> MigrationError {
    use ::{distributor as d, hashrate_nft as n, marketplace as m, oracle as o};
    let error = match error.downcast::<n::error::ContractError>() {
        Ok(n::error::ContractError::Migration(error)) => return error,
        Ok(other) => panic!("{other}"),
        Err(error) => error,
    };
    let error = match error.downcast::<o::error::ContractError>() {
        Ok(o::error::ContractError::Migration(error)) => return error,
        Ok(other) => panic!("{other}"),
        Err(error) => error,
    };
    let error = match error.downcast::<d::ContractError>() {
        Ok(d::ContractError::Migration(error)) => return error,
        Ok(other) => panic!("{other}"),
        Err(error) => error,
    };
    match typed(error) {
        m::error::ContractError::Migration(error) => error,
        other => panic!("{other}"),
    }
}
