//! The policy in words: what is decided otherwise, what is assumed otherwise, and which boundaries move.

use super::Lang;
use super::blocks::{Block, Section};
use super::boundaries::{self, Closed};
use super::context::Context;
use super::figures::{self, day, number, whole};
use super::levers;
use super::page::own_title;
use super::table::{Cell, Column, Table};
use super::texts::{self, fill};
use super::words;
use crate::experiment::LAST;
use crate::experiment::flow::Move;
use crate::report::comparison::Variant;
use crate::scenario::Part;

/// Moves told in full sentences; a table has all.
const TOLD: usize = 3;

pub(super) fn section(context: &Context, number: usize, variant: &Variant) -> Section {
    let texts = texts::Policy::of(context.lang);
    let mut blocks: Vec<Block> = own_title(context, variant).map(|title| Block::Text(title.into())).into_iter().collect();
    blocks.push(Block::Text(if variant.changes.is_empty() { texts.same.into() } else { first_change(context, variant) }));
    blocks.extend(changes(context, number, variant, Part::Lever));
    blocks.extend(changes(context, number, variant, Part::Assumption));
    blocks.push(Block::Section(moves(context, number, variant)));
    Section::new(format!("v{number}-policy"), texts.title, blocks)
}

fn first_change(context: &Context, variant: &Variant) -> String {
    let texts = texts::Policy::of(context.lang);
    match variant.first_change {
        Some(date) if context.comparison.is_start(date) => {
            fill(texts.from_the_start, &[("date", &day(context.comparison.from, context.lang))])
        }
        Some(date) => fill(texts.first_change, &[("date", &day(date, context.lang))]),
        None => texts.never.into(),
    }
}

/// The keys of one part, under a heading that says whether somebody decides them.
fn changes(context: &Context, number: usize, variant: &Variant, part: Part) -> Option<Block> {
    let texts = texts::Policy::of(context.lang);
    let table = levers::table(context, number, variant, part)?;
    let (title, name) = if part == Part::Lever { (texts.levers, "levers") } else { (texts.assumptions, "assumed") };
    let mut blocks: Vec<Block> = (part == Part::Assumption).then(|| Block::Text(texts.assumption_note.into())).into_iter().collect();
    let english = table.rows.iter().any(|row| row[0].english);
    let sets = variant.changes.iter().any(|change| change.part == part && levers::is_line(change));
    blocks.push(Block::Table(table));
    blocks.extend(sets.then(|| Block::Note(texts.set_note.into())));
    blocks.extend(Some(texts.in_english).filter(|_| context.lang != Lang::En && english).map(|text| Block::Note(text.into())));
    Some(Block::Section(Section::new(format!("v{number}-{name}"), title, blocks)))
}

fn moves(context: &Context, number: usize, variant: &Variant) -> Section {
    let texts = texts::Policy::of(context.lang);
    let mut blocks = Vec::new();
    if variant.moves.is_empty() {
        blocks.push(Block::Text(texts.same_boundaries.into()));
    } else {
        blocks.push(Block::List(sentences(context, variant)));
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

/// The first moves in words; what opens or closes is said once for a band.
fn sentences(context: &Context, variant: &Variant) -> Vec<String> {
    let mut told = Vec::new();
    for one in &variant.moves {
        let sentence = sentence(context, variant, one);
        told.extend(sentence.filter(|sentence| !told.contains(sentence)));
        if told.len() == TOLD {
            break;
        }
    }
    told
}

/// Nothing is said of a boundary that is in force in neither.
fn sentence(context: &Context, variant: &Variant, one: &Move) -> Option<String> {
    let (texts, lang) = (texts::Policy::of(context.lang), context.lang);
    let (low, high) = one.registration_days;
    let band = if high >= LAST { texts.band_open } else { texts.band };
    let band = fill(band, &[("low", &whole(f64::from(low), lang)), ("high", &whole(f64::from(high), lang))]);
    let same_year = one.from.ymd().0 == one.to.ymd().0;
    let from = if same_year { figures::day_of_month(one.from, lang) } else { day(one.from, lang) };
    let closed = Closed::of(context, variant, one);
    let text = match (closed.base, closed.variant) {
        (true, true) => return None,
        (true, false) => texts.opened,
        (false, true) => texts.closed_now,
        (false, false) => texts.moved,
    };
    let values = [
        ("from", &*from),
        ("to", &day(one.to, lang)),
        ("band", &band),
        ("boundary", &words::boundary(one.boundary, lang)),
        ("base", &percent(context, one.base_percent)),
        ("variant", &percent(context, one.variant_percent)),
        ("count", &context.persons(one.profilings).shown),
        ("first", &whole(f64::from(closed.until), lang)),
        ("below", &percent(context, Some(closed.level_a))),
    ];
    Some(fill(text, &values))
}

/// `14–22`, or one number where the ends are the same.
fn percent(context: &Context, ends: Option<(f64, f64)>) -> String {
    let Some((low, high)) = ends else { return texts::Policy::of(context.lang).closed.into() };
    let broken = [low, high].iter().any(|value| (value - value.round()).abs() > 0.05);
    let text = |value: f64| number(value, usize::from(broken), context.lang);
    let (low, high) = (text(low), text(high));
    if low == high { low } else { format!("{low}–\u{2060}{high}") }
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
        as_data: None,
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
    cells.push(Cell::word(words::boundary_label(one.boundary, lang), one.boundary));
    for ends in [one.base_percent, one.variant_percent] {
        cells.extend([Cell::word(percent(context, ends), ""), Cell::data(ends.map(|ends| ends.0)), Cell::data(ends.map(|ends| ends.1))]);
    }
    cells.push(context.persons(one.profilings));
    cells
}
