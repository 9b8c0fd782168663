//! Volumes over time and on the way into the service.

use super::blocks::{Block, Figure, Section};
use super::charts::{BASE, Bar, BarRow, Bars, Lines, Point, Series, Tick, VARIANT, arm};
use super::context::Context;
use super::figures::{Form, day_of_month, percent};
use super::finding::{participants, persons};
use super::rows::{Head, table};
use super::table::{Cell, Column, Table};
use super::texts::{self, fill};
use super::words;
use crate::measure::paired::Difference;
use crate::report::comparison::Variant;
use crate::report::input::{Band, FunnelStep};
use crate::units::Day;

pub(super) fn section(context: &Context, number: usize, variant: &Variant) -> Section {
    let texts = texts::Volumes::of(context.lang);
    let mut figures = Vec::new();
    if context.several() {
        let caption = fill(texts::Finding::of(context.lang).picture_of, &[("name", &variant.arm.name)]);
        figures.extend(participants(context, &[(number, variant)], &format!("v{number}-participants"), caption));
    }
    figures.extend(differences(context, number, variant));
    let mut blocks: Vec<Block> = figures.into_iter().map(|figure| Block::Figure(Box::new(figure))).collect();
    if let Some(figure) = funnel(context, number, variant) {
        let block = Block::Figure(Box::new(figure));
        blocks.push(Block::Section(Section::new(format!("v{number}-way"), texts.funnel, vec![block])));
    }
    Section::new(format!("v{number}-volumes"), texts.title, blocks)
}

/// The difference in participants at each month end that was measured.
fn differences(context: &Context, number: usize, variant: &Variant) -> Option<Figure> {
    let texts = texts::Volumes::of(context.lang);
    let dated = |row: &'_ &Difference| row.measure == "participants" && Day::parse(&row.key).is_some() && !context.is_small(variant, row);
    let rows: Vec<&Difference> = variant.rows.iter().filter(dated).collect();
    let last = rows.last()?;
    let end = Form::of("persons", last.difference, None, context.lang).difference(last.difference);
    let title = format!("{}. {}", texts.difference_picture, fill(texts.difference_alt, &[("difference", &end)]));
    let days: Vec<Day> = rows.iter().filter_map(|row| Day::parse(&row.key)).collect();
    let point = |(day, row): (&Day, &&Difference)| Point { x: f64::from(day.0), mean: row.difference, band: row.ci95 };
    let points = days.iter().zip(&rows).map(point).collect();
    let series = vec![Series { name: variant.arm.name.clone(), look: arm(1), points, end }];
    let ticks = days.iter().map(|day| Tick { x: f64::from(day.0), text: day_of_month(*day, context.lang), year: day.ymd().0 }).collect();
    let unit = persons(context.lang).to_string();
    let lines = Lines { title, unit, ticks, series, level: None, lang: context.lang };
    let id = format!("v{number}-differences");
    let caption = context.of_variant(texts.difference_picture, variant);
    let head = Head { id: format!("{id}-table"), file: context.file(number, "participant-differences"), caption };
    let table = table(context, variant, head, &rows, false);
    let note = format!("{} {}", texts.difference_note, context.source());
    (rows.len() > 1).then(|| Figure::new(id, texts.difference_picture, note, |size| lines.draw(size), table))
}

/// A population of the funnel: its name, and its band in a step.
type Population = (&'static str, &'static str, fn(&FunnelStep) -> Option<Band>);

fn populations(context: &Context) -> [Population; 2] {
    let texts = texts::Volumes::of(context.lang);
    [("stock", texts.stock, |step| step.stock), ("new", texts.new, |step| step.new)]
}

