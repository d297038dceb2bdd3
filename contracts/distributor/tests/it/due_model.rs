//! The due against a naive model in rationals of any size.

use cosmwasm_std::Uint128;
use distributor::due::{due, Due, DueError, DueFacts, PayoutFacts, PayoutValue};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use rigshare_types::nft::TermsStep;

fn whole(value: impl Into<BigInt>) -> BigRational {
    BigRational::from_integer(value.into())
}

fn ten_to(decimals: u8) -> BigRational {
    whole(BigInt::from(10).pow(u32::from(decimals)))
}

/// What the model says; none where a figure has no room in 128 bits.
fn model(facts: &DueFacts) -> Option<[BigInt; 4]> {
    let gross = whole(facts.gross.u128());
    let kwh = whole(facts.terms.watts) * whole(facts.epoch_seconds) / whole(1_000 * 3_600);
    let cost = (kwh * whole(facts.terms.electricity_nano_per_kwh.u128())).floor();
    let electricity = match facts.coin_price {
        Some(price) if cost > whole(0) => {
            let coins = cost / whole(price.u128());
            (coins * ten_to(facts.coin_decimals))
                .floor()
                .min(gross.clone())
        }
        _ => whole(0),
    };
    let left = &gross - &electricity;
    let service = (&left * whole(facts.terms.service_fee_bps) / whole(10_000)).floor();
    let net_coins = (left - &service) / ten_to(facts.coin_decimals);
    let payout_coins = match (facts.payout.value, facts.coin_price) {
        (PayoutValue::Priced(Some(payout)), Some(coin)) => {
            net_coins * whole(coin.u128()) / whole(payout.u128())
        }
        _ => net_coins,
    };
    let part = whole(facts.minted_weight) / whole(facts.registered_weight);
    let holders = (payout_coins * ten_to(facts.payout.decimals) * part).ceil();
    let fee = (&holders * whole(facts.protocol_fee_bps) / whole(10_000)).ceil();
    (holders <= whole(u128::MAX))
        .then(|| [electricity, service, holders, fee].map(|figure| figure.to_integer()))
}

fn amounts() -> impl Strategy<Value = u128> {
    prop_oneof![
        Just(0),
        Just(1),
        1..1_000_000u128,
        1..1_000_000_000_000_000_000u128,
        any::<u128>(),
        Just(u128::MAX)
    ]
}

fn prices() -> impl Strategy<Value = Uint128> {
    prop_oneof![
        1..1_000_000_000_000_000u128,
        1..10u128,
        1..=u128::MAX,
        Just(u128::MAX)
    ]
    .prop_map(Uint128::new)
}

prop_compose! {
    fn facts()(
        gross in amounts(),
        epoch_seconds in 1..=1_048_576u32,
        watts in prop_oneof![Just(0), 1..100_000u64, any::<u64>()],
        per_kwh in prop_oneof![Just(0), 1..1_000_000_000u128, any::<u128>()],
        service_fee_bps in 0..=10_000u16,
        decimals in (0..=18u8, 0..=18u8),
        coin_price in prices(),
        payout_price in proptest::option::of(prices()),
        registered in 1..=(1u64 << 60),
        minted in any::<u64>(),
        protocol_fee_bps in 0..=1_000u16,
    ) -> DueFacts {
        DueFacts {
            gross: gross.into(),
            epoch_seconds,
            terms: TermsStep {
                from_epoch: 0,
                watts,
                electricity_nano_per_kwh: per_kwh.into(),
                service_fee_bps,
            },
            coin_decimals: decimals.0,
            coin_price: Some(coin_price),
            payout: PayoutFacts {
                decimals: decimals.1,
                value: match payout_price {
                    Some(price) => PayoutValue::Priced(Some(price)),
                    None => PayoutValue::MinedCoin,
                },
            },
            minted_weight: 1 + minted % registered,
            registered_weight: registered,
            protocol_fee_bps,
        }
    }
}

fn cases() -> u32 {
    if std::env::var_os("RIGSHARE_FULL").is_some() {
        100_000
    } else {
        2_000
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn the_due_is_what_the_model_says(facts in facts()) {
        match (due(&facts), model(&facts)) {
            (Ok(due), Some(model)) => {
                let Due { gross, electricity, service_fee, holders, protocol_fee } = due;
                let figures = [electricity, service_fee, holders, protocol_fee]
                    .map(|figure| BigInt::from(figure.u128()));
                prop_assert_eq!(figures, model);
                prop_assert_eq!(gross, facts.gross);
                prop_assert!(electricity + service_fee <= gross);
            }
            (Err(DueError::Math(_)), None) => {}
            (due, model) => prop_assert!(false, "{due:?} against {model:?}"),
        }
    }

    /// A price that is not needed is not missed, and one that is needed is.
    #[test]
    fn prices_are_asked_for_only_where_they_matter(facts in facts()) {
        let without_coin = DueFacts { coin_price: None, ..facts };
        let same_coin = facts.payout.value == PayoutValue::MinedCoin;
        match due(&without_coin) {
            Ok(due_without) => {
                prop_assert_eq!(Ok(due_without), due(&facts));
                prop_assert!(facts.gross.is_zero() || same_coin);
            }
            Err(DueError::CoinPriceMissing) => prop_assert!(!facts.gross.is_zero()),
            Err(error) => prop_assert_eq!(Err(error), due(&facts)),
        }
    }
}
