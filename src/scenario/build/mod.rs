//! From the merged and checked tree to the [`Scenario`] that is run.
//!
//! Every key has been checked before: a value that is missing or of the wrong type here is a hole in the table of keys,
//! and stops the program with the key's path rather than running with a made-up value.

mod payments;
mod policy;
mod world;

use super::check::points;
use super::free::{Prior, PriorScale};
use super::input::Inputs;
use super::tree::{Node, Table};
use super::types::{Plan, RunSettings, Scenario};
use crate::engine::curve::{Curve, Dated};
use crate::units::{AreaId, Day, Sek};

/// Builds the scenario; `inputs` are the user's own stock and inflow, if given.
pub(super) fn build(tree: &Table, inputs: &mut Inputs) -> Scenario {
    let root = Part { table: tree, path: "" };
    let run = run(&root.part("run"));
    let names = area_names(tree);
    let world = world::world(&root.part("world"), &run, &names, inputs);
    let payments = payments::payments(&root.part("payments"), &names);
    let policy = policy::policy(&root.part("policy"), payments, &names);
    let evidence = root.maybe("evidence").map_or_else(Vec::new, texts);
    let free = root.maybe_part("calibration").map_or_else(Vec::new, |part| part.items("parameters").iter().map(prior).collect());
    Scenario { name: root.text("name"), title: root.text("title"), evidence, free, posterior: None, world, policy, run }
}

/// The prior that an item of `calibration.parameters` says.
pub(super) fn prior_of(item: &Table) -> Prior {
    prior(&Part { table: item, path: "calibration.parameters" })
}

fn prior(part: &Part) -> Prior {
    Prior {
        key: part.text("key"),
        scale: part.known("scale", PriorScale::from_name(&part.text("scale"))),
        mean: part.number("mean"),
        sd: part.number("sd"),
        low: part.number("low"),
        high: part.number("high"),
        reason: part.text("reason"),
    }
}

/// Names of the areas in order: `AreaId` is the index.
pub(super) fn area_names(tree: &Table) -> Vec<String> {
    let areas = tree.get("world").and_then(|world| world.at("areas")).and_then(Node::table);
    let mut names: Vec<String> = areas
        .into_iter()
        .flat_map(|table| &table.entries)
        .filter(|entry| entry.node.table().is_some())
        .map(|entry| entry.key.clone())
        .collect();
    names.sort();
    names
}

fn run(part: &Part) -> RunSettings {
    let plan = part.maybe_part("plan").map(|plan| Plan { participants: plan.number("participants"), from: plan.day("from") });
    RunSettings {
        from: part.day("from"),
        to: part.day("to"),
        replications: part.integer("replications") as u32,
        seed: part.integer("seed") as u64,
        plan,
        measures: part.maybe("measures").map_or_else(Vec::new, texts),
        series_by_day: part.maybe("series_by_day").is_some_and(Node::is_true),
        fixed_parameters: part.maybe("fixed_parameters").is_some_and(Node::is_true),
    }
}

fn texts(node: &Node) -> Vec<String> {
    node.list().into_iter().flatten().filter_map(Node::text).map(str::to_string).collect()
}

/// Öre of an amount in kronor.
pub(super) fn money(kronor: f64) -> Sek {
    Sek::from_ore((kronor * 100.0).round() as i64)
}

/// A table of the tree and where it stands.
struct Part<'a> {
    table: &'a Table,
    path: &'a str,
}

