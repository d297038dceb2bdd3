//! Fee, denoms and roles.

use contract_kit::money::refuse_coins;
use contract_kit::ownership::{only, owner_only, update_ownership};
use contract_kit::pausing;
use cosmwasm_std::{Addr, Api, DepsMut, Env, Event, MessageInfo, Response};
use cw_ownable::Action;
use rigshare_types::events::{FeeLowered, ListExtended, RoleChanged};
use rigshare_types::marketplace::{MAX_FEE_BPS, MAX_ITEMS};
use rigshare_types::units::Denom;

use crate::checks;
use crate::error::ContractError;
use crate::state::{Config, CONFIG};

/// Refuses a fee above its cap.
///
/// # Errors
/// [`ContractError::FeeTooHigh`].
pub const fn fee_within_cap(fee_bps: u16) -> Result<(), ContractError> {
    if fee_bps <= MAX_FEE_BPS {
        Ok(())
    } else {
        Err(ContractError::FeeTooHigh {
            fee_bps,
            most_bps: MAX_FEE_BPS,
        })
    }
}

/// Refuses a denom in which tokens are not traded.
///
/// # Errors
/// [`ContractError::DenomNotListed`].
pub fn must_be_listed(config: &Config, denom: &str) -> Result<(), ContractError> {
    if config.denoms.iter().any(|listed| listed == denom) {
        Ok(())
    } else {
        Err(ContractError::DenomNotListed {
            denom: checks::shown(denom),
        })
    }
}

/// Adds a native denom to a list of at most [`MAX_ITEMS`]; the event tells of it.
///
/// # Errors
/// It is no denom of the bank's, it is on the list already, or the list is full.
pub fn extend(
    api: &dyn Api,
    denoms: &mut Vec<String>,
    denom: String,
) -> Result<Event, ContractError> {
    Denom::Native(denom.clone()).validate(api)?;
    if denoms.contains(&denom) {
        return Err(ContractError::DenomListed { denom });
    }
    if denoms.len() >= MAX_ITEMS {
        return Err(ContractError::TooMany {
            what: "denoms",
            count: denoms.len().saturating_add(1),
            most: MAX_ITEMS,
        });
    }
    denoms.push(denom.clone());
    Ok(ListExtended {
        list: "denom".to_owned(),
        entry: denom,
    }
    .into())
}

/// Owner: lowers the fee, for sales from now on.
///
/// # Errors
/// Not the owner, coins attached, or a fee that is not lower.
pub fn lower_fee(
    deps: DepsMut,
    info: &MessageInfo,
    fee_bps: u16,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    owner_only(&deps, &info.sender)?;
    let mut config = CONFIG.load(deps.storage)?;
    if fee_bps >= config.fee_bps {
        return Err(ContractError::FeeNotLower {
            fee_bps,
            now_bps: config.fee_bps,
        });
    }
    config.fee_bps = fee_bps;
    CONFIG.save(deps.storage, &config)?;
    Ok(Response::new().add_event(FeeLowered {
        fee: "sale".to_owned(),
        bps: fee_bps,
        from_epoch: 0,
    }))
}

/// Owner: adds a native denom.
///
/// # Errors
/// Not the owner, coins attached, and [`extend`]'s.
pub fn add_denom(
    deps: DepsMut,
    info: &MessageInfo,
    denom: String,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    owner_only(&deps, &info.sender)?;
    let mut config = CONFIG.load(deps.storage)?;
    let event = extend(deps.api, &mut config.denoms, denom)?;
    CONFIG.save(deps.storage, &config)?;
    Ok(Response::new().add_event(event))
}

/// Owner: names whose account the fee of later sales goes to.
///
/// # Errors
/// Not the owner, coins attached, an invalid address, or the one that holds the role.
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
/// Not the owner, coins attached, an invalid address, or the one that holds the role.
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
    held_in: fn(&mut Config) -> &mut Addr,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    owner_only(&deps, &info.sender)?;
    let address = deps.api.addr_validate(address)?;
    let mut config = CONFIG.load(deps.storage)?;
    let holder = held_in(&mut config);
    if *holder == address {
        return Err(ContractError::SameHolder { role, address });
    }
    *holder = address.clone();
    CONFIG.save(deps.storage, &config)?;
    Ok(Response::new().add_event(role_event(role, &address)))
}

/// The event that tells who holds a role.
#[must_use]
pub fn role_event(role: &str, address: &Addr) -> Event {
    RoleChanged {
        role: role.to_owned(),
        address: address.to_string(),
    }
    .into()
}

/// Owner, or who it named: hands the owner's role over in two steps.
///
/// # Errors
/// Coins attached, and contract-kit's.
pub fn hand_over(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    action: Action,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    Ok(update_ownership(deps, &env.block, &info.sender, action)?)
}

/// Pauser: stops new asks, offers and sales.
///
/// # Errors
/// Not the pauser, coins attached, and contract-kit's.
pub fn pause(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    seconds: u64,
) -> Result<Response, ContractError> {
    pauser_only(&deps, info)?;
    let now_seconds = env.block.time.seconds();
    Ok(pausing::pause(deps.storage, now_seconds, seconds)?)
}

/// Pauser: ends the pause early.
///
/// # Errors
/// Not the pauser, coins attached, or not paused.
pub fn unpause(deps: DepsMut, env: &Env, info: &MessageInfo) -> Result<Response, ContractError> {
    pauser_only(&deps, info)?;
    Ok(pausing::unpause(deps.storage, env.block.time.seconds())?)
}

fn pauser_only(deps: &DepsMut, info: &MessageInfo) -> Result<(), ContractError> {
    refuse_coins(info)?;
    only("pauser", &CONFIG.load(deps.storage)?.pauser, &info.sender)?;
    Ok(())
}
