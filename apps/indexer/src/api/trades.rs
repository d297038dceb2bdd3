//! Sales that happened, and what they come to.

use axum::extract::{RawQuery, State};
use serde::Serialize;
use sqlx::AnyConnection;
use utoipa::ToSchema;

use super::activity::account_of;
use super::answer::{cut, Answer, Page};
use super::error::ApiError;
use super::params::Params;
use super::view::{hashes, Place};
use super::App;
use crate::store::sql::Sql;
use crate::store::table::{read_by_keys, Row};
use crate::store::tables::{MarketRow, TradeRow};
use crate::store::value::{Column, Sorted};

/// A sale of shares.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Trade {
    /// Where it happened.
    #[serde(flatten)]
    pub place: Place,
    /// `primary` (bought from the operator), `ask` or `offer`.
    pub kind: String,
    /// The token.
    pub token_id: String,
    /// Its rig.
    pub rig: u32,
    /// Its shares.
    pub shares: u64,
    /// Who sold.
    pub seller: String,
    /// Who paid.
    pub buyer: String,
    /// Who has it.
    pub recipient: String,
    /// The whole price, base units.
    pub price: String,
    /// In what.
    pub denom: String,
    /// What of it the royalty is.
    pub royalty: String,
    /// What of it the protocol's fee is.
    pub fee: String,
    /// Price of a share, rounded down.
    pub price_per_share: String,
}

/// Sales, the newest first.
#[utoipa::path(get, path = "/v1/trades", tag = "market", params(
    ("rig" = Option<u32>, Query, description = "of this rig's shares"),
    ("address" = Option<String>, Query, description = "by or to this address"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "1 to 200, else 50"),
), responses((status = 200, body = Page<Trade>), (status = 400, body = super::error::Refusal)))]
pub async fn list(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Answer, ApiError> {
    let params = Params::read(query.as_deref(), &["rig", "address", "cursor", "limit"])?;
    let limit = params.limit()?;
    let before = match params.cursor::<1>()? {
        Some([id]) => params.cursor_number::<i64>(&id)?,
        None => i64::MAX,
    };
    let rig = params.number::<u32>("rig")?;
    let address = params.address("address", &app.about.prefix)?;
    let mut snapshot = app.store.snapshot().await?;
    let connection = snapshot.connection();
    let rows = match address {
        Some(address) => match account_of(connection, &address).await? {
            Some(account) => of_account(connection, account, rig, before, limit).await?,
            None => Vec::new(),
        },
        None => {
            Sql::select::<TradeRow>("")
                .push(" FROM trades WHERE id < ")
                .bind(before)
                .push_if(" AND rig = ", rig)
                .push(" ORDER BY id DESC LIMIT ")
                .bind(limit + 1)
                .all(connection, TradeRow::read)
                .await?
        }
    };
    let (rows, next) = cut(rows, limit, |row| row.id.to_string());
    let hashes = hashes(connection, rows.iter().map(|row| row.id)).await?;
    let items = rows.into_iter().map(|row| Trade {
        place: Place::of(row.id, row.time_seconds, &hashes),
        kind: row.kind,
        token_id: row.token_id,
        rig: row.rig,
        shares: row.shares,
        seller: row.seller,
        buyer: row.buyer,
        recipient: row.recipient,
        price: row.price.to_string(),
        denom: row.denom,
        royalty: row.royalty.to_string(),
        fee: row.fee.to_string(),
        price_per_share: row
            .price
            .checked_div(row.shares.into())
            .unwrap_or_default()
            .to_string(),
    });
    let items = items.collect();
    Ok(Answer::new(&snapshot.progress, &Page { items, next })?)
}

/// The kinds of events that are sales.
const SALES: [&str; 2] = ["sold", "shares_sold"];

async fn of_account(
    connection: &mut AnyConnection,
    account: i64,
    rig: Option<u32>,
    before: i64,
    limit: u32,
) -> Result<Vec<TradeRow>, sqlx::Error> {
    let mut ids: Vec<(i64,)> = Vec::new();
    for kind in SALES {
        let found = Sql::new("SELECT id FROM event_accounts WHERE account = ")
            .bind(account)
            .push(" AND kind = ")
            .bind(kind.to_owned())
            .push(" AND id < ")
            .bind(before)
            .push_if(" AND rig = ", rig)
            .push(" ORDER BY id DESC LIMIT ")
            .bind(limit + 1)
            .all(connection, |row| Ok((i64::read(row, 0)?,)))
            .await?;
        ids.extend(found);
    }
    let mut rows = read_by_keys::<TradeRow>(connection, &ids).await?;
    rows.sort_unstable_by_key(|row| std::cmp::Reverse(row.id));
    let (rows, _) = cut(rows, limit + 1, |_| String::new());
    Ok(rows)
}

/// What the market did in a denom.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Volume {
    /// The denom.
    pub denom: String,
    /// What was paid in the last day, base units.
    pub volume_24h: String,
    /// What was paid in the last week.
    pub volume_7d: String,
    /// What was ever paid.
    pub volume_all: String,
    /// How many sales the last day had.
    pub trades_24h: u64,
    /// How many sales there ever were.
    pub trades_all: u64,
}

