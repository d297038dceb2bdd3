//! Reads what mining pools' APIs answer into exact daily earnings.
//!
//! Every figure is taken from the digits of the answer, as text, and turned into integer base units
//! (satoshi, litoshi, piconero, zatoshi); nothing passes through a float. What an answer does not
//! say is not in the result: a day without an entry stays a gap, never a zero and never a guess.
//! Whatever cannot be read for certain is a [`PoolError`] that names the place and the value.
//!
//! The caller's part: ask only for days that have ended, and join the pages of a paged method.

mod braiins;
mod daily;
mod decimal;
mod error;
mod f2pool;
mod json;
mod monero_ocean;
mod ocean;
mod time;
mod two_miners;

pub use daily::{DailyEarning, Day, SECONDS_PER_DAY};
pub use error::PoolError;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The longest answer that is read, in bytes: a year of block rewards is well below it.
pub const MOST_ANSWER_BYTES: usize = 16 * 1024 * 1024;

/// The pools whose answers can be read. Each one's file says which API method it reads, and in
/// which units that method answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pool {
    /// Braiins Pool: BTC.
    Braiins,
    /// F2Pool: BTC, LTC, DOGE, ZEC, BCH, ETC.
    F2pool,
    /// OCEAN: BTC.
    Ocean,
    /// 2Miners: ZEC, RVN, XMR, ETC.
    TwoMiners,
    /// MoneroOcean: XMR.
    MoneroOcean,
}

impl Pool {
    /// Every pool, in the order in which errors list them.
    pub const ALL: [Pool; 5] = [
        Pool::Braiins,
        Pool::F2pool,
        Pool::Ocean,
        Pool::TwoMiners,
        Pool::MoneroOcean,
    ];

    /// The name that configuration files and [`Pool::from_str`] use.
    pub fn as_str(self) -> &'static str {
        match self {
            Pool::Braiins => "braiins",
            Pool::F2pool => "f2pool",
            Pool::Ocean => "ocean",
            Pool::TwoMiners => "2miners",
            Pool::MoneroOcean => "moneroocean",
        }
    }

    /// The ticker symbols of the coins whose answers are understood for this pool.
    pub fn coins(self) -> &'static [&'static str] {
        match self {
            Pool::Braiins | Pool::Ocean => &["BTC"],
            Pool::F2pool => &["BTC", "LTC", "DOGE", "ZEC", "BCH", "ETC"],
            Pool::TwoMiners => &["ZEC", "RVN", "XMR", "ETC"],
            Pool::MoneroOcean => &["XMR"],
        }
    }
}

impl fmt::Display for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Pool {
    type Err = PoolError;

    /// Reads a pool's name as [`Pool::as_str`] writes it.
    ///
    /// # Errors
    /// [`PoolError::UnknownPool`], which lists the known ones.
    fn from_str(name: &str) -> Result<Self, PoolError> {
        Pool::ALL
            .into_iter()
            .find(|pool| pool.as_str() == name)
            .ok_or_else(|| PoolError::UnknownPool {
                given: name.to_owned(),
                known: Pool::ALL.map(Pool::as_str).join(", "),
            })
    }
}

/// A mined coin: its ticker and how many decimals its base unit has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coin {
    /// Ticker in capitals, such as `BTC`.
    pub symbol: String,
    /// Decimals of the base unit: 8 for satoshi, litoshi and zatoshi, 12 for piconero.
    pub decimals: u32,
}

impl Coin {
    /// A coin of this ticker whose base unit has so many decimals.
    pub fn new(symbol: impl Into<String>, decimals: u32) -> Self {
        Coin {
            symbol: symbol.into(),
            decimals,
        }
    }
}

/// Reads a pool's answer to the method named in the pool's file, and sums its entries by UTC day.
///
/// Amounts are in base units of `coin`, net of the pool's own fee, as the pool credits them.
///
/// # Errors
/// Any [`PoolError`]. An answer with one unreadable entry is refused whole: half an answer would be
/// a wrong day that looks right.
pub fn parse_daily(
    pool: Pool,
    coin: &Coin,
    text: &str,
) -> Result<BTreeMap<Day, DailyEarning>, PoolError> {
    if text.len() > MOST_ANSWER_BYTES {
        return Err(PoolError::AnswerTooLong {
            bytes: text.len(),
            most: MOST_ANSWER_BYTES,
        });
    }
    if !pool.coins().contains(&coin.symbol.as_str()) {
        return Err(PoolError::WrongCoin {
            pool: pool.as_str(),
            coin: coin.symbol.clone(),
            known: pool.coins().join(", "),
        });
    }
    let days = match pool {
        Pool::Braiins => braiins::read(coin, text),
        Pool::F2pool => f2pool::read(coin, text),
        Pool::Ocean => ocean::read(coin, text),
        Pool::TwoMiners => two_miners::read(coin, text),
        Pool::MoneroOcean => monero_ocean::read(coin, text),
    }?;
    daily::refuse_more_than_a_network(coin, &days)?;
    Ok(days)
}
