//! What it costs by kind and month, and which providers get the participants.

use super::additional;
use super::blocks::{Block, Figure, Section};
use super::charts::{Dot, Dots, Lines, Point, Series, Tick, arm};
use super::context::Context;
use super::figures::{self, Form, month};
use super::rows::{Head, sort, table};
use super::table::{Cell, Column, Table};
use super::texts::{self, fill};
use super::words;
use crate::measure::paired::Difference;
use crate::report::comparison::{Arm, Variant};
use crate::report::input::{Band, Money};
use crate::report::plots::palette::Look;
use crate::report::plots::picture::{DASHED, DOTTED, FULL, Shape};
use crate::units::Day;

/// Measures of one unit, which stand in one table.
type Group = (&'static [&'static str], &'static str, fn(&texts::Money) -> &'static str);

const MONEY: [Group; 3] = [
    (&["payments", "payments[basis=paid]"], "money", |texts| texts.totals),
    (&["cost_per_start"], "money-per-start", |texts| texts.per_start),
    (&["result_share_of_payments"], "money-by-result", |texts| texts.by_result),
];
const PROVIDERS: [Group; 4] = [
    (&["started[by=provider_type]"], "providers", |texts| texts.by_type),
    (&["providers_with_participants"], "providers-active", |texts| texts.active),
    (&["top_share", "no_active_choice_share"], "providers-shares", |texts| texts.shares),
    (&["provider_profit[by=provider_type]"], "providers-profit", |texts| texts.earnings),
];

pub(super) fn section(context: &Context, number: usize, variant: &Variant) -> Section {
    let texts = texts::Money::of(context.lang);
    let mut blocks: Vec<Block> = MONEY.iter().filter_map(|group| measured(context, number, variant, group)).map(Block::Table).collect();
    blocks.extend(months(context, number, variant).map(|figure| Block::Figure(Box::new(figure))));
    blocks.extend(result_costs(context, number, variant).map(|figure| Block::Figure(Box::new(figure))));
    blocks.extend(additional::section(context, number, variant).map(Block::Section));
    let providers: Vec<Block> = PROVIDERS.iter().filter_map(|group| measured(context, number, variant, group)).map(Block::Table).collect();
    if !providers.is_empty() {
        blocks.push(Block::Section(Section::new(format!("v{number}-providers"), texts.providers, providers)));
    }
    Section::new(format!("v{number}-costs"), texts.title, blocks)
}

/// The rows of some measures, if there are any.
fn measured(context: &Context, number: usize, variant: &Variant, (measures, name, title): &Group) -> Option<Table> {
    let of = |measure: &&str| {
        let mut rows: Vec<&Difference> = variant.rows.iter().filter(|row| row.measure == *measure).collect();
        sort(&mut rows);
        rows
    };
    let rows: Vec<&Difference> = measures.iter().flat_map(of).collect();
    let caption = context.of_variant(title(texts::Money::of(context.lang)), variant);
    let head = Head { id: format!("v{number}-{name}-table"), file: context.file(number, name), caption };
    (!rows.is_empty()).then(|| table(context, variant, head, &rows, false))
}

/// What a result costs in each level, in base and variant, if it was asked for.
fn result_costs(context: &Context, number: usize, variant: &Variant) -> Option<Figure> {
    const GROUP: Group = (&["cost_per_result[by=level]"], "cost-per-result", |texts| texts.result_costs);
    let (texts, table) = (texts::Money::of(context.lang), measured(context, number, variant, &GROUP)?);
    let mut found: Vec<&Difference> =
        variant.rows.iter().filter(|row| row.measure == GROUP.0[0] && !context.is_small(variant, row)).collect();
    sort(&mut found);
    let peak = found.iter().map(|row| row.base.abs().max(row.mean.abs())).fold(0.0, f64::max);
    let dot = |row: &Difference, place: usize| {
        let (value, name) = if place == 0 { (row.base, context.base_label()) } else { (row.mean, variant.arm.name.clone()) };
        let form = Form::beside(row.unit, value, peak, None, context.lang);
        let level = words::key(&row.measure, &row.key, context.lang);
        let label = fill(texts.level_of, &[("level", &level), ("name", &name)]);
        Dot { label, mean: value / 1e3, interval: None, text: form.with_unit(value), look: arm(place) }
    };
    let rows: Vec<Dot> = found.iter().flat_map(|row| [0, 1].map(|place| dot(row, place))).collect();
    let ends: Vec<String> = rows.iter().map(|row| format!("{} {}", row.label, row.text)).collect();
    let title = format!("{}. {}", texts.result_costs, fill(texts.result_costs_alt, &[("ends", &ends.join("; "))]));
    let axis = texts.thousand.into();
    let dots = Dots { title, axis, rows, mark: None, lang: context.lang };
    let note = format!("{} {}", texts.result_costs_note, context.source());
    let caption = context.of_variant(texts.result_costs, variant);
    Some(Figure::new(format!("v{number}-cost-per-result"), caption, note, |size| dots.draw(size), table))
}

