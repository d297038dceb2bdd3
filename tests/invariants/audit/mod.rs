//! Reads what the contracts store, and checks every invariant of money and ownership on all that a
//! step has touched. What a step has touched is found by comparing everything that the chain stores
//! before and after: nothing that was not compared can have changed.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, Coin};
use num_bigint::BigInt;
use reference_model::Model;
use rigshare_suite::World;
use rigshare_tests::chain_state::{ChainState, Place};
use rigshare_types::distributor::{Cursor, RigBook, StoredCumulative};
use rigshare_types::nft::{Proceeds, RigFacts};
use rigshare_types::units::Denom;
use share_ledger::{EpochClock, Schedule};

mod money;
mod ownership;
mod reading;

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

#[derive(Default)]
struct Touched {
    ownership: BTreeSet<u32>,
    pairs: BTreeSet<(u32, Addr)>,
    money: BTreeSet<u32>,
}

impl Audit {
    /// Reads everything that `world` stores.
    pub fn of(world: &World) -> Result<Self, Broken> {
        let mut denoms: Vec<Denom> = world
            .setup
            .denoms
            .iter()
            .map(|it| it.denom.clone())
            .collect();
        denoms.push(Denom::Cw20(world.at.cw20.to_string()));
        let extra = world.setup.trade_denoms.iter().cloned().map(Denom::Native);
        denoms.extend(
            extra
                .filter(|denom| !denoms.contains(denom))
                .collect::<Vec<_>>(),
        );
        let state = ChainState::of(world);
        for (address, place) in [
            (&world.at.hashrate_nft, Place::HashrateNft),
            (&world.at.oracle, Place::Oracle),
            (&world.at.distributor, Place::Distributor),
            (&world.at.marketplace, Place::Marketplace),
        ] {
            let dumped = world.chain.app.dump_wasm_raw(address).len();
            if dumped != state.count(place) {
                return Err(format!(
                    "{place:?} has {dumped} records, not all of them seen"
                ));
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
}
