//! A statement that is put together from parts, none of which is ever text of a user's.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::table::Row;
use super::value::{Column, Statement, Value};

/// A statement and its arguments.
#[derive(Clone, Debug, Default)]
pub struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// Begins with text.
    #[must_use]
    pub fn new(text: &'static str) -> Self {
        Self::default().push(text)
    }

    /// Begins with all columns of a table, each with what stands before it in the rest of the statement.
    #[must_use]
    pub fn select<R: Row>(prefix: &'static str) -> Self {
        let columns: Vec<String> = R::COLUMNS
            .iter()
            .map(|column| format!("{prefix}{column}"))
            .collect();
        Self {
            text: format!("SELECT {}", columns.join(", ")),
            values: Vec::new(),
        }
    }

    /// Adds text.
    #[must_use]
    pub fn push(mut self, text: &'static str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Adds an argument.
    #[must_use]
    pub fn bind(mut self, argument: impl Column) -> Self {
        self.values.push(argument.value());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Adds a list of arguments in brackets, which is not empty.
    #[must_use]
    pub fn bind_all(mut self, arguments: impl IntoIterator<Item = impl Column>) -> Self {
        self = self.push("(");
        for (place, argument) in arguments.into_iter().enumerate() {
            self = self.push(if place == 0 { "" } else { ", " }).bind(argument);
        }
        self.push(")")
    }

    /// Adds text and an argument, if there is one.
    #[must_use]
    pub fn push_if(self, text: &'static str, argument: Option<impl Column>) -> Self {
        match argument {
            Some(argument) => self.push(text).bind(argument),
            None => self,
        }
    }

    /// Asks, and reads each row.
    ///
    /// # Errors
    /// The database does not answer, or holds something else.
    pub async fn all<T>(
        self,
        connection: &mut AnyConnection,
        read: impl Fn(&AnyRow) -> Result<T, sqlx::Error>,
    ) -> Result<Vec<T>, sqlx::Error> {
        let rows = self.rows(connection).await?;
        rows.iter().map(read).collect()
    }

    async fn rows(self, connection: &mut AnyConnection) -> Result<Vec<AnyRow>, sqlx::Error> {
        let mut statement: Statement = sqlx::query(AssertSqlSafe(self.text));
        for value in self.values {
            statement = value.bind(statement);
        }
        statement.fetch_all(connection).await
    }

    /// Asks for at most one row.
    ///
    /// # Errors
    /// As [`Self::all`].
    pub async fn one<T>(
        self,
        connection: &mut AnyConnection,
        read: impl Fn(&AnyRow) -> Result<T, sqlx::Error>,
    ) -> Result<Option<T>, sqlx::Error> {
        Ok(self.all(connection, read).await?.into_iter().next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_numbered_and_never_part_of_the_text() {
        let sql = Sql::new("SELECT 1 WHERE a = ")
            .bind("x'; DROP".to_owned())
            .push_if(" AND b = ", Some(3_i64))
            .push_if(" AND c = ", None::<i64>)
            .push(" AND d IN ")
            .bind_all([1_u32, 2]);
        assert_eq!(
            sql.text,
            "SELECT 1 WHERE a = $1 AND b = $2 AND d IN ($3, $4)"
        );
        assert_eq!(sql.values.len(), 4);
    }
}
