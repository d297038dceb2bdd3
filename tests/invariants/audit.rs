//! Reads what the contracts store, and checks every invariant of money and ownership on all that a
//! step has touched. What a step has touched is found by comparing everything that the chain stores
//! before and after: nothing that was not compared can have changed.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{from_json, Addr, Coin, Uint128, Uint256};
use num_bigint::{BigInt, Sign};
use reference_model::Model;
use rigshare_suite::World;
use rigshare_tests::chain_state::{take_prefixed, Change, ChainState, Place};
use rigshare_types::distributor::{Cursor, RigBook, StoredCumulative};
use rigshare_types::nft::{Proceeds, RigFacts, StoredSchedule, StoredToken};
use rigshare_types::oracle::{FinalPrice, FinalReport};
use rigshare_types::units::Denom;
use serde_json::Value;
use share_ledger::{integrate_split, EpochClock, HolderShortfall, Lane, Lanes, LedgerError, Schedule};

/// Why a run was stopped: an invariant does not hold, or a message did what it must not.
pub type Broken = String;

/// A token as the nft stores it or as the history intends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its rig.
    pub rig: u32,
    /// Its owner.
    pub owner: Addr,
    /// Its shares.
    pub shares: u64,
}

/// What a step may change of what holders are owed.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Rigs of which epochs were closed.
    pub closed: BTreeSet<u32>,
    /// Rigs that were cured.
    pub cured: BTreeSet<u32>,
}

/// The last base unit that a difference from the rational model may have: 2^-20, in 2^-64.
const TOLERANCE_BITS: u32 = 44;

/// What is stored, and what it amounts to.
pub struct Audit {
    state: ChainState,
    clock: EpochClock,
    distributor: Addr,
    marketplace: Addr,
    denoms: Vec<Denom>,
    /// What contracts need of rigs.
    pub facts: BTreeMap<u32, RigFacts>,
    /// All that is minted of rigs.
    pub minted: BTreeMap<u32, Schedule>,
    /// What holders have of rigs.
    pub positions: BTreeMap<(u32, Addr), Schedule>,
    /// What primary sales have brought.
    pub proceeds: BTreeMap<u32, Proceeds>,
    tokens: BTreeMap<String, Token>,
    /// Books of rigs.
    pub books: BTreeMap<u32, RigBook>,
    cursors: BTreeMap<(u32, Addr), Cursor>,
    /// Cumulatives at the start of epochs.
    pub cumulatives: BTreeMap<(u32, u32), StoredCumulative>,
    /// Operators' accounts.
    pub accounts: BTreeMap<(u32, String), u128>,
    /// The protocol's account.
    pub protocol: BTreeMap<String, u128>,
    escrows: BTreeMap<Vec<u8>, Coin>,
    /// The marketplace's accounts.
    pub market_accounts: BTreeMap<(Addr, String), u128>,
    /// Final reports: the gross.
    pub reports: BTreeMap<(u32, u32), u128>,
    /// Final prices.
    pub prices: BTreeMap<(String, u32), u128>,
    /// What was paid to holders so far, as the history saw it.
    pub paid: BTreeMap<(u32, Addr), u128>,
    /// What holders are owed beside, in 2^-64 base units.
    pub owed: BTreeMap<(u32, Addr), BigInt>,
    /// What holders got in all, paid or owed, before the present step.
    gets_before: BTreeMap<(u32, Addr), BigInt>,
    /// What settlements and defaults have brought holders, as the history paid it.
    pub delivered: BTreeMap<u32, u128>,
    /// What cures have brought.
    pub cured: BTreeMap<u32, u128>,
    /// Epochs of the present generation with a shortfall, and cures of it.
    dust_events: BTreeMap<u32, u64>,
    /// Coins that were sent to contracts for no reason.
    pub strays: BTreeMap<(Place, Denom), u128>,
    /// The greatest difference from the rational model.
    pub worst_error_scaled: u128,
}

fn scaled(amount: u128) -> BigInt {
    BigInt::from(amount) << 64
}

fn big(value: Uint256) -> BigInt {
    BigInt::from_bytes_be(Sign::Plus, &value.to_be_bytes())
}

