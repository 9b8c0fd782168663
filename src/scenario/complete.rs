//! The merged scenario against the table of keys: nothing is missing, and shares sum to 1.

use std::collections::BTreeMap;

use super::check::{about, expected, join};
use super::faults::Notes;
use super::keys::{ANNOTATIONS, Form, Key, Shape, TableShape, scenario_shape};
use super::source::Place;
use super::tree::{Entry, Table, Value};

/// Checks the whole tree. `place` is where to say that one of its parts is missing, `unset` where keys were taken away.
pub(super) fn check_complete(tree: &Table, place: Place, unset: &BTreeMap<String, Place>, notes: &mut Notes) {
    Completeness { unset, notes }.table(tree, scenario_shape(), "", place);
}

struct Completeness<'a> {
    unset: &'a BTreeMap<String, Place>,
    notes: &'a mut Notes,
}

impl Completeness<'_> {
    fn table(&mut self, table: &Table, shape: &TableShape, path: &str, place: Place) {
        for (name, field) in &shape.fields {
            let here = join(path, name);
            match table.entry(name) {
                Some(entry) => self.field(entry, field, &here),
                None if field.optional() => {}
                None => self.missing(field, &here, place),
            }
        }
        if let Some(named) = &shape.named {
            let annotation = |entry: &Entry| ANNOTATIONS.contains(&entry.key.as_str()) && entry.node.text().is_some();
            table.entries.iter().filter(|entry| !annotation(entry)).for_each(|entry| self.field(entry, named, &join(path, &entry.key)));
        }
    }

    fn field(&mut self, entry: &Entry, field: &Shape, here: &str) {
        match (field, &entry.node.value) {
            (Shape::Table(shape), Value::Table(table)) => self.table(table, shape, here, entry.key_place),
            (Shape::List(shape), Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    if let Some(table) = item.table() {
                        self.table(table, shape, &format!("{here}[{}]", index + 1), item.place);
                    }
                }
            }
            (Shape::Value(Key { form: Form::Shares(names), .. }), Value::Table(table)) => self.sum(table, names, here, entry.key_place),
            _ => {}
        }
    }

    fn missing(&mut self, field: &Shape, here: &str, place: Place) {
        let what = match field {
            Shape::Value(key) => format!("{} It takes {}.", key.doc, expected(key)),
            Shape::Table(table) | Shape::List(table) => about(table),
        };
        match self.unset.get(here) {
            Some(unset) => self.notes.fault(*unset, format!("`{here}` is missing: it is taken away here"), format!("give it anew. {what}")),
            None => {
                // What is given in a list is given whole: there is nothing below it to inherit.
                let inherit = if here.contains('[') { "" } else { ", or take it from a complete scenario with extends = \"krom-2020\"" };
                let way_out = format!("add it{inherit}. {what}");
                self.notes.fault(place, format!("`{here}` is missing"), way_out);
            }
        }
    }

    fn sum(&mut self, table: &Table, names: &[&str], here: &str, place: Place) {
        let absent: Vec<&str> = names.iter().filter(|name| table.get(name).is_none()).copied().collect();
        if !absent.is_empty() {
            return self.notes.fault(
                place,
                format!("`{here}` lacks `{}`", absent.join("`, `")),
                "give every share; write 0 where there is nobody",
            );
        }
        let shares: Vec<f64> = names.iter().filter_map(|name| table.get(name)?.number()).collect();
        let sum: f64 = shares.iter().sum();
        if shares.len() == names.len() && (sum - 1.0).abs() > ROUNDING {
            self.notes.fault(
                place,
                format!("the shares of `{here}` sum to {sum:.4}, not to 1"),
                format!("change one of them by {:+.4}", 1.0 - sum),
            );
        }
    }
}

/// How far shares may be from summing to 1: published ones are rounded.
const ROUNDING: f64 = 0.005;
