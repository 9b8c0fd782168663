//! Contacts in the service, as reported.

use crate::journal::What;
use crate::measure::fold::{Facts, Fold, People, Values};
use crate::measure::plan::Plan;

#[derive(Clone, Debug)]
struct Contacts {
    plan: Plan,
    /// By cell and own key: contacts, reports.
    sums: Vec<(u32, u32)>,
}

impl Fold for Contacts {
    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        for fact in facts.iter() {
            let What::Reported { month, contacts, .. } = fact.what else { continue };
            if let Some(cell) = self.plan.selection.cell_of(fact, people) {
                let sum = &mut self.sums[cell * 2 + usize::from(month > 1)];
                *sum = (sum.0 + u32::from(contacts), sum.1 + 1);
            }
        }
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        self.sums
            .iter()
            .enumerate()
            .for_each(|(slot, (contacts, reports))| values.set_ratio(slot, f64::from(*contacts), f64::from(*reports)));
    }

    fn reset(&mut self) {
        self.sums.fill((0, 0));
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Mean contacts per reported month: in the first, and in later ones.
pub fn per_month(plan: &Plan) -> Box<dyn Fold> {
    Box::new(Contacts { plan: plan.clone(), sums: vec![(0, 0); plan.slots()] })
}
