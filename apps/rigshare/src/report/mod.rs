//! The season as one HTML file: no scripts, nothing fetched, charts drawn here as SVG.

mod calendar;
mod chart;
mod html;
mod money;
mod sections;
mod style;
mod table;
mod text;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

use self::html::Html;
use self::sections::{fees, headline, holders, network, rigs, statements, story, Season};
use crate::outcome::Outcome;

const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
<meta name=\"color-scheme\" content=\"light dark\">\n\
<meta name=\"referrer\" content=\"no-referrer\">\n\
<link rel=\"icon\" href=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' \
viewBox='0 0 16 16'%3E%3Cpath d='M2 14V9h3v5zM6.5 14V5h3v9zM11 14V2h3v12z' fill='%230f766e'/%3E\
%3C/svg%3E\">\n";

const BAR: &str = "<div class=\"bar-top\"><p class=\"brand\">\
<svg width=\"18\" height=\"18\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">\
<path d=\"M2 14V9h3v5zM6.5 14V5h3v9zM11 14V2h3v12z\"/></svg>Rigshare</p>\
<nav aria-label=\"Parts of the report\"><ul>\
<li><a href=\"#rigs\">Rigs</a></li><li><a href=\"#holders\">Holders</a></li>\
<li><a href=\"#network\">Network</a></li><li><a href=\"#fees\">Fees</a></li>\
<li><a href=\"#statements\">Statements</a></li>\
<li><a href=\"#reconciliation\">Reconciliation</a></li>\
<li><a href=\"#story\">Story</a></li></ul></nav></div>\n";

/// The whole page.
pub fn write_html(outcome: &Outcome) -> String {
    let season = Season::new(outcome);
    let mut html = Html::new();
    html.raw(HEAD)
        .element("title", &[], &format!("{} · Rigshare", outcome.title));
    html.raw("<style>\n")
        .raw(style::CSS)
        .raw("</style>\n</head>\n<body>\n");
    html.raw("<a class=\"skip\" href=\"#main\">To the figures</a>\n")
        .raw(BAR);
    html.raw("<main id=\"main\">\n")
        .append(&headline::headline(&season));
    html.append(&rigs::rigs(&season))
        .append(&holders::holders(&season));
    html.append(&network::network(&season))
        .append(&fees::fees(&season));
    html.append(&statements::statements(&season));
    html.append(&statements::reconciliation(&season))
        .append(&story::story(&season));
    html.raw("</main>\n<footer><p>Amounts in tables are exact to the base unit; amounts in ");
    html.text(&outcome.quote_currency)
        .raw(" are rounded down. The season ran in ");
    html.text(&format!("{:.2} seconds", outcome.seconds))
        .raw(" on an embedded chain.</p></footer>\n");
    html.raw("</body>\n</html>\n");
    html.into_string()
}
