//! The content hash: two databases with the same hash say the same about everything.

use futures::TryStreamExt;
use sha2::{Digest, Sha256};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::table::Row;
use super::tables::*;
use super::value::Value;
use crate::for_derived_tables;

/// SHA-256 over every row of every table in the order of keys, hexadecimal. It is the same in either
/// database.
///
/// # Errors
/// The database does not answer.
pub async fn content_hash(connection: &mut AnyConnection) -> Result<String, sqlx::Error> {
    let mut hasher = Sha256::new();
    macro_rules! feed_all {
        ($($row:ident),+) => { $( feed::<$row>(connection, &mut hasher).await?; )+ };
    }
    feed_all!(ProgressRow, SuiteRow, FactRow, EventRow);
    for_derived_tables!(feed_all);
    let digest = hasher.finalize();
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

async fn feed<R: Row>(
    connection: &mut AnyConnection,
    hasher: &mut Sha256,
) -> Result<(), sqlx::Error> {
    hasher.update(R::TABLE.as_bytes());
    let (columns, key) = (R::COLUMNS.join(", "), R::KEY.join(", "));
    let sql = format!("SELECT {columns} FROM {} ORDER BY {key}", R::TABLE);
    let read = |row: &AnyRow| R::read(row).map(|row| row.values());
    feed_rows(connection, sql, &read, hasher).await
}

async fn feed_rows(
    connection: &mut AnyConnection,
    sql: String,
    read: &(dyn Fn(&AnyRow) -> Result<Vec<Value>, sqlx::Error> + Send + Sync),
    hasher: &mut Sha256,
) -> Result<(), sqlx::Error> {
    let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(connection);
    while let Some(row) = rows.try_next().await? {
        for value in read(&row)? {
            value.feed(|bytes| hasher.update(bytes));
        }
    }
    Ok(())
}
