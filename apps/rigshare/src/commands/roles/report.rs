//! `rigshare report ...`: from what reporters saw to what is final.

use cosmwasm_std::Addr;
use rigshare_chain::Chain;
use rigshare_deploy::Plan;
use rigshare_node::{Node, NodeError};
use rigshare_types::oracle::{
    ExecuteMsg, QueryMsg, ReportResponse, ReportersResponse, MAX_FINALIZE_RIGS,
};

use super::desk::Desk;
use super::order::{Execute, Order};
use super::report_accuse::accuse;
use super::{one, one_pure, report_relay, report_show, report_sign};
use crate::args::{ReportCommand, ReportFinalize};
use crate::failure::Failure;

/// Does what the flags ask for.
///
/// # Errors
/// [`Failure`].
pub fn run(command: &ReportCommand) -> Result<(), Failure> {
    match command {
        ReportCommand::Sign(args) => report_sign::run(args),
        ReportCommand::Relay(args) => report_relay::run(args),
        ReportCommand::Finalize(args) => one(&args.tx, |desk, sender| match &args.rigs {
            Some(rigs) => finalize(desk.at, args.epoch, &rigs.0),
            None => finalize_all(desk, sender, args),
        }),
        ReportCommand::Accuse(args) => {
            let files = report_relay::load_all(&args.files)?;
            one_pure(&args.tx, |at| accuse(at, files))
        }
        ReportCommand::Show(args) => report_show::run(args),
        ReportCommand::Key(args) => report_sign::show_key(args),
    }
}

/// Makes the reports of rigs final, in one transaction.
///
/// # Errors
/// None that is known.
pub fn finalize(at: &Plan, epoch: u32, rigs: &[u32]) -> anyhow::Result<Order> {
    let what = format!("make the reports of epoch {epoch} final for rigs {rigs:?}");
    let none: &[u32] = &[];
    let chunks: Vec<&[u32]> = match rigs {
        [] => vec![none],
        some => some.chunks(MAX_FINALIZE_RIGS).collect(),
    };
    let messages: anyhow::Result<Vec<Execute>> = chunks
        .into_iter()
        .map(|rigs| {
            let msg = ExecuteMsg::Finalize {
                epoch,
                rigs: rigs.to_vec(),
            };
            Execute::new(&at.oracle, &msg)
        })
        .collect();
    Ok(Order::all(what, messages?))
}

/// Makes everything of an epoch final that can be: the rigs of which a quorum has said something, except
/// those that the oracle refuses.
fn finalize_all(
    desk: &Desk<'_, Node>,
    sender: &Addr,
    args: &ReportFinalize,
) -> anyhow::Result<Order> {
    let rigs = waiting(desk, args.epoch)?;
    let mut refused = Vec::new();
    let ready = accepted(desk, sender, args.epoch, &rigs, &mut refused)?;
    let mut order = finalize(desk.at, args.epoch, &ready)?;
    for (rig, words) in refused {
        order = order.saying("left out", format!("rig {rig}: {words}"));
    }
    Ok(order)
}

/// The rigs in whose term the epoch is, whose report is not final, and of which a quorum has said
/// something.
///
/// # Errors
/// The chain does not answer.
pub fn waiting<C: Chain>(desk: &Desk<'_, C>, epoch: u32) -> anyhow::Result<Vec<u32>> {
    let reporters: ReportersResponse = desk.oracle(&QueryMsg::Reporters { epoch })?;
    let quorum = usize::from(reporters.config.quorum);
    let mut waiting = Vec::new();
    for rig in desk.rigs()? {
        if !(rig.facts.start_epoch..rig.facts.end_epoch).contains(&epoch) {
            continue;
        }
        let question = QueryMsg::Report {
            rig: rig.rig,
            epoch,
        };
        let found: ReportResponse = desk.oracle(&question)?;
        let counting = found
            .observations
            .iter()
            .filter(|seen| !reporters.suspended.contains(&seen.reporter));
        if found.report.is_none() && counting.count() >= quorum {
            waiting.push(rig.rig);
        }
    }
    Ok(waiting)
}

/// Which of these rigs' reports the oracle would make final: all, or those of each half.
fn accepted(
    desk: &Desk<'_, Node>,
    sender: &Addr,
    epoch: u32,
    rigs: &[u32],
    refused: &mut Vec<(u32, String)>,
) -> anyhow::Result<Vec<u32>> {
    if rigs.is_empty() {
        return Ok(Vec::new());
    }
    let messages = finalize(desk.at, epoch, rigs)?.messages;
    let messages = messages.into_iter().map(Into::into).collect();
    match (desk.chain.simulate(sender, messages), rigs) {
        (Ok(_), _) => Ok(rigs.to_vec()),
        // The node's own refusal says nothing of the oracle's.
        (Err(error), _) if error.is_of_the_node() => Err(error.into()),
        (Err(NodeError::Refused { words, .. }), [one]) => {
            refused.push((*one, words));
            Ok(Vec::new())
        }
        (Err(NodeError::Refused { .. }), several) => {
            let (first, second) = several.split_at(several.len() / 2);
            let mut found = accepted(desk, sender, epoch, first, refused)?;
            found.extend(accepted(desk, sender, epoch, second, refused)?);
            Ok(found)
        }
        (Err(error), _) => Err(error.into()),
    }
}
