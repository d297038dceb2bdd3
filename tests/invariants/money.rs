//! What people do about truth and money: reports, settlements, defaults, outages, cures, claims.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, BankMsg, Coin, CosmosMsg, Uint128};
use cw_multi_test::Executor;
use rand::seq::SliceRandom;
use rand::Rng;
use rigshare_suite::World;
use rigshare_tests::chain_state::Place;
use rigshare_types::batch::{MarketObservation, NetworkObservation, PriceObservation, SignedBatch};
use rigshare_types::distributor::{Cw20Payload, ExecuteMsg as DistributorMsg};
use rigshare_types::marketplace::ExecuteMsg as MarketMsg;
use rigshare_types::nft::{ExecuteMsg as NftMsg, RigMsg};
use rigshare_types::oracle::ExecuteMsg as OracleMsg;
use rigshare_types::units::Denom;

use crate::audit::Broken;
use crate::history::{
    cw20_message, json, settle_message, Attempt, Expect, History, Item, Meaning, Mood, Observed,
};
use crate::moves::Maybe;
use crate::stage::{Kind, DEADLINE_EPOCHS};

impl History {
    /// A message to the distributor.
    pub fn distributor(
        &self,
        verb: &'static str,
        sender: &Addr,
        msg: &DistributorMsg,
        funds: &[Coin],
        expect: Expect,
        meaning: Meaning,
    ) -> Result<Attempt, Broken> {
        let contract = self.world.at.distributor.clone();
        self.attempt(verb, sender, &contract, msg, funds, expect, meaning)
    }

    // ------------------------------------------------------------ reports

    /// The first epoch that is over and not relayed.
    fn unreported(&self) -> u32 {
        self.observed.keys().last().map_or(0, |epoch| epoch + 1)
    }

    /// How many epochs that are over wait for reporters or for somebody to make them final.
    pub fn reports_waiting(&self) -> u32 {
        let recent = self.observed.values().rev().take(DEADLINE_EPOCHS as usize / 2);
        let open = recent.filter(|seen| !seen.finalized).count() as u32;
        self.epoch().saturating_sub(self.unreported()) + open
    }

    /// Relays the oldest epoch that is not relayed, or makes one final.
    pub fn report(&mut self) -> Maybe {
        let now = self.now();
        let clock = self.world.clock();
        let timing = self.world.setup.timing;
        let waiting = self.observed.iter().find(|(epoch, seen)| {
            let over = clock.end_of(**epoch);
            !seen.finalized
                && now >= over + timing.window_seconds
                && now <= over + timing.outage_deadline_seconds
        });
        if let Some((epoch, seen)) = waiting {
            let mut rigs: Vec<u32> = seen.gross.keys().copied().collect();
            rigs.shuffle(&mut self.rng);
            let epoch = *epoch;
            let finalize = OracleMsg::Finalize { epoch, rigs };
            let oracle = self.world.at.oracle.clone();
            let relayer = self.people.stranger.clone();
            let expect = if self.paused { Expect::Either } else { Expect::Success };
            let meaning = Meaning::Finalize { epoch };
            return self
                .attempt("finalize", &relayer, &oracle, &finalize, &[], expect, meaning)
                .map(Some);
        }
        let mut epochs = self.unreported()..self.epoch();
        let Some(first) = epochs.next() else {
            return Ok(None);
        };
        let late = now > clock.end_of(first) + timing.outage_deadline_seconds;
        let mut signed = self.observe(first)?;
        if !late {
            // Reporters that were away hand in several epochs at once.
            for epoch in epochs.take(3) {
                signed.extend(self.observe(epoch)?);
            }
        }
        signed.shuffle(&mut self.rng);
        let oracle = self.world.at.oracle.clone();
        let relayer = self.people.stranger.clone();
        let relay = OracleMsg::Relay { batches: signed };
        let expect = match (self.paused, late) {
            (true, _) => Expect::Either,
            (_, true) => Expect::Refusal,
            _ => Expect::Success,
        };
        self.attempt("relay", &relayer, &oracle, &relay, &[], expect, Meaning::Nothing)
            .map(Some)
    }

