//! A history: what happens in a world step by step, what was meant by each step, and the checks that
//! follow it.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{to_json_binary, Addr, Binary, Coin, CosmosMsg, Uint128, WasmMsg};
use cw_multi_test::{AppResponse, Executor};
use hashrate_nft::error::ContractError as NftError;
use num_bigint::BigInt;
use num_rational::BigRational;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use reference_model::{DueFacts, Model, Payout};
use rigshare_suite::{World, WorldError};
use rigshare_types::distributor::{Cw20Payload, ExecuteMsg as DistributorMsg, RigEpoch};
use rigshare_types::events::{
    AskRemoved, Claimed, EpochClosed, Offered, RigRegistered, ShareMinted, Sold,
};
use rigshare_types::units::Denom;
use serde::Serialize;

use crate::audit::{Audit, Broken, Scope, Token};
use crate::stage::{self, Kind, People, Rig};
use crate::tally::Tally;

/// Whether a message must go through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// It must.
    Success,
    /// It must not.
    Refusal,
    /// The history does not know; whatever happens, the invariants must hold.
    Either,
}

/// An epoch that is settled or defaulted, with what it costs by the rational model.
#[derive(Clone, Debug)]
pub struct Item {
    /// The rig.
    pub rig: u32,
    /// The epoch.
    pub epoch: u32,
    /// In what.
    pub denom: Denom,
    /// For the holders.
    pub holders: u128,
    /// For the protocol.
    pub fee: u128,
}

/// What a message is meant to do.
#[derive(Clone, Debug)]
pub enum Meaning {
    /// Nothing that the history follows.
    Nothing,
    /// A rig is registered.
    Register { rig: Rig },
    /// Shares come into being.
    Mint { rig: u32, to: Addr, shares: u64, paid: u128 },
    /// A token changes hands.
    Move { token: String, to: Addr },
    /// A token is replaced by several.
    Split { token: String, parts: Vec<u64> },
    /// Tokens are replaced by one.
    Merge { tokens: Vec<String> },
    /// A token ends.
    Burn { token: String },
    /// The marketplace is approved for a token.
    Approve { token: String },
    /// Reports and prices become final.
    Finalize { epoch: u32 },
    /// Epochs are paid.
    Settle { items: Vec<Item> },
    /// An epoch is closed with what is on the account.
    Default { item: Item },
    /// An epoch is closed with nothing.
    Outage { rig: u32, epoch: u32 },
    /// A shortfall is paid.
    Cure { rig: u32, amount: u128 },
    /// A holder is paid.
    Claim { holder: Addr, rigs: Vec<u32> },
    /// What a holder has earned is written down.
    Checkpoint { holder: Addr, rigs: Vec<u32> },
    /// A holder names where rewards go.
    PayoutAddress { holder: Addr, address: Option<Addr> },
    /// Sales are divided.
    Book { rigs: Vec<u32> },
    /// An operator empties its accounts.
    Withdraw { rigs: Vec<u32> },
    /// The protocol empties an account.
    WithdrawProtocol { denom: Denom },
    /// A fee falls.
    LowerFees { protocol: Option<u16>, sale: Option<u16> },
    /// A token is asked for sale.
    Ask { token: String, price: Coin, expires: u64 },
    /// An ask goes.
    AskGone { token: String },
    /// Coins are laid down.
    Offer { wanted: Wanted, least: u64, expires: u64, buyer: Addr },
    /// An offer goes.
    OfferGone { offer: u64 },
    /// A token is sold to an ask or an offer.
    Sale { token: String, to: Addr, offer: Option<u64> },
}

/// What an offer is for.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// A token, at a whole price.
    Token { token: String, price: Coin },
    /// Any token of a rig, at a price per share.
    Rig { rig: u32, per_share: u128, escrow: Coin },
}

/// An ask as the history knows it.
#[derive(Clone, Debug)]
pub struct SeenAsk {
    /// Who asked.
    pub seller: Addr,
    /// At what.
    pub price: Coin,
    /// Until when.
    pub expires: u64,
}

/// An offer as the history knows it.
#[derive(Clone, Debug)]
pub struct SeenOffer {
    /// Who offered.
    pub buyer: Addr,
    /// What for.
    pub wanted: Wanted,
    /// The least shares.
    pub least: u64,
    /// Until when.
    pub expires: u64,
}

