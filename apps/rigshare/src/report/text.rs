//! Numbers and days as people read them. Money is written by integer arithmetic alone.

use num_bigint::BigUint;

/// Prefixes of thousands and their exponents of ten.
const LARGE: [&str; 9] = ["", "k", "M", "G", "T", "P", "E", "Z", "Y"];

/// Prefixes of thousandths, the largest first.
const SMALL: [(&str, u32); 5] = [("", 0), ("m", 3), ("µ", 6), ("n", 9), ("p", 12)];

/// A whole number in groups of three.
pub fn grouped(number: u128) -> String {
    group(&number.to_string())
}

/// `base` units of which ten to the power `decimals` make one coin, with all its decimals.
pub fn amount(base: u128, decimals: u32) -> String {
    let places = decimals as usize;
    let digits = format!("{base:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(places));
    if fraction.is_empty() {
        group(whole)
    } else {
        format!("{}.{fraction}", group(whole))
    }
}

/// [`amount`] without zeros at its end.
pub fn amount_short(base: u128, decimals: u32) -> String {
    let text = amount(base, decimals);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// [`amount`] cut (never rounded up) to `places` decimals.
pub fn amount_floor(base: u128, decimals: u32, places: u32) -> String {
    let cut = decimals.saturating_sub(places);
    amount(
        10u128.checked_pow(cut).map_or(0, |unit| base / unit),
        decimals - cut,
    )
}

/// A number with `decimals` decimals and the prefix of its thousands: `125T`.
pub fn with_prefix(number: u128, decimals: u32) -> String {
    let whole = 10u128.checked_pow(decimals).map_or(0, |unit| number / unit);
    let thousands = whole.checked_ilog10().unwrap_or(0) / 3;
    let prefix = LARGE.get(thousands as usize).copied().unwrap_or("");
    format!("{}{prefix}", amount_short(number, decimals + 3 * thousands))
}

/// The prefix in which amounts up to `max` with `decimals` decimals have few digits, and how many
/// decimals they have in it.
pub fn small_prefix(max: u128, decimals: u32) -> (&'static str, u32) {
    let fitting = SMALL.iter().filter(|(_, exponent)| *exponent <= decimals);
    let readable = |exponent: u32| {
        10u128
            .checked_pow(decimals - exponent)
            .is_some_and(|unit| max >= unit)
    };
    let chosen = fitting
        .clone()
        .find(|(_, exponent)| readable(*exponent))
        .or(fitting.clone().next_back());
    let (prefix, exponent) = chosen.copied().unwrap_or(("", 0));
    (prefix, decimals - exponent)
}

/// `a * b / 10^exponent`, rounded down; the largest number where it does not fit.
pub fn product_floor(a: u128, b: u128, exponent: u32) -> u128 {
    let quotient = BigUint::from(a) * b / BigUint::from(10u8).pow(exponent);
    u128::try_from(quotient).unwrap_or(u128::MAX)
}

/// A decimal number in millionths, cut after six places; 0 where it is not a number.
pub fn micro_floor(decimal: &str) -> u128 {
    let (whole, fraction) = decimal
        .trim()
        .split_once('.')
        .unwrap_or((decimal.trim(), ""));
    let mut digits = whole.to_owned();
    digits.extend(fraction.chars().chain(std::iter::repeat('0')).take(6));
    digits.parse().unwrap_or(0)
}

/// At most `most` characters of a text, with an ellipsis where something is left out.
pub fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some(_) => text
            .chars()
            .take(most.saturating_sub(1))
            .chain(['…'])
            .collect(),
    }
}

/// `1 rig`, `2 rigs`.
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        grouped(count.into()),
        if count == 1 { one } else { many }
    )
}

fn group(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        assert_eq!(amount(0, 0), "0");
        assert_eq!(amount(0, 8), "0.00000000");
        assert_eq!(amount(1, 8), "0.00000001");
        assert_eq!(amount(123_456_789_012, 8), "1,234.56789012");
        assert_eq!(
            amount(u128::MAX, 0),
            "340,282,366,920,938,463,463,374,607,431,768,211,455"
        );
        assert_eq!(amount(1, 255).len(), 257);
        assert_eq!(amount_short(150_000_000, 8), "1.5");
        assert_eq!(amount_short(1_000, 0), "1,000");
        assert_eq!(amount_short(0, 8), "0");
        assert_eq!(amount_floor(1_999_999_999, 9, 2), "1.99");
        assert_eq!(amount_floor(7, 1, 2), "0.7");
        assert_eq!(amount_floor(7, 255, 2), "0.00");
    }

    #[test]
    fn prefixes_keep_the_value() {
        assert_eq!(with_prefix(125_000_000_000_000_000_000, 6), "125T");
        assert_eq!(with_prefix(500_000, 6), "0.5");
        assert_eq!(with_prefix(0, 6), "0");
        assert_eq!(with_prefix(1_234, 0), "1.234k");
        assert_eq!(small_prefix(45_000_000, 14), ("n", 5));
        assert_eq!(small_prefix(0, 14), ("p", 2));
        assert_eq!(small_prefix(5, 0), ("", 0));
        assert_eq!(small_prefix(u128::MAX, 2), ("", 2));
    }

    #[test]
    fn wide_products_and_decimals() {
        assert_eq!(product_floor(3, 10, 1), 3);
        assert_eq!(product_floor(u128::MAX, 1_000, 3), u128::MAX);
        assert_eq!(product_floor(u128::MAX, u128::MAX, 0), u128::MAX);
        assert_eq!(micro_floor("1.5"), 1_500_000);
        assert_eq!(
            micro_floor("136607070854775.0621234"),
            136_607_070_854_775_062_123
        );
        assert_eq!(micro_floor("<script>"), 0);
        assert_eq!(clipped("äöüß", 3), "äö…");
        assert_eq!(clipped("äöü", 3), "äöü");
        assert_eq!(counted(1, "rig", "rigs"), "1 rig");
    }
}
