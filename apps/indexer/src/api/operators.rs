//! Operators: their rigs, what is unsettled, who bought.

use axum::extract::{Path, RawQuery, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::Answer;
use super::error::ApiError;
use super::params::{address_of, Params, MOST_ITEMS};
use super::rig_summaries::summaries;
use super::rig_view::RigSummary;
use super::rigs::RigHolder;
use super::App;
use crate::fold::EVERYBODY;
use crate::store::sql::Sql;
use crate::store::table::Row;
use crate::store::tables::*;
use crate::store::value::Column;

/// An epoch with a final report that is not closed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Unsettled {
    /// The rig.
    pub rig: u32,
    /// The epoch.
    pub epoch: u32,
    /// What the pool credited, base units of the mined coin.
    pub gross: String,
    /// The report's grade.
    pub grade: String,
    /// When the report became final.
    pub final_time_seconds: u64,
}

/// Who has shares of a rig.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RigBuyers {
    /// The rig.
    pub rig: u32,
    /// Who has its shares, most first.
    pub buyers: Vec<RigHolder>,
}

/// What an operator's rigs have done, together.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Totals {
    /// Closed epochs.
    pub closed: u64,
    /// Paid in full within the grace.
    pub settled: u64,
    /// Paid in full after it.
    pub late: u64,
    /// Not paid in full.
    pub defaulted: u64,
    /// Without a report.
    pub outage: u64,
}

/// An operator.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Operator {
    /// Its address.
    pub address: String,
    /// Its rigs, at most 200.
    pub rigs: Vec<RigSummary>,
    /// What they have done, together.
    pub record: Totals,
    /// Epochs with a final report that are not closed, the oldest first, at most 200.
    pub unsettled: Vec<Unsettled>,
    /// Who has shares, the 200 largest over all rigs.
    pub sales: Vec<RigBuyers>,
}

/// An operator.
#[utoipa::path(get, path = "/v1/operators/{address}", tag = "operators",
    params(("address" = String, Path, description = "the operator")),
    responses((status = 200, body = Operator), (status = 400, body = super::error::Refusal)))]
pub async fn one(
    State(app): State<App>,
    Path(address): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Answer, ApiError> {
    Params::read(query.as_deref(), &[])?;
    let address = address_of(&address, &app.about.prefix)?;
    let mut snapshot = app.store.snapshot().await?;
    let rows = Sql::select::<RigRow>("")
        .push(" FROM rigs WHERE operator = ")
        .bind(address.clone())
        .push(" ORDER BY rig LIMIT ")
        .bind(MOST_ITEMS)
        .all(snapshot.connection(), RigRow::read)
        .await?;
    let (rigs, _) = summaries(&app, &mut snapshot, &rows).await?;
    let mut record = Totals::default();
    for row in &rows {
        record.settled += u64::from(row.settled_epochs);
        record.late += u64::from(row.late_epochs);
        record.defaulted += u64::from(row.defaulted_epochs);
        record.outage += u64::from(row.outage_epochs);
    }
    record.closed = record.settled + record.late + record.defaulted + record.outage;
    let unsettled = unsettled(&app, &mut snapshot, &rows).await?;
    let sales = sales(&mut snapshot, &rows).await?;
    let operator = Operator {
        address,
        rigs,
        record,
        unsettled,
        sales,
    };
    Ok(Answer::new(&snapshot.progress, &operator)?)
}

async fn unsettled(
    app: &App,
    snapshot: &mut crate::store::Snapshot,
    rigs: &[RigRow],
) -> Result<Vec<Unsettled>, sqlx::Error> {
    if rigs.is_empty() {
        return Ok(Vec::new());
    }
    let clock = app.about.clock;
    let epoch_of = |sql: Sql, column: &'static str| {
        sql.push("(")
            .push(column)
            .push(" - ")
            .bind(clock.genesis_seconds)
            .push(") / ")
            .bind(u64::from(clock.epoch_seconds))
    };
    // Epochs before the first share, and after the last second in which there was one, owe nothing.
    let sql = Sql::select::<ReportRow>("r.")
        .push(
            " FROM rigs g JOIN positions p ON p.rig = g.rig JOIN reports r ON r.rig = g.rig \
             AND r.epoch > g.last_closed_epoch AND r.epoch < g.end_epoch WHERE p.holder = ",
        )
        .bind(EVERYBODY.to_owned())
        .push(" AND g.rig IN ")
        .bind_all(rigs.iter().map(|row| row.rig));
    let sql = epoch_of(sql.push(" AND r.epoch >= "), "p.since_seconds");
    let sql = epoch_of(
        sql.push(" AND (p.shares > 0 OR r.epoch <= "),
        "p.at_seconds",
    );
    let rows = sql
        .push(") ORDER BY r.epoch, r.rig LIMIT ")
        .bind(MOST_ITEMS)
        .all(snapshot.connection(), ReportRow::read)
        .await?;
    let unsettled = rows.into_iter().map(|row| Unsettled {
        rig: row.rig,
        epoch: row.epoch,
        gross: row.gross.to_string(),
        grade: row.grade,
        final_time_seconds: row.time_seconds,
    });
    Ok(unsettled.collect())
}

async fn sales(
    snapshot: &mut crate::store::Snapshot,
    rigs: &[RigRow],
) -> Result<Vec<RigBuyers>, sqlx::Error> {
    if rigs.is_empty() {
        return Ok(Vec::new());
    }
    // The largest of each rig first, which an index has ready.
    let mut sql = Sql::default();
    for (place, rig) in rigs.iter().enumerate() {
        sql = sql
            .push(if place == 0 { "" } else { " UNION ALL " })
            .push("SELECT * FROM (SELECT shares, rig, holder FROM positions WHERE rig = ")
            .bind(rig.rig)
            .push(" AND shares > 0 AND holder <> '' ORDER BY shares DESC, holder DESC LIMIT ")
            .bind(MOST_ITEMS)
            .push(") AS of_rig");
    }
    let holders = sql
        .push(" ORDER BY shares DESC, rig DESC, holder DESC LIMIT ")
        .bind(MOST_ITEMS)
        .all(snapshot.connection(), |row| {
            Ok((
                u64::read(row, 0)?,
                u32::read(row, 1)?,
                String::read(row, 2)?,
            ))
        })
        .await?;
    let buyers = rigs.iter().map(|rig| RigBuyers {
        rig: rig.rig,
        buyers: holders
            .iter()
            .filter(|(_, of, _)| *of == rig.rig)
            .map(|(shares, _, holder)| RigHolder {
                holder: holder.clone(),
                shares: *shares,
            })
            .collect(),
    });
    Ok(buyers.collect())
}
