//! `rigshare report ...`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use crate::args::{ChainArgs, TxArgs};
use crate::commands::roles::units::Numbers;

/// About what rigs earned.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// Reporter: sign what was seen in an epoch; nothing is sent
    Sign(ReportSign),
    /// Anyone: bring signed batches on chain, in one transaction; what is there already is left out
    Relay(ReportRelay),
    /// Anyone, after the window: make prices and reports of an epoch final
    Finalize(ReportFinalize),
    /// Anyone: show that a reporter signed two different batches for one epoch and page; it is suspended
    Accuse(ReportRelay),
    /// A rig's report of an epoch, final or forming
    Show(ReportShow),
    /// Reporter: the public key of the reporter's key, for the suite's configuration
    Key(ReportKey),
}

/// A reporter's own key, which is no account's.
#[derive(Debug, ClapArgs)]
pub struct ReporterKeyArgs {
    /// File of the reporter's key [env: the words themselves in RIGSHARE_REPORTER_MNEMONIC]
    #[arg(long, value_name = "KEYFILE")]
    pub key: Option<PathBuf>,
}

/// `rigshare report sign`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
examples/observations.toml explains the file. Offline, --chain-id, --oracle and --config-version say
what the signature is to count for; else they are read from the chain, and the key is compared with
the reporter's.")]
pub struct ReportSign {
    /// What was seen, TOML or JSON
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The epoch
    #[arg(long, value_name = "N")]
    pub epoch: u32,
    /// Number of the reporter
    #[arg(long, value_name = "ID")]
    pub reporter: u16,
    /// The key.
    #[command(flatten)]
    pub key: ReporterKeyArgs,
    /// Where to write the signed batches [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Offline: the chain's id
    #[arg(long, value_name = "ID", requires_all = ["oracle", "config_version"])]
    pub chain_id: Option<String>,
    /// Offline: the oracle's address
    #[arg(long, value_name = "ADDRESS", requires_all = ["chain_id", "config_version"])]
    pub oracle: Option<String>,
    /// Offline: the number of the reporters' configuration that counts for the epoch
    #[arg(long, value_name = "N", requires_all = ["chain_id", "oracle"])]
    pub config_version: Option<u32>,
    /// The chain.
    #[command(flatten)]
    pub chain: ChainArgs,
}

/// `rigshare report relay` and `rigshare report accuse`.
#[derive(Debug, ClapArgs)]
pub struct ReportRelay {
    /// Files of signed batches
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare report finalize`.
#[derive(Debug, ClapArgs)]
pub struct ReportFinalize {
    /// The epoch
    #[arg(long, value_name = "N")]
    pub epoch: u32,
    /// Exactly these rigs, such as 1,2,5-8; all must become final [default: all that can]
    #[arg(long, value_name = "N,...")]
    pub rigs: Option<Numbers>,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare report show`.
#[derive(Debug, ClapArgs)]
pub struct ReportShow {
    /// Number of the rig
    #[arg(long, value_name = "N")]
    pub rig: u32,
    /// The epoch
    #[arg(long, value_name = "N")]
    pub epoch: u32,
    /// The chain.
    #[command(flatten)]
    pub chain: ChainArgs,
}

/// `rigshare report key`.
#[derive(Debug, ClapArgs)]
pub struct ReportKey {
    /// The key.
    #[command(flatten)]
    pub key: ReporterKeyArgs,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}
