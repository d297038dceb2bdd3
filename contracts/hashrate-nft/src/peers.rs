//! What this contract reads of the oracle and the distributor, raw.
//!
//! It needs to know little of what they store: whether a coin or denom is there, and how far the
//! books have got. So it reads no more of their values than that, by the keys and with the layout
//! versions of the stored interface.

use std::borrow::Cow;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, QuerierWrapper};
use cw_storage_plus::{Map, PrimaryKey};
use rigshare_types::distributor::{Cursor, RigBook, StoredDenom, BOOKS, CURSORS, DENOMS};
use rigshare_types::oracle::{StoredAsset, ASSETS};
use rigshare_types::peer::{find_entry, Layout, PeerError};
use serde::de::DeserializeOwned;
use serde::Serialize;

/// The layout of everything that is read here.
const LAYOUT: u8 = 1;
const _: () = assert!(Cursor::VERSION == LAYOUT && RigBook::VERSION == LAYOUT);
const _: () = assert!(StoredAsset::VERSION == LAYOUT && StoredDenom::VERSION == LAYOUT);

/// What is read of a value.
#[cw_serde]
struct Glimpse {
    v: u8,
    /// Of a cursor or a book: the first epoch that is not accounted for.
    next_epoch: Option<u32>,
}

impl Layout for Glimpse {
    const VERSION: u8 = LAYOUT;

    fn version(&self) -> u8 {
        self.v
    }
}

fn glimpse<'a, K: PrimaryKey<'a>, T: Serialize + DeserializeOwned>(
    querier: QuerierWrapper,
    peer: &Addr,
    what: &'static str,
    map: &Map<K, T>,
    key: K,
    name: impl std::fmt::Display,
) -> Result<Option<Glimpse>, PeerError> {
    let map = Map::new_dyn(Cow::Owned(map.namespace_bytes().to_vec()));
    find_entry(&querier, peer, what, &map, key, name)
}

/// Whether the oracle knows a coin.
///
/// # Errors
/// [`PeerError`].
pub fn knows_coin(querier: QuerierWrapper, oracle: &Addr, coin: &str) -> Result<bool, PeerError> {
    Ok(glimpse(querier, oracle, "asset", &ASSETS, coin, coin)?.is_some())
}

/// Whether the distributor pays in a denom, by its key.
///
/// # Errors
/// [`PeerError`].
pub fn pays_in(
    querier: QuerierWrapper,
    distributor: &Addr,
    denom: &str,
) -> Result<bool, PeerError> {
    Ok(glimpse(querier, distributor, "denom", &DENOMS, denom, denom)?.is_some())
}

/// The first epoch that the distributor has not accounted for with a holder; `None` if it never
/// did with any.
///
/// # Errors
/// [`PeerError`].
pub fn holder_reached(
    querier: QuerierWrapper,
    distributor: &Addr,
    holder: &Addr,
    rig: u32,
) -> Result<Option<u32>, PeerError> {
    let name = format_args!("{holder} in rig {rig}");
    let cursor = glimpse(
        querier,
        distributor,
        "cursor",
        &CURSORS,
        (holder, rig),
        name,
    )?;
    Ok(cursor.and_then(|cursor| cursor.next_epoch))
}

/// The first epoch of a rig that the distributor has not closed; `None` if it never closed any.
///
/// # Errors
/// [`PeerError`].
pub fn rig_reached(
    querier: QuerierWrapper,
    distributor: &Addr,
    rig: u32,
) -> Result<Option<u32>, PeerError> {
    let book = glimpse(querier, distributor, "book", &BOOKS, rig, rig)?;
    Ok(book.and_then(|book| book.next_epoch))
}
