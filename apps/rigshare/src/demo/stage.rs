//! The chain with the season's suite on it, its people, rigs and moneys.

use std::collections::BTreeMap;

use anyhow::Context;
use cosmwasm_std::{Addr, Coin};
use rigshare_chain::Playground;
use rigshare_suite::{Code, Embedded, World};
use rigshare_types::distributor::EpochDue;
use rigshare_types::units::Denom;

use super::calendar::Calendar;
use super::ledger::Ledger;
use super::live::VisitorsRig;
use super::pace::{Pace, Speed};
use super::setup::{clock, setup};
use super::story::{Kind, Story};
use crate::failure::Failure;
use crate::numbers::coins;
use crate::season::values::Name;
use crate::season::{Money, MoneyKind, Rig, Season};

/// A season on a chain.
pub struct Stage<'a, C = Embedded> {
    /// What is played.
    pub season: &'a Season,
    /// The chain.
    pub world: World<C>,
    /// The rigs, in the order of rigs.toml.
    pub rigs: Vec<StageRig<'a>>,
    /// Token ids by alias.
    pub tokens: BTreeMap<Name, String>,
    /// Offers by alias.
    pub offers: BTreeMap<Name, u64>,
    /// What the chain's events say so far.
    pub ledger: Ledger,
    /// What happened, for people.
    pub story: Story,
    /// What was due, by rig's number and epoch, as the distributor said before it was paid.
    pub dues: BTreeMap<(u32, u32), EpochDue>,
    /// What operators brought to settle epochs, by denom of the chain.
    pub brought: BTreeMap<String, u128>,
    /// What each reporter did.
    pub reporters: Vec<Tally>,
    /// How the season's days lie on the chain's clock.
    pub pace: Pace,
    /// Which of the season's days they are.
    pub calendar: Calendar,
    /// The rigs that visitors operate, as of when somebody last looked.
    pub(super) visitors: Vec<VisitorsRig>,
    /// The operators whose accounts are not made from their names.
    pub operators: BTreeMap<Name, Addr>,
    names: BTreeMap<String, String>,
}

/// How long the registration of all rigs may take on a chain whose time can't be set.
const REGISTERING_SECONDS: u64 = 30;

/// A rig on the chain.
pub struct StageRig<'a> {
    /// As rigs.toml has it.
    pub rig: &'a Rig,
    /// Its number.
    pub number: u32,
    /// Its operator's account.
    pub operator: Addr,
    /// What it pays in.
    pub payout: Denom,
    /// Whether somebody else operates it: then the season settles nothing of it.
    pub is_left: bool,
}

/// What a reporter did.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Batches that were relayed.
    pub batches: u32,
    /// Of them, after the window.
    pub late: u32,
    /// Days without a batch.
    pub absent: u32,
    /// Observations that were further from the final figure than the spread.
    pub outliers: u32,
}

impl<'a, C: Playground> Stage<'a, C> {
    /// Deploys the suite, registers and approves the rigs, opens their sales and gives the holders
    /// what they start with.
    ///
    /// # Errors
    /// A contract refuses what the season's files say.
    pub fn set(season: &'a Season, chain: C, code: &Code, speed: Speed) -> Result<Self, Failure> {
        let clock = clock(season, speed, &chain)?;
        let setup = setup(season, chain.id(), clock);
        let world = World::on(chain, setup, code).context("deploying the suite")?;
        // Day 0 is set once the rigs can be registered.
        let pace = Pace {
            clock,
            first_epoch: season.rules.first_day.0,
        };
        let mut stage = Self::empty(season, world, pace, Calendar::Once);
        stage.fund_holders()?;
        if let Speed::SecondsPerDay(_) = speed {
            let ready = stage.world.time()?.saturating_add(REGISTERING_SECONDS);
            stage.pace.first_epoch = clock.epoch_at(ready)?.saturating_add(1);
        }
        for rig in &season.rigs {
            stage.place(rig, None)?;
        }
        Ok(stage)
    }

    /// A stage with no rigs, and nobody has anything yet.
    pub fn empty(season: &'a Season, world: World<C>, pace: Pace, calendar: Calendar) -> Self {
        Self {
            season,
            rigs: Vec::new(),
            tokens: BTreeMap::new(),
            offers: BTreeMap::new(),
            ledger: Ledger::default(),
            story: Story::default(),
            pace,
            calendar,
            visitors: Vec::new(),
            operators: BTreeMap::new(),
            dues: BTreeMap::new(),
            brought: BTreeMap::new(),
            reporters: vec![Tally::default(); season.answers.len()],
            names: BTreeMap::new(),
            world,
        }
    }

