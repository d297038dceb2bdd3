//! Where the index is kept.

pub mod dialect;
pub mod hash;
pub mod overlay;
pub mod sql;
pub mod table;
pub mod tables;
pub mod value;

use std::collections::BTreeMap;

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Transaction};

use self::dialect::Dialect;
use self::table::{read_by_keys, write, Write};
use self::tables::{ProgressRow, SuiteRow};
use crate::error::IndexError;

/// How many connections answer questions.
const READERS: u32 = 8;

/// A database that is open.
#[derive(Clone, Debug)]
pub struct Store {
    /// Which one.
    pub dialect: Dialect,
    readers: AnyPool,
    url: String,
}

impl Store {
    /// Opens a database.
    ///
    /// # Errors
    /// It is of no known kind, or does not open.
    pub async fn open(url: &str) -> Result<Self, IndexError> {
        sqlx::any::install_default_drivers();
        let dialect = Dialect::of(url)?;
        let url = match dialect {
            Dialect::Sqlite if !url.contains('?') => format!("{url}?mode=rwc"),
            _ => url.to_owned(),
        };
        let pool = dialect.pool(false).max_connections(READERS);
        Ok(Self {
            dialect,
            readers: pool.connect(&url).await?,
            url,
        })
    }

    /// Brings the tables to what this build knows.
    ///
    /// # Errors
    /// The database was made by a newer build, or refuses.
    pub async fn migrate(&self) -> Result<(), IndexError> {
        let mut connection = self.writer().await?;
        Ok(self.dialect.migrator().run(&mut *connection).await?)
    }

    /// One state of the index, for a task that takes as long as it takes: readers' questions may not.
    ///
    /// # Errors
    /// As [`Self::snapshot`].
    pub async fn long_snapshot(&self) -> Result<Snapshot, IndexError> {
        let pool = self.dialect.pool(true).max_connections(1);
        self.snapshot_of(&pool.connect(&self.url).await?).await
    }

    /// The connection that writes.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn writer(&self) -> Result<PoolConnection<Any>, IndexError> {
        let pool = self.dialect.pool(true).max_connections(1);
        Ok(pool.connect(&self.url).await?.acquire().await?)
    }

    /// One state of the index, to ask several questions of.
    ///
    /// # Errors
    /// The database does not answer, or nothing is indexed yet.
    pub async fn snapshot(&self) -> Result<Snapshot, IndexError> {
        self.snapshot_of(&self.readers).await
    }

    async fn snapshot_of(&self, pool: &AnyPool) -> Result<Snapshot, IndexError> {
        let begin = self.dialect.begin_reading();
        let mut transaction = pool.begin_with(begin).await?;
        let progress = progress(&mut transaction).await?.ok_or(IndexError::Empty)?;
        Ok(Snapshot {
            transaction,
            progress,
        })
    }

    /// How far the index is; none where nothing was indexed yet.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn progress(&self) -> Result<Option<ProgressRow>, IndexError> {
        let mut connection = self.readers.acquire().await?;
        Ok(progress(&mut connection).await?)
    }

    /// What the index is of.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn suite(&self) -> Result<BTreeMap<String, String>, IndexError> {
        let mut connection = self.readers.acquire().await?;
        let rows = sqlx::query_as("SELECT name, value FROM suite");
        let rows: Vec<(String, String)> = rows.fetch_all(&mut *connection).await?;
        Ok(rows.into_iter().collect())
    }

    /// Says what the index is of, once; later it must be the same.
    ///
    /// # Errors
    /// It is of something else.
    pub async fn claim_suite(&self, suite: &BTreeMap<String, String>) -> Result<(), IndexError> {
        let known = self.suite().await?;
        for (name, value) in suite {
            match known.get(name) {
                Some(found) if found != value => {
                    return Err(IndexError::OtherSuite {
                        name: name.clone(),
                        found: found.clone(),
                        expected: value.clone(),
                    })
                }
                _ => {}
            }
        }
        if known.is_empty() {
            let rows: Vec<SuiteRow> = suite
                .iter()
                .map(|(name, value)| SuiteRow {
                    name: name.clone(),
                    value: value.clone(),
                })
                .collect();
            let mut connection = self.readers.acquire().await?;
            write(&mut connection, Write::Upsert, &rows).await?;
        }
        Ok(())
    }
}

/// How far the index is.
///
/// # Errors
/// The database does not answer.
pub async fn progress(connection: &mut AnyConnection) -> Result<Option<ProgressRow>, sqlx::Error> {
    let rows = read_by_keys::<ProgressRow>(connection, &[(1,)]).await?;
    Ok(rows.into_iter().next())
}

/// One state of the index.
pub struct Snapshot {
    /// To ask with.
    pub transaction: Transaction<'static, Any>,
    /// How far that state is.
    pub progress: ProgressRow,
}

impl Snapshot {
    /// To ask with.
    pub fn connection(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }
}
