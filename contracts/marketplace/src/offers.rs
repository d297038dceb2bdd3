//! Offers and the list of each rig: written and removed together.

use cosmwasm_std::{Empty, StdResult, Storage, Uint128, Uint64};
use rigshare_types::marketplace::OfferTarget;

use crate::error::ContractError;
use crate::state::{Offer, LAST_OFFER, OFFERS, OFFERS_BY_RIG};

/// The rig that an offer is for, or whose token it is for.
#[must_use]
pub const fn rig_of(target: &OfferTarget) -> u32 {
    match target {
        OfferTarget::Token { rig, .. } | OfferTarget::Rig { rig, .. } => *rig,
    }
}

/// What an offer pays for a token with `shares`, base units of its escrow; `None` where it is not for
/// that token.
///
/// # Errors
/// The price does not fit in 128 bits.
pub fn price_of(
    target: &OfferTarget,
    token_id: &str,
    rig: u32,
    shares: u64,
) -> Result<Option<Uint128>, ContractError> {
    match target {
        OfferTarget::Token {
            token_id: wanted,
            price,
            ..
        } => Ok((wanted == token_id).then_some(*price)),
        OfferTarget::Rig {
            rig: wanted,
            price_per_share,
        } if *wanted == rig => Ok(Some(price_per_share.checked_mul(Uint128::from(shares))?)),
        OfferTarget::Rig { .. } => Ok(None),
    }
}

/// Stores a new offer under the next number, which it returns. Numbers begin at 1.
///
/// # Errors
/// All numbers are used up, or the storage fails.
pub fn put(storage: &mut dyn Storage, offer: &Offer) -> Result<u64, ContractError> {
    let last = LAST_OFFER.load(storage)?;
    let number = Uint64::new(last).checked_add(Uint64::one())?.u64();
    LAST_OFFER.save(storage, &number)?;
    OFFERS_BY_RIG.save(storage, (rig_of(&offer.target), number), &Empty {})?;
    OFFERS.save(storage, number, offer)?;
    Ok(number)
}

/// The offer `number`.
///
/// # Errors
/// [`ContractError::NoOffer`].
pub fn load(storage: &dyn Storage, number: u64) -> Result<Offer, ContractError> {
    let stored: StdResult<Option<Offer>> = OFFERS.may_load(storage, number);
    stored?.ok_or(ContractError::NoOffer { offer: number })
}

/// Removes `offer`, which is the stored one.
pub fn remove(storage: &mut dyn Storage, number: u64, offer: &Offer) {
    OFFERS_BY_RIG.remove(storage, (rig_of(&offer.target), number));
    OFFERS.remove(storage, number);
}
