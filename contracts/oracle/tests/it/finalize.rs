use cosmwasm_std::Uint128;
use oracle::error::ContractError;
use oracle::quorum::NoQuorum;
use oracle::times::TimeError;
use rigshare_types::batch::Batch;
use rigshare_types::events::ReportFinal;
use rigshare_types::nft::{PayoutScheme, RigFacts};
use rigshare_types::oracle::{FinalReport, Grade, REPORTS};
use rigshare_types::packed::Pack;
use rigshare_types::peer::{Layout, PeerError};

use crate::lab::*;

const ALL: &[u16] = &[1, 2, 3, 4];

/// The epoch's mean of a rig: 86.4 blocks of 500.
const MEAN: u128 = 43_200;

fn with_market(rigs: &[(u32, u128)]) -> Batch {
    Batch {
        market: Some(market()),
        ..batch(0, 0, rigs)
    }
}

#[test]
fn reports_become_final_once() {
    let mut lab = Lab::new();
    lab.end(0);
    lab.report(ALL, &with_market(&[(1, MEAN), (2, 0)]));
    lab.window(0);
    let events = lab.finalize(0, &[2, 1]).unwrap().events;
    let told: Vec<ReportFinal> = events.iter().filter_map(|e| e.try_into().ok()).collect();
    let expected = |rig, gross| ReportFinal {
        rig,
        epoch: 0,
        gross: Uint128::new(gross),
        grade: "plausible".to_owned(),
        signers: 4,
    };
    assert_eq!(told, [expected(2, 0), expected(1, MEAN)]);
    let stored = REPORTS.load(&lab.deps.storage, (1, 0)).unwrap();
    let report = FinalReport {
        v: 1,
        gross: Uint128::new(MEAN),
        grade: Grade::Plausible,
        signers: 4,
        final_seconds: lab.env.block.time.seconds(),
        final_height: lab.env.block.height,
    };
    assert_eq!(stored, report);
    let again = ContractError::AlreadyFinal { rig: 1, epoch: 0 };
    assert_eq!(lab.finalize_refused(0, &[1]), again);
    // One that can't become final refuses the message, whatever else it names.
    lab.report_gross(0, 64, &[(1, 1)]);
    assert_eq!(
        lab.finalize_refused(0, &[2]),
        ContractError::AlreadyFinal { rig: 2, epoch: 0 }
    );
}

#[test]
fn attack_21_a_liar_a_silent_one_and_a_late_one() {
    let mut lab = Lab::new();
    lab.end(0);
    // One lies high: the median of the three near ones counts.
    lab.report_gross(0, 1, &[(1, 1_000), (2, 1_004), (3, 1_002), (4, 9_999_999)]);
    lab.report_gross(0, 64, &[(2, 5), (3, 5), (4, 5)]);
    lab.register(64, &facts());
    lab.window(0);
    lab.finalize(0, &[1, 64]).unwrap();
    assert_eq!(lab.gross(1, 0), Some((1_002, Grade::Attested, 3)));
    // Reporter 1 was silent about page 1; signing late changes nothing that is final.
    assert_eq!(lab.gross(64, 0), Some((5, Grade::Attested, 3)));
    lab.report_gross(0, 64, &[(1, 77)]);
    assert_eq!(lab.gross(64, 0), Some((5, Grade::Attested, 3)));
    assert_eq!(
        lab.finalize_refused(0, &[64]),
        ContractError::AlreadyFinal { rig: 64, epoch: 0 }
    );
}

#[test]
fn attack_21_seven_reporters_tolerate_two_that_lie_apart() {
    let mut msg = birth();
    msg.reporters = reporters(7, 2, 5);
    let mut lab = Lab::with(msg);
    lab.end(0);
    lab.report_gross(
        0,
        1,
        &[
            (1, 0),
            (2, u128::MAX),
            (3, 100),
            (4, 101),
            (5, 100),
            (6, 101),
            (7, 100),
        ],
    );
    lab.window(0);
    lab.finalize(0, &[1]).unwrap();
    assert_eq!(lab.gross(1, 0), Some((100, Grade::Attested, 5)));
}

#[test]
fn attack_21_too_many_liars_stop_a_report_but_do_not_make_one() {
    let mut lab = Lab::new();
    lab.end(0);
    lab.report_gross(0, 1, &[(1, 1_000), (2, 1_000), (3, 2_000), (4, 3_000)]);
    lab.window(0);
    let source = NoQuorum {
        observed: 4,
        near: 2,
        quorum: 3,
    };
    let expected = ContractError::NoQuorum {
        rig: 1,
        epoch: 0,
        source,
    };
    assert_eq!(lab.finalize_refused(0, &[1]), expected);
}

