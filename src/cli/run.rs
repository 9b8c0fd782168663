//! `troskel run`: replications, summary, output folder.

use std::cell::OnceCell;
use std::sync::atomic::AtomicBool;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use super::args::{Format, Run, Source};
use super::progress::Progress;
use super::results::{Results, quoted};
use super::{Exit, bold_output, coloured_errors, complain, interrupt, measures, print, say};
use crate::experiment::{Outcome, Settings, replicate};
use crate::measure::{Expr, Latent, Suite, evidence, standard};
use crate::report::books;
use crate::report::input::RunInfo;
use crate::report::{Destination, FolderError, Identity, json};
use crate::scenario::{Asked, Loaded, Request, Scenario, SourceText};
use crate::sim::Model;
use crate::units::Day;

/// Loads a scenario, or reports all its faults.
pub fn load(source: &Source, more: &[String]) -> Result<Loaded, Exit> {
    load_against(source, more, &[])
}

/// Loads a scenario and the evidence named besides, or reports all their faults.
pub fn load_against(source: &Source, more: &[String], evidence: &[String]) -> Result<Loaded, Exit> {
    load_asked(source, more, &Asked { judge: &measures::of_any, evidence })
}

fn load_asked(source: &Source, more: &[String], asked: &Asked) -> Result<Loaded, Exit> {
    crate::scenario::load_asked(&request(source, more), asked).map_err(|faults| {
        say(&faults.0.render(coloured_errors()));
        Exit::WrongFile
    })
}

/// What the command line asks to be loaded.
pub fn request(source: &Source, more: &[String]) -> Request {
    let mut set = source.set.clone();
    set.extend(source.seed.map(|seed| format!("run.seed={seed}")));
    set.extend_from_slice(more);
    Request { base: Some(source.scenario.clone()), variants: Vec::new(), set }
}

/// Says what is to be known of a scenario before it is run.
pub fn warn(loaded: &Loaded, quiet: bool) {
    if !quiet && !loaded.warnings.0.is_empty() {
        say(&loaded.warnings.0.render(coloured_errors()));
    }
}

