//! Migration: only to a newer version that knows the stored layout.

use contract_kit::migration::{check_layout, migrate_to};
use cosmwasm_std::{DepsMut, Response};
use rigshare_types::distributor::{Cursor, RigBook, StoredCumulative, StoredDenom};
use rigshare_types::peer::Layout;

use crate::error::ContractError;
use crate::state::CONFIG;

/// Takes over what is stored: the configuration must parse, and the first record of each kind must
/// have the layout that this code writes.
///
/// # Errors
/// Another contract, a version that is not newer, a layout that is unknown.
pub fn migrate(deps: DepsMut, name: &str, version: &str) -> Result<Response, ContractError> {
    CONFIG.load(deps.storage)?;
    for (what, namespace, known) in [
        ("denom", "denoms", StoredDenom::VERSION),
        ("book", "books", RigBook::VERSION),
        ("cursor", "cursors", Cursor::VERSION),
        (
            "cumulative record",
            "cumulatives",
            StoredCumulative::VERSION,
        ),
    ] {
        check_layout(deps.storage, what, namespace, known)?;
    }
    Ok(migrate_to(deps.storage, name, version)?)
}
