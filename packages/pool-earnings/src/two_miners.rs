//! 2Miners: `GET https://<coin>.2miners.com/api/accounts/<address>`, an account's page.
//!
//! ```json
//! {"24hnumreward": 4, "24hreward": 1612345, "currentHashrate": 840000, "hashrate": 838211,
//!   "rewards": [{"blockheight": 2961877, "timestamp": 1780272911, "reward": 403086,
//!     "percent": 0.002578, "immature": false, "orphan": false, "uncle": false}]}
//! ```
//!
//! One entry for each block of the PPLNS round in which the account has shares. `reward` is an
//! integer in the coin's smallest unit as the pool counts it: 10^-8 ZEC and RVN, 10^-12 XMR, and
//! 10^-9 ETC (gwei, not wei). `timestamp` is in seconds since 1970. An orphaned block pays nothing.
//! An immature one may still be orphaned, so its whole day stays a gap until it has matured. The
//! hashrate of the page is of now, not of a day, and is not read.

use std::collections::BTreeMap;

use crate::daily::{Daily, DailyEarning, Day};
use crate::decimal::{to_base_units, Excess};
use crate::error::PoolError;
use crate::json::root;
use crate::time::unix_day;
use crate::Coin;

/// Decimals of the unit that the pool counts this coin in.
fn unit_decimals(coin: &Coin) -> u32 {
    match coin.symbol.as_str() {
        "XMR" => 12,
        "ETC" => 9,
        _ => 8,
    }
}

pub(crate) fn read(coin: &Coin, text: &str) -> Result<BTreeMap<Day, DailyEarning>, PoolError> {
    let mut daily = Daily::default();
    for reward in root(text)?.object()?.get("rewards")?.array()? {
        let reward = reward.object()?;
        let height = reward.get("blockheight")?;
        let uncle = reward.get("uncle")?.boolean()?;
        let kind = if uncle { "uncle" } else { "block" };
        daily.identify(
            &height,
            format!("{kind} {}", height.integer("a block's height")?),
        )?;
        let day = unix_day(&reward.get("timestamp")?)?;
        let paid = reward.get("reward")?;
        let units = paid.integer("the coin's smallest unit")?;
        if reward.get("orphan")?.boolean()? {
            continue;
        }
        if reward.get("immature")?.boolean()? {
            daily.leave_open(day);
        }
        let amount_base_units = to_base_units(
            &format!("{units}e-{}", unit_decimals(coin)),
            coin.decimals,
            Excess::Refuse,
            paid.path(),
        )?;
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
