use cosmwasm_std::HexBinary;
use oracle::error::ContractError;
use oracle::rules::RulesError;
use rigshare_types::events::ReportersChanged;
use rigshare_types::oracle::{
    ConfigResponse, ExecuteMsg, QueryMsg, ReporterConfig, ReportersResponse,
};

use crate::lab::*;

fn change(reporters: ReporterConfig) -> ExecuteMsg {
    ExecuteMsg::ChangeReporters { reporters }
}

fn of_epoch(lab: &Lab, epoch: u32) -> (u32, u32, usize) {
    let found: ReportersResponse = lab.ask(QueryMsg::Reporters { epoch });
    (
        found.version,
        found.from_epoch,
        found.config.reporters.len(),
    )
}

#[test]
fn a_change_counts_from_the_next_epoch_and_a_second_one_replaces_it() {
    let mut lab = Lab::new();
    lab.at(CLOCK_OF_SUITE.start_of(3));
    let events = lab.done("owner", change(reporters(5, 1, 3)));
    let told = ReportersChanged {
        version: 2,
        from_epoch: 4,
    };
    assert_eq!(ReportersChanged::try_from(&events[0]).unwrap(), told);
    assert_eq!(of_epoch(&lab, 3), (1, 0, 4));
    assert_eq!(of_epoch(&lab, 4), (2, 4, 5));
    lab.at(CLOCK_OF_SUITE.end_of(3) - 1);
    lab.done("owner", change(reporters(7, 2, 5)));
    assert_eq!(of_epoch(&lab, 3), (1, 0, 4));
    assert_eq!(of_epoch(&lab, 4), (3, 4, 7));
    // Once the epoch has begun, its rules stand for ever.
    lab.end(3);
    lab.done("owner", change(reporters(4, 1, 3)));
    assert_eq!(of_epoch(&lab, 4), (3, 4, 7));
    assert_eq!(of_epoch(&lab, u32::MAX), (4, 5, 4));
    let config: ConfigResponse = lab.ask(QueryMsg::Config {});
    assert_eq!(config.newest_config, 4);
}

#[test]
fn before_the_first_epoch_a_change_counts_from_it() {
    let mut lab = Lab::new();
    lab.at(CLOCK_OF_SUITE.genesis_seconds - 1);
    lab.done("owner", change(reporters(5, 1, 3)));
    assert_eq!(of_epoch(&lab, 0), (2, 0, 5));
}

#[test]
fn attack_25_a_reporter_removed_in_the_middle_of_an_epoch() {
    let mut lab = Lab::new();
    let mut next = reporters(5, 1, 3);
    next.reporters.remove(0);
    lab.done("owner", change(next));
    lab.end(1);
    // Epoch 0 keeps reporter 1 and its configuration; epoch 1 does not know it.
    lab.report_gross(0, 1, &[(1, 5), (2, 5), (3, 5)]);
    let error = ContractError::UnknownReporter {
        reporter: 1,
        epoch: 1,
        version: 2,
    };
    let signed = lab.sign(1, batch(1, 0, &[(1, 5)]));
    assert_eq!(lab.relay_refused(vec![signed]), error);
    lab.report_gross(1, 1, &[(2, 6), (3, 6), (5, 6)]);
    lab.window(1);
    lab.finalize(0, &[1]).unwrap();
    lab.finalize(1, &[1]).unwrap();
}

#[test]
fn attack_10_only_the_owner_changes_reporters() {
    let mut lab = Lab::new();
    for sender in ["anyone", "pauser", "creator"] {
        let refused = lab.refused(sender, change(reporters(5, 1, 3)));
        assert!(matches!(refused, ContractError::Role(_)));
    }
    let same = lab.refused("owner", change(reporters(4, 1, 3)));
    assert!(matches!(same, ContractError::NothingNew { .. }));
}

#[test]
fn a_number_keeps_its_key_and_a_key_its_number() {
    let mut lab = Lab::new();
    lab.done("owner", change(reporters(5, 1, 3)));
    let mut other_key = reporters(6, 1, 3);
    other_key.reporters[0].public_key = public_key(&key(77)).into();
    let error = ContractError::NumberOfOtherKey {
        reporter: 1,
        stored: public_key(&key(1)).into(),
        given: public_key(&key(77)).into(),
    };
    assert_eq!(lab.refused("owner", change(other_key)), error);
    let mut other_number = reporters(6, 1, 3);
    other_number.reporters[0].id = 77;
    let error = ContractError::KeyOfOtherNumber {
        key: public_key(&key(1)).into(),
        stored: 1,
        given: 77,
    };
    assert_eq!(lab.refused("owner", change(other_number)), error);
}

