//! What each command does.

mod completions;
mod demo;
mod hashprice;
mod network;
mod rig_quote;
mod statement;

use std::process::ExitCode;

use crate::args::{Args, Command, RigCommand};
use crate::failure::Failure;

/// Does what the flags ask for.
///
/// # Errors
/// [`Failure`], which knows its exit code.
pub fn run(args: Args) -> Result<ExitCode, Failure> {
    match args.command {
        Command::Demo(args) => demo::run(&args),
        Command::Hashprice(args) => hashprice::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Rig(RigCommand::Quote(args)) => rig_quote::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Completions { shell } => completions::run(shell).map(|()| ExitCode::SUCCESS),
    }
}
