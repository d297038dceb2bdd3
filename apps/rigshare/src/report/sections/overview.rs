//! What all rigs mined together, by day, at each day's price.

use super::{card, Season, LABELS, LARGE_PX, QUOTE_DECIMALS};
use crate::report::chart::axis::Scale;
use crate::report::chart::bars::{stacked_bars, Bar};
use crate::report::chart::{legend, series_class, series_keys, Plot};
use crate::report::html::Html;
use crate::report::table::{Cell, Table};
use crate::report::text::{amount_floor, amount_short};

/// A bar a day, stacked by rig.
pub fn overview(season: &Season) -> Html {
    let outcome = season.outcome;
    let mut bars = vec![Bar::default(); outcome.days as usize];
    for (place, rig) in outcome.rigs.iter().enumerate() {
        for day in &rig.days {
            let worth = season
                .worth_floor(&rig.coin, day.gross, day.day)
                .unwrap_or(0);
            if let Some(bar) = bars.get_mut(day.day as usize) {
                bar.push(series_class(place), worth);
            }
        }
    }
    let currency = &outcome.quote_currency;
    let written = |nano: u128| format!("{} {currency}", amount_floor(nano, QUOTE_DECIMALS, 2));
    let mut rows = Vec::new();
    let tips = season.by_day(|day| {
        let mut lines = vec![season.calendar.long(day)];
        for (rig, worth) in worths(season, day) {
            lines.push(format!("{rig}: {}", worth.map_or("–".to_owned(), &written)));
        }
        lines.join("\n")
    });
    for (day, bar) in (0u32..).zip(&bars) {
        let mut cells: Vec<_> = worths(season, day)
            .map(|(_, worth)| {
                worth.map_or("–".to_owned(), |w| amount_floor(w, QUOTE_DECIMALS, 2))
            })
            .map(Cell::Number)
            .collect();
        cells.push(Cell::Number(amount_floor(bar.total(), QUOTE_DECIMALS, 2)));
        rows.push((season.calendar.short(day), cells));
    }
    let most = bars.iter().map(Bar::total).max().unwrap_or(0);
    let plot = Plot {
        label: &format!("Bar chart of what all rigs mined by day, in {currency}, stacked by rig."),
        height: LARGE_PX,
        days: outcome.days,
        labels: LABELS,
        calendar: season.calendar,
        scale: Scale::from_zero(most),
        tick: &|nano| amount_short(nano, QUOTE_DECIMALS),
        tips,
    };
    let names = || outcome.rigs.iter().map(|rig| rig.id.as_str());
    let mut columns = vec!["Day".to_owned()];
    columns.extend(names().map(str::to_owned));
    columns.push("Together".to_owned());
    let caption = format!("What each rig mined by day, in {currency}, rounded down");
    let mut html = Html::new();
    html.append(&stacked_bars(&plot, &bars))
        .append(&legend(&series_keys(names().enumerate())));
    html.append(
        &Table {
            caption,
            columns,
            rows,
        }
        .fold("Data"),
    );
    let title = format!("Mined by day, {currency}");
    card(&title, "Gross of all rigs at each day's price.", &html)
}

/// The worth of what each rig mined on a day; none on days that it has no part in.
fn worths<'a>(
    season: &'a Season,
    day: u32,
) -> impl Iterator<Item = (&'a str, Option<u128>)> + use<'a> {
    season.outcome.rigs.iter().map(move |rig| {
        let found = rig.days.iter().find(|other| other.day == day);
        let worth = found.and_then(|found| season.worth_floor(&rig.coin, found.gross, day));
        (rig.id.as_str(), worth)
    })
}
