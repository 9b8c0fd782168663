//! Participants over time: each level and the total, with the plan as the average that it is.

use std::collections::BTreeMap;

use super::axes::{EM, HEIGHT, Panel, Scale, WIDTH, apart, framed, month_axis, nice_top, note, value_axis};
use super::palette::{self, BLACK, PURPLE};
use super::picture::{Anchor, DOTTED, Ink, Picture, Point};
use crate::report::input::{PlanOutcome, RunInfo};
use crate::report::numbers;
use crate::report::series::BandLine;
use crate::units::Day;

/// From bands by level (`a`, `b`, `c`, `all`), as `series::by_level` gives them; `None` if there is nothing to draw.
pub fn participants(levels: &BTreeMap<String, BandLine>, plan: Option<&PlanOutcome>, info: &RunInfo) -> Option<Picture> {
    let panel = panel(levels, plan)?;
    let subtitle = "Persons in the service by level: means; shaded: 5–95 percent of replications";
    let mut picture = framed("Participants over time", subtitle, info);
    month_axis(&mut picture, &panel);
    value_axis(&mut picture, &panel, "Persons");
    let shown: Vec<(&str, &BandLine)> =
        levels.iter().filter(|(name, _)| !name.is_empty()).map(|(name, line)| (name.as_str(), line)).collect();
    for (name, line) in &shown {
        band(&mut picture, &panel, name, line);
    }
    if let Some(plan) = plan {
        plan_line(&mut picture, &panel, plan);
    }
    for (name, line) in &shown {
        mean(&mut picture, &panel, name, line);
    }
    labels(&mut picture, &panel, &shown);
    Some(picture)
}

fn panel(levels: &BTreeMap<String, BandLine>, plan: Option<&PlanOutcome>) -> Option<Panel> {
    let points = || levels.values().flatten();
    let (first, last) = (points().map(|point| point.0).min()?, points().map(|point| point.0).max()?);
    let planned = plan.map_or(0.0, |plan| plan.participants);
    let largest = points().map(|point| point.1.p95).fold(planned, f64::max);
    let (from, to) = (f64::from(first.0), f64::from(last.0.max(first.0 + 1)));
    Some(Panel {
        x: Scale { from, to, start: 84.0, end: WIDTH - 184.0 },
        y: Scale { from: 0.0, to: nice_top(largest), start: HEIGHT - 96.0, end: 108.0 },
    })
}

fn at(panel: &Panel, day: Day, value: f64) -> Point {
    panel.point(f64::from(day.0), value)
}

fn band(picture: &mut Picture, panel: &Panel, name: &str, line: &BandLine) {
    let upper = line.iter().map(|(day, band)| at(panel, *day, band.p95));
    let lower = line.iter().rev().map(|(day, band)| at(panel, *day, band.p05));
    picture.area(upper.chain(lower).collect(), palette::level(name).ink.faint(0.22));
}

fn mean(picture: &mut Picture, panel: &Panel, name: &str, line: &BandLine) {
    let look = palette::level(name);
    let points: Vec<Point> = line.iter().map(|(day, band)| at(panel, *day, band.mean)).collect();
    if points.len() <= 40 {
        points.iter().for_each(|point| picture.symbol(*point, look.shape, 4.5, look.ink));
    }
    picture.line(points, 2.0, look.dashes, look.ink);
}

/// The plan is one average over month ends, not a path: a level over the month ends that it is about, with the
/// simulated average beside it.
fn plan_line(picture: &mut Picture, panel: &Panel, plan: &PlanOutcome) {
    let text = format!("Plan: {} on average from {}", numbers::whole(plan.participants), plan.from);
    average(picture, panel, plan, plan.participants, &text, PURPLE);
    if let Some(band) = plan.simulated {
        let (mean, low, high) = (numbers::whole(band.mean), numbers::whole(band.p05), numbers::whole(band.p95));
        average(picture, panel, plan, band.mean, &format!("Simulated average: {mean} ({low}–{high})"), BLACK);
    }
}

fn average(picture: &mut Picture, panel: &Panel, plan: &PlanOutcome, value: f64, text: &str, ink: Ink) {
    let (start, y) = (panel.x.within(f64::from(plan.from.0)), panel.y.at(value));
    picture.line(vec![(start, y), (panel.right(), y)], 2.0, DOTTED, ink);
    note(picture, (start + 4.0, y - 8.0), text);
}

/// Names and last means to the right of the lines.
fn labels(picture: &mut Picture, panel: &Panel, shown: &[(&str, &BandLine)]) {
    let ends: Vec<(&str, f64)> = shown.iter().filter_map(|(name, line)| Some((*name, line.last()?.1.mean))).collect();
    let wanted: Vec<f64> = ends.iter().map(|(_, value)| panel.y.at(*value) + 4.5).collect();
    for ((name, value), y) in ends.into_iter().zip(apart(&wanted, 19.0, panel.bottom() + 4.0)) {
        let look = palette::level(name);
        let title = if name == "all" { "All levels".to_string() } else { format!("Level {}", name.to_uppercase()) };
        picture.symbol((panel.right() + 18.0, y - 4.5), look.shape, 4.5, look.ink);
        picture.text((panel.right() + 30.0, y), format!("{title}: {}", numbers::whole(value)), EM, Anchor::Start, look.ink);
    }
}
