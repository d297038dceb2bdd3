//! Instantiation, roles, fees, the allow-list, migration.

use contract_kit::migration::MigrationError;
use contract_kit::ownership::RoleError;
use cosmwasm_std::testing::{message_info, mock_env, MockApi};
use cosmwasm_std::{Addr, Order, Storage};
use cw2::set_contract_version;
use cw_ownable::{Action, Ownership};
use distributor::contract::{instantiate, migrate, CONTRACT_NAME, CONTRACT_VERSION};
use distributor::ContractError;
use rigshare_types::distributor::{
    ConfigResponse, DenomsResponse, ExecuteMsg, InstantiateMsg, MigrateMsg, PayoutDenom, QueryMsg,
    BOOKS,
};
use rigshare_types::packed::Pack;
use rigshare_types::peer::PeerError;
use rigshare_types::units::Denom;

use crate::peers::Storages;
use crate::world::{at, instantiate_msg, paid, ubtc, World, TERM_START};

fn lower(protocol_fee_bps: Option<u16>, sale_fee_bps: Option<u16>) -> ExecuteMsg {
    ExecuteMsg::LowerFees {
        protocol_fee_bps,
        sale_fee_bps,
    }
}

fn birth(change: impl FnOnce(&mut InstantiateMsg)) -> ContractError {
    let mut deps = cosmwasm_std::testing::mock_dependencies();
    deps.querier = Storages::default().querier();
    let api = MockApi::default();
    let mut msg = instantiate_msg(&api);
    change(&mut msg);
    let info = message_info(&api.addr_make("deployer"), &[]);
    let refused = instantiate(deps.as_mut(), mock_env(), info, msg).unwrap_err();
    let written = deps.storage.range(None, None, Order::Ascending).count();
    assert_eq!(written, 0, "{refused:?}");
    refused
}

#[test]
fn attack_41_a_bad_birth_is_refused_before_anything_is_written() {
    assert!(matches!(
        birth(|msg| msg.protocol_fee_bps = 1_001),
        ContractError::FeeTooHigh {
            fee: "protocol",
            bps: 1_001,
            most: 1_000
        }
    ));
    assert!(matches!(
        birth(|msg| msg.sale_fee_bps = u16::MAX),
        ContractError::FeeTooHigh { fee: "sale", .. }
    ));
    assert_eq!(birth(|msg| msg.grace.seconds = 0), ContractError::NoGrace);
    assert!(matches!(
        birth(|msg| msg.denoms.clear()),
        ContractError::EmptyList { .. }
    ));
    assert!(matches!(
        birth(|msg| msg.denoms.push(msg.denoms[0].clone())),
        ContractError::Twice { .. }
    ));
    assert!(matches!(
        birth(|msg| msg.denoms[0].decimals = 19),
        ContractError::TooManyDecimals { decimals: 19, .. }
    ));
    assert!(matches!(
        birth(|msg| msg.denoms[0].asset = "x".repeat(17)),
        ContractError::BadAsset { .. }
    ));
    assert!(matches!(
        birth(|msg| msg.denoms[0].denom = Denom::Native("x".repeat(10_000))),
        ContractError::Std(_)
    ));
    assert!(matches!(
        birth(|msg| msg.denoms[0].denom = Denom::Cw20("nowhere".to_owned())),
        ContractError::Std(_)
    ));
    let addresses: [fn(&mut InstantiateMsg) -> &mut String; 5] = [
        |msg| &mut msg.owner,
        |msg| &mut msg.pauser,
        |msg| &mut msg.hashrate_nft,
        |msg| &mut msg.oracle,
        |msg| &mut msg.protocol_recipient,
    ];
    for address in addresses {
        for bad in [String::new(), "x".repeat(10_000), "Cosmos1Mixed".to_owned()] {
            let refused = birth(|msg| *address(msg) = bad);
            assert!(matches!(refused, ContractError::Std(_)), "{refused:?}");
        }
    }
}

#[test]
fn fees_only_fall_and_no_epoch_that_has_begun_changes() {
    let mut world = World::new();
    world.plain_rig(1);
    world.go_to(TERM_START);
    world.mint(1, "alice", 100);
    world.pass(50);
    assert!(matches!(
        world.refused("alice", &[], lower(Some(0), None)),
        ContractError::Role(RoleError::NotAllowed { role: "owner", .. })
    ));
    assert_eq!(
        world.refused("owner", &[], lower(None, None)),
        ContractError::NoFee
    );
    for bps in [100, 101, u16::MAX] {
        assert_eq!(
            world.refused("owner", &[], lower(Some(bps), Some(0))),
            ContractError::FeeNotLower {
                fee: "protocol",
                bps,
                current: 100
            }
        );
    }
    assert!(matches!(
        world.refused("owner", &[], lower(Some(50), Some(250))),
        ContractError::FeeNotLower { fee: "sale", .. }
    ));
    world.execute("owner", &[], lower(Some(90), Some(100)));
    // A second one of the same epoch takes the place of the first.
    world.execute("owner", &[], lower(Some(50), None));
    let config: ConfigResponse = world.ask(QueryMsg::Config {});
    let steps: Vec<(u32, u16)> = config
        .protocol_fees
        .iter()
        .map(|step| (step.from_epoch, step.bps))
        .collect();
    assert_eq!(steps, [(0, 100), (TERM_START + 1, 50)]);
    assert_eq!(config.sale_fee_bps, 100);
    world.go_to(TERM_START + 2);
    world.report(1, TERM_START, 1_000);
    world.report(1, TERM_START + 1, 1_000);
    let due = world.due(&[at(1, 2), at(1, 3)]).unwrap();
    let fees: Vec<u128> = due
        .items
        .iter()
        .map(|item| item.protocol_fee.u128())
        .collect();
    assert_eq!(fees, [10, 5]);
    for (epoch, bps) in (TERM_START + 2..).zip((30..44).rev()) {
        world.go_to(epoch);
        world.execute("owner", &[], lower(Some(bps), None));
    }
    world.go_to(TERM_START + 20);
    assert_eq!(
        world.refused("owner", &[], lower(Some(1), None)),
        ContractError::TooManyFeeSteps { most: 16 }
    );
}

