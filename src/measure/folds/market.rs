//! The market: how many providers, how concentrated, how persons come to them.

use super::places::Places;
use crate::journal::{Fact, What};
use crate::measure::filter::Case;
use crate::measure::fold::{Facts, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::pathway::thresholds::Level;
use crate::units::Day;

/// Participants by provider at a date.
#[derive(Clone, Debug)]
struct Providers {
    plan: Plan,
    /// Share of the largest instead of the number of providers.
    top: bool,
    date: [Day; 1],
    /// By cell, then by provider.
    counts: Vec<u32>,
}

impl Providers {
    fn boxed(plan: &Plan, top: bool) -> Box<dyn Fold> {
        let counts = vec![0; plan.selection.cells * plan.providers];
        let date = [plan.selection.filter.at];
        Box::new(Providers { plan: plan.clone(), top, date, counts })
    }

    fn give(&self, cell: usize, values: &mut Values) {
        let counts = &self.counts[cell * self.plan.providers..][..self.plan.providers];
        let mut sizes: Vec<u32> = counts.iter().copied().filter(|size| *size > 0).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        if !self.top {
            return values.set(cell, sizes.len() as f64);
        }
        let largest: u32 = sizes.iter().take(self.plan.n).sum();
        values.set_ratio(cell, f64::from(largest), f64::from(sizes.iter().sum::<u32>()));
    }
}

impl Fold for Providers {
    fn dates(&self) -> &[Day] {
        &self.date
    }

    fn snapshot(&mut self, _: usize, places: &Places, people: &People) {
        for (cell, participant) in places.cells(self.date[0], &self.plan.selection, people) {
            self.counts[cell * self.plan.providers + participant.provider.index()] += 1;
        }
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        (0..self.plan.selection.cells).for_each(|cell| self.give(cell, values));
    }

    fn reset(&mut self) {
        self.counts.fill(0);
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Providers with participants at the date.
pub fn providers_with_participants(plan: &Plan) -> Box<dyn Fold> {
    Providers::boxed(plan, false)
}

/// Share of the participants at the date that the largest providers have.
pub fn top_share(plan: &Plan) -> Box<dyn Fold> {
    Providers::boxed(plan, true)
}

/// Choices by default; a choice's level is that of the referral before it.
#[derive(Clone, Debug)]
struct Choices {
    plan: Plan,
    level: PerPerson<Option<Level>>,
    /// By cell: by default, all.
    counts: Vec<(u32, u32)>,
}

impl Choices {
    fn chose(&mut self, fact: &Fact, active: bool, people: &People) {
        let case = Case::service(&fact.subject, self.level.get(fact.subject.person), Case::of(fact).provider());
        if !self.plan.selection.filter.in_period(fact.day) {
            return;
        }
        if let Some(cell) = self.plan.selection.cell(case, people) {
            self.counts[cell].0 += u32::from(!active);
            self.counts[cell].1 += 1;
        }
    }
}

impl Fold for Choices {
    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        for fact in facts.iter() {
            match fact.what {
                What::Referred { level, .. } | What::LevelCorrected { to: level, .. } => *self.level.at(fact.subject.person) = Some(level),
                What::Chose { active, .. } => self.chose(fact, active, people),
                _ => {}
            }
        }
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        self.counts.iter().enumerate().for_each(|(cell, (part, all))| values.set_ratio(cell, f64::from(*part), f64::from(*all)));
    }

    fn reset(&mut self) {
        self.level.clear();
        self.counts.fill((0, 0));
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Share of the choices in the period that were taken by default.
pub fn no_active_choice_share(plan: &Plan) -> Box<dyn Fold> {
    Box::new(Choices { plan: plan.clone(), level: PerPerson::default(), counts: vec![(0, 0); plan.selection.cells] })
}
