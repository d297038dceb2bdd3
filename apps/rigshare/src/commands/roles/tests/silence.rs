//! A chain that does not answer: nothing is due or not due because of that.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Binary, CosmosMsg, Uint128};
use rigshare_chain::{Artifact, Block, Chain, Checksum, Included, Standing};
use rigshare_node::NodeError;
use rigshare_suite::Embedded;

use super::stage::Stage;
use crate::commands::roles::desk::Desk;
use crate::commands::roles::settle::due;
use crate::commands::roles::status::Status;

/// A chain whose distributor can't be asked what is due of more than so many epochs.
struct Deaf<'a> {
    chain: &'a Embedded,
    most_epochs: usize,
    why: fn() -> NodeError,
}

impl Chain for Deaf<'_> {
    fn id(&self) -> &str {
        self.chain.id()
    }

    fn prefix(&self) -> &str {
        self.chain.prefix()
    }

    fn latest(&self) -> anyhow::Result<Block> {
        self.chain.latest()
    }

    fn submit(&mut self, _: &Addr, _: Vec<CosmosMsg>) -> anyhow::Result<Included> {
        panic!("nothing is sent here")
    }

    fn store(&mut self, _: &Addr, _: &Artifact) -> anyhow::Result<(u64, Included)> {
        panic!("nothing is sent here")
    }

    fn code_with(&self, checksum: &Checksum, user: &Addr) -> anyhow::Result<Option<u64>> {
        self.chain.code_with(checksum, user)
    }

    fn checksum_of(&self, code_id: u64) -> anyhow::Result<Checksum> {
        self.chain.checksum_of(code_id)
    }

    fn contract_at(&self, address: &Addr) -> anyhow::Result<Option<Standing>> {
        self.chain.contract_at(address)
    }

    fn smart(&self, contract: &Addr, question: Binary) -> anyhow::Result<Binary> {
        let asked: serde_json::Value = serde_json::from_slice(&question)?;
        let epochs = asked["due"]["items"].as_array().map_or(0, Vec::len);
        if epochs > self.most_epochs {
            return Err((self.why)().into());
        }
        self.chain.smart(contract, question)
    }

    fn raw(&self, contract: &Addr, key: &[u8]) -> anyhow::Result<Option<Binary>> {
        self.chain.raw(contract, key)
    }

    fn balance(&self, account: &Addr, denom: &str) -> anyhow::Result<Uint128> {
        self.chain.balance(account, denom)
    }
}

fn unreachable() -> NodeError {
    NodeError::Unreachable {
        rpc: "http://gone".to_owned(),
        why: "connection refused".to_owned(),
    }
}

fn rate_limited() -> NodeError {
    NodeError::Refused {
        words: "rate limit exceeded".to_owned(),
        codespace: "rpc".to_owned(),
        code: 0,
        tx_hash: None,
        block: None,
    }
}

fn out_of_gas() -> NodeError {
    NodeError::OutOfGas {
        wanted: 3_000_000,
        used: 3_000_001,
        tx_hash: None,
        block: None,
    }
}

/// A suite whose rig has so many epochs to settle.
fn with_epochs(epochs: u32) -> Stage {
    let mut stage = Stage::new();
    let holder = stage.person("holder");
    stage
        .play(&holder, &["share", "buy", "--rig", "1", "--shares", "50"])
        .unwrap();
    let first = stage.world.rig(1).unwrap().facts.start_epoch;
    for epoch in first..first + epochs {
        stage.world.report(epoch, &[(1, 1_000)], None).unwrap();
    }
    stage
}

#[test]
fn a_node_that_does_not_answer_makes_settling_and_the_status_fail() {
    let stage = with_epochs(2);
    let rigs = BTreeMap::from([(1, u32::MAX)]);
    assert_eq!(due(&stage.desk(), &rigs).unwrap().len(), 2);
    for why in [unreachable, rate_limited] {
        for most_epochs in [0, 1] {
            let chain = Deaf {
                chain: &stage.world.chain,
                most_epochs,
                why,
            };
            let desk = Desk::new(&chain, &stage.at);
            let error = due(&desk, &rigs).unwrap_err();
            assert_eq!(error.to_string(), why().to_string());
            let status = Status::of(&desk).map_err(|error| error.to_string());
            assert_eq!(status.err(), (most_epochs == 0).then(|| why().to_string()));
        }
    }
}

#[test]
fn gas_that_does_not_suffice_for_all_epochs_suffices_for_some() {
    let stage = with_epochs(3);
    let rigs = BTreeMap::from([(1, u32::MAX)]);
    let found = |most_epochs| {
        let chain = Deaf {
            chain: &stage.world.chain,
            most_epochs,
            why: out_of_gas,
        };
        let found = due(&Desk::new(&chain, &stage.at), &rigs);
        found
            .map(|found| found.len())
            .map_err(|error| error.to_string())
    };
    assert_eq!(found(2), Ok(2));
    assert_eq!(found(0), Err(out_of_gas().to_string()));
}
