//! A contract that takes tokens which are sent to it, unless the sender's message says `refuse`.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    from_json, to_json_binary, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult,
};
use cw721::receiver::Cw721ReceiveMsg;
use cw_multi_test::{Contract, ContractWrapper};

/// What the vault can be told.
#[cw_serde]
pub enum VaultMsg {
    /// A cw721 contract: a token has come.
    ReceiveNft(Cw721ReceiveMsg),
}

/// What a sender attaches for the vault to keep a token or to send it back by failing.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Wish {
    /// Keep it.
    Keep,
    /// Refuse it.
    Refuse,
}

/// The contract's code.
#[must_use]
pub fn contract() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn execute(_: DepsMut, _: Env, _: MessageInfo, msg: VaultMsg) -> StdResult<Response> {
    let VaultMsg::ReceiveNft(received) = msg;
    match from_json(&received.msg)? {
        Wish::Keep => Ok(Response::new()),
        Wish::Refuse => Err(StdError::generic_err(format!(
            "the vault refuses {}",
            received.token_id
        ))),
    }
}

fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    to_json_binary(&Empty {})
}
