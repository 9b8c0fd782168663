//! The register at a date.

use super::places::Places;
use crate::measure::fold::{Fold, People, Values};
use crate::measure::plan::Plan;
use crate::units::Day;

/// Counts those on the register at the end of the date.
#[derive(Clone, Debug)]
struct Register {
    plan: Plan,
    date: [Day; 1],
    /// By cell.
    counts: Vec<u32>,
}

impl Fold for Register {
    fn dates(&self) -> &[Day] {
        &self.date
    }

    fn snapshot(&mut self, _: usize, _: &Places, people: &People) {
        for subject in people.register_on(self.date[0]) {
            if let Some(cell) = self.plan.selection.cell_of_person(&subject, people) {
                self.counts[cell] += 1;
            }
        }
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        self.counts.iter().enumerate().for_each(|(cell, count)| values.set(cell, f64::from(*count)));
    }

    fn reset(&mut self) {
        self.counts.fill(0);
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Persons on the register `at`, with their registration time and programme on that day.
pub fn registered(plan: &Plan) -> Box<dyn Fold> {
    Box::new(Register { plan: plan.clone(), date: [plan.selection.filter.at], counts: vec![0; plan.selection.cells] })
}
