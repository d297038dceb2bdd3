//! Anyone removes asks that can't be bought and offers that have expired, paused or not.

use contract_kit::money::refuse_coins;
use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response};
use rigshare_types::events::{AskRemoved, OfferRemoved};

use crate::accounts::Credits;
use crate::error::ContractError;
use crate::standing::{stale_reason, word};
use crate::state::{Ask, Offer, ASKS, CONFIG};
use crate::{asks, checks, offers};

/// Removes what is named; what the offers held is in their buyers' accounts then.
///
/// # Errors
/// Coins attached, nothing named, a bad list, or something that does not exist or still stands.
pub fn clean(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    tokens: &[String],
    numbers: &[u64],
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    if tokens.is_empty() && numbers.is_empty() {
        return Err(ContractError::Empty {
            what: "ask or offer",
        });
    }
    checks::each_once("token", tokens.iter())?;
    checks::each_once("offer", numbers.iter())?;

    let mut events: Vec<Event> = Vec::with_capacity(tokens.len() + numbers.len());
    let config = CONFIG.load(deps.storage)?;
    let mut dead_asks: Vec<(&String, Ask)> = Vec::with_capacity(tokens.len());
    for token_id in tokens {
        checks::token_id(token_id)?;
        let ask = ASKS
            .may_load(deps.storage, token_id)?
            .ok_or_else(|| ContractError::NoAsk {
                token_id: token_id.clone(),
            })?;
        let reason =
            stale_reason(deps.as_ref(), env, &config, token_id, &ask)?.ok_or_else(|| {
                ContractError::AskStillStands {
                    token_id: token_id.clone(),
                }
            })?;
        let removed = AskRemoved {
            token_id: token_id.clone(),
            reason: word(reason).to_owned(),
        };
        events.push(removed.into());
        dead_asks.push((token_id, ask));
    }

    let mut credits = Credits::default();
    let mut dead_offers: Vec<(u64, Offer)> = Vec::with_capacity(numbers.len());
    for &number in numbers {
        let offer = offers::load(deps.storage, number)?;
        if !checks::is_expired(offer.expires_seconds, env.block.time.seconds()) {
            return Err(ContractError::OfferStillStands {
                offer: number,
                expires_seconds: offer.expires_seconds,
            });
        }
        credits.add(&offer.buyer, &offer.escrow.denom, offer.escrow.amount)?;
        let removed = OfferRemoved {
            offer: number,
            reason: "expired".to_owned(),
            refund: offer.escrow.amount,
        };
        events.push(removed.into());
        dead_offers.push((number, offer));
    }

    for (token_id, ask) in dead_asks {
        asks::remove(deps.storage, token_id, &ask)?;
    }
    for (number, offer) in dead_offers {
        offers::remove(deps.storage, number, &offer);
    }
    credits.book(deps.storage)?;
    Ok(Response::new().add_events(events))
}
