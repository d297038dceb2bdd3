//! Shares and positions.

use contract_kit::paging::page;
use cosmwasm_std::{Addr, Deps, Env};
use rigshare_types::nft::{PositionResponse, PositionsResponse, ShareResponse, POSITIONS};
use share_ledger::Schedule;

use crate::error::ContractError;
use crate::holdings::Present;
use crate::tokens;

/// What a token stands for.
///
/// # Errors
/// [`ContractError::UnknownToken`].
pub fn share(deps: Deps, token_id: String) -> Result<ShareResponse, ContractError> {
    let token = tokens::load(deps.storage, &token_id)?;
    Ok(ShareResponse {
        token_id,
        rig: token.extension.rig,
        shares: token.extension.shares,
        owner: token.owner,
    })
}

/// What a holder has of a rig.
///
/// # Errors
/// [`ContractError::UnknownPosition`].
pub fn position(
    deps: Deps,
    env: &Env,
    holder: &Addr,
    rig: u32,
) -> Result<PositionResponse, ContractError> {
    let stored = POSITIONS
        .may_load(deps.storage, (holder, rig))?
        .ok_or_else(|| ContractError::UnknownPosition {
            holder: holder.clone(),
            rig,
        })?;
    answer(&Present::of(deps.storage, env)?, rig, stored.schedule)
}

/// A page of a holder's positions.
///
/// # Errors
/// Storage only.
pub fn positions(
    deps: Deps,
    env: &Env,
    holder: &Addr,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<PositionsResponse, ContractError> {
    let present = Present::of(deps.storage, env)?;
    let positions = POSITIONS
        .range_after(deps.storage, holder, start_after)
        .take(page(limit))
        .map(|entry| {
            let (rig, stored) = entry?;
            answer(&present, rig, stored.schedule)
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(PositionsResponse { positions })
}

fn answer(
    present: &Present,
    rig: u32,
    schedule: Schedule,
) -> Result<PositionResponse, ContractError> {
    Ok(PositionResponse {
        rig,
        shares: present.shares_in(&schedule)?,
        schedule,
    })
}
