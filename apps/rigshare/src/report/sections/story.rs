//! What happened, day by day.

use std::collections::BTreeMap;

use super::{section, Season};
use crate::outcome::StoryLine;
use crate::report::html::Html;
use crate::report::text::counted;

/// Stories up to so many lines are shown unfolded.
const SHORT: usize = 60;

/// The class, name and plural of each kind, trouble first.
const KINDS: [(&str, &str, &str); 4] = [
    ("trouble", "trouble", "troubles"),
    ("trade", "trade", "trades"),
    ("money", "payment", "payments"),
    ("report", "report", "reports"),
];

/// The timeline; days with trouble are unfolded.
pub fn story(season: &Season) -> Html {
    let lines = &season.outcome.story;
    let mut days: BTreeMap<u32, Vec<&StoryLine>> = BTreeMap::new();
    for line in lines {
        days.entry(line.day).or_default().push(line);
    }
    let mut content = Html::new();
    if days.is_empty() {
        content.element("p", &[("class", "none")], "Nothing happened.");
    }
    content.raw("<ol class=\"story\">");
    for (day, lines_of_day) in &days {
        let troubled = lines_of_day.iter().any(|line| line.kind == "trouble");
        let open = troubled || lines.len() <= SHORT;
        content.raw(if open {
            "<li><details open>"
        } else {
            "<li><details>"
        });
        content
            .raw("<summary>")
            .element("b", &[], &season.calendar.short(*day));
        for (class, one, many) in KINDS {
            let count = lines_of_day
                .iter()
                .filter(|line| line.kind == class)
                .count();
            if count > 0 {
                let words = counted(count as u64, one, many);
                content.element("span", &[("class", &format!("chip {class}"))], &words);
            }
        }
        content.raw("</summary><ol>");
        for line in lines_of_day {
            let kind = KINDS.iter().find(|(class, ..)| *class == line.kind);
            let (class, name) =
                kind.map_or(("", line.kind.as_str()), |(class, one, _)| (class, one));
            content
                .open("li", &[("class", class)])
                .element("time", &[], &line.time);
            content.element("span", &[("class", "kind")], name);
            content
                .element("span", &[("class", "what")], &line.text)
                .close("li");
        }
        content.raw("</ol></details></li>\n");
    }
    content.close("ol");
    section("story", "What happened", "Times are UTC.", &content)
}
