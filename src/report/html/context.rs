//! What all sections need: the comparison, the language, and which counts may not be shown.

use super::Lang;
use super::figures::{self, Form, whole};
use super::table::Cell;
use super::texts::{self, fill};
use crate::measure::paired::{Difference, Interval, Told};
use crate::report::comparison::{Comparison, Variant};
use crate::report::input::Band;
use crate::report::small::is_count;

/// Whether a unit is of things that are counted: more or fewer.
fn counted(unit: &str) -> bool {
    ["persons", "registrations", "deregistrations", "profilings", "results", "providers", "contracts", "places", "contacts"].contains(&unit)
}

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
        self.comparison.hides(count)
    }

    /// Whether a variant's row may not show its difference.
    pub(super) fn is_small(&self, variant: &Variant, row: &Difference) -> bool {
        self.comparison.is_small(&variant.rows, row)
    }

    pub(super) fn hidden(&self) -> Cell {
        Cell::plain(self.comparison.hidden())
    }

    /// What stands in the place of a figure that may not be shown: of a count that it is small, of a ratio nothing.
    pub(super) fn withheld(&self, unit: &str) -> Cell {
        if is_count(unit) { self.hidden() } else { Cell::none() }
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

    /// The verdict on a difference: what is counted is more or fewer, what takes time longer or shorter.
    pub(super) fn told(&self, row: &Difference) -> String {
        let words = match (row.told, counted(row.unit), row.unit == "days", self.lang) {
            (Told::More, _, true, Lang::En) => "longer",
            (Told::More, _, true, Lang::Sv) => "längre",
            (Told::Less, _, true, Lang::En) => "shorter",
            (Told::Less, _, true, Lang::Sv) => "kortare",
            (Told::More, true, _, Lang::Sv) => "fler",
            (Told::Less, true, _, Lang::En) => "fewer",
            (Told::Less, true, _, Lang::Sv) => "färre",
            (Told::More, false, _, Lang::Sv) => "mer",
            (Told::Less, false, _, Lang::Sv) => "mindre",
            (Told::Same, _, _, Lang::Sv) => "ingen skillnad",
            (Told::NotYet, _, _, Lang::Sv) => "går inte att avgöra än",
            (told, _, _, Lang::En) => told.words(),
        };
        let sign = match row.told {
            Told::More => "▲",
            Told::Less => "▼",
            Told::Same => "=",
            Told::NotYet => "?",
        };
        format!("{sign}\u{a0}{words}")
    }
}
