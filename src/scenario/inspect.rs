//! Checking files of any kind without running anything.

use std::path::Path;

use super::asked::Judge;
use super::cross::check_alone;
use super::evidence::{self, Ids};
use super::faults::{Faults, Notes, Warnings, suggestion};
use super::files::{self, Kind};
use super::layers::Reader;
use super::load::{Request, try_load};
use super::merge::overlay_layer;
use super::source::{Place, Sources};
use super::tree::{self, Node, Table};

/// Checks files of any kind (paths or built-in names) and reports everything that is wrong with any of them.
pub fn check(paths: &[String]) -> (Warnings, Faults) {
    check_judged(paths, &|_, _| Vec::new())
}

/// The same with the measures that scenarios ask for.
pub fn check_judged(paths: &[String], judge: Judge) -> (Warnings, Faults) {
    let (mut sources, mut notes) = (Sources::default(), Notes::default());
    for path in paths {
        check_one(path, judge, &mut sources, &mut notes);
    }
    notes.sort();
    (Warnings::new(sources.clone(), &notes), Faults::new(sources, &notes))
}

fn check_one(path: &str, judge: Judge, sources: &mut Sources, notes: &mut Notes) {
    let before = sources.len();
    let Some(opened) = files::open(path, &Kind::ALL, Path::new(""), None, sources, notes) else { return };
    // The parser's complaints are noted when the file is read as what it is.
    let table = tree::parse(sources, opened.source, &mut Notes::default());
    let kind = table.get("kind").and_then(Node::text).and_then(Kind::from_name);
    match kind {
        Some(Kind::Evidence) => {
            let (table, start) = (tree::parse(sources, opened.source, notes), Place::start_of(opened.source));
            evidence::check(&table, start, &mut Ids::default(), notes);
        }
        Some(Kind::Sweep) => notes.fault(
            Place::start_of(opened.source),
            "sweeps are not supported yet",
            "check the scenarios and policies that it names one by one",
        ),
        Some(Kind::Policy | Kind::Payments) => {
            sources.truncate(before);
            alone(path, kind.unwrap_or(Kind::Policy), sources, notes);
        }
        Some(Kind::Scenario) => {
            sources.truncate(before);
            try_load(&Request { base: Some(path.into()), ..Request::default() }, judge, sources, notes);
        }
        None => unknown_kind(&table, opened.source, sources, notes),
    }
}

fn unknown_kind(table: &Table, source: u32, sources: &Sources, notes: &mut Notes) {
    let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    tree::parse(sources, source, notes);
    match table.get("kind") {
        Some(node) => {
            notes.fault(node.place, format!("`kind` is {}", node.value.describe()), suggestion(node.text().unwrap_or(""), &known))
        }
        None => notes.fault(
            Place::start_of(source),
            "the file does not say what it is",
            format!("begin it with kind = \"{}\"", known.join("\" or \"")),
        ),
    }
}

/// A policy or payment model by itself: types, ranges, dates and boundaries; the rest needs its base.
fn alone(path: &str, kind: Kind, sources: &mut Sources, notes: &mut Notes) {
    let layers = Reader::new(sources, notes).stack(path, &[kind]);
    let mut tree = Table::default();
    let mut place = Place::default();
    for layer in layers {
        place = layer.place;
        overlay_layer(&mut tree, super::layers::Layer { unset: Vec::new(), ..layer }, notes);
    }
    check_alone(&tree, place, sources, notes);
}
