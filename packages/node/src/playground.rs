//! The devnet as a playground: anybody can be anybody, and a faucet pays.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::devnet_home::{Description, DevnetError};
use crate::{ChainConfig, Node, NodeError, Options, SecretKey};
use anyhow::Result;
use cosmwasm_std::{Addr, BankMsg, Binary, Coin, CosmosMsg, Uint128};
use rigshare_chain::{
    Artifact, Block, Chain, Checksum, Included, Look, Playground, Standing, Tape,
};

/// The devnet's account that has nearly all coins.
const FAUCET: &str = "faucet";

/// What a new account gets to pay fees with: enough for tens of thousands of transactions.
const FEE_COINS: u128 = 1_000_000_000;

/// How often the newest block is looked at while time passes.
const POLL: Duration = Duration::from_millis(60);

/// How long a chain may make no block before it is said to stand still.
const STANDSTILL: Duration = Duration::from_secs(60);

/// A chain of scripts/devnet.sh, with a tape of the blocks that a scenario saw on it.
pub struct Devnet {
    node: Node,
    faucet: Addr,
    fee_coins: Coin,
    /// The people who have not been given coins for their fees yet.
    without_fees: BTreeSet<Addr>,
    block_seconds: u64,
    tape: RefCell<Tape>,
}

impl Devnet {
    /// The devnet that runs in a folder, through its first node.
    ///
    /// # Errors
    /// None runs there.
    pub fn open(home: &Path) -> Result<Self, DevnetError> {
        let described = Description::read(home)?;
        let mut devnet = Self::on(Node::connect(described.config(home, 0)?)?)?;
        // The pause between two blocks, and the making of one.
        devnet.block_seconds = described.block_ms / 1000 + 1;
        Ok(devnet)
    }

    /// How to talk to one of the nodes of the devnet that runs in a folder, counted from 0.
    ///
    /// # Errors
    /// None runs there, or it has fewer nodes.
    pub fn config(home: &Path, node: usize) -> Result<ChainConfig, DevnetError> {
        Description::read(home)?.config(home, node)
    }

    /// A playground on a node of a devnet.
    ///
    /// # Errors
    /// The faucet's key can't be added.
    pub fn on(mut node: Node) -> Result<Self, DevnetError> {
        let faucet = SecretKey::devnet(FAUCET).map_err(NodeError::from)?;
        let faucet = node.add_key(faucet)?;
        let fee_coins = Coin::new(FEE_COINS, &node.config().fee_denom);
        Ok(Self {
            node,
            faucet,
            fee_coins,
            without_fees: BTreeSet::new(),
            block_seconds: 1,
            tape: RefCell::default(),
        })
    }

    /// Gives new accounts other coins to pay fees with.
    #[must_use]
    pub fn with_fee_coins(mut self, coins: Coin) -> Self {
        self.fee_coins = coins;
        self
    }

    /// The client below.
    #[must_use]
    pub const fn node(&self) -> &Node {
        &self.node
    }

    /// The client below, to add keys to.
    pub fn node_mut(&mut self) -> &mut Node {
        &mut self.node
    }

    /// The account that pays for everything.
    #[must_use]
    pub const fn faucet(&self) -> &Addr {
        &self.faucet
    }

    /// The blocks that were seen since the beginning: those that were asked for, those as of which contracts
    /// answered, those that include a transaction, and those as of which one was refused.
    #[must_use]
    pub fn tape(&self) -> Tape {
        self.tape.borrow().clone()
    }

    /// A person's account that can pay fees from now on, which [`Playground::account`] becomes only with
    /// its first transaction through this playground.
    ///
    /// # Errors
    /// The faucet can't pay.
    pub fn paying_account(&mut self, name: &str) -> Result<Addr> {
        let address = self.account(name);
        self.pay_fees_of(&address)?;
        Ok(address)
    }

    /// Lets time pass until the newest block is at this height or later.
    ///
    /// # Errors
    /// The chain stands still.
    pub fn wait_for_height(&self, height: u64) -> Result<(), DevnetError> {
        self.wait_while(|newest| newest.height < height)
    }

    /// Fills a new person's account up to the coins that it pays fees with.
    fn pay_fees_of(&mut self, account: &Addr) -> Result<()> {
        if !self.without_fees.contains(account) {
            return Ok(());
        }
        let has = self.node.balance(account, &self.fee_coins.denom)?;
        let missing = self.fee_coins.amount.saturating_sub(has);
        self.fund(account, vec![Coin::new(missing, &self.fee_coins.denom)])?;
        self.without_fees.remove(account);
        Ok(())
    }

    fn record(&self, look: Look, block: Block) {
        self.tape.borrow_mut().record(look, block);
    }

    /// Asks, and records the block as of which it is answered: where another block came meanwhile it is asked
    /// again, as answers may depend on the time.
    fn answered<T>(&self, ask: impl Fn() -> Result<T>) -> Result<T> {
        let mut before = self.node.newest()?;
        loop {
            let answer = ask();
            let after = self.node.newest()?;
            if after == before {
                self.record(Look::Asked, before);
                return answer;
            }
            before = after;
        }
    }

