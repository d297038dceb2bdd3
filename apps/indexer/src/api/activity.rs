//! What happened: events, as they are.

use axum::extract::{RawQuery, State};
use sqlx::AnyConnection;

use super::answer::{cut, Answer, Page};
use super::error::ApiError;
use super::params::Params;
use super::view::Activity;
use super::App;
use crate::event::{KIND_PREFIX, KNOWN_KINDS};
use crate::store::sql::Sql;
use crate::store::table::{read_by_keys, Row};
use crate::store::tables::{AccountRow, EventRow};
use crate::store::value::Column;

/// The number of an address; none where no event names it.
///
/// # Errors
/// The database does not answer.
pub async fn account_of(
    connection: &mut AnyConnection,
    address: &str,
) -> Result<Option<i64>, sqlx::Error> {
    let rows = read_by_keys::<AccountRow>(connection, &[(address.to_owned(),)]).await?;
    Ok(rows.first().map(|row| row.account))
}

/// Events, the newest first.
#[utoipa::path(get, path = "/v1/activity", tag = "activity", params(
    ("rig" = Option<u32>, Query, description = "about this rig"),
    ("address" = Option<String>, Query, description = "about this address"),
    ("kind" = Option<String>, Query, description = "of this type, without `rigshare_`"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "1 to 200, else 50"),
), responses((status = 200, body = Page<Activity>), (status = 400, body = super::error::Refusal)))]
pub async fn list(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Answer, ApiError> {
    let params = Params::read(
        query.as_deref(),
        &["rig", "address", "kind", "cursor", "limit"],
    )?;
    let limit = params.limit()?;
    let before = params.cursor_at::<i64>()?.unwrap_or(i64::MAX);
    let kinds: Vec<&'static str> = KNOWN_KINDS
        .iter()
        .filter_map(|kind| kind.strip_prefix(KIND_PREFIX))
        .collect();
    let kind = params.word("kind", &kinds)?.map(str::to_owned);
    let rig = params.number::<u32>("rig")?;
    let address = params.address("address", &app.about.prefix)?;
    let mut snapshot = app.store.snapshot().await?;
    let connection = snapshot.connection();
    let rows = match address {
        None => {
            Sql::select::<EventRow>("")
                .push(" FROM events WHERE id < ")
                .bind(before)
                .push_if(" AND rig = ", rig)
                .push_if(" AND kind = ", kind)
                .push(" ORDER BY id DESC LIMIT ")
                .bind(limit + 1)
                .all(connection, EventRow::read)
                .await?
        }
        Some(address) => match account_of(connection, &address).await? {
            None => Vec::new(),
            Some(account) => {
                // The page's events are chosen in the small table first.
                let ids = Sql::new("SELECT id FROM event_accounts WHERE account = ")
                    .bind(account)
                    .push(" AND id < ")
                    .bind(before)
                    .push_if(" AND rig = ", rig)
                    .push_if(" AND kind = ", kind)
                    .push(" ORDER BY id DESC LIMIT ")
                    .bind(limit + 1)
                    .all(connection, |row| Ok((i64::read(row, 0)?,)))
                    .await?;
                let mut rows = read_by_keys::<EventRow>(connection, &ids).await?;
                rows.sort_unstable_by_key(|row| std::cmp::Reverse(row.id));
                rows
            }
        },
    };
    let (rows, next) = cut(rows, limit, |row| row.id.to_string());
    let items: Vec<Activity> = rows.into_iter().map(Activity::from).collect();
    Ok(Answer::new(&snapshot.progress, &Page { items, next })?)
}
