//! Transactions on their way: sent, waited for, and never paid for twice.
//!
//! A transaction is known by its hash. Its bytes may be sent any number of times: its sequence is used
//! up once. The same *messages* are signed again, with another sequence, only when the first
//! transaction provably never takes effect: it was only simulated, its only sending was refused for a
//! sequence of the past, or another transaction took its sequence. Each transaction has a last block that
//! may include it, so that its fate is certain some time even where nothing else proves it.

use std::time::{Duration, Instant};

use cosmwasm_std::{Addr, BankMsg, CosmosMsg};
use rigshare_chain::{Artifact, Included};
use tendermint_rpc::query::Query;
use tendermint_rpc::{Client, Order};

use crate::effects::stored_code;
use crate::looking::Seen;
use crate::message::{all_of, ChainMessage};
use crate::rpc::RpcFailure;
use crate::words::Failure;
use crate::{Node, NodeError, Options, SignedTx};

/// How often messages are signed anew because the sequence was taken.
const SIGNINGS: usize = 8;

/// How often a transaction is looked for.
pub const POLL: Duration = Duration::from_millis(60);

/// How often its bytes are sent again while it is nowhere: nodes that restart forget what they were to
/// include.
const RESEND: Duration = Duration::from_secs(1);

/// The SDK's code for a transaction that the node has already.
const IN_MEMPOOL: u32 = 19;

/// The SDK's code for a transaction whose last block is past.
const TIMED_OUT: u32 = 30;

impl Node {
    /// Submits messages as [`rigshare_chain::Chain::submit`] does, with options.
    ///
    /// # Errors
    /// What the chain or a contract refuses it with. After a [`NodeError::Timeout`] a block may still
    /// include it.
    pub fn submit_with(
        &self,
        sender: &Addr,
        messages: Vec<CosmosMsg>,
        options: &Options,
    ) -> Result<Included, NodeError> {
        self.submit_telling(sender, messages, options, &mut |_| {})
    }

    /// The same, and tells what is on its way: each transaction before it is sent for the first time, and
    /// nothing once it is sure that it never takes effect and another is signed.
    ///
    /// # Errors
    /// As [`Self::submit_with`].
    pub fn submit_telling(
        &self,
        sender: &Addr,
        messages: Vec<CosmosMsg>,
        options: &Options,
        tell: &mut dyn FnMut(Option<&SignedTx>),
    ) -> Result<Included, NodeError> {
        let messages = all_of(sender, messages)?;
        let (found, _) = self.submit_all(sender, &messages, options, tell)?;
        Ok(found)
    }

    /// Uploads code with options, and says its id.
    ///
    /// # Errors
    /// As [`Self::submit_with`].
    pub fn store_with(
        &self,
        sender: &Addr,
        artifact: &Artifact,
        options: &Options,
    ) -> Result<(u64, Included), NodeError> {
        let message = ChainMessage::store(sender, artifact.wasm.clone());
        let (included, data) = self.submit_all(sender, &[message], options, &mut |_| {})?;
        let code_id = stored_code(&data)
            .ok_or_else(|| self.rpc.bad("tx", "the stored code's id is not in it"))?;
        Ok((code_id, included))
    }

    fn submit_all(
        &self,
        sender: &Addr,
        messages: &[ChainMessage],
        options: &Options,
        tell: &mut dyn FnMut(Option<&SignedTx>),
    ) -> Result<(Included, Vec<u8>), NodeError> {
        let mut signing = 1;
        loop {
            let (done, was_sent) = match self.sign_all(sender, messages, options) {
                Ok(signed) => {
                    tell(Some(&signed));
                    (self.deliver(&signed), true)
                }
                Err(error) => (Err(error), false),
            };
            match done {
                // A simulation has no signature that anybody could use. What was sent with a sequence of
                // the past never takes effect; with one of the future it would once that is reached, if
                // somebody kept it.
                Err(NodeError::Sequence { expected, used })
                    if options.sequence.is_none()
                        && signing < SIGNINGS
                        && (!was_sent || used < expected) =>
                {
                    tell(None);
                    // What the node expects counts what waits to be included, the chain's state does not.
                    self.count_sequence(sender, expected);
                    signing += 1;
                }
                Err(error) => {
                    if error.block().is_none() {
                        self.forget_account(sender);
                    }
                    return Err(error);
                }
                done => return done,
            }
        }
    }

    /// Sends a signed transaction; a node that has it already counts as told.
    ///
    /// # Errors
    /// The node refuses it, or its answer is lost ([`NodeError::is_lost_answer`]): then it may have it.
    pub fn broadcast(&self, signed: &SignedTx) -> Result<(), NodeError> {
        let question = "broadcast_tx_sync";
        let sent = self
            .rpc
            .once(|client| client.broadcast_tx_sync(signed.bytes.clone()));
        let answer = match sent {
            Ok(answer) => answer,
            Err(RpcFailure::Said(words)) if words.contains("already exists in cache") => {
                return Ok(())
            }
            // These two are said before the transaction is looked at.
            Err(RpcFailure::Said(words))
                if words.contains("mempool is full") || words.contains("too large") =>
            {
                return Err(self.rpc.error(question, RpcFailure::Said(words)))
            }
            // Whatever else goes wrong inside the node, it may have the transaction.
            Err(RpcFailure::Said(words)) => return Err(self.rpc.bad(question, &words)),
            Err(lost) => return Err(self.rpc.error(question, lost)),
        };
        let code = answer.code.value();
        if code == 0 {
            self.count_sequence(&signed.sender, signed.sequence.saturating_add(1));
        }
        if code == 0 || (code == IN_MEMPOOL && answer.codespace == "sdk") {
            return Ok(());
        }
        if code == TIMED_OUT && answer.codespace == "sdk" {
            return Err(expired(signed));
        }
        let failure = Failure {
            log: &answer.log,
            codespace: &answer.codespace,
            code,
            tx_hash: Some(&signed.hash),
            block: None,
            gas: None,
        };
        Err(failure.error())
    }

