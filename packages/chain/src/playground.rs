//! What only tests and demos do to a chain.

use anyhow::Result;
use cosmwasm_std::{Addr, Coin};
use k256::ecdsa::SigningKey;
use ripemd::Ripemd160;
use sha2::{Digest, Sha256};

use crate::{address_of, AddressError, Chain};

/// A chain on which anybody can be anybody, and coins come out of nothing.
pub trait Playground: Chain {
    /// The account of a person, by name: [`person_address`], the same on every chain with the same
    /// prefix. A node gives it coins for its fees before its first transaction.
    fn account(&mut self, name: &str) -> Addr;

    /// Gives an account native coins out of nothing.
    ///
    /// # Errors
    /// The chain has no such denom.
    fn fund(&mut self, account: &Addr, coins: Vec<Coin>) -> Result<()>;

    /// Lets time pass until the newest block is at this second or later; does nothing where it is.
    ///
    /// # Errors
    /// The chain stands still.
    fn wait_until(&mut self, time_seconds: u64) -> Result<()>;

    /// How long a block takes, in whole seconds, rounded up: to plan by, not to rely on.
    fn block_seconds(&self) -> u64;
}

/// The key of a person of a test or demo. It is derived from the name: **never for real money**.
///
/// # Panics
/// Never in practice: SHA-256 would have to give zero or a number above the curve's order.
#[must_use]
#[allow(clippy::expect_used)]
pub fn person_key(name: &str) -> SigningKey {
    let secret = Sha256::digest(format!("rigshare test account, not for real money: {name}"));
    SigningKey::from_slice(&secret).expect("SHA-256 of a name is a valid secret")
}

/// The address of a person of a test or demo: that of [`person_key`].
///
/// # Errors
/// The prefix can't begin an address.
pub fn person_address(prefix: &str, name: &str) -> Result<Addr, AddressError> {
    key_address(prefix, &person_key(name))
}

/// The address of a key: RIPEMD-160 of SHA-256 of the compressed public key.
///
/// # Errors
/// The prefix can't begin an address.
pub fn key_address(prefix: &str, key: &SigningKey) -> Result<Addr, AddressError> {
    let public = key.verifying_key().to_encoded_point(true);
    address_of(
        prefix,
        &Ripemd160::digest(Sha256::digest(public.as_bytes())),
    )
}