/// A part of a key that is a number of 32 bits.
fn number(bytes: &[u8]) -> Result<u32, Broken> {
    let bytes = bytes
        .try_into()
        .map_err(|_| format!("a key of {} bytes is no u32", bytes.len()))?;
    Ok(u32::from_be_bytes(bytes))
}

fn text(bytes: &[u8]) -> Result<String, Broken> {
    String::from_utf8(bytes.to_vec()).map_err(|error| error.to_string())
}

fn read<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, Broken> {
    from_json(bytes).map_err(|error| format!("a stored value does not parse: {error}"))
}

/// Writes what is stored under a key into a map of what is known.
fn put<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    };
}

/// Refuses what must never be deleted.
fn kept<V>(what: &str, value: Option<V>) -> Result<V, Broken> {
    value.ok_or_else(|| format!("{what} was deleted"))
}

#[derive(Default)]
struct Touched {
    ownership: BTreeSet<u32>,
    pairs: BTreeSet<(u32, Addr)>,
    money: BTreeSet<u32>,
}

impl Audit {
    /// Reads everything that `world` stores.
    pub fn of(world: &World) -> Result<Self, Broken> {
        let mut denoms: Vec<Denom> = world.setup.denoms.iter().map(|it| it.denom.clone()).collect();
        denoms.push(Denom::Cw20(world.at.cw20.to_string()));
        let extra = world.setup.trade_denoms.iter().cloned().map(Denom::Native);
        denoms.extend(extra.filter(|denom| !denoms.contains(denom)).collect::<Vec<_>>());
        let state = ChainState::of(world);
        for (address, place) in [
            (&world.at.hashrate_nft, Place::HashrateNft),
            (&world.at.oracle, Place::Oracle),
            (&world.at.distributor, Place::Distributor),
            (&world.at.marketplace, Place::Marketplace),
        ] {
            let dumped = world.app.dump_wasm_raw(address).len();
            if dumped != state.count(place) {
                return Err(format!("{place:?} has {dumped} records, not all of them seen"));
            }
        }
        let everything = state.everything();
        let mut audit = Self {
            state,
            clock: world.clock(),
            distributor: world.at.distributor.clone(),
            marketplace: world.at.marketplace.clone(),
            denoms,
            facts: BTreeMap::new(),
            minted: BTreeMap::new(),
            positions: BTreeMap::new(),
            proceeds: BTreeMap::new(),
            tokens: BTreeMap::new(),
            books: BTreeMap::new(),
            cursors: BTreeMap::new(),
            cumulatives: BTreeMap::new(),
            accounts: BTreeMap::new(),
            protocol: BTreeMap::new(),
            escrows: BTreeMap::new(),
            market_accounts: BTreeMap::new(),
            reports: BTreeMap::new(),
            prices: BTreeMap::new(),
            paid: BTreeMap::new(),
            owed: BTreeMap::new(),
            gets_before: BTreeMap::new(),
            delivered: BTreeMap::new(),
            cured: BTreeMap::new(),
            dust_events: BTreeMap::new(),
            strays: BTreeMap::new(),
            worst_error_scaled: 0,
        };
        let mut touched = Touched::default();
        for change in &everything {
            audit.absorb(change, &mut touched)?;
        }
        Ok(audit)
    }

    /// Invariant 7: a message that failed has changed nothing, balances included.
    pub fn nothing_changed(&mut self, world: &World) -> Result<(), Broken> {
        match self.state.update(world).first() {
            None => Ok(()),
            Some(change) => Err(format!("a message that failed changed {change:?}")),
        }
    }

