//! A token's owner sells to an offer.

use contract_kit::money::refuse_coins;
use contract_kit::pausing::refuse_while_paused;
use cosmwasm_std::{Coin, DepsMut, Env, MessageInfo, Response, Uint128};
use rigshare_types::events::AskRemoved;

use crate::error::ContractError;
use crate::sales::{Sale, Sales};
use crate::state::{Offer, ASKS, CONFIG};
use crate::{asks, checks, offers, tokens};

/// Sells the sender's token to the offer, for at least `least_price`.
///
/// What the offer holds beyond the price is in the buyer's account then. An ask for the token ends.
///
/// # Errors
/// Paused, coins attached, past the deadline, no such offer or an expired one, no token of the
/// sender's that the offer is for, no approval, too few shares, a price above what is held or below
/// the least, or the sender's own offer.
pub fn accept_offer(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    number: u64,
    token_id: &str,
    least_price: &Coin,
    deadline_seconds: u64,
) -> Result<Response, ContractError> {
    let now_seconds = env.block.time.seconds();
    refuse_coins(info)?;
    refuse_while_paused(deps.storage, now_seconds)?;
    checks::deadline(deadline_seconds, now_seconds)?;
    checks::token_id(token_id)?;
    let offer = offers::load(deps.storage, number)?;
    if checks::is_expired(offer.expires_seconds, now_seconds) {
        return Err(ContractError::OfferExpired {
            offer: number,
            expires_seconds: offer.expires_seconds,
            now_seconds,
        });
    }
    let config = CONFIG.load(deps.storage)?;
    let share = tokens::load_for_sale(
        deps.as_ref(),
        &env.block,
        &env.contract.address,
        &config.hashrate_nft,
        token_id,
        &info.sender,
    )?
    .extension;
    // No token is leased: every pin of a lease's end is kept.
    if share.shares < offer.least_shares {
        return Err(ContractError::TooFewShares {
            token_id: token_id.to_owned(),
            shares: share.shares,
            least_shares: offer.least_shares,
        });
    }
    let amount =
        offers::price_of(&offer.target, token_id, share.rig, share.shares)?.ok_or_else(|| {
            ContractError::NotWanted {
                offer: number,
                token_id: token_id.to_owned(),
                rig: share.rig,
            }
        })?;
    let surplus = surplus_of(number, &offer, token_id, amount)?;
    let price = Coin {
        denom: offer.escrow.denom.clone(),
        amount,
    };
    at_least(token_id, &price, least_price)?;
    let mut sales = Sales::default();
    let ask = ASKS.may_load(deps.storage, token_id)?;
    if ask.is_some() {
        sales.note(AskRemoved {
            token_id: token_id.to_owned(),
            reason: "stale".to_owned(),
        });
    }
    sales.add(
        deps.as_ref(),
        &config,
        &Sale {
            token_id,
            rig: share.rig,
            shares: share.shares,
            seller: &info.sender,
            buyer: &offer.buyer,
            recipient: &offer.buyer,
            price: &price,
            offer: number,
        },
    )?;
    sales.credits.add(&offer.buyer, &price.denom, surplus)?;

    if let Some(ask) = &ask {
        asks::remove(deps.storage, token_id, ask)?;
    }
    offers::remove(deps.storage, number, &offer);
    sales.close(deps.storage)
}

/// What the offer holds beyond `price`.
fn surplus_of(
    number: u64,
    offer: &Offer,
    token_id: &str,
    price: Uint128,
) -> Result<Uint128, ContractError> {
    offer
        .escrow
        .amount
        .checked_sub(price)
        .map_err(|_| ContractError::EscrowExceeded {
            offer: number,
            token_id: token_id.to_owned(),
            price,
            escrow: offer.escrow.clone(),
        })
}

fn at_least(token_id: &str, price: &Coin, least: &Coin) -> Result<(), ContractError> {
    if price.denom != least.denom {
        return Err(ContractError::OtherDenom {
            token_id: token_id.to_owned(),
            price_denom: price.denom.clone(),
            denom: checks::shown(&least.denom),
        });
    }
    if price.amount < least.amount {
        return Err(ContractError::BelowLeast {
            token_id: token_id.to_owned(),
            price: price.amount,
            least: least.amount,
            denom: price.denom.clone(),
        });
    }
    Ok(())
}
