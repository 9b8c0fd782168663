//! Time to an event by the product-limit estimator of Kaplan and Meier: leaving the register and the end of the period censor.

use crate::journal::{Fact, What};
use crate::measure::filter::Case;
use crate::measure::fold::{Facts, First, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::pathway::person::Population;
use crate::units::Day;

/// Where a person stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Standing {
    #[default]
    Before,
    AtRisk,
    /// Had the event, or was censored.
    Over,
}

/// Numbers by days elapsed, of one cell.
#[derive(Clone, Debug, Default)]
pub struct Survival {
    events: Vec<u32>,
    censored: Vec<u32>,
}

impl Survival {
    fn note(list: &mut Vec<u32>, days: usize) {
        if days >= list.len() {
            list.resize(days + 1, 0);
        }
        list[days] += 1;
    }

    /// An event after so many days.
    pub fn event(&mut self, days: usize) {
        Survival::note(&mut self.events, days);
    }

    /// Out of sight after so many days; of those, events of the same day come first.
    pub fn censor(&mut self, days: usize) {
        Survival::note(&mut self.censored, days);
    }

    /// The share with the event by `days`; nothing if nobody is in sight for so long and some never had it.
    pub fn share_by(&self, days: usize) -> Option<f64> {
        let number = |list: &Vec<u32>, day: usize| list.get(day).copied().unwrap_or(0);
        let mut at_risk = self.events.iter().sum::<u32>() + self.censored.iter().sum::<u32>();
        let mut without = 1.0;
        for day in 0..=days {
            if at_risk == 0 {
                return (without == 0.0).then_some(1.0);
            }
            without *= 1.0 - f64::from(number(&self.events, day)) / f64::from(at_risk);
            at_risk -= number(&self.events, day) + number(&self.censored, day);
        }
        Some(1.0 - without)
    }

    fn clear(&mut self) {
        self.events.clear();
        self.censored.clear();
    }
}

/// Time to the first profiling, or from one on the day of registration to the next.
#[derive(Clone, Debug)]
struct Curve {
    plan: Plan,
    again: bool,
    standing: PerPerson<Standing>,
    cells: Vec<Survival>,
}

impl Curve {
    fn boxed(plan: &Plan, again: bool) -> Box<dyn Fold> {
        let cells = vec![Survival::default(); plan.selection.cells];
        Box::new(Curve { plan: plan.clone(), again, standing: PerPerson::default(), cells })
    }

    /// Day 0 of a person: the day of registration, or the first of the run for the stock.
    fn origin(&self, first: &First) -> Day {
        match first.subject.population {
            Population::Stock => self.plan.run_from,
            Population::New => first.day,
        }
    }

    /// The time of a first profiling runs from the start for everybody.
    fn standing(&self, fact: &Fact) -> Standing {
        match self.standing.get(fact.subject.person) {
            Standing::Before if !self.again => Standing::AtRisk,
            standing => standing,
        }
    }

    fn step(&mut self, fact: &Fact, people: &People) {
        let Some(first) = people.first(fact.subject.person) else { return };
        let profiled = matches!(fact.what, What::Profiled { .. });
        let next = match self.standing(fact) {
            Standing::Over => return,
            Standing::Before if profiled && fact.day == first.day => Standing::AtRisk,
            Standing::Before | Standing::AtRisk => Standing::Over,
        };
        if self.standing(fact) == Standing::AtRisk {
            self.note(&first, fact.day, profiled, people);
        }
        *self.standing.at(fact.subject.person) = next;
    }

    fn note(&mut self, first: &First, day: Day, event: bool, people: &People) {
        let Ok(days) = usize::try_from(day - self.origin(first)) else { return };
        let Some(cell) = self.plan.selection.cell(Case::person(&first.subject), people) else { return };
        if event { self.cells[cell].event(days) } else { self.cells[cell].censor(days) }
    }

    fn censor_rest(&mut self, people: &People) {
        let to = self.plan.selection.filter.to;
        for first in people.iter().filter(|first| first.day <= to) {
            let standing = self.standing.get(first.subject.person);
            if standing == Standing::AtRisk || (standing == Standing::Before && !self.again) {
                self.note(&first, to, false, people);
            }
        }
    }
}

impl Fold for Curve {
    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        let to = self.plan.selection.filter.to;
        facts.iter().filter(|fact| fact.day <= to).for_each(|fact| self.step(fact, people));
    }

    fn finish(&mut self, people: &People, values: &mut Values) {
        self.censor_rest(people);
        let own = &self.plan.own;
        for (cell, survival) in self.cells.iter().enumerate() {
            for (index, key) in own.iter().enumerate() {
                values.slots[cell * own.len() + index] = survival.share_by(key.days() as usize);
            }
        }
    }

    fn reset(&mut self) {
        self.standing.clear();
        self.cells.iter_mut().for_each(Survival::clear);
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Share profiled by day N since the registration (new) or the start (stock).
pub fn profiled_by_day(plan: &Plan) -> Box<dyn Fold> {
    Curve::boxed(plan, false)
}

/// Share profiled again by day N, of those profiled on the day of registration.
pub fn profiled_again_by_day(plan: &Plan) -> Box<dyn Fold> {
    Curve::boxed(plan, true)
}

#[cfg(test)]
mod tests {
    use super::Survival;

    /// Six persons: events on days 1 and 3, 3; out of sight on days 1, 2, 5. After day 1: 5/6; day 3: 5/6 x 1/3.
    #[test]
    fn a_curve_worked_by_hand() {
        let mut survival = Survival::default();
        [1, 3, 3].into_iter().for_each(|day| survival.event(day));
        [1, 2, 5].into_iter().for_each(|day| survival.censor(day));
        assert_eq!(survival.share_by(0), Some(0.0));
        assert!((survival.share_by(1).unwrap() - 1.0 / 6.0).abs() < 1e-15);
        assert!((survival.share_by(2).unwrap() - 1.0 / 6.0).abs() < 1e-15);
        assert!((survival.share_by(3).unwrap() - (1.0 - 5.0 / 18.0)).abs() < 1e-15);
        assert!(survival.share_by(5).is_some() && survival.share_by(6).is_none());
    }

    #[test]
    fn a_curve_that_reached_one_stays_there() {
        let mut survival = Survival::default();
        survival.event(2);
        assert_eq!([survival.share_by(1), survival.share_by(2), survival.share_by(9)], [Some(0.0), Some(1.0), Some(1.0)]);
        assert_eq!(Survival::default().share_by(0), None);
    }
}
