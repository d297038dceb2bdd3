//! The page against hostile names and odd sizes.

use super::fixture::season;
use super::write_html;
use crate::outcome::Outcome;

fn plain(text: &str) -> String {
    text.to_owned()
}

/// Names of the elements and of their attributes, in order; fails on markup that is not well formed.
fn skeleton(html: &str) -> Vec<String> {
    const VOID: [&str; 3] = ["meta", "link", "!doctype"];
    let mut names = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        assert!(
            !text.contains('>') || open.last().is_some_and(|name| name == "style"),
            "{text:?}"
        );
        let (mut tag, mut end) = (String::new(), None);
        let (mut quoted, mut value) = (false, String::new());
        for (place, character) in after.char_indices() {
            match character {
                '"' => quoted = !quoted,
                '>' if !quoted => {
                    end = Some(place);
                    break;
                }
                _ if quoted => value.push(character),
                _ => tag.push(character),
            }
        }
        assert!(!value.contains('<'), "{value}");
        rest = &after[end.expect("every tag ends") + 1..];
        let name = tag
            .split([' ', '/'])
            .find(|part| !part.is_empty())
            .expect("a name")
            .to_owned();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "elements close in order");
        } else if !tag.ends_with('/') && !VOID.contains(&name.as_str()) {
            open.push(name);
        }
        names.push(tag);
    }
    assert!(open.is_empty(), "{open:?}");
    names
}

#[test]
fn the_page_is_well_formed_and_fetches_nothing() {
    let html = write_html(&season(6, 30, 12, &plain));
    let tags = skeleton(&html);
    assert!(html.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
    for name in ["script", "iframe", "img", "form", "object"] {
        assert!(
            !tags.iter().any(|tag| tag.split(' ').next() == Some(name)),
            "{name}"
        );
    }
    for word in ["src=", "@import", "url(", "https:"] {
        assert!(!html.contains(word), "{word}");
    }
    assert_eq!(
        html.matches("http:").count(),
        1,
        "only the name space of the icon"
    );
    for part in [
        "Reconciled to the base unit",
        "27 May 2026 to 25 June 2026",
        "paid late",
        "role=\"img\"",
    ] {
        assert!(html.contains(part), "{part}");
    }
    assert_eq!(
        html.matches("role=\"img\"").count(),
        html.matches("aria-label=\"Bar chart").count()
            + html.matches("aria-label=\"Line chart").count()
    );
    assert_eq!(
        html.matches("<table").count(),
        html.matches("<caption").count()
    );
}

#[test]
fn hostile_names_make_no_markup() {
    let attacks = [
        "<script>alert(1)</script>",
        "\"><svg onload=alert(1)>",
        "' onmouseover='alert(1)",
        "</title></style></svg><img src=x onerror=alert(1)>",
        "&lt;script&gt;&#60;",
        "<!-- ]]> -->",
        "\u{202e}\u{0}\u{7f}`${7*7}`{{7*7}}",
        "javascript:alert(1)",
    ];
    // Words that are not a kind or an outcome are drawn alike, whatever they say.
    let harmless = skeleton(&write_html(&season(3, 4, 5, &|text| {
        format!("harmless {text}")
    })));
    for attack in attacks {
        let hostile = season(3, 4, 5, &|text| format!("{attack}{text} {attack}"));
        let drawn = skeleton(&write_html(&hostile));
        let differs = drawn
            .iter()
            .zip(&harmless)
            .find(|(ours, theirs)| ours != theirs);
        assert_eq!(differs, None, "{attack}");
        assert_eq!(drawn.len(), harmless.len(), "{attack}");
    }
}

#[test]
fn very_long_names_do_not_break_charts() {
    let html = write_html(&season(6, 30, 12, &|text| {
        format!("{text}{}", "W".repeat(300))
    }));
    skeleton(&html);
    assert!(html.contains("W…"));
}

#[test]
fn disagreements_are_loud() {
    let mut outcome = season(1, 2, 1, &plain);
    outcome.disagreements = vec!["sat: the chain holds <5> more".into()];
    for reconciled in [true, false] {
        outcome.reconciled = reconciled;
        let html = write_html(&outcome);
        assert!(html.contains("Does not reconcile") && html.contains("holds &lt;5&gt; more"));
        assert!(!html.contains("Reconciled to the base unit") && html.contains("role=\"alert\""));
    }
    outcome.disagreements.clear();
    assert!(write_html(&outcome).contains("Does not reconcile"));
}

#[test]
fn odd_sizes_are_drawn() {
    for (rigs, days, holders) in [
        (0, 0, 0),
        (1, 1, 1),
        (0, 30, 12),
        (6, 1, 40),
        (30, 3, 40),
        (1, 400, 2),
    ] {
        let html = write_html(&season(rigs, days, holders, &plain));
        skeleton(&html);
        assert!(
            !html.contains("NaN") && !html.contains("inf%"),
            "{rigs} {days} {holders}"
        );
    }
}

#[test]
fn zeros_and_extremes_are_drawn() {
    let check = |outcome: &Outcome| {
        let html = write_html(outcome);
        skeleton(&html);
        assert!(
            !html.contains("NaN") && !html.contains("height=\"-"),
            "nothing negative"
        );
    };
    let mut outcome = season(2, 3, 2, &plain);
    for amount in [0, u128::MAX] {
        for day in outcome.rigs.iter_mut().flat_map(|rig| &mut rig.days) {
            (day.gross, day.electricity, day.service_fee) = (amount, amount, amount);
            (day.due, day.delivered, day.short, day.protocol_fee) =
                (amount, amount, amount, amount);
        }
        for network in &mut outcome.networks {
            network.decimals = if amount == 0 { 0 } else { u8::MAX };
            network
                .micro_base_units_per_unit_day
                .iter_mut()
                .for_each(|digits| digits.0 = amount);
            network
                .nano_per_coin
                .iter_mut()
                .for_each(|digits| digits.0 = amount);
            network
                .difficulty
                .iter_mut()
                .for_each(|text| *text = amount.to_string());
        }
        for values in outcome
            .holders
            .iter_mut()
            .flat_map(|holder| holder.cumulative.values_mut())
        {
            values.iter_mut().for_each(|digits| digits.0 = amount);
        }
        check(&outcome);
    }
    outcome.denoms.clear();
    outcome.networks.clear();
    check(&outcome);
    assert!(write_html(&outcome).contains("base units of sat"));
}

#[test]
fn days_beyond_the_season_are_left_out_of_charts() {
    let mut outcome = season(1, 3, 1, &plain);
    outcome.days = 2;
    skeleton(&write_html(&outcome));
}
