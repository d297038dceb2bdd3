//! Times in answers to UTC days.

use crate::daily::{Day, SECONDS_PER_DAY};
use crate::error::PoolError;
use crate::json::Node;

/// 2009-01-03, the first block of Bitcoin, and 2100-01-01: outside them a figure is not a time in
/// seconds (zero, or milliseconds).
const FIRST_SECOND: u64 = 1_230_940_800;
const LAST_SECOND: u64 = 4_102_444_800;

fn bad(node: &Node<'_>) -> PoolError {
    PoolError::BadTime {
        path: node.path().to_owned(),
        value: node.shown(),
    }
}

fn day_of(seconds: u64, node: &Node<'_>) -> Result<Day, PoolError> {
    if !(FIRST_SECOND..LAST_SECOND).contains(&seconds) {
        return Err(bad(node));
    }
    Day::try_from(seconds / SECONDS_PER_DAY).map_err(|_| bad(node))
}

/// The UTC day of a time in whole seconds since 1970, a JSON integer.
pub(crate) fn unix_day(node: &Node<'_>) -> Result<Day, PoolError> {
    let seconds = node.number()?.parse().map_err(|_| bad(node))?;
    day_of(seconds, node)
}

/// As [`unix_day`], for methods that divide milliseconds and so may show a fraction of a second.
pub(crate) fn unix_day_with_fraction(node: &Node<'_>) -> Result<Day, PoolError> {
    let digits = node.number()?;
    let whole = match digits.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|b| b.is_ascii_digit()) => whole,
        Some(_) => return Err(bad(node)),
        None => digits,
    };
    day_of(whole.parse().map_err(|_| bad(node))?, node)
}

/// The UTC day of `YYYY-MM-DDTHH:MM:SS`, with or without `Z`, or of seconds since 1970 as a string
/// or an integer. Any other offset is refused rather than guessed.
pub(crate) fn iso_or_unix_day(node: &Node<'_>) -> Result<Day, PoolError> {
    if !node.is_string() {
        return unix_day(node);
    }
    let text = node.string()?;
    let seconds = match text.parse::<u64>() {
        Ok(seconds) => Some(seconds),
        Err(_) => iso_seconds(text.strip_suffix('Z').unwrap_or(&text)),
    };
    day_of(seconds.ok_or_else(|| bad(node))?, node)
}

fn iso_seconds(text: &str) -> Option<u64> {
    let (date, time) = text.split_once('T')?;
    let [year, month, day] = fields(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = fields(time, ':', [2, 2, 2])?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Some(days_from_civil(year, month, day)? * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second)
}

fn fields(text: &str, separator: char, widths: [usize; 3]) -> Option<[u64; 3]> {
    let mut parts = text.split(separator);
    let mut values = [0; 3];
    for (value, width) in values.iter_mut().zip(widths) {
        let part = parts.next()?;
        if part.len() != width || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        *value = part.parse().ok()?;
    }
    parts.next().is_none().then_some(values)
}

/// Days since 1970-01-01 of a date of the Gregorian calendar, counted year by year and month by
/// month; `None` for a date that does not exist or is before 1970.
fn days_from_civil(year: u64, month: u64, day: u64) -> Option<u64> {
    let leap = |y: u64| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    let month_days = |m: u64| match m {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !(1970..2100).contains(&year)
        || !(1..=12).contains(&month)
        || !(1..=month_days(month)).contains(&day)
    {
        return None;
    }
    let years: u64 = (1970..year).map(|y| if leap(y) { 366 } else { 365 }).sum();
    let months: u64 = (1..month).map(month_days).sum();
    Some(years + months + day - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_days_of_the_calendar() {
        assert_eq!(days_from_civil(1970, 1, 1), Some(0));
        assert_eq!(days_from_civil(2000, 2, 29), Some(11_016));
        assert_eq!(days_from_civil(2026, 6, 1), Some(20_605));
        assert_eq!(days_from_civil(2026, 2, 29), None);
        assert_eq!(days_from_civil(2026, 13, 1), None);
        assert_eq!(days_from_civil(2026, 4, 31), None);
        assert_eq!(iso_seconds("2026-06-07T03:35:48"), Some(1_780_803_348));
        for text in [
            "2026-6-07T03:35:48",
            "2026-06-07 03:35:48",
            "2026-06-07T03:35:48+02:00",
            "T",
        ] {
            assert_eq!(iso_seconds(text), None, "{text}");
        }
    }
}
