//! Plays a season on an embedded chain.
//!
//! Everything is done by messages to the contracts: the files say what people and reporters do and
//! when, and the contracts decide what comes of it.

mod actions;
mod agenda;
mod balances;
mod calendar;
mod closing;
mod counterparties;
mod ledger;
mod live;
mod pace;
mod payments;
mod real_chain;
mod reconcile;
mod reporting;
mod settling;
mod setup;
mod stage;
mod statements;
mod story;
mod trading;

use std::collections::BTreeMap;
use std::time::Instant;

use agenda::{Agenda, Task};
use reconcile::Audit;
use rigshare_chain::Playground;
use rigshare_suite::{Code, Embedded};
use setup::start_seconds;
use stage::Stage;

pub use live::{live_on_devnet, LiveNews};
use pace::Speed;
pub use real_chain::{play_on_devnet, Replay};

use crate::failure::Failure;
use crate::interrupt;
use crate::outcome::Outcome;
use crate::season::Season;

/// What everybody had earned by the end of each day: by holder and denom of the chain.
pub type Cumulative = BTreeMap<(String, String), Vec<u128>>;

/// What came of a season.
pub struct Played<C> {
    /// The record.
    pub outcome: Outcome,
    /// What everybody holds in the end, by account and denom of the chain.
    pub balances: BTreeMap<(String, String), u128>,
    /// The chain.
    pub chain: C,
}

/// Plays the season on a chain of its own; `progress` is told how many of its seconds are over.
///
/// # Errors
/// Ctrl-C, or a contract refuses what must not fail (deploying, settling, claiming at the end).
pub fn play(season: &Season, progress: &dyn Fn(u64)) -> Result<Outcome, Failure> {
    let chain = Embedded::new("rigshare-embedded-1", start_seconds(season));
    let code = Code::embedded()?;
    let played = play_on(season, chain, &code, Speed::AsReported, progress)?;
    Ok(played.outcome)
}

/// Plays the season on a chain; `progress` is told how many of its seconds are over.
///
/// # Errors
/// As [`play`], and the chain does not answer.
pub fn play_on<C: Playground>(
    season: &Season,
    chain: C,
    code: &Code,
    speed: Speed,
    progress: &dyn Fn(u64),
) -> Result<Played<C>, Failure> {
    let began = Instant::now();
    let stage = Stage::set(season, chain, code, speed)?;
    let (mut stage, mut cumulative) = run(stage, progress)?;
    let mut audit = Audit::of(&mut stage)?;
    // Twice: what is owed must be right before it is claimed, and what is paid after.
    audit.compare_holders(&mut stage)?;
    stage.claim_everything()?;
    stage.withdraw_everything()?;
    interrupt::check()?;
    audit.compare_holders(&mut stage)?;
    let held = audit.compare_balances(&mut stage)?;
    stage.write_down(season.rules.days.saturating_sub(1), &mut cumulative)?;
    let seconds = began.elapsed().as_secs_f64();
    Ok(Played {
        balances: stage.balances()?,
        outcome: stage.outcome(audit, &held, &cumulative, seconds)?,
        chain: stage.world.chain,
    })
}

/// Everything that the files say, until nothing is left to do.
fn run<'a, C: Playground>(
    mut stage: Stage<'a, C>,
    progress: &dyn Fn(u64),
) -> Result<(Stage<'a, C>, Cumulative), Failure> {
    let mut agenda = agenda_of(&stage);
    let mut cumulative = Cumulative::new();
    let start_seconds = stage.pace.day_start(0);
    while let Some((at_seconds, task)) = agenda.next() {
        interrupt::check()?;
        stage.world.wait_until(at_seconds)?;
        stage.perform(task, &mut agenda, &mut cumulative)?;
        let over = at_seconds.saturating_sub(start_seconds);
        progress(over.saturating_mul(stage.pace.hurry()));
    }
    interrupt::check()?;
    let closing = stage.pace.scaled_ceil(CLOSING_SECONDS);
    let end = stage.world.time()?.saturating_add(closing);
    stage.world.wait_until(end)?;
    Ok((stage, cumulative))
}

/// Everything that the files plan.
fn agenda_of<C: Playground>(stage: &Stage<'_, C>) -> Agenda {
    let rules = &stage.season.rules;
    let pace = stage.pace;
    let mut agenda = Agenda::default();
    // Planned first: what was earned by a day's end is written down before the next day begins.
    for day in 0..rules.days {
        agenda.plan(stage.day_start(day + 1), Task::DayEnd { day });
    }
    for (index, action) in stage.season.actions.iter().enumerate() {
        let at_seconds = stage.day_start(0) + action.at_seconds / pace.hurry();
        agenda.plan(at_seconds, Task::Act { index });
    }
    for day in 0..rules.days {
        plan_reports(stage, &mut agenda, day);
    }
    agenda
}

