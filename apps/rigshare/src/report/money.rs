//! Which coin and how many decimals the short names of moneys stand for.

use std::collections::BTreeMap;

use super::text::{amount, amount_short};
use crate::outcome::{Amounts, Outcome};

/// An amount and its symbol.
pub type Written = (String, String);

/// How amounts of a money are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What is written behind an amount.
    pub symbol: String,
    /// Decimals of one whole coin.
    pub decimals: u32,
}

impl Unit {
    /// All decimals and the symbol.
    pub fn write(&self, base: u128) -> String {
        format!("{} {}", amount(base, self.decimals), self.symbol)
    }

    /// Without zeros at the end.
    pub fn write_short(&self, base: u128) -> String {
        format!("{} {}", amount_short(base, self.decimals), self.symbol)
    }
}

/// The moneys of a season.
pub struct Moneys {
    denoms: BTreeMap<String, Unit>,
    coins: BTreeMap<String, Unit>,
}

impl Moneys {
    /// Denoms and mined coins of a season.
    pub fn new(outcome: &Outcome) -> Self {
        let shared = |asset: &str| {
            outcome
                .denoms
                .values()
                .filter(|denom| denom.asset == asset)
                .count()
                > 1
        };
        let denoms = outcome.denoms.iter().map(|(name, denom)| {
            let symbol = if shared(&denom.asset) || denom.asset.is_empty() {
                format!("{} ({name})", denom.asset).trim_start().to_owned()
            } else {
                denom.asset.clone()
            };
            (
                name.clone(),
                Unit {
                    symbol,
                    decimals: denom.decimals.into(),
                },
            )
        });
        let networks = outcome.networks.iter().map(|n| (&n.coin, n.decimals));
        let rigs = outcome
            .rigs
            .iter()
            .map(|rig| (&rig.coin, rig.coin_decimals));
        let coins = networks.chain(rigs).map(|(coin, decimals)| {
            (
                coin.clone(),
                Unit {
                    symbol: coin.clone(),
                    decimals: decimals.into(),
                },
            )
        });
        Self {
            denoms: denoms.collect(),
            coins: coins.collect(),
        }
    }

    /// A denom by its short name; one that is not listed is written in base units.
    pub fn denom(&self, name: &str) -> Unit {
        self.denoms
            .get(name)
            .cloned()
            .unwrap_or_else(|| base_units(name))
    }

    /// A mined coin.
    pub fn coin(&self, name: &str) -> Unit {
        self.coins
            .get(name)
            .cloned()
            .unwrap_or_else(|| base_units(name))
    }

    /// Amounts by denom, one a line, nothing left out but zeros.
    pub fn by_denom(&self, amounts: &Amounts) -> Vec<Written> {
        lines(amounts, |name| self.denom(name))
    }

    /// Amounts by coin, one a line, nothing left out but zeros.
    pub fn by_coin(&self, amounts: &Amounts) -> Vec<Written> {
        lines(amounts, |name| self.coin(name))
    }
}

fn lines(amounts: &Amounts, unit: impl Fn(&str) -> Unit) -> Vec<Written> {
    let moved = amounts.iter().filter(|(_, amount)| amount.0 > 0);
    moved
        .map(|(name, base)| {
            let unit = unit(name);
            (amount(base.0, unit.decimals), unit.symbol)
        })
        .collect()
}

fn base_units(name: &str) -> Unit {
    Unit {
        symbol: format!("base units of {name}"),
        decimals: 0,
    }
}
