//! A cw20 contract brings money, and says what it is for.

use contract_kit::money::refuse_coins;
use cosmwasm_std::{from_json, DepsMut, Env, MessageInfo, Response};
use cw20::Cw20ReceiveMsg;
use rigshare_types::distributor::Cw20Payload;
use rigshare_types::units::Denom;

use crate::error::ContractError;
use crate::execute::{cure, settle};

/// The money is of the contract that calls: nobody else can say that it came. A contract that no rig
/// pays in is refused by what it asks for.
///
/// # Errors
/// Those of [`settle::settle_cw20`] and [`cure::cure_with`].
pub fn receive(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    brought: &Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    let denom = Denom::Cw20(info.sender.to_string());
    match from_json(&brought.msg)? {
        Cw20Payload::Settle { items } => {
            settle::settle_cw20(deps, env, &denom, brought.amount, &items)
        }
        Cw20Payload::Cure { rig } => cure::cure_with(deps, rig, &denom, brought.amount),
    }
}