    /// After a message that went through: all invariants, on all that it touched.
    pub fn check(
        &mut self,
        world: &World,
        intended: &BTreeMap<String, Token>,
        model: &Model,
        scope: &Scope,
    ) -> Result<(), Broken> {
        let changes = self.state.update(world);
        let mut touched = Touched::default();
        for change in &changes {
            self.absorb(change, &mut touched)?;
        }
        let now_epoch = self
            .clock
            .epoch_at(world.now())
            .map_err(|error| error.to_string())?;
        for rig in &touched.ownership {
            self.check_ownership(*rig, now_epoch, intended)?;
        }
        let mut pairs = touched.pairs;
        for rig in &touched.money {
            pairs.extend(self.holders(*rig).map(|holder| (*rig, holder.clone())));
        }
        let mut rigs = touched.money;
        for (rig, holder) in pairs {
            self.check_owed(rig, &holder, scope)?;
            rigs.insert(rig);
        }
        for rig in &rigs {
            self.check_conservation(*rig)?;
        }
        if !changes.is_empty() {
            self.check_solvency(world)?;
        }
        for rig in scope.closed.union(&scope.cured) {
            self.compare_with_model(*rig, model)?;
        }
        Ok(())
    }

    /// Everything again, from what is stored and nothing that is remembered.
    pub fn check_everything(
        &mut self,
        world: &World,
        intended: &BTreeMap<String, Token>,
        model: &Model,
    ) -> Result<(), Broken> {
        let mut afresh = Self::of(world)?;
        afresh.paid.clone_from(&self.paid);
        afresh.delivered.clone_from(&self.delivered);
        afresh.cured.clone_from(&self.cured);
        afresh.dust_events.clone_from(&self.dust_events);
        afresh.strays.clone_from(&self.strays);
        if afresh.tokens != *intended {
            return Err("tokens are not as they were meant to be".to_owned());
        }
        let now_epoch = self
            .clock
            .epoch_at(world.now())
            .map_err(|error| error.to_string())?;
        let rigs: Vec<u32> = afresh.facts.keys().copied().collect();
        for rig in rigs {
            afresh.check_ownership(rig, now_epoch, intended)?;
            let holders: Vec<Addr> = afresh.holders(rig).cloned().collect();
            for holder in holders {
                let owed = afresh.compute_owed(rig, &holder)?;
                afresh.owed.insert((rig, holder), owed);
            }
            afresh.check_conservation(rig)?;
            afresh.compare_with_model(rig, model)?;
        }
        if afresh.owed != self.owed {
            return Err("what is owed is not what was followed step by step".to_owned());
        }
        self.worst_error_scaled = self.worst_error_scaled.max(afresh.worst_error_scaled);
        afresh.check_solvency(world)
    }

    // ------------------------------------------------------------ reading

