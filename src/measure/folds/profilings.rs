//! Measures over profilings: which of a person's profilings count, and what is added up over them.

use crate::journal::{Fact, What};
use crate::measure::fold::{Facts, Fold, Marks, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::measure::values::Which;
use crate::pathway::thresholds::{LinesByDay, Verdict};
use crate::units::JobChance;
use std::sync::Arc;

/// What is kept of a profiling.
#[derive(Clone, Copy, Debug)]
struct Profiling {
    cell: u32,
    registration_days: u16,
    score: JobChance,
    verdict: Verdict,
}

/// Adds profilings up.
trait Tally: Clone + Send + Sync + 'static {
    /// Takes in another measure of the family; the number that it is known by.
    fn join(&mut self, _: &Plan) -> usize {
        0
    }
    fn add(&mut self, profiling: &Profiling);
    fn values(&self, values: &mut Values);
    fn reset(&mut self);
}

/// Chooses profilings and hands them to a tally. `which` chooses within the period, whatever the other filters say, so
/// that filters compose.
#[derive(Clone, Debug)]
struct Chosen<T> {
    plan: Plan,
    /// With `first`: who has been profiled in the period.
    seen: Marks,
    /// With `last`: each person's last profiling in the period, if the filters admit it.
    last: PerPerson<Option<Profiling>>,
    tally: T,
}

impl<T: Tally> Chosen<T> {
    fn boxed(plan: &Plan, tally: T) -> Box<dyn Fold> {
        Box::new(Chosen { plan: plan.clone(), seen: Marks::default(), last: PerPerson::default(), tally })
    }

    fn read(&self, fact: &Fact, people: &People) -> Option<Profiling> {
        let What::Profiled { score, verdict, .. } = fact.what else { return None };
        let cell = self.plan.selection.cell_of(fact, people)? as u32;
        Some(Profiling { cell, registration_days: fact.subject.registration_days, score, verdict })
    }
}

