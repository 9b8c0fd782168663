//! From a finished comparison to what its report is made of.

use super::super::args::Compare;
use super::super::results::{Results, assumptions};
use super::super::run::info;
use super::Done;
use crate::experiment::Tally;
use crate::measure::{Expr, standard};
use crate::report::comparison::{Arm, Comparison, NullTests, Variant};
use crate::report::input::RunInfo;
use crate::scenario::first_change;

pub fn comparison(arguments: &Compare, done: &Done) -> Comparison {
    let (headline, info) = (standard::headline(&done.named[0].loaded.scenario), arm_info(done, 0));
    let tallies = &done.ran.compared.tallies;
    Comparison {
        command: std::iter::once("troskel".to_string()).chain(std::env::args().skip(1)).collect::<Vec<_>>().join(" "),
        base: arm(done, 0),
        variants: (1..done.named.len()).map(|index| variant(done, index, &headline)).collect(),
        published: results(done, 0, &info).published(),
        assumptions: assumptions(),
        null_tests: NullTests {
            base_against_itself: tallies[0].changed().persons.round() as u64,
            before_the_change: tallies.iter().map(Tally::compared).sum(),
        },
        suppress_below: arguments.suppress_below,
        headline: headline.iter().map(|expr| (expr.text(), expr.key.clone().unwrap_or_default())).collect(),
        info,
    }
}

fn arm_info(done: &Done, arm: usize) -> RunInfo {
    let named = &done.named[arm];
    let (count, threads) = (done.ran.compared.done(), super::super::run::threads(done.threads));
    let info = info(&named.loaded, count, threads, done.started.clone(), done.clock);
    let interrupted = done.ran.interrupted;
    // With goals the number is found out, not asked for.
    let replications_asked = if interrupted { info.replications_asked } else { count };
    RunInfo { scenario: named.name.clone(), interrupted, replications_asked, ..info }
}

/// What a run of the arm alone would tell.
fn results<'a>(done: &'a Done, arm: usize, info: &'a RunInfo) -> Results<'a> {
    let (loaded, model, outcome) = (&done.named[arm].loaded, &done.models[arm], &done.ran.compared.outcomes[arm]);
    Results { loaded, model, outcome, facts: done.facts, info, next: String::new() }
}

fn arm(done: &Done, index: usize) -> Arm {
    let (named, info) = (&done.named[index], arm_info(done, index));
    let results = results(done, index, &info);
    let plots = results.plot_data();
    Arm {
        name: named.name.clone(),
        title: named.loaded.scenario.title.clone(),
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
        first_change: first_change(&done.named[0].loaded.scenario, &named.loaded.scenario),
        moves: done.comparison.contrast(index - 1).moved(tally),
        rows: done.ran.compared.differences(index - 1, headline),
        flows: tally.flows(),
        changed: tally.changed(),
        hindsight: tally.hindsight(),
    }
}
