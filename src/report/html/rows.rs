//! Measures in base and variant as rows of a table: how far apart, and how sure that is.

use super::context::Context;
use super::figures::{self, Form};
use super::table::{Cell, Column, Table};
use super::texts::{self, fill};
use super::{Lang, words};
use crate::measure::paired::{Difference, Interval, Told};

/// The interval that goes with the verdict: the wider one where several measures are read together.
pub(super) fn interval(row: &Difference) -> Option<Interval> {
    row.together95.or(row.ci95)
}

/// How a row's figures are written.
pub(super) fn form(row: &Difference, lang: Lang) -> Form {
    let half = interval(row).map(|(low, high)| (high - low) / 2.0);
    Form::of(row.unit, row.base.abs().max(row.mean.abs()), half, lang)
}

/// Whether a measure counts persons or what befell single persons.
fn counts(unit: &str) -> bool {
    ["persons", "registrations", "deregistrations", "profilings", "results"].contains(&unit)
}

/// Whether a row may not show its figures.
pub(super) fn is_small(context: &Context, row: &Difference) -> bool {
    counts(row.unit) && (context.hides(row.base) || context.hides(row.mean))
}

/// A table of rows: base, variant, difference, and how sure that is. `full` adds the error and the variance reduction.
pub(super) fn table(context: &Context, id: String, file: String, caption: String, rows: &[&Difference], full: bool) -> Table {
    let (page, more) = (context.page, texts::Measures::of(context.lang));
    let mut columns = vec![Column::word(more.measure, "measure"), Column::word(more.key, "key"), Column::word(page.unit, "unit")];
    columns.extend([
        Column::number(page.base, "base"),
        Column::number(page.variant, "variant"),
        Column::number(page.difference, "difference"),
    ]);
    let error = if full { more.error } else { "" };
    columns.extend([Column::number(error, "se"), Column::number(page.interval, ""), Column::data("low95"), Column::data("high95")]);
    columns.extend([
        Column::word(page.verdict, "verdict"),
        Column::number(if full { more.reduction } else { "" }, "variance_reduction"),
        Column::data("n"),
    ]);
    Table { id, file, caption, columns, rows: rows.iter().map(|row| cells(context, row, rows)).collect() }
}

fn cells(context: &Context, row: &Difference, all: &[&Difference]) -> Vec<Cell> {
    let lang = context.lang;
    let form = form(row, lang);
    let has_parts = all.iter().any(|other| other.measure == row.measure && !other.key.is_empty());
    let key = if row.key.is_empty() && has_parts { context.page.in_all.into() } else { words::key(&row.measure, &row.key, lang) };
    let mut cells = vec![
        Cell::word(words::measure(&row.measure, lang), &row.measure),
        Cell::word(key, &row.key),
        Cell::word(form.unit.clone(), row.unit),
    ];
    if is_small(context, row) {
        let side = |value: f64| if context.hides(value) { context.hidden() } else { Cell::number(form.value(value), value) };
        cells.extend([side(row.base), side(row.mean)]);
        cells.extend((0..8).map(|_| Cell::none()));
        return cells;
    }
    let interval = interval(row);
    cells.extend([row.base, row.mean].map(|value| Cell::number(form.value(value), value)));
    cells.push(Cell::number(form.difference(row.difference), row.difference));
    cells.push(row.se.map_or_else(Cell::none, |se| Cell::number(form.error(se), se)));
    cells.push(Cell::word(interval.map_or("–".into(), |ends| context.interval_text(&form, ends, Form::difference)), ""));
    cells.extend([Cell::data(interval.map(|ends| ends.0)), Cell::data(interval.map(|ends| ends.1))]);
    cells.push(Cell::word(context.told(row.told), row.told.words()));
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
