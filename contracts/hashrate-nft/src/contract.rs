//! Entry points. They dispatch, and nothing else.

use contract_kit::migration::{check_layout, migrate_to, same_contract, same_layout};
use contract_kit::money::refuse_coins;
use cosmwasm_std::{entry_point, Binary, Deps, DepsMut, Env, MessageInfo, Response};
use rigshare_types::nft::{
    ExecuteMsg, InstantiateMsg, MigrateMsg, Proceeds, QueryMsg, RigFacts, RigMsg, StoredClock,
    StoredSchedule, StoredToken, CLOCK,
};
use rigshare_types::peer::Layout;

use crate::error::ContractError;
use crate::{execute, instantiate as birth, query as answer};

/// The contract's name for cw2.
pub const CONTRACT_NAME: &str = "crates.io:rigshare-hashrate-nft";
/// The contract's version for cw2.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Starts the registry with its peers, roles and clock.
///
/// # Errors
/// An address, text or clock is not valid, or coins are attached.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    refuse_coins(&info)?;
    birth::instantiate(deps, &env, msg)
}

/// Does what a message asks for. Only `buy` takes coins.
///
/// # Errors
/// [`ContractError`]; the state is as it was then.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    let pays = matches!(
        msg,
        ExecuteMsg::UpdateExtension {
            msg: RigMsg::Buy { .. }
        }
    );
    if !pays {
        refuse_coins(&info)?;
    }
    execute::dispatch(deps, &env, &info, msg)
}

/// Answers a query.
///
/// # Errors
/// What is asked for is unknown or not supported.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    answer::dispatch(deps, &env, msg)
}

/// Becomes a newer version of this contract.
///
/// # Errors
/// Another contract, a version that is not newer, or an unknown layout is stored.
#[entry_point]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    same_contract(deps.storage, CONTRACT_NAME)?;
    check_layout::<RigFacts>(deps.storage, "rig", "rigs")?;
    check_layout::<StoredSchedule>(deps.storage, "minted total", "minted")?;
    check_layout::<StoredSchedule>(deps.storage, "position", "positions")?;
    check_layout::<Proceeds>(deps.storage, "proceeds", "proceeds")?;
    check_layout::<StoredToken>(deps.storage, "token", "tokens")?;
    same_layout("clock", CLOCK.load(deps.storage)?.v, StoredClock::VERSION)?;
    Ok(migrate_to(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?)
}
