//! The table of keys as a tree: what may stand where.

use std::sync::OnceLock;

use super::{Key, Section, keys, sections};

/// What may stand at a path.
#[derive(Debug)]
pub(in crate::scenario) enum Shape {
    Value(&'static Key),
    Table(TableShape),
    /// An array of tables.
    List(TableShape),
}

#[derive(Debug, Default)]
pub(in crate::scenario) struct TableShape {
    /// With `*` and `[]`.
    pub path: String,
    /// In canonical order.
    pub fields: Vec<(&'static str, Shape)>,
    /// What the tables or values under names of the author's own look like.
    pub named: Option<Box<Shape>>,
    pub section: Option<&'static Section>,
}

impl Shape {
    pub fn optional(&self) -> bool {
        match self {
            Shape::Value(key) => key.optional,
            Shape::Table(table) | Shape::List(table) => table.section.is_some_and(|section| section.optional),
        }
    }

    pub fn table(&self) -> Option<&TableShape> {
        if let Shape::Table(table) | Shape::List(table) = self { Some(table) } else { None }
    }
}

impl TableShape {
    pub fn field(&self, name: &str) -> Option<&Shape> {
        self.fields.iter().find(|(known, _)| *known == name).map(|(_, shape)| shape).or(self.named.as_deref())
    }

    pub fn names(&self) -> Vec<&'static str> {
        self.fields.iter().map(|(name, _)| *name).collect()
    }

    pub fn inline(&self) -> bool {
        self.section.is_some_and(|section| section.inline)
    }

    fn put(&mut self, parts: &[&'static str], key: &'static Key) {
        let (name, list) = match parts[0].strip_suffix("[]") {
            Some(name) => (name, true),
            None => (parts[0], false),
        };
        if parts.len() == 1 {
            let value = Shape::Value(key);
            return if name == "*" { self.named = Some(Box::new(value)) } else { self.fields.push((name, value)) };
        }
        let path = if self.path.is_empty() { parts[0].to_string() } else { format!("{}.{}", self.path, parts[0]) };
        if let Some(table) = self.child(name, list, path) {
            table.put(&parts[1..], key);
        }
    }

    fn child(&mut self, name: &'static str, list: bool, path: String) -> Option<&mut TableShape> {
        let make = || {
            let table = TableShape { section: sections().find(|section| section.path == path), path, ..TableShape::default() };
            if list { Shape::List(table) } else { Shape::Table(table) }
        };
        let shape = if name == "*" {
            self.named.get_or_insert_with(|| Box::new(make())).as_mut()
        } else {
            let index = self.fields.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
                self.fields.push((name, make()));
                self.fields.len() - 1
            });
            &mut self.fields[index].1
        };
        if let Shape::Table(table) | Shape::List(table) = shape { Some(table) } else { None }
    }
}

/// Everything that a scenario may hold, but for `kind`, `extends` and the other words of a file.
pub(in crate::scenario) fn scenario_shape() -> &'static TableShape {
    static SHAPE: OnceLock<TableShape> = OnceLock::new();
    SHAPE.get_or_init(|| {
        let mut root = TableShape::default();
        for key in keys() {
            root.put(&key.path.split('.').collect::<Vec<_>>(), key);
        }
        root
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_explained_and_every_explanation_is_of_a_table() {
        fn walk(table: &TableShape, paths: &mut Vec<String>) {
            paths.push(table.path.clone());
            table
                .fields
                .iter()
                .map(|(_, shape)| shape)
                .chain(table.named.as_deref())
                .filter_map(Shape::table)
                .for_each(|child| walk(child, paths));
        }
        let mut paths = Vec::new();
        walk(scenario_shape(), &mut paths);
        for section in sections() {
            assert!(paths.iter().any(|path| path == section.path), "{} is no table", section.path);
        }
        for path in paths.iter().filter(|path| !path.is_empty() && !path.ends_with(".*")) {
            assert!(sections().any(|section| section.path == path), "{path} has no explanation");
        }
    }

    #[test]
    fn paths_are_unique_and_every_key_has_a_meaning() {
        let mut seen = std::collections::BTreeSet::new();
        for key in keys() {
            assert!(seen.insert(key.path), "{} twice", key.path);
            assert!(key.doc.ends_with('.'), "{}: {}", key.path, key.doc);
        }
    }
}
