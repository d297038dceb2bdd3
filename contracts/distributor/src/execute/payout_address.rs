//! Where a holder's rewards go.

use contract_kit::money::refuse_coins;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use rigshare_types::events::PayoutAddressSet;

use crate::error::ContractError;
use crate::state::PAYOUT_ADDRESSES;

/// Holder: names where rewards go from now on, or takes that back.
///
/// # Errors
/// An invalid address, this contract's own, or the one that there is already.
pub fn set_payout_address(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    address: Option<String>,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    let address = address
        .map(|address| deps.api.addr_validate(&address))
        .transpose()?;
    if address.as_ref() == Some(&env.contract.address) {
        return Err(ContractError::OwnRecipient);
    }
    let holder = &info.sender;
    if PAYOUT_ADDRESSES.may_load(deps.storage, holder)? == address {
        return Err(ContractError::NothingChanged {
            what: "payout address",
            value: address.map_or_else(|| "unset".to_owned(), String::from),
        });
    }
    match &address {
        Some(address) => PAYOUT_ADDRESSES.save(deps.storage, holder, address)?,
        None => PAYOUT_ADDRESSES.remove(deps.storage, holder),
    }
    Ok(Response::new().add_event(PayoutAddressSet {
        holder: holder.to_string(),
        to: address.map(String::from).unwrap_or_default(),
    }))
}
