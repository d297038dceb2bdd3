//! Why a chain did not do what it was asked for.

use cosmwasm_std::Addr;
use rigshare_chain::{AddressError, Block, QueryRefused};
use thiserror::Error;

use crate::key::KeyError;

/// What stands for a module where the node's RPC refuses.
pub const RPC: &str = "rpc";

/// Why a chain did not do what it was asked for.
#[derive(Debug, Error)]
pub enum NodeError {
    /// The node does not answer, or something between it and us does instead.
    #[error("the node at {rpc} can't be reached: {why}")]
    Unreachable {
        /// Where it should be.
        rpc: String,
        /// What went wrong.
        why: String,
    },
    /// The node is one of another chain.
    #[error("the node at {rpc} is of the chain {found}, not of {expected}")]
    OtherChain {
        /// Where it is.
        rpc: String,
        /// The chain that was wanted.
        expected: String,
        /// The chain that it is of.
        found: String,
    },
    /// The node answered something that can't be understood.
    #[error("the answer of the node at {rpc} to {question} can't be understood: {why}")]
    BadAnswer {
        /// Where it is.
        rpc: String,
        /// What it was asked.
        question: String,
        /// What is wrong with the answer.
        why: String,
    },
    /// A contract or a module of the chain refuses.
    #[error("{words}")]
    Refused {
        /// Its own words.
        words: String,
        /// The module that refuses, where the node says it.
        codespace: String,
        /// The module's error code, where the node says it.
        code: u32,
        /// The transaction, where one was sent.
        tx_hash: Option<String>,
        /// The block that includes it nevertheless and took its fee, where one does.
        block: Option<Block>,
    },
    /// A contract refuses a question.
    #[error(transparent)]
    Question(#[from] QueryRefused),
    /// The transaction was to use no more gas than this, and needs more.
    #[error("out of gas: {used} were used, {wanted} were paid for")]
    OutOfGas {
        /// What it might use.
        wanted: u64,
        /// What it had used when it was stopped.
        used: u64,
        /// The transaction, where one was sent.
        tx_hash: Option<String>,
        /// The block that includes it nevertheless and took its fee, where one does.
        block: Option<Block>,
    },
    /// The node wants a higher fee.
    #[error("the fee is too small: {given} was offered, the node wants {required}")]
    FeeTooSmall {
        /// What was offered.
        given: String,
        /// What the node wants, any one of the coins named.
        required: String,
    },
    /// The account's next transaction has another number than this one.
    #[error("the account's next sequence is {expected}, the transaction has {used}")]
    Sequence {
        /// What the chain expects.
        expected: u64,
        /// What the transaction has.
        used: u64,
    },
    /// No block included it in time. **One may still do so**, up to a height if it has one.
    #[error(
        "no block included transaction {tx_hash} within {seconds} seconds; one{} may still do so: \
         look for it before sending anything again{}",
        until_height.map(|height| format!(" up to height {height}")).unwrap_or_default(),
        last_look.as_ref().map(|why| format!(" (the last look for it failed: {why})")).unwrap_or_default()
    )]
    Timeout {
        /// The transaction.
        tx_hash: String,
        /// How long was waited.
        seconds: u64,
        /// The last block that may include it, where that is known.
        until_height: Option<u64>,
        /// Why the last look for it failed, where it did: a block may include it already.
        last_look: Option<String>,
    },
    /// No block included it up to the last one that may: it never takes effect.
    #[error("no block up to {until_height} included transaction {tx_hash}, and none will")]
    Expired {
        /// The transaction.
        tx_hash: String,
        /// The last block that might have included it.
        until_height: u64,
    },
    /// No key of this account was added.
    #[error("there is no key of {address} here")]
    NoKey {
        /// The account.
        address: Addr,
    },
    /// The chain does not know the account: nobody has sent it coins yet.
    #[error("the chain does not know the account {address}: it needs coins first")]
    UnknownAccount {
        /// The account.
        address: Addr,
    },
    /// No contract stands at this address.
    #[error("no contract stands at {address}")]
    NoContract {
        /// The address.
        address: Addr,
    },
    /// There is no code with this id.
    #[error("the chain has no code {code_id}")]
    NoCode {
        /// The id.
        code_id: u64,
    },
    /// This client does not send such messages.
    #[error("messages like this one can't be sent: {message}")]
    Unsupported {
        /// The message.
        message: String,
    },
    /// The chain's description is wrong.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// A key can't be derived.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The system gives no threads or sockets.
    #[error("no connection can be made on this system: {why}")]
    System {
        /// What went wrong.
        why: String,
    },
}

impl NodeError {
    /// Whether the node's answer was lost on the way, so that nothing is known of what it did.
    #[must_use]
    pub const fn is_lost_answer(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::BadAnswer { .. })
    }

    /// Whether the node itself failed or refused, so that neither the chain nor a contract was asked: it
    /// says nothing of either.
    #[must_use]
    pub fn is_of_the_node(&self) -> bool {
        match self {
            Self::Refused { codespace, .. } => codespace == RPC,
            other => other.is_lost_answer(),
        }
    }

    /// The block that includes the transaction nevertheless, where one does.
    #[must_use]
    pub const fn block(&self) -> Option<Block> {
        match self {
            Self::Refused { block, .. } | Self::OutOfGas { block, .. } => *block,
            _ => None,
        }
    }
}
