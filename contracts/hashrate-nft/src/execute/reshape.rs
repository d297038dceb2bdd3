//! Ending tokens: by burning, or by putting others in their place.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use rigshare_types::nft::MAX_PARTS;

use crate::error::ContractError;
use crate::holdings::{self, take, Present};
use crate::text::{check_each_once, check_range};
use crate::tokens::{load_movable, reissue};

/// Burns a token: its shares exist no more.
///
/// # Errors
/// The token is unknown, or the sender may not move it.
pub fn burn(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    token_id: String,
) -> Result<Response, ContractError> {
    let token = load_movable(deps.as_ref(), env, &info.sender, &token_id)?;
    let share = token.extension;
    let owner = token.owner.clone();
    let present = Present::of(deps.storage, env)?;
    let taken = take(deps.as_ref(), &present, &owner, share.rig, share.shares)?;
    let burned = holdings::burn(deps.as_ref(), &present, share.rig, share.shares)?;
    taken.save(deps.storage);
    burned.save(deps.storage);
    let gone = [(token_id, token)];
    let reissued = reissue(deps.storage, present.seconds, &gone, &owner, share.rig, &[])?;
    let [(token_id, _)] = gone;
    Ok(Response::new()
        .add_attribute("action", "burn")
        .add_attribute("sender", info.sender.to_string())
        .add_attribute("owner", owner)
        .add_attribute("token_id", token_id)
        .add_events(reissued.events))
}

/// Replaces a token by several of the same owner. What the owner holds stays the same, so no
/// schedule is touched.
///
/// # Errors
/// The token is unknown, the sender may not move it, or the parts are not the whole.
pub fn split(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    token_id: String,
    parts: &[u64],
) -> Result<Response, ContractError> {
    check_range("parts", parts.len() as u64, 2u64, MAX_PARTS as u64)?;
    let token = load_movable(deps.as_ref(), env, &info.sender, &token_id)?;
    let share = token.extension;
    for part in parts {
        check_range("part", *part, 1u64, share.shares)?;
    }
    let sum: u128 = parts.iter().copied().map(u128::from).sum();
    if sum != u128::from(share.shares) {
        return Err(ContractError::WrongSum {
            token_id,
            parts: sum,
            shares: share.shares,
        });
    }
    let owner = token.owner.clone();
    let reissued = reissue(
        deps.storage,
        env.block.time.seconds(),
        &[(token_id, token)],
        &owner,
        share.rig,
        parts,
    )?;
    Ok(Response::new()
        .add_attribute("action", "split")
        .add_attribute("sender", info.sender.to_string())
        .add_events(reissued.events))
}

/// Replaces tokens of one rig and owner by one. What the owner holds stays the same, so no schedule
/// is touched.
///
/// # Errors
/// A token is unknown or named twice, the sender may not move it, or it is of another rig or owner.
pub fn merge(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    token_ids: Vec<String>,
) -> Result<Response, ContractError> {
    check_range("token_ids", token_ids.len() as u64, 2u64, MAX_PARTS as u64)?;
    check_each_once(&token_ids)?;
    let gone = token_ids
        .into_iter()
        .map(|id| Ok((load_movable(deps.as_ref(), env, &info.sender, &id)?, id)))
        .map(|loaded| loaded.map(|(token, id)| (id, token)))
        .collect::<Result<Vec<_>, ContractError>>()?;
    let Some((first_id, first)) = gone.first() else {
        return Err(ContractError::NothingToChange { what: "no token" });
    };
    let (rig, owner) = (first.extension.rig, first.owner.clone());
    let mut shares: u64 = 0;
    for (id, token) in &gone {
        if token.extension.rig != rig || token.owner != owner {
            return Err(ContractError::NotAlike {
                first: first_id.clone(),
                other: id.clone(),
            });
        }
        // Distinct tokens of one rig: together at most its registered shares.
        shares += token.extension.shares;
    }
    let reissued = reissue(
        deps.storage,
        env.block.time.seconds(),
        &gone,
        &owner,
        rig,
        &[shares],
    )?;
    Ok(Response::new()
        .add_attribute("action", "merge")
        .add_attribute("sender", info.sender.to_string())
        .add_events(reissued.events))
}
