//! season.toml: length, rules, moneys, reporters and holders.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::error::{SeasonError, Source};
use super::values::{Amount, Date, Name};

/// season.toml, read and checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Headline.
    pub title: String,
    /// Date of day 0, UTC.
    pub first_day: Date,
    /// Length.
    pub days: u32,
    /// Length of an epoch: a day.
    pub epoch_seconds: u64,
    /// The currency of prices and electricity.
    pub quote_currency: String,
    /// Reporters tolerated as faulty.
    pub faulty: u16,
    /// Reporters that must agree.
    pub quorum: u16,
    /// How far from the median an agreeing report may be, basis points.
    pub report_spread_bps: u16,
    /// The same for market figures.
    pub market_spread_bps: u16,
    /// How far above the network's average a gross is plausible, basis points.
    pub plausible_tolerance_bps: u16,
    /// Batches are collected so long after a day's end.
    pub window_seconds: u64,
    /// Without a report by then the day is an outage.
    pub outage_deadline_seconds: u64,
    /// An operator's time before a default.
    pub grace_seconds: u64,
    /// The same in blocks.
    pub grace_blocks: u64,
    /// The protocol's fee on dues, basis points.
    pub protocol_fee_bps: u16,
    /// The protocol's fee on primary sales, basis points.
    pub sale_fee_bps: u16,
    /// The protocol's fee on trades, basis points.
    pub market_fee_bps: u16,
    /// What the oracle prices.
    pub assets: Vec<Spanned<Asset>>,
    /// The chain's moneys.
    pub denoms: Vec<Spanned<Money>>,
    /// Who reports.
    pub reporters: Vec<Spanned<Reporter>>,
    /// Who holds shares.
    pub holders: Vec<Spanned<Holder>>,
}

/// Something that the oracle prices.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asset {
    /// Ticker.
    pub symbol: String,
    /// Decimals of the base unit.
    pub decimals: u8,
}

/// A money of the chain.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// The short name by which the other files call it.
    pub name: Name,
    /// What keeps it.
    pub kind: MoneyKind,
    /// The bank's denom; the symbol of a cw20.
    pub denom: String,
    /// What it stands for.
    pub asset: String,
    /// Decimals of its base unit.
    pub decimals: u8,
    /// Whether rigs may pay in it.
    pub payout: bool,
    /// Whether sales and trades may be priced in it.
    pub trade: bool,
}

/// What keeps a money.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum MoneyKind {
    /// The bank module.
    Native,
    /// A cw20 contract.
    Cw20,
}

/// Who reports.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reporter {
    /// Its name.
    pub name: Name,
    /// Days whose batch is relayed after the window.
    pub late_days: Vec<u32>,
    /// Days without a batch.
    pub absent_days: Vec<u32>,
}

/// Who holds shares.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// Its name.
    pub name: Name,
    /// What it starts with.
    pub funds: Vec<Funds>,
}

/// What a holder starts with of a money.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Funds {
    /// The short name of the money.
    pub denom: Name,
    /// How much, base units.
    pub amount: Amount,
}

impl Rules {
    /// Reads season.toml of a folder.
    ///
    /// # Errors
    /// [`SeasonError`].
    pub fn load(folder: &Path) -> Result<Self, SeasonError> {
        let source = Source::read(folder.join("season.toml"))?;
        let rules: Self = source.parse()?;
        rules.check_lengths(&source)?;
        rules.check_moneys(&source)?;
        rules.check_people(&source)?;
        Ok(rules)
    }

    /// The asset of that symbol.
    #[must_use]
    pub fn asset(&self, symbol: &str) -> Option<&Asset> {
        self.assets
            .iter()
            .map(Spanned::get_ref)
            .find(|asset| asset.symbol == symbol)
    }

    /// The money of that short name.
    #[must_use]
    pub fn money(&self, name: &str) -> Option<&Money> {
        self.moneys().find(|money| &*money.name == name)
    }

    /// The moneys, in the order of the file.
    pub fn moneys(&self) -> impl Iterator<Item = &Money> {
        self.denoms.iter().map(Spanned::get_ref)
    }

    /// The reporters, in the order of the file.
    pub fn reporters(&self) -> impl Iterator<Item = &Reporter> {
        self.reporters.iter().map(Spanned::get_ref)
    }

    /// The holders, in the order of the file.
    pub fn holders(&self) -> impl Iterator<Item = &Holder> {
        self.holders.iter().map(Spanned::get_ref)
    }
}
