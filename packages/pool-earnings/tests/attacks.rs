//! Attacks 30 and 31 on the answers of every pool, and bad input of every kind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use pool_earnings::{parse_daily, Coin, DailyEarning, Pool, PoolError};

const DAY: u32 = 20_605; // 2026-06-01

const BRAIINS: &str = r#"{"btc": {"daily_rewards": [
  {"date": 1780272000, "total_reward": "0.00010562", "mining_reward": "0.00010562",
   "bos_plus_reward": "0.00000000", "referral_bonus": "0.00000000",
   "referral_reward": "0.00000000", "calculation_date": 1780365600}]}}"#;

const F2POOL: &str = r#"{"transactions": [
  {"id": 91823711, "type": "revenue", "changed_balance": 0.00008396, "created_at": 1780369200,
   "mining_extra": {"mining_date": 1780272000, "settle_date": 1780358400, "pps": 0.00008263,
     "pps_fee_rate": 0.02, "tx_fee": 1.33e-06, "tx_fee_rate": 0.02, "hash_rate": 1.86e+14},
   "payout_extra": null}]}"#;

const OCEAN: &str = r#"{"result": {"start_ts": "2026-06-01T00:00:00", "end_ts": "2026-06-02T00:00:00",
  "earnings": [{"ts": "2026-06-01T03:35:48", "block_hash": "00000000000000000001abc",
    "shares_in_window": 1048576, "fees_colected_satoshis": 63, "satoshis_net_earned": 6265}],
  "payouts": [{"ts": "2026-06-02T01:00:00", "on_chain_txid": "ab",
    "total_satoshis_net_paid": 1048600, "is_generation_txn": true}]}}"#;

const TWO_MINERS: &str = r#"{"24hnumreward": 1, "24hreward": 403086, "currentHashrate": 840000,
  "rewards": [{"blockheight": 2961877, "timestamp": 1780272911, "reward": 403086,
    "percent": 0.002578, "immature": false, "orphan": false, "uncle": false}]}"#;

const MONERO_OCEAN: &str = r#"[{"id": 3811204, "ts": 1780280340.5, "ts_found": 1780272911,
  "port": 18081, "hash": "9f3c", "value_percent": 0.0021, "value": 0.0000128710931234567}]"#;

/// Each pool's answer, its coin, and what it is worth.
fn all() -> [(Pool, Coin, &'static str, u128, Option<u128>); 5] {
    let coin = Coin::new;
    [
        (Pool::Braiins, coin("BTC", 8), BRAIINS, 10_562, None),
        (
            Pool::F2pool,
            coin("BTC", 8),
            F2POOL,
            8_396,
            Some(186_000_000_000_000),
        ),
        (Pool::Ocean, coin("BTC", 8), OCEAN, 6_265, None),
        (Pool::TwoMiners, coin("ZEC", 8), TWO_MINERS, 403_086, None),
        (
            Pool::MoneroOcean,
            coin("XMR", 12),
            MONERO_OCEAN,
            12_871_093,
            None,
        ),
    ]
}

fn refused(pool: Pool, coin: &str, text: &str) -> PoolError {
    let decimals = if coin == "XMR" { 12 } else { 8 };
    parse_daily(pool, &Coin::new(coin, decimals), text).expect_err(text)
}

/// The sample of a pool with one part replaced; the part must be there.
fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from} is not in the sample");
    text.replacen(from, to, 1)
}

#[test]
fn reads_each_pools_answer_exactly() {
    for (pool, coin, text, amount_base_units, hashrate_hs) in all() {
        let days = parse_daily(pool, &coin, text).unwrap();
        let expected = DailyEarning {
            amount_base_units,
            hashrate_hs,
        };
        assert_eq!(
            days.into_iter().collect::<Vec<_>>(),
            [(DAY, expected)],
            "{pool}"
        );
    }
}

