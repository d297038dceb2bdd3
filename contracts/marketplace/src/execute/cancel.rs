//! Who asked or offered takes it back, paused or not.

use contract_kit::money::refuse_coins;
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use rigshare_types::events::{AskRemoved, OfferRemoved};

use crate::accounts::Credits;
use crate::error::ContractError;
use crate::state::ASKS;
use crate::{asks, checks, offers};

/// Takes the sender's ask for the token back.
///
/// # Errors
/// Coins attached, no ask, or somebody else's.
pub fn cancel_ask(
    deps: DepsMut,
    info: &MessageInfo,
    token_id: &str,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    checks::token_id(token_id)?;
    let ask = ASKS
        .may_load(deps.storage, token_id)?
        .ok_or_else(|| ContractError::NoAsk {
            token_id: token_id.to_owned(),
        })?;
    if ask.seller != info.sender {
        return Err(ContractError::NotAsker {
            token_id: token_id.to_owned(),
            sender: info.sender.clone(),
        });
    }
    asks::remove(deps.storage, token_id, &ask)?;
    Ok(Response::new().add_event(AskRemoved {
        token_id: token_id.to_owned(),
        reason: "cancelled".to_owned(),
    }))
}

/// Takes the sender's offer back; what was held for it is in the sender's account then.
///
/// # Errors
/// Coins attached, no offer, or somebody else's.
pub fn cancel_offer(
    deps: DepsMut,
    info: &MessageInfo,
    number: u64,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    let offer = offers::load(deps.storage, number)?;
    if offer.buyer != info.sender {
        return Err(ContractError::NotBuyer {
            offer: number,
            sender: info.sender.clone(),
        });
    }
    let mut credits = Credits::default();
    credits.add(&offer.buyer, &offer.escrow.denom, offer.escrow.amount)?;
    offers::remove(deps.storage, number, &offer);
    credits.book(deps.storage)?;
    Ok(Response::new().add_event(OfferRemoved {
        offer: number,
        reason: "cancelled".to_owned(),
        refund: offer.escrow.amount,
    }))
}
