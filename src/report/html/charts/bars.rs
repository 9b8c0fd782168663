//! Bars beside each other, with their figures at their ends.

use super::Size;
use super::legend::{Legend, Sign, text_width, wrap};
use crate::report::plots::money::hatch;
use crate::report::plots::palette::{BLACK, GRID};
use crate::report::plots::picture::{Anchor, FULL, Ink, Picture};

/// How bars are told apart: colour and strokes.
#[derive(Clone, Copy, Debug)]
pub(in crate::report::html) struct Fill {
    pub ink: Ink,
    pub hatch: Option<(f64, bool)>,
}

pub(in crate::report::html) struct Bar {
    pub value: f64,
    pub band: Option<(f64, f64)>,
    pub text: String,
    pub fill: Fill,
}

pub(in crate::report::html) enum BarRow {
    Heading(String),
    Bars(String, Vec<Bar>),
}

pub(in crate::report::html) struct Bars {
    pub title: String,
    /// Names of the fills.
    pub names: Vec<(String, Fill)>,
    pub rows: Vec<BarRow>,
}

const BAR: f64 = 16.0;
const GAP: f64 = 12.0;
const HEADING: f64 = 38.0;
/// Height of a line of a label.
const LINE: f64 = 17.0;
/// Characters of a label's line beside the bars.
const LABEL: usize = 36;

/// Where the bars begin, and how long a person is.
struct Frame {
    size: Size,
    left: f64,
    per_unit: f64,
}

impl Bars {
    pub(in crate::report::html) fn draw(&self, size: Size) -> Picture {
        let legend = Legend::new(size, self.names.iter().map(|(name, fill)| (Sign::Fill(*fill), name.clone())).collect());
        let frame = self.frame(size);
        let rows: f64 = self.rows.iter().map(|row| frame.height(row)).sum();
        let mut picture = Picture::new(&self.title, size.width(), legend.height + rows + 18.0);
        legend.draw(&mut picture);
        let mut top = legend.height + 10.0;
        for row in &self.rows {
            frame.draw(&mut picture, top, row);
            top += frame.height(row);
        }
        picture
    }

    fn frame(&self, size: Size) -> Frame {
        let rows = || self.rows.iter().filter_map(|row| if let BarRow::Bars(label, bars) = row { Some((label, bars)) } else { None });
        let labels: Vec<String> = rows().flat_map(|(label, _)| wrap(label, LABEL)).collect();
        let left = if size == Size::Wide { text_width(&labels, size) + 14.0 } else { 0.0 };
        let texts: Vec<String> = rows().flat_map(|(_, bars)| bars.iter().map(|bar| bar.text.clone())).collect();
        let length = size.width() - left - text_width(&texts, size).max(56.0) - 14.0;
        let ends = rows().flat_map(|(_, bars)| bars.iter().map(|bar| bar.band.map_or(bar.value, |band| band.1.max(bar.value))));
        let longest = ends.fold(0.0, f64::max);
        // With nothing to show every bar has no length, whatever a person's is.
        Frame { size, left, per_unit: length / if longest > 0.0 { longest } else { 1.0 } }
    }
}

impl Frame {
    fn label(&self, label: &str) -> Vec<String> {
        wrap(label, if self.size == Size::Wide { LABEL } else { self.size.characters(0.0) })
    }

    fn height(&self, row: &BarRow) -> f64 {
        let BarRow::Bars(label, bars) = row else { return HEADING };
        let (words, bars) = (LINE * self.label(label).len() as f64, BAR * bars.len() as f64);
        GAP + if self.size == Size::Wide { bars.max(words) } else { bars + words + 3.0 }
    }

    fn draw(&self, picture: &mut Picture, top: f64, row: &BarRow) {
        match row {
            BarRow::Heading(text) => {
                picture.line(vec![(0.0, top + 6.0), (self.size.width(), top + 6.0)], 1.0, FULL, GRID);
                picture.text((0.0, top + 27.0), text, self.size.em() + 0.5, Anchor::Start, BLACK);
            }
            BarRow::Bars(label, bars) => {
                let below = self.words(picture, top + GAP / 2.0, label, bars.len());
                bars.iter().enumerate().for_each(|(index, bar)| self.one(picture, below + BAR * index as f64, bar));
            }
        }
    }

    /// The label beside or above its bars; gives where the bars begin.
    fn words(&self, picture: &mut Picture, top: f64, label: &str, bars: usize) -> f64 {
        let (lines, em) = (self.label(label), self.size.em());
        let height = LINE * lines.len() as f64;
        let (x, first, anchor, below) = match self.size {
            Size::Wide => (self.left - 12.0, top + (BAR * bars as f64 - height) / 2.0 + 13.0, Anchor::End, top),
            Size::Narrow => (0.0, top + 13.0, Anchor::Start, top + height + 3.0),
        };
        for (index, line) in lines.iter().enumerate() {
            picture.text((x, first + LINE * index as f64), line, em, anchor, BLACK);
        }
        below
    }

    fn one(&self, picture: &mut Picture, top: f64, row: &Bar) {
        let x = |value: f64| self.left + value * self.per_unit;
        bar(picture, (self.left, top + 1.0), (x(row.value).max(self.left + 1.0), top + BAR - 1.0), &row.fill);
        let mut end = x(row.value);
        if let Some((low, high)) = row.band.filter(|(low, high)| (high - low) * self.per_unit > 2.0) {
            let middle = top + BAR / 2.0;
            picture.line(vec![(x(low), middle), (x(high), middle)], 1.6, FULL, BLACK);
            end = end.max(x(high));
        }
        picture.text((end + 8.0, top + BAR - 3.5), &row.text, self.size.em() - 1.0, Anchor::Start, BLACK);
    }
}

/// A filled bar with its outline and strokes.
pub(super) fn bar(picture: &mut Picture, (left, top): (f64, f64), (right, bottom): (f64, f64), fill: &Fill) {
    picture.rectangle((left, top), (right, bottom), fill.ink.faint(if fill.hatch.is_some() { 0.25 } else { 0.85 }));
    if let Some((distance, rising)) = fill.hatch {
        hatch(picture, (left, top), (right, bottom), distance, rising, fill.ink);
    }
    picture.line(vec![(left, bottom), (left, top), (right, top), (right, bottom), (left, bottom)], 1.0, FULL, fill.ink);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::html::charts::BASE;
    use crate::report::plots::svg;

    #[test]
    fn bars_of_nothing_have_a_place() {
        let bar = Bar { value: 0.0, band: Some((0.0, 0.0)), text: "0".into(), fill: BASE };
        let bars = Bars { title: "Nobody".into(), names: vec![], rows: vec![BarRow::Bars("started".into(), vec![bar])] };
        for size in [Size::Wide, Size::Narrow] {
            let text = svg(&bars.draw(size)).unwrap();
            assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        }
    }
}
