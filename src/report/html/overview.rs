//! All variants side by side.

use super::blocks::{Block, Figure, Section};
use super::charts::{Dot, Dots, arm};
use super::context::Context;
use super::figures::{Form, whole};
use super::finding::{main_row, participants, persons};
use super::rows::{form, interval, told_form};
use super::table::{Cell, Column, Table};
use super::texts::{self, fill};
use crate::measure::paired::{Difference, Told};
use crate::report::comparison::{Arm, Variant};
use crate::report::small::is_count;

/// More lines than these in one picture can't be told apart.
const LINES: usize = 4;

/// More names than these make no sentence.
const NAMED: usize = 2;

/// The finding about all variants, in one sentence.
pub(super) fn sentence(context: &Context) -> String {
    let texts = texts::Finding::of(context.lang);
    let count = whole(context.comparison.variants.len() as f64, context.lang);
    let rows = context.comparison.variants.iter().filter_map(|variant| Some((variant, main_row(context, variant)?)));
    let shown = rows.filter(|(variant, row)| row.told != Told::Same && !context.is_small(variant, row));
    let most = shown.max_by(|a, b| a.1.difference.abs().total_cmp(&b.1.difference.abs()));
    let text = match most {
        None => fill(texts.all_same, &[("count", &count), ("base", &context.base())]),
        Some((variant, row)) => {
            let form = form(row, context.lang);
            let range = interval(row).map_or_else(|| "–".into(), |ends| context.interval_text(&form, ends, Form::difference));
            let name = context.quoted(&variant.arm.name);
            let values = [("count", &*count), ("variant", &name), ("difference", &form.difference(row.difference)), ("interval", &range)];
            fill(texts.most, &[&values[..], &[("base", &context.base())]].concat())
        }
    };
    text + &plan_sentence(context)
}

fn plan_sentence(context: &Context) -> String {
    let texts = texts::Finding::of(context.lang);
    let Some(plan) = context.comparison.base.plan.map(|plan| whole(plan.participants, context.lang)) else { return texts.no_plan.into() };
    let meeting: Vec<String> = context
        .comparison
        .variants
        .iter()
        .filter(|variant| gap(context, variant).is_some_and(|gap| gap >= 0.0))
        .map(|variant| context.quoted(&variant.arm.name))
        .collect();
    let (number, names) = (meeting.len().to_string(), meeting.join(", "));
    let gaps = context.comparison.variants.iter().filter_map(|variant| Some((variant, gap(context, variant)?)));
    let nearest = gaps.min_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
    let (name, short) =
        nearest.map_or_else(Default::default, |(variant, gap)| (context.quoted(&variant.arm.name), whole(gap.abs(), context.lang)));
    let text = match meeting.len() {
        0 if nearest.is_none() => texts.no_plan,
        0 => texts.none_meets,
        1..=NAMED => texts.meets,
        _ => texts.meets_many,
    };
    fill(text, &[("plan", &plan), ("number", &number), ("names", &names), ("nearest", &name), ("gap", &short)])
}

/// A variant's participants less the plan; none without plan or figure, or if the figure may not be shown.
fn gap(context: &Context, variant: &Variant) -> Option<f64> {
    let plan = variant.arm.plan.or(context.comparison.base.plan)?;
    Some(main_row(context, variant).filter(|row| !context.is_small(variant, row))?.mean - plan.participants)
}

/// The overview: a table, and a picture of all variants.
pub(super) fn section(context: &Context) -> Section {
    let texts = texts::Finding::of(context.lang);
    let variants: Vec<(usize, &Variant)> = context.variants().collect();
    let mut blocks = Vec::new();
    match dots(context).filter(|_| variants.len() > LINES) {
        Some(figure) => blocks.push(Block::Figure(Box::new(figure))),
        None => {
            blocks.push(Block::Table(table(context)));
            let figure = participants(context, &variants, "participants", texts.picture_all.into());
            blocks.extend(figure.map(|figure| Block::Figure(Box::new(figure))));
        }
    }
    Section::new("finding", texts.overview, blocks)
}

fn dots(context: &Context) -> Option<Figure> {
    let texts = texts::Finding::of(context.lang);
    let base = &context.comparison.base;
    let arms = std::iter::once((0, base)).chain(context.variants().map(|(number, variant)| (number, &variant.arm)));
    let rows: Vec<Dot> = arms.filter_map(|(number, arm)| dot(context, number, arm)).collect();
    let ends: Vec<String> = rows.iter().map(|row| format!("{} {}", row.label, row.text)).collect();
    let title = fill(texts.overview_alt, &[("ends", &ends.join(", "))]);
    let plan = base.plan.map(|plan| (plan.participants, fill(texts.plan_line, &[("value", &whole(plan.participants, context.lang))])));
    let dots = Dots { title, axis: persons(context.lang).into(), rows, mark: plan, lang: context.lang };
    let note = format!("{} {}", texts.bars_note, context.source());
    let figure = Figure::new("overview", texts.overview_picture, note, |size| dots.draw(size), table(context));
    (dots.rows.len() > 1).then_some(Figure { open: true, ..figure })
}

