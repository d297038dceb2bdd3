//! Raw reads of another contract's storage.
//!
//! A raw read costs a fiftieth of a smart query, and it can only fail closed: an absent key, a value
//! that does not parse and a layout that this build does not know are errors, never a zero.

use cosmwasm_std::{Addr, CustomQuery, QuerierWrapper};
use cw_storage_plus::{Item, Map, PrimaryKey};
use serde::de::DeserializeOwned;
use serde::Serialize;
use thiserror::Error;

/// A stored value that other contracts read raw.
pub trait Layout {
    /// The layout that this build writes and understands.
    const VERSION: u8;

    /// The layout that the stored value says it has.
    fn version(&self) -> u8;
}

/// Why a raw read was refused.
#[derive(Debug, Error, PartialEq)]
pub enum PeerError {
    /// Nothing is stored under the key.
    #[error("{what} of {key} is absent in {peer}")]
    Absent {
        /// The contract that was read.
        peer: Addr,
        /// What was read.
        what: &'static str,
        /// Which one of them.
        key: String,
    },
    /// The value has another layout than this build knows.
    #[error("{what} in {peer} has layout {found}; this contract knows layout {known}")]
    UnknownLayout {
        /// The contract that was read.
        peer: Addr,
        /// What was read.
        what: &'static str,
        /// The layout of the stored value.
        found: u8,
        /// The layout that this build knows.
        known: u8,
    },
    /// The contract can't be read, or the value does not parse.
    #[error("{what} of {key} in {peer} can't be read: {reason}")]
    Unreadable {
        /// The contract that was read.
        peer: Addr,
        /// What was read.
        what: &'static str,
        /// Which one of them.
        key: String,
        /// What the chain said.
        reason: String,
    },
}

/// Reads `item` of `peer`, refusing an absent value and an unknown layout.
///
/// # Errors
/// [`PeerError`], naming the contract and what was read.
pub fn read_item<T, Q>(
    querier: &QuerierWrapper<Q>,
    peer: &Addr,
    what: &'static str,
    item: &Item<T>,
) -> Result<T, PeerError>
where
    T: Serialize + DeserializeOwned + Layout,
    Q: CustomQuery,
{
    let value = item
        .query(querier, peer.clone())
        .map_err(|error| PeerError::Unreadable {
            peer: peer.clone(),
            what,
            key: String::new(),
            reason: error.to_string(),
        })?;
    known(peer, what, value)
}

/// Reads the entry `key` of `map` in `peer`, refusing an absent value and an unknown layout.
///
/// `name` is how an error calls the entry.
///
/// # Errors
/// [`PeerError`], naming the contract, what was read and which one of them.
pub fn read_entry<'a, K, T, Q>(
    querier: &QuerierWrapper<Q>,
    peer: &Addr,
    what: &'static str,
    map: &Map<K, T>,
    key: K,
    name: impl ToString,
) -> Result<T, PeerError>
where
    K: PrimaryKey<'a>,
    T: Serialize + DeserializeOwned + Layout,
    Q: CustomQuery,
{
    match find_entry(querier, peer, what, map, key, name.to_string())? {
        Some(value) => Ok(value),
        None => Err(PeerError::Absent {
            peer: peer.clone(),
            what,
            key: name.to_string(),
        }),
    }
}

/// Reads the entry `key` of `map` in `peer` where absence is itself a fact (a report not given yet, a
/// holder who never claimed). An unknown layout is refused all the same.
///
/// # Errors
/// [`PeerError::Unreadable`] and [`PeerError::UnknownLayout`].
pub fn find_entry<'a, K, T, Q>(
    querier: &QuerierWrapper<Q>,
    peer: &Addr,
    what: &'static str,
    map: &Map<K, T>,
    key: K,
    name: impl ToString,
) -> Result<Option<T>, PeerError>
where
    K: PrimaryKey<'a>,
    T: Serialize + DeserializeOwned + Layout,
    Q: CustomQuery,
{
    let value = map
        .query(querier, peer.clone(), key)
        .map_err(|error| PeerError::Unreadable {
            peer: peer.clone(),
            what,
            key: name.to_string(),
            reason: error.to_string(),
        })?;
    value.map(|value| known(peer, what, value)).transpose()
}

fn known<T: Layout>(peer: &Addr, what: &'static str, value: T) -> Result<T, PeerError> {
    if value.version() == T::VERSION {
        Ok(value)
    } else {
        Err(PeerError::UnknownLayout {
            peer: peer.clone(),
            what,
            found: value.version(),
            known: T::VERSION,
        })
    }
}

/// Implements [`Layout`] for stored types whose field `v` is their layout version.
#[macro_export]
macro_rules! layout {
    ($($stored:ty = $version:expr),+ $(,)?) => {
        $(impl $crate::peer::Layout for $stored {
            const VERSION: u8 = $version;

            fn version(&self) -> u8 {
                self.v
            }
        })+
    };
}