/// The cheapest ask that stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RigFloor {
    /// The rig.
    pub rig: u32,
    /// The denom.
    pub denom: String,
    /// Price of a share, rounded down, base units.
    pub price_per_share: String,
}

/// What the market did.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Stats {
    /// By denom.
    pub by_denom: Vec<Volume>,
    /// By rig and denom, at most 2,000.
    pub floors: Vec<RigFloor>,
}

/// What the market did, and where prices begin.
#[utoipa::path(get, path = "/v1/market/stats", tag = "market", responses((status = 200, body = Stats),
    (status = 400, body = super::error::Refusal)))]
pub async fn stats(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Answer, ApiError> {
    Params::read(query.as_deref(), &[])?;
    let mut snapshot = app.store.snapshot().await?;
    let now_seconds = snapshot.progress.time_seconds;
    let connection = snapshot.connection();
    let markets = Sql::select::<MarketRow>("")
        .push(" FROM markets ORDER BY denom LIMIT 200")
        .all(connection, MarketRow::read)
        .await?;
    let mut by_denom = Vec::with_capacity(markets.len());
    for market in markets {
        let since = |days: u64| now_seconds.saturating_sub(days * 86_400);
        let day = before(connection, &market.denom, since(1)).await?;
        let week = before(connection, &market.denom, since(7)).await?;
        by_denom.push(Volume {
            volume_24h: market.volume.saturating_sub(day.0).to_string(),
            volume_7d: market.volume.saturating_sub(week.0).to_string(),
            volume_all: market.volume.to_string(),
            trades_24h: market.trades.saturating_sub(day.1),
            trades_all: market.trades,
            denom: market.denom,
        });
    }
    // One look into the index for each rig and denom, however many asks there are.
    let floors = Sql::new(
        "SELECT rig, denom, price_per_share FROM (SELECT rigs.rig AS rig, markets.denom AS denom, \
         COALESCE((SELECT price_per_share FROM asks WHERE asks.rig = rigs.rig \
         AND asks.denom = markets.denom AND asks.stale = '' AND asks.expires_seconds > ",
    )
    .bind(now_seconds)
    .push(
        " ORDER BY asks.price_per_share, asks.token_id LIMIT 1), '') AS price_per_share \
         FROM rigs CROSS JOIN (SELECT DISTINCT denom FROM asks) markets) floors \
         WHERE price_per_share <> '' ORDER BY rig, denom LIMIT 2000",
    )
    .all(connection, |row| {
        Ok(RigFloor {
            rig: u32::read(row, 0)?,
            denom: String::read(row, 1)?,
            price_per_share: Sorted::read(row, 2)?.0.to_string(),
        })
    })
    .await?;
    Ok(Answer::new(
        &snapshot.progress,
        &Stats { by_denom, floors },
    )?)
}

/// What all sales in a denom came to before a second.
async fn before(
    connection: &mut AnyConnection,
    denom: &str,
    seconds: u64,
) -> Result<(u128, u64), sqlx::Error> {
    let last = Sql::new("SELECT volume, trades FROM trades WHERE denom = ")
        .bind(denom.to_owned())
        .push(" AND time_seconds < ")
        .bind(seconds)
        .push(" ORDER BY time_seconds DESC, id DESC LIMIT 1")
        .one(connection, |row| {
            Ok((u128::read(row, 0)?, u64::read(row, 1)?))
        })
        .await?;
    Ok(last.unwrap_or_default())
}
