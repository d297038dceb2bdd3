use cosmwasm_std::{Coin, Uint128};
use proptest::prelude::*;
use serde_json::json;

use crate::commands::roles::units::{
    exact_json, parse_bps, parse_coin, parse_denom, parse_moment, parse_nano, parse_numbers,
    parse_seconds, percent, Moment,
};

proptest! {
    #[test]
    fn a_coin_reads_back(amount: u128, denom in "[a-zA-Z][a-zA-Z0-9/:._-]{2,60}") {
        prop_assume!(!denom.starts_with("cw20:"));
        let coin = Coin { denom, amount: Uint128::new(amount) };
        prop_assert_eq!(parse_coin(&coin.to_string()), Ok(coin));
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in "\\PC{0,40}") {
        let _ = parse_coin(&text);
        let _ = parse_denom(&text);
        let _ = parse_moment(&text);
        let _ = parse_bps(&text);
        let _ = parse_nano(&text);
        let _ = parse_numbers(&text);
    }

    #[test]
    fn what_is_wrong_is_quoted(text in "[a-z ,.%-]{1,20}") {
        for error in [
            parse_coin(&text).err().map(|error| error.to_string()),
            parse_bps(&text).err().map(|error| error.to_string()),
            parse_nano(&text).err().map(|error| error.to_string()),
            parse_numbers(&text).err().map(|error| error.to_string()),
        ].into_iter().flatten() {
            let quoted = format!("{text:?}");
            prop_assert!(error.contains(&quoted), "{}", error);
        }
    }

    #[test]
    fn a_percentage_reads_back(bps in 0_u16..=10_000) {
        prop_assert_eq!(parse_bps(&percent(bps)), Ok(bps));
    }

    #[test]
    fn prices_are_exact_billionths(whole in 0_u64..1_000_000_000, nano in 0_u32..1_000_000_000) {
        let expected = u128::from(whole) * 1_000_000_000 + u128::from(nano);
        let text = format!("{whole}.{nano:09}");
        prop_assert_eq!(parse_nano(&text), Ok(Uint128::new(expected)));
        let finer = format!("{text}1");
        prop_assert!(parse_nano(&finer).is_err());
    }

    #[test]
    fn numbers_keep_their_order(numbers in prop::collection::hash_set(0_u32..100_000, 1..50)) {
        let numbers: Vec<u32> = numbers.into_iter().collect();
        let text: Vec<String> = numbers.iter().map(u32::to_string).collect();
        prop_assert_eq!(parse_numbers(&text.join(",")), Ok(numbers));
    }
}

#[test]
fn amounts_that_are_none_are_refused() {
    for text in [
        "",
        "12",
        "uusdc",
        "-1uusdc",
        "1.5uusdc",
        "1 uusdc",
        "1u",
        "1/x",
        "1cw20:wasm1abc",
        "340282366920938463463374607431768211456uusdc",
    ] {
        assert!(parse_coin(text).is_err(), "{text}");
    }
    let most = parse_coin("340282366920938463463374607431768211455uusdc");
    assert_eq!(most.map(|coin| coin.amount), Ok(Uint128::MAX));
}

#[test]
fn times_are_points_or_lengths() {
    assert_eq!(parse_moment("now"), Ok(Moment::In(0)));
    assert_eq!(parse_moment("1800000000"), Ok(Moment::At(1_800_000_000)));
    assert_eq!(parse_moment("2d"), Ok(Moment::In(172_800)));
    assert_eq!(parse_seconds("90m"), Ok(5_400));
    for text in [
        "",
        "d",
        "-1d",
        "1w",
        "1.5h",
        "1d2h",
        "+5",
        "99999999999999999999d",
        "9999999999999999d",
    ] {
        assert!(parse_moment(text).is_err(), "{text}");
    }
    assert_eq!(Moment::In(5).seconds(7), 12);
    assert_eq!(Moment::In(5).seconds(u64::MAX), u64::MAX);
    assert_eq!(Moment::At(5).seconds(7), 5);
}

#[test]
fn percentages_are_whole_basis_points() {
    assert_eq!(parse_bps("2.5%"), Ok(250));
    assert_eq!(parse_bps("100%"), Ok(10_000));
    for text in ["2.5", "2.555%", "100.01%", "-1%", "%", "655.36%"] {
        assert!(parse_bps(text).is_err(), "{text}");
    }
}

#[test]
fn lists_take_ranges_once() {
    assert_eq!(parse_numbers("3,1,5-7"), Ok(vec![3, 1, 5, 6, 7]));
    for text in [
        "",
        ",",
        "1,1",
        "1-3,2",
        "3-1",
        "0-4096",
        "0-4294967295",
        "x",
    ] {
        assert!(parse_numbers(text).is_err(), "{text}");
    }
}

#[test]
fn numbers_that_json_readers_round_are_strings() {
    let exact = exact_json(&json!({ "a": [9_007_199_254_740_992_u64, 9_007_199_254_740_993_u64] }));
    assert_eq!(
        exact.ok(),
        Some(json!({ "a": [9_007_199_254_740_992_u64, "9007199254740993"] }))
    );
}
