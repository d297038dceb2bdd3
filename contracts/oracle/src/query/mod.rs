//! What can be asked.

use cosmwasm_std::{to_json_binary, Binary, Deps, Env};
use rigshare_types::oracle::{QueryMsg, EVIDENCE, NETWORKS, PRICES};

use crate::error::ContractError;
use crate::symbol::check_symbol;

mod market;
mod reports;
mod setup;

/// Answers a query.
///
/// # Errors
/// The clock can't be read, something stored does not parse, or a symbol is not one.
pub fn answer(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Config {} => to_json_binary(&setup::config(deps)?),
        QueryMsg::Reporters { epoch } => to_json_binary(&setup::reporters(deps, epoch)?),
        QueryMsg::Assets { start_after, limit } => {
            to_json_binary(&setup::assets(deps, start_after.as_deref(), limit)?)
        }
        QueryMsg::Report { rig, epoch } => to_json_binary(&reports::report(deps, env, rig, epoch)?),
        QueryMsg::Reports {
            rig,
            start_after,
            limit,
        } => to_json_binary(&reports::reports(deps, rig, start_after, limit)?),
        QueryMsg::Batches { epoch, page } => to_json_binary(&reports::batches(deps, epoch, page)?),
        QueryMsg::Price { asset, epoch } => {
            check_symbol(&asset)?;
            to_json_binary(&PRICES.may_load(deps.storage, (&asset, epoch))?)
        }
        QueryMsg::LatestPrice { asset } => {
            to_json_binary(&market::latest_price(deps, env, &asset)?)
        }
        QueryMsg::Network { coin, epoch } => {
            check_symbol(&coin)?;
            to_json_binary(&NETWORKS.may_load(deps.storage, (&coin, epoch))?)
        }
        QueryMsg::Evidence { reporter } => {
            to_json_binary(&EVIDENCE.may_load(deps.storage, reporter)?)
        }
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    };
    Ok(answer?)
}
