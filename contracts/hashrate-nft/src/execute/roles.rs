//! Who may do what: the owner's role in two steps, the registrar's and the pauser's by the owner.

use contract_kit::ownership::{only, owner_only, update_ownership};
use contract_kit::pausing;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw_ownable::Action;
use rigshare_types::events::RoleChanged;

use crate::error::ContractError;
use crate::state::ROLES;

/// The roles that the owner fills.
#[derive(Clone, Copy)]
pub enum Role {
    /// Decides on rigs.
    Registrar,
    /// Pauses.
    Pauser,
}

/// Proposes or accepts the owner's role, which is cw721's creator.
///
/// # Errors
/// [`ContractError::Role`].
pub fn hand_over(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    action: Action,
) -> Result<Response, ContractError> {
    Ok(update_ownership(deps, &env.block, &info.sender, action)?)
}

/// Owner: fills a role.
///
/// # Errors
/// The sender is not the owner, the address is invalid, or it has the role already.
pub fn set(
    deps: DepsMut,
    info: &MessageInfo,
    role: Role,
    address: &str,
) -> Result<Response, ContractError> {
    owner_only(&deps, &info.sender)?;
    let address = deps.api.addr_validate(address)?;
    let mut roles = ROLES.load(deps.storage)?;
    let (name, holder) = match role {
        Role::Registrar => ("registrar", &mut roles.registrar),
        Role::Pauser => ("pauser", &mut roles.pauser),
    };
    if *holder == address {
        return Err(ContractError::NothingToChange { what: name });
    }
    holder.clone_from(&address);
    ROLES.save(deps.storage, &roles)?;
    Ok(Response::new().add_event(RoleChanged {
        role: name.to_owned(),
        address: address.into_string(),
    }))
}

/// Pauser: stops sales and registrations for a while.
///
/// # Errors
/// The sender is not the pauser, or the pause is too long, too soon, or lasts already.
pub fn pause(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    seconds: u64,
) -> Result<Response, ContractError> {
    only("pauser", &ROLES.load(deps.storage)?.pauser, &info.sender)?;
    Ok(pausing::pause(
        deps.storage,
        env.block.time.seconds(),
        seconds,
    )?)
}

/// Pauser: ends the pause early.
///
/// # Errors
/// The sender is not the pauser, or nothing is paused.
pub fn unpause(deps: DepsMut, env: &Env, info: &MessageInfo) -> Result<Response, ContractError> {
    only("pauser", &ROLES.load(deps.storage)?.pauser, &info.sender)?;
    Ok(pausing::unpause(deps.storage, env.block.time.seconds())?)
}
