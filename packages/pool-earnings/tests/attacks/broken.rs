//! Attacks 31 and 41: answers that are cut, or are no answers, and names of any length.

use pool_earnings::{parse_daily, Coin, Pool, PoolError};

use crate::answers::{all, changed, refused, F2POOL, OCEAN};

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
