//! What people do on the marketplace.

use cosmwasm_std::{Addr, Coin, Uint128};
use rand::seq::SliceRandom;
use rand::Rng;
use rigshare_types::marketplace::{ExecuteMsg as MarketMsg, Purchase};
use rigshare_types::nft::ExecuteMsg as NftMsg;

use crate::audit::Broken;
use crate::history::{Attempt, Expect, History, Meaning, SeenOffer, Wanted};
use crate::moves::Maybe;

impl History {
    fn market(
        &self,
        verb: &'static str,
        sender: &Addr,
        msg: &MarketMsg,
        funds: &[Coin],
        expect: Expect,
        meaning: Meaning,
    ) -> Result<Attempt, Broken> {
        let contract = self.world.at.marketplace.clone();
        self.attempt(verb, sender, &contract, msg, funds, expect, meaning)
    }

    /// What is certain of the market while nobody has paused it.
    pub fn unless_paused(&self, expect: Expect) -> Expect {
        if self.paused && expect == Expect::Success {
            Expect::Either
        } else {
            expect
        }
    }

    fn price(&mut self) -> Coin {
        let denom = ["uusdc", "uatom"][self.rng.gen_range(0..2)];
        Coin::new(self.rng.gen_range(1_u128..1_000_000), denom)
    }

    fn expiry(&mut self) -> u64 {
        let epoch = u64::from(self.world.clock().epoch_seconds);
        self.now() + self.rng.gen_range(1..20 * epoch)
    }

    fn approve(&self, owner: &Addr, id: &str) -> Result<Attempt, Broken> {
        let msg = NftMsg::Approve {
            spender: self.world.at.marketplace.to_string(),
            token_id: id.to_owned(),
            expires: None,
        };
        let meaning = Meaning::Approve {
            token: id.to_owned(),
        };
        self.nft("approve", owner, msg, Expect::Success, meaning)
    }

    pub fn ask(&mut self) -> Maybe {
        let Some(id) = self.any_token() else {
            return Ok(None);
        };
        let owner = self.tokens[&id].owner.clone();
        let (price, expires) = (self.price(), self.expiry());
        let msg = MarketMsg::Ask {
            token_id: id.clone(),
            price: price.clone(),
            expires_seconds: expires,
        };
        let meaning = Meaning::Ask {
            token: id.clone(),
            price: price.clone(),
            expires,
        };
        let expect = self.unless_paused(Expect::Success);
        let ask = self.market("ask", &owner, &msg, &[], expect, meaning)?;
        if self.rng.gen_bool(0.4) {
            let buyer = self.other_than(&owner)?;
            let buy = self.purchase(&id, &price, &buyer, Expect::Either)?;
            self.planned.push(buy);
        }
        self.planned.push(ask);
        if self.approved.contains(&id) {
            return Ok(self.planned.pop());
        }
        self.approve(&owner, &id).map(Some)
    }

    pub fn buy_ask(&mut self) -> Maybe {
        let ids: Vec<String> = self.asks.keys().cloned().collect();
        let Some(id) = ids.choose(&mut self.rng).cloned() else {
            return Ok(None);
        };
        let ask = self.asks[&id].clone();
        let buyer = self.other_than(&ask.seller)?;
        let held = self.tokens.get(&id).cloned();
        let expect = match held {
            Some(held)
                if held.owner == ask.seller
                    && self.approved.contains(&id)
                    && self.now() < ask.expires =>
            {
                self.unless_paused(self.handing_over(held.rig, &buyer))
            }
            // Stale in one way or another.
            _ => Expect::Refusal,
        };
        self.purchase(&id, &ask.price, &buyer, expect).map(Some)
    }

    /// A purchase of what is asked, pinned to its price and to the shares that it has now.
    fn purchase(
        &self,
        id: &str,
        price: &Coin,
        buyer: &Addr,
        expect: Expect,
    ) -> Result<Attempt, Broken> {
        let purchase = Purchase {
            token_id: id.to_owned(),
            limit: price.clone(),
            least_shares: self.tokens.get(id).map_or(1, |held| held.shares),
            latest_lease_end_seconds: None,
        };
        let msg = MarketMsg::Buy {
            purchases: vec![purchase],
            deadline_seconds: self.now(),
            recipient: None,
        };
        let meaning = Meaning::Sale {
            token: id.to_owned(),
            to: buyer.clone(),
            offer: None,
        };
        self.market(
            "buy an ask",
            buyer,
            &msg,
            std::slice::from_ref(price),
            expect,
            meaning,
        )
    }

    pub fn offer(&mut self) -> Maybe {
        let Some(id) = self.any_token() else {
            return Ok(None);
        };
        let held = self.tokens[&id].clone();
        let buyer = self.other_than(&held.owner)?;
        let (price, expires) = (self.price(), self.expiry());
        let (msg, wanted, least) = if self.rng.gen_bool(0.5) {
            let msg = MarketMsg::OfferForToken {
                token_id: id.clone(),
                least_shares: held.shares,
                latest_lease_end_seconds: None,
                expires_seconds: expires,
            };
            let wanted = Wanted::Token {
                token: id,
                price: price.clone(),
            };
            (msg, wanted, held.shares)
        } else {
            let least = self.rng.gen_range(1..=3);
            let per_share = self.rng.gen_range(1..=price.amount.u128());
            if per_share * u128::from(least) > price.amount.u128() {
                return Ok(None);
            }
            let msg = MarketMsg::OfferForRig {
                rig: held.rig,
                price_per_share: Uint128::new(per_share),
                least_shares: least,
                latest_lease_end_seconds: None,
                expires_seconds: expires,
            };
            let wanted = Wanted::Rig {
                rig: held.rig,
                per_share,
                escrow: price.clone(),
            };
            (msg, wanted, least)
        };
        let meaning = Meaning::Offer {
            wanted,
            least,
            expires,
            buyer: buyer.clone(),
        };
        let expect = self.unless_paused(Expect::Success);
        self.market("offer", &buyer, &msg, &[price], expect, meaning)
            .map(Some)
    }

