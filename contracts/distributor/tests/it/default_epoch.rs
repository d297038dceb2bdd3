//! Defaults.

use contract_kit::pausing::PauseError;
use distributor::ContractError;
use rigshare_types::distributor::{ExecuteMsg, HistoryResponse, Outcome, QueryMsg};
use rigshare_types::events::EpochClosed;
use rigshare_types::pause::{PauseLog, PauseSpan};

use crate::world::{at, paid, ubtc, World, TERM_START};

fn default_msg(epoch: u32) -> ExecuteMsg {
    ExecuteMsg::DefaultEpoch { rig: 1, epoch }
}

/// Alice has half of rig 1; its first epoch brought 1,000 and is reported now.
fn reported() -> World {
    let mut world = World::new();
    world.plain_rig(1);
    world.go_to(TERM_START);
    world.mint(1, "alice", 50);
    world.go_to(TERM_START + 1);
    world.report(1, TERM_START, 1_000);
    world
}

fn closed(world: &mut World, epoch: u32) -> EpochClosed {
    let response = world.execute("anyone", &[], default_msg(epoch));
    let event = response.events.last().unwrap();
    EpochClosed::try_from(event).unwrap()
}

#[test]
fn the_account_pays_as_far_as_it_reaches() {
    // Half of 1,000 is due, and 1 % of it as the fee. A fortieth of sales is the protocol's.
    for (sold, delivered, fee, rest, outcome) in [
        (0, 0, 0, 0, Outcome::Defaulted),
        (400, 390, 0, 0, Outcome::Defaulted),
        (512, 500, 0, 0, Outcome::Late),
        (516, 500, 4, 0, Outcome::Late),
        (1_000, 500, 5, 470, Outcome::Late),
    ] {
        let mut world = reported();
        world.sell(1, 0, sold);
        world.pass(501);
        let event = closed(&mut world, TERM_START);
        assert_eq!(event.delivered.u128(), delivered, "sold {sold}");
        assert_eq!(event.short.u128(), 500 - delivered);
        assert_eq!(event.protocol_fee.u128(), fee);
        assert_eq!(event.outcome, outcome.to_string());
        let book = world.book(1);
        let account: u128 = book.account.iter().map(|of| of.amount.u128()).sum();
        assert_eq!(account, rest);
        assert_eq!(book.book.shortfall.outstanding.u128(), 500 - delivered);
        assert_eq!(
            book.book.record.defaulted_epochs,
            u32::from(outcome == Outcome::Defaulted)
        );
        if delivered > 0 {
            paid(world.claim("alice", &[1], &ubtc()), delivered);
        }
        paid(
            world.claimable("alice", &[1]).rigs[0].short.u128(),
            500 - delivered,
        );
    }
}

#[test]
fn grace_begins_when_everything_is_known_and_needs_seconds_and_blocks() {
    let mut world = reported();
    world.pass(500);
    let lasts = |seconds_left, blocks_left| ContractError::GraceLasts {
        rig: 1,
        epoch: TERM_START,
        seconds_left,
        blocks_left,
    };
    assert_eq!(
        world.refused("anyone", &[], default_msg(TERM_START)),
        lasts(1, 0)
    );
    world.pass(1);
    // Seconds without blocks: a chain that stood still.
    world.env.block.height -= 96;
    assert_eq!(
        world.refused("anyone", &[], default_msg(TERM_START)),
        lasts(0, 1)
    );
    world.pass(1);
    closed(&mut world, TERM_START);
    // The next epoch became the next one only now.
    world.report(1, TERM_START + 1, 1_000);
    world.pass(500);
    let refused = world.refused("anyone", &[], default_msg(TERM_START + 1));
    assert!(matches!(
        refused,
        ContractError::GraceLasts {
            seconds_left: 1,
            ..
        }
    ));
    world.pass(1);
    closed(&mut world, TERM_START + 1);
}

#[test]
fn an_epoch_after_a_gap_without_shares_can_be_a_default() {
    let mut world = reported();
    world.burn(1, "alice", 50);
    world.settle(&[at(1, TERM_START)]);
    world.go_to(TERM_START + 4);
    world.mint(1, "alice", 50);
    world.go_to(TERM_START + 5);
    world.report(1, TERM_START + 4, 1_000);
    world.pass(501);
    closed(&mut world, TERM_START + 4);
}

#[test]
fn attack_10_a_pause_stops_defaults_and_the_grace_but_no_payment() {
    let mut world = reported();
    world.pass(400);
    world.execute("pauser", &[], ExecuteMsg::Pause { seconds: 300 });
    world.pass(200);
    assert_eq!(
        world.refused("anyone", &[], default_msg(TERM_START)),
        ContractError::Pause(PauseError::Paused {
            until_seconds: world.now() + 100
        })
    );
    world.pass(100);
    let refused = world.refused("anyone", &[], default_msg(TERM_START));
    assert!(matches!(
        refused,
        ContractError::GraceLasts {
            seconds_left: 101,
            ..
        }
    ));
    // The oracle's pause stops the grace as well.
    let from_seconds = world.now();
    world.oracle_pauses(&PauseLog {
        v: 1,
        spans: vec![PauseSpan {
            from_seconds,
            until_seconds: from_seconds + 1_000,
        }],
    });
    world.pass(1_000);
    let refused = world.refused("anyone", &[], default_msg(TERM_START));
    assert!(matches!(
        refused,
        ContractError::GraceLasts {
            seconds_left: 101,
            ..
        }
    ));
    // Within the stopped grace a settlement is in time, and claims go on under any pause.
    world.settle(&[at(1, TERM_START)]);
    world.pass(700_000);
    world.execute("pauser", &[], ExecuteMsg::Pause { seconds: 300 });
    paid(world.claim("alice", &[1], &ubtc()), 500);
    let history: HistoryResponse = world.ask(QueryMsg::History {
        rig: 1,
        start_after: None,
        limit: None,
    });
    assert_eq!(history.epochs[0].closing.outcome, Outcome::Settled);
}

#[test]
fn attack_32_without_report_or_price_there_is_no_default() {
    let mut world = World::new();
    world.plain_rig(1);
    let mut facts = world.facts(ubtc());
    facts.terms[0].watts = 36_000;
    facts.terms[0].electricity_nano_per_kwh = 50_000_000u128.into();
    world.rig(1, facts);
    world.go_to(TERM_START);
    world.mint(1, "alice", 50);
    world.go_to(TERM_START + 1);
    world.sell(1, 0, 1_000_000);
    world.pass(5_000);
    let refused = world.refused("anyone", &[], default_msg(TERM_START));
    assert!(matches!(refused, ContractError::NoReport { .. }));
    world.report(1, TERM_START, 1_000);
    world.pass(5_000);
    let refused = world.refused("anyone", &[], default_msg(TERM_START));
    assert!(matches!(refused, ContractError::PriceMissing { .. }));
    // A price that comes late starts the grace anew.
    world.price("BTC", TERM_START, crate::world::BTC_NANO);
    world.pass(500);
    let refused = world.refused("anyone", &[], default_msg(TERM_START));
    assert!(matches!(refused, ContractError::GraceLasts { .. }));
    world.pass(1);
    assert_eq!(closed(&mut world, TERM_START).delivered.u128(), 450);
}
