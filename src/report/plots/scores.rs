//! Scores against registration time, with the boundaries that decide over them.

use super::axes::{EM, HEIGHT, Panel, Scale, WIDTH, apart, framed, nice_step, value_axis};
use super::palette::{self, BLACK, GREY, GRID, PURPLE};
use super::picture::{Anchor, DASHED, Dashes, FULL, Ink, Picture, Point};
use crate::engine::curve::Curve;
use crate::pathway::thresholds::{DatedSet, ThresholdSet, Verdict};
use crate::report::input::{RunInfo, ScorePoint, ThresholdSets};
use crate::report::numbers;

/// The picture shows at least this much registration time, in days.
const LEAST_DAYS: f64 = 1500.0;
/// And at most this much: what lies beyond is said in words.
const MOST_DAYS: f64 = 3000.0;
/// Width of the boundaries in force.
const STRONG: f64 = 2.2;

/// How a set's boundaries are drawn.
#[derive(Clone, Copy)]
struct Line {
    width: f64,
    dashes: Dashes,
    ink: Ink,
}

/// From a sample of profilings; `None` without any.
pub fn scores(sample: &[ScorePoint], sets: &ThresholdSets, info: &RunInfo) -> Option<Picture> {
    let longest = sample.iter().map(|point| f64::from(point.registration_days)).reduce(f64::max)?;
    let panel = panel(longest);
    let beyond = sample.iter().filter(|point| f64::from(point.registration_days) > panel.x.to).count();
    let mut picture = framed("Job chance and registration time at profiling", &subtitle(sample.len(), beyond, &panel), info);
    day_axis(&mut picture, &panel);
    value_axis(&mut picture, &panel, "Job chance within 180 days according to the tool, percent");
    points(&mut picture, &panel, sample);
    boundaries(&mut picture, &panel, sets);
    legend(&mut picture, &panel, sets);
    Some(picture)
}

fn panel(longest: f64) -> Panel {
    let to = (longest / 100.0).ceil() * 100.0;
    Panel {
        x: Scale { from: 0.0, to: to.clamp(LEAST_DAYS, MOST_DAYS), start: 84.0, end: WIDTH - 244.0 },
        y: Scale { from: 0.0, to: 100.0, start: HEIGHT - 96.0, end: 108.0 },
    }
}

fn subtitle(sampled: usize, beyond: usize, panel: &Panel) -> String {
    let text = format!(
        "A sample of {} profilings, by the verdict given then; beside: levels at the end of the run",
        numbers::whole(sampled as f64)
    );
    let longest = numbers::whole(panel.x.to);
    match beyond {
        0 => text,
        _ => format!("{text}; {} beyond {longest} days are left out", numbers::whole(beyond as f64)),
    }
}

fn day_axis(picture: &mut Picture, panel: &Panel) {
    let step = nice_step(panel.x.to, 8.0);
    for index in 0..=(panel.x.to / step + 0.001) as usize {
        let days = index as f64 * step;
        let x = panel.x.at(days);
        picture.line(vec![(x, panel.top()), (x, panel.bottom() + 5.0)], 1.0, FULL, GRID);
        picture.text((x, panel.bottom() + 21.0), numbers::whole(days), EM, Anchor::Middle, GREY);
    }
    let middle = (panel.left() + panel.right()) / 2.0;
    picture.text((middle, panel.bottom() + 42.0), "Registration time, days (the day of registration is day 1)", EM, Anchor::Middle, BLACK);
}

pub(in crate::report) fn points(picture: &mut Picture, panel: &Panel, sample: &[ScorePoint]) {
    for point in sample.iter().filter(|point| f64::from(point.registration_days) <= panel.x.to) {
        let (ink, shape) = palette::verdict(point.verdict);
        let at = panel.point(f64::from(point.registration_days), point.percent.clamp(0.0, 100.0));
        picture.symbol(at, shape, 2.6, ink.faint(0.6));
    }
}

/// Earlier sets faintly, then the set in force at the end, then the other one dashed over it, since they may agree.
fn boundaries(picture: &mut Picture, panel: &Panel, sets: &ThresholdSets) {
    for (set, line) in drawn(sets) {
        for curve in [&set.1.too_far_below, &set.1.level_c_below, &set.1.level_b_below, &set.1.level_a_below] {
            picture.line(boundary(panel, &set.1, curve), line.width, line.dashes, line.ink);
        }
    }
}

