//! A contract's code as it is uploaded, and the checksum that tells it from any other.

use std::fmt;
use std::str::FromStr;

use cosmwasm_std::HexBinary;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The SHA-256 of a contract's code; as text, 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Checksum([u8; 32]);

impl Checksum {
    /// The checksum of code.
    #[must_use]
    pub fn of(wasm: &[u8]) -> Self {
        Self(Sha256::digest(wasm).into())
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl TryFrom<&[u8]> for Checksum {
    type Error = String;

    fn try_from(bytes: &[u8]) -> Result<Self, String> {
        let exact = bytes.try_into();
        exact
            .map(Self)
            .map_err(|_| format!("a checksum has 32 bytes, not {}", bytes.len()))
    }
}

impl FromStr for Checksum {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bytes = HexBinary::from_hex(text)
            .map_err(|error| format!("{text:?} is no checksum: {error}"))?;
        Self::try_from(bytes.as_slice())
    }
}

impl TryFrom<String> for Checksum {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Checksum> for String {
    fn from(checksum: Checksum) -> Self {
        checksum.to_string()
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HexBinary::from(&self.0).to_hex())
    }
}

impl fmt::Debug for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A contract's code as it is uploaded.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// The contract's name: its folder in contracts/.
    pub name: String,
    /// The code. An embedded chain runs the contract of this name as it was compiled into it, and takes
    /// from the code its checksum alone.
    pub wasm: Vec<u8>,
}

impl Artifact {
    /// The code's checksum.
    #[must_use]
    pub fn checksum(&self) -> Checksum {
        Checksum::of(&self.wasm)
    }
}
