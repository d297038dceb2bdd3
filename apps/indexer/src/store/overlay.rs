//! Rows of one table while a batch of blocks works on them: read once, changed in memory, written once.

use std::collections::btree_map::Entry;
use std::collections::BTreeMap;

use sqlx::any::AnyRow;
use sqlx::AnyConnection;

use super::table::{delete_values, read_values, write_values, Row, Table, Write};
use super::value::Value;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// As the database has it.
    Clean,
    /// The database has it differently, or not at all.
    Changed,
    /// The database must not have it yet.
    New,
}

struct Slot<R> {
    row: Option<R>,
    state: State,
}

/// Rows of one table.
pub struct Overlay<R: Row> {
    slots: BTreeMap<R::Key, Slot<R>>,
    wanted: Vec<R::Key>,
}

impl<R: Row> Default for Overlay<R> {
    fn default() -> Self {
        Self {
            slots: BTreeMap::new(),
            wanted: Vec::new(),
        }
    }
}

impl<R: Row> Overlay<R> {
    /// Says that a row will be looked at.
    pub fn want(&mut self, key: R::Key) {
        if let Entry::Vacant(place) = self.slots.entry(key) {
            self.wanted.push(place.key().clone());
            place.insert(Slot {
                row: None,
                state: State::Clean,
            });
        }
    }

    /// The keys of the rows that were wanted, and are yet to be read.
    fn take_wanted(&mut self) -> Vec<Vec<Value>> {
        let wanted = std::mem::take(&mut self.wanted);
        wanted.iter().map(R::key_values).collect()
    }

    fn fill(&mut self, rows: &[AnyRow]) -> Result<(), sqlx::Error> {
        for row in rows {
            let row = R::read(row)?;
            if let Some(slot) = self.slots.get_mut(&row.key()) {
                slot.row = Some(row);
            }
        }
        Ok(())
    }

    /// Reads the rows that were wanted.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn load(&mut self, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
        let wanted = self.take_wanted();
        let rows = read_values(connection, Table::of::<R>(), &wanted).await?;
        self.fill(&rows)
    }

    /// A row that was wanted, or put.
    #[must_use]
    pub fn get(&self, key: &R::Key) -> Option<&R> {
        self.slots.get(key)?.row.as_ref()
    }

    /// Changes a row, if it is there.
    pub fn change(&mut self, key: &R::Key) -> Option<&mut R> {
        let slot = self.slots.get_mut(key)?;
        let row = slot.row.as_mut()?;
        if slot.state == State::Clean {
            slot.state = State::Changed;
        }
        Some(row)
    }

    /// Puts a row that the database may have.
    pub fn put(&mut self, row: R) {
        let key = row.key();
        let state = match self.slots.get(&key) {
            Some(slot) if slot.state == State::New && slot.row.is_some() => State::New,
            _ => State::Changed,
        };
        let row = Some(row);
        self.slots.insert(key, Slot { row, state });
    }

    /// Puts a row that the database must not have; having it is an error when it is written.
    pub fn add(&mut self, row: R) {
        let row_key = row.key();
        let state = match self.slots.get(&row_key) {
            // It was there, and is deleted by the same batch.
            Some(slot) if slot.state == State::Changed => State::Changed,
            _ => State::New,
        };
        let row = Some(row);
        self.slots.insert(row_key, Slot { row, state });
    }

    /// Takes a row away.
    pub fn remove(&mut self, key: &R::Key) -> Option<R> {
        let slot = self.slots.get_mut(key)?;
        slot.state = State::Changed;
        slot.row.take()
    }

    /// What was changed, in the order of keys.
    #[must_use]
    pub fn into_changes(self) -> Changes {
        let mut changes = Changes {
            table: Table::of::<R>(),
            gone: Vec::new(),
            changed: Vec::new(),
            new: Vec::new(),
        };
        for (key, slot) in self.slots {
            match (slot.state, slot.row) {
                (State::Clean, _) => {}
                (_, None) => changes.gone.push(R::key_values(&key)),
                (State::Changed, Some(row)) => changes.changed.push(row.values()),
                (State::New, Some(row)) => changes.new.push(row.values()),
            }
        }
        changes
    }
}

/// What a batch changes in a table.
pub struct Changes {
    table: Table,
    gone: Vec<Vec<Value>>,
    changed: Vec<Vec<Value>>,
    new: Vec<Vec<Value>>,
}

impl Changes {
    /// Writes it.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn write(self, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
        delete_values(connection, self.table, &self.gone).await?;
        write_values(connection, self.table, Write::Upsert, &self.changed).await?;
        write_values(connection, self.table, Write::Insert, &self.new).await
    }
}
