//! Handing a token over: `transfer_nft` and `send_nft`, which cw721 keeps apart.

use cosmwasm_std::{Addr, Binary, DepsMut, Env, MessageInfo, Response};
use cw721::receiver::Cw721ReceiveMsg;
use rigshare_types::events::ShareTransferred;
use rigshare_types::nft::StoredToken;

use crate::error::ContractError;
use crate::holdings::{give, take, Present};
use crate::tokens::{cw721, load_movable};

/// Hands a token to another owner.
///
/// # Errors
/// The token is unknown, the sender may not move it, the recipient owns it already or has no room.
pub fn transfer(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    recipient: &str,
    token_id: &str,
) -> Result<Response, ContractError> {
    let event = hand_over(deps, env, &info.sender, recipient, token_id)?;
    Ok(Response::new()
        .add_attribute("action", "transfer_nft")
        .add_attribute("sender", info.sender.to_string())
        .add_attribute("recipient", recipient)
        .add_attribute("token_id", token_id)
        .add_event(event))
}

/// Hands a token to a contract and tells it so.
///
/// # Errors
/// As [`transfer`].
pub fn send(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    contract: &str,
    token_id: &str,
    msg: Binary,
) -> Result<Response, ContractError> {
    let event = hand_over(deps, env, &info.sender, contract, token_id)?;
    let receive = Cw721ReceiveMsg {
        sender: info.sender.to_string(),
        token_id: token_id.to_owned(),
        msg,
    };
    Ok(Response::new()
        .add_message(receive.into_cosmos_msg(contract)?)
        .add_attribute("action", "send_nft")
        .add_attribute("sender", info.sender.to_string())
        .add_attribute("recipient", contract)
        .add_attribute("token_id", token_id)
        .add_event(event))
}

fn hand_over(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    recipient: &str,
    token_id: &str,
) -> Result<ShareTransferred, ContractError> {
    let recipient = deps.api.addr_validate(recipient)?;
    let before = load_movable(deps.as_ref(), env, sender, token_id)?;
    if recipient == before.owner {
        return Err(ContractError::SelfTransfer {
            owner: recipient,
            token_id: token_id.to_owned(),
        });
    }
    let share = before.extension;
    let present = Present::of(deps.storage, env)?;
    let taken = take(
        deps.as_ref(),
        &present,
        &before.owner,
        share.rig,
        share.shares,
    )?;
    let given = give(deps.as_ref(), &present, &recipient, share.rig, share.shares)?;
    taken.save(deps.storage);
    given.save(deps.storage);
    let after = StoredToken {
        owner: recipient,
        approvals: vec![],
        token_uri: None,
        extension: share,
    };
    cw721()
        .nft_info
        .replace(deps.storage, token_id, Some(&after), Some(&before))?;
    Ok(ShareTransferred {
        token_id: token_id.to_owned(),
        rig: share.rig,
        shares: share.shares,
        from: before.owner.into_string(),
        to: after.owner.into_string(),
        at_seconds: present.seconds,
    })
}
