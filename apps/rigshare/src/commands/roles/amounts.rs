//! Sums of coins, and limits.

use cosmwasm_std::{Coin, OverflowError, Uint128};
use thiserror::Error;

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

/// Something costs more than its buyer is ready to pay, or another denom.
#[derive(Debug, PartialEq, Eq, Error)]
#[error("{what} costs {price}, above the limit of {limit}")]
pub struct AboveLimit {
    /// What is bought, such as `token 1-7`.
    pub what: String,
    /// What it costs.
    pub price: Coin,
    /// The most that it may cost.
    pub limit: Coin,
}

/// Sees that something costs no more than it may, in the same denom.
///
/// # Errors
/// [`AboveLimit`].
pub fn within(what: String, price: &Coin, limit: &Coin) -> anyhow::Result<()> {
    if limit.denom == price.denom && price.amount <= limit.amount {
        return Ok(());
    }
    let refused = AboveLimit {
        what,
        price: price.clone(),
        limit: limit.clone(),
    };
    Err(refused.into())
}
