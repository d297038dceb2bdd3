//! What people do next: time, shares, trade. Money and truth stand in [`crate::money`], what must be
//! refused in [`crate::hostile`].

use cosmwasm_std::{Addr, Coin, Uint128};
use rand::seq::SliceRandom;
use rand::Rng;
use rigshare_tests::vault::Wish;
use rigshare_types::marketplace::{ExecuteMsg as MarketMsg, Purchase};
use rigshare_types::nft::{ExecuteMsg as NftMsg, RigMsg, Sale};
use serde::Serialize;

use crate::audit::Broken;
use crate::history::{json, Attempt, Expect, History, Meaning, Mood, SeenOffer, Wanted};
use crate::stage::{new_rig, Kind};

/// Breakpoints up to which another inflow always fits: it adds two at most.
const ROOM: usize = 62;

/// Nothing that fits the moment, or a message.
pub type Maybe = Result<Option<Attempt>, Broken>;

impl History {
    /// One step: something that fits the mood, whatever comes of it.
    pub fn step(&mut self) -> Result<(), Broken> {
        if let Some(attempt) = self.planned.pop() {
            self.perform(attempt)?;
            return Ok(());
        }
        if self.tally.steps >= self.mood_until {
            self.change_mood();
        }
        for _ in 0..50 {
            if let Some(attempt) = self.choose()? {
                self.perform(attempt)?;
                return Ok(());
            }
        }
        self.pass_some_time();
        Ok(())
    }

    fn change_mood(&mut self) {
        let steps = self.tally.steps;
        let rigs: Vec<u32> = self
            .rigs
            .keys()
            .copied()
            .filter(|rig| self.rigs[rig].kind != Kind::Short)
            .collect();
        let holders: Vec<Addr> = self.tokens.values().map(|token| token.owner.clone()).collect();
        let (rig, victim) = match (rigs.choose(&mut self.rng), holders.choose(&mut self.rng)) {
            (Some(rig), Some(victim)) => (*rig, victim.clone()),
            _ => return self.mood_until += 50,
        };
        (self.mood, self.mood_until) = match (&self.mood, self.rng.gen_range(0..4)) {
            (Mood::Mixed, 0 | 1) => {
                let full = false;
                (Mood::Drought { rig, victim, full }, steps + 420)
            }
            (Mood::Mixed, _) => (Mood::Default { rig }, steps + 120),
            (_, _) => (Mood::Mixed, steps + self.rng.gen_range(100..250)),
        };
    }

    fn choose(&mut self) -> Maybe {
        let waiting = f64::from(self.reports_waiting());
        if self.rng.gen_bool((waiting / 8.0).min(0.9)) {
            return self.report();
        }
        if let Mood::Drought { rig, victim, full } = self.mood.clone() {
            if full {
                return self.end_of_drought(rig, &victim);
            }
            if self.rng.gen_bool(0.5) {
                return self.dust(rig, &victim);
            }
        }
        match self.rng.gen_range(0..1_000) {
            0..=59 => {
                self.pass_some_time();
                // Time is a step of its own.
                self.choose()
            }
            60..=139 => self.mint(),
            140..=299 => self.transfer(),
            300..=349 => self.send(),
            350..=419 => self.split(),
            420..=479 => self.merge(),
            480..=509 => self.burn(),
            510..=589 => self.settle(),
            590..=634 => self.call_default(),
            635..=649 => self.close_outage(),
            650..=679 => self.cure(),
            680..=749 => self.claim(),
            750..=789 => self.checkpoint(),
            790..=824 => self.ask(),
            825..=844 => self.buy_ask(),
            845..=874 => self.offer(),
            875..=894 => self.accept(),
            895..=904 => self.take_back(),
            905..=912 => self.clean(),
            913..=929 => self.withdraw(),
            930..=936 => self.book_proceeds(),
            937..=942 => self.set_payout_address(),
            943..=948 => self.use_a_role(),
            949 => self.more_rigs(),
            950..=952 => {
                self.lose_coins()?;
                Ok(None)
            }
            _ => self.something_hostile(),
        }
    }

    /// Between a moment and an epoch and a half passes.
    pub fn pass_some_time(&mut self) {
        let epoch = u64::from(self.world.clock().epoch_seconds);
        let seconds = self.rng.gen_range(1..=epoch + epoch / 2);
        self.pass(seconds);
    }

