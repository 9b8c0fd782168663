//! Time to an event by the product-limit estimator of Kaplan and Meier: leaving the register and the end of the period censor.
//!
//! In the order of a day outcomes come before registrations and casework: who leaves on a day cannot be profiled on it and
//! is no longer at risk. Who is still registered at the end of the period has been at risk on its last day.

use crate::journal::{Fact, What};
use crate::measure::fold::{Facts, First, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::pathway::person::Population;
use crate::units::Day;

/// The days of a person's first two profilings and of the first exit from the register, counted from 1 for the day before
/// the run, with 0 for none; what follows them no curve asks for. Small: the stream comes in no order of persons.
#[derive(Clone, Copy, Debug, Default)]
struct Path {
    profiled: [u16; 2],
    left: u16,
}

/// How a person goes out of sight of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Profiled(Day),
    Left(Day),
    /// Nothing happened until the end of the period.
    Unseen(Day),
}

/// Numbers by days elapsed, of one cell.
#[derive(Clone, Debug, Default)]
pub struct Survival {
    events: Vec<u32>,
    left: Vec<u32>,
    unseen: Vec<u32>,
}

impl Survival {
    fn count(list: &mut Vec<u32>, days: usize) {
        if days >= list.len() {
            list.resize(days + 1, 0);
        }
        list[days] += 1;
    }

    /// A person whose path from day 0 ends so.
    fn note(&mut self, end: End, origin: Day) {
        let (End::Profiled(day) | End::Left(day) | End::Unseen(day)) = end;
        let Ok(days) = usize::try_from(day - origin) else { return };
        match end {
            End::Profiled(_) => Survival::count(&mut self.events, days),
            End::Left(_) => Survival::count(&mut self.left, days),
            End::Unseen(_) => Survival::count(&mut self.unseen, days),
        }
    }

    /// The share with the event by `days`; nothing if nobody is in sight for so long and some never had it.
    pub fn share_by(&self, days: usize) -> Option<f64> {
        let number = |list: &Vec<u32>, day: usize| list.get(day).copied().unwrap_or(0);
        let mut at_risk: u32 = [&self.events, &self.left, &self.unseen].into_iter().flatten().sum();
        let mut without = 1.0;
        for day in 0..=days {
            at_risk -= number(&self.left, day);
            if at_risk == 0 {
                return (without == 0.0).then_some(1.0);
            }
            without *= 1.0 - f64::from(number(&self.events, day)) / f64::from(at_risk);
            at_risk -= number(&self.events, day) + number(&self.unseen, day);
        }
        Some(1.0 - without)
    }

    fn clear(&mut self) {
        [&mut self.events, &mut self.left, &mut self.unseen].into_iter().for_each(|list| list.fill(0));
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
        let number = (fact.day - self.plan.run_from + 2) as u16;
        let path = self.paths.at(fact.subject.person);
        let slot = match fact.what {
            What::Deregistered { .. } => &mut path.left,
            _ if path.profiled[0] == 0 => &mut path.profiled[0],
            _ => &mut path.profiled[1],
        };
        *slot = if *slot == 0 { number } else { *slot };
    }

    /// How the time to the first profiling (0) or to the second one (1) ends.
    fn end(&self, path: Path, which: usize) -> End {
        let day = |number: u16| self.plan.run_from + i32::from(number) - 2;
        match (path.profiled[which], path.left) {
            (0, 0) => End::Unseen(self.plan.selection.filter.to),
            (profiled, 0) => End::Profiled(day(profiled)),
            (profiled, left) if profiled != 0 && profiled < left => End::Profiled(day(profiled)),
            (_, left) => End::Left(day(left)),
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
        let [first_end, next_end] = [0, 1].map(|which| self.end(path, which));
        let [once, again] = &mut self.cells[cell];
        once.note(first_end, origin);
        if first_end == End::Profiled(first.day) {
            again.note(next_end, origin);
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
        people.cells(&self.plan.selection.clone(), to).for_each(|(cell, first)| self.add(cell, first));
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
    use super::{End, Survival};
    use crate::units::Day;

    fn survival(ends: &[End]) -> Survival {
        let mut survival = Survival::default();
        ends.iter().for_each(|end| survival.note(*end, Day(0)));
        survival
    }

    /// Eight persons: profiled on days 1, 3, 3; left on days 0, 1, 2, 3; still there on day 5. Who leaves on a day is not at
    /// risk on it: on day 1 one of 6 is profiled, on day 3 two of 3.
    #[test]
    fn a_curve_worked_by_hand() {
        let profiled = [1, 3, 3].map(|day| End::Profiled(Day(day)));
        let left = [0, 1, 2, 3].map(|day| End::Left(Day(day)));
        let survival = survival(&[&profiled[..], &left, &[End::Unseen(Day(5))]].concat());
        assert_eq!(survival.share_by(0), Some(0.0));
        assert!((survival.share_by(1).unwrap() - 1.0 / 6.0).abs() < 1e-15);
        assert!((survival.share_by(2).unwrap() - 1.0 / 6.0).abs() < 1e-15);
        assert!((survival.share_by(3).unwrap() - (1.0 - 5.0 / 18.0)).abs() < 1e-15);
        assert!(survival.share_by(5).is_some() && survival.share_by(6).is_none());
    }

    #[test]
    fn a_curve_that_reached_one_stays_there() {
        let survival = survival(&[End::Profiled(Day(2))]);
        assert_eq!([survival.share_by(1), survival.share_by(2), survival.share_by(9)], [Some(0.0), Some(1.0), Some(1.0)]);
        assert_eq!(Survival::default().share_by(0), None);
    }

    /// Of those registered on day 0, one is profiled then; the day before day 0 is out of sight. When all have left, the
    /// curve has ended.
    #[test]
    fn day_0_and_the_end_of_a_curve() {
        let ends = [End::Profiled(Day(0)), End::Left(Day(0)), End::Left(Day(-1)), End::Left(Day(4)), End::Left(Day(4))];
        let survival = survival(&ends);
        assert!((survival.share_by(0).unwrap() - 1.0 / 3.0).abs() < 1e-15);
        assert!(survival.share_by(3).is_some() && survival.share_by(4).is_none());
    }
}
