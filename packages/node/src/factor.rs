//! Exact decimal factors: gas prices and gas adjustments. No float ever touches a fee.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most decimal places that a chain's prices have.
const MAX_DECIMALS: usize = 18;

/// A text is no decimal factor.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{text:?} is no decimal number such as \"0.025\" with at most {MAX_DECIMALS} places")]
pub struct NoFactor {
    /// What was given.
    pub text: String,
}

/// An exact decimal number, not negative: `numerator / 10^decimals`.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Factor {
    numerator: u64,
    decimals: u32,
}

impl Factor {
    /// So many tenths.
    #[must_use]
    pub const fn tenths(number: u64) -> Self {
        Self {
            numerator: number,
            decimals: 1,
        }
    }

    /// An amount times the factor, rounded up.
    ///
    /// Both are below 2^64, so that the product is below 2^128; the divisor is at most 10^18.
    #[must_use]
    pub const fn times_rounded_up(self, amount: u64) -> u128 {
        (amount as u128 * self.numerator as u128).div_ceil(10_u128.pow(self.decimals))
    }

    /// Whether it is below one.
    #[must_use]
    pub const fn is_below_one(self) -> bool {
        (self.numerator as u128) < 10_u128.pow(self.decimals)
    }
}

impl FromStr for Factor {
    type Err = NoFactor;

    fn from_str(text: &str) -> Result<Self, NoFactor> {
        let refuse = || NoFactor {
            text: text.to_owned(),
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) {
            return Err(refuse());
        }
        // "0.025000000000000000000" is what some nodes answer.
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > MAX_DECIMALS {
            return Err(refuse());
        }
        let numerator = format!("{whole}{fraction}").parse().map_err(|_| refuse())?;
        let decimals = u32::try_from(fraction.len()).map_err(|_| refuse())?;
        Ok(Self {
            numerator,
            decimals,
        })
    }
}

impl TryFrom<String> for Factor {
    type Error = NoFactor;

    fn try_from(text: String) -> Result<Self, NoFactor> {
        text.parse()
    }
}

impl From<Factor> for String {
    fn from(factor: Factor) -> Self {
        factor.to_string()
    }
}

impl fmt::Display for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let divisor = 10_u128.pow(self.decimals);
        let (whole, fraction) = (
            u128::from(self.numerator) / divisor,
            u128::from(self.numerator) % divisor,
        );
        match self.decimals as usize {
            0 => write!(f, "{whole}"),
            width => write!(f, "{whole}.{fraction:0width$}"),
        }
    }
}

impl fmt::Debug for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
