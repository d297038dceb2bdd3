use cosmwasm_std::HexBinary;
use oracle::error::ContractError;
use oracle::form::FormError;
use oracle::signature::SignatureError;
use oracle::times::TimeError;
use rigshare_types::batch::SignedBatch;
use rigshare_types::events::ReporterSuspended;
use rigshare_types::oracle::{ExecuteMsg, QueryMsg, ReportersResponse, StoredEvidence};

use crate::lab::*;

fn proof(first: &SignedBatch, second: &SignedBatch) -> ExecuteMsg {
    ExecuteMsg::ProveEquivocation {
        first: Box::new(first.clone()),
        second: Box::new(second.clone()),
    }
}

#[test]
fn attack_24_whoever_signs_twice_is_suspended_and_counts_no_more() {
    let mut lab = Lab::new();
    lab.end(0);
    let (one, other) = (batch(0, 0, &[(1, 1_000)]), batch(0, 0, &[(1, 1_001)]));
    let (first, second) = (lab.sign(1, one.clone()), lab.sign(1, other.clone()));
    lab.relay(vec![first.clone()]).unwrap();
    lab.report_gross(0, 1, &[(2, 1_000), (3, 1_000)]);
    lab.window(0);
    let events = lab.done("anyone", proof(&second, &first));
    let told = ReporterSuspended {
        reporter: 1,
        epoch: 0,
        first_digest: HexBinary::from(&lab.digest(&other)).to_hex(),
        second_digest: HexBinary::from(&lab.digest(&one)).to_hex(),
    };
    assert_eq!(ReporterSuspended::try_from(&events[0]).unwrap(), told);
    let stored: Option<StoredEvidence> = lab.ask(QueryMsg::Evidence { reporter: 1 });
    let evidence = StoredEvidence {
        v: 1,
        config_version: 1,
        first: second.clone(),
        second: first.clone(),
    };
    assert_eq!(stored, Some(evidence));
    let of_epoch: ReportersResponse = lab.ask(QueryMsg::Reporters { epoch: 0 });
    assert_eq!(of_epoch.suspended, [1]);
    // What it signed before counts no more.
    assert!(matches!(
        lab.finalize_refused(0, &[1]),
        ContractError::NoQuorum { source, .. } if source.observed == 2
    ));
    let suspended = ContractError::Suspended { reporter: 1 };
    let more = lab.sign(1, batch(0, 1, &[(64, 5)]));
    assert_eq!(lab.relay_refused(vec![more]), suspended);
    let again = lab.refused("anyone", proof(&first, &second));
    assert_eq!(again, suspended);
    // The others still make a quorum.
    lab.report_gross(0, 1, &[(4, 1_000)]);
    lab.finalize(0, &[1]).unwrap();
}

#[test]
fn what_is_final_stays_final() {
    let mut lab = Lab::new();
    lab.end(0);
    lab.report_gross(0, 1, &[(1, 5), (2, 5), (3, 5)]);
    lab.window(0);
    lab.finalize(0, &[1]).unwrap();
    let before = lab.gross(1, 0);
    let (first, second) = (
        lab.sign(1, batch(0, 0, &[(1, 5)])),
        lab.sign(1, batch(0, 0, &[(1, 6)])),
    );
    lab.done("anyone", proof(&first, &second));
    assert_eq!(lab.gross(1, 0), before);
}

#[test]
fn attack_10_evidence_counts_while_paused_and_long_after_the_deadline() {
    let mut lab = Lab::new();
    lab.at(CLOCK_OF_SUITE.end_of(0) + 2 * TIMING.outage_deadline_seconds);
    lab.done("pauser", ExecuteMsg::Pause { seconds: 100 });
    let (first, second) = (
        lab.sign(1, batch(0, 7, &[(448, 5)])),
        lab.sign(1, batch(0, 7, &[(448, 6)])),
    );
    lab.done("anyone", proof(&first, &second));
}

