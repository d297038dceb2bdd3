//! The entry points: they dispatch, and do nothing else.

use cosmwasm_std::{entry_point, Binary, Deps, DepsMut, Env, MessageInfo, Response};
use rigshare_types::distributor::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};

use crate::error::ContractError;
use crate::{execute, query};

/// The name under which cw2 knows the contract.
pub const CONTRACT_NAME: &str = concat!("crates.io:rigshare-", "distributor");

/// The version under which cw2 knows the contract.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Brings the contract into being.
///
/// # Errors
/// [`ContractError`].
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    execute::instantiate::instantiate(deps, &env, &info, msg)
}

/// Executes a message.
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
    use execute as verb;
    match msg {
        ExecuteMsg::Settle { items } => verb::settle::settle(deps, &env, &info, &items),
        ExecuteMsg::Receive(brought) => verb::receive::receive(deps, &env, &info, &brought),
        ExecuteMsg::DefaultEpoch { rig, epoch } => {
            verb::default_epoch::default_epoch(deps, &env, &info, rig, epoch)
        }
        ExecuteMsg::CloseOutage { rig, epoch } => {
            verb::close_outage::close_outage(deps, &env, &info, rig, epoch)
        }
        ExecuteMsg::Cure { rig } => verb::cure::cure(deps, &info, rig),
        ExecuteMsg::Claim { rigs, holder, to } => {
            verb::claim::claim(deps, &env, &info, &rigs, holder, to)
        }
        ExecuteMsg::Checkpoint { holder, rigs } => {
            verb::checkpoint::checkpoint(deps, &info, &holder, &rigs)
        }
        ExecuteMsg::SetPayoutAddress { address } => {
            verb::payout_address::set_payout_address(deps, &env, &info, address)
        }
        ExecuteMsg::BookProceeds { rigs } => verb::book_proceeds::book_proceeds(deps, &info, &rigs),
        ExecuteMsg::Withdraw { rigs } => verb::withdraw::withdraw(deps, &env, &info, &rigs),
        ExecuteMsg::WithdrawProtocol { denoms } => {
            verb::withdraw::withdraw_protocol(deps, &info, &denoms)
        }
        ExecuteMsg::LowerFees {
            protocol_fee_bps,
            sale_fee_bps,
        } => verb::fees::lower_fees(deps, &env, &info, protocol_fee_bps, sale_fee_bps),
        ExecuteMsg::AddDenom { denom } => verb::denoms::add_denom(deps, &info, denom),
        ExecuteMsg::SetProtocolRecipient { address } => {
            verb::roles::set_protocol_recipient(deps, &info, &address)
        }
        ExecuteMsg::Pause { seconds } => verb::roles::pause(deps, &env, &info, seconds),
        ExecuteMsg::Unpause {} => verb::roles::unpause(deps, &env, &info),
        ExecuteMsg::SetPauser { address } => verb::roles::set_pauser(deps, &info, &address),
        ExecuteMsg::UpdateOwnership(action) => {
            verb::roles::update_ownership(deps, &env, &info, action)
        }
    }
}

/// Answers a query.
///
/// # Errors
/// [`ContractError`]: a fact that is absent is never answered as a zero.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    query::answer(deps, &env, msg)
}

/// Becomes a newer version of itself.
///
/// # Errors
/// [`ContractError`]; nothing is changed then.
#[entry_point]
pub fn migrate(deps: DepsMut, _env: Env, msg: MigrateMsg) -> Result<Response, ContractError> {
    let MigrateMsg {} = msg;
    execute::migrate::migrate(deps, CONTRACT_NAME, CONTRACT_VERSION)
}
