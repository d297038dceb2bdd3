//! A season without end: its days come again and again until somebody stops it.
//!
//! Reporters, operators and their troubles are the season's. What holders do is not written down
//! beforehand: they trade a little every day with what they have then, beside visitors.

mod bazaar;
mod devnet;
mod opening;
mod people;
mod visitors;

use std::time::{Duration, Instant};

use rigshare_chain::Playground;

use super::agenda::{Agenda, Task};
use super::stage::Stage;
use super::story::Kind;
use super::{plan_reports, Cumulative};
use crate::failure::Failure;
use crate::interrupt;
use crate::outcome::StoryLine;
use crate::season::trades::Deed;
use crate::season::values::DAY_SECONDS;

pub use bazaar::Turn;
pub use devnet::{live_on_devnet, LiveNews};
pub(super) use visitors::VisitorsRig;

/// How often a task is tried that fails although the chain answers.
const ATTEMPTS: u32 = 3;

/// How long a chain may not answer: time enough to start its node again.
const PATIENCE: Duration = Duration::from_secs(600);

/// How often a chain that does not answer is asked.
const ASK_AGAIN: Duration = Duration::from_secs(1);

impl<C: Playground> Stage<'_, C> {
    /// Plays the season's days again and again, from `first` up to `end`, and tells everything that
    /// happens.
    ///
    /// # Errors
    /// Ctrl-C; or the chain does not answer for minutes. Whatever else goes wrong is told, and the
    /// season goes on.
    pub(super) fn live(
        &mut self,
        first: u32,
        end: u32,
        tell: &mut dyn FnMut(&StoryLine),
    ) -> Result<(), Failure> {
        let mut agenda = Agenda::default();
        // Whether something is left of the time before, which nothing else would ask for.
        agenda.plan(0, Task::Settle);
        let began = self.world.time()?;
        // What becomes of the last day is known by then.
        let deadline = self.season.rules.outage_deadline_seconds;
        let deadline = self.pace.scaled_ceil(deadline).saturating_add(1);
        let over_seconds = self.day_start(end).saturating_add(deadline);
        let mut days = first..end;
        let mut next_day = days.next();
        loop {
            // The agenda is always planned further than it is done.
            while let Some(day) = next_day {
                let start = self.day_start(day);
                if agenda.next_seconds().is_some_and(|at| at < start) {
                    break;
                }
                self.plan_day(day, began, &mut agenda);
                next_day = days.next();
            }
            let next = agenda.next();
            let Some((at_seconds, task)) = next.filter(|(at, _)| *at <= over_seconds) else {
                return Ok(());
            };
            self.perform_patiently(at_seconds, task, &mut agenda)?;
            self.publish(tell);
        }
    }

    /// Plans a day; what holders would have done before `began` they have not.
    fn plan_day(&self, day: u32, began: u64, agenda: &mut Agenda) {
        let start = self.day_start(day);
        let hurry = self.pace.hurry();
        for turn in Turn::ALL {
            let at_seconds = start + turn.time_seconds() / hurry;
            if at_seconds >= began {
                agenda.plan(at_seconds, Task::Trade { day, turn });
            }
        }
        let season_day = u64::from(self.calendar.season_day(day));
        for (index, action) in self.season.actions.iter().enumerate() {
            if action.at_seconds / DAY_SECONDS == season_day && is_operators(&action.deed) {
                let at_seconds = start + action.at_seconds % DAY_SECONDS / hurry;
                agenda.plan(at_seconds, Task::Act { index });
            }
        }
        plan_reports(self, agenda, day);
    }

    /// Performs a task when it is time. One that fails is tried again once the chain answers.
    fn perform_patiently(
        &mut self,
        at_seconds: u64,
        task: Task,
        agenda: &mut Agenda,
    ) -> Result<(), Failure> {
        for attempt in 1..=ATTEMPTS {
            let Err(error) = self.perform_at(at_seconds, task, agenda) else {
                return Ok(());
            };
            let Failure::Failed(error) = error else {
                return Err(error);
            };
            let next = if attempt == ATTEMPTS {
                "it is left out"
            } else {
                "it is tried again"
            };
            self.tell(Kind::Trouble, format!("{task:?}: {error:#}; {next}"));
            self.wait_for_the_chain()?;
        }
        Ok(())
    }

    fn perform_at(
        &mut self,
        at_seconds: u64,
        task: Task,
        agenda: &mut Agenda,
    ) -> Result<(), Failure> {
        loop {
            interrupt::check()?;
            let now = self.world.time()?;
            if now >= at_seconds {
                break;
            }
            // Not all at once, so that Ctrl-C is heard.
            self.world.wait_until(at_seconds.min(now + 1))?;
        }
        Ok(self.perform(task, agenda, &mut Cumulative::new())?)
    }

    fn wait_for_the_chain(&self) -> Result<(), Failure> {
        let since = Instant::now();
        loop {
            interrupt::check()?;
            match self.world.time() {
                Ok(_) => return Ok(()),
                Err(error) if since.elapsed() > PATIENCE => {
                    let seconds = PATIENCE.as_secs();
                    let words = format!("the chain has not answered for {seconds} seconds");
                    return Err(Failure::Failed(error.context(words)));
                }
                Err(_) => std::thread::sleep(ASK_AGAIN),
            }
        }
    }

    /// Tells what has happened, and forgets it: nobody accounts for a season without end, and what it
    /// remembers must not grow without end either.
    fn publish(&mut self, tell: &mut dyn FnMut(&StoryLine)) {
        for line in self.story.lines.drain(..) {
            tell(&line);
        }
        self.world.transactions.clear();
        self.dues.clear();
        self.brought.clear();
        self.tokens.clear();
        self.offers.clear();
    }
}

/// Whether a deed is an operator's, which comes again every round.
const fn is_operators(deed: &Deed) -> bool {
    matches!(deed, Deed::Withdraw { .. } | Deed::Cure { .. })
}

#[cfg(test)]
mod tests;
