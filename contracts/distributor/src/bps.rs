//! Parts in basis points.

use cosmwasm_std::{Uint128, Uint256};
use rigshare_types::units::BPS_WHOLE;

/// `amount * bps / 10,000`, rounded down. More than the whole counts as the whole.
#[must_use]
pub fn part_floor(amount: Uint128, bps: u16) -> Uint128 {
    let product = amount.full_mul(u128::from(bps.min(BPS_WHOLE)));
    narrow(product / Uint256::from(BPS_WHOLE), amount)
}

/// `amount * bps / 10,000`, rounded up. More than the whole counts as the whole.
#[must_use]
pub fn part_ceil(amount: Uint128, bps: u16) -> Uint128 {
    // Less than 2^142 before the division: the addition can't overflow.
    let product = amount.full_mul(u128::from(bps.min(BPS_WHOLE)));
    let up = product + Uint256::from(BPS_WHOLE - 1);
    narrow(up / Uint256::from(BPS_WHOLE), amount)
}

/// A part of `whole` is at most `whole`, so the fallback is never taken.
fn narrow(part: Uint256, whole: Uint128) -> Uint128 {
    Uint128::try_from(part).unwrap_or(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_rounded_as_their_names_say() {
        let amount = Uint128::new(10_001);
        assert_eq!(part_floor(amount, 5_000), Uint128::new(5_000));
        assert_eq!(part_ceil(amount, 5_000), Uint128::new(5_001));
        assert_eq!(part_ceil(Uint128::new(1), 1), Uint128::new(1));
        assert_eq!(part_floor(Uint128::new(1), 9_999), Uint128::zero());
        for bps in [BPS_WHOLE, u16::MAX] {
            assert_eq!(part_floor(Uint128::MAX, bps), Uint128::MAX);
            assert_eq!(part_ceil(Uint128::MAX, bps), Uint128::MAX);
        }
        assert_eq!(part_ceil(Uint128::zero(), 1_000), Uint128::zero());
    }
}
