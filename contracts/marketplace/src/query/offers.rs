//! Offers.

use contract_kit::paging::page;
use cosmwasm_std::{Deps, Env, Order};
use cw_storage_plus::Bound;
use rigshare_types::marketplace::{OfferResponse, OffersResponse};

use crate::checks::is_expired;
use crate::error::ContractError;
use crate::state::{Offer, OFFERS, OFFERS_BY_RIG};

/// An offer.
///
/// # Errors
/// What is stored can't be read.
pub fn offer(deps: Deps, env: &Env, number: u64) -> Result<Option<OfferResponse>, ContractError> {
    let stored = OFFERS.may_load(deps.storage, number)?;
    Ok(stored.map(|offer| answer(env, number, offer)))
}

/// Offers by rising number: all, or those for a rig and its tokens.
///
/// # Errors
/// What is stored can't be read.
pub fn offers(
    deps: Deps,
    env: &Env,
    rig: Option<u32>,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<OffersResponse, ContractError> {
    let start = start_after.map(Bound::exclusive);
    let length = page(limit);
    let offers = match rig {
        Some(rig) => OFFERS_BY_RIG
            .prefix(rig)
            .keys(deps.storage, start, None, Order::Ascending)
            .take(length)
            .map(|number| {
                let number = number?;
                Ok(answer(env, number, OFFERS.load(deps.storage, number)?))
            })
            .collect::<Result<_, ContractError>>()?,
        None => OFFERS
            .range(deps.storage, start, None, Order::Ascending)
            .take(length)
            .map(|entry| {
                let (number, offer) = entry?;
                Ok(answer(env, number, offer))
            })
            .collect::<Result<_, ContractError>>()?,
    };
    Ok(OffersResponse { offers })
}

fn answer(env: &Env, number: u64, offer: Offer) -> OfferResponse {
    let Offer {
        buyer,
        target,
        least_shares,
        latest_lease_end_seconds,
        escrow,
        expires_seconds,
    } = offer;
    OfferResponse {
        offer: number,
        buyer,
        target,
        least_shares,
        latest_lease_end_seconds,
        escrow,
        expires_seconds,
        expired: is_expired(expires_seconds, env.block.time.seconds()),
    }
}
