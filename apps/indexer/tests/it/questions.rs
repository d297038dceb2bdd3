//! All questions that there are, and all pages of their answers.

use rigshare_indexer::synthetic::address;
use serde_json::Value;

use crate::program::{Answer, Running};

/// Questions of every kind, with every parameter.
pub fn questions() -> Vec<String> {
    let holder = address(1_001);
    let operator = address(1);
    let nobody = address(99_999);
    let mut all: Vec<String> = [
        "/v1/status",
        "/v1/rigs",
        "/v1/rigs?limit=5",
        "/v1/rigs?sort=newest&limit=5",
        "/v1/rigs?sort=hashrate&limit=2",
        "/v1/rigs?sort=price&limit=2",
        "/v1/rigs?coin=BTC&status=approved",
        "/v1/rigs?grade=plausible&limit=3",
        "/v1/rigs?grade=attested",
        "/v1/rigs?status=waiting",
        "/v1/reports?limit=20",
        "/v1/asks?limit=10",
        "/v1/asks?standing=true&limit=10",
        "/v1/asks?rig=1&denom=uusdc&sort=price&limit=2",
        "/v1/asks?rig=2",
        "/v1/asks?denom=uatom",
        "/v1/offers?limit=5",
        "/v1/offers?standing=true",
        "/v1/offers?rig=2&limit=2",
        "/v1/offers?token_id=1-1",
        "/v1/trades?limit=20",
        "/v1/trades?rig=1&limit=7",
        "/v1/market/stats",
        "/v1/prices?limit=7",
        "/v1/prices?asset=BTC&limit=2",
        "/v1/networks?limit=3",
        "/v1/networks?coin=XMR",
        "/v1/hashprice?limit=3",
        "/v1/hashprice?coin=ZEC",
        "/v1/reporters",
        "/v1/activity?limit=100",
        "/v1/activity?kind=sold&limit=10",
        "/v1/activity?rig=1&limit=30",
        "/v1/activity?rig=1&kind=asked",
    ]
    .map(str::to_owned)
    .into();
    for rig in 1..=12 {
        for of in [
            "",
            "/epochs?limit=3",
            "/reports?limit=3",
            "/depth",
            "/depth?denom=uusdc",
            "/holders?limit=3",
        ] {
            all.push(format!("/v1/rigs/{rig}{of}"));
        }
    }
    for who in [&holder, &operator, &nobody] {
        for of in [
            "",
            "/tokens?limit=2",
            "/payouts?limit=2",
            "/earnings?limit=5",
            "/earnings?rig=1&limit=5",
            "/history.csv",
        ] {
            all.push(format!("/v1/holders/{who}{of}"));
        }
        all.push(format!("/v1/operators/{who}"));
        for query in [
            "rigs?operator=",
            "asks?seller=",
            "offers?buyer=",
            "trades?limit=5&address=",
            "activity?limit=20&address=",
            "activity?kind=sold&address=",
            "activity?rig=1&address=",
        ] {
            all.push(format!("/v1/{query}{who}"));
        }
    }
    all
}

/// The answer to a question, with all pages of it.
pub fn whole(indexer: &Running, question: &str) -> Vec<Answer> {
    let mut pages = Vec::new();
    let mut next = question.to_owned();
    loop {
        let answer = indexer.get(&next);
        assert_eq!(answer.status, 200, "{next}: {answer:?}");
        pages.push(answer.clone());
        if !answer.body.starts_with('{') {
            return pages;
        }
        let cursor = answer.json()["next"].as_str().map(str::to_owned);
        let Some(cursor) = cursor else {
            return pages;
        };
        assert!(pages.len() < 2_000, "{question} has no end");
        let mark = if question.contains('?') { '&' } else { '?' };
        next = format!("{question}{mark}cursor={cursor}");
    }
}

/// All items of a list.
pub fn items(indexer: &Running, question: &str) -> Vec<Value> {
    let pages = whole(indexer, question);
    let items = pages
        .iter()
        .flat_map(|page| page.json()["items"].as_array().unwrap().clone());
    items.collect()
}
