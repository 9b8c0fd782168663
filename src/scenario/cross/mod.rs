//! Checks of values against each other, on the merged scenario: dates, areas, boundaries, sums.
//!
//! A value of the wrong type has been reported before; here it is passed over.

mod areas;
mod boundaries;
mod calibration;
mod payments;
mod people;
mod time;

use super::faults::Notes;
use super::source::{Place, Sources};
use super::tree::{Entry, Node, Table};

/// Runs all checks; `place` is where to say that something is wrong with the scenario as a whole.
pub(super) fn check_together(tree: &Table, place: Place, sources: &Sources, notes: &mut Notes) {
    let view = View { tree, place, sources };
    time::check(&view, notes);
    areas::check(&view, notes);
    boundaries::check(&view, notes);
    payments::check_whole(&view, notes);
    people::check(&view, notes);
    calibration::check(&view, notes);
}

/// Checks what a policy or payment model can be asked without its base.
pub(super) fn check_alone(tree: &Table, place: Place, sources: &Sources, notes: &mut Notes) {
    let view = View { tree, place, sources };
    time::check_dates(&view, notes);
    boundaries::check(&view, notes);
    payments::check(&view, notes);
    people::check_rates(&view, notes);
}

/// The merged tree, read by paths of plain keys.
struct View<'a> {
    tree: &'a Table,
    place: Place,
    sources: &'a Sources,
}

impl<'a> View<'a> {
    fn entry(&self, path: &str) -> Option<&'a Entry> {
        match path.rsplit_once('.') {
            Some((parent, key)) => self.node(parent)?.table()?.entry(key),
            None => self.tree.entry(path),
        }
    }

    fn node(&self, path: &str) -> Option<&'a Node> {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        let node = self.tree.get(first)?;
        if rest.is_empty() { Some(node) } else { node.at(rest) }
    }

    /// The items of an array of tables.
    fn items(&self, path: &str) -> &'a [Node] {
        self.node(path).and_then(Node::list).unwrap_or_default()
    }

    /// The entries of a table with names of the author's own, annotations left out.
    fn named(&self, path: &str) -> Vec<&'a Entry> {
        let entries = self.node(path).and_then(Node::table).map_or(&[][..], |table| &table.entries);
        entries.iter().filter(|entry| entry.node.text().is_none()).collect()
    }

    /// A fault between two values, of which the author may have written only one.
    fn clash(&self, one: Place, message: String, way_out: impl Into<String>, other: Place, notes: &mut Notes) {
        let (first, second) = self.sources.own_first(one, other);
        notes.clash(first, message, way_out, second, "together with this");
    }

    /// Where the key's value stands, or the scenario's beginning.
    fn value_place(&self, path: &str) -> Place {
        self.entry(path).map_or(self.place, |entry| entry.node.place)
    }

    /// Where the key stands, or the scenario's beginning.
    fn place_of(&self, path: &str) -> Place {
        self.entry(path).map_or(self.place, |entry| entry.key_place)
    }
}
