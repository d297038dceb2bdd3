//! Broken answers of pools: every error names the file, the place and the value.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    dead_code
)]

mod common;

use common::{refuse_all, Copy};

#[test]
fn attack_31_a_truncated_answer_and_a_renamed_field_are_refused_whole() {
    let file = "reporters/borealis/fjord-s21pro.json";
    let season = Copy::new();
    let path = season.path().join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, &text[..text.len() / 2]).unwrap();
    season.refused(&[file, "not JSON", "line"]);
    refuse_all(&[
        (
            file,
            "\"total_reward\"",
            "\"total\"",
            &["btc.daily_rewards[0]", "\"total_reward\" is missing"],
        ),
        (
            file,
            "\"total_reward\": \"0.005",
            "\"total_reward\": \"-0.005",
            &["negative", "-0.005"],
        ),
        (
            file,
            "\"total_reward\": \"0.0057",
            "\"total_reward\": 0.0057, \"x\": \"",
            &["total_reward"],
        ),
    ]);
    let season = Copy::new();
    std::fs::write(season.path().join(file), "").unwrap();
    season.refused(&[file]);
}

#[test]
fn attack_30_other_units_are_refused() {
    refuse_all(&[
        // Satoshi for bitcoin.
        (
            "reporters/aurora/fjord-s21pro.json",
            "\"total_reward\": \"0.00577611\"",
            "\"total_reward\": \"577611\"",
            &["btc.daily_rewards[0].total_reward", "577611", "not in BTC"],
        ),
        // A float's rounding.
        (
            "reporters/aurora/fjord-s21pro.json",
            "\"total_reward\": \"0.00577611\"",
            "\"total_reward\": \"0.005776110000001\"",
            &[
                "btc.daily_rewards[0].total_reward",
                "0.005776110000001",
                "8 decimals",
            ],
        ),
        // Gigahash for terahash.
        (
            "reporters/aurora/texas-m60s.json",
            "\"hash_rate\": 7386432000000000.0",
            "\"hash_rate\": 7386432000000.0",
            &["7386432000000", "wrong unit"],
        ),
    ]);
}

#[test]
fn files_that_nothing_calls_for_are_refused() {
    let season = Copy::new();
    std::fs::write(season.path().join("reporters/aurora/fjord.json"), "{}").unwrap();
    season.refused(&["reporters/aurora/fjord.json"]);
    let season = Copy::new();
    std::fs::create_dir(season.path().join("reporters/zelda")).unwrap();
    season.refused(&["reporters/zelda"]);
}
