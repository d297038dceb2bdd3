//! An address's history as a table, for taxes.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sqlx::AnyConnection;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::activity::account_of;
use super::answer::INDEXED_HEIGHT;
use super::error::ApiError;
use super::history_lines::Lines;
use super::params::{address_of, Params};
use super::App;
use crate::error::IndexError;
use crate::event::{attributes, EventId};
use crate::store::sql::Sql;
use crate::store::table::read_by_keys;
use crate::store::tables::EventRow;
use crate::store::value::Column;
use crate::store::Store;

/// The most events that are read at once.
const AT_ONCE: u32 = 1_000;

/// The columns.
pub const COLUMNS: [&str; 11] = [
    "time",
    "height",
    "tx",
    "kind",
    "rig",
    "token",
    "shares",
    "amount",
    "denom",
    "counterparty",
    "wallet",
];

/// Time as spreadsheets read it, UTC.
fn utc(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // Howard Hinnant's civil_from_days, for days since 1970: years begin in March.
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

fn write(rows: Vec<EventRow>, history: &mut Lines) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        let data = attributes(&row.data);
        for line in history.read(&row.kind, &data) {
            let rig = if row.rig == 0 {
                String::new()
            } else {
                row.rig.to_string()
            };
            writer.write_record([
                utc(row.time_seconds),
                EventId(row.id).height().to_string(),
                row.tx_hash.clone(),
                line.kind.to_owned(),
                rig,
                row.token_id.clone(),
                line.shares,
                line.amount,
                line.denom,
                line.counterparty,
                line.wallet,
            ])?;
        }
    }
    writer.flush()?;
    writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}

/// Events of an account after an id, by rising id.
async fn page(
    connection: &mut AnyConnection,
    account: i64,
    after: i64,
    below: i64,
) -> Result<Vec<EventRow>, sqlx::Error> {
    let ids = Sql::new("SELECT id FROM event_accounts WHERE account = ")
        .bind(account)
        .push(" AND id > ")
        .bind(after)
        .push(" AND id < ")
        .bind(below)
        .push(" ORDER BY id LIMIT ")
        .bind(AT_ONCE)
        .all(connection, |row| Ok((i64::read(row, 0)?,)))
        .await?;
    let mut rows = read_by_keys::<EventRow>(connection, &ids).await?;
    rows.sort_unstable_by_key(|row| row.id);
    Ok(rows)
}

/// Sends an address's history up to a block, piece by piece.
///
/// # Errors
/// The database does not answer.
pub async fn export(
    store: &Store,
    address: &str,
    to: mpsc::Sender<Result<Vec<u8>, std::io::Error>>,
) -> Result<(), IndexError> {
    let mut snapshot = store.snapshot().await?;
    let below = EventId::first_of(snapshot.progress.height + 1);
    let Some(account) = account_of(snapshot.connection(), address).await? else {
        return Ok(());
    };
    drop(snapshot);
    let mut history = Lines::of(address);
    let mut after = -1;
    loop {
        // A state of its own each: what is before a block does not change, and nobody waits for a slow
        // reader.
        let mut snapshot = store.snapshot().await?;
        let rows = page(snapshot.connection(), account, after, below).await?;
        drop(snapshot);
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = last.id;
        let text = write(rows, &mut history).map_err(|error| IndexError::System {
            what: "writing a history".to_owned(),
            why: error.to_string(),
        })?;
        if to.send(Ok(text)).await.is_err() {
            return Ok(());
        }
    }
}

/// The line with the names of the columns.
#[must_use]
pub fn heading() -> String {
    format!("{}\r\n", COLUMNS.join(","))
}

/// An address's history, the oldest first, as CSV.
#[utoipa::path(get, path = "/v1/holders/{address}/history.csv", tag = "holders",
    params(("address" = String, Path, description = "whose")),
    responses((status = 200, content_type = "text/csv", body = String),
        (status = 400, body = super::error::Refusal)))]
pub async fn history(
    State(app): State<App>,
    Path(address): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    Params::read(query.as_deref(), &[])?;
    let address = address_of(&address, &app.about.prefix)?;
    let progress = app.store.snapshot().await?.progress;
    let (sender, receiver) = mpsc::channel(4);
    let store = app.store.clone();
    let file = format!("attachment; filename=\"rigshare-{address}.csv\"");
    tokio::spawn(async move {
        // Who has gone does not listen.
        let _ = sender.send(Ok(heading().into_bytes())).await;
        if let Err(error) = export(&store, &address, sender.clone()).await {
            // Cut off, so that nobody takes a part for the whole.
            let _ = sender
                .send(Err(std::io::Error::other(error.to_string())))
                .await;
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, file),
        (INDEXED_HEIGHT, progress.height.to_string()),
    ];
    Ok((headers, Body::from_stream(ReceiverStream::new(receiver))).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_of_the_calendar() {
        assert_eq!(utc(0), "1970-01-01T00:00:00Z");
        assert_eq!(utc(951_827_696), "2000-02-29T12:34:56Z");
        assert_eq!(utc(1_767_225_599), "2025-12-31T23:59:59Z");
        assert_eq!(utc(4_107_542_400), "2100-03-01T00:00:00Z");
    }
}
