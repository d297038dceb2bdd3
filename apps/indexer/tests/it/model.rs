//! What holders earned and operators owe, against an account of the events that keeps everything and looks
//! through all of it for each question.

use std::collections::{BTreeMap, BTreeSet};

use rigshare_indexer::chain::Block;
use rigshare_indexer::synthetic::address;
use rigshare_types::EpochClock;
use serde_json::{json, Value};

use crate::program::Indexed;
use crate::questions::items;

const BLOCKS: u64 = 1_500;

/// A change of what a holder has of a rig.
struct Step {
    holder: String,
    rig: u32,
    at_seconds: u64,
    shares: i64,
}

/// Everything that happened, as it was told.
#[derive(Default)]
struct Told {
    steps: Vec<Step>,
    /// By rig and epoch: delivered, and the share-seconds among which it was split.
    closed: BTreeMap<(u32, u32), (u128, u128)>,
    reported: BTreeMap<(u32, u32), String>,
    operators: BTreeMap<u32, String>,
}

impl Told {
    fn of(blocks: &[Block]) -> Self {
        let mut told = Self::default();
        for event in blocks.iter().flat_map(|block| &block.events) {
            let said: BTreeMap<&str, &str> = event
                .attributes
                .iter()
                .map(|(key, value)| (key.as_str(), value.as_str()))
                .collect();
            let number = |key: &str| said[key].parse::<u128>().unwrap();
            let small = |key: &str| u32::try_from(number(key)).unwrap();
            let mut step = |holder: &str, sign: i64| {
                told.steps.push(Step {
                    holder: said[holder].to_owned(),
                    rig: small("rig"),
                    at_seconds: u64::try_from(number("at_seconds")).unwrap(),
                    shares: sign * i64::try_from(number("shares")).unwrap(),
                });
            };
            match event.kind.as_str() {
                "share_minted" => step("owner", 1),
                "share_burned" => step("owner", -1),
                "share_transferred" => {
                    step("from", -1);
                    step("to", 1);
                }
                "epoch_closed" => {
                    let of = (number("delivered"), number("minted_weight"));
                    told.closed.insert((small("rig"), small("epoch")), of);
                }
                "report_final" => {
                    let key = (small("rig"), small("epoch"));
                    told.reported.insert(key, said["gross"].to_owned());
                }
                "rig_registered" => {
                    let operator = said["operator"].to_owned();
                    told.operators.insert(small("rig"), operator);
                }
                _ => {}
            }
        }
        told
    }

    /// Shares that a holder, or everybody, has of a rig at the end of a second.
    fn shares_at(&self, holder: Option<&str>, rig: u32, seconds: u64) -> i64 {
        let of = |step: &&Step| {
            step.rig == rig && step.at_seconds <= seconds && holder.is_none_or(|h| step.holder == h)
        };
        self.steps.iter().filter(of).map(|step| step.shares).sum()
    }

    /// The first and the last epoch in which a holder, or everybody, has shares of a rig.
    fn span(&self, clock: &EpochClock, holder: Option<&str>, rig: u32) -> Option<(u32, u32)> {
        let of = |step: &&Step| step.rig == rig && holder.is_none_or(|h| step.holder == h);
        let seconds = || self.steps.iter().filter(of).map(|step| step.at_seconds);
        let epoch = |at: u64| clock.epoch_at(at).unwrap();
        let last = match self.shares_at(holder, rig, u64::MAX) {
            0 => epoch(seconds().max()?),
            _ => u32::MAX,
        };
        Some((epoch(seconds().min()?), last))
    }

    /// Share-seconds of a holder in an epoch, second by second where it changes.
    fn weight(&self, clock: &EpochClock, holder: &str, rig: u32, epoch: u32) -> u128 {
        let (start, end) = (clock.start_of(epoch), clock.end_of(epoch));
        let of = |step: &&Step| step.rig == rig && step.holder == holder;
        let mut marks: BTreeSet<u64> = self
            .steps
            .iter()
            .filter(of)
            .map(|step| step.at_seconds)
            .filter(|at| (start..end).contains(at))
            .collect();
        marks.extend([start, end]);
        let marks: Vec<u64> = marks.into_iter().collect();
        let held = marks.windows(2).map(|pair| {
            let shares = self.shares_at(Some(holder), rig, pair[0]);
            u128::try_from(shares).unwrap() * u128::from(pair[1] - pair[0])
        });
        held.sum()
    }

    /// What a holder earned: by falling epoch, then by rising rig; with its share-seconds and, but for the last
    /// base unit, its money.
    fn earnings(&self, clock: &EpochClock, holder: &str) -> Vec<(u32, u32, u128, u128)> {
        let mut found = Vec::new();
        for ((rig, epoch), (delivered, minted)) in &self.closed {
            let span = self.span(clock, Some(holder), *rig);
            if span.is_some_and(|(first, last)| (first..=last).contains(epoch)) {
                let weight = self.weight(clock, holder, *rig, *epoch);
                found.push((*epoch, *rig, weight, delivered * weight / minted));
            }
        }
        found.sort_by_key(|(epoch, rig, ..)| (std::cmp::Reverse(*epoch), *rig));
        found
    }

