//! Nobody is lost and no krona: everything that holds in every run, found again from the stream alone.

mod ledger;
mod lives;

use troskel::journal::{Chunk, What};
use troskel::sim::{Model, Totals};

use crate::world::{load, model, small, stream};

/// A world in which something is at its limit, and which kinds of facts it must have for the test to mean anything.
struct Variant {
    name: &'static str,
    set: &'static [&'static str],
    must_have: &'static [&'static str],
}

const NO_HAZARDS: &str = "world.exits.per_day={permanent_job=0,temporary_job=0,education=0,supported_work=0,other=0}";
const BUSY: &str = "world.exits.per_day={permanent_job=0.004,temporary_job=0.006,education=0.001,supported_work=0.001,other=0.001}";

#[rustfmt::skip]
const VARIANTS: [Variant; 20] = [
    Variant { name: "small", set: &[], must_have: &["started", "ended", "result", "switched", "reported", "extended", "deviated"] },
    Variant { name: "many jobs", set: &[BUSY], must_have: &["result", "work_ended", "ended"] },
    Variant { name: "tiny capacity, waiting", set: &["policy.referral.when_full=wait", "world.choice.min_places=0", "world.choice.caseload=1", "world.service.switch_per_month=0.5", "policy.referral.start_within_days=0"], must_have: &["queued", "started", "switch_declined"] },
    Variant { name: "everybody wants to change, one provider is wanted most", set: &["policy.referral.when_full=wait", "world.choice.min_places=0", "world.choice.caseload=2", "world.service.switch_per_month=1", "policy.referral.start_within_days=0", "policy.referral.choice_days=[1,1]", "policy.service.decline_switch_below_days=0", "world.providers.Everywhere.attractiveness=4", "world.providers.Northern.areas.North.supervisors=50", "world.providers.Southern.areas.South.supervisors=50", "world.providers.Everywhere.enters=2020-07-01", "world.providers.Northern.enters=2020-07-01", "world.providers.Southern.enters=2020-07-01"], must_have: &["queued", "switched", "switch_declined"] },
    Variant { name: "tiny capacity, next choice", set: &["world.choice.min_places=0", "world.choice.caseload=1"], must_have: &["queued", "started"] },
    Variant { name: "every day", set: &["policy.caseworkers.every_day=true", "policy.referral.default_rule=most_free"], must_have: &["contacted", "started"] },
    Variant { name: "premium at once", set: &["payments.speed_premium.needs_lasting=false", BUSY], must_have: &["result", "work_began"] },
    Variant { name: "hardly a premium", set: &["payments.base.most_units=1", BUSY], must_have: &["result"] },
    Variant { name: "one period of a month", set: &["policy.service.periods=1", "policy.service.period_months=1"], must_have: &["ended"] },
    Variant { name: "budget stop", set: &["policy.budget_per_year_sek=500000"], must_have: &["referred", "started"] },
    Variant { name: "no job but a permanent one ends a registration", set: &["world.jobs.temporary_ends_registration=0", BUSY], must_have: &["work_ended", "result"] },
    Variant { name: "every job ends a registration", set: &["world.jobs.temporary_ends_registration=1", BUSY], must_have: &["deregistered", "result"] },
    Variant { name: "nobody leaves", set: &[NO_HAZARDS], must_have: &["started", "extended"] },
    Variant { name: "no providers until late", set: &["world.providers.Everywhere.enters=2021-02-01", "world.providers.Northern.enters=2021-02-01", "world.providers.Southern.enters=2021-03-01"], must_have: &["referred", "started"] },
    Variant { name: "good and bad days", set: &["world.inflow.variance_to_mean=20", "world.inflow.returning_share_after_year=1"], must_have: &["registered"] },
    Variant { name: "chance decides, drawn anew", set: &["policy.randomisation=[{from=2020-03-30,width_points=60,locked_days=0}]"], must_have: &["profiled", "started"] },
    Variant { name: "chance decides, locked", set: &["policy.randomisation=[{from=2020-03-30,width_points=60,locked_days=30}]"], must_have: &["profiled", "started"] },
    Variant { name: "data fault mended in the run", set: &["world.tool.data_faults=[{from=2020-03-30,until=2020-12-20,fields=[\"birth_region\",\"disability\"]}]", "world.exits.effects.outside_europe=-2"], must_have: &["level_corrected"] },
    Variant { name: "few paid days", set: &["payments.base.most_units=30", "world.service.report_approved_share=1", BUSY], must_have: &["reported", "result"] },
    Variant { name: "work needs not last, no delay, no talks", set: &["payments.results[1].lasting_months=0", "payments.pay_delay_days=0", "policy.decisions.stock_talk_days=[0,0]", "policy.decisions.new_talk_days=[0,0]", "policy.referral.start_within_days=0", BUSY], must_have: &["result"] },
];

