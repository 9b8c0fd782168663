//! What all sections need: the comparison, the language, and which counts may not be shown.

use super::blocks::{Cell, Column, Table};
use super::figures::{self, Form, whole};
use super::texts::{self, fill};
use super::{Lang, words};
use crate::measure::paired::{Difference, Interval, Told};
use crate::report::comparison::{Comparison, Variant};
use crate::report::input::Band;

/// Read by every section; nothing writes to it.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub comparison: &'a Comparison,
    pub lang: Lang,
    pub page: &'static texts::Page,
}

impl<'a> Context<'a> {
    pub(super) fn new(comparison: &'a Comparison, lang: Lang) -> Context<'a> {
        Context { comparison, lang, page: texts::Page::of(lang) }
    }

    /// Variants with their numbers, from 1 on.
    pub(super) fn variants(&self) -> impl Iterator<Item = (usize, &'a Variant)> {
        self.comparison.variants.iter().enumerate().map(|(index, variant)| (index + 1, variant))
    }

    pub(super) fn several(&self) -> bool {
        self.comparison.variants.len() > 1
    }

    /// A name in the text: “third-set-from-start”.
    pub(super) fn quoted(&self, name: &str) -> String {
        match self.lang {
            Lang::En => format!("“{name}”"),
            Lang::Sv => format!("”{name}”"),
        }
    }

    pub(super) fn base(&self) -> String {
        self.quoted(&self.comparison.base.name)
    }

    /// The base's name where it stands beside a variant's.
    pub(super) fn base_label(&self) -> String {
        format!("{}: {}", self.page.base, self.comparison.base.name)
    }

    /// A heading that says which variant it is about, if there are several.
    pub(super) fn of_variant(&self, title: &str, variant: &Variant) -> String {
        if self.several() { format!("{title}: {}", variant.arm.name) } else { title.to_string() }
    }

    /// Name of a variant's file.
    pub(super) fn file(&self, number: usize, what: &str) -> String {
        if self.several() { format!("variant-{number}-{what}.csv") } else { format!("{what}.csv") }
    }

    pub(super) fn replications(&self) -> String {
        let info = &self.comparison.info;
        let count = whole(f64::from(info.replications_done), self.lang);
        match (info.interrupted, info.replications_done) {
            (true, _) => {
                fill(self.page.interrupted, &[("count", &count), ("asked", &whole(f64::from(info.replications_asked), self.lang))])
            }
            (false, 1) => self.page.replications_one.to_string(),
            (false, _) => fill(self.page.replications, &[("count", &count)]),
        }
    }

    pub(super) fn source(&self) -> String {
        let (version, seed) = (&self.comparison.info.version, self.comparison.info.seed.to_string());
        fill(self.page.source, &[("version", version), ("replications", &self.replications()), ("seed", &seed)])
    }

    /// On one line: an interval is read as a whole.
    pub(super) fn interval_text(&self, form: &Form, (low, high): Interval, value: fn(&Form, f64) -> String) -> String {
        fill(self.page.interval_of, &[("low", &value(form, low)), ("high", &value(form, high))]).replace(' ', "\u{a0}")
    }

    /// Whether a count of persons is too small to be shown.
    pub(super) fn hides(&self, count: f64) -> bool {
        count < f64::from(self.comparison.suppress_below)
    }

    pub(super) fn hidden(&self) -> Cell {
        Cell::plain(format!("<{}", self.comparison.suppress_below))
    }

    /// A count of persons, or that it is small.
    pub(super) fn persons(&self, count: f64) -> Cell {
        if self.hides(count) { self.hidden() } else { Cell::number(figures::count(count, self.lang), count) }
    }

    /// The low and high end of a spread of persons.
    pub(super) fn spread(&self, band: &Band) -> [Cell; 3] {
        let end = |value: f64| if self.hides(value) { self.hidden().shown } else { figures::count(value, self.lang) };
        let data = |value: f64| if self.hides(value) { self.hidden() } else { Cell::data(Some(value)) };
        let shown = if self.hides(band.p95) { self.hidden().shown } else { format!("{}–{}", end(band.p05), end(band.p95)) };
        [Cell::word(shown, ""), data(band.p05), data(band.p95)]
    }

    /// The ends of a band as they may be drawn.
    pub(super) fn drawn(&self, band: &Band) -> (f64, f64) {
        let least = f64::from(self.comparison.suppress_below);
        (band.p05.max(least), band.p95.max(least))
    }

    pub(super) fn told(&self, told: Told) -> String {
        let words = match (told, self.lang) {
            (_, Lang::En) => told.words(),
            (Told::More, _) => "mer",
            (Told::Less, _) => "mindre",
            (Told::Same, _) => "ingen skillnad",
            (Told::NotYet, _) => "går inte att avgöra än",
        };
        let sign = match told {
            Told::More => "▲",
            Told::Less => "▼",
            Told::Same => "=",
            Told::NotYet => "?",
        };
        format!("{sign}\u{a0}{words}")
    }
}

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
