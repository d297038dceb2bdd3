//! What was measured, against the figures that the project promises and what others need today.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::{json, Map, Value};

use crate::level::{MANY, RIGS};
use crate::ops::Measured;
use crate::throughput::Throughput;

/// The operations of gas.json, in its order.
const OPS: [&str; 12] = [
    "transfer",
    "buy_primary",
    "settle_1",
    "settle_10",
    "claim_1",
    "claim_10",
    "ask",
    "approve_and_ask",
    "market_buy",
    "report_50_rigs_3_reporters",
    "split",
    "merge",
];

/// How much an operation may grow from the smallest to the largest crowd, basis points.
const MOST_GROWTH_BPS: u64 = 200;

/// Everything that one run measured.
pub struct Results {
    /// What gas is compared with.
    pub peers: Measured,
    /// The suite's operations, by the crowd's size.
    pub levels: BTreeMap<usize, Measured>,
    /// The size of each contract, bytes.
    pub sizes: Vec<(&'static str, usize)>,
    /// Transactions a second; none in a quick run.
    pub throughput: Vec<Throughput>,
    /// The node's software.
    pub node: BTreeMap<&'static str, String>,
}

/// A line of the table.
pub struct Row {
    /// The operation.
    pub operation: &'static str,
    /// The figure to reach, if there is one.
    pub at_most: Option<u64>,
    /// The gas that it used at worst.
    pub measured: u64,
    /// What others need for it today.
    pub today: &'static str,
}

impl Row {
    /// Whether the figure is reached.
    pub fn is_reached(&self) -> bool {
        self.at_most.is_none_or(|at_most| self.measured <= at_most)
    }
}

fn worst_of(measured: &Measured, op: &str) -> Option<u64> {
    measured.get(op)?.iter().copied().max()
}

impl Results {
    /// The worst gas of something to compare with.
    ///
    /// # Errors
    /// It was not measured.
    pub fn peer(&self, op: &str) -> Result<u64> {
        worst_of(&self.peers, op).with_context(|| format!("{op} was not measured"))
    }

    /// The worst gas of an operation over all tries and crowds.
    ///
    /// # Errors
    /// It was not measured.
    pub fn op(&self, op: &str) -> Result<u64> {
        let worst = self
            .levels
            .values()
            .filter_map(|measured| worst_of(measured, op))
            .max();
        worst.with_context(|| format!("{op} was not measured"))
    }

    /// What each of several rigs adds to an operation on one, rounded up.
    fn further(&self, one: &str, many: &str) -> Result<u64> {
        let further = u64::try_from(MANY)?.saturating_sub(1);
        // Of one crowd: the worst of one and the worst of many may be of different ones.
        let of_level = |measured: &Measured| -> Option<u64> {
            let more = worst_of(measured, many)?.saturating_sub(worst_of(measured, one)?);
            Some(more.div_ceil(further))
        };
        let worst = self.levels.values().filter_map(of_level).max();
        worst.with_context(|| format!("{one} and {many} were not measured"))
    }

    /// The table.
    ///
    /// # Errors
    /// Something was not measured.
    pub fn rows(&self) -> Result<Vec<Row>> {
        let row = |operation, at_most, measured, today| Row {
            operation,
            at_most,
            measured,
            today,
        };
        let a_rig = |op: &str| Ok::<_, anyhow::Error>(self.op(op)?.div_ceil(u64::from(RIGS)));
        let transfer_most = self.peer("cw721_base_transfer")? * 6 / 5;
        Ok(vec![
            row(
                "transfer, with exact accrual kept",
                Some(transfer_most),
                self.op("transfer")?,
                "DAO DAO unstake + transfer + stake: 750,000",
            ),
            row(
                "buy from the operator: mint, payment, proceeds booked",
                Some(195_000),
                self.op("buy_primary")?,
                "cw721-base mint alone: 120,944",
            ),
            row(
                "claim, one rig",
                Some(140_000),
                self.op("claim_1")?,
                "DAO DAO: 225,213",
            ),
            row(
                "claim, each further rig",
                Some(12_000),
                self.further("claim_1", "claim_10")?,
                "DAO DAO: 225,213",
            ),
            row(
                "settle, one rig",
                Some(160_000),
                self.op("settle_1")?,
                "DAO DAO fund: 206,746",
            ),
            row(
                "settle, each further rig",
                Some(16_000),
                self.further("settle_1", "settle_10")?,
                "DAO DAO fund: 206,746",
            ),
            row(
                "ask, where the marketplace is approved already",
                Some(130_000),
                self.op("ask")?,
                "Stargaze: 271,301",
            ),
            row(
                "approve and ask, one transaction",
                Some(210_000),
                self.op("approve_and_ask")?,
                "Stargaze, in two: 389,414",
            ),
            row(
                "market buy: seller paid, royalty and fee accrued",
                Some(270_000),
                self.op("market_buy")?,
                "Stargaze, without a royalty: 329,172",
            ),
            row(
                "report of 50 rigs by 3 reporters in one transaction, a rig",
                Some(12_000),
                a_rig("report_50_rigs_3_reporters")?,
                "three transactions of 100,000 and more",
            ),
            row(
                "making 50 reports final, a rig",
                None,
                a_rig("finalize_50_rigs")?,
                "",
            ),
            row("split in two", None, self.op("split")?, ""),
            row("merge of two", None, self.op("merge")?, ""),
            row(
                "transfer, the receiver's first share of the rig",
                None,
                self.op("transfer_first")?,
                "",
            ),
            row(
                "buy from the operator, the buyer's first share",
                None,
                self.op("buy_first")?,
                "",
            ),
            row(
                "claim, one rig, the holder's first claim",
                None,
                self.op("claim_first")?,
                "",
            ),
            row(
                "settle, the rig's first epoch",
                None,
                self.op("settle_first")?,
                "",
            ),
            row(
                "settle ten epochs of one rig",
                None,
                self.op("settle_10_epochs")?,
                "",
            ),
        ])
    }

