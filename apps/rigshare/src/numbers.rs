//! Numbers of flags to exact fractions, and exact fractions to what people read.

use mining_math::{MathError, Ratio};

/// Reads a decimal such as `1_234.5`; no sign, no exponent, at most 18 decimals.
///
/// # Errors
/// Says what the text is not.
pub fn parse_decimal(text: &str) -> Result<Ratio, String> {
    let not = || format!("{text:?} is not a number such as 1234.5");
    let plain = text.replace('_', "");
    let (whole, fraction) = match plain.split_once('.') {
        Some((_, "")) => return Err(not()),
        Some(parts) => parts,
        None => (plain.as_str(), ""),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return Err(not());
    }
    let decimals = u8::try_from(fraction.len())
        .ok()
        .filter(|decimals| *decimals <= 18)
        .ok_or_else(|| format!("{text:?} has more than 18 decimals"))?;
    let number = format!("{whole}{fraction}")
        .parse()
        .map_err(|_| format!("{text:?} is too large"))?;
    Ratio::decimal(number, decimals).map_err(|error| error.to_string())
}

/// Prefixes of hashrates and their powers of a thousand.
const PREFIXES: [(char, u32); 8] = [
    ('k', 1),
    ('K', 1),
    ('M', 2),
    ('G', 3),
    ('T', 4),
    ('P', 5),
    ('E', 6),
    ('Z', 7),
];

/// Reads a hashrate such as `234TH/s`, `950 EH/s` or `840kSol/s`; a number alone is H/s.
///
/// # Errors
/// Says what the text is not.
pub fn parse_hashrate(text: &str) -> Result<u128, String> {
    let end = text
        .find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != '_')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let unit = unit.trim();
    let unit = unit.strip_suffix("/s").unwrap_or(unit);
    let prefix = unit.strip_suffix("Sol").or(unit.strip_suffix('H'));
    let power = match (unit, prefix) {
        ("", _) | (_, Some("")) => Some(0),
        (_, Some(prefix)) => PREFIXES
            .into_iter()
            .find(|(letter, _)| prefix.len() == 1 && prefix.starts_with(*letter))
            .map(|(_, power)| power),
        _ => None,
    };
    let power = power.ok_or_else(|| {
        format!("{text:?} has no unit of hashrate: H/s, kH/s, MH/s, GH/s, TH/s, PH/s, EH/s, Sol/s")
    })?;
    let factor = Ratio::integer(1_000_u128.pow(power));
    let hashrate = parse_decimal(number)?
        .times(factor)
        .and_then(|hashrate| hashrate.floor_u128())
        .map_err(|error| format!("{text:?}: {error}"))?;
    if hashrate == 0 {
        return Err(format!("{text:?} is not above 0"));
    }
    Ok(hashrate)
}

/// A fraction with so many decimals, rounded down.
///
/// # Errors
/// The number is out of range.
pub fn decimal_floor(value: Ratio, decimals: u8) -> Result<String, MathError> {
    Ok(plain(value.scaled_floor(decimals)?, decimals))
}

/// Base units as whole coins with all their decimals but trailing zeros beyond the second.
#[must_use]
pub fn coins(base_units: u128, decimals: u8) -> String {
    let text = fixed(base_units, decimals);
    match text.split_once('.') {
        None => text,
        Some((whole, fraction)) => {
            let kept = fraction
                .trim_end_matches('0')
                .len()
                .max(fraction.len().min(2));
            let kept: String = fraction.chars().take(kept).collect();
            format!("{whole}.{kept}")
        }
    }
}

/// `digits / 10^decimals` with thousands apart.
#[must_use]
pub fn fixed(digits: u128, decimals: u8) -> String {
    grouped_decimal(&plain(digits, decimals))
}

/// `digits / 10^decimals`.
fn plain(digits: u128, decimals: u8) -> String {
    let decimals = usize::from(decimals);
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    match digits.split_at(digits.len() - decimals) {
        (whole, "") => whole.to_owned(),
        (whole, fraction) => format!("{whole}.{fraction}"),
    }
}

/// A decimal with a comma between thousands of its whole part.
#[must_use]
pub fn grouped_decimal(decimal: &str) -> String {
    match decimal.split_once('.') {
        None => grouped(decimal),
        Some((whole, fraction)) => format!("{}.{fraction}", grouped(whole)),
    }
}

/// Digits with a comma between thousands.
#[must_use]
pub fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A hashrate in its greatest unit of at least one, with two decimals, rounded down.
#[must_use]
pub fn hashrate_words(hashrate_hs: u128, solutions: bool) -> String {
    let hash = if solutions { "Sol" } else { "H" };
    let units = ["", "k", "M", "G", "T", "P", "E", "Z"];
    let mut scale = 1_u128;
    let mut unit = "";
    for (power, prefix) in (0_u32..).zip(units) {
        let Some(next) = 1_000_u128.checked_pow(power) else {
            break;
        };
        if hashrate_hs < next {
            break;
        }
        (scale, unit) = (next, prefix);
    }
    let hundredths = hashrate_hs
        .checked_mul(100)
        .and_then(|number| number.checked_div(scale))
        .unwrap_or(0);
    let number = fixed(hundredths, 2);
    let number = number.trim_end_matches('0').trim_end_matches('.');
    format!("{number} {unit}{hash}/s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        for (text, numerator, denominator) in [
            ("12", 12_u128, 1_u128),
            ("0.042", 42, 1_000),
            ("1_000.50", 100_050, 100),
        ] {
            let expected = Ratio::new(numerator, denominator);
            assert_eq!(parse_decimal(text), expected.map_err(|_| String::new()));
        }
        for text in [
            "", ".", "1.", ".5", "-1", "+1", "1e3", "0x1", "1.1.1", "NaN",
        ] {
            assert!(parse_decimal(text).is_err(), "{text}");
        }
    }

    #[test]
    fn hashrates_have_units() {
        for (text, hashrate) in [
            ("5", 5),
            ("5H/s", 5),
            ("1.5kH/s", 1_500),
            ("840 kSol/s", 840_000),
            ("234TH", 234_000_000_000_000),
            ("950 EH/s", 950_000_000_000_000_000_000),
        ] {
            assert_eq!(parse_hashrate(text), Ok(hashrate), "{text}");
        }
        for text in ["0", "TH/s", "5 W", "5 TH/h", "5TTH/s", "-5TH/s", "5 th/s"] {
            assert!(parse_hashrate(text).is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_are_readable() {
        assert_eq!(fixed(5, 8), "0.00000005");
        assert_eq!(fixed(123_456_789, 0), "123,456,789");
        assert_eq!(coins(150_000_000, 8), "1.50");
        assert_eq!(coins(123_456_789_012, 8), "1,234.56789012");
        assert_eq!(hashrate_words(11_700_000_000_000_000, false), "11.7 PH/s");
        assert_eq!(hashrate_words(2_544_000, false), "2.54 MH/s");
        assert_eq!(hashrate_words(840_000, true), "840 kSol/s");
        assert_eq!(hashrate_words(5, false), "5 H/s");
    }
}
