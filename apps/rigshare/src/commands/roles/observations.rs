//! What a reporter saw in an epoch, as it writes it down: TOML or JSON.

use std::path::{Path, PathBuf};

use cosmwasm_std::Uint128;
use rigshare_types::batch::{
    Batch, MarketObservation, NetworkObservation, PoolObservation, PriceObservation,
    RigObservation, PAGE_RIGS,
};
use serde::Deserialize;
use thiserror::Error;

use super::units::{parse_hashrate_hs, parse_nano, TextError};

/// What is wrong with a file of observations.
#[derive(Debug, Error)]
pub enum ObservationsError {
    /// It can't be read.
    #[error("the observations {} can't be read: {why}", path.display())]
    Unreadable {
        /// Where they were looked for.
        path: PathBuf,
        /// What went wrong.
        why: std::io::Error,
    },
    /// It is no TOML, lacks a field or has an unknown one.
    #[error("the observations are wrong: {0}")]
    Toml(#[from] toml::de::Error),
    /// It is no JSON, lacks a field or has an unknown one.
    #[error("the observations are wrong: {0}")]
    Json(#[from] serde_json::Error),
    /// It is of another epoch than asked for.
    #[error("the observations are of epoch {found}, not of {wanted}")]
    OtherEpoch {
        /// The file's.
        found: u32,
        /// The flag's.
        wanted: u32,
    },
    /// It says nothing.
    #[error("there are neither rigs nor figures of the market")]
    Empty,
    /// Something is said twice.
    #[error("{what} {name} stands twice")]
    Twice {
        /// What kind of thing.
        what: &'static str,
        /// Which.
        name: String,
    },
    /// A rig has a number that no page holds.
    #[error("rig {rig} is above the last that can be reported")]
    RigTooHigh {
        /// The rig.
        rig: u32,
    },
    /// A figure is no such figure.
    #[error("{what} of {name}: {why}")]
    Figure {
        /// What kind of figure.
        what: &'static str,
        /// Of what.
        name: String,
        /// What is wrong with it.
        why: TextError,
    },
}

/// The file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observations {
    epoch: Option<u32>,
    #[serde(default)]
    rigs: Vec<RigObservation>,
    #[serde(default)]
    prices: Vec<Price>,
    #[serde(default)]
    networks: Vec<NetworkObservation>,
    #[serde(default)]
    pools: Vec<Pool>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Price {
    asset: String,
    price: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pool {
    pool: String,
    coin: String,
    hashrate: String,
}

impl Observations {
    /// Reads a file: JSON where its name says so, else TOML.
    ///
    /// # Errors
    /// It can't be read, or is wrong.
    pub fn load(path: &Path) -> Result<Self, ObservationsError> {
        let text = std::fs::read_to_string(path).map_err(|why| ObservationsError::Unreadable {
            path: path.to_owned(),
            why,
        })?;
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            return Ok(serde_json::from_str(&text)?);
        }
        Ok(toml::from_str(&text)?)
    }

    /// The batches to sign for an epoch: rigs by page, the market in page 0.
    ///
    /// # Errors
    /// It is of another epoch, says nothing or something twice, or a figure is none.
    pub fn batches(mut self, epoch: u32) -> Result<Vec<Batch>, ObservationsError> {
        if let Some(found) = self.epoch.filter(|found| *found != epoch) {
            return Err(ObservationsError::OtherEpoch {
                found,
                wanted: epoch,
            });
        }
        self.rigs.sort_by_key(|seen| seen.rig);
        once("rig", self.rigs.iter().map(|seen| seen.rig.to_string()))?;
        let mut batches: Vec<Batch> = Vec::new();
        if let Some(market) = self.market()? {
            batches.push(Batch {
                epoch,
                page: 0,
                rigs: Vec::new(),
                market: Some(market),
            });
        }
        for seen in self.rigs {
            let page = u16::try_from(seen.rig / PAGE_RIGS)
                .map_err(|_| ObservationsError::RigTooHigh { rig: seen.rig })?;
            match batches.last_mut().filter(|batch| batch.page == page) {
                Some(batch) => batch.rigs.push(seen),
                None => batches.push(Batch {
                    epoch,
                    page,
                    rigs: vec![seen],
                    market: None,
                }),
            }
        }
        if batches.is_empty() {
            return Err(ObservationsError::Empty);
        }
        Ok(batches)
    }

    /// The figures of the market, by rising names as the oracle wants them.
    fn market(&mut self) -> Result<Option<MarketObservation>, ObservationsError> {
        self.prices.sort_by(|a, b| a.asset.cmp(&b.asset));
        self.networks.sort_by(|a, b| a.coin.cmp(&b.coin));
        self.pools
            .sort_by(|a, b| (&a.pool, &a.coin).cmp(&(&b.pool, &b.coin)));
        once(
            "the price of",
            self.prices.iter().map(|of| of.asset.clone()),
        )?;
        once(
            "the network of",
            self.networks.iter().map(|of| of.coin.clone()),
        )?;
        let pools = self.pools.iter();
        once(
            "the pool",
            pools.map(|of| format!("{} {}", of.pool, of.coin)),
        )?;
        if self.prices.is_empty() && self.networks.is_empty() && self.pools.is_empty() {
            return Ok(None);
        }
        let prices: Result<_, _> = self.prices.iter().map(Price::observed).collect();
        let pools: Result<_, _> = self.pools.iter().map(Pool::observed).collect();
        Ok(Some(MarketObservation {
            prices: prices?,
            networks: std::mem::take(&mut self.networks),
            pools: pools?,
        }))
    }
}

impl Price {
    fn observed(&self) -> Result<PriceObservation, ObservationsError> {
        Ok(PriceObservation {
            asset: self.asset.clone(),
            nano_per_coin: figure("price", &self.asset, parse_nano(&self.price))?,
        })
    }
}

impl Pool {
    fn observed(&self) -> Result<PoolObservation, ObservationsError> {
        Ok(PoolObservation {
            pool: self.pool.clone(),
            coin: self.coin.clone(),
            hashrate_hs: figure("hashrate", &self.pool, parse_hashrate_hs(&self.hashrate))?,
        })
    }
}

fn figure(
    what: &'static str,
    name: &str,
    parsed: Result<Uint128, TextError>,
) -> Result<Uint128, ObservationsError> {
    parsed.map_err(|why| ObservationsError::Figure {
        what,
        name: name.to_owned(),
        why,
    })
}

/// Refuses a name that stands twice in a sorted list.
fn once(what: &'static str, names: impl Iterator<Item = String>) -> Result<(), ObservationsError> {
    let mut before = None;
    for name in names {
        if before.as_ref() == Some(&name) {
            return Err(ObservationsError::Twice { what, name });
        }
        before = Some(name);
    }
    Ok(())
}
