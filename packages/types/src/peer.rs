//! Raw reads of another contract's storage.
//!
//! A raw read costs a fiftieth of a smart query, and it can only fail closed: an absent key, a value
//! that does not parse and a layout that this build does not know are errors, never a zero.

use std::fmt::Display;

use cosmwasm_std::{from_json, Addr, QuerierWrapper, StdError, StdResult};
use cw_storage_plus::{Item, Map, PrimaryKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::packed::{Pack, PackedMap};

/// A stored value that other contracts read raw.
pub trait Layout: Sized {
    /// The layout that this build writes and understands.
    const VERSION: u8;

    /// The layout that the stored value says it has.
    fn version(&self) -> u8;

    /// The layout that a stored value says it has, read without the rest of it: the rest may be in
    /// a layout that this build can't parse.
    ///
    /// # Errors
    /// The value says none.
    fn version_of(stored: &[u8]) -> StdResult<u8>;

    /// The value, from what is stored.
    ///
    /// # Errors
    /// It does not parse.
    fn from_stored(stored: &[u8]) -> StdResult<Self>;
}

/// A map whose entries other contracts read raw.
pub trait Entries<K> {
    /// What is stored.
    type Value: Layout;

    /// The key under which the contract's storage has the entry.
    fn raw_key(&self, key: K) -> Vec<u8>;
}

impl<'a, K, T> Entries<K> for Map<K, T>
where
    K: PrimaryKey<'a>,
    T: Serialize + DeserializeOwned + Layout,
{
    type Value = T;

    fn raw_key(&self, key: K) -> Vec<u8> {
        self.key(key).to_vec()
    }
}

impl<'a, K: PrimaryKey<'a>, T: Pack> Entries<K> for PackedMap<K, T> {
    type Value = T;

    fn raw_key(&self, key: K) -> Vec<u8> {
        self.key(key)
    }
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
pub fn read_item<T>(
    querier: &QuerierWrapper,
    peer: &Addr,
    what: &'static str,
    item: &Item<T>,
) -> Result<T, PeerError>
where
    T: Serialize + DeserializeOwned + Layout,
{
    let read = Read {
        peer,
        what,
        name: &"the contract",
    };
    read.value(querier, item.as_slice().to_vec())?
        .ok_or_else(|| read.absent())
}

/// Reads the entry `key` of `map` in `peer`, refusing an absent value and an unknown layout.
///
/// `name` is how an error calls the entry.
///
/// # Errors
/// [`PeerError`], naming the contract, what was read and which one of them.
pub fn read_entry<K, M: Entries<K>>(
    querier: &QuerierWrapper,
    peer: &Addr,
    what: &'static str,
    map: &M,
    key: K,
    name: impl Display,
) -> Result<M::Value, PeerError> {
    let read = Read {
        peer,
        what,
        name: &name,
    };
    read.value(querier, map.raw_key(key))?
        .ok_or_else(|| read.absent())
}

/// Reads the entry `key` of `map` in `peer` where absence is itself a fact (a report not given yet, a
/// holder who never claimed). An unknown layout is refused all the same.
///
/// # Errors
/// [`PeerError::Unreadable`] and [`PeerError::UnknownLayout`].
pub fn find_entry<K, M: Entries<K>>(
    querier: &QuerierWrapper,
    peer: &Addr,
    what: &'static str,
    map: &M,
    key: K,
    name: impl Display,
) -> Result<Option<M::Value>, PeerError> {
    find_part(querier, peer, what, map, key, name)
}

/// As [`find_entry`], for a reader that needs no more of the value than `T` takes of it.
///
/// # Errors
/// As [`find_entry`].
pub fn find_part<K, M: Entries<K>, T: Layout>(
    querier: &QuerierWrapper,
    peer: &Addr,
    what: &'static str,
    map: &M,
    key: K,
    name: impl Display,
) -> Result<Option<T>, PeerError> {
    let read = Read {
        peer,
        what,
        name: &name,
    };
    read.value(querier, map.raw_key(key))
}

/// The layout that a stored value says it has, whatever else it holds.
///
/// # Errors
/// The value is not a JSON object with a layout version.
pub fn layout_of(value: &[u8]) -> StdResult<u8> {
    #[derive(Deserialize)]
    struct Versioned {
        v: u8,
    }
    Ok(from_json::<Versioned>(value)?.v)
}

/// One raw read: what an error about it needs to say. Only [`Read::value`] is compiled for each stored
/// type, so it is kept small.
struct Read<'a> {
    peer: &'a Addr,
    what: &'static str,
    name: &'a dyn Display,
}

impl Read<'_> {
    fn value<T: Layout>(
        &self,
        querier: &QuerierWrapper,
        key: Vec<u8>,
    ) -> Result<Option<T>, PeerError> {
        let Some(bytes) = self.bytes(querier, key, T::VERSION, T::version_of)? else {
            return Ok(None);
        };
        T::from_stored(&bytes)
            .map(Some)
            .map_err(|error| self.unreadable(&error))
    }

    /// What is stored, once its layout is known to be `known`.
    fn bytes(
        &self,
        querier: &QuerierWrapper,
        key: Vec<u8>,
        known: u8,
        version_of: fn(&[u8]) -> StdResult<u8>,
    ) -> Result<Option<Vec<u8>>, PeerError> {
        let bytes = querier
            .query_wasm_raw(self.peer, key)
            .map_err(|error| self.unreadable(&error))?;
        let Some(bytes) = bytes else {
            return Ok(None);
        };
        match version_of(&bytes).map_err(|error| self.unreadable(&error))? {
            found if found == known => Ok(Some(bytes)),
            found => Err(PeerError::UnknownLayout {
                peer: self.peer.clone(),
                what: self.what,
                found,
                known,
            }),
        }
    }

    fn absent(&self) -> PeerError {
        PeerError::Absent {
            peer: self.peer.clone(),
            what: self.what,
            key: self.name.to_string(),
        }
    }

    fn unreadable(&self, error: &StdError) -> PeerError {
        PeerError::Unreadable {
            peer: self.peer.clone(),
            what: self.what,
            key: self.name.to_string(),
            reason: error.to_string(),
        }
    }
}

/// Implements [`Layout`] for types that are stored as JSON and whose field `v` is their layout version.
#[macro_export]
macro_rules! layout {
    ($($stored:ty = $version:expr),+ $(,)?) => {
        $(impl $crate::peer::Layout for $stored {
            const VERSION: u8 = $version;

            fn version(&self) -> u8 {
                self.v
            }

            fn version_of(stored: &[u8]) -> cosmwasm_std::StdResult<u8> {
                $crate::peer::layout_of(stored)
            }

            fn from_stored(stored: &[u8]) -> cosmwasm_std::StdResult<Self> {
                cosmwasm_std::from_json(stored)
            }
        })+
    };
}

/// Implements [`Layout`] for stored types that are packed: see [`Pack`].
#[macro_export]
macro_rules! packed_layout {
    ($($stored:ty = $version:expr),+ $(,)?) => {
        $(impl $crate::peer::Layout for $stored {
            const VERSION: u8 = $version;

            fn version(&self) -> u8 {
                Self::VERSION
            }

            fn version_of(stored: &[u8]) -> cosmwasm_std::StdResult<u8> {
                $crate::packed::packed_version(stored)
            }

            fn from_stored(stored: &[u8]) -> cosmwasm_std::StdResult<Self> {
                $crate::packed::Pack::from_packed(stored)
            }
        })+
    };
}
