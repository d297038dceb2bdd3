//! Subsidies, halvings and forecasts.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use mining_math::{
    forecast::{forecast_segments, Outlook, Retarget},
    reward::{expected_reward, expected_reward_span, expected_reward_span_floor, Segment},
    subsidy::{
        dogecoin_subsidy, monero_base_reward, zcash_miner_subsidy, zcash_subsidy, HalvingCountdown,
        BITCOIN_HALVINGS,
    },
    units::{BTC, COINS, DOGE, LTC, SECONDS_PER_DAY, XMR, ZEC},
    HashesPerBlock, MathError, Ratio, Target,
};

#[test]
fn bitcoin_issues_its_known_total() {
    let total: u128 = (0..64)
        .map(|halving| BITCOIN_HALVINGS.subsidy(halving * 210_000) * 210_000)
        .sum();
    assert_eq!(total, 2_099_999_997_690_000);
    assert_eq!(BTC.miner_subsidy(0).unwrap(), 5_000_000_000);
    assert_eq!(BTC.miner_subsidy(32 * 210_000).unwrap(), 1);
    assert_eq!(BTC.miner_subsidy(33 * 210_000).unwrap(), 0);
    assert_eq!(BTC.miner_subsidy(u64::MAX).unwrap(), 0);
}

#[test]
fn litecoin_and_dogecoin_subsidies() {
    assert_eq!(LTC.miner_subsidy(2_519_999).unwrap(), 1_250_000_000);
    assert_eq!(LTC.miner_subsidy(2_520_000).unwrap(), 625_000_000);
    for (height, doge) in [
        (145_000, 250_000),
        (199_999, 250_000),
        (200_000, 125_000),
        (599_999, 15_625),
        (600_000, 10_000),
        (u64::MAX, 10_000),
    ] {
        assert_eq!(dogecoin_subsidy(height).unwrap(), doge * 100_000_000);
    }
    assert_eq!(
        DOGE.miner_subsidy(144_999),
        Err(MathError::SubsidyUndefined {
            coin: "DOGE",
            height: 144_999
        })
    );
}

#[test]
fn zcash_slow_start_blossom_and_halvings() {
    for (height, zatoshi) in [
        (0, 0),
        (1, 62_500),
        (9_999, 624_937_500),
        (10_000, 625_062_500),
        (19_999, 1_250_000_000),
        (20_000, 1_250_000_000),
        (653_599, 1_250_000_000),
        (653_600, 625_000_000),
        (1_046_399, 625_000_000),
        (1_046_400, 312_500_000),
        (2_726_400, 156_250_000),
        (4_406_400, 78_125_000),
        (u64::MAX, 0),
    ] {
        assert_eq!(zcash_subsidy(height), zatoshi, "{height}");
    }
    assert_eq!(zcash_miner_subsidy(2_726_400), 125_000_000);
    assert_eq!(zcash_miner_subsidy(4_406_400), 78_125_000);
}

#[test]
fn monero_declines_to_its_tail() {
    assert_eq!(monero_base_reward(0), 35_184_372_088_831);
    assert_eq!(monero_base_reward(u64::MAX), 600_000_000_000);
    assert_eq!(XMR.miner_subsidy(2_641_623).unwrap(), 600_000_000_000);
    assert!(XMR.miner_subsidy(2_641_622).is_err());
}

#[test]
fn countdowns() {
    assert_eq!(
        BTC.halving_countdown(949_536),
        Some(HalvingCountdown {
            height: 1_050_000,
            blocks: 100_464,
            expected_seconds: 60_278_400,
            next_subsidy: 156_250_000,
        })
    );
    // At a halving the next one counts, a block before it this one.
    assert_eq!(BTC.halving_countdown(840_000).unwrap().blocks, 210_000);
    assert_eq!(BTC.halving_countdown(839_999).unwrap().blocks, 1);
    // The last satoshi's halving goes to nothing; after it there is none.
    assert_eq!(BTC.halving_countdown(6_929_999).unwrap().next_subsidy, 0);
    assert_eq!(BTC.halving_countdown(6_930_000), None);
    assert_eq!(BTC.halving_countdown(u64::MAX), None);
    let zcash = ZEC.halving_countdown(2_726_400).unwrap();
    assert_eq!(
        (zcash.height, zcash.expected_seconds),
        (4_406_400, 126_000_000)
    );
    assert_eq!(ZEC.halving_countdown(1_046_399).unwrap().blocks, 1);
    assert_eq!(ZEC.halving_countdown(653_599), None);
    assert_eq!(DOGE.halving_countdown(700_000), None);
    assert_eq!(XMR.halving_countdown(3_000_000), None);
}

fn outlook<'a>(height: u64, retargets: &'a [Retarget]) -> Outlook<'a> {
    Outlook {
        coin: &BTC,
        height,
        hashes_per_block: HashesPerBlock::from_count(10_000u64).unwrap(),
        retargets,
        fees_per_block: 7,
    }
}

