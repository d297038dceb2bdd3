//! Every formula against the same in arbitrary-precision rationals.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::{big, bytes32, ceil_u128, floor_u128, frac, int, model, two_pow};
use cosmwasm_std::{Uint256, Uint512};
use mining_math::{
    bounds::{
        fpps_bound_floor, within_fpps_bound, within_fpps_span_bound, within_pplns_bound,
        within_solo_bound,
    },
    electricity::{
        convert_coin_to_coin_floor, convert_coin_to_quote_floor, convert_quote_to_coin_floor,
        electricity_cost_floor, electricity_in_coin_floor,
    },
    hashprice::{hashcost, hashprice, hashprice_quote},
    poisson::poisson_upper_blocks_ceil,
    profit::{break_even_electricity_floor, break_even_price_ceil, payback_days_ceil},
    reward::{
        expected_reward_floor, expected_reward_span, hashes_for_reward_ceil,
        hashrate_for_reward_ceil, Segment,
    },
    Algorithm, HashesPerBlock, MathError, Ratio, Target,
};
use num_bigint::BigUint;
use num_rational::BigRational;
use proptest::prelude::*;

/// A 512-bit number of any width.
fn wide() -> impl Strategy<Value = Uint512> {
    (any::<[u8; 32]>(), any::<[u8; 32]>(), 0u32..512).prop_map(|(high, low, shift)| {
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(&high);
        bytes[32..].copy_from_slice(&low);
        Uint512::from_be_bytes(bytes) >> shift
    })
}

fn ratio() -> impl Strategy<Value = Ratio> {
    (wide(), wide()).prop_filter_map("zero denominator", |(a, b)| Ratio::new(a, b).ok())
}

/// A number of any width up to `bits`.
fn number(bits: u32) -> impl Strategy<Value = u128> {
    (any::<u128>(), 128 - bits..128).prop_map(|(value, shift)| value >> shift)
}

fn positive(bits: u32) -> impl Strategy<Value = u128> {
    number(bits).prop_map(|value| value.max(1))
}

fn target() -> impl Strategy<Value = Target> {
    (any::<[u8; 32]>(), 0u32..256).prop_filter_map("zero", |(raw, shift)| {
        let value = BigUint::from_bytes_be(&raw) >> shift;
        Target::new(Uint256::from_be_bytes(bytes32(&value))).ok()
    })
}

/// Chances of a hash, `(target + 1) / 2^256`, or its inverse from a network.
fn hashes_per_block() -> impl Strategy<Value = HashesPerBlock> {
    prop_oneof![
        target().prop_map(|target| target.hashes_per_block().unwrap()),
        (positive(90), 1u64..1_000)
            .prop_map(|(network, seconds)| HashesPerBlock::from_network(network, seconds).unwrap()),
        (positive(64), 0u8..7).prop_map(|(digits, decimals)| {
            let difficulty = Ratio::decimal(digits, decimals).unwrap();
            HashesPerBlock::from_difficulty(difficulty, 1 << 32).unwrap()
        }),
    ]
}

