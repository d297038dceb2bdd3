//! The flags.

mod chain;
mod demo;
mod figures;
mod live;
mod roles;
mod suite;

use clap::{Parser, Subcommand};
use clap_complete::Shell;

pub use chain::{ChainArgs, TxArgs};
pub use demo::Demo;
pub use figures::{Hashprice, NetworkArgs, RigQuote};
pub use live::{Faucet, Live};
pub use roles::*;
pub use suite::{Deploy, Doctor, KeyFileArgs, KeysCommand, Migrate, NewKey, ShowKey, Verify};

/// Rigshare: shares of mining rigs, paid by the second.
#[derive(Debug, Parser)]
#[command(name = "rigshare", version, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 done, 1 failed, 2 bad usage, 130 interrupted.")]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Play a mining season on an embedded chain and account for every base unit
    Demo(Demo),
    /// Play a season on a devnet, again and again, for visitors to take part in; Ctrl-C ends it
    Live(Live),
    /// Give visitors of a devnet coins, over HTTP on this machine; Ctrl-C ends it
    Faucet(Faucet),
    /// What a unit of hashrate earns a day
    Hashprice(Hashprice),
    /// About rigs
    #[command(subcommand)]
    Rig(Box<RigCommand>),
    /// About shares of rigs
    #[command(subcommand)]
    Share(Box<ShareCommand>),
    /// About what rigs earned
    #[command(subcommand)]
    Report(Box<ReportCommand>),
    /// Anyone: pay holders for ended epochs, with exactly what is due
    Settle(Settle),
    /// Anyone, after the grace: take what the rig's account has for an epoch that was not settled
    Default(CloseEpoch),
    /// Anyone, after the deadline: close an epoch of which nothing became final
    CloseOutage(CloseEpoch),
    /// Anyone: pay what is missing of defaulted epochs, to those who were shorted
    Cure(Cure),
    /// Take what you have on accounts: as operator, protocol or trader
    Withdraw(Withdraw),
    /// Holder: get what your shares have earned
    Claim(Claim),
    /// Anyone: write down what a holder has earned, without paying it
    Checkpoint(Checkpoint),
    /// Holder: name where rewards go, so that anyone can claim for you
    PayoutAddress(PayoutAddress),
    /// About trade in shares
    #[command(subcommand)]
    Market(Box<MarketCommand>),
    /// Everything that an address has: shares, earnings, asks, offers, accounts
    Portfolio(Portfolio),
    /// How a suite stands: time, rigs, what their epochs wait for, what is overdue
    Status(Status),
    /// What the owner and the pauser do
    #[command(subcommand)]
    Admin(Box<AdminCommand>),
    /// Make, import or show a key
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Ask whether a chain is fit for the suite and for an account
    Doctor(Doctor),
    /// Put the suite on a chain, or go on where an interrupted deployment stopped
    Deploy(Deploy),
    /// Compare what stands on a chain with what was built and deployed
    Verify(Verify),
    /// Upgrade contracts of a deployed suite
    Migrate(Migrate),
    /// Print the completions of a shell, for it to source
    Completions {
        /// Which shell
        shell: Shell,
    },
}
