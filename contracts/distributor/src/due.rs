//! What an epoch of a rig costs its operator: a pure function of facts that never change.
//!
//! ```text
//! cost         floor(watts * seconds * price per kWh / 3,600,000)          nano quote
//! electricity  min(gross, floor(cost in the mined coin))                   mined coin
//! service fee  floor((gross - electricity) * bps / 10,000)                 mined coin
//! net          gross - electricity - service fee                           mined coin
//! holders      ceil(net * rate * minted weight / registered weight)        payout denom
//! fee          ceil(holders * bps / 10,000)                                payout denom
//! ```
//!
//! The rate is a shift of decimals where the payout denom stands for the mined coin itself, and the
//! quotient of the epoch's two prices besides where it does not. `holders` is rounded once, in 512
//! bits: `net < 2^128`, a price below 2^128, `10^decimals < 2^60`, a weight below 2^64, so that the
//! numerator is below 2^380 and the denominator below 2^252.

use cosmwasm_std::{Uint128, Uint512};
use mining_math::electricity::{electricity_cost, price_per_base_unit};
use mining_math::{MathError, Ratio};
use rigshare_types::nft::TermsStep;
use thiserror::Error;

use crate::bps::{part_ceil, part_floor};

/// What a due is computed from. Every field is a stored fact that no later message changes once the
/// epoch has ended and its report is final.
#[derive(Clone, Copy, Debug)]
pub struct DueFacts {
    /// What the pool credited, base units of the mined coin.
    pub gross: Uint128,
    /// Length of the epoch.
    pub epoch_seconds: u32,
    /// The terms at which the epoch is billed.
    pub terms: TermsStep,
    /// Decimals of the mined coin.
    pub coin_decimals: u8,
    /// Price of a whole mined coin in the epoch, nano quote; none if it is not final.
    pub coin_price: Option<Uint128>,
    /// What the rig pays in.
    pub payout: PayoutFacts,
    /// Share-seconds that existed.
    pub minted_weight: u64,
    /// Share-seconds that are registered; above zero.
    pub registered_weight: u64,
    /// The protocol's fee in the epoch, basis points.
    pub protocol_fee_bps: u16,
}

/// What a rig pays in.
#[derive(Clone, Copy, Debug)]
pub struct PayoutFacts {
    /// Decimals of a whole coin of it.
    pub decimals: u8,
    /// What it is worth.
    pub value: PayoutValue,
}

/// What a payout denom is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayoutValue {
    /// The mined coin itself, 1:1.
    MinedCoin,
    /// Another asset at its price of the epoch, nano quote; none if it is not final.
    Priced(Option<Uint128>),
}

/// What settling an epoch costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// What the pool credited, base units of the mined coin.
    pub gross: Uint128,
    /// Electricity, base units of the mined coin.
    pub electricity: Uint128,
    /// Service fee, base units of the mined coin.
    pub service_fee: Uint128,
    /// For the holders, base units of the payout denom.
    pub holders: Uint128,
    /// For the protocol, base units of the payout denom.
    pub protocol_fee: Uint128,
}

/// Why a due can't be computed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DueError {
    /// The mined coin has no final price in the epoch, and one is needed.
    #[error("the mined coin has no final price")]
    CoinPriceMissing,
    /// The payout denom's asset has no final price in the epoch, and one is needed.
    #[error("the payout asset has no final price")]
    PayoutPriceMissing,
    /// The figures have no result in range.
    #[error(transparent)]
    Math(#[from] MathError),
}

/// Which prices a due depends on. None where nothing was earned: whatever the prices are, nothing is
/// due then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeededPrices {
    /// The mined coin's.
    pub coin: bool,
    /// The payout asset's.
    pub payout: bool,
}

impl NeededPrices {
    /// For an epoch of `epoch_seconds` that brought `gross` at `terms`, paid in the mined coin or not.
    ///
    /// # Errors
    /// None for any value; the type carries those of the electricity formula.
    pub fn of(
        gross: Uint128,
        epoch_seconds: u32,
        terms: &TermsStep,
        in_mined_coin: bool,
    ) -> Result<Self, MathError> {
        let earned = !gross.is_zero();
        Ok(Self {
            coin: earned && (!in_mined_coin || !cost_floor(epoch_seconds, terms)?.is_zero()),
            payout: earned && !in_mined_coin,
        })
    }
}

/// Electricity of an epoch in nano quote, rounded down.
fn cost_floor(epoch_seconds: u32, terms: &TermsStep) -> Result<Uint512, MathError> {
    let price = terms.electricity_nano_per_kwh.u128();
    Ok(electricity_cost(terms.watts, u64::from(epoch_seconds), price)?.floor())
}

/// What settling the epoch costs. The formulae stand at the head of this file.
///
/// # Errors
/// A needed price is missing; a price is zero; a result does not fit in 128 bits.
pub fn due(facts: &DueFacts) -> Result<Due, DueError> {
    let gross = facts.gross;
    let in_mined_coin = facts.payout.value == PayoutValue::MinedCoin;
    let needed = NeededPrices::of(gross, facts.epoch_seconds, &facts.terms, in_mined_coin)?;
    if gross.is_zero() {
        return Ok(Due::default());
    }
    let coin_price = match (needed.coin, facts.coin_price) {
        (true, None) => return Err(DueError::CoinPriceMissing),
        (_, price) => price,
    };
    let electricity = match coin_price {
        Some(price) if needed.coin => {
            let cost = cost_floor(facts.epoch_seconds, &facts.terms)?;
            // Below 2^190 * 10^18, so that a rig under water never overflows: it is capped.
            let in_coin = Ratio::integer(cost)
                .over(price_per_base_unit(price.u128(), facts.coin_decimals)?)?
                .floor();
            Uint128::try_from(in_coin.min(gross.into())).unwrap_or(gross)
        }
        _ => Uint128::zero(),
    };
    // Both subtractions are of parts.
    let left = gross.saturating_sub(electricity);
    let service_fee = part_floor(left, facts.terms.service_fee_bps);
    let net = left.saturating_sub(service_fee);

    let holders = Ratio::integer(net.u128())
        .times(rate(facts)?)?
        .times(Ratio::new(facts.minted_weight, facts.registered_weight)?)?
        .ceil_u128()?;
    let holders = Uint128::new(holders);
    Ok(Due {
        gross,
        electricity,
        service_fee,
        holders,
        protocol_fee: part_ceil(holders, facts.protocol_fee_bps),
    })
}

/// Base units of the payout denom for a base unit of the mined coin.
fn rate(facts: &DueFacts) -> Result<Ratio, DueError> {
    let (coin, payout) = match facts.payout.value {
        // At any one price of both, what is left is the shift of decimals.
        PayoutValue::MinedCoin => (1, 1),
        PayoutValue::Priced(payout) => (
            facts.coin_price.ok_or(DueError::CoinPriceMissing)?.u128(),
            payout.ok_or(DueError::PayoutPriceMissing)?.u128(),
        ),
    };
    let coin = price_per_base_unit(coin, facts.coin_decimals)?;
    Ok(coin.over(price_per_base_unit(payout, facts.payout.decimals)?)?)
}
