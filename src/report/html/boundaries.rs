//! Pictures of the boundaries of base and variant, for the periods in which they differ.

use super::blocks::Figure;
use super::charts::{Size, Thresholds};
use super::context::Context;
use super::figures::{day, number, whole};
use super::table::{Cell, Column, Table};
use super::texts::{self, fill};
use super::words;
use crate::engine::curve::Curve;
use crate::experiment::flow::Move;
use crate::pathway::thresholds::{DatedSet, ThresholdSet};
use crate::report::comparison::Variant;
use crate::report::input::ScorePoint;
use crate::units::Day;

/// Pictures a variant at most: the periods with the most profilings that move.
const PICTURES: usize = 2;
/// Points of a sample that one picture shows; with many variants the page keeps its size by showing fewer.
const POINTS: usize = 1_000;
/// Registration times of the table, days.
const DAYS: [i32; 9] = [1, 90, 180, 365, 545, 730, 1_000, 1_250, 1_500];

/// A period in which one set is in force in the base and another in the variant.
struct Period<'a> {
    from: Day,
    to: Option<Day>,
    base: &'a ThresholdSet,
    variant: &'a ThresholdSet,
}

pub(super) fn figures(context: &Context, number: usize, variant: &Variant) -> Vec<Figure> {
    let mut periods = periods(&context.comparison.base.thresholds.in_force, &variant.arm.thresholds.in_force);
    periods.sort_by(|a, b| weight(variant, b).total_cmp(&weight(variant, a)));
    periods.truncate(PICTURES);
    periods.sort_by_key(|period| period.from);
    let sample = sample(context);
    let inside = |period: &Period| {
        let points = sample.iter().filter(|point| point.day >= period.from && period.to.is_none_or(|to| point.day <= to));
        points.copied().collect::<Vec<_>>()
    };
    let numbered = periods.iter().zip(1..);
    let mut figures: Vec<Figure> =
        numbered.map(|(period, index)| figure(context, (number, index), variant, period, &inside(period))).collect();
    // Every picture shows the part of one sample that lies in its period.
    if let Some(first) = figures.first_mut().filter(|_| number == 1 && !sample.is_empty()) {
        first.sample = Some(sample_table(context, &sample));
    }
    figures
}

/// Periods with other boundaries in the variant than in the base.
fn periods<'a>(base: &'a [DatedSet], variant: &'a [DatedSet]) -> Vec<Period<'a>> {
    let mut days: Vec<Day> = base.iter().chain(variant).map(|set| set.0).collect();
    days.sort_unstable();
    days.dedup();
    let in_force = |sets: &'a [DatedSet], day: Day| sets.iter().rev().find(|set| set.0 <= day).map(|set| &set.1);
    let period = |(index, from): (usize, &Day)| {
        let (base, variant) = (in_force(base, *from)?, in_force(variant, *from)?);
        Some(Period { from: *from, to: days.get(index + 1).map(|next| *next - 1), base, variant }).filter(|_| base != variant)
    };
    days.iter().enumerate().filter_map(period).collect()
}

/// Profilings that lie between old and new boundaries in a period.
fn weight(variant: &Variant, period: &Period) -> f64 {
    let inside = variant.moves.iter().filter(|one| one.from >= period.from && period.to.is_none_or(|to| one.from <= to));
    inside.map(|one| one.profilings).sum()
}

/// Every so many points of the sample, so that the page stays small. A point is one person: none is shown where small counts
/// are not.
fn sample(context: &Context) -> Vec<ScorePoint> {
    if context.comparison.suppress_below > 0 {
        return Vec::new();
    }
    let scores = &context.comparison.base.scores;
    let points = (4 * POINTS / context.comparison.variants.len().max(1)).clamp(150, POINTS);
    scores.iter().step_by(scores.len().div_ceil(points).max(1)).copied().collect()
}

fn figure(context: &Context, (number, index): (usize, usize), variant: &Variant, period: &Period, sample: &[ScorePoint]) -> Figure {
    let texts = texts::Policy::of(context.lang);
    let last = || context.comparison.base.participants.last().map(|point| point.0);
    let to = period.to.or_else(last).unwrap_or(period.from).max(period.from);
    let caption = fill(texts.picture, &[("from", &day(period.from, context.lang)), ("to", &day(to, context.lang))]);
    let picture = |size: Size| {
        let chance = if size == Size::Wide { texts.chance } else { texts.chance_narrow };
        let chart = Thresholds {
            title: format!("{caption}. {}", alt(context, period, sample.len())),
            base_name: context.base_label(),
            variant_name: format!("{}: {}", context.page.variant, variant.arm.name),
            base: period.base,
            variant: period.variant,
            sample,
            chance,
            days: texts.days,
            lang: context.lang,
        };
        chart.draw(size)
    };
    let id = format!("v{number}-boundaries-{index}");
    let (file, name) = (context.file(number, &format!("boundaries-{index}")), format!("{}: {caption}", variant.arm.name));
    let table = table(context, &id, file, name, period);
    let points = if sample.is_empty() { "" } else { texts.picture_points };
    let note = format!("{points}{} {}", texts.picture_note, context.source());
    Figure::new(id, caption.clone(), note, picture, table)
}

