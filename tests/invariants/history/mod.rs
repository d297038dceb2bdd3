//! A history: what happens in a world step by step, what was meant by each step, and the checks that
//! follow it.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{to_json_binary, Addr, Binary, CosmosMsg, WasmMsg};
use hashrate_nft::error::ContractError as NftError;
use num_bigint::BigInt;
use num_rational::BigRational;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use reference_model::Model;
use rigshare_chain::Chain;
use rigshare_suite::{World, WorldError};
use serde::Serialize;

use crate::audit::{Audit, Broken, Token};
use crate::stage::{self, Kind, People, Rig};
use crate::tally::Tally;

mod apply;
mod due;
mod meaning;

pub use due::{cw20_message, settle_message};
pub use meaning::{
    Attempt, Expect, Item, Line, Meaning, Mood, Observed, SeenAsk, SeenOffer, Wanted,
};

/// A history.
pub struct History {
    /// The world.
    pub world: World,
    /// Chance.
    pub rng: ChaCha8Rng,
    /// The people.
    pub people: People,
    /// Rigs by number.
    pub rigs: BTreeMap<u32, Rig>,
    /// Tokens as they are meant to be.
    pub tokens: BTreeMap<String, Token>,
    /// Tokens for which the marketplace is approved.
    pub approved: BTreeSet<String>,
    /// Asks.
    pub asks: BTreeMap<String, SeenAsk>,
    /// Offers.
    pub offers: BTreeMap<u64, SeenOffer>,
    /// Payout addresses.
    pub payout_addresses: BTreeMap<Addr, Addr>,
    /// What was relayed by epoch.
    pub observed: BTreeMap<u32, Observed>,
    /// The protocol's fee by epoch.
    pub protocol_fees: Vec<(u32, u16)>,
    /// The protocol's part of sales.
    pub sale_fee: u16,
    /// Operators' accounts as they are meant to be.
    pub accounts: BTreeMap<(u32, String), u128>,
    /// The protocol's account as it is meant to be.
    pub protocol: BTreeMap<String, u128>,
    /// What rigs have sold and nobody booked.
    pub unbooked: BTreeMap<u32, u128>,
    /// The second-by-second model.
    pub model: Model,
    weights: BTreeMap<(u32, u32), u128>,
    /// What is stored.
    pub audit: Audit,
    /// What was reached.
    pub tally: Tally,
    /// What happened.
    pub script: Vec<Line>,
    /// What the present part is about.
    pub mood: Mood,
    /// Until which step.
    pub mood_until: u64,
    /// Pauses that were made: deadlines are not predicted after one.
    pub paused: bool,
    /// Steps that are bound to follow.
    pub planned: Vec<Attempt>,
    /// How many rigs were ever registered.
    pub serial: usize,
}

/// A message in JSON.
pub fn json(msg: &impl Serialize) -> Result<Binary, Broken> {
    to_json_binary(msg).map_err(|error| error.to_string())
}

