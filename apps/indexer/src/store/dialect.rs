//! Everything in which SQLite and PostgreSQL differ.

use std::borrow::Cow;

use sqlx::any::AnyPoolOptions;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AssertSqlSafe, Executor, SqlSafeStr};

use crate::error::IndexError;

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

/// The migrations, oldest first.
const MIGRATIONS: &[(i64, &str, &str)] = &[(1, "tables", include_str!("schema/0001_tables.sql"))];

/// The tables that PostgreSQL keeps in partitions.
const PARTITIONED: [&str; 2] = ["events", "event_accounts"];

/// How many blocks a partition holds, as a power of two.
const PARTITION_BLOCKS_LOG2: u32 = 20;

/// The advisory lock of the one who writes.
const WRITER_LOCK: i64 = 0x5269_6773_6861_7265;

impl Dialect {
    /// Which database an address names.
    ///
    /// # Errors
    /// Neither.
    pub fn of(url: &str) -> Result<Self, IndexError> {
        if url.starts_with("sqlite:") {
            Ok(Self::Sqlite)
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Ok(Self::Postgres)
        } else {
            // An address may hold a password: only its scheme is repeated.
            let scheme = url.split_once(':').map_or(url, |(scheme, _)| scheme);
            Err(IndexError::UnknownDatabase {
                scheme: scheme.to_owned(),
            })
        }
    }

    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgresql",
        }
    }

    /// The migrations in this database's words.
    pub fn migrator(self) -> Migrator {
        let migrations = MIGRATIONS.iter().map(|(version, name, sql)| {
            let sql = AssertSqlSafe(self.words(sql)).into_sql_str();
            let kind = MigrationType::Simple;
            Migration::new(*version, Cow::Borrowed(*name), kind, sql, false)
        });
        Migrator::with_migrations(migrations.collect())
    }

    fn words(self, sql: &str) -> String {
        match self {
            Self::Sqlite => sql
                .replace("BIGINT", "INTEGER")
                .replace("/*WITHOUT ROWID*/", "WITHOUT ROWID"),
            // Text is sorted by its bytes, as SQLite does, whatever the language of the server is.
            Self::Postgres => sql
                .replace("TEXT", "TEXT COLLATE \"C\"")
                .replace("/*PARTITION BY RANGE (id)*/", "PARTITION BY RANGE (id)"),
        }
    }

    /// A pool's options: what each connection is told when it opens.
    #[must_use]
    pub fn pool(self, writes: bool) -> AnyPoolOptions {
        let settings = match self {
            // Readers and the writer don't wait for each other. After a loss of power the file is whole,
            // and may lack the newest blocks, which are read again.
            Self::Sqlite => {
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 10000; \
                 PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824;"
            }
            // A task takes as long as it takes, whatever limit the server or the role has.
            Self::Postgres if writes => "SET synchronous_commit = off; SET statement_timeout = 0;",
            // Planned for the values asked for: one account has three events, another a million.
            Self::Postgres => "SET statement_timeout = '10s'; SET plan_cache_mode = force_custom_plan;",
        };
        AnyPoolOptions::new().after_connect(move |connection, _| {
            Box::pin(async move {
                connection.execute(sqlx::raw_sql(settings)).await?;
                Ok(())
            })
        })
    }

    /// How a transaction begins that sees one state and changes nothing.
    #[must_use]
    pub const fn begin_reading(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN",
            Self::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    /// How a transaction begins that writes.
    #[must_use]
    pub const fn begin_writing(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN",
        }
    }

    /// Becomes the one who writes, until the connection ends; false where another one is.
    ///
    /// Two that write to one SQLite file are told apart by the progress that each expects.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn lock_writer(self, connection: &mut AnyConnection) -> Result<bool, sqlx::Error> {
        match self {
            Self::Sqlite => Ok(true),
            Self::Postgres => {
                sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
                    .bind(WRITER_LOCK)
                    .fetch_one(connection)
                    .await
            }
        }
    }

    /// Makes the partitions that blocks of these heights need.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn make_partitions(
        self,
        connection: &mut AnyConnection,
        first_height: u64,
        last_height: u64,
    ) -> Result<(), sqlx::Error> {
        if self == Self::Sqlite {
            return Ok(());
        }
        let span = |height: u64| height >> PARTITION_BLOCKS_LOG2;
        for number in span(first_height)..=span(last_height) {
            for table in PARTITIONED {
                let bits = PARTITION_BLOCKS_LOG2 + crate::event::EVENT_BITS;
                let (from, to) = (number << bits, (number + 1) << bits);
                let sql = format!(
                    "CREATE TABLE IF NOT EXISTS {table}_{number} PARTITION OF {table} \
                     FOR VALUES FROM ({from}) TO ({to})"
                );
                connection
                    .execute(sqlx::raw_sql(AssertSqlSafe(sql)))
                    .await?;
            }
        }
        Ok(())
    }

    /// Tells the database's planner how large the tables are, after many rows were written at once.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn analyze(self, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
        let sql = match self {
            Self::Sqlite => "PRAGMA optimize",
            Self::Postgres => "ANALYZE",
        };
        connection.execute(sqlx::raw_sql(sql)).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_database_and_keeps_its_password() {
        assert_eq!(Dialect::of("sqlite:index.db").unwrap(), Dialect::Sqlite);
        assert_eq!(
            Dialect::of("postgres://u:p@h/d").unwrap(),
            Dialect::Postgres
        );
        let error = Dialect::of("mysql://u:secret@h/d").unwrap_err().to_string();
        assert!(error.contains("mysql") && !error.contains("secret"));
    }
}
