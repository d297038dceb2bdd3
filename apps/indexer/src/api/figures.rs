//! Figures of the market for hashrate: prices, networks, hashprice.

use axum::extract::{RawQuery, State};
use cosmwasm_std::Uint256;
use mining_math::hashprice::{hashprice, hashprice_quote};
use mining_math::units::Coin;
use mining_math::HashesPerBlock;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{cut, Answer, Page};
use super::error::ApiError;
use super::params::Params;
use super::view::{hashes, Place};
use super::App;
use crate::store::sql::Sql;
use crate::store::table::{read_by_keys, Row};
use crate::store::tables::*;
use crate::store::value::Column;

/// A final price.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Price {
    /// The asset.
    pub asset: String,
    /// The epoch.
    pub epoch: u32,
    /// Price of a whole coin, nano quote.
    pub nano_per_coin: String,
    /// Where it became final.
    #[serde(flatten)]
    pub place: Place,
}

/// Where a page by falling epoch and rising name goes on.
fn after(params: &Params) -> Result<Option<(u32, String)>, ApiError> {
    match params.cursor::<2>()? {
        Some([epoch, name]) => Ok(Some((params.cursor_number(&epoch)?, name))),
        None => Ok(None),
    }
}

/// Rows of a table by falling epoch and rising name, from a cursor on.
fn by_epoch(
    mut sql: Sql,
    name: &'static str,
    of: Option<String>,
    after: Option<(u32, String)>,
) -> Sql {
    let is = match name {
        "asset" => [
            " AND asset = ",
            " AND asset > ",
            " ORDER BY epoch DESC, asset LIMIT ",
        ],
        _ => [
            " AND coin = ",
            " AND coin > ",
            " ORDER BY epoch DESC, coin LIMIT ",
        ],
    };
    let [equals, above, order] = is;
    sql = sql.push_if(equals, of);
    if let Some((epoch, name)) = after {
        sql = sql
            .push(" AND (epoch < ")
            .bind(epoch)
            .push(" OR (epoch = ")
            .bind(epoch)
            .push(above)
            .bind(name)
            .push("))");
    }
    sql.push(order)
}

/// Final prices, the newest epoch first.
#[utoipa::path(get, path = "/v1/prices", tag = "truth", params(
    ("asset" = Option<String>, Query, description = "of this asset"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "1 to 200, else 50"),
), responses((status = 200, body = Page<Price>), (status = 400, body = super::error::Refusal)))]
pub async fn prices(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Answer, ApiError> {
    let params = Params::read(query.as_deref(), &["asset", "cursor", "limit"])?;
    let limit = params.limit()?;
    let sql = Sql::select::<PriceRow>("").push(" FROM prices WHERE id > 0");
    let sql = by_epoch(sql, "asset", params.name("asset")?, after(&params)?).bind(limit + 1);
    let mut snapshot = app.store.snapshot().await?;
    let rows = sql.all(snapshot.connection(), PriceRow::read).await?;
    let (rows, next) = cut(rows, limit, |row| format!("{}~{}", row.epoch, row.asset));
    let hashes = hashes(snapshot.connection(), rows.iter().map(|row| row.id)).await?;
    let items = rows.into_iter().map(|row| Price {
        asset: row.asset,
        epoch: row.epoch,
        nano_per_coin: row.nano_per_coin.to_string(),
        place: Place::of(row.id, row.time_seconds, &hashes),
    });
    let items = items.collect();
    Ok(Answer::new(&snapshot.progress, &Page { items, next })?)
}

/// Final network figures.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Network {
    /// The coin.
    pub coin: String,
    /// The epoch.
    pub epoch: u32,
    /// Expected hashes that find one block.
    pub hashes_per_block: String,
    /// Subsidy and fees of one block, base units.
    pub reward_per_block: String,
    /// Where they became final.
    #[serde(flatten)]
    pub place: Place,
}

async fn network_rows(
    app: &App,
    params: &Params,
    limit: u32,
) -> Result<(crate::store::Snapshot, Vec<NetworkRow>, Option<String>), ApiError> {
    let sql = Sql::select::<NetworkRow>("").push(" FROM networks WHERE id > 0");
    let sql = by_epoch(sql, "coin", params.name("coin")?, after(params)?).bind(limit + 1);
    let mut snapshot = app.store.snapshot().await?;
    let rows = sql.all(snapshot.connection(), NetworkRow::read).await?;
    let (rows, next) = cut(rows, limit, |row| format!("{}~{}", row.epoch, row.coin));
    Ok((snapshot, rows, next))
}

