//! What operators and the protocol took, by day.

use std::collections::{BTreeMap, BTreeSet};

use super::{card, section, Season, FEW_LABELS, SMALL_PX};
use crate::outcome::{RigDay, RigOutcome};
use crate::report::chart::axis::Scale;
use crate::report::chart::bars::{stacked_bars, Bar};
use crate::report::chart::{legend, series_class, series_keys, Plot};
use crate::report::html::Html;
use crate::report::money::Unit;
use crate::report::table::{Cell, Table};
use crate::report::text::{amount, amount_short};

/// Service fees by coin and the protocol's fees on dues by denom.
pub fn fees(season: &Season) -> Html {
    let rigs = &season.outcome.rigs;
    let coins: BTreeSet<&String> = rigs.iter().map(|rig| &rig.coin).collect();
    let payouts: BTreeSet<&String> = rigs.iter().map(|rig| &rig.payout).collect();
    let mut content = Html::new();
    content.raw("<div class=\"grid small\">");
    for coin in coins {
        let unit = season.moneys.coin(coin);
        let title = format!("Service fees, {}", unit.symbol);
        let kept = |rig: &RigOutcome| rig.coin == *coin;
        content.append(&chart(season, &title, &unit, &kept, |day| day.service_fee));
    }
    for payout in payouts {
        let unit = season.moneys.denom(payout);
        let title = format!("Protocol fees, {}", unit.symbol);
        let paid = |rig: &RigOutcome| rig.payout == *payout;
        content.append(&chart(season, &title, &unit, &paid, |day| day.protocol_fee));
    }
    content.close("div");
    let lead = "Operators keep a service fee of what electricity leaves, in the mined coin. The protocol \
                takes its fee on what holders are due, in the coin of the payout; its fees on sales and \
                trades are in the reconciliation.";
    section("fees", "Fees", lead, &content)
}

fn chart(
    season: &Season,
    title: &str,
    unit: &Unit,
    belongs: &dyn Fn(&RigOutcome) -> bool,
    fee: fn(&RigDay) -> u128,
) -> Html {
    let rigs = || {
        season
            .outcome
            .rigs
            .iter()
            .enumerate()
            .filter(|(_, rig)| belongs(rig))
    };
    let mut bars = vec![Bar::default(); season.outcome.days as usize];
    let mut by_rig: Vec<(&str, BTreeMap<u32, u128>)> = Vec::new();
    for (place, rig) in rigs() {
        by_rig.push((
            &rig.id,
            rig.days.iter().map(|day| (day.day, fee(day))).collect(),
        ));
        for day in &rig.days {
            if let Some(bar) = bars.get_mut(day.day as usize) {
                bar.push(series_class(place), fee(day));
            }
        }
    }
    let tips = season.by_day(|day| {
        let mut text = vec![season.calendar.long(day)];
        for (rig, fees) in &by_rig {
            let written = fees
                .get(&day)
                .map_or("–".to_owned(), |fee| unit.write(*fee));
            text.push(format!("{rig}: {written}"));
        }
        text.join("\n")
    });
    let row = |day: u32| {
        let cell = |fees: &BTreeMap<u32, u128>| {
            Cell::Number(
                fees.get(&day)
                    .map_or("–".to_owned(), |fee| amount(*fee, unit.decimals)),
            )
        };
        (
            season.calendar.short(day),
            by_rig.iter().map(|(_, fees)| cell(fees)).collect(),
        )
    };
    let mut columns = vec!["Day".to_owned()];
    columns.extend(by_rig.iter().map(|(rig, _)| (*rig).to_owned()));
    let caption = format!("{title}, by rig and day");
    let table = Table {
        caption,
        columns,
        rows: (0..season.outcome.days).map(row).collect(),
    };
    let plot = Plot {
        label: &format!("Bar chart by day, stacked by rig: {title}."),
        height: SMALL_PX - 40,
        days: season.outcome.days,
        labels: FEW_LABELS,
        calendar: season.calendar,
        scale: Scale::from_zero(bars.iter().map(Bar::total).max().unwrap_or(0)),
        tick: &|base| amount_short(base, unit.decimals),
        tips,
    };
    let keys = series_keys(rigs().map(|(place, rig)| (place, rig.id.as_str())));
    let mut html = Html::new();
    html.append(&stacked_bars(&plot, &bars))
        .append(&legend(&keys))
        .append(&table.fold("Data"));
    card(title, "", &html)
}