#[test]
fn attack_14_halving_at_and_inside_a_span() {
    // 100 blocks before the halving, a day of 144: 100 at the old subsidy and 44 at the new.
    let segments = forecast_segments(&outlook(839_900, &[]), 1, SECONDS_PER_DAY).unwrap();
    let shape: Vec<_> = segments
        .iter()
        .map(|segment| (segment.seconds, segment.reward_per_block))
        .collect();
    assert_eq!(shape, [(60_000, 625_000_007), (26_400, 312_500_007)]);
    let expected = Ratio::new(60_000u128 * 625_000_007 + 26_400 * 312_500_007, 10_000u64).unwrap();
    assert_eq!(expected_reward_span(&segments).unwrap(), expected);

    // A span that ends exactly at the halving has none of the new subsidy, one a second longer has.
    let to_halving = forecast_segments(&outlook(839_900, &[]), 1, 60_000).unwrap();
    assert_eq!(to_halving.len(), 1);
    assert_eq!(to_halving[0].reward_per_block, 625_000_007);
    let beyond = forecast_segments(&outlook(839_900, &[]), 1, 60_001).unwrap();
    assert_eq!(beyond.last().unwrap().seconds, 1);
    // A span that starts at the halving has nothing of the old.
    let after = forecast_segments(&outlook(840_000, &[]), 1, SECONDS_PER_DAY).unwrap();
    assert_eq!(after.len(), 1);
    assert_eq!(after[0].reward_per_block, 312_500_007);
}

#[test]
fn attack_14_every_halving_in_one_span() {
    let segments = forecast_segments(&outlook(0, &[]), 1, u64::MAX).unwrap();
    assert_eq!(segments.len(), 34);
    assert_eq!(segments[33].reward_per_block, 7);
    let total: u128 = segments.iter().map(|s| u128::from(s.seconds)).sum();
    assert_eq!(total, u128::from(u64::MAX));
}

#[test]
fn retargets_and_halvings_cut_together() {
    let at = |height, hashes: u64| Retarget {
        height,
        hashes_per_block: HashesPerBlock::from_count(hashes).unwrap(),
    };
    let retargets = [
        at(839_950, 20_000),
        at(840_000, 30_000),
        at(840_010, 40_000),
    ];
    let segments = forecast_segments(&outlook(839_900, &retargets), 5, SECONDS_PER_DAY).unwrap();
    let segment = |seconds, reward_per_block, hashes: u64| Segment {
        hashrate_hs: 5,
        seconds,
        reward_per_block,
        hashes_per_block: HashesPerBlock::from_count(hashes).unwrap(),
    };
    assert_eq!(
        segments,
        [
            segment(30_000, 625_000_007, 10_000),
            segment(30_000, 625_000_007, 20_000),
            segment(6_000, 312_500_007, 30_000),
            segment(20_400, 312_500_007, 40_000),
        ]
    );

    let unsorted = [at(839_950, 20_000), at(839_940, 30_000)];
    assert_eq!(
        forecast_segments(&outlook(839_900, &unsorted), 5, SECONDS_PER_DAY),
        Err(MathError::RetargetOrder {
            previous: 839_950,
            height: 839_940
        })
    );
}

#[test]
fn forecasts_refuse_a_subsidy_that_changes_between_halvings() {
    for (coin, height) in [(&ZEC, 15_000), (&ZEC, 653_599), (&DOGE, 199_999)] {
        let outlook = Outlook {
            coin,
            ..outlook(height, &[])
        };
        assert!(matches!(
            forecast_segments(&outlook, 1, SECONDS_PER_DAY),
            Err(MathError::SubsidyUndefined { .. })
        ));
    }
    for (coin, height) in COINS
        .iter()
        .zip([900_000, 3_000_000, 6_000_000, 3_100_000, 3_500_000])
    {
        let outlook = Outlook {
            coin,
            ..outlook(height, &[])
        };
        let segments = forecast_segments(&outlook, 1, 30 * SECONDS_PER_DAY).unwrap();
        assert_eq!(segments.len(), 1, "{}", coin.symbol);
    }
}

#[test]
fn a_span_rounds_once() {
    let segment = Segment {
        hashrate_hs: 1,
        seconds: 1,
        reward_per_block: 1,
        hashes_per_block: HashesPerBlock::from_count(3u64).unwrap(),
    };
    assert_eq!(expected_reward_span_floor(&[segment; 2]).unwrap(), 0);
    assert_eq!(expected_reward_span_floor(&[segment; 3]).unwrap(), 1);
    assert_eq!(expected_reward_span_floor(&[]).unwrap(), 0);
}

#[test]
fn a_long_span_of_targets_stays_in_range() {
    // Ten years of two-week periods at Bitcoin's scale, every target another.
    let segments: Vec<_> = (0..260u32)
        .map(|period| Segment {
            hashrate_hs: 10u128.pow(21),
            seconds: 1_209_600,
            reward_per_block: 312_500_000,
            hashes_per_block: Target::from_compact(0x1702_0000 + period * 977)
                .unwrap()
                .hashes_per_block()
                .unwrap(),
        })
        .collect();
    let total = expected_reward_span(&segments).unwrap();
    let mut parts = Ratio::ZERO;
    for s in &segments {
        let part = expected_reward(
            s.hashrate_hs,
            s.seconds,
            s.reward_per_block,
            &s.hashes_per_block,
        );
        parts = parts.plus(part.unwrap().reduced()).unwrap();
    }
    assert_eq!(total, parts);
}
