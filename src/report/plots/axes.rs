//! Scales, ticks and the frame that all pictures share: title above, source below, the drawing between.

use super::palette::{BLACK, GREY, GRID, WHITE};
use super::picture::{Anchor, FULL, Picture, Point};
use crate::report::input::RunInfo;
use crate::report::numbers;
use crate::units::Day;

pub(in crate::report) const WIDTH: f64 = 1000.0;
pub(in crate::report) const HEIGHT: f64 = 640.0;
const MARGIN: f64 = 32.0;
pub(in crate::report) const EM: f64 = 13.0;

/// A linear scale from values to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::report) struct Scale {
    pub from: f64,
    pub to: f64,
    /// Pixel of `from` and of `to`.
    pub start: f64,
    pub end: f64,
}

impl Scale {
    pub(in crate::report) fn at(&self, value: f64) -> f64 {
        self.start + (self.end - self.start) * (value - self.from) / (self.to - self.from)
    }

    /// The pixel of a value held within the scale.
    pub(in crate::report) fn within(&self, value: f64) -> f64 {
        self.at(value.clamp(self.from, self.to))
    }
}

/// The rectangle in which values are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::report) struct Panel {
    pub x: Scale,
    pub y: Scale,
}

impl Panel {
    pub(in crate::report) fn point(&self, x: f64, y: f64) -> Point {
        (self.x.at(x), self.y.at(y))
    }

    pub(in crate::report) fn left(&self) -> f64 {
        self.x.start
    }

    pub(in crate::report) fn right(&self) -> f64 {
        self.x.end
    }

    pub(in crate::report) fn top(&self) -> f64 {
        self.y.end
    }

    pub(in crate::report) fn bottom(&self) -> f64 {
        self.y.start
    }
}

/// A step of 1, 2 or 5 times a power of ten that divides `span` into about `count` parts.
pub(in crate::report) fn nice_step(span: f64, count: f64) -> f64 {
    let rough = (span / count).max(f64::MIN_POSITIVE);
    let power = 10_f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= rough * 0.999).unwrap_or(power * 10.0)
}

/// The end of an axis from 0: the first tick at or above `largest`, with a little room.
pub(in crate::report) fn nice_top(largest: f64) -> f64 {
    if largest <= 0.0 {
        return 1.0;
    }
    let step = nice_step(largest, 6.0);
    (largest * 1.02 / step).ceil() * step
}

/// A picture with its title, what is drawn and how to read it, and at the foot who ran what.
pub(in crate::report) fn framed(title: &str, subtitle: &str, info: &RunInfo) -> Picture {
    framed_in(title, subtitle, info, HEIGHT)
}

/// The same, for a picture that grows with its rows.
pub(in crate::report) fn framed_in(title: &str, subtitle: &str, info: &RunInfo, height: f64) -> Picture {
    let mut picture = Picture::new(title, WIDTH, height);
    picture.text((MARGIN, 42.0), title, 20.0, Anchor::Start, BLACK);
    picture.text((MARGIN, 64.0), subtitle, EM, Anchor::Start, GREY);
    picture.text((MARGIN, height - 16.0), caption(info), 11.0, Anchor::Start, GREY);
    picture
}

fn caption(info: &RunInfo) -> String {
    let commit = info.commit.as_deref().map(|commit| format!(" ({commit:.10})")).unwrap_or_default();
    let scenario = shortened(&info.scenario, 40);
    let (replications, seed, version) = (info.replications_text(), info.seed, &info.version);
    format!("Source: simulation, scenario {scenario} · {replications} · seed {seed} · troskel {version}{commit}")
}

/// A text of at most `length` characters.
pub(in crate::report) fn shortened(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        None => text.to_string(),
        Some(_) => text.chars().take(length - 1).chain(['…']).collect(),
    }
}

/// A text inside a panel, on white so that no grid line runs through it.
pub(in crate::report) fn note(picture: &mut Picture, (x, y): Point, text: &str) {
    let width = text.chars().count() as f64 * EM * 0.58;
    picture.rectangle((x - 3.0, y - EM), (x + width, y + 4.0), WHITE.faint(0.85));
    picture.text((x, y), text, EM, Anchor::Start, BLACK);
}

/// Horizontal grid lines with their values, and the unit above the axis.
pub(in crate::report) fn value_axis(picture: &mut Picture, panel: &Panel, unit: &str) {
    let span = panel.y.to - panel.y.from;
    let step = nice_step(span, if panel.bottom() - panel.top() > 250.0 { 6.0 } else { 4.0 });
    let first = (panel.y.from / step - 0.001).ceil() * step;
    for index in 0..=((panel.y.to - first) / step + 0.001) as usize {
        let value = first + index as f64 * step;
        let y = panel.y.at(value);
        let ink = if value.abs() < step / 2.0 { GREY } else { GRID };
        picture.line(vec![(panel.left(), y), (panel.right(), y)], 1.0, FULL, ink);
        picture.text((panel.left() - 8.0, y + 4.5), tick_text(value, step), EM, Anchor::End, GREY);
    }
    picture.text((MARGIN, panel.top() - 14.0), unit, EM, Anchor::Start, BLACK);
}

