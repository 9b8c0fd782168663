//! `troskel calibrate`: the free numbers of a scenario fitted to published facts.

mod report;
mod trials;

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::args::{Calibrate, Format};
use super::run::{facts, load_against, replicated, threads};
use super::{Exit, complain, interrupt, print, probe, whole};
use crate::experiment::Cohort;
use crate::experiment::calibrate::{Problem, Stopped};
use crate::measure::comparison::{Agreement, Compared, agreement, compare};
use crate::measure::evidence::Fact;
use crate::measure::{Expr, Suite, Table};
use crate::scenario::{Loaded, Scenario};
use crate::sim::Model;
use report::Report;
use trials::Trials;

/// Draws from the normal that are written, and those of them that are simulated to see how good it is.
const DRAWS: u32 = 200;
const CHECKED: usize = 8;

pub fn calibrate(arguments: &Calibrate) -> Exit {
    match try_calibrate(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_calibrate(arguments: &Calibrate) -> Result<Exit, Exit> {
    let loaded = load_against(&arguments.source, &[], &arguments.evidence)?;
    let scenario = &Scenario { posterior: None, ..loaded.scenario.clone() };
    if scenario.free.is_empty() {
        complain("the scenario marks no number as free: give it [[calibration.parameters]] (docs/calibrating.md)");
        return Err(Exit::WrongFile);
    }
    if arguments.out.exists() && !arguments.force {
        complain(&format!("{} exists; --force to replace it", arguments.out.display()));
        return Err(Exit::WrongUsage);
    }
    probe(&arguments.out)?;
    let stop = interrupt::listen(arguments.quiet);
    let threads = threads(arguments.threads);
    let facts = {
        let model = Model::new(scenario.clone());
        facts(&loaded, Some(&Cohort::new(&model)))?
    };
    let is_left_out = |fact: &Fact| arguments.leave_out.iter().any(|text| fact.id.contains(text));
    if let Some(text) = arguments.leave_out.iter().find(|text| !facts.iter().any(|fact| fact.id.contains(*text))) {
        complain(&format!("--leave-out {text}: no fact's id contains it"));
        return Err(Exit::WrongUsage);
    }
    let (left_out, fitted_to): (Vec<Fact>, Vec<Fact>) = facts.iter().cloned().partition(is_left_out);
    let before = measured(scenario, &facts, arguments)?;
    let problem = Problem::new(&loaded, &fitted_to, &before, arguments.per_trial, threads);
    for fact in facts.iter().filter(|fact| !fact.is_supported()) {
        complain(&format!("not fitted to: {}", fact.why_unsupported()));
    }
    if problem.targets.is_empty() {
        complain("none of the facts can be computed on this scenario: there is nothing to fit to");
        return Err(Exit::WrongFile);
    }
    let mut trials = Trials::open(&beside(&arguments.out, "trials.csv"), &problem).map_err(failed)?;
    let known = trials.known().to_vec();
    if !known.is_empty() && !arguments.quiet {
        complain(&format!("goes on after {} trials of {}", known.len(), trials.path().display()));
    }
    let (clock, replayed) = (Instant::now(), known.len());
    let told = |generation: u32, tried: &[_], best: f64, step: f64| {
        trials.add(generation, tried).map_err(|error| Stopped::Faults(error.to_string()))?;
        if !arguments.quiet && (generation.is_multiple_of(10) || generation == 1) {
            // Generations that were known cost nothing.
            let new = generation.saturating_sub((replayed / tried.len()) as u32).max(1);
            let left = clock.elapsed().as_secs_f64() / f64::from(new) * f64::from(arguments.generations - generation);
            let most = arguments.generations;
            complain(&format!(
                "generation {generation} of at most {most}: best {best:.1}, step {step:.3}, at most {:.0} min left",
                (left / 60.0).ceil()
            ));
        }
        Ok(())
    };
    // What was found with facts that are now left out must not help: then the search begins where the priors are.
    let start = if left_out.is_empty() { problem.now() } else { vec![0.0; problem.priors().len()] };
    let fit = problem.search(start, arguments.generations, &known, stop, told).map_err(|why| stopped(why, arguments))?;
    let local = problem.local(&fit.standings, stop).map_err(|why| stopped(why, arguments))?;
    let held_out = problem.foretell(&fit.standings, &local, stop).map_err(|why| stopped(why, arguments))?;
    let fitted = problem.fitted(&fit.standings, &local).map_err(|why| stopped(why, arguments))?;
    let draws = draws(&fitted);
    let check = problem.checked(&fit.standings, &local, &draws[..CHECKED], stop).map_err(|why| stopped(why, arguments))?;
    let at_fit = problem.at(&fit.standings).map_err(|why| stopped(why, arguments))?;
    let after = measured(&at_fit, &facts, arguments)?;
    let agreements = [&before, &after].map(|table| rows(&fitted_to, table));
    let foretold = rows(&left_out, &after).0;
    let report = Report {
        problem: &problem,
        fit: &fit,
        local: &local,
        check,
        agreements: &agreements,
        foretold: &foretold,
        held_out: &held_out,
        out: &arguments.out,
    };
    write(arguments, &fitted, &draws, &report).map_err(failed)?;
    match arguments.format {
        Format::Text => print(&report.text()),
        Format::Json => print(&format!("{:#}\n", report.json())),
    }
    Ok(if fit.is_settled { Exit::Done } else { Exit::NotReached })
}

fn failed(error: std::io::Error) -> Exit {
    complain(&error.to_string());
    Exit::Failed
}

fn stopped(why: Stopped, arguments: &Calibrate) -> Exit {
    match why {
        Stopped::Asked => {
            complain(&format!("stopped; the same command goes on from {}", beside(&arguments.out, "trials.csv").display()));
            Exit::Interrupted
        }
        other => {
            complain(&other.to_string());
            Exit::Failed
        }
    }
}

/// The facts' measures over all replications of a scenario.
fn measured(scenario: &Scenario, facts: &[Fact], arguments: &Calibrate) -> Result<Table, Exit> {
    let model = Model::new(scenario.clone());
    let cohort = Cohort::new(&model);
    let exprs: Vec<Expr> = facts.iter().flat_map(Fact::exprs).cloned().collect();
    let suite = Suite::with_latent(&exprs, scenario, Some(&cohort)).map_err(|faults| {
        faults.iter().for_each(|fault| complain(&fault.to_string()));
        Exit::WrongFile
    })?;
    let quiet = arguments.quiet;
    let outcome = replicated(&model, &suite, threads(arguments.threads), interrupt::listen(quiet), quiet)?;
    if outcome.done < scenario.run.replications {
        let trials = beside(&arguments.out, "trials.csv");
        let kept = if trials.exists() { format!("trials are kept in {}", trials.display()) } else { "no trial has been made yet".into() };
        complain(&format!("stopped after {} of {} replications; {kept}", outcome.done, scenario.run.replications));
        return Err(Exit::Interrupted);
    }
    Ok(outcome.table)
}

/// Published beside simulated, and how many agree.
type Checked = (Vec<Compared>, Agreement);

fn rows(facts: &[Fact], table: &Table) -> Checked {
    let rows = compare(facts, table);
    let agreement = agreement(facts, &rows);
    (rows, agreement)
}

/// The numbers that the first replications of a fitted scenario draw, in prior standard deviations.
fn draws(fitted: &Loaded) -> Vec<Vec<f64>> {
    let posterior = fitted.scenario.posterior.as_ref().expect("a fit that was just made is drawn from");
    (1..=DRAWS).map(|replication| posterior.standings(replication)).collect()
}

/// A file beside the result: `fit.toml` has `fit.trials.csv`.
fn beside(out: &Path, ending: &str) -> PathBuf {
    out.with_extension(ending)
}

/// The scenario with the fit, its draws, and copies of the user's own files that it names.
fn write(arguments: &Calibrate, fitted: &Loaded, draws: &[Vec<f64>], report: &Report) -> Result<(), std::io::Error> {
    for input in &fitted.inputs {
        let copy = arguments.out.with_file_name(&input.name);
        copy.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        std::fs::copy(&input.path, copy)?;
    }
    whole(&beside(&arguments.out, "draws.csv"), &report::draws_csv(report.problem, draws))?;
    whole(&beside(&arguments.out, "report.json"), &format!("{:#}\n", report.json()))?;
    whole(&arguments.out, &(report::head(report.problem, report.fit, report.local) + &fitted.resolved))
}