    /// Reported epochs of an operator's rigs that had shares and are not closed, the oldest first.
    fn unsettled(&self, clock: &EpochClock, operator: &str) -> Vec<Value> {
        let mut found = Vec::new();
        for ((rig, epoch), gross) in &self.reported {
            let span = self.span(clock, None, *rig);
            let closes = self.closed.keys().filter(|(of, _)| of == rig);
            let is_open = closes.map(|(_, closed)| *closed).max() < Some(*epoch);
            let had = span.is_some_and(|(first, last)| (first..=last).contains(epoch));
            if self.operators[rig] == operator && is_open && had {
                found.push((*epoch, *rig, gross));
            }
        }
        found.sort_unstable();
        found.truncate(200);
        let shown = found
            .into_iter()
            .map(|(epoch, rig, gross)| json!([rig, epoch, gross]));
        shown.collect()
    }

    /// The largest holders over an operator's rigs, by rig.
    fn sales(&self, operator: &str) -> Vec<Value> {
        let mut held: BTreeMap<(u32, &str), i64> = BTreeMap::new();
        for step in &self.steps {
            if self.operators[&step.rig] == operator {
                *held.entry((step.rig, &step.holder)).or_default() += step.shares;
            }
        }
        let mut held: Vec<(i64, u32, &str)> = held
            .into_iter()
            .filter(|(_, shares)| *shares > 0)
            .map(|((rig, holder), shares)| (shares, rig, holder))
            .collect();
        held.sort_unstable_by(|one, other| other.cmp(one));
        held.truncate(200);
        let rigs = self.operators.iter().filter(|(_, of)| *of == operator);
        let sales = rigs.map(|(rig, _)| {
            let of_rig = held.iter().filter(|(_, of, _)| of == rig);
            let buyers: Vec<Value> = of_rig
                .map(|(shares, _, holder)| json!({ "holder": holder, "shares": shares }))
                .collect();
            json!({ "rig": rig, "buyers": buyers })
        });
        sales.collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn earnings_and_debts_are_those_of_a_naive_account() {
    let scene = Indexed::new(21, BLOCKS).await;
    let (about, indexer) = (&scene.about, &scene.indexer);
    let told = Told::of(&scene.blocks);

    let mut earned = 0;
    for holder in (1_000..1_040).map(address) {
        let expected = told.earnings(&about.clock, &holder);
        for limit in [7, 200] {
            let found = items(
                indexer,
                &format!("/v1/holders/{holder}/earnings?limit={limit}"),
            );
            assert_eq!(found.len(), expected.len(), "{holder}, {limit} a page");
            for (row, (epoch, rig, weight, money)) in found.iter().zip(&expected) {
                let place = (&row["epoch"], &row["rig"], &row["weight"]);
                let wanted = (&json!(epoch), &json!(rig), &json!(weight.to_string()));
                assert_eq!(place, wanted, "{holder}, {limit} a page");
                let floor: u128 = row["earned_floor"].as_str().unwrap().parse().unwrap();
                assert!(floor.abs_diff(*money) <= 1, "{holder}: {row}, not {money}");
            }
        }
        earned += expected.len();
    }
    // A page of one rig is that rig's part of all.
    let holder = address(1_001);
    let of_rig = items(
        indexer,
        &format!("/v1/holders/{holder}/earnings?rig=2&limit=3"),
    );
    let expected = told.earnings(&about.clock, &holder);
    let epochs: Vec<u32> = expected
        .iter()
        .filter(|(_, rig, ..)| *rig == 2)
        .map(|(epoch, ..)| *epoch)
        .collect();
    let found: Vec<Value> = of_rig.iter().map(|row| row["epoch"].clone()).collect();
    assert_eq!(found, epochs);

    let (mut owed, mut sold) = (0, 0);
    for operator in (0..12).map(address) {
        let answer = indexer.get(&format!("/v1/operators/{operator}")).json();
        let unsettled = answer["unsettled"].as_array().unwrap().iter();
        let unsettled: Vec<Value> = unsettled
            .map(|row| json!([row["rig"], row["epoch"], row["gross"]]))
            .collect();
        assert_eq!(unsettled, told.unsettled(&about.clock, &operator));
        let sales = told.sales(&operator);
        assert_eq!(answer["sales"], json!(sales));
        owed += unsettled.len();
        sold += sales.len();
    }
    // Nothing was compared where nothing is there.
    assert!(
        earned > 1_000 && owed > 10 && sold >= 10,
        "{earned} earnings, {owed} debts, {sold} rigs"
    );
}
