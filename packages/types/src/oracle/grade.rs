//! How much is known of a report.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{StdError, StdResult};

/// How much is known of a report. Each grade includes those before it.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// A quorum of reporters agrees within the spread.
    Attested,
    /// And the gross is no more than the registered hashrate can have earned in the network.
    Plausible,
}

impl Grade {
    /// As it is stored.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Attested => 0,
            Self::Plausible => 1,
        }
    }

    /// Reads [`Grade::number`].
    pub(crate) fn from_number(number: u8) -> StdResult<Self> {
        match number {
            0 => Ok(Self::Attested),
            1 => Ok(Self::Plausible),
            other => Err(StdError::parse_err("grade", format!("{other} is no grade"))),
        }
    }
}

impl std::fmt::Display for Grade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Attested => "attested",
            Self::Plausible => "plausible",
        })
    }
}
