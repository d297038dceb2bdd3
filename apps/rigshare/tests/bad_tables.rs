//! Broken rigs, networks and actions: every error names the file, the place and the value.
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
fn attack_41_rigs_are_checked_against_everything_they_name() {
    refuse_all(&[
        (
            "rigs.toml",
            "watts = 175500",
            "watts = 175501",
            &["rigs[0].watts: 175501"],
        ),
        (
            "rigs.toml",
            "machines = 50",
            "machines = 51",
            &["rigs[0].hashrate_hs: 11700000000000000"],
        ),
        (
            "rigs.toml",
            "unit_hashrate_hs = \"1000000000000\"",
            "unit_hashrate_hs = \"0\"",
            &["rigs[0].unit_hashrate_hs: 0 does not divide"],
        ),
        (
            "rigs.toml",
            "\"0.042\"",
            "\"0.0420000001\"",
            &["0.0420000001", "9 decimals"],
        ),
        ("rigs.toml", "\"0.042\"", "\"-0.042\"", &["-0.042"]),
        (
            "rigs.toml",
            "coin = \"BTC\"",
            "coin = \"BTX\"",
            &["rigs[0].coin: \"BTX\""],
        ),
        (
            "rigs.toml",
            "pool = \"braiins\"",
            "pool = \"brains\"",
            &["rigs[0].pool", "\"brains\""],
        ),
        (
            "rigs.toml",
            "pool = \"braiins\"",
            "pool = \"moneroocean\"",
            &["rigs[0].pool", "BTC"],
        ),
        (
            "rigs.toml",
            "end_day = 30",
            "end_day = 31",
            &["rigs[0].end_day: 31"],
        ),
        (
            "rigs.toml",
            "start_day = 0",
            "start_day = 30",
            &["rigs[0].end_day: 30"],
        ),
        (
            "rigs.toml",
            "id = \"fjord-s19xp\"",
            "id = \"fjord-s21pro\"",
            &["rigs[1].id", "twice"],
        ),
        (
            "rigs.toml",
            "id = \"fjord-s21pro\"",
            "id = \"../x\"",
            &["line 6", "../x"],
        ),
        (
            "rigs.toml",
            "worker = \"odda-s19\"",
            "worker = \"fjordhash.odda-s21\"",
            &["rigs[1].worker"],
        ),
        (
            "rigs.toml",
            "payout_denom = \"sat\"",
            "payout_denom = \"stake\"",
            &["rigs[0].payout_denom"],
        ),
        (
            "rigs.toml",
            "sale_denom = \"usdc\"",
            "sale_denom = \"sat\"",
            &["rigs[0].sale_denom: \"sat\""],
        ),
        (
            "rigs.toml",
            "withheld_days = [19, 20]",
            "withheld_days = [30]",
            &["day 30"],
        ),
        (
            "rigs.toml",
            "service_fee_bps = 300",
            "service_fee_bps = 10001",
            &["10001"],
        ),
    ]);
}

#[test]
fn attack_41_networks_have_a_figure_a_day() {
    refuse_all(&[
        (
            "network.toml",
            "\"586731854541218351021927\", \"586731854541218351021927\", ",
            "\"586731854541218351021927\", ",
            &["networks[0].hashes_per_block: 29 figures for 30 days"],
        ),
        (
            "network.toml",
            "\"586731854541218351021927\"",
            "\"0\"",
            &["networks[0].hashes_per_block[0]: \"0\""],
        ),
        (
            "network.toml",
            "\"586731854541218351021927\"",
            "5867",
            &["5867", "line"],
        ),
        (
            "network.toml",
            "coin = \"LTC\"",
            "coin = \"BTC\"",
            &["networks[1].coin: \"BTC\""],
        ),
    ]);
    // A pool that is not there is told where a rig names it.
    let season = Copy::new();
    season.replace("network.toml", "pool = \"2miners\"", "pool = \"3miners\"");
    season.refused(&[
        "rigs.toml",
        "rigs[5].pool",
        "\"2miners\" of ZEC",
        "network.toml",
    ]);
}

#[test]
fn attack_41_actions_name_what_exists_and_have_the_keys_of_their_kind() {
    refuse_all(&[
        (
            "trades.toml",
            "kind = \"buy\"",
            "kind = \"steal\"",
            &[":4:", "actions[0].kind", "\"steal\""],
        ),
        (
            "trades.toml",
            "buyer = \"ada\"",
            "buyer = \"eve\"",
            &["actions[0].buyer: \"eve\""],
        ),
        (
            "trades.toml",
            "buyer = \"ada\"",
            "bayer = \"ada\"",
            &["actions[0].buyer: is missing"],
        ),
        (
            "trades.toml",
            "shares = 2000",
            "shares = 2000\nprice = \"1\"",
            &["actions[0].price"],
        ),
        (
            "trades.toml",
            "shares = 2000",
            "shares = -2000",
            &["actions[0].shares: -2000"],
        ),
        (
            "trades.toml",
            "shares = 2000",
            "shares = 0",
            &["actions[0].shares: 0"],
        ),
        (
            "trades.toml",
            "rig = \"fjord-s21pro\"",
            "rig = \"fjord\"",
            &["actions[0].rig: \"fjord\""],
        ),
        (
            "trades.toml",
            "day = 0",
            "day = 30",
            &["actions[0].day: 30"],
        ),
        (
            "trades.toml",
            "\"00:00:00\"",
            "\"24:00:00\"",
            &["actions[0].time: \"24:00:00\""],
        ),
        (
            "trades.toml",
            "token = \"bela-1\"",
            "token = \"ada-1\"",
            &["actions[1].token", "taken"],
        ),
        (
            "trades.toml",
            "into = [\"ada-1a\", \"ada-1b\", \"ada-1c\"]",
            "into = [\"ada-1a\", \"ada-1b\"]",
            &["actions[16].into: 2 names for 3 parts"],
        ),
        (
            "trades.toml",
            "price = \"314160000\"",
            "price = \"3.5\"",
            &[".price: \"3.5\""],
        ),
        (
            "trades.toml",
            "denom = \"usdc\"",
            "denom = \"sat\"",
            &[".denom: \"sat\""],
        ),
        (
            "trades.toml",
            "offer = \"bela-zec\"\ntoken",
            "offer = \"bela\"\ntoken",
            &[".offer: \"bela\""],
        ),
        (
            "trades.toml",
            "operator = \"lonestar\"",
            "operator = \"prairie\"",
            &[".operator: \"prairie\""],
        ),
    ]);
    // A token of the future.
    let season = Copy::new();
    season.append(
        "trades.toml",
        "\n[[actions]]\nday = 0\ntime = \"00:00:00\"\nkind = \"burn\"\nowner = \"ada\"\ntoken = \"kofi-3\"\n",
    );
    season.refused(&[
        "trades.toml",
        ".token: \"kofi-3\" is not a token that was made before",
    ]);
}
