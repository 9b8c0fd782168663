//! How many lives differ between base and variant, and in what.

use super::blocks::Block;
use super::context::Context;
use super::figures;
use super::finding::persons;
use super::table::{Cell, Column, Table};
use super::texts::{self, fill};
use crate::report::comparison::Variant;

pub(super) fn blocks(context: &Context, number: usize, variant: &Variant) -> Vec<Block> {
    vec![Block::Text(sentence(context, variant)), Block::Table(table(context, number, variant))]
}

fn sentence(context: &Context, variant: &Variant) -> String {
    let (texts, changed) = (texts::People::of(context.lang), &variant.changed);
    let lives: f64 = changed.lives.iter().sum();
    let share = if hides_a_part(context, changed.lives) { "–".into() } else { share(context, lives, changed.persons).shown };
    let values = [("persons", &*context.persons(changed.persons).shown), ("lives", &context.persons(lives).shown), ("share", &share)];
    fill(texts.changed_text, &values)
}

fn table(context: &Context, number: usize, variant: &Variant) -> Table {
    let (texts, changed) = (texts::People::of(context.lang), &variant.changed);
    let columns = vec![
        Column::word(texts.what_differs, "what"),
        Column::number(texts.direct, "direct"),
        Column::number(texts.crowded, "crowded"),
        Column::number(texts.both, "persons"),
        Column::number(texts.share, "share"),
    ];
    let kinds = [
        (texts.lives, "lives", changed.lives),
        (texts.standings, "standings", changed.standings),
        (texts.providers, "providers", changed.providers),
        (texts.payments, "payments", changed.payments),
    ];
    let row = |(words, name, counts)| [vec![Cell::word(words, name)], cells(context, counts, changed.persons)].concat();
    let caption = format!("{} ({})", context.of_variant(texts.changed, variant), persons(context.lang).to_lowercase());
    let rows = kinds.into_iter().map(row).collect();
    Table { id: format!("v{number}-changed-table"), file: context.file(number, "changed"), caption, columns, rows, as_data: None }
}

/// Both parts, their sum and its share. A sum beside one hidden part would give the part away.
fn cells(context: &Context, counts: [f64; 2], all: f64) -> Vec<Cell> {
    let sum = counts[0] + counts[1];
    let mut cells: Vec<Cell> = counts.map(|count| context.persons(count)).into();
    cells.extend(match hides_a_part(context, counts) {
        true => [Cell::none(), Cell::none()],
        false => [context.persons(sum), share(context, sum, all)],
    });
    cells
}

fn hides_a_part(context: &Context, counts: [f64; 2]) -> bool {
    counts.iter().any(|count| context.hides(*count))
}

fn share(context: &Context, count: f64, all: f64) -> Cell {
    let share = if all > 0.0 { count / all } else { 0.0 };
    Cell::number(figures::percent(share, context.lang), share)
}
