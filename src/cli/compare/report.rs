//! From a finished comparison to what its report is made of.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::super::args::Compare;
use super::super::results::{Results, assumed, quoted};
use super::super::run::info;
use super::Done;
use crate::experiment::Tally;
use crate::experiment::additional::Additional;
use crate::measure::{Expr, standard};
use crate::report::comparison::{Arm, Comparison, NullTests, Variant};
use crate::report::input::RunInfo;

pub fn comparison(arguments: &Compare, done: &Done) -> Comparison {
    let (headline, info) = (standard::headline(&done.named[0].loaded.scenario), arm_info(done, 0));
    let compared = &done.ran.compared;
    let changed: BTreeSet<&str> =
        done.named[1..].iter().flat_map(|variant| variant.changes.iter().map(|change| change.key.as_str())).collect();
    Comparison {
        command: command(),
        from: done.named[0].loaded.scenario.run.from,
        base: arm(done, 0),
        variants: (1..done.named.len()).map(|index| variant(done, index, &headline)).collect(),
        published: results(done, 0, &info).published(),
        assumptions: assumed(&done.named[0].loaded, &changed.into_iter().collect::<Vec<_>>()),
        null_tests: NullTests {
            base_against_itself: compared.run_twice,
            before_the_change: compared.tallies.iter().map(Tally::compared_before).sum(),
        },
        suppress_below: arguments.suppress_below,
        headline: headline.iter().map(|expr| (expr.text(), expr.key.clone().unwrap_or_default())).collect(),
        info,
    }
}

/// The command as it can be typed again.
fn command() -> String {
    let words = std::env::args_os().skip(1).map(|word| quoted(&word.to_string_lossy()));
    std::iter::once("troskel".to_string()).chain(words).collect::<Vec<_>>().join(" ")
}

fn arm_info(done: &Done, arm: usize) -> RunInfo {
    let named = &done.named[arm];
    let (count, threads) = (done.ran.compared.done(), super::super::run::threads(done.threads));
    let info = info(&named.loaded, count, threads, done.started.clone(), done.clock);
    let interrupted = done.ran.interrupted;
    // With goals the number is found out, not asked for.
    let replications_asked = if interrupted && done.goals.is_empty() { info.replications_asked } else { count };
    RunInfo { scenario: named.name.clone(), interrupted, replications_asked, ..info }
}

/// What a run of the arm alone would tell.
fn results<'a>(done: &'a Done, arm: usize, info: &'a RunInfo) -> Results<'a> {
    let (loaded, model, outcome) = (&done.named[arm].loaded, &done.models[arm], &done.ran.compared.outcomes[arm]);
    Results { loaded, model, outcome, facts: done.facts, info, next: Vec::new(), causes: OnceCell::new() }
}

fn arm(done: &Done, index: usize) -> Arm {
    let (named, info) = (&done.named[index], arm_info(done, index));
    let results = results(done, index, &info);
    let plots = results.plot_data();
    Arm {
        name: named.name.clone(),
        title: named.title.clone(),
        hash: named.loaded.hash.clone(),
        plan: plots.plan,
        participants: results.month_ends(),
        funnel: plots.funnel,
        money_by_month: plots.money,
        thresholds: plots.thresholds,
        scores: plots.scores,
    }
}

fn variant(done: &Done, index: usize, headline: &[Expr]) -> Variant {
    let (named, tally) = (&done.named[index], &done.ran.compared.tallies[index - 1]);
    Variant {
        arm: arm(done, index),
        changes: named.changes.clone(),
        first_change: done.comparison.contrast(index - 1).first_change(),
        moves: done.comparison.contrast(index - 1).moved(tally),
        rows: done.ran.compared.differences(index - 1, headline, done.ran.error()),
        flows: tally.flows(),
        changed: tally.changed(),
        hindsight: tally.hindsight(),
        additional: Additional::of(&done.ran.compared, index - 1, displacement(done), done.ran.error()),
    }
}

/// What others lose of an additional job, as the base has it.
fn displacement(done: &Done) -> f64 {
    done.named[0].loaded.scenario.world.public_cost.map_or(0.0, |cost| cost.displacement)
}
