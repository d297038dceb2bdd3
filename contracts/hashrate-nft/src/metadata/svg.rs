//! The picture of a token: a card that shows coin, hashrate, efficiency and term.
//!
//! It is drawn of shapes and text alone: no script, no style sheet, no reference to anything outside
//! it. Texts that people wrote are shortened, and escaped for XML.

use super::shorten;

/// The card's background, as cw721 writes colours.
pub const BACKGROUND: &str = "0B0F19";

/// What the card shows.
pub struct Card<'a> {
    /// Symbol of the coin.
    pub coin: &'a str,
    /// The rig's number.
    pub rig: &'a str,
    /// Hashrate of the token.
    pub hashrate: &'a str,
    /// Shares of the token.
    pub shares: &'a str,
    /// Hashrate of one share.
    pub share_hashrate: &'a str,
    /// The machine's model.
    pub model: &'a str,
    /// Its efficiency.
    pub efficiency: &'a str,
    /// The algorithm.
    pub algorithm: &'a str,
    /// How the pool pays.
    pub scheme: &'a str,
    /// Date of the term's first epoch.
    pub starts: &'a str,
    /// Date at which the term is over.
    pub ends: &'a str,
}

impl Card<'_> {
    /// Draws the card, as SVG.
    #[must_use]
    pub fn draw(&self) -> String {
        let (light, deep) = colours(self.coin);
        let (number, unit) = self.hashrate.split_once(' ').unwrap_or((self.hashrate, ""));
        // Seven digits fill the card at full size.
        let size = match number.len() {
            0..=5 => "92",
            6..=7 => "70",
            8..=12 => "44",
            _ => "26",
        };
        [
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" font-family="Helvetica,Arial,sans-serif" fill="#fff"><defs><linearGradient id="a" x2="1" y2="1"><stop stop-color=""##,
            light,
            r##""/><stop offset="1" stop-color=""##,
            deep,
            r##""/></linearGradient><radialGradient id="b" cx=".95" cy="0" r="1"><stop stop-color=""##,
            light,
            r##"" stop-opacity=".42"/><stop offset=".75" stop-color=""##,
            deep,
            r##"" stop-opacity="0"/></radialGradient></defs><rect width="400" height="400" rx="28" fill="#"##,
            BACKGROUND,
            r##""/><rect width="400" height="400" rx="28" fill="url(#b)"/><rect x="1" y="1" width="398" height="398" rx="27" fill="none" stroke="url(#a)" stroke-opacity=".55" stroke-width="2"/><g fill="none" stroke="url(#a)" stroke-opacity=".3" stroke-width="1.5"><path d="M400 96h-70l-22 22h-58M400 120h-56l-30 30h-34M400 144h-40l-18 18"/><circle cx="246" cy="118" r="4"/><circle cx="276" cy="150" r="4"/><circle cx="338" cy="164" r="4"/></g><rect x="28" y="28" width="92" height="34" rx="17" fill="url(#a)"/><text x="74" y="51" font-size="17" font-weight="700" text-anchor="middle" fill="#0B0F19">"##,
            &short(self.coin, 6),
            r##"</text><text x="372" y="51" font-size="15" text-anchor="end" fill-opacity=".75">rig "##,
            self.rig,
            r##"</text><text x="26" y="188" font-size=""##,
            size,
            r##"" font-weight="800" letter-spacing="-2">"##,
            &short(number, 24),
            r##"<tspan dx="10" font-size="32" font-weight="600" letter-spacing="0" fill="url(#a)">"##,
            &short(unit, 8),
            r##"</tspan></text><text x="28" y="226" font-size="19" font-weight="600">"##,
            &short(self.model, 30),
            r##"</text><text x="28" y="250" font-size="14" fill-opacity=".6">"##,
            &short(self.shares, 16),
            " x ",
            &short(self.share_hashrate, 20),
            r##"</text><g font-size="12" fill-opacity=".55"><text x="28" y="291">EFFICIENCY</text><text x="165" y="291">ALGORITHM</text><text x="300" y="291">PAYOUT</text></g><g font-size="16" font-weight="600"><text x="28" y="312">"##,
            &short(self.efficiency, 15),
            r##"</text><text x="165" y="312">"##,
            &short(self.algorithm, 14),
            r##"</text><text x="300" y="312">"##,
            self.scheme,
            r##"</text></g><rect x="28" y="338" width="344" height="8" rx="4" fill="url(#a)"/><circle cx="32" cy="342" r="7" fill="#"##,
            BACKGROUND,
            r##"" stroke=""##,
            light,
            r##"" stroke-width="3"/><circle cx="368" cy="342" r="7" fill="#"##,
            BACKGROUND,
            r##"" stroke=""##,
            deep,
            r##"" stroke-width="3"/><g font-size="13" fill-opacity=".75"><text x="28" y="372">"##,
            self.starts,
            r##"</text><text x="372" y="372" text-anchor="end">"##,
            self.ends,
            "</text></g></svg>",
        ]
        .concat()
    }
}

/// The gradient of a coin: light, then deep.
fn colours(coin: &str) -> (&'static str, &'static str) {
    match coin {
        "BTC" => ("#FFB547", "#F7931A"),
        "LTC" => ("#B7CBE8", "#345D9D"),
        "DOGE" => ("#F3D98B", "#C2A633"),
        "XMR" => ("#FF9A5C", "#F26822"),
        "ZEC" => ("#FFD86B", "#F4B728"),
        "BCH" => ("#8DE2B0", "#0AC18E"),
        "KAS" => ("#9CF0E4", "#49C5B1"),
        "ETC" => ("#8FD9A8", "#3AB83A"),
        _ => ("#A5B4FC", "#6366F1"),
    }
}

/// At most `most` characters of a text, escaped for XML.
fn short(text: &str, most: usize) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in shorten(text, most).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&#34;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_42_texts_are_shortened_and_escaped() {
        assert_eq!(short("<script>", 20), "&lt;script&gt;");
        assert_eq!(short("\"'&]]>", 20), "&#34;&#39;&amp;]]&gt;");
        assert_eq!(short("abcdef", 6), "abcdef");
        assert_eq!(short("abcdefg", 6), "abcde…");
        assert_eq!(short("<<<<<<<", 6), "&lt;&lt;&lt;&lt;&lt;…");
    }
}