    fn gross(&mut self, rig: u32) -> u128 {
        let kind = self.rigs[&rig].kind;
        let rng = &mut self.rng;
        match (rng.gen_range(0..100), kind) {
            (0..=3, _) => 0,
            (4..=9, _) => rng.gen_range(1..10),
            (10..=12, Kind::Great) => rng.gen_range(1 << 80..1 << 90),
            (_, Kind::Great) => rng.gen_range(1_000_000_000..1_000_000_000_000_000),
            (_, _) => rng.gen_range(1_000..10_000_000),
        }
    }

    /// What reporters sign of an epoch that is over.
    fn observe(&mut self, epoch: u32) -> Result<Vec<SignedBatch>, Broken> {
        let mut seen = Observed::default();
        let rigs: Vec<u32> = self.rigs.keys().copied().collect();
        for rig in rigs {
            let facts = &self.audit.facts[&rig];
            let term = facts.start_epoch..facts.end_epoch;
            if term.contains(&epoch) && self.rng.gen_bool(0.999) {
                let gross = self.gross(rig);
                seen.gross.insert(rig, gross);
            }
        }
        for (asset, nano) in [
            ("BTC", 90_000_000_000_000_u128),
            ("LTC", 80_000_000_000),
            ("USDC", 1_000_000_000),
            ("XMR", 300_000_000_000),
        ] {
            if self.rng.gen_bool(0.999) {
                let moved = nano * self.rng.gen_range(900..1_100) / 1_000;
                seen.prices.insert(asset.to_owned(), moved + self.rng.gen_range(0..1_000));
            }
        }
        let networks = if self.rng.gen_bool(0.5) {
            vec![NetworkObservation {
                coin: "BTC".to_owned(),
                hashes_per_block: Uint128::new(600_000_000_000_000_000_000_000),
                reward_per_block: Uint128::new(315_000_000),
            }]
        } else {
            vec![]
        };
        let market = |prices: &BTreeMap<String, u128>| MarketObservation {
            prices: prices
                .iter()
                .map(|(asset, nano)| PriceObservation {
                    asset: asset.clone(),
                    nano_per_coin: Uint128::new(*nano),
                })
                .collect(),
            networks: networks.clone(),
            pools: vec![],
        };
        // One of four reporters may lie, or be absent.
        let (liar, absent) = match self.rng.gen_range(0..10) {
            0 => (Some(self.rng.gen_range(0..4)), None),
            1 => (None, Some(self.rng.gen_range(0..4))),
            _ => (None, None),
        };
        let mut signed: Vec<SignedBatch> = Vec::new();
        for reporter in (0..4_usize).filter(|reporter| Some(*reporter) != absent) {
            let lies = Some(reporter) == liar;
            let factor = if lies { self.rng.gen_range(0..4) } else { 1 };
            let observations: Vec<(u32, u128)> = seen
                .gross
                .iter()
                .map(|(rig, gross)| (*rig, gross * factor))
                .collect();
            let prices = seen.prices.iter();
            let prices = prices.map(|(asset, nano)| (asset.clone(), (nano * factor).max(1)));
            let market = market(&prices.collect());
            for batch in World::batches(epoch, &observations, Some(&market)) {
                // A market alone and its page of rigs are one batch.
                let batch = self.world.sign(reporter, batch);
                signed.push(batch.map_err(|error| error.to_string())?);
            }
        }
        self.observed.insert(epoch, seen);
        Ok(signed)
    }

    // ------------------------------------------------------------ closing epochs

