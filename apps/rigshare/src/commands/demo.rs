//! `rigshare demo`: plays a season, and accounts for every base unit.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::statement;
use crate::args::Demo;
use crate::demo;
use crate::failure::{Failure, FAILED};
use crate::interrupt;
use crate::outcome::{DenomOutcome, Outcome};
use crate::report;
use crate::screen::{show_json, Screen};
use crate::season::values::DAY_SECONDS;
use crate::season::Season;

/// What `--json` prints.
#[derive(Serialize)]
struct DemoJson<'a> {
    rigs: usize,
    holders: usize,
    /// Closed epochs of all rigs.
    epochs: usize,
    transfers: u64,
    denoms: &'a BTreeMap<String, DenomOutcome>,
    max_error_base_units: &'a str,
    reconciled: bool,
    seconds: f64,
    report: Option<&'a Path>,
    outcome: &'a Outcome,
}

/// Plays the season. It fails where the season does not reconcile.
///
/// # Errors
/// The folder is refused, the report can't be written, or Ctrl-C.
pub fn run(args: &Demo) -> Result<ExitCode, Failure> {
    if !args.season.is_dir() {
        let why = format!("{} is not a folder", args.season.display());
        return Err(Failure::usage("--season", why));
    }
    interrupt::listen()?;
    let season = Season::load(&args.season)?;
    let bar = progress_bar(&season, args.quiet || args.json);
    let outcome = demo::play(&season, &|seconds| bar.set_position(seconds));
    bar.finish_and_clear();
    let outcome = outcome?;
    if let Some(file) = &args.report {
        write_report(file, &outcome)?;
    }
    interrupt::check()?;
    if args.json {
        show_json(&DemoJson {
            rigs: outcome.rigs.len(),
            holders: outcome.holders.len(),
            epochs: outcome.rigs.iter().map(|rig| rig.days.len()).sum(),
            transfers: outcome.transfers,
            denoms: &outcome.denoms,
            max_error_base_units: &outcome.max_error_base_units,
            reconciled: outcome.reconciled,
            seconds: outcome.seconds,
            report: args.report.as_deref(),
            outcome: &outcome,
        })?;
    } else {
        let mut screen = Screen::stdout();
        if !args.quiet {
            statement::story(&mut screen, &outcome);
            statement::people(&mut screen, &outcome);
        }
        statement::reconciliation(&mut screen, &outcome);
        if let Some(file) = &args.report {
            screen.line(format!("Report: {}", file.display()));
        }
        screen.show()?;
    }
    Ok(if outcome.reconciled {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILED)
    })
}

/// On standard error, and only where that is a terminal.
fn progress_bar(season: &Season, hidden: bool) -> ProgressBar {
    if hidden {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::from(season.rules.days) * DAY_SECONDS);
    // The template is a constant that parses.
    if let Ok(style) = ProgressStyle::with_template("playing {wide_bar} {percent} %  {elapsed}") {
        bar.set_style(style);
    }
    bar
}

/// Writes beside the file and renames: whoever looks sees the old report or the new one.
fn write_report(file: &Path, outcome: &Outcome) -> Result<(), Failure> {
    let page = report::write_html(outcome);
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let describe = || format!("writing the report {}", file.display());
    let mut beside = tempfile::NamedTempFile::new_in(folder).with_context(describe)?;
    beside.write_all(page.as_bytes()).with_context(describe)?;
    interrupt::check()?;
    readable(beside.as_file()).with_context(describe)?;
    beside.persist(file).with_context(describe)?;
    Ok(())
}

/// Temporary files are private; a report is as readable as any other file.
#[cfg(unix)]
fn readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
