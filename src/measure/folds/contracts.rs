//! What providers have where: contracts, supervisors and places, and contracts that have ended.

use super::profit::nobody;
use crate::journal::Presence;
use crate::measure::filter::Case;
use crate::measure::fold::{Fold, People, Values};
use crate::measure::plan::Plan;
use crate::units::Day;

/// What is counted.
#[derive(Clone, Copy, Debug)]
enum Count {
    Contracts,
    Supervisors,
    Places,
    /// Ended in the period, of those that were there when it began.
    Ended,
}

#[derive(Clone, Debug)]
struct Contracts {
    plan: Plan,
    count: Count,
    /// What was told of a contract last, and last by the date; in the order in which contracts were first told of.
    told: Vec<(Presence, Presence)>,
}

impl Contracts {
    fn boxed(plan: &Plan, count: Count) -> Box<dyn Fold> {
        Box::new(Contracts { plan: plan.clone(), count, told: Vec::new() })
    }

    /// What a contract adds to the count, and to what it is a share of.
    fn value(&self, last: &Presence, by_date: &Presence) -> (f64, f64) {
        let filter = &self.plan.selection.filter;
        let is_open = |day: Day| last.open.0 <= day && day <= last.open.1;
        // A provider that has ended a contract keeps its staff as long as it serves somebody.
        let counts = is_open(filter.at) || (last.open.0 <= filter.at && by_date.day > last.open.1);
        match self.count {
            Count::Contracts => (f64::from(u8::from(is_open(filter.at))), 1.0),
            Count::Supervisors => (if counts { by_date.supervisors } else { 0.0 }, 1.0),
            Count::Places => (if is_open(filter.at) { by_date.places.into() } else { 0.0 }, 1.0),
            Count::Ended => {
                let there = is_open(filter.from);
                (f64::from(u8::from(there && last.open.1 <= filter.to)), f64::from(u8::from(there)))
            }
        }
    }
}

impl Fold for Contracts {
    fn presences(&mut self, presences: &[Presence]) {
        for presence in presences {
            let same = |(told, _): &&mut (Presence, Presence)| (told.provider, told.area) == (presence.provider, presence.area);
            match self.told.iter_mut().find(same) {
                Some((last, by_date)) => {
                    *last = *presence;
                    if presence.day <= self.plan.selection.filter.at {
                        *by_date = *presence;
                    }
                }
                None => self.told.push((*presence, *presence)),
            }
        }
    }

    fn finish(&mut self, people: &People, values: &mut Values) {
        let mut sums = vec![(0.0, 0.0); self.plan.selection.cells];
        for (last, by_date) in &self.told {
            let subject = nobody(last.area);
            if let Some(cell) = self.plan.selection.cell(Case::service(&subject, None, Some(last.provider)), people) {
                let (part, whole) = self.value(last, by_date);
                sums[cell] = (sums[cell].0 + part, sums[cell].1 + whole);
            }
        }
        for (cell, (part, whole)) in sums.into_iter().enumerate() {
            match self.count {
                Count::Ended => values.set_ratio(cell, part, whole),
                _ => values.set(cell, part),
            }
        }
    }

    fn reset(&mut self) {
        self.told.clear();
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Contracts under which a provider can be chosen at the date.
pub fn contracts(plan: &Plan) -> Box<dyn Fold> {
    Contracts::boxed(plan, Count::Contracts)
}

/// Supervisors at the date.
pub fn supervisors(plan: &Plan) -> Box<dyn Fold> {
    Contracts::boxed(plan, Count::Supervisors)
}

/// Places at the date, of contracts under which a provider can be chosen.
pub fn places(plan: &Plan) -> Box<dyn Fold> {
    Contracts::boxed(plan, Count::Places)
}

/// Of the contracts at the period's beginning, those that ended in it.
pub fn ended_share(plan: &Plan) -> Box<dyn Fold> {
    Contracts::boxed(plan, Count::Ended)
}
