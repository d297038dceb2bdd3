//! A page of what a table tells of a rig, an epoch a row.

use super::answer::cut;
use super::error::ApiError;
use super::params::{rig_of, Params};
use crate::store::sql::Sql;
use crate::store::table::Row;
use crate::store::Snapshot;

/// A page of a rig's epochs, the newest first.
#[derive(Clone, Copy, Debug)]
pub struct RigPage {
    /// The rig.
    pub rig: u32,
    limit: u32,
    before: Option<u32>,
}

impl RigPage {
    /// What a path and a query ask for.
    ///
    /// # Errors
    /// The path is no rig's number; the query has something else than a cursor and a limit.
    pub fn read(rig: &str, query: Option<&str>) -> Result<Self, ApiError> {
        let params = Params::read(query, &["cursor", "limit"])?;
        Ok(Self {
            rig: rig_of(rig)?,
            limit: params.limit()?,
            before: params.cursor_at()?,
        })
    }

    /// The page's rows, and where the next page begins. The table has columns `rig` and `epoch`.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn rows<R: Row>(
        &self,
        snapshot: &mut Snapshot,
        epoch: impl Fn(&R) -> u32,
    ) -> Result<(Vec<R>, Option<String>), ApiError> {
        let rows = Sql::select::<R>("")
            .push(" FROM ")
            .push(R::TABLE)
            .push(" WHERE rig = ")
            .bind(self.rig)
            .push_if(" AND epoch < ", self.before)
            .push(" ORDER BY epoch DESC LIMIT ")
            .bind(self.limit + 1)
            .all(snapshot.connection(), R::read)
            .await?;
        Ok(cut(rows, self.limit, |row| epoch(row).to_string()))
    }
}