/// A value with as many decimals as a step has.
pub(in crate::report) fn tick_text(value: f64, step: f64) -> String {
    // Zero has no sign, and as many decimals as tell one step from the next.
    let value = if value.abs() < step / 2.0 { 0.0 } else { value };
    let decimals = (1..6).find(|decimals| step * 10_f64.powi(*decimals) > 0.999).unwrap_or(6) as usize;
    if step > 0.999 { numbers::whole(value) } else { format!("{value:.decimals$}") }
}

/// Month ends as ticks with their dates, as many as there is room for.
pub(in crate::report) fn month_axis(picture: &mut Picture, panel: &Panel) {
    let ends = month_ends(Day(panel.x.from as i32), Day(panel.x.to as i32));
    let room = ((panel.right() - panel.left()) / 62.0) as usize;
    let every = ends.len().div_ceil(room.max(1)).max(1);
    for end in ends.iter().step_by(every) {
        let x = panel.x.at(f64::from(end.0));
        picture.line(vec![(x, panel.top()), (x, panel.bottom() + 5.0)], 1.0, FULL, GRID);
        picture.text((x, panel.bottom() + 21.0), day_text(*end), EM, Anchor::Middle, GREY);
    }
    year_labels(picture, panel, &ends);
}

/// The year under its first month end, unless it would touch the one before.
fn year_labels(picture: &mut Picture, panel: &Panel, ends: &[Day]) {
    let (mut shown, mut free_from) = (None, f64::NEG_INFINITY);
    for end in ends {
        let (year, x) = (end.ymd().0, panel.x.at(f64::from(end.0)));
        if shown != Some(year) && x >= free_from {
            picture.text((x, panel.bottom() + 38.0), year.to_string(), EM, Anchor::Middle, BLACK);
            (shown, free_from) = (Some(year), x + 42.0);
        }
    }
}

/// The last days of the months within a period.
pub(in crate::report) fn month_ends(from: Day, to: Day) -> Vec<Day> {
    (1..).map(|months| from.month_start(months) - 1).take_while(|end| *end <= to).collect()
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `30 Apr`.
pub(in crate::report) fn day_text(day: Day) -> String {
    let (_, month, number) = day.ymd();
    format!("{number} {}", MONTHS[month as usize - 1])
}

/// `Apr`.
pub(in crate::report) fn month_text(day: Day) -> &'static str {
    MONTHS[day.ymd().1 as usize - 1]
}

/// Heights at which labels can stand, each as near to where it belongs as `gap` allows; in the order given.
pub(in crate::report) fn apart(wanted: &[f64], gap: f64, lowest: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut heights = wanted.to_vec();
    for pair in order.windows(2) {
        heights[pair[1]] = heights[pair[1]].max(heights[pair[0]] + gap);
    }
    let mut limit = lowest;
    for index in order.into_iter().rev() {
        heights[index] = heights[index].min(limit);
        limit = heights[index] - gap;
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_on_round_values() {
        let tops: Vec<f64> = [0.0, 3.0, 57.0, 6_500.0, 56_852.0].map(nice_top).to_vec();
        assert_eq!(tops, [1.0, 3.5, 60.0, 8_000.0, 60_000.0]);
        assert_eq!([nice_step(7_000.0, 6.0), nice_step(1.0, 4.0)], [2_000.0, 0.5]);
    }

    #[test]
    fn ticks_can_be_told_apart() {
        let texts = [(0.05, 0.05), (0.15, 0.05), (0.4, 0.2), (1.5, 0.5), (0.004, 0.002), (2_000.0, 1_000.0), (-1e-17, 0.1)];
        assert_eq!(texts.map(|(value, step)| tick_text(value, step)), ["0.05", "0.15", "0.4", "1.5", "0.004", "2 000", "0.0"]);
    }

    #[test]
    fn labels_are_pushed_apart_and_kept_inside() {
        assert_eq!(apart(&[100.0, 104.0, 50.0], 16.0, 110.0), [94.0, 110.0, 50.0]);
        assert_eq!(apart(&[10.0, 40.0], 16.0, 100.0), [10.0, 40.0]);
    }

    #[test]
    fn month_ends_lie_within_the_period() {
        let ends = month_ends(Day::parse("2020-03-30").unwrap(), Day::parse("2020-05-30").unwrap());
        let texts: Vec<String> = ends.into_iter().map(day_text).collect();
        assert_eq!(texts, ["31 Mar", "30 Apr"]);
    }
}
