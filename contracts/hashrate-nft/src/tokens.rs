//! cw721's tokens: loading, permission, and replacing some by others.

use cosmwasm_std::{Addr, Deps, Env, Event, StdResult, Storage};
use cw721::error::Cw721ContractError;
use cw721::execute::check_can_send;
use cw721::state::Cw721Config;
use rigshare_types::events::{ShareBurned, ShareMinted};
use rigshare_types::nft::{Share, StoredToken, TOKENS};
use rigshare_types::peer::Layout;

use crate::error::ContractError;
use crate::state::TOKENS_ENDED;

/// cw721's storage.
#[must_use]
pub fn cw721() -> Cw721Config<'static, Share> {
    Cw721Config::default()
}

/// Loads a token.
///
/// # Errors
/// [`ContractError::UnknownToken`].
pub fn load(storage: &dyn Storage, token_id: &str) -> Result<StoredToken, ContractError> {
    cw721()
        .nft_info
        .may_load(storage, token_id)?
        .ok_or_else(|| ContractError::UnknownToken {
            token_id: token_id.to_owned(),
        })
}

/// Writes a token whose owner is the one that is stored. cw721 keeps an index of owners beside the tokens:
/// its entry, by owner and token, is right already.
///
/// # Errors
/// Storage only.
pub fn save_with_same_owner(
    storage: &mut dyn Storage,
    token_id: &str,
    token: &StoredToken,
) -> StdResult<()> {
    TOKENS.save(storage, token_id, token)
}

/// Loads a token that the sender owns or is approved for, by the token or by the owner.
///
/// # Errors
/// [`ContractError::UnknownToken`] and [`ContractError::NotApproved`].
pub fn load_movable(
    deps: Deps,
    env: &Env,
    sender: &Addr,
    token_id: &str,
) -> Result<StoredToken, ContractError> {
    let token = load(deps.storage, token_id)?;
    match check_can_send(deps, env, sender.as_str(), &token) {
        Ok(()) => Ok(token),
        Err(Cw721ContractError::Ownership(_)) => Err(ContractError::NotApproved {
            sender: sender.clone(),
            token_id: token_id.to_owned(),
        }),
        Err(error) => Err(error.into()),
    }
}

/// The tokens that were minted, and what happened.
pub struct Reissued {
    /// The ids of the new tokens, in the order of their shares.
    pub token_ids: Vec<String>,
    /// One event for each token that ended, then one for each new one.
    pub events: Vec<Event>,
}

/// Ends the tokens `gone` and mints one for each of `parts` to `owner`. Schedules are the caller's.
///
/// # Errors
/// Storage only.
pub fn reissue(
    storage: &mut dyn Storage,
    at_seconds: u64,
    gone: &[(String, StoredToken)],
    owner: &Addr,
    rig: u32,
    parts: &[u64],
) -> Result<Reissued, ContractError> {
    let config = cw721();
    let mut events = Vec::with_capacity(gone.len() + parts.len());
    for (token_id, token) in gone {
        config
            .nft_info
            .replace(storage, token_id, None, Some(token))?;
        events.push(
            ShareBurned {
                token_id: token_id.clone(),
                rig: token.extension.rig,
                shares: token.extension.shares,
                owner: token.owner.to_string(),
                at_seconds,
            }
            .into(),
        );
    }
    let count = config.token_count(storage)?;
    let ended = TOKENS_ENDED.load(storage)?;
    let mut token_ids = Vec::with_capacity(parts.len());
    let mut number = count + ended;
    for shares in parts {
        // One a token: 2^64 of them do not happen.
        number += 1;
        let token_id = format!("{rig}-{number}");
        let token = StoredToken {
            owner: owner.clone(),
            approvals: vec![],
            token_uri: None,
            extension: Share {
                v: Share::VERSION,
                rig,
                shares: *shares,
            },
        };
        config
            .nft_info
            .replace(storage, &token_id, Some(&token), None)?;
        events.push(
            ShareMinted {
                token_id: token_id.clone(),
                rig,
                shares: *shares,
                owner: owner.to_string(),
                at_seconds,
            }
            .into(),
        );
        token_ids.push(token_id);
    }
    let (minted, burned) = (parts.len() as u64, gone.len() as u64);
    if minted != burned {
        config
            .num_tokens
            .save(storage, &(count + minted - burned))?;
    }
    if burned > 0 {
        TOKENS_ENDED.save(storage, &(ended + burned))?;
    }
    Ok(Reissued { token_ids, events })
}
