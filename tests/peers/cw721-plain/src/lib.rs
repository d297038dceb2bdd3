//! cw721-base 0.22 as its authors publish it: the collection that gas is compared with.
//!
//! Each entry point calls cw721-base's own and does nothing else: a linker that sees the whole program
//! drops those that only a dependency exports.

use cosmwasm_std::{entry_point, Binary, Deps, DepsMut, Env, MessageInfo, Response};
use cw721_base::entry;
use cw721_base::error::ContractError;
use cw721_base::msg::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};

/// A collection is born.
///
/// # Errors
/// cw721-base's.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    entry::instantiate(deps, env, info, msg)
}

/// Does what the message says.
///
/// # Errors
/// cw721-base's.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    entry::execute(deps, env, info, msg)
}

/// Answers what the message asks.
///
/// # Errors
/// cw721-base's.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    entry::query(deps, env, msg)
}

/// Becomes a newer version.
///
/// # Errors
/// cw721-base's.
#[entry_point]
pub fn migrate(deps: DepsMut, env: Env, msg: MigrateMsg) -> Result<Response, ContractError> {
    entry::migrate(deps, env, msg)
}
