//! Every name that an action uses must be known, every alias that it makes new.

use std::collections::BTreeSet;

use super::error::{SeasonError, Source};
use super::rigs::Rig;
use super::season_file::Rules;
use super::trades::Deed;
use super::values::Name;

/// The names that are known at a moment of the season.
pub struct Names<'a> {
    source: &'a Source,
    rules: &'a Rules,
    holders: BTreeSet<&'a str>,
    rigs: &'a [Rig],
    /// Tokens that were made so far. Which of them still exist is for the contracts to say.
    tokens: BTreeSet<String>,
    offers: BTreeSet<String>,
}

/// Where the action stands whose names are checked.
struct Spot<'a> {
    source: &'a Source,
    byte: usize,
    index: usize,
}

impl Spot<'_> {
    fn error(&self, field: &str, why: String) -> SeasonError {
        self.source
            .error(self.byte, format!("actions[{}].{field}", self.index), why)
    }

    fn known(&self, known: bool, field: &str, name: &Name, what: &str) -> Result<(), SeasonError> {
        if known {
            return Ok(());
        }
        Err(self.error(field, format!("{:?} is not {what}", name.0)))
    }

    fn make(
        &self,
        made: &mut BTreeSet<String>,
        field: &str,
        name: &Name,
    ) -> Result<(), SeasonError> {
        if made.insert(name.0.clone()) {
            return Ok(());
        }
        Err(self.error(field, format!("{:?} is taken already", name.0)))
    }
}

impl<'a> Names<'a> {
    /// The names at the start of the season.
    #[must_use]
    pub fn new(source: &'a Source, rules: &'a Rules, rigs: &'a [Rig]) -> Self {
        Self {
            source,
            rules,
            holders: rules.holders().map(|holder| &*holder.name).collect(),
            rigs,
            tokens: BTreeSet::new(),
            offers: BTreeSet::new(),
        }
    }

    /// Checks the names of an action and remembers those that it makes.
    ///
    /// # Errors
    /// A name is unknown, or an alias taken.
    pub fn check(&mut self, byte: usize, index: usize, deed: &Deed) -> Result<(), SeasonError> {
        let spot = Spot {
            source: self.source,
            byte,
            index,
        };
        let holder = |field, name: &Name| {
            spot.known(self.holders.contains(&**name), field, name, "a holder")
        };
        let rig = |field, name: &Name| {
            let known = self.rigs.iter().any(|rig| rig.id == *name);
            spot.known(known, field, name, "a rig")
        };
        let operator = |field, name: &Name, rigs: &[Name]| {
            for id in rigs {
                let operates = |rig: &&Rig| rig.id == *id && rig.operator == *name;
                let known = self.rigs.iter().any(|rig| operates(&rig));
                spot.known(known, field, name, &format!("the operator of {id}"))?;
            }
            Ok(())
        };
        let trade = |field, name: &Name| {
            let known = self.rules.money(name).is_some_and(|money| money.trade);
            spot.known(known, field, name, "a denom with trade")
        };
        let token = |field, name: &Name| {
            let known = self.tokens.contains(&name.0);
            spot.known(known, field, name, "a token that was made before")
        };
        let offer = |field, name: &Name| {
            let known = self.offers.contains(&name.0);
            spot.known(known, field, name, "an offer that was made before")
        };
        match deed {
            Deed::Buy {
                buyer,
                rig: id,
                token,
                ..
            } => {
                holder("buyer", buyer)?;
                rig("rig", id)?;
                spot.make(&mut self.tokens, "token", token)
            }
            Deed::Transfer {
                from,
                token: name,
                to,
            } => {
                holder("from", from)?;
                holder("to", to)?;
                token("token", name)
            }
            Deed::Split {
                owner,
                token: name,
                shares,
                into,
            } => {
                holder("owner", owner)?;
                token("token", name)?;
                if shares.len() != into.len() {
                    let why = format!("{} names for {} parts", into.len(), shares.len());
                    return Err(spot.error("into", why));
                }
                into.iter()
                    .try_for_each(|name| spot.make(&mut self.tokens, "into", name))
            }
            Deed::Merge {
                owner,
                tokens,
                into,
            } => {
                holder("owner", owner)?;
                tokens.iter().try_for_each(|name| token("tokens", name))?;
                spot.make(&mut self.tokens, "into", into)
            }
            Deed::Burn { owner, token: name } => {
                holder("owner", owner)?;
                token("token", name)
            }
            Deed::Ask {
                seller,
                token: name,
                denom,
                ..
            } => {
                holder("seller", seller)?;
                token("token", name)?;
                trade("denom", denom)
            }
            Deed::CancelAsk {
                seller,
                token: name,
            } => {
                holder("seller", seller)?;
                token("token", name)
            }
            Deed::MarketBuy {
                buyer,
                token: name,
                denom,
                ..
            } => {
                holder("buyer", buyer)?;
                token("token", name)?;
                trade("denom", denom)
            }
            Deed::Offer(made) => {
                holder("buyer", &made.buyer)?;
                rig("rig", &made.rig)?;
                trade("denom", &made.denom)?;
                spot.make(&mut self.offers, "offer", &made.offer)
            }
            Deed::Accept {
                seller,
                offer: name,
                token: sold,
                ..
            } => {
                holder("seller", seller)?;
                offer("offer", name)?;
                token("token", sold)
            }
            Deed::CancelOffer { buyer, offer: name } => {
                holder("buyer", buyer)?;
                offer("offer", name)
            }
            Deed::Claim { holder: name, rigs } => {
                holder("holder", name)?;
                rigs.iter().try_for_each(|name| rig("rigs", name))
            }
            Deed::Withdraw {
                operator: name,
                rigs,
            } => {
                rigs.iter().try_for_each(|id| rig("rigs", id))?;
                operator("operator", name, rigs)
            }
            Deed::Cure {
                operator: name,
                rig: id,
            } => {
                rig("rig", id)?;
                operator("operator", name, std::slice::from_ref(id))
            }
        }
    }
}
