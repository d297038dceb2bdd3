//! The example season on a real chain, at a devnet's speed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use rigshare_node_tests::{rigshare, run, DevnetFolder, Options};
use serde_json::Value;

/// Plays the first `days` of the example season on a devnet, and again on the embedded chain with the
/// blocks that were seen.
fn play(wasmd: &'static str, days: u32) -> Value {
    let denoms = ["ufee", "factory/btc-bridge/satoshi"]
        .into_iter()
        .chain([
            "ibc/57DBF40C8207B7BC9A54D81347DE3EEF2E60DFC691C8E6904E2FD7BA504D5726",
            "ibc/498A0751C798A0D9A389AA3691123DADA57DAA4FE165D5C75894505B876BA6E4",
        ])
        .map(str::to_owned);
    let devnet = DevnetFolder::start(&Options {
        wasmd,
        block_ms: 100,
        denoms: denoms.collect(),
        // Fees are in a denom that nobody trades, so that balances compare.
        gas_prices: Some("0.025ufee".to_owned()),
        ..Options::default()
    });
    let home = devnet.home();
    let days = days.to_string();
    let ran = run(rigshare()
        .args(["demo", "--json", "--seconds-per-day", "12", "--days", &days])
        .arg("--devnet")
        .arg(&home));
    ran.json()
}

fn assert_exact(played: &Value, days: u64) {
    assert_eq!(
        played["reconciled"], true,
        "{}",
        played["outcome"]["disagreements"]
    );
    let replay = &played["replay"];
    assert_eq!(replay["differences"], Value::Array(vec![]));
    assert!(replay["balances"].as_u64().unwrap() > 50, "{replay}");
    assert!(
        replay["blocks_seen"].as_u64().unwrap() > 20 * days,
        "{replay}"
    );
    // Every day of every rig that mined closed somehow, and money moved.
    assert!(played["epochs"].as_u64().unwrap() >= 4 * days, "{played}");
    let story = played["outcome"]["story"].to_string();
    assert!(story.contains("claims"), "nobody claimed");
}

#[test]
fn the_whole_season_is_exact_on_a_real_chain_and_in_its_replay() {
    let played = play("v0.61.14", 30);
    assert_exact(&played, 30);
    assert!(played["replay"]["wasmd"]
        .as_str()
        .unwrap()
        .contains("0.61.14"));
}

#[test]
#[ignore = "the second version of wasmd: scripts/test.sh --full"]
fn a_short_season_is_exact_on_the_older_chain() {
    let played = play("v0.60.8", 4);
    assert_exact(&played, 4);
    assert!(played["replay"]["wasmd"]
        .as_str()
        .unwrap()
        .contains("0.60.8"));
}
