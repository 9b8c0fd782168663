//! Numbers and shares of persons. Their attributes are those at the run's start or first registration.

use crate::journal::What;
use crate::measure::filter::Case;
use crate::measure::fold::{Facts, First, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::units::Day;

/// What is asked about each person.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Question {
    /// Nothing: how many there are.
    Number,
    /// Profiled in the period?
    Profiled,
    /// On the register at the date?
    Remaining,
}

/// Counts persons registered by a date, and those of them to whom the question applies.
#[derive(Clone, Debug)]
struct Persons {
    plan: Plan,
    question: Question,
    yes: PerPerson<bool>,
}

impl Persons {
    fn boxed(plan: &Plan, question: Question) -> Box<dyn Fold> {
        Box::new(Persons { plan: plan.clone(), question, yes: PerPerson::default() })
    }

    /// The last day of a first registration that counts.
    fn until(&self) -> Day {
        let filter = &self.plan.selection.filter;
        if self.question == Question::Remaining { filter.at } else { filter.to }
    }

    fn cell(&self, first: &First, people: &People) -> Option<usize> {
        if first.day <= self.until() { self.plan.selection.cell(Case::person(&first.subject), people) } else { None }
    }
}

impl Fold for Persons {
    fn facts(&mut self, facts: Facts<'_>, _: &People) {
        let filter = &self.plan.selection.filter;
        for fact in facts.iter() {
            let person = fact.subject.person;
            match fact.what {
                What::Profiled { .. } if filter.in_period(fact.day) => *self.yes.at(person) = true,
                What::Registered { .. } if fact.day <= filter.at => *self.yes.at(person) = true,
                What::Deregistered { .. } if fact.day <= filter.at => *self.yes.at(person) = false,
                _ => {}
            }
        }
    }

    fn finish(&mut self, people: &People, values: &mut Values) {
        let mut counts = vec![(0u32, 0u32); self.plan.selection.cells];
        for first in people.iter() {
            if let Some(cell) = self.cell(&first, people) {
                counts[cell].0 += u32::from(self.yes.get(first.subject.person));
                counts[cell].1 += 1;
            }
        }
        for (cell, (yes, all)) in counts.into_iter().enumerate() {
            match self.question {
                Question::Number => values.set(cell, f64::from(all)),
                _ => values.set_ratio(cell, f64::from(yes), f64::from(all)),
            }
        }
    }

    fn reset(&mut self) {
        self.yes.clear();
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Persons first registered by `to`.
pub fn persons(plan: &Plan) -> Box<dyn Fold> {
    Persons::boxed(plan, Question::Number)
}

/// Share profiled in the period, of persons first registered by `to`.
pub fn profiled_share(plan: &Plan) -> Box<dyn Fold> {
    Persons::boxed(plan, Question::Profiled)
}

/// Share on the register `at`, of persons first registered by then.
pub fn remaining_share(plan: &Plan) -> Box<dyn Fold> {
    Persons::boxed(plan, Question::Remaining)
}
