//! What holders do in a living season: every day somebody asks, buys, offers, accepts, claims.
//!
//! They look at the chain before they do, because visitors buy and sell the same shares. They leave
//! visitors something to do: asks, offers and unsold shares stay, and they buy of nobody but each other.

use cosmwasm_std::Uint128;
use rigshare_chain::Playground;
use rigshare_types::marketplace::OfferTarget;
use rigshare_types::nft::ShareResponse;

use crate::commands::roles::desk::Desk;
use crate::demo::stage::{Stage, StageRig};
use crate::season::trades::{Deed, Offer};
use crate::season::values::{Amount, Name, DAY_SECONDS};

/// What people of a living season do at a time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// The registrar looks who has registered a rig.
    Approve,
    /// Somebody buys new shares.
    Buy,
    /// Somebody asks for a token.
    Ask,
    /// Somebody buys what another asks for.
    Take,
    /// Somebody offers for a rig.
    Offer,
    /// Somebody sells to another's offer.
    Accept,
    /// Two holders claim.
    Claim,
}

impl Turn {
    /// All of them, in the order of the day.
    pub const ALL: [Self; 7] = [
        Self::Approve,
        Self::Buy,
        Self::Ask,
        Self::Take,
        Self::Offer,
        Self::Accept,
        Self::Claim,
    ];

    /// When it is, seconds of a real day: between the reports, which come when a day begins.
    pub const fn time_seconds(self) -> u64 {
        let hour = match self {
            Self::Approve => 6,
            Self::Buy => 8,
            Self::Ask => 10,
            Self::Take => 12,
            Self::Offer => 14,
            Self::Accept => 16,
            Self::Claim => 18,
        };
        hour * DAY_SECONDS / 24
    }
}

/// Shares that are asked for at once; somebody who has many splits them first.
const LOT_SHARES: u64 = 40;

/// How many of the holders' asks stand at least.
const ASKS_LEFT: usize = 4;

/// How many of the holders' offers stand at least, and at most.
const OFFERS_LEFT: usize = 2;
const MOST_OFFERS: usize = 6;

/// How long asks and offers stand, days.
pub(super) const STANDING_DAYS: u32 = 6;

/// Shares that an offer takes at least, and has money for.
const OFFER_LEAST_SHARES: u64 = 10;
const OFFER_SHARES: u64 = 60;