fn dot(context: &Context, number: usize, of: &Arm) -> Option<Dot> {
    let band = of.plan.and_then(|plan| plan.simulated).filter(|band| !context.hides(band.mean))?;
    let spread = context.spread(&band)[0].shown.clone();
    let look = arm(number.min(1));
    let text = format!("{} ({spread})", whole(band.mean, context.lang));
    let label = if number == 0 { context.base_label() } else { of.name.clone() };
    Some(Dot { label, mean: band.mean, interval: Some(context.drawn(&band)), text, look })
}

/// What the table has of every arm: heading and name in the data.
fn kinds(context: &Context) -> [(String, &'static str); 3] {
    let texts = texts::Finding::of(context.lang);
    let million = texts::Money::of(context.lang).million;
    [
        (texts.participants_short.into(), "participants_mean"),
        (texts.starts_short.into(), "started"),
        (format!("{}, {million}", texts.payments_short), "payments"),
    ]
}

/// A row a variant: participants and whether they meet the plan, starts and payments, with their differences.
fn table(context: &Context) -> Table {
    let texts = texts::Finding::of(context.lang);
    let mut columns = vec![Column::word(context.page.variant, "variant")];
    for (title, name) in kinds(context) {
        columns.push(Column::number(title, name));
        columns.push(Column::number(context.page.difference, format!("{name}_difference")));
        columns.extend(["low95", "high95"].map(|end| Column::data(format!("{name}_{end}"))));
    }
    columns.insert(5, Column::word(texts.meets_plan, "meets_plan"));
    let mut rows: Vec<Vec<Cell>> = context.comparison.variants.first().map(|first| base_row(context, first)).into_iter().collect();
    rows.extend(context.comparison.variants.iter().map(|variant| row(context, variant)));
    Table { id: "overview-table".into(), file: "overview.csv".into(), caption: texts.overview.into(), columns, rows, as_data: None }
}

fn main_rows<'a>(context: &Context, variant: &'a Variant) -> [Option<&'a Difference>; 3] {
    [main_row(context, variant), variant.row("started", ""), variant.row("payments", "")]
}

/// The base has values, but no differences.
fn base_row(context: &Context, any: &Variant) -> Vec<Cell> {
    let mut cells = vec![Cell::word(context.base_label(), &context.comparison.base.name)];
    for row in main_rows(context, any) {
        cells.push(row.map_or_else(Cell::none, |row| level(context, row, row.base)));
        cells.extend((0..3).map(|_| Cell::none()));
    }
    let plan = context.comparison.base.plan.zip(main_row(context, any));
    cells.insert(5, answer(context, plan.filter(|(_, row)| !context.hides(row.base)).map(|(plan, row)| row.base - plan.participants)));
    cells
}

fn row(context: &Context, variant: &Variant) -> Vec<Cell> {
    let mut cells = vec![Cell::plain(&variant.arm.name)];
    for row in main_rows(context, variant) {
        cells.push(row.map_or_else(Cell::none, |row| level(context, row, row.mean)));
        let shown = row.filter(|row| !context.is_small(variant, row));
        cells.extend(shown.map_or_else(|| [Cell::none(), Cell::none(), Cell::none()], |row| difference(context, row)));
    }
    cells.insert(5, answer(context, gap(context, variant)));
    cells
}

/// Money in millions, whatever its size: its column says so.
fn column_form(context: &Context, row: &Difference) -> Form {
    let half = interval(row).map(|(low, high)| (high - low) / 2.0);
    let millions = || told_form(row, Form::of(row.unit, row.base.abs().max(1e6), half, context.lang));
    if row.unit == "SEK" { millions() } else { form(row, context.lang) }
}

fn level(context: &Context, row: &Difference, value: f64) -> Cell {
    match is_count(row.unit) && context.hides(value) {
        true => context.hidden(),
        false => Cell::number(column_form(context, row).value(value), value),
    }
}

/// With its interval and what can be told.
fn difference(context: &Context, row: &Difference) -> [Cell; 3] {
    let form = column_form(context, row);
    let range = interval(row).map(|ends| format!(" ({})", context.interval_text(&form, ends, Form::difference))).unwrap_or_default();
    let shown = match row.told {
        Told::Same => context.told(row),
        _ => format!("{}{range} {}", form.difference(row.difference), context.told(row)),
    };
    [Cell::number(shown, row.difference), Cell::data(interval(row).map(|ends| ends.0)), Cell::data(interval(row).map(|ends| ends.1))]
}

/// Whether the plan is met, and how far from it.
fn answer(context: &Context, gap: Option<f64>) -> Cell {
    let texts = texts::Finding::of(context.lang);
    let Some(gap) = gap else { return Cell::none() };
    let (sign, text) = if gap >= 0.0 { ("✓", texts.yes) } else { ("✗", texts.no) };
    let text = fill(text, &[("gap", &whole(gap.abs(), context.lang))]).replace(' ', "\u{a0}");
    Cell::word(format!("{sign}\u{a0}{text}"), (gap >= 0.0).to_string())
}
