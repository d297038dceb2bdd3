//! What a column may hold, in either database: whole numbers of 64 bits and text. Never NULL, never a
//! float.

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, Row as _};

/// A column's value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A whole number.
    Int(i64),
    /// Text.
    Text(String),
}

/// A statement with its arguments.
pub type Statement = Query<'static, Any, AnyArguments>;

impl Value {
    /// Adds it to a statement's arguments.
    pub fn bind(self, statement: Statement) -> Statement {
        match self {
            Self::Int(number) => statement.bind(number),
            Self::Text(text) => statement.bind(text),
        }
    }

    /// As the content hash sees it: the kind, the length, the bytes.
    pub fn feed(&self, mut into: impl FnMut(&[u8])) {
        let (kind, text) = match self {
            Self::Int(number) => (b"i", number.to_string()),
            Self::Text(text) => (b"t", text.clone()),
        };
        into(kind);
        into(&(text.len() as u64).to_be_bytes());
        into(text.as_bytes());
    }
}

/// A type that a column can hold.
pub trait Column: Sized {
    /// As it is stored.
    fn value(&self) -> Value;

    /// As it was stored, in place `at` of a row.
    ///
    /// # Errors
    /// The column holds something else.
    fn read(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error>;
}

impl Column for i64 {
    fn value(&self) -> Value {
        Value::Int(*self)
    }

    fn read(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
        row.try_get(at)
    }
}

macro_rules! numbers {
    ($($type:ty),+) => {$(
        impl Column for $type {
            // A second or a number of shares beyond 2^63 is for ever: it stays beyond everything.
            fn value(&self) -> Value {
                Value::Int(i64::try_from(*self).unwrap_or(i64::MAX))
            }

            fn read(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
                let number: i64 = row.try_get(at)?;
                Self::try_from(number).map_err(|error| broken(at, error))
            }
        }
    )+};
}

numbers!(u16, u32, u64);

impl Column for bool {
    fn value(&self) -> Value {
        Value::Int(i64::from(*self))
    }

    fn read(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
        Ok(i64::read(row, at)? != 0)
    }
}

impl Column for String {
    fn value(&self) -> Value {
        Value::Text(self.clone())
    }

    fn read(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
        row.try_get(at)
    }
}

impl Column for u128 {
    fn value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn read(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
        let text: &str = row.try_get(at)?;
        text.parse().map_err(|error| broken(at, error))
    }
}

/// An amount that is stored with leading zeros, so that rows can be sorted by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sorted(pub u128);

impl Column for Sorted {
    fn value(&self) -> Value {
        Value::Text(format!("{:039}", self.0))
    }

    fn read(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
        u128::read(row, at).map(Self)
    }
}

/// A number that may be absent: stored as -1.
impl Column for Option<u32> {
    fn value(&self) -> Value {
        Value::Int(self.map_or(-1, i64::from))
    }

    fn read(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
        let number: i64 = row.try_get(at)?;
        match number {
            -1 => Ok(None),
            _ => u32::try_from(number)
                .map(Some)
                .map_err(|error| broken(at, error)),
        }
    }
}

/// A column that holds what its type never writes.
pub fn broken(at: usize, why: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::ColumnDecode {
        index: at.to_string(),
        source: Box::new(why),
    }
}
