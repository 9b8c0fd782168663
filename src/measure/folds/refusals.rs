//! Refusals: how many of the referred are refused, and whether those taken are nearer to work than those who are not.

use crate::journal::What;
use crate::measure::filter::Case;
use crate::measure::fold::{Facts, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::pathway::thresholds::Level;

/// The last referral of a person: its level, and the true chance.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    chance: f64,
    level: Option<Level>,
}

/// Answers that those referred got, with the sums of true chances.
#[derive(Clone, Copy, Debug, Default)]
struct Answers {
    refusals: f64,
    taken: f64,
    chance_taken: f64,
    /// Refused by all.
    lapsed: f64,
    chance_lapsed: f64,
}

impl Answers {
    /// Counts an answer; with a refusal that is not the last, others are still to be asked.
    fn count(&mut self, chance: f64, is_refusal: bool, is_over: bool) {
        self.refusals += f64::from(u8::from(is_refusal));
        let (count, sum) = match (is_refusal, is_over) {
            (false, _) => (&mut self.taken, &mut self.chance_taken),
            (true, true) => (&mut self.lapsed, &mut self.chance_lapsed),
            (true, false) => return,
        };
        (*count, *sum) = (*count + 1.0, *sum + chance);
    }
}

#[derive(Clone, Debug)]
struct Refusals {
    plan: Plan,
    asked: PerPerson<Asked>,
    /// By cell.
    answers: Vec<Answers>,
}

impl Fold for Refusals {
    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        for fact in facts.iter() {
            let person = fact.subject.person;
            let (provider, is_refusal, is_over) = match fact.what {
                What::Referred { level, truth, .. } => {
                    *self.asked.at(person) = Asked { chance: truth.0.into(), level: Some(level) };
                    continue;
                }
                What::LevelCorrected { to, .. } => {
                    self.asked.at(person).level = Some(to);
                    continue;
                }
                What::Chose { provider, .. } => (provider, false, true),
                What::Refused { provider, last, .. } => (provider, true, last),
                _ => continue,
            };
            let Asked { chance, level } = self.asked.get(person);
            let case = Case::service(&fact.subject, level, Some(provider));
            let cell = if self.plan.selection.filter.in_period(fact.day) { self.plan.selection.cell(case, people) } else { None };
            cell.into_iter().for_each(|cell| self.answers[cell].count(chance, is_refusal, is_over));
        }
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        for (cell, answers) in self.answers.iter().enumerate() {
            let Answers { refusals, taken, chance_taken, lapsed, chance_lapsed } = *answers;
            let all = taken + lapsed;
            values.set_ratio(cell * 3, refusals, refusals + taken);
            values.set_ratio(cell * 3 + 1, lapsed, all);
            // Mean chance of those taken over that of all who were referred.
            values.set_ratio(cell * 3 + 2, chance_taken * all, (chance_taken + chance_lapsed) * taken);
        }
    }

    fn reset(&mut self) {
        self.asked.clear();
        self.answers.fill(Answers::default());
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Of the answers in the period the share of refusals, of the referrals that which lapsed, and the index of cream-skimming.
pub fn refusals(plan: &Plan) -> Box<dyn Fold> {
    Box::new(Refusals { plan: plan.clone(), asked: PerPerson::default(), answers: vec![Answers::default(); plan.selection.cells] })
}
