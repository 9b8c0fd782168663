//! What a scenario is asked for: its measures, and the evidence to compare it with.

use std::ops::Range;

use super::evidence::Ids;
use super::faults::Notes;
use super::files::{self, Kind};
use super::layers::kind_of;
use super::source::{Place, SourceText, Sources};
use super::tree::{self, Node, Table};
use super::types::Scenario;
use std::path::Path;

/// What is wrong with a measure: where in its text, why, and the way out.
pub struct Wrong {
    pub at: Range<usize>,
    pub message: String,
    pub way_out: String,
}

/// Tells what is wrong with a measure as written; of a scenario, if there is one. Measures are known to a later module, which lends this.
pub type Judge<'a> = &'a dyn Fn(&str, Option<&Scenario>) -> Vec<Wrong>;

/// A text of the scenario, and where it stands.
pub(super) type Named = (String, Place);

/// The texts in a list of the tree.
pub(super) fn texts(list: Option<&Node>) -> Vec<Named> {
    let items = list.and_then(Node::list).unwrap_or_default();
    items.iter().filter_map(|item| Some((item.text()?.to_string(), item.place))).collect()
}

/// The measures that a scenario asks for.
pub(super) fn measures(tree: &Table) -> Vec<Named> {
    texts(tree.get("run").and_then(|run| run.at("measures")))
}

/// Notes what is wrong with measures.
pub(super) fn check_measures(measures: &[Named], judge: Judge, scenario: Option<&Scenario>, sources: &Sources, notes: &mut Notes) {
    for (text, place) in measures {
        for wrong in judge(text, scenario) {
            notes.fault(within(*place, text, &wrong.at, sources), wrong.message, wrong.way_out);
        }
    }
}

/// The place of a part of a text; of the whole text if it is not written sign by sign.
fn within(place: Place, text: &str, at: &Range<usize>, sources: &Sources) -> Place {
    let written = sources.get(place.source).text.get(place.start as usize..place.end as usize).unwrap_or("");
    let first = place.start as usize + 1; // after the quotation mark
    match written.len() == text.len() + 2 && written.get(1..=text.len()) == Some(text) {
        true => Place::new(place.source, first + at.start..first + at.end),
        false => place,
    }
}

/// Evidence files named on the command line.
pub(super) fn of_command_line(names: &[String], sources: &mut Sources) -> Vec<Named> {
    let mut said = |name: &String| (name.clone(), Place::new(sources.add(format!("--evidence {name}"), name), 0..name.len()));
    names.iter().map(&mut said).collect()
}

/// Reads and checks evidence files that are compared with together: an id stands for one fact in all of them.
pub(super) fn read_evidence(names: &[Named], sources: &mut Sources, notes: &mut Notes) -> Vec<SourceText> {
    let (mut ids, mut read, mut texts) = (Ids::default(), Vec::<Named>::new(), Vec::new());
    for (name, place) in names {
        let Some(opened) = files::open(name, &[Kind::Evidence], Path::new(""), Some(*place), sources, notes) else { continue };
        if let Some((_, first)) = read.iter().find(|(identity, _)| *identity == opened.identity) {
            notes.clash(*place, format!("the evidence {name} is named twice"), "name each file once", *first, "first named here");
            continue;
        }
        read.push((opened.identity, *place));
        let (mut table, start) = (tree::parse(sources, opened.source, notes), Place::start_of(opened.source));
        if kind_of(&mut table, &[Kind::Evidence], start, notes).is_some() {
            super::evidence::check(&table, start, &mut ids, notes);
        }
        texts.push(sources.get(opened.source).clone());
    }
    texts
}
