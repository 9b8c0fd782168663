//! Bars beside each other, with their figures at their ends.

use super::Size;
use crate::report::plots::axes::shortened;
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

const BAR: f64 = 15.0;
const GAP: f64 = 12.0;
const HEADING: f64 = 36.0;
/// A label above its bars.
const ABOVE: f64 = 20.0;

impl Bars {
    pub(in crate::report::html) fn draw(&self, size: Size) -> Picture {
        let legend = 22.0 * self.names.len() as f64 + 8.0;
        let rows: f64 = self.rows.iter().map(|row| height(row, size)).sum();
        let mut picture = Picture::new(&self.title, size.width(), legend + rows + 8.0);
        self.legend(&mut picture, size);
        let largest = self.largest();
        let mut top = legend;
        for row in &self.rows {
            draw(&mut picture, size, top, row, largest);
            top += height(row, size);
        }
        picture
    }

    fn legend(&self, picture: &mut Picture, size: Size) {
        for (index, (name, fill)) in self.names.iter().enumerate() {
            let y = 16.0 + 22.0 * index as f64;
            bar(picture, (4.0, y - 11.0), (34.0, y + 1.0), fill);
            picture.text((44.0, y), shortened(name, size.characters(50.0)), size.em(), Anchor::Start, BLACK);
        }
    }

    fn largest(&self) -> f64 {
        let bars = self.rows.iter().filter_map(|row| if let BarRow::Bars(_, bars) = row { Some(bars) } else { None }).flatten();
        bars.map(|bar| bar.band.map_or(bar.value, |band| band.1.max(bar.value))).fold(f64::MIN_POSITIVE, f64::max)
    }
}

fn height(row: &BarRow, size: Size) -> f64 {
    match row {
        BarRow::Heading(_) => HEADING,
        BarRow::Bars(_, bars) => BAR * bars.len() as f64 + GAP + if size == Size::Narrow { ABOVE } else { 0.0 },
    }
}

fn draw(picture: &mut Picture, size: Size, top: f64, row: &BarRow, largest: f64) {
    let BarRow::Bars(label, bars) = row else {
        let BarRow::Heading(text) = row else { return };
        picture.line(vec![(0.0, top + 6.0), (size.width(), top + 6.0)], 1.0, FULL, GRID);
        return picture.text((0.0, top + 27.0), shortened(text, size.characters(0.0)), size.em() + 1.0, Anchor::Start, BLACK);
    };
    let (left, first) = match size {
        Size::Wide => (290.0, top + GAP / 2.0),
        Size::Narrow => (0.0, top + GAP / 2.0 + ABOVE),
    };
    match size {
        Size::Wide => {
            picture.text((left - 12.0, first + BAR * bars.len() as f64 / 2.0 + 5.0), shortened(label, 34), size.em(), Anchor::End, BLACK)
        }
        Size::Narrow => picture.text((0.0, first - 6.0), shortened(label, size.characters(0.0)), size.em(), Anchor::Start, BLACK),
    }
    let longest = bars.iter().map(|bar| bar.text.chars().count()).max().unwrap_or(0) as f64;
    let length = size.width() - left - (longest.max(7.0) * size.em() * 0.6 + 16.0);
    for (index, bar) in bars.iter().enumerate() {
        one(picture, (left, first + BAR * index as f64), length / largest, bar, size);
    }
}

fn one(picture: &mut Picture, (left, top): (f64, f64), per_unit: f64, row: &Bar, size: Size) {
    let right = left + row.value * per_unit;
    bar(picture, (left, top + 1.0), (right.max(left + 1.0), top + BAR - 1.0), &row.fill);
    let mut end = right;
    if let Some((low, high)) = row.band.filter(|(low, high)| (high - low) * per_unit > 2.0) {
        let middle = top + BAR / 2.0;
        picture.line(vec![(left + low * per_unit, middle), (left + high * per_unit, middle)], 1.6, FULL, BLACK);
        end = end.max(left + high * per_unit);
    }
    picture.text((end + 8.0, top + BAR - 3.0), &row.text, size.em() - 1.0, Anchor::Start, BLACK);
}

fn bar(picture: &mut Picture, (left, top): (f64, f64), (right, bottom): (f64, f64), fill: &Fill) {
    picture.rectangle((left, top), (right, bottom), fill.ink.faint(if fill.hatch.is_some() { 0.25 } else { 0.85 }));
    if let Some((distance, rising)) = fill.hatch {
        hatch(picture, (left, top), (right, bottom), distance, rising, fill.ink);
    }
    picture.line(vec![(left, bottom), (left, top), (right, top), (right, bottom), (left, bottom)], 1.0, FULL, fill.ink);
}
