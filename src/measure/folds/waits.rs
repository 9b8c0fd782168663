//! How long persons wait between the steps.

use crate::journal::What;
use crate::measure::filter::Case;
use crate::measure::fold::{Facts, Fold, People, Values};
use crate::measure::histogram::Histogram;
use crate::measure::plan::Plan;

/// The waits in the order of the keys, each with mean, median and 90th percentile.
const WAITS: usize = 4;

/// The wait that a fact ends, and its days.
fn wait(what: &What) -> Option<(usize, u16)> {
    match *what {
        What::Contacted { reached: true, waited } => Some((0, waited)),
        What::Referred { verdict, waited, .. } | What::Deviated { verdict, waited, .. } if verdict.level().is_some() => Some((1, waited)),
        What::Chose { waited, .. } => Some((2, waited)),
        What::Started { waited, .. } => Some((3, waited)),
        _ => None,
    }
}

#[derive(Clone, Debug)]
struct Waits {
    plan: Plan,
    /// By cell, then by wait.
    days: Vec<Histogram>,
}

impl Fold for Waits {
    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        let selection = &self.plan.selection;
        for fact in facts.iter().filter(|fact| selection.filter.in_period(fact.day)) {
            let Some((wait, days)) = wait(&fact.what) else { continue };
            if let Some(cell) = selection.cell(Case::of(fact), people) {
                self.days[cell * WAITS + wait].add(usize::from(days));
            }
        }
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        for (index, days) in self.days.iter().enumerate() {
            values.slots[index * 3] = days.mean();
            values.slots[index * 3 + 1] = days.quantile(0.5);
            values.slots[index * 3 + 2] = days.quantile(0.9);
        }
    }

    fn reset(&mut self) {
        self.days.iter_mut().for_each(Histogram::clear);
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Waits that ended in the period: until reached, until the decision on a yes, until the choice, until the start.
pub fn waiting_days(plan: &Plan) -> Box<dyn Fold> {
    Box::new(Waits { plan: plan.clone(), days: vec![Histogram::default(); plan.selection.cells * WAITS] })
}
