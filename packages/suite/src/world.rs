//! The world: a chain, the suite on it, and the people who use it.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Coin, Event, Uint128};
use rigshare_chain::{Included, Playground};
use rigshare_deploy::Manifest;
use rigshare_types::nft::NewRig;
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::deploy::{self, Code};
use crate::embedded::Embedded;
use crate::reports::ReporterKey;
use crate::setup::Setup;

/// What a message was refused with. The contract's own typed error is found by `downcast_ref`.
pub type WorldError = anyhow::Error;

/// Where everything stands.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// The rig registry and the shares.
    pub hashrate_nft: Addr,
    /// The ledger of earnings.
    pub oracle: Addr,
    /// The join of the two.
    pub distributor: Addr,
    /// Asks and offers.
    pub marketplace: Addr,
    /// A cw20 token in which rigs may pay.
    pub cw20: Addr,
    /// Owns the contracts and deployed them.
    pub owner: Addr,
    /// Approves rigs.
    pub registrar: Addr,
    /// Pauses.
    pub pauser: Addr,
    /// Gets the protocol's fees.
    pub protocol: Addr,
}

/// A transaction that went through.
#[derive(Clone, Debug)]
pub struct Transaction {
    /// The block's height.
    pub height: u64,
    /// The block's time.
    pub time_seconds: u64,
    /// The rigshare events in the order in which they were emitted.
    pub events: Vec<Event>,
}

/// A chain, the suite on it, and the people who use it.
pub struct World<C = Embedded> {
    /// The chain.
    pub chain: C,
    /// Where everything stands.
    pub at: Addresses,
    /// With what the world began.
    pub setup: Setup,
    /// The reporters' keys, in the order of the setup.
    pub reporters: Vec<ReporterKey>,
    /// Every transaction that went through, oldest first.
    pub transactions: Vec<Transaction>,
    names: BTreeMap<Addr, String>,
}

impl World {
    /// Starts an embedded chain and deploys the suite.
    ///
    /// # Errors
    /// A contract refuses its instantiation.
    pub fn new(setup: Setup) -> Result<Self, WorldError> {
        let chain = Embedded::new(&setup.chain_id, setup.start_seconds);
        Self::on(chain, setup, &Code::embedded()?)
    }

    /// The chain's time.
    #[must_use]
    pub fn now(&self) -> u64 {
        self.chain.app.block_info().time.seconds()
    }

    /// The chain's epoch.
    ///
    /// # Errors
    /// The chain's time is before the clock's first epoch.
    pub fn epoch(&self) -> Result<u32, WorldError> {
        Ok(self.clock().epoch_at(self.now())?)
    }

    /// A Bitcoin rig of 100 shares of 1 TH/s, that starts with the next epoch, costs no electricity,
    /// takes no fee and pays wrapped bitcoin 1:1: change what a test is about.
    #[must_use]
    pub fn sample_rig(&self) -> NewRig {
        let epoch = self.clock().epoch_at(self.now()).unwrap_or_default();
        self.setup.sample_rig(epoch + 1, self.transactions.len())
    }

    /// Lets time pass, with the blocks that belong to it.
    pub fn advance(&mut self, seconds: u64) {
        self.chain.advance(seconds);
    }

    /// Lets time pass up to a second that lies ahead; does nothing where it does not.
    pub fn advance_to(&mut self, time_seconds: u64) {
        let wait = time_seconds.saturating_sub(self.now());
        if wait > 0 {
            self.advance(wait);
        }
    }
}

impl<C: Playground> World<C> {
    /// Deploys the suite on a chain.
    ///
    /// # Errors
    /// The chain refuses the code, or a contract its instantiation.
    pub fn on(chain: C, setup: Setup, code: &Code) -> Result<Self, WorldError> {
        Self::going_on(chain, setup, code, None, |_| Ok(()))
    }

