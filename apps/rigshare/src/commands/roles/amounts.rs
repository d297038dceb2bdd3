//! Sums of coins.

use cosmwasm_std::{Coin, OverflowError, Uint128};

/// The sums of coins by rising denom.
///
/// # Errors
/// One does not fit in 128 bits.
pub fn sums(coins: impl IntoIterator<Item = Coin>) -> Result<Vec<Coin>, OverflowError> {
    let mut sums = std::collections::BTreeMap::<String, Uint128>::new();
    for coin in coins {
        let sum = sums.entry(coin.denom).or_default();
        *sum = sum.checked_add(coin.amount)?;
    }
    let sums = sums.into_iter();
    Ok(sums.map(|(denom, amount)| Coin { denom, amount }).collect())
}
