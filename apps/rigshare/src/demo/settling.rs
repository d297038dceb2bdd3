//! Operators pay what is due; what they withhold is called in default, what nobody saw is closed.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::Addr;
use rigshare_chain::Playground;
use rigshare_types::distributor::{ExecuteMsg, RigEpoch};
use rigshare_types::events::EpochClosed;
use rigshare_types::units::Denom;

use super::agenda::{Agenda, Task};
use super::stage::Stage;
use super::story::{reason, Kind};

/// What the next epoch of a rig waits for.
enum Next {
    /// Nothing: it can be paid.
    Payable(RigEpoch),
    /// The operator withholds it.
    Withheld(u32),
    /// The operator pays it at this second.
    Late(u32, u64),
    /// It has ended, and has no report.
    Unreported(u32),
    /// There is none, or it has not ended.
    Nothing,
}

impl<C: Playground> Stage<'_, C> {
    /// Settles everything that can be settled, round by round, and plans defaults and outages.
    pub fn settle_all(&mut self, agenda: &mut Agenda) -> anyhow::Result<()> {
        loop {
            let mut rounds: BTreeMap<(Addr, bool), Vec<RigEpoch>> = BTreeMap::new();
            for index in 0..self.rigs.len() {
                match self.next(index)? {
                    Next::Payable(item) => {
                        if let Some(placed) = self.rigs.get(index) {
                            let cw20 = matches!(placed.payout, Denom::Cw20(_));
                            let payer = (placed.operator.clone(), cw20);
                            rounds.entry(payer).or_default().push(item);
                        }
                    }
                    Next::Withheld(epoch) => self.plan_default(index, epoch, agenda)?,
                    Next::Late(epoch, at_seconds) => {
                        agenda.plan_once(at_seconds, Task::SettleLate { rig: index, epoch });
                    }
                    Next::Unreported(epoch) => self.plan_outage(index, epoch, agenda)?,
                    Next::Nothing => {}
                }
            }
            if rounds.is_empty() {
                return Ok(());
            }
            let days: BTreeSet<u32> = rounds.values().flatten().map(|item| item.epoch).collect();
            let mut payments = Vec::new();
            for ((operator, _), items) in rounds {
                payments.push(self.pay(&operator, &items)?);
            }
            let days: Vec<String> = days
                .into_iter()
                .map(|epoch| self.day_of(epoch).to_string())
                .collect();
            let text = format!(
                "day {} is paid: {}",
                days.join(" and "),
                payments.join(", ")
            );
            self.tell(Kind::Money, text);
        }
    }

    fn next(&self, index: usize) -> anyhow::Result<Next> {
        let Some(placed) = self.rigs.get(index) else {
            return Ok(Next::Nothing);
        };
        let book = self.world.book(placed.number)?.book;
        let minted = self
            .world
            .minted(placed.number)?
            .and_then(|stored| stored.schedule.next_weighted(book.next_epoch));
        let Some(epoch) = minted else {
            return Ok(Next::Nothing);
        };
        let term_ends = self.epoch_of(placed.rig.end_day);
        if epoch >= term_ends || self.world.clock().end_of(epoch) > self.world.time()? {
            return Ok(Next::Nothing);
        }
        let item = RigEpoch {
            rig: placed.number,
            epoch,
        };
        if self.world.due(&[item]).is_err() {
            return Ok(Next::Unreported(epoch));
        }
        if placed.is_left {
            return Ok(Next::Nothing);
        }
        let day = self.day_of(epoch);
        let season_day = self.calendar.season_day(day);
        if placed.rig.withheld_days.contains(&season_day) {
            return Ok(Next::Withheld(epoch));
        }
        if self.calendar.pays_late(index, day) {
            let window = self.pace.scaled_ceil(self.season.rules.window_seconds);
            let final_seconds = self.world.clock().end_of(epoch).saturating_add(window);
            let at_seconds = final_seconds.saturating_add(self.grace_wait_seconds());
            if at_seconds > self.world.time()? {
                return Ok(Next::Late(epoch, at_seconds));
            }
        }
        Ok(Next::Payable(item))
    }

    /// How long to wait for the end of a grace that begins now; it needs seconds and blocks.
    fn grace_wait_seconds(&self) -> u64 {
        let rules = &self.season.rules;
        let blocks = self.pace.scaled_ceil(rules.grace_blocks).saturating_add(1);
        let blocks_seconds = blocks.saturating_mul(self.world.chain.block_seconds());
        let grace_seconds = self.pace.scaled_ceil(rules.grace_seconds);
        grace_seconds.max(blocks_seconds).saturating_add(1)
    }

    /// The operator brings exactly what is due from outside the chain, and settles. Returns who paid
    /// what, in words.
    fn pay(&mut self, operator: &Addr, items: &[RigEpoch]) -> anyhow::Result<String> {
        let due = self.world.due(items)?;
        for item in due.items {
            self.dues.insert((item.rig, item.epoch), item);
        }
        let mut amounts = Vec::new();
        for total in due.totals.iter().filter(|total| !total.amount.is_zero()) {
            self.world
                .fund_denom(operator, total.amount.u128(), &total.denom)?;
            *self.brought.entry(total.denom.to_string()).or_default() += total.amount.u128();
            amounts.push(self.amount(&total.denom, total.amount));
        }
        if amounts.is_empty() {
            let msg = ExecuteMsg::Settle {
                items: items.to_vec(),
            };
            self.world.distributor_msg(operator, msg, &[])?;
        } else {
            self.world.settle(operator, items)?;
        }
        if amounts.is_empty() {
            amounts.push("nothing".to_owned());
        }
        Ok(format!(
            "{} {}",
            self.name_of(operator.as_str()),
            amounts.join(" and ")
        ))
    }

    fn plan_default(&self, rig: usize, epoch: u32, agenda: &mut Agenda) -> anyhow::Result<()> {
        // Grace began no later than now.
        let wait = self.grace_wait_seconds();
        let at_seconds = self.world.time()?.saturating_add(wait);
        agenda.plan_once(at_seconds, Task::Default { rig, epoch });
        Ok(())
    }

    fn plan_outage(&self, rig: usize, epoch: u32, agenda: &mut Agenda) -> anyhow::Result<()> {
        let deadline = self.season.rules.outage_deadline_seconds;
        let deadline = self.pace.scaled_ceil(deadline).saturating_add(1);
        let at_seconds = self.world.clock().end_of(epoch).saturating_add(deadline);
        let at_seconds = at_seconds.max(self.world.time()?);
        agenda.plan_once(at_seconds, Task::CloseOutage { rig, epoch });
        Ok(())
    }

    /// Somebody calls a withheld epoch in default.
    pub fn call_default(&mut self, index: usize, epoch: u32) -> anyhow::Result<()> {
        let Some((rig, id)) = self.numbered(index) else {
            return Ok(());
        };
        if let Ok(due) = self.world.due(&[RigEpoch { rig, epoch }]) {
            for item in due.items {
                self.dues.insert((item.rig, item.epoch), item);
            }
        }
        let caller = self.world.relayer();
        let called =
            self.world
                .distributor_msg(&caller, ExecuteMsg::DefaultEpoch { rig, epoch }, &[]);
        let day = self.day_of(epoch);
        let text = match called {
            Ok(response) => {
                let closed = response
                    .events
                    .iter()
                    .find_map(|e| EpochClosed::try_from(e).ok());
                let words = closed.map(|closed| {
                    let delivered = self.amount(&closed.denom, closed.delivered);
                    let short = self.amount(&closed.denom, closed.short);
                    format!("{delivered} come from the rig's account, {short} are short")
                });
                format!(
                    "day {day} of {id} is called in default: {}",
                    words.unwrap_or_default()
                )
            }
            Err(error) => {
                format!(
                    "day {day} of {id} can't be called in default: {}",
                    reason(&error)
                )
            }
        };
        self.tell(Kind::Trouble, text);
        Ok(())
    }

    /// Somebody closes an epoch that still has no report at the deadline.
    pub fn close_outage(&mut self, index: usize, epoch: u32) -> anyhow::Result<()> {
        let Some((rig, id)) = self.numbered(index) else {
            return Ok(());
        };
        if !matches!(self.next(index)?, Next::Unreported(waiting) if waiting == epoch) {
            return Ok(());
        }
        let caller = self.world.relayer();
        let msg = ExecuteMsg::CloseOutage { rig, epoch };
        let day = self.day_of(epoch);
        let text = match self.world.distributor_msg(&caller, msg, &[]) {
            Ok(_) => format!("day {day} of {id} closes as an outage: nobody is to blame"),
            Err(error) => format!("day {day} of {id} can't be closed: {}", reason(&error)),
        };
        self.tell(Kind::Trouble, text);
        Ok(())
    }

    fn numbered(&self, index: usize) -> Option<(u32, String)> {
        let placed = self.rigs.get(index)?;
        Some((placed.number, placed.rig.id.0.clone()))
    }
}
