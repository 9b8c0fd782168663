//! Variants against a base on the same luck: what differs, why, and how sure that is.

mod additional;
mod causes;
mod statistics;

use std::sync::atomic::AtomicBool;

use troskel::experiment::flow::Move;
use troskel::experiment::{Arm, Compared, Comparison, Settings};
use troskel::measure::{Expr, Suite, standard};
use troskel::sim::Model;

/// Compares variants with a base over the replications from `first` to `last`.
fn compare(base: &Model, variants: &[Model], replications: (u32, u32), threads: usize) -> Compared {
    with_comparison(base, variants, replications, threads, |_, compared| compared)
}

/// The boundaries that a variant moves.
fn moved(base: &Model, variant: &Model, replications: (u32, u32)) -> Vec<Move> {
    with_comparison(base, std::slice::from_ref(variant), replications, 2, |comparison, compared| {
        comparison.contrast(0).moved(&compared.tallies[0])
    })
}

fn with_comparison<T>(
    base: &Model,
    variants: &[Model],
    replications: (u32, u32),
    threads: usize,
    give: impl FnOnce(&Comparison, Compared) -> T,
) -> T {
    let mut exprs = standard::standard(&base.scenario);
    exprs.extend(standard::groups());
    with_measures(base, variants, &exprs, replications, threads, give)
}

/// The same, with measures of one's own.
fn measured(base: &Model, variants: &[Model], exprs: &[Expr], replications: (u32, u32)) -> Compared {
    with_measures(base, variants, exprs, replications, 2, |_, compared| compared)
}

fn with_measures<T>(
    base: &Model,
    variants: &[Model],
    exprs: &[Expr],
    (first, last): (u32, u32),
    threads: usize,
    give: impl FnOnce(&Comparison, Compared) -> T,
) -> T {
    let suite = |model: &Model| Suite::new(exprs, &model.scenario).unwrap_or_else(|faults| panic!("{}", faults[0]));
    let suites: Vec<Suite> = std::iter::once(base).chain(variants).map(suite).collect();
    let arms: Vec<Arm> = variants.iter().zip(&suites[1..]).map(|(model, suite)| Arm { model, suite }).collect();
    let comparison = Comparison::new(Arm { model: base, suite: &suites[0] }, &arms);
    let numbers: Vec<u32> = (first..=last).collect();
    let (stop, progress) = (AtomicBool::new(false), |_| {});
    let settings = Settings { replications: &numbers, threads, stop: &stop, deadline: None, progress: &progress };
    let compared = comparison.run(&settings).unwrap_or_else(|failure| panic!("{failure}"));
    give(&comparison, compared)
}

/// A threshold set for all registration times by its four boundaries.
fn lines(from: &str, [far, c, b, a]: [f64; 4]) -> String {
    format!(
        "{{from={from},min_registration_days=1,too_far_below=[[1,{far}]],level_c_below=[[1,{c}]],level_b_below=[[1,{b}]],\
         level_a_below=[[1,{a}]]}}"
    )
}

/// The boundaries in force from the start.
fn thresholds(boundaries: [f64; 4]) -> String {
    format!("policy.intended_thresholds=[{}]", lines("2020-03-30", boundaries))
}
