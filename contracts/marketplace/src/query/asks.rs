//! Asks, and whether they can be bought now.

use contract_kit::paging::page;
use cosmwasm_std::{Deps, Env, Order};
use cw_storage_plus::Bound;
use rigshare_types::marketplace::{AskPosition, AskResponse, AsksResponse};

use crate::asks::price_per_share_floor;
use crate::error::ContractError;
use crate::execute::administer::must_be_listed;
use crate::standing::stale_reason;
use crate::state::{Ask, Config, ASKS, ASKS_BY_PRICE, CONFIG};

/// The ask for a token.
///
/// # Errors
/// The tokens' contract can't be read.
pub fn ask(deps: Deps, env: &Env, token_id: &str) -> Result<Option<AskResponse>, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    ASKS.may_load(deps.storage, token_id)?
        .map(|ask| answer(deps, env, &config, token_id.to_owned(), ask))
        .transpose()
}

/// A rig's asks in a denom, cheapest share first.
///
/// # Errors
/// Tokens are not traded in the denom, or the tokens' contract can't be read.
pub fn asks_by_price(
    deps: Deps,
    env: &Env,
    rig: u32,
    denom: &str,
    start_after: Option<&AskPosition>,
    limit: Option<u32>,
) -> Result<AsksResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    must_be_listed(&config, denom)?;
    let start = start_after
        .map(|last| Bound::exclusive((last.price_per_share_floor.u128(), last.token_id.as_str())));
    let asks = ASKS_BY_PRICE
        .sub_prefix((rig, denom))
        .keys(deps.storage, start, None, Order::Ascending)
        .take(page(limit))
        .map(|place| {
            let (_, token_id) = place?;
            let ask = ASKS.load(deps.storage, &token_id)?;
            answer(deps, env, &config, token_id, ask)
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(AsksResponse { asks })
}

/// All asks by token.
///
/// # Errors
/// The tokens' contract can't be read.
pub fn asks(
    deps: Deps,
    env: &Env,
    start_after: Option<&str>,
    limit: Option<u32>,
) -> Result<AsksResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let asks = ASKS
        .range(
            deps.storage,
            start_after.map(Bound::exclusive),
            None,
            Order::Ascending,
        )
        .take(page(limit))
        .map(|entry| {
            let (token_id, ask) = entry?;
            answer(deps, env, &config, token_id, ask)
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(AsksResponse { asks })
}

fn answer(
    deps: Deps,
    env: &Env,
    config: &Config,
    token_id: String,
    ask: Ask,
) -> Result<AskResponse, ContractError> {
    let stale = stale_reason(deps, env, config, &token_id, &ask)?;
    let price_per_share_floor = price_per_share_floor(&ask)?;
    let Ask {
        seller,
        rig,
        shares,
        price,
        expires_seconds,
    } = ask;
    Ok(AskResponse {
        token_id,
        rig,
        shares,
        seller,
        price,
        price_per_share_floor,
        expires_seconds,
        stale,
    })
}