/// A message and what is meant by it.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// How the tally calls it.
    pub verb: &'static str,
    /// Who sends it.
    pub sender: Addr,
    /// To which contract.
    pub contract: Addr,
    /// What.
    pub msg: Binary,
    /// With what.
    pub funds: Vec<Coin>,
    /// Whether it must go through.
    pub expect: Expect,
    /// What it means.
    pub meaning: Meaning,
}

/// A line of the script from which a history can be played again.
#[derive(Clone, Debug)]
pub enum Line {
    /// Time passes.
    Time(u64),
    /// A message that went through.
    Message(Box<Attempt>),
}

/// What honest reporters saw of an epoch.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    /// Gross by rig.
    pub gross: BTreeMap<u32, u128>,
    /// Price by asset.
    pub prices: BTreeMap<String, u128>,
    /// True once it is final.
    pub finalized: bool,
}

/// What the present part of a history is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Everything happens.
    Mixed,
    /// Nobody settles a rig, while dust is sent to a victim epoch by epoch.
    Drought {
        /// The rig.
        rig: u32,
        /// The victim.
        victim: Addr,
        /// Whether the victim's schedule has refused an inflow.
        full: bool,
    },
    /// Nobody settles a rig; anyone calls its defaults and cures them.
    Default {
        /// The rig.
        rig: u32,
    },
}

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
        for kind in [Kind::Wrapped, Kind::Converted, Kind::Cw20, Kind::Great, Kind::Short] {
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
            .app
            .execute(attempt.sender.clone(), CosmosMsg::Wasm(execute));
        match (&result, attempt.expect) {
            (Ok(_), Expect::Refusal) => {
                return Err(format!("went through and must not: {}", shown(&attempt)));
            }
            (Err(error), Expect::Success) => {
                return Err(format!("refused and must not: {}: {error:#}", shown(&attempt)));
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
                self.check_accounts().map_err(|error| format!("{before}: {error}"))?;
                self.script.push(Line::Message(Box::new(attempt)));
                Ok(true)
            }
            Err(error) => {
                self.tally.refusal(attempt.verb);
                self.note_refusal(&attempt, &error);
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
                return Err(format!("invariant 4: {key:?} was paid {paid}, {rest} too little"));
            }
        }
        Ok(())
    }

    /// Counts a refusal for want of room in a schedule.
    fn note_refusal(&mut self, attempt: &Attempt, error: &WorldError) {
        match error.downcast_ref::<NftError>() {
            Some(NftError::PositionFull { holder, rig, .. }) => {
                self.tally.place("inflows refused by a full schedule");
                if let Mood::Drought { rig: dry, victim, full } = &mut self.mood {
                    *full |= (&*victim, &*dry) == (holder, rig);
                }
            }
            Some(NftError::MintedFull { .. }) => {
                self.tally.place("mints refused by a full schedule of the rig");
            }
            Some(_) => {}
            None if attempt.contract == self.world.at.hashrate_nft => {
                self.tally.place("refusals of the nft without its own error");
            }
            None => {}
        }
    }

    fn context(&self, attempt: &Attempt) -> String {
        format!("after {} at {} (epoch {})", shown(attempt), self.now(), self.epoch())
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
                        !outstanding.is_zero() && book.record.cured > Uint128::zero()
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

    // ------------------------------------------------------------ what messages mean

    fn apply(&mut self, attempt: &Attempt, response: &AppResponse) -> Result<Scope, Broken> {
        let now = self.now();
        let mut scope = Scope::default();
        match attempt.meaning.clone() {
            Meaning::Nothing => {}
            Meaning::Register { rig } => {
                let number = found::<RigRegistered>(response)?.rig;
                self.rigs.insert(number, rig);
            }
            Meaning::Mint { rig, to, shares, paid } => {
                let minted = all::<ShareMinted>(response);
                self.mint_tokens(rig, &to, &[shares], &minted)?;
                self.model.add(now, rig, to.as_str(), shares);
                *self.unbooked.entry(rig).or_default() += paid;
            }
            Meaning::Move { token, to } => self.hand_over(&token, &to)?,
            Meaning::Split { token, parts } => {
                let held = self.take_token(&token)?;
                let minted = all::<ShareMinted>(response);
                self.mint_tokens(held.rig, &held.owner, &parts, &minted)?;
            }
            Meaning::Merge { tokens } => {
                let held: Vec<Token> = tokens
                    .iter()
                    .map(|token| self.take_token(token))
                    .collect::<Result<_, _>>()?;
                let first = held.first().ok_or("a merge of nothing")?;
                let sum = held.iter().map(|token| token.shares).sum();
                let minted = all::<ShareMinted>(response);
                self.mint_tokens(first.rig, &first.owner, &[sum], &minted)?;
            }
            Meaning::Burn { token } => {
                let held = self.take_token(&token)?;
                self.model
                    .remove(now, held.rig, held.owner.as_str(), held.shares);
            }
            Meaning::Approve { token } => {
                self.approved.insert(token);
            }
            Meaning::Finalize { epoch } => {
                if let Some(observed) = self.observed.get_mut(&epoch) {
                    observed.finalized = true;
                }
            }
            Meaning::Settle { items } => {
                for item in items {
                    self.close(&item, item.holders, 0, item.fee);
                    scope.closed.insert(item.rig);
                }
            }
            Meaning::Default { item } => {
                self.book(item.rig);
                let key = (item.rig, item.denom.key());
                let account = self.accounts.get(&key).copied().unwrap_or_default();
                let delivered = account.min(item.holders);
                let short = item.holders - delivered;
                let fee = if short == 0 {
                    item.fee.min(account - delivered)
                } else {
                    0
                };
                self.set_account(key, account - delivered - fee);
                if short > 0 && delivered > 0 {
                    self.tally.place("defaults that delivered a part");
                }
                self.close(&item, delivered, short, fee);
                scope.closed.insert(item.rig);
            }
            Meaning::Outage { rig, epoch } => {
                // The estimate is the contract's: it is no claim on anybody.
                let short = found::<EpochClosed>(response)?.short.u128();
                let item = Item {
                    rig,
                    epoch,
                    denom: self.audit.facts[&rig].payout.clone(),
                    holders: short,
                    fee: 0,
                };
                self.close(&item, 0, short, 0);
                scope.closed.insert(rig);
            }
            Meaning::Cure { rig, amount } => {
                self.model.cure(rig, amount);
                *self.audit.cured.entry(rig).or_default() += amount;
                self.audit.note_rounding(rig);
                scope.cured.insert(rig);
            }
            Meaning::Claim { holder, rigs } => {
                for claimed in all::<Claimed>(response) {
                    let expected = self.audit.claimable(claimed.rig, &holder);
                    let fits = rigs.contains(&claimed.rig) && claimed.holder == holder.as_str();
                    if !fits || claimed.amount.u128() != expected {
                        return Err(format!("a claim paid {claimed:?}, expected {expected}"));
                    }
                    let key = (claimed.rig, holder.clone());
                    *self.audit.paid.entry(key).or_default() += expected;
                    self.audit
                        .owed
                        .entry((claimed.rig, holder.clone()))
                        .and_modify(|owed| *owed -= BigInt::from(expected) << 64);
                    self.audit
                        .compare_one_with_model(claimed.rig, &holder, &self.model)?;
                    self.tally.place("payouts compared with the rational model");
                }
            }
            Meaning::Checkpoint { .. } => {}
            Meaning::PayoutAddress { holder, address } => {
                match address {
                    Some(address) => self.payout_addresses.insert(holder, address),
                    None => self.payout_addresses.remove(&holder),
                };
            }
            Meaning::Book { rigs } => {
                for rig in rigs {
                    self.book(rig);
                }
            }
            Meaning::Withdraw { rigs } => {
                for rig in rigs {
                    self.book(rig);
                    self.accounts.retain(|(of, _), _| *of != rig);
                }
            }
            Meaning::WithdrawProtocol { denom } => {
                self.protocol.remove(&denom.key());
            }
            Meaning::LowerFees { protocol, sale } => {
                let from = self.epoch() + 1;
                if let Some(bps) = protocol {
                    self.protocol_fees.retain(|(epoch, _)| *epoch < from);
                    self.protocol_fees.push((from, bps));
                }
                self.sale_fee = sale.unwrap_or(self.sale_fee);
            }
            Meaning::Ask { token, price, expires } => {
                let seller = attempt.sender.clone();
                let ask = SeenAsk { seller, price, expires };
                self.asks.insert(token, ask);
            }
            Meaning::AskGone { token } => {
                self.asks.remove(&token);
            }
            Meaning::Offer { wanted, least, expires, buyer } => {
                let number = found::<Offered>(response)?.offer;
                let offer = SeenOffer { buyer, wanted, least, expires };
                self.offers.insert(number, offer);
            }
            Meaning::OfferGone { offer } => {
                self.offers.remove(&offer);
            }
            Meaning::Sale { token, to, offer } => {
                found::<Sold>(response)?;
                self.asks.remove(&token);
                if let Some(offer) = offer {
                    self.offers.remove(&offer);
                }
                for removed in all::<AskRemoved>(response) {
                    self.asks.remove(&removed.token_id);
                }
                self.hand_over(&token, &to)?;
            }
        }
        Ok(scope)
    }

    fn mint_tokens(
        &mut self,
        rig: u32,
        owner: &Addr,
        parts: &[u64],
        minted: &[ShareMinted],
    ) -> Result<(), Broken> {
        let said: Vec<u64> = minted.iter().map(|event| event.shares).collect();
        if said != parts {
            return Err(format!("tokens of {said:?} shares came, not of {parts:?}"));
        }
        for (event, shares) in minted.iter().zip(parts) {
            let token = Token {
                rig,
                owner: owner.clone(),
                shares: *shares,
            };
            if self.tokens.insert(event.token_id.clone(), token).is_some() {
                return Err(format!("token {} came a second time", event.token_id));
            }
        }
        Ok(())
    }

    fn take_token(&mut self, token: &str) -> Result<Token, Broken> {
        self.approved.remove(token);
        let held = self.tokens.remove(token);
        held.ok_or_else(|| format!("there is no token {token}"))
    }

    fn hand_over(&mut self, token: &str, to: &Addr) -> Result<(), Broken> {
        let now = self.now();
        let mut held = self.take_token(token)?;
        let (rig, shares) = (held.rig, held.shares);
        self.model.remove(now, rig, held.owner.as_str(), shares);
        self.model.add(now, rig, to.as_str(), shares);
        held.owner = to.clone();
        self.tokens.insert(token.to_owned(), held);
        Ok(())
    }

    fn close(&mut self, item: &Item, delivered: u128, short: u128, fee: u128) {
        self.model.close(item.rig, item.epoch, delivered, short);
        *self.audit.delivered.entry(item.rig).or_default() += delivered;
        if short > 0 {
            self.audit.note_rounding(item.rig);
        }
        if fee > 0 {
            *self.protocol.entry(item.denom.key()).or_default() += fee;
        }
    }

    fn set_account(&mut self, key: (u32, String), amount: u128) {
        if amount == 0 {
            self.accounts.remove(&key);
        } else {
            self.accounts.insert(key, amount);
        }
    }

    fn book(&mut self, rig: u32) {
        let new = self.unbooked.remove(&rig).unwrap_or_default();
        let denom = self.rigs[&rig].sale_denom.clone();
        let protocol = new * u128::from(self.sale_fee) / 10_000;
        let key = (rig, denom.clone());
        let account = self.accounts.get(&key).copied().unwrap_or_default();
        self.set_account(key, account + new - protocol);
        if protocol > 0 {
            *self.protocol.entry(denom).or_default() += protocol;
        }
    }

    fn check_accounts(&self) -> Result<(), Broken> {
        if self.audit.accounts != self.accounts || self.audit.protocol != self.protocol {
            return Err(format!(
                "accounts are {:?} and {:?}, not {:?} and {:?}",
                self.audit.accounts, self.audit.protocol, self.accounts, self.protocol
            ));
        }
        Ok(())
    }

    // ------------------------------------------------------------ what is due

    /// Share-seconds that existed in an epoch that is over, by the second-by-second model.
    fn weight(&mut self, rig: u32, epoch: u32) -> u128 {
        let model = &self.model;
        *self
            .weights
            .entry((rig, epoch))
            .or_insert_with(|| model.minted_weight(rig, epoch))
    }

    /// What an epoch that is over costs, by the rational model, from what was reported; none where
    /// something is not known.
    pub fn due(&mut self, rig: u32, epoch: u32) -> Option<Item> {
        let gross = *self.audit.reports.get(&(rig, epoch))?;
        let minted_weight = self.weight(rig, epoch);
        let known = self.rigs.get(&rig)?.clone();
        let facts = self.audit.facts.get(&rig)?;
        let terms = facts.terms_at(epoch)?;
        let price = |asset: &str| self.audit.prices.get(&(asset.to_owned(), epoch)).copied();
        let denom = facts.payout.clone();
        let empty = Item {
            rig,
            epoch,
            denom,
            holders: 0,
            fee: 0,
        };
        if gross == 0 {
            return Some(empty);
        }
        let payout = if known.payout_asset == facts.coin {
            Payout::Wrapped {
                decimals: known.payout_decimals,
            }
        } else {
            Payout::Other {
                decimals: known.payout_decimals,
                nano_per_coin: price(known.payout_asset)?,
            }
        };
        let seconds = u64::from(self.world.clock().epoch_seconds);
        let fees = self.protocol_fees.iter().rev();
        let fee = fees.clone().find(|(from, _)| *from <= epoch);
        let due = DueFacts {
            gross,
            coin_decimals: known.coin_decimals,
            coin_nano: price(&facts.coin),
            watts: terms.watts,
            seconds,
            nano_per_kwh: terms.electricity_nano_per_kwh.u128(),
            service_fee_bps: terms.service_fee_bps,
            payout,
            minted_weight,
            registered_weight: u128::from(facts.shares) * u128::from(seconds),
            protocol_fee_bps: fee.map_or(0, |(_, bps)| *bps),
        }
        .due()?;
        Some(Item {
            holders: u128::try_from(due.holders).ok()?,
            fee: u128::try_from(due.protocol_fee).ok()?,
            ..empty
        })
    }
}

