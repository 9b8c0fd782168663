//! The user's own stock and inflow, from CSV files.

mod columns;
mod files;
mod inflow;
mod rows;
mod stock;

pub use files::InputFile;
pub(super) use files::{hash, relocate};

use std::path::Path;

use super::build::area_names;
use super::faults::Notes;
use super::source::Sources;
use super::tree::{Node, Table};
use crate::pathway::stock::GivenPerson;
use crate::units::Day;

/// What was read from the user's CSV files.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Inputs {
    pub stock: Option<Vec<GivenPerson>>,
    /// Registrations by month and area.
    pub inflow: Option<Vec<(Day, Vec<f64>)>>,
}

/// Days of the run: first and last.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub from: Day,
    pub to: Day,
}

/// Reads the CSV files that the merged scenario names.
pub(super) fn read(tree: &Table, sources: &mut Sources, notes: &mut Notes) -> Inputs {
    let mut inputs = Inputs::default();
    let node = |path: &str| tree.get("world").and_then(|world| world.at(path));
    let day = |key: &str| tree.get("run").and_then(|run| run.at(key)).and_then(Node::day);
    let (Some(from), Some(to)) = (day("from"), day("to")) else { return inputs };
    let (areas, span) = (area_names(tree), Span { from, to });
    if areas.is_empty() {
        return inputs;
    }
    let open = |key: &str, notes: &mut Notes| {
        let csv = node(key)?;
        rows::open(Path::new(csv.text()?), csv.place, notes)
    };
    if let Some(rows) = open("stock.csv", notes) {
        inputs.stock = Some(stock::read(rows, &areas, span, sources, notes));
    }
    if let Some(rows) = open("inflow.csv", notes) {
        inputs.inflow = Some(inflow::read(rows, &areas, span, sources, notes));
    }
    inputs
}

impl Inputs {
    /// Persons of the given stock by area.
    pub fn stock_by_area(&self, areas: usize) -> Option<Vec<f64>> {
        let mut counts = vec![0.0; areas];
        self.stock.as_ref()?.iter().for_each(|person| counts[person.traits.area.index()] += 1.0);
        Some(counts)
    }

    /// Registrations of the given inflow by area.
    pub fn inflow_by_area(&self, areas: usize) -> Option<Vec<f64>> {
        let mut sums = vec![0.0; areas];
        for (_, numbers) in self.inflow.as_ref()? {
            sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
        }
        Some(sums)
    }
}
