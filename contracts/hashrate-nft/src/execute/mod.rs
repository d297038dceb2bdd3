//! One file a verb.

pub mod approve;
pub mod buy;
pub mod collection;
pub mod decide;
pub mod operate;
pub mod register;
pub mod reshape;
pub mod roles;
pub mod sell;
pub mod transfer;

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw721::execute::{approve_all, revoke_all};
use rigshare_types::nft::{ExecuteMsg, RigMsg};

use crate::error::ContractError;

/// What this contract does with each of cw721's messages.
///
/// cw721's own `Cw721Execute::execute` would do the same walk, but its errors can't carry values of
/// ours, and a message that a later cw721 adds would fall to its default. Here it does not compile
/// until somebody decides.
///
/// # Errors
/// The verb's.
#[allow(deprecated)]
pub fn dispatch(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    let refused = |message| Err(ContractError::NotSupported { message });
    match msg {
        ExecuteMsg::TransferNft {
            recipient,
            token_id,
        } => transfer::transfer(deps, env, info, &recipient, &token_id),
        ExecuteMsg::SendNft {
            contract,
            token_id,
            msg,
        } => transfer::send(deps, env, info, &contract, &token_id, msg),
        ExecuteMsg::Burn { token_id } => reshape::burn(deps, env, info, token_id),
        ExecuteMsg::Approve {
            spender,
            token_id,
            expires,
        } => approve::approve(deps, env, info, &spender, &token_id, expires),
        ExecuteMsg::Revoke { spender, token_id } => {
            approve::revoke(deps, env, info, &spender, &token_id)
        }
        ExecuteMsg::ApproveAll { operator, expires } => {
            Ok(approve_all(deps, env, info, operator, expires)?)
        }
        ExecuteMsg::RevokeAll { operator } => Ok(revoke_all(deps, env, info, operator)?),
        ExecuteMsg::UpdateCollectionInfo { collection_info } => {
            collection::update(deps, env, info, collection_info)
        }
        ExecuteMsg::UpdateCreatorOwnership(action) => roles::hand_over(deps, env, info, action),
        ExecuteMsg::UpdateExtension { msg } => dispatch_rig(deps, env, info, msg),
        ExecuteMsg::Mint { .. } => refused("mint: shares are bought from a rig's operator"),
        ExecuteMsg::UpdateOwnership(_) | ExecuteMsg::UpdateMinterOwnership(_) => {
            refused("update_minter_ownership: nobody mints")
        }
        ExecuteMsg::AddMinter { .. } => refused("add_minter: nobody mints"),
        ExecuteMsg::RemoveMinter { .. } => refused("remove_minter: nobody mints"),
        ExecuteMsg::UpdateNftInfo { .. } => {
            refused("update_nft_info: nobody rewrites what others own")
        }
        ExecuteMsg::SetWithdrawAddress { .. }
        | ExecuteMsg::RemoveWithdrawAddress {}
        | ExecuteMsg::WithdrawFunds { .. } => {
            refused("withdraw_funds: this contract never holds money")
        }
    }
}

fn dispatch_rig(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    msg: RigMsg,
) -> Result<Response, ContractError> {
    match msg {
        RigMsg::RegisterRig { rig } => register::register(deps, env, info, *rig),
        RigMsg::DecideRig { rig, approve } => decide::decide(deps, env, info, rig, approve),
        RigMsg::LowerTerms {
            rig,
            watts,
            electricity_nano_per_kwh,
            service_fee_bps,
        } => {
            let lower = operate::LowerTerms {
                watts,
                electricity_nano_per_kwh,
                service_fee_bps,
            };
            operate::lower_terms(deps, env, info, rig, &lower)
        }
        RigMsg::ProposeOperator { rig, operator } => operate::propose(deps, info, rig, operator),
        RigMsg::AcceptOperator { rig } => operate::accept(deps, info, rig),
        RigMsg::RetireRig { rig } => operate::retire(deps, env, info, rig),
        RigMsg::OpenSale { rig, sale } => sell::open(deps, env, info, rig, &sale),
        RigMsg::StopSale { rig } => sell::stop(deps, info, rig),
        RigMsg::ChangeBuyers { rig, add, remove } => {
            sell::change_buyers(deps, info, rig, &add, &remove)
        }
        RigMsg::Buy {
            rig,
            shares,
            recipient,
        } => buy::buy(deps, env, info, rig, shares, recipient),
        RigMsg::Split { token_id, parts } => reshape::split(deps, env, info, token_id, &parts),
        RigMsg::Merge { token_ids } => reshape::merge(deps, env, info, token_ids),
        RigMsg::Pause { seconds } => roles::pause(deps, env, info, seconds),
        RigMsg::Unpause {} => roles::unpause(deps, env, info),
        RigMsg::SetRegistrar { address } => {
            roles::set(deps, info, roles::Role::Registrar, &address)
        }
        RigMsg::SetPauser { address } => roles::set(deps, info, roles::Role::Pauser, &address),
    }
}
