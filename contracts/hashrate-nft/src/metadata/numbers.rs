//! Numbers as people of the field write them, by integers alone.

/// Prefixes by falling size.
const PREFIXES: [(u128, &str); 7] = [
    (1_000_000_000_000_000_000, "E"),
    (1_000_000_000_000_000, "P"),
    (1_000_000_000_000, "T"),
    (1_000_000_000, "G"),
    (1_000_000, "M"),
    (1_000, "k"),
    (1, ""),
];

/// The largest prefix in which the field states efficiency: J/TH.
const LARGEST_OF_EFFICIENCY: u128 = 1_000_000_000_000;

/// What an algorithm counts: solutions for Equihash, else hashes.
#[must_use]
pub fn hash_unit(algorithm: &str) -> &'static str {
    let equihash = algorithm
        .get(..8)
        .is_some_and(|begin| begin.eq_ignore_ascii_case("equihash"));
    if equihash {
        "Sol"
    } else {
        "H"
    }
}

/// A hashrate, exact, in the largest unit that needs at most three decimals: `1.5 TH/s`.
#[must_use]
pub fn hashrate(hs: u128, unit: &str) -> String {
    // The last prefix fits every number.
    let (size, prefix) = PREFIXES
        .into_iter()
        .find(|(size, _)| hs >= *size && hs % (size / 1_000).max(1) == 0)
        .unwrap_or((1, ""));
    let number = if size == 1 {
        hs.to_string()
    } else {
        decimal(hs / (size / 1_000), 3)
    };
    [&number, " ", prefix, unit, "/s"].concat()
}

/// Joules per unit of hashes, rounded to the nearest hundredth: `15.09 J/TH`. The unit is the
/// prefix of a share's hashrate, up to tera.
#[must_use]
pub fn efficiency(watts: u64, hashrate_hs: u128, unit_hashrate_hs: u128, unit: &str) -> String {
    let (size, prefix) = PREFIXES
        .into_iter()
        .find(|(size, _)| *size <= unit_hashrate_hs.min(LARGEST_OF_EFFICIENCY))
        .unwrap_or((1, ""));
    // Below 2^64 * 2^40 * 2^8: no overflow; and a rig's hashrate is above zero.
    let doubled = u128::from(watts) * size * 200;
    let hundredths = (doubled / hashrate_hs.max(1)).div_ceil(2);
    [&decimal(hundredths, 2), " J/", prefix, unit].concat()
}

/// A price of a kilowatt-hour, exact: `0.07 USD/kWh`.
#[must_use]
pub fn electricity(nano_per_kwh: u128, currency: &str) -> String {
    [&decimal(nano_per_kwh, 9), " ", currency, "/kWh"].concat()
}

/// Basis points as a percentage, exact: `2.5 %`.
#[must_use]
pub fn percent(bps: u16) -> String {
    [&decimal(bps.into(), 2), " %"].concat()
}

/// `number / 10^places`, exact, without zeros at the end.
fn decimal(number: u128, places: u32) -> String {
    let one = 10u128.pow(places);
    let whole = (number / one).to_string();
    let mut part = number % one;
    if part == 0 {
        return whole;
    }
    let mut width = places as usize;
    while part % 10 == 0 {
        part /= 10;
        width -= 1;
    }
    format!("{whole}.{part:0width$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact() {
        let tera = 1_000_000_000_000;
        for (hs, text) in [
            (0, "0 H/s"),
            (999, "999 H/s"),
            (1_000, "1 kH/s"),
            (1_500, "1.5 kH/s"),
            (12_345_678, "12345.678 kH/s"),
            (4 * tera, "4 TH/s"),
            (234 * tera + tera / 2, "234.5 TH/s"),
            (1_001 * tera, "1.001 PH/s"),
            (tera + 1, "1000000000.001 kH/s"),
        ] {
            assert_eq!(hashrate(hs, "H"), text);
        }
        assert_eq!(
            hashrate(u128::MAX, "H"),
            "340282366920938463463374607431768211.455 kH/s"
        );
        assert_eq!(hash_unit("Equihash 200,9"), "Sol");
        assert_eq!(hash_unit("équihas"), "H");
        assert_eq!(electricity(70_000_000, "USD"), "0.07 USD/kWh");
        assert_eq!(electricity(1_000_000_001, "USD"), "1.000000001 USD/kWh");
        assert_eq!(percent(250), "2.5 %");
        assert_eq!(percent(0), "0 %");
        assert_eq!(percent(10_000), "100 %");
    }

    #[test]
    fn efficiency_is_rounded_to_the_nearest() {
        let tera = 1_000_000_000_000;
        // 3,531 W / 234 TH/s = 15.0897...
        assert_eq!(efficiency(3_531, 234 * tera, tera, "H"), "15.09 J/TH");
        // 3,425 W / 9.5 GH/s = 360.526... J/GH; by the share of 1 MH/s 0.3605... J/MH
        assert_eq!(
            efficiency(3_425, 9_500_000_000, 1_000_000, "H"),
            "0.36 J/MH"
        );
        // 240 W / 44 kH/s = 5.4545...
        assert_eq!(efficiency(240, 44_000, 1_000, "H"), "5.45 J/kH");
        // Half a hundredth goes up: 1 W / 200 TH/s = 0.005.
        assert_eq!(efficiency(1, 200 * tera, tera, "H"), "0.01 J/TH");
        assert_eq!(efficiency(1, 201 * tera, tera, "H"), "0 J/TH");
        assert!(efficiency(u64::MAX, 1, u128::MAX, "H").ends_with(" J/TH"));
    }
}
