//! A rig as its operator describes it in a TOML file.

use std::path::{Path, PathBuf};

use cosmwasm_std::Uint128;
use rigshare_types::nft::{NewRig, PayoutScheme};
use rigshare_types::oracle::Grade;
use serde::Deserialize;
use thiserror::Error;

use super::units::{parse_bps, parse_denom, parse_hashrate_hs, parse_nano, TextError};

/// What is wrong with a rig's file.
#[derive(Debug, Error)]
pub enum RigFileError {
    /// It can't be read.
    #[error("the rig's file {} can't be read: {why}", path.display())]
    Unreadable {
        /// Where it was looked for.
        path: PathBuf,
        /// What went wrong.
        why: std::io::Error,
    },
    /// It is no TOML, lacks a field or has an unknown one.
    #[error("the rig's file is wrong: {0}")]
    Toml(#[from] toml::de::Error),
    /// A field has a value that can't be.
    #[error("{field}: {why}")]
    Field {
        /// The field.
        field: &'static str,
        /// What is wrong with its value.
        why: TextError,
    },
    /// The term has no end, or two.
    #[error("say either end_epoch or term_epochs")]
    Term,
    /// The term ends after the last epoch that can be.
    #[error(
        "a term from epoch {start_epoch} of {term_epochs} epochs ends after the last one there is"
    )]
    TermTooLong {
        /// Its first epoch.
        start_epoch: u32,
        /// Its length.
        term_epochs: u32,
    },
}

/// The file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RigFile {
    model: String,
    coin: String,
    algorithm: String,
    hashrate: String,
    share: String,
    watts: u64,
    electricity: String,
    electricity_currency: Option<String>,
    service_fee: String,
    location: String,
    renewable: String,
    pool: String,
    scheme: PayoutScheme,
    worker: String,
    payout_address: String,
    start_epoch: Option<u32>,
    end_epoch: Option<u32>,
    term_epochs: Option<u32>,
    payout: String,
    sale_denom: String,
    royalty: String,
    least_grade: Grade,
}

/// What a rig's file leaves to the suite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defaults {
    /// The suite's quote currency.
    pub quote_currency: String,
    /// The epoch that lasts.
    pub current_epoch: u32,
}

impl RigFile {
    /// Reads a file.
    ///
    /// # Errors
    /// It can't be read, or as [`Self::parse`].
    pub fn load(path: &Path) -> Result<Self, RigFileError> {
        let text = std::fs::read_to_string(path).map_err(|why| RigFileError::Unreadable {
            path: path.to_owned(),
            why,
        })?;
        Self::parse(&text)
    }

    /// Reads a text.
    ///
    /// # Errors
    /// It is no TOML, lacks a field or has an unknown one.
    pub fn parse(text: &str) -> Result<Self, RigFileError> {
        Ok(toml::from_str(text)?)
    }

    /// The rig as it is registered. Without a start the term begins with the next epoch but one, so
    /// that the transaction has a whole epoch's time to be included.
    ///
    /// # Errors
    /// A field has a value that can't be.
    pub fn rig(self, defaults: &Defaults) -> Result<NewRig, RigFileError> {
        let start_epoch = self
            .start_epoch
            .unwrap_or_else(|| defaults.current_epoch.saturating_add(2));
        let end_epoch = match (self.end_epoch, self.term_epochs) {
            (Some(end_epoch), None) => end_epoch,
            (None, Some(term_epochs)) => {
                start_epoch
                    .checked_add(term_epochs)
                    .ok_or(RigFileError::TermTooLong {
                        start_epoch,
                        term_epochs,
                    })?
            }
            _ => return Err(RigFileError::Term),
        };
        Ok(NewRig {
            hashrate_hs: field("hashrate", &self.hashrate, parse_hashrate_hs)?,
            unit_hashrate_hs: field("share", &self.share, parse_hashrate_hs)?,
            electricity_nano_per_kwh: field("electricity", &self.electricity, parse_nano)?,
            service_fee_bps: field("service_fee", &self.service_fee, parse_bps)?,
            renewable_bps: field("renewable", &self.renewable, parse_bps)?,
            payout: field("payout", &self.payout, parse_denom)?,
            sale_denom: field("sale_denom", &self.sale_denom, parse_denom)?.to_string(),
            royalty_bps: field("royalty", &self.royalty, parse_bps)?,
            electricity_currency: self
                .electricity_currency
                .unwrap_or_else(|| defaults.quote_currency.clone()),
            model: self.model,
            coin: self.coin,
            algorithm: self.algorithm,
            watts: self.watts,
            location: self.location,
            pool: self.pool,
            scheme: self.scheme,
            worker: self.worker,
            payout_address: self.payout_address,
            start_epoch,
            end_epoch,
            least_grade: self.least_grade,
        })
    }
}

fn field<T>(
    field: &'static str,
    text: &str,
    parse: impl Fn(&str) -> Result<T, TextError>,
) -> Result<T, RigFileError> {
    parse(text).map_err(|why| RigFileError::Field { field, why })
}

/// How many shares a rig has; `None` where its hashrate is not a whole number of them.
#[must_use]
pub fn shares_of(rig: &NewRig) -> Option<Uint128> {
    let rest = rig.hashrate_hs.checked_rem(rig.unit_hashrate_hs).ok()?;
    let shares = rig.hashrate_hs.checked_div(rig.unit_hashrate_hs).ok()?;
    rest.is_zero().then_some(shares)
}