#[test]
fn attack_22_the_order_of_relaying_does_not_matter() {
    let grosses = [(1, 1_000), (2, 1_003), (3, 1_007), (4, 990)];
    let mut found = vec![];
    for turn in 0..4 {
        let mut lab = Lab::new();
        lab.end(0);
        let mut order = grosses.to_vec();
        order.rotate_left(turn);
        for one in &order {
            lab.report_gross(0, 1, &[*one]);
        }
        lab.window(0);
        lab.finalize(0, &[1]).unwrap();
        found.push(lab.gross(1, 0).unwrap());
    }
    // 990 is 1 % off the lower median 1,000 exactly: it is near.
    assert_eq!(found, vec![(1_000, Grade::Attested, 4); 4]);
}

#[test]
fn attack_22_nothing_is_final_before_the_window_is_over() {
    let mut lab = Lab::new();
    lab.end(0);
    lab.report(&[1, 2, 3], &with_market(&[(1, MEAN)]));
    let until_seconds = CLOCK_OF_SUITE.end_of(0) + TIMING.window_seconds;
    lab.at(until_seconds - 1);
    let collecting = TimeError::Collecting {
        epoch: 0,
        until_seconds,
    };
    assert_eq!(lab.finalize_refused(0, &[1]), collecting.into());
    lab.at(until_seconds);
    lab.finalize(0, &[1]).unwrap();
}

#[test]
fn attack_32_a_bribed_silence_closes_nothing_early_and_the_deadline_is_exact() {
    let mut lab = Lab::new();
    lab.end(0);
    lab.report(&[1, 2], &batch(0, 0, &[(1, 5), (2, 5)]));
    lab.window(0);
    assert!(matches!(
        lab.finalize_refused(0, &[1]),
        ContractError::NoQuorum { .. }
    ));
    let deadline = CLOCK_OF_SUITE.end_of(0) + TIMING.outage_deadline_seconds;
    lab.at(deadline);
    // A third one who spoke at last makes it final.
    lab.report(&[3], &batch(0, 0, &[(1, 5), (2, 5)]));
    lab.finalize(0, &[1]).unwrap();
    lab.at(deadline + 1);
    let outage = TimeError::Outage {
        epoch: 0,
        since_seconds: deadline + 1,
    };
    assert_eq!(lab.finalize_refused(0, &[2]), outage.into());
}

#[test]
fn attack_05_late_epochs_become_final_in_any_order() {
    let mut lab = Lab::new();
    lab.window(2);
    for epoch in [2, 0, 1] {
        lab.report(ALL, &batch(epoch, 0, &[(1, 5)]));
        lab.finalize(epoch, &[1]).unwrap();
    }
}

#[test]
fn attack_26_a_gross_above_the_hashrate_is_not_plausible() {
    let plausible = |gross, scheme| {
        let mut lab = Lab::new();
        let rig = RigFacts {
            scheme,
            least_grade: Grade::Plausible,
            ..facts()
        };
        lab.register(1, &rig);
        lab.end(0);
        lab.report(ALL, &with_market(&[(1, gross)]));
        lab.window(0);
        match lab.finalize(0, &[1]) {
            Ok(_) => true,
            Err(error) => {
                let expected = ContractError::GradeTooLow {
                    rig: 1,
                    epoch: 0,
                    gross: Uint128::new(gross),
                    grade: Grade::Attested,
                    least: Grade::Plausible,
                };
                assert_eq!(error, expected);
                assert_eq!(lab.finalize_refused(0, &[1]), expected);
                false
            }
        }
    };
    let bound = MEAN * 103 / 100;
    assert!(plausible(bound, PayoutScheme::Fpps));
    assert!(!plausible(bound + 1, PayoutScheme::Fpps));
    // A rig that mines alone may be lucky, not a thousandfold.
    assert!(plausible(bound + 1, PayoutScheme::Solo));
    assert!(plausible(bound + 1, PayoutScheme::Pplns));
    // A unit off by a thousand, as GH for TH.
    for scheme in [PayoutScheme::Fpps, PayoutScheme::Solo, PayoutScheme::Pplns] {
        assert!(!plausible(MEAN * 1_000, scheme));
    }
}