/// The points as data: too many to be read as a table.
fn sample_table(context: &Context, sample: &[ScorePoint]) -> Table {
    let texts = texts::Policy::of(context.lang);
    let columns = ["date", "registration_days", "job_chance_percent", "verdict"].map(Column::data).to_vec();
    let cells = |point: &ScorePoint| {
        let verdict = Cell::word("", point.verdict.name());
        let date = Cell::word("", point.day.to_string());
        vec![date, Cell::data(Some(f64::from(point.registration_days))), Cell::data(Some((point.percent * 100.0).round() / 100.0)), verdict]
    };
    let rows = sample.iter().map(cells).collect();
    Table { id: "sample-table".into(), file: "profilings-sample.csv".into(), caption: texts.chance.into(), columns, rows, as_data: None }
}

/// The boundary that moves most after a year, in words.
fn alt(context: &Context, period: &Period, count: usize) -> String {
    let texts = texts::Policy::of(context.lang);
    let (base, variant) = (period.base.boundaries(365), period.variant.boundaries(365));
    let most = (0..4).max_by(|a, b| (variant[*a] - base[*a]).abs().total_cmp(&(variant[*b] - base[*b]).abs())).unwrap_or(0);
    let (name, percent) = (lines(period.base)[most].0, |value: f64| number(value, 1, context.lang));
    let values =
        [("boundary", &*words::boundary(name, context.lang)), ("variant", &percent(variant[most])), ("base", &percent(base[most]))];
    let points = if count == 0 { String::new() } else { fill(texts.picture_sample, &[("count", &whole(count as f64, context.lang))]) };
    fill(texts.picture_alt, &[("what", &fill(texts.rises, &values)), ("points", &points)])
}

/// The boundaries with their keys.
fn lines(set: &ThresholdSet) -> [(&'static str, &Curve); 4] {
    [
        ("too_far_below", &set.too_far_below),
        ("level_c_below", &set.level_c_below),
        ("level_b_below", &set.level_b_below),
        ("level_a_below", &set.level_a_below),
    ]
}

/// The boundaries in force at a registration time: under the minimum nothing but the one to too far.
fn in_force_at(set: &ThresholdSet, days: i32) -> [Option<f64>; 4] {
    let [too_far, levels @ ..] = set.boundaries(days).map(|place| Some(place.clamp(0.0, 100.0)));
    let [c, b, a] = levels.map(|place| place.filter(|_| days >= set.min_registration_days));
    [too_far, c, b, a]
}

/// Whether base and variant give nobody a level in the band of a move, until the last of its days at least.
pub(super) struct Closed {
    pub base: bool,
    pub variant: bool,
    /// The first day of registration with a level where it is closed.
    pub until: i32,
    /// Lowest and highest place of the line to level A where it is open.
    pub level_a: (f64, f64),
}

impl Closed {
    pub(super) fn of(context: &Context, variant: &Variant, one: &Move) -> Closed {
        let (low, high) = one.registration_days;
        let arms = [&context.comparison.base, &variant.arm];
        let sets = arms.map(|arm| arm.thresholds.in_force.iter().rev().find(|set| set.0 <= one.from).map(|set| &set.1));
        // The line to too far holds under the minimum as well.
        let first = |set: &ThresholdSet| set.min_registration_days.max(1);
        let is_closed = |set: Option<&ThresholdSet>| one.boundary != "too_far_below" && set.is_some_and(|set| first(set) >= high);
        let [base, closed_variant] = sets.map(is_closed);
        let [shut, open] = if base { [sets[0], sets[1]] } else { [sets[1], sets[0]] };
        let level_a = open.map_or((0.0, 0.0), |set| places(&set.level_a_below, (low, high)));
        Closed { base, variant: closed_variant, until: shut.map_or(1, first), level_a }
    }
}

/// Lowest and highest place of a line within a band, which it has at a knot or at an end.
fn places(line: &Curve, (low, high): (i32, i32)) -> (f64, f64) {
    let (low, high) = (f64::from(low), f64::from(high));
    let knots = line.knots().iter().map(|knot| knot.0).filter(|days| (low..=high).contains(days));
    let places = knots.chain([low, high]).map(|days| line.at(days).clamp(0.0, 100.0));
    places.fold((100.0, 0.0), |(least, most), place| (place.min(least), place.max(most)))
}

/// The places of all boundaries at some registration times.
fn table(context: &Context, id: &str, file: String, caption: String, period: &Period) -> Table {
    let texts = texts::Policy::of(context.lang);
    let mut columns = vec![Column::word(texts.days, "registration_days")];
    for (arm, title) in [("base", texts.base_percent), ("variant", texts.variant_percent)] {
        for (name, _) in lines(period.base) {
            let boundary = fill(texts.at_days, &[("boundary", &words::boundary(name, context.lang))]);
            columns.push(Column::number(format!("{title}: {boundary}"), format!("{arm}_{name}")));
        }
    }
    let rows = DAYS.into_iter().map(|days| {
        let mut cells = vec![Cell::word(whole(f64::from(days), context.lang), days.to_string())];
        cells.extend(
            [period.base, period.variant]
                .into_iter()
                .flat_map(|set| in_force_at(set, days))
                .map(|place| place.map_or_else(Cell::none, |place| Cell::number(number(place, 1, context.lang), place))),
        );
        cells
    });
    Table { id: format!("{id}-table"), file, caption, columns, rows: rows.collect(), as_data: None }
}
