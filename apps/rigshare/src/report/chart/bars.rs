//! Stacked bars, one a day.

use super::{percent, px, Plot};
use crate::report::html::Html;

/// Pixels under the axis in which marks stand.
const STRIP_PX: f64 = 12.0;

/// What is noted under a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Paid in full after the grace.
    Late,
    /// Not paid in full.
    Defaulted,
    /// Without a report.
    Outage,
    /// Not settled yet.
    Open,
}

impl Mark {
    /// The mark of a day's outcome; none where everything went well.
    pub fn of_outcome(outcome: &str) -> Option<Self> {
        match outcome {
            "late" => Some(Self::Late),
            "defaulted" => Some(Self::Defaulted),
            "outage" => Some(Self::Outage),
            "open" => Some(Self::Open),
            _ => None,
        }
    }

    /// Its class and its name in a legend.
    pub fn key(self) -> (&'static str, String) {
        (self.class(), self.name().to_owned())
    }

    pub(super) fn of_class(class: &str) -> Option<Self> {
        let all = [Self::Late, Self::Defaulted, Self::Outage, Self::Open];
        all.into_iter().find(|mark| mark.class() == class)
    }

    /// The mark around a point. Each has its own shape, for those who do not tell its colour.
    pub(super) fn draw(self, x: &str, y: &str) -> Html {
        let shape = match self {
            Self::Late => "M0 -4.5L4.5 4H-4.5Z",
            Self::Defaulted => "M-4 -4L4 4M4 -4L-4 4",
            Self::Outage => "M-3.5 0A3.5 3.5 0 1 0 3.5 0A3.5 3.5 0 1 0 -3.5 0Z",
            Self::Open => "M-4 0H4",
        };
        let mut html = Html::new();
        html.open("svg", &[("x", x), ("y", y), ("overflow", "visible")]);
        html.leaf("path", &[("class", self.class()), ("d", shape)])
            .close("svg");
        html
    }

    fn class(self) -> &'static str {
        match self {
            Self::Late => "mark late",
            Self::Defaulted => "mark defaulted",
            Self::Outage => "mark outage",
            Self::Open => "mark open",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Late => "paid late",
            Self::Defaulted => "default",
            Self::Outage => "outage",
            Self::Open => "still open",
        }
    }
}

/// A day's bar.
#[derive(Clone, Debug, Default)]
pub struct Bar {
    /// The class and size of each part, the lowest first.
    pub parts: Vec<(&'static str, u128)>,
    /// What is noted under it.
    pub mark: Option<Mark>,
}

impl Bar {
    /// Puts a part on top; parts of one class that follow each other are one.
    pub fn push(&mut self, class: &'static str, size: u128) {
        match self.parts.last_mut() {
            Some((last, sum)) if *last == class => *sum = sum.saturating_add(size),
            _ => self.parts.push((class, size)),
        }
    }

    /// How high it is.
    pub fn total(&self) -> u128 {
        self.parts
            .iter()
            .fold(0, |sum, (_, part)| sum.saturating_add(*part))
    }
}

/// Draws a bar a day; days without one stay empty.
pub fn stacked_bars(plot: &Plot, bars: &[Bar]) -> Html {
    let height = f64::from(plot.height);
    let strip = if bars.iter().any(|bar| bar.mark.is_some()) {
        STRIP_PX
    } else {
        0.0
    };
    let gap = match plot.days {
        0..=3 => 0.33,
        4..=120 => 0.11,
        _ => 0.0,
    };
    let mut html = Html::new();
    for (day, bar) in (0u32..).zip(bars) {
        let x = percent(plot.fraction(day, gap));
        let width = percent(plot.fraction(1, -2.0 * gap));
        if bar.mark.is_some() {
            let (left, full) = (
                percent(plot.fraction(day, 0.0)),
                percent(plot.fraction(1, 0.0)),
            );
            let tall = px(height + strip);
            let at = [
                ("class", "noted"),
                ("x", left.as_str()),
                ("width", &full),
                ("height", &tall),
            ];
            html.leaf("rect", &at);
        }
        let mut below = 0u128;
        for (class, part) in &bar.parts {
            let above = below.saturating_add(*part);
            let (top, foot) = (plot.scale.y(above, height), plot.scale.y(below, height));
            below = above;
            if *part > 0 {
                let (class, y, tall) = (format!("bar {class}"), px(top), px(foot - top));
                html.leaf(
                    "rect",
                    &[
                        ("class", &class),
                        ("x", &x),
                        ("width", &width),
                        ("y", &y),
                        ("height", &tall),
                    ],
                );
            }
        }
        if let Some(mark) = bar.mark {
            html.append(&mark.draw(&plot.centre(day), &px(height + strip / 2.0 + 1.0)));
        }
    }
    plot.draw(&html, strip)
}

#[cfg(test)]
mod tests {
    use super::super::axis::Scale;
    use super::*;
    use crate::report::calendar::Calendar;

    #[test]
    fn bars_stand_on_each_other() {
        let bars = [Bar {
            parts: vec![("a", 30), ("b", 0), ("c", 70)],
            mark: Some(Mark::Late),
        }];
        let plot = Plot {
            label: "l",
            height: 100,
            days: 1,
            labels: 5,
            calendar: Calendar::new(""),
            scale: Scale::from_zero(100),
            tick: &|value| value.to_string(),
            tips: vec!["tip".into()],
        };
        let svg = stacked_bars(&plot, &bars).into_string();
        assert!(svg.contains(
            "class=\"bar a\" x=\"33.000%\" width=\"34.000%\" y=\"70.0\" height=\"30.0\""
        ));
        assert!(svg
            .contains("class=\"bar c\" x=\"33.000%\" width=\"34.000%\" y=\"0.0\" height=\"70.0\""));
        assert!(!svg.contains("bar b") && svg.contains("mark late"));
        assert_eq!(bars.iter().map(Bar::total).sum::<u128>(), 100);
    }

    #[test]
    fn the_rest_is_one_part() {
        let mut bar = Bar::default();
        for (class, size) in [
            ("c8", 1),
            ("c-rest", 2),
            ("c-rest", 3),
            ("c-rest", u128::MAX),
        ] {
            bar.push(class, size);
        }
        assert_eq!(bar.parts, [("c8", 1), ("c-rest", u128::MAX)]);
    }
}
