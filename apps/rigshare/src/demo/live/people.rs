//! Who is there in a living season, and what they have on the chain.

use cosmwasm_std::Addr;
use rigshare_chain::Playground;
use rigshare_deploy::Plan;
use rigshare_types::marketplace::{AskResponse, OfferResponse};
use rigshare_types::nft::ShareResponse;

use super::bazaar::STANDING_DAYS;
use crate::commands::roles::desk::Desk;
use crate::demo::stage::Stage;
use crate::season::values::Name;

impl<C: Playground> Stage<'_, C> {
    /// One of the holders, by a number that may be any.
    pub(super) fn someone(&mut self, number: u32) -> Option<(Name, Addr)> {
        let count = self.season.rules.holders.len();
        let index = usize::try_from(number).ok()?.checked_rem(count)?;
        let name = self.season.rules.holders().nth(index)?.name.clone();
        let account = self.holder(&name);
        Some((name, account))
    }

    /// A rig that is on sale for some days yet, by a number that may be any.
    pub(super) fn open_rig(&self, day: u32) -> Option<usize> {
        let last = day.saturating_add(STANDING_DAYS);
        let open: Vec<usize> = (0..self.rigs.len())
            .filter(|index| {
                let placed = self.rigs.get(*index);
                placed.is_some_and(|placed| placed.rig.sale_closes_day > last)
            })
            .collect();
        let index = usize::try_from(day).ok()?.checked_rem(open.len())?;
        open.get(index).copied()
    }

    /// An owner's tokens of rigs that mine for some days yet.
    pub(super) fn tokens_of(&self, owner: &Addr, day: u32) -> anyhow::Result<Vec<ShareResponse>> {
        let plan = self.plan();
        let mut tokens = Desk::new(&self.world.chain, &plan).tokens(Some(owner))?;
        let last = day.saturating_add(STANDING_DAYS);
        tokens.retain(|token| {
            let placed = self.rig_numbered(token.rig);
            placed.is_some_and(|placed| placed.rig.end_day > last)
        });
        Ok(tokens)
    }

    /// The asks of holders; others' are visitors'.
    pub(super) fn holders_asks(&mut self) -> anyhow::Result<Vec<AskResponse>> {
        let holders = self.holders();
        let plan = self.plan();
        let mut asks = Desk::new(&self.world.chain, &plan).asks()?;
        asks.retain(|ask| holders.iter().any(|(_, account)| *account == ask.seller));
        Ok(asks)
    }

    /// The offers of holders, oldest first.
    pub(super) fn holders_offers(&mut self) -> anyhow::Result<Vec<OfferResponse>> {
        let holders = self.holders();
        let plan = self.plan();
        let mut offers = Desk::new(&self.world.chain, &plan).offers(None)?;
        offers.retain(|offer| holders.iter().any(|(_, account)| *account == offer.buyer));
        Ok(offers)
    }

    /// What the machinery calls a token that nobody has named.
    pub(super) fn alias(&mut self, token_id: &str) -> Name {
        let alias = Name(token_id.to_owned());
        self.tokens.insert(alias.clone(), token_id.to_owned());
        alias
    }

    pub(super) fn offer_alias(&mut self, number: u64) -> Name {
        let alias = Name(number.to_string());
        self.offers.insert(alias.clone(), number);
        alias
    }

    pub(super) fn plan(&self) -> Plan {
        let at = &self.world.at;
        Plan {
            hashrate_nft: at.hashrate_nft.clone(),
            oracle: at.oracle.clone(),
            distributor: at.distributor.clone(),
            marketplace: at.marketplace.clone(),
        }
    }
}