    /// Dust for the victim, an epoch or two after the last.
    fn dust(&mut self, rig: u32, victim: &Addr) -> Maybe {
        let epoch = u64::from(self.world.clock().epoch_seconds);
        let clock = self.world.clock();
        let start = clock.start_of(self.epoch() + 2);
        let second = start + self.rng.gen_range(0..epoch);
        let donors: Vec<(String, u64, Addr)> = self
            .tokens
            .iter()
            .filter(|(_, token)| token.rig == rig && token.owner != *victim)
            .map(|(id, token)| (id.clone(), token.shares, token.owner.clone()))
            .collect();
        let Some((id, shares, owner)) = donors.choose(&mut self.rng).cloned() else {
            // The victim gives something back, or nobody has anything at all.
            let held = |token: &crate::audit::Token| token.rig == rig && token.owner == *victim;
            let back = self.tokens.iter().find(|(_, token)| held(token));
            let back = back.map(|(id, _)| id.clone());
            let to = self.people.holders.iter().find(|it| *it != victim).cloned();
            return match (back, to) {
                (Some(id), Some(to)) => self.transfer_of(&id, &to),
                _ => self.mint(),
            };
        };
        self.pass(second - self.now());
        if shares > 1 && self.rng.gen_bool(0.5) {
            let parts = vec![1, shares - 1];
            self.perform(self.nft(
                "split",
                &owner,
                NftMsg::UpdateExtension {
                    msg: RigMsg::Split {
                        token_id: id.clone(),
                        parts: parts.clone(),
                    },
                },
                Expect::Success,
                Meaning::Split { token: id, parts },
            )?)?;
            let dust = |(_, token): &(&String, &crate::audit::Token)| {
                token.rig == rig && token.owner == owner && token.shares == 1
            };
            let id = self.tokens.iter().find(dust).map(|(id, _)| id.clone());
            let id = id.ok_or("a part of a split is missing")?;
            return self.transfer_of(&id, victim);
        }
        self.transfer_of(&id, victim)
    }

    /// The victim's schedule is full: it can still leave, and after a settlement and a checkpoint it
    /// can receive again.
    fn end_of_drought(&mut self, rig: u32, victim: &Addr) -> Maybe {
        let others: Vec<Addr> = self
            .people
            .holders
            .iter()
            .filter(|it| *it != victim && self.audit.breakpoints(rig, it) <= ROOM)
            .cloned()
            .collect();
        let held = |token: &crate::audit::Token| token.rig == rig && token.owner == *victim;
        let own = self.tokens.iter().find(|(_, token)| held(token));
        let own = own.map(|(id, _)| id.clone());
        if let (Some(id), Some(to)) = (own, others.first()) {
            let mut exit = self.transfer_of(&id, to)?.ok_or("no transfer")?;
            exit.expect = Expect::Success;
            self.perform(exit)?;
        }
        self.mood = Mood::Mixed;
        self.mood_until = self.tally.steps + 60;
        // Whatever of the backlog is known is settled, and the holder is checkpointed by a stranger.
        while let Some(settle) = self.settle_rig(rig, 64)? {
            self.perform(settle)?;
        }
        let stranger = self.people.stranger.clone();
        let checkpoint = self.checkpoint_of(&stranger, victim, vec![rig])?;
        self.perform(checkpoint)?;
        let cursor_folds = self.audit.unsettled(rig, self.epoch()) < 20;
        let other = |token: &crate::audit::Token| token.rig == rig && token.owner != *victim;
        let back = self.tokens.iter().find(|(_, token)| other(token));
        let Some(id) = back.map(|(id, _)| id.clone()) else {
            return Ok(None);
        };
        let mut inflow = self.transfer_of(&id, victim)?.ok_or("no transfer")?;
        if cursor_folds {
            inflow.expect = Expect::Success;
        }
        Ok(Some(inflow))
    }

    // ------------------------------------------------------------ shares

    /// A message to the nft.
    pub fn nft(
        &self,
        verb: &'static str,
        sender: &Addr,
        msg: NftMsg,
        expect: Expect,
        meaning: Meaning,
    ) -> Result<Attempt, Broken> {
        let contract = self.world.at.hashrate_nft.clone();
        self.attempt(verb, sender, &contract, &msg, &[], expect, meaning)
    }

    /// A message.
    #[allow(clippy::too_many_arguments)]
    pub fn attempt(
        &self,
        verb: &'static str,
        sender: &Addr,
        contract: &Addr,
        msg: &impl Serialize,
        funds: &[Coin],
        expect: Expect,
        meaning: Meaning,
    ) -> Result<Attempt, Broken> {
        Ok(Attempt {
            verb,
            sender: sender.clone(),
            contract: contract.clone(),
            msg: json(msg)?,
            funds: funds.to_vec(),
            expect,
            meaning,
        })
    }

