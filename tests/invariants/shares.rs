//! What people do with shares: buying, handing over, sending, splitting, merging, burning; and new rigs.

use cosmwasm_std::{Addr, Coin, Uint128};
use rand::seq::SliceRandom;
use rand::Rng;
use rigshare_tests::vault::Wish;
use rigshare_types::nft::{ExecuteMsg as NftMsg, RigMsg, Sale};
use serde::Serialize;

use crate::audit::{Broken, Token};
use crate::history::{json, Attempt, Expect, History, Meaning};
use crate::moves::{Maybe, ROOM};
use crate::stage::{new_rig, Kind};

impl History {
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
        all.choose(&mut self.rng)
            .cloned()
            .ok_or_else(|| "nobody".to_owned())
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

    pub fn mint(&mut self) -> Maybe {
        let rigs: Vec<u32> = self.rigs.keys().copied().collect();
        let Some(rig) = rigs.choose(&mut self.rng).copied() else {
            return Ok(None);
        };
        let left = self.audit.facts[&rig].shares - self.minted(rig);
        if left == 0 || !self.sells(rig) {
            return Ok(None);
        }
        let most = if self.rigs[&rig].kind == Kind::Great {
            left
        } else {
            left.min(7)
        };
        let shares = self.rng.gen_range(1..=most);
        let buyer = self.anybody()?;
        let to = if self.rng.gen_bool(0.2) {
            self.anybody()?
        } else {
            buyer.clone()
        };
        self.mint_of(&buyer, rig, shares, &to).map(Some)
    }

    /// A purchase from the operator.
    pub fn mint_of(
        &self,
        buyer: &Addr,
        rig: u32,
        shares: u64,
        to: &Addr,
    ) -> Result<Attempt, Broken> {
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
            if fits && !self.paused {
                Expect::Success
            } else {
                Expect::Either
            },
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

    pub fn other_than(&mut self, owner: &Addr) -> Result<Addr, Broken> {
        loop {
            let other = self.anybody()?;
            if other != *owner {
                return Ok(other);
            }
        }
    }

    pub fn transfer(&mut self) -> Maybe {
        let Some(id) = self.any_token() else {
            return Ok(None);
        };
        let to = self.other_than(&self.tokens[&id].owner.clone())?;
        self.transfer_of(&id, &to)
    }

    /// Whether a token can be handed over for certain.
    pub fn handing_over(&self, rig: u32, to: &Addr) -> Expect {
        if self.audit.breakpoints(rig, to) <= ROOM {
            Expect::Success
        } else {
            Expect::Either
        }
    }

    pub fn transfer_of(&self, id: &str, to: &Addr) -> Maybe {
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
        self.nft("transfer", &held.owner, msg, expect, meaning)
            .map(Some)
    }

    pub fn send(&mut self) -> Maybe {
        let Some(id) = self.any_token() else {
            return Ok(None);
        };
        let vault = self.people.vault.clone();
        let held = self.tokens[&id].clone();
        if held.owner == vault {
            return Ok(None);
        }
        let wish = if self.rng.gen_bool(0.8) {
            Wish::Keep
        } else {
            Wish::Refuse
        };
        let expect = match wish {
            Wish::Keep => self.handing_over(held.rig, &vault),
            Wish::Refuse => Expect::Refusal,
        };
        let msg = NftMsg::SendNft {
            contract: vault.to_string(),
            token_id: id.clone(),
            msg: json(&wish)?,
        };
        let meaning = Meaning::Move {
            token: id,
            to: vault,
        };
        self.nft("send", &held.owner, msg, expect, meaning)
            .map(Some)
    }

    pub fn split(&mut self) -> Maybe {
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
        self.nft("split", &held.owner, msg, Expect::Success, meaning)
            .map(Some)
    }

    pub fn merge(&mut self) -> Maybe {
        let Some(id) = self.any_token() else {
            return Ok(None);
        };
        let held = self.tokens[&id].clone();
        let alike = |token: &Token| token.rig == held.rig && token.owner == held.owner;
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
        self.nft("merge", &held.owner, msg, Expect::Success, meaning)
            .map(Some)
    }

    pub fn burn(&mut self) -> Maybe {
        let Some(id) = self.any_token() else {
            return Ok(None);
        };
        let held = self.tokens[&id].clone();
        let room = self.audit.minted[&held.rig].len() <= ROOM + 64;
        let expect = if room {
            Expect::Success
        } else {
            Expect::Either
        };
        let msg = NftMsg::Burn {
            token_id: id.clone(),
        };
        self.nft(
            "burn",
            &held.owner,
            msg,
            expect,
            Meaning::Burn { token: id },
        )
        .map(Some)
    }

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
        for (sender, msg) in [
            (registrar, decide),
            (operator, RigMsg::OpenSale { rig, sale }),
        ] {
            let msg = NftMsg::UpdateExtension { msg };
            self.perform(self.nft(
                "decide and open",
                &sender,
                msg,
                Expect::Success,
                Meaning::Nothing,
            )?)?;
        }
        Ok(())
    }

    pub fn more_rigs(&mut self) -> Maybe {
        if self.rigs.len() < 7 && !self.paused {
            self.found_rig(Kind::Short)?;
        }
        Ok(None)
    }
}
