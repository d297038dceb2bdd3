//! Days of the season as dates.

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Turns a day's number into a date.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    /// Days from 0000-03-01 to day 0, if the first day is a date.
    first: Option<u64>,
}

impl Calendar {
    /// A calendar whose day 0 is `first_day`, `YYYY-MM-DD`; without a date, days are only counted.
    pub fn new(first_day: &str) -> Self {
        Self {
            first: days_of(first_day),
        }
    }

    /// `27 May`, or `day 3`.
    pub fn short(self, day: u32) -> String {
        self.date(day).map_or_else(
            || format!("day {day}"),
            |(_, month, date)| format!("{date} {}", month.get(..3).unwrap_or(month)),
        )
    }

    /// `27 May 2026`, or `day 3`.
    pub fn long(self, day: u32) -> String {
        self.date(day).map_or_else(
            || format!("day {day}"),
            |(year, month, date)| format!("{date} {month} {year}"),
        )
    }

    /// Year, month and date. The year begins in March, so that a leap day is its last.
    fn date(self, day: u32) -> Option<(u64, &'static str, u64)> {
        let days = self.first? + u64::from(day);
        let (era, in_era) = (days / 146_097, days % 146_097);
        let year_of_era = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
        let in_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * in_year + 2) / 153;
        let date = in_year - (153 * from_march + 2) / 5 + 1;
        let year = 400 * era + year_of_era + u64::from(from_march >= 10);
        let month = MONTHS.get(((from_march + 2) % 12) as usize)?;
        Some((year, month, date))
    }
}

fn days_of(date: &str) -> Option<u64> {
    let mut parts = date.split('-').map(|part| part.parse::<u64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let plausible = (1..=9_999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && parts.next().is_none();
    if !plausible {
        return None;
    }
    let from_march = (month + 9) % 12;
    let year = year - u64::from(month <= 2);
    Some(365 * year + year / 4 - year / 100 + year / 400 + (153 * from_march + 2) / 5 + day - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_cross_months_years_and_leap_days() {
        let calendar = Calendar::new("2026-05-27");
        assert_eq!(calendar.short(0), "27 May");
        assert_eq!(calendar.short(5), "1 Jun");
        assert_eq!(calendar.long(29), "25 June 2026");
        assert_eq!(Calendar::new("2023-12-31").long(1), "1 January 2024");
        assert_eq!(Calendar::new("2024-02-28").short(1), "29 Feb");
        assert_eq!(Calendar::new("2024-02-28").long(366), "28 February 2025");
        assert_eq!(Calendar::new("1999-12-31").long(60), "29 February 2000");
        assert_eq!(Calendar::new("2100-02-28").short(1), "1 Mar");
    }

    #[test]
    fn without_a_date_days_are_counted() {
        for text in [
            "",
            "x",
            "2026-13-01",
            "2026-01-01-01",
            "18446744073709551615-1-1",
            "0-0-0",
        ] {
            assert_eq!(Calendar::new(text).short(3), "day 3", "{text}");
        }
    }
}
