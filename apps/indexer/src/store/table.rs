//! Rows of tables, and how many of them are read and written at once.
//!
//! The statements are those that SQLite and PostgreSQL read alike.

use std::fmt::Write as _;

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::value::{Statement, Value};

/// A row of a table. The key's columns come first.
pub trait Row: Sized + Clone {
    /// What tells rows apart.
    type Key: Clone + Ord + Send + Sync;
    /// The table's name.
    const TABLE: &'static str;
    /// The columns of the key.
    const KEY: &'static [&'static str];
    /// All columns.
    const COLUMNS: &'static [&'static str];

    /// The row's key.
    fn key(&self) -> Self::Key;
    /// A key's values.
    fn key_values(key: &Self::Key) -> Vec<Value>;
    /// All values.
    fn values(&self) -> Vec<Value>;
    /// Reads a row that has all columns, in order.
    ///
    /// # Errors
    /// A column holds something else.
    fn read(row: &AnyRow) -> Result<Self, sqlx::Error>;
}

/// Declares a table's row.
#[macro_export]
macro_rules! table {
    (
        $(#[$doc:meta])+
        $row:ident = $table:literal {
            $( key $(#[$key_doc:meta])+ $key:ident : $key_type:ty, )+
            $( $(#[$field_doc:meta])+ $field:ident : $type:ty, )*
        }
    ) => {
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $row {
            $( $(#[$key_doc])+ pub $key: $key_type, )+
            $( $(#[$field_doc])+ pub $field: $type, )*
        }

        impl $crate::store::table::Row for $row {
            type Key = ($($key_type,)+);
            const TABLE: &'static str = $table;
            const KEY: &'static [&'static str] = &[$(stringify!($key)),+];
            const COLUMNS: &'static [&'static str] =
                &[$(stringify!($key),)+ $(stringify!($field)),*];

            fn key(&self) -> Self::Key {
                ($(self.$key.clone(),)+)
            }

            fn key_values(($($key,)+): &Self::Key) -> Vec<$crate::store::value::Value> {
                vec![$($crate::store::value::Column::value($key)),+]
            }

            fn values(&self) -> Vec<$crate::store::value::Value> {
                use $crate::store::value::Column;
                vec![$(self.$key.value(),)+ $(self.$field.value()),*]
            }

            #[allow(unused_assignments)] // The last place is counted, and nothing comes after it.
            fn read(row: &sqlx::any::AnyRow) -> Result<Self, sqlx::Error> {
                use $crate::store::value::Column;
                let mut at = 0;
                $( let $key = Column::read(row, at)?; at += 1; )+
                $( let $field = Column::read(row, at)?; at += 1; )*
                Ok(Self { $($key,)+ $($field),* })
            }
        }
    };
}

/// The most rows of one statement.
const MOST_ROWS: usize = 64;

/// A table, as statements name it.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    name: &'static str,
    key: &'static [&'static str],
    columns: &'static [&'static str],
}

impl Table {
    /// The table of a row.
    #[must_use]
    pub const fn of<R: Row>() -> Self {
        Self {
            name: R::TABLE,
            key: R::KEY,
            columns: R::COLUMNS,
        }
    }
}

/// What happens to a row that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Write {
    /// It is an error: the row is new.
    Insert,
    /// It is replaced.
    Upsert,
}

/// Writes rows, as many in one statement as fit.
///
/// # Errors
/// The database refuses.
pub async fn write<R: Row>(
    connection: &mut AnyConnection,
    how: Write,
    rows: &[R],
) -> Result<(), sqlx::Error> {
    let rows: Vec<Vec<Value>> = rows.iter().map(Row::values).collect();
    write_values(connection, Table::of::<R>(), how, &rows).await
}

/// [`write()`] for values.
///
/// # Errors
/// The database refuses.
pub async fn write_values(
    connection: &mut AnyConnection,
    table: Table,
    how: Write,
    rows: &[Vec<Value>],
) -> Result<(), sqlx::Error> {
    let numbered = numbers_arguments(connection);
    for chunk in in_powers_of_two(rows) {
        let columns = table.columns.join(", ");
        let mut sql = format!("INSERT INTO {} ({columns}) VALUES ", table.name);
        placeholders(&mut sql, numbered, chunk.len(), table.columns.len());
        if how == Write::Upsert {
            conflict(&mut sql, table);
        }
        bound(sql, chunk).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Reads the rows of keys; those that are not there are left out.
///
/// # Errors
/// The database refuses, or holds something else.
pub async fn read_by_keys<R: Row>(
    connection: &mut AnyConnection,
    keys: &[R::Key],
) -> Result<Vec<R>, sqlx::Error> {
    let keys: Vec<Vec<Value>> = keys.iter().map(R::key_values).collect();
    let rows = read_values(connection, Table::of::<R>(), &keys).await?;
    rows.iter().map(R::read).collect()
}

/// [`read_by_keys`] for values.
///
/// # Errors
/// The database refuses.
pub async fn read_values(
    connection: &mut AnyConnection,
    table: Table,
    keys: &[Vec<Value>],
) -> Result<Vec<AnyRow>, sqlx::Error> {
    let numbered = numbers_arguments(connection);
    let mut rows = Vec::with_capacity(keys.len());
    for chunk in keys.chunks(MOST_ROWS) {
        // The last key is asked for again and again, so that there are few different statements.
        let length = chunk.len().next_power_of_two();
        let last = chunk.last().into_iter().cycle();
        let padded: Vec<Vec<Value>> = chunk.iter().chain(last).take(length).cloned().collect();
        let columns = table.columns.join(", ");
        let sql = format!("SELECT {columns} FROM {}", table.name);
        let sql = where_key(sql, table, numbered, length);
        rows.extend(bound(sql, &padded).fetch_all(&mut *connection).await?);
    }
    Ok(rows)
}

/// Deletes the rows of keys.
///
/// # Errors
/// The database refuses.
pub async fn delete_values(
    connection: &mut AnyConnection,
    table: Table,
    keys: &[Vec<Value>],
) -> Result<(), sqlx::Error> {
    let numbered = numbers_arguments(connection);
    for chunk in in_powers_of_two(keys) {
        let sql = format!("DELETE FROM {}", table.name);
        let sql = where_key(sql, table, numbered, chunk.len());
        bound(sql, chunk).execute(&mut *connection).await?;
    }
    Ok(())
}

/// SQLite looks for the name of each argument among all of them, if they have names.
fn numbers_arguments(connection: &AnyConnection) -> bool {
    connection.backend_name() != "SQLite"
}

fn where_key(mut sql: String, table: Table, numbered: bool, keys: usize) -> String {
    // Writing to a string never fails.
    let _ = write!(sql, " WHERE ({}) IN (VALUES ", table.key.join(", "));
    placeholders(&mut sql, numbered, keys, table.key.len());
    sql + ")"
}

fn bound(sql: String, rows: &[Vec<Value>]) -> Statement {
    let mut statement: Statement = sqlx::query(AssertSqlSafe(sql));
    for value in rows.iter().flatten() {
        statement = value.clone().bind(statement);
    }
    statement
}

/// Pieces whose lengths are powers of two, so that there are few different statements, which the
/// database then keeps prepared.
fn in_powers_of_two<T>(mut all: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let most = all.len().min(MOST_ROWS);
        let length = most.checked_ilog2().map(|log| 1 << log)?;
        let (piece, rest) = all.split_at_checked(length)?;
        all = rest;
        Some(piece)
    })
}

/// `($1, $2), ($3, $4)`, or where arguments have no numbers `(?, ?), (?, ?)`.
fn placeholders(sql: &mut String, numbered: bool, rows: usize, columns: usize) {
    let mut number = 0;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns {
            number += 1;
            let comma = if column == 0 { "" } else { ", " };
            // Writing to a string never fails.
            let _ = if numbered {
                write!(sql, "{comma}${number}")
            } else {
                write!(sql, "{comma}?")
            };
        }
        sql.push(')');
    }
}

fn conflict(sql: &mut String, table: Table) {
    let rest: Vec<String> = table
        .columns
        .iter()
        .filter(|column| !table.key.contains(column))
        .map(|column| format!("{column} = excluded.{column}"))
        .collect();
    let then = if rest.is_empty() {
        "NOTHING".to_owned()
    } else {
        format!("UPDATE SET {}", rest.join(", "))
    };
    let _ = write!(sql, " ON CONFLICT ({}) DO {then}", table.key.join(", "));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_powers_of_two_and_lose_nothing() {
        for length in 0..300 {
            let all: Vec<usize> = (0..length).collect();
            let pieces: Vec<&[usize]> = in_powers_of_two(&all).collect();
            assert_eq!(pieces.concat(), all);
            for piece in pieces {
                assert!(piece.len().is_power_of_two() && piece.len() <= MOST_ROWS);
            }
        }
    }

    #[test]
    fn placeholders_count_on() {
        let mut sql = String::new();
        placeholders(&mut sql, true, 2, 3);
        assert_eq!(sql, "($1, $2, $3), ($4, $5, $6)");
        sql.clear();
        placeholders(&mut sql, false, 2, 2);
        assert_eq!(sql, "(?, ?), (?, ?)");
    }
}
