//! What a client has to know of a chain, and the chains that it knows already.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::capabilities::capabilities_of_vm;
use crate::Factor;

/// What is wrong with a chain's description.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file can't be read.
    #[error("the chain file {} can't be read: {why}", path.display())]
    File {
        /// Where it was looked for.
        path: PathBuf,
        /// What went wrong.
        why: std::io::Error,
    },
    /// It is no TOML, lacks a field or has an unknown one.
    #[error("the chain's description is wrong: {0}")]
    Toml(#[from] toml::de::Error),
    /// A field has a value that can't be.
    #[error("{field} can't be {value:?}: {why}")]
    Field {
        /// The field.
        field: &'static str,
        /// What it says.
        value: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// There is no preset of this name.
    #[error("no chain is called {name:?}; known are {}, others need a file", known.join(", "))]
    NoPreset {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<&'static str>,
    },
}

/// A chain, and how to talk to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainConfig {
    /// The chain's id; a node of another chain is refused.
    pub chain_id: String,
    /// What people call it.
    pub name: String,
    /// Its node's CometBFT RPC, an http or https address.
    pub rpc: String,
    /// What its addresses begin with.
    pub prefix: String,
    /// The denom that fees are paid in.
    pub fee_denom: String,
    /// Units of [`Self::fee_denom`] for one gas.
    pub gas_price: Factor,
    /// What simulated gas is multiplied with, one or more.
    #[serde(default = "default_gas_adjustment")]
    pub gas_adjustment: Factor,
    /// SLIP-44 coin type of its keys' derivation path.
    #[serde(default = "default_coin_type")]
    pub coin_type: u32,
    /// How long to wait until a block includes a transaction.
    #[serde(default = "default_inclusion_timeout_seconds")]
    pub inclusion_timeout_seconds: u64,
    /// How long to wait for one answer of the node.
    #[serde(default = "default_request_timeout_seconds")]
    pub request_timeout_seconds: u64,
    /// The version of wasmvm that it is known to run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vm: Option<String>,
    /// The capabilities that it offers contracts beyond those of its virtual machine.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_capabilities: Vec<String>,
}

fn default_gas_adjustment() -> Factor {
    Factor::tenths(13)
}

const fn default_coin_type() -> u32 {
    118
}

const fn default_inclusion_timeout_seconds() -> u64 {
    60
}

const fn default_request_timeout_seconds() -> u64 {
    10
}

/// The chains that are known, by chain id; the devnet also as `devnet`.
const PRESETS: [(&str, &str); 5] = [
    ("devnet", include_str!("../presets/devnet.toml")),
    ("osmo-test-5", include_str!("../presets/osmo-test-5.toml")),
    ("provider", include_str!("../presets/provider.toml")),
    (
        "xion-testnet-2",
        include_str!("../presets/xion-testnet-2.toml"),
    ),
    ("pion-1", include_str!("../presets/pion-1.toml")),
];

impl ChainConfig {
    /// The names of the chains that are known.
    pub fn presets() -> impl Iterator<Item = &'static str> {
        PRESETS.iter().map(|(name, _)| *name)
    }

    /// A chain that is known.
    ///
    /// # Errors
    /// None is called so.
    pub fn preset(name: &str) -> Result<Self, ConfigError> {
        match PRESETS.iter().find(|(known, _)| *known == name) {
            Some((_, text)) => Self::from_toml(text),
            None => Err(ConfigError::NoPreset {
                name: name.to_owned(),
                known: Self::presets().collect(),
            }),
        }
    }

    /// A chain that a file describes.
    ///
    /// # Errors
    /// The file can't be read or its text is wrong.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|why| ConfigError::File {
            path: path.to_owned(),
            why,
        })?;
        Self::from_toml(&text)
    }

    /// A chain that a text describes.
    ///
    /// # Errors
    /// The text is no TOML, lacks a field, has an unknown one, or one has a value that can't be.
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text)?;
        config.check()?;
        Ok(config)
    }

    /// The capabilities that it offers contracts; `None` where its virtual machine is not known.
    #[must_use]
    pub fn capabilities(&self) -> Option<Vec<String>> {
        let builtin = capabilities_of_vm(self.vm.as_deref()?)?;
        let own = self.more_capabilities.iter().cloned();
        Some(builtin.into_iter().map(str::to_owned).chain(own).collect())
    }

    fn check(&self) -> Result<(), ConfigError> {
        let refuse = |field, value: &dyn ToString, why| {
            Err(ConfigError::Field {
                field,
                value: value.to_string(),
                why,
            })
        };
        if self.chain_id.trim().is_empty() {
            return refuse("chain_id", &self.chain_id, "every chain has one");
        }
        let is_web = self.rpc.starts_with("http://") || self.rpc.starts_with("https://");
        if !is_web || self.rpc.parse::<tendermint_rpc::HttpClientUrl>().is_err() {
            let why = "it must be an address such as http://127.0.0.1:26657";
            return refuse("rpc", &self.rpc, why);
        }
        if rigshare_chain::address_of(&self.prefix, &[0; 20]).is_err()
            || self.prefix.bytes().any(|byte| byte.is_ascii_uppercase())
        {
            return refuse("prefix", &self.prefix, "no address begins so");
        }
        if self.fee_denom.trim().is_empty() {
            return refuse("fee_denom", &self.fee_denom, "fees need a denom");
        }
        if self.gas_adjustment.is_below_one() {
            let why = "less gas than simulated never suffices";
            return refuse("gas_adjustment", &self.gas_adjustment, why);
        }
        // Above 2^31 a derivation path has no such number.
        if self.coin_type >= 1 << 31 {
            return refuse("coin_type", &self.coin_type, "it must be below 2^31");
        }
        if !(1..=3600).contains(&self.inclusion_timeout_seconds) {
            let value = &self.inclusion_timeout_seconds;
            return refuse("inclusion_timeout_seconds", value, "1 to 3600 is possible");
        }
        if !(1..=600).contains(&self.request_timeout_seconds) {
            let value = &self.request_timeout_seconds;
            return refuse("request_timeout_seconds", value, "1 to 600 is possible");
        }
        Ok(())
    }
}
