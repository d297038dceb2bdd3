//! Attack 30: amounts and times in other units.

use pool_earnings::{parse_daily, Coin, Pool, PoolError};

use crate::answers::{changed, refused, BRAIINS, DAY, F2POOL, MONERO_OCEAN, OCEAN, TWO_MINERS};

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