impl History {
    /// The history of a seed, before its first step.
    pub fn begin(seed: u64) -> Result<Self, Broken> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let lengths = [60, 60, 30, 97, 600, 7];
        let epoch_seconds = lengths[rng.gen_range(0..lengths.len())];
        let (world, people) = stage::world(epoch_seconds).map_err(|error| format!("{error:#}"))?;
        let model = Model::new(world.setup.clock.genesis_seconds, u64::from(epoch_seconds));
        let audit = Audit::of(&world)?;
        let mut history = Self {
            rng,
            people,
            rigs: BTreeMap::new(),
            tokens: BTreeMap::new(),
            approved: BTreeSet::new(),
            asks: BTreeMap::new(),
            offers: BTreeMap::new(),
            payout_addresses: BTreeMap::new(),
            observed: BTreeMap::new(),
            protocol_fees: vec![(0, world.setup.protocol_fee_bps)],
            sale_fee: world.setup.sale_fee_bps,
            accounts: BTreeMap::new(),
            protocol: BTreeMap::new(),
            unbooked: BTreeMap::new(),
            model,
            weights: BTreeMap::new(),
            audit,
            tally: Tally::default(),
            script: Vec::new(),
            mood: Mood::Mixed,
            mood_until: 60,
            paused: false,
            planned: Vec::new(),
            serial: 0,
            world,
        };
        for kind in [
            Kind::Wrapped,
            Kind::Converted,
            Kind::Cw20,
            Kind::Great,
            Kind::Short,
        ] {
            history.found_rig(kind)?;
        }
        Ok(history)
    }

    /// The present second.
    pub fn now(&self) -> u64 {
        self.world.now()
    }

    /// The present epoch.
    pub fn epoch(&self) -> u32 {
        let clock = self.world.clock();
        clock.epoch_at(self.now()).unwrap_or_default()
    }

    /// Lets time pass.
    pub fn pass(&mut self, seconds: u64) {
        self.world.advance(seconds);
        self.script.push(Line::Time(seconds));
        self.tally.success("time");
        self.count_step(None);
    }

    /// Sends a message, and checks everything that must hold afterwards. Says whether it went through.
    pub fn perform(&mut self, attempt: Attempt) -> Result<bool, Broken> {
        let hard = self.hard_places_of(&attempt);
        let execute = WasmMsg::Execute {
            contract_addr: attempt.contract.to_string(),
            msg: attempt.msg.clone(),
            funds: attempt.funds.clone(),
        };
        let result = self
            .world
            .chain
            .submit(&attempt.sender, vec![CosmosMsg::Wasm(execute)]);
        match (&result, attempt.expect) {
            (Ok(_), Expect::Refusal) => {
                return Err(format!("went through and must not: {}", shown(&attempt)));
            }
            (Err(error), Expect::Success) => {
                return Err(format!(
                    "refused and must not: {}: {error:#}",
                    shown(&attempt)
                ));
            }
            _ => {}
        }
        self.count_step(attempt.meaning.rig(self));
        match result {
            Ok(response) => {
                self.tally.success(attempt.verb);
                for place in hard {
                    self.tally.place(place);
                }
                let before = self.context(&attempt);
                let scope = self
                    .apply(&attempt, &response)
                    .map_err(|error| format!("{before}: {error}"))?;
                self.audit
                    .check(&self.world, &self.tokens, &self.model, &scope)
                    .map_err(|error| format!("{before}: {error}"))?;
                self.check_accounts()
                    .map_err(|error| format!("{before}: {error}"))?;
                self.script.push(Line::Message(Box::new(attempt)));
                Ok(true)
            }
            Err(error) => {
                self.tally.refusal(attempt.verb);
                self.note_refusal(&error);
                if let (Meaning::Relay { epochs }, Expect::Either) =
                    (&attempt.meaning, attempt.expect)
                {
                    // Paused: reporters try again.
                    self.observed.retain(|epoch, _| !epochs.contains(epoch));
                }
                let context = format!("{} ({error:#})", shown(&attempt));
                self.audit
                    .nothing_changed(&self.world)
                    .map_err(|error| format!("invariant 7: {context}: {error}"))?;
                Ok(false)
            }
        }
    }

    /// Brings a history to its end: what is known is settled, and everybody claims everything.
    pub fn finish(&mut self) -> Result<(), Broken> {
        self.planned.clear();
        self.mood = Mood::Mixed;
        let epoch = u64::from(self.world.clock().epoch_seconds);
        self.pass(2 * epoch);
        for _ in 0..100 {
            match self.report()? {
                Some(report) => self.perform(report)?,
                None => break,
            };
        }
        let rigs: Vec<u32> = self.rigs.keys().copied().collect();
        for rig in &rigs {
            while let Some(settle) = self.settle_rig(*rig, 64)? {
                self.perform(settle)?;
            }
        }
        while let Some(outage) = self.close_outage()? {
            // A pause of the oracle may have moved the deadline.
            if !self.perform(outage)? {
                break;
            }
        }
        if let Some(cure) = self.cure()? {
            self.perform(cure)?;
        }
        let everybody = [self.people.holders.clone(), self.people.operators.clone()].concat();
        for holder in everybody {
            let mut rigs = self.rigs_of(&holder);
            rigs.retain(|rig| self.audit.claimable(*rig, &holder) > 0);
            if !rigs.is_empty() {
                let claim = self.claim_of(&holder, rigs)?;
                self.perform(claim)?;
            }
        }
        self.audit
            .check_everything(&self.world, &self.tokens, &self.model)?;
        self.check_final_payouts()
    }

    /// Invariant 4: what everybody was paid at last is less than a base unit below the exact sum, and
    /// not above it.
    fn check_final_payouts(&self) -> Result<(), Broken> {
        for (rig, holder) in self.audit.positions.keys() {
            let key = (*rig, holder.clone());
            let paid = self.audit.paid.get(&key).copied().unwrap_or_default();
            let earned = self.model.earned(*rig, holder.as_str());
            let rest = earned - BigInt::from(paid);
            // One part in a million of a base unit for what the ledger itself rounds: where the exact
            // sum is a whole number, its last unit may wait in the remainder.
            let dust = BigRational::new(1.into(), 1_000_000.into());
            if rest < -dust.clone() || rest > dust + BigInt::from(1) {
                return Err(format!(
                    "invariant 4: {key:?} was paid {paid}, {rest} too little"
                ));
            }
        }
        Ok(())
    }

    /// Counts a refusal for want of room in a schedule.
    fn note_refusal(&mut self, error: &WorldError) {
        match error.downcast_ref::<NftError>() {
            Some(NftError::PositionFull { holder, rig, .. }) => {
                self.tally.place("inflows refused by a full schedule");
                if let Mood::Drought {
                    rig: dry,
                    victim,
                    full,
                } = &mut self.mood
                {
                    *full |= (&*victim, &*dry) == (holder, rig);
                }
            }
            Some(NftError::MintedFull { .. }) => {
                self.tally
                    .place("mints refused by a full schedule of the rig");
            }
            _ => {}
        }
    }

    fn context(&self, attempt: &Attempt) -> String {
        format!(
            "after {} at {} (epoch {})",
            shown(attempt),
            self.now(),
            self.epoch()
        )
    }

    fn count_step(&mut self, rig: Option<u32>) {
        self.tally.steps += 1;
        let epoch = self.epoch();
        let dry = |rig: &u32| self.audit.unsettled(*rig, epoch) >= 30;
        let any = self.rigs.keys().any(dry);
        let this = rig.as_ref().is_some_and(dry);
        if any {
            self.tally
                .place("steps with 30 or more unsettled epochs on a rig");
        }
        if this {
            self.tally
                .place("steps on a rig with 30 or more unsettled epochs");
        }
    }

    /// Hard places that the message reaches if it goes through.
    fn hard_places_of(&self, attempt: &Attempt) -> Vec<&'static str> {
        let mut places = Vec::new();
        let epoch = self.epoch();
        match &attempt.meaning {
            Meaning::Move { token, to } | Meaning::Sale { token, to, .. } => {
                let Some(held) = self.tokens.get(token) else {
                    return places;
                };
                if self.audit.unsettled(held.rig, epoch) >= 30 {
                    places.push("transfers on a rig with 30 or more unsettled epochs");
                }
                if self.audit.outstanding(held.rig) > 0 {
                    places.push("transfers while a shortfall is outstanding");
                }
                if self.audit.breakpoints(held.rig, &held.owner) >= 63 {
                    places.push("exits from a full schedule");
                }
                // Its stored schedule is longer than what may flow in: only folding makes room.
                if self.audit.breakpoints(held.rig, to) >= 63 {
                    places.push("inflows after a checkpoint freed a full schedule");
                }
            }
            Meaning::Burn { token } => {
                let held = self.tokens.get(token);
                if held.is_some_and(|it| self.audit.breakpoints(it.rig, &it.owner) >= 63) {
                    places.push("exits from a full schedule");
                }
            }
            Meaning::Cure { rig, amount } => {
                let full = self.audit.outstanding(*rig) == *amount;
                places.push(if full { "full cures" } else { "partial cures" });
            }
            Meaning::Claim { rigs, .. } => {
                let partly = |rig: &u32| {
                    let book = self.audit.books.get(rig);
                    book.is_some_and(|book| {
                        let outstanding = book.shortfall.outstanding;
                        !outstanding.is_zero() && !book.record.cured.is_zero()
                    })
                };
                if rigs.iter().any(partly) {
                    places.push("claims while a shortfall is partly recovered");
                }
            }
            Meaning::Outage { .. } => places.push("outages"),
            _ => {}
        }
        places
    }
}

fn shown(attempt: &Attempt) -> String {
    let msg: String = String::from_utf8_lossy(&attempt.msg)
        .chars()
        .take(400)
        .collect();
    format!(
        "{} by {} with {:?}: {msg} ({:?})",
        attempt.verb, attempt.sender, attempt.funds, attempt.meaning
    )
}
