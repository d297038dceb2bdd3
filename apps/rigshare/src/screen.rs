//! What people see: headings and tables, in colour on a terminal only.

use std::io::{ErrorKind, IsTerminal, Write};

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ContentArrangement, ContentLineStyle, LineStyle, Table,
    TableStyle,
};

use crate::failure::Failure;

/// Collects what a command says, and says it at once.
pub struct Screen {
    text: String,
    colour: bool,
}

impl Screen {
    /// For standard output: colours only on a terminal, and never under `NO_COLOR`.
    #[must_use]
    pub fn stdout() -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self {
            text: String::new(),
            colour: wanted && !dumb && std::io::stdout().is_terminal(),
        }
    }

    /// A line.
    pub fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    /// A heading, after an empty line.
    pub fn heading(&mut self, heading: &str) {
        let heading = self.paint(Tone::Strong, heading);
        self.line("");
        self.line(heading);
    }

    /// Text in a tone, where there are colours.
    #[must_use]
    pub fn paint(&self, tone: Tone, text: &str) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let code = match tone {
            Tone::Plain => return text.to_owned(),
            Tone::Strong => 1,
            Tone::Faint => 2,
            Tone::Bad => 31,
            Tone::Good => 32,
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// Names and what they are, in two columns.
    pub fn facts(&mut self, facts: &[(&str, String)]) {
        let width = facts.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, fact) in facts {
            let name = self.paint(Tone::Faint, &format!("{name:width$}"));
            self.line(format!(" {name}  {fact}"));
        }
        self.line("");
    }

    /// A table. Columns whose heading begins with `>` are aligned to the right.
    pub fn table(&mut self, headings: &[&str], rows: Vec<Vec<String>>) {
        let mut table = Table::new();
        table
            .load_style(STYLE)
            .set_content_arrangement(ContentArrangement::Dynamic);
        if self.colour {
            table.enforce_styling();
        } else {
            table.force_no_tty();
            table.set_width(PIPED_COLUMNS);
        }
        table.set_header(headings.iter().map(|heading| {
            Cell::new(heading.trim_start_matches('>'))
                .add_attribute(Attribute::Bold)
                .fg(Color::Cyan)
        }));
        for row in rows {
            table.add_row(row);
        }
        for (index, heading) in headings.iter().enumerate() {
            if let Some(column) = table.column_mut(index).filter(|_| heading.starts_with('>')) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let table = table.trim_fmt();
        self.line(table);
    }

    /// Writes everything to standard output. A reader that has gone away is no failure.
    ///
    /// # Errors
    /// Standard output can't be written.
    pub fn show(self) -> Result<(), Failure> {
        write_out(&self.text)
    }
}

/// A line under the headings, and nothing else.
const STYLE: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none())
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .content_lines(ContentLineStyle::none());

/// Columns of a table that nobody's terminal limits.
const PIPED_COLUMNS: u16 = 160;

/// How a text is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// A heading.
    Strong,
    /// Beside the point.
    Faint,
    /// Trouble.
    Bad,
    /// All is well.
    Good,
}

/// Writes one JSON value and a line's end to standard output.
///
/// # Errors
/// Standard output can't be written.
pub fn show_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    write_out(&text)
}

fn write_out(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
