//! The `rigshare` program, as a user runs it.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::workspace;

/// What a run of the program came to.
#[derive(Debug)]
pub struct Ran {
    /// Its exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// What it wrote to standard output.
    pub out: String,
    /// What it wrote to standard error.
    pub err: String,
}

impl Ran {
    /// Its standard output as JSON.
    ///
    /// # Panics
    /// It failed, or wrote something else.
    #[must_use]
    pub fn json(&self) -> Value {
        assert_eq!(self.code, Some(0), "{}{}", self.out, self.err);
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
}

/// The program, to be given arguments. It runs in the top of the workspace.
///
/// # Panics
/// It is not built.
#[must_use]
pub fn rigshare() -> Command {
    let mut command = Command::new(built("rigshare"));
    command.current_dir(workspace());
    for of_the_caller in [
        "RIGSHARE_CHAIN",
        "RIGSHARE_KEY_FILE",
        "RIGSHARE_MNEMONIC",
        "RIGSHARE_PASSPHRASE",
    ] {
        command.env_remove(of_the_caller);
    }
    command
}

/// Runs a command to its end.
///
/// # Panics
/// It can't be started.
pub fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A program of the workspace. It is beside the tests: cargo puts both into one target folder.
pub(crate) fn built(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(|deps| deps.parent()).unwrap();
    let program = folder.join(name);
    assert!(
        program.exists(),
        "{} is missing: run cargo build -p {name}",
        program.display()
    );
    program
}
