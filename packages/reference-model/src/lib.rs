//! The naive, independent model against which the suite's money and truth are checked.
//!
//! It knows who held how many shares of which rig in **every single second**, and splits every amount
//! by exact fractions of whole numbers without a size. It is slow, it keeps everything, and it shares
//! no line with the contracts or the packages that they are made of: a mistake would have to be made
//! twice, in two different ways, to stay unseen.
//!
//! ```
//! use num_rational::BigRational;
//! use reference_model::Model;
//!
//! // Epochs of 10 seconds from second 100 on. Ann holds the one share for 4 seconds, Bob for 6.
//! let mut model = Model::new(100, 10);
//! model.add(100, 1, "ann", 1);
//! model.remove(104, 1, "ann", 1);
//! model.add(104, 1, "bob", 1);
//! model.close(1, 0, 7, 0);
//! assert_eq!(model.earned(1, "ann"), BigRational::new(28.into(), 10.into()));
//! assert_eq!(model.earned(1, "bob"), BigRational::new(42.into(), 10.into()));
//! ```

mod due;

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

pub use due::{Due, DueFacts, Payout};

/// A change of somebody's shares; it counts from its second on.
#[derive(Clone, Debug)]
struct Change {
    time_seconds: u64,
    holder: String,
    shares: i128,
}

/// What an epoch brought a holder of a rig.
#[derive(Clone, Debug, Default)]
struct Account {
    /// What was delivered to it.
    paid_in: BigRational,
    /// What it was shorted.
    short: BigRational,
    /// What of that came back.
    recovered: BigRational,
}

/// Who held what, and what it earned.
#[derive(Clone, Debug)]
pub struct Model {
    genesis_seconds: u64,
    epoch_seconds: u64,
    changes: BTreeMap<u32, Vec<Change>>,
    accounts: BTreeMap<(u32, String), Account>,
    delivered: BTreeMap<u32, BigInt>,
    cured: BTreeMap<u32, BigInt>,
}

impl Model {
    /// Nobody holds anything; epoch 0 begins at `genesis_seconds`.
    #[must_use]
    pub fn new(genesis_seconds: u64, epoch_seconds: u64) -> Self {
        Self {
            genesis_seconds,
            epoch_seconds,
            changes: BTreeMap::new(),
            accounts: BTreeMap::new(),
            delivered: BTreeMap::new(),
            cured: BTreeMap::new(),
        }
    }

    /// From `time_seconds` on, `holder` has `shares` more of `rig`.
    pub fn add(&mut self, time_seconds: u64, rig: u32, holder: &str, shares: u64) {
        self.change(time_seconds, rig, holder, i128::from(shares));
    }

    /// From `time_seconds` on, `holder` has `shares` fewer of `rig`.
    pub fn remove(&mut self, time_seconds: u64, rig: u32, holder: &str, shares: u64) {
        self.change(time_seconds, rig, holder, -i128::from(shares));
    }

    fn change(&mut self, time_seconds: u64, rig: u32, holder: &str, shares: i128) {
        let changes = self.changes.entry(rig).or_default();
        changes.push(Change {
            time_seconds,
            holder: holder.to_owned(),
            shares,
        });
    }

    /// Everybody who ever held shares of a rig.
    #[must_use]
    pub fn holders(&self, rig: u32) -> BTreeSet<String> {
        let changes = self
            .changes
            .get(&rig)
            .map(Vec::as_slice)
            .unwrap_or_default();
        changes.iter().map(|change| change.holder.clone()).collect()
    }

    /// Share-seconds of everybody in an epoch of a rig, counted second by second.
    #[must_use]
    pub fn weights(&self, rig: u32, epoch: u32) -> BTreeMap<String, u128> {
        let start = self.genesis_seconds + u64::from(epoch) * self.epoch_seconds;
        let mut changes = self.changes.get(&rig).cloned().unwrap_or_default();
        changes.sort_by_key(|change| change.time_seconds);
        let names: Vec<String> = self.holders(rig).into_iter().collect();
        let mut shares = vec![0_i128; names.len()];
        let mut weights = vec![0_i128; names.len()];
        let mut upcoming = changes.iter().peekable();
        for second in start..start + self.epoch_seconds {
            while let Some(change) = upcoming.next_if(|change| change.time_seconds <= second) {
                if let Ok(index) = names.binary_search(&change.holder) {
                    if let Some(shares) = shares.get_mut(index) {
                        *shares += change.shares;
                    }
                }
            }
            for (weight, shares) in weights.iter_mut().zip(&shares) {
                *weight += shares;
            }
        }
        // A negative weight would be a mistake of the caller's: it stays visible as a missing holder.
        names
            .into_iter()
            .zip(weights)
            .filter_map(|(name, weight)| Some((name, u128::try_from(weight).ok()?)))
            .filter(|(_, weight)| *weight > 0)
            .collect()
    }

