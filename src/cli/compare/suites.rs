//! What is measured of each scenario: what the base has, as far as a variant has it too.

use super::super::run::asked;
use super::super::{Exit, complain};
use super::load::Named;
use crate::experiment::goal::Goal;
use crate::measure::evidence::Fact;
use crate::measure::{Expr, Suite, standard};

/// A suite for the base and one for each variant. What is asked for by name (goals) must be there in all of them.
pub fn suites(named: &[Named], facts: &[Fact], goals: &[Goal]) -> Result<Vec<Suite>, Exit> {
    let base = &named[0].loaded.scenario;
    let mut exprs = standard::standard(base);
    exprs.extend(standard::groups());
    exprs.extend(asked(base));
    exprs.extend(facts.iter().flat_map(|fact| fact.exprs().cloned()));
    exprs.extend(goals.iter().map(|goal| goal.expr.clone()));
    let mut suites = vec![whole(&named[0], &exprs)?];
    for variant in &named[1..] {
        // A variant without a call list, or without an area, lacks what is measured of it.
        let has = |expr: &&Expr| Suite::new(&[(*expr).clone()], &variant.loaded.scenario).is_ok();
        suites.push(whole(variant, &exprs.iter().filter(has).cloned().collect::<Vec<_>>())?);
    }
    let missing: Vec<String> = named.iter().zip(&suites).flat_map(|(named, suite)| missing(named, suite, goals)).collect();
    missing.iter().for_each(|text| complain(text));
    if missing.is_empty() { Ok(suites) } else { Err(Exit::WrongUsage) }
}

fn whole(named: &Named, exprs: &[Expr]) -> Result<Suite, Exit> {
    Suite::new(exprs, &named.loaded.scenario).map_err(|faults| {
        faults.iter().for_each(|fault| complain(&format!("{}: {fault}", named.name)));
        Exit::WrongFile
    })
}

/// What is wrong with goals of which a scenario has no single value.
fn missing(named: &Named, suite: &Suite, goals: &[Goal]) -> Vec<String> {
    let open = goals.iter().filter(|goal| suite.column(&goal.expr).is_none());
    open.map(|goal| {
        let measure = goal.expr.text();
        let keys: Vec<&str> = suite.columns().iter().filter(|column| column.measure == measure).map(|column| column.key.as_str()).collect();
        let way_out = match keys.first() {
            None => "this scenario has no such measure".to_string(),
            Some(first) => format!("name one of {}, as in {measure}:{first}", keys[..keys.len().min(8)].join(", ")),
        };
        format!("{}: `{measure}` has no single value: {way_out}", named.name)
    })
    .collect()
}
