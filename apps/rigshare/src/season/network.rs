//! network.toml: networks, prices and pools, one figure a day.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::error::{SeasonError, Source};
use super::season_file::Rules;
use super::values::{Amount, Decimal};

/// network.toml, read and checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Market {
    /// One a coin.
    pub networks: Vec<Spanned<Network>>,
    /// One an asset.
    pub prices: Vec<Spanned<Price>>,
    /// One a pool and coin.
    #[serde(default)]
    pub pools: Vec<Spanned<PoolSize>>,
}

/// A coin's network.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Network {
    /// Ticker.
    pub coin: String,
    /// For people and charts.
    pub difficulty: Vec<Decimal>,
    /// Expected hashes that find a block.
    pub hashes_per_block: Vec<Amount>,
    /// What miners get of a block, fees included, base units.
    pub reward_per_block: Vec<Amount>,
}

/// An asset's price.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// Ticker.
    pub asset: String,
    /// Billionths of the quote currency for one whole coin.
    pub nano_per_coin: Vec<Amount>,
}

/// The hashrate of a pool.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoolSize {
    /// The pool.
    pub pool: String,
    /// Ticker.
    pub coin: String,
    /// Of all its miners, H/s.
    pub hashrate_hs: Vec<Amount>,
}

impl Market {
    /// Reads network.toml of a folder.
    ///
    /// # Errors
    /// [`SeasonError`].
    pub fn load(folder: &Path, rules: &Rules) -> Result<Self, SeasonError> {
        let source = Source::read(folder.join("network.toml"))?;
        let market: Self = source.parse()?;
        let check = Check { source, rules };
        let mut seen = BTreeSet::new();
        for (index, row) in market.networks.iter().enumerate() {
            let (at, row) = (At::new(&check, "networks", index, row), row.get_ref());
            at.known("coin", &row.coin)?;
            at.unique("coin", &mut seen, row.coin.clone())?;
            at.length("difficulty", row.difficulty.len())?;
            at.figures("hashes_per_block", &row.hashes_per_block)?;
            at.figures("reward_per_block", &row.reward_per_block)?;
        }
        let mut seen = BTreeSet::new();
        for (index, row) in market.prices.iter().enumerate() {
            let (at, row) = (At::new(&check, "prices", index, row), row.get_ref());
            at.known("asset", &row.asset)?;
            at.unique("asset", &mut seen, row.asset.clone())?;
            at.figures("nano_per_coin", &row.nano_per_coin)?;
        }
        let mut seen = BTreeSet::new();
        for (index, row) in market.pools.iter().enumerate() {
            let (at, row) = (At::new(&check, "pools", index, row), row.get_ref());
            at.known("coin", &row.coin)?;
            at.unique("pool", &mut seen, format!("{} {}", row.pool, row.coin))?;
            at.figures("hashrate_hs", &row.hashrate_hs)?;
        }
        Ok(market)
    }

    /// The network of a coin.
    #[must_use]
    pub fn network(&self, coin: &str) -> Option<&Network> {
        self.networks
            .iter()
            .map(Spanned::get_ref)
            .find(|row| row.coin == coin)
    }

    /// The price of an asset.
    #[must_use]
    pub fn price(&self, asset: &str) -> Option<&Price> {
        self.prices
            .iter()
            .map(Spanned::get_ref)
            .find(|row| row.asset == asset)
    }

    /// The size of a pool.
    #[must_use]
    pub fn pool(&self, pool: &str, coin: &str) -> Option<&PoolSize> {
        let mut rows = self.pools.iter().map(Spanned::get_ref);
        rows.find(|row| row.pool == pool && row.coin == coin)
    }
}

struct Check<'a> {
    source: Source,
    rules: &'a Rules,
}

/// A row of a table, for errors.
struct At<'a> {
    check: &'a Check<'a>,
    table: &'static str,
    index: usize,
    byte: usize,
}

impl<'a> At<'a> {
    fn new<T>(check: &'a Check<'a>, table: &'static str, index: usize, row: &Spanned<T>) -> Self {
        Self {
            check,
            table,
            index,
            byte: row.span().start,
        }
    }

    fn error(&self, field: &str, why: String) -> SeasonError {
        let path = format!("{}[{}].{field}", self.table, self.index);
        self.check.source.error(self.byte, path, why)
    }

    fn known(&self, field: &str, symbol: &str) -> Result<(), SeasonError> {
        match self.check.rules.asset(symbol) {
            Some(_) => Ok(()),
            None => {
                let why = format!("{symbol:?} is not one of season.toml's assets");
                Err(self.error(field, why))
            }
        }
    }

    fn unique(
        &self,
        field: &str,
        seen: &mut BTreeSet<String>,
        key: String,
    ) -> Result<(), SeasonError> {
        if seen.insert(key.clone()) {
            return Ok(());
        }
        Err(self.error(field, format!("{key:?} stands twice")))
    }

    fn length(&self, field: &str, length: usize) -> Result<(), SeasonError> {
        let days = self.check.rules.days;
        if u32::try_from(length) == Ok(days) {
            return Ok(());
        }
        Err(self.error(field, format!("{length} figures for {days} days")))
    }

    fn figures(&self, field: &str, figures: &[Amount]) -> Result<(), SeasonError> {
        self.length(field, figures.len())?;
        match figures.iter().position(|figure| figure.0 == 0) {
            Some(day) => Err(self.error(
                &format!("{field}[{day}]"),
                "\"0\" is not above 0".to_owned(),
            )),
            None => Ok(()),
        }
    }
}
