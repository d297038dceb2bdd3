//! What operators, the protocol, owner and pauser do: nothing of it changes what a holder is owed.

use cosmwasm_std::{BankMsg, Coin, CosmosMsg};
use cw_multi_test::Executor;
use rand::seq::SliceRandom;
use rand::Rng;
use rigshare_tests::chain_state::Place;
use rigshare_types::distributor::ExecuteMsg as DistributorMsg;
use rigshare_types::marketplace::ExecuteMsg as MarketMsg;
use rigshare_types::nft::{ExecuteMsg as NftMsg, RigMsg};
use rigshare_types::oracle::ExecuteMsg as OracleMsg;
use rigshare_types::units::Denom;

use crate::audit::{Broken, Scope};
use crate::history::{Expect, History, Meaning};
use crate::moves::Maybe;
use crate::stage::Kind;

impl History {
    /// Anyone books what was sold.
    pub fn book_proceeds(&mut self) -> Maybe {
        let rigs: Vec<u32> = self.rigs.keys().copied().collect();
        let Some(rig) = rigs.choose(&mut self.rng).copied() else {
            return Ok(None);
        };
        let new = self.unbooked.get(&rig).copied().unwrap_or_default() > 0;
        let expect = if new {
            Expect::Success
        } else {
            Expect::Refusal
        };
        let msg = DistributorMsg::BookProceeds { rigs: vec![rig] };
        let stranger = self.people.stranger.clone();
        let meaning = Meaning::Book { rigs: vec![rig] };
        self.distributor("book proceeds", &stranger, &msg, &[], expect, meaning)
            .map(Some)
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
                self.distributor("role", &at.owner, &msg, &[], either, meaning)
                    .map(Some)
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
                self.nft("role", &operator, msg, either, Meaning::Nothing)
                    .map(Some)
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
                self.nft("role", &operator, msg, either, Meaning::Nothing)
                    .map(Some)
            }
            7 => {
                self.paused = true;
                let seconds = epoch * 3;
                let msg = DistributorMsg::Pause { seconds };
                self.distributor("role", &at.pauser, &msg, &[], either, Meaning::Nothing)
                    .map(Some)
            }
            8 => {
                self.paused = true;
                let seconds = epoch * 3;
                let msg = OracleMsg::Pause { seconds };
                let meaning = Meaning::Nothing;
                self.attempt("role", &at.pauser, &at.oracle, &msg, &[], either, meaning)
                    .map(Some)
            }
            _ => {
                self.paused = true;
                let seconds = epoch;
                let msg = MarketMsg::Pause { seconds };
                let meaning = Meaning::Nothing;
                self.attempt(
                    "role",
                    &at.pauser,
                    &at.marketplace,
                    &msg,
                    &[],
                    either,
                    meaning,
                )
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
        let sent = self.world.chain.app.execute(from, CosmosMsg::Bank(send));
        sent.map_err(|error| error.to_string())?;
        let key = (place, Denom::Native("uusdc".to_owned()));
        *self.audit.strays.entry(key).or_default() += amount;
        self.tally.steps += 1;
        self.tally.success("stray coins");
        let nothing = Scope::default();
        self.audit
            .check(&self.world, &self.tokens, &self.model, &nothing)
    }
}
