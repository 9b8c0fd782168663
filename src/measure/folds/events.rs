//! Measures that count events of a period: flows, results, shares of decisions.

use crate::journal::{Channel, What};
use crate::measure::fold::{Facts, Fold, Marks, People, Values};
use crate::measure::plan::Plan;

/// How an event counts.
#[derive(Clone, Copy, Debug)]
enum Place {
    Not,
    /// In the base of a share only.
    Base,
    /// In the whole, the first of the own keys.
    Whole,
    /// In the whole and in this part of it, counted from 0.
    Part(usize),
}

/// Counts the events of a period by cell and own key.
#[derive(Clone, Debug)]
struct Events<P> {
    plan: Plan,
    place: P,
    /// Shares of the base instead of numbers.
    shares: bool,
    /// Each person counts once, with the first event that counts.
    seen: Option<Marks>,
    counts: Vec<u32>,
    base: Vec<u32>,
}

impl<P: Fn(&What) -> Place + Clone + Send + Sync + 'static> Events<P> {
    fn boxed(plan: &Plan, place: P, shares: bool, once: bool) -> Box<dyn Fold> {
        let seen = once.then(Marks::default);
        let (counts, base) = (vec![0; plan.slots()], vec![0; plan.selection.cells]);
        Box::new(Events { plan: plan.clone(), place, shares, seen, counts, base })
    }

    fn count(&mut self, cell: usize, place: Place) {
        let slot = cell * self.plan.own.len();
        self.base[cell] += 1;
        match place {
            Place::Not | Place::Base => {}
            Place::Whole => self.counts[slot] += 1,
            Place::Part(part) => {
                self.counts[slot] += 1;
                self.counts[slot + 1 + part] += 1;
            }
        }
    }
}

impl<P: Fn(&What) -> Place + Clone + Send + Sync + 'static> Fold for Events<P> {
    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        for fact in facts.iter() {
            let place = (self.place)(&fact.what);
            if matches!(place, Place::Not) {
                continue;
            }
            let Some(cell) = self.plan.selection.cell_of(fact, people) else { continue };
            let again = self.seen.as_mut().is_some_and(|seen| seen.set(fact.subject.person));
            if !again {
                self.count(cell, place);
            }
        }
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        for (slot, count) in self.counts.iter().enumerate() {
            match self.shares {
                true => values.set_ratio(slot, f64::from(*count), f64::from(self.base[slot / self.plan.own.len()])),
                false => values.set(slot, f64::from(*count)),
            }
        }
    }

    fn reset(&mut self) {
        self.counts.fill(0);
        self.base.fill(0);
        self.seen.iter_mut().for_each(Marks::clear);
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

fn inflow_place(what: &What) -> Place {
    match what {
        What::Registered { channel: Channel::Stock } => Place::Not,
        _ => Place::Whole,
    }
}

fn outflow_place(what: &What) -> Place {
    match what {
        What::Deregistered { cause } => Place::Part(*cause as usize),
        _ => Place::Not,
    }
}

fn end_place(what: &What) -> Place {
    match what {
        What::Ended { reason, .. } => Place::Part(*reason as usize),
        _ => Place::Not,
    }
}

/// The base is every decision after a yes: the yes was followed or it was not.
fn decision_place(what: &What) -> Place {
    match what {
        What::Deviated { verdict, reason, .. } if verdict.level().is_some() => Place::Part(*reason as usize),
        What::Referred { verdict, .. } if verdict.level().is_some() => Place::Base,
        _ => Place::Not,
    }
}

/// Registrations in the period; the stock was registered before.
pub fn inflow(plan: &Plan) -> Box<dyn Fold> {
    Events::boxed(plan, inflow_place, false, false)
}

/// Deregistrations in the period, whole and by cause.
pub fn outflow(plan: &Plan) -> Box<dyn Fold> {
    Events::boxed(plan, outflow_place, false, false)
}

/// Persons who started in the period.
pub fn started(plan: &Plan) -> Box<dyn Fold> {
    Events::boxed(plan, |_| Place::Whole, false, true)
}

/// Persons whose service ended in the period, whole and by reason.
pub fn ended(plan: &Plan) -> Box<dyn Fold> {
    Events::boxed(plan, end_place, false, true)
}

/// Results approved in the period.
pub fn results(plan: &Plan) -> Box<dyn Fold> {
    let number = plan.number;
    let place = move |what: &What| match what {
        What::Result { number: reached, .. } if number.is_none_or(|number| number == *reached) => Place::Whole,
        _ => Place::Not,
    };
    Events::boxed(plan, place, false, false)
}

/// Deviations of the period over the decisions after a yes, whole and by reason.
pub fn deviation_share(plan: &Plan) -> Box<dyn Fold> {
    Events::boxed(plan, decision_place, true, false)
}
