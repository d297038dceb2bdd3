//! OCEAN: `GET https://api.ocean.xyz/v1/earnpay/<address>/<start>/<end>`, earnings and payouts.
//!
//! ```json
//! {"result": {"start_ts": "2026-06-01T00:00:00", "end_ts": "2026-07-01T00:00:00",
//!   "earnings": [{"ts": "2026-06-01T03:35:48", "block_hash": "00000000000000000001abc...",
//!     "shares_in_window": 1048576, "fees_colected_satoshis": 63, "satoshis_net_earned": 6265}],
//!   "payouts": [{"ts": "2026-06-02T01:00:00", "on_chain_txid": "...",
//!     "total_satoshis_net_paid": 1048600, "is_generation_txn": true}]}}
//! ```
//!
//! One entry for each block the pool found (TIDES pays by block). `satoshis_net_earned` is an integer
//! in satoshi, after fees (the API's own spelling of the fee is `fees_colected_satoshis`). `ts` is
//! UTC, as ISO 8601 without a zone; seconds since 1970 are understood too. Payouts are not earnings
//! and are not read. The answer tells no hashrate.

use std::collections::BTreeMap;

use crate::daily::{Daily, DailyEarning, Day};
use crate::decimal::{to_base_units, Excess};
use crate::error::PoolError;
use crate::json::root;
use crate::time::iso_or_unix_day;
use crate::Coin;

/// 10^-8 BTC.
const SATOSHI_DECIMALS: i64 = 8;

pub(crate) fn read(coin: &Coin, text: &str) -> Result<BTreeMap<Day, DailyEarning>, PoolError> {
    let mut daily = Daily::default();
    let result = root(text)?.object()?.get("result")?.object()?;
    for earning in result.get("earnings")?.array()? {
        let earning = earning.object()?;
        let hash = earning.get("block_hash")?;
        daily.identify(&hash, format!("block {}", hash.string()?))?;
        let day = iso_or_unix_day(&earning.get("ts")?)?;
        let net = earning.get("satoshis_net_earned")?;
        let satoshi = net.integer("whole satoshi")?;
        let amount_base_units = to_base_units(
            &format!("{satoshi}e-{SATOSHI_DECIMALS}"),
            coin.decimals,
            Excess::Refuse,
            net.path(),
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
