//! Migration: only to a newer version that knows the stored layout.

use contract_kit::migration::{migrate_to, MigrationError};
use cosmwasm_std::{DepsMut, Order, Response, Storage};
use cw_storage_plus::{KeyDeserialize, Map, PrimaryKey};
use rigshare_types::distributor::{BOOKS, CUMULATIVES, CURSORS, DENOMS};
use rigshare_types::peer::Layout;
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::error::ContractError;
use crate::state::CONFIG;

/// Takes over what is stored: the configuration must parse, and the first record of each kind must
/// have the layout that this code writes.
///
/// # Errors
/// Another contract, a version that is not newer, a layout that is unknown.
pub fn migrate(deps: DepsMut, name: &str, version: &str) -> Result<Response, ContractError> {
    CONFIG.load(deps.storage)?;
    known_layout(deps.storage, "denom", &DENOMS)?;
    known_layout(deps.storage, "book", &BOOKS)?;
    known_layout(deps.storage, "cursor", &CURSORS)?;
    known_layout(deps.storage, "cumulative record", &CUMULATIVES)?;
    Ok(migrate_to(deps.storage, name, version)?)
}

fn known_layout<'a, K, T>(
    storage: &dyn Storage,
    what: &'static str,
    map: &Map<K, T>,
) -> Result<(), ContractError>
where
    K: PrimaryKey<'a> + KeyDeserialize,
    K::Output: 'static,
    T: Serialize + DeserializeOwned + Layout,
{
    let first = map
        .range_raw(storage, None, None, Order::Ascending)
        .next()
        .transpose()?;
    match first {
        Some((_, record)) if record.version() != T::VERSION => {
            Err(ContractError::Migration(MigrationError::UnknownLayout {
                what,
                found: record.version(),
                known: T::VERSION,
            }))
        }
        _ => Ok(()),
    }
}
