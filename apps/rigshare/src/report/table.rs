//! Tables that scroll inside their own frame, with captions and scoped headers.

use super::html::Html;
use super::money::Written;

/// What a cell holds.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number, aligned right.
    Number(String),
    /// Several amounts and their symbols, one a line.
    Amounts(Vec<Written>),
    /// A word that stands out, in the given class.
    Flag(&'static str, String),
}

impl Cell {
    /// A count that stands out unless it is zero.
    pub fn alarm(count: u32) -> Self {
        if count == 0 {
            Self::Number("0".to_owned())
        } else {
            Self::Flag("warn", count.to_string())
        }
    }

    fn is_numeric(&self) -> bool {
        !matches!(self, Self::Text(_))
    }
}

/// A table whose first column names the rows.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it is about.
    pub caption: String,
    /// Headers of the columns, the one of the rows' names first.
    pub columns: Vec<String>,
    /// Names and cells of the rows.
    pub rows: Vec<(String, Vec<Cell>)>,
}

impl Table {
    /// The table in its frame, or a sentence where it has no rows.
    pub fn draw(&self) -> Html {
        let mut html = Html::new();
        if self.rows.is_empty() {
            html.open("p", &[("class", "none")])
                .text(&self.caption)
                .text(": nothing to show.");
            html.close("p");
            return html;
        }
        // A frame that scrolls must be reachable by keyboard.
        let frame = [
            ("class", "scroll"),
            ("role", "region"),
            ("tabindex", "0"),
            ("aria-label", &self.caption),
        ];
        html.open("div", &frame)
            .open("table", &[])
            .element("caption", &[], &self.caption);
        html.raw("<thead><tr>");
        for (column, name) in self.columns.iter().enumerate() {
            let class = if column > 0 && self.is_numeric(column - 1) {
                "number"
            } else {
                "words"
            };
            html.element("th", &[("scope", "col"), ("class", class)], name);
        }
        html.raw("</tr></thead>\n<tbody>");
        for (name, cells) in &self.rows {
            html.raw("<tr>").element("th", &[("scope", "row")], name);
            for cell in cells {
                draw_cell(&mut html, cell);
            }
            html.close("tr");
        }
        html.raw("</tbody>").close("table").close("div");
        html
    }

    /// The table folded away under `summary`.
    pub fn fold(&self, summary: &str) -> Html {
        let mut html = Html::new();
        html.raw("<details class=\"data\">")
            .element("summary", &[], summary);
        html.append(&self.draw()).close("details");
        html
    }

    fn is_numeric(&self, column: usize) -> bool {
        self.rows
            .iter()
            .any(|(_, cells)| cells.get(column).is_some_and(Cell::is_numeric))
    }
}

fn draw_cell(html: &mut Html, cell: &Cell) {
    match cell {
        Cell::Text(text) => {
            html.element("td", &[], text);
        }
        Cell::Number(text) => {
            let class = if text.chars().all(|sign| matches!(sign, '0' | '.' | '–')) {
                "number zero"
            } else {
                "number"
            };
            html.element("td", &[("class", class)], text);
        }
        Cell::Amounts(lines) if lines.is_empty() => {
            html.element("td", &[("class", "number zero")], "–");
        }
        Cell::Amounts(lines) => {
            html.open("td", &[("class", "number")]);
            for (amount, symbol) in lines {
                html.raw("<div>").text(amount).raw(" ");
                html.element("span", &[("class", "unit")], symbol)
                    .close("div");
            }
            html.close("td");
        }
        Cell::Flag(class, text) => {
            html.open("td", &[("class", "number")]);
            html.element("span", &[("class", &format!("flag {class}"))], text)
                .close("td");
        }
    }
}
