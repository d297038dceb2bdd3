//! A season folder, read strictly. docs/season.md documents it.

pub mod answers;
pub mod error;
mod fields;
mod names;
pub mod network;
pub mod rigs;
mod season_check;
pub mod season_file;
pub mod trades;
pub mod values;

use std::path::Path;

pub use error::SeasonError;
pub use network::Market;
use network::Price;
pub use rigs::Rig;
use season_file::Asset;
pub use season_file::{Money, MoneyKind, Rules};
use toml::Spanned;
pub use trades::Action;
use values::Amount;

/// A season, read and checked.
#[derive(Clone, Debug)]
pub struct Season {
    /// season.toml.
    pub rules: Rules,
    /// network.toml.
    pub market: Market,
    /// rigs.toml.
    pub rigs: Vec<Rig>,
    /// trades.toml, in the order in which things happen.
    pub actions: Vec<Action>,
    /// reporters/: by reporter, then rig.
    pub answers: Vec<Vec<answers::DailyGross>>,
}

impl Season {
    /// Reads a folder.
    ///
    /// # Errors
    /// [`SeasonError`], which names file, place and value.
    pub fn load(folder: &Path) -> Result<Self, SeasonError> {
        let rules = Rules::load(folder)?;
        let market = Market::load(folder, &rules)?;
        let rigs = Rig::load(folder, &rules, &market)?;
        let actions = trades::load(folder, &rules, &rigs)?;
        let answers = answers::load(folder, &rules, &rigs)?;
        Ok(Self {
            rules,
            market,
            rigs,
            actions,
            answers,
        })
    }

    /// The season for rigs that mine on: those that mine on its last day mine, and are sold, up to
    /// `end_day`. What they earn by then is for a calendar to say.
    #[must_use]
    pub fn endless(mut self, end_day: u32) -> Self {
        let days = self.rules.days;
        for rig in self.rigs.iter_mut().filter(|rig| rig.end_day == days) {
            rig.end_day = end_day.max(days);
            rig.sale_closes_day = rig.end_day;
        }
        self
    }

    /// The same in other native moneys, named by what they stand for.
    #[must_use]
    pub fn in_moneys(mut self, denoms: &[(&str, &str)]) -> Self {
        for money in &mut self.rules.denoms {
            let money = money.get_mut();
            let wanted = denoms.iter().find(|(asset, _)| *asset == money.asset);
            if let (MoneyKind::Native, Some((_, denom))) = (money.kind, wanted) {
                (*denom).clone_into(&mut money.denom);
            }
        }
        self
    }

    /// The last rig pays in a money of the chain that has a price all the time, such as what is staked.
    /// Does nothing where the season has no such money.
    #[must_use]
    pub fn last_rig_pays(mut self, asset: &str, nano_per_coin: u128) -> Self {
        let rules = &mut self.rules;
        let mut moneys = rules.denoms.iter_mut().map(Spanned::get_mut);
        let Some(money) = moneys.find(|money| money.asset == asset) else {
            return self;
        };
        money.payout = true;
        if let Some(rig) = self.rigs.last_mut() {
            rig.payout_denom = money.name.clone();
        }
        let (symbol, decimals) = (money.asset.clone(), money.decimals);
        if rules.asset(asset).is_none() {
            rules
                .assets
                .push(Spanned::new(0..0, Asset { symbol, decimals }));
        }
        if self.market.price(asset).is_none() {
            let price = Price {
                asset: asset.to_owned(),
                nano_per_coin: (0..rules.days).map(|_| Amount(nano_per_coin)).collect(),
            };
            self.market.prices.push(Spanned::new(0..0, price));
        }
        self
    }

    /// The first days of the season: rigs end with the last of them at the latest, those that have not
    /// begun by then are left out, and so is what happens later.
    #[must_use]
    pub fn shortened(mut self, days: u32) -> Self {
        self.rules.days = self.rules.days.min(days);
        let days = self.rules.days;
        let begins: Vec<bool> = self.rigs.iter().map(|rig| rig.start_day < days).collect();
        self.rigs.retain(|rig| rig.start_day < days);
        for answers in &mut self.answers {
            let mut kept = begins.iter();
            answers.retain(|_| kept.next().copied().unwrap_or(false));
        }
        for rig in &mut self.rigs {
            rig.end_day = rig.end_day.min(days);
            rig.sale_closes_day = rig.sale_closes_day.min(days);
        }
        let end_seconds = u64::from(days) * values::DAY_SECONDS;
        self.actions
            .retain(|action| action.at_seconds < end_seconds);
        self
    }
}
