//! Lines over the days of a season.

use super::{px, Plot};
use crate::report::html::Html;

/// Width of the box in which lines are drawn; it is stretched to the width of the plot.
const BOX: f64 = 1000.0;

/// A line.
#[derive(Clone, Debug)]
pub struct Line {
    /// The class of its colour.
    pub class: &'static str,
    /// Its name, shown where the pointer rests on it.
    pub name: String,
    /// A value a day from day 0 on.
    pub values: Vec<u128>,
}

/// Draws lines, the first on top; with one filled down to the axis where `filled`.
pub fn lines(plot: &Plot, lines: &[Line], filled: bool) -> Html {
    let height = f64::from(plot.height);
    let (view, tall) = (
        format!("0 0 {BOX} {}", plot.height),
        plot.height.to_string(),
    );
    let mut html = Html::new();
    html.open(
        "svg",
        &[
            ("viewBox", &view),
            ("preserveAspectRatio", "none"),
            ("overflow", "visible"),
            ("width", "100%"),
            ("height", &tall),
        ],
    );
    for line in lines.iter().rev() {
        let points: Vec<String> = (0u32..plot.days)
            .zip(&line.values)
            .map(|(day, value)| {
                let x = plot.fraction(day, 0.5) * BOX;
                format!("{x:.1} {}", px(plot.scale.y(*value, height)))
            })
            .collect();
        let (Some(first), Some(last)) = (points.first(), points.last()) else {
            continue;
        };
        let path = format!("M{}", points.join("L"));
        if filled {
            let x = |point: &str| point.split(' ').next().unwrap_or_default().to_owned();
            let area = format!("{path}V{tall}H{}Z", x(first));
            html.leaf(
                "path",
                &[("class", &format!("area {}", line.class)), ("d", &area)],
            );
        }
        html.open(
            "path",
            &[("class", &format!("line {}", line.class)), ("d", &path)],
        );
        html.element("title", &[], &line.name).close("path");
        // A line of no length with round ends is a dot that stretching does not distort.
        let dot = format!("M{last}h0");
        html.leaf(
            "path",
            &[("class", &format!("line dot {}", line.class)), ("d", &dot)],
        );
    }
    html.close("svg");
    plot.draw(&html, 0.0)
}

#[cfg(test)]
mod tests {
    use super::super::axis::Scale;
    use super::*;
    use crate::report::calendar::Calendar;

    fn plot(days: u32) -> Plot<'static> {
        Plot {
            label: "l",
            height: 100,
            days,
            labels: 5,
            calendar: Calendar::new(""),
            scale: Scale::from_zero(10),
            tick: &|value| value.to_string(),
            tips: vec![],
        }
    }

    #[test]
    fn lines_run_through_their_values() {
        let line = Line {
            class: "c1",
            name: "n".into(),
            values: vec![0, 10],
        };
        let svg = lines(&plot(2), &[line], true).into_string();
        assert!(svg.contains("d=\"M250.0 100.0L750.0 0.0\""), "{svg}");
        assert!(svg.contains("d=\"M250.0 100.0L750.0 0.0V100H250.0Z\""));
    }

    #[test]
    fn a_day_is_a_dot_and_nothing_is_nothing() {
        let line = |values| Line {
            class: "c1",
            name: "n".into(),
            values,
        };
        let svg = lines(&plot(1), &[line(vec![5])], false).into_string();
        assert!(svg.contains("d=\"M500.0 50.0h0\""), "{svg}");
        assert!(!lines(&plot(0), &[line(vec![]), line(vec![7])], true)
            .into_string()
            .contains("<path"));
    }
}
