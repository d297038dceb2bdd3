//! The node with the suite on it, and many people who pay and sign without waiting for each other.

use std::path::Path;

use anyhow::{Context, Result};
use cosmwasm_std::{Addr, BankMsg, Coin, CosmosMsg};
use rigshare_chain::{execute, Artifact, Included};
use rigshare_deploy::{Artifacts, Contract};
use rigshare_node::{Devnet, Node, Options, SecretKey};
use rigshare_suite::{Code, Setup, World, CW20};
use rigshare_types::distributor::PayoutDenom;
use rigshare_types::nft::{self, RigMsg};
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;
use serde::Serialize;

/// The denom of fees and of plain bank sends.
pub const FEE_DENOM: &str = "ustake";
/// The denom of sales, asks and royalties.
pub const SALE_DENOM: &str = "uusdc";
/// The denom of payouts.
pub const PAYOUT_DENOM: &str = "wsat";
/// How long an epoch lasts: long enough to close one while the next lasts.
pub const EPOCH_SECONDS: u32 = 6;
/// How long batches are collected after an epoch.
const WINDOW_SECONDS: u64 = 1;
/// What everybody gets of [`FEE_DENOM`] and [`SALE_DENOM`].
const PURSE: u128 = 100_000_000_000;
/// How many messages one transaction of the preparation has.
pub const BATCH: usize = 250;

/// Who approves rigs, as the suite's world calls it.
const REGISTRAR: &str = "suite registrar";

/// The artifact of the collection that gas is compared with.
const CW721: &str = "cw721-plain";

/// The artifact of a contract whose execution does nothing.
const NO_OP: &str = "raw-writer";

/// One transaction of somebody.
pub struct Tx {
    /// Who signs.
    pub sender: Addr,
    /// What it does.
    pub messages: Vec<CosmosMsg>,
}

impl Tx {
    /// A transaction of one message.
    pub fn of(sender: &Addr, message: CosmosMsg) -> Self {
        Self {
            sender: sender.clone(),
            messages: vec![message],
        }
    }
}

/// The node with the suite on it.
pub struct Stage {
    /// The suite.
    pub world: World<Devnet>,
    /// The code of the plain collection.
    pub cw721: Artifact,
    /// The code of a contract that does nothing.
    pub no_op: Artifact,
    /// The size of each of the suite's contracts, bytes.
    pub sizes: Vec<(&'static str, usize)>,
}

impl Stage {
    /// Deploys the suite on the devnet that runs in `home`, from the artifacts below `root`.
    ///
    /// # Errors
    /// No devnet runs there, or an artifact is missing.
    pub fn open(home: &Path, root: &Path) -> Result<Self> {
        let devnet = Devnet::open(home)?;
        let read = |name: &str, folder: &str, script: &str| -> Result<Artifact> {
            let path = root.join(folder).join(format!("{name}.wasm"));
            let wasm = std::fs::read(&path)
                .with_context(|| format!("{}: run {script} first", path.display()))?;
            Ok(Artifact {
                name: name.to_owned(),
                wasm,
            })
        };
        let peer = |name| read(name, "target/peers", "scripts/build-peers.sh");
        let suite: Result<Vec<Artifact>> = Contract::ALL
            .iter()
            .map(|contract| read(contract.name(), "artifacts", "scripts/build-wasm.sh"))
            .collect();
        let suite = Artifacts::new(suite?)?;
        let mut sizes = Vec::new();
        for contract in Contract::ALL {
            sizes.push((contract.name(), suite.find(contract)?.wasm.len()));
        }
        let code = Code {
            suite,
            cw20: peer(CW20)?,
        };
        let mut world = World::on(devnet, setup(), &code)?;
        world.chain.paying_account(REGISTRAR)?;
        Ok(Self {
            world,
            cw721: peer(CW721)?,
            no_op: peer(NO_OP)?,
            sizes,
        })
    }

    /// The client.
    pub fn node(&self) -> &Node {
        self.world.chain.node()
    }

    /// The current epoch.
    ///
    /// # Errors
    /// The node does not answer.
    pub fn epoch(&self) -> Result<u32> {
        Ok(self.world.clock().epoch_at(self.world.time()?)?)
    }

    /// Waits until an epoch has begun.
    ///
    /// # Errors
    /// The chain stands still.
    pub fn wait_for_epoch(&mut self, epoch: u32) -> Result<()> {
        self.world.wait_until(self.world.clock().start_of(epoch))
    }

