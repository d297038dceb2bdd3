//! Outages.

use distributor::ContractError;
use rigshare_types::distributor::{ExecuteMsg, HistoryResponse, Outcome, QueryMsg};
use rigshare_types::oracle::Grade;
use rigshare_types::pause::{PauseLog, PauseSpan};

use crate::world::{
    at, paid, ubtc, uusdc, World, BTC_NANO, OUTAGE_DEADLINE, TERM_START, USDC_NANO,
};

fn outage(epoch: u32) -> ExecuteMsg {
    ExecuteMsg::CloseOutage { rig: 1, epoch }
}

fn silent() -> World {
    let mut world = World::new();
    world.plain_rig(1);
    world.go_to(TERM_START);
    world.mint(1, "alice", 50);
    world.go_to(TERM_START + 1);
    world
}

fn short_of_last(world: &World) -> u128 {
    let history: HistoryResponse = world.ask(QueryMsg::History {
        rig: 1,
        start_after: None,
        limit: None,
    });
    let closing = history.epochs.last().unwrap().closing;
    assert_eq!(closing.outcome, Outcome::Outage);
    assert!(closing.delivered.is_zero());
    closing.short.u128()
}

#[test]
fn attack_05_a_silent_epoch_waits_for_the_deadline_and_never_blocks_for_ever() {
    let mut world = silent();
    world.pass(OUTAGE_DEADLINE);
    assert_eq!(
        world.refused("anyone", &[], outage(TERM_START)),
        ContractError::OutageTooEarly {
            rig: 1,
            epoch: TERM_START,
            seconds_left: 1
        }
    );
    world.pass(1);
    world.sell(1, 0, 5_000);
    world.execute("anyone", &[], outage(TERM_START));
    // Nothing is known: nothing is missing. The operator's account is not touched.
    assert_eq!(short_of_last(&world), 0);
    assert_eq!(world.book(1).unbooked_proceeds.u128(), 5_000);
    world.report(1, TERM_START + 1, 1_000);
    world.settle(&[at(1, TERM_START + 1)]);
    paid(world.claim("alice", &[1], &ubtc()), 500);
    // Now the last due is known, and an epoch with fewer share-seconds is estimated by it.
    world.go_to(TERM_START + 12);
    world.report(1, TERM_START + 2, 1_000);
    world.settle(&[at(1, TERM_START + 2)]);
    world.pass(OUTAGE_DEADLINE * 2);
    world.execute("anyone", &[], outage(TERM_START + 3));
    assert_eq!(short_of_last(&world), 500);
    assert_eq!(world.book(1).book.record.outage_epochs, 2);
}

#[test]
fn the_estimate_is_what_the_registered_hashrate_is_expected_to_earn() {
    let mut world = World::new();
    world.rig(1, world.facts(uusdc()));
    world.go_to(TERM_START);
    world.mint(1, "alice", 50);
    world.go_to(TERM_START + 1);
    // 10^14 H/s for 100 s are 10^16 hashes: a tenth of a block of 3 coins.
    world.network(TERM_START, 100_000_000_000_000_000, 300_000_000);
    world.price("BTC", TERM_START, BTC_NANO);
    world.price("USDC", TERM_START, USDC_NANO);
    world.pass(OUTAGE_DEADLINE + 1);
    world.execute("anyone", &[], outage(TERM_START));
    // 0.3 coins at 50,000 USD, and alice has a half.
    assert_eq!(short_of_last(&world), 7_500_000_000);
}

#[test]
fn a_report_that_can_never_settle_is_closed_too() {
    let mut world = World::new();
    let mut facts = world.facts(uusdc());
    facts.least_grade = Grade::Plausible;
    world.rig(1, facts);
    world.go_to(TERM_START);
    world.mint(1, "alice", 50);
    world.go_to(TERM_START + 3);
    world.graded(1, TERM_START, 1_000, Grade::Attested);
    world.report(1, TERM_START + 1, 1_000);
    world.report(1, TERM_START + 2, u128::MAX);
    world.price("BTC", TERM_START + 2, u128::MAX);
    world.price("USDC", TERM_START + 2, 1);
    world.pass(OUTAGE_DEADLINE + 1);
    // A grade too low, a price that never came, a figure out of range.
    for epoch in TERM_START..TERM_START + 3 {
        world.execute("anyone", &[], outage(epoch));
    }
    assert_eq!(world.book(1).book.record.outage_epochs, 3);
}

#[test]
fn attack_32_nothing_closes_early_or_against_a_report() {
    let mut world = silent();
    let from_seconds = world.now() + 100;
    let span = PauseSpan {
        from_seconds,
        until_seconds: from_seconds + 400,
    };
    world.oracle_pauses(&PauseLog {
        v: 1,
        spans: vec![span],
    });
    world.pass(OUTAGE_DEADLINE + 1);
    let refused = world.refused("anyone", &[], outage(TERM_START));
    assert!(matches!(
        refused,
        ContractError::OutageTooEarly {
            seconds_left: 400,
            ..
        }
    ));
    world.report(1, TERM_START, 1_000);
    world.pass(400);
    assert_eq!(
        world.refused("anyone", &[], outage(TERM_START)),
        ContractError::NotAnOutage {
            rig: 1,
            epoch: TERM_START,
            holders: 500u128.into()
        }
    );
    world.execute("pauser", &[], ExecuteMsg::Pause { seconds: 10 });
    let refused = world.refused("anyone", &[], outage(TERM_START));
    assert!(matches!(refused, ContractError::Pause(_)));
}
