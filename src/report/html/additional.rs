//! What an additional job costs, where a comparison asked for it: a table of the jobs and costs that the base gives beyond the variant.

use super::blocks::{Block, Section};
use super::context::Context;
use super::figures::Form;
use super::table::{Cell, Column, Table};
use super::texts;
use crate::experiment::additional::{Additional, Estimate};
use crate::measure::paired::Interval;
use crate::report::comparison::Variant;

pub(super) fn section(context: &Context, number: usize, variant: &Variant) -> Option<Section> {
    let (texts, of) = (texts::Additional::of(context.lang), variant.additional.as_ref()?);
    let told = match &of.per_job {
        None => texts.not_told,
        Some((_, (_, high))) if *high < 0.0 => texts.opposite,
        Some(_) if of.jobs.mean < 0.0 => texts.fewer,
        Some(_) => texts.more,
    };
    let mut blocks = vec![Block::Text(texts.about.into()), Block::Text(told.into()), Block::Table(table(context, number, variant, of))];
    if context.comparison.hides_jobs(variant) {
        blocks.remove(1);
    }
    Some(Section::new(format!("v{number}-additional"), texts.title, blocks))
}

fn table(context: &Context, number: usize, variant: &Variant, of: &Additional) -> Table {
    let texts = texts::Additional::of(context.lang);
    let columns = vec![
        Column::word(texts.what, "what"),
        Column::number(texts.estimate, "mean"),
        Column::number(context.page.interval, ""),
        Column::data("low95"),
        Column::data("high95"),
    ];
    // A ratio below zero is no price: jobs and cost go opposite ways.
    let per_job = of.per_job.filter(|(_, (_, high))| *high >= 0.0);
    let per_job = per_job.map(|(mean, interval)| Estimate { mean, interval: Some(interval) });
    let share = context.comparison.shown_deadweight(variant).map(|mean| Estimate { mean, interval: None });
    let shown = |estimate: Estimate| (!context.comparison.hides_jobs(variant)).then_some(estimate);
    let lines = [
        (texts.jobs, "additional_jobs", "persons", shown(of.jobs)),
        (texts.net_cost, "net_cost_sek", "SEK", Some(of.net_cost)),
        (texts.per_job, "cost_per_additional_job_sek", "SEK", per_job.and_then(shown)),
        (texts.deadweight, "deadweight_share", "share", share),
    ];
    let rows = lines.into_iter().map(|(title, name, unit, estimate)| row(context, (title, name, unit), estimate)).collect();
    let caption = context.of_variant(texts.caption, variant);
    Table {
        id: format!("v{number}-additional-table"),
        file: context.file(number, "additional-jobs"),
        caption,
        columns,
        rows,
        as_data: None,
    }
}

fn row(context: &Context, (title, name, unit): (&str, &str, &str), estimate: Option<Estimate>) -> Vec<Cell> {
    let Some(Estimate { mean, interval }) = estimate else {
        return vec![Cell::word(title, name), Cell::none(), Cell::none(), Cell::none(), Cell::none()];
    };
    let half = interval.map(|(low, high): Interval| (high - low) / 2.0);
    let form = Form::of(unit, mean.abs(), half, context.lang).telling(mean);
    let under = if unit == "share" { String::new() } else { form.unit.clone() };
    let shown = if unit == "share" { form.with_unit(mean) } else { form.difference(mean) };
    vec![
        Cell { under, ..Cell::word(title, name) },
        Cell::number(shown, mean),
        Cell::word(interval.map_or("–".into(), |ends| context.interval_text(&form, ends, Form::difference)), ""),
        Cell::data(interval.map(|ends| ends.0)),
        Cell::data(interval.map(|ends| ends.1)),
    ]
}
