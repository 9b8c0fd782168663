//! Payments to providers, when they accrue and when they are paid.

use crate::journal::{Entry, PaymentKind, What};
use crate::measure::accrual::on_basis;
use crate::measure::filter::Case;
use crate::measure::fold::{Facts, Fold, Marks, People, Values};
use crate::measure::plan::Plan;
use crate::units::Sek;

const KINDS: usize = PaymentKind::ALL.len();

/// What is given of the sums.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Give {
    /// Whole and by kind.
    Sums,
    ResultShare,
    /// Per person who started.
    PerStart,
    PerResult,
    /// Of claims that were refused, whole and by kind.
    Refused,
}

#[derive(Clone, Debug)]
struct Money {
    plan: Plan,
    give: Give,
    /// By cell, then by kind.
    sums: Vec<[Sek; KINDS]>,
    /// Starts or results, by cell.
    counts: Vec<u32>,
    seen: Marks,
}

impl Money {
    fn boxed(plan: &Plan, give: Give) -> Box<dyn Fold> {
        let cells = plan.selection.cells;
        Box::new(Money { plan: plan.clone(), give, sums: vec![[Sek::ZERO; KINDS]; cells], counts: vec![0; cells], seen: Marks::default() })
    }

    /// What counts of an entry within the period.
    fn amount(&self, entry: &Entry) -> Sek {
        let filter = &self.plan.selection.filter;
        on_basis(entry, self.plan.basis, (filter.from, filter.to), &self.plan.workdays)
    }

    fn give(&self, cell: usize, values: &mut Values) {
        let sums = self.sums[cell].map(Sek::kronor);
        let [base, result, premium, bonus] = sums;
        let result_and_bonus = result + bonus;
        let all = self.sums[cell].iter().copied().sum::<Sek>().kronor();
        match self.give {
            Give::Sums | Give::Refused => {
                let own = [all, base, result, premium, bonus];
                own.iter().enumerate().for_each(|(place, sum)| values.set(cell * own.len() + place, *sum));
            }
            Give::ResultShare => {
                values.set_ratio(cell * 2, result_and_bonus, all);
                values.set_ratio(cell * 2 + 1, result_and_bonus + premium, all);
            }
            Give::PerStart | Give::PerResult => values.set_ratio(cell, all, f64::from(self.counts[cell])),
        }
    }
}

impl Fold for Money {
    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        for fact in facts.iter() {
            let Some(cell) = self.plan.selection.cell_of(fact, people) else { continue };
            let counts = match fact.what {
                What::Started { .. } => !self.seen.set(fact.subject.person),
                _ => true,
            };
            self.counts[cell] += u32::from(counts);
        }
    }

    fn entries(&mut self, entries: &[Entry], people: &People) {
        self.add(entries, people);
    }

    fn claims(&mut self, refused: &[Entry], _: &[Entry], people: &People) {
        if self.give == Give::Refused {
            self.add(refused, people);
        }
    }

    fn reads_entries(&self) -> bool {
        self.give != Give::Refused
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        (0..self.sums.len()).for_each(|cell| self.give(cell, values));
    }

    fn reset(&mut self) {
        self.sums.fill([Sek::ZERO; KINDS]);
        self.counts.fill(0);
        self.seen.clear();
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

impl Money {
    fn add(&mut self, entries: &[Entry], people: &People) {
        for entry in entries {
            if let Some(cell) = self.plan.selection.cell(Case::of_entry(entry), people) {
                let amount = self.amount(entry);
                self.sums[cell][entry.kind as usize] += amount;
            }
        }
    }
}

/// Payments of the period in SEK, whole and by kind.
pub fn payments(plan: &Plan) -> Box<dyn Fold> {
    Money::boxed(plan, Give::Sums)
}

/// Share of the payments that is paid for results: the speed premium counted as base, and as result.
pub fn result_share(plan: &Plan) -> Box<dyn Fold> {
    Money::boxed(plan, Give::ResultShare)
}

/// Payments of the period per person who started in it, SEK.
pub fn cost_per_start(plan: &Plan) -> Box<dyn Fold> {
    Money::boxed(plan, Give::PerStart)
}

/// Payments of the period per result approved in it, SEK.
pub fn cost_per_result(plan: &Plan) -> Box<dyn Fold> {
    Money::boxed(plan, Give::PerResult)
}

/// Claims of the period that were refused, in SEK, whole and by kind.
pub fn refused_claims(plan: &Plan) -> Box<dyn Fold> {
    Money::boxed(plan, Give::Refused)
}
