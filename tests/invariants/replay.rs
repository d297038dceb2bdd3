//! Invariant 5: the same history with claims, checkpoints and settlements at other moments, in
//! another order and number, gives everybody the same in the end.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, CosmosMsg, WasmMsg};
use cw_multi_test::Executor;
use num_bigint::BigInt;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rigshare_suite::World;
use rigshare_types::distributor::ExecuteMsg as DistributorMsg;
use rigshare_types::events::Claimed;

use crate::audit::{Audit, Broken};
use crate::history::{json, settle_message, Attempt, History, Item, Line, Meaning};
use crate::stage;

/// A closing in the order of the history: an epoch that was paid in full can be paid earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closing {
    Paid(u32),
    Other(u32),
}

struct Replay<'a> {
    world: World,
    rng: ChaCha8Rng,
    holders: Vec<Addr>,
    rigs: Vec<u32>,
    /// By rig: what is still to be closed, in order, the next one last.
    open: BTreeMap<u32, Vec<Closing>>,
    items: BTreeMap<(u32, u32), &'a Item>,
    finals: BTreeSet<u32>,
    payer: Addr,
    paid: BTreeMap<(u32, Addr), u128>,
}

/// Plays the script of `history` again in another order, and compares what everybody gets.
pub fn compare(history: &History, seed: u64) -> Result<(), Broken> {
    let setup = &history.world.setup;
    let (world, people) =
        stage::world(setup.clock.epoch_seconds).map_err(|error| format!("{error:#}"))?;
    let mut open: BTreeMap<u32, Vec<Closing>> = BTreeMap::new();
    let mut items = BTreeMap::new();
    for line in &history.script {
        let Line::Message(attempt) = line else {
            continue;
        };
        match &attempt.meaning {
            Meaning::Settle { items: paid } => {
                for item in paid {
                    open.entry(item.rig)
                        .or_default()
                        .push(Closing::Paid(item.epoch));
                    items.insert((item.rig, item.epoch), item);
                }
            }
            Meaning::Default { item } => {
                open.entry(item.rig)
                    .or_default()
                    .push(Closing::Other(item.epoch));
            }
            Meaning::Outage { rig, epoch } => {
                open.entry(*rig).or_default().push(Closing::Other(*epoch));
            }
            _ => {}
        }
    }
    for closings in open.values_mut() {
        closings.reverse();
    }
    let payer = people.operators.first().cloned().ok_or("no operator")?;
    let mut replay = Replay {
        world,
        rng: ChaCha8Rng::seed_from_u64(seed ^ 0x5eed),
        holders: [people.holders, people.operators].concat(),
        rigs: history.rigs.keys().copied().collect(),
        open,
        items,
        finals: BTreeSet::new(),
        payer,
        paid: BTreeMap::new(),
    };
    for line in &history.script {
        match line {
            Line::Time(seconds) => replay.world.advance(*seconds),
            Line::Message(attempt) => replay.play(attempt)?,
        }
        if replay.rng.gen_bool(0.1) {
            replay.interrupt()?;
        }
    }
    replay.compare_with(history)
}