    /// Accounts with coins that have signed a transaction already: the first one of an account stores
    /// its public key.
    ///
    /// # Errors
    /// The faucet can't pay.
    pub fn people(&mut self, names: &[String]) -> Result<Vec<Addr>> {
        let mut people = Vec::with_capacity(names.len());
        for name in names {
            let key = SecretKey::for_tests(&format!("gas {name}"));
            people.push(self.world.chain.node_mut().add_key(key)?);
        }
        let purse = [PAYOUT_DENOM, SALE_DENOM, FEE_DENOM];
        let gifts = people.iter().map(|person| -> CosmosMsg {
            let mut amount: Vec<Coin> =
                purse.iter().map(|denom| Coin::new(PURSE, *denom)).collect();
            amount.sort_by(|a, b| a.denom.cmp(&b.denom));
            BankMsg::Send {
                to_address: person.to_string(),
                amount,
            }
            .into()
        });
        let gifts: Vec<CosmosMsg> = gifts.collect();
        let faucet = self.world.chain.faucet().clone();
        for gifts in gifts.chunks(BATCH) {
            self.send(&faucet, gifts.to_vec())?;
        }
        let first = people.iter().map(|person| {
            let to_itself = BankMsg::Send {
                to_address: person.to_string(),
                amount: vec![Coin::new(1_u128, FEE_DENOM)],
            };
            Tx::of(person, to_itself.into())
        });
        self.send_all(first.collect())?;
        Ok(people)
    }

    /// Submits a transaction and waits for it.
    ///
    /// # Errors
    /// It is refused.
    pub fn send(&self, sender: &Addr, messages: Vec<CosmosMsg>) -> Result<Included> {
        let options = Options::default();
        Ok(self.node().submit_with(sender, messages, &options)?)
    }

    /// Submits transactions at once, and waits for all of them.
    ///
    /// # Errors
    /// One is refused.
    pub fn send_all(&self, transactions: Vec<Tx>) -> Result<Vec<Included>> {
        self.send_all_with(transactions, &Options::default())
    }

    /// As [`Self::send_all`], with options.
    ///
    /// # Errors
    /// One is refused.
    pub fn send_all_with(&self, transactions: Vec<Tx>, options: &Options) -> Result<Vec<Included>> {
        let mut sent = Vec::with_capacity(transactions.len());
        for Tx { sender, messages } in transactions {
            let signed = self.node().sign(&sender, messages, options)?;
            self.node().broadcast(&signed)?;
            sent.push(signed.hash);
        }
        let included = sent.iter().map(|hash| Ok(self.node().wait_for(hash)?));
        included.collect()
    }

    /// A message to hashrate-nft.
    ///
    /// # Errors
    /// It can't be written as JSON.
    pub fn nft(&self, message: &nft::ExecuteMsg) -> Result<CosmosMsg> {
        execute(&self.world.at.hashrate_nft, message, &[])
    }

    /// One of Rigshare's own messages to hashrate-nft.
    ///
    /// # Errors
    /// As [`Self::nft`].
    pub fn rig(&self, msg: RigMsg, funds: &[Coin]) -> Result<CosmosMsg> {
        let message = nft::ExecuteMsg::UpdateExtension { msg };
        execute(&self.world.at.hashrate_nft, &message, funds)
    }

    /// A message to the distributor.
    ///
    /// # Errors
    /// As [`Self::nft`].
    pub fn distributor(&self, message: &impl Serialize, funds: &[Coin]) -> Result<CosmosMsg> {
        execute(&self.world.at.distributor, message, funds)
    }

    /// A message to the marketplace.
    ///
    /// # Errors
    /// As [`Self::nft`].
    pub fn market(&self, message: &impl Serialize, funds: &[Coin]) -> Result<CosmosMsg> {
        execute(&self.world.at.marketplace, message, funds)
    }
}

/// The gas that a transaction used.
///
/// # Errors
/// The chain counts none.
pub fn gas(included: &Included) -> Result<u64> {
    included.gas_used.context("the chain counts no gas")
}

fn setup() -> Setup {
    let native = |denom: &str, asset: &str, decimals| PayoutDenom {
        denom: Denom::Native(denom.to_owned()),
        asset: asset.to_owned(),
        decimals,
    };
    let mut setup = Setup {
        chain_id: "rigshare-devnet-1".to_owned(),
        clock: EpochClock {
            genesis_seconds: 0,
            epoch_seconds: EPOCH_SECONDS,
        },
        denoms: vec![
            native(PAYOUT_DENOM, "BTC", 8),
            native(SALE_DENOM, "USDC", 6),
        ],
        trade_denoms: vec![SALE_DENOM.to_owned()],
        ..Setup::default()
    };
    setup.timing.window_seconds = WINDOW_SECONDS;
    setup
}
