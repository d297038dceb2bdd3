//! Proceeds, and the accounts of operators and protocol.

use contract_kit::ownership::RoleError;
use distributor::ContractError;
use rigshare_types::distributor::{AccountsResponse, ExecuteMsg, QueryMsg};
use rigshare_types::events::ProceedsBooked;
use rigshare_types::units::Denom;

use crate::world::{at, paid, ubtc, uusdc, World, TERM_START};

fn book(rigs: &[u32]) -> ExecuteMsg {
    ExecuteMsg::BookProceeds {
        rigs: rigs.to_vec(),
    }
}

fn withdraw(rigs: &[u32]) -> ExecuteMsg {
    ExecuteMsg::Withdraw {
        rigs: rigs.to_vec(),
    }
}

fn withdraw_protocol(denoms: &[Denom]) -> ExecuteMsg {
    ExecuteMsg::WithdrawProtocol {
        denoms: denoms.to_vec(),
    }
}

#[test]
fn proceeds_are_booked_once_and_divided() {
    let mut world = World::new();
    world.plain_rig(1);
    world.plain_rig(2);
    assert_eq!(
        world.refused("anyone", &[], book(&[1, 2])),
        ContractError::NothingToBook
    );
    world.sell(1, 0, 1_001);
    let response = world.execute("anyone", &[], book(&[1, 2]));
    assert_eq!(response.events.len(), 1);
    let event = ProceedsBooked::try_from(&response.events[0]).unwrap();
    assert_eq!((event.operator.u128(), event.protocol.u128()), (976, 25));
    assert_eq!(
        world.refused("anyone", &[], book(&[1])),
        ContractError::NothingToBook
    );
    world.sell(1, 1_001, 100);
    world.execute("operator", &[], withdraw(&[1]));
    let operator = world.addr("operator").to_string();
    assert_eq!(world.sent[&(operator, "ubtc".to_owned())], 976 + 98);
    world.proceeds(1, 500);
    assert_eq!(
        world.refused("anyone", &[], book(&[1])),
        ContractError::ProceedsFell {
            rig: 1,
            booked: 1_101u128.into(),
            total: 500u128.into()
        }
    );
}

#[test]
fn attack_16_an_operator_withdraws_only_when_nothing_reported_is_unpaid() {
    let mut world = World::new();
    world.plain_rig(1);
    world.sell(1, 0, 10_000);
    world.go_to(TERM_START);
    world.mint(1, "alice", 10);
    world.go_to(TERM_START + 1);
    let refused = world.refused("alice", &[], withdraw(&[1]));
    assert!(matches!(
        refused,
        ContractError::Role(RoleError::NotAllowed {
            role: "operator",
            ..
        })
    ));
    world.report(1, TERM_START, 1_000);
    let dues = ContractError::DuesOutstanding {
        rig: 1,
        epoch: TERM_START,
    };
    assert_eq!(world.refused("operator", &[], withdraw(&[1])), dues);
    world.settle(&[at(1, TERM_START)]);
    world.execute("operator", &[], withdraw(&[1]));
    assert!(matches!(
        world.refused("operator", &[], withdraw(&[1])),
        ContractError::NothingToWithdraw { .. }
    ));
    // What alice is owed stayed.
    paid(world.claim("alice", &[1], &ubtc()), 100);
}

#[test]
fn the_protocol_withdraws_its_own_account_alone() {
    let mut world = World::new();
    world.plain_rig(1);
    world.go_to(TERM_START);
    world.mint(1, "alice", 100);
    world.go_to(TERM_START + 1);
    world.report(1, TERM_START, 1_000);
    world.settle(&[at(1, TERM_START)]);
    let account = |world: &World| -> AccountsResponse {
        world.ask(QueryMsg::ProtocolAccount {
            start_after: None,
            limit: None,
        })
    };
    assert_eq!(account(&world).amounts[0].amount.u128(), 10);
    let refused = world.refused("owner", &[], withdraw_protocol(&[ubtc()]));
    assert!(matches!(refused, ContractError::Role(_)));
    let refused = world.refused("treasury", &[], withdraw_protocol(&[ubtc(), ubtc()]));
    assert!(matches!(refused, ContractError::Twice { .. }));
    let refused = world.refused("treasury", &[], withdraw_protocol(&[ubtc(), uusdc()]));
    assert!(matches!(refused, ContractError::NothingToWithdraw { .. }));
    world.execute("treasury", &[], withdraw_protocol(&[ubtc()]));
    assert!(account(&world).amounts.is_empty());
    assert_eq!(world.balances["ubtc"], 1_000);
    paid(world.claim("alice", &[1], &ubtc()), 1_000);
    paid(world.balances["ubtc"], 0);
}
