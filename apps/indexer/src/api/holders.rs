//! Holders: what they have, what they were paid, what they earned.

use std::collections::BTreeMap;

use axum::extract::{Path, RawQuery, State};
use serde::Serialize;
use sqlx::AnyConnection;
use utoipa::ToSchema;

use super::answer::{cut, Answer, Page};
use super::error::ApiError;
use super::params::{address_of, Params, MOST_ITEMS};
use super::view::{hashes, Ask, Offer, Place};
use super::App;
use crate::store::sql::Sql;
use crate::store::table::{read_by_keys, Row};
use crate::store::tables::*;

/// A token of a holder.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldToken {
    /// Its id.
    pub token_id: String,
    /// Its rig.
    pub rig: u32,
    /// Its shares.
    pub shares: u64,
    /// Since when the holder has it.
    pub since_seconds: u64,
    /// The ask for it.
    pub ask: Option<Ask>,
}

/// What a holder has, and was paid, of a rig.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldRig {
    /// The rig.
    pub rig: u32,
    /// Shares now.
    pub shares: u64,
    /// What it was paid in all, base units by denom.
    pub claimed: BTreeMap<String, String>,
    /// The first epoch that was not accounted for when it last claimed.
    pub next_epoch: u32,
}

/// A holder.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Holder {
    /// Its address.
    pub address: String,
    /// Its tokens, at most 200.
    pub tokens: Vec<HeldToken>,
    /// What to give as `cursor` to `/tokens` for more of them; null where these are all.
    pub tokens_next: Option<String>,
    /// The rigs of which it has or had shares, at most 1,000.
    pub rigs: Vec<HeldRig>,
    /// Its offers, newest first, at most 200.
    pub offers: Vec<Offer>,
}

async fn tokens_of(
    connection: &mut AnyConnection,
    holder: &str,
    after: Option<String>,
    limit: u32,
    now_seconds: u64,
) -> Result<(Vec<HeldToken>, Option<String>), sqlx::Error> {
    let rows = Sql::select::<TokenRow>("")
        .push(" FROM tokens WHERE owner = ")
        .bind(holder.to_owned())
        .push_if(" AND token_id > ", after)
        .push(" ORDER BY token_id LIMIT ")
        .bind(limit + 1)
        .all(connection, TokenRow::read)
        .await?;
    let (rows, next) = cut(rows, limit, |row| row.token_id.clone());
    let keys: Vec<(String,)> = rows.iter().map(|row| (row.token_id.clone(),)).collect();
    let asks = read_by_keys::<AskRow>(connection, &keys).await?;
    let mut asks: BTreeMap<String, AskRow> = asks
        .into_iter()
        .map(|ask| (ask.token_id.clone(), ask))
        .collect();
    let tokens = rows.into_iter().map(|row| HeldToken {
        // An ask of who had the token before is not the holder's.
        ask: asks
            .remove(&row.token_id)
            .filter(|ask| ask.seller == holder)
            .map(|ask| Ask::at(ask, now_seconds)),
        token_id: row.token_id,
        rig: row.rig,
        shares: row.shares,
        since_seconds: row.since_seconds,
    });
    Ok((tokens.collect(), next))
}

/// What a holder has.
#[utoipa::path(get, path = "/v1/holders/{address}", tag = "holders",
    params(("address" = String, Path, description = "the holder")),
    responses((status = 200, body = Holder), (status = 400, body = super::error::Refusal)))]
