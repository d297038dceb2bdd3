//! `rigshare rig ...`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};
use cosmwasm_std::{Coin, Uint128};

use crate::args::{ChainArgs, RigQuote, TxArgs};
use crate::commands::roles::units::{parse_bps, parse_coin, parse_moment, parse_nano, Moment};

/// About rigs.
#[derive(Debug, Subcommand)]
pub enum RigCommand {
    /// What a rig earns, costs and pays back, today and after the next halving
    Quote(Box<RigQuote>),
    /// Operator: register the rig that a file describes; it waits for the registrar
    Register(RegisterRig),
    /// Registrar: let a waiting rig sell shares
    Approve(OneRig),
    /// Registrar: turn a waiting rig down for good
    Reject(OneRig),
    /// The rigs
    List(RigList),
    /// A rig: its terms, sale, shares, book and earnings
    Show(ShowRig),
    /// Operator: open the primary sale, or replace its conditions
    OpenSale(OpenSale),
    /// Operator: end the primary sale
    CloseSale(OneRig),
    /// Operator: change who may buy in a sale with an allow-list
    ChangeBuyers(ChangeBuyers),
    /// Operator: lower watts, electricity price or service fee from the next epoch on
    LowerTerms(LowerTerms),
    /// Operator: name who may take the rig over, or nobody
    ProposeOperator(ProposeOperator),
    /// Proposed operator: take the rig over
    AcceptOperator(OneRig),
    /// Operator: end the rig with the current epoch; with shares outstanding that is a default
    Retire(OneRig),
}

/// A transaction about one rig.
#[derive(Debug, ClapArgs)]
pub struct OneRig {
    /// Number of the rig
    pub rig: u32,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare rig register`.
#[derive(Debug, ClapArgs)]
pub struct RegisterRig {
    /// The rig; examples/rig.toml explains the fields
    #[arg(value_name = "FILE.toml")]
    pub file: PathBuf,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare rig list`.
#[derive(Debug, ClapArgs)]
pub struct RigList {
    /// Only rigs of this operator
    #[arg(long, value_name = "ADDRESS")]
    pub operator: Option<String>,
    /// Only rigs in this state
    #[arg(long)]
    pub state: Option<RigState>,
    /// The chain.
    #[command(flatten)]
    pub chain: ChainArgs,
}

/// Where a rig stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RigState {
    /// Waits for the registrar.
    Pending,
    /// Will never sell shares.
    Rejected,
    /// Approved; its term has not begun.
    Upcoming,
    /// In its term.
    Running,
    /// Its term is over.
    Ended,
    /// Its operator ended it before its term.
    Retired,
}

/// `rigshare rig show`.
#[derive(Debug, ClapArgs)]
pub struct ShowRig {
    /// Number of the rig
    pub rig: u32,
    /// How many of the last closed epochs to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub epochs: u32,
    /// The chain.
    #[command(flatten)]
    pub chain: ChainArgs,
}

/// `rigshare rig open-sale`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Example:
  rigshare rig open-sale 1 --price 1250000uusdc --closes 30d --least 1")]
pub struct OpenSale {
    /// Number of the rig
    pub rig: u32,
    /// Price of one share, in base units of the rig's sale denom, such as 1250000uusdc
    #[arg(long, value_name = "AMOUNT", value_parser = parse_coin)]
    pub price: Coin,
    /// First second of the sale: now, seconds since 1970, or how long from now, such as 12h
    #[arg(long, value_name = "TIME", value_parser = parse_moment, default_value = "now")]
    pub opens: Moment,
    /// First second after the sale, in the same way [default: the end of the rig's term]
    #[arg(long, value_name = "TIME", value_parser = parse_moment)]
    pub closes: Option<Moment>,
    /// The least shares of one purchase
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub least: u64,
    /// The most shares that one wallet may get from the rig's sales in all [default: all]
    #[arg(long, value_name = "N")]
    pub most_per_wallet: Option<u64>,
    /// Sell only to buyers of the allow-list
    #[arg(long)]
    pub allow_list_only: bool,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare rig change-buyers`.
#[derive(Debug, ClapArgs)]
#[command(group(clap::ArgGroup::new("buyers").required(true).multiple(true)))]
pub struct ChangeBuyers {
    /// Number of the rig
    pub rig: u32,
    /// Who may buy from now on
    #[arg(
        long,
        value_name = "ADDRESS,...",
        value_delimiter = ',',
        group = "buyers"
    )]
    pub add: Vec<String>,
    /// Who may not any more
    #[arg(
        long,
        value_name = "ADDRESS,...",
        value_delimiter = ',',
        group = "buyers"
    )]
    pub remove: Vec<String>,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare rig lower-terms`.
#[derive(Debug, ClapArgs)]
#[command(group(clap::ArgGroup::new("terms").required(true).multiple(true)))]
pub struct LowerTerms {
    /// Number of the rig
    pub rig: u32,
    /// Watts of the whole rig
    #[arg(long, value_name = "W", group = "terms")]
    pub watts: Option<u64>,
    /// Price of a kilowatt-hour in the quote currency, such as 0.038
    #[arg(long, value_name = "PRICE", value_parser = parse_nano, group = "terms")]
    pub electricity: Option<Uint128>,
    /// Service fee, such as 2.5%
    #[arg(long, value_name = "PERCENT", value_parser = parse_bps, group = "terms")]
    pub service_fee: Option<u16>,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare rig propose-operator`.
#[derive(Debug, ClapArgs)]
#[command(group(clap::ArgGroup::new("who").required(true)))]
pub struct ProposeOperator {
    /// Number of the rig
    pub rig: u32,
    /// Who may accept
    #[arg(value_name = "ADDRESS", group = "who")]
    pub operator: Option<String>,
    /// Nobody any more
    #[arg(long, group = "who")]
    pub nobody: bool,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}
