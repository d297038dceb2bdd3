//! The forms of single values: strings of digits, decimals, dates, times and names.

use std::fmt;

use serde::de::{Deserializer, Error, Unexpected};
use serde::Deserialize;

/// Seconds of a day.
pub const DAY_SECONDS: u64 = 86_400;

/// An amount, hashrate or price: a string of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub u128);

impl Amount {
    /// Reads a string of digits: nothing else, and no leading zero.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let canonical = text == "0" || !text.starts_with('0');
        (digits && canonical).then(|| text.parse().ok().map(Self))?
    }
}

/// Billionths, written as a decimal with at most nine decimals, such as `"0.042"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nano(pub u128);

impl Nano {
    /// Reads such a decimal.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || fraction.len() > 9 {
            return None;
        }
        let whole: u128 = whole.parse().ok()?;
        let fraction: u128 = format!("{fraction:0<9}").parse().ok()?;
        whole
            .checked_mul(1_000_000_000)?
            .checked_add(fraction)
            .map(Self)
    }
}

/// A decimal that people read and nothing computes with, such as a difficulty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal(pub String);

impl Decimal {
    fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        (digits(whole) && digits(fraction) && text.len() <= 64).then(|| Self(text.to_owned()))
    }
}

/// A UTC date, as days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date(pub u32);

impl Date {
    /// Reads `YYYY-MM-DD`, from 2009 to 2099.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let [year, month, day] = numbers(text, '-', [4, 2, 2])?;
        let known = (2009..=2099).contains(&year) && (1..=12).contains(&month);
        if !known || !(1..=days_of_month(year, month)).contains(&day) {
            return None;
        }
        let years: u32 = (1970..year).map(days_of_year).sum();
        let months: u32 = (1..month).map(|month| days_of_month(year, month)).sum();
        Some(Self(years + months + day - 1))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut year, mut month, mut left) = (1970, 1, self.0);
        while left >= days_of_year(year) {
            left -= days_of_year(year);
            year += 1;
        }
        while left >= days_of_month(year, month) {
            left -= days_of_month(year, month);
            month += 1;
        }
        write!(f, "{year:04}-{month:02}-{:02}", left + 1)
    }
}

/// Gregorian: every fourth year, without the hundreds that four hundred does not divide.
const fn days_of_year(year: u32) -> u32 {
    if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) {
        366
    } else {
        365
    }
}

const fn days_of_month(year: u32, month: u32) -> u32 {
    match month {
        2 => days_of_year(year) - 337,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A UTC time of day in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(pub u64);

impl TimeOfDay {
    /// Reads `HH:MM:SS`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let [hours, minutes, seconds] = numbers(text, ':', [2, 2, 2])?;
        (hours < 24 && minutes < 60 && seconds < 60)
            .then(|| Self(u64::from(hours * 3_600 + minutes * 60 + seconds)))
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(seconds) = self;
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
        write!(f, "{hours:02}:{minutes:02}:{:02}", seconds % 60)
    }
}

/// Numbers of fixed widths between separators.
fn numbers(text: &str, separator: char, widths: [usize; 3]) -> Option<[u32; 3]> {
    let mut numbers = [0; 3];
    let mut parts = text.split(separator);
    for (number, width) in numbers.iter_mut().zip(widths) {
        let part = parts.next()?;
        if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

/// A name, id or alias: lower case, digits and `-`, at most 48 bytes. It is safe as a file's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(pub String);

impl Name {
    /// Reads a name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        ((1..=48).contains(&text.len()) && text.bytes().all(letter)).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::ops::Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

macro_rules! read_from_string {
    ($($value:ty, $what:literal;)+) => {
        $(
            impl $value {
                /// What a value of this form is, for errors.
                pub const FORM: &'static str = $what;
            }

            impl<'de> Deserialize<'de> for $value {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let text = String::deserialize(deserializer)?;
                    Self::parse(&text)
                        .ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &Self::FORM))
                }
            }
        )+
    };
}

read_from_string! {
    Amount, "a string of digits below 2^128";
    Nano, "a decimal with at most 9 decimals, as a string";
    Decimal, "a decimal, as a string";
    Date, "a date YYYY-MM-DD";
    TimeOfDay, "a time HH:MM:SS";
    Name, "a name of lower case letters, digits and '-'";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_and_written() {
        for (text, days) in [
            ("2026-05-27", 20_600),
            ("2024-02-29", 19_782),
            ("2099-12-31", 47_481),
        ] {
            assert_eq!(Date::parse(text), Some(Date(days)));
            assert_eq!(Date(days).to_string(), text);
        }
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-5-27",
            "1999-01-01",
            "2026-05-27Z",
            "",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_are_digits_and_nothing_else() {
        assert_eq!(Amount::parse("0"), Some(Amount(0)));
        assert_eq!(
            Amount::parse(&u128::MAX.to_string()),
            Some(Amount(u128::MAX))
        );
        for text in [
            "",
            "-1",
            "+1",
            "1.0",
            "1e3",
            " 1",
            "007",
            "340282366920938463463374607431768211456",
        ] {
            assert_eq!(Amount::parse(text), None, "{text}");
        }
        assert_eq!(Nano::parse("0.042"), Some(Nano(42_000_000)));
        assert_eq!(Nano::parse("7"), Some(Nano(7_000_000_000)));
        for text in ["0.0420000001", "-0.1", ".1", "1.", "1,0"] {
            assert_eq!(Nano::parse(text), None, "{text}");
        }
    }

    #[test]
    fn times_and_names_are_strict() {
        assert_eq!(TimeOfDay::parse("23:59:59"), Some(TimeOfDay(86_399)));
        assert_eq!(TimeOfDay(11_471).to_string(), "03:11:11");
        for text in ["24:00:00", "1:00:00", "00:60:00", "00:00"] {
            assert_eq!(TimeOfDay::parse(text), None, "{text}");
        }
        for text in ["", "A", "../x", "a b", "a_b"] {
            assert_eq!(Name::parse(text), None, "{text}");
        }
    }
}
