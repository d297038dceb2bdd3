//! How the page looks. Texts have at least 4.5:1 against what they stand on, parts of charts 3:1.

/// The style sheet.
pub const CSS: &str = r##"
:root {
  color-scheme: light dark;
  --page: #f5f6f4; --card: #ffffff; --sunk: #f0f2ef; --ink: #16201d; --soft: #55615d;
  --rule: #dfe4e0; --grid: #e8ece9; --accent: #0f766e; --focus: #0b5fd0;
  --good: #14653f; --good-bg: #e3f3e9; --bad: #a61b1b; --bad-bg: #fdeaea;
  --warn: #8a4b06; --warn-bg: #fdf1dc; --info: #1d4f91; --info-bg: #e6effa;
  --p1: #1b7f77; --p2: #c2653a; --p3: #4670c6; --p4: #a07a1c;
  --p5: #b04f80; --p6: #6b8834; --p7: #7f63c0; --p8: #5f6e7b; --rest: #8b9691;
  --holders: #147a71; --net: #559f97; --other: #2f86a6; --short: #c8302f; --fee: #5a7cc8; --power: #99907f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e1312; --card: #161d1b; --sunk: #1c2523; --ink: #e6ecea; --soft: #a0ada8;
    --rule: #2a3532; --grid: #242e2b; --accent: #4cc4b4; --focus: #8ab8ff;
    --good: #7fd6a4; --good-bg: #12301f; --bad: #ff9c94; --bad-bg: #3a1716;
    --warn: #f0ba6c; --warn-bg: #35260f; --info: #9cc3f5; --info-bg: #15273f;
    --p1: #46b3a4; --p2: #de8758; --p3: #76a5f5; --p4: #d9b04a;
    --p5: #e57fb0; --p6: #95b560; --p7: #b197f0; --p8: #9babb8; --rest: #6b7a75;
    --holders: #46b3a4; --net: #27796f; --other: #4aa6c6; --short: #f0625a; --fee: #6f94e0; --power: #7f796d;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  overflow-wrap: anywhere;
}
main, footer, .bar-top { width: 100%; max-width: 1280px; margin: 0 auto; padding: 0 clamp(14px, 3vw, 32px); }
h1, h2, h3, p, dl, dd, figure, ul, ol { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1 { font-size: clamp(1.7rem, 4.2vw, 2.7rem); line-height: 1.12; letter-spacing: -.022em; font-weight: 680; text-wrap: balance; }
h2 { font-size: 1.45rem; letter-spacing: -.014em; line-height: 1.25; font-weight: 650; }
h3 { font-size: 1rem; font-weight: 640; line-height: 1.35; }
section { padding-top: 3.6rem; }
.lead { color: var(--soft); max-width: 68ch; margin-top: .3rem; }
.note { color: var(--soft); font-size: .84rem; line-height: 1.45; }
.none { color: var(--soft); padding: .8rem 0; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; background: var(--card); padding: 8px 12px; z-index: 9; }

.bar-top { display: flex; align-items: center; justify-content: space-between; gap: 6px 24px; padding-top: 14px; padding-bottom: 10px; flex-wrap: wrap; }
.brand { display: flex; align-items: center; gap: 8px; font-weight: 680; letter-spacing: -.01em; }
.brand svg { fill: var(--accent); }
nav ul { display: flex; flex-wrap: wrap; gap: 2px 4px; margin: 0 -8px; }
nav a { display: block; padding: 5px 8px; border-radius: 8px; color: var(--soft); text-decoration: none; font-size: .9rem; }
nav a:hover { background: var(--sunk); color: var(--ink); }

.top { padding-top: clamp(20px, 4vw, 44px); }
.span { color: var(--soft); margin-top: .55rem; }
.verdict { margin-top: 1.3rem; display: flex; flex-wrap: wrap; align-items: center; gap: 8px 14px; font-size: .9rem; color: var(--soft); }
.badge { display: inline-flex; align-items: center; gap: 7px; padding: 5px 13px 5px 9px; border-radius: 99px; font-weight: 620; white-space: nowrap; }
.badge svg { fill: none; stroke: currentColor; stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; }
.good .badge { color: var(--good); background: var(--good-bg); }
.verdict.bad { display: block; color: var(--ink); background: var(--bad-bg); border: 2px solid var(--bad); border-radius: 14px; padding: 16px 20px; font-size: 1rem; }
.verdict.bad .badge { color: var(--bad); font-size: 1.25rem; padding-left: 0; }
.verdict.bad ul { list-style: disc; padding-left: 1.3rem; margin-top: .5rem; color: var(--bad); font-weight: 560; }
.figures { display: flex; flex-wrap: wrap; gap: 1px; margin-top: 1.9rem; background: var(--rule); border: 1px solid var(--rule); border-radius: 16px; overflow: hidden; }
.figures > div { flex: 1 1 165px; background: var(--card); padding: 15px 18px 16px; }
.figures dt { color: var(--soft); font-size: .84rem; }
.figures .value { font-size: 1.6rem; line-height: 1.3; font-weight: 640; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.quiet { font-size: .95rem; letter-spacing: 0; margin: 1.9rem 0 .6rem; font-weight: 620; }
.paid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 250px), 1fr)); gap: 12px; }
.paid li { background: var(--card); border: 1px solid var(--rule); border-radius: 14px; padding: 14px 18px; }
.paid .value { font-size: 1.25rem; font-weight: 640; letter-spacing: -.01em; font-variant-numeric: tabular-nums; }
.paid .value span { color: var(--soft); font-weight: 500; }