#[test]
fn attack_24_who_was_suspended_does_not_come_back() {
    let mut lab = Lab::new();
    let (first, second) = (
        lab.sign(1, batch(0, 0, &[(1, 5)])),
        lab.sign(1, batch(0, 0, &[(1, 6)])),
    );
    lab.done(
        "anyone",
        ExecuteMsg::ProveEquivocation {
            first: Box::new(first),
            second: Box::new(second),
        },
    );
    let back = lab.refused("owner", change(reporters(5, 1, 3)));
    assert_eq!(back, ContractError::Suspended { reporter: 1 });
    let mut renumbered = reporters(5, 1, 3);
    renumbered.reporters[0].id = 77;
    let refused = lab.refused("owner", change(renumbered));
    assert!(matches!(
        refused,
        ContractError::KeyOfOtherNumber { stored: 1, .. }
    ));
    let mut without = reporters(5, 1, 3);
    without.reporters.remove(0);
    lab.done("owner", change(without));
}

#[test]
fn attack_41_rules_that_are_not_sound() {
    let mut lab = Lab::new();
    let mut refused = |change_it: &dyn Fn(&mut ReporterConfig)| {
        let mut config = reporters(5, 1, 3);
        change_it(&mut config);
        match lab.refused("owner", change(config)) {
            ContractError::Rules(error) => error,
            other => panic!("{other}"),
        }
    };
    let small = |quorum, faulty, least| RulesError::QuorumTooSmall {
        quorum,
        faulty,
        least,
    };
    assert_eq!(refused(&|c| c.quorum = 2), small(2, 1, 3));
    assert_eq!(refused(&|c| c.faulty = 2), small(3, 2, 5));
    assert_eq!(
        refused(&|c| c.faulty = u16::MAX),
        small(3, u16::MAX, 131_071)
    );
    let few = |count, quorum, least| RulesError::TooFewReporters {
        count,
        quorum,
        faulty: 1,
        least,
    };
    assert_eq!(refused(&|c| c.quorum = 5), few(5, 5, 6));
    assert_eq!(refused(&|c| c.quorum = u16::MAX), few(5, u16::MAX, 65_536));
    assert_eq!(refused(&|c| c.reporters.truncate(3)), few(3, 3, 4));
    let none = refused(&|c| {
        (c.faulty, c.quorum) = (0, 0);
        c.reporters.clear();
    });
    assert_eq!(none, small(0, 0, 1));
    let crowd = refused(&|c| c.reporters = (1..=33).map(reporter).collect());
    assert_eq!(crowd, RulesError::TooManyReporters { count: 33 });
    let wide = |what, bps, most| RulesError::TooWide { what, bps, most };
    assert_eq!(
        refused(&|c| c.report_spread_bps = 2_001),
        wide("report_spread_bps", 2_001, 2_000)
    );
    assert_eq!(
        refused(&|c| c.market_spread_bps = u16::MAX),
        wide("market_spread_bps", u16::MAX, 2_000)
    );
    assert_eq!(
        refused(&|c| c.plausible_tolerance_bps = 5_001),
        wide("plausible_tolerance_bps", 5_001, 5_000)
    );
    assert_eq!(
        refused(&|c| c.reporters[1].id = 1),
        RulesError::DuplicateId { id: 1 }
    );
    assert_eq!(
        refused(&|c| c.reporters[1].name = "reporter 1".to_owned()),
        RulesError::DuplicateName {
            name: "reporter 1".to_owned()
        }
    );
    assert_eq!(
        refused(&|c| c.reporters[1].public_key = public_key(&key(1)).into()),
        RulesError::DuplicateKey {
            first: 1,
            second: 2
        }
    );
    for name in [
        String::new(),
        "x".repeat(65),
        "x".repeat(10_000),
        "a\nb".to_owned(),
    ] {
        let found = refused(&|c| c.reporters[0].name.clone_from(&name));
        let name = name.chars().take(40).collect();
        assert_eq!(found, RulesError::BadName { id: 1, name });
    }
    let mut off_curve = vec![2; 33];
    off_curve[1..].fill(0);
    off_curve[32] = 5;
    let uncompressed = key(9)
        .verifying_key()
        .to_encoded_point(false)
        .as_bytes()
        .to_vec();
    let other_prefix = [vec![4], vec![1; 32]].concat();
    for bad in [
        vec![],
        vec![2; 32],
        vec![2; 34],
        off_curve,
        uncompressed,
        other_prefix,
        vec![3; 10_000],
    ] {
        let found = refused(&|c| c.reporters[0].public_key = HexBinary::from(bad.clone()));
        assert!(matches!(found, RulesError::BadKey { id: 1, key } if key.len() <= 40));
    }
}
