//! All measures of a variant.

use super::blocks::{Block, Section};
use super::context::Context;
use super::figures::whole;
use super::rows::{Head, sort, table};
use super::texts::{self, fill};
use crate::measure::paired::Difference;
use crate::report::comparison::Variant;

pub(super) fn section(context: &Context, number: usize, variant: &Variant) -> Section {
    let texts = texts::Measures::of(context.lang);
    let headline: Vec<&Difference> = context.comparison.headline.iter().filter_map(|(measure, key)| variant.row(measure, key)).collect();
    let is_headline = |row: &&Difference| headline.iter().any(|head| head.measure == row.measure && head.key == row.key);
    let mut rest: Vec<&Difference> = variant.rows.iter().filter(|row| !is_headline(row)).collect();
    sort(&mut rest);
    let mut blocks =
        [texts.error_text, texts.reduction_text, texts.points_text].map(|text| Block::Text(text.into())).into_iter().collect::<Vec<_>>();
    if !headline.is_empty() {
        let together = headline.iter().any(|row| row.together95.is_some());
        let caption = context.of_variant(if together { texts.headline } else { texts.main }, variant);
        let (id, file) = (format!("v{number}-headline-table"), context.file(number, "headline"));
        blocks.push(Block::Table(table(context, variant, Head { id, file, caption }, &headline, true)));
    }
    if !rest.is_empty() {
        let summary = fill(texts.rest, &[("count", &whole(rest.len() as f64, context.lang))]);
        let (id, file) = (format!("v{number}-measures-table"), context.file(number, "measures"));
        let head = Head { id, file, caption: context.of_variant(texts.title, variant) };
        let table = table(context, variant, head, &rest, true);
        blocks.push(Block::Folded { summary, table });
    }
    Section::new(format!("v{number}-measures"), texts.title, blocks)
}