pub async fn one(
    State(app): State<App>,
    Path(address): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Answer, ApiError> {
    Params::read(query.as_deref(), &[])?;
    let address = address_of(&address, &app.about.prefix)?;
    let mut snapshot = app.store.snapshot().await?;
    let now_seconds = snapshot.progress.time_seconds;
    let connection = snapshot.connection();
    let (tokens, tokens_next) =
        tokens_of(connection, &address, None, MOST_ITEMS, now_seconds).await?;
    let positions = Sql::select::<PositionRow>("")
        .push(" FROM positions WHERE holder = ")
        .bind(address.clone())
        .push(" ORDER BY rig LIMIT 1000")
        .all(connection, PositionRow::read)
        .await?;
    let rigs: Vec<(u32,)> = positions.iter().map(|row| (row.rig,)).collect();
    let payouts: BTreeMap<u32, String> = read_by_keys::<RigRow>(connection, &rigs)
        .await?
        .into_iter()
        .map(|row| (row.rig, row.payout))
        .collect();
    let rigs = positions.into_iter().map(|row| {
        let payout = payouts.get(&row.rig).filter(|_| row.claimed > 0);
        HeldRig {
            rig: row.rig,
            shares: row.shares,
            claimed: payout
                .map(|denom| (denom.clone(), row.claimed.to_string()))
                .into_iter()
                .collect(),
            next_epoch: row.next_epoch,
        }
    });
    let rigs = rigs.collect();
    let offers = Sql::select::<OfferRow>("")
        .push(" FROM offers WHERE buyer = ")
        .bind(address.clone())
        .push(" ORDER BY offer DESC LIMIT ")
        .bind(MOST_ITEMS)
        .all(connection, OfferRow::read)
        .await?;
    let holder = Holder {
        address,
        tokens,
        tokens_next,
        rigs,
        offers: offers
            .into_iter()
            .map(|row| Offer::at(row, now_seconds))
            .collect(),
    };
    Ok(Answer::new(&snapshot.progress, &holder)?)
}

/// A holder's tokens, by id.
#[utoipa::path(get, path = "/v1/holders/{address}/tokens", tag = "holders", params(
    ("address" = String, Path, description = "the holder"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "1 to 200, else 50"),
), responses((status = 200, body = Page<HeldToken>), (status = 400, body = super::error::Refusal)))]
pub async fn tokens(
    State(app): State<App>,
    Path(address): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Answer, ApiError> {
    let params = Params::read(query.as_deref(), &["cursor", "limit"])?;
    let address = address_of(&address, &app.about.prefix)?;
    let limit = params.limit()?;
    let after = params.cursor::<1>()?.map(|[token]| token);
    let mut snapshot = app.store.snapshot().await?;
    let now_seconds = snapshot.progress.time_seconds;
    let connection = snapshot.connection();
    let (items, next) = tokens_of(connection, &address, after, limit, now_seconds).await?;
    Ok(Answer::new(&snapshot.progress, &Page { items, next })?)
}

/// A payout.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Payout {
    /// Where it happened.
    #[serde(flatten)]
    pub place: Place,
    /// The rig.
    pub rig: u32,
    /// In what.
    pub denom: String,
    /// How much, base units.
    pub amount: String,
    /// Who got it.
    pub to: String,
}

/// What a holder was paid, the newest first.
#[utoipa::path(get, path = "/v1/holders/{address}/payouts", tag = "holders", params(
    ("address" = String, Path, description = "the holder"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "1 to 200, else 50"),
), responses((status = 200, body = Page<Payout>), (status = 400, body = super::error::Refusal)))]
pub async fn payouts(
    State(app): State<App>,
    Path(address): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Answer, ApiError> {
    let params = Params::read(query.as_deref(), &["cursor", "limit"])?;
    let address = address_of(&address, &app.about.prefix)?;
    let limit = params.limit()?;
    let before = params.cursor_at::<i64>()?;
    let mut snapshot = app.store.snapshot().await?;
    let rows = Sql::select::<ClaimRow>("")
        .push(" FROM claims WHERE holder = ")
        .bind(address)
        .push_if(" AND id < ", before)
        .push(" ORDER BY id DESC LIMIT ")
        .bind(limit + 1)
        .all(snapshot.connection(), ClaimRow::read)
        .await?;
    let (rows, next) = cut(rows, limit, |row| row.id.to_string());
    let hashes = hashes(snapshot.connection(), rows.iter().map(|row| row.id)).await?;
    let items = rows.into_iter().map(|row| Payout {
        place: Place::of(row.id, row.time_seconds, &hashes),
        rig: row.rig,
        denom: row.denom,
        amount: row.amount.to_string(),
        to: row.paid_to,
    });
    let items = items.collect();
    Ok(Answer::new(&snapshot.progress, &Page { items, next })?)
}
