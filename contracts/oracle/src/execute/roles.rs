//! The pauser, and who names it.

use contract_kit::ownership::{only, owner_only};
use contract_kit::pausing;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use rigshare_types::events::RoleChanged;

use crate::error::ContractError;
use crate::state::CONFIG;

/// Pauser: stops relaying and finalizing for a while.
///
/// # Errors
/// The sender is not the pauser, or a pause can't begin.
pub fn pause(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    seconds: u64,
) -> Result<Response, ContractError> {
    only("pauser", &CONFIG.load(deps.storage)?.pauser, &info.sender)?;
    let now_seconds = env.block.time.seconds();
    Ok(pausing::pause(deps.storage, now_seconds, seconds)?)
}

/// Pauser: ends the pause early.
///
/// # Errors
/// The sender is not the pauser, or no pause lasts.
pub fn unpause(deps: DepsMut, env: &Env, info: &MessageInfo) -> Result<Response, ContractError> {
    only("pauser", &CONFIG.load(deps.storage)?.pauser, &info.sender)?;
    Ok(pausing::unpause(deps.storage, env.block.time.seconds())?)
}

/// Owner: names the pauser.
///
/// # Errors
/// The sender is not the owner, the address is not one, or it is the pauser already.
pub fn set_pauser(
    deps: DepsMut,
    info: &MessageInfo,
    address: &str,
) -> Result<Response, ContractError> {
    owner_only(&deps, &info.sender)?;
    let pauser = deps.api.addr_validate(address)?;
    let mut config = CONFIG.load(deps.storage)?;
    if config.pauser == pauser {
        return Err(ContractError::NothingNew {
            what: "the address is the pauser already",
        });
    }
    config.pauser = pauser;
    CONFIG.save(deps.storage, &config)?;
    Ok(Response::new().add_event(RoleChanged {
        role: "pauser".to_owned(),
        address: address.to_owned(),
    }))
}
