//! Assets: added, never changed, never removed.

use contract_kit::ownership::owner_only;
use cosmwasm_std::{DepsMut, MessageInfo, Response, Storage};
use rigshare_types::events::ListExtended;
use rigshare_types::oracle::{Asset, StoredAsset, ASSETS};

use crate::error::ContractError;
use crate::symbol::{check_symbol, MAX_DECIMALS};

/// Owner: adds an asset.
///
/// # Errors
/// The sender is not the owner, or as [`insert_asset`].
pub fn add_asset(
    deps: DepsMut,
    info: &MessageInfo,
    asset: &Asset,
) -> Result<Response, ContractError> {
    owner_only(&deps, &info.sender)?;
    Ok(Response::new().add_event(insert_asset(deps.storage, asset)?))
}

/// Checks and stores an asset.
///
/// # Errors
/// [`ContractError::BadSymbol`], [`ContractError::TooManyDecimals`], [`ContractError::AssetExists`].
pub fn insert_asset(
    storage: &mut dyn Storage,
    asset: &Asset,
) -> Result<ListExtended, ContractError> {
    check_symbol(&asset.symbol)?;
    let (symbol, decimals) = (asset.symbol.clone(), asset.decimals);
    if decimals > MAX_DECIMALS {
        return Err(ContractError::TooManyDecimals {
            symbol,
            decimals,
            most: MAX_DECIMALS,
        });
    }
    if ASSETS.has(storage, &symbol) {
        return Err(ContractError::AssetExists { symbol });
    }
    ASSETS.save(storage, &symbol, &StoredAsset { v: 1, decimals })?;
    Ok(ListExtended {
        list: "coin".to_owned(),
        entry: symbol,
    })
}
