//! Prices, and how old they are.

use cosmwasm_std::{Deps, Env, Order};
use rigshare_types::oracle::{LatestPriceResponse, PRICES};

use crate::error::ContractError;
use crate::state::{load_times, CONFIG};
use crate::symbol::check_symbol;

/// A price is stale when more epochs than this have begun since its own.
const FRESH_EPOCHS: u32 = 2;

/// The final price of the latest epoch that has one.
pub fn latest_price(
    deps: Deps,
    env: &Env,
    asset: &str,
) -> Result<Option<LatestPriceResponse>, ContractError> {
    check_symbol(asset)?;
    let Some((epoch, price)) = PRICES
        .prefix(asset)
        .range(deps.storage, None, None, Order::Descending)
        .next()
        .transpose()?
    else {
        return Ok(None);
    };
    let times = load_times(deps, env, &CONFIG.load(deps.storage)?)?;
    let age_epochs = times
        .clock
        .epoch_at(times.now_seconds)?
        .saturating_sub(epoch);
    Ok(Some(LatestPriceResponse {
        epoch,
        price,
        age_epochs,
        stale: age_epochs > FRESH_EPOCHS,
    }))
}
