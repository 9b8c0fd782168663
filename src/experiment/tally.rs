//! What differs between the base and a variant, counted person by person in each replication.

use super::cause::Rules;
use super::flow::{Changed, Flow, Hindsight, Move, Standing, provider};
use super::moves::Moves;
use crate::engine::streams::Luck;
use crate::journal::What;
use crate::measure::lives::{Lives, Step};
use crate::pathway::thresholds::Verdict;
use crate::sim::{Model, State};
use crate::units::{Day, JobChance, ProviderId};
use std::collections::HashMap;

const STANDINGS: usize = Standing::ALL.len();

/// One replication of one scenario, to be compared person by person.
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub lives: Lives,
    /// By person: who it is, whatever its number.
    identities: Vec<Luck>,
    /// By person: factor on job hazards.
    multipliers: Vec<f64>,
}

impl Record {
    /// Takes what the finished replication's state knows of its persons.
    pub fn close(&mut self, state: &State) {
        self.identities.clear();
        self.identities.extend(state.identities());
        self.multipliers.clear();
        self.multipliers.extend(state.multipliers());
        self.lives.close(self.identities.len());
    }

    /// Forgets the replication; what comes next is told with the numbers that providers have in the base.
    pub fn clear(&mut self, contrast: Option<&Contrast>) {
        self.lives.clear(contrast.map_or(&[], |contrast| &contrast.provider_numbers));
    }

    /// Whether everything is the same, to the bit.
    pub fn same_as(&self, other: &Record) -> bool {
        self.identities == other.identities && self.lives.same_as(&other.lives)
    }

    /// A person's life; none of somebody who does not exist here.
    fn life(&self, person: Option<usize>) -> &[Step] {
        person.map_or(&[], |person| self.lives.of(person))
    }

    fn paid(&self, person: Option<usize>) -> i64 {
        person.map_or(0, |person| self.lives.paid(person))
    }

    fn multiplier(&self, person: Option<usize>) -> f64 {
        person.map_or(0.0, |person| self.multipliers[person])
    }
}

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
const LIVES: usize = STANDINGS * STANDINGS * 2;
const STANDING_DIFFERS: usize = LIVES + 2;
const PROVIDER_DIFFERS: usize = LIVES + 4;
const PAYMENT_DIFFERS: usize = LIVES + 6;
const PERSONS: usize = LIVES + 8;
const HINDSIGHT: usize = LIVES + 9;
const MOVES: usize = HINDSIGHT + 8;

/// Sums over replications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    sums: Vec<Sum>,
    pub replications: u32,
    /// The first day on which a life differs, in any replication.
    pub first_difference: Option<Day>,
}

impl Tally {
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

    /// The profilings that boundaries pass over, all replications together.
    pub fn moves(&self) -> Vec<u64> {
        self.sums[MOVES..].iter().map(|sum| sum.sum).collect()
    }
}

/// What is needed to compare lives under two models.
pub struct Contrast<'a> {
    base: &'a Model,
    variant: &'a Model,
    rules: Rules<'a>,
    moves: Moves<'a>,
    /// By provider of the variant: its number in the base; empty if the numbers are the same.
    provider_numbers: Vec<ProviderId>,
}