impl<T: Tally> Fold for Chosen<T> {
    fn join(&mut self, plan: &Plan) -> usize {
        self.tally.join(plan)
    }

    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        let (from, to) = (self.plan.selection.filter.from, self.plan.selection.filter.to);
        for fact in facts.iter().filter(|fact| from <= fact.day && fact.day <= to) {
            if self.plan.which == Which::First && self.seen.set(fact.subject.person) {
                continue;
            }
            let profiling = self.read(fact, people);
            if self.plan.which == Which::Last {
                *self.last.at(fact.subject.person) = profiling;
            } else {
                profiling.iter().for_each(|profiling| self.tally.add(profiling));
            }
        }
    }

    fn close(&mut self, _: &People) {
        self.last.iter().flatten().for_each(|profiling| self.tally.add(&profiling));
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        self.tally.values(values);
    }

    fn reset(&mut self) {
        self.seen.clear();
        self.last.clear();
        self.tally.reset();
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Numbers by verdict, for all measures of the family.
#[derive(Clone, Debug, Default)]
struct Verdicts {
    /// The verdicts given, or those of a set applied to the scores: as many as the measures ask for.
    variants: Vec<Variant>,
}

#[derive(Clone, Debug)]
struct Variant {
    thresholds: Option<Arc<LinesByDay>>,
    /// By cell, then by verdict.
    counts: Vec<[u32; 5]>,
}

impl Tally for Verdicts {
    fn join(&mut self, plan: &Plan) -> usize {
        let same = |variant: &Variant| match (&variant.thresholds, &plan.thresholds) {
            (Some(own), Some(other)) => own == other,
            (own, other) => own.is_none() && other.is_none(),
        };
        self.variants.iter().position(same).unwrap_or_else(|| {
            self.variants.push(Variant { thresholds: plan.thresholds.clone(), counts: vec![[0; 5]; plan.selection.cells] });
            self.variants.len() - 1
        })
    }

    fn add(&mut self, profiling: &Profiling) {
        for Variant { thresholds, counts } in &mut self.variants {
            let applied = |lines: &Arc<LinesByDay>| lines.verdict(profiling.score, profiling.registration_days);
            let verdict = thresholds.as_ref().map_or(profiling.verdict, applied);
            counts[profiling.cell as usize][verdict as usize] += 1;
        }
    }

    fn values(&self, values: &mut Values) {
        for (cell, counts) in self.variants[values.variant].counts.iter().enumerate() {
            let all = f64::from(counts.iter().sum::<u32>());
            let no = f64::from(counts[Verdict::TooNear as usize] + counts[Verdict::TooFar as usize]);
            match values.measure {
                "profilings" => values.set(cell, all),
                "yes_share" => values.set_ratio(cell, all - no, all),
                "verdict_shares" => (0..5).for_each(|index| values.set_ratio(cell * 5 + index, f64::from(counts[index]), all)),
                _ => (0..5).for_each(|index| values.set(cell * 5 + index, f64::from(counts[index]))),
            }
        }
    }

    fn reset(&mut self) {
        self.variants.iter_mut().for_each(|variant| variant.counts.fill([0; 5]));
    }
}

/// Mean scores around registration times.
#[derive(Clone, Debug)]
struct Scores {
    /// How many registration times there are.
    times: usize,
    /// By registration day: the first and the end of those that lie near it, which follow one another.
    near: Vec<(u16, u16)>,
    /// Sum of scores and number, by cell and registration time.
    sums: Vec<(f64, u32)>,
}

/// Whether a registration time lies within max(10, N/10) days of N.
fn is_near(registration_days: u16, n: u32) -> bool {
    let distance = i64::from(registration_days).abs_diff(i64::from(n));
    distance <= 10 || distance * 10 <= u64::from(n)
}

/// By registration day, as far as any of the rising times is near: the range of those that are.
fn near(times: &[u32]) -> Vec<(u16, u16)> {
    let last = times.last().map_or(0, |n| n.saturating_add((n / 10).max(10)).min(u32::from(u16::MAX)) as u16);
    let range = |day: u16| {
        let first = times.iter().position(|n| is_near(day, *n)).unwrap_or(0);
        let count = times[first..].iter().take_while(|n| is_near(day, **n)).count();
        (first as u16, (first + count) as u16)
    };
    (0..=last).map(range).collect()
}

impl Tally for Scores {
    fn add(&mut self, profiling: &Profiling) {
        let Some(&(first, end)) = self.near.get(usize::from(profiling.registration_days)) else { return };
        let cell = &mut self.sums[profiling.cell as usize * self.times..];
        for sum in &mut cell[usize::from(first)..usize::from(end)] {
            *sum = (sum.0 + f64::from(profiling.score.0), sum.1 + 1);
        }
    }

    fn values(&self, values: &mut Values) {
        self.sums.iter().enumerate().for_each(|(slot, (sum, count))| values.set_ratio(slot, *sum, f64::from(*count)));
    }

    fn reset(&mut self) {
        self.sums.fill((0.0, 0));
    }
}

/// Profilings by verdict: their number, the share with a level, shares and numbers by verdict.
pub fn verdicts(plan: &Plan) -> Box<dyn Fold> {
    Chosen::boxed(plan, Verdicts::default())
}

/// Mean score around given registration times, 0-1.
pub fn mean_score(plan: &Plan) -> Box<dyn Fold> {
    let times: Vec<u32> = plan.own.iter().map(|key| key.days()).collect();
    Chosen::boxed(plan, Scores { times: times.len(), near: near(&times), sums: vec![(0.0, 0); plan.slots()] })
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn a_tenth_of_the_time_but_at_least_ten_days() {
        assert!(is_near(11, 1) && !is_near(12, 1));
        assert!(is_near(50, 60) && !is_near(49, 60));
        assert!(is_near(630, 700) && is_near(770, 700) && !is_near(629, 700));
    }
}