    /// Epochs of a rig that can be settled now, in order.
    pub fn settleable(&mut self, rig: u32, most: usize) -> Vec<Item> {
        let mut items = Vec::new();
        let end = self.audit.facts[&rig].end_epoch.min(self.epoch());
        let mut from = self.audit.open_from(rig);
        while items.len() < most {
            let Some(epoch) = self.audit.minted[&rig].next_weighted(from) else {
                break;
            };
            if epoch >= end {
                break;
            }
            let Some(item) = self.due(rig, epoch) else {
                break;
            };
            items.push(item);
            from = epoch + 1;
        }
        items
    }

    /// True where the mood forbids settling a rig.
    fn is_dry(&self, rig: u32) -> bool {
        match &self.mood {
            Mood::Drought { rig: dry, .. } | Mood::Default { rig: dry } => rig == *dry,
            Mood::Mixed => false,
        }
    }

    /// Settles several rigs at once, as far as they go into one message.
    pub fn settle(&mut self) -> Maybe {
        let mut rigs: Vec<u32> = self.rigs.keys().copied().collect();
        rigs.retain(|rig| !self.is_dry(*rig));
        rigs.shuffle(&mut self.rng);
        rigs.truncate(self.rng.gen_range(1..=4));
        let mut items = Vec::new();
        for rig in rigs {
            let cw20 = matches!(self.audit.facts[&rig].payout, Denom::Cw20(_));
            let most = self.rng.gen_range(1..=64 - items.len().min(48));
            let more = self.settleable(rig, most);
            if cw20 && items.is_empty() {
                items = more;
                break;
            }
            if !cw20 {
                items.extend(more);
            }
        }
        items.truncate(64);
        if items.is_empty() {
            return Ok(None);
        }
        self.settle_items(items).map(Some)
    }

    /// Settles one rig as far as it goes.
    pub fn settle_rig(&mut self, rig: u32, most: usize) -> Maybe {
        let items = self.settleable(rig, most);
        if items.is_empty() {
            return Ok(None);
        }
        self.settle_items(items).map(Some)
    }

    fn settle_items(&mut self, items: Vec<Item>) -> Result<Attempt, Broken> {
        let payer = self.people.operators.choose(&mut self.rng).cloned();
        let (contract, msg, funds) = settle_message(&self.world, &items)?;
        Ok(Attempt {
            verb: "settle",
            sender: payer.ok_or("no operator")?,
            contract,
            msg,
            funds,
            expect: Expect::Success,
            meaning: Meaning::Settle { items },
        })
    }

    /// Anyone calls a default of the rig that nobody settles, or of any.
    pub fn call_default(&mut self) -> Maybe {
        let rigs: Vec<u32> = self.rigs.keys().copied().collect();
        let rig = match &self.mood {
            Mood::Default { rig } => Some(*rig),
            Mood::Drought { rig: dry, .. } => {
                let others: Vec<u32> = rigs.into_iter().filter(|rig| rig != dry).collect();
                others.choose(&mut self.rng).copied()
            }
            Mood::Mixed => rigs.choose(&mut self.rng).copied(),
        };
        let Some(item) = rig.and_then(|rig| self.settleable(rig, 1).pop()) else {
            return Ok(None);
        };
        let msg = DistributorMsg::DefaultEpoch {
            rig: item.rig,
            epoch: item.epoch,
        };
        let stranger = self.people.stranger.clone();
        let meaning = Meaning::Default { item };
        self.distributor("default", &stranger, &msg, &[], Expect::Either, meaning).map(Some)
    }

    /// Anyone closes an epoch of which nothing was heard until the deadline.
    pub fn close_outage(&mut self) -> Maybe {
        let rigs: Vec<u32> = self.rigs.keys().copied().collect();
        let stuck = rigs.into_iter().find_map(|rig| {
            let epoch = self.audit.next_epoch(rig)?;
            let over = self.world.clock().end_of(epoch);
            let deadline = DEADLINE_EPOCHS * u64::from(self.world.clock().epoch_seconds);
            let dry = matches!(&self.mood, Mood::Drought { rig: dry, .. } if *dry == rig);
            let late = self.now() > over + deadline && !dry;
            (late && self.due(rig, epoch).is_none()).then_some((rig, epoch))
        });
        let Some((rig, epoch)) = stuck else {
            return Ok(None);
        };
        let msg = DistributorMsg::CloseOutage { rig, epoch };
        let stranger = self.people.stranger.clone();
        let expect = if self.paused { Expect::Either } else { Expect::Success };
        let meaning = Meaning::Outage { rig, epoch };
        self.distributor("outage", &stranger, &msg, &[], expect, meaning).map(Some)
    }

