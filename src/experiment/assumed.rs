//! What each assumption does to the main results over its range to try, the others at their values, on common luck.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::{Failure, Settings, replicate};
use crate::measure::{Expr, Suite, Table, standard};
use crate::scenario::{Effect, Loaded, Request, assumption_settings, load, ranges};
use crate::sim::Model;

/// A key that could not be tried, and why.
pub type Untried = (String, String);

/// What is asked of every run: the planned or last participants, starts, payments accrued.
fn results(loaded: &Loaded) -> Vec<Expr> {
    let last = standard::dates(&loaded.scenario).into_iter().next_back().map(|day| format!("participants:{day}"));
    let participants = match loaded.scenario.run.plan {
        Some(_) => Some(standard::plan_mean(&loaded.scenario)),
        None => last.and_then(|text| Expr::parse(&text).ok()),
    };
    let others = ["started", "payments"].iter().filter_map(|text| Expr::parse(text).ok());
    participants.into_iter().chain(others).collect()
}

/// Means of the main results of a scenario.
fn means(loaded: &Loaded, replications: u32, stop: &AtomicBool) -> Result<Vec<f64>, Failure> {
    let exprs = results(loaded);
    let (model, numbers) = (Model::new(loaded.scenario.clone()), (1..=replications).collect::<Vec<u32>>());
    let suite = Suite::new(&exprs, &loaded.scenario).expect("the main results can be measured on every scenario");
    let settings = Settings { replications: &numbers, threads: 1, stop, deadline: None, progress: &|_| () };
    let table: Table = replicate(&model, &suite, &settings)?.table;
    Ok(exprs.iter().map(|expr| table.of(expr).map_or(0.0, |found| found.mean)).collect())
}

/// Effects of all assumptions that the scenario has a value of; those that cannot be tried are told. Stopped from outside, it gives those
/// that were known by then.
///
/// # Errors
/// If an invariant is broken, or threads cannot be had.
pub fn effects(
    request: &Request,
    base: &Loaded,
    replications: u32,
    threads: usize,
    stop: &AtomicBool,
    progress: &(dyn Fn() + Sync),
) -> Result<(Vec<Effect>, Vec<Untried>), Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    let usual = means(base, replications, stop)?;
    let keys: Vec<_> = ranges().collect();
    let tried = pool.install(|| {
        let one = |(key, range): &(&'static str, (f64, f64))| {
            let found = effect(request, base, key, *range, &usual, replications, stop);
            progress();
            // What was measured when the stop came may lack replications.
            (!stop.load(Ordering::Relaxed)).then_some((*key, found))
        };
        keys.par_iter().filter_map(one).collect::<Vec<_>>()
    });
    let (mut effects, mut untried) = (Vec::new(), Vec::new());
    for (key, found) in tried {
        match found? {
            Ok(effect) => effects.push(effect),
            Err(why) => untried.push((key.to_string(), why)),
        }
    }
    Ok((effects, untried))
}

/// The number of assumptions that are tried.
pub fn count() -> u32 {
    ranges().count() as u32
}

fn effect(
    request: &Request,
    base: &Loaded,
    key: &str,
    (low, high): (f64, f64),
    usual: &[f64],
    replications: u32,
    stop: &AtomicBool,
) -> Result<Result<Effect, String>, Failure> {
    let mut changes = [[0.0; 2]; 3];
    for (end, value) in [low, high].into_iter().enumerate() {
        if stop.load(Ordering::Relaxed) {
            return Ok(Err("stopped".into()));
        }
        let set = assumption_settings(base, key, value);
        if set.is_empty() {
            return Ok(Err("the scenario has no single number of it".into()));
        }
        let mut other = request.clone();
        other.set.extend(set);
        let loaded = match load(&other) {
            Ok(loaded) => loaded,
            Err(faults) => return Ok(Err(faults.0.iter().next().map_or(String::new(), |finding| finding.message.clone()))),
        };
        let found = means(&loaded, replications, stop)?;
        for (result, (found, usual)) in found.iter().zip(usual).enumerate() {
            changes[result][end] = if *usual > 0.0 { found / usual - 1.0 } else { 0.0 };
        }
    }
    Ok(Ok(Effect::new(key, (low, high), changes)))
}
