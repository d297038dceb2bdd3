//! Configuration, accounts, and how a price would be split.

use contract_kit::paging::page;
use cosmwasm_std::{Coin, Deps, Order, Uint128};
use cw_storage_plus::Bound;
use rigshare_types::marketplace::{AccountResponse, ConfigResponse, SplitResponse};
use rigshare_types::pause::PAUSES;

use crate::error::ContractError;
use crate::split::split_floor;
use crate::state::{Config, ACCOUNTS, CONFIG};
use crate::{checks, tokens};

/// Everything that is configured.
///
/// # Errors
/// What is stored can't be read.
pub fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let Config {
        v: _,
        hashrate_nft,
        protocol_recipient,
        fee_bps,
        denoms,
        pauser,
    } = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        hashrate_nft,
        protocol_recipient,
        fee_bps,
        denoms,
        pauser,
        pauses: PAUSES.load(deps.storage)?,
    })
}

/// What an address may withdraw.
///
/// # Errors
/// The address is invalid.
pub fn account(
    deps: Deps,
    address: &str,
    start_after: Option<&str>,
    limit: Option<u32>,
) -> Result<AccountResponse, ContractError> {
    let address = deps.api.addr_validate(address)?;
    let amounts = ACCOUNTS
        .prefix(&address)
        .range(
            deps.storage,
            start_after.map(Bound::exclusive),
            None,
            Order::Ascending,
        )
        .take(page(limit))
        .map(|entry| {
            let (denom, amount) = entry?;
            Ok(Coin { denom, amount })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(AccountResponse { amounts })
}

/// How `price` would be split if the token were sold now.
///
/// # Errors
/// No such token, or its rig can't be read.
pub fn split_of(
    deps: Deps,
    token_id: &str,
    price: Uint128,
) -> Result<SplitResponse, ContractError> {
    checks::token_id(token_id)?;
    let config = CONFIG.load(deps.storage)?;
    let nft = &config.hashrate_nft;
    let rig = tokens::load(deps, nft, token_id)?.extension.rig;
    let royalty = tokens::royalty_of(deps, nft, rig)?;
    let split = split_floor(price, royalty.bps, config.fee_bps)?;
    Ok(SplitResponse {
        seller: split.seller,
        royalty: split.royalty,
        operator: royalty.operator,
        fee: split.fee,
    })
}
