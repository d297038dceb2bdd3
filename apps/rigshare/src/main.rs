//! The command line of Rigshare.

mod args;
mod commands;
mod demo;
mod failure;
mod interrupt;
mod numbers;
mod outcome;
mod report;
mod screen;
mod season;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = args::Args::parse();
    match commands::run(args) {
        Ok(code) => code,
        Err(failure) => failure.tell(),
    }
}
