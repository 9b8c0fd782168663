//! What differs between a base and a variant, added up over replications.

use super::flow::{Changed, Flow, Hindsight, Standing};
use crate::units::Day;

const STANDINGS: usize = Standing::ALL.len();

/// A sum over replications and the sum of squares: whole numbers, so that no order of adding changes them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    sum: u64,
    squares: u64,
}

impl Sum {
    fn add(&mut self, count: u64) {
        self.sum += count;
        self.squares += count * count;
    }

    fn mean(self, n: u32) -> f64 {
        self.sum as f64 / f64::from(n)
    }

    fn se(self, n: u32) -> Option<f64> {
        let (n, sum) = (f64::from(n), self.sum as f64);
        (n > 1.0).then(|| ((self.squares as f64 - sum * sum / n).max(0.0) / (n - 1.0) / n).sqrt())
    }
}

/// Counts of one replication, or their sums over replications: by place, as laid out below.
pub(super) const LIVES: usize = STANDINGS * STANDINGS * 2;
pub(super) const STANDING_DIFFERS: usize = LIVES + 2;
pub(super) const PROVIDER_DIFFERS: usize = LIVES + 4;
pub(super) const PAYMENT_DIFFERS: usize = LIVES + 6;
pub(super) const PERSONS: usize = LIVES + 8;
/// Persons to whom something happened before the rules differ.
pub(super) const BEFORE: usize = LIVES + 9;
pub(super) const HINDSIGHT: usize = LIVES + 10;
/// Persons with a result in the base, and those of them with full-time work by the same day in the variant.
pub(super) const DEADWEIGHT: usize = HINDSIGHT + 8;
pub(super) const MOVES: usize = DEADWEIGHT + 2;

/// Sums over replications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    sums: Vec<Sum>,
    pub replications: u32,
    /// The first day on which a life differs, in any replication.
    pub first_difference: Option<Day>,
}

impl Tally {
    /// Nothing yet, with room for so many counts.
    pub(super) fn new(places: usize) -> Tally {
        Tally { sums: vec![Sum::default(); places], replications: 0, first_difference: None }
    }

    /// The counts of one replication.
    pub(super) fn of_one(counts: &[u64], first_difference: Option<Day>) -> Tally {
        let mut tally = Tally { replications: 1, first_difference, ..Tally::new(counts.len()) };
        tally.sums.iter_mut().zip(counts).for_each(|(sum, count)| sum.add(*count));
        tally
    }

    /// Adds other replications.
    pub fn add(&mut self, other: &Tally) {
        for (sum, more) in self.sums.iter_mut().zip(&other.sums) {
            (sum.sum, sum.squares) = (sum.sum + more.sum, sum.squares + more.squares);
        }
        self.replications += other.replications;
        self.first_difference = [self.first_difference, other.first_difference].into_iter().flatten().min();
    }

    fn mean(&self, place: usize) -> f64 {
        self.sums[place].mean(self.replications)
    }

    fn by_cause(&self, place: usize) -> [f64; 2] {
        [self.mean(place), self.mean(place + 1)]
    }

    /// How many lives differ, per replication.
    pub fn changed(&self) -> Changed {
        Changed {
            persons: self.mean(PERSONS),
            lives: self.by_cause(LIVES),
            standings: self.by_cause(STANDING_DIFFERS),
            providers: self.by_cause(PROVIDER_DIFFERS),
            payments: self.by_cause(PAYMENT_DIFFERS),
        }
    }

    /// All persons compared, in all replications.
    pub fn compared(&self) -> u64 {
        self.sums[PERSONS].sum
    }

    /// Those of them to whom something happened before the rules differ, and nothing that differs.
    pub fn compared_before(&self) -> u64 {
        self.sums[BEFORE].sum
    }

    /// Lives that differ, in all replications.
    pub fn differing(&self) -> u64 {
        self.sums[LIVES].sum + self.sums[LIVES + 1].sum
    }

    /// Where persons get to in the variant who get elsewhere in the base, the largest flows first.
    pub fn flows(&self) -> Vec<Flow> {
        let between = |from: &Standing, to: &Standing| {
            let place = flow(*from, *to);
            let se = [0, 1].map(|cause| self.sums[place + cause].se(self.replications));
            Flow { from: *from, to: *to, persons: self.by_cause(place), se }
        };
        let elsewhere = |from: &Standing, to: &Standing| from != to;
        let all = Standing::ALL.iter().flat_map(|from| Standing::ALL.iter().map(move |to| (from, to)));
        let mut flows: Vec<Flow> = all.filter(|(from, to)| elsewhere(from, to)).map(|(from, to)| between(from, to)).collect();
        let persons = |flow: &Flow| flow.persons[0] + flow.persons[1];
        flows.retain(|flow| persons(flow) > 0.0);
        flows.sort_by(|a, b| persons(b).total_cmp(&persons(a)));
        flows
    }

    /// What the truth would have said, in base and variant.
    pub fn hindsight(&self) -> [Hindsight; 2] {
        [HINDSIGHT, HINDSIGHT + 4].map(|place| {
            let [too_near, false_too_near, too_far, false_too_far] = [0, 1, 2, 3].map(|index| self.mean(place + index));
            Hindsight { too_near, false_too_near, too_far, false_too_far }
        })
    }

    /// Of the persons with a result in the base: share who have full-time work by the same day in the variant too.
    pub fn deadweight(&self) -> Option<f64> {
        let [results, also] = [0, 1].map(|index| self.sums[DEADWEIGHT + index].sum as f64);
        (results > 0.0).then(|| also / results)
    }

    /// The profilings that boundaries pass over, all replications together.
    pub fn moves(&self) -> Vec<u64> {
        self.sums[MOVES..].iter().map(|sum| sum.sum).collect()
    }
}

/// Where persons between two standings are counted: direct ones, with the crowded after them.
pub(super) fn flow(from: Standing, to: Standing) -> usize {
    (from as usize * STANDINGS + to as usize) * 2
}
