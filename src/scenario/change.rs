//! What differs between two scenarios, key by key.

/// Which part of a scenario a key belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the agency decides: policy and payments.
    Lever,
    /// What nobody decides: the world.
    Assumption,
}

/// One key, or one item of a list by date, that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// As in `--set`, e.g. `policy.thresholds[2020-05-26].level_a_below`.
    pub key: String,
    pub part: Part,
    /// What the key means, one sentence; its unit.
    pub doc: &'static str,
    pub unit: &'static str,
    /// The values as in a file; none where it is not given.
    pub base: Option<String>,
    pub variant: Option<String>,
}

use super::load::Loaded;
use super::types::Scenario;
use crate::units::Day;

/// What differs, key by key.
pub fn changes(_base: &Loaded, _variant: &Loaded) -> Vec<Change> {
    Vec::new()
}

/// Differences that make two scenarios incomparable.
pub fn incomparable(_base: &Loaded, _variant: &Loaded) -> Vec<Change> {
    Vec::new()
}

/// The first day on which something that differs is in force.
pub fn first_change(base: &Scenario, variant: &Scenario) -> Option<Day> {
    let same = (&base.world, &base.policy) == (&variant.world, &variant.policy);
    (!same).then(|| base.run.from - 1)
}
