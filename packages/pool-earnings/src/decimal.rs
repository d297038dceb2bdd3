//! Decimal text to integer base units, exactly.

use crate::error::PoolError;

/// What happens to digits below the base unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Excess {
    /// Refuse them, unless they are zeros.
    Refuse,
    /// Drop them: the result is the floor.
    DropFloor,
}

/// Exponents beyond this are refused before anything is computed: no amount in any coin's unit needs
/// them, and `1e999999999` must not cost anything.
const MOST_EXPONENT: i64 = 60;

/// Longest decimal text that is read.
const MOST_DIGITS: usize = 80;

/// `text` x 10^`decimals` as an integer. Reads JSON's number grammar and plain decimal strings:
/// digits, at most one point between digits, an optional exponent (`1.2e-05` is how many pools'
/// servers print a small double). With `Excess::DropFloor` the result is floored.
///
/// With m the digits without the point, p the digits after it and e the exponent, the value is
/// m x 10^(e - p), so the result is m x 10^(decimals + e - p).
pub(crate) fn to_base_units(
    text: &str,
    decimals: u32,
    excess: Excess,
    path: &str,
) -> Result<u128, PoolError> {
    let not_a_number = || PoolError::NotANumber {
        path: path.to_owned(),
        value: crate::json::shorten(text),
    };
    let too_large = || PoolError::TooLarge {
        path: path.to_owned(),
        value: crate::json::shorten(text),
    };
    if text.len() > MOST_DIGITS {
        return Err(not_a_number());
    }
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (number, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, parse_exponent(exponent).ok_or_else(not_a_number)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = match number.split_once('.') {
        Some((_, "")) => return Err(not_a_number()),
        Some(parts) => parts,
        None => (number, ""),
    };
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return Err(not_a_number());
    }
    // Zeros at the end of a fraction carry nothing and would only fill the mantissa.
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return Ok(0);
    }
    if negative {
        return Err(PoolError::Negative {
            path: path.to_owned(),
            value: text.to_owned(),
        });
    }
    let mantissa: u128 = significant.parse().map_err(|_| too_large())?;
    let places = i64::try_from(fraction.len()).map_err(|_| too_large())?;
    let shift = i64::from(decimals) + exponent - places;
    let power = u32::try_from(shift.unsigned_abs())
        .ok()
        .and_then(|k| 10u128.checked_pow(k));
    if shift >= 0 {
        return power
            .and_then(|power| mantissa.checked_mul(power))
            .ok_or_else(too_large);
    }
    let (units, rest) = match power {
        // 10^k beyond 128 bits exceeds every mantissa: nothing reaches the base unit.
        None => (0, mantissa),
        Some(power) => (mantissa / power, mantissa % power),
    };
    if rest != 0 && excess == Excess::Refuse {
        return Err(PoolError::TooManyDecimals {
            path: path.to_owned(),
            value: text.to_owned(),
            decimals,
        });
    }
    Ok(units)
}

fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let exponent: i64 = text.parse().ok()?;
    (exponent.abs() <= MOST_EXPONENT).then_some(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(text: &str, decimals: u32) -> Result<u128, PoolError> {
        to_base_units(text, decimals, Excess::Refuse, "x")
    }

    #[test]
    fn reads_every_form_of_one_amount() {
        for text in [
            "0.00181654",
            "1.81654e-3",
            "1.81654E-03",
            "181654e-8",
            "0.0018165400000",
        ] {
            assert_eq!(exact(text, 8), Ok(181_654), "{text}");
        }
        assert_eq!(exact("1e-8", 8), Ok(1));
        assert_eq!(exact("0", 8), Ok(0));
        assert_eq!(exact("-0.0", 8), Ok(0));
        assert_eq!(exact("21000000", 8), Ok(2_100_000_000_000_000));
        assert_eq!(exact("0e60", 8), Ok(0));
    }

    #[test]
    fn attack_30_float_rounding_is_refused_not_rounded() {
        for text in [
            "0.001816539999999999",
            "0.30000000000000004",
            "1e-9",
            "5e-60",
        ] {
            assert!(
                matches!(
                    exact(text, 8),
                    Err(PoolError::TooManyDecimals { decimals: 8, .. })
                ),
                "{text}"
            );
        }
    }

    #[test]
    fn refuses_what_is_no_decimal() {
        for text in [
            "", ".", "1.", ".5", "+1", "1,5", "0x10", "1e", "1e+", "1e1.5", "NaN", "1 ", "--1",
            "1.2.3",
        ] {
            assert!(
                matches!(exact(text, 8), Err(PoolError::NotANumber { .. })),
                "{text:?}"
            );
        }
        assert!(matches!(
            exact("1e999999999", 8),
            Err(PoolError::NotANumber { .. })
        ));
        assert!(matches!(
            exact(&"9".repeat(81), 8),
            Err(PoolError::NotANumber { .. })
        ));
        assert!(matches!(
            exact(&"9".repeat(39), 8),
            Err(PoolError::TooLarge { .. })
        ));
        assert!(matches!(exact("1e60", 8), Err(PoolError::TooLarge { .. })));
        assert!(matches!(exact("-0.1", 8), Err(PoolError::Negative { .. })));
    }

    proptest! {
        /// Written by shifting digits of a string, which shares no arithmetic with the reader.
        #[test]
        fn reads_back_what_string_shifting_writes(
            amount in any::<u64>(), decimals in 0u32..19, exponent in -15i64..15,
        ) {
            let width = decimals as usize + 1;
            let padded = format!("{amount:0>width$}");
            let (whole, fraction) = padded.split_at(padded.len() - decimals as usize);
            let plain =
                if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
            prop_assert_eq!(exact(&plain, decimals), Ok(u128::from(amount)));
            // The same value with the point moved into the exponent.
            let moved = format!("{amount}e{}", exponent - i64::from(decimals));
            let expected = if exponent >= 0 {
                Some(u128::from(amount) * 10u128.pow(exponent as u32))
            } else {
                let shown = amount.to_string();
                let zeros = shown.len() - shown.trim_end_matches('0').len();
                let cut = exponent.unsigned_abs() as usize;
                if amount == 0 { Some(0) }
                else if zeros < cut { None }
                else { Some(shown[..shown.len() - cut].parse().unwrap()) }
            };
            prop_assert_eq!(exact(&moved, decimals).ok(), expected);
        }

        #[test]
        fn floor_drops_only_what_is_below_the_unit(amount in any::<u64>(), noise in 0u32..1_000_000) {
            let text = format!("0.{amount:020}{noise:06}");
            prop_assert_eq!(to_base_units(&text, 20, Excess::DropFloor, "x"), Ok(u128::from(amount)));
        }
    }
}
