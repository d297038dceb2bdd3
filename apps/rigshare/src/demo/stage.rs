//! The chain with the season's suite on it, its people, rigs and moneys.

use std::collections::BTreeMap;

use anyhow::Context;
use cosmwasm_std::{Addr, Coin};
use rigshare_suite::World;
use rigshare_types::distributor::EpochDue;
use rigshare_types::units::Denom;

use super::ledger::Ledger;
use super::setup::setup;
use super::story::{Kind, Story};
use crate::failure::Failure;
use crate::numbers::coins;
use crate::season::values::{Name, DAY_SECONDS};
use crate::season::{Money, MoneyKind, Rig, Season};

/// A season on a chain.
pub struct Stage<'a> {
    /// What is played.
    pub season: &'a Season,
    /// The chain.
    pub world: World,
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
    names: BTreeMap<String, String>,
}

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

impl<'a> Stage<'a> {
    /// Deploys the suite, registers and approves the rigs, opens their sales and gives the holders
    /// what they start with.
    ///
    /// # Errors
    /// A contract refuses what the season's files say.
    pub fn set(season: &'a Season) -> Result<Self, Failure> {
        let world = World::new(setup(season)).context("deploying the suite")?;
        let mut stage = Self {
            season,
            rigs: Vec::new(),
            tokens: BTreeMap::new(),
            offers: BTreeMap::new(),
            ledger: Ledger::default(),
            story: Story::new(season.rules.first_day.0),
            dues: BTreeMap::new(),
            brought: BTreeMap::new(),
            reporters: vec![Tally::default(); season.answers.len()],
            names: BTreeMap::new(),
            world,
        };
        for holder in season.rules.holders() {
            let account = stage.holder(&holder.name);
            for funds in &holder.funds {
                let denom = stage.denom(&funds.denom)?;
                stage
                    .world
                    .fund_denom(&account, funds.amount.0, &denom)
                    .with_context(|| format!("funds of {}", holder.name))?;
            }
        }
        for rig in &season.rigs {
            let placed = stage
                .register(rig)
                .with_context(|| format!("rigs.toml: rig {}", rig.id))?;
            stage.rigs.push(placed);
        }
        Ok(stage)
    }

    /// The account of a holder.
    pub fn holder(&mut self, name: &str) -> Addr {
        self.person("holder", name)
    }

    /// The account of an operator.
    pub fn operator(&mut self, name: &str) -> Addr {
        self.person("operator", name)
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
        u64::from(self.season.rules.first_day.0 + day) * DAY_SECONDS
    }

    /// The epoch of a day.
    pub fn epoch_of(&self, day: u32) -> u32 {
        self.season.rules.first_day.0 + day
    }

    /// The day of an epoch.
    pub fn day_of(&self, epoch: u32) -> u32 {
        epoch.saturating_sub(self.season.rules.first_day.0)
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
        let now = self.world.now();
        self.story.tell(now, kind, text);
    }

    /// Reads the events that the ledger has not seen.
    pub fn catch_up(&mut self) -> anyhow::Result<()> {
        self.ledger.read(&self.world)
    }
}
