//! `rigshare status`: how a suite stands, and what is overdue.

use rigshare_chain::Chain;
use rigshare_types::marketplace;
use serde::Serialize;

use super::desk::Desk;
use super::rig_list::word;
use super::standing::{Present, Standing, Waits};
use super::units::{amount, exact_json};
use crate::args::Status as Args;
use crate::chain::Reader;
use crate::failure::Failure;
use crate::screen::{show_json, Screen, Tone};

/// How a suite stands.
#[derive(Debug, Serialize)]
pub struct Status {
    /// The chain.
    pub chain_id: String,
    /// Height of the newest block.
    pub height: u64,
    /// Its time, seconds since 1970 UTC.
    pub time_seconds: u64,
    /// The epoch that lasts.
    pub epoch: u32,
    /// The first second after it.
    pub epoch_ends_seconds: u64,
    /// The first second after the pause of each contract that is paused.
    pub paused_until_seconds: std::collections::BTreeMap<&'static str, u64>,
    /// The rigs.
    pub rigs: Vec<RigStatus>,
    /// What somebody is late with, in words.
    pub overdue: Vec<String>,
}

/// How a rig stands.
#[derive(Debug, Serialize)]
pub struct RigStatus {
    /// The rig.
    pub rig: u32,
    /// Registered shares.
    pub shares: u64,
    /// Shares that exist.
    pub minted: u64,
    /// Where it stands.
    #[serde(flatten)]
    pub standing: Standing,
}

impl Status {
    /// How a suite stands.
    ///
    /// # Errors
    /// The chain does not answer.
    pub fn of<C: Chain>(desk: &Desk<'_, C>) -> anyhow::Result<Self> {
        let present = Present::of(desk)?;
        let market: marketplace::ConfigResponse = desk.market(&marketplace::QueryMsg::Config {})?;
        let nft = desk.config()?;
        let now_seconds = present.block.time_seconds;
        let paused_until_seconds = [
            ("hashrate-nft", &nft.pauses),
            ("oracle", &present.oracle.pauses),
            ("distributor", &present.distributor.pauses),
            ("marketplace", &market.pauses),
        ]
        .into_iter()
        .filter_map(|(name, log)| Some((name, log.paused_until(now_seconds)?)))
        .collect();
        let mut rigs = Vec::new();
        let mut overdue = Vec::new();
        for rig in desk.rigs()? {
            let book = desk.book(rig.rig)?;
            let standing = Standing::of(desk, &rig, &book, &present)?;
            if let (Some(epoch), Some(waits)) = (standing.next_epoch, &standing.waits) {
                if waits.is_overdue() {
                    let what = in_words(waits);
                    overdue.push(format!("epoch {epoch} of rig {}: {what}", rig.rig));
                }
            }
            rigs.push(RigStatus {
                rig: rig.rig,
                shares: rig.facts.shares,
                minted: rig.minted,
                standing,
            });
        }
        Ok(Self {
            chain_id: desk.chain.id().to_owned(),
            height: present.block.height,
            time_seconds: now_seconds,
            epoch: present.epoch,
            epoch_ends_seconds: present.clock.end_of(present.epoch),
            paused_until_seconds,
            rigs,
            overdue,
        })
    }
}

/// What a rig's next epoch waits for, in words.
fn in_words(waits: &Waits) -> String {
    match waits {
        Waits::Batches { until_seconds } => format!("batches, until second {until_seconds}"),
        Waits::Finalization { observations, .. } => {
            format!("its report to become final; {observations} reporters have spoken")
        }
        Waits::OutageClosing => {
            "nobody reported it in time: it can be closed as an outage".to_owned()
        }
        Waits::Settlement {
            due,
            grace_ends_seconds,
        } => format!(
            "{} of the holders and {} of fee to be settled, until second {grace_ends_seconds}",
            amount(due.holders, &due.denom),
            amount(due.protocol_fee, &due.denom)
        ),
        Waits::OverdueSettlement { due } => format!(
            "{} of the holders were not settled in time: it can be called a default",
            amount(due.holders, &due.denom)
        ),
        Waits::Other { words } => words.clone(),
    }
}

/// Shows it.
///
/// # Errors
/// [`Failure`].
pub fn run(args: &Args) -> Result<(), Failure> {
    let reader = Reader::open(&args.chain)?;
    let status = Status::of(&Desk::new(&reader.node, &reader.plan))?;
    if reader.json {
        return show_json(&exact_json(&status)?);
    }
    let mut screen = Screen::stdout();
    screen.heading(&format!("The suite on {}", status.chain_id));
    let left = status
        .epoch_ends_seconds
        .saturating_sub(status.time_seconds);
    screen.facts(&[
        ("height", status.height.to_string()),
        ("time", format!("second {}", status.time_seconds)),
        (
            "epoch",
            format!("{}, for {left} seconds more", status.epoch),
        ),
        ("rigs", status.rigs.len().to_string()),
    ]);
    for (contract, until_seconds) in &status.paused_until_seconds {
        let said = format!("{contract} is paused until second {until_seconds}");
        screen.line(screen.paint(Tone::Bad, &said));
    }
    if !status.rigs.is_empty() {
        let rows = status.rigs.iter().map(row).collect();
        let headings = [
            ">rig",
            "state",
            ">sold",
            ">shares",
            ">last closed",
            ">open epochs",
            "next waits for",
        ];
        screen.heading("Rigs");
        screen.table(&headings, rows);
    }
    screen.heading("Overdue");
    if status.overdue.is_empty() {
        screen.line("nothing");
    }
    for late in &status.overdue {
        screen.line(screen.paint(Tone::Bad, late));
    }
    screen.show()
}

fn row(rig: &RigStatus) -> Vec<String> {
    let standing = &rig.standing;
    let next = match (standing.next_epoch, &standing.waits) {
        (Some(epoch), Some(waits)) => format!("epoch {epoch}: {}", in_words(waits)),
        _ => String::new(),
    };
    vec![
        rig.rig.to_string(),
        word(standing.state),
        rig.minted.to_string(),
        rig.shares.to_string(),
        standing
            .last_closed_epoch
            .map(|epoch| epoch.to_string())
            .unwrap_or_default(),
        standing.open_epochs.to_string(),
        next,
    ]
}