impl<C: Playground> Stage<'_, C> {
    /// Lets somebody do what is done at this time of a day, where there is something to do.
    ///
    /// # Errors
    /// The chain does not answer. What a contract refuses is told.
    pub(in crate::demo) fn trade_turn(&mut self, day: u32, turn: Turn) -> anyhow::Result<()> {
        match turn {
            Turn::Approve => self.meet_visitors(),
            Turn::Buy => self.buy_new(day),
            Turn::Ask => self.ask_for_a_lot(day),
            Turn::Take => self.take_an_ask(day),
            Turn::Offer => self.offer_for_a_rig(day),
            Turn::Accept => self.accept_an_offer(day),
            Turn::Claim => {
                // Every holder's turn comes.
                self.claim_all(day.wrapping_mul(2))?;
                self.claim_all(day.wrapping_mul(2).wrapping_add(1))
            }
        }
    }

    fn buy_new(&mut self, day: u32) -> anyhow::Result<()> {
        if self.calendar.begins_anew(day) {
            self.fund_holders()?;
        }
        let Some(index) = self.open_rig(day) else {
            return Ok(());
        };
        let Some(placed) = self.rigs.get(index) else {
            return Ok(());
        };
        let (rig, number, least) = (&placed.rig.id, placed.number, placed.rig.sale_least_shares);
        let found = self.world.rig(number)?;
        // A third is for visitors.
        if found.minted > found.facts.shares / 3 * 2 {
            return Ok(());
        }
        let Some((buyer, _)) = self.someone(day) else {
            return Ok(());
        };
        let deed = Deed::Buy {
            buyer,
            rig: rig.clone(),
            shares: least.max(LOT_SHARES / 2),
            token: Name("new".to_owned()),
        };
        self.act(&deed);
        Ok(())
    }

    pub(super) fn ask_for_a_lot(&mut self, day: u32) -> anyhow::Result<()> {
        let Some((seller, account)) = self.someone(day.wrapping_add(3)) else {
            return Ok(());
        };
        let asked = self.holders_asks()?;
        let mut tokens = self.tokens_of(&account, day)?;
        tokens.retain(|token| asked.iter().all(|ask| ask.token_id != token.token_id));
        // Those that are small enough first, then those that can be split.
        tokens.sort_by_key(|token| (token.shares >= 2 * LOT_SHARES, token.shares));
        let Some(token) = tokens.first() else {
            return Ok(());
        };
        let Some(placed) = self.rig_numbered(token.rig) else {
            return Ok(());
        };
        let (price, denom) = (
            placed.rig.sale_price_per_share.0,
            placed.rig.sale_denom.clone(),
        );
        let mut alias = self.alias(&token.token_id);
        let mut shares = token.shares;
        if shares >= 2 * LOT_SHARES {
            let parts = ["a", "b"].map(|part| Name(format!("{}-{part}", token.token_id)));
            let deed = Deed::Split {
                owner: seller.clone(),
                token: alias,
                shares: vec![LOT_SHARES, shares - LOT_SHARES],
                into: parts.to_vec(),
            };
            self.act(&deed);
            let [lot, _] = parts;
            if !self.tokens.contains_key(&lot) {
                return Ok(()); // refused, and told
            }
            (alias, shares) = (lot, LOT_SHARES);
        }
        // Some ask for less than the operator does, some for more.
        let percent = 94 + u128::from(day.wrapping_mul(7) % 17);
        let price = price.saturating_mul(u128::from(shares)) * percent / 100;
        let deed = Deed::Ask {
            seller,
            token: alias,
            price: Amount(price.max(1)),
            denom,
            expires_day: day.saturating_add(STANDING_DAYS),
        };
        self.act(&deed);
        Ok(())
    }

    pub(super) fn take_an_ask(&mut self, day: u32) -> anyhow::Result<()> {
        let mut asks = self.holders_asks()?;
        asks.retain(|ask| ask.stale.is_none());
        if asks.len() <= ASKS_LEFT {
            return Ok(());
        }
        asks.sort_by_key(|ask| ask.expires_seconds);
        let Some((buyer, account)) = self.someone(day.wrapping_mul(5).wrapping_add(1)) else {
            return Ok(());
        };
        let Some(ask) = asks.iter().find(|ask| ask.seller != account) else {
            return Ok(());
        };
        let deed = Deed::MarketBuy {
            buyer,
            token: self.alias(&ask.token_id),
            limit: Amount(ask.price.amount.u128()),
            denom: Name(self.short(&ask.price.denom)),
        };
        self.act(&deed);
        Ok(())
    }

    pub(super) fn offer_for_a_rig(&mut self, day: u32) -> anyhow::Result<()> {
        let now = self.world.time()?;
        let offers = self.holders_offers()?;
        // What an expired offer holds comes back to whoever made it.
        for offer in offers.iter().filter(|o| o.expires_seconds <= now).take(2) {
            let name = self.offer_alias(offer.offer);
            let deed = Deed::CancelOffer {
                buyer: Name(self.name_of(offer.buyer.as_str()).to_owned()),
                offer: name,
            };
            self.act(&deed);
        }
        let standing = offers.iter().filter(|o| o.expires_seconds > now).count();
        if standing >= MOST_OFFERS {
            return Ok(());
        }
        let (Some((buyer, _)), Some(index)) = (
            self.someone(day.wrapping_mul(7).wrapping_add(5)),
            self.open_rig(day.wrapping_add(1)),
        ) else {
            return Ok(());
        };
        let Some(StageRig { rig, .. }) = self.rigs.get(index) else {
            return Ok(());
        };
        let percent = 82 + u128::from(day.wrapping_mul(5) % 11);
        let price = (rig.sale_price_per_share.0 * percent / 100).max(1);
        let deed = Deed::Offer(Offer {
            buyer,
            offer: Name(format!("of-day-{day}")),
            rig: rig.id.clone(),
            price_per_share: Amount(price),
            least_shares: OFFER_LEAST_SHARES,
            amount: Amount(price.saturating_mul(u128::from(OFFER_SHARES))),
            denom: rig.sale_denom.clone(),
            expires_day: day.saturating_add(STANDING_DAYS),
        });
        self.act(&deed);
        Ok(())
    }

    pub(super) fn accept_an_offer(&mut self, day: u32) -> anyhow::Result<()> {
        let now = self.world.time()?;
        let mut offers = self.holders_offers()?;
        offers.retain(|offer| offer.expires_seconds > now);
        if offers.len() <= OFFERS_LEFT {
            return Ok(());
        }
        let Some((seller, account)) = self.someone(day.wrapping_mul(3).wrapping_add(2)) else {
            return Ok(());
        };
        let tokens = self.tokens_of(&account, day)?;
        for offer in offers.iter().filter(|offer| offer.buyer != account) {
            let OfferTarget::Rig {
                rig,
                price_per_share,
            } = &offer.target
            else {
                continue;
            };
            let affordable = offer.escrow.amount.checked_div(*price_per_share);
            let most = affordable.unwrap_or_default();
            let fits = |token: &&ShareResponse| {
                let enough = token.shares >= offer.least_shares;
                token.rig == *rig && enough && Uint128::from(token.shares) <= most
            };
            let Some(token) = tokens.iter().find(fits) else {
                continue;
            };
            let least = price_per_share.u128().saturating_mul(token.shares.into());
            let deed = Deed::Accept {
                seller,
                offer: self.offer_alias(offer.offer),
                token: self.alias(&token.token_id),
                least_price: Amount(least),
            };
            self.act(&deed);
            return Ok(());
        }
        Ok(())
    }

    fn claim_all(&mut self, whose: u32) -> anyhow::Result<()> {
        let Some((holder, account)) = self.someone(whose) else {
            return Ok(());
        };
        let plan = self.plan();
        let desk = Desk::new(&self.world.chain, &plan);
        let held = desk.positions(&account)?;
        let numbers: Vec<u32> = held.iter().map(|position| position.rig).collect();
        let claimable = desk.claimable(&account, &numbers)?;
        let paying = claimable.iter().filter(|of| !of.claimable.is_zero());
        let rigs: Vec<Name> = paying
            .filter_map(|of| Some(self.rig_numbered(of.rig)?.rig.id.clone()))
            .collect();
        if !rigs.is_empty() {
            self.act(&Deed::Claim { holder, rigs });
        }
        Ok(())
    }
}