impl Meaning {
    /// The rig that it is about, if it is about one.
    fn rig(&self, history: &History) -> Option<u32> {
        match self {
            Self::Mint { rig, .. } | Self::Outage { rig, .. } | Self::Cure { rig, .. } => Some(*rig),
            Self::Move { token, .. }
            | Self::Split { token, .. }
            | Self::Burn { token }
            | Self::Sale { token, .. } => history.tokens.get(token).map(|held| held.rig),
            Self::Settle { items } => items.first().map(|item| item.rig),
            Self::Default { item } => Some(item.rig),
            Self::Claim { rigs, .. } | Self::Checkpoint { rigs, .. } => rigs.first().copied(),
            _ => None,
        }
    }
}

/// The message that settles `items`: natively, or through the one cw20 that they are paid in.
pub fn settle_message(world: &World, items: &[Item]) -> Result<(Addr, Binary, Vec<Coin>), Broken> {
    let mut sums: BTreeMap<String, u128> = BTreeMap::new();
    let mut cw20 = None;
    for item in items {
        let sum = item.holders + item.fee;
        if sum > 0 {
            *sums.entry(item.denom.key()).or_default() += sum;
            if let Denom::Cw20(contract) = &item.denom {
                cw20 = Some(contract.clone());
            }
        }
    }
    let epochs: Vec<RigEpoch> = items
        .iter()
        .map(|item| RigEpoch {
            rig: item.rig,
            epoch: item.epoch,
        })
        .collect();
    let Some(contract) = cw20 else {
        let funds = sums.iter().map(|(denom, sum)| Coin::new(*sum, denom));
        let msg = json(&DistributorMsg::Settle { items: epochs })?;
        return Ok((world.at.distributor.clone(), msg, funds.collect()));
    };
    let amount = sums.values().sum();
    let payload = json(&Cw20Payload::Settle { items: epochs })?;
    cw20_message(world, &contract, amount, payload)
}

/// The message that brings `amount` of a cw20 with a payload.
pub fn cw20_message(
    world: &World,
    contract: &str,
    amount: u128,
    payload: Binary,
) -> Result<(Addr, Binary, Vec<Coin>), Broken> {
    let send = cw20::Cw20ExecuteMsg::Send {
        contract: world.at.distributor.to_string(),
        amount: Uint128::new(amount),
        msg: payload,
    };
    Ok((Addr::unchecked(contract), json(&send)?, vec![]))
}

fn shown(attempt: &Attempt) -> String {
    let msg: String = String::from_utf8_lossy(&attempt.msg).chars().take(400).collect();
    format!(
        "{} by {} with {:?}: {msg} ({:?})",
        attempt.verb, attempt.sender, attempt.funds, attempt.meaning
    )
}

fn all<'a, T: TryFrom<&'a cosmwasm_std::Event>>(response: &'a AppResponse) -> Vec<T> {
    let events = response.events.iter();
    events.filter_map(|event| T::try_from(event).ok()).collect()
}

fn found<'a, T: TryFrom<&'a cosmwasm_std::Event>>(response: &'a AppResponse) -> Result<T, Broken> {
    let missing = || "an event is missing".to_owned();
    all(response).pop().ok_or_else(missing)
}
