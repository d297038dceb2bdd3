//! The operations that are measured, on a level: those of an epoch's end here, the others in
//! [`crate::trade`].

use std::collections::BTreeMap;

use anyhow::Result;
use cosmwasm_std::{Addr, Coin, Uint128};
use rigshare_chain::Included;
use rigshare_suite::World;
use rigshare_types::batch::{MarketObservation, NetworkObservation, PriceObservation, SignedBatch};
use rigshare_types::distributor::{self, RigEpoch};
use rigshare_types::oracle;

use crate::level::{Level, RIG_HASHRATE_HS, TRIES};
use crate::senders::Senders;
use crate::stage::{gas, Stage, Tx, EPOCH_SECONDS};

/// How many reporters' batches are relayed in one transaction.
pub const REPORTERS: usize = 3;
/// How many epochs of one rig are settled in one transaction.
pub const MANY_EPOCHS: u32 = 10;

/// What a rig earns in an epoch, about; base units of its coin.
const GROSS: u128 = 10_000_000;

/// The gas of each try of each operation.
pub type Measured = BTreeMap<&'static str, Vec<u64>>;

/// What measures a level.
pub struct Measuring<'a> {
    /// The node.
    pub stage: &'a mut Stage,
    /// The level.
    pub level: &'a Level,
    /// The rigs of page 0, which are reported together with the market.
    pub reported: &'a [u32],
    /// What was measured.
    pub measured: Measured,
}

impl<'a> Measuring<'a> {
    /// What measures a level whose reports go with those of `reported`.
    pub fn new(stage: &'a mut Stage, level: &'a Level, reported: &'a [u32]) -> Self {
        Self {
            stage,
            level,
            reported,
            measured: Measured::new(),
        }
    }

    /// Measures everything. The first epoch only warms the rigs up.
    ///
    /// # Errors
    /// A transaction is refused.
    pub fn run(&mut self) -> Result<()> {
        let start = self.level.start_epoch;
        self.close(start, true)?;
        self.trade()?;
        for nth in 1..=u32::try_from(TRIES)? {
            self.close(start + nth, false)?;
        }
        Ok(())
    }

    /// Settles the first epoch of the senders' rigs, so that everybody is owed something by each.
    ///
    /// # Errors
    /// A transaction is refused.
    pub fn close_for_senders(&mut self, senders: &Senders) -> Result<()> {
        let epoch = self.level.start_epoch;
        self.report(epoch, &senders.rigs, false)?;
        for rigs in senders.rigs.chunks(distributor::MAX_ITEMS) {
            let items = rigs.iter().map(|rig| RigEpoch { rig: *rig, epoch });
            self.settle(&items.collect::<Vec<_>>())?;
        }
        Ok(())
    }

    fn note(&mut self, op: &'static str, included: &Included) -> Result<()> {
        let used = gas(included)?;
        self.measured.entry(op).or_default().push(used);
        Ok(())
    }

    /// Sends transactions at once, and notes the gas of each.
    ///
    /// # Errors
    /// One is refused.
    pub fn measure(&mut self, op: &'static str, transactions: Vec<Tx>) -> Result<Vec<Included>> {
        let all = self.stage.send_all(transactions)?;
        for included in &all {
            self.note(op, included)?;
        }
        Ok(all)
    }

    /// Settles many epochs of one rig at once.
    ///
    /// # Errors
    /// A transaction is refused.
    pub fn settle_epochs(&mut self) -> Result<()> {
        let start = self.level.start_epoch;
        let rig = self.level.late();
        for epoch in start + 1 + u32::try_from(TRIES)?..start + MANY_EPOCHS + 1 {
            self.report(epoch, &[rig], false)?;
        }
        let items = (start + 1..=start + MANY_EPOCHS).map(|epoch| RigEpoch { rig, epoch });
        let included = self.settle(&items.collect::<Vec<_>>())?;
        self.note("settle_10_epochs", &included)
    }

    /// Reports an epoch, settles it and claims of it.
    fn close(&mut self, epoch: u32, is_first: bool) -> Result<()> {
        let level = self.level;
        let mut mine: Vec<u32> = vec![level.rig(), level.late()];
        mine.extend(level.ten());
        self.report(epoch, &mine, !is_first)?;
        let of = |rigs: &[u32]| -> Vec<RigEpoch> {
            rigs.iter()
                .map(|rig| RigEpoch { rig: *rig, epoch })
                .collect()
        };
        let one = self.settle(&of(&[level.rig()]))?;
        let ten = self.settle(&of(&level.ten()))?;
        let claim_one = self.claim(&level.claimer, &[level.rig()])?;
        let claim_ten = self.claim(&level.claimer_of_many, &level.ten())?;
        if is_first {
            self.settle(&of(&[level.late()]))?;
            self.note("settle_first", &one)?;
            self.note("claim_first", &claim_one)?;
        } else {
            self.note("settle_1", &one)?;
            self.note("settle_10", &ten)?;
            self.note("claim_1", &claim_one)?;
            self.note("claim_10", &claim_ten)?;
        }
        Ok(())
    }

