//! What is configured.

use contract_kit::paging::epoch_page;
use cosmwasm_std::{Deps, Order, StdResult};
use cw_storage_plus::Bound;
use rigshare_types::oracle::{
    Asset, AssetsResponse, ConfigResponse, ReportersResponse, ASSETS, TIMING,
};
use rigshare_types::pause::PAUSES;

use crate::error::ContractError;
use crate::state::{is_suspended, newest_reporters, reporters_of, CONFIG};
use crate::symbol::check_symbol;

/// Everything that is configured.
pub fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        hashrate_nft: config.hashrate_nft,
        quote_currency: config.quote_currency,
        timing: TIMING.load(deps.storage)?.timing,
        pauser: config.pauser,
        pauses: PAUSES.load(deps.storage)?,
        newest_config: newest_reporters(deps.storage)?.version,
    })
}

/// The reporters and rules that count for an epoch.
pub fn reporters(deps: Deps, epoch: u32) -> Result<ReportersResponse, ContractError> {
    let stored = reporters_of(deps.storage, epoch)?;
    let mut suspended = stored.ids();
    suspended.retain(|id| is_suspended(deps.storage, *id));
    Ok(ReportersResponse {
        version: stored.version,
        from_epoch: stored.from_epoch,
        config: stored.config,
        suspended,
    })
}

/// The assets by rising symbol.
pub fn assets(
    deps: Deps,
    start_after: Option<&str>,
    limit: Option<u32>,
) -> Result<AssetsResponse, ContractError> {
    if let Some(symbol) = start_after {
        check_symbol(symbol)?;
    }
    let assets = ASSETS
        .range(
            deps.storage,
            start_after.map(Bound::exclusive),
            None,
            Order::Ascending,
        )
        .take(epoch_page(limit))
        .map(|entry| {
            let (symbol, stored) = entry?;
            Ok(Asset {
                symbol,
                decimals: stored.decimals,
            })
        })
        .collect::<StdResult<_>>()?;
    Ok(AssetsResponse { assets })
}
