//! What people do about money: settlements, defaults, outages, cures, claims, checkpoints.

use cosmwasm_std::{Addr, Coin};
use rand::seq::SliceRandom;
use rand::Rng;
use rigshare_types::distributor::{Cw20Payload, ExecuteMsg as DistributorMsg};
use rigshare_types::units::Denom;

use crate::audit::Broken;
use crate::history::{
    cw20_message, json, settle_message, Attempt, Expect, History, Item, Meaning, Mood,
};
use crate::moves::Maybe;
use crate::stage::DEADLINE_EPOCHS;

impl History {
    /// A message to the distributor.
    pub fn distributor(
        &self,
        verb: &'static str,
        sender: &Addr,
        msg: &DistributorMsg,
        funds: &[Coin],
        expect: Expect,
        meaning: Meaning,
    ) -> Result<Attempt, Broken> {
        let contract = self.world.at.distributor.clone();
        self.attempt(verb, sender, &contract, msg, funds, expect, meaning)
    }

    /// Epochs of a rig that can be settled now, in order.
    pub fn settleable(&mut self, rig: u32, most: usize) -> Vec<Item> {
        let mut items = Vec::new();
        let end = self.audit.facts[&rig].end_epoch.min(self.epoch());
        let mut from = self.audit.open_from(rig);
        while items.len() < most {
            let Some(epoch) = self.audit.minted[&rig].next_weighted(from) else {
                break;
            };
            if epoch >= end {
                break;
            }
            let Some(item) = self.due(rig, epoch) else {
                break;
            };
            items.push(item);
            from = epoch + 1;
        }
        items
    }

    /// True where the mood forbids settling a rig.
    fn is_dry(&self, rig: u32) -> bool {
        match &self.mood {
            Mood::Drought { rig: dry, .. } | Mood::Default { rig: dry } => rig == *dry,
            Mood::Mixed => false,
        }
    }

    /// Settles several rigs at once, as far as they go into one message.
    pub fn settle(&mut self) -> Maybe {
        let mut rigs: Vec<u32> = self.rigs.keys().copied().collect();
        rigs.retain(|rig| !self.is_dry(*rig));
        rigs.shuffle(&mut self.rng);
        rigs.truncate(self.rng.gen_range(1..=4));
        let mut items = Vec::new();
        for rig in rigs {
            let cw20 = matches!(self.audit.facts[&rig].payout, Denom::Cw20(_));
            let most = self.rng.gen_range(1..=64 - items.len().min(48));
            let more = self.settleable(rig, most);
            if cw20 && items.is_empty() {
                items = more;
                break;
            }
            if !cw20 {
                items.extend(more);
            }
        }
        items.truncate(64);
        if items.is_empty() {
            return Ok(None);
        }
        self.settle_items(items).map(Some)
    }

    /// Settles one rig as far as it goes.
    pub fn settle_rig(&mut self, rig: u32, most: usize) -> Maybe {
        let items = self.settleable(rig, most);
        if items.is_empty() {
            return Ok(None);
        }
        self.settle_items(items).map(Some)
    }

    fn settle_items(&mut self, items: Vec<Item>) -> Result<Attempt, Broken> {
        let payer = self.people.operators.choose(&mut self.rng).cloned();
        let (contract, msg, funds) = settle_message(&self.world, &items)?;
        Ok(Attempt {
            verb: "settle",
            sender: payer.ok_or("no operator")?,
            contract,
            msg,
            funds,
            expect: Expect::Success,
            meaning: Meaning::Settle { items },
        })
    }

    /// Anyone calls a default of the rig that nobody settles, or of any.
    pub fn call_default(&mut self) -> Maybe {
        let rigs: Vec<u32> = self.rigs.keys().copied().collect();
        let rig = match &self.mood {
            Mood::Default { rig } => Some(*rig),
            Mood::Drought { rig: dry, .. } => {
                let others: Vec<u32> = rigs.into_iter().filter(|rig| rig != dry).collect();
                others.choose(&mut self.rng).copied()
            }
            Mood::Mixed => rigs.choose(&mut self.rng).copied(),
        };
        let Some(item) = rig.and_then(|rig| self.settleable(rig, 1).pop()) else {
            return Ok(None);
        };
        let msg = DistributorMsg::DefaultEpoch {
            rig: item.rig,
            epoch: item.epoch,
        };
        let stranger = self.people.stranger.clone();
        let meaning = Meaning::Default { item };
        self.distributor("default", &stranger, &msg, &[], Expect::Either, meaning)
            .map(Some)
    }

    /// Anyone closes an epoch of which nothing was heard until the deadline.
    pub fn close_outage(&mut self) -> Maybe {
        let rigs: Vec<u32> = self.rigs.keys().copied().collect();
        let stuck = rigs.into_iter().find_map(|rig| {
            let epoch = self.audit.next_epoch(rig)?;
            let over = self.world.clock().end_of(epoch);
            let deadline = DEADLINE_EPOCHS * u64::from(self.world.clock().epoch_seconds);
            let dry = matches!(&self.mood, Mood::Drought { rig: dry, .. } if *dry == rig);
            let late = self.now() > over + deadline && !dry;
            (late && self.due(rig, epoch).is_none()).then_some((rig, epoch))
        });
        let Some((rig, epoch)) = stuck else {
            return Ok(None);
        };
        let msg = DistributorMsg::CloseOutage { rig, epoch };
        let stranger = self.people.stranger.clone();
        let expect = if self.paused {
            Expect::Either
        } else {
            Expect::Success
        };
        let meaning = Meaning::Outage { rig, epoch };
        self.distributor("outage", &stranger, &msg, &[], expect, meaning)
            .map(Some)
    }

