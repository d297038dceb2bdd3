//! What each command does.

mod completions;
mod demo;
mod deploy;
mod doctor;
mod faucet;
mod hashprice;
mod keys;
mod live;
mod migrate;
mod network;
mod rig_quote;
pub mod roles;
mod statement;
mod verify;

use std::process::ExitCode;

use crate::args::{Args, Command};
use crate::failure::Failure;

/// Does what the flags ask for.
///
/// # Errors
/// [`Failure`], which knows its exit code.
pub fn run(args: Args) -> Result<ExitCode, Failure> {
    match args.command {
        Command::Demo(args) => demo::run(&args),
        Command::Live(args) => live::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Faucet(args) => faucet::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Hashprice(args) => hashprice::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Rig(command) => roles::run_rig(&command).map(|()| ExitCode::SUCCESS),
        Command::Share(command) => roles::run_share(&command).map(|()| ExitCode::SUCCESS),
        Command::Report(command) => roles::run_report(&command).map(|()| ExitCode::SUCCESS),
        Command::Settle(args) => roles::run_settle(&args).map(|()| ExitCode::SUCCESS),
        Command::Default(args) => roles::run_default(&args).map(|()| ExitCode::SUCCESS),
        Command::CloseOutage(args) => roles::run_close_outage(&args).map(|()| ExitCode::SUCCESS),
        Command::Cure(args) => roles::run_cure(&args).map(|()| ExitCode::SUCCESS),
        Command::Withdraw(args) => roles::run_withdraw(&args).map(|()| ExitCode::SUCCESS),
        Command::Claim(args) => roles::run_claim(&args).map(|()| ExitCode::SUCCESS),
        Command::Checkpoint(args) => roles::run_checkpoint(&args).map(|()| ExitCode::SUCCESS),
        Command::PayoutAddress(args) => {
            roles::run_payout_address(&args).map(|()| ExitCode::SUCCESS)
        }
        Command::Market(command) => roles::run_market(&command).map(|()| ExitCode::SUCCESS),
        Command::Portfolio(args) => roles::run_portfolio(&args).map(|()| ExitCode::SUCCESS),
        Command::Admin(command) => roles::run_admin(&command).map(|()| ExitCode::SUCCESS),
        Command::Status(args) => roles::run_status(&args).map(|()| ExitCode::SUCCESS),
        Command::Keys(command) => keys::run(&command).map(|()| ExitCode::SUCCESS),
        Command::Doctor(args) => doctor::run(&args),
        Command::Deploy(args) => deploy::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Verify(args) => verify::run(&args),
        Command::Migrate(args) => migrate::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Completions { shell } => completions::run(shell).map(|()| ExitCode::SUCCESS),
    }
}
