//! The policy in words: what is decided otherwise, what is assumed otherwise, and which boundaries move.

use super::blocks::{Block, Section};
use super::boundaries;
use super::context::Context;
use super::figures::{self, day, number, whole};
use super::table::{Cell, Column, Table};
use super::texts::{self, fill};
use super::words;
use crate::experiment::LAST;
use crate::experiment::flow::Move;
use crate::report::comparison::Variant;
use crate::scenario::{Change, Part};

/// Moves told in full sentences; a table has all.
const TOLD: usize = 3;

pub(super) fn section(context: &Context, number: usize, variant: &Variant) -> Section {
    let texts = texts::Policy::of(context.lang);
    let mut blocks = vec![Block::Text(first_change(context, variant))];
    if variant.changes.is_empty() {
        blocks = vec![Block::Text(texts.same.into())];
    }
    blocks.extend(changes(context, number, variant, Part::Lever));
    blocks.extend(changes(context, number, variant, Part::Assumption));
    blocks.push(Block::Section(moves(context, number, variant)));
    Section::new(format!("v{number}-policy"), texts.title, blocks)
}

fn first_change(context: &Context, variant: &Variant) -> String {
    let texts = texts::Policy::of(context.lang);
    match variant.first_change {
        Some(date) => fill(texts.first_change, &[("date", &day(date, context.lang))]),
        None => texts.never.into(),
    }
}

/// The keys of one part, under a heading that says whether somebody decides them.
fn changes(context: &Context, number: usize, variant: &Variant, part: Part) -> Option<Block> {
    let texts = texts::Policy::of(context.lang);
    let (title, name, key) = match part {
        Part::Lever => (texts.levers, "levers", texts.lever),
        Part::Assumption => (texts.assumptions, "assumed", texts.assumption),
    };
    let columns = vec![
        Column::word(key, "key"),
        Column::word(texts.meaning, "meaning"),
        Column::word(context.page.unit, "unit"),
        Column::word(context.page.base, "base"),
        Column::word(context.page.variant, "variant"),
    ];
    let rows: Vec<Vec<Cell>> = variant.changes.iter().filter(|change| change.part == part).map(|change| cells(context, change)).collect();
    let id = format!("v{number}-{name}");
    let file = context.file(number, name);
    let table = Table { id: format!("{id}-table"), file, caption: context.of_variant(title, variant), columns, rows };
    let mut blocks: Vec<Block> = (part == Part::Assumption).then(|| Block::Text(texts.assumption_note.into())).into_iter().collect();
    let filled = !table.rows.is_empty();
    blocks.push(Block::Table(table));
    filled.then(|| Block::Section(Section::new(id, title, blocks)))
}

fn cells(context: &Context, change: &Change) -> Vec<Cell> {
    let texts = texts::Policy::of(context.lang);
    let value = |value: &Option<String>| value.as_ref().map_or_else(|| Cell::word(texts.not_given, ""), Cell::code);
    let known = words::unit(change.unit, context.lang);
    let unit = Cell { english: known == change.unit, ..Cell::word(known, change.unit) };
    vec![Cell::code(&change.key), Cell::english(change.doc), unit, value(&change.base), value(&change.variant)]
}

fn moves(context: &Context, number: usize, variant: &Variant) -> Section {
    let texts = texts::Policy::of(context.lang);
    let mut blocks = Vec::new();
    if variant.moves.is_empty() {
        blocks.push(Block::Text(texts.same_boundaries.into()));
    } else {
        blocks.push(Block::List(variant.moves.iter().take(TOLD).map(|one| sentence(context, one)).collect()));
    }
    blocks.extend(boundaries::figures(context, number, variant).into_iter().map(|figure| Block::Figure(Box::new(figure))));
    if variant.moves.len() > TOLD {
        let summary = fill(texts.all_moves, &[("count", &whole(variant.moves.len() as f64, context.lang))]);
        blocks.push(Block::Folded { summary, table: table(context, number, variant) });
    } else if !variant.moves.is_empty() {
        blocks.push(Block::Table(table(context, number, variant)));
    }
    Section::new(format!("v{number}-moves"), texts.moves, blocks)
}

fn sentence(context: &Context, one: &Move) -> String {
    let (texts, lang) = (texts::Policy::of(context.lang), context.lang);
    let (low, high) = one.registration_days;
    let band = if high >= LAST { texts.band_open } else { texts.band };
    let band = fill(band, &[("low", &whole(f64::from(low), lang)), ("high", &whole(f64::from(high), lang))]);
    let same_year = one.from.ymd().0 == one.to.ymd().0;
    let from = if same_year { figures::day_of_month(one.from, lang) } else { day(one.from, lang) };
    let values = [
        ("from", &*from),
        ("to", &day(one.to, lang)),
        ("band", &band),
        ("boundary", &words::boundary(one.boundary, lang)),
        ("base", &percent(context, one.base_percent)),
        ("variant", &percent(context, one.variant_percent)),
        ("count", &context.persons(one.profilings).shown),
    ];
    fill(texts.moved, &values)
}

/// `14–22`, or one number where the ends are the same.
fn percent(context: &Context, ends: Option<(f64, f64)>) -> String {
    let Some((low, high)) = ends else { return words::closed(context.lang).into() };
    let broken = [low, high].iter().any(|value| (value - value.round()).abs() > 0.05);
    let text = |value: f64| number(value, usize::from(broken), context.lang);
    let (low, high) = (text(low), text(high));
    if low == high { low } else { format!("{low}–{high}") }
}

fn table(context: &Context, number: usize, variant: &Variant) -> Table {
    let texts = texts::Policy::of(context.lang);
    let mut columns = vec![Column::word(texts.in_force, ""), Column::data("from"), Column::data("to")];
    columns.extend([Column::word(texts.registration_days, ""), Column::data("days_from"), Column::data("days_to")]);
    columns.push(Column::word(texts.boundary, "boundary"));
    for (title, name) in [(texts.base_percent, "base"), (texts.variant_percent, "variant")] {
        columns.extend([Column::number(title, ""), Column::data(format!("{name}_low")), Column::data(format!("{name}_high"))]);
    }
    columns.push(Column::number(texts.profilings, "profilings"));
    let rows = variant.moves.iter().map(|one| move_cells(context, one)).collect();
    Table {
        id: format!("v{number}-moves-table"),
        file: context.file(number, "moves"),
        caption: context.of_variant(texts.moves, variant),
        columns,
        rows,
    }
}

fn move_cells(context: &Context, one: &Move) -> Vec<Cell> {
    let lang = context.lang;
    let (low, high) = one.registration_days;
    let last = if high >= LAST { "…".into() } else { whole(f64::from(high), lang) };
    let mut cells = vec![Cell::word(format!("{}–{}", day(one.from, lang), day(one.to, lang)), "")];
    cells.extend([Cell::word("", one.from.to_string()), Cell::word("", one.to.to_string())]);
    cells.push(Cell::word(format!("{}–{last}", whole(f64::from(low), lang)), ""));
    cells.extend([low, high].map(|days| Cell::word("", days.to_string())));
    cells.push(Cell::word(words::boundary(one.boundary, lang), one.boundary));
    for ends in [one.base_percent, one.variant_percent] {
        cells.extend([Cell::word(percent(context, ends), ""), Cell::data(ends.map(|ends| ends.0)), Cell::data(ends.map(|ends| ends.1))]);
    }
    cells.push(context.persons(one.profilings));
    cells
}
