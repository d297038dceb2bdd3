//! Who may do what, and the pause.

use contract_kit::money::refuse_coins;
use contract_kit::ownership::{self, only, owner_only};
use contract_kit::pausing;
use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response};
use cw_ownable::Action;
use rigshare_types::events::RoleChanged;

use crate::error::ContractError;
use crate::state::{Config, CONFIG};

/// Owner: names who may withdraw the protocol's account.
///
/// # Errors
/// The sender is not the owner; an invalid address; the one that there is already.
pub fn set_protocol_recipient(
    deps: DepsMut,
    info: &MessageInfo,
    address: &str,
) -> Result<Response, ContractError> {
    set_role(deps, info, "protocol_recipient", address, |config| {
        &mut config.protocol_recipient
    })
}

/// Owner: names the pauser.
///
/// # Errors
/// The sender is not the owner; an invalid address; the one that there is already.
pub fn set_pauser(
    deps: DepsMut,
    info: &MessageInfo,
    address: &str,
) -> Result<Response, ContractError> {
    set_role(deps, info, "pauser", address, |config| &mut config.pauser)
}

fn set_role(
    deps: DepsMut,
    info: &MessageInfo,
    role: &'static str,
    address: &str,
    of: impl FnOnce(&mut Config) -> &mut Addr,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    owner_only(&deps, &info.sender)?;
    let address = deps.api.addr_validate(address)?;
    let mut config = CONFIG.load(deps.storage)?;
    let holder = of(&mut config);
    if *holder == address {
        return Err(ContractError::NothingChanged {
            what: role,
            value: address.into(),
        });
    }
    *holder = address.clone();
    CONFIG.save(deps.storage, &config)?;
    Ok(Response::new().add_event(RoleChanged {
        role: role.to_owned(),
        address: address.into(),
    }))
}

/// Pauser: stops defaults and outage closings for a while, and the grace with them.
///
/// # Errors
/// The sender is not the pauser; the pause is too long or too soon.
pub fn pause(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    seconds: u64,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    only("pauser", &CONFIG.load(deps.storage)?.pauser, &info.sender)?;
    let now_seconds = env.block.time.seconds();
    Ok(pausing::pause(deps.storage, now_seconds, seconds)?)
}

/// Pauser: ends the pause early.
///
/// # Errors
/// The sender is not the pauser; no pause lasts.
pub fn unpause(deps: DepsMut, env: &Env, info: &MessageInfo) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    only("pauser", &CONFIG.load(deps.storage)?.pauser, &info.sender)?;
    Ok(pausing::unpause(deps.storage, env.block.time.seconds())?)
}

/// Owner: hands the role over in two steps.
///
/// # Errors
/// cw-ownable's rules; renouncing.
pub fn update_ownership(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    action: Action,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    Ok(ownership::update_ownership(
        deps,
        &env.block,
        &info.sender,
        action,
    )?)
}
