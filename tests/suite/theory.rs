//! The simulator against theory: worlds so simple that the answer is known in closed form.
//!
//! Each test states its sample, and tolerances are in standard errors of the closed form itself: 4.5 of them are exceeded
//! by chance once in 150,000 figures (two sides of a normal), and there are some 90 figures. Seeds are fixed, so that a test
//! that passes always passes; the rate is that of a false alarm when a draw is changed on purpose.

mod arrivals;
mod exits;
mod flow;
mod places;
mod queue;
mod scores;

use troskel::engine::curve::{Curve, Dated};
use troskel::journal::{Chunk, Fact, What};
use troskel::pathway::outcomes::{AttributeEffects, Frailty};
use troskel::pathway::stock::Registered;
use troskel::pathway::thresholds::ThresholdSet;
use troskel::scenario::{Request, Scenario, load};
use troskel::sim::{Model, State, simulate};
use troskel::units::Day;

/// Standard errors of a tolerance.
const ERRORS: f64 = 4.5;

/// Two areas in which nothing happens: nobody is there or comes, nobody leaves, nobody is contacted, no tool errs,
/// and everybody is like the reference person. Each test switches on what it is about.
fn still(days: i32) -> Scenario {
    let mut s = load(&Request { base: Some("minimal".into()), ..Request::default() }).unwrap().scenario;
    s.run.to = s.run.from + days - 1;
    let world = &mut s.world;
    world.stock.persons = 0;
    world.stock.employed_share = Curve::constant(0.0);
    world.stock.supported_work_share = Curve::constant(0.0);
    world.inflow.months = months(days, s.run.from, [0.0, 0.0]);
    (world.inflow.weekday_weights, world.inflow.holiday_weight) = ([1.0; 7], 1.0);
    world.inflow.returning_share_after_year = 0.0;
    (world.inflow.local_office_share, world.inflow.own_journey_told_share) = (0.0, 0.0);
    world.exits.per_day = [0.0; 5];
    world.exits.frailty = Frailty::LogNormal { sd: 0.0 };
    world.exits.effects = AttributeEffects {
        woman: 0.0,
        under_25: 0.0,
        from_55: 0.0,
        compulsory: 0.0,
        tertiary: 0.0,
        europe: 0.0,
        outside_europe: 0.0,
        disability: 0.0,
    };
    (world.exits.job_duration, world.exits.other_duration) = (Curve::constant(1.0), Curve::constant(1.0));
    (world.exits.season, world.exits.cycle) = ([1.0; 12], Dated::new(vec![]).unwrap());
    world.jobs.temporary_ends_registration = 1.0;
    (world.jobs.return_share_after_job, world.jobs.return_share_after_other) = (0.0, 0.0);
    world.tool.data_faults.clear();
    world.tool.wrong_input_share = 0.0;
    world.tool.case_opened_per_day = Curve::constant(0.0);
    (world.effect.lock_in, world.effect.after) = (1.0, 1.0);
    (world.service.interruption_per_month, world.service.switch_per_month) = (0.0, 0.0);
    world.service.extension_share = 0.0;
    world.choice.min_places = 1_000_000;
    world.providers.iter_mut().for_each(|provider| provider.enters = s.run.from);
    s.policy.preprofiling = None;
    s.policy.randomisation = Dated::new(vec![]).unwrap();
    let capacity = &mut s.policy.capacity;
    (capacity.local_slots_per_day, capacity.distance_slots_per_day) = (0.0, 0.0);
    (capacity.local_slots_per_registration, capacity.distance_slots_per_registration) = (0.0, 0.0);
    (capacity.area_factor, capacity.month_factor, capacity.every_day) = (vec![1.0; 2], [1.0; 12], true);
    let decisions = &mut s.policy.decisions;
    (decisions.reason_rates, decisions.soon_told_share, decisions.woman) = ([0.0; 4], 0.0, 1.0);
    (decisions.europe, decisions.outside_europe, decisions.area_factor) = (1.0, 1.0, vec![1.0; 2]);
    (decisions.overruled_too_near, decisions.overruled_too_far) = (0.0, 0.0);
    (decisions.stock_talk_days, decisions.new_talk_days) = ((0, 0), (0, 0));
    decisions.follow_up_days = 20_000;
    s.policy.thresholds = Dated::new(vec![(s.run.from, level_b_below(100.0))]).unwrap();
    s.policy.budget_per_year = None;
    s
}

/// The same expected number on every day, by area.
fn months(days: i32, from: Day, per_day: [f64; 2]) -> Vec<(Day, Vec<f64>)> {
    let first = |month| from.month_start(month);
    let of = |month: i32| per_day.map(|number| number * f64::from(first(month + 1) - first(month))).to_vec();
    (0..=days / 28 + 1).map(|month| (first(month), of(month))).collect()
}

/// A stock that has been registered for `from` to `to` days, evenly spread.
fn registered_for(s: &mut Scenario, persons: u32, from: f64, to: f64) {
    s.world.stock.persons = persons;
    s.world.stock.registered = Registered::Shares(Curve::new(vec![(from, 0.0), (to, 1.0)]).unwrap());
}

/// Level B below a boundary in percent, too near above it.
fn level_b_below(percent: f64) -> ThresholdSet {
    let line = Curve::constant;
    ThresholdSet {
        min_registration_days: 1,
        too_far_below: line(0.0),
        level_c_below: line(0.0),
        level_b_below: line(percent),
        level_a_below: line(percent),
    }
}

fn run(scenario: &Scenario, replication: u32) -> Vec<Fact> {
    let model = Model::new(scenario.clone());
    let (mut state, mut chunk) = (State::new(&model), Chunk::default());
    simulate(&model, replication, &mut state, &mut chunk).unwrap();
    chunk.facts
}

fn count(facts: &[Fact], is: impl Fn(&Fact) -> bool) -> f64 {
    facts.iter().filter(|fact| is(fact)).count() as f64
}

/// Exits up to and with a day of the run (the first is 1).
fn exits_by(facts: &[Fact], s: &Scenario, day: i32) -> f64 {
    count(facts, |fact| matches!(fact.what, What::Deregistered { .. }) && fact.day < s.run.from + day)
}

/// Holds a figure against its expected value, within a number of standard errors.
fn near(what: &str, found: f64, expected: f64, error: f64) {
    let away = (found - expected) / error;
    assert!(away.abs() < ERRORS, "{what}: {found} instead of {expected}, {away:.1} standard errors away");
}

/// A share of `n` independent persons.
fn share(what: &str, found: f64, n: f64, expected: f64) {
    near(what, found / n, expected, (expected * (1.0 - expected) / n).sqrt());
}