    fn settle(&mut self, items: &[RigEpoch]) -> Result<Included> {
        let due = self.stage.world.due(items)?;
        let totals = due.totals.into_iter();
        let funds: Vec<Coin> = totals
            .map(|total| Coin {
                denom: total.denom.to_string(),
                amount: total.amount,
            })
            .collect();
        let items = items.to_vec();
        let message = distributor::ExecuteMsg::Settle { items };
        let message = self.stage.distributor(&message, &funds)?;
        self.stage.send(&self.level.operator, vec![message])
    }

    fn claim(&self, holder: &Addr, rigs: &[u32]) -> Result<Included> {
        let message = distributor::ExecuteMsg::Claim {
            rigs: rigs.to_vec(),
            holder: None,
            to: None,
        };
        let message = self.stage.distributor(&message, &[])?;
        self.stage.send(holder, vec![message])
    }

    /// Relays and makes final what fifty rigs and the market did in an epoch, and what `mine` did.
    fn report(&mut self, epoch: u32, mine: &[u32], measured: bool) -> Result<()> {
        let reported = self.reported;
        self.stage
            .world
            .wait_until(self.stage.world.clock().end_of(epoch))?;
        let market = market();
        let fifty = self.signed(epoch, reported, Some(&market))?;
        let included = self.relay(fifty)?;
        if measured {
            self.note("report_50_rigs_3_reporters", &included)?;
        }
        let others: Vec<u32> = mine
            .iter()
            .copied()
            .filter(|rig| !reported.contains(rig))
            .collect();
        if !others.is_empty() {
            let others = self.signed(epoch, &others, None)?;
            self.relay(others)?;
        }
        let window = self.stage.world.setup.timing.window_seconds;
        let until = self.stage.world.clock().end_of(epoch) + window;
        self.stage.world.wait_until(until)?;
        let included = self.finalize(epoch, reported)?;
        if measured {
            self.note("finalize_50_rigs", &included)?;
        }
        if !others.is_empty() {
            self.finalize(epoch, &others)?;
        }
        Ok(())
    }

    fn signed(
        &self,
        epoch: u32,
        rigs: &[u32],
        market: Option<&MarketObservation>,
    ) -> Result<Vec<SignedBatch>> {
        let observations: Vec<(u32, u128)> = rigs
            .iter()
            .map(|rig| (*rig, GROSS + u128::from(*rig)))
            .collect();
        let mut signed = Vec::new();
        for reporter in 0..REPORTERS {
            for batch in World::batches(epoch, &observations, market) {
                signed.push(self.stage.world.sign(reporter, batch)?);
            }
        }
        Ok(signed)
    }

    fn relay(&self, batches: Vec<SignedBatch>) -> Result<Included> {
        let message = oracle::ExecuteMsg::Relay { batches };
        let oracle = &self.stage.world.at.oracle;
        let message = rigshare_chain::execute(oracle, &message, &[])?;
        self.stage.send(&self.level.operator, vec![message])
    }

    fn finalize(&self, epoch: u32, rigs: &[u32]) -> Result<Included> {
        let rigs = rigs.to_vec();
        let message = oracle::ExecuteMsg::Finalize { epoch, rigs };
        let oracle = &self.stage.world.at.oracle;
        let message = rigshare_chain::execute(oracle, &message, &[])?;
        self.stage.send(&self.level.operator, vec![message])
    }
}

/// What the reporters see of the market: two prices, and a network that makes every report plausible.
fn market() -> MarketObservation {
    let price = |asset: &str, dollars: u128| PriceObservation {
        asset: asset.to_owned(),
        nano_per_coin: Uint128::new(dollars * 1_000_000_000),
    };
    // Of such a network a rig of 10^17 H/s earns twice as much, with blocks of 3.125 bitcoins.
    let hashes = RIG_HASHRATE_HS * u128::from(EPOCH_SECONDS) * 312_500_000 / (2 * GROSS);
    MarketObservation {
        prices: vec![price("BTC", 100_000), price("USDC", 1)],
        networks: vec![NetworkObservation {
            coin: "BTC".to_owned(),
            hashes_per_block: Uint128::new(hashes),
            reward_per_block: Uint128::new(312_500_000),
        }],
        pools: vec![],
    }
}
