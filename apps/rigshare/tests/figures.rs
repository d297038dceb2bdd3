//! `hashprice` and `rig quote` against figures worked out by hand, and bad flags.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    dead_code
)]

mod common;

use common::{rigshare, stderr, stdout};
use serde_json::Value;

fn json(args: &[&str]) -> Value {
    let output = rigshare(args);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap()
}

#[test]
fn hashprice_is_exact() {
    // 10^15 * 86,400 * 312,500,000 / (10^14 * 2^32) = 62,864.273786544799804...
    let quote = json(&[
        "hashprice",
        "--difficulty",
        "100000000000000",
        "--price",
        "100000",
        "--json",
    ]);
    assert_eq!(quote["today"]["base_units_per_unit_day"], "62864.273");
    assert_eq!(quote["today"]["quote_per_unit_day"], "62.864273");
    // Half the subsidy, no fees.
    assert_eq!(
        quote["after_halving"]["base_units_per_unit_day"],
        "31432.136"
    );
    assert_eq!(quote["next_halving_height"], 1_050_000);
    // The same network by its hashrate: difficulty * 2^32 / 600 = 715,827,882,666,666,666,666.67.
    let network = json(&[
        "hashprice",
        "--network-hashrate",
        "715827882.66666666667TH/s",
        "--json",
    ]);
    assert_eq!(network["today"]["base_units_per_unit_day"], "62864.273");
    // Monero has a tail emission: no halving, and its difficulty is its hashes.
    let monero = json(&[
        "hashprice",
        "--coin",
        "xmr",
        "--difficulty",
        "600000000000",
        "--json",
    ]);
    assert_eq!(monero["after_halving"], Value::Null);
    // 10^3 * 86,400 * 6 * 10^11 / (6 * 10^11).
    assert_eq!(monero["today"]["base_units_per_unit_day"], "86400000.000");
}

const RIG: [&str; 13] = [
    "rig",
    "quote",
    "--hashrate",
    "200TH/s",
    "--watts",
    "3500",
    "--nbits",
    "0x1702068f",
    "--price",
    "100000",
    "--cost",
    "3000",
    "--json",
];

fn quote(more: &[&str]) -> Value {
    let mut args = RIG.to_vec();
    args.extend_from_slice(more);
    json(&args)
}

#[test]
fn a_rig_is_quoted_today_and_after_the_halving() {
    let cheap = quote(&["--electricity", "0.05"]);
    let today = &cheap["today"];
    assert_eq!(today["reward_base_units"], "9047");
    assert_eq!(today["electricity_nano"], "4200000000");
    assert_eq!(today["payback_days"], "619");
    assert_eq!(cheap["efficiency"], "17.50");
    let after = &cheap["after_halving"];
    assert_eq!(after["reward_base_units"], "4523");
    assert!(
        after["payback_days"]
            .as_str()
            .unwrap()
            .parse::<u32>()
            .unwrap()
            > 2 * 619
    );
    // 20 % of what electricity leaves: 618.9 days / 0.8 are 773.6.
    let fee = quote(&["--electricity", "0.05", "--service-fee", "20"]);
    assert_eq!(fee["today"]["payback_days"], "774");
}

#[test]
fn a_rig_under_water_never_pays_back() {
    let dear = quote(&["--electricity", "0.2", "--service-fee", "5"]);
    assert_eq!(dear["today"]["payback_days"], Value::Null);
    assert_eq!(dear["today"]["service_fee_nano"], "0");
    assert!(dear["today"]["net_nano"].as_str().unwrap().starts_with('-'));
    let mut args: Vec<&str> = RIG[..12].to_vec();
    args.extend(["--electricity", "0.2"]);
    let table = stdout(&rigshare(&args));
    assert!(table.contains("never"), "{table}");
}

