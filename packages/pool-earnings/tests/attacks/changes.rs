//! Attack 30: answers that changed their form, repeat themselves, or say what can't be.

use pool_earnings::{parse_daily, Coin, Pool, PoolError};

use crate::answers::{all, changed, refused, BRAIINS, F2POOL, MONERO_OCEAN, OCEAN, TWO_MINERS};

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
