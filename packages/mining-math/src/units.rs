//! Coins, algorithms and their customary units.

use crate::{
    error::MathError,
    ratio::Ratio,
    subsidy::{
        dogecoin_subsidy, monero_subsidy, zcash_countdown, zcash_miner_subsidy, HalvingCountdown,
        BITCOIN_HALVINGS, LITECOIN_HALVINGS,
    },
};

/// Base units of a coin with eight decimals.
pub(crate) const BASE_UNITS_8: u128 = 100_000_000;

/// Seconds of a day, the span that hashprice and hashcost are quoted for.
pub const SECONDS_PER_DAY: u64 = 86_400;

/// A proof-of-work algorithm with its unit of hashrate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// Bitcoin's double SHA-256, in TH/s and J/TH.
    Sha256d,
    /// Litecoin's and Dogecoin's scrypt(1024, 1, 1), in GH/s and J/GH.
    Scrypt,
    /// Zcash's Equihash(200, 9), in kSol/s and J/kSol.
    Equihash,
    /// Monero's RandomX, in kH/s and J/kH.
    RandomX,
}

impl Algorithm {
    /// Every algorithm.
    pub const ALL: [Self; 4] = [Self::Sha256d, Self::Scrypt, Self::Equihash, Self::RandomX];

    /// The name in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256d => "sha256d",
            Self::Scrypt => "scrypt",
            Self::Equihash => "equihash",
            Self::RandomX => "randomx",
        }
    }

    /// H/s (or Sol/s) of one customary unit.
    pub const fn unit_hs(self) -> u128 {
        match self {
            Self::Sha256d => 1_000_000_000_000,
            Self::Scrypt => 1_000_000_000,
            Self::Equihash | Self::RandomX => 1_000,
        }
    }

    /// The customary unit of hashrate.
    pub const fn hashrate_unit(self) -> &'static str {
        match self {
            Self::Sha256d => "TH/s",
            Self::Scrypt => "GH/s",
            Self::Equihash => "kSol/s",
            Self::RandomX => "kH/s",
        }
    }

    /// The customary unit of efficiency: joules for one unit's hashes of one second.
    pub const fn efficiency_unit(self) -> &'static str {
        match self {
            Self::Sha256d => "J/TH",
            Self::Scrypt => "J/GH",
            Self::Equihash => "J/kSol",
            Self::RandomX => "J/kH",
        }
    }

    /// The algorithm of that [`name`](Self::name), in any case.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|algorithm| algorithm.name().eq_ignore_ascii_case(name))
    }

    /// A hashrate in customary units as H/s: `hashrate_hs_floor(8 TH/s)` is `8 * 10^12`.
    ///
    /// # Errors
    /// [`MathError::Overflow`], [`MathError::ResultTooLarge`].
    pub fn hashrate_hs_floor(self, units: Ratio) -> Result<u128, MathError> {
        units.times(Ratio::integer(self.unit_hs()))?.floor_u128()
    }

    /// H/s in customary units, exact.
    ///
    /// # Errors
    /// None for any value; the type carries those of [`Ratio`].
    pub fn hashrate_units(self, hashrate_hs: u128) -> Result<Ratio, MathError> {
        Ratio::new(hashrate_hs, self.unit_hs())
    }

    /// Joules per customary unit: `watts * unit / hashrate`, as a watt is a joule a second.
    ///
    /// # Errors
    /// [`MathError::Zero`] for zero hashrate.
    pub fn efficiency(self, watts: u64, hashrate_hs: u128) -> Result<Ratio, MathError> {
        Ratio::integer(watts).over(self.hashrate_units(hashrate_hs)?)
    }

    /// Watts of a rig from its efficiency in joules per customary unit.
    ///
    /// # Errors
    /// [`MathError::Overflow`], [`MathError::ResultTooLarge`].
    pub fn watts_ceil(self, efficiency: Ratio, hashrate_hs: u128) -> Result<u64, MathError> {
        let watts = efficiency
            .times(self.hashrate_units(hashrate_hs)?)?
            .ceil_u128()?;
        u64::try_from(watts).map_err(|_| MathError::ResultTooLarge {
            value: Box::new(watts.into()),
            bits: 64,
        })
    }
}

