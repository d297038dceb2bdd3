//! Hashprice and hashcost: what a unit of hashrate earns and costs a day.
//!
//! Hashprice as Luxor's Hashrate Index defines it: the expected reward of one unit of hashrate over one
//! day, in base units of the coin, or in the quote currency at the coin's price.

use crate::{
    electricity::{electricity_cost, price_per_base_unit},
    error::MathError,
    hashes::HashesPerBlock,
    ratio::Ratio,
    reward::expected_reward,
    units::SECONDS_PER_DAY,
};

/// Base units per `unit_hs` and day (`10^15` for sat/PH/day), exact.
///
/// # Errors
/// [`MathError::Overflow`].
pub fn hashprice(
    unit_hs: u128,
    reward_per_block: u128,
    hashes_per_block: &HashesPerBlock,
) -> Result<Ratio, MathError> {
    expected_reward(unit_hs, SECONDS_PER_DAY, reward_per_block, hashes_per_block)
}

/// A [`hashprice`] in nano quote per unit and day, exact.
///
/// # Errors
/// [`MathError::Zero`] for a zero price, [`MathError::TooManyDecimals`], [`MathError::Overflow`].
pub fn hashprice_quote(
    hashprice: Ratio,
    price_nano_per_coin: u128,
    coin_decimals: u8,
) -> Result<Ratio, MathError> {
    hashprice.times(price_per_base_unit(price_nano_per_coin, coin_decimals)?)
}

/// Nano quote that `unit_hs` of a rig costs a day: electricity and other running costs, exact.
///
/// # Errors
/// [`MathError::Zero`] for a zero hashrate, [`MathError::Overflow`].
pub fn hashcost(
    unit_hs: u128,
    hashrate_hs: u128,
    watts: u64,
    price_nano_per_kwh: u128,
    other_nano_per_day: u128,
) -> Result<Ratio, MathError> {
    if hashrate_hs == 0 {
        return Err(MathError::Zero {
            quantity: "hashrate",
        });
    }
    electricity_cost(watts, SECONDS_PER_DAY, price_nano_per_kwh)?
        .plus(Ratio::integer(other_nano_per_day))?
        .times(Ratio::new(unit_hs, hashrate_hs)?)
}
