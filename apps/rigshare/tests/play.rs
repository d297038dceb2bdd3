//! The example season, played whole, and seasons that the contracts answer differently.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    dead_code
)]

mod common;

use common::{example, rigshare, stderr, stdout, Copy};
use serde_json::Value;

fn json(output: &std::process::Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", stderr(output));
    serde_json::from_str(&stdout(output)).unwrap()
}

fn digits(value: &Value) -> u128 {
    value.as_str().unwrap().parse().unwrap()
}

#[test]
fn the_example_season_reconciles() {
    let season = Copy::new();
    let outcome = json(&season.play());
    assert_eq!(
        outcome["reconciled"], true,
        "{}",
        outcome["outcome"]["disagreements"]
    );
    assert_eq!(outcome["rigs"], 6);
    assert_eq!(outcome["holders"], 12);
    assert!(outcome["epochs"].as_u64().unwrap() >= 150);
    assert!(outcome["transfers"].as_u64().unwrap() >= 15);
    assert!(outcome["max_error_base_units"]
        .as_str()
        .unwrap()
        .starts_with("0."));
    for (name, denom) in outcome["denoms"].as_object().unwrap() {
        let of = |field: &str| digits(&denom[field]);
        let carry: u128 = denom["carry"]
            .as_str()
            .unwrap()
            .split('.')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        assert_eq!(
            of("settled") + of("cured"),
            of("paid") + of("owed") + carry,
            "{name}"
        );
        assert!(carry < 72, "{name}: less than one for each holder and rig");
    }
    for name in ["sat", "litoshi", "wxmr", "usdc"] {
        assert!(digits(&outcome["denoms"][name]["settled"]) > 0, "{name}");
        assert!(digits(&outcome["denoms"][name]["fees"]) > 0, "{name}");
    }
    let reporters = outcome["outcome"]["reporters"].as_array().unwrap();
    let of = |name: &str| reporters.iter().find(|of| of["name"] == name).unwrap();
    assert!(of("dagny")["outliers"].as_u64().unwrap() >= 15);
    assert_eq!(of("cassini")["absent"], 3);
    assert_eq!(of("equinox")["late"], 5);
    assert_eq!(of("aurora")["outliers"], 0);
    let zec = outcome["outcome"]["rigs"].as_array().unwrap();
    let zec = zec.iter().find(|rig| rig["id"] == "prairie-z15").unwrap();
    let day = zec["days"]
        .as_array()
        .unwrap()
        .iter()
        .find(|day| day["day"] == 16)
        .unwrap();
    assert_eq!(day["outcome"], "outage");
    // Longer than the season only in no field: one figure a day.
    for holder in outcome["outcome"]["holders"].as_array().unwrap() {
        for (denom, days) in holder["cumulative"].as_object().unwrap() {
            let days: Vec<u128> = days.as_array().unwrap().iter().map(digits).collect();
            assert_eq!(days.len(), 30, "{holder}");
            assert!(days.is_sorted(), "{denom} of {holder}");
        }
    }
    let page = std::fs::read_to_string(season.report()).unwrap();
    assert!(page.starts_with("<!doctype html>") || page.starts_with("<!DOCTYPE html>"));
    let left = std::fs::read_dir(season.path()).unwrap().count();
    assert_eq!(left, 6, "no temporary file is left beside the report");
}

#[test]
fn an_operator_without_money_defaults_and_cures() {
    // In the example it takes its proceeds before it stops paying: nothing is left for the holders.
    let outcome = json(&Copy::new().play());
    let usdc = &outcome["denoms"]["usdc"];
    assert_eq!(digits(&usdc["cured"]), 22_409_432);
    let operators = outcome["outcome"]["operators"].as_array().unwrap();
    let lonestar = operators
        .iter()
        .find(|of| of["name"] == "lonestar")
        .unwrap();
    assert_eq!(lonestar["defaulted_epochs"], 2);
    assert_eq!(outcome["reconciled"], true);
}

#[test]
fn attack_32_reporters_that_are_silent_make_outages_and_no_default() {
    let season = Copy::new();
    // With two of five silent for three days, three are left: a quorum, until one of them lies.
    season.replace(
        "season.toml",
        "absent_days = []",
        "absent_days = [11, 12, 13, 14]",
    );
    // And every operator pays what it can.
    season.replace(
        "rigs.toml",
        "withheld_days = [19, 20]",
        "withheld_days = []",
    );
    let outcome = json(&season.play());
    assert_eq!(outcome["reconciled"], true);
    for operator in outcome["outcome"]["operators"].as_array().unwrap() {
        assert_eq!(operator["defaulted_epochs"], 0);
    }
    let rigs = outcome["outcome"]["rigs"].as_array().unwrap();
    let days = rigs.iter().flat_map(|rig| rig["days"].as_array().unwrap());
    let outages = days.filter(|day| day["outcome"] == "outage").count();
    assert!(outages >= 1, "{outages}");
}

#[test]
fn what_a_contract_refuses_is_told_and_changes_nothing() {
    let season = Copy::new();
    season.append(
        "trades.toml",
        "\n[[actions]]\nday = 3\ntime = \"01:00:00\"\nkind = \"transfer\"\nfrom = \"bela\"\n\
         token = \"chidi-1\"\nto = \"bela\"\n",
    );
    let outcome = json(&season.play());
    assert_eq!(outcome["reconciled"], true);
    let story = outcome["outcome"]["story"].as_array().unwrap();
    let told = story
        .iter()
        .filter(|line| line["text"].as_str().unwrap().starts_with("refused: bela"));
    assert_eq!(told.count(), 1);
}

#[test]
fn tables_have_no_colours_when_piped() {
    let season = example();
    let output = rigshare(&["demo", "--season", season.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    let text = stdout(&output);
    assert!(!text.contains('\u{1b}'));
    assert!(text.contains("Reconciled"));
    for word in ["ada", "fjordhash", "moneroocean", "equinox", "wxmr"] {
        assert!(text.contains(word), "{word}");
    }
    assert_eq!(stderr(&output), "");
    let quiet = rigshare(&["demo", "--quiet", "--season", season.to_str().unwrap()]);
    assert!(stdout(&quiet).len() < text.len() / 4);
}

#[test]
fn a_report_that_cannot_be_written_fails() {
    let season = example();
    let args = [
        "demo",
        "--season",
        season.to_str().unwrap(),
        "--report",
        "/nowhere/at/all.html",
    ];
    let output = rigshare(&args);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("/nowhere/at/all.html"));
}

#[test]
fn a_flag_given_twice_counts_as_given_last() {
    let season = Copy::new();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_rigshare"))
        .args(["demo", "--json", "--season", "nowhere", "--season"])
        .arg(season.path())
        .output()
        .unwrap();
    assert!(output.status.success());
}
