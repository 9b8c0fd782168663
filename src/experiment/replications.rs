//! Replications of a scenario on several threads; results do not depend on how many.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use crate::journal::{Chunk, Reader};
use crate::measure::scores::{Score, Scores};
use crate::measure::series::{Series, TimeSeries};
use crate::measure::{Suite, Table};
use crate::sim::{Model, State, Violation, simulate};

/// Profilings sampled of the first replication, for the picture of scores.
const SAMPLE: usize = 2_000;

/// How to replicate.
pub struct Settings<'a> {
    /// Numbers of the replications, in the order in which they are begun.
    pub replications: &'a [u32],
    pub threads: usize,
    /// Set from outside to stop: replications under way are finished, no new one is begun.
    pub stop: &'a AtomicBool,
    /// Told after each replication how many are done.
    pub progress: &'a (dyn Fn(u32) + Sync),
}

/// What the finished replications gave.
pub struct Outcome {
    pub table: Table,
    /// Time series, with the replications in rising order.
    pub series: TimeSeries,
    /// A sample of the profilings of replication 1, if it was run.
    pub scores: Vec<Score>,
    pub done: u32,
}

/// Why replications stopped without a result.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("an invariant is broken, the numbers of this run must not be used: {0}")]
    Violation(#[from] Violation),
    #[error("threads cannot be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Runs the replications, each measured by the suite as it goes.
///
/// # Errors
/// If an invariant is broken in a replication, or threads cannot be had.
pub fn replicate(model: &Model, suite: &Suite, settings: &Settings) -> Result<Outcome, Failure> {
    let series = TimeSeries { labels: Series::new(&model.scenario).labels(), replications: Vec::new() };
    let outcome = Outcome { table: Table::new(suite), series, scores: Vec::new(), done: 0 };
    let shared = Shared { outcome: Mutex::new(outcome), failed: Mutex::new(None), next: AtomicU32::new(0) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(settings.threads).build()?;
    pool.scope(|scope| {
        for _ in 0..settings.threads {
            scope.spawn(|_| work(model, suite, settings, &shared));
        }
    });
    match shared.failed.into_inner().expect("no thread panicked") {
        Some(violation) => Err(violation.into()),
        None => {
            let mut outcome = shared.outcome.into_inner().expect("no thread panicked");
            outcome.series.replications.sort_by_key(|(replication, _)| *replication);
            Ok(outcome)
        }
    }
}

/// What the threads share.
struct Shared {
    outcome: Mutex<Outcome>,
    failed: Mutex<Option<Violation>>,
    /// Place of the next replication to begin.
    next: AtomicU32,
}

/// One thread: takes replications until there are none, with memory of its own that is used again.
fn work(model: &Model, suite: &Suite, settings: &Settings, shared: &Shared) {
    let mut state = State::new(model);
    let mut readers = Readers { observer: suite.observer(), series: Series::new(&model.scenario), scores: None };
    while !settings.stop.load(Ordering::Relaxed) {
        let place = shared.next.fetch_add(1, Ordering::Relaxed) as usize;
        let Some(&replication) = settings.replications.get(place) else { return };
        readers.scores = (replication == 1).then(|| Scores::new(SAMPLE));
        if let Err(violation) = simulate(model, replication, &mut state, &mut readers) {
            shared.failed.lock().expect("no thread panicked").get_or_insert(violation);
            settings.stop.store(true, Ordering::Relaxed);
            return;
        }
        let done = readers.hand_over(replication, shared);
        (settings.progress)(done);
    }
}

/// Everything that reads a replication's stream.
struct Readers<'a> {
    observer: crate::measure::Observer<'a>,
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

impl Readers<'_> {
    /// Hands a finished replication over; how many are done.
    fn hand_over(&mut self, replication: u32, shared: &Shared) -> u32 {
        let (rows, values) = (self.observer.finish(), self.series.values());
        self.observer.reset();
        self.series.reset();
        let mut outcome = shared.outcome.lock().expect("no thread panicked");
        outcome.table.push(replication, rows);
        outcome.series.replications.push((replication, values));
        if let Some(scores) = self.scores.take() {
            outcome.scores = scores.sample().to_vec();
        }
        outcome.done += 1;
        outcome.done
    }
}
