//! Who reports, and how diligently.

use axum::extract::{RawQuery, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::Answer;
use super::error::ApiError;
use super::params::Params;
use super::App;
use crate::chain::facts::{read, Fact, ReportersFact};
use crate::store::sql::Sql;
use crate::store::table::read_by_keys;
use crate::store::table::Row;
use crate::store::tables::{FactRow, ReportersRow};
use crate::store::value::Column;

/// Over how many epochs batches are counted.
const COUNTED_EPOCHS: u32 = 30;

/// A reporter.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Reporter {
    /// Its number.
    pub id: u16,
    /// Its name.
    pub name: String,
    /// Its compressed secp256k1 public key, hexadecimal.
    pub public_key: String,
    /// Whether it signed twice, and counts no more.
    pub suspended: bool,
    /// In how many of the last thirty ended epochs it had a batch.
    pub batches_last_30_epochs: u32,
    /// The newest epoch of which it had one.
    pub last_epoch: Option<u32>,
}

/// Who reports, by the configuration that is in force.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Reporters {
    /// The number of the configuration.
    pub version: u32,
    /// The first epoch it counts for.
    pub from_epoch: u32,
    /// How many must agree.
    pub quorum: u16,
    /// How many may be faulty.
    pub faulty: u16,
    /// How far from the median an agreeing report may be.
    pub report_spread_bps: u16,
    /// The same for prices and network figures.
    pub market_spread_bps: u16,
    /// How far above the network's average a gross may be and still be plausible.
    pub plausible_tolerance_bps: u16,
    /// The reporters.
    pub reporters: Vec<Reporter>,
}

/// Who reports, and how diligently.
#[utoipa::path(get, path = "/v1/reporters", tag = "truth", responses((status = 200, body = Reporters),
    (status = 400, body = super::error::Refusal), (status = 404, body = super::error::Refusal)))]
pub async fn all(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Answer, ApiError> {
    Params::read(query.as_deref(), &[])?;
    let mut snapshot = app.store.snapshot().await?;
    let now = app
        .about
        .clock
        .epoch_at(snapshot.progress.time_seconds)
        .unwrap_or_default();
    let connection = snapshot.connection();
    let row = Sql::select::<ReportersRow>("")
        .push(" FROM reporters WHERE known = 1 ORDER BY from_epoch DESC LIMIT 1")
        .one(connection, ReportersRow::read)
        .await?
        .ok_or_else(|| ApiError::not_found("reporters", "none yet"))?;
    let fact = Fact::Reporters(row.from_epoch);
    let stored = read_by_keys::<FactRow>(connection, &[(fact.name(),)]).await?;
    let stored = stored
        .first()
        .map(|row| row.value.as_str())
        .unwrap_or_default();
    let known: ReportersFact = read(fact, stored)?;
    let suspended = Sql::new("SELECT reporter FROM suspended")
        .all(connection, |row| u16::read(row, 0))
        .await?;
    let counts = Sql::new(
        "SELECT reporter, CAST(COUNT(DISTINCT epoch) AS BIGINT), MAX(epoch) FROM batches WHERE epoch >= ",
    )
    .bind(now.saturating_sub(COUNTED_EPOCHS))
    .push(" GROUP BY reporter")
    .all(connection, |row| {
        Ok((u16::read(row, 0)?, u32::read(row, 1)?, u32::read(row, 2)?))
    })
    .await?;
    let config = known.config;
    let reporters = config.reporters.into_iter().map(|reporter| {
        let count = counts.iter().find(|(id, ..)| *id == reporter.id);
        Reporter {
            id: reporter.id,
            name: reporter.name,
            public_key: reporter.public_key.to_hex(),
            suspended: suspended.contains(&reporter.id),
            batches_last_30_epochs: count.map_or(0, |(_, batches, _)| *batches),
            last_epoch: count.map(|(.., last)| *last),
        }
    });
    let answer = Reporters {
        version: row.version,
        from_epoch: row.from_epoch,
        quorum: config.quorum,
        faulty: config.faulty,
        report_spread_bps: config.report_spread_bps,
        market_spread_bps: config.market_spread_bps,
        plausible_tolerance_bps: config.plausible_tolerance_bps,
        reporters: reporters.collect(),
    };
    Ok(Answer::new(&snapshot.progress, &answer)?)
}
