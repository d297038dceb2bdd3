//! The folder of a devnet that runs: what scripts/devnet.sh says of it there.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

use crate::{ChainConfig, ConfigError, NoFactor, NodeError};

/// Why there is no devnet to play on.
#[derive(Debug, Error)]
pub enum DevnetError {
    /// The folder has no running devnet.
    #[error("no devnet runs in {}: start one with scripts/devnet.sh --home (its {} can't be read: {why})", home.display(), path.display())]
    NotRunning {
        /// The folder.
        home: PathBuf,
        /// What was looked for in it.
        path: PathBuf,
        /// What went wrong.
        why: std::io::Error,
    },
    /// The file that describes it is not as expected.
    #[error("{} does not describe a devnet: {why}", path.display())]
    Described {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// It describes a chain that is no devnet, or one on another machine.
    #[error("{chain_id} at {rpc} is no devnet of this machine: nobody gives coins away there")]
    Foreign {
        /// The chain.
        chain_id: String,
        /// Where its node is.
        rpc: String,
    },
    /// The chain's description is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The node does not do what it should.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// The chain makes no blocks.
    #[error("the chain has stood still at height {height} for {seconds} seconds")]
    StandsStill {
        /// Its newest block.
        height: u64,
        /// How long.
        seconds: u64,
    },
}

/// What scripts/devnet.sh writes about a chain that runs, as far as it is needed here.
#[derive(Deserialize)]
pub(crate) struct Description {
    chain_id: String,
    prefix: String,
    gas_price: String,
    /// The pause between two blocks, milliseconds.
    pub(crate) block_ms: u64,
    nodes: Vec<DescribedNode>,
}

#[derive(Deserialize)]
struct DescribedNode {
    rpc: String,
}

impl Description {
    pub(crate) fn read(home: &Path) -> Result<Self, DevnetError> {
        let path = home.join("devnet.json");
        let text = std::fs::read_to_string(&path).map_err(|why| DevnetError::NotRunning {
            home: home.to_owned(),
            path: path.clone(),
            why,
        })?;
        serde_json::from_str(&text).map_err(|error| DevnetError::Described {
            path,
            why: error.to_string(),
        })
    }

    pub(crate) fn config(&self, home: &Path, node: usize) -> Result<ChainConfig, DevnetError> {
        let wrong = |why: String| DevnetError::Described {
            path: home.join("devnet.json"),
            why,
        };
        let found = self
            .nodes
            .get(node)
            .ok_or_else(|| wrong(format!("it has no node {node}")))?;
        let preset = ChainConfig::preset("devnet")?;
        if self.chain_id != preset.chain_id || !is_loopback(&found.rpc) {
            return Err(DevnetError::Foreign {
                chain_id: self.chain_id.clone(),
                rpc: found.rpc.clone(),
            });
        }
        let price = &self.gas_price;
        let denom_at = price.find(|c: char| c.is_ascii_alphabetic());
        let (price, denom) = denom_at
            .and_then(|at| price.split_at_checked(at))
            .ok_or_else(|| wrong(format!("{price:?} is no gas price")))?;
        Ok(ChainConfig {
            chain_id: self.chain_id.clone(),
            rpc: found.rpc.clone(),
            prefix: self.prefix.clone(),
            fee_denom: denom.to_owned(),
            gas_price: price
                .parse()
                .map_err(|error: NoFactor| wrong(error.to_string()))?,
            // It may run one of several versions: its node says which.
            vm: None,
            ..preset
        })
    }
}

/// Whether a node's address is one of this machine alone, as scripts/devnet.sh writes it.
fn is_loopback(rpc: &str) -> bool {
    let port = rpc.strip_prefix("http://127.0.0.1:");
    port.is_some_and(|port| port.parse::<u16>().is_ok())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn config(chain_id: &str, rpc: &str) -> Result<ChainConfig, DevnetError> {
        let home = tempfile::tempdir().unwrap();
        let described = serde_json::json!({
            "chain_id": chain_id, "prefix": "wasm", "gas_price": "0.025ustake", "block_ms": 500,
            "nodes": [{ "rpc": rpc }],
        });
        std::fs::write(home.path().join("devnet.json"), described.to_string()).unwrap();
        Description::read(home.path())?.config(home.path(), 0)
    }

    #[test]
    fn a_devnet_of_this_machine_is_taken() {
        let config = config("rigshare-devnet-1", "http://127.0.0.1:26650").unwrap();
        assert_eq!(config.fee_denom, "ustake");
    }

    #[test]
    fn what_is_no_devnet_of_this_machine_is_refused() {
        for (chain_id, rpc) in [
            ("osmo-test-5", "http://127.0.0.1:26650"),
            ("rigshare-devnet-1", "http://192.0.2.1:26650"),
            ("rigshare-devnet-1", "http://127.0.0.1:1@192.0.2.1:26650"),
            ("rigshare-devnet-1", "http://127.0.0.1.example.org:26650"),
        ] {
            let refused = config(chain_id, rpc);
            let Err(DevnetError::Foreign { rpc: found, .. }) = refused else {
                panic!("{chain_id} at {rpc}: {refused:?}");
            };
            assert_eq!(found, rpc);
        }
    }
}
