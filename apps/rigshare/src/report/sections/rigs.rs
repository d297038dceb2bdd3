//! What each rig earned, day by day, and where it went.

use super::overview::overview;
use super::{card, section, Season, LABELS, SMALL_PX};
use crate::outcome::{RigDay, RigOutcome};
use crate::report::chart::axis::Scale;
use crate::report::chart::bars::{stacked_bars, Bar, Mark};
use crate::report::chart::{legend, Key, Plot};
use crate::report::html::Html;
use crate::report::money::Unit;
use crate::report::table::{Cell, Table};
use crate::report::text::{amount, amount_short, counted, grouped};

const MARKS: [Mark; 4] = [Mark::Late, Mark::Defaulted, Mark::Outage, Mark::Open];

/// The value of all rigs' coins by day, then a card a rig.
pub fn rigs(season: &Season) -> Html {
    let mut content = Html::new();
    content.append(&overview(season)).append(&key());
    content.raw("<div class=\"grid wide\">");
    for rig in &season.outcome.rigs {
        content.append(&one(season, rig));
    }
    content.close("div");
    let lead = "What the pools credited each day. Electricity and the service fee come off first; \
                what is left belongs to the shares.";
    section("rigs", "Rigs", lead, &content)
}

fn key() -> Html {
    let parts = [
        ("part holders", "to holders and protocol"),
        ("part net", "net of unsold shares"),
        ("part other", "net, paid in another coin"),
        ("part short", "short"),
        ("part fee", "service fee"),
        ("part power", "electricity"),
    ];
    let mut keys: Vec<Key> = parts.map(|(class, name)| (class, name.to_owned())).into();
    keys.extend(MARKS.map(Mark::key));
    legend(&keys)
}

/// How a day's gross divides: holders' part, the operator's, what is short, fee, electricity. Where
/// the payout is in another coin the net is one part.
fn parts(day: &RigDay, same_money: bool) -> Vec<(&'static str, u128)> {
    let costs = day.electricity.saturating_add(day.service_fee);
    let net = day.gross.saturating_sub(costs);
    let mut parts = if same_money {
        let paid = day.delivered.saturating_add(day.protocol_fee).min(net);
        let short = day.short.min(net - paid);
        vec![
            ("part holders", paid),
            ("part net", net - paid - short),
            ("part short", short),
        ]
    } else {
        vec![("part other", net)]
    };
    parts.extend([
        ("part fee", day.service_fee),
        ("part power", day.electricity),
    ]);
    parts
}

fn one(season: &Season, rig: &RigOutcome) -> Html {
    let coin = Unit {
        symbol: rig.coin.clone(),
        decimals: rig.coin_decimals.into(),
    };
    let payout = season.moneys.denom(&rig.payout);
    let asset = season.outcome.denoms.get(&rig.payout);
    let same = asset.is_some_and(|a| a.asset == rig.coin && a.decimals == rig.coin_decimals);
    let mut bars = vec![Bar::default(); season.outcome.days as usize];
    let mut tips = season.by_day(|day| format!("{}\nnot mining", season.calendar.long(day)));
    for day in &rig.days {
        let place = day.day as usize;
        if let (Some(bar), Some(tip)) = (bars.get_mut(place), tips.get_mut(place)) {
            bar.parts = parts(day, same);
            bar.mark = Mark::of_outcome(&day.outcome);
            *tip = tip_of(season, day, &coin, &payout);
        }
    }
    let most = bars.iter().map(Bar::total).max().unwrap_or(0);
    let plot = Plot {
        label: &format!(
            "Bar chart of the daily earnings of rig {} in {}.",
            rig.id, rig.coin
        ),
        height: SMALL_PX,
        days: season.outcome.days,
        labels: LABELS,
        calendar: season.calendar,
        scale: Scale::from_zero(most),
        tick: &|base| amount_short(base, coin.decimals),
        tips,
    };
    let mut html = Html::new();
    html.append(&facts(rig, &coin, &payout))
        .append(&stacked_bars(&plot, &bars));
    html.append(&data(season, rig, &coin, &payout).fold("Days"));
    let machines = format!("{} × {}", grouped(rig.machines.into()), rig.model);
    let unbroken = |text: &str| text.replace(' ', "\u{a0}");
    let (hashrate, efficiency) = (unbroken(&rig.hashrate), unbroken(&rig.efficiency));
    let note = [
        machines,
        rig.operator.clone(),
        rig.pool.clone(),
        hashrate,
        efficiency,
    ]
    .join(" · ");
    card(&format!("{} #{}", rig.id, rig.rig), &note, &html)
}

