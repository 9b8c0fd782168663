//! Values with intervals, one a row, on a common scale.

use super::Size;
use super::frame::{dot, round_ends, ticks, value_columns};
use crate::report::html::Lang;
use crate::report::plots::axes::{Panel, Scale, shortened};
use crate::report::plots::palette::{BLACK, GREY, GRID, Look, PURPLE};
use crate::report::plots::picture::{Anchor, DOTTED, FULL, Picture};

pub(in crate::report::html) struct Dot {
    pub label: String,
    pub mean: f64,
    pub interval: Option<(f64, f64)>,
    /// The figure in words.
    pub text: String,
    pub look: Look,
}

pub(in crate::report::html) struct Dots {
    pub title: String,
    pub axis: String,
    pub rows: Vec<Dot>,
    /// A value that all are held against.
    pub mark: Option<(f64, String)>,
    pub lang: Lang,
}

/// Pixels of a row, and of what stands above and below all rows.
const WIDE_ROW: f64 = 28.0;
const NARROW_ROW: f64 = 62.0;
const BELOW: f64 = 52.0;

impl Dots {
    pub(in crate::report::html) fn draw(&self, size: Size) -> Picture {
        let row = if size == Size::Wide { WIDE_ROW } else { NARROW_ROW };
        let above = if self.mark.is_some() { 30.0 } else { 8.0 };
        let bottom = above + row * self.rows.len() as f64;
        let mut picture = Picture::new(&self.title, size.width(), bottom + BELOW);
        let (panel, marks) = self.panel(size, above, bottom);
        value_columns(&mut picture, &panel, &marks, size);
        picture.text((size.width() / 2.0, bottom + 42.0), &self.axis, size.em(), Anchor::Middle, BLACK);
        if let Some((value, name)) = &self.mark {
            self.mark(&mut picture, &panel, *value, name, size);
        }
        for (index, dot) in self.rows.iter().enumerate() {
            let top = above + row * index as f64;
            match size {
                Size::Wide => wide(&mut picture, &panel, top, dot),
                Size::Narrow => narrow(&mut picture, &panel, top, dot),
            }
        }
        picture
    }

    fn panel(&self, size: Size, top: f64, bottom: f64) -> (Panel, Vec<(f64, String)>) {
        let values = self
            .rows
            .iter()
            .flat_map(|dot| [dot.mean, dot.interval.map_or(dot.mean, |range| range.0), dot.interval.map_or(dot.mean, |range| range.1)]);
        let (low, high) = values
            .chain(self.mark.iter().map(|mark| mark.0))
            .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let (from, to, step) = round_ends(low, high, if size == Size::Wide { 6.0 } else { 4.0 });
        let (start, end) = if size == Size::Wide { (300.0, size.width() - 200.0) } else { (22.0, size.width() - 26.0) };
        (
            Panel { x: Scale { from, to, start, end }, y: Scale { from: 1.0, to: 0.0, start: bottom, end: top } },
            ticks(from, to, step, self.lang),
        )
    }

    /// Its name above, held inside the picture.
    fn mark(&self, picture: &mut Picture, panel: &Panel, value: f64, name: &str, size: Size) {
        let x = panel.x.at(value);
        picture.line(vec![(x, panel.top() - 8.0), (x, panel.bottom())], 2.2, DOTTED, PURPLE);
        let half = name.chars().count() as f64 * size.em() * 0.3;
        picture.text((x.clamp(half, size.width() - half), panel.top() - 14.0), name, size.em(), Anchor::Middle, BLACK);
    }
}

fn wide(picture: &mut Picture, panel: &Panel, top: f64, row: &Dot) {
    let (y, em) = (top + WIDE_ROW / 2.0, Size::Wide.em());
    picture.text((panel.left() - 14.0, y + 5.0), shortened(&row.label, 34), em, Anchor::End, BLACK);
    picture.text((panel.right() + 14.0, y + 5.0), &row.text, em, Anchor::Start, BLACK);
    value(picture, panel, y, row);
}

fn narrow(picture: &mut Picture, panel: &Panel, top: f64, row: &Dot) {
    let em = Size::Narrow.em();
    picture.line(vec![(0.0, top), (Size::Narrow.width(), top)], 1.0, FULL, GRID);
    picture.text((0.0, top + 16.0), shortened(&row.label, Size::Narrow.characters(4.0)), em, Anchor::Start, BLACK);
    picture.text((0.0, top + 33.0), &row.text, em, Anchor::Start, GREY);
    value(picture, panel, top + 48.0, row);
}

fn value(picture: &mut Picture, panel: &Panel, y: f64, row: &Dot) {
    if let Some((low, high)) = row.interval {
        picture.line(vec![(panel.x.at(low), y), (panel.x.at(high), y)], 3.0, FULL, row.look.ink.faint(0.55));
    }
    dot(picture, (panel.x.at(row.mean), y), row.look.shape, row.look);
}
