//! `rigshare report show`: a rig's report of an epoch, final or forming.

use rigshare_types::oracle::{QueryMsg, ReportResponse};
use serde_json::json;

use super::desk::Desk;
use super::units::exact_json;
use crate::args::ReportShow;
use crate::chain::Reader;
use crate::failure::Failure;
use crate::screen::{show_json, Screen};

/// Shows it.
///
/// # Errors
/// [`Failure`].
pub fn run(args: &ReportShow) -> Result<(), Failure> {
    let reader = Reader::open(&args.chain)?;
    let desk = Desk::new(&reader.node, &reader.plan);
    let (rig, epoch) = (args.rig, args.epoch);
    let coin = desk.rig(rig)?.facts.coin;
    let found: ReportResponse = desk.oracle(&QueryMsg::Report { rig, epoch })?;
    if reader.json {
        return show_json(&exact_json(&json!({
            "rig": rig,
            "epoch": epoch,
            "coin": coin,
            "report": found.report,
            "observations": found.observations,
            "window_ends_seconds": found.window_ends_seconds,
            "deadline_seconds": found.deadline_seconds,
        }))?);
    }
    let mut screen = Screen::stdout();
    screen.heading(&format!("Rig {rig}, epoch {epoch}"));
    let mut facts = match &found.report {
        Some(report) => vec![
            ("gross", format!("{} base units of {coin}", report.gross)),
            ("grade", report.grade.to_string()),
            ("signers", report.signers.to_string()),
            ("final since second", report.final_seconds.to_string()),
        ],
        None => vec![("report", "not final".to_owned())],
    };
    facts.push((
        "window ends at second",
        found.window_ends_seconds.to_string(),
    ));
    facts.push(("deadline at second", found.deadline_seconds.to_string()));
    screen.facts(&facts);
    let rows = found.observations.iter();
    let rows: Vec<Vec<String>> = rows
        .map(|seen| vec![seen.reporter.to_string(), seen.gross.to_string()])
        .collect();
    if !rows.is_empty() {
        screen.table(&[">reporter", ">gross"], rows);
    }
    screen.show()
}
