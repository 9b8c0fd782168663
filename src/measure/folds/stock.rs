//! The register at a date.

use crate::journal::{Fact, Subject, What};
use crate::measure::filter::Case;
use crate::measure::fold::{Facts, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::units::Day;

/// A spell on the register: who, as at the registration but for the programme, and the day before registration day 1.
type Spell = Option<(Subject, Day)>;

/// Follows each person's spell until the date.
#[derive(Clone, Debug)]
struct Register {
    plan: Plan,
    spells: PerPerson<Spell>,
}

impl Register {
    fn apply(&mut self, fact: &Fact) {
        let spell = self.spells.at(fact.subject.person);
        match fact.what {
            What::Registered { .. } => *spell = Some((fact.subject, fact.day - i32::from(fact.subject.registration_days))),
            What::Deregistered { .. } => *spell = None,
            What::ProgrammeEntered { programme } => {
                if let Some((subject, _)) = spell {
                    subject.programme = programme;
                }
            }
            _ => {}
        }
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
        for (subject, day_zero) in self.spells.iter().flatten() {
            let registration_days = (selection.filter.at - day_zero).clamp(0, i32::from(u16::MAX)) as u16;
            let subject = Subject { registration_days, ..subject };
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
