//! Who changes: flows between standings, how many lives differ, and starts by group.

use super::blocks::{Block, Figure, Section};
use super::charts::{Bar, BarRow, Bars, CROWDED, DIRECT, Dot, Dots, arm};
use super::context::Context;
use super::figures::{self, Form};
use super::finding::persons;
use super::hindsight;
use super::lives;
use super::rows::{Head, form, interval, sort, table};
use super::table::{Cell, Column, Table};
use super::texts::{self, fill};
use super::words;
use crate::experiment::flow::Flow;
use crate::measure::paired::Difference;
use crate::report::comparison::Variant;

/// Flows in the picture; the table has all.
const DRAWN: usize = 8;
/// Splits of the starts, in the order of the page.
const GROUPS: [&str; 5] = ["sex", "age", "birth_region", "disability", "registration_time"];

pub(super) fn section(context: &Context, number: usize, variant: &Variant) -> Section {
    let texts = texts::People::of(context.lang);
    let id = |name: &str| format!("v{number}-{name}");
    let mut parts = vec![
        Section::new(id("flows"), texts.flows, flows(context, number, variant)),
        Section::new(id("changed"), texts.changed, lives::blocks(context, number, variant)),
    ];
    if let Some(figure) = groups(context, number, variant) {
        parts.push(Section::new(id("groups"), texts.groups, vec![Block::Figure(Box::new(figure))]));
    }
    parts.push(hindsight::section(context, number, variant));
    let mut blocks = vec![Block::Text(texts.explained.into())];
    blocks.extend(parts.into_iter().map(Block::Section));
    Section::new(id("people"), texts.title, blocks)
}

fn flows(context: &Context, number: usize, variant: &Variant) -> Vec<Block> {
    let texts = texts::People::of(context.lang);
    if variant.flows.is_empty() {
        return vec![Block::Text(texts.no_flows.into())];
    }
    let table = flow_table(context, number, variant);
    // The same standing with other payments is a change, but goes nowhere.
    let moving: Vec<&Flow> = variant.flows.iter().filter(|flow| flow.from != flow.to && !context.hides(total(flow))).take(DRAWN).collect();
    match flow_figure(context, number, &moving, table.clone()) {
        Some(figure) => vec![Block::Figure(Box::new(figure))],
        None => vec![Block::Table(table)],
    }
}

fn total(flow: &Flow) -> f64 {
    flow.persons.iter().sum()
}

fn name(context: &Context, flow: &Flow) -> String {
    let standing = |standing: crate::experiment::flow::Standing| words::standing(standing.name(), context.lang);
    fill(texts::People::of(context.lang).flow, &[("from", &standing(flow.from)), ("to", &standing(flow.to))])
}

fn flow_figure(context: &Context, number: usize, flows: &[&Flow], table: Table) -> Option<Figure> {
    let texts = texts::People::of(context.lang);
    let first = flows.first()?;
    let rows = flows.iter().map(|flow| {
        let bar = |index: usize, fill| {
            let (count, cell) = (flow.persons[index], context.persons(flow.persons[index]));
            Bar { value: if context.hides(count) { 0.0 } else { count }, band: None, text: cell.shown, fill }
        };
        BarRow::Bars(name(context, flow), vec![bar(0, DIRECT), bar(1, CROWDED)])
    });
    let standing = |standing: crate::experiment::flow::Standing| context.quoted(&words::standing(standing.name(), context.lang));
    let values = [("count", &*context.persons(total(first)).shown), ("from", &standing(first.from)), ("to", &standing(first.to))];
    let title = format!("{}. {}", texts.flow_picture, fill(texts.flow_alt, &values));
    let bars = Bars { title, names: vec![(texts.direct.into(), DIRECT), (texts.crowded.into(), CROWDED)], rows: rows.collect() };
    let note = format!("{} {}", texts.flow_note, context.source());
    Some(Figure::new(format!("v{number}-flow"), texts.flow_picture, note, |size| bars.draw(size), table))
}

