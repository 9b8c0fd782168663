//! Layers on top of each other: tables key by key, lists whole, with conflicts between variants named.

use std::collections::BTreeMap;

use super::check::{check_file, join};
use super::faults::Notes;
use super::keys::{ALTERNATIVES, scenario_shape};
use super::layers::Layer;
use super::path::{self, Step};
use super::source::Place;
use super::tree::{Entry, Node, Table, Value};

/// Lays `layer` over `base`.
pub(super) fn overlay_layer(base: &mut Table, layer: Layer, notes: &mut Notes) {
    for (steps, place) in &layer.unset {
        unset(base, steps, *place, notes);
    }
    overlay(base, layer.tree, "");
}

/// Which keys layers take away, and where they say so.
pub(super) fn unset_places<'a>(layers: impl IntoIterator<Item = &'a Layer>) -> BTreeMap<String, Place> {
    layers.into_iter().flat_map(|layer| &layer.unset).map(|(steps, place)| (path::text(steps), *place)).collect()
}

fn overlay(base: &mut Table, top: Table, path: &str) {
    for (_, names) in ALTERNATIVES.iter().filter(|(parent, _)| *parent == path) {
        let given = names.iter().find(|name| top.get(name).is_some());
        if let Some(given) = given {
            names.iter().filter(|name| *name != given).for_each(|other| drop(base.remove(other)));
        }
    }
    for entry in top.entries {
        let here = join(path, &entry.key);
        let below = base.entries.iter_mut().find(|below| below.key == entry.key);
        match (below, entry.node.value) {
            (Some(Entry { key_place, node: Node { value: Value::Table(below), place }, .. }), Value::Table(above)) => {
                // What is then said about the table as a whole is said to who changed it last.
                (*key_place, *place) = (entry.key_place, entry.node.place);
                overlay(below, above, &here);
            }
            (_, value) => base.put(Entry { node: Node { value, ..entry.node }, ..entry }),
        }
    }
}

fn unset(base: &mut Table, steps: &[Step], place: Place, notes: &mut Notes) {
    let (last, parents) = steps.split_last().map_or((None, &[][..]), |(last, parents)| (Some(last), parents));
    let Some(Step::Key(last)) = last else {
        return notes.fault(place, "`unset` removes keys, not single items of a list", "give the whole list anew instead");
    };
    let parent = if parents.is_empty() {
        Some(base)
    } else {
        path::find(base, parents).and_then(|node| if let Value::Table(table) = &mut node.value { Some(table) } else { None })
    };
    let known: Vec<String> = parent.as_ref().map_or_else(Vec::new, |table| table.entries.iter().map(|entry| entry.key.clone()).collect());
    if parent.and_then(|table| table.remove(last)).is_none() {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        notes.fault(place, format!("there is no `{last}` to unset"), super::faults::suggestion(last, &known));
    }
}

/// Sets one key, in place if it is an item of a list.
pub(super) fn set(base: &mut Table, steps: &[Step], node: Node, notes: &mut Notes) {
    let in_list = steps.iter().any(|step| !matches!(step, Step::Key(_)));
    if !in_list {
        return overlay(base, nested(steps, node), "");
    }
    let (Some(Step::Key(last)), parents) = (steps.last(), &steps[..steps.len() - 1]) else {
        return notes.fault(node.place, "a whole item of a list cannot be set", "set one of its keys, or the whole list");
    };
    match path::find(base, parents).map(|parent| &mut parent.value) {
        Some(Value::Table(table)) => table.put(Entry { key: last.clone(), key_place: node.place, node }),
        _ => notes.fault(
            node.place,
            "there is no such item",
            "items of a list are named by the date in `from`, as in policy.thresholds[2020-05-26], or counted from 1",
        ),
    }
}

/// A setting checked against the table of keys as if it stood in a file.
pub(super) fn check_setting(steps: &[Step], node: &Node, notes: &mut Notes) {
    let mut tree = nested(steps, node.clone());
    tree.entries.iter_mut().for_each(|entry| entry.key_place = node.place);
    check_file(&tree, scenario_shape(), "", notes);
}

/// A table with one value in its depth; items of lists become lists of one.
fn nested(steps: &[Step], node: Node) -> Table {
    let place = node.place;
    let node = steps.iter().skip(1).rev().fold(node, |node, step| match step {
        Step::Key(key) => Node { value: Value::Table(Table { entries: vec![Entry { key: key.clone(), key_place: place, node }] }), place },
        _ => Node { value: Value::List(vec![node]), place },
    });
    let Some(Step::Key(first)) = steps.first() else { return Table::default() };
    Table { entries: vec![Entry { key: first.clone(), key_place: place, node }] }
}

/// Who set which key: to find keys set twice.
#[derive(Default)]
pub(super) struct Claims {
    places: BTreeMap<String, (usize, Place)>,
}

impl Claims {
    /// Notes each key of `table` as set by `owner`; a key that another owner has set is a conflict. Files may all have names.
    pub fn claim(&mut self, table: &Table, path: &str, owner: usize, notes: &mut Notes) {
        for entry in table.entries.iter().filter(|entry| !(path.is_empty() && matches!(entry.key.as_str(), "name" | "title"))) {
            let here = join(path, &entry.key);
            match &entry.node.value {
                Value::Table(inner) => self.claim(inner, &here, owner, notes),
                _ => self.claim_key(here, entry.key_place, owner, notes),
            }
        }
    }

    pub fn claim_key(&mut self, key: String, place: Place, owner: usize, notes: &mut Notes) {
        if super::keys::ANNOTATIONS.iter().any(|word| key.ends_with(&format!(".{word}"))) {
            return;
        }
        match self.places.get(&key) {
            Some((other, first)) if *other != owner => {
                notes.clash(
                    place,
                    format!("`{key}` is set twice in one stack of variants"),
                    "take it out of one of them, or compare them as separate variants",
                    *first,
                    "first set here",
                );
            }
            _ => drop(self.places.insert(key, (owner, place))),
        }
    }
}
