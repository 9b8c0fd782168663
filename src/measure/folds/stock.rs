//! The register at a date.

use crate::journal::{Fact, Subject, What};
use crate::measure::filter::Case;
use crate::measure::fold::{Facts, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::pathway::person::Programme;
use crate::units::Day;

/// A spell on the register.
#[derive(Clone, Copy, Debug)]
struct Spell {
    /// The day before registration day 1.
    day_zero: Day,
    programme: Programme,
}

/// Follows each person's spell until the date.
#[derive(Clone, Debug)]
struct Register {
    plan: Plan,
    spells: PerPerson<Option<Spell>>,
}

impl Register {
    fn apply(&mut self, fact: &Fact) {
        let spell = self.spells.at(fact.subject.person);
        let day_zero = fact.day - i32::from(fact.subject.registration_days);
        match fact.what {
            What::Registered { .. } => *spell = Some(Spell { day_zero, programme: fact.subject.programme }),
            What::Deregistered { .. } => *spell = None,
            What::ProgrammeEntered { programme } => spell.iter_mut().for_each(|spell| spell.programme = programme),
            _ => {}
        }
    }

    /// A person's attributes at the date: those of the first registration but for registration time and programme.
    fn subject(&self, first: &Subject) -> Option<Subject> {
        let Spell { day_zero, programme } = self.spells.get(first.person)?;
        let days = self.plan.selection.filter.at - day_zero;
        Some(Subject { registration_days: days.clamp(0, i32::from(u16::MAX)) as u16, programme, ..*first })
    }
}

impl Fold for Register {
    fn facts(&mut self, facts: Facts<'_>, _: &People) {
        let at = self.plan.selection.filter.at;
        facts.iter().filter(|fact| fact.day <= at).for_each(|fact| self.apply(fact));
    }

    fn finish(&mut self, people: &People, values: &mut Values) {
        let selection = &self.plan.selection;
        let mut counts = vec![0u32; selection.cells];
        for subject in people.iter().filter_map(|first| self.subject(&first.subject)) {
            if let Some(cell) = selection.cell(Case::person(&subject), people) {
                counts[cell] += 1;
            }
        }
        counts.iter().enumerate().for_each(|(cell, count)| values.set(cell, f64::from(*count)));
    }

    fn reset(&mut self) {
        self.spells.clear();
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Persons on the register `at`, with their registration time and programme on that day.
pub fn registered(plan: &Plan) -> Box<dyn Fold> {
    Box::new(Register { plan: plan.clone(), spells: PerPerson::default() })
}
