//! `rigshare settle`, `default`, `close-outage`, `cure`, `withdraw`, `claim`, `checkpoint`,
//! `payout-address`, `portfolio`.

use clap::Args as ClapArgs;
use cosmwasm_std::Uint128;
use rigshare_types::units::Denom;

use crate::args::{ChainArgs, TxArgs};
use crate::commands::roles::units::{parse_denom, Numbers};

/// `rigshare settle`.
#[derive(Debug, ClapArgs)]
pub struct Settle {
    /// These rigs, such as 1,2,5-8 [default: all that the sender operates]
    #[arg(long, value_name = "N,...")]
    pub rigs: Option<Numbers>,
    /// All rigs, whoever operates them
    #[arg(long, conflicts_with = "rigs")]
    pub all: bool,
    /// At most so many epochs of each rig [default: all that can be settled]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub epochs: Option<u32>,
    /// The transactions.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare default` and `rigshare close-outage`.
#[derive(Debug, ClapArgs)]
pub struct CloseEpoch {
    /// Number of the rig
    #[arg(long, value_name = "N")]
    pub rig: u32,
    /// The epoch [default: the rig's next one]
    #[arg(long, value_name = "N")]
    pub epoch: Option<u32>,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare cure`.
#[derive(Debug, ClapArgs)]
pub struct Cure {
    /// Number of the rig
    #[arg(long, value_name = "N")]
    pub rig: u32,
    /// How much, base units of what the rig pays in [default: all that is missing]
    #[arg(long, value_name = "BASE-UNITS")]
    pub amount: Option<Uint128>,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare withdraw`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Without a flag everything is taken that the sender has on accounts: its rigs', the protocol's if it is
the recipient, and its own in the marketplace.")]
pub struct Withdraw {
    /// Accounts of these rigs, such as 1,2
    #[arg(long, value_name = "N,...")]
    pub rigs: Option<Numbers>,
    /// The protocol's account
    #[arg(long)]
    pub protocol: bool,
    /// The account in the marketplace: refunds, royalties, fees
    #[arg(long)]
    pub marketplace: bool,
    /// Of the protocol's account and that in the marketplace only these denoms
    #[arg(long, value_name = "DENOM,...", value_delimiter = ',', value_parser = parse_denom)]
    pub denoms: Vec<Denom>,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare claim`.
#[derive(Debug, ClapArgs)]
pub struct Claim {
    /// These rigs, such as 1,2,5-8 [default: all where there is something]
    #[arg(long, value_name = "N,...")]
    pub rigs: Option<Numbers>,
    /// Where to [default: the payout address that was set, else the holder]
    #[arg(long, value_name = "ADDRESS")]
    pub to: Option<String>,
    /// For this holder, which has set a payout address [default: the sender]
    #[arg(long, value_name = "ADDRESS")]
    pub holder: Option<String>,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare checkpoint`.
#[derive(Debug, ClapArgs)]
pub struct Checkpoint {
    /// The holder [default: the sender]
    #[arg(long, value_name = "ADDRESS")]
    pub holder: Option<String>,
    /// These rigs, such as 1,2,5-8 [default: all of the holder's]
    #[arg(long, value_name = "N,...")]
    pub rigs: Option<Numbers>,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare payout-address`.
#[derive(Debug, ClapArgs)]
#[command(group(clap::ArgGroup::new("where").required(true)))]
pub struct PayoutAddress {
    /// Where rewards go from now on, whoever claims
    #[arg(value_name = "ADDRESS", group = "where")]
    pub address: Option<String>,
    /// To the holder itself again, which alone can claim then
    #[arg(long, group = "where")]
    pub clear: bool,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare portfolio`.
#[derive(Debug, ClapArgs)]
pub struct Portfolio {
    /// Whose [default: the key's; env: RIGSHARE_KEY_FILE or RIGSHARE_MNEMONIC]
    #[arg(value_name = "KEYFILE|ADDRESS")]
    pub address: Option<String>,
    /// The chain.
    #[command(flatten)]
    pub chain: ChainArgs,
}

/// `rigshare status`.
#[derive(Debug, ClapArgs)]
pub struct Status {
    /// The chain.
    #[command(flatten)]
    pub chain: ChainArgs,
}
