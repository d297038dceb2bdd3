//! What a question says: each parameter is read strictly, and refused with its value where it is wrong.

use std::collections::BTreeMap;
use std::str::FromStr;

use rigshare_types::units::{Denom, MAX_DENOM_BYTES, MAX_TEXT_BYTES};

use super::error::ApiError;

/// The most items of a page.
pub const MOST_ITEMS: u32 = 200;

/// The items of a page where the question does not say.
const USUAL_ITEMS: u32 = 50;

/// The parameters of a question.
#[derive(Clone, Debug, Default)]
pub struct Params {
    given: BTreeMap<String, String>,
}

impl Params {
    /// Reads the query of an address.
    ///
    /// # Errors
    /// It has a parameter that the question does not have, or has one twice.
    pub fn read(query: Option<&str>, known: &[&str]) -> Result<Self, ApiError> {
        let mut given = BTreeMap::new();
        let pairs = query
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty());
        for pair in pairs {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decode(name), decode(value));
            if !known.contains(&name.as_str()) {
                return Err(ApiError::unknown_parameter(&name, &value, known));
            }
            if given.insert(name.clone(), value.clone()).is_some() {
                return Err(ApiError::bad_parameter(&name, &value, "given once"));
            }
        }
        Ok(Self { given })
    }

    /// A parameter as text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.given.get(name).map(String::as_str)
    }

    /// A whole number.
    ///
    /// # Errors
    /// It is none, or has no room.
    pub fn number<T: FromStr>(&self, name: &str) -> Result<Option<T>, ApiError> {
        self.text(name)
            .map(|value| number(value).ok_or_else(|| bad(name, value, "a whole number in range")))
            .transpose()
    }

    /// One of some words.
    ///
    /// # Errors
    /// It is none of them.
    pub fn word(
        &self,
        name: &str,
        words: &[&'static str],
    ) -> Result<Option<&'static str>, ApiError> {
        let Some(value) = self.text(name) else {
            return Ok(None);
        };
        let known = words.iter().find(|word| **word == value).copied();
        known
            .map(Some)
            .ok_or_else(|| bad(name, value, &format!("one of {}", words.join(", "))))
    }

    /// Yes or no.
    ///
    /// # Errors
    /// It is neither `true` nor `false`.
    pub fn flag(&self, name: &str) -> Result<bool, ApiError> {
        Ok(self.word(name, &["true", "false"])? == Some("true"))
    }

    /// An address of the chain.
    ///
    /// # Errors
    /// It is none.
    pub fn address(&self, name: &str, prefix: &str) -> Result<Option<String>, ApiError> {
        let Some(value) = self.text(name) else {
            return Ok(None);
        };
        if is_address(value, prefix) {
            Ok(Some(value.to_owned()))
        } else {
            Err(bad(
                name,
                value,
                &format!("an address that begins with {prefix}1"),
            ))
        }
    }

    /// A denom.
    ///
    /// # Errors
    /// It is none.
    pub fn denom(&self, name: &str) -> Result<Option<String>, ApiError> {
        let Some(value) = self.text(name) else {
            return Ok(None);
        };
        let fits = value.len() <= MAX_DENOM_BYTES + 5 && is_plain(value);
        match value.parse::<Denom>() {
            Ok(_) if fits => Ok(Some(value.to_owned())),
            _ => Err(bad(name, value, "a denom")),
        }
    }

    /// A name of something, such as a coin or a token.
    ///
    /// # Errors
    /// It is empty, too long, or has characters that no name has.
    pub fn name(&self, name: &str) -> Result<Option<String>, ApiError> {
        let Some(value) = self.text(name) else {
            return Ok(None);
        };
        if !value.is_empty() && value.len() <= MAX_TEXT_BYTES && is_plain(value) {
            Ok(Some(value.to_owned()))
        } else {
            Err(bad(name, value, "a name"))
        }
    }

    /// How many items, at most [`MOST_ITEMS`].
    ///
    /// # Errors
    /// It is none of 1 to that.
    pub fn limit(&self) -> Result<u32, ApiError> {
        match self.text("limit") {
            None => Ok(USUAL_ITEMS),
            Some(value) => number(value)
                .filter(|limit| (1..=MOST_ITEMS).contains(limit))
                .ok_or_else(|| bad("limit", value, &format!("a number from 1 to {MOST_ITEMS}"))),
        }
    }

    /// Where the page begins: what `next` of the page before said, in its parts.
    ///
    /// # Errors
    /// It is not a `next` of this question.
    pub fn cursor<const PARTS: usize>(&self) -> Result<Option<[String; PARTS]>, ApiError> {
        let Some(value) = self.text("cursor") else {
            return Ok(None);
        };
        let parts: Vec<String> = value.split('~').map(str::to_owned).collect();
        let whole = |part: &String| !part.is_empty() && !part.contains(char::is_whitespace);
        let fits = value.len() <= 4 * MAX_TEXT_BYTES && is_plain(value) && parts.iter().all(whole);
        match <[String; PARTS]>::try_from(parts) {
            Ok(parts) if fits => Ok(Some(parts)),
            _ => Err(self.bad_cursor()),
        }
    }

    /// Where the page begins, where that is one number.
    ///
    /// # Errors
    /// As [`Self::cursor`].
    pub fn cursor_at<T: FromStr>(&self) -> Result<Option<T>, ApiError> {
        let parts = self.cursor::<1>()?;
        parts.map(|[at]| self.cursor_number(&at)).transpose()
    }

    /// A part of the cursor as a number.
    ///
    /// # Errors
    /// It is none.
    pub fn cursor_number<T: FromStr>(&self, part: &str) -> Result<T, ApiError> {
        number(part).ok_or_else(|| self.bad_cursor())
    }

    /// That the cursor is not one of this question.
    #[must_use]
    pub fn bad_cursor(&self) -> ApiError {
        let value = self.text("cursor").unwrap_or_default();
        bad("cursor", value, "what `next` of the page before said")
    }
}