#[test]
fn the_allow_list_grows_and_never_changes() {
    let mut world = World::new();
    let add = |denom: &str, asset: &str, decimals| ExecuteMsg::AddDenom {
        denom: PayoutDenom {
            denom: Denom::Native(denom.to_owned()),
            asset: asset.to_owned(),
            decimals,
        },
    };
    let refused = world.refused("pauser", &[], add("ibc/27", "BTC", 8));
    assert!(matches!(refused, ContractError::Role(_)));
    assert_eq!(
        world.refused("owner", &[], add("ubtc", "USDC", 6)),
        ContractError::DenomListed { denom: ubtc() }
    );
    let refused = world.refused("owner", &[], add("ibc/27", "GOLD", 8));
    assert!(matches!(
        refused,
        ContractError::Peer(PeerError::Absent { .. })
    ));
    for (denom, asset, decimals) in [
        ("", "BTC", 8),
        ("cw20:x", "BTC", 8),
        ("ibc/27", "", 8),
        ("ibc/27", "BTC", 19),
    ] {
        world.refused("owner", &[], add(denom, asset, decimals));
    }
    world.execute("owner", &[], add("ibc/27", "BTC", 8));
    let listed = |start_after| -> Vec<String> {
        let page: DenomsResponse = world.ask(QueryMsg::Denoms {
            start_after,
            limit: Some(2),
        });
        page.denoms.iter().map(|entry| entry.denom.key()).collect()
    };
    let first = listed(None);
    assert_eq!(first.len(), 2);
    assert_eq!(listed(Some(first[1].parse().unwrap())), ["ubtc", "uusdc"]);
}

#[test]
fn roles_change_hands_as_they_should() {
    let mut world = World::new();
    let address = |world: &World, name: &str| world.addr(name).to_string();
    let recipient = ExecuteMsg::SetProtocolRecipient {
        address: address(&world, "vault"),
    };
    let pauser = ExecuteMsg::SetPauser {
        address: address(&world, "guard"),
    };
    for msg in [recipient, pauser] {
        let refused = world.refused("treasury", &[], msg.clone());
        assert!(matches!(refused, ContractError::Role(_)));
        world.execute("owner", &[], msg.clone());
        let refused = world.refused("owner", &[], msg);
        assert!(matches!(refused, ContractError::NothingChanged { .. }));
    }
    let refused = world.refused("pauser", &[], ExecuteMsg::Pause { seconds: 10 });
    assert!(matches!(refused, ContractError::Role(_)));
    world.execute("guard", &[], ExecuteMsg::Pause { seconds: 10 });
    world.execute("guard", &[], ExecuteMsg::Unpause {});
    assert_eq!(
        world.refused(
            "owner",
            &[],
            ExecuteMsg::UpdateOwnership(Action::RenounceOwnership)
        ),
        ContractError::Role(RoleError::Renounce)
    );
    let transfer = ExecuteMsg::UpdateOwnership(Action::TransferOwnership {
        new_owner: address(&world, "heir"),
        expiry: None,
    });
    world.execute("owner", &[], transfer);
    world.execute(
        "heir",
        &[],
        ExecuteMsg::UpdateOwnership(Action::AcceptOwnership),
    );
    let ownership: Ownership<Addr> = world.ask(QueryMsg::Ownership {});
    assert_eq!(ownership.owner, Some(world.addr("heir")));
}

#[test]
fn attack_10_a_migration_is_to_a_newer_version_that_knows_the_layout() {
    let mut world = World::new();
    world.plain_rig(1);
    world.go_to(TERM_START);
    world.mint(1, "alice", 100);
    world.go_to(TERM_START + 1);
    world.report(1, TERM_START, 1_000);
    world.settle(&[at(1, TERM_START)]);
    let try_migrate = |world: &mut World| {
        let env = world.env.clone();
        migrate(world.deps.as_mut(), env, MigrateMsg {})
    };
    let not_newer = MigrationError::NotNewer {
        stored: CONTRACT_VERSION.to_owned(),
        new: CONTRACT_VERSION.to_owned(),
    };
    assert_eq!(
        try_migrate(&mut world).unwrap_err(),
        ContractError::Migration(not_newer)
    );
    set_contract_version(&mut world.deps.storage, CONTRACT_NAME, "0.0.1").unwrap();
    let kept = BOOKS.load(&world.deps.storage, 1).unwrap();
    let mut other = kept.to_packed();
    other[0] = 2;
    world.deps.storage.set(&BOOKS.key(1), &other);
    assert!(matches!(
        try_migrate(&mut world).unwrap_err(),
        ContractError::Migration(MigrationError::UnknownLayout {
            what: "book",
            found: 2,
            ..
        })
    ));
    BOOKS.save(&mut world.deps.storage, 1, &kept);
    try_migrate(&mut world).unwrap();
    paid(world.claim("alice", &[1], &ubtc()), 1_000);
}
