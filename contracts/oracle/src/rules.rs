//! What a configuration of reporters must be.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Api, HexBinary};
use rigshare_types::oracle::{ReporterConfig, MAX_REPORTERS};
use thiserror::Error;

use crate::signature::is_public_key;
use crate::symbol::quoted;

/// The widest spread within which values agree: 20 %.
pub const MAX_SPREAD_BPS: u16 = 2_000;

/// The most by which a plausible gross may be above the network's average: 50 %.
pub const MAX_TOLERANCE_BPS: u16 = 5_000;

/// The longest name of a reporter, in bytes.
pub const MAX_NAME_BYTES: usize = 64;

/// What is wrong with a configuration of reporters.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RulesError {
    /// Too many reporters.
    #[error("{count} reporters; {MAX_REPORTERS} are the most")]
    TooManyReporters {
        /// How many there are.
        count: usize,
    },
    /// The faulty could be the majority of a quorum.
    #[error("a quorum of {quorum} is below {least}, which {faulty} faulty reporters need")]
    QuorumTooSmall {
        /// The quorum.
        quorum: u16,
        /// The faulty.
        faulty: u16,
        /// The least quorum.
        least: u32,
    },
    /// The faulty could keep a quorum from coming about.
    #[error(
        "{count} reporters are fewer than {least}: a quorum of {quorum} beside {faulty} faulty"
    )]
    TooFewReporters {
        /// How many there are.
        count: usize,
        /// The quorum.
        quorum: u16,
        /// The faulty.
        faulty: u16,
        /// The least number of reporters.
        least: u32,
    },
    /// A spread or the tolerance is too wide.
    #[error("{what} of {bps} bps is above {most} bps")]
    TooWide {
        /// Which.
        what: &'static str,
        /// How wide it is.
        bps: u16,
        /// The widest.
        most: u16,
    },
    /// Two reporters have the same number.
    #[error("reporter {id} stands there twice")]
    DuplicateId {
        /// The number.
        id: u16,
    },
    /// Two reporters have the same name.
    #[error("two reporters have the name {name:?}")]
    DuplicateName {
        /// The name.
        name: String,
    },
    /// Two reporters have the same key.
    #[error("reporters {first} and {second} have the same key")]
    DuplicateKey {
        /// The one.
        first: u16,
        /// The other.
        second: u16,
    },
    /// A name is empty, too long, or has control characters.
    #[error(
        "the name of reporter {id}, {name:?}, is not 1 to {MAX_NAME_BYTES} bytes of plain text"
    )]
    BadName {
        /// The reporter.
        id: u16,
        /// The name, cut after 40 characters.
        name: String,
    },
    /// A key is not a compressed point of secp256k1.
    #[error("the key of reporter {id}, {key:?}, is not a compressed secp256k1 key of 33 bytes")]
    BadKey {
        /// The reporter.
        id: u16,
        /// The key, hexadecimal, cut after 40 characters.
        key: String,
    },
}

/// Checks all that a configuration alone can show.
///
/// # Errors
/// [`RulesError`].
pub fn check_rules(api: &dyn Api, config: &ReporterConfig) -> Result<(), RulesError> {
    let count = config.reporters.len();
    if count > MAX_REPORTERS {
        return Err(RulesError::TooManyReporters { count });
    }
    let (quorum, faulty) = (config.quorum, config.faulty);
    let least = 2 * u32::from(faulty) + 1;
    if u32::from(quorum) < least {
        return Err(RulesError::QuorumTooSmall {
            quorum,
            faulty,
            least,
        });
    }
    let least = u32::from(quorum) + u32::from(faulty);
    if (count as u64) < u64::from(least) {
        return Err(RulesError::TooFewReporters {
            count,
            quorum,
            faulty,
            least,
        });
    }
    check_width(
        "report_spread_bps",
        config.report_spread_bps,
        MAX_SPREAD_BPS,
    )?;
    check_width(
        "market_spread_bps",
        config.market_spread_bps,
        MAX_SPREAD_BPS,
    )?;
    check_width(
        "plausible_tolerance_bps",
        config.plausible_tolerance_bps,
        MAX_TOLERANCE_BPS,
    )?;
    check_reporters(api, config)
}

fn check_width(what: &'static str, bps: u16, most: u16) -> Result<(), RulesError> {
    if bps > most {
        return Err(RulesError::TooWide { what, bps, most });
    }
    Ok(())
}

fn check_reporters(api: &dyn Api, config: &ReporterConfig) -> Result<(), RulesError> {
    let mut ids = BTreeSet::new();
    let mut names = BTreeSet::new();
    let mut keys: BTreeMap<&HexBinary, u16> = BTreeMap::new();
    for reporter in &config.reporters {
        let id = reporter.id;
        if !ids.insert(id) {
            return Err(RulesError::DuplicateId { id });
        }
        let plain = !reporter.name.chars().any(char::is_control);
        if !(1..=MAX_NAME_BYTES).contains(&reporter.name.len()) || !plain {
            return Err(RulesError::BadName {
                id,
                name: quoted(&reporter.name),
            });
        }
        if !names.insert(&reporter.name) {
            return Err(RulesError::DuplicateName {
                name: quoted(&reporter.name),
            });
        }
        if !is_public_key(api, &reporter.public_key) {
            return Err(RulesError::BadKey {
                id,
                key: quoted(&reporter.public_key.to_hex()),
            });
        }
        if let Some(first) = keys.insert(&reporter.public_key, id) {
            return Err(RulesError::DuplicateKey { first, second: id });
        }
    }
    Ok(())
}
