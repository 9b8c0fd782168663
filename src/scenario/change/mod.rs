//! What differs between two scenarios, key by key, and from which day on.
//!
//! Compared is what is in force: texts that explain a value, sets that are not in use, items of a list by date that repeat
//! what holds already and dates outside the run make no difference and are no change.

mod first;
mod lists;
mod walk;

pub use first::first_change;

use super::faults::Notes;
use super::keys::{ANNOTATIONS, Shape, scenario_shape};
use super::load::Loaded;
use super::source::Sources;
use super::tree::{self, Node, Table, Value};
use super::write::one_line;
use walk::Walk;

/// Which part of a scenario a key belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the agency decides: policy and payments.
    Lever,
    /// What nobody decides: the world.
    Assumption,
}

/// One key, or one item of a list by date, that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// As in `--set`, e.g. `policy.thresholds[2020-05-26].level_a_below`.
    pub key: String,
    pub part: Part,
    /// What the key means, one sentence; its unit.
    pub doc: &'static str,
    pub unit: &'static str,
    /// The values as in a file; none where it is not given.
    pub base: Option<String>,
    pub variant: Option<String>,
}

/// Everything in world, policy and payments that differs and has an effect, in the order of a resolved scenario.
///
/// If the one has the deployed and the other the intended thresholds in use, that is a change, and the sets in force are
/// compared with each other.
pub fn changes(base: &Loaded, variant: &Loaded) -> Vec<Change> {
    if first_change(&base.scenario, &variant.scenario).is_none() {
        return Vec::new();
    }
    let mut walk = Walk::new(base, variant);
    let [base_tree, variant_tree] = [base, variant].map(|loaded| bare_tree(&loaded.resolved));
    for part in ["world", "policy", "payments"] {
        if let Some(shape) = scenario_shape().field(part) {
            walk.field(shape, [&base_tree, &variant_tree].map(|tree| tree.get(part)), part);
        }
    }
    walk.found
}

/// What makes two scenarios incomparable: other days of the run, or another seed, which is other luck. (They have no part of their own and
/// are called assumptions.)
pub fn incomparable(base: &Loaded, variant: &Loaded) -> Vec<Change> {
    let of = |loaded: &Loaded| {
        let run = &loaded.scenario.run;
        [
            ("from", run.from.to_string()),
            ("to", run.to.to_string()),
            ("seed", run.seed.to_string()),
            ("fixed_parameters", run.fixed_parameters.to_string()),
        ]
    };
    let mut found = Vec::new();
    for ((name, base), (_, variant)) in of(base).into_iter().zip(of(variant)) {
        let run = scenario_shape().field("run").and_then(Shape::table);
        let Some(Shape::Value(key)) = run.and_then(|run| run.field(name)) else { continue };
        if base != variant {
            let (base, variant) = (Some(base), Some(variant));
            found.push(Change { key: key.path.into(), part: Part::Assumption, doc: key.doc, unit: key.unit, base, variant });
        }
    }
    found
}

/// The value of a key of plain names, as in a file.
pub fn value_at(loaded: &Loaded, key: &str) -> Option<String> {
    let tree = bare_tree(&loaded.resolved);
    let (first, rest) = key.split_once('.')?;
    tree.get(first)?.at(rest).map(one_line)
}

/// A resolved scenario as a tree without the texts that explain it.
pub(super) fn bare_tree(resolved: &str) -> Table {
    let mut sources = Sources::default();
    let source = sources.add("the resolved scenario", resolved);
    let mut tree = tree::parse(&sources, source, &mut Notes::default());
    strip(&mut tree);
    tree
}

fn strip(table: &mut Table) {
    table.entries.retain(|entry| !(ANNOTATIONS.contains(&entry.key.as_str()) && entry.node.text().is_some()));
    table.entries.iter_mut().for_each(|entry| strip_node(&mut entry.node));
}

fn strip_node(node: &mut Node) {
    match &mut node.value {
        Value::Table(table) => strip(table),
        Value::List(items) => items.iter_mut().for_each(strip_node),
        _ => {}
    }
}

/// Whether two values say the same, wherever they stand and however they are spelt; keys of a table in any order.
fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::List(one), Value::List(other)) => one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other)),
        (Value::Table(one), Value::Table(other)) => {
            let found = |entry: &tree::Entry| other.get(&entry.key).is_some_and(|node| same(&entry.node, node));
            one.entries.len() == other.entries.len() && one.entries.iter().all(found)
        }
        (one, other) => match (one.number(), other.number()) {
            (Some(one), Some(other)) => one == other,
            _ => one == other,
        },
    }
}

#[cfg(test)]
mod tests;
