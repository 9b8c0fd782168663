//! What was found: the sentence, the four numbers, and the picture of participants.

use super::Lang;
use super::blocks::{Block, Card, Figure, Section};
use super::charts::{Level, Lines, Point, Series, Tick, arm};
use super::context::Context;
use super::figures::{day, day_of_month, whole};
use super::rows::{form, interval};
use super::table::{Cell, Column, Table};
use super::texts::{self, fill};
use crate::measure::paired::{Difference, Told};
use crate::report::comparison::{Arm, Variant};
use crate::report::plots::palette::Look;
use crate::units::Day;

/// The row that the finding is about: the mean over month ends, as the headline has it.
pub(super) fn main_row<'a>(context: &Context, variant: &'a Variant) -> Option<&'a Difference> {
    let is_mean = |measure: &str| measure.starts_with("participants_mean");
    let asked = context.comparison.headline.iter().find(|(measure, _)| is_mean(measure));
    let headline = asked.and_then(|(measure, key)| variant.row(measure, key));
    headline.or_else(|| variant.rows.iter().find(|row| is_mean(&row.measure) && row.key.is_empty()))
}

/// The finding about one variant, in one sentence.
pub(super) fn sentence(context: &Context, variant: &Variant) -> String {
    let texts = texts::Finding::of(context.lang);
    let names = [("variant", &*context.quoted(&variant.arm.name)), ("base", &context.base())];
    let Some(row) = main_row(context, variant).filter(|row| !context.is_small(variant, row)) else { return fill(texts.compared, &names) };
    let form = form(row, context.lang);
    let size = form.value(row.difference.abs());
    let half = interval(row).map(|(low, high)| format!("{size} (±{})", form.value((high - low) / 2.0)));
    let range = interval(row).map_or_else(String::new, |ends| context.interval_text(&form, ends, super::figures::Form::difference));
    let text = match row.told {
        Told::Same => texts.same,
        _ if interval(row).is_none() => texts.one_run,
        Told::More => texts.more,
        Told::Less => texts.fewer,
        Told::NotYet => texts.not_yet,
    };
    let values = [
        names[0],
        names[1],
        ("size", half.as_deref().unwrap_or(&size)),
        ("difference", &form.difference(row.difference)),
        ("interval", &range),
    ];
    fill(text, &values) + &gap(context, variant, row)
}

/// How far from the plan that is.
fn gap(context: &Context, variant: &Variant, row: &Difference) -> String {
    let texts = texts::Finding::of(context.lang);
    let Some(plan) = variant.arm.plan.or(context.comparison.base.plan).map(|plan| plan.participants) else { return texts.no_plan.into() };
    let text = match (row.mean < plan, row.base < plan) {
        (true, true) => texts.still_fewer,
        (true, false) => texts.now_fewer,
        (false, true) => texts.now_more,
        (false, false) => texts.still_more,
    };
    fill(text, &[("gap", &whole((row.mean - plan).abs(), context.lang))])
}

/// Participants, starts, cost and cost per start or share with a result: those that were measured.
pub(super) fn cards(context: &Context, variant: &Variant) -> Vec<Block> {
    let texts = texts::Finding::of(context.lang);
    let last = variant.row("cost_per_start", "").map(|row| (texts.cost_per_start, Some(row)));
    let last = last.unwrap_or((texts.result_share, variant.row("result_share", "")));
    let rows = [
        (texts.participants, main_row(context, variant)),
        (texts.starts, variant.row("started", "")),
        (texts.cost, variant.row("payments", "")),
        last,
    ];
    let cards: Vec<Card> = rows.into_iter().filter_map(|(label, row)| Some(card(context, variant, label, row?))).collect();
    if cards.is_empty() {
        return vec![Block::Text(texts.no_figures.into())];
    }
    let known = |interval: fn(&Difference) -> bool| variant.rows.iter().any(interval);
    let kind = match (known(|row| row.together95.is_some()), known(|row| row.ci95.is_some())) {
        (true, _) => texts.together,
        (false, true) => texts.alone,
        (false, false) => texts.no_interval,
    };
    let mut notes = vec![Block::Note(kind.into())];
    if ["payments", "cost_per_start"].iter().any(|measure| variant.row(measure, "").is_some()) {
        notes.insert(0, Block::Note(texts.accrues.into()));
    }
    std::iter::once(Block::Cards(cards)).chain(notes).collect()
}

fn card(context: &Context, variant: &Variant, label: &str, row: &Difference) -> Card {
    let texts = texts::Finding::of(context.lang);
    let form = form(row, context.lang);
    if context.is_small(variant, row) {
        return Card { label: label.into(), value: context.withheld(row.unit).shown, ..Card::default() };
    }
    let plan = variant.arm.plan.filter(|_| row.measure.starts_with("participants_mean"));
    let mut beside = vec![fill(texts.base_value, &[("value", &form.with_unit(row.base))])];
    beside.extend(plan.map(|plan| fill(texts.plan_value, &[("value", &whole(plan.participants, context.lang))])));
    let range = interval(row).map(|ends| format!(" ({})", context.interval_text(&form, ends, super::figures::Form::difference)));
    let change = format!("{}{} {}", form.difference(row.difference), range.unwrap_or_default(), form.unit_of_difference());
    let unit = fill(texts.in_variant, &[("unit", &form.unit)]);
    Card { label: label.into(), value: form.value(row.mean), unit, beside, change, told: context.told(row) }
}

