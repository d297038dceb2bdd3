//! Somebody who pays somebody else, and what came of it.

use cosmwasm_std::{Addr, BankMsg, Coin, CosmosMsg};
use rigshare_chain::{person_address, Chain, Included, Playground};
use rigshare_node::{ChainConfig, Devnet, Node, NodeError, Options, SecretKey, SignedTx};
use rigshare_node_tests::DevnetFolder;

use crate::blocks::{height, Blocks};

/// What is paid in: nobody pays fees in it.
pub const MONEY: &str = "uusdc";

/// What the devnet takes fees in.
pub const FEES: &str = "ustake";

/// What a payer begins with of each.
const WEALTH: u128 = 1_000_000_000;

/// Somebody who pays somebody else.
pub struct Payer {
    pub node: Node,
    pub from: Addr,
    pub to: Addr,
    /// The node itself, past any proxy.
    pub rpc: String,
    name: String,
    /// The newest block before the first payment.
    since: u64,
}

impl Payer {
    /// A new payer, whose name nobody else on the devnet has, with a client that a description makes.
    pub fn new(devnet: &DevnetFolder, name: &str, config: impl FnOnce(&mut ChainConfig)) -> Self {
        let mut bank = devnet.open();
        let from = person_address("wasm", name).unwrap();
        let coins = [FEES, MONEY].map(|denom| Coin::new(WEALTH, denom));
        bank.fund(&from, coins.to_vec()).unwrap();
        let to = person_address("wasm", &format!("whom {name} pays")).unwrap();
        let rpc = devnet.rpc(0);
        let mut described = Devnet::config(&devnet.home(), 0).unwrap();
        config(&mut described);
        Self {
            node: client(described, name),
            from,
            to,
            since: height(&rpc),
            rpc,
            name: name.to_owned(),
        }
    }

    /// Another client with the same key.
    pub fn again(&self) -> Self {
        Self {
            node: client(self.node.config().clone(), &self.name),
            from: self.from.clone(),
            to: self.to.clone(),
            rpc: self.rpc.clone(),
            name: self.name.clone(),
            since: self.since,
        }
    }

    /// Goes on with a client that another description makes.
    pub fn connect(&mut self, config: ChainConfig) {
        self.node = client(config, &self.name);
    }

    /// Looks at what took effect through another node from now on.
    pub fn look_at(&mut self, rpc: String) {
        self.rpc = rpc;
    }

    /// The memo of a payment, which no other payment's contains.
    pub fn memo(&self, number: u32) -> String {
        format!("<{} {number}>", self.name)
    }

    /// The message of a payment. No two numbers pay the same.
    pub fn message(&self, number: u32) -> CosmosMsg {
        let message = BankMsg::Send {
            to_address: self.to.to_string(),
            amount: vec![Coin::new(amount(number), MONEY)],
        };
        message.into()
    }

    fn options(&self, number: u32) -> Options {
        Options {
            memo: self.memo(number),
            ..Options::default()
        }
    }

    /// Signs a payment for the account's next sequence.
    pub fn sign(&self, number: u32) -> SignedTx {
        let message = vec![self.message(number)];
        let signed = self.node.sign(&self.from, message, &self.options(number));
        signed.unwrap()
    }

    /// Pays.
    pub fn pay(&self, number: u32) -> Result<Included, NodeError> {
        self.pay_with(number, &self.options(number))
    }

    /// Pays with options.
    pub fn pay_with(&self, number: u32, options: &Options) -> Result<Included, NodeError> {
        let message = self.message(number);
        self.node.submit_with(&self.from, vec![message], options)
    }

    /// The blocks since the payer exists.
    pub fn blocks(&self) -> Blocks {
        Blocks::after(&self.rpc, self.since)
    }

    /// These payments took effect, each once, and nothing else did: in the blocks, and in the balances.
    pub fn assert_paid(&self, numbers: impl IntoIterator<Item = u32>) {
        let numbers: Vec<u32> = numbers.into_iter().collect();
        let memos: Vec<String> = numbers.iter().map(|number| self.memo(*number)).collect();
        let blocks = self.blocks();
        let wrong = blocks.not_once(memos.iter().map(String::as_str));
        assert_eq!(wrong, Vec::<String>::new());
        let all = format!("<{} ", self.name);
        assert_eq!(blocks.with_memo(&all).count(), numbers.len());
        let sum: u128 = numbers.into_iter().map(amount).sum();
        assert_eq!(self.received(), sum);
        assert_eq!(self.has(MONEY), WEALTH - sum);
    }

    /// What the other one has received.
    pub fn received(&self) -> u128 {
        self.straight().balance(&self.to, MONEY).unwrap().u128()
    }

    /// What the payer has of a denom.
    pub fn has(&self, denom: &str) -> u128 {
        self.straight().balance(&self.from, denom).unwrap().u128()
    }

    /// The sequence of the payer's next transaction.
    pub fn sequence(&self) -> u64 {
        let options = Options {
            gas_limit: Some(1),
            ..Options::default()
        };
        let signed = self
            .straight()
            .sign(&self.from, vec![self.message(0)], &options);
        signed.unwrap().sequence
    }

    /// A new client, past any proxy.
    fn straight(&self) -> Node {
        let mut config = self.node.config().clone();
        config.rpc.clone_from(&self.rpc);
        client(config, &self.name)
    }
}

/// What a payment pays.
fn amount(number: u32) -> u128 {
    10_000 + u128::from(number)
}

fn client(config: ChainConfig, name: &str) -> Node {
    let mut node = Node::connect(config).unwrap();
    node.add_key(SecretKey::for_tests(name)).unwrap();
    node
}
