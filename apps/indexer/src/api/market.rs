//! The market: asks, offers, depth.

use axum::extract::{Path, RawQuery, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{cut, Answer, Page};
use super::error::ApiError;
use super::params::{rig_of, Params};
use super::rigs::rig_row;
use super::view::{Ask, Offer};
use super::App;
use crate::store::sql::Sql;
use crate::store::table::Row;
use crate::store::tables::{AskRow, OfferRow};
use crate::store::value::{Column, Sorted};

/// Asks.
#[utoipa::path(get, path = "/v1/asks", tag = "market", params(
    ("rig" = Option<u32>, Query, description = "of this rig"),
    ("denom" = Option<String>, Query, description = "in this denom"),
    ("seller" = Option<String>, Query, description = "of this seller"),
    ("standing" = Option<bool>, Query, description = "true: without those that are expired or stale"),
    ("sort" = Option<String>, Query, description = "newest, or price: the cheapest share first (needs rig and denom)"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "1 to 200, else 50"),
), responses((status = 200, body = Page<Ask>), (status = 400, body = super::error::Refusal)))]
pub async fn asks(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Answer, ApiError> {
    let known = [
        "rig", "denom", "seller", "standing", "sort", "cursor", "limit",
    ];
    let params = Params::read(query.as_deref(), &known)?;
    let limit = params.limit()?;
    let by_price = params.word("sort", &["newest", "price"])? == Some("price");
    let (rig, denom) = (params.number::<u32>("rig")?, params.denom("denom")?);
    if by_price && (rig.is_none() || denom.is_none()) {
        let expected = "possible without rig and denom: prices of others can't be compared";
        return Err(ApiError::bad_parameter("sort", "price", expected));
    }
    let mut snapshot = app.store.snapshot().await?;
    let now_seconds = snapshot.progress.time_seconds;
    let mut sql = Sql::select::<AskRow>("")
        .push(" FROM asks WHERE id > 0")
        .push_if(" AND rig = ", rig)
        .push_if(" AND denom = ", denom)
        .push_if(
            " AND seller = ",
            params.address("seller", &app.about.prefix)?,
        );
    if params.flag("standing")? {
        sql = sql
            .push(" AND stale = '' AND expires_seconds > ")
            .bind(now_seconds);
    }
    sql = match (by_price, params.text("cursor").is_some()) {
        (_, false) => sql,
        (true, true) => {
            let [price, token_id] = params.cursor::<2>()?.ok_or_else(|| params.bad_cursor())?;
            sql.push(" AND (price_per_share, token_id) > (")
                .bind(Sorted(params.cursor_number(&price)?))
                .push(", ")
                .bind(token_id)
                .push(")")
        }
        (false, true) => {
            let id = params.cursor_at::<i64>()?;
            sql.push(" AND id < ")
                .bind(id.ok_or_else(|| params.bad_cursor())?)
        }
    };
    let order = if by_price {
        " ORDER BY price_per_share, token_id LIMIT "
    } else {
        " ORDER BY id DESC LIMIT "
    };
    let sql = sql.push(order).bind(limit + 1);
    let rows = sql.all(snapshot.connection(), AskRow::read).await?;
    let items: Vec<Ask> = rows
        .into_iter()
        .map(|row| Ask::at(row, now_seconds))
        .collect();
    let page = Page::cut(items, limit, |ask| {
        if by_price {
            format!("{}~{}", ask.price_per_share, ask.token_id)
        } else {
            ask.id.to_string()
        }
    });
    Ok(Answer::new(&snapshot.progress, &page)?)
}

/// Offers, the newest first.
#[utoipa::path(get, path = "/v1/offers", tag = "market", params(
    ("rig" = Option<u32>, Query, description = "for this rig or its tokens"),
    ("token_id" = Option<String>, Query, description = "for this token by its name"),
    ("buyer" = Option<String>, Query, description = "of this buyer"),
    ("standing" = Option<bool>, Query, description = "true: without those that are expired"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "1 to 200, else 50"),
), responses((status = 200, body = Page<Offer>), (status = 400, body = super::error::Refusal)))]
pub async fn offers(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Answer, ApiError> {
    let known = ["rig", "token_id", "buyer", "standing", "cursor", "limit"];
    let params = Params::read(query.as_deref(), &known)?;
    let limit = params.limit()?;
    let before = params.cursor_at::<u64>()?;
    let mut snapshot = app.store.snapshot().await?;
    let now_seconds = snapshot.progress.time_seconds;
    let mut sql = Sql::select::<OfferRow>("")
        .push(" FROM offers WHERE offer > 0")
        .push_if(" AND rig = ", params.number::<u32>("rig")?)
        .push_if(" AND token_id = ", params.name("token_id")?)
        .push_if(" AND buyer = ", params.address("buyer", &app.about.prefix)?)
        .push_if(" AND offer < ", before);
    if params.flag("standing")? {
        sql = sql.push(" AND expires_seconds > ").bind(now_seconds);
    }
    let sql = sql.push(" ORDER BY offer DESC LIMIT ").bind(limit + 1);
    let rows = sql.all(snapshot.connection(), OfferRow::read).await?;
    let items: Vec<Offer> = rows
        .into_iter()
        .map(|row| Offer::at(row, now_seconds))
        .collect();
    let page = Page::cut(items, limit, |offer| offer.offer.to_string());
    Ok(Answer::new(&snapshot.progress, &page)?)
}

/// Shares that are asked at one price.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AskLevel {
    /// Price of a share, rounded down.
    pub price_per_share: String,
    /// How many shares.
    pub shares: u64,
    /// In how many tokens.
    pub tokens: u64,
}

