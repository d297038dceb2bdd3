//! The head of the page: what the season was, whether it adds up, and its figures.

use super::{Season, QUOTE_DECIMALS};
use crate::report::html::Html;
use crate::report::text::{amount_floor, amount_short, counted, grouped};

/// Title, verdict and figures.
pub fn headline(season: &Season) -> Html {
    let outcome = season.outcome;
    let mut html = Html::new();
    html.raw("<header class=\"top\">")
        .element("h1", &[], &outcome.title);
    let last = outcome.days.saturating_sub(1);
    let span = if outcome.days > 1 {
        format!(
            "{} to {}",
            season.calendar.long(0),
            season.calendar.long(last)
        )
    } else {
        season.calendar.long(0)
    };
    let days = counted(outcome.days.into(), "day", "days");
    let words = format!("{span} · {days} · prices in {}", outcome.quote_currency);
    html.element("p", &[("class", "span")], &words)
        .append(&verdict(season));
    html.append(&figures(season))
        .append(&paid(season))
        .close("header");
    html
}

fn verdict(season: &Season) -> Html {
    let outcome = season.outcome;
    let mut html = Html::new();
    let error = format!(
        "largest difference from the exact earnings of anybody: {} base units.",
        outcome.max_error_base_units
    );
    if outcome.reconciled && outcome.disagreements.is_empty() {
        html.raw("<div class=\"verdict good\"><p class=\"badge\">");
        html.raw("<svg width=\"16\" height=\"16\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">");
        html.raw("<path d=\"M3 8.5l3.2 3.2L13 5\"/></svg>Reconciled to the base unit</p>");
        html.raw("<p>The balances on the chain and an independent model agree; ");
        html.text(&error).raw("</p></div>\n");
        return html;
    }
    html.raw("<div class=\"verdict bad\" role=\"alert\"><p class=\"badge\">");
    html.raw("<svg width=\"16\" height=\"16\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">");
    html.raw("<path d=\"M4 4l8 8M12 4l-8 8\"/></svg>Does not reconcile</p>");
    html.raw("<p>The balances on the chain and an independent model do not agree; ");
    html.text(&error).raw("</p>");
    if !outcome.disagreements.is_empty() {
        html.raw("<ul>");
        for disagreement in &outcome.disagreements {
            html.element("li", &[], disagreement);
        }
        html.close("ul");
    }
    html.close("div");
    html
}

fn figures(season: &Season) -> Html {
    let outcome = season.outcome;
    let days = || outcome.rigs.iter().flat_map(|rig| &rig.days);
    let ended = |word: &str| days().filter(|day| day.outcome == word).count();
    let machines: u64 = outcome.rigs.iter().map(|rig| u64::from(rig.machines)).sum();
    let tokens: usize = outcome
        .holders
        .iter()
        .map(|holder| holder.tokens.len())
        .sum();
    let mut mined = 0u128;
    for rig in &outcome.rigs {
        for day in &rig.days {
            let worth = season
                .worth_floor(&rig.coin, day.gross, day.day)
                .unwrap_or(0);
            mined = mined.saturating_add(worth);
        }
    }
    let mut trouble = Vec::new();
    for (word, name) in [
        ("late", "late"),
        ("defaulted", "defaulted"),
        ("outage", "without report"),
        ("open", "open"),
    ] {
        match ended(word) {
            0 => {}
            count => trouble.push(format!("{count} {name}")),
        }
    }
    let epochs = if trouble.is_empty() {
        "all paid in time".to_owned()
    } else {
        trouble.join(", ")
    };
    let operators = counted(outcome.operators.len() as u64, "operator", "operators");
    let worth = format!("Mined, {}", outcome.quote_currency);
    let tiles = [
        (
            "Rigs",
            grouped(outcome.rigs.len() as u128),
            format!("{} machines, {operators}", grouped(machines.into())),
        ),
        (
            "Holders",
            grouped(outcome.holders.len() as u128),
            counted(tokens as u64, "token", "tokens") + " at the end",
        ),
        ("Rig days", grouped(days().count() as u128), epochs),
        (
            "Transfers",
            grouped(outcome.transfers.into()),
            "sales on the market included".to_owned(),
        ),
        (
            worth.as_str(),
            amount_floor(mined, QUOTE_DECIMALS, 2),
            "at each day's price, before costs".to_owned(),
        ),
    ];
    let mut html = Html::new();
    html.raw("<dl class=\"figures\">");
    for (name, value, note) in &tiles {
        html.raw("<div>").element("dt", &[], name);
        html.element("dd", &[("class", "value")], value);
        html.element("dd", &[("class", "note")], note).close("div");
    }
    html.close("dl");
    html
}

/// What holders were paid, by denom.
fn paid(season: &Season) -> Html {
    let mut html = Html::new();
    let earning: Vec<_> = season
        .outcome
        .denoms
        .iter()
        .filter(|(_, denom)| {
            denom.settled > 0 || denom.paid > 0 || denom.owed > 0 || denom.short > 0
        })
        .collect();
    if earning.is_empty() {
        return html;
    }
    html.raw("<h2 class=\"quiet\">Paid to holders</h2><ul class=\"paid\">");
    for (name, denom) in earning {
        let unit = season.moneys.denom(name);
        html.raw("<li>").open("p", &[("class", "value")]);
        html.text(&amount_short(denom.paid, unit.decimals)).raw(" ");
        html.element("span", &[], &unit.symbol).close("p");
        let mut notes = vec![match denom.owed {
            0 => "all claimed".to_owned(),
            owed => format!("{} still to claim", unit.write_short(owed)),
        }];
        if denom.short > 0 {
            notes.push(format!("{} short", unit.write_short(denom.short)));
        }
        html.element("p", &[("class", "note")], &notes.join(" · "))
            .close("li");
    }
    html.close("ul");
    html
}
