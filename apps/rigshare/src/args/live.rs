//! The flags of what scripts/app.sh runs beside a devnet: a living season, and a faucet.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args as ClapArgs;

/// `rigshare live`.
#[derive(Debug, ClapArgs)]
pub struct Live {
    /// Folder of a devnet that runs: --home of scripts/devnet.sh
    #[arg(long, value_name = "DIR")]
    pub devnet: PathBuf,
    /// Folder of the season; docs/season.md documents it
    #[arg(long, value_name = "DIR", default_value = "examples/season")]
    pub season: PathBuf,
    /// How long a day takes: a divisor of 86400 [default: 60, or what the suite that stands there has]
    #[arg(long, value_name = "SECONDS")]
    pub seconds_per_day: Option<u32>,
    /// Where what is deployed is written down [default: deployments/CHAIN-ID.json]
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,
    /// Settle nothing of the rig of the devnet's account "operator": leave it to whoever has its words
    #[arg(long)]
    pub leave_to_operator: bool,
    /// Folder of the contracts' wasm; scripts/build-wasm.sh makes it
    #[arg(long, value_name = "DIR", default_value = "artifacts")]
    pub artifacts: PathBuf,
    /// Wasm of a cw20 token; scripts/build-peers.sh makes it
    #[arg(
        long,
        value_name = "FILE",
        default_value = "target/peers/cw20-plain.wasm"
    )]
    pub cw20: PathBuf,
}

/// `rigshare faucet`.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "POST / with {\"address\": \"wasm1...\"} sends coins, GET / says which.\n\
                  An address gets them once a minute, all together get them 60 times a minute."
)]
pub struct Faucet {
    /// Folder of a devnet that runs: --home of scripts/devnet.sh
    #[arg(long, value_name = "DIR")]
    pub devnet: PathBuf,
    /// Where to listen: on this machine alone; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:26690")]
    pub listen: SocketAddr,
    /// From where pages may ask, such as http://127.0.0.1:8080; may be repeated [default: from any page
    /// of this machine]
    #[arg(long, value_name = "ORIGIN")]
    pub allow_origin: Vec<String>,
}
