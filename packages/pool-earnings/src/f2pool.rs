//! F2Pool: `POST https://api.f2pool.com/v2/assets/transactions/list`, the bill list.
//!
//! ```json
//! {"transactions": [{"id": 91823711, "type": "revenue", "changed_balance": 0.00008396,
//!   "created_at": 1780369200, "mining_extra": {"mining_date": 1780272000,
//!   "settle_date": 1780358400, "pps": 0.00008263, "pps_fee_rate": 0.02, "tx_fee": 0.00000133,
//!   "tx_fee_rate": 0.02, "hash_rate": 186000000000000}, "payout_extra": null}]}
//! ```
//!
//! `changed_balance` is a JSON number in whole coins of the currency that was asked for (income is
//! positive); servers print small ones with an exponent. It belongs to the UTC day of
//! `mining_extra.mining_date`. `hash_rate` is that day's average in H/s; its fraction is dropped.
//! Kinds that are no mining revenue (`payout`, `reward`, `dividend`, `flash_exchange`) are passed
//! over; the pool also returns finer kinds, such as `revenue_...`, which count by their first word.

use std::collections::BTreeMap;

use crate::daily::{Daily, DailyEarning, Day};
use crate::decimal::Excess;
use crate::error::PoolError;
use crate::json::{root, Node};
use crate::time::unix_day;
use crate::{Coin, Pool};

const KNOWN_KINDS: &str = "revenue, payout, reward, dividend, flash_exchange";

pub(crate) fn read(coin: &Coin, text: &str) -> Result<BTreeMap<Day, DailyEarning>, PoolError> {
    let mut daily = Daily::default();
    for transaction in root(text)?.object()?.get("transactions")?.array()? {
        let transaction = transaction.object()?;
        if let Some(currency) = transaction.find("currency") {
            check_currency(&currency, coin)?;
        }
        let id = transaction.get("id")?;
        daily.identify(&id, format!("id {}", id.number()?))?;
        if !is_revenue(&transaction.get("type")?)? {
            continue;
        }
        let amount_base_units = transaction
            .get("changed_balance")?
            .units(coin.decimals, Excess::Refuse)?;
        let extra = transaction.get("mining_extra")?.object()?;
        let day = unix_day(&extra.get("mining_date")?)?;
        let hashrate_hs = match extra.find("hash_rate") {
            Some(hash_rate) => Some(hash_rate.units(0, Excess::DropFloor)?),
            None => None,
        };
        daily.add(
            day,
            DailyEarning {
                amount_base_units,
                hashrate_hs,
            },
        )?;
    }
    Ok(daily.finish())
}

fn is_revenue(kind: &Node<'_>) -> Result<bool, PoolError> {
    let text = kind.string()?;
    let is = |word: &str| {
        text.strip_prefix(word)
            .is_some_and(|r| r.is_empty() || r.starts_with('_'))
    };
    if is("revenue") {
        return Ok(true);
    }
    if ["payout", "reward", "dividend", "flash_exchange"]
        .into_iter()
        .any(is)
    {
        return Ok(false);
    }
    Err(PoolError::UnknownKind {
        path: kind.path().to_owned(),
        value: text,
        known: KNOWN_KINDS,
    })
}

/// The method's documentation lists no currency in the answer; where there is one it must be ours.
fn check_currency(node: &Node<'_>, coin: &Coin) -> Result<(), PoolError> {
    let found = node.string()?;
    let name = match coin.symbol.as_str() {
        "BTC" => "bitcoin",
        "LTC" => "litecoin",
        "DOGE" => "dogecoin",
        "ZEC" => "zcash",
        "BCH" => "bitcoin-cash",
        "ETC" => "ethereum-classic",
        _ => "",
    };
    if found.eq_ignore_ascii_case(name) || found.eq_ignore_ascii_case(&coin.symbol) {
        return Ok(());
    }
    Err(PoolError::WrongCoin {
        pool: Pool::F2pool.as_str(),
        coin: found,
        known: format!("{} ({name})", coin.symbol),
    })
}
