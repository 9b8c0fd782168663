//! What is decided or assumed otherwise, in words: a row for each key, and one for each threshold set.

use super::context::Context;
use super::figures::{day, number};
use super::table::{Cell, Column, Table};
use super::texts::{self, fill};
use super::values::{numbers, value};
use super::words;
use crate::pathway::thresholds::DatedSet;
use crate::report::comparison::Variant;
use crate::scenario::{Change, Part};
use crate::units::Day;

/// The keys of one part; none if nothing in it differs.
pub(super) fn table(context: &Context, number: usize, variant: &Variant, part: Part) -> Option<Table> {
    let (texts, page) = (texts::Policy::of(context.lang), context.page);
    let (title, name) = match part {
        Part::Lever => (texts.levers, "levers"),
        Part::Assumption => (texts.assumptions, "assumed"),
    };
    let changes: Vec<&Change> = variant.changes.iter().filter(|change| change.part == part).collect();
    changes.first()?;
    let columns = vec![Column::word(texts.meaning, ""), Column::word(page.base, ""), Column::word(page.variant, "")];
    let mut table = Table {
        id: format!("v{number}-{name}-table"),
        file: context.file(number, name),
        caption: context.of_variant(title, variant),
        columns,
        rows: rows(context, variant, &changes),
        as_data: None,
    };
    table.as_data = Some(Box::new(data(&table.file, &changes)));
    Some(table)
}

/// Every key as it is in the files.
fn data(file: &str, changes: &[&Change]) -> Table {
    let columns = ["key", "meaning", "unit", "base", "variant"].map(Column::data).to_vec();
    let cells = |change: &&Change| {
        let value = |value: &Option<String>| Cell::plain(value.clone().unwrap_or_default());
        vec![Cell::plain(&change.key), Cell::plain(change.doc), Cell::plain(change.unit), value(&change.base), value(&change.variant)]
    };
    Table { file: file.into(), columns, rows: changes.iter().map(cells).collect(), ..Table::default() }
}

fn rows(context: &Context, variant: &Variant, changes: &[&Change]) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    for change in changes {
        match threshold_set(&change.key) {
            None => rows.push(cells(context, change)),
            Some((set, _)) if told.contains(&set) => {}
            Some((set, date)) => {
                told.push(set);
                let fields: Vec<&Change> = changes.iter().filter(|other| other.key.starts_with(set)).copied().collect();
                rows.push(set_cells(context, variant, (set, date), &fields));
            }
        }
    }
    rows
}

fn cells(context: &Context, change: &Change) -> Vec<Cell> {
    let not_given = || Cell::word(texts::Policy::of(context.lang).not_given, "");
    let of = |text: &Option<String>| text.as_ref().map_or_else(not_given, |text| value(text, change.unit, context.lang));
    vec![Cell::english(change.doc).with_key(&change.key), of(&change.base), of(&change.variant)]
}

/// Whether a key is a line of a threshold set.
pub(super) fn is_line(change: &Change) -> bool {
    threshold_set(&change.key).is_some() && change.key.ends_with("_below")
}

/// The set that a key belongs to, `policy.thresholds[2020-05-26]`, and its date.
fn threshold_set(key: &str) -> Option<(&str, Day)> {
    let end = key.find(']')?;
    let (list, date) = key[..end].split_once('[')?;
    let is_set = ["policy.thresholds", "policy.intended_thresholds"].contains(&list);
    Day::parse(date).filter(|_| is_set).map(|date| (&key[..=end], date))
}

/// The sets in force in base or variant, and the value that a change has there.
type Side<'a> = (&'a [DatedSet], fn(&Change) -> &Option<String>);

/// One row: the set is in one of the two only, or says something else in them.
fn set_cells(context: &Context, variant: &Variant, (set, date): (&str, Day), fields: &[&Change]) -> Vec<Cell> {
    let (texts, lang) = (texts::Policy::of(context.lang), context.lang);
    let title = Cell::plain(fill(texts.set_of, &[("date", &day(date, lang))])).with_key(set);
    let whole = fields.iter().find(|change| change.key == set);
    let sides: [Side; 2] = [
        (&context.comparison.base.thresholds.in_force, |change| &change.base),
        (&variant.arm.thresholds.in_force, |change| &change.variant),
    ];
    let cell = |(sets, side): Side| match whole {
        Some(change) if side(change).is_some() => Cell::plain(texts.set_here),
        Some(_) => Cell::plain(match sets.iter().rev().find(|set| set.0 < date) {
            Some((before, _)) => fill(texts.set_goes_on, &[("date", &day(*before, lang))]),
            None => texts.set_missing.into(),
        }),
        None => {
            let parts = fields.iter().filter_map(|change| part(context, change.key.rsplit('.').next()?, side(change).as_deref()?));
            Cell::plain(parts.collect::<Vec<_>>().join("; "))
        }
    };
    std::iter::once(title).chain(sides.map(cell)).collect()
}

/// `level A below 22–55 %`.
fn part(context: &Context, field: &str, text: &str) -> Option<String> {
    let (texts, lang) = (texts::Policy::of(context.lang), context.lang);
    if field == "min_registration_days" {
        return Some(fill(texts.set_opens, &[("day", text)]));
    }
    let places: Vec<f64> = numbers(text).chunks_exact(2).map(|knot| knot[1]).collect();
    let (first, last) = (number(*places.first()?, 0, lang), number(*places.last()?, 0, lang));
    let range = if first == last { first } else { format!("{first}–\u{2060}{last}") };
    let verdict = match field {
        "too_far_below" => "too_far",
        "level_c_below" => "level_c",
        "level_b_below" => "level_b",
        _ => "level_a",
    };
    Some(fill(texts.set_below, &[("verdict", &words::key("", verdict, lang)), ("range", &range)]))
}