#[test]
fn attack_24_a_batch_that_could_not_be_relayed_is_evidence_too() {
    let mut lab = Lab::new();
    // Signed before the epoch ended, with a rig of another page.
    let (first, second) = (
        lab.sign(2, batch(0, 0, &[(1, 5)])),
        lab.sign(2, batch(0, 0, &[(640, 6), (1, 1)])),
    );
    lab.done("anyone", proof(&first, &second));
    // But nobody can be made to store what is endless.
    let rigs: Vec<(u32, u128)> = (0..65).map(|rig| (rig, 1)).collect();
    let (first, second) = (
        lab.sign(3, batch(0, 0, &[(1, 5)])),
        lab.sign(3, batch(0, 0, &rigs)),
    );
    assert!(matches!(
        lab.refused("anyone", proof(&first, &second)),
        ContractError::Form {
            reporter: 3,
            source: FormError::TooMany { .. },
            ..
        }
    ));
}

#[test]
fn attack_24_nobody_is_suspended_without_a_proof() {
    let mut lab = Lab::new();
    lab.end(1);
    let good = lab.sign(1, batch(0, 0, &[(1, 5)]));
    let digest = HexBinary::from(&lab.digest(&good.batch));
    let refused = |lab: &mut Lab, other: &SignedBatch| lab.refused("anyone", proof(&good, other));
    let same = ContractError::SameBatch { digest };
    assert_eq!(refused(&mut lab, &good.clone()), same);
    // Another honest signature under the same batch is no second batch.
    let other = lab.sign(2, batch(0, 0, &[(1, 6)]));
    let reporters = ContractError::DifferentReporters {
        first: 1,
        second: 2,
    };
    assert_eq!(refused(&mut lab, &other), reporters);
    for (epoch, page) in [(1, 0), (0, 1)] {
        let other = lab.sign(1, batch(epoch, page, &[(u32::from(page) * 64, 6)]));
        let pages = ContractError::DifferentPages {
            first_epoch: 0,
            first_page: 0,
            second_epoch: epoch,
            second_page: page,
        };
        assert_eq!(refused(&mut lab, &other), pages);
    }
    let forged = SignedBatch {
        reporter: 1,
        ..lab.sign(2, batch(0, 0, &[(1, 6)]))
    };
    assert!(matches!(
        refused(&mut lab, &forged),
        ContractError::Signature {
            source: SignatureError::NotTheReporters { .. },
            ..
        }
    ));
    let stranger = |id, gross| SignedBatch {
        reporter: id,
        ..sign_digest(1, &[0; 32], batch(0, 0, &[(1, gross)]))
    };
    assert!(matches!(
        lab.refused("anyone", proof(&stranger(9, 1), &stranger(9, 2))),
        ContractError::UnknownReporter { reporter: 9, .. }
    ));
}

#[test]
fn an_epoch_that_has_not_begun_has_no_rules_yet() {
    let mut lab = Lab::new();
    let (first, second) = (
        lab.sign(1, batch(1, 0, &[(1, 5)])),
        lab.sign(1, batch(1, 0, &[(1, 6)])),
    );
    let error = TimeError::NotBegun {
        epoch: 1,
        begins_seconds: CLOCK_OF_SUITE.start_of(1),
    };
    assert_eq!(lab.refused("anyone", proof(&first, &second)), error.into());
    lab.at(CLOCK_OF_SUITE.start_of(1));
    lab.done("anyone", proof(&first, &second));
}

#[test]
fn a_reporter_that_has_left_can_still_be_shown_to_have_signed_twice() {
    let mut lab = Lab::new();
    let mut next = reporters(5, 1, 3);
    next.reporters.remove(0);
    lab.done("owner", ExecuteMsg::ChangeReporters { reporters: next });
    lab.end(1);
    let (first, second) = (
        lab.sign(1, batch(0, 0, &[(1, 5)])),
        lab.sign(1, batch(0, 0, &[(1, 6)])),
    );
    lab.done("anyone", proof(&first, &second));
}