pub fn run(arguments: &Run) -> Exit {
    match try_run(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_run(arguments: &Run) -> Result<Exit, Exit> {
    let loaded = load_for(arguments)?;
    warn(&loaded, arguments.quiet);
    let facts = published(&loaded)?;
    let mut exprs = standard::standard(&loaded.scenario);
    exprs.extend(asked(&loaded.scenario));
    exprs.extend(facts.iter().flat_map(|fact| fact.exprs().cloned()));
    let suite = Suite::new(&exprs, &loaded.scenario).map_err(|faults| {
        faults.iter().for_each(|fault| complain(&fault.to_string()));
        Exit::WrongFile
    })?;
    check_journal(arguments, &loaded.scenario)?;
    let (stop, identity) = (interrupt::listen(arguments.quiet), identity(&loaded));
    let destination = Destination::plan(arguments.out.clone(), &loaded.scenario.name, arguments.force, identity).map_err(refused)?;
    if !arguments.quiet {
        destination.leftovers().iter().for_each(|leftover| complain(&leftover.to_string()));
    }
    let (started, clock, model) = (rfc3339(SystemTime::now()), Instant::now(), Model::new(loaded.scenario.clone()));
    let threads = threads(arguments.threads);
    let outcome = replicated(&model, &suite, threads, stop, arguments.quiet)?;
    let info = info(&loaded, outcome.done, threads, started, clock);
    if outcome.done == 0 {
        complain("stopped before a replication was finished: there is nothing to keep");
        return Err(Exit::Interrupted);
    }
    let (next, causes) = (next(arguments), OnceCell::new());
    let results = Results { loaded: &loaded, model: &model, outcome: &outcome, facts: &facts, info: &info, next, causes };
    let written = results.write(destination, arguments);
    answer(arguments, &results, &written);
    match written {
        Err(error) => {
            complain(&error.to_string());
            Ok(Exit::Failed)
        }
        Ok(_) if info.interrupted => Ok(Exit::Interrupted),
        Ok(_) => Ok(Exit::Done),
    }
}

/// Which program ran what, where and for how long.
pub fn info(loaded: &Loaded, done: u32, threads: usize, started: String, clock: Instant) -> RunInfo {
    let scenario = &loaded.scenario;
    RunInfo {
        scenario: scenario.name.clone(),
        title: scenario.title.clone(),
        version: RunInfo::VERSION.to_string(),
        commit: RunInfo::COMMIT.map(str::to_string),
        resolved_hash: loaded.hash.clone(),
        drawn: scenario.posterior.iter().flat_map(|posterior| posterior.keys()).map(str::to_string).collect(),
        seed: scenario.run.seed,
        replications_asked: scenario.run.replications,
        replications_done: done,
        interrupted: done < scenario.run.replications,
        threads,
        platform: RunInfo::platform(),
        started,
        seconds: clock.elapsed().as_secs_f64(),
    }
}

/// The scenario with what the command line asks for; `--measure` adds to the scenario's own measures.
fn load_for(arguments: &Run) -> Result<Loaded, Exit> {
    let mut set: Vec<String> = arguments.replications.map(|count| format!("run.replications={count}")).into_iter().collect();
    set.extend(arguments.parameters.setting());
    measures::check_texts(arguments.measures.iter())?;
    let asked = Asked { judge: &measures::of_run, evidence: &[] };
    let loaded = load_asked(&arguments.source, &set, &asked)?;
    if arguments.measures.is_empty() && !arguments.books {
        return Ok(loaded);
    }
    measures::check_met(&arguments.measures, &loaded)?;
    let own = loaded.scenario.run.measures;
    let books = books::MEASURES.iter().filter(|_| arguments.books).map(|text| (*text).to_string());
    let mut all: Vec<String> = own.into_iter().chain(arguments.measures.iter().cloned()).collect();
    let added: Vec<String> = books.filter(|text| !all.contains(text)).collect();
    all.extend(added);
    set.push(format!("run.measures={all:?}"));
    load_asked(&arguments.source, &set, &asked)
}

/// The measures that the scenario asks for, which were judged when it was loaded.
pub fn asked(scenario: &Scenario) -> impl Iterator<Item = Expr> {
    scenario.run.measures.iter().filter_map(|text| Expr::parse(text).ok())
}

/// Published figures that the summary shows beside the simulated ones.
const SHOWN: usize = 6;

/// Whether a fact is a single figure with a tolerance.
fn is_one_number(fact: &evidence::Fact) -> bool {
    matches!(&fact.figures[..], [figure] if figure.key.is_empty() && figure.tolerance > 0.0)
}

/// The first published figures that the scenario names and that this version can measure.
pub fn published(loaded: &Loaded) -> Result<Vec<evidence::Fact>, Exit> {
    let mut facts = facts(loaded, None)?;
    facts.retain(|fact| fact.is_supported() && is_one_number(fact));
    facts.truncate(SHOWN);
    Ok(facts)
}

/// The facts of the evidence that a scenario was loaded with.
pub fn facts(loaded: &Loaded, latent: Option<&dyn Latent>) -> Result<Vec<evidence::Fact>, Exit> {
    let read = |file: &SourceText| {
        evidence::read(&file.text, &loaded.scenario, latent).map_err(|faults| {
            for fault in &faults {
                complain(&format!("{}:{}: {fault}", file.name, evidence::line(&file.text, fault.at.start)));
            }
            Exit::WrongFile
        })
    };
    Ok(loaded.evidence.iter().map(read).collect::<Result<Vec<_>, Exit>>()?.concat())
}

fn check_journal(arguments: &Run, scenario: &Scenario) -> Result<(), Exit> {
    let last = scenario.run.replications;
    let outside = arguments.journal.iter().flatten().find(|number| !(1..=last).contains(number));
    if let Some(number) = outside {
        complain(&format!("--journal {number}: the replications of this run are 1 to {last}"));
        return Err(Exit::WrongUsage);
    }
    if arguments.journal.is_some()
        && let Some(advice) = crate::report::features::no_columnar("journal.parquet")
    {
        complain(&advice);
        return Err(Exit::WrongUsage);
    }
    Ok(())
}

pub fn identity(loaded: &Loaded) -> Identity {
    Identity {
        version: RunInfo::VERSION.to_string(),
        resolved_hash: loaded.hash.clone(),
        seed: loaded.scenario.run.seed,
        replications: loaded.scenario.run.replications,
    }
}

pub fn refused(error: FolderError) -> Exit {
    complain(&error.to_string());
    if error.exit_code() == 2 { Exit::WrongUsage } else { Exit::Failed }
}

/// The threads asked for, or one for each processor.
pub fn threads(asked: Option<u32>) -> usize {
    let all = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(all, |threads| threads as usize)
}

/// Runs all replications of a model with a progress bar.
pub fn replicated(model: &Model, suite: &Suite, threads: usize, stop: &AtomicBool, quiet: bool) -> Result<Outcome, Exit> {
    let numbers: Vec<u32> = (1..=model.scenario.run.replications).collect();
    let progress = Progress::new(model.scenario.run.replications, quiet);
    let settings = Settings { replications: &numbers, threads, stop, deadline: None, progress: &|done| progress.done(done) };
    let outcome = replicate(model, suite, &settings);
    progress.finish();
    outcome.map_err(|failure| {
        complain(&failure.to_string());
        Exit::Failed
    })
}

/// The next command to try, of the same scenario and seed: who has a whole path through the service.
fn next(arguments: &Run) -> Vec<String> {
    let Source { scenario, set, seed } = &arguments.source;
    let scenario = if scenario == "krom-2020" { String::new() } else { format!(" {}", quoted(scenario)) };
    let mut parts = vec![format!("troskel list{scenario}"), "--persons referred,started,result".to_string()];
    parts.extend(set.iter().map(|set| format!("--set {}", quoted(set))));
    parts.extend(seed.map(|seed| format!("--seed {seed}")));
    parts.extend(arguments.parameters.fixed_parameters.then(|| "--fixed-parameters".to_string()));
    parts
}

/// What goes to standard output: the summary, or the measures as JSON.
fn answer(arguments: &Run, results: &Results, written: &Result<std::path::PathBuf, FolderError>) {
    match arguments.format {
        Format::Text => print(&results.summary(written).text(results.info, bold_output())),
        Format::Json => print(&format!("{:#}\n", json::run(results.info, &results.stats(), &results.splits()))),
    }
}

/// A moment in UTC: `2020-03-30T08:00:00Z`.
pub fn rfc3339(moment: SystemTime) -> String {
    let seconds = moment.duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    let (day, rest) = (Day((seconds / 86_400) as i32), seconds % 86_400);
    format!("{day}T{:02}:{:02}:{:02}Z", rest / 3_600, rest % 3_600 / 60, rest % 60)
}
