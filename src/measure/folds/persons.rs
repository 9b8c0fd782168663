//! Numbers and shares of persons. Their attributes are those at the run's start or first registration.

use super::places::Places;
use crate::measure::fold::{Facts, Fold, Marks, People, Values};
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
    yes: Marks,
    /// The date of the register, if that is the question.
    date: Vec<Day>,
}

impl Persons {
    fn boxed(plan: &Plan, question: Question) -> Box<dyn Fold> {
        let date = if question == Question::Remaining { vec![plan.selection.filter.at] } else { Vec::new() };
        Box::new(Persons { plan: plan.clone(), question, yes: Marks::default(), date })
    }

    /// The last day of a first registration that counts.
    fn until(&self) -> Day {
        let filter = &self.plan.selection.filter;
        if self.question == Question::Remaining { filter.at } else { filter.to }
    }
}

impl Fold for Persons {
    fn facts(&mut self, facts: Facts<'_>, _: &People) {
        for fact in facts.iter().filter(|fact| self.plan.selection.filter.in_period(fact.day)) {
            self.yes.set(fact.subject.person);
        }
    }

    fn dates(&self) -> &[Day] {
        &self.date
    }

    fn snapshot(&mut self, _: usize, _: &Places, people: &People) {
        for subject in people.register_on(self.date[0]) {
            self.yes.set(subject.person);
        }
    }

    fn finish(&mut self, people: &People, values: &mut Values) {
        let mut counts = vec![(0u32, 0u32); self.plan.selection.cells];
        for (cell, first) in people.cells(&self.plan.selection, self.until()) {
            counts[cell].0 += u32::from(self.yes.has(first.subject.person));
            counts[cell].1 += 1;
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
