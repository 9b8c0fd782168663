//! What the agency is bound to at a date: base payments left of running referrals, and results on their way.

use super::places::Places;
use crate::journal::{Entry, PaymentKind};
use crate::measure::accrual::units_until;
use crate::measure::filter::Case;
use crate::measure::fold::{Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::pathway::payments::Per;
use crate::pathway::thresholds::Level;
use crate::units::{AreaId, Day, PersonId, Sek};

/// Somebody in the service at the date.
#[derive(Clone, Copy, Debug)]
struct Running {
    cell: usize,
    person: PersonId,
    started: (Day, u8),
    level: Level,
    area: AreaId,
}

#[derive(Clone, Debug)]
struct Commitments {
    plan: Plan,
    dates: [Day; 1],
    running: Vec<Running>,
    /// By person: the spell of the last base payment, and the units accrued in it by the date.
    accrued: PerPerson<(u8, i32)>,
    /// Results on their way, by cell.
    results: Vec<Sek>,
}

impl Commitments {
    /// Units of base payment that may still come if the person stays to the end.
    fn units_left(&self, running: &Running) -> i32 {
        let (base, (started, spell)) = (&self.plan.payments.base, running.started);
        let left = match base.per {
            Per::Month => base.most_units - (0..).take_while(|months| started.plus_months(months + 1) <= self.dates[0]).count() as i32,
            _ => {
                let (last, units) = self.accrued.get(running.person);
                base.most_units - if last == spell { units } else { 0 }
            }
        };
        left.max(0)
    }

    fn base(&self) -> Vec<Sek> {
        let mut sums = vec![Sek::ZERO; self.plan.selection.cells];
        for running in &self.running {
            let price = self.plan.payments.prices_on(running.level, running.area, self.dates[0]).base;
            sums[running.cell] += price.times(i64::from(self.units_left(running)));
        }
        sums
    }
}

impl Fold for Commitments {
    fn entries(&mut self, entries: &[Entry], _: &People) {
        for entry in entries.iter().filter(|entry| entry.kind == PaymentKind::Base && entry.first <= self.dates[0]) {
            let units = units_until(entry, self.dates[0], &self.plan.workdays);
            let (spell, sum) = self.accrued.at(entry.subject.person);
            (*spell, *sum) = (entry.subject.spell, if *spell == entry.subject.spell { *sum + units } else { units });
        }
    }

    fn claims(&mut self, _: &[Entry], pending: &[Entry], people: &People) {
        for entry in pending.iter().filter(|entry| entry.first <= self.dates[0] && self.dates[0] < entry.last) {
            if let Some(cell) = self.plan.selection.cell(Case::of_entry(entry), people) {
                self.results[cell] += entry.amount;
            }
        }
    }

    fn reads_entries(&self) -> bool {
        true
    }

    fn dates(&self) -> &[Day] {
        &self.dates
    }

    fn snapshot(&mut self, _: usize, places: &Places, people: &People) {
        let of = |(cell, at): (usize, &super::places::Participant)| {
            let (person, started, level, area) = (at.person(), at.started(), at.level, at.area());
            Running { cell, person, started, level, area }
        };
        self.running.extend(places.cells(self.dates[0], &self.plan.selection, people).map(of));
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        for (cell, (base, result)) in self.base().into_iter().zip(&self.results).enumerate() {
            let own = [base + *result, base, *result];
            own.iter().enumerate().for_each(|(place, sum)| values.set(cell * own.len() + place, sum.kronor()));
        }
    }

    fn reset(&mut self) {
        self.running.clear();
        self.accrued.clear();
        self.results.fill(Sek::ZERO);
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// SEK bound at a date, whole, by base payments left and by results on their way.
pub fn commitments(plan: &Plan) -> Box<dyn Fold> {
    let (dates, results) = ([plan.selection.filter.at], vec![Sek::ZERO; plan.selection.cells]);
    Box::new(Commitments { plan: plan.clone(), dates, running: Vec::new(), accrued: PerPerson::default(), results })
}