    /// Gives the holders what they start with.
    ///
    /// # Errors
    /// The chain has no such money.
    pub fn fund_holders(&mut self) -> anyhow::Result<()> {
        for holder in self.season.rules.holders() {
            let account = self.holder(&holder.name);
            for funds in &holder.funds {
                let denom = self.denom(&funds.denom)?;
                self.world
                    .fund_denom(&account, funds.amount.0, &denom)
                    .with_context(|| format!("funds of {}", holder.name))?;
            }
        }
        Ok(())
    }

    /// The account of a holder.
    pub fn holder(&mut self, name: &str) -> Addr {
        self.person("holder", name)
    }

    /// The account of an operator.
    pub fn operator(&mut self, name: &Name) -> Addr {
        match self.operators.get(name).cloned() {
            Some(account) => {
                self.names.insert(account.to_string(), name.0.clone());
                account
            }
            None => self.person("operator", name),
        }
    }

    fn person(&mut self, role: &str, name: &str) -> Addr {
        let account = self.world.account(&format!("{role} {name}"));
        self.names.insert(account.to_string(), name.to_owned());
        account
    }

    /// The name of a holder or operator; the address of anybody else.
    pub fn name_of<'n>(&'n self, address: &'n str) -> &'n str {
        self.names.get(address).map_or(address, String::as_str)
    }

    /// The first second of a day.
    pub fn day_start(&self, day: u32) -> u64 {
        self.pace.day_start(day)
    }

    /// The epoch of a day.
    pub fn epoch_of(&self, day: u32) -> u32 {
        self.pace.first_epoch.saturating_add(day)
    }

    /// The day of an epoch.
    pub fn day_of(&self, epoch: u32) -> u32 {
        epoch.saturating_sub(self.pace.first_epoch)
    }

    /// A rig of rigs.toml.
    pub fn rig(&self, id: &Name) -> anyhow::Result<&StageRig<'a>> {
        let found = self.rigs.iter().find(|placed| placed.rig.id == *id);
        found.with_context(|| format!("there is no rig {id}"))
    }

    /// A rig by its number.
    pub fn rig_numbered(&self, number: u32) -> Option<&StageRig<'a>> {
        self.rigs.iter().find(|placed| placed.number == number)
    }

    /// What the chain calls a money.
    pub fn denom(&self, name: &str) -> anyhow::Result<Denom> {
        let money = self.season.rules.money(name);
        let money = money.with_context(|| format!("there is no denom {name}"))?;
        Ok(match money.kind {
            MoneyKind::Native => Denom::Native(money.denom.clone()),
            MoneyKind::Cw20 => Denom::Cw20(self.world.at.cw20.to_string()),
        })
    }

    /// Coins of a native money.
    pub fn coin(&self, name: &str, amount: u128) -> anyhow::Result<Coin> {
        match self.denom(name)? {
            Denom::Native(denom) => Ok(Coin::new(amount, denom)),
            Denom::Cw20(_) => anyhow::bail!("{name} is a cw20"),
        }
    }

    /// The money that the chain calls so.
    pub fn money_of(&self, denom: &str) -> Option<&'a Money> {
        let cw20 = Denom::Cw20(self.world.at.cw20.to_string()).to_string();
        self.season.rules.moneys().find(|money| match money.kind {
            MoneyKind::Native => money.denom == denom,
            MoneyKind::Cw20 => cw20 == denom,
        })
    }

    /// The short name of what the chain calls so.
    pub fn short(&self, denom: &str) -> String {
        self.money_of(denom)
            .map_or(denom, |money| &money.name)
            .to_owned()
    }

    /// An amount of a money in words.
    pub fn money(&self, name: &str, amount: u128) -> String {
        let decimals = self
            .season
            .rules
            .money(name)
            .map_or(0, |money| money.decimals);
        let symbol = self
            .season
            .rules
            .money(name)
            .map_or(name, |money| money.asset.as_str());
        format!("{} {symbol}", coins(amount, decimals))
    }

    /// Tells what happened now.
    pub fn tell(&mut self, kind: Kind, text: String) {
        // A chain that does not answer is no reason to lose what happened.
        let last = self.world.transactions.last();
        let last = last.map_or(0, |transaction| transaction.time_seconds);
        let now = self.world.time().unwrap_or(last);
        let (day, time) = self.pace.day_and_time(now);
        self.story.tell(day, time, kind, text);
    }

    /// Reads the events that the ledger has not seen.
    pub fn catch_up(&mut self) -> anyhow::Result<()> {
        self.ledger.read(&self.world)
    }
}