#[test]
fn without_a_network_figure_a_report_waits_for_it() {
    let mut lab = Lab::new();
    let strict = RigFacts {
        least_grade: Grade::Plausible,
        ..facts()
    };
    lab.register(1, &strict);
    lab.end(0);
    // Page 1 carries no market; nobody has reported page 0 yet.
    lab.register(64, &strict);
    lab.report(ALL, &batch(0, 1, &[(64, MEAN)]));
    lab.window(0);
    assert!(matches!(
        lab.finalize_refused(0, &[64]),
        ContractError::GradeTooLow { .. }
    ));
    lab.report(ALL, &with_market(&[(1, MEAN)]));
    lab.finalize(0, &[64]).unwrap();
    // The figures are final now, and count for later messages.
    lab.finalize(0, &[1]).unwrap();
    assert_eq!(lab.gross(1, 0), Some((MEAN, Grade::Plausible, 4)));
    assert_eq!(lab.gross(64, 0), Some((MEAN, Grade::Plausible, 4)));
}

#[test]
fn pplns_without_the_pools_figure_is_attested() {
    let mut lab = Lab::new();
    let pplns = RigFacts {
        scheme: PayoutScheme::Pplns,
        pool: "another".to_owned(),
        ..facts()
    };
    lab.register(1, &pplns);
    lab.end(0);
    lab.report(ALL, &with_market(&[(1, MEAN)]));
    lab.window(0);
    lab.finalize(0, &[1]).unwrap();
    assert_eq!(lab.gross(1, 0), Some((MEAN, Grade::Attested, 4)));
}

#[test]
fn rigs_outside_their_term_or_unknown() {
    let mut lab = Lab::new();
    let rig = RigFacts {
        start_epoch: 1,
        end_epoch: 2,
        ..facts()
    };
    lab.register(1, &rig);
    for epoch in 0..3 {
        lab.end(epoch);
        lab.report(ALL, &batch(epoch, 0, &[(1, 5), (40, 5)]));
    }
    lab.window(2);
    for epoch in [0, 2] {
        let outside = ContractError::OutsideTerm {
            rig: 1,
            epoch,
            start_epoch: 1,
            end_epoch: 2,
        };
        assert_eq!(lab.finalize_refused(epoch, &[1]), outside);
    }
    lab.finalize(1, &[1]).unwrap();
    for rig in [0, 40, u32::MAX] {
        let unknown = ContractError::UnknownRig { rig };
        assert_eq!(lab.finalize_refused(1, &[rig]), unknown);
    }
    // A registered rig that no page holds has no reports.
    lab.register(u32::MAX, &facts());
    assert!(matches!(
        lab.finalize_refused(1, &[u32::MAX]),
        ContractError::NoQuorum { source, .. } if source.observed == 0
    ));
}

#[test]
fn attack_40_a_message_names_so_many_rigs_each_once() {
    let mut lab = Lab::new();
    lab.window(0);
    let twice = ContractError::DuplicateRig { rig: 3 };
    assert_eq!(lab.finalize_refused(0, &[1, 3, 2, 3]), twice);
    let rigs: Vec<u32> = (0..65).collect();
    let too_long = ContractError::ListTooLong {
        list: "rigs",
        count: 65,
        most: 64,
    };
    assert_eq!(lab.finalize_refused(0, &rigs), too_long);
}

#[test]
fn attack_20_a_clock_or_a_rig_that_is_absent_or_unknown() {
    let mut lab = Lab::new();
    lab.end(0);
    lab.report(ALL, &batch(0, 0, &[(1, 5)]));
    lab.window(0);
    let mut newer = facts().to_packed();
    newer[0] = 2;
    lab.register_bytes(1, newer);
    let unknown = PeerError::UnknownLayout {
        peer: address("nft"),
        what: "rig",
        found: 2,
        known: 1,
    };
    assert_eq!(lab.finalize_refused(0, &[1]), unknown.into());
    lab.register_bytes(1, vec![RigFacts::VERSION]);
    assert!(matches!(
        lab.finalize_refused(0, &[1]),
        ContractError::Peer(PeerError::Unreadable { what: "rig", .. })
    ));
    lab.peers
        .remove(&address("nft"), rigshare_types::nft::CLOCK.as_slice());
    lab.register(1, &facts());
    assert!(matches!(
        lab.finalize_refused(0, &[1]),
        ContractError::Peer(_)
    ));
    let signed = sign_digest(1, &[0; 32], batch(0, 0, &[(1, 5)]));
    assert!(matches!(
        lab.relay_refused(vec![signed]),
        ContractError::Peer(_)
    ));
}
