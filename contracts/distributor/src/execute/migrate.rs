//! Migration: only to a newer version that knows the stored layout.

use contract_kit::migration::{check_layout, migrate_to, same_contract};
use cosmwasm_std::{DepsMut, Response};
use rigshare_types::distributor::{Cursor, RigBook, StoredCumulative, StoredDenom};

use crate::error::ContractError;
use crate::state::CONFIG;

/// Takes over what is stored: the configuration must parse, and the first record of each kind must
/// have the layout that this code writes.
///
/// # Errors
/// Another contract, a version that is not newer, a layout that is unknown.
pub fn migrate(deps: DepsMut, name: &str, version: &str) -> Result<Response, ContractError> {
    same_contract(deps.storage, name)?;
    CONFIG.load(deps.storage)?;
    check_layout::<StoredDenom>(deps.storage, "denom", "denoms")?;
    check_layout::<RigBook>(deps.storage, "book", "b")?;
    check_layout::<Cursor>(deps.storage, "cursor", "paid")?;
    check_layout::<StoredCumulative>(deps.storage, "cumulative record", "s")?;
    Ok(migrate_to(deps.storage, name, version)?)
}
