//! What went wrong, and the exit code that says so.

use std::process::ExitCode;

use crate::chain::advice_on;

/// Exit code of a failure: an input that is refused, a season that does not reconcile.
pub const FAILED: u8 = 1;

/// Exit code of bad usage, as clap's own.
const BAD_USAGE: u8 = 2;

/// Exit code of a program that Ctrl-C ended: 128 + SIGINT.
pub const INTERRUPTED: u8 = 130;

/// Why a command did not do what it was asked for.
#[derive(Debug)]
pub enum Failure {
    /// A flag has a value that makes no sense.
    Usage(String),
    /// Ctrl-C.
    Interrupted,
    /// Whatever else.
    Failed(anyhow::Error),
}

impl Failure {
    /// A flag's value is wrong.
    pub fn usage(flag: &str, why: impl std::fmt::Display) -> Self {
        Self::Usage(format!("{flag}: {why}"))
    }

    /// Whatever else, in words.
    pub fn because(why: impl std::fmt::Display) -> Self {
        Self::Failed(anyhow::anyhow!("{why}"))
    }

    /// As an error of code that knows no exit codes.
    pub fn into_error(self) -> anyhow::Error {
        match self {
            Self::Usage(why) => anyhow::Error::msg(why),
            Self::Interrupted => anyhow::anyhow!("interrupted"),
            Self::Failed(error) => error,
        }
    }

    /// Says on standard error what went wrong.
    pub fn tell(self) -> ExitCode {
        match self {
            Self::Usage(why) => {
                eprintln!("error: {why}\n\nFor more information, try '--help'.");
                ExitCode::from(BAD_USAGE)
            }
            Self::Interrupted => {
                eprintln!("interrupted: nothing was written");
                ExitCode::from(INTERRUPTED)
            }
            Self::Failed(error) => {
                eprintln!("error: {error:#}");
                if let Some(advice) = advice_on(&error) {
                    eprintln!("help: {advice}");
                }
                ExitCode::from(FAILED)
            }
        }
    }
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}