/// What the formulas need to know of a coin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coin {
    /// Ticker symbol.
    pub symbol: &'static str,
    /// Decimals of the coin's base unit (satoshi, litoshi, koinu, zatoshi, piconero).
    pub decimals: u8,
    /// Proof-of-work algorithm.
    pub algorithm: Algorithm,
    /// Mean seconds between blocks that the difficulty aims at.
    pub block_seconds: u64,
    /// Expected hashes per block at the difficulty 1 that the coin's nodes publish.
    pub hashes_per_difficulty: u64,
}

/// Bitcoin.
pub const BTC: Coin = Coin {
    symbol: "BTC",
    decimals: 8,
    algorithm: Algorithm::Sha256d,
    block_seconds: 600,
    hashes_per_difficulty: 1 << 32,
};

/// Litecoin; its nodes publish difficulty against Bitcoin's difficulty-1 target.
pub const LTC: Coin = Coin {
    symbol: "LTC",
    decimals: 8,
    algorithm: Algorithm::Scrypt,
    block_seconds: 150,
    hashes_per_difficulty: 1 << 32,
};

/// Dogecoin; its nodes publish difficulty against Bitcoin's difficulty-1 target.
pub const DOGE: Coin = Coin {
    symbol: "DOGE",
    decimals: 8,
    algorithm: Algorithm::Scrypt,
    block_seconds: 60,
    hashes_per_difficulty: 1 << 32,
};

/// Zcash since Blossom; difficulty 1 is its proof-of-work limit `0x1f07ffff`, about `2^243`.
pub const ZEC: Coin = Coin {
    symbol: "ZEC",
    decimals: 8,
    algorithm: Algorithm::Equihash,
    block_seconds: 75,
    hashes_per_difficulty: 1 << 13,
};

/// Monero; its difficulty is the number of hashes per block.
pub const XMR: Coin = Coin {
    symbol: "XMR",
    decimals: 12,
    algorithm: Algorithm::RandomX,
    block_seconds: 120,
    hashes_per_difficulty: 1,
};

/// Every coin of this crate.
pub const COINS: [Coin; 5] = [BTC, LTC, DOGE, ZEC, XMR];

impl Coin {
    /// The coin of that symbol, in any case.
    pub fn by_symbol(symbol: &str) -> Option<Self> {
        COINS
            .into_iter()
            .find(|coin| coin.symbol.eq_ignore_ascii_case(symbol))
    }

    /// Base units that the block at `height` pays its miner, without fees.
    ///
    /// # Errors
    /// [`MathError::SubsidyUndefined`] for heights at which it is no function of the height, and for a
    /// coin outside [`COINS`].
    pub fn miner_subsidy(&self, height: u64) -> Result<u128, MathError> {
        match self.symbol {
            "BTC" => Ok(BITCOIN_HALVINGS.subsidy(height)),
            "LTC" => Ok(LITECOIN_HALVINGS.subsidy(height)),
            "DOGE" => dogecoin_subsidy(height),
            "ZEC" => Ok(zcash_miner_subsidy(height)),
            "XMR" => monero_subsidy(height),
            coin => Err(MathError::SubsidyUndefined { coin, height }),
        }
    }

    /// The next halving as seen from `height`; none for coins with a tail emission.
    pub fn halving_countdown(&self, height: u64) -> Option<HalvingCountdown> {
        match self.symbol {
            "BTC" => BITCOIN_HALVINGS.countdown(height),
            "LTC" => LITECOIN_HALVINGS.countdown(height),
            "ZEC" => zcash_countdown(height),
            _ => None,
        }
    }
}