    /// Submits and records the block that decided.
    ///
    /// A refusal that no block includes was found by simulation on the newest block at that time. Where
    /// another block came meanwhile it is asked again, so that the recorded block is one on which it is
    /// refused.
    fn recorded<T>(
        &self,
        submit: impl FnOnce() -> Result<T, NodeError>,
        block_of: impl FnOnce(&T) -> Block,
        refused_again: impl Fn() -> bool,
    ) -> Result<T> {
        let mut before = self.node.newest()?;
        match submit() {
            Ok(done) => {
                self.record(Look::Included, block_of(&done));
                Ok(done)
            }
            Err(error) => {
                if let Some(block) = error.block() {
                    self.record(Look::Refused, block);
                    return Err(error.into());
                }
                loop {
                    let after = self.node.newest()?;
                    if after == before || !refused_again() {
                        self.record(Look::Refused, before);
                        return Err(error.into());
                    }
                    before = after;
                }
            }
        }
    }

    fn wait_while(&self, is_early: impl Fn(Block) -> bool) -> Result<(), DevnetError> {
        let mut last = self.node.newest()?;
        let mut since = Instant::now();
        while is_early(last) {
            if since.elapsed() > STANDSTILL {
                return Err(DevnetError::StandsStill {
                    height: last.height,
                    seconds: STANDSTILL.as_secs(),
                });
            }
            self.node.rpc.pause(POLL);
            let newest = self.node.newest()?;
            if newest != last {
                (last, since) = (newest, Instant::now());
            }
        }
        Ok(())
    }
}

impl Chain for Devnet {
    fn id(&self) -> &str {
        self.node.id()
    }

    fn prefix(&self) -> &str {
        self.node.prefix()
    }

    fn latest(&self) -> Result<Block> {
        let block = self.node.newest()?;
        self.record(Look::Asked, block);
        Ok(block)
    }

    fn submit(&mut self, sender: &Addr, messages: Vec<CosmosMsg>) -> Result<Included> {
        self.pay_fees_of(sender)?;
        self.recorded(
            || {
                self.node
                    .submit_with(sender, messages.clone(), &Options::default())
            },
            |included| included.block,
            || self.node.simulate(sender, messages.clone()).is_err(),
        )
    }

    fn store(&mut self, sender: &Addr, artifact: &Artifact) -> Result<(u64, Included)> {
        self.pay_fees_of(sender)?;
        self.recorded(
            || self.node.store_with(sender, artifact, &Options::default()),
            |(_, included)| included.block,
            // Whether code is refused does not depend on the block.
            || true,
        )
    }

    fn code_with(&self, checksum: &Checksum, user: &Addr) -> Result<Option<u64>> {
        self.node.code_with(checksum, user)
    }

    fn checksum_of(&self, code_id: u64) -> Result<Checksum> {
        self.node.checksum_of(code_id)
    }

    fn contract_at(&self, address: &Addr) -> Result<Option<Standing>> {
        self.node.contract_at(address)
    }

    fn smart(&self, contract: &Addr, question: Binary) -> Result<Binary> {
        self.answered(|| self.node.smart(contract, question.clone()))
    }

    fn raw(&self, contract: &Addr, key: &[u8]) -> Result<Option<Binary>> {
        self.node.raw(contract, key)
    }

    fn balance(&self, account: &Addr, denom: &str) -> Result<Uint128> {
        self.node.balance(account, denom)
    }
}

impl Playground for Devnet {
    /// # Panics
    /// Never: only a prefix that can't begin an address would make it, and the faucet has one with it.
    #[allow(clippy::expect_used)]
    fn account(&mut self, name: &str) -> Addr {
        let key = SecretKey::for_tests(name);
        let address = key
            .address(self.node.prefix())
            .expect("the faucet's address has the same prefix");
        if !self.node.has_key(&address) {
            self.node
                .add_key(key)
                .expect("the faucet's address has the same prefix");
            self.without_fees.insert(address.clone());
        }
        address
    }

    fn fund(&mut self, account: &Addr, mut coins: Vec<Coin>) -> Result<()> {
        // The chain takes coins of nothing as little as coins out of order.
        coins.retain(|coin| !coin.amount.is_zero());
        coins.sort_by(|a, b| a.denom.cmp(&b.denom));
        if coins.is_empty() {
            return Ok(());
        }
        let message = BankMsg::Send {
            to_address: account.to_string(),
            amount: coins,
        };
        self.node
            .submit_with(&self.faucet, vec![message.into()], &Options::default())?;
        Ok(())
    }

    fn wait_until(&mut self, time_seconds: u64) -> Result<()> {
        Ok(self.wait_while(|newest| newest.time_seconds < time_seconds)?)
    }

    fn block_seconds(&self) -> u64 {
        self.block_seconds
    }
}
