//! Text of flags and files to amounts, denoms, times and lists, and back.

use std::str::FromStr;

use cosmwasm_std::{Coin, Uint128};
use mining_math::ratio::pow10;
use mining_math::Ratio;
use rigshare_deploy::Contract;
use rigshare_types::units::{Denom, BPS_WHOLE};
use serde_json::Value;
use thiserror::Error;

use crate::numbers::{parse_decimal, parse_hashrate};

/// What is wrong with a text that should be a value.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TextError {
    /// It is no amount of base units with its denom.
    #[error("{text:?} is no amount: write base units and the denom, such as 1250000uusdc")]
    Coin {
        /// What was given.
        text: String,
    },
    /// It is no denom.
    #[error("{text:?} is no denom: {why}")]
    Denom {
        /// What was given.
        text: String,
        /// What is wrong with it.
        why: String,
    },
    /// It is no time.
    #[error(
        "{text:?} is no time: write seconds since 1970, or how long from now, such as 30d, 12h, 90m, 45s"
    )]
    Time {
        /// What was given.
        text: String,
    },
    /// It is no percentage of whole basis points.
    #[error("{text:?} is no percentage from 0% to 100% with at most two decimals")]
    Percent {
        /// What was given.
        text: String,
    },
    /// It is no price that fits billionths.
    #[error("{text:?} is no price: {why}")]
    Price {
        /// What was given.
        text: String,
        /// What is wrong with it.
        why: String,
    },
    /// It is no hashrate.
    #[error("{why}")]
    Hashrate {
        /// What is wrong, with the text.
        why: String,
    },
    /// It names something that is no contract of the suite, or one twice.
    #[error("{text:?} is neither all nor some of hashrate-nft,oracle,distributor,marketplace, each once")]
    Contracts {
        /// What was given.
        text: String,
    },
    /// It is no list of whole numbers.
    #[error("{text:?} is no list of whole numbers such as 1,2,5-8: {why}")]
    List {
        /// What was given.
        text: String,
        /// What is wrong with it.
        why: String,
    },
}

/// An amount of base units with its denom, such as `1250000uusdc`.
///
/// # Errors
/// [`TextError::Coin`], [`TextError::Denom`].
pub fn parse_coin(text: &str) -> Result<Coin, TextError> {
    let bad = || TextError::Coin {
        text: text.to_owned(),
    };
    let end = text
        .find(|letter: char| !letter.is_ascii_digit())
        .ok_or_else(bad)?;
    let (amount, denom) = text.split_at(end);
    let amount: Uint128 = amount.parse().map_err(|_| bad())?;
    match parse_denom(denom)? {
        Denom::Native(denom) => Ok(Coin { denom, amount }),
        Denom::Cw20(_) => Err(bad()),
    }
}

/// A denom: of the bank module, or `cw20:` and a contract's address.
///
/// # Errors
/// [`TextError::Denom`].
pub fn parse_denom(text: &str) -> Result<Denom, TextError> {
    let bad = |why: &str| TextError::Denom {
        text: text.to_owned(),
        why: why.to_owned(),
    };
    let denom = Denom::from_str(text).map_err(|error| bad(&error.to_string()))?;
    if let Denom::Native(native) = &denom {
        let begins = native.starts_with(|first: char| first.is_ascii_alphabetic());
        let only = |next: char| next.is_ascii_alphanumeric() || "/:._-".contains(next);
        if !begins || !native.chars().all(only) || !(3..=128).contains(&native.len()) {
            return Err(bad(
                "it must be a letter, then letters, digits and /:._-, 3 to 128 in all",
            ));
        }
    }
    Ok(denom)
}

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Seconds since 1970 UTC.
    At(u64),
    /// Seconds from the chain's present on.
    In(u64),
}

impl Moment {
    /// Seconds since 1970 UTC, where the chain is at `now_seconds`.
    #[must_use]
    pub const fn seconds(self, now_seconds: u64) -> u64 {
        match self {
            Self::At(seconds) => seconds,
            Self::In(seconds) => now_seconds.saturating_add(seconds),
        }
    }
}

/// A point in time: `now`, seconds since 1970, or a length such as `30d` from now on.
///
/// # Errors
/// [`TextError::Time`].
pub fn parse_moment(text: &str) -> Result<Moment, TextError> {
    if text == "now" {
        return Ok(Moment::In(0));
    }
    match text.parse() {
        Ok(seconds) if is_digits(text) => Ok(Moment::At(seconds)),
        _ => parse_seconds(text).map(Moment::In),
    }
}

