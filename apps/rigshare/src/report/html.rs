//! Markup that cannot be broken by the texts in it: only literals of the program are written as they
//! are, everything else is escaped on the way in.

/// A piece of HTML or SVG.
#[derive(Clone, Debug, Default)]
pub struct Html(String);

/// Attributes of an element: names are literals, values are escaped.
pub type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Html {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Markup as it is; a literal, so that no text of a season can get here.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// A text, escaped.
    pub fn text(&mut self, text: &str) -> &mut Self {
        push_escaped(&mut self.0, text);
        self
    }

    /// `<name ...>`.
    pub fn open(&mut self, name: &'static str, attributes: Attributes) -> &mut Self {
        self.start(name, attributes);
        self.0.push('>');
        self
    }

    /// `</name>` and a new line.
    pub fn close(&mut self, name: &'static str) -> &mut Self {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push_str(">\n");
        self
    }

    /// `<name .../>`, for SVG's empty elements.
    pub fn leaf(&mut self, name: &'static str, attributes: Attributes) -> &mut Self {
        self.start(name, attributes);
        self.0.push_str("/>");
        self
    }

    /// `<name ...>text</name>`.
    pub fn element(&mut self, name: &'static str, attributes: Attributes, text: &str) -> &mut Self {
        self.open(name, attributes).text(text).close(name)
    }

    /// Another piece behind this one.
    pub fn append(&mut self, other: &Html) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    /// The markup.
    pub fn into_string(self) -> String {
        self.0
    }

    fn start(&mut self, name: &'static str, attributes: Attributes) {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes {
            self.0.push(' ');
            self.0.push_str(key);
            self.0.push_str("=\"");
            push_escaped(&mut self.0, value);
            self.0.push('"');
        }
    }
}

/// Escapes for text and quoted attributes alike. Control characters and those that turn the
/// direction of writing could disguise a name, and are shown as replacement characters.
fn push_escaped(buffer: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => buffer.push_str("&amp;"),
            '<' => buffer.push_str("&lt;"),
            '>' => buffer.push_str("&gt;"),
            '"' => buffer.push_str("&quot;"),
            '\'' => buffer.push_str("&#39;"),
            '\n' => buffer.push('\n'),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                buffer.push('\u{fffd}');
            }
            other if other.is_control() => buffer.push('\u{fffd}'),
            other => buffer.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_attributes_are_escaped() {
        let mut html = Html::new();
        html.element("b", &[("title", "\"><script>'")], "<i>&\u{202e}\u{0}</i>");
        assert_eq!(
            html.into_string(),
            "<b title=\"&quot;&gt;&lt;script&gt;&#39;\">&lt;i&gt;&amp;\u{fffd}\u{fffd}&lt;/i&gt;</b>\n"
        );
    }
}