    /// Share-seconds of all that existed in an epoch of a rig.
    #[must_use]
    pub fn minted_weight(&self, rig: u32, epoch: u32) -> u128 {
        self.weights(rig, epoch).values().sum()
    }

    /// Shares that somebody has of a rig at a second.
    #[must_use]
    pub fn shares(&self, rig: u32, holder: &str, time_seconds: u64) -> i128 {
        let changes = self
            .changes
            .get(&rig)
            .map(Vec::as_slice)
            .unwrap_or_default();
        changes
            .iter()
            .filter(|change| change.holder == holder && change.time_seconds <= time_seconds)
            .map(|change| change.shares)
            .sum()
    }

    /// An epoch of a rig is closed: `delivered` came for its holders, `short` did not.
    pub fn close(&mut self, rig: u32, epoch: u32, delivered: u128, short: u128) {
        let weights = self.weights(rig, epoch);
        let all: u128 = weights.values().sum();
        for (holder, weight) in weights {
            let part = BigRational::new(BigInt::from(weight), BigInt::from(all));
            let account = self.accounts.entry((rig, holder)).or_default();
            account.paid_in += &part * BigInt::from(delivered);
            account.short += &part * BigInt::from(short);
        }
        *self.delivered.entry(rig).or_default() += delivered;
    }

    /// Money comes for a rig's shortfalls: to everybody in proportion to what is still missing.
    pub fn cure(&mut self, rig: u32, amount: u128) {
        let missing: BigRational = self
            .accounts
            .iter()
            .filter(|((of, _), _)| *of == rig)
            .map(|(_, account)| &account.short - &account.recovered)
            .sum();
        if missing.is_zero() {
            return;
        }
        let part = BigRational::from(BigInt::from(amount)) / missing;
        for ((of, _), account) in &mut self.accounts {
            if *of == rig {
                let recovered = (&account.short - &account.recovered) * &part;
                account.recovered += recovered;
            }
        }
        *self.cured.entry(rig).or_default() += amount;
    }

    /// All that somebody has earned of a rig: delivered and recovered, paid out or not.
    #[must_use]
    pub fn earned(&self, rig: u32, holder: &str) -> BigRational {
        self.accounts
            .get(&(rig, holder.to_owned()))
            .map(|account| &account.paid_in + &account.recovered)
            .unwrap_or_default()
    }

    /// What somebody is still missing of a rig.
    #[must_use]
    pub fn missing(&self, rig: u32, holder: &str) -> BigRational {
        self.accounts
            .get(&(rig, holder.to_owned()))
            .map(|account| &account.short - &account.recovered)
            .unwrap_or_default()
    }

    /// What settlements and defaults delivered for the holders of a rig.
    #[must_use]
    pub fn delivered(&self, rig: u32) -> BigInt {
        self.delivered.get(&rig).cloned().unwrap_or_default()
    }

    /// What cures brought the holders of a rig.
    #[must_use]
    pub fn cured(&self, rig: u32) -> BigInt {
        self.cured.get(&rig).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(numerator: i64, denominator: i64) -> BigRational {
        BigRational::new(numerator.into(), denominator.into())
    }

    #[test]
    fn a_cure_goes_to_those_who_are_missing_something_in_proportion() {
        let mut model = Model::new(0, 10);
        model.add(0, 1, "ann", 3);
        model.add(5, 1, "bob", 2);
        // Ann 30 share-seconds, Bob 10.
        model.close(1, 0, 0, 8);
        model.cure(1, 4);
        assert_eq!(model.earned(1, "ann"), ratio(3, 1));
        model.remove(10, 1, "ann", 3);
        // Bob alone, 20 share-seconds.
        model.close(1, 1, 0, 6);
        // Ann misses 3, Bob 1 + 6.
        model.cure(1, 5);
        assert_eq!(model.earned(1, "ann"), ratio(9, 2));
        assert_eq!(model.earned(1, "bob"), ratio(9, 2));
        assert_eq!(model.missing(1, "bob"), ratio(7, 2));
        model.cure(1, 5);
        assert_eq!(model.missing(1, "ann"), ratio(0, 1));
        assert_eq!(model.earned(1, "ann"), ratio(6, 1));
        assert_eq!(model.cured(1), BigInt::from(14));
    }

    #[test]
    fn a_change_counts_from_its_second_on() {
        let mut model = Model::new(1_000, 10);
        model.add(1_009, 1, "ann", 5);
        model.remove(1_011, 1, "ann", 5);
        assert_eq!(model.minted_weight(1, 0), 5);
        assert_eq!(model.minted_weight(1, 1), 5);
        assert_eq!(model.minted_weight(1, 2), 0);
        assert_eq!(model.shares(1, "ann", 1_010), 5);
        assert_eq!(model.shares(1, "ann", 1_011), 0);
    }
}
