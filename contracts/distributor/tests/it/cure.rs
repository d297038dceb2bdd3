//! Cures.

use cosmwasm_std::coin;
use distributor::ContractError;
use rigshare_types::distributor::{Cw20Payload, ExecuteMsg};
use rigshare_types::units::Denom;
use share_ledger::LedgerError;

use crate::world::{at, paid, ubtc, World, TERM_START};

const CURE: ExecuteMsg = ExecuteMsg::Cure { rig: 1 };

/// Alice had 30 and bob 20 of rig 1 in an epoch that brought 1,000 and was defaulted: alice misses 300
/// and bob 200. Then alice sold everything to carol.
fn defaulted(payout: Denom) -> World {
    let mut world = World::new();
    world.rig(1, world.facts(payout));
    world.go_to(TERM_START);
    world.mint(1, "alice", 30);
    world.mint(1, "bob", 20);
    world.go_to(TERM_START + 1);
    world.report(1, TERM_START, 1_000);
    world.pass(501);
    let (rig, epoch) = (1, TERM_START);
    world.execute("anyone", &[], ExecuteMsg::DefaultEpoch { rig, epoch });
    world.transfer(1, "alice", "carol", 30);
    world
}

#[test]
fn attack_19_a_cure_reaches_those_who_were_shorted_though_they_sold() {
    let mut world = defaulted(ubtc());
    paid(world.claimable("alice", &[1]).rigs[0].short.u128(), 300);
    world.execute("operator", &[coin(250, "ubtc")], CURE);
    // Half came back: less than a base unit may wait in a remainder.
    let alice = world.claim("alice", &[1], &ubtc());
    assert!((148..=150).contains(&alice), "{alice}");
    assert!(world.try_claim("carol", &[1]).is_err());
    world.execute("anyone", &[coin(250, "ubtc")], CURE);
    paid(alice + world.claim("alice", &[1], &ubtc()), 300);
    paid(world.claim("bob", &[1], &ubtc()), 200);
    assert!(world.try_claim("carol", &[1]).is_err());
    let book = world.book(1).book;
    assert_eq!(book.record.cured.u128(), 500);
    assert!(book.shortfall.outstanding.is_zero());
    // The next generation begins clean.
    world.report(1, TERM_START + 1, 1_000);
    world.settle(&[at(1, TERM_START + 1)]);
    paid(world.claim("bob", &[1], &ubtc()), 200);
    // Carol's 300, the fee, and what waits in remainders.
    assert!((305..=308).contains(&world.balances["ubtc"]));
}

#[test]
fn a_cure_is_of_the_payout_denom_and_no_more_than_is_missing() {
    let mut world = defaulted(ubtc());
    let refused = world.refused("anyone", &[coin(501, "ubtc")], CURE);
    assert!(matches!(
        refused,
        ContractError::Ledger(LedgerError::CureTooLarge { .. })
    ));
    let refused = world.refused("anyone", &[coin(500, "uusdc")], CURE);
    assert!(matches!(refused, ContractError::WrongDenom { .. }));
    let refused = world.refused("anyone", &[], CURE);
    assert!(matches!(refused, ContractError::Funds(_)));
    let both = [coin(1, "ubtc"), coin(1, "uusdc")];
    assert!(matches!(
        world.refused("anyone", &both, CURE),
        ContractError::Funds(_)
    ));
    world.plain_rig(2);
    assert_eq!(
        world.refused("anyone", &[coin(1, "ubtc")], ExecuteMsg::Cure { rig: 2 }),
        ContractError::NothingShort { rig: 2 }
    );
    world.execute("anyone", &[coin(500, "ubtc")], CURE);
    assert_eq!(
        world.refused("anyone", &[coin(1, "ubtc")], CURE),
        ContractError::NothingShort { rig: 1 }
    );
}

#[test]
fn a_cw20_shortfall_is_cured_through_its_cw20() {
    let world = World::new();
    let token = Denom::Cw20(world.cw20.to_string());
    let mut world = defaulted(token.clone());
    let refused = world.refused("anyone", &[coin(500, "ubtc")], CURE);
    assert!(matches!(refused, ContractError::WrongDenom { .. }));
    assert!(world.receive(0, &Cw20Payload::Cure { rig: 1 }).is_err());
    world.receive(500, &Cw20Payload::Cure { rig: 1 }).unwrap();
    paid(world.claim("alice", &[1], &token), 300);
}