impl<'a> Contrast<'a> {
    pub fn new(base: &'a Model, variant: &'a Model) -> Contrast<'a> {
        let provider_numbers = provider_numbers(base, variant);
        Contrast { base, variant, rules: Rules::new(base, variant), moves: Moves::new(base, variant), provider_numbers }
    }

    /// Boundaries that move, and the profilings that they pass over.
    pub fn moved(&self, tally: &Tally) -> Vec<Move> {
        self.moves.told(&tally.moves(), tally.replications)
    }

    pub fn tally(&self) -> Tally {
        Tally { sums: vec![Sum::default(); MOVES + self.moves.len()], replications: 0, first_difference: None }
    }

    /// Compares one replication.
    pub fn compare(&self, base: &Record, variant: &Record) -> Tally {
        let mut counts = vec![0; MOVES + self.moves.len()];
        let mut first_difference: Option<Day> = None;
        for (person, other) in pairs(&base.identities, &variant.identities) {
            let (one, two) = (base.life(person), variant.life(other));
            counts[PERSONS] += 1;
            look_back(&mut counts[HINDSIGHT..], self.base, one, base.multiplier(person));
            look_back(&mut counts[HINDSIGHT + 4..], self.variant, two, variant.multiplier(other));
            one.iter().for_each(|step| self.moves.count(step, &mut counts[MOVES..]));
            let money = (base.paid(person), variant.paid(other));
            let differs_on = self.difference(one, two, money, &mut counts);
            first_difference = [first_difference, differs_on].into_iter().flatten().min();
        }
        let mut tally = self.tally();
        tally.sums.iter_mut().zip(counts).for_each(|(sum, count)| sum.add(count));
        Tally { replications: 1, first_difference, ..tally }
    }

    /// Counts what differs between two lives of one person; the first day on which something does.
    fn difference(&self, one: &[Step], two: &[Step], money: (i64, i64), counts: &mut [u64]) -> Option<Day> {
        if one == two && money.0 == money.1 {
            return None;
        }
        let (from, to) = (Standing::of(one), Standing::of(two));
        let cause = self.rules.cause(one, two, money != (0, 0)) as usize;
        counts[flow(from, to) + cause] += 1; // of the same standing: those in whose life something else differs
        counts[LIVES + cause] += 1;
        if from != to {
            counts[STANDING_DIFFERS + cause] += 1;
        } else if provider(one) != provider(two) {
            counts[PROVIDER_DIFFERS + cause] += 1;
        } else if money.0 != money.1 {
            counts[PAYMENT_DIFFERS + cause] += 1;
        }
        first_difference(one, two)
    }
}

/// Sorts a person's noes into right and wrong by the true chance.
fn look_back(counts: &mut [u64], model: &Model, life: &[Step], multiplier: f64) {
    for step in life {
        let place = match step.what {
            What::Profiled { verdict: Verdict::TooNear, .. } => 0,
            What::Profiled { verdict: Verdict::TooFar, .. } => 2,
            _ => continue,
        };
        let days = i32::from(step.registration_days);
        let truth = JobChance(model.true_chance(multiplier, days) as f32);
        let true_verdict = model.thresholds.on(step.day).map(|set| set.at(days).verdict(truth));
        counts[place] += 1;
        counts[place + 1] += u64::from(true_verdict != Some([Verdict::TooNear, Verdict::TooFar][place / 2]));
    }
}

/// Providers that the base has not got come after its own.
fn provider_numbers(base: &Model, variant: &Model) -> Vec<ProviderId> {
    let names = |model: &'_ Model| -> Vec<u64> { model.scenario.world.providers.iter().map(|provider| provider.key).collect() };
    let (ours, theirs) = (names(base), names(variant));
    if ours == theirs {
        return Vec::new();
    }
    let mut next = ours.len();
    let mut number = |key: &u64| {
        let known = ours.iter().position(|own| own == key);
        next += usize::from(known.is_none());
        ProviderId(known.unwrap_or(next - 1) as u16)
    };
    theirs.iter().map(&mut number).collect()
}

fn flow(from: Standing, to: Standing) -> usize {
    (from as usize * STANDINGS + to as usize) * 2
}

/// The first day on which one life has a step that the other has not.
fn first_difference(one: &[Step], two: &[Step]) -> Option<Day> {
    let same = one.iter().zip(two).take_while(|(one, two)| one == two).count();
    [one.get(same), two.get(same)].into_iter().flatten().map(|step| step.day).min()
}

/// Persons of base and variant by identity; those that are in one only come without a number in the other.
fn pairs(base: &[Luck], variant: &[Luck]) -> Vec<(Option<usize>, Option<usize>)> {
    if base == variant {
        return (0..base.len()).map(|person| (Some(person), Some(person))).collect();
    }
    let mut numbers: HashMap<Luck, usize> = variant.iter().enumerate().map(|(number, luck)| (*luck, number)).collect();
    let mut pairs: Vec<_> = base.iter().enumerate().map(|(number, luck)| (Some(number), numbers.remove(luck))).collect();
    let mut rest: Vec<usize> = numbers.into_values().collect();
    rest.sort_unstable();
    pairs.extend(rest.into_iter().map(|number| (None, Some(number))));
    pairs
}
