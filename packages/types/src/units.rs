//! Denoms, basis points and the limits of text.

use std::fmt;
use std::str::FromStr;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Api, StdError, StdResult};

/// Ten thousand basis points are the whole.
pub const BPS_WHOLE: u16 = 10_000;

/// The longest name, location, pool, worker or address that a message may carry, in bytes.
pub const MAX_TEXT_BYTES: usize = 128;

/// The longest denom that a chain of the Cosmos SDK takes, in bytes.
pub const MAX_DENOM_BYTES: usize = 128;

/// What stands before a cw20 contract's address in the written form of a denom.
const CW20_PREFIX: &str = "cw20:";

/// A kind of money.
#[cw_serde]
#[derive(Eq, PartialOrd, Ord)]
pub enum Denom {
    /// A coin of the bank module: the staking token, an IBC coin or a token-factory coin.
    Native(String),
    /// A cw20 contract, by its address.
    Cw20(String),
}

impl Denom {
    /// Checks the form of the denom, and of a cw20 contract's address with the chain's own rules.
    ///
    /// # Errors
    /// The denom is not one of the Cosmos SDK (a letter, then letters, digits and `/:._-`, 3 to
    /// [`MAX_DENOM_BYTES`] bytes in all), or not an address of this chain.
    pub fn validate(&self, api: &dyn Api) -> StdResult<()> {
        match self {
            Self::Native(denom) if denom.starts_with(CW20_PREFIX) => {
                Err(StdError::generic_err(format!(
                    "a bank denom can't begin with {CW20_PREFIX}: {:?}",
                    start_of(denom)
                )))
            }
            Self::Native(denom) if !(3..=MAX_DENOM_BYTES).contains(&denom.len()) => {
                Err(StdError::generic_err(format!(
                    "denom {:?} is not 3 to {MAX_DENOM_BYTES} bytes long",
                    start_of(denom)
                )))
            }
            Self::Native(denom) if !is_bank_denom(denom) => Err(StdError::generic_err(format!(
                "denom {:?} is not a letter, then letters, digits and /:._-",
                start_of(denom)
            ))),
            Self::Native(_) => Ok(()),
            Self::Cw20(address) => api.addr_validate(address).map(|_| ()),
        }
    }

    /// The key under which contracts store what they hold of this denom: the bank's denom itself, or
    /// `cw20:` and the contract's address. The two can't meet: [`Denom::validate`] refuses bank
    /// denoms with that prefix.
    #[must_use]
    pub fn key(&self) -> String {
        self.to_string()
    }
}

/// The Cosmos SDK's rule for the characters of a denom.
fn is_bank_denom(denom: &str) -> bool {
    denom.starts_with(|first: char| first.is_ascii_alphabetic())
        && denom
            .chars()
            .all(|next| next.is_ascii_alphanumeric() || "/:._-".contains(next))
}

/// The first 40 characters; `{:.40?}` would not cut anything off.
fn start_of(text: &str) -> String {
    text.chars().take(40).collect()
}

impl fmt::Display for Denom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Native(denom) => f.write_str(denom),
            Self::Cw20(address) => write!(f, "{CW20_PREFIX}{address}"),
        }
    }
}

impl FromStr for Denom {
    type Err = StdError;

    fn from_str(text: &str) -> StdResult<Self> {
        match text.strip_prefix(CW20_PREFIX) {
            Some("") => Err(StdError::generic_err("cw20: without an address")),
            Some(address) => Ok(Self::Cw20(address.to_owned())),
            None if text.is_empty() => Err(StdError::generic_err("an empty denom")),
            None => Ok(Self::Native(text.to_owned())),
        }
    }
}
