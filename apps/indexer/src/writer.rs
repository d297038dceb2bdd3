//! The one who writes: a batch of blocks, all of it or nothing, together with how far it is.

use rigshare_types::EpochClock;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Connection};

use crate::chain::facts::Facts;
use crate::chain::Block;
use crate::error::IndexError;
use crate::event::EventId;
use crate::fold::fold;
use crate::for_derived_tables;
use crate::store::table::{write, Row, Write};
use crate::store::tables::*;
use crate::store::{progress, Store};

/// The most events that are folded anew in one transaction.
const REPLAY_EVENTS: i64 = 5_000;

/// After how many events the database looks at its tables again.
const ANALYZE_EVENTS: u64 = 100_000;

/// The one who writes.
pub struct Writer {
    store: Store,
    connection: PoolConnection<Any>,
    clock: EpochClock,
    progress: ProgressRow,
    events_since_analysis: u64,
}

impl Writer {
    /// Becomes the one who writes; none where another one is. An index that was never written begins
    /// with block `start_height`.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn open(
        store: &Store,
        clock: EpochClock,
        start_height: u64,
    ) -> Result<Option<Self>, IndexError> {
        let mut connection = store.writer().await?;
        if !store.dialect.lock_writer(&mut connection).await? {
            return Ok(None);
        }
        let progress = match progress(&mut connection).await? {
            Some(progress) => progress,
            None => begin(&mut connection, start_height).await?,
        };
        Ok(Some(Self {
            store: store.clone(),
            connection,
            clock,
            progress,
            events_since_analysis: 0,
        }))
    }

    /// How far it is.
    #[must_use]
    pub const fn progress(&self) -> &ProgressRow {
        &self.progress
    }

    /// Writes blocks that follow the last one.
    ///
    /// # Errors
    /// They don't follow; an event does not fit; the database or the node does not answer; somebody else
    /// writes. Nothing is written then.
    pub async fn write(
        &mut self,
        blocks: Vec<Block>,
        facts: &dyn Facts,
    ) -> Result<u64, IndexError> {
        let Some(last) = blocks.last() else {
            return Ok(0);
        };
        self.check_follows(&blocks)?;
        let mut next = ProgressRow {
            source_height: last.height,
            source_seconds: last.time_seconds,
            source_hash: last.hash.clone(),
            height: last.height,
            time_seconds: last.time_seconds,
            ..self.progress.clone()
        };
        let mut rows = Vec::new();
        for block in blocks {
            for event in block.events {
                rows.push(event.into_row(block.height, block.time_seconds)?);
            }
        }
        let begin = self.store.dialect.begin_writing();
        let mut transaction = self.connection.begin_with(begin).await?;
        if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
            let (first, last) = (EventId(first.id).height(), EventId(last.id).height());
            let dialect = self.store.dialect;
            dialect
                .make_partitions(&mut transaction, first, last)
                .await?;
        }
        fold(
            &mut transaction,
            self.clock,
            &mut next.accounts,
            facts,
            &mut rows,
        )
        .await?;
        write(&mut transaction, Write::Insert, &rows).await?;
        advance(&mut transaction, &self.progress, &next).await?;
        transaction.commit().await?;
        self.progress = next;
        let written = rows.len() as u64;
        self.analyze_after(written).await?;
        Ok(written)
    }

    fn check_follows(&self, blocks: &[Block]) -> Result<(), IndexError> {
        let mut height = self.progress.source_height;
        let mut hash = self.progress.source_hash.as_str();
        for block in blocks {
            let follows =
                block.height == height + 1 && (hash.is_empty() || block.parent_hash == hash);
            if !follows {
                return Err(IndexError::OtherHistory {
                    height: block.height,
                    found: block.parent_hash.clone(),
                    expected: hash.to_owned(),
                });
            }
            (height, hash) = (block.height, &block.hash);
        }
        Ok(())
    }

    /// Folds stored events anew, where the other tables are not as far as they are. True while there is
    /// more to fold.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub async fn replay(&mut self, facts: &dyn Facts) -> Result<bool, IndexError> {
        if self.progress.height >= self.progress.source_height {
            return Ok(false);
        }
        let begin = self.store.dialect.begin_writing();
        let mut transaction = self.connection.begin_with(begin).await?;
        let mut rows = next_blocks(&mut transaction, self.progress.height).await?;
        let mut next = self.progress.clone();
        if let Some(last) = rows.last() {
            next.height = EventId(last.id).height();
            next.time_seconds = last.time_seconds;
        } else {
            next.height = next.source_height;
            next.time_seconds = next.source_seconds;
        }
        fold(
            &mut transaction,
            self.clock,
            &mut next.accounts,
            facts,
            &mut rows,
        )
        .await?;
        advance(&mut transaction, &self.progress, &next).await?;
        transaction.commit().await?;
        self.progress = next;
        self.analyze_after(rows.len() as u64).await?;
        Ok(true)
    }

    /// Forgets the blocks from `from_height` on, and everything that was folded. What is before stays, is
    /// folded anew, and then blocks are asked for again.
    ///
    /// # Errors
    /// The index does not reach that far; the database does not answer.
    pub async fn forget(&mut self, from_height: u64) -> Result<(), IndexError> {
        if from_height == 0 || from_height > self.progress.source_height + 1 {
            return Err(IndexError::Inconsistent {
                height: from_height,
                what: format!(
                    "it can't be forgotten: the index ends at block {}",
                    self.progress.source_height
                ),
            });
        }
        let begin = self.store.dialect.begin_writing();
        let mut transaction = self.connection.begin_with(begin).await?;
        macro_rules! empty_all {
            ($($row:ident),+) => {
                $( run(&mut transaction, format!("DELETE FROM {}", $row::TABLE)).await?; )+
            };
        }
        for_derived_tables!(empty_all);
        let first = EventId::first_of(from_height);
        for table in [EventRow::TABLE, FactRow::TABLE] {
            run(
                &mut transaction,
                format!("DELETE FROM {table} WHERE id >= {first}"),
            )
            .await?;
        }
        let mut next = ProgressRow {
            height: 0,
            time_seconds: 0,
            accounts: 0,
            ..self.progress.clone()
        };
        if from_height <= self.progress.source_height {
            // What the block before was called is not kept: the next one that comes says it.
            next.source_height = from_height - 1;
            next.source_seconds = 0;
            next.source_hash = String::new();
        }
        advance(&mut transaction, &self.progress, &next).await?;
        transaction.commit().await?;
        self.progress = next;
        Ok(())
    }

    async fn analyze_after(&mut self, events: u64) -> Result<(), IndexError> {
        self.events_since_analysis += events;
        if self.events_since_analysis >= ANALYZE_EVENTS {
            self.analyze().await?;
        }
        Ok(())
    }

    /// Has the database look at its tables, so that it plans well.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn analyze(&mut self) -> Result<(), IndexError> {
        self.store.dialect.analyze(&mut self.connection).await?;
        self.events_since_analysis = 0;
        Ok(())
    }
}

