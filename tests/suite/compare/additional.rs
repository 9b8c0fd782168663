//! What an additional job costs, against what can be counted from the streams.

use troskel::experiment::additional::Additional;
use troskel::journal::{Chunk, What};
use troskel::measure::Expr;
use troskel::sim::Model;

use super::measured;
use crate::world::{SLACK, model, small, stream};

const REPLICATIONS: u32 = 12;

/// The small scenario where nobody waits, with an effect of the service; and the same without referrals.
fn pair(effect: &str) -> [Model; 2] {
    let effects = [format!("world.effect.lock_in={effect}"), format!("world.effect.after={effect}")];
    let set: Vec<String> = SLACK.iter().map(|text| text.to_string()).chain(effects).collect();
    let without = [set.clone(), vec!["policy.budget_per_year_sek=0".to_string()]].concat();
    [model(small(), &set), model(small(), &without)]
}

/// Persons with a full-time job begun in the run.
fn jobs(chunk: &Chunk) -> f64 {
    let began = chunk.facts.iter().filter(|fact| matches!(fact.what, What::WorkBegan { cause, full_time: true, .. } if cause.is_job()));
    began.map(|fact| fact.subject.person).collect::<std::collections::BTreeSet<_>>().len() as f64
}

fn additional(effect: &str) -> (Additional, f64) {
    let [with, without] = pair(effect);
    let exprs = ["public_cost", "jobs"].map(|text| Expr::parse(text).unwrap());
    let compared = measured(&with, std::slice::from_ref(&without), &exprs, (1, REPLICATIONS));
    let counted = (1..=REPLICATIONS).map(|replication| jobs(&stream(&with, replication).0) - jobs(&stream(&without, replication).0));
    (Additional::of(&compared, 0, 0.0, 0.05).unwrap(), counted.sum::<f64>() / f64::from(REPLICATIONS))
}

/// Without an effect and without queues nobody's jobs differ: no job is additional, and no price is told.
#[test]
fn a_service_without_effect_has_no_additional_job() {
    let (found, counted) = additional("1");
    assert_eq!((found.jobs.mean, counted, found.per_job), (0.0, 0.0, None));
    assert!(found.net_cost.mean > 0.0, "{found:?}");
    assert_eq!(found.deadweight, Some(1.0), "every result would have come anyway");
}

/// With job hazards doubled in the service (12 replications of 300 persons, seed 1).
#[test]
fn additional_jobs_are_those_that_the_counterfactual_lacks() {
    let (found, counted) = additional("2");
    assert!((found.jobs.mean - counted).abs() < 1e-9 && counted > 0.0, "{found:?} {counted}");
    let (ratio, (low, high)) = found.per_job.expect("the jobs can be told from zero");
    assert!((ratio - found.net_cost.mean / found.jobs.mean).abs() < 1e-6 && low < ratio && ratio < high, "{found:?}");
    assert!(found.deadweight.is_some_and(|share| 0.0 < share && share < 1.0), "{found:?}");
}

/// What the payers pay more or less sums to the net difference, to the öre.
#[test]
fn payers_differences_sum_to_the_net_difference() {
    let [with, without] = pair("1.5");
    let compared = measured(&with, std::slice::from_ref(&without), &[Expr::parse("public_cost").unwrap()], (1, 2));
    let payers = ["state_benefits", "state_programmes", "state_administration", "insurance_funds", "municipality"];
    let pairs = |text: &str| compared.pairs_of(0, &Expr::parse(text).unwrap()).unwrap().differences();
    let ore = |kronor: f64| (kronor * 100.0).round() as i64;
    for replication in 0..2 {
        let sum: i64 = payers.iter().map(|payer| ore(pairs(&format!("public_cost:{payer}"))[replication])).sum();
        assert_eq!(sum, ore(pairs("public_cost")[replication]));
    }
}
