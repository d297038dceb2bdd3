//! How a price is split between seller, operator and protocol.

use cosmwasm_std::Uint128;
use rigshare_types::marketplace::MAX_FEE_BPS;
use rigshare_types::nft::MAX_ROYALTY_BPS;
use rigshare_types::units::BPS_WHOLE;

use crate::error::ContractError;

// The seller's part can't vanish, however the two are set.
const _: () = assert!(MAX_ROYALTY_BPS + MAX_FEE_BPS < BPS_WHOLE);

/// A price in three parts; their sum is the price. Base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// The seller's: what the other two leave.
    pub seller: Uint128,
    /// The operator's.
    pub royalty: Uint128,
    /// The protocol's.
    pub fee: Uint128,
}

/// Splits `price`: royalty and fee are `floor(price * bps / 10,000)` each, the seller gets the rest.
///
/// # Errors
/// The two together are more than the price, which the caps of both rule out.
pub fn split_floor(price: Uint128, royalty_bps: u16, fee_bps: u16) -> Result<Split, ContractError> {
    let royalty = price.checked_multiply_ratio(royalty_bps, BPS_WHOLE)?;
    let fee = price.checked_multiply_ratio(fee_bps, BPS_WHOLE)?;
    let seller = price.checked_sub(royalty)?.checked_sub(fee)?;
    Ok(Split {
        seller,
        royalty,
        fee,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn attack_36_a_price_of_one_base_unit_is_the_sellers() {
        assert_eq!(
            split_floor(Uint128::one(), MAX_ROYALTY_BPS, MAX_FEE_BPS),
            Ok(Split {
                seller: Uint128::one(),
                royalty: Uint128::zero(),
                fee: Uint128::zero(),
            })
        );
    }

    #[test]
    fn attack_36_more_than_the_whole_is_refused() {
        assert!(split_floor(Uint128::new(10_000), 9_000, 1_001).is_err());
        assert_eq!(
            split_floor(Uint128::new(10_000), 9_000, 1_000).map(|split| split.seller),
            Ok(Uint128::zero())
        );
    }

    #[test]
    fn the_largest_price_is_split() {
        let split = split_floor(Uint128::MAX, MAX_ROYALTY_BPS, MAX_FEE_BPS).unwrap();
        // By hand: (2^128 - 1) / 10 and / 20, rounded down.
        assert_eq!(
            split.royalty.to_string(),
            "34028236692093846346337460743176821145"
        );
        assert_eq!(
            split.fee.to_string(),
            "17014118346046923173168730371588410572"
        );
    }

    proptest! {
        /// Against quotient and remainder, which need no product wider than 128 bits.
        #[test]
        fn parts_add_up_and_are_rounded_down(
            price in any::<u128>(), royalty in 0..=MAX_ROYALTY_BPS, fee in 0..=MAX_FEE_BPS,
        ) {
            let naive = |bps: u16| {
                let whole = u128::from(BPS_WHOLE);
                (price / whole) * u128::from(bps) + (price % whole) * u128::from(bps) / whole
            };
            let split = split_floor(Uint128::new(price), royalty, fee).unwrap();
            prop_assert_eq!(split.royalty.u128(), naive(royalty));
            prop_assert_eq!(split.fee.u128(), naive(fee));
            prop_assert_eq!(split.seller + split.royalty + split.fee, Uint128::new(price));
        }
    }
}
