//! Transactions that a block includes and that fail there.

use cosmwasm_std::{to_json_binary, Addr, CosmosMsg, WasmMsg};
use rigshare_node::{Devnet, NodeError, Options};
use rigshare_suite::World;
use serde::Serialize;

/// More than anything here needs, so that no simulation is asked whether it fails.
const GAS: u64 = 3_000_000;

/// The words with which a block refuses messages.
pub fn refused(world: &World<Devnet>, sender: &Addr, messages: Vec<CosmosMsg>) -> String {
    let options = Options {
        gas_limit: Some(GAS),
        ..Options::default()
    };
    match world.chain.node().submit_with(sender, messages, &options) {
        Err(NodeError::Refused {
            words,
            block: Some(_),
            ..
        }) => words,
        other => panic!("no block refuses it: {other:?}"),
    }
}

/// The message that migrates a contract.
pub fn migration(contract: &Addr, new_code_id: u64, message: &impl Serialize) -> CosmosMsg {
    let message = WasmMsg::Migrate {
        contract_addr: contract.to_string(),
        new_code_id,
        msg: to_json_binary(message).unwrap(),
    };
    message.into()
}