/// A length of time such as `30d`, `12h`, `90m` or `45s`, in seconds.
///
/// # Errors
/// [`TextError::Time`].
pub fn parse_seconds(text: &str) -> Result<u64, TextError> {
    let bad = || TextError::Time {
        text: text.to_owned(),
    };
    let units = [('s', 1_u64), ('m', 60), ('h', 3_600), ('d', 86_400)];
    let (number, length) = units
        .into_iter()
        .find_map(|(unit, length)| Some((text.strip_suffix(unit)?, length)))
        .ok_or_else(bad)?;
    if !is_digits(number) {
        return Err(bad());
    }
    let number: u64 = number.parse().map_err(|_| bad())?;
    number.checked_mul(length).ok_or_else(bad)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A percentage such as `2.5%`, in basis points.
///
/// # Errors
/// [`TextError::Percent`].
pub fn parse_bps(text: &str) -> Result<u16, TextError> {
    let bps = text
        .strip_suffix('%')
        .and_then(|number| scaled_exactly(number.trim_end(), 2).ok())
        .and_then(|bps| u16::try_from(bps).ok())
        .filter(|bps| *bps <= BPS_WHOLE);
    bps.ok_or_else(|| TextError::Percent {
        text: text.to_owned(),
    })
}

/// A price such as `0.042`, in billionths.
///
/// # Errors
/// [`TextError::Price`].
pub fn parse_nano(text: &str) -> Result<Uint128, TextError> {
    scaled_exactly(text, 9)
        .map(Uint128::new)
        .map_err(|why| TextError::Price {
            text: text.to_owned(),
            why,
        })
}

/// A hashrate such as `234TH/s`, in H/s.
///
/// # Errors
/// [`TextError::Hashrate`].
pub fn parse_hashrate_hs(text: &str) -> Result<Uint128, TextError> {
    parse_hashrate(text)
        .map(Uint128::new)
        .map_err(|why| TextError::Hashrate { why })
}

/// `text * 10^decimals`, which must be whole.
fn scaled_exactly(text: &str, decimals: u8) -> Result<u128, String> {
    let value = parse_decimal(text)?;
    let scaled = pow10(decimals).and_then(|scale| value.times(Ratio::integer(scale)));
    let scaled = scaled.map_err(|error| error.to_string())?;
    match (scaled.floor_u128(), scaled.ceil_u128()) {
        (Ok(floor), Ok(ceil)) if floor == ceil => Ok(floor),
        (Ok(_), Ok(_)) => Err(format!("it has more than {decimals} decimals")),
        _ => Err("it is too large".to_owned()),
    }
}

/// Whole numbers such as `1,2,5-8`, in the order in which they stand.
///
/// # Errors
/// [`TextError::List`].
pub fn parse_numbers(text: &str) -> Result<Vec<u32>, TextError> {
    let bad = |why: String| TextError::List {
        text: text.to_owned(),
        why,
    };
    let mut numbers: Vec<u32> = Vec::new();
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let number = |text: &str| {
            let number = text.trim().parse::<u32>();
            number.map_err(|_| bad(format!("{:?} is none", text.trim())))
        };
        let (first, last) = (number(first)?, number(last)?);
        if last < first {
            return Err(bad(format!("{last} comes before {first}")));
        }
        if last.saturating_sub(first) >= MOST_NUMBERS {
            return Err(bad(format!("{part:?} has more than {MOST_NUMBERS}")));
        }
        for number in first..=last {
            if numbers.contains(&number) {
                return Err(bad(format!("{number} stands twice")));
            }
            numbers.push(number);
        }
    }
    Ok(numbers)
}

/// Contracts of a flag: `all`, or names with commas between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contracts(pub Vec<Contract>);

impl FromStr for Contracts {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        if text == "all" {
            return Ok(Self(Contract::ALL.to_vec()));
        }
        let mut contracts = Vec::new();
        for name in text.split(',') {
            let found = Contract::named(name).filter(|of| !contracts.contains(of));
            contracts.push(found.ok_or_else(|| TextError::Contracts {
                text: text.to_owned(),
            })?);
        }
        Ok(Self(contracts))
    }
}

impl std::fmt::Display for Contracts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.0.iter().map(|of| of.name()).collect();
        f.write_str(&names.join(", "))
    }
}

/// Whole numbers of a flag: see [`parse_numbers`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers(pub Vec<u32>);

impl FromStr for Numbers {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        parse_numbers(text).map(Self)
    }
}

/// The most numbers of one range.
const MOST_NUMBERS: u32 = 4_096;

/// The greatest whole number that every JSON reader keeps exactly.
const EXACT_JSON: u64 = 1 << 53;

/// A value as JSON in which every whole number above 2^53 is a string.
///
/// # Errors
/// The value can't be written as JSON.
pub fn exact_json(value: &impl serde::Serialize) -> serde_json::Result<Value> {
    Ok(exact(serde_json::to_value(value)?))
}

fn exact(value: Value) -> Value {
    match value {
        Value::Number(number) if number.as_u64().is_some_and(|whole| whole > EXACT_JSON) => {
            Value::String(number.to_string())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(exact).collect()),
        Value::Object(fields) => {
            let fields = fields.into_iter();
            Value::Object(fields.map(|(name, value)| (name, exact(value))).collect())
        }
        other => other,
    }
}

/// An amount as it is shown: base units, then the denom.
#[must_use]
pub fn amount(amount: Uint128, denom: &impl std::fmt::Display) -> String {
    format!("{amount} {denom}")
}

/// Basis points as a percentage.
#[must_use]
pub fn percent(bps: u16) -> String {
    let text = format!("{}.{:02}", bps / 100, bps % 100);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}