    /// Somebody pays a shortfall, in part or in full.
    pub fn cure(&mut self) -> Maybe {
        let short: Vec<u32> = self
            .rigs
            .keys()
            .copied()
            .filter(|rig| self.audit.outstanding(*rig) > 0)
            .collect();
        let Some(rig) = short.choose(&mut self.rng).copied() else {
            return Ok(None);
        };
        let all = self.audit.outstanding(rig);
        let amount = if self.rng.gen_bool(0.3) { all } else { self.rng.gen_range(1..=all) };
        // A partial cure that would leave less than a 65,536th is refused.
        let expect = if amount == all { Expect::Success } else { Expect::Either };
        self.cure_of(rig, amount, expect).map(Some)
    }

    /// A cure.
    pub fn cure_of(&mut self, rig: u32, amount: u128, expect: Expect) -> Result<Attempt, Broken> {
        let (contract, msg, funds) = match &self.audit.facts[&rig].payout {
            Denom::Native(denom) => (
                self.world.at.distributor.clone(),
                json(&DistributorMsg::Cure { rig })?,
                vec![Coin::new(amount, denom)],
            ),
            Denom::Cw20(contract) => {
                let payload = json(&Cw20Payload::Cure { rig })?;
                cw20_message(&self.world, contract, amount, payload)?
            }
        };
        let payer = self.people.operators.choose(&mut self.rng).cloned();
        Ok(Attempt {
            verb: "cure",
            sender: payer.ok_or("no operator")?,
            contract,
            msg,
            funds,
            expect,
            meaning: Meaning::Cure { rig, amount },
        })
    }

    // ------------------------------------------------------------ holders

    /// Rigs of which somebody ever had shares.
    pub fn rigs_of(&self, holder: &Addr) -> Vec<u32> {
        let all = self.rigs.keys().copied();
        all.filter(|rig| self.audit.positions.contains_key(&(*rig, holder.clone())))
            .collect()
    }

    /// A holder claims, or anyone does for a holder that has said where to.
    pub fn claim(&mut self) -> Maybe {
        let holder = self.anybody()?;
        let mut rigs = self.rigs_of(&holder);
        if rigs.is_empty() {
            return Ok(None);
        }
        rigs.shuffle(&mut self.rng);
        rigs.truncate(self.rng.gen_range(1..=rigs.len()));
        self.claim_of(&holder, rigs).map(Some)
    }

    /// A claim of a holder.
    pub fn claim_of(&mut self, holder: &Addr, rigs: Vec<u32>) -> Result<Attempt, Broken> {
        let named = self.payout_addresses.contains_key(holder);
        let by_stranger = named && self.rng.gen_bool(0.3);
        let sender = if by_stranger { &self.people.stranger } else { holder }.clone();
        let to = if !by_stranger && self.rng.gen_bool(0.1) {
            Some(self.anybody()?.to_string())
        } else {
            None
        };
        let msg = DistributorMsg::Claim {
            rigs: rigs.clone(),
            holder: by_stranger.then(|| holder.to_string()),
            to,
        };
        let something = rigs.iter().any(|rig| self.audit.claimable(*rig, holder) > 0);
        let expect = if something { Expect::Success } else { Expect::Refusal };
        let meaning = Meaning::Claim {
            holder: holder.clone(),
            rigs,
        };
        self.distributor("claim", &sender, &msg, &[], expect, meaning)
    }

