use contract_kit::ownership::RoleError;
use contract_kit::pausing::PauseError;
use cosmwasm_std::Addr;
use cw_ownable::{Action, Ownership};
use hashrate_nft::error::ContractError;
use rigshare_types::events::{Paused, RoleChanged, Unpaused};
use rigshare_types::nft::{ConfigResponse, ExecuteMsg, QueryMsg, RigMsg, RigQuery};
use rigshare_types::pause::MAX_PAUSE_SECONDS;

use crate::world::{addr, antminer, event, events, open_sale, World};

fn set_registrar(name: &str) -> RigMsg {
    RigMsg::SetRegistrar {
        address: addr(name).into_string(),
    }
}

fn set_pauser(name: &str) -> RigMsg {
    RigMsg::SetPauser {
        address: addr(name).into_string(),
    }
}

fn not_allowed(sender: &str, role: &'static str) -> ContractError {
    ContractError::Role(RoleError::NotAllowed {
        sender: addr(sender),
        role,
    })
}

#[test]
fn the_owner_fills_the_roles() {
    let mut world = World::new();
    for sender in ["registrar", "pauser", "stranger"] {
        for msg in [set_registrar("x"), set_pauser("x")] {
            assert_eq!(world.fails(sender, msg), not_allowed(sender, "owner"));
        }
    }
    let response = world.does("owner", set_registrar("new"));
    let expected = RoleChanged {
        role: "registrar".to_owned(),
        address: addr("new").into_string(),
    };
    assert_eq!(event::<RoleChanged>(&response), expected);
    world.does("owner", set_pauser("watch"));
    for (msg, what) in [
        (set_registrar("new"), "registrar"),
        (set_pauser("watch"), "pauser"),
    ] {
        assert_eq!(
            world.fails("owner", msg),
            ContractError::NothingToChange { what }
        );
    }
    let config: ConfigResponse = world.asks(RigQuery::Config {}).unwrap();
    assert_eq!(config.registrar, addr("new"));
    assert_eq!(config.pauser, addr("watch"));
    let decide = RigMsg::DecideRig {
        rig: 1,
        approve: true,
    };
    assert_eq!(
        world.fails("registrar", decide),
        not_allowed("registrar", "registrar")
    );
}

#[test]
fn the_owners_role_is_handed_over_in_two_steps_and_never_renounced() {
    let mut world = World::new();
    let owner = |action| ExecuteMsg::UpdateCreatorOwnership(action);
    assert_eq!(
        world
            .cw721("owner", owner(Action::RenounceOwnership))
            .unwrap_err(),
        ContractError::Role(RoleError::Renounce)
    );
    let transfer = owner(Action::TransferOwnership {
        new_owner: addr("heir").into_string(),
        expiry: None,
    });
    let error = world.cw721("stranger", transfer.clone()).unwrap_err();
    assert!(matches!(
        error,
        ContractError::Role(RoleError::Ownership(_))
    ));
    let response = world.cw721("owner", transfer).unwrap();
    let roles: Vec<String> = events::<RoleChanged>(&response)
        .into_iter()
        .map(|changed| changed.role)
        .collect();
    assert_eq!(roles, ["owner", "pending_owner"]);
    let error = world
        .cw721("stranger", owner(Action::AcceptOwnership))
        .unwrap_err();
    assert!(matches!(
        error,
        ContractError::Role(RoleError::Ownership(_))
    ));
    world.does("owner", set_pauser("watch"));
    world.cw721("heir", owner(Action::AcceptOwnership)).unwrap();
    let creator: Ownership<Addr> = world.query(QueryMsg::GetCreatorOwnership {}).unwrap();
    assert_eq!(creator.owner, Some(addr("heir")));
    assert_eq!(
        world.fails("owner", set_pauser("x")),
        not_allowed("owner", "owner")
    );
    world.does("heir", set_pauser("x"));
}

#[test]
fn attack_10_a_pause_stops_sales_and_registrations_and_expires() {
    let mut world = World::selling();
    let paused_at = world.now();
    assert_eq!(
        world.fails("owner", RigMsg::Pause { seconds: 60 }),
        not_allowed("owner", "pauser")
    );
    assert_eq!(
        world.fails("owner", RigMsg::Unpause {}),
        not_allowed("owner", "pauser")
    );
    for seconds in [0, MAX_PAUSE_SECONDS + 1, u64::MAX] {
        let error = world.fails("pauser", RigMsg::Pause { seconds });
        assert!(matches!(
            error,
            ContractError::Pause(PauseError::BadLength { .. })
        ));
    }
    let response = world.does("pauser", RigMsg::Pause { seconds: 60 });
    let until_seconds = paused_at + 60;
    assert_eq!(event::<Paused>(&response), Paused { until_seconds });
    let paused = ContractError::Pause(PauseError::Paused { until_seconds });
    world.at(5, 59);
    let rig = Box::new(antminer("two"));
    let sale = open_sale();
    assert_eq!(
        world.tries_to_buy("alice", 1, 1, 1_000).unwrap_err(),
        paused
    );
    assert_eq!(world.fails("miner", RigMsg::RegisterRig { rig }), paused);
    assert_eq!(
        world.fails("operator", RigMsg::OpenSale { rig: 1, sale }),
        paused
    );
    // Not what protects buyers.
    world.does("operator", RigMsg::StopSale { rig: 1 });
    world.at(5, 60);
    let sale = open_sale();
    world.does("operator", RigMsg::OpenSale { rig: 1, sale });
    world.buys("alice", 1, 1);
    assert_eq!(
        world.fails("pauser", RigMsg::Unpause {}),
        ContractError::Pause(PauseError::NotPaused)
    );
    let error = world.fails("pauser", RigMsg::Pause { seconds: 60 });
    assert!(matches!(
        error,
        ContractError::Pause(PauseError::TooSoon { .. })
    ));
    world.at(20, 0);
    world.does("pauser", RigMsg::Pause { seconds: 60 });
    let response = world.does("pauser", RigMsg::Unpause {});
    let at_seconds = world.now();
    assert_eq!(event::<Unpaused>(&response), Unpaused { at_seconds });
    world.buys("alice", 1, 1);
}
