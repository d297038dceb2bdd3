//! How a living season begins, and how it goes on where it stopped.

use std::ops::Range;

use anyhow::Context;
use cosmwasm_std::Addr;
use rigshare_chain::{execute, Playground};
use rigshare_types::distributor::ExecuteMsg;
use rigshare_types::nft::RigResponse;

use crate::commands::roles::desk::Desk;
use crate::demo::agenda::Agenda;
use crate::demo::stage::Stage;
use crate::demo::story::Kind;
use crate::failure::Failure;
use crate::interrupt;
use crate::outcome::StoryLine;
use crate::season::trades::Deed;
use crate::season::values::Name;
use crate::season::Rig;

/// Transactions until a rig is on sale: it is registered, approved, and its sale opened.
const TRANSACTIONS_A_RIG: u64 = 3;

/// Epochs that are closed in one transaction.
const CLOSED_AT_ONCE: usize = 40;

/// How many asks and offers stand when the first visitor comes.
const FIRST_ASKS: u32 = 6;
const FIRST_OFFERS: u32 = 4;

impl<C: Playground> Stage<'_, C> {
    /// Puts the rigs on sale and lets holders buy and trade; what of that was done before is not done
    /// again. Returns the days that are left to play.
    ///
    /// # Errors
    /// Ctrl-C, or what the chain refuses.
    pub(super) fn open(&mut self, tell: &mut dyn FnMut(&StoryLine)) -> Result<Range<u32>, Failure> {
        let season = self.season;
        let found = Desk::new(&self.world.chain, &self.plan()).rigs()?;
        let of = |rig: &Rig| found.iter().find(|other| is_same(rig, other));
        let begun = season.rigs.iter().find_map(|rig| Some((rig, of(rig)?)));
        self.pace.first_epoch = match begun {
            Some((rig, found)) => found.facts.start_epoch.saturating_sub(rig.start_day),
            None => self.first_epoch()?,
        };
        for rig in &season.rigs {
            interrupt::check()?;
            self.place(rig, of(rig))?;
            self.publish(tell);
        }
        let end = season.rigs.iter().map(|rig| rig.end_day).max();
        let end = end.unwrap_or_default();
        if found.iter().all(|rig| rig.minted == 0) {
            self.open_trade(tell)?;
            return Ok(0..end);
        }
        self.meet_visitors()?;
        let first = self.first_unreported_day()?;
        self.close_missed(first, tell)?;
        Ok(first..end)
    }

    /// Leaves an operator's rigs to somebody else: the season settles nothing of them.
    pub(super) fn leave_to(&mut self, operator: &Addr) {
        for placed in &mut self.rigs {
            placed.is_left = placed.operator == *operator;
        }
    }

    /// The first epoch that begins after all rigs can be registered.
    fn first_epoch(&self) -> anyhow::Result<u32> {
        let rigs = u64::try_from(self.season.rigs.len())?;
        let block_seconds = self.world.chain.block_seconds();
        let registering = rigs * TRANSACTIONS_A_RIG * block_seconds;
        let ready = self.world.time()?.saturating_add(registering);
        Ok(self.world.clock().epoch_at(ready)?.saturating_add(1))
    }

    fn open_trade(&mut self, tell: &mut dyn FnMut(&StoryLine)) -> Result<(), Failure> {
        self.fund_holders()?;
        let actions = self.season.actions.iter();
        for deed in actions.map(|action| &action.deed) {
            if matches!(deed, Deed::Buy { .. }) {
                interrupt::check()?;
                self.act(deed);
                self.publish(tell);
            }
        }
        for turn in 0..FIRST_ASKS {
            interrupt::check()?;
            self.ask_for_a_lot(turn)?;
            self.publish(tell);
        }
        for turn in 0..FIRST_OFFERS {
            interrupt::check()?;
            self.offer_for_a_rig(turn)?;
            self.publish(tell);
        }
        self.take_an_ask(0)?;
        self.accept_an_offer(0)?;
        self.publish(tell);
        Ok(())
    }

    /// The first day of which reports are missing and may still become final; today where there is none.
    fn first_unreported_day(&self) -> anyhow::Result<u32> {
        let now = self.world.time()?;
        let clock = self.world.clock();
        let deadline = self.season.rules.outage_deadline_seconds;
        let deadline = self.pace.scaled_ceil(deadline);
        let today = self.day_of(clock.epoch_at(now)?);
        let days = deadline / u64::from(clock.epoch_seconds.max(1)) + 1;
        let earliest = today.saturating_sub(u32::try_from(days)?);
        for day in earliest..today {
            let end = clock.end_of(self.epoch_of(day));
            // Reporters need some time too.
            let needed = now.saturating_add(clock.epoch_seconds.into());
            if end.saturating_add(deadline) > needed && !self.is_final(day)? {
                return Ok(day);
            }
        }
        Ok(today)
    }

    fn is_final(&self, day: u32) -> anyhow::Result<bool> {
        for index in 0..self.rigs.len() {
            let Some((_, number)) = self.mining(index, day) else {
                continue;
            };
            if self.report(number, self.epoch_of(day))?.report.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Closes the epochs before a day of which nobody can report anything any more: those that went by
    /// while nobody played.
    fn close_missed(
        &mut self,
        first: u32,
        tell: &mut dyn FnMut(&StoryLine),
    ) -> Result<(), Failure> {
        // What has a report is paid first: epochs close in order.
        self.settle_all(&mut Agenda::default())?;
        let caller = self.world.relayer();
        let distributor = self.world.at.distributor.clone();
        for index in 0..self.rigs.len() {
            loop {
                interrupt::check()?;
                let (id, rig, epochs) = self.missed(index, first)?;
                if epochs.is_empty() {
                    break;
                }
                let messages = epochs.iter().map(|epoch| {
                    let close = ExecuteMsg::CloseOutage { rig, epoch: *epoch };
                    execute(&distributor, &close, &[])
                });
                let messages = messages.collect::<anyhow::Result<Vec<_>>>()?;
                self.world
                    .chain
                    .submit(&caller, messages)
                    .with_context(|| format!("closing {} missed days of {id}", epochs.len()))?;
                let text = format!(
                    "{} days of {id}, while nobody played, close as outages",
                    epochs.len()
                );
                self.tell(Kind::Trouble, text);
                self.publish(tell);
            }
        }
        Ok(())
    }

    /// The next epochs of a rig before a day, as long as none has a report.
    fn missed(&self, index: usize, first: u32) -> anyhow::Result<(Name, u32, Vec<u32>)> {
        let placed = self.rigs.get(index).context("there is no such rig")?;
        let number = placed.number;
        let until = self.epoch_of(first.min(placed.rig.end_day));
        let deadline = self.season.rules.outage_deadline_seconds;
        let deadline = self.pace.scaled_ceil(deadline);
        let now = self.world.time()?;
        let mut next = self.world.book(number)?.book.next_epoch;
        let mut epochs = Vec::new();
        if let Some(minted) = self.world.minted(number)? {
            while let Some(epoch) = minted.schedule.next_weighted(next) {
                let is_full = epochs.len() >= CLOSED_AT_ONCE;
                let is_early = self.world.clock().end_of(epoch).saturating_add(deadline) >= now;
                if is_full || is_early || epoch >= until {
                    break;
                }
                if self.report(number, epoch)?.report.is_some() {
                    break;
                }
                epochs.push(epoch);
                next = epoch.saturating_add(1);
            }
        }
        Ok((placed.rig.id.clone(), number, epochs))
    }
}

/// Whether a rig of the chain is one of the season: where it mines is no other's.
pub(super) fn is_same(rig: &Rig, found: &RigResponse) -> bool {
    found.facts.pool == rig.pool && found.profile.worker == rig.worker
}
