//! Sums by UTC day, and the checks that need no pool.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::error::PoolError;
use crate::json::Node;
use crate::Coin;

/// Days since 1970-01-01 UTC.
pub type Day = u32;

/// Seconds of a UTC day; Unix time has no leap seconds.
pub const SECONDS_PER_DAY: u64 = 86_400;

/// How far apart the pool's and the rig's hashrate may be before a wrong unit is the explanation:
/// units of hashrate are a thousand apart, and what a rig really does on a bad day is not.
const UNIT_FACTOR: u128 = 100;

/// What one rig's pool account earned on one UTC day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DailyEarning {
    /// Sum credited, in base units of the mined coin.
    pub amount_base_units: u128,
    /// Average hashrate of the day in H/s, where the pool's method tells it.
    pub hashrate_hs: Option<u128>,
}

impl DailyEarning {
    /// Refuses a day whose hashrate, as the pool saw it, is a hundred times more or less than the
    /// rig's: the pool, or the registration, is in another unit. Passes where the pool told none.
    ///
    /// # Errors
    /// [`PoolError::HashrateUnit`].
    pub fn check_hashrate_unit(&self, day: Day, rig_hs: u128) -> Result<(), PoolError> {
        let Some(pool_hs) = self.hashrate_hs else {
            return Ok(());
        };
        let apart = |low: u128, high: u128| high / UNIT_FACTOR >= low;
        if apart(pool_hs, rig_hs) || apart(rig_hs, pool_hs) {
            return Err(PoolError::HashrateUnit {
                day,
                pool_hs,
                rig_hs,
            });
        }
        Ok(())
    }
}

/// Collects an answer's rewards.
#[derive(Debug, Default)]
pub(crate) struct Daily {
    days: BTreeMap<Day, DailyEarning>,
    seen: BTreeSet<String>,
    unfinished: BTreeSet<Day>,
}

impl Daily {
    /// Notes what identifies a reward; the same twice is an error.
    pub(crate) fn identify(&mut self, node: &Node<'_>, id: String) -> Result<(), PoolError> {
        if self.seen.insert(id.clone()) {
            return Ok(());
        }
        Err(PoolError::DuplicateEntry {
            path: node.path().to_owned(),
            value: id,
        })
    }

    /// Adds a reward to its day. Rewards of one day that tell different hashrates leave it unknown:
    /// whether they cover the same shares is not in the answer.
    pub(crate) fn add(&mut self, day: Day, earning: DailyEarning) -> Result<(), PoolError> {
        let entry = match self.days.entry(day) {
            Entry::Vacant(vacant) => {
                vacant.insert(earning);
                return Ok(());
            }
            Entry::Occupied(occupied) => occupied.into_mut(),
        };
        entry.amount_base_units = entry
            .amount_base_units
            .checked_add(earning.amount_base_units)
            .ok_or_else(|| PoolError::TooLarge {
                path: format!("sum of day {day}"),
                value: earning.amount_base_units.to_string(),
            })?;
        entry.hashrate_hs = entry
            .hashrate_hs
            .filter(|hs| Some(*hs) == earning.hashrate_hs);
        Ok(())
    }

    /// Marks a day whose sum the pool may still change: it stays a gap.
    pub(crate) fn leave_open(&mut self, day: Day) {
        self.unfinished.insert(day);
    }

    /// The days that are final.
    pub(crate) fn finish(mut self) -> BTreeMap<Day, DailyEarning> {
        self.days.retain(|day, _| !self.unfinished.contains(day));
        self.days
    }
}

/// Upper bounds of a whole network's daily reward in coins: more than twice its subsidy at the
/// halving in force (144 x 3.125 BTC, 576 x 6.25 LTC, 1,440 x 10,000 DOGE, 1,152 x 1.5625 ZEC,
/// 144 x 3.125 BCH, 720 x 0.6 XMR, 1,440 x 2,500 RVN, ~6,600 x 2.05 ETC), the rest left for fees.
const MOST_COINS_A_DAY: [(&str, u128); 8] = [
    ("BTC", 1_000),
    ("BCH", 1_000),
    ("LTC", 8_000),
    ("DOGE", 30_000_000),
    ("ZEC", 4_000),
    ("XMR", 1_000),
    ("RVN", 8_000_000),
    ("ETC", 40_000),
];

/// No rig earns more in a day than its coin's whole network: such a figure is in a smaller unit
/// than the method's.
pub(crate) fn refuse_more_than_a_network(
    coin: &Coin,
    days: &BTreeMap<Day, DailyEarning>,
) -> Result<(), PoolError> {
    let bound = MOST_COINS_A_DAY
        .iter()
        .find(|(symbol, _)| *symbol == coin.symbol)
        .and_then(|(_, coins)| coins.checked_mul(10u128.checked_pow(coin.decimals)?));
    let Some(most_base_units) = bound else {
        return Ok(());
    };
    match days
        .iter()
        .find(|(_, earning)| earning.amount_base_units > most_base_units)
    {
        None => Ok(()),
        Some((day, earning)) => Err(PoolError::MoreThanTheNetwork {
            day: *day,
            coin: coin.symbol.clone(),
            amount_base_units: earning.amount_base_units,
            most_base_units,
        }),
    }
}