impl<'a> Part<'a> {
    fn maybe(&self, key: &str) -> Option<&'a Node> {
        // An area's name may have dots in it.
        self.table.get(key).or_else(|| {
            let (first, rest) = key.split_once('.')?;
            self.table.get(first)?.at(rest)
        })
    }

    fn node(&self, key: &str) -> &'a Node {
        self.maybe(key).unwrap_or_else(|| panic!("the table of keys lets {}.{key} be missing", self.path))
    }

    fn known<T>(&self, key: &str, value: Option<T>) -> T {
        value.unwrap_or_else(|| panic!("the table of keys lets {}.{key} have another type", self.path))
    }

    fn part<'b>(&self, key: &'b str) -> Part<'b>
    where
        'a: 'b,
    {
        Part { table: self.known(key, self.node(key).table()), path: key }
    }

    fn maybe_part<'b>(&self, key: &'b str) -> Option<Part<'b>>
    where
        'a: 'b,
    {
        Some(Part { table: self.maybe(key)?.table()?, path: key })
    }

    /// The items of an array of tables; none if it is left out.
    fn items<'b>(&self, key: &'b str) -> Vec<Part<'b>>
    where
        'a: 'b,
    {
        let items = self.maybe(key).and_then(Node::list).unwrap_or_default();
        items.iter().filter_map(|item| Some(Part { table: item.table()?, path: key })).collect()
    }

    fn number(&self, key: &str) -> f64 {
        self.known(key, self.node(key).number())
    }

    fn integer(&self, key: &str) -> i64 {
        self.known(key, self.node(key).integer())
    }

    fn days(&self, key: &str) -> i32 {
        self.integer(key) as i32
    }

    fn truth(&self, key: &str) -> bool {
        self.node(key).is_true()
    }

    fn text(&self, key: &str) -> String {
        self.known(key, self.node(key).text()).to_string()
    }

    fn day(&self, key: &str) -> Day {
        self.known(key, self.node(key).day())
    }

    fn money(&self, key: &str) -> Sek {
        money(self.number(key))
    }

    fn curve(&self, key: &str) -> Curve {
        self.known(key, points(self.node(key)).and_then(Curve::new))
    }

    fn span(&self, key: &str) -> (i32, i32) {
        let [from, to] = self.numbers(key);
        (from as i32, to as i32)
    }

    fn numbers<const N: usize>(&self, key: &str) -> [f64; N] {
        let numbers: Option<Vec<f64>> = self.node(key).list().and_then(|items| items.iter().map(Node::number).collect());
        self.known(key, numbers.and_then(|numbers| numbers.try_into().ok()))
    }

    /// Numbers under these names.
    fn named<const N: usize>(&self, key: &str, names: &[&str]) -> [f64; N] {
        let part = self.part(key);
        std::array::from_fn(|index| part.number(names[index]))
    }

    /// Shares under these names, made to sum to 1.
    fn shares<const N: usize>(&self, key: &str, names: &[&str]) -> [f64; N] {
        let shares: [f64; N] = self.named(key, names);
        let sum: f64 = shares.iter().sum();
        shares.map(|share| share / sum)
    }

    /// One number for each area, `otherwise` where none is given.
    fn by_area(&self, key: &str, areas: &[String], otherwise: f64) -> Vec<f64> {
        let table = self.maybe(key).and_then(Node::table);
        areas.iter().map(|area| table.and_then(|table| table.get(area)?.number()).unwrap_or(otherwise)).collect()
    }

    /// Values by date from an array of tables with `from`.
    fn dated<T>(&self, key: &str, value: impl Fn(&Part) -> T) -> Dated<T> {
        let steps = self.items(key).iter().map(|item| (item.day("from"), value(item))).collect();
        self.known(key, Dated::new(steps))
    }
}

/// The index of an area's name.
fn area_id(areas: &[String], name: &str) -> Option<AreaId> {
    areas.binary_search_by(|known| known.as_str().cmp(name)).ok().map(|index| AreaId(index as u16))
}

/// FNV-1a of a name, 64 bits: what chance knows areas and providers by, so that a new one renumbers nobody.
pub(super) fn name_key(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hash_as_published_for_fnv() {
        assert_eq!(name_key(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(name_key("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(name_key("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn money_is_rounded_to_the_ore_it_was_written_in() {
        assert_eq!([money(55.0), money(0.29), money(1234.56)], [Sek::from_kronor(55), Sek::from_ore(29), Sek::from_ore(123_456)]);
    }
}