fn bad(name: &str, value: &str, expected: &str) -> ApiError {
    ApiError::bad_parameter(name, value, expected)
}

/// Digits alone: no sign, no space.
fn number<T: FromStr>(text: &str) -> Option<T> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// The number of a rig, from a path.
///
/// # Errors
/// It is none.
pub fn rig_of(path: &str) -> Result<u32, ApiError> {
    number(path).ok_or_else(|| ApiError::bad_path("rig", path, "the number of a rig"))
}

/// An address, from a path.
///
/// # Errors
/// It is none of this chain.
pub fn address_of(path: &str, prefix: &str) -> Result<String, ApiError> {
    if is_address(path, prefix) {
        return Ok(path.to_owned());
    }
    let expected = format!("an address that begins with {prefix}1");
    Err(ApiError::bad_path("address", path, &expected))
}

fn is_address(text: &str, prefix: &str) -> bool {
    let lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
    lower && bech32::decode(text).is_ok_and(|(found, _)| found.as_str() == prefix)
}

fn is_plain(text: &str) -> bool {
    text.chars().all(|character| !character.is_control())
}

/// Undoes the escapes of an address. What is no text stays visible as such, and fits no rule.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match (first, hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            (b'+', _) => {
                bytes.push(b' ');
                rest = after;
            }
            (byte, _) => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(query: &str) -> Params {
        Params::read(Some(query), &["a", "limit", "cursor"]).unwrap()
    }

    #[test]
    fn numbers_are_digits() {
        assert_eq!(params("a=12").number::<u32>("a"), Ok(Some(12)));
        assert_eq!(params("").number::<u32>("a"), Ok(None));
        for wrong in [
            "a=",
            "a=-1",
            "a=%2B1",
            "a=1.0",
            "a=4294967296",
            "a=0x1",
            "a=%201",
        ] {
            let error = params(wrong).number::<u32>("a").unwrap_err();
            let expected = decode(wrong.strip_prefix("a=").unwrap());
            assert!(
                format!("{error:?}").contains(&format!("{expected:?}")),
                "{error:?}"
            );
        }
    }

    #[test]
    fn unknown_and_repeated_parameters_are_refused() {
        for wrong in ["b=1", "a=1&a=2", "A=1"] {
            assert!(Params::read(Some(wrong), &["a"]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn limits_have_a_range() {
        assert_eq!(params("").limit(), Ok(50));
        assert_eq!(params("limit=200").limit(), Ok(200));
        for wrong in ["limit=0", "limit=201", "limit=x", "limit="] {
            assert!(params(wrong).limit().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_cursor_has_its_parts() {
        let cursor = params("cursor=3~x").cursor::<2>();
        assert_eq!(cursor, Ok(Some(["3".to_owned(), "x".to_owned()])));
        assert!(params("cursor=3").cursor::<2>().is_err());
        for wrong in ["3~%00", "3~", "~3", "3~a+b"] {
            assert!(
                params(&format!("cursor={wrong}")).cursor::<2>().is_err(),
                "{wrong}"
            );
        }
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(decode("ibc%2FAB+c%zz%"), "ibc/AB c%zz%");
    }

    #[test]
    fn an_address_is_one_of_the_chain() {
        let hrp = bech32::Hrp::parse("wasm").unwrap();
        let good = bech32::encode::<bech32::Bech32>(hrp, &[7; 20]).unwrap();
        assert_eq!(address_of(&good, "wasm"), Ok(good.clone()));
        for wrong in [
            good.to_uppercase(),
            good.replace('1', "2"),
            good.clone() + "q",
        ] {
            assert!(address_of(&wrong, "wasm").is_err(), "{wrong}");
        }
        assert!(address_of(&good, "osmo").is_err());
    }
}
