//! `rigshare hashprice`: what a unit of hashrate earns a day.

use mining_math::hashprice::{hashprice, hashprice_quote};
use mining_math::Ratio;
use serde::Serialize;

use super::network::{nano, NetworkJson, NetworkView};
use crate::args::Hashprice;
use crate::failure::Failure;
use crate::numbers::{decimal_floor, grouped_decimal, hashrate_words};
use crate::screen::{show_json, Screen};

#[derive(Serialize)]
struct HashpriceJson {
    #[serde(flatten)]
    network: NetworkJson,
    unit_hs: String,
    currency: Option<String>,
    today: Rates,
    after_halving: Option<Rates>,
}

/// Rounded down to the last digit shown.
#[derive(Serialize)]
struct Rates {
    base_units_per_unit_day: String,
    quote_per_unit_day: Option<String>,
}

/// Prints the hashprice.
///
/// # Errors
/// A flag's value makes no sense, or standard output can't be written.
pub fn run(args: &Hashprice) -> Result<(), Failure> {
    let network = NetworkView::new(&args.network)?;
    let price = args
        .price
        .as_deref()
        .map(|text| nano("--price", text))
        .transpose()?;
    if price == Some(0) {
        return Err(Failure::usage("--price", "is not above 0"));
    }
    let unit_hs = scaled_unit(network.coin.algorithm.unit_hs());
    let rates = |reward_per_block| -> Result<Rates, Failure> {
        let reward = hashprice(unit_hs, reward_per_block, &network.hashes_per_block)?;
        let quote = price
            .map(|price| {
                let nano = hashprice_quote(reward, price, network.coin.decimals)?;
                decimal_floor(nano.over(Ratio::integer(1_000_000_000_u64))?, 6)
            })
            .transpose()?;
        Ok(Rates {
            base_units_per_unit_day: decimal_floor(reward, 3)?,
            quote_per_unit_day: quote,
        })
    };
    let today = rates(network.reward_per_block)?;
    let after = network
        .halving
        .as_ref()
        .map(|halving| rates(halving.reward_per_block))
        .transpose()?;
    if args.network.json {
        return show_json(&HashpriceJson {
            network: network.json()?,
            unit_hs: unit_hs.to_string(),
            currency: price.is_some().then(|| args.currency.clone()),
            today,
            after_halving: after,
        });
    }
    let unit = hashrate_words(unit_hs, network.solutions());
    let unit = unit.trim_start_matches("1 ").trim_end_matches("/s");
    let mut screen = Screen::stdout();
    screen.heading(&format!("Hashprice of {}", network.coin.symbol));
    screen.facts(&network.facts()?);
    let mut rows = Vec::new();
    let when = |name: &str, rates: &Rates| {
        let quote = rates.quote_per_unit_day.as_ref();
        vec![
            name.to_owned(),
            grouped_decimal(&rates.base_units_per_unit_day),
            quote.map_or_else(|| "give --price".to_owned(), |quote| grouped_decimal(quote)),
        ]
    };
    rows.push(when("today", &today));
    if let (Some(after), Some(halving)) = (&after, &network.halving) {
        rows.push(when(
            &format!("after the halving at {}", halving.height),
            after,
        ));
    }
    let base = base_unit(network.coin.symbol);
    let headings = [
        String::new(),
        format!(">{base}/{unit}/day"),
        format!(">{}/{unit}/day", args.currency),
    ];
    screen.table(&headings.each_ref().map(String::as_str), rows);
    screen.show()
}

/// The unit in which a hashprice is quoted: petahash for SHA-256d, as the market does.
const fn scaled_unit(unit_hs: u128) -> u128 {
    if unit_hs == 1_000_000_000_000 {
        1_000_000_000_000_000
    } else {
        unit_hs
    }
}

/// What a coin's base unit is called.
const fn base_unit(symbol: &str) -> &'static str {
    match symbol.as_bytes() {
        b"BTC" => "sat",
        b"LTC" => "litoshi",
        b"DOGE" => "koinu",
        b"ZEC" => "zatoshi",
        b"XMR" => "piconero",
        _ => "base unit",
    }
}