    /// Waits until no transaction of an account is on its way, as far as the node knows. Whoever may have
    /// been interrupted after sending one, and does what the chain lacks, looks at the chain after this.
    ///
    /// # Errors
    /// The node does not answer, or what is on its way is not included in time ([`NodeError::Sequence`]).
    pub fn wait_until_idle(&self, sender: &Addr) -> Result<(), NodeError> {
        let timeout = Duration::from_secs(self.config.inclusion_timeout_seconds);
        let deadline = Instant::now() + timeout;
        let mut seen_idle = false;
        loop {
            self.forget_account(sender);
            let to_itself = BankMsg::Send {
                to_address: sender.to_string(),
                amount: vec![self.fee_for(1)],
            };
            match self.simulate(sender, vec![to_itself.into()]) {
                // A simulation counts what waits to be included, the account's state does not.
                Err(NodeError::Sequence { expected, used })
                    if used < expected && Instant::now() < deadline =>
                {
                    seen_idle = false;
                }
                Err(error @ NodeError::Sequence { .. }) => return Err(error),
                Err(error) if error.is_of_the_node() => return Err(error),
                // Whatever else is wrong with it, its sequence is the next one.
                _ if seen_idle => return Ok(()),
                // Just after a block, a node does not count for a moment what still waits.
                _ => seen_idle = true,
            }
            self.rpc.pause(POLL);
        }
    }

    /// Sends a transaction that was never sent before, and waits until its fate is known.
    fn deliver(&self, signed: &SignedTx) -> Result<(Included, Vec<u8>), NodeError> {
        match self.broadcast(signed) {
            // Nobody else has these bytes: what the only node that saw them refuses is never included.
            Err(refused) if !refused.is_lost_answer() => return Err(refused),
            _ => {}
        }
        let timeout = Duration::from_secs(self.config.inclusion_timeout_seconds);
        let began = Instant::now();
        let mut resend_at = began + RESEND;
        let mut is_included = false;
        loop {
            let last_look = match self.look(&signed.hash) {
                Seen::Included(block, found) => {
                    is_included = true;
                    self.count_sequence(&signed.sender, signed.sequence.saturating_add(1));
                    match self.outcome(&signed.hash, block, &found) {
                        // It is done, though what it answered can't be read: no error may say otherwise.
                        Err(unread) if unread.is_lost_answer() => Some(unread.to_string()),
                        done => return done,
                    }
                }
                Seen::Unclear { why, is_found } => {
                    is_included |= is_found;
                    Some(why.to_string())
                }
                Seen::Nowhere => None,
            };
            if began.elapsed() >= timeout {
                return Err(NodeError::Timeout {
                    tx_hash: signed.hash.clone(),
                    seconds: timeout.as_secs(),
                    until_height: Some(signed.until_height),
                    last_look,
                });
            }
            if !is_included && Instant::now() >= resend_at {
                // A refusal proves nothing here: the first sending may have succeeded.
                if self.broadcast(signed).is_err() {
                    self.never_included(signed)?;
                }
                resend_at = Instant::now() + RESEND;
            }
            self.rpc.pause(POLL);
        }
    }

    /// Proves that a transaction is not and never will be included, as an error; is silent where that
    /// can't be proved yet.
    fn never_included(&self, signed: &SignedTx) -> Result<(), NodeError> {
        // The height is read first: what is read of the account afterwards is of that block or later.
        let (Ok(height), Ok(account)) =
            (self.rpc.latest_height(), self.read_account(&signed.sender))
        else {
            return Ok(());
        };
        if account.sequence > signed.sequence {
            return match self.who_took(signed) {
                Some(hash) if hash != signed.hash => Err(NodeError::Sequence {
                    expected: account.sequence,
                    used: signed.sequence,
                }),
                _ => Ok(()),
            };
        }
        // The sequence is unused in the state after the last block that might have included it.
        if height >= signed.until_height {
            return Err(expired(signed));
        }
        Ok(())
    }

    /// The hash of the transaction that used a sequence, where the node knows it.
    fn who_took(&self, signed: &SignedTx) -> Option<String> {
        let used = format!("{}/{}", signed.sender, signed.sequence);
        let query = Query::eq("tx.acc_seq", used);
        let found = self
            .rpc
            .once(|client| client.tx_search(query.clone(), false, 1, 1, Order::Ascending));
        let found = found.ok()?.txs;
        found.first().map(|tx| tx.hash.to_string())
    }
}

fn expired(signed: &SignedTx) -> NodeError {
    NodeError::Expired {
        tx_hash: signed.hash.clone(),
        until_height: signed.until_height,
    }
}
