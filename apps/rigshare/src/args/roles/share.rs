//! `rigshare share ...`.

use clap::{Args as ClapArgs, Subcommand};
use cosmwasm_std::Coin;

use crate::args::{ChainArgs, TxArgs};
use crate::commands::roles::units::parse_coin;

/// About shares of rigs.
#[derive(Debug, Subcommand)]
pub enum ShareCommand {
    /// Buy shares from a rig's operator at the price of its sale
    Buy(BuyShares),
    /// Give a token to somebody
    Transfer(TransferShare),
    /// Replace a token by several with the same shares in all
    Split(SplitShare),
    /// Replace tokens of one rig by one
    Merge(MergeShares),
    /// Give a token's shares up for ever; what they have earned stays claimable
    Burn(OneShare),
    /// The tokens of an owner, or all
    List(ShareList),
    /// A token: its rig, its shares, its owner and its ask
    Show(ShowShare),
}

/// `rigshare share buy`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Exactly the price is paid that the sale asks when the command looks. Should the operator change it before a
block includes the purchase, the contract refuses it.

Example:
  rigshare share buy --rig 1 --shares 5 --limit 6250000uusdc")]
pub struct BuyShares {
    /// Number of the rig
    #[arg(long, value_name = "N")]
    pub rig: u32,
    /// How many shares
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub shares: u64,
    /// The most that all of them may cost [default: what the sale asks now]
    #[arg(long, value_name = "AMOUNT", value_parser = parse_coin)]
    pub limit: Option<Coin>,
    /// Who gets the token [default: the buyer]
    #[arg(long, value_name = "ADDRESS")]
    pub to: Option<String>,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare share transfer`.
#[derive(Debug, ClapArgs)]
pub struct TransferShare {
    /// The token
    pub token: String,
    /// Who gets it
    #[arg(value_name = "ADDRESS")]
    pub to: String,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare share split`.
#[derive(Debug, ClapArgs)]
pub struct SplitShare {
    /// The token
    pub token: String,
    /// The shares of each part, such as 3,4,5; their sum is the token's
    #[arg(value_name = "SHARES,...", value_delimiter = ',', required = true)]
    pub parts: Vec<u64>,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare share merge`.
#[derive(Debug, ClapArgs)]
pub struct MergeShares {
    /// The tokens, at least two
    #[arg(value_name = "TOKEN", num_args = 2.., required = true)]
    pub tokens: Vec<String>,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// A transaction about one token.
#[derive(Debug, ClapArgs)]
pub struct OneShare {
    /// The token
    pub token: String,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare share list`.
#[derive(Debug, ClapArgs)]
pub struct ShareList {
    /// Only tokens of this owner
    #[arg(long, value_name = "ADDRESS")]
    pub owner: Option<String>,
    /// The chain.
    #[command(flatten)]
    pub chain: ChainArgs,
}

/// `rigshare share show`.
#[derive(Debug, ClapArgs)]
pub struct ShowShare {
    /// The token
    pub token: String,
    /// The chain.
    #[command(flatten)]
    pub chain: ChainArgs,
}