#[test]
fn sums_events_by_day_and_leaves_gaps() {
    let entry = |ts: &str, hash: &str, sat: u32| {
        format!(r#"{{"ts": "{ts}", "block_hash": "{hash}", "satoshis_net_earned": {sat}}}"#)
    };
    let text = format!(
        r#"{{"result": {{"earnings": [{}, {}, {}, {}]}}}}"#,
        entry("2026-06-04T00:00:00Z", "d", 8),
        entry("2026-06-01T23:59:59", "b", 2),
        entry("1780272000", "a", 1),
        entry("2026-06-04T12:00:00", "e", 0),
    );
    let days = parse_daily(Pool::Ocean, &Coin::new("BTC", 8), &text).unwrap();
    let sums: Vec<_> = days
        .iter()
        .map(|(day, e)| (*day, e.amount_base_units))
        .collect();
    assert_eq!(sums, [(DAY, 3), (DAY + 3, 8)]);
    let none = parse_daily(
        Pool::Ocean,
        &Coin::new("BTC", 8),
        r#"{"result": {"earnings": [], "payouts": []}}"#,
    );
    assert!(none.unwrap().is_empty());
}

#[test]
fn a_day_reported_as_zero_is_zero_and_not_a_gap() {
    let text = changed(BRAIINS, "0.00010562", "0.00000000");
    let days = parse_daily(Pool::Braiins, &Coin::new("BTC", 8), &text).unwrap();
    assert_eq!(days[&DAY].amount_base_units, 0);
}

#[test]
fn immature_rewards_keep_their_day_open_and_orphans_pay_nothing() {
    let coin = Coin::new("ZEC", 8);
    let immature = changed(TWO_MINERS, r#""immature": false"#, r#""immature": true"#);
    assert!(parse_daily(Pool::TwoMiners, &coin, &immature)
        .unwrap()
        .is_empty());
    let orphan = changed(TWO_MINERS, r#""orphan": false"#, r#""orphan": true"#);
    assert!(parse_daily(Pool::TwoMiners, &coin, &orphan)
        .unwrap()
        .is_empty());
}

#[test]
fn payouts_are_not_earnings() {
    let payout = r#""type": "payout", "changed_balance": -0.5"#;
    let text = changed(
        F2POOL,
        r#""type": "revenue", "changed_balance": 0.00008396"#,
        payout,
    );
    assert!(parse_daily(Pool::F2pool, &Coin::new("BTC", 8), &text)
        .unwrap()
        .is_empty());
    let text = changed(F2POOL, r#""type": "revenue""#, r#""type": "airdrop""#);
    assert!(matches!(
        refused(Pool::F2pool, "BTC", &text),
        PoolError::UnknownKind { .. }
    ));
}

#[test]
fn gwei_of_2miners_become_wei() {
    let days = parse_daily(Pool::TwoMiners, &Coin::new("ETC", 18), TWO_MINERS).unwrap();
    assert_eq!(days[&DAY].amount_base_units, 403_086_000_000_000);
}

#[test]
fn attack_30_satoshi_for_bitcoin() {
    // Digits without a point where the pool writes eight decimals.
    let text = changed(
        BRAIINS,
        r#""total_reward": "0.00010562""#,
        r#""total_reward": "10562""#,
    );
    assert_eq!(
        refused(Pool::Braiins, "BTC", &text),
        PoolError::WrongUnit {
            path: "btc.daily_rewards[0].total_reward".into(),
            value: r#""10562""#.into(),
            expected: "BTC with decimals",
        }
    );
    // A number that has no decimals to miss: more than the network mines.
    let text = changed(F2POOL, "0.00008396", "8396");
    assert!(matches!(
        refused(Pool::F2pool, "BTC", &text),
        PoolError::MoreThanTheNetwork {
            day: DAY,
            amount_base_units: 839_600_000_000,
            ..
        }
    ));
    let text = changed(MONERO_OCEAN, "0.0000128710931234567", "12871093");
    assert!(matches!(
        refused(Pool::MoneroOcean, "XMR", &text),
        PoolError::MoreThanTheNetwork { .. }
    ));
}

#[test]
fn attack_30_bitcoin_for_satoshi() {
    for wrong in ["0.00006265", "6.265e3", "6265.0"] {
        let text = changed(OCEAN, ": 6265}", &format!(": {wrong}}}"));
        assert_eq!(
            refused(Pool::Ocean, "BTC", &text),
            PoolError::WrongUnit {
                path: "result.earnings[0].satoshis_net_earned".into(),
                value: wrong.into(),
                expected: "whole satoshi",
            }
        );
    }
    let text = changed(TWO_MINERS, r#""reward": 403086"#, r#""reward": 0.00403086"#);
    assert!(matches!(
        refused(Pool::TwoMiners, "ZEC", &text),
        PoolError::WrongUnit { .. }
    ));
}

#[test]
fn attack_30_gigahash_for_terahash() {
    let rig_hs = 186_000_000_000_000;
    let read = |text: &str| parse_daily(Pool::F2pool, &Coin::new("BTC", 8), text).unwrap()[&DAY];
    assert_eq!(read(F2POOL).check_hashrate_unit(DAY, rig_hs), Ok(()));
    for (wrong, pool_hs) in [("186000", 186_000), ("1.86e11", 186_000_000_000)] {
        let day = read(&changed(F2POOL, "1.86e+14", wrong));
        assert_eq!(
            day.check_hashrate_unit(DAY, rig_hs),
            Err(PoolError::HashrateUnit {
                day: DAY,
                pool_hs,
                rig_hs
            })
        );
    }
    let day = read(&changed(F2POOL, "1.86e+14", "1.86e+17"));
    assert!(day.check_hashrate_unit(DAY, rig_hs).is_err());
    assert!(read(F2POOL).check_hashrate_unit(DAY, 0).is_err());
    let text = changed(F2POOL, "1.86e+14", r#""186 TH/s""#);
    assert!(matches!(
        refused(Pool::F2pool, "BTC", &text),
        PoolError::WrongType { .. }
    ));
}

#[test]
fn attack_30_float_rounding_through_a_double() {
    // 0.1 + 0.2 as a server prints it.
    let text = changed(F2POOL, "0.00008396", "0.30000000000000004");
    assert_eq!(
        refused(Pool::F2pool, "BTC", &text),
        PoolError::TooManyDecimals {
            path: "transactions[0].changed_balance".into(),
            value: "0.30000000000000004".into(),
            decimals: 8,
        }
    );
    // Every digit of an amount that a double cannot hold survives.
    let text = changed(OCEAN, ": 6265}", ": 9007199255}").replace(
        r#""payouts""#,
        r#""ignored": 9007199254740993.5, "payouts""#,
    );
    let days = parse_daily(Pool::Ocean, &Coin::new("BTC", 8), &text).unwrap();
    assert_eq!(days[&DAY].amount_base_units, 9_007_199_255);
    let text = changed(MONERO_OCEAN, "0.0000128710931234567", "900.719925474099");
    let days = parse_daily(Pool::MoneroOcean, &Coin::new("XMR", 12), &text).unwrap();
    assert_eq!(days[&DAY].amount_base_units, 900_719_925_474_099);
}

#[test]
fn attack_30_milliseconds_for_seconds() {
    for (pool, coin, text, from) in [
        (Pool::Braiins, "BTC", BRAIINS, "1780272000"),
        (Pool::F2pool, "BTC", F2POOL, "1780272000"),
        (Pool::TwoMiners, "ZEC", TWO_MINERS, "1780272911"),
        (Pool::MoneroOcean, "XMR", MONERO_OCEAN, "1780280340.5"),
    ] {
        for wrong in [
            "1780272911000",
            "0",
            "-1780272911",
            "1.780272911e9",
            "99999999999999999999",
        ] {
            let error = refused(pool, coin, &changed(text, from, wrong));
            assert!(
                matches!(error, PoolError::BadTime { .. }),
                "{pool} {wrong}: {error}"
            );
        }
    }
    for wrong in [
        "2026-06-01T03:35:48+02:00",
        "2026-02-30T00:00:00",
        "yesterday",
        "",
    ] {
        let error = refused(
            Pool::Ocean,
            "BTC",
            &changed(OCEAN, "2026-06-01T03:35:48", wrong),
        );
        assert!(
            matches!(error, PoolError::BadTime { .. }),
            "{wrong}: {error}"
        );
    }
}

#[test]
fn attack_30_a_pool_that_changes_its_json() {
    // A field renamed: its absence is told with its place, whatever replaced it.
    for (pool, coin, text, field, place) in [
        (Pool::Braiins, "BTC", BRAIINS, "daily_rewards", "btc"),
        (
            Pool::Braiins,
            "BTC",
            BRAIINS,
            "date",
            "btc.daily_rewards[0]",
        ),
        (
            Pool::Braiins,
            "BTC",
            BRAIINS,
            "total_reward",
            "btc.daily_rewards[0]",
        ),
        (Pool::F2pool, "BTC", F2POOL, "transactions", "$"),
        (Pool::F2pool, "BTC", F2POOL, "id", "transactions[0]"),
        (Pool::F2pool, "BTC", F2POOL, "type", "transactions[0]"),
        (
            Pool::F2pool,
            "BTC",
            F2POOL,
            "changed_balance",
            "transactions[0]",
        ),
        (
            Pool::F2pool,
            "BTC",
            F2POOL,
            "mining_extra",
            "transactions[0]",
        ),
        (
            Pool::F2pool,
            "BTC",
            F2POOL,
            "mining_date",
            "transactions[0].mining_extra",
        ),
        (Pool::Ocean, "BTC", OCEAN, "result", "$"),
        (Pool::Ocean, "BTC", OCEAN, "earnings", "result"),
        (Pool::Ocean, "BTC", OCEAN, "ts", "result.earnings[0]"),
        (
            Pool::Ocean,
            "BTC",
            OCEAN,
            "block_hash",
            "result.earnings[0]",
        ),
        (
            Pool::Ocean,
            "BTC",
            OCEAN,
            "satoshis_net_earned",
            "result.earnings[0]",
        ),
        (Pool::TwoMiners, "ZEC", TWO_MINERS, "rewards", "$"),
        (
            Pool::TwoMiners,
            "ZEC",
            TWO_MINERS,
            "blockheight",
            "rewards[0]",
        ),
        (
            Pool::TwoMiners,
            "ZEC",
            TWO_MINERS,
            "timestamp",
            "rewards[0]",
        ),
        (Pool::TwoMiners, "ZEC", TWO_MINERS, "reward", "rewards[0]"),
        (Pool::TwoMiners, "ZEC", TWO_MINERS, "immature", "rewards[0]"),
        (Pool::TwoMiners, "ZEC", TWO_MINERS, "orphan", "rewards[0]"),
        (Pool::TwoMiners, "ZEC", TWO_MINERS, "uncle", "rewards[0]"),
        (Pool::MoneroOcean, "XMR", MONERO_OCEAN, "ts", "$[0]"),
        (Pool::MoneroOcean, "XMR", MONERO_OCEAN, "hash", "$[0]"),
        (Pool::MoneroOcean, "XMR", MONERO_OCEAN, "value", "$[0]"),
    ] {
        let text = changed(text, &format!("\"{field}\""), &format!("\"{field}New\""));
        let expected = PoolError::Missing {
            path: place.into(),
            field,
        };
        assert_eq!(refused(pool, coin, &text), expected, "{pool} {field}");
    }
    // A value of another type.
    let error = refused(
        Pool::Braiins,
        "BTC",
        &changed(BRAIINS, r#""0.00010562""#, "0.00010562"),
    );
    assert!(
        matches!(
            error,
            PoolError::WrongType {
                expected: "a string",
                ..
            }
        ),
        "{error}"
    );
    let error = refused(
        Pool::F2pool,
        "BTC",
        &changed(F2POOL, "0.00008396", r#""0.00008396""#),
    );
    assert!(
        matches!(
            error,
            PoolError::WrongType {
                expected: "a number",
                ..
            }
        ),
        "{error}"
    );
    let error = refused(Pool::Ocean, "BTC", r#"{"result": []}"#);
    assert!(
        matches!(
            error,
            PoolError::WrongType {
                expected: "an object",
                ..
            }
        ),
        "{error}"
    );
    // A new field beside the known ones changes nothing.
    let text = changed(
        BRAIINS,
        r#""date""#,
        r#""bonus_v2": {"a": [1e400]}, "date""#,
    );
    assert!(parse_daily(Pool::Braiins, &Coin::new("BTC", 8), &text).is_ok());
}

#[test]
fn attack_30_a_field_or_a_reward_that_comes_twice() {
    let text = changed(
        BRAIINS,
        r#""mining_reward""#,
        r#""total_reward": "9.0", "mining_reward""#,
    );
    assert_eq!(
        refused(Pool::Braiins, "BTC", &text),
        PoolError::DuplicateField {
            path: "btc.daily_rewards[0].total_reward".into()
        }
    );
    for (pool, coin, text, _, _) in all() {
        let open = text.rfind("[{").or_else(|| text.find('[')).unwrap();
        // OCEAN's last array is the payouts; its entries are the first.
        let open = if pool == Pool::Ocean {
            text.find('[').unwrap()
        } else {
            open
        };
        let start = open + text[open..].find('{').unwrap();
        let mut depth = 0;
        let end = start
            + text[start..]
                .find(|c| {
                    depth += match c {
                        '{' => 1,
                        '}' => -1,
                        _ => 0,
                    };
                    depth == 0
                })
                .unwrap()
            + 1;
        let doubled = format!("{}, {}", &text[..end], &text[start..]);
        let error = parse_daily(pool, &coin, &doubled).expect_err("a reward twice");
        assert!(
            matches!(error, PoolError::DuplicateEntry { .. }),
            "{pool}: {error}"
        );
    }
}

#[test]
fn attack_30_negative_amounts_and_wrong_coins() {
    for (pool, coin, text, from, to) in [
        (
            Pool::Braiins,
            "BTC",
            BRAIINS,
            r#""0.00010562""#,
            r#""-0.00010562""#,
        ),
        (Pool::F2pool, "BTC", F2POOL, "0.00008396", "-0.00008396"),
        (Pool::Ocean, "BTC", OCEAN, ": 6265}", ": -6265}"),
        (
            Pool::TwoMiners,
            "ZEC",
            TWO_MINERS,
            ": 403086,\n",
            ": -403086,\n",
        ),
        (
            Pool::MoneroOcean,
            "XMR",
            MONERO_OCEAN,
            ": 0.00001",
            ": -0.00001",
        ),
        (Pool::F2pool, "BTC", F2POOL, "1.86e+14", "-1.86e+14"),
    ] {
        let error = refused(pool, coin, &changed(text, from, to));
        assert!(
            matches!(error, PoolError::Negative { .. }),
            "{pool}: {error}"
        );
    }
    let error = refused(
        Pool::Braiins,
        "BTC",
        &changed(BRAIINS, r#""btc""#, r#""ltc""#),
    );
    assert!(
        matches!(&error, PoolError::WrongCoin { coin, .. } if coin == "ltc"),
        "{error}"
    );
    let currency = changed(F2POOL, r#""type""#, r#""currency": "litecoin", "type""#);
    assert!(matches!(
        refused(Pool::F2pool, "BTC", &currency),
        PoolError::WrongCoin { .. }
    ));
    let text = changed(F2POOL, "0.00008396", "0.0008");
    let text = changed(&text, r#""type""#, r#""currency": "litecoin", "type""#);
    assert!(parse_daily(Pool::F2pool, &Coin::new("LTC", 8), &text).is_ok());
    for (pool, _, text, _, _) in all() {
        assert!(matches!(
            refused(pool, "KAS", text),
            PoolError::WrongCoin { .. }
        ));
    }
}

#[test]
fn attack_31_truncated_answers_at_every_byte() {
    for (pool, coin, text, _, _) in all() {
        for end in 0..text.len() {
            let error = parse_daily(pool, &coin, &text[..end]).expect_err("truncated");
            assert!(
                matches!(error, PoolError::NotJson { .. }),
                "{pool} {end}: {error}"
            );
        }
        assert!(parse_daily(pool, &coin, &format!("{text}]")).is_err());
    }
    // What a proxy answers in the pool's name.
    let page = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    let error = refused(Pool::Ocean, "BTC", page);
    assert!(
        matches!(
            error,
            PoolError::NotJson {
                line: 1,
                column: 1,
                ..
            }
        ),
        "{error}"
    );
    let deep = "[".repeat(100_000);
    assert!(matches!(
        refused(Pool::MoneroOcean, "XMR", &deep),
        PoolError::NotJson { .. }
    ));
}

#[test]
fn attack_31_the_pools_own_errors_are_no_earnings() {
    for (pool, coin, text) in [
        (Pool::Braiins, "BTC", r#"{"error": "invalid token"}"#),
        (
            Pool::F2pool,
            "BTC",
            r#"{"code": 429, "msg": "too many requests"}"#,
        ),
        (Pool::Ocean, "BTC", r#"{"error": "unknown user"}"#),
        (Pool::TwoMiners, "ZEC", r#"{"error": "not found"}"#),
        (
            Pool::MoneroOcean,
            "XMR",
            r#"{"error": "Issue getting block payments"}"#,
        ),
    ] {
        let error = refused(pool, coin, text);
        assert!(
            matches!(error, PoolError::PoolRefused { .. }),
            "{pool}: {error}"
        );
    }
    for text in ["null", "{}", "[1]", "true", "\"\"", "[null]", "7"] {
        for (pool, coin, _, _, _) in all() {
            assert!(parse_daily(pool, &coin, text).is_err(), "{pool} {text}");
        }
    }
}

#[test]
fn attack_31_renamed_method_answers_are_refused() {
    // MoneroOcean's list of transfers instead of its list of rewards.
    let payments = r#"[{"pt": "pplns", "ts": 1780280340, "amount": 100000000000, "txnHash": "ab", "mixin": 15}]"#;
    let error = refused(Pool::MoneroOcean, "XMR", payments);
    assert_eq!(
        error,
        PoolError::Missing {
            path: "$[0]".into(),
            field: "hash"
        }
    );
}

#[test]
fn attack_41_names_and_lengths() {
    for pool in Pool::ALL {
        assert_eq!(pool.as_str().parse(), Ok(pool));
    }
    let error = "Braiins".parse::<Pool>().expect_err("capital");
    assert_eq!(
        error.to_string(),
        r#"unknown pool "Braiins"; known: braiins, f2pool, ocean, 2miners, moneroocean"#
    );
    let long = " ".repeat(pool_earnings::MOST_ANSWER_BYTES + 1);
    assert!(matches!(
        refused(Pool::Ocean, "BTC", &long),
        PoolError::AnswerTooLong { .. }
    ));
    let text = changed(F2POOL, "0.00008396", "1e999999999");
    assert!(matches!(
        refused(Pool::F2pool, "BTC", &text),
        PoolError::NotANumber { .. }
    ));
    let huge = changed(OCEAN, ": 6265}", &format!(": {}}}", u128::MAX));
    assert!(matches!(
        refused(Pool::Ocean, "BTC", &huge),
        PoolError::MoreThanTheNetwork { .. }
    ));
    let coin = Coin::new("BTC", 60);
    assert!(matches!(
        parse_daily(Pool::Ocean, &coin, OCEAN),
        Err(PoolError::TooLarge { .. })
    ));
}
