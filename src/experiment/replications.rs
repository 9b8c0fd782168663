//! Replications of one scenario, or of several on the same luck, on several threads; results do not depend on how many.

use std::borrow::Cow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Instant;

use super::contrast::Contrast;
use super::latent::Cohort;
use super::record::Record;
use super::tally::Tally;
use crate::journal::{Chunk, Reader};
use crate::measure::scores::{Score, Scores};
use crate::measure::series::{Series, TimeSeries};
use crate::measure::{Observer, Row, Suite, Table};
use crate::sim::{Model, State, Totals, Violation, simulate};
use crate::units::Day;

/// Profilings sampled of the first replication, for the picture of scores.
const SAMPLE: usize = 2_000;

/// A scenario to be run, and what is measured of it.
#[derive(Clone, Copy)]
pub struct Arm<'a> {
    pub model: &'a Model,
    pub suite: &'a Suite,
}

/// How to replicate.
pub struct Settings<'a> {
    /// Numbers of the replications, in the order in which they are begun.
    pub replications: &'a [u32],
    pub threads: usize,
    /// Set from outside to stop: replications under way are finished, no new one is begun.
    pub stop: &'a AtomicBool,
    /// After this no replication is begun either.
    pub deadline: Option<Instant>,
    /// Told after each replication how many are done.
    pub progress: &'a (dyn Fn(u32) + Sync),
}

impl Settings<'_> {
    fn is_over(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }
}

/// What the finished replications of an arm gave.
pub struct Outcome {
    pub table: Table,
    /// Time series, with the replications in rising order.
    pub series: TimeSeries,
    /// A sample of the profilings of replication 1, if it was run.
    pub scores: Vec<Score>,
    /// Persons who came in the run, by replication in rising order.
    pub registrations: Vec<(u32, u32)>,
    pub done: u32,
}

/// Why replications stopped without a result.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("an invariant is broken, the numbers of this run must not be used: {0}")]
    Violation(#[from] Violation),
    #[error("threads cannot be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    #[error("replication {0} of the base, run twice, differs from itself: its numbers must not be used")]
    NotItself(u32),
    #[error("variant {variant}: a life differs on {day}, before the rules do ({first_change}): its numbers must not be used")]
    TooEarly { variant: usize, day: Day, first_change: String },
}

/// Runs the replications of one scenario, each measured by the suite as it goes.
///
/// # Errors
/// If an invariant is broken in a replication, or threads cannot be had.
pub fn replicate(model: &Model, suite: &Suite, settings: &Settings) -> Result<Outcome, Failure> {
    let mut outcomes = run(&[Arm { model, suite }], &[], settings)?.outcomes;
    Ok(outcomes.remove(0))
}

/// What the finished replications of all arms gave; a replication is finished when all its arms are.
pub(super) struct Finished {
    pub outcomes: Vec<Outcome>,
    /// One for each contrast of a later arm with the first.
    pub tallies: Vec<Tally>,
    /// Persons of the first arm in the replication that was run twice.
    pub run_twice: u64,
}

