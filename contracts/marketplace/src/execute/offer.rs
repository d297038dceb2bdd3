//! Anyone lays coins down for a token.

use contract_kit::money::take_one_coin;
use contract_kit::pausing::refuse_while_paused;
use cosmwasm_std::{Coin, DepsMut, Env, MessageInfo, Response, Uint128};
use rigshare_types::events::Offered;
use rigshare_types::marketplace::OfferTarget;

use crate::error::ContractError;
use crate::state::{Config, Offer, CONFIG};
use crate::{checks, offers, tokens};

use super::administer::must_be_listed;

/// What every offer says, whatever it is for.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// The least shares.
    pub least_shares: u64,
    /// The latest second at which a lease may end.
    pub latest_lease_end_seconds: Option<u64>,
    /// The first second at which it can't be accepted any more.
    pub expires_seconds: u64,
}

/// Offers the one coin attached for the token.
///
/// # Errors
/// Paused, not one coin of a listed denom, a bad expiry, no such token, or one with fewer shares.
pub fn offer_for_token(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    token_id: String,
    terms: Terms,
) -> Result<Response, ContractError> {
    let (config, escrow) = begin(&deps, env, info, terms)?;
    checks::token_id(&token_id)?;
    let share = tokens::load(deps.as_ref(), &config.hashrate_nft, &token_id)?.extension;
    // A token's shares never change: such an offer could never be accepted.
    if share.shares < terms.least_shares {
        return Err(ContractError::TooFewShares {
            token_id,
            shares: share.shares,
            least_shares: terms.least_shares,
        });
    }
    let target = OfferTarget::Token {
        token_id: token_id.clone(),
        rig: share.rig,
        price: escrow.amount,
    };
    let price = escrow.amount;
    finish(deps, info, target, token_id, price, escrow, terms)
}

/// Offers `price_per_share` for any token of the rig, as far as the one coin attached pays for it.
///
/// # Errors
/// Paused, not one coin of a listed denom, a bad expiry, no such rig, a price or least shares of zero,
/// or too little attached for the least shares.
pub fn offer_for_rig(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    rig: u32,
    price_per_share: Uint128,
    terms: Terms,
) -> Result<Response, ContractError> {
    let (config, escrow) = begin(&deps, env, info, terms)?;
    if price_per_share.is_zero() {
        return Err(ContractError::Zero {
            what: "price per share",
        });
    }
    if terms.least_shares == 0 {
        return Err(ContractError::Zero {
            what: "least shares",
        });
    }
    // A product that does not fit in 128 bits is more than any coin.
    let pays = price_per_share
        .checked_mul(Uint128::from(terms.least_shares))
        .is_ok_and(|least| least <= escrow.amount);
    if !pays {
        return Err(ContractError::EscrowTooSmall {
            escrow,
            price_per_share,
            least_shares: terms.least_shares,
        });
    }
    tokens::must_be_rig(deps.as_ref(), &config.hashrate_nft, rig)?;
    let target = OfferTarget::Rig {
        rig,
        price_per_share,
    };
    finish(
        deps,
        info,
        target,
        String::new(),
        price_per_share,
        escrow,
        terms,
    )
}

fn begin(
    deps: &DepsMut,
    env: &Env,
    info: &MessageInfo,
    terms: Terms,
) -> Result<(Config, Coin), ContractError> {
    let now_seconds = env.block.time.seconds();
    refuse_while_paused(deps.storage, now_seconds)?;
    checks::expiry(terms.expires_seconds, now_seconds)?;
    let escrow = take_one_coin(info)?;
    let config = CONFIG.load(deps.storage)?;
    must_be_listed(&config, &escrow.denom)?;
    Ok((config, escrow))
}

fn finish(
    deps: DepsMut,
    info: &MessageInfo,
    target: OfferTarget,
    token_id: String,
    price: Uint128,
    escrow: Coin,
    terms: Terms,
) -> Result<Response, ContractError> {
    let Terms {
        least_shares,
        latest_lease_end_seconds,
        expires_seconds,
    } = terms;
    let offer = Offer {
        buyer: info.sender.clone(),
        target,
        least_shares,
        latest_lease_end_seconds,
        escrow,
        expires_seconds,
    };
    let number = offers::put(deps.storage, &offer)?;
    Ok(Response::new().add_event(Offered {
        offer: number,
        buyer: offer.buyer.into_string(),
        rig: offers::rig_of(&offer.target),
        token_id,
        least_shares,
        price,
        denom: offer.escrow.denom,
        escrow: offer.escrow.amount,
        expires_seconds,
    }))
}