/// What reporters send of a day, and when it becomes final.
fn plan_reports<C: Playground>(stage: &Stage<'_, C>, agenda: &mut Agenda, day: u32) {
    let rules = &stage.season.rules;
    let pace = stage.pace;
    let window = pace.scaled_ceil(rules.window_seconds);
    let deadline = pace.scaled_ceil(rules.outage_deadline_seconds);
    let lateness = pace.scaled_ceil(LATE_SECONDS);
    let slots = u64::try_from(rules.reporters.len()).unwrap_or(0) + 1;
    let end = stage.day_start(day + 1);
    for (slot, (reporter, of)) in (1_u64..).zip(rules.reporters().enumerate()) {
        let late = of.late_days.contains(&stage.calendar.season_day(day));
        // On time: spread over the window. Late: after it, before the outage deadline.
        let delay = if late {
            window + deadline.saturating_sub(window).min(lateness)
        } else {
            window / slots * slot
        };
        agenda.plan(
            end + delay,
            Task::Relay {
                day,
                reporter,
                late,
            },
        );
    }
    agenda.plan(end + window, Task::Finalize { day });
}

/// How long after everything everybody takes what is theirs.
const CLOSING_SECONDS: u64 = 3_600;

/// How long after the window a late batch is relayed, at most.
const LATE_SECONDS: u64 = 5_400;

/// How long after an epoch became final its operator pays.
const PAYING_SECONDS: u64 = 900;

impl<C: Playground> Stage<'_, C> {
    fn perform(
        &mut self,
        task: Task,
        agenda: &mut Agenda,
        cumulative: &mut Cumulative,
    ) -> anyhow::Result<()> {
        let soon = self
            .world
            .time()?
            .saturating_add(self.pace.scaled_ceil(PAYING_SECONDS));
        match task {
            Task::DayEnd { day } => self.write_down(day, cumulative)?,
            Task::Act { index } => {
                let season = self.season;
                if let Some(action) = season.actions.get(index) {
                    self.act(&action.deed);
                }
            }
            Task::Relay {
                day,
                reporter,
                late,
            } => {
                let season_day = self.calendar.season_day(day);
                let mut reporters = self.season.rules.reporters();
                let absent = reporters
                    .nth(reporter)
                    .is_some_and(|of| of.absent_days.contains(&season_day));
                if absent {
                    self.miss(day, reporter);
                } else {
                    self.relay(day, reporter, late)?;
                    if late && self.finalize(day, false)? {
                        agenda.plan(soon, Task::Settle);
                    }
                }
            }
            Task::Finalize { day } => {
                self.finalize(day, true)?;
                agenda.plan(soon, Task::Settle);
            }
            Task::Settle | Task::SettleLate { .. } => self.settle_all(agenda)?,
            Task::Trade { day, turn } => self.trade_turn(day, turn)?,
            Task::Default { rig, epoch } => {
                self.call_default(rig, epoch)?;
                self.settle_all(agenda)?;
            }
            Task::CloseOutage { rig, epoch } => {
                self.close_outage(rig, epoch)?;
                self.settle_all(agenda)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// What an audit of the example season says after somebody tampered with it.
    fn audit_after(tamper: impl FnOnce(&mut Stage<'_>)) -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/season");
        let season = Season::load(&folder).unwrap();
        let chain = Embedded::new("rigshare-embedded-1", start_seconds(&season));
        let code = Code::embedded().unwrap();
        let stage = Stage::set(&season, chain, &code, Speed::AsReported)
            .unwrap_or_else(|_| panic!("it could not begin"));
        let (mut stage, _) = run(stage, &|_| {}).unwrap_or_else(|_| panic!("it did not run"));
        stage.claim_everything().unwrap();
        stage.withdraw_everything().unwrap();
        tamper(&mut stage);
        let mut audit = Audit::of(&mut stage).unwrap();
        audit.compare_holders(&mut stage).unwrap();
        audit.compare_balances(&mut stage).unwrap();
        audit.disagreements
    }

    #[test]
    fn an_untouched_season_has_no_disagreement() {
        assert_eq!(audit_after(|_| {}), Vec::<String>::new());
    }

    #[test]
    fn a_base_unit_too_many_at_the_distributor_is_seen() {
        let found = audit_after(|stage| {
            let distributor = stage.world.at.distributor.clone();
            let denom = stage.denom("usdc").unwrap();
            stage.world.fund_denom(&distributor, 1, &denom).unwrap();
        });
        assert!(
            found.iter().any(|line| line.starts_with("usdc:")),
            "{found:?}"
        );
    }

    #[test]
    fn a_holder_who_was_paid_a_base_unit_too_many_is_seen() {
        let found = audit_after(|stage| {
            let ada = stage.holder("ada");
            let paid = stage
                .ledger
                .claimed
                .iter_mut()
                .find(|((holder, _), _)| ada.as_str() == *holder);
            *paid.unwrap().1 += 1;
        });
        assert!(
            found.iter().any(|line| line.starts_with("ada")),
            "{found:?}"
        );
    }

    #[test]
    fn a_due_that_no_report_backs_is_seen() {
        let found = audit_after(|stage| {
            let report = stage.ledger.reports.values_mut().next().unwrap();
            report.gross += cosmwasm_std::Uint128::new(1_000_000);
        });
        assert!(
            found.iter().any(|line| line.contains("by the model")),
            "{found:?}"
        );
        assert!(
            found.iter().any(|line| line.contains("no quorum")),
            "{found:?}"
        );
    }

    #[test]
    fn shares_that_the_events_do_not_tell_are_seen() {
        let found = audit_after(|stage| {
            stage.ledger.facts.remove(0);
        });
        assert!(
            found.iter().any(|line| line.contains("share-seconds")),
            "{found:?}"
        );
    }
}
