//! What electricity costs, and conversions between quote currency and coins.
//!
//! Prices are in nano units: `price_nano_per_kwh` is billionths of the quote currency for one kWh,
//! `price_nano_per_coin` the same for one whole coin.

use crate::{
    error::MathError,
    ratio::{pow10, Ratio},
};

/// Joules of a kilowatt-hour.
pub const JOULES_PER_KWH: u64 = 3_600_000;

/// Cost of a load in nano quote, exact: `watts * seconds / 3.6e6 * price per kWh`.
///
/// # Errors
/// None for any value (the product needs at most 256 bits); the type carries those of [`Ratio`].
pub fn electricity_cost(
    watts: u64,
    seconds: u64,
    price_nano_per_kwh: u128,
) -> Result<Ratio, MathError> {
    let joules = u128::from(watts) * u128::from(seconds);
    Ratio::new(joules, JOULES_PER_KWH)?.times(Ratio::integer(price_nano_per_kwh))
}

/// [`electricity_cost`] rounded down, in nano quote.
///
/// # Errors
/// [`MathError::ResultTooLarge`].
pub fn electricity_cost_floor(
    watts: u64,
    seconds: u64,
    price_nano_per_kwh: u128,
) -> Result<u128, MathError> {
    electricity_cost(watts, seconds, price_nano_per_kwh)?.floor_u128()
}

/// Cost of a load in base units of a coin, rounded down once.
///
/// # Errors
/// [`MathError::Zero`] for a zero coin price, [`MathError::TooManyDecimals`], [`MathError::Overflow`],
/// [`MathError::ResultTooLarge`].
pub fn electricity_in_coin_floor(
    watts: u64,
    seconds: u64,
    price_nano_per_kwh: u128,
    price_nano_per_coin: u128,
    coin_decimals: u8,
) -> Result<u128, MathError> {
    electricity_cost(watts, seconds, price_nano_per_kwh)?
        .over(price_per_base_unit(price_nano_per_coin, coin_decimals)?)?
        .floor_u128()
}

/// Nano quote for one base unit of a coin, exact.
///
/// # Errors
/// [`MathError::Zero`] for a zero price, [`MathError::TooManyDecimals`].
pub fn price_per_base_unit(
    price_nano_per_coin: u128,
    coin_decimals: u8,
) -> Result<Ratio, MathError> {
    if price_nano_per_coin == 0 {
        return Err(MathError::Zero {
            quantity: "coin price",
        });
    }
    Ratio::new(price_nano_per_coin, pow10(coin_decimals)?)
}

/// Nano quote as base units of a coin, rounded down.
///
/// # Errors
/// [`MathError::Zero`] for a zero price, [`MathError::TooManyDecimals`], [`MathError::ResultTooLarge`].
pub fn convert_quote_to_coin_floor(
    nano_quote: u128,
    price_nano_per_coin: u128,
    coin_decimals: u8,
) -> Result<u128, MathError> {
    Ratio::integer(nano_quote)
        .over(price_per_base_unit(price_nano_per_coin, coin_decimals)?)?
        .floor_u128()
}

/// Base units of a coin as nano quote, rounded down.
///
/// # Errors
/// [`MathError::Zero`] for a zero price, [`MathError::TooManyDecimals`], [`MathError::ResultTooLarge`].
pub fn convert_coin_to_quote_floor(
    base_units: u128,
    price_nano_per_coin: u128,
    coin_decimals: u8,
) -> Result<u128, MathError> {
    Ratio::integer(base_units)
        .times(price_per_base_unit(price_nano_per_coin, coin_decimals)?)?
        .floor_u128()
}

/// Base units of one coin as base units of another, by their prices in one quote currency, rounded down
/// once.
///
/// # Errors
/// [`MathError::Zero`] for a zero price, [`MathError::TooManyDecimals`], [`MathError::Overflow`],
/// [`MathError::ResultTooLarge`].
pub fn convert_coin_to_coin_floor(
    base_units: u128,
    from_price_nano_per_coin: u128,
    from_decimals: u8,
    to_price_nano_per_coin: u128,
    to_decimals: u8,
) -> Result<u128, MathError> {
    Ratio::integer(base_units)
        .times(price_per_base_unit(
            from_price_nano_per_coin,
            from_decimals,
        )?)?
        .over(price_per_base_unit(to_price_nano_per_coin, to_decimals)?)?
        .floor_u128()
}
