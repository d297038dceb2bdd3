//! MoneroOcean: `GET https://api.moneroocean.stream/miner/<address>/block_payments?page=&limit=`.
//!
//! ```json
//! [{"id": 3811204, "ts": 1780280340, "ts_found": 1780272911, "port": 18081,
//!   "hash": "9f3c...", "value_percent": 0.0021, "value": 0.000012871093}]
//! ```
//!
//! One entry for each block that the pool paid for, of whatever coin it mined, converted: `value` is
//! in XMR. The pool computes it as share x amount in binary floating point, so digits below a
//! piconero are noise of that product and are dropped (the floor), never rounded up. It belongs to
//! the UTC day of `ts`, when it was credited: unlike `ts_found` it cannot get later entries once the
//! day is over. Both are seconds since 1970, with a fraction where the database had one. `payments`
//! (transfers above a threshold) is another method and not a daily figure; its answer is refused.

use std::collections::BTreeMap;

use crate::daily::{Daily, DailyEarning, Day};
use crate::decimal::Excess;
use crate::error::PoolError;
use crate::json::root;
use crate::time::unix_day_with_fraction;
use crate::Coin;

pub(crate) fn read(coin: &Coin, text: &str) -> Result<BTreeMap<Day, DailyEarning>, PoolError> {
    let mut daily = Daily::default();
    let top = root(text)?;
    // The method answers with an array; an object is the pool's own error.
    if let Some(refusal) = top.object().ok().and_then(|object| object.refusal()) {
        return Err(refusal);
    }
    for payment in top.array()? {
        let payment = payment.object()?;
        let hash = payment.get("hash")?;
        daily.identify(&hash, format!("block {}", hash.string()?))?;
        let day = unix_day_with_fraction(&payment.get("ts")?)?;
        let amount_base_units = payment
            .get("value")?
            .units(coin.decimals, Excess::DropFloor)?;
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
