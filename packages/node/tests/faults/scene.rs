//! A client of a fake node.

use std::collections::BTreeSet;

use cosmwasm_std::{Addr, BankMsg, Coin, CosmosMsg};
use rigshare_chain::Included;
use rigshare_node::{ChainConfig, Node, NodeError, Options, SecretKey};

use crate::fake::FakeNode;

/// What is to be included has this long.
pub const PATIENCE_SECONDS: u64 = 30;

/// What is never included is given up after this; it is sent again before.
pub const HASTE_SECONDS: u64 = 3;

/// A fake node's chain.
pub fn config(rpc: &str) -> ChainConfig {
    ChainConfig::from_toml(&format!(
        "chain_id = 'fake-1'\nname = 'fake'\nrpc = '{rpc}'\nprefix = 'wasm'\nfee_denom = 'ustake'\n\
         gas_price = '0.025'\ninclusion_timeout_seconds = {PATIENCE_SECONDS}\nrequest_timeout_seconds = 1"
    ))
    .unwrap()
}

/// A client of a fake node, and somebody who pays.
pub struct Scene {
    pub fake: FakeNode,
    pub node: Node,
    pub alice: Addr,
}

impl Scene {
    pub fn new() -> Self {
        Self::waiting(PATIENCE_SECONDS)
    }

    pub fn waiting(inclusion_timeout_seconds: u64) -> Self {
        let fake = FakeNode::start();
        let mut config = config(&fake.rpc);
        config.inclusion_timeout_seconds = inclusion_timeout_seconds;
        let mut node = Node::connect(config).unwrap();
        let alice = node.add_key(SecretKey::for_tests("alice")).unwrap();
        Self { fake, node, alice }
    }

    pub fn pay(&self) -> Result<Included, NodeError> {
        let message: CosmosMsg = BankMsg::Send {
            to_address: self.alice.to_string(),
            amount: vec![Coin::new(1_u128, "ustake")],
        }
        .into();
        self.node
            .submit_with(&self.alice, vec![message], &Options::default())
    }

    /// The sequences of the different transactions that the node saw, in the order of the first sight.
    pub fn sequences(&self) -> Vec<u64> {
        let mut known = BTreeSet::new();
        let state = self.fake.state();
        let new = state.seen.iter().filter(|(hash, _)| known.insert(hash));
        new.map(|(_, sequence)| *sequence).collect()
    }
}
