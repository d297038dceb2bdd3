//! A view of a JSON document that keeps numbers as their digits and knows its own path.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::decimal::{to_base_units, Excess};
use crate::error::PoolError;

/// A value in an answer.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    path: String,
    raw: &'a str,
}

/// An object's fields.
#[derive(Debug)]
pub(crate) struct Object<'a> {
    path: String,
    fields: BTreeMap<String, &'a str>,
}

/// Reads a whole answer. Nested parts are checked for syntax here too, so that a truncated answer
/// fails before any of it is used.
pub(crate) fn root(text: &str) -> Result<Node<'_>, PoolError> {
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| not_json("$", &error))?;
    Ok(Node {
        path: String::new(),
        raw: raw.get(),
    })
}

fn not_json(path: &str, error: &serde_json::Error) -> PoolError {
    PoolError::NotJson {
        path: if path.is_empty() {
            "$".to_owned()
        } else {
            path.to_owned()
        },
        line: error.line(),
        column: error.column(),
        what: error.to_string(),
    }
}

/// At most 80 characters of a value, for errors.
pub(crate) fn shorten(value: &str) -> String {
    const MOST: usize = 80;
    match value.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", value.get(..end).unwrap_or_default()),
        None => value.to_owned(),
    }
}

impl<'a> Node<'a> {
    /// JSON path of this value; `$` for the root.
    pub(crate) fn path(&self) -> &str {
        if self.path.is_empty() {
            "$"
        } else {
            &self.path
        }
    }

    /// The value as it stands in the answer, shortened.
    pub(crate) fn shown(&self) -> String {
        shorten(self.raw)
    }

    fn wrong_type(&self, expected: &'static str) -> PoolError {
        PoolError::WrongType {
            path: self.path().to_owned(),
            expected,
            value: self.shown(),
        }
    }

    /// Its fields; a field that occurs twice is an error.
    pub(crate) fn object(&self) -> Result<Object<'a>, PoolError> {
        if !self.raw.starts_with('{') {
            return Err(self.wrong_type("an object"));
        }
        let pairs: Pairs<'a> =
            serde_json::from_str(self.raw).map_err(|error| not_json(&self.path, &error))?;
        let mut object = Object {
            path: self.path.clone(),
            fields: BTreeMap::new(),
        };
        for (name, raw) in pairs.0 {
            let path = join(&object.path, &name);
            if object.fields.insert(name, raw.get()).is_some() {
                return Err(PoolError::DuplicateField { path });
            }
        }
        Ok(object)
    }

    /// Its elements.
    pub(crate) fn array(&self) -> Result<Vec<Node<'a>>, PoolError> {
        if !self.raw.starts_with('[') {
            return Err(self.wrong_type("an array"));
        }
        let items: Vec<&'a RawValue> =
            serde_json::from_str(self.raw).map_err(|error| not_json(&self.path, &error))?;
        let node = |(i, raw): (usize, &'a RawValue)| Node {
            path: format!("{}[{i}]", self.path()),
            raw: raw.get(),
        };
        Ok(items.into_iter().enumerate().map(node).collect())
    }

    /// A string, unescaped.
    pub(crate) fn string(&self) -> Result<String, PoolError> {
        if !self.is_string() {
            return Err(self.wrong_type("a string"));
        }
        serde_json::from_str(self.raw).map_err(|error| not_json(&self.path, &error))
    }

    /// Whether it is a string.
    pub(crate) fn is_string(&self) -> bool {
        self.raw.starts_with('"')
    }

    /// `true` or `false`.
    pub(crate) fn boolean(&self) -> Result<bool, PoolError> {
        match self.raw {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.wrong_type("true or false")),
        }
    }

    /// The digits of a JSON number, as written.
    pub(crate) fn number(&self) -> Result<&'a str, PoolError> {
        if self
            .raw
            .starts_with(|c: char| c == '-' || c.is_ascii_digit())
        {
            Ok(self.raw)
        } else {
            Err(self.wrong_type("a number"))
        }
    }

    /// A JSON number x 10^`decimals`.
    pub(crate) fn units(&self, decimals: u32, excess: Excess) -> Result<u128, PoolError> {
        to_base_units(self.number()?, decimals, excess, self.path())
    }

    /// A JSON number that must be written as an integer: a count of base units.
    pub(crate) fn integer(&self, unit: &'static str) -> Result<u128, PoolError> {
        let digits = self.number()?;
        if digits.contains(['.', 'e', 'E']) {
            return Err(PoolError::WrongUnit {
                path: self.path().to_owned(),
                value: self.shown(),
                expected: unit,
            });
        }
        self.units(0, Excess::Refuse)
    }
}

impl<'a> Object<'a> {
    /// A field that must be there. Where it is not and the object carries the pool's own error, that
    /// error is told instead.
    pub(crate) fn get(&self, field: &'static str) -> Result<Node<'a>, PoolError> {
        if let Some(node) = self.find(field) {
            return Ok(node);
        }
        if let Some(refusal) = self.refusal() {
            return Err(refusal);
        }
        let path = if self.path.is_empty() {
            "$".to_owned()
        } else {
            self.path.clone()
        };
        Err(PoolError::Missing { path, field })
    }

    /// A field that may be there; `null` counts as absent.
    pub(crate) fn find(&self, field: &str) -> Option<Node<'a>> {
        let raw = *self.fields.get(field).filter(|raw| **raw != "null")?;
        Some(Node {
            path: join(&self.path, field),
            raw,
        })
    }

    /// The pool's own error, where the object carries one.
    pub(crate) fn refusal(&self) -> Option<PoolError> {
        let told = ["error", "msg", "message"]
            .into_iter()
            .find_map(|name| self.find(name))?;
        Some(PoolError::PoolRefused {
            path: told.path().to_owned(),
            value: told.shown(),
        })
    }

    /// The name of its only field.
    pub(crate) fn only_name(&self) -> Option<&str> {
        let mut names = self.fields.keys();
        names
            .next()
            .filter(|_| names.next().is_none())
            .map(String::as_str)
    }
}

fn join(path: &str, field: &str) -> String {
    if path.is_empty() {
        field.to_owned()
    } else {
        format!("{path}.{field}")
    }
}

/// An object's fields in order, doubles included.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;
        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry::<String, &'de RawValue>()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(PairsVisitor)
    }
}
