//! What is configured.

use cosmwasm_std::Deps;
use rigshare_types::distributor::ConfigResponse;
use rigshare_types::pause::PAUSES;

use crate::error::ContractError;
use crate::state::CONFIG;

/// Everything that is configured.
pub fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        hashrate_nft: config.hashrate_nft,
        oracle: config.oracle,
        protocol_recipient: config.protocol_recipient,
        protocol_fees: config.protocol_fees,
        sale_fee_bps: config.sale_fee_bps,
        grace: config.grace,
        pauser: config.pauser,
        pauses: PAUSES.load(deps.storage)?,
    })
}