    /// The worst gas of each operation by the size of the crowd.
    pub fn growth(&self) -> BTreeMap<&'static str, BTreeMap<usize, u64>> {
        let mut growth: BTreeMap<&'static str, BTreeMap<usize, u64>> = BTreeMap::new();
        for (crowd, measured) in &self.levels {
            for op in OPS {
                if let Some(worst) = worst_of(measured, op) {
                    growth.entry(op).or_default().insert(*crowd, worst);
                }
            }
        }
        growth
    }

    /// The figures that are not reached, in words.
    ///
    /// # Errors
    /// Something was not measured.
    pub fn missed(&self) -> Result<Vec<String>> {
        let mut missed = Vec::new();
        for row in self.rows()?.iter().filter(|row| !row.is_reached()) {
            let most = row.at_most.unwrap_or_default();
            missed.push(format!(
                "{}: {} gas, at most {most}",
                row.operation, row.measured
            ));
        }
        for (op, by_crowd) in self.growth() {
            let bps = growth_bps(&by_crowd);
            if bps >= MOST_GROWTH_BPS {
                missed.push(format!(
                    "{op} grows by {bps} bps, {MOST_GROWTH_BPS} are too many"
                ));
            }
        }
        Ok(missed)
    }

    /// Everything, for programs.
    ///
    /// # Errors
    /// Something was not measured.
    pub fn json(&self) -> Result<Value> {
        let mut ops = Map::new();
        for op in OPS {
            ops.insert(op.to_owned(), self.op(op)?.into());
        }
        let mut others = Map::new();
        for op in self
            .levels
            .values()
            .flat_map(Measured::keys)
            .filter(|op| !OPS.contains(op))
        {
            others.insert((*op).to_owned(), self.op(op)?.into());
        }
        for op in self.peers.keys() {
            others.insert((*op).to_owned(), self.peer(op)?.into());
        }
        let growth: BTreeMap<_, BTreeMap<String, u64>> = self
            .growth()
            .into_iter()
            .map(|(op, by)| {
                (
                    op,
                    by.into_iter()
                        .map(|(crowd, gas)| (crowd.to_string(), gas))
                        .collect(),
                )
            })
            .collect();
        let sizes: BTreeMap<_, _> = self.sizes.iter().copied().collect();
        let throughput: BTreeMap<_, _> = self
            .throughput
            .iter()
            .map(|of| (of.kind, of.json()))
            .collect();
        Ok(json!({
            "bank_send": self.peer("bank_send")?,
            "cw721_base_transfer": self.peer("cw721_base_transfer")?,
            "ops": ops,
            "sizes": sizes,
            "growth": growth,
            "others": others,
            "throughput": throughput,
            "node": self.node,
        }))
    }
}

/// By how much the costliest crowd is above the smallest, basis points, rounded up.
pub fn growth_bps(by_crowd: &BTreeMap<usize, u64>) -> u64 {
    let first = by_crowd.values().next().copied().unwrap_or_default().max(1);
    let most = by_crowd.values().copied().max().unwrap_or_default();
    (most.saturating_sub(first) * 10_000).div_ceil(first)
}
