//! Hashprice, difficulty and price of each coin.

use super::{card, section, Season, FEW_LABELS, QUOTE_DECIMALS, SMALL_PX};
use crate::outcome::NetworkOutcome;
use crate::report::chart::axis::Scale;
use crate::report::chart::lines::{lines, Line};
use crate::report::chart::Plot;
use crate::report::html::Html;
use crate::report::table::{Cell, Table};
use crate::report::text::{amount_short, micro_floor, product_floor, small_prefix, with_prefix};

/// Decimals of a hashprice below those of its coin: it is given in millionths of base units.
const MICRO_DECIMALS: u32 = 6;

/// A row of charts a coin.
pub fn network(season: &Season) -> Html {
    let mut content = Html::new();
    if season.outcome.networks.is_empty() {
        content.element("p", &[("class", "none")], "No coin was mined.");
    }
    for network in &season.outcome.networks {
        content.element("h3", &[("class", "coin")], &network.coin);
        content
            .raw("<div class=\"grid small\">")
            .append(&charts(season, network))
            .close("div");
        content.append(&data(season, network).fold("Data"));
    }
    let lead = "Hashprice is what a unit of hashrate is expected to earn in a day: it falls as \
                difficulty rises. These scales do not begin at zero.";
    section("network", "Hashprice and difficulty", lead, &content)
}

fn charts(season: &Season, network: &NetworkOutcome) -> Html {
    let currency = &season.outcome.quote_currency;
    let unit = &network.unit;
    let quoted = hashprice_quoted_floor(network);
    let mined: Vec<u128> = network
        .micro_base_units_per_unit_day
        .iter()
        .map(|d| d.0)
        .collect();
    let difficulty: Vec<u128> = network
        .difficulty
        .iter()
        .map(|text| micro_floor(text))
        .collect();
    let price: Vec<u128> = network.nano_per_coin.iter().map(|d| d.0).collect();
    let most = mined.iter().copied().max().unwrap_or(0);
    let (prefix, decimals) = small_prefix(most, u32::from(network.decimals) + MICRO_DECIMALS);
    let in_quote = |nano: u128| amount_short(nano, QUOTE_DECIMALS);
    let mut html = Html::new();
    let note = format!("{currency} per {unit} and day");
    html.append(&chart(
        season,
        network,
        ("Hashprice", &note, "c1"),
        quoted,
        &in_quote,
    ));
    let note = format!("{prefix}{} per {unit} and day", network.coin);
    let in_coin = |micro: u128| amount_short(micro, decimals);
    html.append(&chart(
        season,
        network,
        ("Hashprice in coin", &note, "c3"),
        mined,
        &in_coin,
    ));
    let plain = |micro: u128| with_prefix(micro, MICRO_DECIMALS);
    html.append(&chart(
        season,
        network,
        ("Difficulty", "how hard a block is to find", "c2"),
        difficulty,
        &plain,
    ));
    let note = format!("{currency} per {}", network.coin);
    html.append(&chart(
        season,
        network,
        ("Price", &note, "c4"),
        price,
        &in_quote,
    ));
    html
}

fn chart(
    season: &Season,
    network: &NetworkOutcome,
    (title, note, class): (&str, &str, &'static str),
    values: Vec<u128>,
    tick: &dyn Fn(u128) -> String,
) -> Html {
    let least = values.iter().copied().min().unwrap_or(0);
    let most = values.iter().copied().max().unwrap_or(0);
    let tips = season.by_day(|day| {
        let value = values
            .get(day as usize)
            .map_or("–".to_owned(), |value| tick(*value));
        format!("{}\n{value} {note}", season.calendar.long(day))
    });
    let plot = Plot {
        label: &format!("Line chart of {} by day: {title}, {note}.", network.coin),
        height: SMALL_PX - 40,
        days: season.outcome.days,
        labels: FEW_LABELS,
        calendar: season.calendar,
        scale: Scale::around(least, most),
        tick,
        tips,
    };
    let line = Line {
        class,
        name: format!("{} {title}", network.coin),
        values,
    };
    card(title, note, &lines(&plot, &[line], true))
}

/// Hashprice by day in billionths of the quote currency, rounded down.
fn hashprice_quoted_floor(network: &NetworkOutcome) -> Vec<u128> {
    let exponent = u32::from(network.decimals) + MICRO_DECIMALS;
    let days = network
        .micro_base_units_per_unit_day
        .iter()
        .zip(&network.nano_per_coin);
    days.map(|(micro, price)| product_floor(micro.0, price.0, exponent))
        .collect()
}

fn data(season: &Season, network: &NetworkOutcome) -> Table {
    let currency = &season.outcome.quote_currency;
    let (coin, unit) = (&network.coin, &network.unit);
    let quoted = hashprice_quoted_floor(network);
    let decimals = u32::from(network.decimals) + MICRO_DECIMALS;
    let row = |day: u32| {
        let place = day as usize;
        let missing = || "–".to_owned();
        let cells = [
            quoted
                .get(place)
                .map(|nano| amount_short(*nano, QUOTE_DECIMALS)),
            network
                .micro_base_units_per_unit_day
                .get(place)
                .map(|d| amount_short(d.0, decimals)),
            network.difficulty.get(place).cloned(),
            network
                .hashes_per_block
                .get(place)
                .map(|hashes| hashes.0.to_string()),
            network
                .nano_per_coin
                .get(place)
                .map(|nano| amount_short(nano.0, QUOTE_DECIMALS)),
        ];
        let cells = cells.map(|cell| Cell::Number(cell.unwrap_or_else(missing)));
        (season.calendar.short(day), cells.into())
    };
    Table {
        caption: format!("Network of {coin} by day"),
        columns: vec![
            "Day".to_owned(),
            format!("Hashprice, {currency} per {unit} and day"),
            format!("Hashprice, {coin} per {unit} and day"),
            "Difficulty".to_owned(),
            "Hashes per block".to_owned(),
            format!("Price, {currency}"),
        ],
        rows: (0..season.outcome.days).map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Digits;

    #[test]
    fn hashprice_in_the_quote_currency() {
        let network = NetworkOutcome {
            coin: "BTC".into(),
            decimals: 8,
            unit: "TH/s".into(),
            unit_hs: 1_000_000_000_000,
            hashes_per_block: vec![],
            difficulty: vec![],
            // 45.5 sat a day at 100,000 a bitcoin are 0.0455.
            nano_per_coin: vec![Digits(100_000_000_000_000)],
            micro_base_units_per_unit_day: vec![Digits(45_500_000), Digits(1)],
        };
        assert_eq!(hashprice_quoted_floor(&network), [45_500_000]);
    }
}
