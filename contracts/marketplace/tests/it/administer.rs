use contract_kit::migration::MigrationError;
use contract_kit::ownership::RoleError;
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{coin, Event};
use cw_ownable::Action;
use marketplace::contract::{instantiate, migrate, CONTRACT_NAME, CONTRACT_VERSION};
use marketplace::error::ContractError;
use marketplace::state::CONFIG;
use rigshare_types::events::{FeeLowered, ListExtended, RoleChanged};
use rigshare_types::marketplace::{
    ConfigResponse, ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, MAX_FEE_BPS, MAX_ITEMS,
};

use crate::world::{addr, born, events, World, DENOM, FEE_BPS, OTHER};

fn config(world: &World) -> ConfigResponse {
    world.ask(QueryMsg::Config {}).unwrap()
}

#[test]
fn it_is_born_as_said() {
    let world = World::new();
    let config = config(&world);
    assert_eq!(config.hashrate_nft, addr("nft"));
    assert_eq!(config.protocol_recipient, addr("protocol"));
    assert_eq!(config.fee_bps, FEE_BPS);
    assert_eq!(config.denoms, [DENOM, OTHER]);
    assert_eq!(config.pauser, addr("pauser"));
    assert!(config.pauses.spans.is_empty());
    let stored = cw2::get_contract_version(&world.deps.storage).unwrap();
    assert_eq!(stored.contract, "crates.io:rigshare-marketplace");
    assert_eq!(stored.version, CONTRACT_VERSION);
}

#[test]
fn attack_41_a_bad_birth_is_refused() {
    let refuse = |msg: InstantiateMsg| {
        let mut deps = mock_dependencies();
        let info = message_info(&addr("owner"), &[]);
        instantiate(deps.as_mut(), mock_env(), info, msg).unwrap_err()
    };
    assert_eq!(
        refuse(InstantiateMsg {
            fee_bps: MAX_FEE_BPS + 1,
            ..born()
        }),
        ContractError::FeeTooHigh {
            fee_bps: 501,
            most_bps: 500
        }
    );
    assert_eq!(
        refuse(InstantiateMsg {
            denoms: vec![],
            ..born()
        }),
        ContractError::Empty { what: "denom" }
    );
    assert_eq!(
        refuse(InstantiateMsg {
            denoms: vec![DENOM.to_owned(), DENOM.to_owned()],
            ..born()
        }),
        ContractError::DenomListed {
            denom: DENOM.to_owned()
        }
    );
    let many = (0..=MAX_ITEMS).map(|number| format!("denom{number}"));
    assert!(matches!(
        refuse(InstantiateMsg {
            denoms: many.collect(),
            ..born()
        }),
        ContractError::TooMany { count: 33, .. }
    ));
    for denom in [String::new(), "cw20:x".to_owned(), "x".repeat(10_000)] {
        let error = refuse(InstantiateMsg {
            denoms: vec![denom],
            ..born()
        });
        assert!(matches!(error, ContractError::Std(_)));
        assert!(error.to_string().len() < 300);
    }
    for address in ["", "nobody", &addr("owner").as_str().to_uppercase()] {
        let address = address.to_owned();
        for msg in [
            InstantiateMsg {
                owner: address.clone(),
                ..born()
            },
            InstantiateMsg {
                pauser: address.clone(),
                ..born()
            },
            InstantiateMsg {
                hashrate_nft: address.clone(),
                ..born()
            },
            InstantiateMsg {
                protocol_recipient: address.clone(),
                ..born()
            },
        ] {
            assert!(matches!(refuse(msg), ContractError::Std(_)));
        }
    }
    let mut deps = mock_dependencies();
    let info = message_info(&addr("owner"), &[coin(1, DENOM)]);
    assert!(matches!(
        instantiate(deps.as_mut(), mock_env(), info, born()),
        Err(ContractError::Funds(_))
    ));
}

#[test]
fn the_fee_only_falls() {
    let mut world = World::new();
    for fee_bps in [FEE_BPS, FEE_BPS + 1, u16::MAX] {
        assert_eq!(
            world.by("owner", ExecuteMsg::LowerFee { fee_bps }),
            Err(ContractError::FeeNotLower {
                fee_bps,
                now_bps: FEE_BPS
            })
        );
    }
    let response = world
        .by("owner", ExecuteMsg::LowerFee { fee_bps: 0 })
        .unwrap();
    assert_eq!(
        events::<FeeLowered>(&response),
        [FeeLowered {
            fee: "sale".to_owned(),
            bps: 0,
            from_epoch: 0
        }]
    );
    world.list("alice", "1", 1_000);
    world.buy("carol", "1", 1_000).unwrap();
    assert_eq!(world.gained("alice"), 950);
    assert_eq!(world.account("protocol", DENOM), 0);
}

