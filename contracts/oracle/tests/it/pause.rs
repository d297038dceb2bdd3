use contract_kit::pausing::PauseError;
use oracle::error::ContractError;
use oracle::times::TimeError;
use rigshare_types::events::RoleChanged;
use rigshare_types::oracle::{ConfigResponse, ExecuteMsg, QueryMsg};

use crate::lab::*;

#[test]
fn attack_10_a_pause_stops_relaying_and_finalizing_and_their_clock() {
    let mut lab = Lab::new();
    let end = CLOCK_OF_SUITE.end_of(0);
    lab.end(0);
    lab.report(&[1, 2, 3], &batch(0, 0, &[(1, 5), (2, 5)]));
    lab.at(end + 600);
    lab.done("pauser", ExecuteMsg::Pause { seconds: 86_400 });
    let paused = ContractError::Pause(PauseError::Paused {
        until_seconds: end + 87_000,
    });
    lab.at(end + 86_999);
    let fourth = lab.sign(4, batch(0, 0, &[(1, 5)]));
    assert_eq!(lab.relay_refused(vec![fourth]), paused);
    assert_eq!(lab.finalize_refused(0, &[1]), paused);
    // The window goes on where it stood.
    lab.at(end + 86_400 + 3_599);
    let collecting = TimeError::Collecting {
        epoch: 0,
        until_seconds: end + 86_400 + 3_600,
    };
    assert_eq!(lab.finalize_refused(0, &[1]), collecting.into());
    lab.at(end + 86_400 + 3_600);
    lab.finalize(0, &[1]).unwrap();
    // So does the deadline.
    let last = end + 86_400 + TIMING.outage_deadline_seconds;
    lab.at(last);
    lab.finalize(0, &[2]).unwrap();
    lab.at(last + 1);
    let outage = TimeError::Outage {
        epoch: 0,
        since_seconds: last + 1,
    };
    assert_eq!(lab.finalize_refused(0, &[3]), outage.into());
}

#[test]
fn a_pause_can_be_ended_early_and_stops_nothing_else() {
    let mut lab = Lab::new();
    lab.done("pauser", ExecuteMsg::Pause { seconds: 1_000 });
    lab.done(
        "owner",
        ExecuteMsg::ChangeReporters {
            reporters: reporters(5, 1, 3),
        },
    );
    for sender in ["owner", "anyone"] {
        assert!(matches!(
            lab.refused(sender, ExecuteMsg::Unpause {}),
            ContractError::Role(_)
        ));
        let pause = ExecuteMsg::Pause { seconds: 1 };
        assert!(matches!(lab.refused(sender, pause), ContractError::Role(_)));
    }
    lab.done("pauser", ExecuteMsg::Unpause {});
    let ended = lab.refused("pauser", ExecuteMsg::Unpause {});
    assert_eq!(ended, PauseError::NotPaused.into());
    let soon = lab.refused("pauser", ExecuteMsg::Pause { seconds: 1 });
    assert!(matches!(
        soon,
        ContractError::Pause(PauseError::TooSoon { .. })
    ));
}

#[test]
fn the_owner_names_the_pauser() {
    let mut lab = Lab::new();
    let name = |who: &str| ExecuteMsg::SetPauser {
        address: address(who).to_string(),
    };
    let events = lab.done("owner", name("guard"));
    let told = RoleChanged {
        role: "pauser".to_owned(),
        address: address("guard").to_string(),
    };
    assert_eq!(RoleChanged::try_from(&events[0]).unwrap(), told);
    let config: ConfigResponse = lab.ask(QueryMsg::Config {});
    assert_eq!(config.pauser, address("guard"));
    assert!(matches!(
        lab.refused("owner", name("guard")),
        ContractError::NothingNew { .. }
    ));
    for sender in ["guard", "pauser", "anyone"] {
        assert!(matches!(
            lab.refused(sender, name("anyone")),
            ContractError::Role(_)
        ));
    }
    for bad in [
        String::new(),
        "nobody".to_owned(),
        address("x").to_string().to_uppercase(),
        "x".repeat(10_000),
    ] {
        let refused = lab.refused("owner", ExecuteMsg::SetPauser { address: bad });
        assert!(matches!(refused, ContractError::Std(_)), "{refused}");
    }
}
