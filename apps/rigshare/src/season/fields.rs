//! The keys of one action, each taken once; what is left over is an error.

use toml::{Table, Value};

use super::error::{SeasonError, Source};
use super::values::{Amount, Name};

/// The keys of one action.
pub struct Fields<'a> {
    source: &'a Source,
    byte: usize,
    index: usize,
    table: Table,
}

impl<'a> Fields<'a> {
    /// The keys of the action that begins at `byte`.
    #[must_use]
    pub const fn new(source: &'a Source, byte: usize, index: usize, table: Table) -> Self {
        Self {
            source,
            byte,
            index,
            table,
        }
    }

    /// An error about a key.
    #[must_use]
    pub fn error(&self, field: &str, why: String) -> SeasonError {
        self.source
            .error(self.byte, format!("actions[{}].{field}", self.index), why)
    }

    /// Refuses keys that were not taken.
    ///
    /// # Errors
    /// Names the first of them and its value.
    pub fn finish(self) -> Result<(), SeasonError> {
        match self.table.iter().next() {
            None => Ok(()),
            Some((key, value)) => {
                let why = format!("{value}: this kind of action has no such key");
                Err(self.error(key, why))
            }
        }
    }

    fn value(&mut self, field: &str) -> Result<Value, SeasonError> {
        self.table
            .remove(field)
            .ok_or_else(|| self.error(field, "is missing".to_owned()))
    }

    /// A string.
    ///
    /// # Errors
    /// It is missing, or of another type.
    pub fn string(&mut self, field: &str) -> Result<String, SeasonError> {
        match self.value(field)? {
            Value::String(text) => Ok(text),
            other => Err(self.error(field, format!("{other} is not a string"))),
        }
    }

    /// A string of a certain form.
    ///
    /// # Errors
    /// It is missing, or not of the form.
    pub fn take<T>(
        &mut self,
        field: &str,
        form: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, SeasonError> {
        let text = self.string(field)?;
        parse(&text).ok_or_else(|| self.error(field, format!("{text:?} is not {form}")))
    }

    /// A name or alias.
    ///
    /// # Errors
    /// It is missing, or not one.
    pub fn name(&mut self, field: &str) -> Result<Name, SeasonError> {
        self.take(field, Name::FORM, Name::parse)
    }

    /// An amount.
    ///
    /// # Errors
    /// It is missing, or not one.
    pub fn amount(&mut self, field: &str) -> Result<Amount, SeasonError> {
        self.take(field, Amount::FORM, Amount::parse)
    }

    /// A number above zero.
    ///
    /// # Errors
    /// It is missing, or not one.
    pub fn count(&mut self, field: &str) -> Result<u64, SeasonError> {
        let value = self.value(field)?;
        self.positive(field, &value)
    }

    /// A day of the season.
    ///
    /// # Errors
    /// It is missing, or not before `days`.
    pub fn day(&mut self, field: &str, days: u32) -> Result<u32, SeasonError> {
        let value = self.value(field)?;
        let day = value.as_integer().and_then(|day| u32::try_from(day).ok());
        match day.filter(|day| *day < days) {
            Some(day) => Ok(day),
            None => Err(self.error(
                field,
                format!("{value} is not a day from 0 to {}", days - 1),
            )),
        }
    }

    /// Numbers above zero.
    ///
    /// # Errors
    /// They are missing, or one is none.
    pub fn counts(&mut self, field: &str) -> Result<Vec<u64>, SeasonError> {
        let values = self.array(field)?;
        let counts = values.iter().map(|value| self.positive(field, value));
        counts.collect()
    }

    /// Names or aliases, at least one.
    ///
    /// # Errors
    /// They are missing, or one is none.
    pub fn names(&mut self, field: &str) -> Result<Vec<Name>, SeasonError> {
        let values = self.array(field)?;
        let name = |value: &Value| {
            value
                .as_str()
                .and_then(Name::parse)
                .ok_or_else(|| self.error(field, format!("{value} is not {}", Name::FORM)))
        };
        values.iter().map(name).collect()
    }

    fn array(&mut self, field: &str) -> Result<Vec<Value>, SeasonError> {
        match self.value(field)? {
            Value::Array(values) if !values.is_empty() => Ok(values),
            other => Err(self.error(field, format!("{other} is not an array with entries"))),
        }
    }

    fn positive(&self, field: &str, value: &Value) -> Result<u64, SeasonError> {
        value
            .as_integer()
            .and_then(|number| u64::try_from(number).ok())
            .filter(|number| *number > 0)
            .ok_or_else(|| self.error(field, format!("{value} is not an integer above 0")))
    }
}
