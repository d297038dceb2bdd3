//! Final reports, and the signed batches behind them.

use std::collections::BTreeMap;

use axum::extract::{Path, RawQuery, State};
use rigshare_types::batch::PAGE_RIGS;
use serde::Serialize;
use sqlx::AnyConnection;
use utoipa::ToSchema;

use super::answer::{cut, Answer, Page};
use super::error::ApiError;
use super::params::Params;
use super::rig_page::RigPage;
use super::rigs::rig_row;
use super::view::{hashes, Place};
use super::App;
use crate::event::EventId;
use crate::store::sql::Sql;
use crate::store::table::Row;
use crate::store::tables::{BatchRow, ReportRow};

/// A reporter's signed batch.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Batch {
    /// The reporter.
    pub reporter: u16,
    /// SHA-256 of what it signed, hexadecimal.
    pub digest: String,
    /// The block in which it was relayed.
    pub height: u64,
    /// The transaction.
    pub tx_hash: String,
}

/// A final report.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Report {
    /// The rig.
    pub rig: u32,
    /// The epoch.
    pub epoch: u32,
    /// What the pool credited, base units of the mined coin.
    pub gross: String,
    /// `attested` or `plausible`.
    pub grade: String,
    /// How many reporters stand behind it.
    pub signers: u16,
    /// Where it became final.
    #[serde(flatten)]
    pub place: Place,
    /// The batches that speak of the rig's page in that epoch.
    pub batches: Vec<Batch>,
}

async fn complete(
    connection: &mut AnyConnection,
    rows: Vec<ReportRow>,
) -> Result<Vec<Report>, sqlx::Error> {
    let mut pages: Vec<(u32, u32)> = rows
        .iter()
        .map(|row| (row.epoch, row.rig / PAGE_RIGS))
        .collect();
    pages.sort_unstable();
    pages.dedup();
    let batches = if pages.is_empty() {
        Vec::new()
    } else {
        let mut sql =
            Sql::select::<BatchRow>("").push(" FROM batches WHERE (epoch, page) IN (VALUES ");
        for (place, (epoch, page)) in pages.into_iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            sql = sql.push(comma).bind_all([epoch, page]);
        }
        let sql = sql.push(") ORDER BY epoch, page, reporter");
        sql.all(connection, BatchRow::read).await?
    };
    let ids = rows.iter().map(|row| row.id);
    let hashes = hashes(connection, ids.chain(batches.iter().map(|row| row.id))).await?;
    let mut by_page: BTreeMap<(u32, u32), Vec<Batch>> = BTreeMap::new();
    for row in batches {
        let batch = Batch {
            reporter: row.reporter,
            digest: row.digest,
            height: EventId(row.id).height(),
            tx_hash: hashes.get(&row.id).cloned().unwrap_or_default(),
        };
        let page = (row.epoch, u32::from(row.page));
        by_page.entry(page).or_default().push(batch);
    }
    let reports = rows.into_iter().map(|row| {
        let batches = by_page.get(&(row.epoch, row.rig / PAGE_RIGS));
        Report {
            rig: row.rig,
            epoch: row.epoch,
            gross: row.gross.to_string(),
            grade: row.grade,
            signers: row.signers,
            place: Place::of(row.id, row.time_seconds, &hashes),
            batches: batches.cloned().unwrap_or_default(),
        }
    });
    Ok(reports.collect())
}

/// A rig's final reports, newest epoch first.
#[utoipa::path(get, path = "/v1/rigs/{rig}/reports", tag = "truth", params(
    ("rig" = u32, Path, description = "the rig's number"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "1 to 200, else 50"),
), responses((status = 200, body = Page<Report>), (status = 400, body = super::error::Refusal),
    (status = 404, body = super::error::Refusal)))]
pub async fn of_rig(
    State(app): State<App>,
    Path(rig): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Answer, ApiError> {
    let page = RigPage::read(&rig, query.as_deref())?;
    let mut snapshot = app.store.snapshot().await?;
    rig_row(&mut snapshot, page.rig).await?;
    let (rows, next) = page
        .rows(&mut snapshot, |row: &ReportRow| row.epoch)
        .await?;
    let items = complete(snapshot.connection(), rows).await?;
    Ok(Answer::new(&snapshot.progress, &Page { items, next })?)
}

/// All rigs' final reports, the newest first.
#[utoipa::path(get, path = "/v1/reports", tag = "truth", params(
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "1 to 200, else 50"),
), responses((status = 200, body = Page<Report>), (status = 400, body = super::error::Refusal)))]
pub async fn list(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Answer, ApiError> {
    let params = Params::read(query.as_deref(), &["cursor", "limit"])?;
    let limit = params.limit()?;
    let before = params.cursor_at::<i64>()?;
    let mut snapshot = app.store.snapshot().await?;
    let rows = Sql::select::<ReportRow>("")
        .push(" FROM reports WHERE id > 0")
        .push_if(" AND id < ", before)
        .push(" ORDER BY id DESC LIMIT ")
        .bind(limit + 1)
        .all(snapshot.connection(), ReportRow::read)
        .await?;
    let (rows, next) = cut(rows, limit, |row| row.id.to_string());
    let items = complete(snapshot.connection(), rows).await?;
    Ok(Answer::new(&snapshot.progress, &Page { items, next })?)
}
