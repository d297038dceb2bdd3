//! What this contract reads of the oracle and the distributor, raw.
//!
//! It needs to know little of what they store: whether a coin or denom is there, and how far the
//! books have got. So it reads no more of their values than that, by the keys and with the layout
//! versions of the stored interface.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, QuerierWrapper, StdResult};
use rigshare_types::distributor::{Cursor, RigBook, StoredDenom, BOOKS, CURSORS, DENOMS};
use rigshare_types::oracle::{StoredAsset, ASSETS};
use rigshare_types::packed::{packed_epoch, packed_version};
use rigshare_types::peer::{find_part, Layout, PeerError};

/// The layout of everything that is read here.
const LAYOUT: u8 = 1;
const _: () = assert!(Cursor::VERSION == LAYOUT && RigBook::VERSION == LAYOUT);
const _: () = assert!(StoredAsset::VERSION == LAYOUT && StoredDenom::VERSION == LAYOUT);

/// What is read of a value: nothing but its layout.
#[cw_serde]
struct Glimpse {
    v: u8,
}

rigshare_types::layout!(Glimpse = LAYOUT);

/// What is read of a book or cursor: the first epoch that is not accounted for.
struct Reached(u32);

impl Layout for Reached {
    const VERSION: u8 = LAYOUT;

    fn version(&self) -> u8 {
        LAYOUT
    }

    fn version_of(stored: &[u8]) -> StdResult<u8> {
        packed_version(stored)
    }

    fn from_stored(stored: &[u8]) -> StdResult<Self> {
        packed_epoch(stored).map(Self)
    }
}

/// Whether the oracle knows a coin.
///
/// # Errors
/// [`PeerError`].
pub fn knows_coin(querier: QuerierWrapper, oracle: &Addr, coin: &str) -> Result<bool, PeerError> {
    let asset: Option<Glimpse> = find_part(&querier, oracle, "asset", &ASSETS, coin, coin)?;
    Ok(asset.is_some())
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
    let listed: Option<Glimpse> = find_part(&querier, distributor, "denom", &DENOMS, denom, denom)?;
    Ok(listed.is_some())
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
    let cursor: Option<Reached> = find_part(
        &querier,
        distributor,
        "cursor",
        &CURSORS,
        (holder, rig),
        name,
    )?;
    Ok(cursor.map(|Reached(epoch)| epoch))
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
    let book: Option<Reached> = find_part(&querier, distributor, "book", &BOOKS, rig, rig)?;
    Ok(book.map(|Reached(epoch)| epoch))
}