/// Final network figures, the newest epoch first.
#[utoipa::path(get, path = "/v1/networks", tag = "truth", params(
    ("coin" = Option<String>, Query, description = "of this coin"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "1 to 200, else 50"),
), responses((status = 200, body = Page<Network>), (status = 400, body = super::error::Refusal)))]
pub async fn networks(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Answer, ApiError> {
    let params = Params::read(query.as_deref(), &["coin", "cursor", "limit"])?;
    let (mut snapshot, rows, next) = network_rows(&app, &params, params.limit()?).await?;
    let hashes = hashes(snapshot.connection(), rows.iter().map(|row| row.id)).await?;
    let items = rows.into_iter().map(|row| Network {
        coin: row.coin,
        epoch: row.epoch,
        hashes_per_block: row.hashes_per_block.to_string(),
        reward_per_block: row.reward_per_block.to_string(),
        place: Place::of(row.id, row.time_seconds, &hashes),
    });
    let items = items.collect();
    Ok(Answer::new(&snapshot.progress, &Page { items, next })?)
}

/// What a unit of hashrate is expected to earn in a day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Hashprice {
    /// The coin.
    pub coin: String,
    /// The epoch.
    pub epoch: u32,
    /// The unit, H/s: the field's own for the coin's algorithm.
    pub unit_hashrate_hs: String,
    /// What it earns a day, base units of the coin, rounded down.
    pub base_units_per_unit_day: String,
    /// The same in nano quote; null where the epoch has no price.
    pub nano_per_unit_day: Option<String>,
}

/// Hashprice, the newest epoch first: by the network's figures and the price of the epoch.
#[utoipa::path(get, path = "/v1/hashprice", tag = "truth", params(
    ("coin" = Option<String>, Query, description = "of this coin"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "1 to 200, else 50"),
), responses((status = 200, body = Page<Hashprice>), (status = 400, body = super::error::Refusal)))]
pub async fn hashprices(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Answer, ApiError> {
    let params = Params::read(query.as_deref(), &["coin", "cursor", "limit"])?;
    let (mut snapshot, rows, next) = network_rows(&app, &params, params.limit()?).await?;
    let connection = snapshot.connection();
    let keys: Vec<(String, u32)> = rows
        .iter()
        .map(|row| (row.coin.clone(), row.epoch))
        .collect();
    let prices = read_by_keys::<PriceRow>(connection, &keys).await?;
    // The suite's own decimals, where a rig mines the coin.
    let decimals =
        Sql::new("SELECT coin, MAX(coin_decimals), MAX(unit_hashrate_hs) FROM rigs GROUP BY coin")
            .all(connection, |row| {
                Ok((
                    String::read(row, 0)?,
                    u16::read(row, 1)?,
                    u128::read(row, 2)?,
                ))
            })
            .await?;
    let items = rows.into_iter().filter_map(|row| {
        let mined = decimals.iter().find(|(coin, ..)| *coin == row.coin);
        let known = Coin::by_symbol(&row.coin);
        let unit_hs = known
            .map(|coin| coin.algorithm.unit_hs())
            .or(mined.map(|(_, _, unit)| *unit))?;
        let decimals = mined
            .and_then(|(_, decimals, _)| u8::try_from(*decimals).ok())
            .or(known.map(|coin| coin.decimals))?;
        let hashes = HashesPerBlock::from_count(row.hashes_per_block).ok()?;
        let each = hashprice(unit_hs, row.reward_per_block, &hashes).ok()?;
        let price = prices
            .iter()
            .find(|price| price.asset == row.coin && price.epoch == row.epoch);
        let quote =
            price.and_then(|price| hashprice_quote(each, price.nano_per_coin, decimals).ok());
        Some(Hashprice {
            coin: row.coin,
            epoch: row.epoch,
            unit_hashrate_hs: unit_hs.to_string(),
            base_units_per_unit_day: whole(&each)?,
            nano_per_unit_day: quote.as_ref().and_then(whole),
        })
    });
    let items = items.collect();
    Ok(Answer::new(&snapshot.progress, &Page { items, next })?)
}

fn whole(ratio: &mining_math::Ratio) -> Option<String> {
    Uint256::try_from(ratio.floor())
        .ok()
        .map(|whole| whole.to_string())
}
