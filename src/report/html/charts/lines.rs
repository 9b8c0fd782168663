//! Values over time, each arm a line with its band.

use super::Size;
use super::frame::{Tick, dot, room, round_ends, ticks, time_axis, value_lines};
use super::legend::{Legend, Sign};
use crate::report::html::Lang;
use crate::report::plots::axes::{Panel, Scale, apart};
use crate::report::plots::palette::{BLACK, Look, PURPLE};
use crate::report::plots::picture::{Anchor, DOTTED, Picture, Shape};

#[derive(Clone, Copy, Debug)]
pub(in crate::report::html) struct Point {
    pub x: f64,
    pub mean: f64,
    /// Shaded around the mean.
    pub band: Option<(f64, f64)>,
}

pub(in crate::report::html) struct Series {
    pub name: String,
    pub look: Look,
    pub points: Vec<Point>,
    /// Beside the last point.
    pub end: String,
}

/// A value that is one average, from a day on.
pub(in crate::report::html) struct Level {
    pub name: String,
    pub from: f64,
    pub value: f64,
}

pub(in crate::report::html) struct Lines {
    /// What the picture shows, in words.
    pub title: String,
    pub unit: String,
    pub ticks: Vec<Tick>,
    pub series: Vec<Series>,
    pub level: Option<Level>,
    pub lang: Lang,
}

const PLAN: Look = Look { ink: PURPLE, dashes: DOTTED, shape: Shape::Circle };

impl Lines {
    pub(in crate::report::html) fn draw(&self, size: Size) -> Picture {
        let height = if size == Size::Wide { 320.0 } else { 240.0 };
        let legend = self.legend(size);
        let mut picture = Picture::new(&self.title, size.width(), legend.height + height + 92.0);
        legend.draw(&mut picture);
        let above = legend.height + 38.0;
        let (low, high) = self.range();
        let (from, to, step) = round_ends(low, high, if size == Size::Wide { 6.0 } else { 5.0 });
        let marks = ticks(from, to, step, self.lang);
        let y = Scale { from, to, start: above + height, end: above };
        let panel = Panel { x: self.time(room(&marks, size).max(34.0), size), y };
        picture.text((0.0, above - 16.0), &self.unit, size.em(), Anchor::Start, BLACK);
        time_axis(&mut picture, &panel, &self.ticks, size);
        value_lines(&mut picture, &panel, &marks, size);
        self.values(&mut picture, &panel, size);
        picture
    }

    fn legend(&self, size: Size) -> Legend {
        let series = self.series.iter().map(|series| (Sign::LineWithSymbol(series.look), series.name.clone()));
        let level = self.level.iter().map(|level| (Sign::Line(PLAN), level.name.clone()));
        Legend::new(size, series.chain(level).collect())
    }

    fn range(&self) -> (f64, f64) {
        let points = self.series.iter().flat_map(|series| &series.points);
        let values = points
            .flat_map(|point| [point.mean, point.band.map_or(point.mean, |band| band.0), point.band.map_or(point.mean, |band| band.1)]);
        let values = values.chain(self.level.as_ref().map(|level| level.value));
        values.fold((0.0, 0.0), |(low, high), value| (low.min(value), high.max(value)))
    }

    fn time(&self, left: f64, size: Size) -> Scale {
        let longest = self.series.iter().map(|series| series.end.chars().count()).max().unwrap_or(0);
        let end = size.width() - (longest as f64 * size.em() * 0.6 + 14.0).max(34.0);
        let places = || self.ticks.iter().map(|tick| tick.x);
        let (from, to) = (places().fold(f64::INFINITY, f64::min), places().fold(f64::NEG_INFINITY, f64::max));
        match from < to {
            true => Scale { from, to, start: left, end },
            false => Scale { from: from - 1.0, to: from + 1.0, start: left, end },
        }
    }

    fn values(&self, picture: &mut Picture, panel: &Panel, size: Size) {
        self.series.iter().for_each(|series| band(picture, panel, series));
        if let Some(level) = &self.level {
            let (start, y) = (panel.x.within(level.from), panel.y.at(level.value));
            picture.line(vec![(start, y), (panel.right(), y)], 2.2, DOTTED, PURPLE);
        }
        self.series.iter().for_each(|series| mean(picture, panel, series));
        let wanted: Vec<f64> = self.series.iter().filter_map(|series| Some(panel.y.at(series.points.last()?.mean) + 4.5)).collect();
        let shown = self.series.iter().filter(|series| !series.points.is_empty());
        for (series, y) in shown.zip(apart(&wanted, size.em() + 3.0, panel.bottom() + 4.0)) {
            picture.text((panel.right() + 9.0, y), &series.end, size.em(), Anchor::Start, BLACK);
        }
    }
}

fn band(picture: &mut Picture, panel: &Panel, series: &Series) {
    let edges: Vec<(f64, (f64, f64))> = series.points.iter().filter_map(|point| Some((point.x, point.band?))).collect();
    let upper = edges.iter().map(|(x, band)| panel.point(*x, band.1));
    let lower = edges.iter().rev().map(|(x, band)| panel.point(*x, band.0));
    if edges.len() > 1 {
        picture.area(upper.chain(lower).collect(), series.look.ink.faint(0.17));
    }
}

fn mean(picture: &mut Picture, panel: &Panel, series: &Series) {
    let points: Vec<(f64, f64)> = series.points.iter().map(|point| panel.point(point.x, point.mean)).collect();
    if points.len() <= 40 {
        points.iter().for_each(|at| dot(picture, *at, series.look.shape, series.look));
    }
    picture.line(points, 2.2, series.look.dashes, series.look.ink);
}