/// The sets with their looks, in the order in which they are drawn.
fn drawn(sets: &ThresholdSets) -> Vec<(&DatedSet, Line)> {
    let (last, earlier) = match sets.in_force.split_last() {
        Some((last, earlier)) => (Some(last), earlier),
        None => (None, &[][..]),
    };
    let faint =
        |index: usize| Line { width: 1.3, dashes: FULL, ink: BLACK.faint(0.22 + 0.18 * index as f64 / earlier.len().max(1) as f64) };
    let strong = Line { width: STRONG, dashes: FULL, ink: BLACK };
    let other = Line { width: STRONG, dashes: DASHED, ink: PURPLE };
    let earlier = earlier.iter().enumerate().map(|(index, set)| (set, faint(index)));
    earlier.chain(last.map(|set| (set, strong))).chain(sets.other.last().map(|set| (set, other))).collect()
}

/// A boundary between its knots. Under the minimum registration time only the one to too far counts.
pub(in crate::report) fn boundary(panel: &Panel, set: &ThresholdSet, curve: &Curve) -> Vec<Point> {
    let only_later = *curve != set.too_far_below;
    let first = if only_later { f64::from(set.min_registration_days.max(1)) } else { 1.0 };
    let inside = curve.knots().iter().map(|knot| knot.0).filter(|days| *days > first && *days < panel.x.to);
    let days = std::iter::once(first).chain(inside).chain([panel.x.to]);
    days.map(|days| panel.point(days, curve.at(days).clamp(0.0, 100.0))).collect()
}

fn legend(picture: &mut Picture, panel: &Panel, sets: &ThresholdSets) {
    boundary_names(picture, panel, sets);
    let left = panel.right() + 82.0;
    let mut y = panel.top() + 2.0;
    picture.text((left, y), "Verdict", EM, Anchor::Start, BLACK);
    for verdict in Verdict::ALL {
        y += 20.0;
        let (ink, shape) = palette::verdict(*verdict);
        picture.symbol((left + 8.0, y - 4.5), shape, 4.5, ink);
        picture.text((left + 24.0, y), verdict_text(*verdict), EM, Anchor::Start, BLACK);
    }
    y += 36.0;
    picture.text((left, y), "Boundaries", EM, Anchor::Start, BLACK);
    for (set, line) in drawn(sets).into_iter().rev() {
        y += 20.0;
        let other = line.dashes != FULL;
        let text = if other { sets.other_name.clone() } else { format!("from {}", set.0) };
        picture.line(vec![(left, y - 4.5), (left + 26.0, y - 4.5)], line.width, line.dashes, line.ink);
        picture.text((left + 34.0, y), text, EM, Anchor::Start, BLACK);
    }
}

/// Names of the levels at the right end, between the boundaries in force.
fn boundary_names(picture: &mut Picture, panel: &Panel, sets: &ThresholdSets) {
    let Some((_, set)) = sets.in_force.last() else { return };
    let end = |curve: &Curve| curve.at(panel.x.to).clamp(0.0, 100.0);
    let (far, c, b, a) = (end(&set.too_far_below), end(&set.level_c_below), end(&set.level_b_below), end(&set.level_a_below));
    let bands = [("Too near", a, 100.0), ("Level A", b, a), ("Level B", c, b), ("Level C", far, c), ("Too far", 0.0, far)];
    let shown: Vec<&(&str, f64, f64)> = bands.iter().filter(|(_, low, high)| low < high).collect();
    let wanted: Vec<f64> = shown.iter().map(|(_, low, high)| panel.y.at((low + high) / 2.0) + 4.5).collect();
    for ((name, _, _), y) in shown.into_iter().zip(apart(&wanted, 17.0, panel.bottom())) {
        picture.text((panel.right() + 8.0, y), *name, EM, Anchor::Start, GREY);
    }
}

fn verdict_text(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::TooNear => "Too near",
        Verdict::LevelA => "Level A",
        Verdict::LevelB => "Level B",
        Verdict::LevelC => "Level C",
        Verdict::TooFar => "Too far",
    }
}
