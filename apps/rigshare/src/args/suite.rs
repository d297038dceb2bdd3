//! The flags of commands about keys, a chain and the suite as a whole.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use super::{ChainArgs, TxArgs};

/// Make, import or show a key.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Make a key and keep it in an encrypted file
    New(NewKey),
    /// Keep a key that exists in an encrypted file; its words are asked for, or read from
    /// RIGSHARE_MNEMONIC
    Import(KeyFileArgs),
    /// The addresses of a key, never its secrets
    Show(ShowKey),
}

/// Where a key is kept.
#[derive(Debug, ClapArgs)]
#[command(after_help = "The passphrase is asked for, or read from RIGSHARE_PASSPHRASE.")]
pub struct KeyFileArgs {
    /// The file; a new one is never written over another [env: RIGSHARE_KEY_FILE]
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    /// Catches words that were typed as arguments, to refuse them without repeating them.
    #[arg(hide = true)]
    pub stray: Vec<String>,
}

/// `rigshare keys new`.
#[derive(Debug, ClapArgs)]
pub struct NewKey {
    /// The file.
    #[command(flatten)]
    pub file: KeyFileArgs,
    /// Show the 24 words even where standard output is no terminal
    #[arg(long)]
    pub show_mnemonic: bool,
}

/// `rigshare keys show`.
#[derive(Debug, ClapArgs)]
pub struct ShowKey {
    /// The file.
    #[command(flatten)]
    pub file: KeyFileArgs,
    /// The address on this chain, a name or a file that ends in .toml [default: on every known chain]
    #[arg(long, value_name = "NAME|FILE.toml")]
    pub chain: Option<String>,
}

/// `rigshare doctor`.
#[derive(Debug, ClapArgs)]
pub struct Doctor {
    /// The chain.
    #[command(flatten)]
    pub chain: ChainArgs,
    /// The account that would deploy: its balance and permission are looked at too
    #[arg(long, value_name = "KEYFILE|ADDRESS")]
    pub from: Option<String>,
    /// Folder of the contracts' wasm, which says what the contracts need
    #[arg(long, value_name = "DIR", default_value = "artifacts")]
    pub artifacts: PathBuf,
}

/// `rigshare deploy`.
#[derive(Debug, ClapArgs)]
pub struct Deploy {
    /// The transactions.
    #[command(flatten)]
    pub tx: TxArgs,
    /// The suite's rules and roles; examples/suite.toml explains them
    #[arg(long, value_name = "FILE.toml")]
    pub config: PathBuf,
    /// Folder of the contracts' wasm; scripts/build-wasm.sh makes it
    #[arg(long, value_name = "DIR", default_value = "artifacts")]
    pub artifacts: PathBuf,
}

/// `rigshare verify`.
#[derive(Debug, ClapArgs)]
pub struct Verify {
    /// The chain.
    #[command(flatten)]
    pub chain: ChainArgs,
    /// Folder of the contracts' wasm; scripts/build-wasm.sh makes it
    #[arg(long, value_name = "DIR", default_value = "artifacts")]
    pub artifacts: PathBuf,
}

/// `rigshare migrate`.
#[derive(Debug, ClapArgs)]
pub struct Migrate {
    /// The transactions.
    #[command(flatten)]
    pub tx: TxArgs,
    /// hashrate-nft, oracle, distributor, marketplace or all
    #[arg(long, value_name = "NAME")]
    pub contract: String,
    /// Folder of the contracts' wasm; scripts/build-wasm.sh makes it
    #[arg(long, value_name = "DIR", default_value = "artifacts")]
    pub artifacts: PathBuf,
}
