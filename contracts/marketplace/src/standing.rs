//! Whether an ask can be bought now.

use cosmwasm_std::{Deps, Env};
use rigshare_types::marketplace::StaleReason;

use crate::checks::is_expired;
use crate::error::ContractError;
use crate::state::{Ask, Config};
use crate::tokens;

/// Why `ask` can't be bought at this block, if it can't.
///
/// A token that has other shares or another rig than when it was asked is not the token that was
/// asked: [`StaleReason::Gone`]. (Split and merge mint new ids, so that this never happens.)
///
/// # Errors
/// The tokens' contract can't be read.
pub fn stale_reason(
    deps: Deps,
    env: &Env,
    config: &Config,
    token_id: &str,
    ask: &Ask,
) -> Result<Option<StaleReason>, ContractError> {
    if is_expired(ask.expires_seconds, env.block.time.seconds()) {
        return Ok(Some(StaleReason::Expired));
    }
    let nft = &config.hashrate_nft;
    let Some(token) = tokens::find(deps, nft, token_id)? else {
        return Ok(Some(StaleReason::Gone));
    };
    if token.extension.rig != ask.rig || token.extension.shares != ask.shares {
        return Ok(Some(StaleReason::Gone));
    }
    if token.owner != ask.seller {
        return Ok(Some(StaleReason::Sold));
    }
    if !tokens::is_approved(deps, &env.block, &env.contract.address, nft, &token)? {
        return Ok(Some(StaleReason::NotApproved));
    }
    Ok(None)
}

/// How events call the end of an ask that can't be bought for `reason`.
#[must_use]
pub const fn word(reason: StaleReason) -> &'static str {
    match reason {
        StaleReason::Expired => "expired",
        StaleReason::Gone | StaleReason::Sold | StaleReason::NotApproved => "stale",
    }
}
