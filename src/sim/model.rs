//! A scenario made ready to run: everything that can be worked out once for all replications.

use std::borrow::Cow;

use crate::engine::curve::Curve;
use crate::engine::workdays::Workdays;
use crate::pathway::clock::{Climate, Clock, Duration};
use crate::pathway::effort::Efforts;
use crate::pathway::outcomes::{CHANCE_DAYS, Cause, JobHazards};
use crate::pathway::person::cumulative;
use crate::pathway::profiling::{self, Norm, Profiler};
use crate::pathway::providers::Desk;
use crate::pathway::stock::Register;
use crate::scenario::Scenario;
use crate::units::Day;

/// What persons and the agency go by on a day.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    pub profiling: profiling::Rules<'a>,
    /// By then work that begins on this day has lasted as long as a result needs.
    pub lasting_until: Day,
}

/// What can happen at all in a scenario: nobody asks chance about the rest.
#[derive(Clone, Copy, Debug)]
pub struct Possible {
    /// Somebody leaves for something else than a job.
    pub other_exits: bool,
    /// Somebody enters or leaves a framework programme.
    pub programmes: bool,
    /// A case is opened.
    pub openings: bool,
    /// Register data are wrong, or a no is overruled.
    pub mistakes: bool,
    /// A base payment has a price.
    pub base_payment: bool,
    /// The end of a month in the service means something.
    pub month_ends: bool,
}

impl Possible {
    fn in_scenario(scenario: &Scenario) -> Possible {
        let (world, policy) = (&scenario.world, &scenario.policy);
        let (programmes, decisions) = (&world.programmes, &policy.decisions);
        let given = world.stock.given.iter().flatten();
        let newly_arrived = world.composition.newly_arrived.is_positive() || given.into_iter().any(|person| person.traits.newly_arrived);
        let base_payment = policy.payments.pays_base();
        Possible {
            other_exits: Cause::ALL[2..].iter().any(|cause| world.exits.per_day[*cause as usize] > 0.0),
            programmes: newly_arrived || programmes.job_and_development_share > 0.0 || programmes.youth_share > 0.0,
            openings: world.tool.case_opened_per_day.is_positive(),
            mistakes: world.tool.wrong_input_share > 0.0 || decisions.overruled_too_near > 0.0 || decisions.overruled_too_far > 0.0,
            base_payment,
            month_ends: policy.service.monthly_reports || base_payment || world.service.switch_per_month > 0.0,
        }
    }
}

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
    pub register: Register,
    pub desks: Vec<Desk>,
    /// Indices into `desks`, by area.
    pub desks_of_area: Vec<Vec<u32>>,
    /// Expected registrations by day of the run and area.
    pub arrivals: Vec<Vec<f64>>,
    /// Cumulative shares of the areas in the stock.
    pub area_shares: Vec<f64>,
    /// What providers do for their participants, if they answer to prices.
    pub efforts: Option<Efforts>,
    pub possible: Possible,
}

impl Model {
    pub fn new(scenario: Scenario) -> Model {
        let (world, run) = (&scenario.world, &scenario.run);
        let (from, to) = (run.from, run.to);
        let days = || (from.0..=to.0).map(Day);
        // Payments and results may fall after the run, at most the result's months and window on.
        let workdays = Workdays::new(from.month_start(-1), to + 4 * 366);
        let past = world.stock.longest(from);
        let horizon = to + foresight(&scenario);
        // A true chance looks ahead from every day of the run.
        let table = (past.min(36_500) + (horizon - from) + CHANCE_DAYS) as usize + 2;
        let climate = |factor: fn(&Scenario, Day) -> f64| Climate::new(from - 1, horizon, |day| factor(&scenario, day));
        let clock = |factors: &Curve, climate| Clock::new(Duration::new(factors, table), climate, past.min(36_500) + 1);
        let hazards = JobHazards::new(&world.exits, &world.jobs, Duration::new(&world.exits.job_duration, table));
        let register = Register::new(&world.stock, &world.composition, &hazards, &world.exits, past.max(1));
        let norm = Norm::new(&world.composition, &world.exits.effects);
        let policy = &scenario.policy;
        let profiler = Profiler::new(hazards, &world.tool, norm, &policy.thresholds, &policy.randomisation);
        let desks = world.choice.desks(&world.providers, world.areas.len());
        let mut desks_of_area = vec![Vec::new(); world.areas.len()];
        for (index, desk) in desks.iter().enumerate() {
            desks_of_area[desk.area.index()].push(index as u32);
        }
        Model {
            jobs: clock(&world.exits.job_duration, Climate::of_jobs(&world.exits, from - 1, horizon)),
            others: clock(&world.exits.other_duration, climate(|_, _| 1.0)),
            openings: clock(&world.tool.case_opened_per_day, climate(|_, _| 1.0)),
            profiler,
            register,
            desks,
            desks_of_area,
            arrivals: days().map(|day| world.inflow.expected(day, &workdays)).collect(),
            area_shares: cumulative(world.areas.iter().map(|area| area.stock_share)),
            efforts: efforts(&scenario),
            possible: Possible::in_scenario(&scenario),
            workdays,
            horizon,
            scenario,
        }
    }

    /// The model of a replication: with numbers drawn for it, if the scenario carries a fitted distribution.
    pub fn of(&self, replication: u32) -> Cow<'_, Model> {
        match &self.scenario.posterior {
            None => Cow::Borrowed(self),
            Some(posterior) => Cow::Owned(Model::new(posterior.scenario(replication))),
        }
    }

    /// What persons and the agency go by on a day of the run.
    pub fn rules_on(&self, day: Day) -> Rules<'_> {
        Rules { profiling: self.profiler.rules_on(day), lasting_until: self.scenario.policy.payments.lasting_until(day) }
    }
}

/// What providers do for their participants at the prices in force.
fn efforts(scenario: &Scenario) -> Option<Efforts> {
    let (world, policy) = (&scenario.world, &scenario.policy);
    let (behaviour, costs) = (world.behaviour?, world.provider_economics?);
    let months = policy.service.periods * policy.service.period_months;
    Some(Efforts::new(behaviour, &policy.payments, costs.time_per_participant(world.choice.caseload), months, policy.referral.may_refuse))
}

/// Days ahead of which somebody knows of a job or studies.
fn foresight(scenario: &Scenario) -> i32 {
    let soon = scenario.policy.decisions.soon_days.steps().iter().map(|(_, days)| *days);
    soon.fold(scenario.world.inflow.own_journey_days, i32::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Request, load};

    /// On every day up to the longest registration and on those of new arrivals, to the bit.
    #[test]
    fn the_register_has_the_shares_of_every_day() {
        for name in ["krom-2020", "minimal"] {
            let request = Request { base: Some(name.into()), variants: vec![], set: vec![] };
            let Ok(loaded) = load(&request) else { panic!("{name} has no faults") };
            let model = Model::new(loaded.scenario);
            let world = &model.scenario.world;
            let longest = world.stock.longest(model.scenario.run.from);
            assert!((1..=longest.max(1)).all(|days| *model.register.at(days) == world.stock.shares(&world.composition, days)), "{name}");
        }
    }
}