/// The one loop over replications. With contrasts, lives in each later arm are compared with those in the first.
pub(super) fn run(arms: &[Arm], contrasts: &[Contrast], settings: &Settings) -> Result<Finished, Failure> {
    let tallies = contrasts.iter().map(Contrast::tally).collect();
    let finished = Mutex::new(Finished { outcomes: arms.iter().map(Outcome::empty).collect(), tallies, run_twice: 0 });
    let shared = Shared { finished, failed: Mutex::new(None), next: AtomicU32::new(0) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(settings.threads).build()?;
    pool.scope(|scope| {
        for _ in 0..settings.threads {
            scope.spawn(|_| Worker::new(arms, contrasts, settings).work(&shared));
        }
    });
    match shared.failed.into_inner().expect("no thread panicked") {
        Some(failure) => Err(failure),
        None => {
            let mut finished = shared.finished.into_inner().expect("no thread panicked");
            finished.outcomes.iter_mut().for_each(Outcome::sort);
            Ok(finished)
        }
    }
}

impl Outcome {
    fn empty(arm: &Arm) -> Outcome {
        let series = TimeSeries { labels: Series::new(&arm.model.scenario).labels(), replications: Vec::new() };
        Outcome { table: Table::new(arm.suite), series, scores: Vec::new(), registrations: Vec::new(), done: 0 }
    }

    fn sort(&mut self) {
        self.series.replications.sort_by_key(|(replication, _)| *replication);
        self.registrations.sort_unstable();
    }

    /// Adds other replications of the same arm.
    pub fn add(&mut self, other: Outcome) {
        self.table.add(other.table);
        self.series.replications.extend(other.series.replications);
        self.registrations.extend(other.registrations);
        self.sort();
        if self.scores.is_empty() {
            self.scores = other.scores;
        }
        self.done += other.done;
    }

    fn push(&mut self, replication: u32, told: Told) {
        self.table.push(replication, told.rows);
        self.series.replications.push((replication, told.series));
        self.scores.extend(told.scores);
        self.registrations.push((replication, told.registrations));
        self.done += 1;
    }
}

/// What the threads share.
struct Shared {
    finished: Mutex<Finished>,
    failed: Mutex<Option<Failure>>,
    /// Place of the next replication to begin.
    next: AtomicU32,
}

/// One thread: takes replications until there are none, with memory of its own that is used again.
struct Worker<'a> {
    arms: &'a [Arm<'a>],
    contrasts: &'a [Contrast<'a>],
    settings: &'a Settings<'a>,
    state: State,
    readers: Vec<Readers<'a>>,
    /// Lives of the first arm, and of the one it is compared with; idle without contrasts.
    records: [Record; 2],
    /// Persons in the replication that was run twice, until they are handed over.
    run_twice: u64,
}