proptest! {
    #[test]
    fn ratio_arithmetic(a in ratio(), b in ratio()) {
        let (x, y) = (model(&a), model(&b));
        prop_assert_eq!(a.cmp(&b), x.cmp(&y));
        prop_assert_eq!(a == b, x == y);
        prop_assert_eq!(a, a.reduced());
        prop_assert_eq!(big(a.floor()), x.floor().to_integer());
        prop_assert_eq!(big(a.ceil()), x.ceil().to_integer());
        let limit = two_pow(512);
        let fits = |value: &BigRational| *value.numer() < limit && *value.denom() < limit;
        // A product fails only where its lowest terms do not fit.
        match a.times(b) {
            Ok(product) => prop_assert_eq!(model(&product), &x * &y),
            Err(error) => {
                let overflow = matches!(error, MathError::Overflow { .. });
                prop_assert!(overflow);
                prop_assert!(!fits(&(&x * &y)));
            }
        }
        if let Ok(quotient) = a.over(b) {
            prop_assert_eq!(model(&quotient), &x / &y);
        }
        if let Ok(sum) = a.plus(b) {
            prop_assert_eq!(model(&sum), &x + &y);
        }
        match a.minus(b) {
            Ok(difference) => prop_assert_eq!(model(&difference), &x - &y),
            Err(MathError::Negative) => prop_assert!(x < y),
            Err(error) => {
                let overflow = matches!(error, MathError::Overflow { .. });
                prop_assert!(overflow);
            }
        }
    }

    #[test]
    fn ratio_cancels_before_it_overflows(a in positive(120), b in positive(120), c in 300u32..500) {
        let large = Uint512::one() << c;
        let x = Ratio::new(large, Uint512::from(a)).unwrap();
        let y = Ratio::new(Uint512::from(b), large).unwrap();
        prop_assert_eq!(x.times(y).unwrap(), Ratio::new(b, a).unwrap());
        let z = Ratio::new(a, large).unwrap();
        prop_assert_eq!(model(&y.plus(z).unwrap()), model(&y) + model(&z));
    }

    #[test]
    fn expected_reward_from_a_target(
        hashrate in number(80), seconds in any::<u32>(), reward in number(64), target in target(),
    ) {
        let seconds = u64::from(seconds);
        let exact = int(hashrate) * int(seconds) * int(reward)
            * (int(big(target.value().into())) + int(1)) / int(two_pow(256));
        let per_block = target.hashes_per_block().unwrap();
        match (expected_reward_floor(hashrate, seconds, reward, &per_block), floor_u128(&exact)) {
            (Ok(actual), expected) => prop_assert_eq!(Some(actual), expected),
            (Err(MathError::ResultTooLarge { value, bits: 128 }), None) => {
                prop_assert_eq!(big(*value), exact.floor().to_integer());
            }
            (other, expected) => prop_assert!(false, "{other:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn a_span_is_the_sum_of_its_pieces(
        pieces in prop::collection::vec((number(70), 0u64..1 << 24, number(50), target()), 0..12),
    ) {
        let segments: Vec<_> = pieces.iter().map(|(hashrate_hs, seconds, reward_per_block, target)| Segment {
            hashrate_hs: *hashrate_hs,
            seconds: *seconds,
            reward_per_block: *reward_per_block,
            hashes_per_block: target.hashes_per_block().unwrap(),
        }).collect();
        let exact = pieces.iter().fold(int(0), |sum, (hashrate, seconds, reward, target)| {
            sum + int(*hashrate) * int(*seconds) * int(*reward)
                * (int(big(target.value().into())) + int(1)) / int(two_pow(256))
        });
        prop_assert_eq!(model(&expected_reward_span(&segments).unwrap()), exact);
    }

    #[test]
    fn a_span_over_networks(
        pieces in prop::collection::vec((number(60), 0u64..1 << 20, positive(50)), 1..5),
    ) {
        let segments: Vec<_> = pieces.iter().map(|(hashrate_hs, seconds, network)| Segment {
            hashrate_hs: *hashrate_hs,
            seconds: *seconds,
            reward_per_block: 600_000_000_000,
            hashes_per_block: HashesPerBlock::from_network(*network, 120).unwrap(),
        }).collect();
        let exact = pieces.iter().fold(int(0), |sum, (hashrate, seconds, network)| {
            sum + frac(*hashrate, *network) * frac(*seconds, 120) * int(600_000_000_000u64)
        });
        prop_assert_eq!(model(&expected_reward_span(&segments).unwrap()), exact.clone());
        let floor = floor_u128(&exact).unwrap();
        prop_assert!(within_fpps_span_bound(floor, &segments, 0).unwrap());
        prop_assert!(!within_fpps_span_bound(floor + 1, &segments, 0).unwrap());
    }

    #[test]
    fn work_wanted_is_the_least_that_suffices(
        reward in positive(60), seconds in 1u64..1 << 24, per_block in positive(50), work in hashes_per_block(),
    ) {
        let exact = model(&work.ratio()) * int(reward) / int(per_block);
        if let Ok(hashes) = hashes_for_reward_ceil(reward, per_block, &work) {
            prop_assert_eq!(big(hashes.into()), exact.ceil().to_integer());
        }
        match hashrate_for_reward_ceil(reward, seconds, per_block, &work) {
            Ok(hashrate) => {
                prop_assert_eq!(Some(hashrate), ceil_u128(&(exact / int(seconds))));
                if let Ok(earned) = expected_reward_floor(hashrate, seconds, per_block, &work) {
                    prop_assert!(earned >= reward);
                }
            }
            Err(MathError::ResultTooLarge { .. }) => {
                prop_assert_eq!(ceil_u128(&(exact / int(seconds))), None);
            }
            Err(error) => prop_assert!(false, "{error}"),
        }
    }

    #[test]
    fn electricity_and_conversion(
        watts in any::<u64>(), seconds in any::<u64>(), kwh in number(128), coin in positive(90),
        amount in number(128), other in positive(90), decimals in 0u8..=18, other_decimals in 0u8..=18,
    ) {
        let per_unit = |price: u128, decimals: u8| frac(price, 10u128.pow(u32::from(decimals)));
        let cost = int(watts) * int(seconds) * int(kwh) / int(3_600_000);
        prop_assert_eq!(electricity_cost_floor(watts, seconds, kwh).ok(), floor_u128(&cost));
        prop_assert_eq!(
            electricity_in_coin_floor(watts, seconds, kwh, coin, decimals).ok(),
            floor_u128(&(cost / per_unit(coin, decimals)))
        );
        prop_assert_eq!(
            convert_quote_to_coin_floor(amount, coin, decimals).ok(),
            floor_u128(&(int(amount) / per_unit(coin, decimals)))
        );
        prop_assert_eq!(
            convert_coin_to_quote_floor(amount, coin, decimals).ok(),
            floor_u128(&(int(amount) * per_unit(coin, decimals)))
        );
        prop_assert_eq!(
            convert_coin_to_coin_floor(amount, coin, decimals, other, other_decimals).ok(),
            floor_u128(&(int(amount) * per_unit(coin, decimals) / per_unit(other, other_decimals)))
        );
    }

    #[test]
    fn hashprice_and_hashcost(
        unit in positive(60), reward in number(50), work in hashes_per_block(), price in positive(70),
        hashrate in positive(70), watts in any::<u32>(), kwh in number(40), other in number(60),
    ) {
        let per_day = int(unit) * int(86_400) * int(reward) / model(&work.ratio());
        let sats = hashprice(unit, reward, &work).unwrap();
        prop_assert_eq!(model(&sats), per_day.clone());
        let quote = hashprice_quote(sats, price, 8).unwrap();
        prop_assert_eq!(model(&quote), per_day * frac(price, 100_000_000));
        let cost = hashcost(unit, hashrate, u64::from(watts), kwh, other).unwrap();
        // A kilowatt-hour is 1,000 W for an hour: 24 hours a day.
        let day = frac(watts, 1_000) * int(24) * int(kwh) + int(other);
        prop_assert_eq!(model(&cost), day * frac(unit, hashrate));
    }

    #[test]
    fn break_even_is_where_revenue_meets_cost(
        cost in positive(60), sats in positive(60), watts in 1u32.., price in positive(60),
    ) {
        let reward = Ratio::new(sats, 7u64).unwrap();
        let least = break_even_price_ceil(Ratio::integer(cost), reward, 8).unwrap();
        let revenue = |price: u128| frac(sats, 7) * frac(price, 100_000_000);
        prop_assert!(revenue(least) >= int(cost));
        prop_assert!(revenue(least - 1) < int(cost));

        let most = break_even_electricity_floor(u64::from(watts), reward, price, 8).unwrap();
        let bill = |kwh: u128| frac(watts, 1_000) * int(24) * int(kwh);
        prop_assert!(bill(most) <= revenue(price));
        prop_assert!(bill(most + 1) > revenue(price));
    }

    #[test]
    fn payback_is_the_first_day_that_covers_the_price(
        price in number(80), revenue in number(60), cost in number(60), divisor in positive(20),
    ) {
        let per_day = |value: u128| Ratio::new(value, divisor).unwrap();
        let days = payback_days_ceil(price, per_day(revenue), per_day(cost)).unwrap();
        if revenue <= cost {
            prop_assert_eq!(days, None);
        } else {
            let days = days.unwrap();
            let earned = |days: u128| int(days) * frac(revenue - cost, divisor);
            prop_assert!(earned(days) >= int(price));
            prop_assert!(days == 0 || earned(days - 1) < int(price));
        }
    }

    #[test]
    fn plausibility_bounds_are_exact(
        rig in positive(60), factor in 1u128..1_000, seconds in 1u64..1 << 24, reward in positive(40),
        network in positive(80), tolerance in 0u32..20_000,
    ) {
        let work = HashesPerBlock::from_network(network, 600).unwrap();
        let raised = frac(10_000 + u64::from(tolerance), 10_000);
        let fpps = frac(rig, network) * frac(seconds, 600) * int(reward) * &raised;
        let edge = floor_u128(&fpps).unwrap();
        prop_assert_eq!(fpps_bound_floor(rig, seconds, reward, &work, tolerance).unwrap(), edge);
        prop_assert!(within_fpps_bound(edge, rig, seconds, reward, &work, tolerance).unwrap());
        prop_assert!(!within_fpps_bound(edge + 1, rig, seconds, reward, &work, tolerance).unwrap());

        let pool = rig * factor;
        let blocks = |hashrate: u128| {
            let hashes = Uint256::from(hashrate) * Uint256::from(seconds);
            poisson_upper_blocks_ceil(hashes, &work).unwrap()
        };
        let solo = floor_u128(&(int(blocks(rig)) * int(reward) * &raised)).unwrap();
        prop_assert!(within_solo_bound(solo, rig, seconds, reward, &work, tolerance).unwrap());
        prop_assert!(!within_solo_bound(solo + 1, rig, seconds, reward, &work, tolerance).unwrap());

        // The FPPS bound times upper over mean blocks of the pool.
        let mean = frac(pool, network) * frac(seconds, 600);
        let pplns = floor_u128(&(fpps * int(blocks(pool)) / mean)).unwrap();
        prop_assert!(within_pplns_bound(pplns, rig, pool, seconds, reward, &work, tolerance).unwrap());
        prop_assert!(!within_pplns_bound(pplns + 1, rig, pool, seconds, reward, &work, tolerance).unwrap());
    }

    #[test]
    fn units_round_trip(watts in 1u64..1 << 40, hashrate in positive(90)) {
        for algorithm in Algorithm::ALL {
            let efficiency = algorithm.efficiency(watts, hashrate).unwrap();
            prop_assert_eq!(model(&efficiency), frac(watts, 1) * frac(algorithm.unit_hs(), hashrate));
            prop_assert_eq!(algorithm.watts_ceil(efficiency, hashrate).unwrap(), watts);
            let units = algorithm.hashrate_units(hashrate).unwrap();
            prop_assert_eq!(algorithm.hashrate_hs_floor(units).unwrap(), hashrate);
        }
    }

    /// Anything may be refused, nothing may panic.
    #[test]
    fn extremes_end_in_values_or_typed_errors(
        a in any::<u128>(), b in any::<u128>(), c in any::<u128>(), s in any::<u64>(), t in any::<u64>(),
        tolerance in any::<u32>(), decimals in any::<u8>(), work in hashes_per_block(),
    ) {
        let _ = expected_reward_floor(a, s, b, &work);
        let _ = within_fpps_bound(c, a, s, b, &work, tolerance);
        let _ = within_solo_bound(c, a, s, b, &work, tolerance);
        let _ = within_pplns_bound(c, a.min(b), a.max(b), s, b, &work, tolerance);
        let _ = electricity_in_coin_floor(s, t, a, b, decimals);
        let _ = convert_coin_to_coin_floor(a, b, decimals, c, decimals);
        let _ = hashcost(a, b, s, c, a);
        let _ = hashrate_for_reward_ceil(a, s, b, &work);
        let segment = Segment { hashrate_hs: a, seconds: s, reward_per_block: b, hashes_per_block: work };
        let _ = expected_reward_span(&[segment; 3]);
    }
}