fn has(chunk: &Chunk, event: &str) -> bool {
    chunk.facts.iter().any(|fact| fact.what.kind().name() == event)
}

fn check(model: &Model, chunk: &Chunk, totals: Totals, context: &str) {
    assert_eq!(chunk.facts.len() as u64, totals.facts, "{context}");
    assert!(chunk.facts.is_sorted_by_key(|fact| fact.day), "{context}: days do not follow one another");
    let lives = lives::follow(model, &chunk.facts, context);
    assert_eq!(lives.persons(), totals.persons as usize, "{context}");
    ledger::audit(model, chunk, &lives, totals, context);
}

#[test]
fn nobody_and_no_krona_is_lost_in_any_world() {
    for Variant { name, set, must_have } in VARIANTS {
        let model = model(small(), set);
        let mut missing = must_have.to_vec();
        for replication in 1..=3 {
            let (chunk, totals) = stream(&model, replication);
            check(&model, &chunk, totals, &format!("{name}, replication {replication}"));
            missing.retain(|event| !has(&chunk, event));
        }
        assert!(missing.is_empty(), "{name}: {missing:?} never happened: the test shows nothing");
    }
}

#[test]
fn the_minimal_scenario_conserves() {
    let model = model::<&str>("minimal", &[]);
    for replication in 1..=3 {
        let (chunk, totals) = stream(&model, replication);
        check(&model, &chunk, totals, &format!("minimal, replication {replication}"));
    }
}

#[test]
fn nobody_leaves_where_no_hazard_is() {
    let (chunk, _) = stream(&model(small(), &[NO_HAZARDS]), 1);
    for event in ["deregistered", "work_began", "result"] {
        assert!(!has(&chunk, event), "{event}");
    }
}

#[test]
fn a_budget_of_nothing_refers_nobody() {
    let (chunk, totals) = stream(&model(small(), &["policy.budget_per_year_sek=0"]), 1);
    assert!(!has(&chunk, "referred") && has(&chunk, "profiled"));
    assert_eq!(totals.ledger.ore(), 0);
}

#[test]
fn a_budget_is_never_committed_twice() {
    let loaded = load(small(), &["policy.budget_per_year_sek=500000"]);
    let (budget, each) = (loaded.scenario.policy.budget_per_year.unwrap(), loaded.scenario.policy.payments.committed_per_referral);
    let (chunk, _) = stream(&Model::new(loaded.scenario), 1);
    let referred = |year| chunk.facts.iter().filter(|fact| matches!(fact.what, What::Referred { .. }) && fact.day.ymd().0 == year).count();
    assert_eq!([2020, 2021].map(|year| referred(year) as i64), [budget.ore() / each.ore(); 2], "the budget is used up and not exceeded");
}

/// A call list before the run is one that was made without consequence, as the warning says.
#[test]
fn a_call_list_before_the_run_has_no_effect() {
    let (before, without) = (["policy.preprofiling.date=2019-06-01"], ["policy.preprofiling.date=2022-06-01"]);
    assert!(stream(&model(small(), &before), 1).0.facts == stream(&model(small(), &without), 1).0.facts);
}