    /// What an offer pays for a token; none if it is not for it.
    fn pays(&self, offer: &SeenOffer, id: &str) -> Option<Coin> {
        let held = self.tokens.get(id)?;
        if held.owner == offer.buyer || held.shares < offer.least {
            return None;
        }
        match &offer.wanted {
            Wanted::Token { token, price } => (token == id).then(|| price.clone()),
            Wanted::Rig {
                rig,
                per_share,
                escrow,
            } => {
                let price = per_share * u128::from(held.shares);
                let pays = *rig == held.rig && price <= escrow.amount.u128();
                pays.then(|| Coin::new(price, &escrow.denom))
            }
        }
    }

    pub fn accept(&mut self) -> Maybe {
        let numbers: Vec<u64> = self.offers.keys().copied().collect();
        let Some(number) = numbers.choose(&mut self.rng).copied() else {
            return Ok(None);
        };
        let offer = self.offers[&number].clone();
        let fitting: Vec<(String, Coin)> = self
            .tokens
            .keys()
            .filter_map(|id| Some((id.clone(), self.pays(&offer, id)?)))
            .collect();
        let Some((id, price)) = fitting.choose(&mut self.rng).cloned() else {
            return Ok(None);
        };
        let held = self.tokens[&id].clone();
        let msg = MarketMsg::AcceptOffer {
            offer: number,
            token_id: id.clone(),
            least_price: price,
            deadline_seconds: self.now(),
        };
        let expect = if self.now() < offer.expires {
            self.unless_paused(self.handing_over(held.rig, &offer.buyer))
        } else {
            Expect::Refusal
        };
        let meaning = Meaning::Sale {
            token: id.clone(),
            to: offer.buyer,
            offer: Some(number),
        };
        let accept = self.market("accept an offer", &held.owner, &msg, &[], expect, meaning)?;
        if self.approved.contains(&id) {
            return Ok(Some(accept));
        }
        let approve = self.approve(&held.owner, &id)?;
        self.planned.push(accept);
        Ok(Some(approve))
    }

    pub fn take_back(&mut self) -> Maybe {
        if self.rng.gen_bool(0.5) {
            let ids: Vec<String> = self.asks.keys().cloned().collect();
            let Some(id) = ids.choose(&mut self.rng).cloned() else {
                return Ok(None);
            };
            let seller = self.asks[&id].seller.clone();
            let msg = MarketMsg::CancelAsk {
                token_id: id.clone(),
            };
            let meaning = Meaning::AskGone { token: id };
            return self
                .market("cancel", &seller, &msg, &[], Expect::Success, meaning)
                .map(Some);
        }
        let numbers: Vec<u64> = self.offers.keys().copied().collect();
        let Some(offer) = numbers.choose(&mut self.rng).copied() else {
            return Ok(None);
        };
        let buyer = self.offers[&offer].buyer.clone();
        let msg = MarketMsg::CancelOffer { offer };
        let meaning = Meaning::OfferGone { offer };
        self.market("cancel", &buyer, &msg, &[], Expect::Success, meaning)
            .map(Some)
    }

    pub fn clean(&mut self) -> Maybe {
        let stranger = self.people.stranger.clone();
        let now = self.now();
        let expired = self.offers.iter().find(|(_, offer)| offer.expires <= now);
        if let Some(offer) = expired.map(|(number, _)| *number) {
            let msg = MarketMsg::Clean {
                asks: vec![],
                offers: vec![offer],
            };
            let meaning = Meaning::OfferGone { offer };
            return self
                .market("clean", &stranger, &msg, &[], Expect::Success, meaning)
                .map(Some);
        }
        let ids: Vec<String> = self.asks.keys().cloned().collect();
        let Some(id) = ids.choose(&mut self.rng).cloned() else {
            return Ok(None);
        };
        let ask = &self.asks[&id];
        let owned = self
            .tokens
            .get(&id)
            .is_some_and(|held| held.owner == ask.seller);
        let stands = owned && self.approved.contains(&id) && now < ask.expires;
        let msg = MarketMsg::Clean {
            asks: vec![id.clone()],
            offers: vec![],
        };
        let expect = if stands {
            Expect::Refusal
        } else {
            Expect::Success
        };
        let meaning = Meaning::AskGone { token: id };
        self.market("clean", &stranger, &msg, &[], expect, meaning)
            .map(Some)
    }

    /// Somebody takes its account from the marketplace.
    pub fn market_withdraw(&mut self) -> Maybe {
        let accounts: Vec<(Addr, String)> = self.audit.market_accounts.keys().cloned().collect();
        let Some((holder, denom)) = accounts.choose(&mut self.rng).cloned() else {
            return Ok(None);
        };
        let msg = MarketMsg::Withdraw {
            denoms: vec![denom],
        };
        let (expect, meaning) = (Expect::Success, Meaning::Nothing);
        self.market("withdraw", &holder, &msg, &[], expect, meaning)
            .map(Some)
    }
}
