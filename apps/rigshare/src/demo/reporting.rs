//! What reporters sign, who relays it, and what becomes final.

use cosmwasm_std::Uint128;
use rigshare_chain::Playground;
use rigshare_suite::World;
use rigshare_types::batch::{
    MarketObservation, NetworkObservation, PoolObservation, PriceObservation,
};
use rigshare_types::events::ReportFinal;
use rigshare_types::oracle::{QueryMsg, ReportResponse};

use super::stage::Stage;
use super::story::{reason, Kind};
use crate::season::values::Amount;

impl<C: Playground> Stage<'_, C> {
    /// Relays a reporter's batch of a day, which it signed from its own answers.
    pub fn relay(&mut self, day: u32, reporter: usize, late: bool) -> anyhow::Result<()> {
        let observations = self.observations(day, reporter);
        let market = self.market(day);
        let batches = World::batches(self.epoch_of(day), &observations, Some(&market));
        let mut signed = Vec::new();
        for batch in batches {
            signed.push(self.world.sign(reporter, batch)?);
        }
        let name = self.reporter_name(reporter);
        let sent = self.world.relay(signed);
        if let Some(tally) = self.reporters.get_mut(reporter) {
            tally.batches += u32::from(sent.is_ok());
            tally.late += u32::from(late);
        }
        match sent {
            Ok(_) if late => {
                let text = format!("{name}'s batch of day {day} comes after the window");
                self.tell(Kind::Trouble, text);
            }
            Ok(_) => {}
            Err(error) => {
                let text = format!("{name}'s batch of day {day} is refused: {}", reason(&error));
                self.tell(Kind::Trouble, text);
            }
        }
        Ok(())
    }

    /// A reporter sends nothing on a day.
    pub fn miss(&mut self, day: u32, reporter: usize) {
        let name = self.reporter_name(reporter);
        if let Some(tally) = self.reporters.get_mut(reporter) {
            tally.absent += 1;
        }
        self.tell(Kind::Trouble, format!("{name} sends nothing for day {day}"));
    }

    /// Makes final what a quorum agrees on. Returns whether anything new is.
    pub fn finalize(&mut self, day: u32, tell_gaps: bool) -> anyhow::Result<bool> {
        let epoch = self.epoch_of(day);
        let mut ready = Vec::new();
        let mut waiting = Vec::new();
        let seasons = (0..self.rigs.len()).filter_map(|index| self.mining(index, day));
        let visitors = self.visitors_mining(day);
        let visitors = visitors.map(|number| (format!("a visitor's rig {number}"), number));
        for (id, number) in seasons.chain(visitors) {
            let report = self.report(number, epoch)?;
            if report.report.is_some() {
                continue;
            }
            if report.observations.len() >= usize::from(self.season.rules.quorum) {
                ready.push((id, number));
            } else {
                waiting.push((id, report.observations.len()));
            }
        }
        let numbers: Vec<u32> = ready.iter().map(|(_, number)| *number).collect();
        // One refused rig refuses the message: then each goes alone, the market first.
        let before = self.world.transactions.len();
        let mut news = self.world.finalize(epoch, &numbers).is_ok();
        if !news {
            news = self.world.finalize(epoch, &[]).is_ok();
            for (id, number) in &ready {
                match self.world.finalize(epoch, &[*number]) {
                    Ok(_) => news = true,
                    Err(error) if tell_gaps => {
                        let text = format!("day {day} of {id} is not final: {}", reason(&error));
                        self.tell(Kind::Trouble, text);
                    }
                    Err(_) => {}
                }
            }
        }
        if tell_gaps {
            for (id, answers) in waiting {
                let text = format!("day {day} of {id} is not final: {answers} reporters saw it");
                self.tell(Kind::Trouble, text);
            }
        }
        if news {
            self.tell_final(day, before)?;
        }
        Ok(news)
    }

    /// Tells what has just become final, and who was far from it.
    fn tell_final(&mut self, day: u32, before: usize) -> anyhow::Result<()> {
        let epoch = self.epoch_of(day);
        let events = self
            .world
            .transactions
            .get(before..)
            .unwrap_or_default()
            .iter();
        let mut fresh: Vec<u32> = events
            .flat_map(|transaction| &transaction.events)
            .filter_map(|event| ReportFinal::try_from(event).ok())
            .filter(|event| event.epoch == epoch)
            .map(|event| event.rig)
            .collect();
        fresh.sort_unstable();
        if fresh.is_empty() {
            return Ok(());
        }
        let mut outliers = vec![0_u32; self.reporters.len()];
        for number in &fresh {
            let report = self.report(*number, epoch)?;
            let Some(agreed) = report.report else {
                continue;
            };
            let spread = u128::from(self.season.rules.report_spread_bps);
            for seen in report.observations {
                let distance = seen.gross.abs_diff(agreed.gross).full_mul(10_000_u128);
                let index = usize::from(seen.reporter).saturating_sub(1);
                if let Some(count) = outliers.get_mut(index) {
                    *count += u32::from(distance > agreed.gross.full_mul(spread));
                }
            }
        }
        let text = format!("day {day} is final for {} rigs", fresh.len());
        self.tell(Kind::Report, text);
        for (index, count) in outliers.into_iter().enumerate() {
            if count > 0 {
                let name = self.reporter_name(index);
                if let Some(tally) = self.reporters.get_mut(index) {
                    tally.outliers += count;
                }
                let text =
                    format!("{name}'s figures of {count} rigs are outliers, and do not count");
                self.tell(Kind::Trouble, text);
            }
        }
        Ok(())
    }

    /// What the oracle knows of a rig's epoch.
    pub(super) fn report(&self, rig: u32, epoch: u32) -> anyhow::Result<ReportResponse> {
        self.world
            .query(&self.world.at.oracle, &QueryMsg::Report { rig, epoch })
    }

    /// Id and number of a rig, where the day is in its term.
    pub(super) fn mining(&self, index: usize, day: u32) -> Option<(String, u32)> {
        let placed = self.rigs.get(index)?;
        let term = placed.rig.start_day..placed.rig.end_day;
        term.contains(&day)
            .then(|| (placed.rig.id.0.clone(), placed.number))
    }

    fn observations(&self, day: u32, reporter: usize) -> Vec<(u32, u128)> {
        let season_day = self.calendar.season_day(day);
        let answers = self
            .season
            .answers
            .get(reporter)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let seen = answers.iter().enumerate().filter_map(|(index, days)| {
            let (_, number) = self.mining(index, day)?;
            Some((number, *days.get(&season_day)?))
        });
        seen.chain(self.visitors_earn(day, reporter)).collect()
    }

    fn market(&self, day: u32) -> MarketObservation {
        let season_day = self.calendar.season_day(day);
        let at = |figures: &[Amount]| {
            let figure = usize::try_from(season_day)
                .ok()
                .and_then(|day| figures.get(day));
            Uint128::new(figure.map_or(0, |figure| figure.0))
        };
        // A hurried chain's blocks are so much easier: a short day's hashes find as many.
        let hurry = Uint128::from(self.pace.hurry().max(1));
        let market = &self.season.market;
        let mut observed = MarketObservation {
            prices: market
                .prices
                .iter()
                .map(|row| PriceObservation {
                    asset: row.get_ref().asset.clone(),
                    nano_per_coin: at(&row.get_ref().nano_per_coin),
                })
                .collect(),
            networks: market
                .networks
                .iter()
                .map(|row| NetworkObservation {
                    coin: row.get_ref().coin.clone(),
                    hashes_per_block: at(&row.get_ref().hashes_per_block) / hurry,
                    reward_per_block: at(&row.get_ref().reward_per_block),
                })
                .collect(),
            pools: market
                .pools
                .iter()
                .map(|row| PoolObservation {
                    pool: row.get_ref().pool.clone(),
                    coin: row.get_ref().coin.clone(),
                    hashrate_hs: at(&row.get_ref().hashrate_hs),
                })
                .collect(),
        };
        observed.prices.sort_by(|a, b| a.asset.cmp(&b.asset));
        observed.networks.sort_by(|a, b| a.coin.cmp(&b.coin));
        observed
            .pools
            .sort_by(|a, b| (&a.pool, &a.coin).cmp(&(&b.pool, &b.coin)));
        observed
    }

    fn reporter_name(&self, index: usize) -> String {
        let name = self.season.rules.reporters().nth(index);
        name.map_or_else(|| index.to_string(), |reporter| reporter.name.0.clone())
    }
}
