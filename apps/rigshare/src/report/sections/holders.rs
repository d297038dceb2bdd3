//! What each holder earned, cumulated by day, and its statement.

use std::collections::{BTreeMap, BTreeSet};

use super::{card, section, Season, LABELS, SMALL_PX};
use crate::outcome::HolderOutcome;
use crate::report::chart::axis::Scale;
use crate::report::chart::lines::{lines, Line};
use crate::report::chart::{legend, series_class, series_keys, Plot};
use crate::report::html::Html;
use crate::report::table::{Cell, Table};
use crate::report::text::{amount, amount_short, counted, grouped};

/// How many holders the tip of a day names.
const NAMED: usize = 12;

/// A chart a denom, then statements and shares.
pub fn holders(season: &Season) -> Html {
    let mut content = Html::new();
    let of_holders = season
        .outcome
        .holders
        .iter()
        .flat_map(|h| h.cumulative.keys());
    let denoms: BTreeSet<&String> = of_holders.collect();
    content.raw("<div class=\"grid half\">");
    for denom in denoms {
        content.append(&chart(season, denom));
    }
    content.close("div");
    content
        .append(&statement(season).draw())
        .append(&shares(season).draw());
    let lead =
        "Every second of ownership earns its part. What is owed waits until its holder claims it.";
    section("holders", "Holders", lead, &content)
}

fn chart(season: &Season, denom: &str) -> Html {
    let unit = season.moneys.denom(denom);
    let last = |values: &[u128]| values.last().copied().unwrap_or(0);
    let earned = |holder: &HolderOutcome| -> Option<Vec<u128>> {
        let values: Vec<_> = holder
            .cumulative
            .get(denom)?
            .iter()
            .map(|digits| digits.0)
            .collect();
        (last(&values) > 0).then_some(values)
    };
    let mut earners: Vec<(&str, Vec<u128>)> = season
        .outcome
        .holders
        .iter()
        .filter_map(|holder| Some((holder.name.as_str(), earned(holder)?)))
        .collect();
    earners.sort_by_key(|(_, values)| std::cmp::Reverse(last(values)));
    let mut html = Html::new();
    let title = format!("Earned in {}", unit.symbol);
    if earners.is_empty() {
        html.element("p", &[("class", "none")], "Nobody earned anything in it.");
        return card(&title, "", &html);
    }
    let drawn: Vec<Line> = earners
        .iter()
        .enumerate()
        .map(|(place, (name, values))| Line {
            class: series_class(place),
            name: (*name).to_owned(),
            values: values.clone(),
        })
        .collect();
    let at = |values: &[u128], day: u32| values.get(day as usize).copied().unwrap_or(0);
    let tips = season.by_day(|day| {
        let mut text = vec![format!("by the end of {}", season.calendar.long(day))];
        for (name, values) in earners.iter().take(NAMED) {
            text.push(format!("{name}: {}", unit.write(at(values, day))));
        }
        if earners.len() > NAMED {
            text.push(format!("and {} more", earners.len() - NAMED));
        }
        text.join("\n")
    });
    let most = earners
        .iter()
        .flat_map(|(_, values)| values)
        .copied()
        .max()
        .unwrap_or(0);
    let names: Vec<_> = earners.iter().map(|(name, _)| *name).take(3).collect();
    let plot = Plot {
        label: &format!(
            "Line chart of what {} earned by the end of each day in {}, most of all {}.",
            counted(earners.len() as u64, "holder", "holders"),
            unit.symbol,
            names.join(", "),
        ),
        height: SMALL_PX + 30,
        days: season.outcome.days,
        labels: LABELS,
        calendar: season.calendar,
        scale: Scale::from_zero(most),
        tick: &|base| amount_short(base, unit.decimals),
        tips,
    };
    let keys = series_keys(earners.iter().map(|(name, _)| *name).enumerate());
    let mut columns = vec!["By the end of".to_owned()];
    columns.extend(earners.iter().map(|(name, _)| (*name).to_owned()));
    let row = |day: u32| {
        let cell = |values: &Vec<u128>| Cell::Number(amount(at(values, day), unit.decimals));
        let cells = earners.iter().map(|(_, values)| cell(values)).collect();
        (season.calendar.short(day), cells)
    };
    let caption = format!(
        "What holders had earned by the end of each day, {}",
        unit.symbol
    );
    let rows = (0..season.outcome.days).map(row).collect();
    html.append(&lines(&plot, &drawn, false))
        .append(&legend(&keys));
    html.append(
        &Table {
            caption,
            columns,
            rows,
        }
        .fold("Data"),
    );
    card(&title, "Paid and owed together, cumulated.", &html)
}

fn statement(season: &Season) -> Table {
    let moneys = &season.moneys;
    let row = |holder: &HolderOutcome| {
        let cells = [&holder.spent, &holder.received, &holder.paid, &holder.owed]
            .map(|amounts| Cell::Amounts(moneys.by_denom(amounts)));
        (holder.name.clone(), cells.into())
    };
    Table {
        caption: "Statement per holder".to_owned(),
        columns: [
            "Holder",
            "Spent on shares",
            "Got for shares",
            "Paid out",
            "Owed",
        ]
        .map(str::to_owned)
        .into(),
        rows: season.outcome.holders.iter().map(row).collect(),
    }
}

fn shares(season: &Season) -> Table {
    let rigs = &season.outcome.rigs;
    let mut columns = vec!["Holder".to_owned()];
    columns.extend(rigs.iter().map(|rig| rig.id.clone()));
    columns.push("Tokens".to_owned());
    let row = |holder: &HolderOutcome| {
        let mut held: BTreeMap<&str, u128> = BTreeMap::new();
        for token in &holder.tokens {
            *held.entry(&token.rig).or_default() += u128::from(token.shares);
        }
        let of = |rig: &str| {
            held.get(rig)
                .map_or("–".to_owned(), |shares| grouped(*shares))
        };
        let mut cells: Vec<_> = rigs.iter().map(|rig| Cell::Number(of(&rig.id))).collect();
        let ids: Vec<_> = holder
            .tokens
            .iter()
            .map(|token| token.token_id.as_str())
            .collect();
        cells.push(Cell::Text(if ids.is_empty() {
            "–".to_owned()
        } else {
            ids.join(", ")
        }));
        (holder.name.clone(), cells)
    };
    let rows = season.outcome.holders.iter().map(row).collect();
    Table {
        caption: "Shares at the end".to_owned(),
        columns,
        rows,
    }
}