fn funnel(context: &Context, number: usize, variant: &Variant) -> Option<Figure> {
    let texts = texts::Volumes::of(context.lang);
    let (base, with) = (&context.comparison.base.funnel, &variant.arm.funnel);
    base.first().filter(|_| !with.is_empty())?;
    let mut rows = Vec::new();
    for (_, title, band) in populations(context) {
        rows.push(BarRow::Heading(title.into()));
        for step in base {
            let other = with.iter().find(|other| other.name == step.name).and_then(band);
            let bars = [(band(step), BASE), (other, VARIANT)];
            let bars = bars.into_iter().filter_map(|(band, fill)| Some(bar(context, band?, fill))).collect();
            rows.push(BarRow::Bars(words::step(&step.name, context.lang), bars));
        }
    }
    let names = vec![(context.base_label(), BASE), (format!("{}: {}", context.page.variant, variant.arm.name), VARIANT)];
    let bars = Bars { title: format!("{}. {}", texts.funnel, alt(context, base, with)), names, rows };
    let note = format!("{} {}", texts.funnel_note, context.source());
    let id = format!("v{number}-funnel");
    let table = funnel_table(context, number, variant);
    Some(Figure::new(id, texts.steps, note, |size| bars.draw(size), table))
}

/// A small count has no length.
fn bar(context: &Context, band: Band, fill: super::charts::Fill) -> Bar {
    let cell = context.persons(band.mean);
    match context.hides(band.mean) {
        true => Bar { value: 0.0, band: None, text: cell.shown, fill },
        false => Bar { value: band.mean, band: Some(context.drawn(&band)), text: cell.shown, fill },
    }
}

fn alt(context: &Context, base: &[FunnelStep], variant: &[FunnelStep]) -> String {
    let texts = texts::Volumes::of(context.lang);
    let started = |steps: &[FunnelStep], band: fn(&FunnelStep) -> Option<Band>| {
        let step = steps.iter().find(|step| step.name == "started").and_then(band);
        step.map_or_else(|| "–".to_string(), |band| context.persons(band.mean).shown)
    };
    let values = [
        ("stock_base", &*started(base, |step| step.stock)),
        ("stock_variant", &started(variant, |step| step.stock)),
        ("new_base", &started(base, |step| step.new)),
        ("new_variant", &started(variant, |step| step.new)),
    ];
    fill(texts.funnel_alt, &values)
}

/// Counts, spreads, and shares of the step above.
fn funnel_table(context: &Context, number: usize, variant: &Variant) -> Table {
    let (texts, page) = (texts::Volumes::of(context.lang), context.page);
    let mut columns = vec![Column::word(texts.population, "population"), Column::word(texts.step, "step")];
    for (name, title) in [("base", page.base), ("variant", page.variant)] {
        columns.push(Column::number(fill(texts.mean_of, &[("name", title)]), format!("{name}_mean")));
        columns.push(Column::number(fill(texts.spread_of, &[("name", title)]), ""));
        columns.extend(["p05", "p95"].map(|end| Column::data(format!("{name}_{end}"))));
        columns.push(Column::number(format!("{title}, {}", texts.of_above), format!("{name}_share_of_above")));
    }
    let rows = populations(context).into_iter().flat_map(|(name, _, band)| {
        let short = if name == "stock" { texts.stock_short } else { texts.new_short };
        let arms = [&context.comparison.base.funnel, &variant.arm.funnel];
        (0..arms[0].len()).map(move |index| {
            let step = &arms[0][index].name;
            let mut cells = vec![Cell::word(short, name), Cell::word(words::step(step, context.lang), step)];
            cells.extend(arms.iter().flat_map(|steps| step_cells(context, steps, index, band)));
            cells
        })
    });
    let caption = context.of_variant(texts.funnel, variant);
    Table {
        id: format!("v{number}-funnel-table"),
        file: context.file(number, "funnel"),
        caption,
        columns,
        rows: rows.collect(),
        as_data: None,
    }
}

fn step_cells(context: &Context, steps: &[FunnelStep], index: usize, band: fn(&FunnelStep) -> Option<Band>) -> Vec<Cell> {
    let Some(here) = steps.get(index).and_then(band) else { return vec![Cell::none(); 5] };
    let above = index.checked_sub(1).and_then(|above| steps.get(above)).and_then(band);
    let known = above.filter(|above| above.mean > 0.0 && !context.hides(here.mean) && !context.hides(above.mean));
    let mut cells = vec![context.persons(here.mean)];
    cells.extend(context.spread(&here));
    cells.push(known.map_or_else(Cell::none, |above| {
        let share = here.mean / above.mean;
        Cell::number(percent(share, context.lang), share)
    }));
    cells
}