    fn absorb(&mut self, change: &Change, touched: &mut Touched) -> Result<(), Broken> {
        let Some((namespace, rest)) = change.entry() else {
            return Ok(());
        };
        let after = change.after.as_deref();
        let fixed = || match (&change.before, after) {
            (None, Some(_)) => Ok(()),
            _ => Err(format!("{namespace} is no fact for ever: {change:?}")),
        };
        match (change.place, namespace) {
            (Place::HashrateNft, "rigs") => {
                let facts = read(kept("a rig", after)?)?;
                self.facts.insert(number(rest)?, facts);
            }
            (Place::HashrateNft, "minted") => {
                let rig = number(rest)?;
                let stored: StoredSchedule = read(kept("a minted total", after)?)?;
                self.minted.insert(rig, stored.schedule);
                touched.ownership.insert(rig);
            }
            (Place::HashrateNft, "positions") => {
                let (rig, holder) = holder_and_rig(rest)?;
                let stored: StoredSchedule = read(kept("a position", after)?)?;
                self.positions.insert((rig, holder.clone()), stored.schedule);
                touched.ownership.insert(rig);
                touched.pairs.insert((rig, holder));
            }
            (Place::HashrateNft, "proceeds") => {
                let proceeds = read(kept("proceeds", after)?)?;
                self.proceeds.insert(number(rest)?, proceeds);
            }
            (Place::HashrateNft, "tokens") => {
                let stored: Option<StoredToken> = after.map(read).transpose()?;
                let token = stored.map(|stored| Token {
                    rig: stored.extension.rig,
                    owner: stored.owner,
                    shares: stored.extension.shares,
                });
                let id = text(rest)?;
                let rigs = [self.tokens.get(&id), token.as_ref()];
                let rigs: Vec<u32> = rigs.into_iter().flatten().map(|token| token.rig).collect();
                touched.ownership.extend(rigs);
                put(&mut self.tokens, id, token);
            }
            (Place::Distributor, "books") => {
                let rig = number(rest)?;
                let book: RigBook = read(kept("a book", after)?)?;
                self.books.insert(rig, book);
                touched.money.insert(rig);
            }
            (Place::Distributor, "cursors") => {
                let (rig, holder) = holder_and_rig(rest)?;
                let cursor = read(kept("a cursor", after)?)?;
                self.cursors.insert((rig, holder.clone()), cursor);
                touched.pairs.insert((rig, holder));
            }
            (Place::Distributor, "cumulatives") => {
                let (rig, epoch) = rig_and_epoch(rest)?;
                // The record at a gap's start is written again with the same lanes.
                let record: StoredCumulative = read(kept("a cumulative", after)?)?;
                match self.cumulatives.get(&(rig, epoch)) {
                    Some(before) if before.lanes != record.lanes => {
                        return Err(format!("rig {rig}: a cumulative changed in {epoch}"));
                    }
                    _ => {}
                }
                self.cumulatives.insert((rig, epoch), record);
                touched.money.insert(rig);
            }
            (Place::Distributor, "accounts") => {
                let (rig, denom) = take_prefixed(rest).ok_or("a key of accounts")?;
                let amount: Option<Uint128> = after.map(read).transpose()?;
                let key = (number(rig)?, text(denom)?);
                put(&mut self.accounts, key, amount.map(|amount| amount.u128()));
            }
            (Place::Distributor, "protocol") => {
                let amount: Option<Uint128> = after.map(read).transpose()?;
                put(&mut self.protocol, text(rest)?, amount.map(|amount| amount.u128()));
            }
            (Place::Marketplace, "offers") => {
                let offer: Option<Value> = after.map(read).transpose()?;
                let escrow = offer.map(|offer| serde_json::from_value(offer["escrow"].clone()));
                let escrow = escrow.transpose().map_err(|error| error.to_string())?;
                put(&mut self.escrows, rest.to_vec(), escrow);
            }
            (Place::Marketplace, "accounts") => {
                let (holder, denom) = take_prefixed(rest).ok_or("a key of accounts")?;
                let amount: Option<Uint128> = after.map(read).transpose()?;
                let key = (Addr::unchecked(text(holder)?), text(denom)?);
                put(&mut self.market_accounts, key, amount.map(|amount| amount.u128()));
            }
            (Place::Oracle, "reports") => {
                fixed()?;
                let report: FinalReport = read(kept("a report", after)?)?;
                self.reports.insert(rig_and_epoch(rest)?, report.gross.u128());
            }
            (Place::Oracle, "prices") => {
                fixed()?;
                let (asset, epoch) = take_prefixed(rest).ok_or("a key of prices")?;
                let price: FinalPrice = read(kept("a price", after)?)?;
                let key = (text(asset)?, number(epoch)?);
                self.prices.insert(key, price.nano_per_coin.u128());
            }
            _ => {}
        }
        Ok(())
    }

    /// Everybody who ever had a share of a rig.
    pub fn holders(&self, rig: u32) -> impl Iterator<Item = &Addr> {
        self.positions_of(rig).map(|(holder, _)| holder)
    }

    fn positions_of(&self, rig: u32) -> impl Iterator<Item = (&Addr, &Schedule)> {
        let from = (rig, Addr::unchecked(""));
        let until = (rig + 1, Addr::unchecked(""));
        let range = self.positions.range(from..until);
        range.map(|((_, holder), schedule)| (holder, schedule))
    }

    /// The first epoch of a rig that is not closed.
    pub fn open_from(&self, rig: u32) -> u32 {
        let book = self.books.get(&rig);
        book.map_or(self.facts[&rig].start_epoch, |book| book.next_epoch)
    }

    /// The rig's next epoch to close, were it over.
    pub fn next_epoch(&self, rig: u32) -> Option<u32> {
        let next = self.minted[&rig].next_weighted(self.open_from(rig))?;
        (next < self.facts[&rig].end_epoch).then_some(next)
    }

