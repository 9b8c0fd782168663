//! Measures in base and variant as rows of a table: how far apart, and how sure that is.

use std::collections::BTreeSet;

use super::context::Context;
use super::figures::{self, Form};
use super::table::{Cell, Column, Table};
use super::texts::{self, fill};
use super::{Lang, words};
use crate::measure::paired::{Difference, Interval, Told};
use crate::report::comparison::Variant;

/// The interval that goes with the verdict: the wider one where several measures are read together.
pub(super) fn interval(row: &Difference) -> Option<Interval> {
    row.together95.or(row.ci95)
}

/// How a row's figures are written.
pub(super) fn form(row: &Difference, lang: Lang) -> Form {
    let half = interval(row).map(|(low, high)| (high - low) / 2.0);
    told_form(row, Form::of(row.unit, row.base.abs().max(row.mean.abs()), half, lang))
}

/// With so many digits that a difference that is told, and the end of its interval that is nearest to nothing, do not read
/// as nothing.
pub(super) fn told_form(row: &Difference, form: Form) -> Form {
    match (row.told, interval(row)) {
        (Told::More | Told::Less, Some((low, high))) => form.telling(row.difference).telling(low.abs().min(high.abs())),
        _ => form,
    }
}

/// Sorts the keys of each measure: dates, days and numbers by size, categories as the vocabulary has them.
pub(super) fn sort(rows: &mut [&Difference]) {
    rows.sort_by_cached_key(|row| (row.measure.clone(), words::order(&row.measure, &row.key)));
}

/// What the rows of a table have in common.
struct Shared<'a> {
    rows: &'a [&'a Difference],
    full: bool,
    /// One unit: it stands in the caption.
    unit: Option<String>,
}

/// Identity, file and caption of a table.
pub(super) struct Head {
    pub id: String,
    pub file: String,
    pub caption: String,
}

/// A table of a variant's rows: base, variant, difference, and how sure that is. `full` adds the error and the variance reduction;
/// else there is the change in percent.
pub(super) fn table(context: &Context, variant: &Variant, head: Head, rows: &[&Difference], full: bool) -> Table {
    let Head { id, file, caption } = head;
    let (page, more) = (context.page, texts::Measures::of(context.lang));
    let units: BTreeSet<String> = rows.iter().map(|row| form_beside(row, rows, context.lang).unit).collect();
    let unit = units.first().filter(|_| units.len() == 1).cloned();
    let is_share = rows.iter().all(|row| row.unit == "share");
    let caption = match &unit {
        Some(unit) if is_share => format!("{caption} ({unit}; {})", more.points),
        Some(unit) => format!("{caption} ({unit})"),
        None => caption,
    };
    let shared = Shared { rows, full, unit };
    let by_category = rows.iter().all(|row| is_by_category(row, rows));
    let first = if by_category { more.key } else { more.measure };
    let mut columns = vec![Column::word(first, "measure"), Column::data("key"), Column::data("unit")];
    columns.extend([
        Column::number(page.base, "base"),
        Column::number(page.variant, "variant"),
        Column::number(page.difference, "difference"),
    ]);
    let (error, relative) = if full { (more.error, "") } else { ("", page.relative) };
    let relative = if is_share { "" } else { relative };
    columns.extend([Column::number(error, "se"), Column::number(relative, ""), Column::number(page.interval, "")]);
    columns.extend([Column::data("low95"), Column::data("high95"), Column::word(page.verdict, "verdict")]);
    columns.extend([Column::number(if full { more.reduction } else { "" }, "variance_reduction"), Column::data("n")]);
    Table { id, file, caption, columns, rows: rows.iter().map(|row| cells(context, variant, row, &shared)).collect(), as_data: None }
}

/// Whether the category or date says more than the measure: it was split, or all rows have the same one.
fn is_by_category(row: &Difference, all: &[&Difference]) -> bool {
    !row.key.is_empty() && (row.measure.contains("by=") || all.len() > 1 && all.iter().all(|other| other.measure == row.measure))
}

/// In the unit of all rows of its measure.
fn form_beside(row: &Difference, all: &[&Difference], lang: Lang) -> Form {
    let size = |row: &Difference| row.base.abs().max(row.mean.abs());
    let peak = all.iter().filter(|other| other.measure == row.measure).map(|row| size(row)).fold(0.0, f64::max);
    let half = interval(row).map(|(low, high)| (high - low) / 2.0);
    told_form(row, Form::beside(row.unit, size(row), peak, half, lang))
}

/// Measure, category and unit in one cell: the figures stay in sight on a telephone.
fn name(context: &Context, row: &Difference, form: &Form, shared: &Shared) -> Cell {
    let (lang, all) = (context.lang, shared.rows);
    let has_parts = all.iter().any(|other| other.measure == row.measure && !other.key.is_empty());
    let key = if row.key.is_empty() && has_parts { context.page.in_all.into() } else { words::key(&row.measure, &row.key, lang) };
    let measure = words::measure(&row.measure, lang);
    let same = all.iter().all(|other| other.measure == row.measure);
    let (shown, mut under) = match is_by_category(row, all) {
        true if same => (key, vec![]),
        true => (key, vec![measure]),
        false => (measure, vec![key]),
    };
    under.extend(Some(form.unit.clone()).filter(|_| shared.unit.is_none()));
    under.retain(|part| !part.is_empty() && *part != shown);
    Cell { under: under.join(", "), ..Cell::word(shown, &row.measure) }
}

fn cells(context: &Context, variant: &Variant, row: &Difference, shared: &Shared) -> Vec<Cell> {
    let lang = context.lang;
    let form = form_beside(row, shared.rows, lang);
    let mut cells = vec![name(context, row, &form, shared), Cell::word("", &row.key), Cell::word("", row.unit)];
    let hidden = context.comparison.hidden_sides(&variant.rows, row);
    if hidden.contains(&true) {
        let side = |hides: bool, value: f64| if hides { context.withheld(row.unit) } else { Cell::number(form.value(value), value) };
        cells.extend([side(hidden[0], row.base), side(hidden[1], row.mean)]);
        cells.extend((0..9).map(|_| Cell::none()));
        return cells;
    }
    let interval = interval(row);
    cells.extend([row.base, row.mean].map(|value| Cell::number(form.value(value), value)));
    cells.push(Cell::number(form.difference(row.difference), row.difference));
    cells.push(row.se.map_or_else(Cell::none, |se| Cell::number(form.error(se), se)));
    let relative = Form::relative(row.base, row.difference, lang).filter(|_| !shared.full && row.unit != "share");
    cells.push(relative.map_or_else(Cell::none, |shown| Cell::word(shown, "")));
    cells.push(Cell::word(interval.map_or("–".into(), |ends| context.interval_text(&form, ends, Form::difference)), ""));
    cells.extend([Cell::data(interval.map(|ends| ends.0)), Cell::data(interval.map(|ends| ends.1))]);
    cells.push(Cell::word(context.told(row), row.told.words()));
    cells.extend([reduction(row, lang), Cell::data(Some(row.n as f64))]);
    cells
}

/// A ratio, or in words why there is none.
fn reduction(row: &Difference, lang: Lang) -> Cell {
    let texts = texts::Measures::of(lang);
    match row.variance_reduction {
        Some(ratio) => {
            let factor = figures::number(ratio, if ratio < 10.0 { 1 } else { 0 }, lang);
            Cell::number(fill(texts.times, &[("factor", &factor)]), ratio)
        }
        None if row.told == Told::Same => Cell::word(texts.no_difference, ""),
        None if row.n > 1 => Cell::word(texts.constant, ""),
        None => Cell::none(),
    }
}
