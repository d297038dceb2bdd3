//! The queries, one file a topic. They fail closed: a fact that is absent is an error, not a zero.

mod accounts;
mod book;
mod claimable;
mod config;
mod due;
mod holder;

use cosmwasm_std::{to_json_binary, Binary, Deps, Env};
use rigshare_types::distributor::QueryMsg;

use crate::error::ContractError;

/// Answers a query.
///
/// # Errors
/// A fact is absent or broken; a list in the query is malformed.
pub fn answer(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    Ok(match msg {
        QueryMsg::Config {} => to_json_binary(&config::config(deps)?),
        QueryMsg::Claimable { holder, rigs } => {
            to_json_binary(&claimable::claimable(deps, env, &holder, &rigs)?)
        }
        QueryMsg::Due { items } => to_json_binary(&due::due(deps, env, &items)?),
        QueryMsg::RigBook { rig } => to_json_binary(&book::rig_book(deps, rig)?),
        QueryMsg::History {
            rig,
            start_after,
            limit,
        } => to_json_binary(&book::history(deps, rig, start_after, limit)?),
        QueryMsg::Earnings {
            holder,
            rig,
            start_after,
            limit,
        } => to_json_binary(&holder::earnings(deps, &holder, rig, start_after, limit)?),
        QueryMsg::Cursor { holder, rig } => to_json_binary(&holder::cursor(deps, &holder, rig)?),
        QueryMsg::ProtocolAccount { start_after, limit } => {
            to_json_binary(&accounts::protocol(deps, start_after, limit)?)
        }
        QueryMsg::PayoutAddress { holder } => {
            to_json_binary(&holder::payout_address(deps, &holder)?)
        }
        QueryMsg::Denoms { start_after, limit } => {
            to_json_binary(&accounts::denoms(deps, start_after, limit)?)
        }
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    }?)
}
