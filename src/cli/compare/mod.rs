//! `troskel compare`: variants against a base on the same luck.

mod answer;
mod files;
mod goals;
mod load;
mod report;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use super::args::Compare;
use super::progress::Progress;
use super::run::{asked, published, refused, rfc3339, threads};
use super::{Exit, complain, interrupt, say};
use crate::experiment::goal::{self, Goal, Standing};
use crate::experiment::{Arm, Compared, Comparison, Settings};
use crate::measure::{Expr, Suite, standard};
use crate::scenario::{Scenario, first_change};
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
    if !arguments.quiet {
        load::notes(&named).iter().for_each(|note| say(&format!("troskel: {note}\n")));
    }
    let exprs = exprs(&named[0].loaded.scenario, &goals)?;
    let suites = named.iter().map(|named| suite(&exprs, &named.loaded.scenario)).collect::<Result<Vec<_>, _>>()?;
    let destination = files::destination(arguments, &named).map_err(refused)?;
    let models: Vec<Model> = named.iter().map(|named| Model::new(named.loaded.scenario.clone())).collect();
    let arms: Vec<Arm> = models.iter().zip(&suites).map(|(model, suite)| Arm { model, suite }).collect();
    let base = &named[0].loaded.scenario;
    let changes = named[1..].iter().map(|variant| first_change(base, &variant.loaded.scenario)).collect();
    let comparison = Comparison::new(arms[0], &arms[1..], changes);
    let runner = Runner { comparison: &comparison, arguments, goals: &goals, stop: interrupt::listen(arguments.quiet), clock };
    let ran = runner.run(base.run.replications)?;
    let facts = published(base)?;
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

fn finish(arguments: &Compare, done: &Done, destination: crate::report::Destination) -> Result<Exit, Exit> {
    let report = report::comparison(arguments, done);
    let written = files::write(arguments, done, &report, destination);
    answer::print(arguments, done, &report, &written);
    match written {
        Err(error) => {
            complain(&error.to_string());
            Ok(Exit::Failed)
        }
        Ok(_) if done.ran.interrupted => Ok(Exit::Interrupted),
        Ok(_) if goals::all_reached(&done.ran.standings) => Ok(Exit::Done),
        Ok(_) => Ok(Exit::NotReached),
    }
}

/// Standard measures, groups, and what the base and the goals ask for.
fn exprs(base: &Scenario, goals: &[Goal]) -> Result<Vec<Expr>, Exit> {
    let mut exprs = standard::standard(base);
    exprs.extend(standard::groups());
    exprs.extend(asked(base)?);
    exprs.extend(published(base)?.iter().flat_map(|fact| fact.exprs().cloned()));
    exprs.extend(goals.iter().map(|goal| goal.expr.clone()));
    Ok(exprs)
}

fn suite(exprs: &[Expr], scenario: &Scenario) -> Result<Suite, Exit> {
    Suite::new(exprs, scenario).map_err(|faults| {
        faults.iter().for_each(|fault| complain(&fault.to_string()));
        Exit::WrongFile
    })
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
    /// Stopped by `--max-time`.
    pub out_of_time: bool,
    /// By variant and goal, after the last look.
    pub standings: Vec<Vec<Standing>>,
}

impl Runner<'_> {
    fn run(&self, replications: u32) -> Result<Ran, Exit> {
        if self.goals.is_empty() {
            let compared = self.batch(1, replications)?;
            let interrupted = compared.done() < replications;
            return Ok(Ran { compared, interrupted, out_of_time: false, standings: Vec::new() });
        }
        self.run_to_goals(self.arguments.replications.unwrap_or(MOST))
    }

    fn run_to_goals(&self, most: u32) -> Result<Ran, Exit> {
        let mut compared: Option<Compared> = None;
        for k in 1.. {
            let (first, last) = (compared.as_ref().map_or(0, Compared::done) + 1, goal::look(k, most));
            let batch = self.batch(first, last)?;
            match &mut compared {
                Some(compared) => compared.add(batch),
                None => compared = Some(batch),
            }
            let all = compared.as_ref().expect("a batch was run");
            let standings = goal::standings(all, self.goals, k);
            let interrupted = all.done() < last;
            let out_of_time = self.out_of_time();
            if interrupted || out_of_time || last == most || goals::all_settled(&standings) {
                let compared = compared.expect("a batch was run");
                return Ok(Ran { compared, interrupted, out_of_time, standings });
            }
        }
        unreachable!("the last look is at the most replications")
    }

    /// Whether the time allowed is spent, or would be by the next batch, which takes as long as all before it.
    fn out_of_time(&self) -> bool {
        self.arguments.max_time.is_some_and(|seconds| self.clock.elapsed() * 2 > Duration::from_secs(seconds))
    }

    fn batch(&self, first: u32, last: u32) -> Result<Compared, Exit> {
        let numbers: Vec<u32> = (first..=last).collect();
        let progress = Progress::new(last, self.arguments.quiet);
        let settings = Settings {
            replications: &numbers,
            threads: threads(self.arguments.threads),
            stop: self.stop,
            progress: &|done| progress.done(first - 1 + done),
        };
        let compared = self.comparison.run(&settings);
        progress.finish();
        let compared = compared.map_err(|failure| {
            complain(&failure.to_string());
            Exit::Failed
        })?;
        if compared.done() == 0 && self.stop.load(Ordering::Relaxed) && first == 1 {
            complain("stopped before a replication was finished: there is nothing to keep");
            return Err(Exit::Interrupted);
        }
        Ok(compared)
    }
}
