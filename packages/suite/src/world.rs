//! The world: a chain, the suite on it, and the people who use it.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Coin, Event, Uint128};
use cw_multi_test::{AppResponse, BankSudo, Executor, SudoMsg};
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::chain::{self, ChainApp};
use crate::deploy;
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
pub struct World {
    /// The chain.
    pub app: ChainApp,
    /// Where everything stands.
    pub at: Addresses,
    /// With what the world began.
    pub setup: Setup,
    /// The reporters' keys, in the order of the setup.
    pub reporters: Vec<ReporterKey>,
    /// Every transaction that went through, oldest first.
    pub transactions: Vec<Transaction>,
    /// Seconds a block takes when time is advanced.
    pub block_seconds: u64,
    names: BTreeMap<Addr, String>,
}

impl World {
    /// Starts a chain and deploys the suite.
    ///
    /// # Errors
    /// A contract refuses its instantiation.
    pub fn new(setup: Setup) -> Result<Self, WorldError> {
        let mut app = chain::start(&setup.chain_id, setup.start_seconds);
        let reporters: Vec<_> = setup
            .reporters
            .iter()
            .map(|name| ReporterKey::derive(name))
            .collect();
        let at = deploy::deploy(&mut app, &setup, &reporters)?;
        Ok(Self {
            app,
            at,
            setup,
            reporters,
            transactions: Vec::new(),
            block_seconds: 6,
            names: BTreeMap::new(),
        })
    }

    /// The account of a person, by name.
    pub fn account(&mut self, name: &str) -> Addr {
        let address = self.app.api().addr_make(name);
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

    /// The chain's time.
    #[must_use]
    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    /// The chain's epoch.
    ///
    /// # Errors
    /// The chain's time is before the clock's first epoch.
    pub fn epoch(&self) -> Result<u32, WorldError> {
        Ok(self.clock().epoch_at(self.now())?)
    }

    /// Lets time pass, with the blocks that belong to it.
    pub fn advance(&mut self, seconds: u64) {
        let blocks = (seconds / self.block_seconds).max(1);
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height += blocks;
        });
    }

    /// Lets time pass up to a second that lies ahead; does nothing where it does not.
    pub fn advance_to(&mut self, time_seconds: u64) {
        let now = self.now();
        if time_seconds > now {
            self.advance(time_seconds - now);
        }
    }

    /// Gives an account native coins out of nothing.
    ///
    /// # Errors
    /// The bank refuses.
    pub fn fund(&mut self, account: &Addr, amount: u128, denom: &str) -> Result<(), WorldError> {
        self.app.sudo(SudoMsg::Bank(BankSudo::Mint {
            to_address: account.to_string(),
            amount: vec![Coin::new(amount, denom)],
        }))?;
        Ok(())
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
                self.app
                    .execute_contract(owner, Addr::unchecked(contract), &mint, &[])?;
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
            Denom::Native(denom) => Ok(self.app.wrap().query_balance(account, denom)?.amount),
            Denom::Cw20(contract) => {
                let query = cw20::Cw20QueryMsg::Balance {
                    address: account.to_string(),
                };
                let balance: cw20::BalanceResponse =
                    self.app.wrap().query_wasm_smart(contract, &query)?;
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
        msg: &(impl Serialize + std::fmt::Debug),
        funds: &[Coin],
    ) -> Result<AppResponse, WorldError> {
        let response = self
            .app
            .execute_contract(sender.clone(), contract.clone(), msg, funds)?;
        let block = self.app.block_info();
        let events = response
            .events
            .iter()
            .filter(|event| event.ty.starts_with("wasm-rigshare_"));
        self.transactions.push(Transaction {
            height: block.height,
            time_seconds: block.time.seconds(),
            events: events.cloned().collect(),
        });
        Ok(response)
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
        Ok(self.app.wrap().query_wasm_smart(contract, msg)?)
    }
}
