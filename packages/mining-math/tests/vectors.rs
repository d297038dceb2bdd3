//! Published figures, with the tolerance that their source gives.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use mining_math::{
    electricity::electricity_cost_floor,
    hashprice::{hashcost, hashprice, hashprice_quote},
    reward::{expected_reward, hashrate_for_reward_ceil},
    units::{BTC, LTC, SECONDS_PER_DAY, XMR},
    Algorithm, Coin, HashesPerBlock, Ratio, Target,
};

fn decimal(digits: u128, decimals: u8) -> Ratio {
    Ratio::decimal(digits, decimals).unwrap()
}

fn from_difficulty(coin: &Coin, digits: u128, decimals: u8) -> HashesPerBlock {
    HashesPerBlock::from_difficulty(decimal(digits, decimals), coin.hashes_per_difficulty).unwrap()
}

#[track_caller]
fn close(actual: Ratio, expected: Ratio, tolerance: Ratio) {
    let distance = if actual > expected {
        actual.minus(expected)
    } else {
        expected.minus(actual)
    };
    let shown = actual.scaled_floor(6).unwrap();
    assert!(
        distance.unwrap() <= tolerance,
        "{shown} millionths is too far off"
    );
}

#[test]
fn rewards_at_a_published_difficulty() {
    // (H/s, difficulty, subsidy in sat, days, expected and tolerance in tenths of a sat)
    let cases = [
        (
            21_990_232_555_520,
            (47_427_554_950_648, 3),
            2_500_000_000,
            30,
            6_995_427_030,
            10,
        ),
        (
            700_000_000,
            (908_350_862_437, 3),
            2_500_000_000,
            1,
            387_550,
            20,
        ),
        (
            90_000_000_000_000,
            (274_527_076_964_663, 1),
            625_000_000,
            1,
            412_184,
            1,
        ),
    ];
    for (hashrate_hs, (digits, decimals), subsidy, days, expected, tolerance) in cases {
        let work = from_difficulty(&BTC, digits, decimals);
        let reward = expected_reward(hashrate_hs, days * SECONDS_PER_DAY, subsidy, &work).unwrap();
        close(reward, decimal(expected, 1), decimal(tolerance, 1));
    }
}

#[test]
fn reward_of_a_terahash_day_by_height() {
    let terahash = Algorithm::Sha256d.unit_hs();
    let exact = Target::from_compact(0x1737_1ef4).unwrap();
    close(
        exact.difficulty().unwrap(),
        decimal(5_106_422_924_659, 0),
        decimal(1, 0),
    );
    let cases = [
        (554_400, exact.hashes_per_block().unwrap(), 492_425, 1),
        (
            800_000,
            from_difficulty(&BTC, 53_911_000_000_000, 0),
            23_321,
            2,
        ),
        (
            840_000,
            from_difficulty(&BTC, 86_389_000_000_000, 0),
            7_277,
            2,
        ),
    ];
    for (height, work, expected, tolerance) in cases {
        let subsidy = BTC.miner_subsidy(height).unwrap();
        let reward = expected_reward(terahash, SECONDS_PER_DAY, subsidy, &work).unwrap();
        close(reward, decimal(expected, 2), decimal(tolerance, 2));
    }
}

#[test]
fn hashes_for_one_satoshi() {
    let work = from_difficulty(&BTC, 121_000_000_000_000, 0);
    let hashes = work.hashes_per_base_unit(312_500_000).unwrap();
    // A relative tolerance of 10^-12.
    close(hashes, decimal(1_663_011_337_011_200, 0), decimal(1_663, 0));
}

#[test]
fn hashprice_of_a_petahash_day() {
    let work = from_difficulty(&BTC, 121_000_000_000_000, 0);
    let sats = hashprice(1_000_000_000_000_000, 312_500_000, &work).unwrap();
    close(sats, decimal(51_953_945, 3), decimal(1, 3));
    let nano_usd = hashprice_quote(sats, 84_524_200_000_000, BTC.decimals).unwrap();
    close(nano_usd, decimal(43_913_700_000, 0), decimal(100_000, 0));
}

#[test]
fn network_hashrate_from_difficulty() {
    let work = from_difficulty(&BTC, 1_590_896_927_258, 0);
    let hashrate = work.network_hashrate_floor(BTC.block_seconds).unwrap();
    close(
        Ratio::integer(hashrate),
        decimal(11_388_000_000_000_000_000, 0),
        decimal(1_000_000_000_000_000, 0),
    );
}

#[test]
fn network_share_of_monero_and_litecoin() {
    let work = HashesPerBlock::from_network(87_400_000, XMR.block_seconds).unwrap();
    let wanted =
        hashrate_for_reward_ceil(1_000_000_000_000, SECONDS_PER_DAY, 7_220_000_000_000, &work)
            .unwrap();
    close(Ratio::integer(wanted), decimal(16_812, 0), decimal(1, 0));

    let work = HashesPerBlock::from_network(3_000_000_000, XMR.block_seconds).unwrap();
    let reward = expected_reward(1_000_000, SECONDS_PER_DAY, 600_000_000_000, &work).unwrap();
    close(reward, decimal(144_000_000_000, 0), decimal(1_000, 0));

    let work = HashesPerBlock::from_network(160_170_000_000_000, LTC.block_seconds).unwrap();
    let reward = expected_reward(1_000_000, SECONDS_PER_DAY, 1_250_000_000, &work).unwrap();
    close(reward, decimal(4_495, 0), decimal(1, 0));
}

#[test]
fn electricity_of_eight_terahash() {
    let hashrate_hs = 8 * Algorithm::Sha256d.unit_hs();
    let cases = [(28, 268_800_000), (20, 192_000_000), (15, 144_000_000u128)];
    for (joules_per_th, nano_usd) in cases {
        let watts = Algorithm::Sha256d
            .watts_ceil(Ratio::integer(joules_per_th as u64), hashrate_hs)
            .unwrap();
        assert_eq!(
            electricity_cost_floor(watts, SECONDS_PER_DAY, 50_000_000).unwrap(),
            nano_usd
        );
        let per_th = hashcost(
            Algorithm::Sha256d.unit_hs(),
            hashrate_hs,
            watts,
            50_000_000,
            0,
        )
        .unwrap();
        assert_eq!(per_th, Ratio::integer(nano_usd / 8));
    }
}
