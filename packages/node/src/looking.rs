//! Transactions in blocks: looked for, waited for and read.

use std::time::{Duration, Instant};

use cosmwasm_std::Binary;
use rigshare_chain::{Block, Included};
use tendermint::Hash;
use tendermint_rpc::endpoint::tx::Response as FoundTx;
use tendermint_rpc::Client;

use crate::effects::{events_of_messages, first_data};
use crate::rpc::RpcFailure;
use crate::sending::POLL;
use crate::words::Failure;
use crate::{Node, NodeError};

/// What one look for a transaction shows.
pub enum Seen {
    /// The node knows no block that includes it.
    Nowhere,
    /// The node fails or refuses to answer. That proves nothing: it may lag behind the block, keep no
    /// index, or be asked too often.
    Unclear {
        /// What went wrong.
        why: NodeError,
        /// Whether a block includes it all the same, which can't be read.
        is_found: bool,
    },
    /// A block includes it.
    Included(Block, Box<FoundTx>),
}

impl Node {
    /// Waits until a block includes a transaction.
    ///
    /// # Errors
    /// It was included and failed, or none includes it in time.
    pub fn wait_for(&self, tx_hash: &str) -> Result<Included, NodeError> {
        let timeout = Duration::from_secs(self.config.inclusion_timeout_seconds);
        let deadline = Instant::now() + timeout;
        loop {
            let last_look = match self.look(tx_hash) {
                Seen::Included(block, found) => match self.outcome(tx_hash, block, &found) {
                    Err(unread) if unread.is_lost_answer() => Some(unread.to_string()),
                    done => return Ok(done?.0),
                },
                Seen::Unclear { why, .. } => Some(why.to_string()),
                Seen::Nowhere => None,
            };
            if Instant::now() >= deadline {
                return Err(NodeError::Timeout {
                    tx_hash: tx_hash.to_owned(),
                    seconds: timeout.as_secs(),
                    until_height: None,
                    last_look,
                });
            }
            self.rpc.pause(POLL);
        }
    }

    /// What a transaction did, where a block includes it.
    ///
    /// # Errors
    /// It failed: the error carries the block. Any other error says nothing of the transaction.
    pub fn included(&self, tx_hash: &str) -> Result<Option<Included>, NodeError> {
        match self.look(tx_hash) {
            Seen::Included(block, found) => Ok(Some(self.outcome(tx_hash, block, &found)?.0)),
            Seen::Unclear { why, .. } => Err(why),
            Seen::Nowhere => Ok(None),
        }
    }

    /// Looks for a transaction once.
    pub(crate) fn look(&self, tx_hash: &str) -> Seen {
        let (why, is_found) = match self.find(tx_hash) {
            Ok(None) => return Seen::Nowhere,
            Ok(Some(found)) => match self.rpc.block(found.height.value()) {
                Ok(block) => return Seen::Included(block, Box::new(found)),
                Err(why) => (why, true),
            },
            Err(why) => (why, false),
        };
        Seen::Unclear { why, is_found }
    }

    fn find(&self, tx_hash: &str) -> Result<Option<FoundTx>, NodeError> {
        let hash: Hash = tx_hash
            .parse()
            .map_err(|_| self.rpc.bad("tx", &format!("{tx_hash} is no hash")))?;
        match self.rpc.once(|client| client.tx(hash, false)) {
            Ok(found) => Ok(Some(found)),
            Err(RpcFailure::Said(words)) if words.contains("not found") => Ok(None),
            Err(failure) => Err(self.rpc.error("tx", failure)),
        }
    }

    /// What a transaction that a block includes did, and its messages' answers.
    pub(crate) fn outcome(
        &self,
        tx_hash: &str,
        block: Block,
        found: &FoundTx,
    ) -> Result<(Included, Vec<u8>), NodeError> {
        let result = &found.tx_result;
        let gas = |amount: i64| u64::try_from(amount).unwrap_or_default();
        if result.code.is_err() {
            let failure = Failure {
                log: &result.log,
                codespace: &result.codespace,
                code: result.code.value(),
                tx_hash: Some(tx_hash),
                block: Some(block),
                gas: Some((gas(result.gas_wanted), gas(result.gas_used))),
            };
            return Err(failure.error());
        }
        // The RPC library hands over the text that the node wrote, which is base64.
        let data = Binary::from_base64(&String::from_utf8_lossy(&result.data))
            .map_err(|why| self.rpc.bad("tx", &why.to_string()))?;
        let included = Included {
            block,
            tx_hash: Some(tx_hash.to_owned()),
            gas_used: Some(gas(result.gas_used)),
            events: events_of_messages(&result.events),
            data: first_data(&data),
        };
        Ok((included, data.to_vec()))
    }
}
