use oracle::error::ContractError;
use rigshare_types::oracle::{
    BatchesResponse, FinalPrice, QueryMsg, ReportResponse, ReportsResponse,
};

use crate::lab::*;

#[test]
fn a_report_forms_and_becomes_final() {
    let mut lab = Lab::new();
    let ask = |lab: &Lab| -> ReportResponse { lab.ask(QueryMsg::Report { rig: 1, epoch: 0 }) };
    let end = CLOCK_OF_SUITE.end_of(0);
    let nothing = ask(&lab);
    assert_eq!((nothing.report, nothing.observations.len()), (None, 0));
    assert_eq!(nothing.window_ends_seconds, end + TIMING.window_seconds);
    assert_eq!(
        nothing.deadline_seconds,
        end + TIMING.outage_deadline_seconds + 1
    );
    lab.end(0);
    lab.report_gross(0, 1, &[(3, 7), (1, 5), (2, 7)]);
    let forming = ask(&lab);
    let seen: Vec<(u16, u128)> = forming
        .observations
        .iter()
        .map(|o| (o.reporter, o.gross.u128()))
        .collect();
    assert_eq!(seen, [(1, 5), (2, 7), (3, 7)]);
    assert_eq!(forming.report, None);
}

#[test]
fn attack_40_reports_are_paged() {
    let mut lab = Lab::new();
    let epochs = 40;
    for epoch in 0..epochs {
        lab.end(epoch);
        lab.report_gross(epoch, 1, &[(1, 5), (2, 5), (3, 5)]);
        lab.window(epoch);
        lab.finalize(epoch, &[1]).unwrap();
    }
    let page = |start_after, limit| -> Vec<u32> {
        let found: ReportsResponse = lab.ask(QueryMsg::Reports {
            rig: 1,
            start_after,
            limit,
        });
        found.reports.iter().map(|entry| entry.epoch).collect()
    };
    assert_eq!(page(None, None), (0..30).collect::<Vec<_>>());
    assert_eq!(page(Some(29), None), (30..40).collect::<Vec<_>>());
    assert_eq!(page(None, Some(u32::MAX)).len(), 40);
    assert_eq!(page(None, Some(0)), Vec::<u32>::new());
    assert_eq!(page(Some(u32::MAX), None), Vec::<u32>::new());
}

#[test]
fn attack_41_queries_with_hostile_text_and_numbers() {
    let lab = Lab::new();
    for text in ["", "btc", &"B".repeat(100_000)] {
        let text = text.to_owned();
        for query in [
            QueryMsg::Price {
                asset: text.clone(),
                epoch: 0,
            },
            QueryMsg::LatestPrice {
                asset: text.clone(),
            },
            QueryMsg::Network {
                coin: text.clone(),
                epoch: 0,
            },
            QueryMsg::Assets {
                start_after: Some(text.clone()),
                limit: None,
            },
        ] {
            assert!(matches!(
                lab.try_ask(query),
                Err(ContractError::BadSymbol(_))
            ));
        }
    }
    let none: Option<FinalPrice> = lab.ask(QueryMsg::Price {
        asset: "ZZZ".to_owned(),
        epoch: u32::MAX,
    });
    assert_eq!(none, None);
    let batches: BatchesResponse = lab.ask(QueryMsg::Batches {
        epoch: u32::MAX,
        page: u16::MAX,
    });
    assert!(batches.batches.is_empty());
    let report: ReportResponse = lab.ask(QueryMsg::Report {
        rig: u32::MAX,
        epoch: u32::MAX,
    });
    assert_eq!(report.report, None);
}