#[test]
fn the_list_of_denoms_only_grows() {
    let mut world = World::new();
    let add = |denom: &str| ExecuteMsg::AddDenom {
        denom: denom.to_owned(),
    };
    let response = world.by("owner", add("uatom")).unwrap();
    assert_eq!(
        events::<ListExtended>(&response),
        [ListExtended {
            list: "denom".to_owned(),
            entry: "uatom".to_owned()
        }]
    );
    assert_eq!(
        world.by("owner", add("uatom")),
        Err(ContractError::DenomListed {
            denom: "uatom".to_owned()
        })
    );
    for bad in ["", "ab", "cw20:abc"] {
        assert!(matches!(
            world.by("owner", add(bad)),
            Err(ContractError::Std(_))
        ));
    }
    for number in 3..MAX_ITEMS {
        world.by("owner", add(&format!("denom{number}"))).unwrap();
    }
    assert!(matches!(
        world.by("owner", add("one-more")),
        Err(ContractError::TooMany { count: 33, .. })
    ));
    assert_eq!(config(&world).denoms.len(), MAX_ITEMS);
}

#[test]
fn roles_change_hands() {
    let mut world = World::new();
    let recipient = |name: &str| ExecuteMsg::SetProtocolRecipient {
        address: addr(name).into(),
    };
    let pauser = |name: &str| ExecuteMsg::SetPauser {
        address: addr(name).into(),
    };
    assert_eq!(
        world.by("owner", recipient("protocol")),
        Err(ContractError::SameHolder {
            role: "protocol_recipient",
            address: addr("protocol")
        })
    );
    assert_eq!(
        world.by("owner", pauser("pauser")),
        Err(ContractError::SameHolder {
            role: "pauser",
            address: addr("pauser")
        })
    );
    let response = world.by("owner", recipient("treasury")).unwrap();
    assert_eq!(
        events::<RoleChanged>(&response),
        [RoleChanged {
            role: "protocol_recipient".to_owned(),
            address: addr("treasury").into()
        }]
    );
    world.by("owner", pauser("guard")).unwrap();
    assert_eq!(config(&world).protocol_recipient, addr("treasury"));
    assert!(matches!(
        world.by("pauser", ExecuteMsg::Pause { seconds: 5 }),
        Err(ContractError::Role(RoleError::NotAllowed {
            role: "pauser",
            ..
        }))
    ));
    world.by("guard", ExecuteMsg::Pause { seconds: 5 }).unwrap();
    world.by("guard", ExecuteMsg::Unpause {}).unwrap();
    assert_eq!(config(&world).pauses.spans.len(), 1);
}

#[test]
fn the_owners_role_is_handed_over_in_two_steps() {
    let mut world = World::new();
    let transfer = Action::TransferOwnership {
        new_owner: addr("next").into(),
        expiry: None,
    };
    world
        .by("owner", ExecuteMsg::UpdateOwnership(transfer))
        .unwrap();
    assert!(world
        .by("next", ExecuteMsg::LowerFee { fee_bps: 1 })
        .is_err());
    assert_eq!(
        world.by(
            "owner",
            ExecuteMsg::UpdateOwnership(Action::RenounceOwnership)
        ),
        Err(ContractError::Role(RoleError::Renounce))
    );
    world
        .by("next", ExecuteMsg::UpdateOwnership(Action::AcceptOwnership))
        .unwrap();
    let ownership: cw_ownable::Ownership<String> = world.ask(QueryMsg::Ownership {}).unwrap();
    assert_eq!(ownership.owner, Some(addr("next").into()));
    world
        .by("next", ExecuteMsg::LowerFee { fee_bps: 1 })
        .unwrap();
}

#[test]
fn attack_10_only_a_newer_version_of_the_same_layout_takes_over() {
    let mut world = World::new();
    let env = world.env.clone();
    assert!(matches!(
        migrate(world.deps.as_mut(), env.clone(), MigrateMsg {}),
        Err(ContractError::Migration(MigrationError::NotNewer { .. }))
    ));
    let storage = &mut world.deps.storage;
    cw2::set_contract_version(storage, CONTRACT_NAME, "0.0.1").unwrap();
    CONFIG
        .update(storage, |mut config| {
            config.v = 9;
            Ok::<_, ContractError>(config)
        })
        .unwrap();
    assert_eq!(
        migrate(world.deps.as_mut(), env.clone(), MigrateMsg {}),
        Err(ContractError::Migration(MigrationError::UnknownLayout {
            what: "config",
            found: 9,
            known: 1
        }))
    );
    CONFIG
        .update(&mut world.deps.storage, |mut config| {
            config.v = 1;
            Ok::<_, ContractError>(config)
        })
        .unwrap();
    let response = migrate(world.deps.as_mut(), env, MigrateMsg {}).unwrap();
    assert_eq!(
        response.events,
        [Event::new("rigshare_migrated")
            .add_attribute("from_version", "0.0.1")
            .add_attribute("to_version", CONTRACT_VERSION)]
    );
}
