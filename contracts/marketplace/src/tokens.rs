//! Raw reads of the tokens' contract: tokens, approvals, rigs.

use cosmwasm_std::{Addr, BlockInfo, Deps};
use rigshare_types::nft::{RigFacts, StoredToken, MAX_ROYALTY_BPS, OPERATORS, RIGS, TOKENS};
use rigshare_types::peer::{find_entry, read_entry, PeerError};

use crate::error::ContractError;

/// The token, if it exists.
///
/// # Errors
/// It can't be read, or has an unknown layout.
pub fn find(deps: Deps, nft: &Addr, token_id: &str) -> Result<Option<StoredToken>, ContractError> {
    let token = find_entry(&deps.querier, nft, "token", &TOKENS, token_id, token_id)?;
    Ok(token)
}

/// The token.
///
/// # Errors
/// [`ContractError::NoToken`] where it does not exist, and [`find`]'s.
pub fn load(deps: Deps, nft: &Addr, token_id: &str) -> Result<StoredToken, ContractError> {
    find(deps, nft, token_id)?.ok_or_else(|| ContractError::NoToken {
        token_id: token_id.to_owned(),
    })
}

/// The token, which `sender` owns and which the marketplace may transfer at this block.
///
/// # Errors
/// [`ContractError::NotTokenOwner`], [`ContractError::NotApproved`], and [`load`]'s.
pub fn load_for_sale(
    deps: Deps,
    block: &BlockInfo,
    marketplace: &Addr,
    nft: &Addr,
    token_id: &str,
    sender: &Addr,
) -> Result<StoredToken, ContractError> {
    let token = load(deps, nft, token_id)?;
    if token.owner != sender {
        return Err(ContractError::NotTokenOwner {
            token_id: token_id.to_owned(),
            sender: sender.clone(),
        });
    }
    if !is_approved(deps, block, marketplace, nft, &token)? {
        return Err(ContractError::NotApproved {
            token_id: token_id.to_owned(),
        });
    }
    Ok(token)
}

/// Whether `marketplace` may transfer `token` at `block`: by an approval of the token, or as one of
/// its owner's operators. cw721's own rule.
///
/// # Errors
/// The operators can't be read.
pub fn is_approved(
    deps: Deps,
    block: &BlockInfo,
    marketplace: &Addr,
    nft: &Addr,
    token: &StoredToken,
) -> Result<bool, ContractError> {
    let by_token = token
        .approvals
        .iter()
        .any(|approval| approval.spender == marketplace && !approval.is_expired(block));
    if by_token {
        return Ok(true);
    }
    // cw721 stores the expiry alone, without a layout.
    let as_operator = OPERATORS
        .query(&deps.querier, nft.clone(), (&token.owner, marketplace))
        .map_err(|error| PeerError::Unreadable {
            peer: nft.clone(),
            what: "operator",
            key: token.owner.to_string(),
            reason: error.to_string(),
        })?;
    Ok(as_operator.is_some_and(|expires| !expires.is_expired(block)))
}

/// Refuses a rig that was never registered.
///
/// # Errors
/// [`ContractError::NoRig`], and the peer's.
pub fn must_be_rig(deps: Deps, nft: &Addr, rig: u32) -> Result<(), ContractError> {
    match find_entry(&deps.querier, nft, "rig", &RIGS, rig, rig)? {
        Some(_) => Ok(()),
        None => Err(ContractError::NoRig { rig }),
    }
}

/// Who gets the royalty of a sale, and how much.
#[derive(Clone, Debug)]
pub struct Royalty {
    /// The rig's operator.
    pub operator: Addr,
    /// The royalty, basis points, at most [`MAX_ROYALTY_BPS`].
    pub bps: u16,
}

/// The royalty of the rig `rig`, which has tokens.
///
/// # Errors
/// [`ContractError::RoyaltyTooHigh`] where more is stored than registration allows, and the peer's
/// (the absence of a rig that has tokens among them).
pub fn royalty_of(deps: Deps, nft: &Addr, rig: u32) -> Result<Royalty, ContractError> {
    let facts: RigFacts = read_entry(&deps.querier, nft, "rig", &RIGS, rig, rig)?;
    if facts.royalty_bps > MAX_ROYALTY_BPS {
        return Err(ContractError::RoyaltyTooHigh {
            rig,
            royalty_bps: facts.royalty_bps,
            most_bps: MAX_ROYALTY_BPS,
        });
    }
    Ok(Royalty {
        operator: facts.operator,
        bps: facts.royalty_bps,
    })
}
