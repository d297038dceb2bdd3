//! What a rig's closed epochs earned and paid.

use axum::extract::{Path, RawQuery, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Answer, Page};
use super::error::ApiError;
use super::rig_page::RigPage;
use super::rigs::rig_row;
use super::view::{hashes, per_share_floor, Earned, Ledger, Place};
use super::App;
use crate::store::tables::EpochRow;

/// A closed epoch of a rig.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Epoch {
    /// The epoch.
    pub epoch: u32,
    /// Its first second.
    pub start_seconds: u64,
    /// What the rig earned.
    #[serde(flatten)]
    pub earned: Earned,
    /// `settled`, `late`, `defaulted` or `outage`.
    pub outcome: String,
    /// What it pays in.
    pub denom: String,
    /// What holders were due, base units.
    pub holders_due: String,
    /// What of it arrived, base units.
    pub delivered: String,
    /// What is missing, base units.
    pub short: String,
    /// What the protocol got, base units.
    pub protocol_fee: String,
    /// Share-seconds among which it was split.
    pub minted_weight: String,
    /// What one share got in the epoch, base units of the denom, with six places, rounded down.
    pub per_share_day: String,
    /// The report's grade.
    pub grade: Option<String>,
    /// How many reporters stand behind it.
    pub signers: Option<u16>,
    /// Where it was closed.
    #[serde(flatten)]
    pub place: Place,
}

/// A rig's closed epochs, newest first.
#[utoipa::path(get, path = "/v1/rigs/{rig}/epochs", tag = "rigs", params(
    ("rig" = u32, Path, description = "the rig's number"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "1 to 200, else 50"),
), responses((status = 200, body = Page<Epoch>), (status = 400, body = super::error::Refusal),
    (status = 404, body = super::error::Refusal)))]
pub async fn of_rig(
    State(app): State<App>,
    Path(rig): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Answer, ApiError> {
    let page = RigPage::read(&rig, query.as_deref())?;
    let rig = page.rig;
    let mut snapshot = app.store.snapshot().await?;
    let row = rig_row(&mut snapshot, rig).await?;
    let (rows, next) = page.rows(&mut snapshot, |row: &EpochRow| row.epoch).await?;
    let epochs: Vec<(u32, u32)> = rows.iter().map(|row| (rig, row.epoch)).collect();
    let ledger = Ledger::load(snapshot.connection(), std::slice::from_ref(&row), &epochs).await?;
    let hashes = hashes(snapshot.connection(), rows.iter().map(|row| row.id)).await?;
    let clock = app.about.clock;
    let items = rows.into_iter().map(|epoch| {
        let report = ledger.report(rig, epoch.epoch);
        Epoch {
            epoch: epoch.epoch,
            start_seconds: clock.start_of(epoch.epoch),
            earned: ledger.earned(&clock, &row, epoch.epoch),
            per_share_day: per_share_floor(
                epoch.delivered,
                clock.epoch_seconds,
                epoch.minted_weight,
            ),
            outcome: epoch.outcome,
            denom: epoch.denom,
            holders_due: epoch.holders_due.to_string(),
            delivered: epoch.delivered.to_string(),
            short: epoch.short.to_string(),
            protocol_fee: epoch.protocol_fee.to_string(),
            minted_weight: epoch.minted_weight.to_string(),
            grade: report.map(|report| report.grade.clone()),
            signers: report.map(|report| report.signers),
            place: Place::of(epoch.id, epoch.time_seconds, &hashes),
        }
    });
    let items = items.collect();
    Ok(Answer::new(&snapshot.progress, &Page { items, next })?)
}
