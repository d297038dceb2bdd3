//! Anyone buys what is asked for sale.

use contract_kit::money::take_exactly;
use contract_kit::pausing::refuse_while_paused;
use cosmwasm_std::{Addr, Deps, DepsMut, Env, MessageInfo, Response};
use rigshare_types::marketplace::Purchase;

use crate::error::ContractError;
use crate::sales::{Sale, Sales};
use crate::standing::stale_reason;
use crate::state::{Ask, Config, ASKS, CONFIG};
use crate::{asks, checks};

/// Buys all of `purchases` or none, for exactly the sum of their asks' prices.
///
/// # Errors
/// Paused, past the deadline, a bad list, an ask that does not stand or does not keep to what the
/// buyer is pinned to, the buyer's own ask, or other coins than the price attached.
pub fn buy(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    purchases: &[Purchase],
    deadline_seconds: u64,
    recipient: Option<&str>,
) -> Result<Response, ContractError> {
    let now_seconds = env.block.time.seconds();
    refuse_while_paused(deps.storage, now_seconds)?;
    checks::deadline(deadline_seconds, now_seconds)?;
    if purchases.is_empty() {
        return Err(ContractError::Empty { what: "purchase" });
    }
    checks::each_once("token", purchases.iter().map(|purchase| &purchase.token_id))?;
    let recipient = match recipient {
        Some(address) => deps.api.addr_validate(address)?,
        None => info.sender.clone(),
    };
    if recipient == env.contract.address {
        return Err(ContractError::RecipientIsMarketplace);
    }
    let config = CONFIG.load(deps.storage)?;
    let mut sales = Sales::default();
    let mut bought: Vec<(&str, Ask)> = Vec::with_capacity(purchases.len());
    for purchase in purchases {
        let ask = standing_ask(deps.as_ref(), env, &config, purchase)?;
        sales.add(
            deps.as_ref(),
            &config,
            &sale_of(&ask, &purchase.token_id, &info.sender, &recipient),
        )?;
        bought.push((&purchase.token_id, ask));
    }
    take_exactly(info, &sales.cost())?;
    for (token_id, ask) in bought {
        asks::remove(deps.storage, token_id, &ask)?;
    }
    sales.close(deps.storage)
}

fn sale_of<'a>(ask: &'a Ask, token_id: &'a str, buyer: &'a Addr, recipient: &'a Addr) -> Sale<'a> {
    Sale {
        token_id,
        rig: ask.rig,
        shares: ask.shares,
        seller: &ask.seller,
        buyer,
        recipient,
        price: &ask.price,
        offer: 0,
    }
}

/// The ask that `purchase` takes, checked against everything that the buyer is pinned to.
fn standing_ask(
    deps: Deps,
    env: &Env,
    config: &Config,
    purchase: &Purchase,
) -> Result<Ask, ContractError> {
    let Purchase {
        token_id,
        limit,
        least_shares,
        // No token is leased: every pin of a lease's end is kept.
        latest_lease_end_seconds: _,
    } = purchase;
    checks::token_id(token_id)?;
    let ask = ASKS
        .may_load(deps.storage, token_id)?
        .ok_or_else(|| ContractError::NoAsk {
            token_id: token_id.clone(),
        })?;
    if let Some(reason) = stale_reason(deps, env, config, token_id, &ask)? {
        return Err(ContractError::StaleAsk {
            token_id: token_id.clone(),
            reason,
        });
    }
    if limit.denom != ask.price.denom {
        return Err(ContractError::OtherDenom {
            token_id: token_id.clone(),
            price_denom: ask.price.denom,
            denom: checks::shown(&limit.denom),
        });
    }
    if ask.price.amount > limit.amount {
        return Err(ContractError::AboveLimit {
            token_id: token_id.clone(),
            price: ask.price.amount,
            limit: limit.amount,
            denom: ask.price.denom,
        });
    }
    // A standing ask's shares are the token's.
    if ask.shares < *least_shares {
        return Err(ContractError::TooFewShares {
            token_id: token_id.clone(),
            shares: ask.shares,
            least_shares: *least_shares,
        });
    }
    Ok(ask)
}
