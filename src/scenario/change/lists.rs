//! Lists of tables: by date item for item, the others by number.

use super::same;
use super::walk::{Pair, Walk};
use crate::scenario::keys::TableShape;
use crate::scenario::tree::{Node, Table, Value};
use crate::units::Day;

/// A list whose items have an end of their own; in all other lists by date an item holds until the next.
const WITH_ENDS: &str = "world.tool.data_faults[]";

/// What is after the run matters here: persons know of a job some time ahead.
const FORESEEN: &str = "world.exits.cycle[]";

/// An item of a list by date.
type Dated<'a> = (Day, &'a Node);

impl Walk<'_> {
    /// Compares two lists; `paths` are those of base and variant, which differ if other threshold sets are in use.
    pub fn list(&mut self, shape: &TableShape, pair: Pair, paths: [&str; 2]) {
        let lists = pair.map(|node| node.and_then(Node::list).unwrap_or_default());
        let by_date = shape.fields.iter().any(|(name, _)| *name == "from");
        if by_date { self.by_date(shape, lists, paths) } else { self.by_number(shape, lists, paths[1]) }
    }

    fn by_number(&mut self, shape: &TableShape, lists: [&[Node]; 2], path: &str) {
        for index in 0..lists[0].len().max(lists[1].len()) {
            self.item(shape, lists.map(|list| list.get(index)), &format!("{path}[{}]", index + 1));
        }
    }

    fn by_date(&mut self, shape: &TableShape, lists: [&[Node]; 2], paths: [&str; 2]) {
        let dated = lists.map(|list| list.iter().filter_map(|item| Some((item.at("from")?.day()?, item))).collect::<Vec<Dated>>());
        let in_force = [&dated[0], &dated[1]].map(|items| self.in_force(shape, items));
        if self.all_same(&in_force[0], &in_force[1]) {
            return;
        }
        let mut dates: Vec<Day> = in_force.iter().flatten().map(|item| item.0).collect();
        dates.sort_unstable();
        dates.dedup();
        for date in dates {
            let pair = [&dated[0], &dated[1]].map(|items| items.iter().find(|item| item.0 == date).map(|item| item.1));
            let path = if pair[1].is_some() { paths[1] } else { paths[0] };
            self.item(shape, pair, &format!("{path}[{date}]"));
        }
    }

    fn item(&mut self, shape: &TableShape, pair: Pair, path: &str) {
        match pair.map(|node| node.and_then(Node::table)) {
            [Some(base), Some(variant)] => self.tables(shape, [base, variant], path),
            _ => self.whole(shape, pair, path),
        }
    }

    /// The items that matter to the run: not over before it, not after it, and saying something new.
    fn in_force<'a>(&self, shape: &TableShape, items: &[Dated<'a>]) -> Vec<Dated<'a>> {
        let (stock, to) = self.days;
        if shape.path == WITH_ENDS {
            return items.to_vec();
        }
        let mut kept: Vec<Dated> = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let over = items.get(index + 1).is_some_and(|next| next.0 <= stock);
            let late = item.0 > to && shape.path != FORESEEN;
            let repeats = kept.last().is_some_and(|last| same_but_for_date(last.1, item.1));
            if !over && !late && !repeats {
                kept.push(*item);
            }
        }
        kept
    }

    /// Whether the same holds on every day of the run: what began before it holds from its start.
    fn all_same(&self, one: &[Dated], other: &[Dated]) -> bool {
        let agrees =
            |(one, other): (&Dated, &Dated)| one.0.max(self.days.0) == other.0.max(self.days.0) && same_but_for_date(one.1, other.1);
        one.len() == other.len() && one.iter().zip(other).all(agrees)
    }
}

fn same_but_for_date(one: &Node, other: &Node) -> bool {
    let [one, other] = [one, other].map(without_date);
    same(&one, &other)
}

fn without_date(node: &Node) -> Node {
    let mut table = node.table().cloned().unwrap_or_else(Table::default);
    table.remove("from");
    Node { value: Value::Table(table), place: node.place }
}
