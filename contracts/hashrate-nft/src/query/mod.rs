//! What the contract answers.

mod cw721;
pub mod holdings;
pub mod rigs;

use ::cw721::traits::Cw721Query;
use cosmwasm_std::{to_json_binary, Addr, Binary, Deps, Env};
use rigshare_types::nft::{CheckRoyaltiesResponse, QueryMsg, RigQuery};

use crate::error::ContractError;
use crate::query::cw721::Views;

/// Answers Rigshare's own queries, and leaves the others to cw721.
///
/// # Errors
/// What is asked for is unknown or not supported.
pub fn dispatch(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    match msg {
        QueryMsg::Extension { msg } => dispatch_rig(deps, env, msg),
        msg => Ok(Views.query(deps, env, msg)?),
    }
}

fn dispatch_rig(deps: Deps, env: &Env, msg: RigQuery) -> Result<Binary, ContractError> {
    let address = |text: &str| -> Result<Addr, ContractError> { Ok(deps.api.addr_validate(text)?) };
    let answer = match msg {
        RigQuery::Rig { rig } => to_json_binary(&rigs::rig(deps, env, rig)?),
        RigQuery::Rigs { start_after, limit } => {
            to_json_binary(&rigs::list(deps, env, start_after, limit)?)
        }
        RigQuery::Share { token_id } => to_json_binary(&holdings::share(deps, token_id)?),
        RigQuery::Position { holder, rig } => {
            to_json_binary(&holdings::position(deps, env, &address(&holder)?, rig)?)
        }
        RigQuery::Positions {
            holder,
            start_after,
            limit,
        } => to_json_binary(&holdings::positions(
            deps,
            env,
            &address(&holder)?,
            start_after,
            limit,
        )?),
        RigQuery::Buyer { rig, buyer } => {
            to_json_binary(&rigs::buyer(deps, rig, &address(&buyer)?)?)
        }
        RigQuery::Config {} => to_json_binary(&rigs::config(deps)?),
        RigQuery::RoyaltyInfo {
            token_id,
            sale_price,
        } => to_json_binary(&rigs::royalty(deps, &token_id, sale_price)?),
        RigQuery::CheckRoyalties {} => to_json_binary(&CheckRoyaltiesResponse {
            royalty_payments: true,
        }),
    };
    Ok(answer?)
}