    /// Anyone writes down what a holder has earned.
    pub fn checkpoint(&mut self) -> Maybe {
        let (sender, holder) = (self.anybody()?, self.anybody()?);
        let mut rigs = self.rigs_of(&holder);
        if rigs.is_empty() {
            return Ok(None);
        }
        rigs.shuffle(&mut self.rng);
        rigs.truncate(self.rng.gen_range(1..=rigs.len()));
        self.checkpoint_of(&sender, &holder, rigs).map(Some)
    }

    /// A checkpoint of a holder.
    pub fn checkpoint_of(
        &self,
        sender: &Addr,
        holder: &Addr,
        rigs: Vec<u32>,
    ) -> Result<Attempt, Broken> {
        let msg = DistributorMsg::Checkpoint {
            holder: holder.to_string(),
            rigs: rigs.clone(),
        };
        let meaning = Meaning::Checkpoint {
            holder: holder.clone(),
            rigs,
        };
        self.distributor("checkpoint", sender, &msg, &[], Expect::Either, meaning)
    }

    /// A holder says where its rewards go.
    pub fn set_payout_address(&mut self) -> Maybe {
        let (holder, to) = (self.anybody()?, self.anybody()?);
        let address = self.rng.gen_bool(0.6).then_some(to);
        let msg = DistributorMsg::SetPayoutAddress {
            address: address.as_ref().map(Addr::to_string),
        };
        let meaning = Meaning::PayoutAddress {
            holder: holder.clone(),
            address,
        };
        self.distributor("payout address", &holder, &msg, &[], Expect::Either, meaning).map(Some)
    }

    // ------------------------------------------------------------ operators, protocol, roles

    /// Anyone books what was sold.
    pub fn book_proceeds(&mut self) -> Maybe {
        let rigs: Vec<u32> = self.rigs.keys().copied().collect();
        let Some(rig) = rigs.choose(&mut self.rng).copied() else {
            return Ok(None);
        };
        let new = self.unbooked.get(&rig).copied().unwrap_or_default() > 0;
        let expect = if new { Expect::Success } else { Expect::Refusal };
        let msg = DistributorMsg::BookProceeds { rigs: vec![rig] };
        let stranger = self.people.stranger.clone();
        let meaning = Meaning::Book { rigs: vec![rig] };
        self.distributor("book proceeds", &stranger, &msg, &[], expect, meaning).map(Some)
    }

    /// An operator, the protocol or an account of the marketplace withdraws.
    pub fn withdraw(&mut self) -> Maybe {
        match self.rng.gen_range(0..3) {
            0 => self.market_withdraw(),
            1 => {
                let keys: Vec<String> = self.protocol.keys().cloned().collect();
                let Some(key) = keys.choose(&mut self.rng) else {
                    return Ok(None);
                };
                let denom: Denom = key.parse().map_err(|_| format!("no denom: {key}"))?;
                let msg = DistributorMsg::WithdrawProtocol {
                    denoms: vec![denom.clone()],
                };
                let protocol = self.world.at.protocol.clone();
                let meaning = Meaning::WithdrawProtocol { denom };
                self.distributor("withdraw", &protocol, &msg, &[], Expect::Success, meaning)
                    .map(Some)
            }
            _ => {
                let rigs: Vec<u32> = self.rigs.keys().copied().collect();
                let Some(rig) = rigs.choose(&mut self.rng).copied() else {
                    return Ok(None);
                };
                let operator = self.audit.facts[&rig].operator.clone();
                let msg = DistributorMsg::Withdraw { rigs: vec![rig] };
                let meaning = Meaning::Withdraw { rigs: vec![rig] };
                self.distributor("withdraw", &operator, &msg, &[], Expect::Either, meaning)
                    .map(Some)
            }
        }
    }

