//! Approving a spender of one token, and taking that back.
//!
//! cw721's own functions load the token twice and write its owner's index again though the owner stays.
//! What is stored, under which keys, and what is answered is the same.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw721::error::Cw721ContractError;
use cw721::execute::check_can_approve;
use cw721::state::Approval;
use cw721::Expiration;

use crate::error::ContractError;
use crate::tokens::{load, save_with_same_owner};

/// Lets `spender` move the token until `expires` (for ever, if left out).
///
/// # Errors
/// The token is unknown, the sender neither owns it nor is its owner's operator, the spender is no
/// address, or the approval has expired already.
pub fn approve(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    spender: &str,
    token_id: &str,
    expires: Option<Expiration>,
) -> Result<Response, ContractError> {
    let expires = expires.unwrap_or_default();
    change(deps, env, info, spender, token_id, Some(expires))?;
    Ok(response("approve", info, spender, token_id))
}

/// Lets `spender` move the token no longer.
///
/// # Errors
/// As [`approve`].
pub fn revoke(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    spender: &str,
    token_id: &str,
) -> Result<Response, ContractError> {
    change(deps, env, info, spender, token_id, None)?;
    Ok(response("revoke", info, spender, token_id))
}

fn change(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    spender: &str,
    token_id: &str,
    expires: Option<Expiration>,
) -> Result<(), ContractError> {
    let mut token = load(deps.storage, token_id)?;
    check_can_approve(deps.as_ref(), env, info.sender.as_str(), &token)?;
    let spender = deps.api.addr_validate(spender)?;
    token
        .approvals
        .retain(|approval| approval.spender != spender);
    if let Some(expires) = expires {
        if expires.is_expired(&env.block) {
            return Err(Cw721ContractError::Expired {}.into());
        }
        token.approvals.push(Approval { spender, expires });
    }
    Ok(save_with_same_owner(deps.storage, token_id, &token)?)
}

fn response(action: &str, info: &MessageInfo, spender: &str, token_id: &str) -> Response {
    Response::new()
        .add_attribute("action", action)
        .add_attribute("sender", info.sender.to_string())
        .add_attribute("spender", spender)
        .add_attribute("token_id", token_id)
}
