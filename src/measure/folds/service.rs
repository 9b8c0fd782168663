//! The service's participants: at dates, on average, and who those are that start.

use super::places::Places;
use crate::journal::What;
use crate::measure::fold::{Facts, Fold, Marks, People, Values};
use crate::measure::histogram::Histogram;
use crate::measure::plan::Plan;
use crate::units::Day;

/// What is given of the numbers at the dates.
#[derive(Clone, Copy, Debug)]
enum Give {
    EachDate,
    Mean,
    /// Each cell's share of all.
    Shares,
}

/// Participants by cell at each of some dates.
#[derive(Clone, Debug)]
struct Snapshots {
    plan: Plan,
    give: Give,
    /// Rising.
    dates: Vec<Day>,
    /// By date, then by cell.
    counts: Vec<u32>,
}

impl Snapshots {
    fn boxed(plan: &Plan, give: Give, dates: Vec<Day>) -> Box<dyn Fold> {
        let counts = vec![0; dates.len() * plan.selection.cells];
        Box::new(Snapshots { plan: plan.clone(), give, dates, counts })
    }

    fn count(&self, date: Day, cell: usize) -> f64 {
        let index = self.dates.binary_search(&date).expect("a key's date is one of the dates");
        f64::from(self.counts[index * self.plan.selection.cells + cell])
    }

    fn give(&self, values: &mut Values) {
        let cells = self.plan.selection.cells;
        match self.give {
            Give::EachDate => {
                let own: Vec<Day> = self.plan.own.iter().filter_map(|key| key.date()).collect();
                (0..cells * own.len()).for_each(|slot| values.set(slot, self.count(own[slot % own.len()], slot / own.len())));
            }
            Give::Mean => (0..cells).for_each(|cell| {
                let sum: f64 = self.dates.iter().map(|date| self.count(*date, cell)).sum();
                values.set_ratio(cell, sum, self.dates.len() as f64);
            }),
            Give::Shares => set_shares(&self.counts, values),
        }
    }
}

/// Each number's share of their sum.
fn set_shares(counts: &[u32], values: &mut Values) {
    let all = f64::from(counts.iter().sum::<u32>());
    counts.iter().enumerate().for_each(|(cell, count)| values.set_ratio(cell, f64::from(*count), all));
}

impl Fold for Snapshots {
    fn dates(&self) -> &[Day] {
        &self.dates
    }

    fn snapshot(&mut self, date: usize, places: &Places, people: &People) {
        let counts = &mut self.counts[date * self.plan.selection.cells..];
        places.cells(self.dates[date], &self.plan.selection, people).for_each(|(cell, _)| counts[cell] += 1);
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        self.give(values);
    }

    fn reset(&mut self) {
        self.counts.fill(0);
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// The last days of the months, as far as they lie within `from`-`to`.
pub fn month_ends(from: Day, to: Day) -> Vec<Day> {
    let ends = (1..).map(|months| from.month_start(months) - 1);
    ends.take_while(|end| *end <= to).collect()
}

/// In the service at the dates of the keys.
pub fn participants(plan: &Plan) -> Box<dyn Fold> {
    let mut dates: Vec<Day> = plan.own.iter().filter_map(|key| key.date()).collect();
    dates.sort();
    dates.dedup();
    Snapshots::boxed(plan, Give::EachDate, dates)
}

/// Mean of the month ends in the period.
pub fn participants_mean(plan: &Plan) -> Box<dyn Fold> {
    Snapshots::boxed(plan, Give::Mean, month_ends(plan.selection.filter.from, plan.selection.filter.to))
}

/// Composition of those in the service `at` or, if no date is given, of those who started in the period.
pub fn shares(plan: &Plan) -> Box<dyn Fold> {
    if plan.at_written {
        return Snapshots::boxed(plan, Give::Shares, vec![plan.selection.filter.at]);
    }
    Starters::boxed(plan, false)
}

/// Those who started in the period, once each: how many by cell, and their registration times.
#[derive(Clone, Debug)]
struct Starters {
    plan: Plan,
    seen: Marks,
    counts: Vec<u32>,
    /// Registration times by cell, if their median is wanted.
    days: Vec<Histogram>,
}

impl Starters {
    fn boxed(plan: &Plan, median: bool) -> Box<dyn Fold> {
        let days = if median { vec![Histogram::default(); plan.selection.cells] } else { Vec::new() };
        Box::new(Starters { plan: plan.clone(), counts: vec![0; plan.selection.cells], seen: Marks::default(), days })
    }
}

impl Fold for Starters {
    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        for fact in facts.iter().filter(|fact| matches!(fact.what, What::Started { .. })) {
            let Some(cell) = self.plan.selection.cell_of(fact, people) else { continue };
            if !self.seen.set(fact.subject.person) {
                self.counts[cell] += 1;
                self.days.get_mut(cell).into_iter().for_each(|days| days.add(usize::from(fact.subject.registration_days)));
            }
        }
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        match self.days.is_empty() {
            true => set_shares(&self.counts, values),
            false => self.days.iter().enumerate().for_each(|(cell, days)| values.slots[cell] = days.quantile(0.5)),
        }
    }

    fn reset(&mut self) {
        self.seen.clear();
        self.counts.fill(0);
        self.days.iter_mut().for_each(Histogram::clear);
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Median registration time at the start, of those who started in the period.
pub fn median_registration_days(plan: &Plan) -> Box<dyn Fold> {
    Starters::boxed(plan, true)
}
