//! The path into the service, step by step, for the stock and the new side by side.

use super::axes::{EM, HEIGHT, Panel, Scale, WIDTH, framed};
use super::palette::{BLACK, BLUE, GREY, GRID, VERMILION};
use super::picture::{Anchor, DASHED, Dashes, FULL, Ink, Picture, Shape};
use crate::report::input::{Band, FunnelStep, RunInfo};
use crate::report::numbers;

/// The look and the column of one population.
struct Column {
    title: &'static str,
    ink: Ink,
    shape: Shape,
    dashes: Dashes,
    /// Right edge of its counts.
    counts: f64,
    /// Above or below the middle of the row, pixels.
    offset: f64,
    band: fn(&FunnelStep) -> Option<Band>,
}

/// From the right edge of a count to that of its share of the step above.
const SHARE: f64 = 78.0;

const COLUMNS: [Column; 2] = [
    Column { title: "Stock", ink: BLUE, shape: Shape::Circle, dashes: FULL, counts: WIDTH - 276.0, offset: -7.0, band: |step| step.stock },
    Column {
        title: "New",
        ink: VERMILION,
        shape: Shape::Diamond,
        dashes: DASHED,
        counts: WIDTH - 110.0,
        offset: 7.0,
        band: |step| step.new,
    },
];

/// Persons at each step on a logarithmic axis, so that equal shares are equal distances and small steps stay
/// readable; counts and shares of the step before stand beside. `None` if nothing was counted.
pub fn funnel(steps: &[FunnelStep], info: &RunInfo) -> Option<Picture> {
    let counted = || steps.iter().flat_map(|step| [step.stock, step.new]).flatten();
    let largest = counted().map(|band| band.p95.max(band.mean)).reduce(f64::max)?;
    let smallest = counted().map(|band| band.p05).filter(|low| *low >= 1.0).fold(largest, f64::min);
    let panel = panel(smallest.max(1.0), largest.max(10.0), steps.len());
    let subtitle = "Persons who reached each step, mean; bars: 5–95 percent of replications; in percent of the step above";
    let mut picture = framed("From registration to result", subtitle, info);
    grid(&mut picture, &panel);
    names(&mut picture, &panel, steps);
    for column in &COLUMNS {
        heading(&mut picture, &panel, column);
        path(&mut picture, &panel, column, steps);
    }
    Some(picture)
}

/// The x axis holds decimal logarithms of persons, the y axis numbers of steps downwards.
fn panel(smallest: f64, largest: f64, steps: usize) -> Panel {
    Panel {
        x: Scale { from: smallest.log10().floor(), to: (largest * 1.1).log10(), start: 150.0, end: WIDTH - 372.0 },
        y: Scale { from: steps as f64 - 0.5, to: -0.5, start: HEIGHT - 96.0, end: 128.0 },
    }
}

fn grid(picture: &mut Picture, panel: &Panel) {
    for power in panel.x.from as i32..=panel.x.to.floor() as i32 {
        let x = panel.x.at(f64::from(power));
        picture.line(vec![(x, panel.top()), (x, panel.bottom() + 5.0)], 1.0, FULL, GRID);
        picture.text((x, panel.bottom() + 21.0), numbers::whole(10_f64.powi(power)), EM, Anchor::Middle, GREY);
    }
    let middle = (panel.left() + panel.right()) / 2.0;
    picture.text((middle, panel.bottom() + 42.0), "Persons (logarithmic: equal distances are equal shares)", EM, Anchor::Middle, BLACK);
}

fn heading(picture: &mut Picture, panel: &Panel, column: &Column) {
    let y = panel.top() - 14.0;
    picture.symbol((column.counts - 56.0, y - 4.5), column.shape, 5.0, column.ink);
    picture.text((column.counts, y), column.title, EM, Anchor::End, column.ink);
    picture.text((column.counts + SHARE, y), "of above", EM, Anchor::End, GREY);
}

fn names(picture: &mut Picture, panel: &Panel, steps: &[FunnelStep]) {
    for (index, step) in steps.iter().enumerate() {
        let y = panel.y.at(index as f64);
        let mut name = step.name.replace('_', " ");
        name[..1].make_ascii_uppercase();
        picture.text((panel.left() - 18.0, y + 4.5), name, EM + 1.0, Anchor::End, BLACK);
        if index > 0 {
            let between = panel.y.at(index as f64 - 0.5);
            picture.line(vec![(32.0, between), (WIDTH - 16.0, between)], 1.0, FULL, GRID);
        }
    }
}

fn path(picture: &mut Picture, panel: &Panel, column: &Column, steps: &[FunnelStep]) {
    let bands: Vec<(usize, Band)> = steps.iter().enumerate().filter_map(|(index, step)| Some((index, (column.band)(step)?))).collect();
    dots(picture, panel, column, &bands);
    let mut above = None;
    for (index, band) in &bands {
        let y = panel.y.at(*index as f64) + 4.5;
        picture.text((column.counts, y), numbers::whole(band.mean), EM, Anchor::End, column.ink);
        if let Some(above) = above.filter(|above| *above > 0.0) {
            picture.text((column.counts + SHARE, y), numbers::percent(band.mean / above), EM, Anchor::End, GREY);
        }
        above = Some(band.mean);
    }
}

/// A dot a step, joined by a line. A logarithmic axis has no place for fewer than one person.
fn dots(picture: &mut Picture, panel: &Panel, column: &Column, bands: &[(usize, Band)]) {
    let x = |value: f64| panel.x.within(value.max(f64::MIN_POSITIVE).log10());
    let y = |index: usize| panel.y.at(index as f64) + column.offset;
    let drawn: Vec<&(usize, Band)> = bands.iter().filter(|(_, band)| band.mean >= 1.0).collect();
    picture.line(drawn.iter().map(|(index, band)| (x(band.mean), y(*index))).collect(), 1.2, column.dashes, column.ink.faint(0.5));
    for (index, band) in drawn {
        picture.line(vec![(x(band.p05), y(*index)), (x(band.p95), y(*index))], 3.0, FULL, column.ink.faint(0.6));
        picture.symbol((x(band.mean), y(*index)), column.shape, 5.0, column.ink);
    }
}
