//! Entry points: they only dispatch.

use contract_kit::migration::{migrate_to, same_contract, same_layout};
use contract_kit::money::refuse_coins;
use contract_kit::ownership;
use cosmwasm_std::{entry_point, Binary, Deps, DepsMut, Env, MessageInfo, Response};
use rigshare_types::oracle::{
    ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, StoredTiming, TIMING,
};
use rigshare_types::peer::Layout;

use crate::error::ContractError;
use crate::execute::{assets, equivocation, finalize, relay, reporters, roles};
use crate::{execute, query, state};

/// The name under which cw2 knows the contract.
pub const CONTRACT_NAME: &str = "crates.io:rigshare-oracle";

/// The version of the code.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The contract is born.
///
/// # Errors
/// [`ContractError`], naming what is wrong with the message.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    refuse_coins(&info)?;
    execute::instantiate::instantiate(deps, msg)
}

/// Does what [`ExecuteMsg`] says.
///
/// # Errors
/// [`ContractError`]; nothing is changed then.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    refuse_coins(&info)?;
    match msg {
        ExecuteMsg::Relay { batches } => relay::relay(deps, &env, &batches),
        ExecuteMsg::Finalize { epoch, rigs } => finalize::finalize(deps, &env, epoch, &rigs),
        ExecuteMsg::ProveEquivocation { first, second } => {
            equivocation::prove_equivocation(deps, &env, *first, *second)
        }
        ExecuteMsg::ChangeReporters { reporters } => {
            reporters::change_reporters(deps, &env, &info, reporters)
        }
        ExecuteMsg::AddAsset { asset } => assets::add_asset(deps, &info, &asset),
        ExecuteMsg::Pause { seconds } => roles::pause(deps, &env, &info, seconds),
        ExecuteMsg::Unpause {} => roles::unpause(deps, &env, &info),
        ExecuteMsg::SetPauser { address } => roles::set_pauser(deps, &info, &address),
        ExecuteMsg::UpdateOwnership(action) => Ok(ownership::update_ownership(
            deps,
            &env.block,
            &info.sender,
            action,
        )?),
    }
}

/// Answers what [`QueryMsg`] asks.
///
/// # Errors
/// [`ContractError`].
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    query::answer(deps, &env, msg)
}

/// Becomes a newer version of itself.
///
/// # Errors
/// What is stored is of another contract, a version that is not older, or an unknown layout.
#[entry_point]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    same_contract(deps.storage, CONTRACT_NAME)?;
    let layouts = [
        (
            "timing",
            TIMING.load(deps.storage)?.v,
            StoredTiming::VERSION,
        ),
        ("config", state::CONFIG.load(deps.storage)?.v, state::LAYOUT),
        (
            "reporters",
            state::newest_reporters(deps.storage)?.v,
            state::LAYOUT,
        ),
    ];
    for (what, found, known) in layouts {
        same_layout(what, found, known)?;
    }
    Ok(migrate_to(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?)
}