#[test]
fn attack_41_flags_are_refused_by_name_and_value() {
    let cases: [(&[&str], &[&str]); 20] = [
        (&["hashprice"], &["--difficulty"]),
        (&["hashprice", "--difficulty", "0"], &["--difficulty", "0"]),
        (&["hashprice", "--difficulty", "-1"], &["-1"]),
        (
            &["hashprice", "--difficulty", "1e5"],
            &["--difficulty", "1e5"],
        ),
        (
            &["hashprice", "--difficulty", "NaN"],
            &["--difficulty", "NaN"],
        ),
        (
            &["hashprice", "--difficulty", "1", "--network-hashrate", "1"],
            &["cannot be used with"],
        ),
        (
            &["hashprice", "--network-hashrate", "5 watts"],
            &["--network-hashrate", "5 watts"],
        ),
        (
            &["hashprice", "--nbits", "0x00000000"],
            &["--nbits", "zero"],
        ),
        (&["hashprice", "--nbits", "xyz"], &["--nbits", "xyz"]),
        (
            &["hashprice", "--coin", "XMR", "--nbits", "0x1702068f"],
            &["--nbits", "XMR"],
        ),
        (
            &["hashprice", "--coin", "GOLD", "--difficulty", "1"],
            &["--coin", "GOLD", "BTC"],
        ),
        (
            &["hashprice", "--difficulty", "1", "--price", "0"],
            &["--price"],
        ),
        (
            &["hashprice", "--difficulty", "1", "--price", "1.0000000001"],
            &["--price", "9 decimals"],
        ),
        (
            &[
                "hashprice",
                "--coin",
                "XMR",
                "--difficulty",
                "1",
                "--height",
                "1",
            ],
            &["--height", "XMR"],
        ),
        (
            &["hashprice", "--difficulty", "1", "--reward", "0"],
            &["--reward"],
        ),
        (&["rig", "quote", "--hashrate", "1TH/s"], &["--electricity"]),
        (&["completions", "tcsh"], &["tcsh"]),
        (&["demo", "--reprot", "x"], &["--reprot"]),
        (&["demmo"], &["demmo"]),
        (&["demo", "--season", "nowhere"], &["--season", "nowhere"]),
    ];
    for (args, said) in cases {
        let output = rigshare(args);
        let error = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {error}");
        assert_eq!(stdout(&output), "", "{args:?}");
        for said in said {
            assert!(error.contains(said), "{args:?}: {said:?} is not in {error}");
        }
    }
}

#[test]
fn huge_numbers_are_refused_and_do_not_panic() {
    let huge = u128::MAX.to_string();
    for args in [
        vec!["hashprice", "--difficulty", &huge],
        vec!["hashprice", "--difficulty", "1", "--reward", &huge],
        vec!["hashprice", "--difficulty", "1", "--price", &huge],
        vec!["hashprice", "--difficulty", "1", "--fees", &huge],
        vec![
            "hashprice",
            "--difficulty",
            "0.000000000000000001",
            "--reward",
            "3000000000000000000000000000",
        ],
        vec![
            "hashprice",
            "--difficulty",
            "1",
            "--height",
            "18446744073709551615",
        ],
        vec!["hashprice", "--network-hashrate", &huge],
    ] {
        let output = rigshare(&args);
        assert!(
            matches!(output.status.code(), Some(0..=2)),
            "{args:?}: {}",
            stderr(&output)
        );
        assert!(!stderr(&output).contains("panicked"), "{args:?}");
    }
}

#[test]
fn completions_are_scripts() {
    for shell in ["bash", "zsh", "fish"] {
        let output = rigshare(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0));
        assert!(stdout(&output).contains("hashprice"), "{shell}");
    }
    for args in [
        &["--help"][..],
        &["demo", "--help"],
        &["rig", "quote", "--help"],
    ] {
        let output = rigshare(args);
        assert_eq!(output.status.code(), Some(0));
        assert!(!stdout(&output).contains('\u{1b}'));
    }
}
