//! A client of real CosmWasm chains: sign, estimate, broadcast, wait, ask.
//!
//! [`Node`] is a [`rigshare_chain::Chain`] behind a CometBFT RPC endpoint. Its calls block; each node has
//! its own single-threaded runtime for them. [`Devnet`] is one that anybody can be anybody on.

mod capabilities;
mod chain;
mod config;
mod devnet_home;
mod effects;
mod error;
mod factor;
mod http;
mod key;
mod looking;
mod message;
mod node;
mod playground;
mod rpc;
mod sending;
mod signer;
mod status;
mod transaction;
mod words;

pub use capabilities::capabilities_of_vm;
pub use config::{ChainConfig, ConfigError};
pub use devnet_home::DevnetError;
pub use error::NodeError;
pub use factor::{Factor, NoFactor};
pub use http::HttpRpc;
pub use key::{devnet_mnemonic, mnemonic_of, KeyError, SecretKey, COSMOS_COIN_TYPE};
pub use node::Node;
pub use playground::Devnet;
pub use status::{NodeStatus, NodeVersions, UploadAccess};
pub use transaction::{Options, SignedTx, Simulated};
