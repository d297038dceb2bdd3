//! Invariants 1 and 2: who holds how much.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::Addr;
use share_ledger::Schedule;

use super::{Audit, Broken, Token};

impl Audit {
    /// Holders' weights sum to what is minted, in every open epoch; tokens, positions and totals agree;
    /// nothing is minted beyond what is registered.
    pub(super) fn check_ownership(
        &self,
        rig: u32,
        now_epoch: u32,
        intended: &BTreeMap<String, Token>,
    ) -> Result<(), Broken> {
        let minted = &self.minted[&rig];
        let open_from = self.open_from(rig);
        let registered = self.facts[&rig].shares;
        // A step function is known everywhere if it is known where any of them has a step.
        let mut epochs: BTreeSet<u32> = [open_from, now_epoch, now_epoch + 1].into();
        for schedule in self.positions_of(rig).map(|(_, it)| it).chain([minted]) {
            epochs.extend(schedule.points().iter().map(|point| point.epoch));
        }
        let weight = |schedule: &Schedule, epoch| {
            let weight = schedule.weight_at(epoch);
            weight.map_err(|error| format!("rig {rig}, open from {open_from}: {error}"))
        };
        for epoch in epochs.range(open_from..) {
            let mut sum = 0;
            for (_, schedule) in self.positions_of(rig) {
                sum += weight(schedule, *epoch)?;
            }
            let all = weight(minted, *epoch)?;
            if sum != all {
                return Err(format!(
                    "invariant 1: rig {rig}, epoch {epoch}: holders have {sum} share-seconds, \
                     {all} are minted"
                ));
            }
            if all > registered * u64::from(self.clock.epoch_seconds) {
                return Err(format!(
                    "invariant 2: rig {rig}, epoch {epoch}: {all} is too much"
                ));
            }
        }
        let mut of_tokens: BTreeMap<&Addr, u64> = BTreeMap::new();
        for (id, token) in self.tokens.iter().filter(|(_, token)| token.rig == rig) {
            *of_tokens.entry(&token.owner).or_default() += token.shares;
            if intended.get(id) != Some(token) {
                return Err(format!(
                    "token {id} is {token:?}, not {:?}",
                    intended.get(id)
                ));
            }
        }
        if let Some((id, _)) = intended
            .iter()
            .find(|(id, token)| token.rig == rig && !self.tokens.contains_key(*id))
        {
            return Err(format!("token {id} is gone"));
        }
        let seconds = u64::from(self.clock.epoch_seconds);
        for (holder, schedule) in self.positions_of(rig) {
            let shares = of_tokens.get(holder).copied().unwrap_or_default();
            let weight = weight(schedule, now_epoch + 1)?;
            if weight != shares * seconds {
                return Err(format!(
                    "invariant 2: rig {rig}: {holder} has tokens of {shares} shares and {weight} \
                     share-seconds an epoch"
                ));
            }
        }
        let shares: u64 = of_tokens.values().sum();
        if shares * seconds != weight(minted, now_epoch + 1)? || shares > registered {
            return Err(format!(
                "invariant 2: rig {rig} has tokens of {shares} shares"
            ));
        }
        Ok(())
    }
}
