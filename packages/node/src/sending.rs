//! Transactions on their way: sent, waited for, and never paid for twice.
//!
//! A transaction is known by its hash. Its bytes may be sent any number of times: its sequence is used
//! up once. The same *messages* are signed again, with another sequence, only when the first
//! transaction provably never takes effect: it was only simulated, its only sending was refused for a
//! sequence of the past, or another transaction took its sequence. Each transaction has a last block that
//! may include it, so that its fate is certain some time even where nothing else proves it.

use std::time::{Duration, Instant};

use cosmwasm_std::{Addr, BankMsg, Binary, CosmosMsg};
use rigshare_chain::{Artifact, Included};
use tendermint::Hash;
use tendermint_rpc::endpoint::tx::Response as FoundTx;
use tendermint_rpc::query::Query;
use tendermint_rpc::{Client, Order};

use crate::effects::{events_of_messages, first_data, stored_code};
use crate::message::{all_of, ChainMessage};
use crate::rpc::RpcFailure;
use crate::words::Failure;
use crate::{Node, NodeError, Options, SignedTx};

/// How often messages are signed anew because the sequence was taken.
const SIGNINGS: usize = 8;

/// How often a transaction is looked for.
const POLL: Duration = Duration::from_millis(60);

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

    /// Waits until a block includes a transaction.
    ///
    /// # Errors
    /// It was included and failed, or none includes it in time.
    pub fn wait_for(&self, tx_hash: &str) -> Result<Included, NodeError> {
        let timeout = Duration::from_secs(self.config.inclusion_timeout_seconds);
        let deadline = Instant::now() + timeout;
        loop {
            match self.included(tx_hash) {
                Ok(Some(found)) => return Ok(found),
                Err(error) if !error.is_lost_answer() => return Err(error),
                _ if Instant::now() >= deadline => {
                    return Err(NodeError::Timeout {
                        tx_hash: tx_hash.to_owned(),
                        seconds: timeout.as_secs(),
                        until_height: None,
                    })
                }
                _ => self.rpc.pause(POLL),
            }
        }
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
                Err(error) if error.is_lost_answer() => return Err(error),
                // Whatever else is wrong with it, its sequence is the next one.
                _ if seen_idle => return Ok(()),
                // Just after a block, a node does not count for a moment what still waits.
                _ => seen_idle = true,
            }
            self.rpc.pause(POLL);
        }
    }

    /// What a transaction did, where a block includes it.
    ///
    /// # Errors
    /// It failed, or the node does not answer.
    pub fn included(&self, tx_hash: &str) -> Result<Option<Included>, NodeError> {
        match self.find(tx_hash)? {
            Some(found) => Ok(Some(self.outcome(tx_hash, &found)?.0)),
            None => Ok(None),
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
        loop {
            match self.find(&signed.hash) {
                Ok(Some(found)) => {
                    self.count_sequence(&signed.sender, signed.sequence.saturating_add(1));
                    match self.outcome(&signed.hash, &found) {
                        // It is done, though its block can't be read yet: no error may say otherwise.
                        Err(lost) if lost.is_lost_answer() => {}
                        done => return done,
                    }
                }
                Err(error) if !error.is_lost_answer() => return Err(error),
                _ => {}
            }
            if began.elapsed() >= timeout {
                return Err(NodeError::Timeout {
                    tx_hash: signed.hash.clone(),
                    seconds: timeout.as_secs(),
                    until_height: Some(signed.until_height),
                });
            }
            if Instant::now() >= resend_at {
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
    fn outcome(&self, tx_hash: &str, found: &FoundTx) -> Result<(Included, Vec<u8>), NodeError> {
        let block = self.rpc.block(found.height.value())?;
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

fn expired(signed: &SignedTx) -> NodeError {
    NodeError::Expired {
        tx_hash: signed.hash.clone(),
        until_height: signed.until_height,
    }
}
