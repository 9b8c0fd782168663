//! Two trees side by side, down the table of keys.

use super::{Change, Part, same};
use crate::scenario::check::join;
use crate::scenario::input::InputFile;
use crate::scenario::keys::{Key, Shape, TableShape, sections};
use crate::scenario::load::Loaded;
use crate::scenario::tree::{Node, Table};
use crate::scenario::write::one_line;
use crate::units::Day;

/// Base and variant.
pub(super) type Pair<'a> = [Option<&'a Node>; 2];

pub(super) struct Walk<'a> {
    /// The day of the stock and the last day of the run.
    pub days: (Day, Day),
    /// The user's own files, in base and variant.
    files: [&'a [InputFile]; 2],
    pub found: Vec<Change>,
}

/// What a key that is left out stands for, where it has such a value.
const LEFT_OUT: [(&str, &str); 4] = [
    ("policy.caseworkers.every_day", "false"),
    ("policy.caseworkers.area_factor.*", "1"),
    ("policy.decisions.area_factor.*", "1"),
    ("policy.service.monthly_reports", "true"),
];

/// Keys that name a file of the user's.
const FILES: [&str; 2] = ["world.stock.csv", "world.inflow.csv"];

/// Names are no rule.
const WITHOUT_EFFECT: [&str; 1] = ["payments.name"];

/// These decide together which sets are in force.
const THRESHOLDS: [&str; 3] = ["thresholds_in_use", "thresholds", "intended_thresholds"];

impl<'a> Walk<'a> {
    pub fn new(base: &'a Loaded, variant: &'a Loaded) -> Walk<'a> {
        let run = &base.scenario.run;
        Walk { days: (run.from - 1, run.to), files: [&base.inputs, &variant.inputs], found: Vec::new() }
    }

    /// What stands at a path in both.
    pub fn field(&mut self, field: &Shape, pair: Pair, path: &str) {
        match field {
            Shape::Value(key) => self.value(key, pair, path),
            Shape::Table(shape) => self.maybe_tables(shape, pair, path),
            Shape::List(shape) => self.list(shape, pair, [path, path]),
        }
    }

    fn maybe_tables(&mut self, shape: &TableShape, pair: Pair, path: &str) {
        let nothing = Table::default();
        let tables = pair.map(|node| node.and_then(Node::table));
        let one_only = tables[0].is_some() != tables[1].is_some();
        if one_only && !matches!(shape.named.as_deref(), Some(Shape::Value(_))) {
            return self.whole(shape, pair, path);
        }
        self.tables(shape, tables.map(|table| table.unwrap_or(&nothing)), path);
    }

    /// Key by key; names of the author's own in order of name.
    pub fn tables(&mut self, shape: &TableShape, tables: [&Table; 2], path: &str) {
        for (name, field) in shape.fields.iter().filter(|(name, _)| path != "policy" || !THRESHOLDS.contains(name)) {
            self.field(field, tables.map(|table| table.get(name)), &join(path, name));
        }
        if let Some(field) = shape.named.as_deref() {
            let mut names: Vec<&str> = tables.iter().flat_map(|table| &table.entries).map(|entry| entry.key.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            names.into_iter().for_each(|name| self.field(field, tables.map(|table| table.get(name)), &join(path, name)));
        }
        if path == "policy" {
            self.thresholds(shape, tables);
        }
    }

    fn value(&mut self, key: &Key, pair: Pair, path: &str) {
        if WITHOUT_EFFECT.contains(&key.path) {
            return;
        }
        if FILES.contains(&key.path) {
            return self.file(key, pair, path);
        }
        let left_out = LEFT_OUT.iter().find(|(known, _)| *known == key.path).map(|(_, value)| *value);
        let equal = match pair {
            [Some(base), Some(variant)] => same(base, variant),
            [None, None] => true,
            [Some(node), None] | [None, Some(node)] => left_out.is_some_and(|value| one_line(node) == value),
        };
        if !equal {
            self.note(path, key.doc, key.unit, pair);
        }
    }

    /// A table or an item of a list that one of them has as a whole.
    pub fn whole(&mut self, shape: &TableShape, pair: Pair, path: &str) {
        let named_in = shape.path.trim_end_matches(".*");
        let section = shape.section.or_else(|| sections().find(|section| section.path == named_in));
        self.note(path, section.map_or("", |section| section.doc), "", pair);
    }

    fn note(&mut self, path: &str, doc: &'static str, unit: &'static str, pair: Pair) {
        let part = if path.starts_with("world.") { Part::Assumption } else { Part::Lever };
        let [base, variant] = pair.map(|node| node.map(one_line));
        self.found.push(Change { key: path.into(), part, doc, unit, base, variant });
    }

    /// The sets in force in each, and why they are if that differs.
    fn thresholds(&mut self, shape: &TableShape, tables: [&Table; 2]) {
        let word = |table: &Table| table.get("thresholds_in_use").and_then(Node::text).unwrap_or("").to_string();
        let names = tables.map(|table| if word(table) == "intended" { "intended_thresholds" } else { "thresholds" });
        let sets = [0, 1].map(|side| tables[side].get(names[side]));
        let before = self.found.len();
        if let Some(Shape::List(set)) = shape.field(names[1]) {
            let paths = names.map(|name| join("policy", name));
            self.list(set, sets, [&paths[0], &paths[1]]);
        }
        if names[0] != names[1]
            && self.found.len() > before
            && let Some(Shape::Value(key)) = shape.field("thresholds_in_use")
        {
            self.note(key.path, key.doc, key.unit, tables.map(|table| table.get("thresholds_in_use")));
            self.found[before..].rotate_right(1);
        }
    }

    /// A file of the user's is known by its content.
    fn file(&mut self, key: &Key, pair: Pair, path: &str) {
        let found = [0, 1].map(|side| {
            let name = pair[side].and_then(Node::text)?;
            self.files[side].iter().find(|file| file.name == name)
        });
        let hashes = found.map(|file| file.map(|file| file.sha256.as_str()));
        if hashes[0] != hashes[1] {
            let [base, variant] = found.map(|file| file.map(|file| format!("\"{}\" (sha256 {})", file.name, &file.sha256[..12])));
            self.found.push(Change { key: path.into(), part: Part::Assumption, doc: key.doc, unit: key.unit, base, variant });
        }
    }
}
