//! Who pays: an account of the devnet that the devnet's own faucet fills.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use anyhow::Result;
use cosmwasm_std::{Addr, BankMsg, Coin};
use rigshare_chain::{address_of, canonical, Chain, Included, Playground};
use rigshare_node::{Devnet, Options};

use super::error::FaucetError;
use super::rates::Rates;

/// What a visitor gets, base units: 1,000 STAKE for fees and trade, 5,000 USDC for shares, and a tenth of
/// a bitcoin, as rigs pay it.
const GIFT: [(&str, u128); 3] = [
    ("ustake", 1_000_000_000),
    ("uusdc", 5_000_000_000),
    ("wsat", 10_000_000),
];

/// For so many gifts the account is filled at once.
const GIFTS_AT_ONCE: u128 = 1_000;

/// The account that pays. It is not the devnet's own faucet, whose transactions others count.
const ACCOUNT: &str = "faucet for visitors";

/// Pays visitors, one after another.
pub struct Payer {
    chain_id: String,
    prefix: String,
    gift: Vec<Coin>,
    rates: Mutex<Rates>,
    purse: Mutex<Purse>,
}

struct Purse {
    devnet: Devnet,
    account: Addr,
}

impl Payer {
    /// Pays on the devnet of a folder.
    ///
    /// # Errors
    /// No devnet runs there, or it can't fill the account.
    pub fn open(home: &Path) -> Result<Self> {
        let mut devnet = Devnet::open(home)?;
        let account = devnet.paying_account(ACCOUNT)?;
        let gift = GIFT.map(|(denom, amount)| Coin::new(amount, denom));
        let payer = Self {
            chain_id: devnet.id().to_owned(),
            prefix: devnet.prefix().to_owned(),
            gift: gift.to_vec(),
            rates: Mutex::default(),
            purse: Mutex::new(Purse { devnet, account }),
        };
        locked(&payer.purse).fill(&payer.gift)?;
        Ok(payer)
    }

    /// The chain.
    pub fn chain_id(&self) -> &str {
        &self.chain_id
    }

    /// What a visitor gets.
    pub fn gift(&self) -> &[Coin] {
        &self.gift
    }

    /// Sends coins to an address.
    ///
    /// # Errors
    /// There is no such address; it is not its turn; or the chain refuses.
    pub fn give(&self, address: &str) -> Result<(Addr, Included), FaucetError> {
        // In one spelling, so that nobody asks twice.
        let address = address_of(&self.prefix, canonical(&self.prefix, address)?.as_slice())?;
        locked(&self.rates).take(address.as_str(), Instant::now())?;
        match locked(&self.purse).send(&address, &self.gift) {
            Ok(included) => Ok((address, included)),
            Err(error) => {
                locked(&self.rates).return_turn(address.as_str());
                Err(FaucetError::Chain(error))
            }
        }
    }
}

impl Purse {
    fn send(&mut self, address: &Addr, gift: &[Coin]) -> Result<Included> {
        self.fill(gift)?;
        let message = BankMsg::Send {
            to_address: address.to_string(),
            amount: gift.to_vec(),
        };
        let node = self.devnet.node();
        Ok(node.submit_with(&self.account, vec![message.into()], &Options::default())?)
    }

    /// Sees to it that there is enough for a gift and its fee.
    fn fill(&mut self, gift: &[Coin]) -> Result<()> {
        let mut missing = Vec::new();
        for coin in gift {
            let has = self.devnet.balance(&self.account, &coin.denom)?;
            if has.u128() < coin.amount.u128().saturating_mul(2) {
                let many = coin.amount.u128().saturating_mul(GIFTS_AT_ONCE);
                missing.push(Coin::new(many, &coin.denom));
            }
        }
        self.devnet.fund(&self.account, missing)
    }
}

/// What a thread that panicked has left is still right: each field is set whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
