//! Published figures against simulated ones, the greatest difference first: how far off, in tolerances.

use super::axes::{EM, Panel, Scale, WIDTH, framed_in, nice_step, shortened};
use super::palette::{BLACK, BLUE, GREY, GRID, SKY, VERMILION};
use super::picture::{Anchor, DASHED, FULL, Ink, Picture, Shape};
use crate::report::input::{Checked, RunInfo};
use crate::report::numbers;

/// Height of a row and size of its type, pixels.
const ROW: f64 = 17.0;
const TYPE: f64 = 11.0;
/// Pixels above and below the rows.
const ABOVE: f64 = 124.0;
const BELOW: f64 = 84.0;
/// Right edges of the columns of figures.
const PUBLISHED: f64 = WIDTH - 190.0;
const SIMULATED: f64 = WIDTH - 98.0;
const ERROR: f64 = WIDTH - 28.0;
/// The axis never reaches farther, so that a few gross differences don't hide the others; what lies beyond is at its end.
const FARTHEST: f64 = 8.0;
/// Characters of a name that there is room for.
const NAME: usize = 48;

/// From the figures of the facts that could be computed; `missing` facts could not. `facts` are those within and all: a fact with
/// several figures agrees if all of them do. `None` without figures.
pub fn validation(figures: &[Checked], facts: (u32, u32), missing: usize, info: &RunInfo) -> Option<Picture> {
    if figures.is_empty() {
        return None;
    }
    let rows = worst_first(figures);
    let within = rows.iter().filter(|row| row.within).count();
    let title = format!("{} of {} published facts agree: {within} of {} figures", facts.0, facts.1, rows.len());
    let mut picture = framed_in(&title, &subtitle(missing), info, ABOVE + ROW * rows.len() as f64 + BELOW);
    let panel = panel(&rows);
    frame(&mut picture, &panel);
    for (index, row) in rows.iter().enumerate() {
        draw(&mut picture, &panel, panel.y.at(index as f64), row);
    }
    Some(picture)
}

fn subtitle(missing: usize) -> String {
    let missing = if missing == 0 { String::new() } else { format!("; not computed: {missing} facts") };
    format!("Mean (circle: agrees, diamond: differs) and 5–95 percent of replications; shaded: one tolerance{missing}")
}

/// Figures without an error (not measured, or no tolerance and not equal) come first.
fn worst_first(figures: &[Checked]) -> Vec<&Checked> {
    let size = |row: &Checked| row.error.map_or(f64::INFINITY, f64::abs);
    let mut rows: Vec<&Checked> = figures.iter().collect();
    rows.sort_by(|a, b| size(b).total_cmp(&size(a)));
    rows
}

/// The x axis holds differences in tolerances, the y axis numbers of rows downwards.
fn panel(rows: &[&Checked]) -> Panel {
    let farthest = rows.iter().filter_map(|row| row.error).map(f64::abs).fold(2.0, f64::max);
    let end = farthest.ceil().min(FARTHEST);
    let bottom = ABOVE + ROW * rows.len() as f64;
    Panel {
        x: Scale { from: -end, to: end, start: 372.0, end: WIDTH - 272.0 },
        y: Scale { from: rows.len() as f64 - 0.5, to: -0.5, start: bottom, end: ABOVE },
    }
}

fn frame(picture: &mut Picture, panel: &Panel) {
    let (low, high) = (panel.x.at(-1.0), panel.x.at(1.0));
    picture.rectangle((low, panel.top()), (high, panel.bottom()), SKY.faint(0.25));
    let step = nice_step(2.0 * panel.x.to, 8.0).max(1.0);
    let ticks = (panel.x.to / step) as i32;
    for tick in -ticks..=ticks {
        let value = f64::from(tick) * step;
        let x = panel.x.at(value);
        picture.line(vec![(x, panel.top()), (x, panel.bottom() + 5.0)], 1.0, FULL, if tick == 0 { GREY } else { GRID });
        let text = if tick == 0 { "0".to_string() } else { format!("{value:+}") };
        picture.text((x, panel.bottom() + 21.0), text, EM, Anchor::Middle, GREY);
    }
    for x in [low, high] {
        picture.line(vec![(x, panel.top()), (x, panel.bottom())], 1.0, DASHED, BLUE.faint(0.5));
    }
    let middle = (panel.left() + panel.right()) / 2.0;
    picture.text(
        (middle, panel.bottom() + 42.0),
        "Simulated less published, in tolerances (arrow: beyond the axis)",
        EM,
        Anchor::Middle,
        BLACK,
    );
    for (x, name) in [(PUBLISHED, "Published"), (SIMULATED, "Simulated"), (ERROR, "Error")] {
        picture.text((x, panel.top() - 12.0), name, EM, Anchor::End, BLACK);
    }
}

fn draw(picture: &mut Picture, panel: &Panel, y: f64, row: &Checked) {
    let (ink, shape) = if row.within { (BLUE, Shape::Circle) } else { (VERMILION, Shape::Diamond) };
    let text = |x: f64, text: String, anchor, ink: Ink, picture: &mut Picture| picture.text((x, y + 4.0), text, TYPE, anchor, ink);
    text(panel.left() - 12.0, shortened(&row.name, NAME), Anchor::End, BLACK, picture);
    picture.line(vec![(panel.left(), y), (panel.right(), y)], 1.0, FULL, GRID);
    text(PUBLISHED, numbers::in_unit(row.published, &row.unit), Anchor::End, BLACK, picture);
    let simulated = row.simulated.map_or("-".to_string(), |(mean, ..)| numbers::in_unit(mean, &row.unit));
    text(SIMULATED, simulated, Anchor::End, ink, picture);
    text(ERROR, row.error.map_or("-".to_string(), |error| format!("{error:+.1}")), Anchor::End, ink, picture);
    let Some(error) = row.error else { return };
    if let Some((_, p05, p95)) = row.simulated.filter(|_| row.tolerance > 0.0) {
        let errors = |value: f64| (value - row.target) / row.tolerance;
        let x = |value: f64| panel.x.within(errors(value));
        picture.line(vec![(x(p05), y), (x(p95), y)], 3.0, FULL, ink.faint(0.6));
        beyond(picture, panel, y, (errors(p05), errors(p95)), ink);
    }
    picture.symbol((panel.x.within(error), y), shape, 4.5, ink);
}

/// An arrow at each end of the axis that a bar goes beyond.
fn beyond(picture: &mut Picture, panel: &Panel, y: f64, (low, high): (f64, f64), ink: Ink) {
    for (goes_on, end, way) in [(low < panel.x.from, panel.left(), -1.0), (high > panel.x.to, panel.right(), 1.0)] {
        if goes_on {
            let foot = end + way * 6.5;
            picture.area(vec![(foot, y - 4.0), (foot + way * 6.0, y), (foot, y + 4.0)], ink);
        }
    }
}
