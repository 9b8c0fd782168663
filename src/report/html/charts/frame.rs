//! Axes and legends in the reader's language.

use super::Size;
use crate::report::html::Lang;
use crate::report::html::figures::number;
use crate::report::plots::axes::{Panel, nice_step};
use crate::report::plots::palette::{BLACK, GREY, GRID, Look};
use crate::report::plots::picture::{Anchor, FULL, Picture, Shape};

/// A place on a time axis.
#[derive(Clone, Debug)]
pub(in crate::report::html) struct Tick {
    pub x: f64,
    pub text: String,
    pub year: i16,
}

/// A scale of values that holds 0, with round ends.
pub(super) fn round_ends(low: f64, high: f64, parts: f64) -> (f64, f64, f64) {
    let (low, high) = (low.min(0.0), high.max(0.0));
    let span = if high > low { high - low } else { 1.0 };
    let step = nice_step(span, parts);
    let (from, to) = ((low * 1.02 / step).floor() * step, (high * 1.02 / step).ceil() * step);
    if to > from { (from, to, step) } else { (0.0, step, step) }
}

/// The values at which a scale is marked, with their texts.
pub(super) fn ticks(from: f64, to: f64, step: f64, lang: Lang) -> Vec<(f64, String)> {
    let decimals = if step >= 1.0 { 0 } else { (-step.log10()).ceil().clamp(1.0, 4.0) as usize };
    let count = ((to - from) / step + 0.001) as usize;
    (0..=count).map(|index| from + index as f64 * step).map(|value| (value, number(value, decimals, lang))).collect()
}

/// Room that the texts of a value axis need.
pub(super) fn room(ticks: &[(f64, String)], size: Size) -> f64 {
    let longest = ticks.iter().map(|(_, text)| text.chars().count()).max().unwrap_or(0);
    longest as f64 * size.em() * 0.6 + 10.0
}

/// Horizontal lines with their values; 0 is the strongest.
pub(super) fn value_lines(picture: &mut Picture, panel: &Panel, ticks: &[(f64, String)], size: Size) {
    for (value, text) in ticks {
        let y = panel.y.at(*value);
        let ink = if value.abs() < 1e-9 { GREY } else { GRID };
        picture.line(vec![(panel.left(), y), (panel.right(), y)], 1.0, FULL, ink);
        picture.text((panel.left() - 8.0, y + 4.5), text, size.em(), Anchor::End, GREY);
    }
}

/// Vertical lines with their values below.
pub(super) fn value_columns(picture: &mut Picture, panel: &Panel, ticks: &[(f64, String)], size: Size) {
    let widest = room(ticks, size) + 8.0;
    let every = (widest * ticks.len() as f64 / (panel.right() - panel.left())).ceil().max(1.0) as usize;
    for (index, (value, text)) in ticks.iter().enumerate() {
        let x = panel.x.at(*value);
        let ink = if value.abs() < 1e-9 { GREY } else { GRID };
        picture.line(vec![(x, panel.top()), (x, panel.bottom() + 4.0)], 1.0, FULL, ink);
        if index % every == 0 {
            picture.text((x, panel.bottom() + 20.0), text, size.em(), Anchor::Middle, GREY);
        }
    }
}

/// Dates below a panel, as many as there is room for, with their years.
pub(super) fn time_axis(picture: &mut Picture, panel: &Panel, ticks: &[Tick], size: Size) {
    let longest = ticks.iter().map(|tick| tick.text.chars().count()).max().unwrap_or(1);
    let width = longest as f64 * size.em() * 0.6 + 12.0;
    let room = ((panel.right() - panel.left()) / width).max(1.0) as usize;
    let every = ticks.len().div_ceil(room).max(1);
    let (mut year, mut free) = (None, f64::NEG_INFINITY);
    for tick in ticks.iter().step_by(every) {
        let x = panel.x.at(tick.x);
        picture.line(vec![(x, panel.top()), (x, panel.bottom() + 5.0)], 1.0, FULL, GRID);
        picture.text((x, panel.bottom() + 20.0), &tick.text, size.em(), Anchor::Middle, GREY);
        if year != Some(tick.year) && x >= free {
            picture.text((x, panel.bottom() + 38.0), tick.year.to_string(), size.em(), Anchor::Middle, BLACK);
            (year, free) = (Some(tick.year), x + 44.0);
        }
    }
}

/// A symbol of a mean.
pub(super) fn dot(picture: &mut Picture, at: (f64, f64), shape: Shape, look: Look) {
    picture.symbol(at, shape, 5.0, look.ink);
}
