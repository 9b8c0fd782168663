//! How far persons come: registered, contacted, profiled, yes, decided, started, result; once each.
//!
//! Contacted is whoever can be profiled: reached by a caseworker, informed at a registration at the web site or an office,
//! or profiled. Decided is whoever was referred: a yes followed, or a no overruled.

use crate::journal::{Channel, Fact, What};
use crate::measure::fold::{Facts, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;

/// Steps as bits, in the order of the keys.
const CONTACTED: u8 = 1 << 1;
const PROFILED: u8 = 1 << 2;
const YES: u8 = 1 << 3;
const DECIDED: u8 = 1 << 4;
const STARTED: u8 = 1 << 5;
const RESULT: u8 = 1 << 6;

/// The steps that a fact takes.
fn steps(fact: &Fact) -> u8 {
    match fact.what {
        What::Registered { channel: Channel::Web | Channel::LocalOffice } | What::Contacted { reached: true, .. } => CONTACTED,
        What::Profiled { verdict, .. } if verdict.level().is_some() => CONTACTED | PROFILED | YES,
        What::Profiled { .. } => CONTACTED | PROFILED,
        What::Referred { .. } => DECIDED,
        What::Started { .. } => STARTED,
        What::Result { .. } => RESULT,
        _ => 0,
    }
}

#[derive(Clone, Debug)]
struct Funnel {
    plan: Plan,
    steps: PerPerson<u8>,
}

impl Fold for Funnel {
    fn facts(&mut self, facts: Facts<'_>, _: &People) {
        for fact in facts.iter().filter(|fact| self.plan.selection.filter.in_period(fact.day)) {
            *self.steps.at(fact.subject.person) |= steps(fact);
        }
    }

    fn finish(&mut self, people: &People, values: &mut Values) {
        let own = self.plan.own.len();
        let mut persons = vec![[0u32; 256]; self.plan.selection.cells];
        for (cell, first) in people.cells(&self.plan.selection, self.plan.selection.filter.to) {
            persons[cell][usize::from(self.steps.get(first.subject.person) | 1)] += 1;
        }
        for (cell, by_steps) in persons.iter().enumerate() {
            for step in 0..own {
                let took = |(steps, persons): (usize, &u32)| if steps >> step & 1 == 1 { *persons } else { 0 };
                values.set(cell * own + step, f64::from(by_steps.iter().enumerate().map(took).sum::<u32>()));
            }
        }
    }

    fn reset(&mut self) {
        self.steps.clear();
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Persons registered by `to` who reached each step in the period.
pub fn funnel(plan: &Plan) -> Box<dyn Fold> {
    Box::new(Funnel { plan: plan.clone(), steps: PerPerson::default() })
}