async fn begin(
    connection: &mut AnyConnection,
    start_height: u64,
) -> Result<ProgressRow, sqlx::Error> {
    let before = start_height.saturating_sub(1);
    let row = ProgressRow {
        one: 1,
        source_height: before,
        source_seconds: 0,
        source_hash: String::new(),
        height: before,
        time_seconds: 0,
        accounts: 0,
    };
    write(connection, Write::Insert, std::slice::from_ref(&row)).await?;
    Ok(row)
}

/// Moves the progress on, if it is where this writer left it.
async fn advance(
    connection: &mut AnyConnection,
    from: &ProgressRow,
    to: &ProgressRow,
) -> Result<(), IndexError> {
    let found = progress(connection).await?.ok_or(IndexError::Empty)?;
    if found != *from {
        return Err(IndexError::Overtaken {
            expected: from.source_height,
            found: found.source_height,
        });
    }
    Ok(write(connection, Write::Upsert, std::slice::from_ref(to)).await?)
}

/// Stored events of whole blocks after `height`.
async fn next_blocks(
    connection: &mut AnyConnection,
    height: u64,
) -> Result<Vec<EventRow>, IndexError> {
    let after = EventId::first_of(height + 1);
    let mut rows = events_between(connection, after, i64::MAX, REPLAY_EVENTS).await?;
    if i64::try_from(rows.len()) != Ok(REPLAY_EVENTS) {
        return Ok(rows);
    }
    let Some(cut) = rows.last().map(|row| EventId(row.id).height()) else {
        return Ok(rows);
    };
    let whole = |row: &EventRow| EventId(row.id).height() < cut;
    if rows.first().is_some_and(whole) {
        rows.retain(whole);
        return Ok(rows);
    }
    // One block has more events than that.
    let end = EventId::first_of(cut + 1);
    Ok(events_between(connection, after, end, i64::MAX).await?)
}

/// Events by rising id, from `from` on and below `below`.
///
/// # Errors
/// The database does not answer.
pub async fn events_between(
    connection: &mut AnyConnection,
    from: i64,
    below: i64,
    limit: i64,
) -> Result<Vec<EventRow>, sqlx::Error> {
    let sql = format!(
        "SELECT {} FROM events WHERE id >= $1 AND id < $2 ORDER BY id LIMIT $3",
        EventRow::COLUMNS.join(", ")
    );
    let query = sqlx::query(AssertSqlSafe(sql));
    let rows = query
        .bind(from)
        .bind(below)
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(EventRow::read).collect()
}

async fn run(connection: &mut AnyConnection, sql: String) -> Result<(), sqlx::Error> {
    sqlx::query(AssertSqlSafe(sql)).execute(connection).await?;
    Ok(())
}
