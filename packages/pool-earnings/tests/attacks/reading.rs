//! What pools answer is read exactly.

use pool_earnings::{parse_daily, Coin, DailyEarning, Pool, PoolError};

use crate::answers::{all, changed, refused, BRAIINS, DAY, F2POOL, TWO_MINERS};

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
