//! What a holder earned, epoch by epoch.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, RawQuery, State};
use rigshare_types::EpochClock;
use serde::Serialize;
use sqlx::AnyConnection;
use utoipa::ToSchema;

use super::answer::{cut, Answer, Page};
use super::error::ApiError;
use super::params::{address_of, Params};
use super::view::earned_floor;
use super::App;
use crate::store::sql::Sql;
use crate::store::table::{read_by_keys, Row};
use crate::store::tables::*;
use crate::store::value::Column;

/// What a holder earned of a rig in a closed epoch.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Earning {
    /// The rig.
    pub rig: u32,
    /// The epoch.
    pub epoch: u32,
    /// Share-seconds that the holder had.
    pub weight: String,
    /// In what it is paid.
    pub denom: String,
    /// What they earned, base units, rounded down.
    pub earned_floor: String,
    /// How the epoch was closed.
    pub outcome: String,
}

/// The most rigs of a holder that are looked at.
const MOST_RIGS: u32 = 1_000;

/// What a holder earned, the newest epoch first.
#[utoipa::path(get, path = "/v1/holders/{address}/earnings", tag = "holders", params(
    ("address" = String, Path, description = "the holder"),
    ("rig" = Option<u32>, Query, description = "of this rig"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "1 to 200, else 50"),
), responses((status = 200, body = Page<Earning>), (status = 400, body = super::error::Refusal)))]
pub async fn list(
    State(app): State<App>,
    Path(address): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Answer, ApiError> {
    let params = Params::read(query.as_deref(), &["rig", "cursor", "limit"])?;
    let address = address_of(&address, &app.about.prefix)?;
    let limit = params.limit()?;
    // By falling epoch, then by rising rig.
    let after = match params.cursor::<2>()? {
        Some([epoch, rig]) => Some((
            params.cursor_number::<u32>(&epoch)?,
            params.cursor_number::<u32>(&rig)?,
        )),
        None => None,
    };
    let rig = params.number::<u32>("rig")?;
    let clock = app.about.clock;
    let mut snapshot = app.store.snapshot().await?;
    let connection = snapshot.connection();
    let positions = Sql::select::<PositionRow>("")
        .push(" FROM positions WHERE holder = ")
        .bind(address.clone())
        .push_if(" AND rig = ", rig)
        .push(" ORDER BY rig LIMIT ")
        .bind(MOST_RIGS)
        .all(connection, PositionRow::read)
        .await?;
    let spans: Spans = positions.iter().map(|row| span_of(&clock, row)).collect();
    let mut epochs = closed_epochs(connection, &spans, after, limit + 1).await?;
    epochs.sort_unstable_by_key(|row| (std::cmp::Reverse(row.epoch), row.rig));
    let (epochs, next) = cut(epochs, limit, |row| format!("{}~{}", row.epoch, row.rig));
    let steps = steps_of(connection, &clock, &address, &epochs).await?;
    let items = epochs.into_iter().map(|row| {
        let steps = steps.get(&row.rig).map_or(&[][..], Vec::as_slice);
        let (start, end) = (clock.start_of(row.epoch), clock.end_of(row.epoch));
        let weight = weight_at(steps, end).saturating_sub(weight_at(steps, start));
        Earning {
            rig: row.rig,
            epoch: row.epoch,
            weight: weight.to_string(),
            earned_floor: earned_floor(&row.each_scaled, weight),
            denom: row.denom,
            outcome: row.outcome,
        }
    });
    let items = items.collect();
    Ok(Answer::new(&snapshot.progress, &Page { items, next })?)
}

/// The first and the last epoch in which a holder has shares of each rig.
type Spans = BTreeMap<u32, (u32, u32)>;

fn span_of(clock: &EpochClock, position: &PositionRow) -> (u32, (u32, u32)) {
    let epoch_at = |seconds| clock.epoch_at(seconds).unwrap_or_default();
    let last = if position.shares == 0 {
        epoch_at(position.at_seconds)
    } else {
        u32::MAX
    };
    (position.rig, (epoch_at(position.since_seconds), last))
}

/// The newest closed epochs in these spans, at least `wanted` of them where there are so many, in no order;
/// after `after` where a page begins there.
async fn closed_epochs(
    connection: &mut AnyConnection,
    spans: &Spans,
    after: Option<(u32, u32)>,
    wanted: u32,
) -> Result<Vec<EpochRow>, sqlx::Error> {
    let mut found = Vec::new();
    let Some(oldest) = spans.values().map(|(first, _)| *first).min() else {
        return Ok(found);
    };
    let newest = Sql::new("SELECT COALESCE(MAX(last_closed_epoch), -1) FROM rigs WHERE rig IN ")
        .bind_all(spans.keys().copied())
        .one(connection, |row| Option::<u32>::read(row, 0))
        .await?;
    let Some(newest) = newest.flatten() else {
        return Ok(found);
    };
    let follows = |row: &EpochRow| {
        after.is_none_or(|(epoch, rig)| row.epoch < epoch || (row.epoch == epoch && row.rig > rig))
    };
    let mut last = after.map_or(newest, |(epoch, _)| epoch.min(newest));
    // As many epochs as it takes where every rig closes each; where some don't, more and more at once.
    let rigs = u32::try_from(spans.len()).unwrap_or(u32::MAX);
    let mut width = wanted / rigs.max(1) + 1;
    loop {
        let first = last.saturating_sub(width - 1).max(oldest);
        let rows = Sql::select::<EpochRow>("")
            .push(" FROM epochs WHERE rig IN ")
            .bind_all(spans.keys().copied())
            .push(" AND epoch >= ")
            .bind(first)
            .push(" AND epoch <= ")
            .bind(last)
            .all(connection, EpochRow::read)
            .await?;
        found.extend(rows.into_iter().filter(|row| {
            let held = spans.get(&row.rig);
            let held = held.is_some_and(|(first, last)| (*first..=*last).contains(&row.epoch));
            held && follows(row)
        }));
        let enough = usize::try_from(wanted).is_ok_and(|wanted| found.len() >= wanted);
        if enough || first <= oldest {
            return Ok(found);
        }
        last = first - 1;
        width = width.saturating_mul(2);
    }
}

/// A holder's steps in epochs, and the last ones before, by rig and rising time.
async fn steps_of(
    connection: &mut AnyConnection,
    clock: &EpochClock,
    holder: &str,
    epochs: &[EpochRow],
) -> Result<BTreeMap<u32, Vec<StepRow>>, sqlx::Error> {
    let rigs: BTreeSet<u32> = epochs.iter().map(|row| row.rig).collect();
    let numbers = || epochs.iter().map(|row| row.epoch);
    let (Some(first), Some(last)) = (numbers().min(), numbers().max()) else {
        return Ok(BTreeMap::new());
    };
    let from_seconds = clock.start_of(first);
    let before = Sql::new(
        "SELECT rig, (SELECT COALESCE(MAX(at_seconds), 0) FROM steps WHERE steps.holder = positions.holder \
         AND steps.rig = positions.rig AND at_seconds <= ",
    )
    .bind(from_seconds)
    .push(") FROM positions WHERE holder = ")
    .bind(holder.to_owned())
    .push(" AND rig IN ")
    .bind_all(rigs.iter().copied())
    .all(connection, |row| {
        Ok((holder.to_owned(), u32::read(row, 0)?, u64::read(row, 1)?))
    })
    .await?;
    let mut steps = read_by_keys::<StepRow>(connection, &before).await?;
    steps.extend(
        Sql::select::<StepRow>("")
            .push(" FROM steps WHERE holder = ")
            .bind(holder.to_owned())
            .push(" AND rig IN ")
            .bind_all(rigs)
            .push(" AND at_seconds > ")
            .bind(from_seconds)
            .push(" AND at_seconds < ")
            .bind(clock.end_of(last))
            .push(" ORDER BY rig, at_seconds")
            .all(connection, StepRow::read)
            .await?,
    );
    let mut by_rig: BTreeMap<u32, Vec<StepRow>> = BTreeMap::new();
    for step in steps {
        by_rig.entry(step.rig).or_default().push(step);
    }
    Ok(by_rig)
}

/// Share-seconds up to a second.
fn weight_at(steps: &[StepRow], seconds: u64) -> u128 {
    let last = steps.iter().rev().find(|step| step.at_seconds <= seconds);
    last.map_or(0, |step| {
        let held = seconds.saturating_sub(step.at_seconds);
        step.weight + u128::from(step.shares) * u128::from(held)
    })
}
