//! A broken season.toml: every error names the file, the place and the value.
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
fn attack_41_a_missing_file_is_named() {
    for file in [
        "season.toml",
        "rigs.toml",
        "network.toml",
        "trades.toml",
        "reporters/aurora/linz-x5.json",
    ] {
        let season = Copy::new();
        std::fs::remove_file(season.path().join(file)).unwrap();
        season.refused(&[file, "No such file"]);
    }
    let season = Copy::new();
    std::fs::remove_dir_all(season.path().join("reporters/cassini")).unwrap();
    season.refused(&["reporters/cassini"]);
}

#[test]
fn attack_41_what_is_not_toml_or_of_another_type_is_named_by_line() {
    refuse_all(&[
        (
            "season.toml",
            "days = 30",
            "days = = 30",
            &["line 5", "days = = 30"],
        ),
        (
            "season.toml",
            "days = 30",
            "days = \"30\"",
            &["line 5", "days", "\"30\""],
        ),
        ("season.toml", "days = 30", "days = -1", &["line 5", "-1"]),
        (
            "season.toml",
            "days = 30",
            "days = 99999999999",
            &["line 5", "99999999999"],
        ),
        ("season.toml", "days = 30", "dais = 30", &["dais"]),
        ("season.toml", "days = 30", "", &["missing field `days`"]),
        (
            "season.toml",
            "days = 30",
            "days = 30\ndays = 30",
            &["line 6", "duplicate key"],
        ),
        (
            "rigs.toml",
            "watts = 175500",
            "watts = 1.5",
            &["line 16", "watts", "1.5"],
        ),
        (
            "rigs.toml",
            "scheme = \"fpps\"",
            "scheme = \"fps\"",
            &["line 22", "fps"],
        ),
        (
            "rigs.toml",
            "least_grade = \"plausible\"",
            "least_grade = \"proven\"",
            &["least_grade", "proven"],
        ),
    ]);
}

#[test]
fn attack_41_a_value_that_makes_no_sense_is_named_with_its_place() {
    refuse_all(&[
        (
            "season.toml",
            "days = 30",
            "days = 0",
            &["days: 0 is not 1 to"],
        ),
        (
            "season.toml",
            "2026-05-27",
            "2026-02-30",
            &["2026-02-30", "YYYY-MM-DD"],
        ),
        (
            "season.toml",
            "epoch_seconds = 86400",
            "epoch_seconds = 3600",
            &["epoch_seconds: 3600"],
        ),
        (
            "season.toml",
            "window_seconds = 21600",
            "window_seconds = 0",
            &["window_seconds: 0"],
        ),
        (
            "season.toml",
            "outage_deadline_seconds = 259200",
            "outage_deadline_seconds = 21600",
            &["outage_deadline_seconds: 21600 is not longer"],
        ),
        (
            "season.toml",
            "quorum = 3",
            "quorum = 5",
            &["reporters: 5 are fewer", "6"],
        ),
        (
            "season.toml",
            "late_days = [4, ",
            "late_days = [30, ",
            &["reporters[4].late_days: day 30"],
        ),
        (
            "season.toml",
            "absent_days = [9, 10",
            "absent_days = [9, 9",
            &["day 9 stands twice"],
        ),
        (
            "season.toml",
            "name = \"borealis\"",
            "name = \"aurora\"",
            &["\"aurora\" stands twice"],
        ),
        (
            "season.toml",
            "name = \"ada\"",
            "name = \"Ada\"",
            &["\"Ada\"", "lower case"],
        ),
        (
            "season.toml",
            "\"6000000000\"",
            "\"-6\"",
            &["\"-6\"", "string of digits"],
        ),
        (
            "season.toml",
            "\"6000000000\"",
            "\"1e9\"",
            &["\"1e9\"", "string of digits"],
        ),
        (
            "season.toml",
            "{ denom = \"usdc\"",
            "{ denom = \"usdt\"",
            &["funds[0].denom: \"usdt\""],
        ),
        (
            "season.toml",
            "kind = \"native\"",
            "kind = \"cw20\"",
            &["cw20", "denoms[2].kind"],
        ),
        (
            "season.toml",
            "asset = \"LTC\"",
            "asset = \"LTX\"",
            &["denoms[1].asset: \"LTX\""],
        ),
    ]);
}