impl Replay<'_> {
    fn send(&mut self, attempt: &Attempt) -> Result<(), Broken> {
        let execute = WasmMsg::Execute {
            contract_addr: attempt.contract.to_string(),
            msg: attempt.msg.clone(),
            funds: attempt.funds.clone(),
        };
        let result = self
            .world
            .chain
            .app
            .execute(attempt.sender.clone(), CosmosMsg::Wasm(execute));
        result.map(|_| ()).map_err(|error| format!("{error:#}"))
    }

    /// A message that may be refused: nothing may be owed, or nothing new.
    fn try_distributor(&mut self, sender: &Addr, msg: &DistributorMsg) -> Result<bool, Broken> {
        let execute = WasmMsg::Execute {
            contract_addr: self.world.at.distributor.to_string(),
            msg: json(msg)?,
            funds: vec![],
        };
        let result = self
            .world
            .chain
            .app
            .execute(sender.clone(), CosmosMsg::Wasm(execute));
        let Ok(response) = result else {
            return Ok(false);
        };
        for event in &response.events {
            if let Ok(claimed) = Claimed::try_from(event) {
                let key = (claimed.rig, Addr::unchecked(claimed.holder));
                *self.paid.entry(key).or_default() += claimed.amount.u128();
            }
        }
        Ok(true)
    }

    fn claim(&mut self, holder: &Addr, rigs: &[u32]) -> Result<bool, Broken> {
        let claim = DistributorMsg::Claim {
            rigs: rigs.to_vec(),
            holder: None,
            to: None,
        };
        self.try_distributor(holder, &claim)
    }

    fn checkpoint(&mut self, holder: &Addr, rigs: &[u32]) -> Result<bool, Broken> {
        let checkpoint = DistributorMsg::Checkpoint {
            holder: holder.to_string(),
            rigs: rigs.to_vec(),
        };
        self.try_distributor(holder, &checkpoint)
    }

    fn play(&mut self, attempt: &Attempt) -> Result<(), Broken> {
        let refused = |error| format!("in another order {attempt:?} was refused: {error}");
        match &attempt.meaning {
            // What lets schedules fold happens at least as often, in either form.
            Meaning::Claim { holder, rigs } | Meaning::Checkpoint { holder, rigs } => {
                let claims = self.rng.gen_bool(0.5) && self.claim(holder, rigs)?;
                if !claims {
                    self.checkpoint(holder, rigs)?;
                }
                Ok(())
            }
            Meaning::Settle { items } => {
                let left: Vec<Item> = items
                    .iter()
                    .filter(|item| {
                        let open = self.open.get(&item.rig);
                        open.is_some_and(|open| open.contains(&Closing::Paid(item.epoch)))
                    })
                    .cloned()
                    .collect();
                if left.is_empty() {
                    return Ok(());
                }
                self.pay(&left).map_err(refused)
            }
            Meaning::Default { item } => {
                self.closed(item.rig, Closing::Other(item.epoch))?;
                self.send(attempt).map_err(refused)
            }
            Meaning::Outage { rig, epoch } => {
                self.closed(*rig, Closing::Other(*epoch))?;
                self.send(attempt).map_err(refused)
            }
            Meaning::Finalize { epoch } => {
                self.send(attempt).map_err(refused)?;
                self.finals.insert(*epoch);
                if self.rng.gen_bool(0.5) {
                    self.pay_early()?;
                }
                Ok(())
            }
            // Fees that came earlier here may have been withdrawn earlier too.
            Meaning::WithdrawProtocol { .. } => self.send(attempt).or(Ok(())),
            _ => self.send(attempt).map_err(refused),
        }
    }

    fn closed(&mut self, rig: u32, closing: Closing) -> Result<(), Broken> {
        let next = self.open.get_mut(&rig).and_then(Vec::pop);
        match next {
            Some(next) if next == closing => Ok(()),
            _ => Err(format!(
                "rig {rig}: {next:?} is to be closed, not {closing:?}"
            )),
        }
    }

    fn pay(&mut self, items: &[Item]) -> Result<(), Broken> {
        for item in items {
            self.closed(item.rig, Closing::Paid(item.epoch))?;
        }
        let (contract_addr, msg, funds) = settle_message(&self.world, items)?;
        let execute = WasmMsg::Execute {
            contract_addr: contract_addr.to_string(),
            msg,
            funds,
        };
        let payer = self.payer.clone();
        let result = self
            .world
            .chain
            .app
            .execute(payer, CosmosMsg::Wasm(execute));
        result.map(|_| ()).map_err(|error| format!("{error:#}"))
    }

    /// Settles what is final and next earlier than the history did.
    fn pay_early(&mut self) -> Result<(), Broken> {
        for rig in self.rigs.clone() {
            while let Some(Closing::Paid(epoch)) = self.open.get(&rig).and_then(|open| open.last())
            {
                if !self.finals.contains(epoch) || self.rng.gen_bool(0.2) {
                    break;
                }
                let item = self.items.get(&(rig, *epoch)).ok_or("no item")?;
                let item = (*item).clone();
                self.pay(&[item])?;
            }
        }
        Ok(())
    }

    /// A claim or a checkpoint that the history did not have.
    fn interrupt(&mut self) -> Result<(), Broken> {
        let holder = self
            .holders
            .choose(&mut self.rng)
            .cloned()
            .ok_or("nobody")?;
        let rig = self.rigs.choose(&mut self.rng).copied().ok_or("no rig")?;
        if self.rng.gen_bool(0.5) {
            self.claim(&holder, &[rig])?;
        } else {
            self.checkpoint(&holder, &[rig])?;
        }
        Ok(())
    }

    fn compare_with(self, history: &History) -> Result<(), Broken> {
        let audit = Audit::of(&self.world)?;
        for (rig, holder) in history.audit.positions.keys() {
            let key = (*rig, holder.clone());
            let paid = self.paid.get(&key).copied().unwrap_or_default();
            let gets: BigInt = (BigInt::from(paid) << 64) + audit.compute_owed(*rig, holder)?;
            let before = history.audit.gets(*rig, holder);
            // Recovery rounds by scaled units at each cure and shortfall: see the share ledger.
            let book = audit.books.get(rig);
            let recovers = book.is_some_and(|book| !book.record.cured.is_zero());
            let most = if recovers { 1_u64 << 44 } else { 0 };
            let difference: BigInt = &gets - &before;
            if BigInt::from(difference.magnitude().clone()) > BigInt::from(most) {
                return Err(format!(
                    "invariant 5: {key:?} gets {gets} / 2^64 in another order, and got {before}"
                ));
            }
        }
        Ok(())
    }
}
