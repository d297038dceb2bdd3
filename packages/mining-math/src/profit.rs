//! When mining pays: break-even prices and payback.

use crate::{
    electricity::{electricity_cost, price_per_base_unit},
    error::MathError,
    ratio::{pow10, Ratio},
    units::SECONDS_PER_DAY,
};

/// The least coin price, in nano quote per coin, at which a reward covers its cost:
/// `cost / reward * 10^decimals`, rounded up.
///
/// # Errors
/// [`MathError::Zero`] for a zero reward (no price covers it), [`MathError::TooManyDecimals`],
/// [`MathError::Overflow`], [`MathError::ResultTooLarge`].
pub fn break_even_price_ceil(
    cost_nano: Ratio,
    reward_base_units: Ratio,
    coin_decimals: u8,
) -> Result<u128, MathError> {
    cost_nano
        .over(reward_base_units)?
        .times(Ratio::integer(pow10(coin_decimals)?))?
        .ceil_u128()
}

/// The highest electricity price, in nano quote per kWh, that a day's reward covers, rounded down.
///
/// # Errors
/// [`MathError::Zero`] for zero watts (any price is covered) or a zero coin price,
/// [`MathError::TooManyDecimals`], [`MathError::Overflow`], [`MathError::ResultTooLarge`].
pub fn break_even_electricity_floor(
    watts: u64,
    reward_base_units_per_day: Ratio,
    price_nano_per_coin: u128,
    coin_decimals: u8,
) -> Result<u128, MathError> {
    let kwh_per_day = electricity_cost(watts, SECONDS_PER_DAY, 1)?;
    reward_base_units_per_day
        .times(price_per_base_unit(price_nano_per_coin, coin_decimals)?)?
        .over(kwh_per_day)?
        .floor_u128()
}

/// Days until the margin has paid for a purchase, rounded up; none where the margin is not positive.
///
/// All three in the same unit (nano quote, or base units of a coin).
///
/// # Errors
/// [`MathError::Overflow`], [`MathError::ResultTooLarge`].
pub fn payback_days_ceil(
    price: u128,
    revenue_per_day: Ratio,
    cost_per_day: Ratio,
) -> Result<Option<u128>, MathError> {
    if revenue_per_day <= cost_per_day {
        return Ok(None);
    }
    let margin = revenue_per_day.minus(cost_per_day)?;
    Ratio::integer(price).over(margin)?.ceil_u128().map(Some)
}
