//! Where a rig stands: its state, and what its next epoch waits for.

use rigshare_chain::{Block, Chain, QueryRefused};
use rigshare_types::distributor::{self, DueResponse, EpochDue, RigBookResponse, RigEpoch};
use rigshare_types::nft::{RigFacts, RigResponse, RigStatus};
use rigshare_types::oracle::{self, FinalPrice, FinalReport, ReportResponse, REPORTS};
use rigshare_types::packed::Pack;
use rigshare_types::pause::{running_seconds, PauseLog};
use rigshare_types::EpochClock;
use serde::Serialize;

use super::desk::Desk;
use crate::args::RigState;

/// The rules by which epochs become overdue, and the present.
pub struct Present {
    /// The newest block.
    pub block: Block,
    /// The suite's clock.
    pub clock: EpochClock,
    /// The epoch that lasts; 0 before the first.
    pub epoch: u32,
    /// The distributor's configuration.
    pub distributor: distributor::ConfigResponse,
    /// The oracle's.
    pub oracle: oracle::ConfigResponse,
}

impl Present {
    /// The present of a suite.
    ///
    /// # Errors
    /// The chain does not answer.
    pub fn of<C: Chain>(desk: &Desk<'_, C>) -> anyhow::Result<Self> {
        let clock = desk.config()?.clock;
        let block = desk.chain.latest()?;
        Ok(Self {
            block,
            clock,
            epoch: clock.epoch_at(block.time_seconds).unwrap_or_default(),
            distributor: desk.distributor(&distributor::QueryMsg::Config {})?,
            oracle: desk.oracle(&oracle::QueryMsg::Config {})?,
        })
    }

    fn ran_since(&self, seconds: u64, logs: &[&PauseLog]) -> u64 {
        running_seconds(logs, seconds, self.block.time_seconds)
    }
}

/// What the next epoch of a rig waits for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum Waits {
    /// Batches are collected.
    Batches {
        /// The first second at which the report can become final.
        until_seconds: u64,
    },
    /// The window is over: the report can become final if a quorum agrees.
    Finalization {
        /// How many reporters have said something of the rig.
        observations: usize,
        /// The first second at which it can't any more.
        until_seconds: u64,
    },
    /// Nothing can become final any more: the epoch can be closed as an outage.
    OutageClosing,
    /// It can be settled within the grace.
    Settlement {
        /// For the holders and the protocol.
        due: EpochDue,
        /// The earliest second at which it can be called a default.
        grace_ends_seconds: u64,
    },
    /// The grace is over: it can be called a default, or still be settled, late.
    OverdueSettlement {
        /// For the holders and the protocol.
        due: EpochDue,
    },
    /// Its report is final and it can't be settled all the same.
    Other {
        /// The distributor's words.
        words: String,
    },
}

impl Waits {
    /// Whether somebody is late.
    pub const fn is_overdue(&self) -> bool {
        matches!(self, Self::OutageClosing | Self::OverdueSettlement { .. })
    }
}

/// Where a rig stands.
#[derive(Clone, Debug, Serialize)]
pub struct Standing {
    /// Its state.
    pub state: RigState,
    /// The last epoch that was closed.
    pub last_closed_epoch: Option<u32>,
    /// Epochs with shares that have ended and are not closed.
    pub open_epochs: u32,
    /// The first of them.
    pub next_epoch: Option<u32>,
    /// Its report.
    #[serde(skip)]
    pub next_report: Option<FinalReport>,
    /// What it waits for.
    pub waits: Option<Waits>,
}

impl Standing {
    /// Where a rig stands.
    ///
    /// # Errors
    /// The chain does not answer.
    pub fn of<C: Chain>(
        desk: &Desk<'_, C>,
        rig: &RigResponse,
        book: &RigBookResponse,
        present: &Present,
    ) -> anyhow::Result<Self> {
        let from = book.book.next_epoch;
        let until = present.epoch.min(rig.facts.end_epoch);
        let minted = desk.minted(rig.rig)?.schedule;
        let mut open_epochs = 0_u32;
        if from < until {
            for run in minted.segments(from, until)? {
                open_epochs = open_epochs.saturating_add(run.end.saturating_sub(run.start));
            }
        }
        let next_epoch = minted.next_weighted(from).filter(|epoch| *epoch < until);
        let (next_report, waits) = match next_epoch {
            Some(epoch) => {
                let report = report(desk, rig.rig, epoch)?;
                let waits = waits(desk, rig, book, epoch, report, present)?;
                (report, Some(waits))
            }
            None => (None, None),
        };
        Ok(Self {
            state: state(&rig.facts, present.epoch),
            last_closed_epoch: (from > rig.facts.start_epoch).then(|| from.saturating_sub(1)),
            open_epochs,
            next_epoch,
            next_report,
            waits,
        })
    }
}

