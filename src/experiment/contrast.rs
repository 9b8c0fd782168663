//! Two scenarios on the same luck: each person's life in one held against the same person's life in the other.

use super::cause::{Life, Rules};
use super::flow::{Move, Standing, provider};
use super::moves::Moves;
use super::record::Record;
use super::tally::{
    BEFORE, DEADWEIGHT, HINDSIGHT, LIVES, MOVES, PAYMENT_DIFFERS, PERSONS, PROVIDER_DIFFERS, STANDING_DIFFERS, Tally, flow,
};
use crate::engine::streams::Luck;
use crate::journal::{Channel, What};
use crate::measure::lives::Step;
use crate::pathway::thresholds::Verdict;
use crate::scenario::first_change;
use crate::sim::Model;
use crate::units::{Day, JobChance, ProviderId};
use std::collections::HashMap;

/// What is needed to compare lives under two models.
pub struct Contrast<'a> {
    base: &'a Model,
    variant: &'a Model,
    rules: Rules<'a>,
    moves: Moves<'a>,
    /// The first day on which something that differs is in force.
    first_change: Option<Day>,
    /// By provider of the variant: its number in the base; empty if the numbers are the same.
    pub(super) provider_numbers: Vec<ProviderId>,
}

impl<'a> Contrast<'a> {
    pub fn new(base: &'a Model, variant: &'a Model) -> Contrast<'a> {
        let (rules, moves) = (Rules::new(base, variant), Moves::new(base, variant));
        let first_change = first_change(&base.scenario, &variant.scenario);
        Contrast { base, variant, rules, moves, first_change, provider_numbers: provider_numbers(base, variant) }
    }

    /// The first day on which something that differs is in force; none if nothing does.
    pub fn first_change(&self) -> Option<Day> {
        self.first_change
    }

    /// Boundaries that move, and the profilings that they pass over.
    pub fn moved(&self, tally: &Tally) -> Vec<Move> {
        self.moves.told(&tally.moves(), tally.replications)
    }

    pub fn tally(&self) -> Tally {
        Tally::new(MOVES + self.moves.len())
    }

    /// Compares one replication.
    pub fn compare(&self, base: &Record, variant: &Record) -> Tally {
        let mut counts = vec![0; MOVES + self.moves.len()];
        let mut first_difference: Option<Day> = None;
        for (person, other) in pairs(&base.identities, &variant.identities) {
            let (one, two) = (base.life(person), variant.life(other));
            counts[PERSONS] += 1;
            counts[BEFORE] += u64::from(self.first_change.is_some_and(|change| began_before(&one, change)));
            look_back(&mut counts[HINDSIGHT..], self.base, one.steps, base.multiplier(person));
            look_back(&mut counts[HINDSIGHT + 4..], self.variant, two.steps, variant.multiplier(other));
            one.steps.iter().for_each(|step| self.moves.count(step, &mut counts[MOVES..]));
            count_deadweight(&one, &two, &mut counts[DEADWEIGHT..]);
            let differs_on = self.difference(&one, &two, &mut counts);
            first_difference = [first_difference, differs_on].into_iter().flatten().min();
        }
        Tally::of_one(&counts, first_difference)
    }

    /// Counts what differs between two lives of one person; the first day on which something does.
    fn difference(&self, one: &Life, two: &Life, counts: &mut [u64]) -> Option<Day> {
        if one.same_as(two) {
            return None;
        }
        let (from, to) = (Standing::of(one.steps), Standing::of(two.steps));
        let cause = self.rules.cause(one, two) as usize;
        counts[flow(from, to) + cause] += 1; // of the same standing: those in whose life something else differs
        counts[LIVES + cause] += 1;
        if from != to {
            counts[STANDING_DIFFERS + cause] += 1;
        } else if provider(one.steps) != provider(two.steps) {
            counts[PROVIDER_DIFFERS + cause] += 1;
        } else if one.paid != two.paid {
            counts[PAYMENT_DIFFERS + cause] += 1;
        }
        let step_on = first_difference(one.steps, two.steps, |step, _| step.day);
        // A payment shows on the day on which it is booked.
        let delays = [self.base, self.variant].map(|model| {
            let payments = &model.scenario.policy.payments;
            payments.approval_days + payments.pay_delay_days
        });
        let paid_on = first_difference(one.paid, two.paid, |paid, side| paid.paid_on - delays[side]);
        [step_on, paid_on].into_iter().flatten().min()
    }
}

/// Whether anything happened to a person before a day; the stock's registration is no event of the run.
fn began_before(life: &Life, change: Day) -> bool {
    life.steps.iter().any(|step| step.day < change && !matches!(step.what, What::Registered { channel: Channel::Stock }))
}

/// Whether a person's first result would have come without it: full-time work had begun by the same day in the other life too.
fn count_deadweight(life: &Life, other: &Life, counts: &mut [u64]) {
    let Some(result) = life.steps.iter().find(|step| matches!(step.what, What::Result { number: 0, .. })) else { return };
    let works = |step: &Step| matches!(step.what, What::WorkBegan { full_time: true, .. }) && step.day <= result.day;
    counts[0] += 1;
    counts[1] += u64::from(other.steps.iter().any(works));
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
        let truth = JobChance(model.profiler.hazards.chance_of(multiplier, days - 1) as f32);
        let true_verdict = model.profiler.lines.on(step.day).map(|set| set.at(days).verdict(truth));
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

/// The first day on which one list has something that the other has not; `day` is told from which of the two.
fn first_difference<T: PartialEq>(one: &[T], two: &[T], day: impl Fn(&T, usize) -> Day) -> Option<Day> {
    let same = one.iter().zip(two).take_while(|(one, two)| one == two).count();
    let next = [one.get(same), two.get(same)];
    next.into_iter().enumerate().filter_map(|(side, thing)| Some(day(thing?, side))).min()
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