    /// Somebody pays a shortfall, in part or in full.
    pub fn cure(&mut self) -> Maybe {
        let short: Vec<u32> = self
            .rigs
            .keys()
            .copied()
            .filter(|rig| self.audit.outstanding(*rig) > 0)
            .collect();
        let Some(rig) = short.choose(&mut self.rng).copied() else {
            return Ok(None);
        };
        let all = self.audit.outstanding(rig);
        let amount = if self.rng.gen_bool(0.3) {
            all
        } else {
            self.rng.gen_range(1..=all)
        };
        // A partial cure that would leave less than a 65,536th is refused.
        let expect = if amount == all {
            Expect::Success
        } else {
            Expect::Either
        };
        self.cure_of(rig, amount, expect).map(Some)
    }

    /// A cure.
    pub fn cure_of(&mut self, rig: u32, amount: u128, expect: Expect) -> Result<Attempt, Broken> {
        let (contract, msg, funds) = match &self.audit.facts[&rig].payout {
            Denom::Native(denom) => (
                self.world.at.distributor.clone(),
                json(&DistributorMsg::Cure { rig })?,
                vec![Coin::new(amount, denom)],
            ),
            Denom::Cw20(contract) => {
                let payload = json(&Cw20Payload::Cure { rig })?;
                cw20_message(&self.world, contract, amount, payload)?
            }
        };
        let payer = self.people.operators.choose(&mut self.rng).cloned();
        Ok(Attempt {
            verb: "cure",
            sender: payer.ok_or("no operator")?,
            contract,
            msg,
            funds,
            expect,
            meaning: Meaning::Cure { rig, amount },
        })
    }

    /// Rigs of which somebody ever had shares.
    pub fn rigs_of(&self, holder: &Addr) -> Vec<u32> {
        let all = self.rigs.keys().copied();
        all.filter(|rig| self.audit.positions.contains_key(&(*rig, holder.clone())))
            .collect()
    }

    /// A holder claims, or anyone does for a holder that has said where to.
    pub fn claim(&mut self) -> Maybe {
        let holder = self.anybody()?;
        let mut rigs = self.rigs_of(&holder);
        if rigs.is_empty() {
            return Ok(None);
        }
        rigs.shuffle(&mut self.rng);
        rigs.truncate(self.rng.gen_range(1..=rigs.len()));
        self.claim_of(&holder, rigs).map(Some)
    }

    /// A claim of a holder.
    pub fn claim_of(&mut self, holder: &Addr, rigs: Vec<u32>) -> Result<Attempt, Broken> {
        let named = self.payout_addresses.contains_key(holder);
        let by_stranger = named && self.rng.gen_bool(0.3);
        let sender = if by_stranger {
            &self.people.stranger
        } else {
            holder
        }
        .clone();
        let to = if !by_stranger && self.rng.gen_bool(0.1) {
            Some(self.anybody()?.to_string())
        } else {
            None
        };
        let msg = DistributorMsg::Claim {
            rigs: rigs.clone(),
            holder: by_stranger.then(|| holder.to_string()),
            to,
        };
        let something = rigs
            .iter()
            .any(|rig| self.audit.claimable(*rig, holder) > 0);
        let expect = if something {
            Expect::Success
        } else {
            Expect::Refusal
        };
        let meaning = Meaning::Claim {
            holder: holder.clone(),
            rigs,
        };
        self.distributor("claim", &sender, &msg, &[], expect, meaning)
    }

    /// Anyone writes down what a holder has earned.
    pub fn checkpoint(&mut self) -> Maybe {
        let (sender, holder) = (self.anybody()?, self.anybody()?);
        let mut rigs = self.rigs_of(&holder);
        if rigs.is_empty() {
            return Ok(None);
        }
        rigs.shuffle(&mut self.rng);
        rigs.truncate(self.rng.gen_range(1..=rigs.len()));
        self.checkpoint_of(&sender, &holder, rigs).map(Some)
    }

    /// A checkpoint of a holder.
    pub fn checkpoint_of(
        &self,
        sender: &Addr,
        holder: &Addr,
        rigs: Vec<u32>,
    ) -> Result<Attempt, Broken> {
        let msg = DistributorMsg::Checkpoint {
            holder: holder.to_string(),
            rigs: rigs.clone(),
        };
        let meaning = Meaning::Checkpoint {
            holder: holder.clone(),
            rigs,
        };
        self.distributor("checkpoint", sender, &msg, &[], Expect::Either, meaning)
    }

    /// A holder says where its rewards go.
    pub fn set_payout_address(&mut self) -> Maybe {
        let (holder, to) = (self.anybody()?, self.anybody()?);
        let address = self.rng.gen_bool(0.6).then_some(to);
        let msg = DistributorMsg::SetPayoutAddress {
            address: address.as_ref().map(Addr::to_string),
        };
        let meaning = Meaning::PayoutAddress {
            holder: holder.clone(),
            address,
        };
        self.distributor(
            "payout address",
            &holder,
            &msg,
            &[],
            Expect::Either,
            meaning,
        )
        .map(Some)
    }
}
