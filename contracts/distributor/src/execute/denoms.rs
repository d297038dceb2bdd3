//! What rigs may pay in: a list that only grows, and whose entries never change.

use contract_kit::money::refuse_coins;
use contract_kit::ownership::owner_only;
use cosmwasm_std::{Api, DepsMut, Event, MessageInfo, Order, Response, Storage};
use rigshare_types::distributor::{PayoutDenom, StoredDenom, DENOMS, PAYOUTS};
use rigshare_types::events::ListExtended;
use rigshare_types::peer::Layout;

use crate::error::ContractError;
use crate::peers::Peers;
use crate::state::CONFIG;

/// The longest symbol of an asset, as the oracle takes it.
const MAX_ASSET_BYTES: usize = 16;

/// The most decimals of a denom.
const MAX_DENOM_DECIMALS: u8 = 18;

/// Owner: adds a denom. Its asset must be one that the oracle knows.
///
/// # Errors
/// The sender is not the owner; the entry is malformed or listed; the asset is unknown.
pub fn add_denom(
    deps: DepsMut,
    info: &MessageInfo,
    entry: PayoutDenom,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    owner_only(&deps, &info.sender)?;
    well_formed(deps.api, &entry)?;
    if DENOMS.has(deps.storage, &entry.denom.key()) {
        return Err(ContractError::DenomListed { denom: entry.denom });
    }
    let config = CONFIG.load(deps.storage)?;
    Peers::new(deps.querier, &config).decimals(&entry.asset)?;
    Ok(Response::new().add_event(list_denom(deps.storage, &entry)?))
}

/// Checks the form of an entry.
///
/// # Errors
/// The denom, its asset's symbol or its decimals are not ones.
pub fn well_formed(api: &dyn Api, entry: &PayoutDenom) -> Result<(), ContractError> {
    entry.denom.validate(api)?;
    if !(1..=MAX_ASSET_BYTES).contains(&entry.asset.len()) {
        return Err(ContractError::BadAsset {
            asset: entry.asset.chars().take(40).collect(),
            most: MAX_ASSET_BYTES,
        });
    }
    if entry.decimals > MAX_DENOM_DECIMALS {
        return Err(ContractError::TooManyDecimals {
            denom: entry.denom.clone(),
            decimals: entry.decimals,
            most: MAX_DENOM_DECIMALS,
        });
    }
    Ok(())
}

/// Writes an entry. Returns its event.
///
/// # Errors
/// The list is full, or it can't be written.
pub fn list_denom(storage: &mut dyn Storage, entry: &PayoutDenom) -> Result<Event, ContractError> {
    let last = PAYOUTS
        .keys(storage, None, None, Order::Descending)
        .next()
        .transpose()?;
    let number = match last {
        None => 0,
        Some(last) => last
            .checked_add(1)
            .ok_or(ContractError::DenomsFull { most: u16::MAX })?,
    };
    let stored = StoredDenom {
        v: StoredDenom::VERSION,
        asset: entry.asset.clone(),
        decimals: entry.decimals,
        number,
    };
    DENOMS.save(storage, &entry.denom.key(), &stored)?;
    PAYOUTS.save(storage, number, &entry.denom)?;
    Ok(ListExtended {
        list: "denom".to_owned(),
        entry: entry.denom.to_string(),
    }
    .into())
}