fn facts(rig: &RigOutcome, coin: &Unit, payout: &Unit) -> Html {
    let sum = |part: fn(&RigDay) -> u128| rig.days.iter().map(part).fold(0, u128::saturating_add);
    let short = sum(|day| day.short);
    let shares = format!(
        "{} of {}",
        grouped(rig.minted.into()),
        grouped(rig.shares.into())
    );
    let facts = [
        ("Gross", coin.write_short(sum(|day| day.gross))),
        ("Delivered", payout.write_short(sum(|day| day.delivered))),
        ("Shares sold", shares),
        (
            "Short",
            if short == 0 {
                "nothing".to_owned()
            } else {
                payout.write_short(short)
            },
        ),
    ];
    let mut html = Html::new();
    html.raw("<dl class=\"facts\">");
    for (name, value) in &facts {
        let class = if *name == "Short" && short > 0 {
            "alarm"
        } else {
            ""
        };
        html.open("div", &[("class", class)])
            .element("dt", &[], name);
        html.element("dd", &[], value).close("div");
    }
    html.close("dl");
    html
}

fn tip_of(season: &Season, day: &RigDay, coin: &Unit, payout: &Unit) -> String {
    let mut lines = vec![
        format!("{} · {}", season.calendar.long(day.day), day.outcome),
        format!("gross {}", coin.write(day.gross)),
        format!("electricity {}", coin.write(day.electricity)),
        format!("service fee {}", coin.write(day.service_fee)),
        format!("due {}", payout.write(day.due)),
        format!("delivered {}", payout.write(day.delivered)),
        format!("protocol {}", payout.write(day.protocol_fee)),
    ];
    if day.short > 0 {
        lines.push(format!("short {}", payout.write(day.short)));
    }
    if !day.grade.is_empty() {
        let signers = counted(day.signers.into(), "signer", "signers");
        lines.push(format!("{}, {signers}", day.grade));
    }
    lines.join("\n")
}

fn data(season: &Season, rig: &RigOutcome, coin: &Unit, payout: &Unit) -> Table {
    let of = |name: &str, unit: &Unit| format!("{name}, {}", unit.symbol);
    let columns = vec![
        "Day".to_owned(),
        "Outcome".to_owned(),
        "Grade".to_owned(),
        "Signers".to_owned(),
        of("Gross", coin),
        of("Electricity", coin),
        of("Service fee", coin),
        of("Due", payout),
        of("Delivered", payout),
        of("Short", payout),
        of("Protocol", payout),
    ];
    let row = |day: &RigDay| {
        let money = |base, unit: &Unit| Cell::Number(amount(base, unit.decimals));
        let cells = vec![
            Cell::Text(day.outcome.clone()),
            Cell::Text(day.grade.clone()),
            Cell::Number(day.signers.to_string()),
            money(day.gross, coin),
            money(day.electricity, coin),
            money(day.service_fee, coin),
            money(day.due, payout),
            money(day.delivered, payout),
            money(day.short, payout),
            money(day.protocol_fee, payout),
        ];
        (season.calendar.short(day.day), cells)
    };
    let caption = format!("Days of rig {}", rig.id);
    Table {
        caption,
        columns,
        rows: rig.days.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_sum_to_the_gross() {
        let day = |gross, delivered, short| RigDay {
            day: 0,
            outcome: String::new(),
            grade: String::new(),
            signers: 0,
            gross,
            electricity: 30,
            service_fee: 10,
            due: 0,
            delivered,
            short,
            protocol_fee: 1,
        };
        for (gross, delivered, short) in [(100, 50, 0), (100, 20, 30), (100, 90, 90), (40, 0, 0)] {
            for same in [true, false] {
                let sum: u128 = parts(&day(gross, delivered, short), same)
                    .iter()
                    .map(|p| p.1)
                    .sum();
                assert_eq!(sum, gross);
            }
        }
    }
}