    /// Somebody who may hold shares.
    pub fn anybody(&mut self) -> Result<Addr, Broken> {
        let all = if self.rng.gen_bool(0.06) {
            &self.people.operators
        } else {
            &self.people.holders
        };
        all.choose(&mut self.rng).cloned().ok_or_else(|| "nobody".to_owned())
    }

    /// Any token.
    pub fn any_token(&mut self) -> Option<String> {
        // Rigs first, so that the rig with the most tokens is not the only one that moves.
        let rigs: Vec<u32> = self.rigs.keys().copied().collect();
        let rig = *rigs.choose(&mut self.rng)?;
        let ids: Vec<&String> = self
            .tokens
            .iter()
            .filter(|(_, token)| token.rig == rig)
            .map(|(id, _)| id)
            .collect();
        ids.choose(&mut self.rng).map(|id| (*id).clone())
    }

    /// Shares of a rig that exist.
    pub fn minted(&self, rig: u32) -> u64 {
        let of = self.tokens.values().filter(|token| token.rig == rig);
        of.map(|token| token.shares).sum()
    }

    /// Whether the rig's sale is open.
    fn sells(&self, rig: u32) -> bool {
        let facts = &self.audit.facts[&rig];
        self.epoch() < facts.end_epoch && !facts.retired
    }

    fn mint(&mut self) -> Maybe {
        let rigs: Vec<u32> = self.rigs.keys().copied().collect();
        let Some(rig) = rigs.choose(&mut self.rng).copied() else {
            return Ok(None);
        };
        let left = self.audit.facts[&rig].shares - self.minted(rig);
        if left == 0 || !self.sells(rig) {
            return Ok(None);
        }
        let most = if self.rigs[&rig].kind == Kind::Great { left } else { left.min(7) };
        let shares = self.rng.gen_range(1..=most);
        let buyer = self.anybody()?;
        let to = if self.rng.gen_bool(0.2) { self.anybody()? } else { buyer.clone() };
        self.mint_of(&buyer, rig, shares, &to).map(Some)
    }

    /// A purchase from the operator.
    pub fn mint_of(&self, buyer: &Addr, rig: u32, shares: u64, to: &Addr) -> Result<Attempt, Broken> {
        let known = &self.rigs[&rig];
        let paid = known.price * u128::from(shares);
        let fits = self.audit.breakpoints(rig, to) <= ROOM && self.audit.minted[&rig].len() <= ROOM;
        let msg = RigMsg::Buy {
            rig,
            shares,
            recipient: (to != buyer).then(|| to.to_string()),
        };
        let mut attempt = self.nft(
            "mint",
            buyer,
            NftMsg::UpdateExtension { msg },
            if fits && !self.paused { Expect::Success } else { Expect::Either },
            Meaning::Mint {
                rig,
                to: to.clone(),
                shares,
                paid,
            },
        )?;
        attempt.funds = vec![Coin::new(paid, &known.sale_denom)];
        Ok(attempt)
    }

    fn other_than(&mut self, owner: &Addr) -> Result<Addr, Broken> {
        loop {
            let other = self.anybody()?;
            if other != *owner {
                return Ok(other);
            }
        }
    }

    fn transfer(&mut self) -> Maybe {
        let Some(id) = self.any_token() else {
            return Ok(None);
        };
        let to = self.other_than(&self.tokens[&id].owner.clone())?;
        self.transfer_of(&id, &to)
    }

    /// Whether a token can be handed over for certain.
    fn handing_over(&self, rig: u32, to: &Addr) -> Expect {
        if self.audit.breakpoints(rig, to) <= ROOM {
            Expect::Success
        } else {
            Expect::Either
        }
    }

    fn transfer_of(&self, id: &str, to: &Addr) -> Maybe {
        let held = &self.tokens[id];
        let msg = NftMsg::TransferNft {
            recipient: to.to_string(),
            token_id: id.to_owned(),
        };
        let expect = self.handing_over(held.rig, to);
        let meaning = Meaning::Move {
            token: id.to_owned(),
            to: to.clone(),
        };
        self.nft("transfer", &held.owner, msg, expect, meaning).map(Some)
    }

