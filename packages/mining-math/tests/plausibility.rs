//! The Poisson bound's probability, and reports in the wrong unit.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use cosmwasm_std::Uint256;
use mining_math::{
    bounds::{fpps_bound_floor, within_fpps_bound, within_pplns_bound, within_solo_bound},
    poisson::poisson_upper_blocks_ceil,
    reward::expected_reward_floor,
    units::{BTC, COINS, SECONDS_PER_DAY},
    Algorithm, Coin, HashesPerBlock, MathError, Ratio, Target,
};
use num_bigint::BigInt;

fn upper(mean_numerator: u128, mean_denominator: u64) -> u128 {
    let work = HashesPerBlock::from_count(mean_denominator).unwrap();
    poisson_upper_blocks_ceil(Uint256::from(mean_numerator), &work).unwrap()
}

/// `P[X > blocks]` for a mean of `numerator / denominator`, in units of `10^-12` and rounded up, by
/// summing the series itself.
fn tail_trillionths(numerator: u128, denominator: u64, blocks: u128) -> u128 {
    let scale = BigInt::from(10).pow(80);
    let mut term = scale;
    let (mut whole, mut tail) = (BigInt::from(0), BigInt::from(0));
    let mut k = 0u128;
    while term > BigInt::from(0) {
        whole += &term;
        if k > blocks {
            tail += &term;
        }
        k += 1;
        term = term * numerator / (BigInt::from(denominator) * k);
    }
    let ratio: BigInt = tail * BigInt::from(10).pow(12) / whole + 1;
    u128::try_from(ratio).unwrap()
}

#[test]
fn an_honest_miner_exceeds_the_bound_less_than_once_in_a_billion() {
    let mut cases = vec![(1, 1_000_000_000), (1, 10_000_000), (1, 31_623), (1, 1_000)];
    cases.extend((1..400).map(|mean| (mean, 20)));
    cases.extend((20..2_000).step_by(37).map(|mean| (mean, 1)));
    for (numerator, denominator) in cases {
        let blocks = upper(numerator, denominator);
        let tail = tail_trillionths(numerator, denominator, blocks);
        // Rounded up by one unit.
        assert!(
            tail <= 1_000,
            "{numerator}/{denominator}: {blocks} blocks, {tail}"
        );
    }
}

#[test]
fn the_bound_is_no_looser_than_needed() {
    for (numerator, denominator, blocks) in [
        (0, 1, 0),
        (1, 10_000_000_000, 0),
        (1, 10_000_000, 1),
        (1, 1_000, 2),
        (1, 1, 12),
        (8, 1, 35),
        (144, 1, 230),
        (1_000_000, 1, 1_006_488),
    ] {
        assert_eq!(
            upper(numerator, denominator),
            blocks,
            "{numerator}/{denominator}"
        );
    }
    for mean in 1..3_000u128 {
        let (blocks, root) = (upper(mean, 1), mean.isqrt() + 1);
        assert!(blocks >= upper(mean - 1, 1), "not monotone at {mean}");
        assert!(blocks <= mean + 7 * root + 13, "{mean}: {blocks}");
    }
}

#[test]
fn solo_and_pplns_agree_where_the_rig_is_the_pool() {
    let work = HashesPerBlock::from_network(1_000_000, 120).unwrap();
    let reward = 600_000_000_000;
    for gross in [0, reward, 12 * reward, 600 * reward, 1_000 * reward] {
        assert_eq!(
            within_solo_bound(gross, 500_000, SECONDS_PER_DAY, reward, &work, 300),
            within_pplns_bound(gross, 500_000, 500_000, SECONDS_PER_DAY, reward, &work, 300)
        );
    }
    // A lottery miner may find one block, not two.
    let lottery = |gross| within_solo_bound(gross, 1, 120, reward, &work, 0).unwrap();
    assert!(lottery(reward));
    assert!(!lottery(2 * reward));
}

#[test]
fn a_rig_larger_than_its_pool_is_refused() {
    let work = HashesPerBlock::from_count(1u64).unwrap();
    assert_eq!(
        within_pplns_bound(0, 11, 10, 1, 1, &work, 0),
        Err(MathError::RigAbovePool {
            rig_hs: 11,
            pool_hs: 10
        })
    );
    assert!(matches!(
        within_pplns_bound(0, 0, 0, 1, 1, &work, 0),
        Err(MathError::Zero { .. })
    ));
}

