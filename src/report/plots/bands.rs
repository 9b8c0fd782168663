//! A few values side by side, each with its spread: who earns, and what a result costs.

use super::axes::{EM, Panel, Scale, WIDTH, framed_in, nice_step, shortened, tick_text};
use super::palette::{BLACK, BLUE, GREY, GRID, VERMILION};
use super::picture::{Anchor, DASHED, FULL, Picture, Shape};
use crate::report::input::{Band, RunInfo};

/// Height of a row, pixels above and below the rows, and where names end and figures begin.
const ROW: f64 = 44.0;
const ABOVE: f64 = 104.0;
const BELOW: f64 = 92.0;
const NAMES: f64 = 230.0;
const FIGURES: f64 = WIDTH - 250.0;

/// What is drawn: rows with a name, on an axis in a unit whose size is `per` (1e6 for million).
#[derive(Clone, Debug)]
pub struct Bands<'a> {
    pub title: &'a str,
    pub unit: &'a str,
    pub per: f64,
    pub rows: Vec<(String, Band)>,
}

/// Mean and 5-95 percent of replications of each row, against zero. `None` without rows.
pub fn bands(of: &Bands, info: &RunInfo) -> Option<Picture> {
    let ends = of.rows.iter().flat_map(|(_, band)| [band.p05, band.mean, band.p95]).map(|value| value / of.per);
    let (low, high) = ends.map(|end| (end, end)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let (low, high) = (low.min(0.0), high.max(0.0));
    let step = nice_step((high - low).max(1e-9), 6.0);
    let bottom = ABOVE + ROW * of.rows.len() as f64;
    let x = Scale { from: (low / step).floor() * step, to: (high / step).ceil() * step, start: NAMES + 20.0, end: FIGURES - 20.0 };
    let panel = Panel { x, y: Scale { from: 1.0, to: 0.0, start: bottom, end: ABOVE } };
    let subtitle = "Mean (circle: above zero, diamond: below) and 5–95 percent of replications";
    let mut picture = framed_in(of.title, subtitle, info, bottom + BELOW);
    axis(&mut picture, &panel, step, of.unit);
    for (index, (name, band)) in of.rows.iter().enumerate() {
        row(&mut picture, &panel, ABOVE + ROW * (index as f64 + 0.5), (name, band), of.per);
    }
    Some(picture)
}

fn axis(picture: &mut Picture, panel: &Panel, step: f64, unit: &str) {
    let count = ((panel.x.to - panel.x.from) / step).round() as usize;
    for value in (0..=count).map(|index| panel.x.from + index as f64 * step) {
        let (x, is_zero) = (panel.x.at(value), value.abs() < step / 2.0);
        let ink = if is_zero { GREY } else { GRID };
        picture.line(vec![(x, panel.top()), (x, panel.bottom())], if is_zero { 1.6 } else { 1.0 }, FULL, ink);
        picture.text((x, panel.bottom() + 20.0), tick_text(value, step), EM, Anchor::Middle, GREY);
    }
    picture.text(((panel.left() + panel.right()) / 2.0, panel.bottom() + 42.0), unit, EM, Anchor::Middle, BLACK);
}

fn row(picture: &mut Picture, panel: &Panel, y: f64, (name, band): (&str, &Band), per: f64) {
    let [low, mean, high] = [band.p05, band.mean, band.p95].map(|value| value / per);
    let (ink, shape, dashes) = if mean < 0.0 { (VERMILION, Shape::Diamond, DASHED) } else { (BLUE, Shape::Circle, FULL) };
    picture.text((NAMES, y + 4.5), shortened(name, 28), EM, Anchor::End, BLACK);
    picture.line(vec![(panel.x.at(low), y), (panel.x.at(high), y)], 3.0, dashes, ink.faint(0.6));
    picture.symbol((panel.x.at(mean), y), shape, 5.5, ink);
    let step = (panel.x.to - panel.x.from) / 100.0;
    let text = format!("{} ({} to {})", tick_text(mean, step), tick_text(low, step), tick_text(high, step));
    picture.text((FIGURES, y + 4.5), text, EM, Anchor::Start, BLACK);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::plots::picture::Mark;
    use crate::report::samples;

    /// A loss lies left of zero, a gain right of it, and both are named in figures.
    #[test]
    fn losses_lie_left_of_zero() {
        let band = |mean: f64| Band { mean, p05: mean - 0.5e6, p95: mean + 0.5e6, se: None };
        let rows = vec![("national".to_string(), band(-2.0e6)), ("local".to_string(), band(3.0e6))];
        let picture = bands(&Bands { title: "Profit", unit: "million SEK", per: 1e6, rows }, &samples::info()).unwrap();
        let symbols: Vec<f64> =
            picture.marks.iter().filter_map(|mark| if let Mark::Symbol { at, .. } = mark { Some(at.0) } else { None }).collect();
        let texts: Vec<(&str, f64)> = picture
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Text { at, text, .. } = mark { Some((text.as_str(), at.0)) } else { None })
            .collect();
        let zero = texts.iter().find(|(text, _)| *text == "0").unwrap().1;
        assert!(symbols[0] < zero && zero < symbols[1], "{symbols:?} {zero}");
        assert!(texts.iter().any(|(text, _)| text.contains("3.00 (2.50 to 3.50)") || text.contains("3.0 (2.5 to 3.5)")), "{texts:?}");
        assert!(bands(&Bands { title: "Profit", unit: "million SEK", per: 1e6, rows: vec![] }, &samples::info()).is_none());
    }
}