    /// Epochs of a rig with shares that are over at `now_epoch` and not closed.
    pub fn unsettled(&self, rig: u32, now_epoch: u32) -> u32 {
        let end = now_epoch.min(self.facts[&rig].end_epoch);
        let segments = self.minted[&rig].segments(self.open_from(rig), end);
        segments.map_or(0, |segments| {
            segments.map(|segment| segment.end - segment.start).sum()
        })
    }

    /// What is missing of a rig.
    pub fn outstanding(&self, rig: u32) -> u128 {
        let book = self.books.get(&rig);
        book.map_or(0, |book| book.shortfall.outstanding.u128())
    }

    /// Whole base units that a claim would pay now.
    pub fn claimable(&self, rig: u32, holder: &Addr) -> u128 {
        let owed = self.owed.get(&(rig, holder.clone()));
        let whole = owed.map(|owed| owed >> 64).unwrap_or_default();
        u128::try_from(whole).unwrap_or_default()
    }

    /// Breakpoints of a holder's schedule.
    pub fn breakpoints(&self, rig: u32, holder: &Addr) -> usize {
        let position = self.positions.get(&(rig, holder.clone()));
        position.map_or(0, Schedule::len)
    }

    // ------------------------------------------------------------ invariants 1 and 2

    fn check_ownership(
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
                return Err(format!("invariant 2: rig {rig}, epoch {epoch}: {all} is too much"));
            }
        }
        let mut of_tokens: BTreeMap<&Addr, u64> = BTreeMap::new();
        for (id, token) in self.tokens.iter().filter(|(_, token)| token.rig == rig) {
            *of_tokens.entry(&token.owner).or_default() += token.shares;
            if intended.get(id) != Some(token) {
                return Err(format!("token {id} is {token:?}, not {:?}", intended.get(id)));
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
            return Err(format!("invariant 2: rig {rig} has tokens of {shares} shares"));
        }
        Ok(())
    }

    // ------------------------------------------------------------ invariant 3

    /// All that a holder is owed of a rig, to the last scaled unit, remainder included.
    pub fn compute_owed(&self, rig: u32, holder: &Addr) -> Result<BigInt, Broken> {
        let key = (rig, holder.clone());
        let Some(book) = self.books.get(&rig) else {
            return Ok(BigInt::default());
        };
        let schedule = &self.positions[&key];
        let cursor = self.cursors.get(&key);
        let start = match cursor {
            Some(cursor) => cursor.next_epoch,
            None => schedule.floor().max(self.facts[&rig].start_epoch),
        };
        let missing = |epoch| format!("rig {rig}: no cumulative for epoch {epoch}");
        let lanes = |epoch: u32| -> Result<Lanes, Unread> {
            let record = self.cumulatives.get(&(rig, epoch));
            record.map(|record| record.lanes).ok_or(Unread(missing(epoch)))
        };
        let (middle, end) = (book.shortfall.generation_start, book.next_epoch);
        let (before, since) =
            integrate_split(schedule, start, middle, end, lanes).map_err(|Unread(error)| error)?;
        let mut shortfall: HolderShortfall = cursor
            .and_then(|cursor| cursor.shortfall.clone())
            .unwrap_or_default();
        let recovered = shortfall
            .accrue(&book.shortfall, &before, &since)
            .map_err(|error| error.to_string())?;
        let written = cursor.map_or_else(BigInt::default, |cursor| {
            scaled(cursor.owed.u128()) + cursor.remainder
        });
        Ok(written + big(before.get(Lane::Payout)) + big(since.get(Lane::Payout)) + big(recovered))
    }

    /// Invariants 5 and 6: only closing and curing change what anybody gets, and only upwards.
    fn check_owed(&mut self, rig: u32, holder: &Addr, scope: &Scope) -> Result<(), Broken> {
        let key = (rig, holder.clone());
        let owed = self.compute_owed(rig, holder)?;
        let paid = scaled(self.paid.get(&key).copied().unwrap_or_default());
        // `paid` was raised by what this step paid: what was owed must have fallen by just that.
        let gets = &owed + &paid;
        let before = self.gets_before.get(&key).cloned().unwrap_or_default();
        let may_rise = scope.closed.contains(&rig) || scope.cured.contains(&rig);
        // A new shortfall rounds what was recovered of the ones before it, see the share ledger.
        let rounding = if scope.closed.contains(&rig) {
            BigInt::from(self.registered_weight(rig) / 4_096 + 2)
        } else {
            BigInt::default()
        };
        let fell = &before - &gets > rounding;
        if fell || (gets != before && !may_rise) {
            return Err(format!(
                "invariant 6: rig {rig}: {holder} got {before} / 2^64 in all, and now gets {gets}"
            ));
        }
        self.gets_before.insert(key.clone(), gets);
        self.owed.insert(key, owed);
        Ok(())
    }

    /// What a holder got of a rig so far and is owed beside, in 2^-64 base units.
    pub fn gets(&self, rig: u32, holder: &Addr) -> BigInt {
        let key = (rig, holder.clone());
        self.gets_before.get(&key).cloned().unwrap_or_default()
    }

    fn registered_weight(&self, rig: u32) -> u64 {
        self.facts[&rig].shares * u64::from(self.clock.epoch_seconds)
    }

    fn check_conservation(&mut self, rig: u32) -> Result<(), Broken> {
        let delivered = self.delivered.get(&rig).copied().unwrap_or_default();
        let cured = self.cured.get(&rig).copied().unwrap_or_default();
        let Some(book) = self.books.get(&rig) else {
            return Ok(());
        };
        if book.record.delivered.u128() != delivered || book.record.cured.u128() != cured {
            return Err(format!(
                "rig {rig} was brought {delivered} and {cured}; its record says {:?}",
                book.record
            ));
        }
        let mut owed = BigInt::default();
        let mut paid = 0_u128;
        let mut holders = 0_u64;
        for holder in self.holders(rig) {
            let key = (rig, holder.clone());
            owed += &self.owed[&key];
            paid += self.paid.get(&key).copied().unwrap_or_default();
            holders += 1;
        }
        let carry = big(book.carry.get(Lane::Payout));
        let arrived = scaled(delivered + cured);
        let rest = &arrived - scaled(paid) - &owed - carry;
        // What is cured and not credited: the carry alone where nothing is outstanding. Else each
        // epoch, cure and holder may round by less than a share-second's worth of scaled units.
        let carried = BigInt::from(book.shortfall.carry);
        let exact = book.shortfall.outstanding.is_zero();
        let events = self.dust_events.get(&rig).copied().unwrap_or_default();
        let roundings = BigInt::from(self.registered_weight(rig)) * (events + 2);
        let most = &carried + roundings + 4 * holders + (scaled(cured) >> 100) * (events + 1);
        let holds = if exact {
            rest == carried
        } else {
            rest >= BigInt::default() && rest <= most
        };
        if !holds {
            return Err(format!(
                "invariant 3: rig {rig}: {arrived} arrived, {paid} base units were paid, {owed} is \
                 owed, {rest} is left beside the carry (exactly {carried}: {exact}; at most {most})"
            ));
        }
        Ok(())
    }

    /// A shortfall was written down or cured in part: another rounding below a scaled unit a
    /// share-second.
    pub fn note_rounding(&mut self, rig: u32) {
        *self.dust_events.entry(rig).or_default() += 1;
    }

    fn check_solvency(&self, world: &World) -> Result<(), Broken> {
        for denom in &self.denoms {
            let balance = |address| {
                let balance = world.balance(address, denom);
                balance.map(|it| it.u128()).map_err(|error| error.to_string())
            };
            let stray = |place| {
                let stray = self.strays.get(&(place, denom.clone()));
                stray.copied().unwrap_or_default()
            };
            let mut holders = 0_u128;
            let mut unbooked = 0_u128;
            for (rig, facts) in &self.facts {
                let of = |map: &BTreeMap<u32, u128>| map.get(rig).copied().unwrap_or_default();
                if facts.payout == *denom {
                    holders += of(&self.delivered) + of(&self.cured);
                    let from = (*rig, Addr::unchecked(""));
                    let until = (*rig + 1, Addr::unchecked(""));
                    holders -= self.paid.range(from..until).map(|(_, paid)| paid).sum::<u128>();
                }
                let proceeds = &self.proceeds[rig];
                if Denom::Native(proceeds.denom.clone()) == *denom {
                    let booked = self.books.get(rig).map(|book| book.booked_proceeds);
                    unbooked += proceeds.total.u128() - booked.unwrap_or_default().u128();
                }
            }
            let operators = self.accounts.iter().filter(|((_, key), _)| *key == denom.key());
            let operators: u128 = operators.map(|(_, amount)| amount).sum();
            let protocol = self.protocol.get(&denom.key()).copied().unwrap_or_default();
            let known = holders + unbooked + operators + protocol + stray(Place::Distributor);
            let has = balance(&self.distributor)?;
            if has != known {
                return Err(format!(
                    "invariant 3: the distributor has {has} {denom}: for holders {holders}, \
                     operators {operators}, not booked {unbooked}, protocol {protocol}"
                ));
            }
            let escrows = self.escrows.values().filter(|coin| coin.denom == denom.key());
            let escrows: u128 = escrows.map(|coin| coin.amount.u128()).sum();
            let accounts = self.market_accounts.iter();
            let accounts: u128 = accounts
                .filter(|((_, key), _)| *key == denom.key())
                .map(|(_, amount)| amount)
                .sum();
            let has = balance(&self.marketplace)?;
            if has != escrows + accounts + stray(Place::Marketplace) {
                return Err(format!(
                    "invariant 3: the marketplace has {has} {denom}: escrows {escrows}, accounts \
                     {accounts}"
                ));
            }
        }
        Ok(())
    }

    // ------------------------------------------------------------ invariant 4

    /// What everybody has got and is owed of a rig, against the second-by-second model.
    pub fn compare_with_model(&mut self, rig: u32, model: &Model) -> Result<(), Broken> {
        let holders: Vec<Addr> = self.holders(rig).cloned().collect();
        for holder in holders {
            self.compare_one_with_model(rig, &holder, model)?;
        }
        Ok(())
    }

    /// The same for one holder.
    pub fn compare_one_with_model(
        &mut self,
        rig: u32,
        holder: &Addr,
        model: &Model,
    ) -> Result<(), Broken> {
        let key = (rig, holder.clone());
        let paid = self.paid.get(&key).copied().unwrap_or_default();
        let gets = scaled(paid) + self.owed.get(&key).cloned().unwrap_or_default();
        let earned = model.earned(rig, holder.as_str());
        // | gets / 2^64 - numerator / denominator |, in scaled units, rounded up.
        let difference: BigInt = &gets * earned.denom() - (earned.numer() << 64_u32);
        let magnitude = BigInt::from(difference.magnitude().clone());
        let error = (magnitude + earned.denom() - 1) / earned.denom();
        let error = u128::try_from(error).unwrap_or(u128::MAX);
        self.worst_error_scaled = self.worst_error_scaled.max(error);
        if error >> TOLERANCE_BITS != 0 {
            return Err(format!(
                "invariant 4: rig {rig}: {holder} gets {gets} / 2^64; by the model {earned}: {error} / \
                 2^64 base units apart"
            ));
        }
        Ok(())
    }
}

struct Unread(Broken);

impl From<LedgerError> for Unread {
    fn from(error: LedgerError) -> Self {
        Self(error.to_string())
    }
}

fn holder_and_rig(rest: &[u8]) -> Result<(u32, Addr), Broken> {
    let (holder, rig) = take_prefixed(rest).ok_or("a key of holder and rig")?;
    Ok((number(rig)?, Addr::unchecked(text(holder)?)))
}

fn rig_and_epoch(rest: &[u8]) -> Result<(u32, u32), Broken> {
    let (rig, epoch) = take_prefixed(rest).ok_or("a key of rig and epoch")?;
    Ok((number(rig)?, number(epoch)?))
}
