//! Time to an event by the product-limit estimator of Kaplan and Meier: leaving the register and the end of the period censor.

use crate::journal::{Fact, What};
use crate::measure::filter::Case;
use crate::measure::fold::{Facts, First, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::pathway::person::Population;
use crate::units::Day;
use std::num::NonZeroU32;

/// The first two of a person's profilings and exits; what follows them no curve asks for.
#[derive(Clone, Copy, Debug, Default)]
struct Path {
    first: Option<Step>,
    second: Option<Step>,
}

/// The day of a profiling or of an exit from the register, packed into a word: the stream comes in no order of persons,
/// and what they have noted has to stay near the processor.
#[derive(Clone, Copy, Debug)]
struct Step(NonZeroU32);

impl Step {
    const MARK: u32 = 1 << 31;

    fn of(fact: &Fact) -> Option<Step> {
        let profiled = matches!(fact.what, What::Profiled { .. });
        NonZeroU32::new(Step::MARK | fact.day.0.unsigned_abs() << 1 | u32::from(profiled)).map(Step)
    }

    fn day(self) -> Day {
        Day(((self.0.get() & !Step::MARK) >> 1) as i32)
    }

    fn is_profiling(self) -> bool {
        self.0.get() & 1 == 1
    }
}

/// Numbers by days elapsed, of one cell.
#[derive(Clone, Debug, Default)]
pub struct Survival {
    events: Vec<u32>,
    censored: Vec<u32>,
}

impl Survival {
    fn count(list: &mut Vec<u32>, days: usize) {
        if days >= list.len() {
            list.resize(days + 1, 0);
        }
        list[days] += 1;
    }

    /// A person whose path from day 0 ends with this step or, without one, out of sight at `to`.
    fn note(&mut self, end: Option<Step>, origin: Day, to: Day) {
        let Ok(days) = usize::try_from(end.map_or(to, Step::day) - origin) else { return };
        if end.is_some_and(Step::is_profiling) { self.event(days) } else { self.censor(days) }
    }

    /// An event after so many days.
    pub fn event(&mut self, days: usize) {
        Survival::count(&mut self.events, days);
    }

    /// Out of sight after so many days; of those, events of the same day come first.
    pub fn censor(&mut self, days: usize) {
        Survival::count(&mut self.censored, days);
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

/// Time to the first profiling, and from one on the day of registration to the next. The stream only notes days; persons
/// are looked at once, in order, when it is over.
#[derive(Clone, Debug)]
struct Curves {
    plan: Plan,
    paths: PerPerson<Path>,
    /// By cell: to the first profiling, to the next one.
    cells: Vec<[Survival; 2]>,
}

impl Curves {
    fn step(&mut self, fact: &Fact) {
        let path = self.paths.at(fact.subject.person);
        match path {
            Path { first: None, .. } => path.first = Step::of(fact),
            Path { second: None, .. } => path.second = Step::of(fact),
            _ => {}
        }
    }

    /// Day 0 of a person: the day of registration, or the first of the run for the stock.
    fn origin(&self, first: &First) -> Day {
        match first.subject.population {
            Population::Stock => self.plan.run_from,
            Population::New => first.day,
        }
    }

    fn add(&mut self, cell: usize, first: &First) {
        let path = self.paths.get(first.subject.person);
        let origin = self.origin(first);
        let to = self.plan.selection.filter.to;
        let [once, again] = &mut self.cells[cell];
        once.note(path.first, origin, to);
        if path.first.is_some_and(|step| step.is_profiling() && step.day() == first.day) {
            again.note(path.second, origin, to);
        }
    }
}

impl Fold for Curves {
    fn facts(&mut self, facts: Facts<'_>, _: &People) {
        let to = self.plan.selection.filter.to;
        facts.iter().filter(|fact| fact.day <= to).for_each(|fact| self.step(fact));
    }

    fn close(&mut self, people: &People) {
        let to = self.plan.selection.filter.to;
        for first in people.iter().filter(|first| first.day <= to) {
            if let Some(cell) = self.plan.selection.cell(Case::person(&first.subject), people) {
                self.add(cell, &first);
            }
        }
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        let own = &self.plan.own;
        let again = usize::from(values.measure == "profiled_again_by_day");
        for (cell, survival) in self.cells.iter().enumerate() {
            for (index, key) in own.iter().enumerate() {
                values.slots[cell * own.len() + index] = survival[again].share_by(key.days() as usize);
            }
        }
    }

    fn reset(&mut self) {
        self.paths.clear();
        self.cells.iter_mut().flatten().for_each(Survival::clear);
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Shares profiled by day N since the registration (new) or the start (stock), and profiled again by day N of those
/// profiled on the day of registration.
pub fn curves(plan: &Plan) -> Box<dyn Fold> {
    let cells = vec![Default::default(); plan.selection.cells];
    Box::new(Curves { plan: plan.clone(), paths: PerPerson::default(), cells })
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