impl<'a> Worker<'a> {
    fn new(arms: &'a [Arm], contrasts: &'a [Contrast], settings: &'a Settings) -> Worker<'a> {
        let (state, readers) = (State::new(arms[0].model), arms.iter().map(Readers::new).collect());
        Worker { arms, contrasts, settings, state, readers, records: Default::default(), run_twice: 0 }
    }

    fn work(&mut self, shared: &Shared) {
        while !self.settings.is_over() {
            let place = shared.next.fetch_add(1, Ordering::Relaxed) as usize;
            let Some(&replication) = self.settings.replications.get(place) else { return };
            match self.replicate(replication) {
                Ok((told, tallies)) => {
                    let done = shared.hand_over(replication, told, &tallies, std::mem::take(&mut self.run_twice));
                    (self.settings.progress)(done);
                }
                Err(failure) => {
                    shared.failed.lock().expect("no thread panicked").get_or_insert(failure);
                    return self.settings.stop.store(true, Ordering::Relaxed);
                }
            }
        }
    }

    /// One replication of every arm.
    fn replicate(&mut self, replication: u32) -> Result<(Vec<Told>, Vec<Tally>), Failure> {
        let models: Vec<Cow<Model>> = self.arms.iter().map(|arm| arm.model.of(replication)).collect();
        if self.contrasts.is_empty() {
            return Ok((vec![self.simulate(0, &models[0], replication, None)?], Vec::new()));
        }
        let [mut base, mut other] = std::mem::take(&mut self.records);
        let mut told = vec![self.simulate(0, &models[0], replication, Some(&mut base))?];
        if replication == self.settings.replications[0] {
            let again = self.simulate(0, &models[0], replication, Some(&mut other))?;
            let same_rows = again.rows.iter().map(Row::bits).eq(told[0].rows.iter().map(Row::bits));
            if !(same_rows && base.same_as(&other)) {
                return Err(Failure::NotItself(replication));
            }
            self.run_twice = base.persons() as u64;
        }
        let mut tallies = Vec::new();
        for (arm, contrast) in (1..).zip(self.contrasts) {
            told.push(self.simulate(arm, &models[arm], replication, Some(&mut other))?);
            let is_shared = [0, arm].iter().all(|arm| matches!(models[*arm], Cow::Borrowed(_)));
            let own = (!is_shared).then(|| Contrast::new(&models[0], &models[arm]));
            tallies.push(own.as_ref().unwrap_or(contrast).compare(&base, &other));
        }
        self.records = [base, other];
        Ok((told, tallies))
    }

    /// One replication of one arm; its lives are recorded if they are asked for.
    fn simulate(&mut self, arm: usize, model: &Model, replication: u32, record: Option<&mut Record>) -> Result<Told, Failure> {
        let readers = &mut self.readers[arm];
        // The suite has what the latent process says at the fitted values.
        if self.arms[arm].model.scenario.posterior.is_some() && self.arms[arm].suite.has_latent() {
            readers.observer.set_latent(&Cohort::new(model));
        }
        readers.scores = (replication == 1).then(|| Scores::new(SAMPLE));
        self.state.fit(model);
        let Some(record) = record else {
            let totals = simulate(model, replication, &mut self.state, readers)?;
            return Ok(readers.tell(registrations(model, &totals)));
        };
        record.clear(arm.checked_sub(1).map(|contrast| &self.contrasts[contrast]));
        let totals = simulate(model, replication, &mut self.state, &mut Both(readers, &mut record.lives))?;
        record.close(&self.state);
        Ok(readers.tell(registrations(model, &totals)))
    }
}

/// What a finished replication of an arm gave.
struct Told {
    rows: Vec<Row>,
    series: Vec<f64>,
    scores: Vec<Score>,
    registrations: u32,
}

/// Persons who came in the run: all that are not of the stock.
fn registrations(model: &Model, totals: &Totals) -> u32 {
    totals.persons - model.scenario.world.stock.size() as u32
}

/// Everything that reads a replication's stream whatever it is for.
struct Readers<'a> {
    observer: Observer<'a>,
    series: Series,
    scores: Option<Scores>,
}

impl Reader for Readers<'_> {
    fn take(&mut self, chunk: &Chunk) {
        self.observer.take(chunk);
        self.series.take(chunk);
        if let Some(scores) = &mut self.scores {
            scores.take(chunk);
        }
    }
}

/// Two readers of one stream.
struct Both<'a, A, B>(&'a mut A, &'a mut B);

impl<A: Reader, B: Reader> Reader for Both<'_, A, B> {
    fn take(&mut self, chunk: &Chunk) {
        self.0.take(chunk);
        self.1.take(chunk);
    }
}

impl Readers<'_> {
    fn new<'a>(arm: &Arm<'a>) -> Readers<'a> {
        Readers { observer: arm.suite.observer(), series: Series::new(&arm.model.scenario), scores: None }
    }

    /// What was read of a finished replication; the memory is kept for the next.
    fn tell(&mut self, registrations: u32) -> Told {
        let scores = self.scores.take().map_or_else(Vec::new, |scores| scores.sample().to_vec());
        let told = Told { rows: self.observer.finish(), series: self.series.values(), scores, registrations };
        self.observer.reset();
        self.series.reset();
        told
    }
}

impl Shared {
    /// Takes a finished replication; how many are done.
    fn hand_over(&self, replication: u32, told: Vec<Told>, tallies: &[Tally], run_twice: u64) -> u32 {
        let mut finished = self.finished.lock().expect("no thread panicked");
        finished.outcomes.iter_mut().zip(told).for_each(|(outcome, told)| outcome.push(replication, told));
        finished.tallies.iter_mut().zip(tallies).for_each(|(all, tally)| all.add(tally));
        finished.run_twice += run_twice;
        finished.outcomes[0].done
    }
}