fn flow_table(context: &Context, number: usize, variant: &Variant) -> Table {
    let texts = texts::People::of(context.lang);
    let mut columns = vec![Column::word(texts.from, "from"), Column::word(texts.to, "to")];
    for (title, name) in [(texts.direct, "direct"), (texts.crowded, "crowded")] {
        columns.push(Column::number(title, name));
        columns.push(Column::number(fill(texts.error, &[("what", title)]), format!("{name}_se")));
    }
    columns.push(Column::number(texts.both, "persons"));
    let rows = variant.flows.iter().map(|flow| {
        let standing =
            |standing: crate::experiment::flow::Standing| Cell::word(words::standing(standing.name(), context.lang), standing.name());
        let mut cells = vec![standing(flow.from), standing(flow.to)];
        for (count, se) in flow.persons.into_iter().zip(flow.se) {
            cells.push(context.persons(count));
            let se = se.filter(|_| !context.hides(count));
            cells.push(se.map_or_else(Cell::none, |se| Cell::number(figures::number(se, 1, context.lang), se)));
        }
        // A sum beside one hidden part would give the part away.
        let parts_shown = flow.persons.iter().all(|count| !context.hides(*count));
        cells.push(if parts_shown || context.hides(total(flow)) { context.persons(total(flow)) } else { Cell::none() });
        cells
    });
    let caption = format!("{} ({})", context.of_variant(texts.flows, variant), persons(context.lang).to_lowercase());
    Table {
        id: format!("v{number}-flow-table"),
        file: context.file(number, "flows"),
        caption,
        columns,
        rows: rows.collect(),
        as_data: None,
    }
}

/// Differences in starts by group, those that were measured.
fn groups(context: &Context, number: usize, variant: &Variant) -> Option<Figure> {
    let texts = texts::People::of(context.lang);
    let of_group = |group: &&str| {
        let mut rows: Vec<&Difference> = variant.rows.iter().filter(|row| row.measure == format!("started[by={group}]")).collect();
        sort(&mut rows);
        rows
    };
    let rows: Vec<&Difference> = GROUPS.iter().flat_map(of_group).collect();
    let dots: Vec<Dot> = rows.iter().filter(|row| !context.is_small(variant, row)).map(|row| group_dot(context, row)).collect();
    let ends: Vec<String> = dots.iter().map(|dot| format!("{} {}", dot.label, dot.text)).collect();
    dots.first()?;
    let title = fill(texts.groups_alt, &[("ends", &ends.join("; "))]);
    let dots = Dots { title, axis: persons(context.lang).into(), rows: dots, mark: None, lang: context.lang };
    let id = format!("v{number}-group");
    let caption = context.of_variant(texts.groups, variant);
    let head = Head { id: format!("{id}-table"), file: context.file(number, "groups"), caption };
    let table = table(context, variant, head, &rows, false);
    let note = format!("{} {}", texts.groups_note, context.source());
    Some(Figure::new(id, texts.groups_picture, note, |size| dots.draw(size), table))
}

fn group_dot(context: &Context, row: &Difference) -> Dot {
    let form = form(row, context.lang);
    let range = interval(row).map(|ends| format!(" ({})", context.interval_text(&form, ends, Form::difference))).unwrap_or_default();
    let relative = Form::relative(row.base, row.difference, context.lang).map(|change| format!(", {change}")).unwrap_or_default();
    let split = GROUPS.iter().find(|group| row.measure.contains(*group)).map_or("", |group| group);
    let category = words::key(&row.measure, &row.key, context.lang);
    let label = if split == "registration_time" { format!("{} {category}", words::registered(context.lang)) } else { category };
    Dot {
        label,
        mean: row.difference,
        interval: interval(row),
        text: format!("{}{range}{relative}", form.difference(row.difference)),
        look: arm(1),
    }
}
