//! Rigs: the list, one with everything about it, who holds its shares.

use axum::extract::{Path, RawQuery, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{cut, Answer, Page};
use super::error::ApiError;
use super::params::{rig_of, Params};
use super::rig_summaries::summaries;
use super::rig_view::{Profile, RigDetail, RigSummary, Terms};
use super::view::{hashes, Place};
use super::App;
use crate::store::sql::Sql;
use crate::store::table::{read_by_keys, Row};
use crate::store::tables::*;
use crate::store::value::{Column, Sorted};
use crate::store::Snapshot;

/// How rigs are sorted.
const SORTS: &[&str] = &["rig", "newest", "hashrate", "price"];

/// Rigs.
#[utoipa::path(get, path = "/v1/rigs", tag = "rigs", params(
    ("coin" = Option<String>, Query, description = "the mined coin"),
    ("operator" = Option<String>, Query, description = "who operates them"),
    ("status" = Option<String>, Query, description = "waiting, approved, rejected or retired"),
    ("grade" = Option<String>, Query, description = "of the newest report: attested or plausible"),
    ("sort" = Option<String>, Query, description = "rig (rising), newest, hashrate (highest first) or price (of the primary sale, lowest first; those without one last)"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "1 to 200, else 50"),
), responses((status = 200, body = Page<RigSummary>), (status = 400, body = super::error::Refusal)))]
pub async fn list(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Answer, ApiError> {
    let known = [
        "coin", "operator", "status", "grade", "sort", "cursor", "limit",
    ];
    let params = Params::read(query.as_deref(), &known)?;
    let limit = params.limit()?;
    let sort = params.word("sort", SORTS)?.unwrap_or("rig");
    let status = params.word("status", &["waiting", "approved", "rejected", "retired"])?;
    let grade = params.word("grade", &["attested", "plausible"])?;
    let mut sql = Sql::select::<RigRow>("g.").push(" FROM rigs g");
    if let Some(grade) = grade {
        sql = sql
            .push(
                " JOIN reports r ON r.rig = g.rig AND r.epoch = g.last_report_epoch AND r.grade = ",
            )
            .bind(grade.to_owned());
    }
    sql = sql
        .push(" WHERE g.rig > 0")
        .push_if(" AND g.coin = ", params.name("coin")?)
        .push_if(
            " AND g.operator = ",
            params.address("operator", &app.about.prefix)?,
        )
        .push_if(" AND g.status = ", status.map(str::to_owned));
    let cursor = params.cursor::<2>()?;
    let after = match &cursor {
        Some([value, rig]) => {
            let value: u128 = params.cursor_number(value)?;
            Some((value, params.cursor_number::<u32>(rig)?))
        }
        None => None,
    };
    sql = match (sort, after) {
        ("rig", Some((_, rig))) => sql.push(" AND g.rig > ").bind(rig),
        ("newest", Some((_, rig))) => sql.push(" AND g.rig < ").bind(rig),
        ("hashrate", Some((value, rig))) => sql
            .push(" AND (g.hashrate_hs < ")
            .bind(Sorted(value))
            .push(" OR (g.hashrate_hs = ")
            .bind(Sorted(value))
            .push(" AND g.rig > ")
            .bind(rig)
            .push("))"),
        // Those without a sale come after every price.
        ("price", Some((value, rig))) => sql
            .push(" AND (CASE WHEN g.sale = 1 THEN g.sale_price ELSE '~' END, g.rig) > (")
            .bind(price_key(value))
            .push(", ")
            .bind(rig)
            .push(")"),
        _ => sql,
    };
    sql = sql.push(match sort {
        "newest" => " ORDER BY g.rig DESC",
        "hashrate" => " ORDER BY g.hashrate_hs DESC, g.rig",
        "price" => " ORDER BY CASE WHEN g.sale = 1 THEN g.sale_price ELSE '~' END, g.rig",
        _ => " ORDER BY g.rig",
    });
    let mut snapshot = app.store.snapshot().await?;
    let sql = sql.push(" LIMIT ").bind(limit + 1);
    let rows = sql.all(snapshot.connection(), RigRow::read).await?;
    let (rows, next) = cut(rows, limit, |rig| {
        let value = match sort {
            "hashrate" => rig.hashrate_hs.0,
            "price" if rig.sale => rig.sale_price.0,
            "price" => NO_SALE,
            _ => 0,
        };
        format!("{value}~{}", rig.rig)
    });
    let (items, _) = summaries(&app, &mut snapshot, &rows).await?;
    Ok(Answer::new(&snapshot.progress, &Page { items, next })?)
}

/// What a cursor says of a rig without a sale.
const NO_SALE: u128 = u128::MAX;

fn price_key(value: u128) -> String {
    match value {
        NO_SALE => "~".to_owned(),
        price => format!("{price:039}"),
    }
}

/// A rig's row.
///
/// # Errors
/// There is none; the database does not answer.
pub async fn rig_row(snapshot: &mut Snapshot, rig: u32) -> Result<RigRow, ApiError> {
    let rows = read_by_keys::<RigRow>(snapshot.connection(), &[(rig,)]).await?;
    rows.into_iter()
        .next()
        .ok_or_else(|| ApiError::not_found("rig", &rig.to_string()))
}

/// A rig with everything about it.
#[utoipa::path(get, path = "/v1/rigs/{rig}", tag = "rigs",
    params(("rig" = u32, Path, description = "the rig's number")),
    responses((status = 200, body = RigDetail), (status = 400, body = super::error::Refusal),
        (status = 404, body = super::error::Refusal)))]
