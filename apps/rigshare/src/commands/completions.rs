//! `rigshare completions SHELL`.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Args;
use crate::failure::Failure;
use crate::screen::Screen;

/// Prints what the shell sources.
///
/// # Errors
/// Standard output can't be written.
pub fn run(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "rigshare", &mut script);
    let mut screen = Screen::stdout();
    screen.line(String::from_utf8_lossy(&script).trim_end());
    screen.show()
}
