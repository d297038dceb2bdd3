//! What the suite needs of a chain, whether it is embedded or a real node.
//!
//! [`Chain`] is what every client of a chain does: ask, and submit signed messages. [`Playground`] is
//! what tests and demos do besides: make accounts, give them coins, and let time pass. A scenario or a
//! deployment that is written against them runs on both backends, and a [`Tape`] of the blocks that it
//! saw on one makes the other repeat it to the second.

mod address;
mod artifact;
mod playground;
mod tape;

use anyhow::{Context, Result};
use cosmwasm_std::{
    from_json, to_json_binary, Addr, Binary, Coin, CosmosMsg, Event, Uint128, WasmMsg,
};
use serde::de::DeserializeOwned;
use serde::Serialize;
use thiserror::Error;

pub use address::{address_of, canonical, predicted_address, AddressError};
pub use artifact::{Artifact, Checksum};
pub use playground::{key_address, person_address, person_key, Playground};
pub use tape::{Look, OffTape, Tape};

/// A block, as far as contracts see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Block {
    /// Its height.
    pub height: u64,
    /// Its time, whole seconds since 1970 UTC.
    pub time_seconds: u64,
}

/// A transaction that went through.
#[derive(Clone, Debug)]
pub struct Included {
    /// The block it is in.
    pub block: Block,
    /// Its hash, upper-case hexadecimal; an embedded chain has none.
    pub tx_hash: Option<String>,
    /// The gas it used; an embedded chain counts none.
    pub gas_used: Option<u64>,
    /// All events, in the order in which they were emitted.
    pub events: Vec<Event>,
    /// What the first message answered.
    pub data: Option<Binary>,
}

/// A contract that stands on a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The code it runs.
    pub code_id: u64,
    /// Who instantiated it.
    pub creator: Addr,
    /// Who may migrate it.
    pub admin: Option<Addr>,
    /// What it was called when it was instantiated.
    pub label: String,
}

/// A contract refuses a question, in its own words.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{words}")]
pub struct QueryRefused {
    /// The contract.
    pub contract: Addr,
    /// What it says.
    pub words: String,
}

/// A chain that contracts run on.
pub trait Chain {
    /// The chain's id.
    fn id(&self) -> &str;

    /// What its addresses begin with.
    fn prefix(&self) -> &str;

    /// The newest block.
    ///
    /// # Errors
    /// The chain does not answer.
    fn latest(&self) -> Result<Block>;

    /// Submits messages as one transaction of an account whose key the backend has, and waits until a
    /// block includes it. All messages take effect or none.
    ///
    /// # Errors
    /// What the chain or the contract refuses it with; nothing is changed then but the fee.
    fn submit(&mut self, sender: &Addr, messages: Vec<CosmosMsg>) -> Result<Included>;

    /// Uploads a contract's code and says its id.
    ///
    /// # Errors
    /// As [`Chain::submit`].
    fn store(&mut self, sender: &Addr, artifact: &Artifact) -> Result<(u64, Included)>;

    /// The id of the newest code with this checksum that an account may instantiate and migrate to, where
    /// the chain has one. Anybody may upload the same code, and keep it for itself.
    ///
    /// # Errors
    /// The chain does not answer.
    fn code_with(&self, checksum: &Checksum, user: &Addr) -> Result<Option<u64>>;

    /// The checksum of a code.
    ///
    /// # Errors
    /// There is no such code, or the chain does not answer.
    fn checksum_of(&self, code_id: u64) -> Result<Checksum>;

    /// The contract at an address, where one stands there.
    ///
    /// # Errors
    /// The chain does not answer.
    fn contract_at(&self, address: &Addr) -> Result<Option<Standing>>;

    /// Asks a contract; question and answer are JSON.
    ///
    /// # Errors
    /// [`QueryRefused`] where the contract itself refuses; any other where the chain does not answer.
    fn smart(&self, contract: &Addr, question: Binary) -> Result<Binary>;

    /// What a contract stores under a key, `None` where it stores nothing.
    ///
    /// # Errors
    /// There is no such contract, or the chain does not answer.
    fn raw(&self, contract: &Addr, key: &[u8]) -> Result<Option<Binary>>;

    /// What an account holds of a native denom.
    ///
    /// # Errors
    /// The chain does not answer.
    fn balance(&self, account: &Addr, denom: &str) -> Result<Uint128>;

    /// Sends a contract a message as a transaction of its own.
    ///
    /// # Errors
    /// As [`Chain::submit`].
    fn execute(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        message: &impl Serialize,
        funds: &[Coin],
    ) -> Result<Included>
    where
        Self: Sized,
    {
        self.submit(sender, vec![execute(contract, message, funds)?])
    }

    /// Asks a contract.
    ///
    /// # Errors
    /// As [`Chain::smart`], or the answer is of another shape.
    fn query<T: DeserializeOwned>(&self, contract: &Addr, question: &impl Serialize) -> Result<T>
    where
        Self: Sized,
    {
        let answer = self.smart(contract, to_json_binary(question)?)?;
        from_json(&answer).with_context(|| format!("the answer of {contract}"))
    }
}

/// The message that executes a contract.
///
/// # Errors
/// The message can't be written as JSON.
pub fn execute(contract: &Addr, message: &impl Serialize, funds: &[Coin]) -> Result<CosmosMsg> {
    let message = WasmMsg::Execute {
        contract_addr: contract.to_string(),
        msg: to_json_binary(message)?,
        funds: funds.to_vec(),
    };
    Ok(message.into())
}