    fn send(&mut self) -> Maybe {
        let Some(id) = self.any_token() else {
            return Ok(None);
        };
        let vault = self.people.vault.clone();
        let held = self.tokens[&id].clone();
        if held.owner == vault {
            return Ok(None);
        }
        let wish = if self.rng.gen_bool(0.8) { Wish::Keep } else { Wish::Refuse };
        let expect = match wish {
            Wish::Keep => self.handing_over(held.rig, &vault),
            Wish::Refuse => Expect::Refusal,
        };
        let msg = NftMsg::SendNft {
            contract: vault.to_string(),
            token_id: id.clone(),
            msg: json(&wish)?,
        };
        let meaning = Meaning::Move { token: id, to: vault };
        self.nft("send", &held.owner, msg, expect, meaning).map(Some)
    }

    fn split(&mut self) -> Maybe {
        let Some(id) = self.any_token() else {
            return Ok(None);
        };
        let held = self.tokens[&id].clone();
        if held.shares < 2 {
            return Ok(None);
        }
        let mut left = held.shares;
        let mut parts = Vec::new();
        for _ in 0..self.rng.gen_range(1..=3) {
            if left > 1 {
                let part = self.rng.gen_range(1..left);
                parts.push(part);
                left -= part;
            }
        }
        parts.push(left);
        let msg = RigMsg::Split {
            token_id: id.clone(),
            parts: parts.clone(),
        };
        let msg = NftMsg::UpdateExtension { msg };
        let meaning = Meaning::Split { token: id, parts };
        self.nft("split", &held.owner, msg, Expect::Success, meaning).map(Some)
    }

    fn merge(&mut self) -> Maybe {
        let Some(id) = self.any_token() else {
            return Ok(None);
        };
        let held = self.tokens[&id].clone();
        let alike = |token: &crate::audit::Token| token.rig == held.rig && token.owner == held.owner;
        let mut tokens: Vec<String> = self
            .tokens
            .iter()
            .filter(|(_, token)| alike(token))
            .map(|(id, _)| id.clone())
            .collect();
        tokens.shuffle(&mut self.rng);
        tokens.truncate(self.rng.gen_range(2..=6));
        if tokens.len() < 2 {
            return Ok(None);
        }
        let msg = RigMsg::Merge {
            token_ids: tokens.clone(),
        };
        let msg = NftMsg::UpdateExtension { msg };
        let meaning = Meaning::Merge { tokens };
        self.nft("merge", &held.owner, msg, Expect::Success, meaning).map(Some)
    }

    fn burn(&mut self) -> Maybe {
        let Some(id) = self.any_token() else {
            return Ok(None);
        };
        let held = self.tokens[&id].clone();
        let room = self.audit.minted[&held.rig].len() <= ROOM + 64;
        let expect = if room { Expect::Success } else { Expect::Either };
        let msg = NftMsg::Burn { token_id: id.clone() };
        self.nft("burn", &held.owner, msg, expect, Meaning::Burn { token: id }).map(Some)
    }

    // ------------------------------------------------------------ rigs

    /// Registers a rig, has it approved, and opens its sale, at once.
    pub fn found_rig(&mut self, kind: Kind) -> Result<(), Broken> {
        self.serial += 1;
        let operator = self.people.operators[self.serial % self.people.operators.len()].clone();
        let (new, rig) = new_rig(&self.world, kind, self.serial);
        let price_per_share = Uint128::new(rig.price);
        let end = new.end_epoch;
        let msg = RigMsg::RegisterRig { rig: Box::new(new) };
        let msg = NftMsg::UpdateExtension { msg };
        let meaning = Meaning::Register { rig };
        if !self.perform(self.nft("register", &operator, msg, Expect::Either, meaning)?)? {
            return Ok(());
        }
        let rig = *self.rigs.keys().last().ok_or("no rig")?;
        let registrar = self.world.at.registrar.clone();
        let decide = RigMsg::DecideRig { rig, approve: true };
        let sale = Sale {
            price_per_share,
            opens_seconds: self.now(),
            closes_seconds: self.world.clock().start_of(end),
            least_shares: 1,
            most_per_wallet: u64::MAX,
            allow_list_only: false,
        };
        for (sender, msg) in [(registrar, decide), (operator, RigMsg::OpenSale { rig, sale })] {
            let msg = NftMsg::UpdateExtension { msg };
            self.perform(self.nft("decide and open", &sender, msg, Expect::Success, Meaning::Nothing)?)?;
        }
        Ok(())
    }

