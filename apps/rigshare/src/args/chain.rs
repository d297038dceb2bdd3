//! The flags that every command shares which talks to a chain.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use rigshare_node::Factor;

/// Which chain, and which suite on it.
#[derive(Clone, Debug, ClapArgs)]
pub struct ChainArgs {
    /// A known chain (devnet, osmo-test-5, provider, xion-testnet-2, pion-1) or a file that describes
    /// one and ends in .toml [env: RIGSHARE_CHAIN]
    #[arg(long, value_name = "NAME|FILE.toml")]
    pub chain: Option<String>,
    /// The node's CometBFT RPC, instead of the chain's usual one
    #[arg(long, value_name = "URL")]
    pub rpc: Option<String>,
    /// What was deployed there [default: deployments/CHAIN-ID.json]
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Who sends a transaction, and whether it is really sent.
#[derive(Clone, Debug, ClapArgs)]
pub struct TxArgs {
    /// The chain.
    #[command(flatten)]
    pub chain: ChainArgs,
    /// File of the key to sign with; where nothing is signed, an address will do [env:
    /// RIGSHARE_KEY_FILE, or the words themselves in RIGSHARE_MNEMONIC]
    #[arg(long, value_name = "KEYFILE|ADDRESS")]
    pub from: Option<String>,
    /// Show messages, fee and what they would do; sign and send nothing
    #[arg(long, conflicts_with = "generate_only")]
    pub dry_run: bool,
    /// Print the unsigned transaction, for a hardware wallet or a multisig
    #[arg(long)]
    pub generate_only: bool,
    /// Pay for this many times the gas that the simulation uses, such as 1.3
    #[arg(long, value_name = "FACTOR")]
    pub gas_adjustment: Option<Factor>,
}
