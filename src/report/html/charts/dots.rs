//! Values with intervals, one a row, on a common scale.

use super::Size;
use super::frame::{dot, round_ends, ticks, value_columns};
use super::legend::{text_width, wrap};
use crate::report::html::Lang;
use crate::report::plots::axes::{Panel, Scale};
use crate::report::plots::palette::{BLACK, GREY, GRID, Look, PURPLE, WHITE};
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

/// Height of a line of a label, and what a row has beside its lines.
const LINE: f64 = 17.0;
const WIDE_MORE: f64 = 11.0;
const NARROW_MORE: f64 = 46.0;
const BELOW: f64 = 52.0;
/// Characters of a label's line beside the values.
const LABEL: usize = 36;

impl Dots {
    pub(in crate::report::html) fn draw(&self, size: Size) -> Picture {
        let above = if self.mark.is_some() { 34.0 } else { 8.0 };
        let bottom = above + self.rows.iter().map(|row| height(row, size)).sum::<f64>();
        let mut picture = Picture::new(&self.title, size.width(), bottom + BELOW);
        let (panel, marks) = self.panel(size, above, bottom);
        value_columns(&mut picture, &panel, &marks, size);
        picture.text(((panel.left() + panel.right()) / 2.0, bottom + 42.0), &self.axis, size.em(), Anchor::Middle, BLACK);
        if let Some((value, name)) = &self.mark {
            mark(&mut picture, &panel, *value, name, size);
        }
        let mut top = above;
        for row in &self.rows {
            match size {
                Size::Wide => wide(&mut picture, &panel, top, row),
                Size::Narrow => narrow(&mut picture, &panel, top, row),
            }
            top += height(row, size);
        }
        picture
    }

    fn panel(&self, size: Size, top: f64, bottom: f64) -> (Panel, Vec<(f64, String)>) {
        let ends = |dot: &Dot| [dot.mean, dot.interval.map_or(dot.mean, |range| range.0), dot.interval.map_or(dot.mean, |range| range.1)];
        let values = self.rows.iter().flat_map(ends).chain(self.mark.iter().map(|mark| mark.0));
        let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let (from, to, step) = round_ends(low, high, if size == Size::Wide { 6.0 } else { 4.0 });
        let (start, end) = if size == Size::Wide { self.wide_ends() } else { (22.0, size.width() - 26.0) };
        let (x, y) = (Scale { from, to, start, end }, Scale { from: 1.0, to: 0.0, start: bottom, end: top });
        (Panel { x, y }, ticks(from, to, step, self.lang))
    }

    /// Labels stand on the left, figures on the right.
    fn wide_ends(&self) -> (f64, f64) {
        let labels: Vec<String> = self.rows.iter().flat_map(|row| wrap(&row.label, LABEL)).collect();
        let texts: Vec<String> = self.rows.iter().map(|row| row.text.clone()).collect();
        (text_width(&labels, Size::Wide) + 26.0, Size::Wide.width() - text_width(&texts, Size::Wide) - 26.0)
    }
}

fn lines(row: &Dot, size: Size) -> Vec<String> {
    wrap(&row.label, if size == Size::Wide { LABEL } else { size.characters(4.0) })
}

fn height(row: &Dot, size: Size) -> f64 {
    LINE * lines(row, size).len() as f64 + if size == Size::Wide { WIDE_MORE } else { NARROW_MORE }
}

/// Its name above, held inside the picture.
fn mark(picture: &mut Picture, panel: &Panel, value: f64, name: &str, size: Size) {
    let x = panel.x.at(value);
    picture.line(vec![(x, panel.top() - 8.0), (x, panel.bottom())], 2.2, DOTTED, PURPLE);
    let half = name.chars().count() as f64 * size.em() * 0.3;
    picture.text((x.clamp(half, size.width() - half), panel.top() - 16.0), name, size.em(), Anchor::Middle, BLACK);
}

fn wide(picture: &mut Picture, panel: &Panel, top: f64, row: &Dot) {
    let (y, em, lines) = (top + height(row, Size::Wide) / 2.0, Size::Wide.em(), lines(row, Size::Wide));
    let first = y + 5.0 - LINE * (lines.len() - 1) as f64 / 2.0;
    for (index, line) in lines.iter().enumerate() {
        picture.text((panel.left() - 14.0, first + LINE * index as f64), line, em, Anchor::End, BLACK);
    }
    picture.text((panel.right() + 14.0, y + 5.0), &row.text, em, Anchor::Start, BLACK);
    value(picture, panel, y, row);
}

fn narrow(picture: &mut Picture, panel: &Panel, top: f64, row: &Dot) {
    let (em, lines) = (Size::Narrow.em(), lines(row, Size::Narrow));
    picture.line(vec![(0.0, top), (Size::Narrow.width(), top)], 1.0, FULL, GRID);
    // No grid line runs through words.
    picture.rectangle((0.0, top + 1.0), (Size::Narrow.width(), top + LINE * lines.len() as f64 + 21.0), WHITE);
    for (index, line) in lines.iter().enumerate() {
        picture.text((0.0, top + 16.0 + LINE * index as f64), line, em, Anchor::Start, BLACK);
    }
    let below = top + LINE * lines.len() as f64;
    picture.text((0.0, below + 16.0), &row.text, em, Anchor::Start, GREY);
    value(picture, panel, below + 32.0, row);
}

fn value(picture: &mut Picture, panel: &Panel, y: f64, row: &Dot) {
    if let Some((low, high)) = row.interval {
        picture.line(vec![(panel.x.at(low), y), (panel.x.at(high), y)], 3.0, FULL, row.look.ink.faint(0.55));
    }
    dot(picture, (panel.x.at(row.mean), y), row.look.shape, row.look);
}
