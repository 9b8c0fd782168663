//! One replication of one scenario as it is compared with another: who lived which life.

use super::cause::Life;
use super::contrast::Contrast;
use crate::engine::streams::Luck;
use crate::measure::lives::Lives;
use crate::pathway::person::Traits;
use crate::sim::State;

/// One replication of one scenario, to be compared person by person.
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub lives: Lives,
    /// By person: who it is, whatever its number.
    pub(super) identities: Vec<Luck>,
    /// By person: factor on job hazards, and attributes.
    multipliers: Vec<f64>,
    traits: Vec<Traits>,
}

impl Record {
    /// Takes what the finished replication's state knows of its persons.
    pub fn close(&mut self, state: &State) {
        self.identities.clear();
        self.identities.extend(state.identities());
        self.multipliers.clear();
        self.multipliers.extend(state.multipliers());
        self.traits.clear();
        self.traits.extend(state.traits());
        self.lives.close(self.identities.len());
    }

    /// Forgets the replication; what comes next is told with the numbers that providers have in the base.
    pub fn clear(&mut self, contrast: Option<&Contrast>) {
        self.lives.clear(contrast.map_or(&[], |contrast| &contrast.provider_numbers));
    }

    pub fn persons(&self) -> usize {
        self.identities.len()
    }

    /// Whether everything is the same, to the bit.
    pub fn same_as(&self, other: &Record) -> bool {
        self.identities == other.identities && self.lives.same_as(&other.lives)
    }

    /// A person's life; nothing of somebody who does not exist here.
    pub(super) fn life(&self, person: Option<usize>) -> Life<'_> {
        let Some(person) = person else { return Life::default() };
        Life { steps: self.lives.steps(person), paid: self.lives.paid(person), traits: Some(&self.traits[person]) }
    }

    pub(super) fn multiplier(&self, person: Option<usize>) -> f64 {
        person.map_or(0.0, |person| self.multipliers[person])
    }
}
