//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::bench::Bench;

/// Follows a chain, keeps what the suite's events tell, and answers questions about it over HTTP.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Follows the chain and answers questions.
    Run(RunArgs),
    /// Answers questions alone: from a database that another indexer writes, or its replica.
    Serve(ServeArgs),
    /// Forgets blocks from a height on and everything that follows from events; `run` then does it anew.
    Reindex(ReindexArgs),
    /// Prints the hash of all that is indexed: equal for equal content, in either database.
    Hash(DatabaseArgs),
    /// Prints an address's history as CSV, for taxes.
    Export(ExportArgs),
    /// Prints the OpenAPI document.
    Openapi,
    /// Measures, with a made-up suite.
    #[command(subcommand, hide = true)]
    Bench(Bench),
}

/// Where the index is kept.
#[derive(Clone, Debug, Args)]
pub struct DatabaseArgs {
    /// sqlite:FILE, or postgres://USER:PASSWORD@HOST/DATABASE.
    #[arg(
        long,
        env = "RIGSHARE_INDEXER_DB",
        default_value = "sqlite:indexer.db",
        hide_env_values = true
    )]
    pub db: String,
}

/// How questions are answered.
#[derive(Clone, Debug, Args)]
pub struct AnswerArgs {
    /// Where to listen.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// A folder with the built web app, to be answered beside.
    #[arg(long, value_name = "DIR")]
    pub app: Option<PathBuf>,
    /// What the web app is told of the chain, TOML: see docs/indexer.md.
    #[arg(long, value_name = "FILE")]
    pub app_config: Option<PathBuf>,
    /// The most questions a second from one address; 0: any number.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub rate_limit: u32,
    /// Who asks is who the last entry of x-forwarded-for names: set it behind a proxy, and only there.
    #[arg(long)]
    pub behind_proxy: bool,
}

/// Options of `run`.
#[derive(Clone, Debug, Args)]
pub struct RunArgs {
    /// The suite's manifest, deployments/CHAIN-ID.json.
    #[arg(long, value_name = "FILE")]
    pub manifest: PathBuf,
    /// The node's RPC.
    #[arg(long, value_name = "URL")]
    pub rpc: String,
    /// Where the index is kept.
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// How questions are answered.
    #[command(flatten)]
    pub answers: AnswerArgs,
    /// The first block of a new index; by the manifest if left out.
    #[arg(long, value_name = "HEIGHT")]
    pub start_height: Option<u64>,
    /// How often the node is asked for a new block, milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 200)]
    pub poll_ms: u64,
}

/// Options of `serve`.
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// Where the index is kept.
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// How questions are answered.
    #[command(flatten)]
    pub answers: AnswerArgs,
    /// A node to compare with, for /healthz.
    #[arg(long, value_name = "URL")]
    pub rpc: Option<String>,
}

/// Options of `reindex`.
#[derive(Clone, Debug, Args)]
pub struct ReindexArgs {
    /// Where the index is kept.
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// The first block to forget.
    #[arg(long, value_name = "HEIGHT")]
    pub from: u64,
}

/// Options of `export`.
#[derive(Clone, Debug, Args)]
pub struct ExportArgs {
    /// Where the index is kept.
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// Whose history.
    #[arg(long)]
    pub address: String,
}
