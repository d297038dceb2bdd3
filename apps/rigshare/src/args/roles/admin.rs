//! `rigshare admin ...`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};
use rigshare_types::units::Denom;

use crate::args::TxArgs;
use crate::commands::roles::units::{parse_bps, parse_denom, parse_seconds, Contracts};

/// What the owner and the pauser do.
#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Pauser: stop what may be stopped of contracts, for a while
    Pause(Pause),
    /// Pauser: end a pause early
    Unpause(OfContracts),
    /// Owner: name the pauser
    SetPauser(NameForContracts),
    /// Owner: name who approves rigs
    SetRegistrar(NameRole),
    /// Owner: name who gets the protocol's fees, of the distributor and of the marketplace
    SetProtocol(NameRole),
    /// Owner: lower fees; none can rise
    LowerFees(LowerFees),
    /// Owner: add something that reporters price or rigs mine
    AddAsset(AddAsset),
    /// Owner: add something that rigs may pay in
    AddPayout(AddPayout),
    /// Owner: add a denom in which shares are traded
    AddTradeDenom(AddTradeDenom),
    /// Owner: change reporters and their rules from the next epoch on
    ChangeReporters(ChangeReporters),
    /// Owner: hand contracts over; nothing changes until the other one accepts
    HandOver(NameForContracts),
    /// Proposed owner: take contracts over
    AcceptOwner(OfContracts),
}

/// `rigshare admin pause`.
#[derive(Debug, ClapArgs)]
pub struct Pause {
    /// all, or some of hashrate-nft,oracle,distributor,marketplace
    pub contracts: Contracts,
    /// For how long, at most 3d; after a pause no other one may begin for a week
    #[arg(long = "for", value_name = "TIME", value_parser = parse_seconds)]
    pub seconds: u64,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// A transaction about contracts.
#[derive(Debug, ClapArgs)]
pub struct OfContracts {
    /// all, or some of hashrate-nft,oracle,distributor,marketplace
    pub contracts: Contracts,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// A role of contracts.
#[derive(Debug, ClapArgs)]
pub struct NameForContracts {
    /// all, or some of hashrate-nft,oracle,distributor,marketplace
    pub contracts: Contracts,
    /// Who
    pub address: String,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// A role of the suite.
#[derive(Debug, ClapArgs)]
pub struct NameRole {
    /// Who
    pub address: String,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare admin lower-fees`.
#[derive(Debug, ClapArgs)]
#[command(group(clap::ArgGroup::new("fees").required(true).multiple(true)))]
pub struct LowerFees {
    /// Of what holders are due, such as 0.5%; from the next epoch on
    #[arg(long, value_name = "PERCENT", value_parser = parse_bps, group = "fees")]
    pub dues: Option<u16>,
    /// Of primary sales
    #[arg(long, value_name = "PERCENT", value_parser = parse_bps, group = "fees")]
    pub sales: Option<u16>,
    /// Of trades in the marketplace
    #[arg(long, value_name = "PERCENT", value_parser = parse_bps, group = "fees")]
    pub trades: Option<u16>,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare admin add-asset`.
#[derive(Debug, ClapArgs)]
pub struct AddAsset {
    /// Its symbol, such as LTC
    pub symbol: String,
    /// Decimals of one whole coin
    #[arg(long, value_name = "N")]
    pub decimals: u8,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare admin add-payout`.
#[derive(Debug, ClapArgs)]
pub struct AddPayout {
    /// A bank denom, or cw20:ADDRESS
    #[arg(value_parser = parse_denom)]
    pub denom: Denom,
    /// The asset that it stands for, as reporters price it
    #[arg(long, value_name = "SYMBOL")]
    pub asset: String,
    /// Decimals of one whole coin
    #[arg(long, value_name = "N")]
    pub decimals: u8,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare admin add-trade-denom`.
#[derive(Debug, ClapArgs)]
pub struct AddTradeDenom {
    /// A bank denom
    pub denom: String,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare admin change-reporters`.
#[derive(Debug, ClapArgs)]
pub struct ChangeReporters {
    /// The reporters and their rules: what stands under [oracle.reporters] in examples/suite.toml
    #[arg(value_name = "FILE.toml")]
    pub file: PathBuf,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}
