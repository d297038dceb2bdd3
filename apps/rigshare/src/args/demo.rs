//! The flags of `rigshare demo`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

/// `rigshare demo`.
#[derive(Debug, ClapArgs)]
#[command(args_override_self = true)]
pub struct Demo {
    /// Folder of the season; docs/season.md documents it
    #[arg(long, value_name = "DIR", default_value = "examples/season")]
    pub season: PathBuf,
    /// Play on the real chain that scripts/devnet.sh runs in this folder, then on the embedded one with
    /// the blocks that were seen, and compare all balances
    #[arg(long, value_name = "DIR")]
    pub devnet: Option<PathBuf>,
    /// How long a day of the season takes on the devnet: a divisor of 86400
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 12,
        requires = "devnet"
    )]
    pub seconds_per_day: u32,
    /// Play the first days only
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..))]
    pub days: Option<u32>,
    /// Folder of the contracts' wasm; scripts/build-wasm.sh makes it
    #[arg(
        long,
        value_name = "DIR",
        default_value = "artifacts",
        requires = "devnet"
    )]
    pub artifacts: PathBuf,
    /// Wasm of a cw20 token; scripts/build-peers.sh makes it
    #[arg(
        long,
        value_name = "FILE",
        default_value = "target/peers/cw20-plain.wasm",
        requires = "devnet"
    )]
    pub cw20: PathBuf,
    /// Write the report, one HTML file that opens offline
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Print one JSON object instead of tables
    #[arg(long)]
    pub json: bool,
    /// Leave out the story and the statements, and show no progress
    #[arg(long, short)]
    pub quiet: bool,
}