/// A rig's state in an epoch.
#[must_use]
pub fn state(facts: &RigFacts, epoch: u32) -> RigState {
    match facts.status {
        RigStatus::Pending => RigState::Pending,
        RigStatus::Rejected => RigState::Rejected,
        RigStatus::Approved if facts.retired && facts.end_epoch <= epoch => RigState::Retired,
        RigStatus::Approved if facts.end_epoch <= epoch => RigState::Ended,
        RigStatus::Approved if epoch < facts.start_epoch => RigState::Upcoming,
        RigStatus::Approved => RigState::Running,
    }
}

/// A rig's final report of an epoch, where it is final.
///
/// # Errors
/// The chain does not answer.
pub fn report<C: Chain>(
    desk: &Desk<'_, C>,
    rig: u32,
    epoch: u32,
) -> anyhow::Result<Option<FinalReport>> {
    let stored = desk
        .chain
        .raw(&desk.at.oracle, &REPORTS.key((rig, epoch)))?;
    let report = stored.map(|stored| FinalReport::from_packed(&stored));
    Ok(report.transpose()?)
}

fn waits<C: Chain>(
    desk: &Desk<'_, C>,
    rig: &RigResponse,
    book: &RigBookResponse,
    epoch: u32,
    report: Option<FinalReport>,
    present: &Present,
) -> anyhow::Result<Waits> {
    let number = rig.rig;
    let Some(report) = report else {
        let forming: ReportResponse =
            desk.oracle(&oracle::QueryMsg::Report { rig: number, epoch })?;
        let now_seconds = present.block.time_seconds;
        return Ok(if now_seconds < forming.window_ends_seconds {
            Waits::Batches {
                until_seconds: forming.window_ends_seconds,
            }
        } else if now_seconds < forming.deadline_seconds {
            Waits::Finalization {
                observations: forming.observations.len(),
                until_seconds: forming.deadline_seconds,
            }
        } else {
            Waits::OutageClosing
        });
    };
    let item = RigEpoch { rig: number, epoch };
    let question = distributor::QueryMsg::Due { items: vec![item] };
    let due = match desk.distributor::<DueResponse>(&question) {
        Ok(answer) => answer.items.into_iter().next(),
        Err(error) => {
            let QueryRefused { words, .. } = error.downcast()?;
            return Ok(Waits::Other { words });
        }
    };
    let due = due.ok_or_else(|| anyhow::anyhow!("the distributor does not say what is due"))?;
    let since = grace_start(desk, rig, book, epoch, &report)?;
    let grace = present.distributor.grace;
    let logs = [&present.distributor.pauses, &present.oracle.pauses];
    let ran_seconds = present.ran_since(since.time_seconds, &logs);
    let ran_blocks = present.block.height.saturating_sub(since.height);
    if ran_seconds > grace.seconds && ran_blocks > grace.blocks {
        return Ok(Waits::OverdueSettlement { due });
    }
    let left_seconds = grace.seconds.saturating_add(1).saturating_sub(ran_seconds);
    Ok(Waits::Settlement {
        due,
        grace_ends_seconds: present.block.time_seconds.saturating_add(left_seconds),
    })
}

/// When the grace of a rig's next epoch began: when its report and prices were final, and it was next.
fn grace_start<C: Chain>(
    desk: &Desk<'_, C>,
    rig: &RigResponse,
    book: &RigBookResponse,
    epoch: u32,
    report: &FinalReport,
) -> anyhow::Result<Block> {
    let mut since = Block {
        height: book.book.next_since_height.max(report.final_height),
        time_seconds: book.book.next_since_seconds.max(report.final_seconds),
    };
    let denoms: distributor::DenomsResponse = desk.distributor(&distributor::QueryMsg::Denoms {
        start_after: None,
        limit: Some(30),
    })?;
    let payout = denoms
        .denoms
        .into_iter()
        .find(|of| of.denom == rig.facts.payout);
    let assets = payout.map(|of| of.asset).into_iter();
    for asset in assets.chain([rig.facts.coin.clone()]) {
        let price: Option<FinalPrice> = desk.oracle(&oracle::QueryMsg::Price { asset, epoch })?;
        if let Some(price) = price {
            since.height = since.height.max(price.final_height);
            since.time_seconds = since.time_seconds.max(price.final_seconds);
        }
    }
    Ok(since)
}