/// Participants at month ends, base and variants.
pub(super) fn participants(context: &Context, variants: &[(usize, &Variant)], id: &str, caption: String) -> Option<Figure> {
    let texts = texts::Finding::of(context.lang);
    let base = &context.comparison.base;
    let named = |variant: &Variant| format!("{}: {}", context.page.variant, variant.arm.name);
    let looks = |index: usize| arm(if variants.len() == 1 { 1 } else { index + 1 });
    let mut series = vec![line(context, base, context.base_label(), arm(0))];
    series.extend(variants.iter().enumerate().map(|(index, (_, variant))| line(context, &variant.arm, named(variant), looks(index))));
    let days: Vec<Day> = base.participants.iter().map(|point| point.0).collect();
    let (first, last) = (*days.first()?, *days.last()?);
    let ends: Vec<String> = series.iter().map(|series| format!("{} {}", series.name, series.end)).collect();
    let spans = [("from", &*day(first, context.lang)), ("to", &day(last, context.lang)), ("ends", &ends.join(", "))];
    let title = format!("{caption}. {}", fill(texts.alt_lines, &spans));
    let ticks = days.iter().map(|day| Tick { x: f64::from(day.0), text: day_of_month(*day, context.lang), year: day.ymd().0 }).collect();
    let level = plan_level(context, texts);
    let lines = Lines { title, unit: persons(context.lang).into(), ticks, series, level, lang: context.lang };
    let table = participants_table(context, variants, id);
    let note = format!("{} {}", texts.band_note, context.source());
    Some(Figure::new(id, caption, note, |size| lines.draw(size), table))
}

pub(super) fn persons(lang: Lang) -> &'static str {
    texts::Volumes::of(lang).persons
}

fn plan_level(context: &Context, texts: &texts::Finding) -> Option<Level> {
    let plan = context.comparison.base.plan?;
    let name = fill(texts.plan_line, &[("value", &whole(plan.participants, context.lang))]);
    Some(Level { name, from: f64::from(plan.from.0), value: plan.participants })
}

fn line(context: &Context, arm: &Arm, name: String, look: Look) -> Series {
    let shown = arm.participants.iter().filter(|(_, band)| !context.hides(band.mean));
    let points: Vec<Point> =
        shown.map(|(day, band)| Point { x: f64::from(day.0), mean: band.mean, band: Some(context.drawn(band)) }).collect();
    let end = points.last().map_or_else(String::new, |point| whole(point.mean, context.lang));
    Series { name, look, points, end }
}

fn participants_table(context: &Context, variants: &[(usize, &Variant)], id: &str) -> Table {
    let texts = texts::Volumes::of(context.lang);
    let base = &context.comparison.base;
    let mut arms = vec![("base".to_string(), context.page.base.to_string(), base)];
    let single = variants.len() == 1;
    arms.extend(variants.iter().map(|(number, variant)| {
        let name = if single { context.page.variant.to_string() } else { variant.arm.name.clone() };
        (if single { "variant".into() } else { format!("variant{number}") }, name, &variant.arm)
    }));
    let mut columns = vec![Column::word(context.page.month_end, "date")];
    for (name, title, _) in &arms {
        columns.push(Column::number(fill(texts.mean_of, &[("name", title)]), format!("{name}_mean")));
        columns.push(Column::number(fill(texts.spread_of, &[("name", title)]), ""));
        columns.extend(["p05", "p95"].map(|end| Column::data(format!("{name}_{end}"))));
    }
    let rows = base.participants.iter().map(|(date, _)| {
        let mut row = vec![Cell::word(day(*date, context.lang), date.to_string())];
        row.extend(arms.iter().flat_map(|(_, _, arm)| band_cells(context, arm, *date)));
        row
    });
    let file = if single && context.several() { context.file(variants[0].0, "participants") } else { "participants.csv".into() };
    let name = if single { context.of_variant(texts.participants_table, variants[0].1) } else { texts.participants_table.into() };
    Table {
        id: format!("{id}-table"),
        file,
        caption: format!("{name} ({})", persons(context.lang).to_lowercase()),
        columns,
        rows: rows.collect(),
        as_data: None,
    }
}

fn band_cells(context: &Context, arm: &Arm, date: Day) -> Vec<Cell> {
    match arm.participants.iter().find(|point| point.0 == date) {
        Some((_, band)) => std::iter::once(context.persons(band.mean)).chain(context.spread(band)).collect(),
        None => vec![Cell::none(); 4],
    }
}

/// The first section of a page about one variant.
pub(super) fn section(context: &Context, number: usize, variant: &Variant) -> Section {
    let texts = texts::Finding::of(context.lang);
    let mut blocks = cards(context, variant);
    let figure = participants(context, &[(number, variant)], "participants", texts.picture_one.into());
    blocks.extend(figure.map(|figure| Block::Figure(Box::new(figure))));
    Section::new("finding", context.page.main_result, blocks)
}