    /// Owner, pauser and operators use what they may: it changes nothing that anybody is owed.
    pub fn use_a_role(&mut self) -> Maybe {
        let at = self.world.at.clone();
        let epoch = u64::from(self.world.clock().epoch_seconds);
        let either = Expect::Either;
        match self.rng.gen_range(0..10) {
            0 => {
                let last = self.protocol_fees.last().map_or(0, |(_, bps)| *bps);
                let (protocol, sale) = (last.checked_sub(7), self.sale_fee.checked_sub(11));
                let msg = DistributorMsg::LowerFees {
                    protocol_fee_bps: protocol,
                    sale_fee_bps: sale,
                };
                let meaning = Meaning::LowerFees { protocol, sale };
                self.distributor("role", &at.owner, &msg, &[], either, meaning).map(Some)
            }
            1..=5 => {
                let rigs: Vec<u32> = self.rigs.keys().copied().collect();
                let Some(rig) = rigs.choose(&mut self.rng).copied() else {
                    return Ok(None);
                };
                let facts = &self.audit.facts[&rig];
                let terms = facts.terms.last().ok_or("no terms")?;
                let msg = RigMsg::LowerTerms {
                    rig,
                    watts: Some((terms.watts * 9 / 10).max(1)),
                    electricity_nano_per_kwh: None,
                    service_fee_bps: Some(terms.service_fee_bps / 2),
                };
                let operator = facts.operator.clone();
                let msg = NftMsg::UpdateExtension { msg };
                self.nft("role", &operator, msg, either, Meaning::Nothing).map(Some)
            }
            6 => {
                // Only short rigs are retired, so that the others live through the history.
                let short = self.rigs.iter().find(|(rig, known)| {
                    known.kind == Kind::Short && !self.audit.facts[rig].retired
                });
                let Some(rig) = short.map(|(rig, _)| *rig) else {
                    return Ok(None);
                };
                let operator = self.audit.facts[&rig].operator.clone();
                let msg = NftMsg::UpdateExtension {
                    msg: RigMsg::RetireRig { rig },
                };
                self.nft("role", &operator, msg, either, Meaning::Nothing).map(Some)
            }
            7 => {
                self.paused = true;
                let seconds = epoch * 3;
                let msg = DistributorMsg::Pause { seconds };
                self.distributor("role", &at.pauser, &msg, &[], either, Meaning::Nothing).map(Some)
            }
            8 => {
                self.paused = true;
                let seconds = epoch * 3;
                let msg = OracleMsg::Pause { seconds };
                let meaning = Meaning::Nothing;
                self.attempt("role", &at.pauser, &at.oracle, &msg, &[], either, meaning).map(Some)
            }
            _ => {
                self.paused = true;
                let seconds = epoch;
                let msg = MarketMsg::Pause { seconds };
                let meaning = Meaning::Nothing;
                self.attempt("role", &at.pauser, &at.marketplace, &msg, &[], either, meaning)
                    .map(Some)
            }
        }
    }

    /// Somebody sends coins to a contract for no reason: visible surplus, nobody's accounting.
    pub fn lose_coins(&mut self) -> Result<(), Broken> {
        let (place, contract) = if self.rng.gen_bool(0.5) {
            (Place::Distributor, self.world.at.distributor.clone())
        } else {
            (Place::Marketplace, self.world.at.marketplace.clone())
        };
        let amount = self.rng.gen_range(1..1_000_u128);
        let from = self.anybody()?;
        let send = BankMsg::Send {
            to_address: contract.to_string(),
            amount: vec![Coin::new(amount, "uusdc")],
        };
        let sent = self.world.app.execute(from, CosmosMsg::Bank(send));
        sent.map_err(|error| error.to_string())?;
        let key = (place, Denom::Native("uusdc".to_owned()));
        *self.audit.strays.entry(key).or_default() += amount;
        self.tally.steps += 1;
        self.tally.success("stray coins");
        let nothing = crate::audit::Scope::default();
        self.audit
            .check(&self.world, &self.tokens, &self.model, &nothing)
    }
}
