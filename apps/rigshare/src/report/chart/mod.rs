//! Small SVG charts over the days of a season. Widths are percentages, so that a chart fills its
//! column and its letters keep their size; heights are pixels.

pub mod axis;
pub mod bars;
pub mod lines;

use self::axis::{labelled_days, Scale};
use super::calendar::Calendar;
use super::html::Html;
use super::text::{clipped, counted};

/// Colours of series; later series share the colour of the rest.
const SERIES: [&str; 8] = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"];

/// The class of series that have no colour of their own.
const REST: &str = "c-rest";

/// Width of a digit of a label, in pixels.
const DIGIT_PX: usize = 7;

/// What all charts have in common.
pub struct Plot<'a> {
    /// What it shows, for those who do not see it.
    pub label: &'a str,
    /// Pixels from top to bottom of the plot, without labels.
    pub height: u32,
    /// How many days.
    pub days: u32,
    /// How many of them may get a label.
    pub labels: u32,
    /// Their dates.
    pub calendar: Calendar,
    /// The vertical scale.
    pub scale: Scale,
    /// How the scale's values are written.
    pub tick: &'a dyn Fn(u128) -> String,
    /// What is shown where the pointer rests on a day; as long as the season.
    pub tips: Vec<String>,
}

impl Plot<'_> {
    /// The chart around `content`: grid, labels, and what the pointer finds. Labels of days leave a
    /// `strip` of pixels under the axis free.
    fn draw(&self, content: &Html, strip: f64) -> Html {
        let values = self.scale.ticks();
        let written = same_places(values.iter().map(|value| (self.tick)(*value)).collect());
        let widest = written
            .iter()
            .map(|text| text.chars().count())
            .max()
            .unwrap_or(0);
        let (left, below) = (widest * DIGIT_PX + 10, strip + 26.0);
        let padding = format!("padding:8px 4px {below}px {left}px");
        let height = self.height.to_string();
        let mut html = Html::new();
        html.open("div", &[("class", "plot"), ("style", &padding)])
            .open(
                "svg",
                &[
                    ("role", "img"),
                    ("aria-label", self.label),
                    ("width", "100%"),
                    ("height", &height),
                ],
            );
        for (value, text) in values.iter().zip(&written) {
            let y = px(self.scale.y(*value, f64::from(self.height)));
            let class = if *value == 0 { "axis" } else { "grid" };
            html.leaf(
                "line",
                &[("class", class), ("x2", "100%"), ("y1", &y), ("y2", &y)],
            );
            html.element("text", &[("class", "tick y"), ("x", "-8"), ("y", &y)], text);
        }
        let below = px(f64::from(self.height) + strip + 18.0);
        for day in labelled_days(self.days, self.labels) {
            let at = [("class", "tick x"), ("x", &self.centre(day)), ("y", &below)];
            html.element("text", &at, &self.calendar.short(day));
        }
        html.append(content);
        for (day, tip) in (0u32..).zip(&self.tips) {
            let (x, width) = (
                percent(self.fraction(day, 0.0)),
                percent(self.fraction(1, 0.0)),
            );
            let at = [
                ("class", "hit"),
                ("x", x.as_str()),
                ("width", &width),
                ("height", &height),
            ];
            html.open("rect", &at)
                .element("title", &[], tip)
                .close("rect");
        }
        html.close("svg").close("div");
        html
    }

    /// Part of the width that lies before a point `within` (0 to 1) the day.
    fn fraction(&self, day: u32, within: f64) -> f64 {
        (f64::from(day) + within) / f64::from(self.days.max(1))
    }

    fn centre(&self, day: u32) -> String {
        percent(self.fraction(day, 0.5))
    }
}

/// An entry of a legend: the class of its colour or mark, and its name.
pub type Key = (&'static str, String);

/// The names of a chart's colours.
pub fn legend(keys: &[Key]) -> Html {
    let mut html = Html::new();
    if keys.is_empty() {
        return html;
    }
    html.open("ul", &[("class", "legend")]);
    for (class, name) in keys {
        html.open("li", &[("title", name)]);
        match bars::Mark::of_class(class) {
            Some(mark) => {
                html.raw(
                    "<svg class=\"key-mark\" width=\"12\" height=\"12\" aria-hidden=\"true\">",
                );
                html.append(&mark.draw("6", "6")).close("svg");
            }
            None => {
                html.element("i", &[("class", &format!("key {class}"))], "");
            }
        }
        html.text(&clipped(name, 36)).close("li");
    }
    html.close("ul");
    html
}

/// The keys of series by their places; those without a colour of their own are one.
pub fn series_keys<'a>(series: impl Iterator<Item = (usize, &'a str)>) -> Vec<Key> {
    let (own, others): (Vec<_>, Vec<_>) = series.partition(|(place, _)| *place < SERIES.len());
    let key = |(place, name): (usize, &str)| (series_class(place), name.to_owned());
    let mut keys: Vec<Key> = own.into_iter().map(key).collect();
    if !others.is_empty() {
        keys.push((REST, counted(others.len() as u64, "other", "others")));
    }
    keys
}

/// The class of the series at a place.
pub fn series_class(place: usize) -> &'static str {
    SERIES.get(place).copied().unwrap_or(REST)
}

/// Numbers with as many decimals as the one that has most; zero and numbers with a prefix stay.
fn same_places(mut numbers: Vec<String>) -> Vec<String> {
    let places = |text: &str| {
        text.split_once('.')
            .map_or(0, |(_, fraction)| fraction.len())
    };
    let most = numbers.iter().map(|text| places(text)).max().unwrap_or(0);
    for text in &mut numbers {
        let missing = most - places(text);
        if missing > 0 && text != "0" && text.ends_with(|last: char| last.is_ascii_digit()) {
            if !text.contains('.') {
                text.push('.');
            }
            text.extend(std::iter::repeat_n('0', missing));
        }
    }
    numbers
}

fn px(position: f64) -> String {
    format!("{position:.1}")
}

fn percent(fraction: f64) -> String {
    format!("{:.3}%", fraction * 100.0)
}

#[cfg(test)]
mod tests {
    use super::same_places;

    #[test]
    fn ticks_get_the_same_places() {
        let numbers = ["0", "0.04", "0.042", "1", "5T"].map(str::to_owned).into();
        assert_eq!(same_places(numbers), ["0", "0.040", "0.042", "1.000", "5T"]);
        assert!(same_places(vec![]).is_empty());
    }
}
