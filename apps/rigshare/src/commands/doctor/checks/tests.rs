//! What is said of what a node says.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use cosmwasm_std::Addr;

use super::super::Verdict;
use super::*;

const NOW: u64 = 1_750_000_000;

fn no_answer() -> NodeError {
    NodeError::Unreachable {
        rpc: "http://127.0.0.1:1".to_owned(),
        why: "it is gone".to_owned(),
    }
}

fn status(catching_up: bool, time_seconds: u64) -> NodeStatus {
    NodeStatus {
        chain_id: "a-1".to_owned(),
        moniker: "ada".to_owned(),
        height: 7,
        time_seconds,
        catching_up,
        app_hash: String::new(),
        comet: "0.38.19".to_owned(),
    }
}

/// What is said of a price of 0.025ua where a node wants this.
fn price(wanted: &str) -> (Verdict, String) {
    let config = ChainConfig::from_toml(
        "chain_id = 'a-1'\nname = 'A'\nrpc = 'http://127.0.0.1:1'\nprefix = 'a'\nfee_denom = 'ua'\n\
         gas_price = '0.025'",
    );
    let check = gas_price(&config.unwrap(), Ok(wanted.to_owned()));
    assert_eq!(check.what, "gas price");
    (check.verdict, check.words)
}

#[test]
fn a_node_that_is_behind_is_a_problem_and_its_clock_is_not_looked_at() {
    let behind = of_status(&status(true, 0), NOW);
    let verdicts: Vec<_> = behind
        .iter()
        .map(|check| (check.what, check.verdict))
        .collect();
    let expected = [
        ("node", Verdict::Ok),
        ("chain id", Verdict::Ok),
        ("catching up", Verdict::Problem),
    ];
    assert_eq!(verdicts, expected);
    let well = of_status(&status(false, NOW), NOW);
    assert!(well.iter().all(|check| check.verdict == Verdict::Ok));
    let last = well.last().unwrap();
    assert_eq!((well.len(), last.what), (4, "clock"));
    assert_eq!(well[0].words, "ada at height 7, CometBFT 0.38.19");
    assert_eq!(well[1].words, "a-1");
}

#[test]
fn clocks_may_differ_by_seconds_not_by_minutes() {
    for (block, verdict, words) in [
        (NOW - 29, Verdict::Ok, "differ by 29 s"),
        (NOW + 29, Verdict::Ok, "differ by 29 s"),
        (NOW - 30, Verdict::Warning, "is 30 s old"),
        (
            NOW + 299,
            Verdict::Warning,
            "is 299 s ahead of this machine's clock",
        ),
        (NOW - 300, Verdict::Problem, "is 300 s old"),
        (
            NOW + 300,
            Verdict::Problem,
            "is 300 s ahead of this machine's clock",
        ),
        (0, Verdict::Problem, "is 1750000000 s old"),
    ] {
        let check = clock(block, NOW);
        assert_eq!(check.verdict, verdict, "{block}");
        assert!(check.words.contains(words), "{}", check.words);
    }
}

#[test]
fn who_may_upload_is_told() {
    let few = UploadAccess::AnyOf(vec![Addr::unchecked("ada"), Addr::unchecked("bob")]);
    for (access, verdict, words) in [
        (
            Ok(UploadAccess::Everybody),
            Verdict::Ok,
            "everybody may upload",
        ),
        (Ok(few), Verdict::Warning, "only 2 accounts may upload"),
        (
            Ok(UploadAccess::Nobody),
            Verdict::Warning,
            "only governance",
        ),
        (Err(no_answer()), Verdict::Warning, "the node does not say"),
    ] {
        let check = uploads(access);
        assert_eq!((check.what, check.verdict), ("uploads", verdict));
        assert!(check.words.starts_with(words), "{}", check.words);
    }
}

#[test]
fn versions_are_told_as_far_as_they_are_known() {
    let found = NodeVersions {
        app: "osmosisd".to_owned(),
        app_version: "29.0.0".to_owned(),
        sdk: "v0.50.14".to_owned(),
        wasmd: Some("0.53.3".to_owned()),
        wasmvm: None,
    };
    let check = versions(Ok(found));
    assert_eq!(check.verdict, Verdict::Ok);
    let words = "osmosisd 29.0.0, SDK v0.50.14, wasmd 0.53.3, wasmvm unknown";
    assert_eq!(check.words, words);
    assert_eq!(versions(Err(no_answer())).verdict, Verdict::Warning);
}

#[test]
fn the_price_that_is_paid_is_held_against_the_nodes() {
    for enough in ["0.025ua", "0ua", "0.025000000000000000000ua", "1ub, 0.02ua"] {
        assert_eq!(price(enough).0, Verdict::Ok, "{enough}");
    }
    let (low, words) = price("0.0251ua,9ub");
    assert_eq!(low, Verdict::Problem);
    let expected = "0.025ua is paid, the node takes no less than 0.0251ua,9ub: ";
    assert!(words.starts_with(expected), "{words}");
    let (other, words) = price("0.001ub");
    assert_eq!(other, Verdict::Problem);
    let expected = "fees are paid in ua, the node takes 0.001ub: ";
    assert!(words.starts_with(expected), "{words}");
}

#[test]
fn a_price_that_is_not_told_is_no_reason_to_be_sure() {
    for silent in ["", " "] {
        let (verdict, words) = price(silent);
        assert_eq!(verdict, Verdict::Warning);
        let expected = "0.025ua is paid; the node does not say whether that is enough";
        assert_eq!(words, expected);
    }
    let (strange, words) = price("-1ua");
    assert_eq!(strange, Verdict::Warning);
    assert!(words.contains("\"-1ua\" can't be read"), "{words}");
    let config = ChainConfig::preset("osmo-test-5").unwrap();
    assert_eq!(
        gas_price(&config, Err(no_answer())).verdict,
        Verdict::Warning
    );
}