/// Shares that are wanted at one price.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfferLevel {
    /// Price of a share.
    pub price_per_share: String,
    /// How many shares what is held pays for, rounded down.
    pub shares: u64,
    /// By how many offers.
    pub offers: u64,
}

/// What is asked and wanted of a rig.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Depth {
    /// By rising price, at most 200 prices.
    pub asks: Vec<AskLevel>,
    /// Offers for any token of the rig, by falling price, at most 200 prices.
    pub offers: Vec<OfferLevel>,
}

/// The most prices of a side.
const MOST_LEVELS: u32 = 200;

/// What is asked and wanted of a rig in a denom: what stands, by price.
#[utoipa::path(get, path = "/v1/rigs/{rig}/depth", tag = "market", params(
    ("rig" = u32, Path, description = "the rig's number"),
    ("denom" = Option<String>, Query, description = "in this denom; the denom of the rig's primary sales if left out"),
), responses((status = 200, body = Depth), (status = 400, body = super::error::Refusal),
    (status = 404, body = super::error::Refusal)))]
pub async fn depth(
    State(app): State<App>,
    Path(rig): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Answer, ApiError> {
    let params = Params::read(query.as_deref(), &["denom"])?;
    let (rig, denom) = (rig_of(&rig)?, params.denom("denom")?);
    let mut snapshot = app.store.snapshot().await?;
    let now_seconds = snapshot.progress.time_seconds;
    let denom = match denom {
        Some(denom) => denom,
        None => rig_row(&mut snapshot, rig).await?.sale_denom,
    };
    let asks = Sql::new(
        "SELECT price_per_share, CAST(SUM(shares) AS BIGINT), COUNT(*) FROM asks WHERE rig = ",
    )
    .bind(rig)
    .push(" AND denom = ")
    .bind(denom.clone())
    .push(" AND stale = '' AND expires_seconds > ")
    .bind(now_seconds)
    .push(" GROUP BY price_per_share ORDER BY price_per_share LIMIT ")
    .bind(MOST_LEVELS)
    .all(snapshot.connection(), |row| {
        Ok(AskLevel {
            price_per_share: Sorted::read(row, 0)?.0.to_string(),
            shares: u64::read(row, 1)?,
            tokens: u64::read(row, 2)?,
        })
    })
    .await?;
    let rows = Sql::select::<OfferRow>("")
        .push(" FROM offers WHERE rig = ")
        .bind(rig)
        .push(" AND denom = ")
        .bind(denom)
        .push(" AND token_id = '' AND expires_seconds > ")
        .bind(now_seconds)
        .push(" ORDER BY price DESC, offer LIMIT ")
        .bind(5 * MOST_LEVELS)
        .all(snapshot.connection(), OfferRow::read)
        .await?;
    let mut offers: Vec<OfferLevel> = Vec::new();
    for row in rows {
        let price = row.price.0.to_string();
        let shares = row.escrow.checked_div(row.price.0).unwrap_or_default();
        let shares = u64::try_from(shares).unwrap_or(u64::MAX);
        match offers.last_mut() {
            Some(level) if level.price_per_share == price => {
                level.shares = level.shares.saturating_add(shares);
                level.offers += 1;
            }
            _ => offers.push(OfferLevel {
                price_per_share: price,
                shares,
                offers: 1,
            }),
        }
    }
    let (offers, _) = cut(offers, MOST_LEVELS, |_| String::new());
    Ok(Answer::new(&snapshot.progress, &Depth { asks, offers })?)
}
