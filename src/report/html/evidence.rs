//! What the figures rest on: published figures, assumptions, and the comparison's tests of itself.

use super::blocks::{Block, Section};
use super::context::Context;
use super::figures::{Form, whole};
use super::table::{Cell, Column, Table};
use super::texts::{self, fill};
use crate::report::input::{Band, Published};
use crate::report::small::is_count;

pub(super) fn section(context: &Context) -> Section {
    let texts = texts::Evidence::of(context.lang);
    let mut blocks = vec![Block::Section(fit(context))];
    if !context.comparison.assumptions.is_empty() {
        let parts = vec![Block::Text(texts.assumptions_text.into()), Block::Table(assumptions(context))];
        blocks.push(Block::Section(Section::new("assumptions", texts.assumptions, parts)));
    }
    blocks.push(Block::Section(null_tests(context)));
    Section::new("evidence", texts.title, blocks)
}

fn fit(context: &Context) -> Section {
    let (texts, rows) = (texts::Evidence::of(context.lang), &context.comparison.published);
    let held: Vec<bool> = rows.iter().filter_map(|row| row.within).collect();
    let count = |count: usize| whole(count as f64, context.lang);
    let values = [("within", &*count(held.iter().filter(|within| **within).count())), ("of", &count(held.len()))];
    let blocks = match rows.is_empty() {
        true => vec![Block::Text(texts.fit_none.into())],
        false => vec![Block::Text(fill(texts.fit_text, &values)), Block::Table(fit_table(context))],
    };
    Section::new("fit", texts.fit, blocks)
}

fn fit_table(context: &Context) -> Table {
    let (texts, page) = (texts::Evidence::of(context.lang), context.page);
    let columns = vec![
        Column::word(texts.fact, "figure"),
        Column::word(page.unit, "unit"),
        Column::number(texts.published, "published"),
        Column::number(texts.simulated, "mean"),
        Column::number(page.spread, ""),
        Column::data("p05"),
        Column::data("p95"),
        Column::word(texts.agreement, "within"),
    ];
    let rows = context.comparison.published.iter().map(|row| published(context, row)).collect();
    Table { id: "fit-table".into(), file: "published.csv".into(), caption: texts.fit.into(), columns, rows, as_data: None }
}

fn published(context: &Context, row: &Published) -> Vec<Cell> {
    let texts = texts::Evidence::of(context.lang);
    let form = Form::of(&row.unit, row.published, None, context.lang);
    let mut cells =
        vec![Cell::english(&row.text), Cell::word(form.unit.clone(), &row.unit), Cell::number(form.value(row.published), row.published)];
    let small = context.comparison.hides_published(row);
    match row.simulated.filter(|_| !small) {
        Some(band) => {
            cells.push(Cell::number(form.value(band.mean), band.mean));
            cells.extend(spread(context, row, &form, &band));
        }
        None => cells.extend([if small { context.withheld(&row.unit) } else { Cell::none() }, Cell::none(), Cell::none(), Cell::none()]),
    }
    cells.push(match row.within {
        Some(true) => Cell::word(format!("✓\u{a0}{}", texts.agrees), "true"),
        Some(false) => Cell::word(format!("✗\u{a0}{}", texts.differs), "false"),
        None => Cell::word(texts.unknown, ""),
    });
    cells
}

/// The ends of what is simulated; of counts none that is too small.
fn spread(context: &Context, row: &Published, form: &Form, band: &Band) -> [Cell; 3] {
    if is_count(&row.unit) && context.hides(band.p05) {
        return context.spread(band);
    }
    let shown = format!("{}–{}", form.value(band.p05), form.value(band.p95));
    [Cell::word(shown, ""), Cell::data(Some(band.p05)), Cell::data(Some(band.p95))]
}

fn assumptions(context: &Context) -> Table {
    let texts = texts::Evidence::of(context.lang);
    let columns = vec![Column::word(texts.assumption, "key"), Column::word(texts.range, "range")];
    let rows = context.comparison.assumptions.iter().map(|(key, range)| vec![Cell::code(key), Cell::english(range)]).collect();
    Table {
        id: "assumptions-table".into(),
        file: "assumptions.csv".into(),
        caption: texts.assumptions.into(),
        columns,
        rows,
        as_data: None,
    }
}

fn null_tests(context: &Context) -> Section {
    let (texts, tests) = (texts::Evidence::of(context.lang), &context.comparison.null_tests);
    let count = |text: &str, count: u64| fill(text, &[("count", &context.persons(count as f64).shown)]);
    let before = match tests.before_the_change {
        _ if !context.comparison.rules_differ() => texts.before_never.into(),
        0 => texts.before_nothing.into(),
        lives => count(texts.before, lives),
    };
    let list = vec![count(texts.against_itself, tests.base_against_itself), before];
    Section::new("null-tests", texts.null_tests, vec![Block::List(list), Block::Text(texts.both_held.into())])
}
