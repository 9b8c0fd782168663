//! The resolved scenario as TOML in canonical order, bare or with a comment for each key (the reference).

mod comments;
mod values;

use std::collections::BTreeSet;

use super::check::{join, quoted};
use super::keys::{ANNOTATIONS, Shape, TableShape, scenario_shape};
use super::tree::{Entry, Node, Table, Value};
use values::{inline_table, value_text};

/// The merged tree as one file that needs no other: `kind`, then every key in the order of the table of keys.
pub(super) fn resolved(tree: &Table) -> String {
    let mut writer = Writer { out: "kind = \"scenario\"\n".into(), told: None };
    writer.body(tree, scenario_shape(), "");
    writer.out
}

/// The same with a comment for each key where it first appears, and the keys that may be given besides.
pub(super) fn commented(tree: &Table, header: &str) -> String {
    let mut writer = Writer { out: format!("kind = \"scenario\"\n\n{header}"), told: Some(BTreeSet::new()) };
    writer.body(tree, scenario_shape(), "");
    writer.out
}

/// A value on one line.
pub(super) fn one_line(node: &Node) -> String {
    value_text(node)
}

struct Writer {
    out: String,
    /// Paths already explained; without it nothing is explained.
    told: Option<BTreeSet<String>>,
}

/// Whether a field is written as `key = value` in its table.
fn is_value(shape: &Shape) -> bool {
    match shape {
        Shape::Value(_) => true,
        Shape::Table(table) | Shape::List(table) => table.inline(),
    }
}

impl Writer {
    /// What stands in a table: its values, its annotations, then the tables below it.
    fn body(&mut self, table: &Table, shape: &TableShape, path: &str) {
        for (name, field) in shape.fields.iter().filter(|(_, field)| is_value(field)) {
            match table.get(name) {
                Some(node) => self.value(name, node, field),
                None => self.absent(name, field),
            }
        }
        if let Some(field) = shape.named.as_deref().filter(|field| is_value(field)) {
            sorted(table).into_iter().for_each(|entry| self.value(&quoted(&entry.key), &entry.node, field));
        }
        for word in ANNOTATIONS {
            if let Some(text) = table.get(word).filter(|node| node.text().is_some()) {
                self.out += &format!("{word} = {}\n", value_text(text));
            }
        }
        for (name, field) in shape.fields.iter().filter(|(_, field)| !is_value(field)) {
            match table.get(name) {
                Some(node) => self.below(node, field, &join(path, name)),
                None => self.absent_table(field, &join(path, name)),
            }
        }
        if let Some(field) = shape.named.as_deref().filter(|field| !is_value(field)) {
            sorted(table).into_iter().for_each(|entry| self.below(&entry.node, field, &format!("{path}.{}", quoted(&entry.key))));
        }
    }

    fn below(&mut self, node: &Node, field: &Shape, path: &str) {
        match (field, &node.value) {
            (Shape::Table(shape), Value::Table(table)) => self.table(table, shape, path, ("[", "]")),
            (Shape::List(shape), Value::List(items)) => {
                items.iter().filter_map(Node::table).for_each(|item| self.table(item, shape, path, ("[[", "]]")));
            }
            _ => {}
        }
    }

    fn table(&mut self, table: &Table, shape: &TableShape, path: &str, (open, close): (&str, &str)) {
        self.out += "\n";
        self.explain_table(shape);
        self.out += &format!("{open}{path}{close}\n");
        self.body(table, shape, path);
    }

    fn value(&mut self, name: &str, node: &Node, field: &Shape) {
        self.explain_value(field, Some(node));
        let text = match field.table() {
            Some(shape) => inline_table(node, shape),
            None => value_text(node),
        };
        self.out += &format!("{name} = {text}\n");
    }
}

/// Entries under names of the author's own, in order of name.
fn sorted(table: &Table) -> Vec<&Entry> {
    let mut entries: Vec<&Entry> =
        table.entries.iter().filter(|entry| !(ANNOTATIONS.contains(&entry.key.as_str()) && entry.node.text().is_some())).collect();
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    entries
}
