//! Dates of the Gregorian calendar.

const SECONDS_PER_DAY: u64 = 86_400;

/// Days of 400 years: 400 * 365, and 97 leap days.
const DAYS_PER_CYCLE: u64 = 146_097;

/// Days from 1 March 1600 to 1 January 1970: a cycle of 400 years begins with a March, so that a
/// leap day is the last of its year, of its four years, and of its cycle.
const DAYS_BEFORE_1970: u64 = 135_080;

/// The UTC date of a second since 1970, as `2026-01-31`.
#[must_use]
pub fn utc_date(seconds: u64) -> String {
    let (year, month, day) = civil(seconds / SECONDS_PER_DAY);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Year, month and day of a day since 1970.
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + DAYS_BEFORE_1970;
    let (cycles, days) = (days / DAYS_PER_CYCLE, days % DAYS_PER_CYCLE);
    // The fourth century of a cycle, and the fourth year of four, are a day longer: their last day
    // would count as the first of a fifth.
    let centuries = (days / 36_524).min(3);
    let days = days - centuries * 36_524;
    let (fours, days) = (days / 1_461, days % 1_461);
    let years = (days / 365).min(3);
    let mut day = days - years * 365;
    let mut year = 1600 + cycles * 400 + centuries * 100 + fours * 4 + years;
    let mut month = 3;
    for length in [31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31] {
        if day < length {
            break;
        }
        day -= length;
        month += 1;
    }
    if month > 12 {
        month -= 12;
        year += 1;
    }
    (year, month, day + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_dates() {
        for (seconds, date) in [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (86_400, "1970-01-02"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_231_006_505, "2009-01-03"),
            (1_709_164_800, "2024-02-29"),
            (4_107_542_400, "2100-03-01"),
            (253_402_300_799, "9999-12-31"),
        ] {
            assert_eq!(utc_date(seconds), date);
        }
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let leap = |y: u64| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
        let (mut year, mut month, mut day) = (1970, 1, 1);
        for days in 0..400_000 {
            assert_eq!(civil(days), (year, month, day));
            let length = match month {
                4 | 6 | 9 | 11 => 30,
                2 if leap(year) => 29,
                2 => 28,
                _ => 31,
            };
            day += 1;
            if day > length {
                day = 1;
                month += 1;
            }
            if month > 12 {
                month = 1;
                year += 1;
            }
        }
    }
}
