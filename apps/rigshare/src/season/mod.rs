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
pub use rigs::Rig;
pub use season_file::{Money, MoneyKind, Rules};
pub use trades::Action;

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
}