.grid { display: grid; gap: 16px; margin-top: 16px; align-items: start; }
.grid.wide { grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); }
.grid.half { grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); }
.grid.small { grid-template-columns: repeat(auto-fit, minmax(min(100%, 255px), 1fr)); }
.grid > * { min-width: 0; margin-top: 0; }
.card { background: var(--card); border: 1px solid var(--rule); border-radius: 16px; padding: 16px 18px 14px; margin-top: 16px; min-width: 0; break-inside: avoid; }
.grid .card { margin-top: 0; height: 100%; }
figcaption { margin-bottom: 10px; }
.coin { margin-top: 1.6rem; font-size: 1.1rem; }
.coin + .grid { margin-top: 8px; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(125px, 1fr)); gap: 6px 16px; margin-bottom: 12px; font-size: .88rem; }
.facts dt { color: var(--soft); font-size: .78rem; }
.facts dd { font-weight: 580; font-variant-numeric: tabular-nums; }
.facts .alarm dd { color: var(--bad); }

.plot svg { display: block; overflow: visible; }
.tick { fill: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums; }
.tick.y { text-anchor: end; dominant-baseline: central; }
.tick.x { text-anchor: middle; }
.plot line.grid { stroke: var(--grid); }
.plot line.axis { stroke: var(--soft); stroke-opacity: .55; }
.c1 { --c: var(--p1); } .c2 { --c: var(--p2); } .c3 { --c: var(--p3); } .c4 { --c: var(--p4); }
.c5 { --c: var(--p5); } .c6 { --c: var(--p6); } .c7 { --c: var(--p7); } .c8 { --c: var(--p8); }
.c-rest { --c: var(--rest); }
.part.holders { --c: var(--holders); } .part.net { --c: var(--net); } .part.other { --c: var(--other); } .part.short { --c: var(--short); }
.part.fee { --c: var(--fee); } .part.power { --c: var(--power); }
.bar { fill: var(--c); stroke: var(--card); stroke-width: .75; }
.line { fill: none; stroke: var(--c); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke; }
.line.c5, .line.c6, .line.c7 { stroke-dasharray: 7 4; }
.line.c8 { stroke-dasharray: 2 4; }
.line.c-rest { stroke-width: 1.2; }
.line.dot { stroke-width: 7; stroke-dasharray: none; }
.line.dot.c-rest { stroke-width: 4; }
.area { fill: var(--c); opacity: .1; }
.noted { fill: var(--soft); opacity: .13; }
.hit { fill: var(--ink); fill-opacity: 0; }
.hit:hover { fill-opacity: .08; }
.mark { fill: none; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.mark.late { fill: var(--warn); stroke: var(--card); stroke-width: 1; }
.mark.defaulted { stroke: var(--bad); stroke-width: 2.4; }
.mark.outage, .mark.open { stroke: var(--soft); }
.legend { display: flex; flex-wrap: wrap; gap: 3px 16px; font-size: .82rem; color: var(--soft); margin-top: 4px; }
.legend li { display: inline-flex; align-items: center; gap: 6px; }
.card + .legend { margin: 18px 2px 0; }
.key { width: 10px; height: 10px; border-radius: 3px; background: var(--c); flex: none; print-color-adjust: exact; }
.key-mark { flex: none; overflow: visible; }

details.data { margin-top: 10px; }
summary { cursor: pointer; color: var(--soft); font-size: .84rem; padding: 3px 0; width: fit-content; border-radius: 6px; }
summary:hover { color: var(--ink); }
.scroll { overflow-x: auto; max-height: 78vh; margin-top: 18px; background: var(--card); border: 1px solid var(--rule); border-radius: 14px; }
.grid > .scroll { margin-top: 0; }
details .scroll { margin-top: 8px; max-height: 420px; border-radius: 10px; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .86rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
caption { text-align: left; padding: 12px 16px 8px; font-weight: 620; position: sticky; left: 0; }
details caption { font-size: .84rem; padding: 9px 12px 6px; }
th, td { padding: 7px 16px; text-align: left; vertical-align: top; border-top: 1px solid var(--rule); white-space: nowrap; }
details th, details td { padding: 4px 12px; }
thead th { color: var(--soft); font-weight: 560; font-size: .8rem; background: var(--card); position: sticky; top: 0; z-index: 1; border-bottom: 1px solid var(--rule); border-top: 0; }
tbody tr:first-child > * { border-top: 0; }
tbody th { font-weight: 580; position: sticky; left: 0; background: var(--card); max-width: 42vw; overflow: hidden; text-overflow: ellipsis; }
tbody tr:hover > * { background: var(--sunk); }
.number { text-align: right; }
td:not(.number) { white-space: normal; min-width: 10ch; }
.unit { display: inline-block; min-width: 2.9em; text-align: left; color: var(--soft); }
td.zero { color: var(--soft); }
.flag, .chip { display: inline-block; border-radius: 99px; padding: 0 9px; font-weight: 600; font-size: .8rem; }
.flag.warn { color: var(--warn); background: var(--warn-bg); }
.flag.bad { color: var(--bad); background: var(--bad-bg); }

.story { margin-top: 16px; background: var(--card); border: 1px solid var(--rule); border-radius: 16px; padding: 4px 20px; }
.story > li + li { border-top: 1px solid var(--rule); }
.story summary { width: 100%; padding: 10px 0; color: var(--soft); display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; list-style: none; }
.story summary::-webkit-details-marker { display: none; }
.story summary::before { content: "›"; width: .7em; font-size: 1.15rem; line-height: 1; text-align: center; }
.story details[open] > summary::before { transform: rotate(90deg); }
.story summary b { color: var(--ink); min-width: 4.2em; font-size: .95rem; }
.chip { background: var(--sunk); color: var(--soft); font-weight: 540; }
.chip.trouble { background: var(--bad-bg); color: var(--bad); }
.story ol { padding: 0 0 14px 20px; }
.story ol li { position: relative; display: grid; grid-template-columns: 5em 5.6em 1fr; gap: 0 10px; padding: 4px 0 4px 18px; border-left: 2px solid var(--rule); font-size: .92rem; }
.story ol li::before { content: ""; position: absolute; left: -6px; top: .75em; width: 10px; height: 10px; border-radius: 50%; background: var(--dot, var(--soft)); border: 2px solid var(--card); print-color-adjust: exact; }
.story time { color: var(--soft); font-variant-numeric: tabular-nums; }
.kind { color: var(--dot, var(--soft)); font-weight: 560; font-size: .84rem; padding-top: .08em; }
.story .trade { --dot: var(--info); } .story .money { --dot: var(--good); } .story .trouble { --dot: var(--bad); }
.story .trouble .what { font-weight: 540; }
footer { padding-top: 3rem; padding-bottom: 2.5rem; color: var(--soft); font-size: .86rem; }

@media (max-width: 560px) {
  section { padding-top: 2.8rem; }
  .figures > div { flex-basis: 40%; padding: 12px 14px; }
  .figures .value { font-size: 1.35rem; }
  .card { padding: 14px 13px 12px; border-radius: 14px; }
  th, td { padding: 7px 11px; }
  .story { padding: 2px 14px; }
  .story ol { padding-left: 8px; }
  .story ol li { grid-template-columns: auto 1fr; }
  .what { grid-column: 1 / -1; }
}
@media print {
  :root { --page: #fff; --sunk: #fff; }
  body { font-size: 10.5pt; }
  .bar-top nav, .skip { display: none; }
  section { padding-top: 1.6rem; }
  .scroll { overflow: visible; max-height: none; border: 0; }
  .scroll table { font-size: 7.5pt; }
  th, td, thead th, tbody th { padding: 3px 6px; position: static; white-space: normal; }
  tr, .paid li { break-inside: avoid; }
  h2, h3, .lead, caption { break-after: avoid; }
  details.data:not([open]) { display: none; }
  .bar, .line, .mark { print-color-adjust: exact; }
  .story details:not([open])::details-content { content-visibility: visible; height: auto; }
}
"##;

#[cfg(test)]
mod tests {
    use super::CSS;

    #[test]
    fn nothing_is_fetched() {
        for word in ["url(", "@import", "@font-face", "http", "</"] {
            assert!(!CSS.contains(word), "{word}");
        }
    }

    /// Relative luminance of a colour of a theme, as WCAG 2 defines it.
    fn luminance(theme: &str, name: &str) -> f64 {
        let (_, after) = theme.split_once(&format!("--{name}: #")).expect(name);
        let channel = |place: usize| {
            let value = u8::from_str_radix(&after[place..place + 2], 16).expect("a colour");
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
    }

    #[test]
    fn colours_have_contrast() {
        let (light, dark) = CSS.split_once("@media").expect("two themes");
        let texts = [
            ("ink", &["page", "card", "sunk", "bad-bg"][..]),
            ("soft", &["page", "card", "sunk"]),
            ("accent", &["page", "card"]),
            ("good", &["good-bg", "card"]),
            ("bad", &["bad-bg", "card"]),
            ("warn", &["warn-bg", "card"]),
            ("info", &["info-bg", "card"]),
        ];
        let parts = [
            "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "rest", "holders", "net", "other",
            "short", "fee", "power", "focus",
        ];
        let drawn = parts.map(|part| (part, &["card"][..], 3.0));
        let written = texts.map(|(text, grounds)| (text, grounds, 4.5));
        for theme in [light, dark] {
            for (front, grounds, least) in written.iter().chain(&drawn) {
                for ground in *grounds {
                    let (a, b) = (luminance(theme, front), luminance(theme, ground));
                    let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                    assert!(contrast >= *least, "{front} on {ground}: {contrast:.2}");
                }
            }
        }
    }
}
