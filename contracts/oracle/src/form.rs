//! What a batch must look like to be relayed.

use std::fmt::Display;

use cosmwasm_std::Uint128;
use rigshare_types::batch::{Batch, MarketObservation, MAX_MARKET_ENTRIES, PAGE_RIGS};
use rigshare_types::units::MAX_TEXT_BYTES;
use thiserror::Error;

use crate::symbol::{check_symbol, quoted, BadSymbol};

/// What is wrong with a batch.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum FormError {
    /// It says nothing.
    #[error("it has neither rigs nor a market")]
    Empty,
    /// A list is too long.
    #[error("it has {count} {list}; {most} are the most")]
    TooMany {
        /// The list.
        list: &'static str,
        /// How many entries it has.
        count: usize,
        /// The most.
        most: usize,
    },
    /// A list does not rise, or has an entry twice.
    #[error("in its {list}, {entry} stands after {after}")]
    NotRising {
        /// The list.
        list: &'static str,
        /// The entry.
        entry: String,
        /// The one before it.
        after: String,
    },
    /// A rig belongs to another page.
    #[error("rig {rig} is not of its page {page}")]
    RigOutsidePage {
        /// The rig.
        rig: u32,
        /// The batch's page.
        page: u16,
    },
    /// Market figures stand in page 0 only.
    #[error("it has market figures, though its page is {page}")]
    MarketOutsidePageZero {
        /// The batch's page.
        page: u16,
    },
    /// A symbol is not one.
    #[error(transparent)]
    BadSymbol(#[from] BadSymbol),
    /// A pool's name is empty or too long.
    #[error("pool {pool:?} of {bytes} bytes has not 1 to {MAX_TEXT_BYTES}")]
    BadPool {
        /// The name, cut after 40 characters.
        pool: String,
        /// Its length.
        bytes: usize,
    },
    /// A figure that can't be zero is.
    #[error("in its {list}, {entry} is zero")]
    Zero {
        /// The list.
        list: &'static str,
        /// The entry.
        entry: String,
    },
}

/// Checks how long lists and texts are: what anybody may store as evidence, though nothing else is
/// right about it.
///
/// # Errors
/// [`FormError::TooMany`], [`FormError::BadSymbol`], [`FormError::BadPool`].
pub fn check_size(batch: &Batch) -> Result<(), FormError> {
    check_count("rigs", batch.rigs.len(), PAGE_RIGS as usize)?;
    let Some(market) = &batch.market else {
        return Ok(());
    };
    check_count("prices", market.prices.len(), MAX_MARKET_ENTRIES)?;
    check_count("networks", market.networks.len(), MAX_MARKET_ENTRIES)?;
    check_count("pools", market.pools.len(), MAX_MARKET_ENTRIES)?;
    for symbol in symbols(market) {
        check_symbol(symbol)?;
    }
    for pool in &market.pools {
        let bytes = pool.pool.len();
        if !(1..=MAX_TEXT_BYTES).contains(&bytes) {
            return Err(FormError::BadPool {
                pool: quoted(&pool.pool),
                bytes,
            });
        }
    }
    Ok(())
}

/// Checks all that a batch alone can show: its lists are short, rise strictly, and belong to the page.
///
/// # Errors
/// [`FormError`].
pub fn check_form(batch: &Batch) -> Result<(), FormError> {
    check_size(batch)?;
    check_rising("rigs", batch.rigs.iter().map(|seen| seen.rig))?;
    for seen in &batch.rigs {
        if seen.rig / PAGE_RIGS != u32::from(batch.page) {
            return Err(FormError::RigOutsidePage {
                rig: seen.rig,
                page: batch.page,
            });
        }
    }
    match &batch.market {
        None if batch.rigs.is_empty() => Err(FormError::Empty),
        None => Ok(()),
        Some(_) if batch.page != 0 => Err(FormError::MarketOutsidePageZero { page: batch.page }),
        Some(market) => {
            if batch.rigs.is_empty() && symbols(market).next().is_none() {
                return Err(FormError::Empty);
            }
            check_market(market)
        }
    }
}

/// Every symbol that a market names, some more than once.
pub fn symbols(market: &MarketObservation) -> impl Iterator<Item = &str> {
    let prices = market.prices.iter().map(|price| price.asset.as_str());
    let networks = market.networks.iter().map(|network| network.coin.as_str());
    let pools = market.pools.iter().map(|pool| pool.coin.as_str());
    prices.chain(networks).chain(pools)
}

fn check_market(market: &MarketObservation) -> Result<(), FormError> {
    check_rising("prices", market.prices.iter().map(|price| &price.asset))?;
    check_rising(
        "networks",
        market.networks.iter().map(|network| &network.coin),
    )?;
    let pools: Vec<_> = market.pools.iter().map(|p| (&p.pool, &p.coin)).collect();
    for (before, pool) in pools.iter().zip(pools.iter().skip(1)) {
        if before >= pool {
            return Err(not_rising("pools", named(*pool), named(*before)));
        }
    }
    for price in &market.prices {
        check_zero("prices", price.nano_per_coin, &price.asset)?;
    }
    for network in &market.networks {
        check_zero("networks", network.hashes_per_block, &network.coin)?;
    }
    for pool in &market.pools {
        check_zero("pools", pool.hashrate_hs, &pool.pool)?;
    }
    Ok(())
}

fn named((pool, coin): (&String, &String)) -> String {
    format!("{} {coin}", quoted(pool))
}

fn check_count(list: &'static str, count: usize, most: usize) -> Result<(), FormError> {
    if count > most {
        return Err(FormError::TooMany { list, count, most });
    }
    Ok(())
}

fn check_rising<T: PartialOrd + Display + Clone>(
    list: &'static str,
    entries: impl Iterator<Item = T> + Clone,
) -> Result<(), FormError> {
    for (after, entry) in entries.clone().zip(entries.skip(1)) {
        if after >= entry {
            return Err(not_rising(list, entry, after));
        }
    }
    Ok(())
}

fn not_rising(list: &'static str, entry: impl Display, after: impl Display) -> FormError {
    FormError::NotRising {
        list,
        entry: entry.to_string(),
        after: after.to_string(),
    }
}

fn check_zero(list: &'static str, figure: Uint128, entry: &str) -> Result<(), FormError> {
    if figure.is_zero() {
        return Err(FormError::Zero {
            list,
            entry: quoted(entry),
        });
    }
    Ok(())
}
