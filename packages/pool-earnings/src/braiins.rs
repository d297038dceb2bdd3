//! Braiins Pool: `GET https://pool.braiins.com/accounts/rewards/json/btc`, daily rewards.
//!
//! ```json
//! {"btc": {"daily_rewards": [{"date": 1780272000, "total_reward": "0.00010562",
//!   "mining_reward": "0.00010562", "bos_plus_reward": "0.00000000",
//!   "referral_bonus": "0.00000000", "referral_reward": "0.00000000",
//!   "calculation_date": 1780365600}]}}
//! ```
//!
//! One entry a UTC day. `date` is in seconds since 1970; rewards are decimal strings in BTC.
//! `total_reward` is what is read. The answer tells no hashrate.

use std::collections::BTreeMap;

use crate::daily::{Daily, DailyEarning, Day};
use crate::decimal::{to_base_units, Excess};
use crate::error::PoolError;
use crate::json::{root, Node};
use crate::time::unix_day;
use crate::{Coin, Pool};

pub(crate) fn read(coin: &Coin, text: &str) -> Result<BTreeMap<Day, DailyEarning>, PoolError> {
    let top = root(text)?.object()?;
    let btc = top.get("btc").map_err(|error| match top.only_name() {
        // An answer about another coin has that coin's ticker in its place.
        Some(name) if top.refusal().is_none() => PoolError::WrongCoin {
            pool: Pool::Braiins.as_str(),
            coin: name.to_owned(),
            known: "btc".to_owned(),
        },
        _ => error,
    })?;
    let mut daily = Daily::default();
    for entry in btc.object()?.get("daily_rewards")?.array()? {
        let entry = entry.object()?;
        let date = entry.get("date")?;
        let day = unix_day(&date)?;
        daily.identify(&date, format!("day {day}"))?;
        let amount_base_units = coins(&entry.get("total_reward")?, coin)?;
        daily.add(
            day,
            DailyEarning {
                amount_base_units,
                hashrate_hs: None,
            },
        )?;
    }
    Ok(daily.finish())
}

/// A reward in BTC. The pool writes eight decimals; digits without a point are satoshi.
fn coins(node: &Node<'_>, coin: &Coin) -> Result<u128, PoolError> {
    let text = node.string()?;
    let amount = to_base_units(&text, coin.decimals, Excess::Refuse, node.path())?;
    if amount != 0 && !text.contains('.') {
        return Err(PoolError::WrongUnit {
            path: node.path().to_owned(),
            value: node.shown(),
            expected: "BTC with decimals",
        });
    }
    Ok(amount)
}
