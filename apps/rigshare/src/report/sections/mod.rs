//! The parts of the page.

pub mod fees;
pub mod headline;
pub mod holders;
pub mod network;
pub mod overview;
pub mod rigs;
pub mod statements;
pub mod story;

use super::calendar::Calendar;
use super::html::Html;
use super::money::Moneys;
use super::text::product_floor;
use crate::outcome::Outcome;

/// Pixels from top to bottom of a small chart and of one that fills the page.
pub const SMALL_PX: u32 = 150;
/// See [`SMALL_PX`].
pub const LARGE_PX: u32 = 240;

/// Days that get a label in charts and in narrow ones.
pub const LABELS: u32 = 5;
/// See [`LABELS`].
pub const FEW_LABELS: u32 = 3;

/// Decimals of prices in the quote currency.
pub const QUOTE_DECIMALS: u32 = 9;

/// A season and what is needed to write of it.
pub struct Season<'a> {
    /// What it came to.
    pub outcome: &'a Outcome,
    /// Its days as dates.
    pub calendar: Calendar,
    /// Its moneys.
    pub moneys: Moneys,
}

impl<'a> Season<'a> {
    /// Ready to be written.
    pub fn new(outcome: &'a Outcome) -> Self {
        Self {
            outcome,
            calendar: Calendar::new(&outcome.first_day),
            moneys: Moneys::new(outcome),
        }
    }

    /// What an amount of a coin was worth on a day, in billionths of the quote currency, rounded
    /// down; none where the coin has no price that day.
    pub fn worth_floor(&self, coin: &str, base: u128, day: u32) -> Option<u128> {
        let network = self
            .outcome
            .networks
            .iter()
            .find(|network| network.coin == coin)?;
        let price = network.nano_per_coin.get(day as usize)?;
        Some(product_floor(base, price.0, network.decimals.into()))
    }

    /// One text a day.
    pub fn by_day(&self, write: impl Fn(u32) -> String) -> Vec<String> {
        (0..self.outcome.days).map(write).collect()
    }
}

/// A section of the page with its headline and a sentence under it.
pub fn section(id: &'static str, title: &str, lead: &str, content: &Html) -> Html {
    let mut html = Html::new();
    let heading = format!("{id}-title");
    html.open("section", &[("id", id), ("aria-labelledby", &heading)]);
    html.element("h2", &[("id", &heading)], title);
    if !lead.is_empty() {
        html.element("p", &[("class", "lead")], lead);
    }
    html.append(content).close("section");
    html
}

/// A chart in its card: title, what is written beside it, and the chart with legend and data.
pub fn card(title: &str, note: &str, content: &Html) -> Html {
    let mut html = Html::new();
    html.raw("<figure class=\"card\"><figcaption>")
        .element("h3", &[], title);
    if !note.is_empty() {
        html.element("p", &[("class", "note")], note);
    }
    html.raw("</figcaption>").append(content).close("figure");
    html
}
