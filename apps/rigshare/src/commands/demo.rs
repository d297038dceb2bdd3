//! `rigshare demo`: plays a season, and accounts for every base unit.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::statement;
use crate::args::Demo;
use crate::demo::{self, Replay};
use crate::failure::{Failure, FAILED};
use crate::interrupt;
use crate::outcome::{DenomOutcome, Outcome};
use crate::report;
use crate::screen::{show_json, Screen};
use crate::season::values::DAY_SECONDS;
use crate::season::Season;
use crate::whole_file::write_beside;

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
    #[serde(skip_serializing_if = "Option::is_none")]
    replay: Option<&'a Replay>,
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
    let season = match args.days {
        Some(days) => season.shortened(days),
        None => season,
    };
    let bar = progress_bar(&season, args.quiet || args.json);
    let progress = |seconds| bar.set_position(seconds);
    let played = match &args.devnet {
        Some(home) => demo::play_on_devnet(&season, home, args, &progress)
            .map(|(outcome, replay)| (outcome, Some(replay))),
        None => demo::play(&season, &progress).map(|outcome| (outcome, None)),
    };
    bar.finish_and_clear();
    let (outcome, replay) = played?;
    let replays = replay
        .as_ref()
        .is_none_or(|replay| replay.differences.is_empty());
    if let Some(file) = &args.report {
        let page = write_beside(file, &report::write_html(&outcome), "report")?;
        interrupt::check()?;
        page.take_place()?;
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
            replay: replay.as_ref(),
            outcome: &outcome,
        })?;
    } else {
        let mut screen = Screen::stdout();
        if !args.quiet {
            statement::story(&mut screen, &outcome);
            statement::people(&mut screen, &outcome);
        }
        statement::reconciliation(&mut screen, &outcome);
        if let Some(replay) = &replay {
            statement::replay(&mut screen, replay);
        }
        if let Some(file) = &args.report {
            screen.line(format!("Report: {}", file.display()));
        }
        screen.show()?;
    }
    Ok(if outcome.reconciled && replays {
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
