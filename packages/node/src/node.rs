//! The client of a chain: its node, the keys it signs with, and its accounts' next sequences.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

use cosmrs::proto::cosmos::auth::v1beta1::{QueryAccountInfoRequest, QueryAccountInfoResponse};
use cosmrs::Any;
use cosmwasm_std::Addr;

use crate::rpc::Rpc;
use crate::{ChainConfig, NodeError, SecretKey};

/// The SDK's code of things that are not there.
const NOT_FOUND: [u32; 2] = [22, 38];

/// An account as its next transaction needs it.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) number: u64,
    pub(crate) sequence: u64,
    pub(crate) public_key: Option<Any>,
}

/// A client of a real chain. Every call blocks until the node has answered.
pub struct Node {
    pub(crate) config: ChainConfig,
    pub(crate) rpc: Rpc,
    pub(crate) keys: BTreeMap<Addr, SecretKey>,
    pub(crate) accounts: RefCell<BTreeMap<Addr, Account>>,
}

impl Node {
    /// Connects to a chain's node.
    ///
    /// # Errors
    /// The node does not answer, or it is one of another chain.
    pub fn connect(config: ChainConfig) -> Result<Self, NodeError> {
        let rpc = Rpc::new(
            &config.rpc,
            Duration::from_secs(config.request_timeout_seconds),
        )?;
        let node = Self {
            config,
            rpc,
            keys: BTreeMap::new(),
            accounts: RefCell::default(),
        };
        let found = node.status()?.chain_id;
        if found != node.config.chain_id {
            return Err(NodeError::OtherChain {
                rpc: node.config.rpc,
                expected: node.config.chain_id,
                found,
            });
        }
        Ok(node)
    }

    /// The chain as it was described.
    #[must_use]
    pub const fn config(&self) -> &ChainConfig {
        &self.config
    }

    /// Adds a key to sign with, and says whose it is.
    ///
    /// # Errors
    /// The chain's prefix can't begin an address.
    pub fn add_key(&mut self, key: SecretKey) -> Result<Addr, NodeError> {
        let address = key.address(&self.config.prefix)?;
        self.keys.insert(address.clone(), key);
        Ok(address)
    }

    /// Whether the key of an account was added.
    #[must_use]
    pub fn has_key(&self, address: &Addr) -> bool {
        self.keys.contains_key(address)
    }

    /// Whether the chain knows an account: it does once somebody has sent it coins.
    ///
    /// # Errors
    /// The node does not answer.
    pub fn knows_account(&self, address: &Addr) -> Result<bool, NodeError> {
        match self.read_account(address) {
            Ok(_) => Ok(true),
            Err(NodeError::UnknownAccount { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// An account with the sequence of its next transaction as this client counts it.
    pub(crate) fn account(&self, address: &Addr) -> Result<Account, NodeError> {
        if let Some(known) = self.accounts.borrow().get(address) {
            return Ok(known.clone());
        }
        let account = self.read_account(address)?;
        let mut accounts = self.accounts.borrow_mut();
        accounts.insert(address.clone(), account.clone());
        Ok(account)
    }

    /// An account as the newest block leaves it.
    pub(crate) fn read_account(&self, address: &Addr) -> Result<Account, NodeError> {
        let question = QueryAccountInfoRequest {
            address: address.to_string(),
        };
        let unknown = || NodeError::UnknownAccount {
            address: address.clone(),
        };
        let path = "/cosmos.auth.v1beta1.Query/AccountInfo";
        let answer: QueryAccountInfoResponse = match self.rpc.module(path, &question) {
            Err(NodeError::Refused { code, words, .. }) if is_not_found(code, &words) => {
                return Err(unknown())
            }
            other => other?,
        };
        let info = answer.info.ok_or_else(unknown)?;
        Ok(Account {
            number: info.account_number,
            sequence: info.sequence,
            public_key: info.pub_key,
        })
    }

    /// Counts an account's next sequence from here on.
    pub(crate) fn count_sequence(&self, address: &Addr, next: u64) {
        if let Some(account) = self.accounts.borrow_mut().get_mut(address) {
            account.sequence = next;
        }
    }

    /// Forgets what is known of an account: the next transaction reads it from the chain.
    pub(crate) fn forget_account(&self, address: &Addr) {
        self.accounts.borrow_mut().remove(address);
    }
}

/// Whether a refusal means that what was asked for is not there.
pub(crate) fn is_not_found(code: u32, words: &str) -> bool {
    NOT_FOUND.contains(&code) || words.contains("not found") || words.contains("no such")
}
