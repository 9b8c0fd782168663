//! Comments of the reference: what each key means, takes and does at its limits.

use super::Writer;
use crate::scenario::check::expected;
use crate::scenario::keys::{Key, Shape, TableShape};
use crate::scenario::tree::Node;

/// Width of a comment line, characters.
const WIDTH: usize = 130;

impl Writer {
    /// Notes a path as explained; true the first time.
    fn first(&mut self, path: &str) -> bool {
        self.told.as_mut().is_some_and(|told| told.insert(path.to_string()))
    }

    fn comment(&mut self, text: &str) {
        let mut line = String::from("#");
        for word in text.split_whitespace() {
            if line.chars().count() + word.chars().count() > WIDTH {
                self.out += &(line + "\n");
                line = String::from("#  ");
            }
            line += " ";
            line += word;
        }
        self.out += &(line + "\n");
    }

    pub(super) fn explain_table(&mut self, shape: &TableShape) {
        if let Some(section) = shape.section.filter(|_| self.first(&shape.path)) {
            self.comment(section.doc);
        }
    }

    /// Explains a value, and in an inline table each key below it.
    pub(super) fn explain_value(&mut self, field: &Shape, node: Option<&Node>) {
        match field {
            Shape::Value(key) => {
                if self.first(key.path) {
                    self.comment(&sentence(key));
                }
            }
            Shape::Table(shape) | Shape::List(shape) => self.explain_inline(shape, node),
        }
    }

    fn explain_inline(&mut self, shape: &TableShape, node: Option<&Node>) {
        if !self.first(&shape.path) {
            return;
        }
        self.comment(shape.section.map_or("", |section| section.doc));
        self.explain_below(shape, node, "");
    }

    fn explain_below(&mut self, shape: &TableShape, node: Option<&Node>, prefix: &str) {
        let named = shape.named.as_deref().map(|field| ("NAME", field));
        for (name, field) in shape.fields.iter().map(|(name, field)| (*name, field)).chain(named) {
            match field {
                Shape::Value(key) if self.first(key.path) => self.comment(&format!("- {prefix}{name}: {}", sentence(key))),
                Shape::Table(below) | Shape::List(below) if self.first(&below.path) => {
                    let absent = node.is_some_and(|node| node.at(name).is_none()) && name != "NAME";
                    let word = if absent { "or " } else { "" };
                    self.comment(&format!("- {word}{prefix}{name}: {}", below.section.map_or("with these keys:", |section| section.doc)));
                    self.explain_below(below, None, &format!("{prefix}{name}."));
                }
                _ => {}
            }
        }
    }

    /// A key that may be given but is not, as a comment with an example.
    pub(super) fn absent(&mut self, name: &str, field: &Shape) {
        match field {
            Shape::Value(key) => {
                if self.first(key.path) {
                    self.comment(&sentence(key));
                    self.out += &format!("# {name} = {}\n", key.example);
                }
            }
            Shape::Table(shape) | Shape::List(shape) => {
                let new = self.told.as_ref().is_some_and(|told| !told.contains(&shape.path));
                self.explain_inline(shape, None);
                if new {
                    let examples: Vec<String> = shape.fields.iter().filter_map(|(name, field)| example(name, field)).collect();
                    self.out += &format!("# {name} = {{ {} }}\n", examples.join(", "));
                }
            }
        }
    }

    /// A table that may be given but is not.
    pub(super) fn absent_table(&mut self, field: &Shape, path: &str) {
        let Some(shape) = field.table() else { return };
        if !self.first(&shape.path) {
            return;
        }
        self.out += "\n";
        self.comment(shape.section.map_or("", |section| section.doc));
        let (open, close) = if matches!(field, Shape::List(_)) { ("[[", "]]") } else { ("[", "]") };
        self.out += &format!("# {open}{path}{close}\n");
        for (name, field) in &shape.fields {
            self.absent(name, field);
        }
    }
}

fn example(name: &str, field: &Shape) -> Option<String> {
    if let Shape::Value(key) = field { Some(format!("{name} = {}", key.example)) } else { None }
}

/// Meaning, type with bounds and unit, range to try, limits.
fn sentence(key: &Key) -> String {
    let mut text = format!("{} Takes {}", key.doc, expected(key));
    if !key.plausible.is_empty() {
        text += &format!("; range to try {}", key.plausible);
    }
    if !key.limits.is_empty() {
        text += &format!(". At the limits: {}", key.limits);
    }
    text + "."
}
