//! Gas and fees are exact, and rounded so that they suffice.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use proptest::prelude::*;
use rigshare_node::Factor;

#[test]
fn known_fees() {
    let fee = |price: &str, gas| price.parse::<Factor>().unwrap().times_rounded_up(gas);
    assert_eq!(fee("0.025", 200_000), 5_000);
    assert_eq!(fee("0.025", 200_001), 5_001);
    assert_eq!(fee("0.0053", 1), 1);
    assert_eq!(fee("0", 1_000_000), 0);
    assert_eq!(fee("1.3", 83_062), 107_981);
    assert_eq!(fee("0.025000000000000000", 40), 1);
    assert_eq!(
        fee("18446744073709551615", u64::MAX),
        u128::from(u64::MAX).pow(2)
    );
}

proptest! {
    /// The fee is the least whole amount that is not below gas times price.
    #[test]
    fn least_that_suffices(gas: u64, numerator in 0_u64..1_000_000_000, decimals in 0_u32..=18) {
        let divisor = 10_u128.pow(decimals);
        let (whole, rest) = (u128::from(numerator) / divisor, u128::from(numerator) % divisor);
        let width = decimals as usize;
        let text = if decimals == 0 { format!("{whole}") } else { format!("{whole}.{rest:0width$}") };
        let fee = text.parse::<Factor>().unwrap().times_rounded_up(gas);
        let exact = u128::from(gas) * u128::from(numerator);
        prop_assert!(fee.checked_mul(divisor).is_none_or(|covered| covered >= exact));
        prop_assert!(fee == 0 || (fee - 1) * divisor < exact);
    }

    /// What is written reads back as the same.
    #[test]
    fn text_round_trip(numerator in 0_u64..u64::MAX / 10, decimals in 1_u32..=18) {
        let divisor = 10_u128.pow(decimals);
        let (whole, rest) = (u128::from(numerator) / divisor, u128::from(numerator) % divisor);
        let width = decimals as usize;
        let factor: Factor = format!("{whole}.{rest:0width$}").parse().unwrap();
        prop_assert_eq!(factor.to_string().parse::<Factor>().unwrap(), factor);
    }
}
