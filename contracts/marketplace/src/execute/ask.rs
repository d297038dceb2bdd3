//! A token's owner asks a price.

use contract_kit::money::refuse_coins;
use contract_kit::pausing::refuse_while_paused;
use cosmwasm_std::{Coin, DepsMut, Env, MessageInfo, Response};
use rigshare_types::events::Asked;

use crate::error::ContractError;
use crate::state::{Ask, ASKS, CONFIG};
use crate::{asks, checks, tokens};

use super::administer::must_be_listed;

/// Asks `price` for the token until `expires_seconds`, in the place of any earlier ask for it.
///
/// # Errors
/// Paused, coins attached, a bad price or expiry, no token of the sender's, no approval, or the very
/// same ask stands already.
pub fn ask(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    token_id: &str,
    price: Coin,
    expires_seconds: u64,
) -> Result<Response, ContractError> {
    let now_seconds = env.block.time.seconds();
    refuse_coins(info)?;
    refuse_while_paused(deps.storage, now_seconds)?;
    checks::token_id(token_id)?;
    checks::expiry(expires_seconds, now_seconds)?;
    let config = CONFIG.load(deps.storage)?;
    must_be_listed(&config, &price.denom)?;
    if price.amount.is_zero() {
        return Err(ContractError::Zero { what: "price" });
    }
    let token = tokens::load_for_sale(
        deps.as_ref(),
        &env.block,
        &env.contract.address,
        &config.hashrate_nft,
        token_id,
        &info.sender,
    )?;
    let ask = Ask {
        seller: info.sender.clone(),
        rig: token.extension.rig,
        shares: token.extension.shares,
        price,
        expires_seconds,
    };
    let earlier = ASKS.may_load(deps.storage, token_id)?;
    if earlier.as_ref() == Some(&ask) {
        return Err(ContractError::SameAsk {
            token_id: token_id.to_owned(),
        });
    }
    asks::put(deps.storage, token_id, &ask, earlier.as_ref())?;
    Ok(Response::new().add_event(Asked {
        token_id: token_id.to_owned(),
        rig: ask.rig,
        shares: ask.shares,
        seller: ask.seller.into_string(),
        price: ask.price.amount,
        denom: ask.price.denom,
        expires_seconds,
    }))
}
