//! Who comes to a job, whether or not it ends the registration.

use crate::journal::What;
use crate::measure::fold::{Facts, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;

/// A person's jobs begun in the period: the cell of the first, plus 1, and whether one of them is full-time.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    cell: u32,
    full_time: bool,
}

#[derive(Clone, Debug)]
struct Jobs {
    plan: Plan,
    found: PerPerson<Found>,
}

impl Fold for Jobs {
    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        for fact in facts.iter() {
            let What::WorkBegan { cause, full_time, .. } = fact.what else { continue };
            let Some(cell) = self.plan.selection.cell_of(fact, people).filter(|_| cause.is_job()) else { continue };
            let found = self.found.at(fact.subject.person);
            found.cell = if found.cell == 0 { cell as u32 + 1 } else { found.cell };
            found.full_time |= full_time;
        }
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        let mut counts = vec![[0u32; 2]; self.plan.selection.cells];
        for found in self.found.iter().filter(|found| found.cell > 0) {
            let [all, full_time] = &mut counts[found.cell as usize - 1];
            (*all, *full_time) = (*all + 1, *full_time + u32::from(found.full_time));
        }
        for (cell, counts) in counts.iter().enumerate() {
            counts.iter().enumerate().for_each(|(own, count)| values.set(cell * 2 + own, f64::from(*count)));
        }
    }

    fn reset(&mut self) {
        self.found.clear();
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Persons with a job begun in the period, and those with a full-time one.
pub fn jobs(plan: &Plan) -> Box<dyn Fold> {
    Box::new(Jobs { plan: plan.clone(), found: PerPerson::default() })
}