pub async fn one(
    State(app): State<App>,
    Path(rig): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Answer, ApiError> {
    Params::read(query.as_deref(), &[])?;
    let rig = rig_of(&rig)?;
    let mut snapshot = app.store.snapshot().await?;
    let row = rig_row(&mut snapshot, rig).await?;
    let (summaries, ledger) = summaries(&app, &mut snapshot, std::slice::from_ref(&row)).await?;
    let summary = summaries
        .into_iter()
        .next()
        .ok_or_else(|| ApiError::not_found("rig", &rig.to_string()))?;
    let id = row.registered_id;
    let event = read_by_keys::<EventRow>(snapshot.connection(), &[(id,)]).await?;
    let time_seconds = event.first().map_or(0, |event| event.time_seconds);
    let hashes = hashes(snapshot.connection(), [id]).await?;
    let detail = RigDetail {
        summary,
        terms: ledger.terms(rig).iter().map(Terms::from).collect(),
        profile: Profile {
            model: row.model,
            algorithm: row.algorithm,
            location: row.location,
            renewable_bps: row.renewable_bps,
            pool: row.pool,
            scheme: row.scheme,
            worker: row.worker,
            payout_address: row.payout_address,
        },
        proposed_operator: Some(row.proposed).filter(|address| !address.is_empty()),
        proceeds: row.proceeds.to_string(),
        registered: Place::of(id, time_seconds, &hashes),
    };
    Ok(Answer::new(&snapshot.progress, &detail)?)
}

/// What a holder has of a rig.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RigHolder {
    /// The holder.
    pub holder: String,
    /// Its shares.
    pub shares: u64,
}

/// Who holds a rig's shares, most first.
#[utoipa::path(get, path = "/v1/rigs/{rig}/holders", tag = "rigs", params(
    ("rig" = u32, Path, description = "the rig's number"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "1 to 200, else 50"),
), responses((status = 200, body = Page<RigHolder>), (status = 400, body = super::error::Refusal)))]
pub async fn holders(
    State(app): State<App>,
    Path(rig): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Answer, ApiError> {
    let params = Params::read(query.as_deref(), &["cursor", "limit"])?;
    let (rig, limit) = (rig_of(&rig)?, params.limit()?);
    let mut sql = Sql::new("SELECT holder, shares FROM positions WHERE rig = ")
        .bind(rig)
        .push(" AND shares > 0 AND holder <> ''");
    if let Some([shares, holder]) = params.cursor::<2>()? {
        let shares: u64 = params.cursor_number(&shares)?;
        sql = sql
            .push(" AND (shares, holder) < (")
            .bind(shares)
            .push(", ")
            .bind(holder)
            .push(")");
    }
    let sql = sql
        .push(" ORDER BY shares DESC, holder DESC LIMIT ")
        .bind(limit + 1);
    let mut snapshot = app.store.snapshot().await?;
    let rows = sql
        .all(snapshot.connection(), |row| {
            Ok(RigHolder {
                holder: String::read(row, 0)?,
                shares: u64::read(row, 1)?,
            })
        })
        .await?;
    let page = Page::cut(rows, limit, |row| format!("{}~{}", row.shares, row.holder));
    Ok(Answer::new(&snapshot.progress, &page)?)
}
