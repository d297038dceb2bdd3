//! Rigs that visitors of a living season register: the registrar approves them, and reporters see them earn.
//!
//! Nobody pays for them but whoever operates them, and nobody calls their defaults but their holders.

use std::ops::Range;

use cosmwasm_std::Uint128;
use rigshare_chain::Playground;
use rigshare_types::nft::{RigResponse, RigStatus};

use super::opening::is_same;
use crate::commands::roles::desk::Desk;
use crate::demo::stage::Stage;
use crate::demo::story::{reason, Kind};

/// A rig that a visitor operates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::demo) struct VisitorsRig {
    /// Its number.
    number: u32,
    /// What it mines.
    coin: String,
    /// Registered, H/s.
    hashrate_hs: Uint128,
    /// Its term, epochs.
    term: Range<u32>,
}

impl VisitorsRig {
    fn of(found: RigResponse) -> Self {
        Self {
            number: found.rig,
            coin: found.facts.coin,
            hashrate_hs: found.facts.hashrate_hs,
            term: found.facts.start_epoch..found.facts.end_epoch,
        }
    }
}

impl<C: Playground> Stage<'_, C> {
    /// Looks who has come: the registrar approves what waits, and from then on reporters look at it.
    ///
    /// # Errors
    /// The chain does not answer. What a contract refuses is told.
    pub(in crate::demo) fn meet_visitors(&mut self) -> anyhow::Result<()> {
        let mut found = Desk::new(&self.world.chain, &self.plan()).rigs()?;
        let season = self.season;
        found.retain(|rig| !season.rigs.iter().any(|of| is_same(of, rig)));
        for rig in &mut found {
            if rig.facts.status == RigStatus::Pending {
                match self.world.approve_rig(rig.rig) {
                    Ok(()) => rig.facts.status = RigStatus::Approved,
                    Err(error) => {
                        let text = format!("rig {} is not approved: {}", rig.rig, reason(&error));
                        self.tell(Kind::Trouble, text);
                        continue;
                    }
                }
                let text = format!(
                    "the registrar approves rig {}, {} of {}",
                    rig.rig, rig.profile.model, rig.facts.operator
                );
                self.tell(Kind::Trade, text);
            }
        }
        found.retain(|rig| rig.facts.status == RigStatus::Approved);
        self.visitors = found.into_iter().map(VisitorsRig::of).collect();
        Ok(())
    }

    /// The numbers of the visitors' rigs that mine on a day.
    pub(in crate::demo) fn visitors_mining(&self, day: u32) -> impl Iterator<Item = u32> + '_ {
        let epoch = self.epoch_of(day);
        let mining = move |rig: &&VisitorsRig| rig.term.contains(&epoch);
        self.visitors.iter().filter(mining).map(|rig| rig.number)
    }

    /// What a reporter sees of visitors' rigs on a day: what its pool credits to the first of the season's
    /// rigs of the same coin, by hashrate. None of a coin that none of them mines on that day.
    pub(in crate::demo) fn visitors_earn(
        &self,
        day: u32,
        reporter: usize,
    ) -> impl Iterator<Item = (u32, u128)> + '_ {
        let epoch = self.epoch_of(day);
        let season_day = self.calendar.season_day(day);
        let answers = self.season.answers.get(reporter);
        self.visitors.iter().filter_map(move |visitors| {
            if !visitors.term.contains(&epoch) {
                return None;
            }
            let mut known = self.season.rigs.iter().zip(answers?);
            let (like, gross) = known.find_map(|(rig, days)| {
                let gross = days
                    .get(&season_day)
                    .filter(|_| rig.coin == visitors.coin)?;
                Some((rig, Uint128::new(*gross)))
            })?;
            // Beyond what a report can say, nobody says anything.
            let earned = gross.checked_multiply_ratio(visitors.hashrate_hs, like.hashrate_hs.0);
            Some((visitors.number, earned.ok()?.u128()))
        })
    }
}