/// Accrued or paid.
type Basis = (&'static str, fn(&Money) -> Option<Band>);

const BASES: [Basis; 2] = [("accrued", |row| row.accrued), ("paid", |row| row.paid)];

/// Sums over the kinds by month, in base and variant, accrued and paid.
fn months(context: &Context, number: usize, variant: &Variant) -> Option<Figure> {
    let texts = texts::Money::of(context.lang);
    let base = &context.comparison.base;
    let mut months: Vec<Day> = base.money_by_month.iter().chain(&variant.arm.money_by_month).map(|row| row.month).collect();
    months.sort_unstable();
    months.dedup();
    months.first()?;
    let named = format!("{}: {}", context.page.variant, variant.arm.name);
    let arms = [(base, context.base_label(), 0), (&variant.arm, named, 1)];
    let series = arms.iter().flat_map(|(of, name, index)| BASES.map(|basis| line(context, of, name, *index, basis, &months)));
    let series: Vec<Series> = series.collect();
    let highest = |series: &Series| figures::number(series.points.iter().map(|point| point.mean).fold(0.0, f64::max), 1, context.lang);
    let values = [
        ("base", &*format!("{} {}", highest(&series[0]), texts.million)),
        ("variant", &format!("{} {}", highest(&series[2]), texts.million)),
    ];
    let title = format!("{}. {}", texts.months, fill(texts.months_alt, &values));
    let ticks = months.iter().map(|day| Tick { x: f64::from(day.0), text: month(*day, context.lang).into(), year: day.ymd().0 }).collect();
    let lines = Lines { title, unit: texts.million.into(), ticks, series, level: None, lang: context.lang };
    let table = months_table(context, number, variant, &months);
    let note = format!("{} {}", texts.months_note, context.source());
    Some(Figure::new(format!("v{number}-months"), texts.months, note, |size| lines.draw(size), table))
}

/// Colour tells base from variant, dashes and symbols accrued from paid.
fn line(context: &Context, of: &Arm, name: &str, index: usize, (basis, band): Basis, months: &[Day]) -> Series {
    let texts = texts::Money::of(context.lang);
    let (accrued, ink) = (basis == "accrued", arm(index * 2).ink);
    let look = match (accrued, index) {
        (true, 0) => Look { ink, dashes: FULL, shape: Shape::Circle },
        (true, _) => Look { ink, dashes: DASHED, shape: Shape::Square },
        (false, 0) => Look { ink, dashes: DOTTED, shape: Shape::Diamond },
        (false, _) => Look { ink, dashes: DOTTED, shape: Shape::Up },
    };
    let sum = |month: &Day| {
        let bands: Vec<Band> = of.money_by_month.iter().filter(|row| row.month == *month).filter_map(band).collect();
        (!bands.is_empty()).then(|| Point {
            x: f64::from(month.0),
            mean: bands.iter().map(|band| band.mean).sum::<f64>() / 1e6,
            band: None,
        })
    };
    let points: Vec<Point> = months.iter().filter_map(sum).collect();
    let end = points.last().map_or_else(String::new, |point| figures::number(point.mean, 1, context.lang));
    Series { name: fill(if accrued { texts.accrued_of } else { texts.paid_of }, &[("name", name)]), look, points, end }
}

fn months_table(context: &Context, number_of: usize, variant: &Variant, months: &[Day]) -> Table {
    let (texts, page) = (texts::Money::of(context.lang), context.page);
    let mut columns = vec![Column::word(page.month, "month"), Column::word(texts.kind, "kind")];
    for (name, title) in [("base", page.base), ("variant", page.variant)] {
        for (basis, text) in [("accrued", texts.accrued_of), ("paid", texts.paid_of)] {
            columns.push(Column::number(fill(text, &[("name", title)]), format!("{name}_{basis}_sek")));
        }
    }
    let arms = [&context.comparison.base, &variant.arm];
    let mut rows = Vec::new();
    for month_of in months {
        for kind in kinds(&arms, *month_of) {
            let mut cells = vec![month_cell(context, *month_of), Cell::word(words::key("", kind, context.lang), kind)];
            for arm in arms {
                let row = arm.money_by_month.iter().find(|row| row.month == *month_of && row.kind == kind);
                cells.extend(BASES.map(|(_, band)| row.and_then(band).map_or_else(Cell::none, |band| million(context, band.mean))));
            }
            // A kind that comes later in the year has nothing to say yet.
            if cells[2..].iter().any(|cell| !cell.data.is_empty()) {
                rows.push(cells);
            }
        }
    }
    let caption = format!("{} ({})", context.of_variant(texts.months_table, variant), texts.million);
    Table {
        id: format!("v{number_of}-months-table"),
        file: context.file(number_of, "money-by-month"),
        caption,
        columns,
        rows,
        as_data: None,
    }
}

/// Kinds with money in a month, as the data have them in order.
fn kinds<'a>(arms: &[&'a Arm; 2], month: Day) -> Vec<&'a str> {
    let mut kinds: Vec<&str> = Vec::new();
    for row in arms.iter().flat_map(|arm| &arm.money_by_month).filter(|row| row.month == month) {
        if !kinds.contains(&row.kind.as_str()) {
            kinds.push(&row.kind);
        }
    }
    kinds
}

fn month_cell(context: &Context, date: Day) -> Cell {
    let (year, number, _) = date.ymd();
    Cell::word(format!("{}\u{a0}{year}", month(date, context.lang)), format!("{year:04}-{number:02}"))
}

fn million(context: &Context, sek: f64) -> Cell {
    Cell::number(figures::number(sek / 1e6, 2, context.lang), sek)
}
