//! Addresses: bech32 of a hash, and where a contract will stand before it exists.

use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Hrp};
use cosmwasm_std::{instantiate2_address, Addr, CanonicalAddr};
use thiserror::Error;

use crate::Checksum;

/// What is wrong with an address.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum AddressError {
    /// It is no bech32 text.
    #[error("{address:?} is no address: {why}")]
    NoBech32 {
        /// What was given.
        address: String,
        /// What is wrong with it.
        why: String,
    },
    /// It is one of another chain.
    #[error(
        "{address} is an address of another chain: it begins with {found}, not with {expected}"
    )]
    OtherChain {
        /// What was given.
        address: String,
        /// What it begins with.
        found: String,
        /// What the chain's addresses begin with.
        expected: String,
    },
    /// No address has so few or so many bytes.
    #[error("{address:?} has {bytes} bytes, an address has 20 or 32")]
    Length {
        /// What was given.
        address: String,
        /// Its bytes.
        bytes: usize,
    },
    /// The chain's prefix can't begin an address.
    #[error("{prefix:?} can't begin an address")]
    Prefix {
        /// What was given.
        prefix: String,
    },
    /// Checksum or salt have a length that no chain accepts.
    #[error("the address of salt {salt:?} can't be predicted: {why}")]
    Unpredictable {
        /// What was given.
        salt: String,
        /// What is wrong.
        why: String,
    },
}

/// The address of canonical bytes.
///
/// # Errors
/// The prefix can't begin an address.
pub fn address_of(prefix: &str, canonical: &[u8]) -> Result<Addr, AddressError> {
    let refuse = || AddressError::Prefix {
        prefix: prefix.to_owned(),
    };
    let hrp = Hrp::parse(prefix).map_err(|_| refuse())?;
    let text = bech32::encode::<Bech32>(hrp, canonical).map_err(|_| refuse())?;
    Ok(Addr::unchecked(text))
}

/// The canonical bytes of an address of the chain with this prefix.
///
/// # Errors
/// It is no address, or one of another chain.
pub fn canonical(prefix: &str, address: &str) -> Result<CanonicalAddr, AddressError> {
    let decoded =
        CheckedHrpstring::new::<Bech32>(address).map_err(|error| AddressError::NoBech32 {
            address: address.to_owned(),
            why: error.to_string(),
        })?;
    let found = decoded.hrp().to_lowercase();
    if found != prefix {
        return Err(AddressError::OtherChain {
            address: address.to_owned(),
            found,
            expected: prefix.to_owned(),
        });
    }
    let bytes: Vec<u8> = decoded.byte_iter().collect();
    if ![20, 32].contains(&bytes.len()) {
        return Err(AddressError::Length {
            address: address.to_owned(),
            bytes: bytes.len(),
        });
    }
    Ok(bytes.into())
}

/// Where a contract will stand that `creator` instantiates from code with this checksum and salt
/// (wasmd's `MsgInstantiateContract2` with `fix_msg` off).
///
/// # Errors
/// The creator is no address of the chain, or the salt is empty or longer than 64 bytes.
pub fn predicted_address(
    prefix: &str,
    creator: &Addr,
    checksum: &Checksum,
    salt: &str,
) -> Result<Addr, AddressError> {
    let creator = canonical(prefix, creator.as_str())?;
    let predicted =
        instantiate2_address(checksum.as_bytes(), &creator, salt.as_bytes()).map_err(|error| {
            AddressError::Unpredictable {
                salt: salt.to_owned(),
                why: error.to_string(),
            }
        })?;
    address_of(prefix, &predicted)
}
