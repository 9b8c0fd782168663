//! A checked scenario whose numbers can be given other values without reading its files again.

use super::build::build;
use super::check::check_file;
use super::cross::check_together;
use super::faults::{Faults, Notes};
use super::free::find_mut;
use super::input::{self, Inputs};
use super::keys::scenario_shape;
use super::load::Loaded;
use super::path;
use super::posterior::Posterior;
use super::source::{Place, Sources};
use super::tree::{Entry, Node, Table, Value};
use super::types::Scenario;
use super::write;
use std::sync::Arc;

/// The merged tree with the texts that its places point into, and the user's files as they were read.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    pub(super) tree: Table,
    pub(super) inputs: Inputs,
    pub(super) sources: Sources,
}

/// What a fit says of a number: its value, and its row of the lower triangular root of the covariance.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedNumber {
    pub value: f64,
    pub spread: Vec<f64>,
}

impl Base {
    /// The scenario in which numbers have other values, named as in `--set`; nothing is drawn in it.
    ///
    /// # Errors
    /// What a file with these values would be faulted for.
    pub fn with(&self, values: &[(&str, f64)]) -> Result<Scenario, Faults> {
        Ok(self.build(&self.tree_with(values)?))
    }

    /// The scenario that carries a fit, and its text: its free numbers in their order, with the fitted values.
    ///
    /// # Errors
    /// As for [`Base::with`].
    pub fn fitted(&self, values: &[(&str, f64)], numbers: &[FittedNumber]) -> Result<Loaded, Faults> {
        let mut tree = self.tree_with(values)?;
        if let Some(Value::Table(run)) = tree.get_mut("run").map(|node| &mut node.value) {
            run.remove("fixed_parameters");
        }
        let parameters = path::parse("calibration.parameters").ok().and_then(|steps| find_mut(&mut tree, &steps));
        if let Some(Value::List(items)) = parameters.map(|node| &mut node.value) {
            items.iter_mut().zip(numbers).for_each(|(item, number)| carry(item, number));
        }
        let mut notes = Notes::default();
        let base = Arc::new(Base { tree: tree.clone(), ..self.clone() });
        let scenario = Scenario { posterior: Posterior::of(&base).map(Arc::new), ..self.build(&tree) };
        let inputs = input::relocate(&mut tree, &mut notes);
        if notes.faulty() {
            return Err(Faults::new(self.sources.clone(), &notes));
        }
        let resolved = write::resolved(&tree);
        let hash = input::hash(&resolved, &inputs);
        Ok(Loaded { scenario, resolved, hash, inputs, evidence: Vec::new(), warnings: Default::default(), base: Some(base) })
    }

    pub(super) fn build(&self, tree: &Table) -> Scenario {
        build(tree, &mut self.inputs.clone())
    }

    /// The tree with other values, if every value is within its bounds and all fit together.
    pub(super) fn tree_with(&self, values: &[(&str, f64)]) -> Result<Table, Faults> {
        let (mut tree, mut notes) = (self.tree.clone(), Notes::default());
        for (key, value) in values {
            if let Some(node) = path::parse(key).ok().and_then(|steps| find_mut(&mut tree, &steps)) {
                put(node, *value);
            }
        }
        check_file(&tree, scenario_shape(), "", &mut notes);
        check_together(&tree, Place::default(), &self.sources, &mut notes);
        if notes.faulty() { Err(Faults::new(self.sources.clone(), &notes)) } else { Ok(tree) }
    }
}

/// Gives a number, or the second of a point of a curve, another value.
fn put(node: &mut Node, value: f64) {
    match &mut node.value {
        Value::List(point) if point.len() == 2 => point[1].value = Value::Number(value),
        other => *other = Value::Number(value),
    }
}

/// Writes a fit into an item of `calibration.parameters`.
fn carry(item: &mut Node, number: &FittedNumber) {
    let place = item.place;
    let node = |value: Value| Node { value, place };
    let spread = number.spread.iter().map(|spread| node(Value::Number(*spread))).collect();
    let Value::Table(table) = &mut item.value else { return };
    for (key, value) in [("fitted", Value::Number(number.value)), ("spread", Value::List(spread))] {
        table.put(Entry { key: key.into(), key_place: place, node: node(value) });
    }
}
