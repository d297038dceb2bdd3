//! The command line of Rigshare.

mod args;
mod chain;
mod commands;
mod demo;
mod failure;
mod faucet;
mod interrupt;
mod keys;
mod numbers;
mod outcome;
mod report;
mod screen;
mod season;
mod whole_file;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = args::Args::parse();
    match commands::run(args) {
        Ok(code) => code,
        Err(failure) => failure.tell(),
    }
}
