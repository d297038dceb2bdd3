//! What settling costs.

use cosmwasm_std::{Deps, Env};
use rigshare_types::distributor::{DenomAmount, DueResponse, RigEpoch};

use crate::error::ContractError;
use crate::execute::settle::plan;
use crate::peers::Peers;
use crate::state::CONFIG;

/// What the settlement of `items` would take now; it is refused where the settlement would be.
pub fn due(deps: Deps, env: &Env, items: &[RigEpoch]) -> Result<DueResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut peers = Peers::new(deps.querier, &config);
    let plan = plan(deps.storage, &mut peers, &config, env, items)?;
    let totals = plan
        .purse
        .iter()
        .map(|(denom, amount)| DenomAmount {
            denom: denom.clone(),
            amount,
        })
        .collect();
    Ok(DueResponse {
        items: plan.items,
        totals,
    })
}