#[test]
fn a_gross_beyond_any_bound_is_compared_not_refused() {
    // The bound itself needs more than 128 bits.
    let work = HashesPerBlock::from_count(1u64).unwrap();
    assert!(within_fpps_bound(u128::MAX, u128::MAX, 2, 2, &work, 300).unwrap());
    assert!(matches!(
        fpps_bound_floor(u128::MAX, 2, 2, &work, 300),
        Err(MathError::ResultTooLarge { bits: 128, .. })
    ));
}

fn bitcoin_day(hashrate_hs: u128) -> (HashesPerBlock, u128, u128) {
    let work = Target::from_compact(0x1702_068f)
        .unwrap()
        .hashes_per_block()
        .unwrap();
    let reward = BTC.miner_subsidy(951_552).unwrap();
    let gross = expected_reward_floor(hashrate_hs, SECONDS_PER_DAY, reward, &work).unwrap();
    (work, reward, gross)
}

#[test]
fn attack_30_a_rig_registered_in_gh_cannot_report_th() {
    let terahash = Algorithm::Sha256d.unit_hs();
    let (work, reward, gross) = bitcoin_day(200 * terahash);
    let plausible = |gross, hashrate_hs| {
        within_fpps_bound(gross, hashrate_hs, SECONDS_PER_DAY, reward, &work, 300).unwrap()
    };
    assert!(plausible(gross, 200 * terahash));
    assert!(plausible(gross + gross * 3 / 100, 200 * terahash));
    assert!(!plausible(gross + gross * 4 / 100, 200 * terahash));
    // 200 GH/s where 200 TH/s were meant.
    assert!(!plausible(gross, 200 * terahash / 1_000));
}

#[test]
fn attack_30_satoshi_for_bitcoin_break_the_bound() {
    let terahash = Algorithm::Sha256d.unit_hs();
    let (work, reward, gross) = bitcoin_day(200 * terahash);
    let scaled = gross * 100_000_000;
    assert!(
        !within_fpps_bound(scaled, 200 * terahash, SECONDS_PER_DAY, reward, &work, 300).unwrap()
    );
    assert!(!within_pplns_bound(
        scaled,
        200 * terahash,
        50_000_000 * terahash,
        SECONDS_PER_DAY,
        reward,
        &work,
        300
    )
    .unwrap());
}

#[test]
fn attack_30_every_algorithm_has_its_own_unit() {
    for (algorithm, unit_hs, hashrate, efficiency) in [
        (Algorithm::Sha256d, 10u128.pow(12), "TH/s", "J/TH"),
        (Algorithm::Scrypt, 10u128.pow(9), "GH/s", "J/GH"),
        (Algorithm::Equihash, 1_000, "kSol/s", "J/kSol"),
        (Algorithm::RandomX, 1_000, "kH/s", "J/kH"),
    ] {
        assert_eq!(algorithm.unit_hs(), unit_hs);
        assert_eq!(algorithm.hashrate_unit(), hashrate);
        assert_eq!(algorithm.efficiency_unit(), efficiency);
        assert_eq!(Algorithm::by_name(algorithm.name()), Some(algorithm));
    }
    // An Antminer L9: 16 GH/s at 3,360 W is 210 J/GH; read as TH it would be 210,000.
    let scrypt = Algorithm::Scrypt.efficiency(3_360, 16_000_000_000).unwrap();
    assert_eq!(scrypt, Ratio::integer(210u64));
    let misread = Algorithm::Sha256d.efficiency(3_360, 16_000_000_000);
    assert_eq!(misread.unwrap(), Ratio::integer(210_000u64));
    assert!(matches!(
        Algorithm::Scrypt.efficiency(3_360, 0),
        Err(MathError::Zero { .. })
    ));
}

#[test]
fn attack_30_no_two_to_the_32_in_monero_and_2_to_the_13_in_zcash() {
    // Difficulty over block time is the network's hashrate, in each coin's own measure.
    let network = |coin: &Coin, difficulty: u128| {
        HashesPerBlock::from_difficulty(Ratio::integer(difficulty), coin.hashes_per_difficulty)
            .unwrap()
            .network_hashrate_floor(coin.block_seconds)
            .unwrap()
    };
    let measured: Vec<_> = COINS.iter().map(|coin| network(coin, 9_000)).collect();
    assert_eq!(
        measured,
        [
            64_424_509_440,
            257_698_037_760,
            644_245_094_400,
            983_040,
            75
        ]
    );
    for coin in COINS {
        assert_eq!(Coin::by_symbol(&coin.symbol.to_lowercase()), Some(coin));
    }
    assert_eq!(Coin::by_symbol("BCH"), None);
}
