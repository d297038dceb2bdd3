//! Accounts' keys: secp256k1, by BIP-39 words and BIP-32 derivation or by a test person's name.

use std::fmt;

use bip32::{DerivationPath, XPrv};
use bip39::{Language, Mnemonic};
use cosmrs::crypto::PublicKey;
use cosmwasm_std::Addr;
use k256::ecdsa::signature::RandomizedSigner;
use k256::ecdsa::{Signature, SigningKey};
use k256::elliptic_curve::rand_core::OsRng;
use rigshare_chain::{key_address, person_key, AddressError};
use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

/// SLIP-44's coin type of the Cosmos Hub, which most chains share.
pub const COSMOS_COIN_TYPE: u32 = 118;

/// What is wrong with a key's source. None of them repeats what was given: it may be most of a secret.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum KeyError {
    /// The words are no mnemonic.
    #[error("these are no BIP-39 words: {why}")]
    Mnemonic {
        /// What is wrong, without the words.
        why: &'static str,
    },
    /// Nothing can be derived for this coin type.
    #[error("no key can be derived for coin type {coin_type}")]
    CoinType {
        /// What was given.
        coin_type: u32,
    },
    /// The bytes are no secret key of the curve.
    #[error("these bytes are no secp256k1 secret key")]
    Bytes,
    /// Entropy has a length that no mnemonic has.
    #[error("a mnemonic has 16, 20, 24, 28 or 32 bytes of entropy, not {bytes}")]
    Entropy {
        /// How many were given.
        bytes: usize,
    },
}

/// An account's secret key. It is wiped from memory when dropped, and never printed.
#[derive(Clone)]
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// The key that wallets derive from a mnemonic: path `m/44'/coin_type'/0'/0/0`, no passphrase.
    ///
    /// # Errors
    /// The words are no English mnemonic, or nothing can be derived.
    pub fn from_mnemonic(words: &str, coin_type: u32) -> Result<Self, KeyError> {
        let mnemonic = Mnemonic::parse_in(Language::English, words).map_err(|error| {
            let why = match error {
                bip39::Error::BadWordCount(_) => "there must be 12, 15, 18, 21 or 24",
                bip39::Error::UnknownWord(_) => "one is not in the English list",
                bip39::Error::InvalidChecksum => "the checksum is wrong, one may be mistyped",
                _ => "they can't be read",
            };
            KeyError::Mnemonic { why }
        })?;
        let refuse = |_| KeyError::CoinType { coin_type };
        let seed = Zeroizing::new(mnemonic.to_seed(""));
        let path: DerivationPath = format!("m/44'/{coin_type}'/0'/0/0")
            .parse()
            .map_err(refuse)?;
        let key = XPrv::derive_from_path(seed.as_slice(), &path).map_err(refuse)?;
        Ok(Self(key.private_key().clone()))
    }

    /// The key with these bytes.
    ///
    /// # Errors
    /// They are none of the curve.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        // The library would take fewer bytes too, and fill them up.
        if bytes.len() != 32 {
            return Err(KeyError::Bytes);
        }
        let key = SigningKey::from_slice(bytes).map_err(|_| KeyError::Bytes)?;
        Ok(Self(key))
    }

    /// Its bytes, to be stored encrypted.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes().into())
    }

    /// The key of a scenario's person. **Anybody can derive it: for tests only.**
    #[must_use]
    pub fn for_tests(name: &str) -> Self {
        Self(person_key(name))
    }

    /// The key of one of the devnet's accounts. **Anybody can derive it: for the devnet only.**
    ///
    /// # Errors
    /// As [`Self::from_mnemonic`]; no name is known for which that is so.
    pub fn devnet(name: &str) -> Result<Self, KeyError> {
        Self::from_mnemonic(&devnet_mnemonic(name)?, COSMOS_COIN_TYPE)
    }

    /// Its public key.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        self.0.verifying_key().into()
    }

    /// Its account's address on a chain.
    ///
    /// # Errors
    /// The prefix can't begin an address.
    pub fn address(&self, prefix: &str) -> Result<Addr, AddressError> {
        key_address(prefix, &self.0)
    }

    /// A signature of bytes: of their SHA-256, 64 bytes, the lower of the two possible.
    ///
    /// Each is another one. With the usual one that bytes and key alone determine, two processes that
    /// sign the same messages with the same sequence would make the same transaction: it would take
    /// effect once, and both would find it included.
    #[must_use]
    pub(crate) fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        let signature: Signature = self.0.sign_with_rng(&mut OsRng, bytes);
        let lower = signature.normalize_s().unwrap_or(signature);
        lower.to_vec()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(..)")
    }
}

/// The mnemonic with this entropy (32 bytes make 24 words).
///
/// # Errors
/// No mnemonic has so many bytes.
pub fn mnemonic_of(entropy: &[u8]) -> Result<Zeroizing<String>, KeyError> {
    let mnemonic = Mnemonic::from_entropy(entropy).map_err(|_| KeyError::Entropy {
        bytes: entropy.len(),
    })?;
    Ok(Zeroizing::new(mnemonic.to_string()))
}

/// The mnemonic of one of the devnet's accounts. **Anybody can derive it: for the devnet only.**
///
/// # Errors
/// None that is known: 32 bytes of entropy always make a mnemonic.
pub fn devnet_mnemonic(name: &str) -> Result<Zeroizing<String>, KeyError> {
    let text = format!("rigshare devnet account, not for real money: {name}");
    mnemonic_of(&Sha256::digest(text))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use k256::ecdsa::signature::Verifier;

    use super::*;

    #[test]
    fn signatures_hold_and_differ() {
        let key = SecretKey::for_tests("alice");
        let (one, two) = (key.sign(b"same"), key.sign(b"same"));
        assert_ne!(one, two);
        for bytes in [one, two] {
            let signature = Signature::from_slice(&bytes).unwrap();
            assert!(signature.normalize_s().is_none(), "the higher of the two");
            key.0.verifying_key().verify(b"same", &signature).unwrap();
        }
    }
}
