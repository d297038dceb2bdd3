//! What reporters see and sign, and who hands it in.

use std::collections::BTreeMap;

use cosmwasm_std::Uint128;
use rand::seq::SliceRandom;
use rand::Rng;
use rigshare_suite::World;
use rigshare_types::batch::{MarketObservation, NetworkObservation, PriceObservation, SignedBatch};
use rigshare_types::oracle::ExecuteMsg as OracleMsg;

use crate::audit::Broken;
use crate::history::{Expect, History, Meaning, Observed};
use crate::moves::Maybe;
use crate::stage::{Kind, DEADLINE_EPOCHS};

impl History {
    /// The first epoch that is over and not relayed.
    fn unreported(&self) -> u32 {
        self.observed.keys().last().map_or(0, |epoch| epoch + 1)
    }

    /// How many epochs that are over wait for reporters or for somebody to make them final.
    pub fn reports_waiting(&self) -> u32 {
        let recent = self
            .observed
            .values()
            .rev()
            .take(DEADLINE_EPOCHS as usize / 2);
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
            let expect = if self.paused {
                Expect::Either
            } else {
                Expect::Success
            };
            let meaning = Meaning::Finalize { epoch };
            return self
                .attempt(
                    "finalize",
                    &relayer,
                    &oracle,
                    &finalize,
                    &[],
                    expect,
                    meaning,
                )
                .map(Some);
        }
        let mut epochs = self.unreported()..self.epoch();
        let Some(first) = epochs.next() else {
            return Ok(None);
        };
        let late = now > clock.end_of(first) + timing.outage_deadline_seconds;
        let mut relayed = vec![first];
        if !late {
            // Reporters that were away hand in several epochs at once.
            relayed.extend(epochs.take(3));
        }
        let mut signed = Vec::new();
        for epoch in &relayed {
            signed.extend(self.observe(*epoch)?);
        }
        signed.shuffle(&mut self.rng);
        let oracle = self.world.at.oracle.clone();
        let relayer = self.people.stranger.clone();
        let relay = OracleMsg::Relay { batches: signed };
        let expect = match (late, self.paused) {
            (true, false) => Expect::Refusal,
            (false, false) => Expect::Success,
            _ => Expect::Either,
        };
        let meaning = Meaning::Relay { epochs: relayed };
        self.attempt("relay", &relayer, &oracle, &relay, &[], expect, meaning)
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
            if term.contains(&epoch) && self.rng.gen_bool(0.998) {
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
            if self.rng.gen_bool(0.998) {
                let moved = nano * self.rng.gen_range(900..1_100) / 1_000;
                seen.prices
                    .insert(asset.to_owned(), moved + self.rng.gen_range(0..1_000));
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
}
