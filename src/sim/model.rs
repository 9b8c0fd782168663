//! A scenario made ready to run: everything that can be worked out once for all replications.

use crate::engine::curve::Curve;
use crate::engine::workdays::Workdays;
use crate::pathway::clock::{Climate, Clock, Duration};
use crate::pathway::outcomes::{CHANCE_DAYS, JobHazards};
use crate::pathway::person::cumulative;
use crate::pathway::profiling::{Norm, Profiler};
use crate::pathway::providers::Desk;
use crate::scenario::Scenario;
use crate::units::Day;

#[derive(Clone, Debug)]
pub struct Model {
    pub scenario: Scenario,
    pub workdays: Workdays,
    /// Last day whose exits matter to the run: persons know of work some time ahead, on its last day as on any other.
    pub horizon: Day,
    /// Clock of the two job hazards, of the other hazards, and of cases being opened.
    pub jobs: Clock,
    pub others: Clock,
    pub openings: Clock,
    pub profiler: Profiler,
    pub desks: Vec<Desk>,
    /// Indices into `desks`, by area.
    pub desks_of_area: Vec<Vec<u32>>,
    /// Expected registrations by day of the run and area.
    pub arrivals: Vec<Vec<f64>>,
    /// Cumulative shares of the areas in the stock.
    pub area_shares: Vec<f64>,
}

impl Model {
    pub fn new(scenario: Scenario) -> Model {
        let (world, run) = (&scenario.world, &scenario.run);
        let (from, to) = (run.from, run.to);
        let days = || (from.0..=to.0).map(Day);
        // Payments and results may fall after the run, at most the result's months and window on.
        let workdays = Workdays::new(from.month_start(-1), to + 4 * 366);
        let past = world.stock.given.as_ref().map_or(oldest(&world.stock.registered_share_by_days), |given| {
            given.iter().map(|person| from - person.registered_on).max().unwrap_or(0)
        });
        let horizon = to + foresight(&scenario);
        // A true chance looks ahead from every day of the run.
        let table = (past.min(36_500) + (horizon - from) + CHANCE_DAYS) as usize + 2;
        let climate = |factor: fn(&Scenario, Day) -> f64| Climate::new(from - 1, horizon, |day| factor(&scenario, day));
        let clock = |factors: &Curve, climate| Clock::new(Duration::new(factors, table), climate, past.min(36_500) + 1);
        let hazards = JobHazards::new(&world.exits, &world.jobs, Duration::new(&world.exits.job_duration, table));
        let norm = Norm::new(&world.composition, &world.exits.effects);
        let policy = &scenario.policy;
        let profiler = Profiler::new(hazards, &world.tool, norm, &policy.thresholds, &policy.randomisation);
        let desks = world.choice.desks(&world.providers);
        let mut desks_of_area = vec![Vec::new(); world.areas.len()];
        for (index, desk) in desks.iter().enumerate() {
            desks_of_area[desk.area.index()].push(index as u32);
        }
        Model {
            jobs: clock(&world.exits.job_duration, Climate::of_jobs(&world.exits, from - 1, horizon)),
            others: clock(&world.exits.other_duration, climate(|_, _| 1.0)),
            openings: clock(&world.tool.case_opened_per_day, climate(|_, _| 1.0)),
            profiler,
            desks,
            desks_of_area,
            arrivals: days().map(|day| world.inflow.expected(day, &workdays)).collect(),
            area_shares: cumulative(world.areas.iter().map(|area| area.stock_share)),
            workdays,
            horizon,
            scenario,
        }
    }
}

/// Days ahead of which somebody knows of a job or studies.
fn foresight(scenario: &Scenario) -> i32 {
    let soon = scenario.policy.decisions.soon_days.steps().iter().map(|(_, days)| *days);
    soon.fold(scenario.world.inflow.own_journey_days, i32::max)
}

/// The longest registration time of the drawn stock, days.
fn oldest(share_by_days: &Curve) -> i32 {
    share_by_days.knots().last().map_or(0, |knot| knot.0 as i32 + 1)
}