    fn more_rigs(&mut self) -> Maybe {
        if self.rigs.len() < 7 && !self.paused {
            self.found_rig(Kind::Short)?;
        }
        Ok(None)
    }

    // ------------------------------------------------------------ trade

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
    fn unless_paused(&self, expect: Expect) -> Expect {
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
        let meaning = Meaning::Approve { token: id.to_owned() };
        self.nft("approve", owner, msg, Expect::Success, meaning)
    }

    fn ask(&mut self) -> Maybe {
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
        let meaning = Meaning::Ask { token: id.clone(), price: price.clone(), expires };
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

    fn buy_ask(&mut self) -> Maybe {
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
    fn purchase(&self, id: &str, price: &Coin, buyer: &Addr, expect: Expect) -> Result<Attempt, Broken> {
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
        self.market("buy an ask", buyer, &msg, std::slice::from_ref(price), expect, meaning)
    }

    fn offer(&mut self) -> Maybe {
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
        self.market("offer", &buyer, &msg, &[price], expect, meaning).map(Some)
    }

    /// What an offer pays for a token; none if it is not for it.
    fn pays(&self, offer: &SeenOffer, id: &str) -> Option<Coin> {
        let held = self.tokens.get(id)?;
        if held.owner == offer.buyer || held.shares < offer.least {
            return None;
        }
        match &offer.wanted {
            Wanted::Token { token, price } => (token == id).then(|| price.clone()),
            Wanted::Rig { rig, per_share, escrow } => {
                let price = per_share * u128::from(held.shares);
                let pays = *rig == held.rig && price <= escrow.amount.u128();
                pays.then(|| Coin::new(price, &escrow.denom))
            }
        }
    }

    fn accept(&mut self) -> Maybe {
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

    fn take_back(&mut self) -> Maybe {
        if self.rng.gen_bool(0.5) {
            let ids: Vec<String> = self.asks.keys().cloned().collect();
            let Some(id) = ids.choose(&mut self.rng).cloned() else {
                return Ok(None);
            };
            let seller = self.asks[&id].seller.clone();
            let msg = MarketMsg::CancelAsk { token_id: id.clone() };
            let meaning = Meaning::AskGone { token: id };
            return self.market("cancel", &seller, &msg, &[], Expect::Success, meaning).map(Some);
        }
        let numbers: Vec<u64> = self.offers.keys().copied().collect();
        let Some(offer) = numbers.choose(&mut self.rng).copied() else {
            return Ok(None);
        };
        let buyer = self.offers[&offer].buyer.clone();
        let msg = MarketMsg::CancelOffer { offer };
        let meaning = Meaning::OfferGone { offer };
        self.market("cancel", &buyer, &msg, &[], Expect::Success, meaning).map(Some)
    }

    fn clean(&mut self) -> Maybe {
        let stranger = self.people.stranger.clone();
        let now = self.now();
        let expired = self.offers.iter().find(|(_, offer)| offer.expires <= now);
        if let Some(offer) = expired.map(|(number, _)| *number) {
            let msg = MarketMsg::Clean {
                asks: vec![],
                offers: vec![offer],
            };
            let meaning = Meaning::OfferGone { offer };
            return self.market("clean", &stranger, &msg, &[], Expect::Success, meaning).map(Some);
        }
        let ids: Vec<String> = self.asks.keys().cloned().collect();
        let Some(id) = ids.choose(&mut self.rng).cloned() else {
            return Ok(None);
        };
        let ask = &self.asks[&id];
        let owned = self.tokens.get(&id).is_some_and(|held| held.owner == ask.seller);
        let stands = owned && self.approved.contains(&id) && now < ask.expires;
        let msg = MarketMsg::Clean {
            asks: vec![id.clone()],
            offers: vec![],
        };
        let expect = if stands { Expect::Refusal } else { Expect::Success };
        let meaning = Meaning::AskGone { token: id };
        self.market("clean", &stranger, &msg, &[], expect, meaning).map(Some)
    }

    /// Somebody takes its account from the marketplace.
    pub fn market_withdraw(&mut self) -> Maybe {
        let accounts: Vec<(Addr, String)> = self.audit.market_accounts.keys().cloned().collect();
        let Some((holder, denom)) = accounts.choose(&mut self.rng).cloned() else {
            return Ok(None);
        };
        let msg = MarketMsg::Withdraw { denoms: vec![denom] };
        let (expect, meaning) = (Expect::Success, Meaning::Nothing);
        self.market("withdraw", &holder, &msg, &[], expect, meaning).map(Some)
    }
}
