//! `troskel compare`: variants against a base on the same luck.

mod answer;
mod files;
mod goals;
mod load;
mod report;
mod suites;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use super::args::Compare;
use super::progress::Progress;
use super::run::{published, refused, rfc3339, threads};
use super::{Exit, coloured_errors, complain, interrupt, say};
use crate::experiment::goal::{self, Goal, Standing};
use crate::experiment::{Arm, Compared, Comparison, Settings};
use crate::report::Destination;
use crate::sim::Model;
use load::Named;

/// With goals and without `-n`: the most replications that are run for them.
const MOST: u32 = 10_000;

pub fn compare(arguments: &Compare) -> Exit {
    match try_compare(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_compare(arguments: &Compare) -> Result<Exit, Exit> {
    let (started, clock) = (rfc3339(SystemTime::now()), Instant::now());
    let goals = goals::read(arguments)?;
    let named = load::load(arguments)?;
    let facts = published(&named[0].loaded)?;
    let suites = suites::suites(&named, &facts, &goals)?;
    let destination = files::destination(arguments, &named).map_err(refused)?;
    if !arguments.quiet {
        before_running(&named, &destination);
    }
    let models: Vec<Model> = named.iter().map(|named| Model::new(named.loaded.scenario.clone())).collect();
    let arms: Vec<Arm> = models.iter().zip(&suites).map(|(model, suite)| Arm { model, suite }).collect();
    let comparison = Comparison::new(arms[0], &arms[1..]);
    let runner = Runner { comparison: &comparison, arguments, goals: &goals, stop: interrupt::listen(arguments.quiet), clock };
    let ran = runner.run(named[0].loaded.scenario.run.replications)?;
    let done = Done {
        named: &named,
        models: &models,
        comparison: &comparison,
        goals: &goals,
        facts: &facts,
        ran: &ran,
        threads: arguments.threads,
        started,
        clock,
    };
    finish(arguments, &done, destination)
}

/// Warnings of the files, what is to be said of the variants, and what killed runs left.
fn before_running(named: &[Named], destination: &Destination) {
    let warnings = named.iter().map(|named| &named.loaded.warnings.0).filter(|warnings| !warnings.is_empty());
    let mut texts: Vec<String> = warnings.map(|warnings| warnings.render(coloured_errors())).collect();
    texts.dedup();
    texts.iter().for_each(|text| say(text));
    load::notes(named).iter().for_each(|note| complain(note));
    destination.leftovers().iter().for_each(|leftover| complain(&leftover.to_string()));
}

/// Everything there is to tell when the replications are done.
pub struct Done<'a> {
    /// The base and the variants.
    pub named: &'a [Named],
    pub models: &'a [Model],
    pub comparison: &'a Comparison<'a>,
    pub goals: &'a [Goal],
    pub facts: &'a [crate::measure::evidence::Fact],
    pub ran: &'a Ran,
    /// Threads asked for.
    pub threads: Option<u32>,
    pub started: String,
    pub clock: Instant,
}

fn finish(arguments: &Compare, done: &Done, mut destination: Destination) -> Result<Exit, Exit> {
    let report = report::comparison(arguments, done);
    destination.ran(done.ran.compared.done());
    let written = files::write(arguments, done, &report, destination);
    answer::print(arguments, done, &report, &written);
    match written {
        Err(error) => {
            complain(&error.to_string());
            Ok(Exit::Failed)
        }
        Ok(_) if done.ran.interrupted => Ok(Exit::Interrupted),
        Ok(_) if goals::all_told(done.goals, &done.ran.standings) => Ok(Exit::Done),
        Ok(_) => Ok(Exit::NotReached),
    }
}

/// Runs batches until all that was asked for is there.
struct Runner<'a> {
    comparison: &'a Comparison<'a>,
    arguments: &'a Compare,
    goals: &'a [Goal],
    stop: &'a AtomicBool,
    clock: Instant,
}

/// What was run.
pub struct Ran {
    pub compared: Compared,
    pub interrupted: bool,
    /// Something is open because `--max-time` was over.
    pub out_of_time: bool,
    /// By variant and goal, after the last look.
    pub standings: Vec<Vec<Standing>>,
    /// The number of the last look; 0 without goals.
    pub looks: u32,
}

impl Ran {
    /// The error of each interval: after several looks what the last one may spend.
    pub fn error(&self) -> f64 {
        if self.looks == 0 { 0.05 } else { goal::error_at(self.looks, 1) }
    }
}

impl Runner<'_> {
    fn run(&self, replications: u32) -> Result<Ran, Exit> {
        if self.goals.is_empty() {
            let compared = self.batch(1, replications)?;
            return Ok(Ran { compared, interrupted: self.is_stopped(), out_of_time: false, standings: Vec::new(), looks: 0 });
        }
        self.run_to_goals(self.arguments.replications.unwrap_or(MOST))
    }

    fn run_to_goals(&self, most: u32) -> Result<Ran, Exit> {
        let mut compared = self.batch(1, goal::look(1, most))?;
        for looks in 1.. {
            let standings = goal::standings(&compared, self.goals, looks);
            let (settled, late) = (goals::all_told(self.goals, &standings), self.is_late());
            if settled || late || self.is_stopped() || compared.done() >= most {
                let out_of_time = late && !settled;
                return Ok(Ran { compared, interrupted: self.is_stopped(), out_of_time, standings, looks });
            }
            compared.add(self.batch(compared.done() + 1, goal::look(looks + 1, most))?);
        }
        unreachable!("the last look is at the most replications")
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// When no new replication is begun any more.
    fn deadline(&self) -> Option<Instant> {
        self.arguments.max_time.map(|seconds| self.clock + Duration::from_secs(seconds))
    }

    fn is_late(&self) -> bool {
        self.deadline().is_some_and(|deadline| Instant::now() >= deadline)
    }

    fn batch(&self, first: u32, last: u32) -> Result<Compared, Exit> {
        let numbers: Vec<u32> = (first..=last).collect();
        let progress = Progress::new(last, self.arguments.quiet);
        let settings = Settings {
            replications: &numbers,
            threads: threads(self.arguments.threads),
            stop: self.stop,
            deadline: self.deadline(),
            progress: &|done| progress.done(first - 1 + done),
        };
        let compared = self.comparison.run(&settings);
        progress.finish();
        let compared = compared.map_err(|failure| {
            complain(&failure.to_string());
            Exit::Failed
        })?;
        if first == 1 && compared.done() == 0 {
            complain("stopped before a replication was finished: there is nothing to keep");
            return Err(if self.is_stopped() { Exit::Interrupted } else { Exit::NotReached });
        }
        Ok(compared)
    }
}
