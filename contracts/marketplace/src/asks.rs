//! Asks and their place in the list by price: written and removed together.

use cosmwasm_std::{Empty, Storage, Uint128};

use crate::error::ContractError;
use crate::state::{Ask, AskPlace, ASKS, ASKS_BY_PRICE};

/// Price of one share of `ask`, rounded down: base units of its denom.
///
/// # Errors
/// The token has no shares, which the nft rules out.
pub fn price_per_share_floor(ask: &Ask) -> Result<Uint128, ContractError> {
    Ok(ask.price.amount.checked_div(Uint128::from(ask.shares))?)
}

fn place<'a>(token_id: &'a str, ask: &'a Ask) -> Result<AskPlace<'a>, ContractError> {
    let price = price_per_share_floor(ask)?.u128();
    Ok(((ask.rig, &ask.price.denom), price, token_id))
}

/// Writes an ask in the place of `earlier`.
///
/// # Errors
/// [`price_per_share_floor`]'s, and the storage's.
pub fn put(
    storage: &mut dyn Storage,
    token_id: &str,
    ask: &Ask,
    earlier: Option<&Ask>,
) -> Result<(), ContractError> {
    let place_now = place(token_id, ask)?;
    let place_before = earlier.map(|ask| place(token_id, ask)).transpose()?;
    if place_before != Some(place_now) {
        if let Some(place_before) = place_before {
            ASKS_BY_PRICE.remove(storage, place_before);
        }
        ASKS_BY_PRICE.save(storage, place_now, &Empty {})?;
    }
    ASKS.save(storage, token_id, ask)?;
    Ok(())
}

/// Removes `ask`, which is the stored one.
///
/// # Errors
/// [`price_per_share_floor`]'s.
pub fn remove(storage: &mut dyn Storage, token_id: &str, ask: &Ask) -> Result<(), ContractError> {
    ASKS_BY_PRICE.remove(storage, place(token_id, ask)?);
    ASKS.remove(storage, token_id);
    Ok(())
}
