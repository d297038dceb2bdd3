//! Expected hashes per block: the one figure through which every coin's difficulty enters a formula.

use cosmwasm_std::Uint512;

use crate::{
    error::MathError,
    ratio::{mul, Ratio},
};

/// Expected hashes (or solutions, for Equihash) until the network finds a block; exact, never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HashesPerBlock(Ratio);

impl HashesPerBlock {
    /// From an exact figure.
    ///
    /// # Errors
    /// [`MathError::Zero`].
    pub fn new(hashes: Ratio) -> Result<Self, MathError> {
        if hashes.is_zero() {
            return Err(MathError::Zero {
                quantity: "hashes per block",
            });
        }
        Ok(Self(hashes))
    }

    /// From a whole number. Monero's difficulty is this number itself.
    ///
    /// # Errors
    /// [`MathError::Zero`].
    pub fn from_count(hashes: impl Into<Uint512>) -> Result<Self, MathError> {
        Self::new(Ratio::integer(hashes))
    }

    /// From a published difficulty and the hashes that difficulty 1 stands for
    /// ([`Coin::hashes_per_difficulty`](crate::units::Coin)): `2^32` for Bitcoin, Litecoin and Dogecoin,
    /// `2^13` for Zcash, 1 for Monero.
    ///
    /// Pools and explorers use this form; [`Target::hashes_per_block`](crate::Target::hashes_per_block) is
    /// exact, and larger by one part in 65,535 (`2^48 / 0xffff` per Bitcoin difficulty).
    ///
    /// # Errors
    /// [`MathError::Zero`], [`MathError::Overflow`].
    pub fn from_difficulty(
        difficulty: Ratio,
        hashes_per_difficulty: u64,
    ) -> Result<Self, MathError> {
        Self::new(difficulty.times(Ratio::integer(hashes_per_difficulty))?)
    }

    /// The network-share form: a network of `network_hs` that finds a block every `block_seconds`.
    ///
    /// A rig's expected part of a span is then `rig_hs / network_hs * seconds / block_seconds` blocks.
    ///
    /// # Errors
    /// [`MathError::Zero`].
    pub fn from_network(network_hs: u128, block_seconds: u64) -> Result<Self, MathError> {
        Self::from_count(mul(network_hs.into(), block_seconds.into())?)
    }

    /// The exact figure.
    pub fn ratio(&self) -> Ratio {
        self.0
    }

    /// The hashrate of a network that needs `block_seconds` for these hashes, rounded down to H/s.
    ///
    /// # Errors
    /// [`MathError::Zero`] for zero seconds, [`MathError::Overflow`], [`MathError::ResultTooLarge`].
    pub fn network_hashrate_floor(&self, block_seconds: u64) -> Result<u128, MathError> {
        self.0.over(Ratio::integer(block_seconds))?.floor_u128()
    }

    /// Expected hashes for one base unit of coin: `hashes per block / base units per block`.
    ///
    /// # Errors
    /// [`MathError::Zero`] for a zero reward, [`MathError::Overflow`].
    pub fn hashes_per_base_unit(&self, reward_per_block: u128) -> Result<Ratio, MathError> {
        self.0.over(Ratio::integer(reward_per_block))
    }
}
