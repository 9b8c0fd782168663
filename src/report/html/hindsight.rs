//! What the truth would have said: only a simulation knows it.

use super::blocks::{Block, Section};
use super::context::Context;
use super::figures::{Form, percent};
use super::table::{Cell, Column, Table};
use super::texts;
use crate::experiment::flow::Hindsight;
use crate::report::comparison::Variant;

pub(super) fn section(context: &Context, number: usize, variant: &Variant) -> Section {
    let texts = texts::People::of(context.lang);
    let blocks = vec![
        Block::Text(texts.hindsight_text.into()),
        Block::Table(table(context, number, variant)),
        Block::Note(texts.hindsight_note.into()),
    ];
    Section::new(format!("v{number}-hindsight"), texts.hindsight, blocks)
}

/// A kind of profiling, and of which it is a part.
type Kind = (&'static str, &'static str, fn(&Hindsight) -> f64, Option<fn(&Hindsight) -> f64>);

fn table(context: &Context, number: usize, variant: &Variant) -> Table {
    let texts = texts::People::of(context.lang);
    let kinds: [Kind; 4] = [
        (texts.too_near, "too_near", |all| all.too_near, None),
        (texts.false_too_near, "false_too_near", |all| all.false_too_near, Some(|all| all.too_near)),
        (texts.too_far, "too_far", |all| all.too_far, None),
        (texts.false_too_far, "false_too_far", |all| all.false_too_far, Some(|all| all.too_far)),
    ];
    let mut columns = vec![Column::word(texts.profilings, "kind")];
    for (name, title) in [("base", context.page.base), ("variant", context.page.variant)] {
        columns.push(Column::number(title, name));
        columns.push(Column::number(format!("{title}: {}", texts.of_which.to_lowercase()), format!("{name}_share")));
    }
    columns.push(Column::number(context.page.difference, "difference"));
    let rows = kinds.into_iter().map(|kind| cells(context, &variant.hindsight, kind)).collect();
    let caption = context.of_variant(texts.hindsight, variant);
    Table { id: format!("v{number}-hindsight-table"), file: context.file(number, "hindsight"), caption, columns, rows, as_data: None }
}

fn cells(context: &Context, sides: &[Hindsight; 2], (words, name, count, whole): Kind) -> Vec<Cell> {
    let mut cells = vec![Cell::word(words, name)];
    for side in sides {
        let count = count(side);
        cells.push(context.persons(count));
        let share = whole.map(|whole| whole(side)).filter(|whole| *whole > 0.0 && !context.hides(count)).map(|whole| count / whole);
        cells.push(share.map_or_else(Cell::none, |share| Cell::number(percent(share, context.lang), share)));
    }
    let [base, variant] = [count(&sides[0]), count(&sides[1])];
    let form = Form::of("persons", base.max(variant), None, context.lang);
    let hidden = context.hides(base) || context.hides(variant);
    cells.push(if hidden { Cell::none() } else { Cell::number(form.difference(variant - base), variant - base) });
    cells
}