    /// Deploys the suite on a chain, or goes on with the one there: `before` is what was deployed of it.
    /// What stands is given to `keep` after every step.
    ///
    /// # Errors
    /// As [`Self::on`]; another suite was deployed; or what `keep` fails with.
    pub fn going_on(
        mut chain: C,
        setup: Setup,
        code: &Code,
        before: Option<Manifest>,
        keep: impl FnMut(&Manifest) -> Result<(), WorldError>,
    ) -> Result<Self, WorldError> {
        let reporters = setup.reporter_keys();
        let at = deploy::deploy(&mut chain, &setup, code, before, keep)?;
        Ok(Self {
            chain,
            at,
            setup,
            reporters,
            transactions: Vec::new(),
            names: BTreeMap::new(),
        })
    }

    /// The account of a person, by name.
    pub fn account(&mut self, name: &str) -> Addr {
        let address = self.chain.account(name);
        self.names.insert(address.clone(), name.to_owned());
        address
    }

    /// The name of an account, or its address where it has none.
    #[must_use]
    pub fn name_of(&self, address: &str) -> String {
        self.names
            .get(&Addr::unchecked(address))
            .cloned()
            .unwrap_or_else(|| address.to_owned())
    }

    /// The suite's clock.
    #[must_use]
    pub fn clock(&self) -> EpochClock {
        self.setup.clock
    }

    /// The time of the chain's newest block.
    ///
    /// # Errors
    /// The chain does not answer.
    pub fn time(&self) -> Result<u64, WorldError> {
        Ok(self.chain.latest()?.time_seconds)
    }

    /// Lets time pass up to a second that lies ahead; does nothing where it does not.
    ///
    /// # Errors
    /// The chain stands still.
    pub fn wait_until(&mut self, time_seconds: u64) -> Result<(), WorldError> {
        self.chain.wait_until(time_seconds)
    }

    /// Gives an account native coins out of nothing.
    ///
    /// # Errors
    /// The chain has no such denom.
    pub fn fund(&mut self, account: &Addr, amount: u128, denom: &str) -> Result<(), WorldError> {
        self.chain.fund(account, vec![Coin::new(amount, denom)])
    }

    /// Gives an account any denom out of nothing.
    ///
    /// # Errors
    /// The bank or the cw20 contract refuses.
    pub fn fund_denom(
        &mut self,
        account: &Addr,
        amount: u128,
        denom: &Denom,
    ) -> Result<(), WorldError> {
        match denom {
            Denom::Native(denom) => self.fund(account, amount, denom),
            Denom::Cw20(contract) => {
                let mint = cw20::Cw20ExecuteMsg::Mint {
                    recipient: account.to_string(),
                    amount: Uint128::new(amount),
                };
                let owner = self.at.owner.clone();
                self.chain
                    .execute(&owner, &Addr::unchecked(contract), &mint, &[])?;
                Ok(())
            }
        }
    }

    /// What an account holds of a denom.
    ///
    /// # Errors
    /// The bank or the cw20 contract refuses the query.
    pub fn balance(&self, account: &Addr, denom: &Denom) -> Result<Uint128, WorldError> {
        match denom {
            Denom::Native(denom) => self.chain.balance(account, denom),
            Denom::Cw20(contract) => {
                let query = cw20::Cw20QueryMsg::Balance {
                    address: account.to_string(),
                };
                let balance: cw20::BalanceResponse =
                    self.chain.query(&Addr::unchecked(contract), &query)?;
                Ok(balance.balance)
            }
        }
    }

    /// Sends a message to a contract as a transaction of its own.
    ///
    /// # Errors
    /// The contract's typed error; nothing is changed then.
    pub fn execute(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        msg: &impl Serialize,
        funds: &[Coin],
    ) -> Result<Included, WorldError> {
        let included = self.chain.execute(sender, contract, msg, funds)?;
        let events = included
            .events
            .iter()
            .filter(|event| event.ty.starts_with("wasm-rigshare_"));
        self.transactions.push(Transaction {
            height: included.block.height,
            time_seconds: included.block.time_seconds,
            events: events.cloned().collect(),
        });
        Ok(included)
    }

    /// Asks a contract.
    ///
    /// # Errors
    /// The contract refuses the query.
    pub fn query<T: DeserializeOwned>(
        &self,
        contract: &Addr,
        msg: &impl Serialize,
    ) -> Result<T, WorldError> {
        self.chain.query(contract, msg)
    }
}
