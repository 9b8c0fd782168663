//! The order of the page: the finding first, then why, then what it rests on.

use super::Lang;
use super::blocks::{Block, Section};
use super::context::Context;
use super::figures::{day, number, whole};
use super::render::{self, Room};
use super::texts::fill;
use super::{evidence, finding, measures, money, overview, people, policy, volumes};
use crate::report::comparison::{Comparison, Variant};
use crate::units::Day;

/// With more variants all but the first are opened on demand.
const OPEN: usize = 3;

pub(super) fn page(comparison: &Comparison, lang: Lang, room: Room) -> String {
    let context = Context::new(comparison, lang);
    let sections = sections(&context);
    let lead = match context.several() {
        true => overview::sentence(&context),
        false => comparison.variants.first().map_or_else(String::new, |variant| finding::sentence(&context, variant)),
    };
    render::page(&render::Whole {
        context,
        lead,
        how_sure: comparison.variants.iter().any(|variant| variant.rows.iter().any(|row| row.ci95.is_some())),
        compared: compared(&context),
        arms: arms(&context),
        foot: foot(&context),
        sections: &sections,
        room,
    })
}

pub(super) fn sections(context: &Context) -> Vec<Section> {
    let mut sections = Vec::new();
    if context.several() {
        sections.push(overview::section(context));
        sections.extend(context.variants().map(|(number, variant)| one_of_several(context, number, variant)));
    } else {
        for (number, variant) in context.variants() {
            sections.push(finding::section(context, number, variant));
            sections.extend(parts(context, number, variant));
        }
    }
    sections.push(evidence::section(context));
    sections
}

/// What is said of every variant.
fn parts(context: &Context, number: usize, variant: &Variant) -> [Section; 5] {
    [policy::section, volumes::section, people::section, money::section, measures::section].map(|part| part(context, number, variant))
}

fn one_of_several(context: &Context, number: usize, variant: &Variant) -> Section {
    let mut blocks = vec![Block::Lead(finding::sentence(context, variant))];
    blocks.extend(own_title(context, variant).map(|title| Block::Text(title.into())));
    blocks.extend(finding::cards(context, variant));
    blocks.extend(parts(context, number, variant).map(Block::Section));
    let title = fill(context.page.variant_named, &[("name", &variant.arm.name)]);
    let folded = context.comparison.variants.len() > OPEN && number > 1;
    Section { folded, ..Section::new(format!("variant-{number}"), title, blocks) }
}

/// What is compared with what.
fn compared(context: &Context) -> String {
    let variants = &context.comparison.variants;
    let names = match variants.len() {
        0..=OPEN => variants.iter().map(|variant| context.quoted(&variant.arm.name)).collect::<Vec<_>>().join(", "),
        count => fill(context.page.and_more, &[("count", &whole(count as f64, context.lang))]),
    };
    fill(context.page.compared, &[("base", &context.base()), ("variants", &names)])
}

/// A variant's own title: none if it has only the base's.
pub(super) fn own_title<'a>(context: &Context, variant: &'a Variant) -> Option<&'a str> {
    let arm = &variant.arm;
    Some(&*arm.title).filter(|title| !title.is_empty() && *title != context.comparison.base.title && *title != arm.name)
}

/// Titles of base and variants, those that say more than the name.
fn arms(context: &Context) -> Vec<(String, String)> {
    let base = &context.comparison.base;
    let named = |variant: &Variant| fill(context.page.variant_named, &[("name", &variant.arm.name)]);
    let variants = context.comparison.variants.iter().filter_map(|variant| Some((named(variant), own_title(context, variant)?.into())));
    let base = Some((context.base_label(), base.title.clone())).filter(|base| !base.1.is_empty());
    base.into_iter().chain(variants).collect()
}

/// Who made the page, from what and how.
fn foot(context: &Context) -> Vec<(String, String)> {
    let (page, comparison) = (context.page, context.comparison);
    let info = &comparison.info;
    let mut lines = vec![
        (page.command.to_string(), comparison.command.clone()),
        (page.version.to_string(), format!("troskel {}", info.version)),
        (page.commit.to_string(), info.commit.clone().unwrap_or_else(|| page.commit_unknown.into())),
    ];
    let arms = std::iter::once(&comparison.base).chain(comparison.variants.iter().map(|variant| &variant.arm));
    lines.extend(arms.map(|arm| (fill(page.hash_of, &[("name", &arm.name)]), arm.hash.clone())));
    let date = info.started.get(..10).and_then(Day::parse).map_or_else(|| info.started.clone(), |date| day(date, context.lang));
    lines.extend([
        (page.seed.to_string(), info.seed.to_string()),
        (page.replications_done.to_string(), context.replications()),
        (page.date.to_string(), date),
        (page.duration.to_string(), fill(page.seconds, &[("seconds", &number(info.seconds, 1, context.lang))])),
        (page.platform.to_string(), info.platform.clone()),
    ]);
    lines
}
