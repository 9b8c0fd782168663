//! A scenario made ready to run: everything that can be worked out once for all replications.

use crate::engine::curve::{Curve, Dated};
use crate::engine::streams::Partner;
use crate::engine::workdays::Workdays;
use crate::pathway::clock::{Climate, Clock, Duration};
use crate::pathway::outcomes::{CHANCE_DAYS, EffectTable, FrailtyLaw};
use crate::pathway::person::{AgeGroup, Composition, Shares, Stock, age_years};
use crate::pathway::profiling::{DataFault, Norm, Reading, Scale};
use crate::pathway::thresholds::{LinesByDay, Randomisation};
use crate::scenario::Scenario;
use crate::units::{AreaId, Day, ProviderId};

/// A provider's contract in one area, with its places.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    pub provider: ProviderId,
    pub area: AreaId,
    pub offices: u32,
    pub places: u32,
    /// The provider's appeal to somebody next door.
    pub appeal: f64,
    /// What chance knows the provider by.
    pub partner: Partner,
    /// First and last day on which it can be chosen.
    pub open: (Day, Day),
}

/// What persons are drawn by, by registration day: nothing changes after the last, or nobody is older.
#[derive(Clone, Debug)]
pub struct Register {
    by_day: Vec<(Shares, [f64; 2])>,
}

impl Register {
    /// `longest` is the longest registration time of a person who is drawn, in days.
    fn new(composition: &Composition, stock: &Stock, longest: i32) -> Register {
        let last = composition.last_days().max(stock.last_days()).ceil().min(f64::from(longest)) as usize;
        let at = |days: usize| (composition.shares(days as f64), stock.category_shares(days as f64));
        Register { by_day: (0..=last).map(at).collect() }
    }

    /// Shares of attributes, and of a job and supported work.
    #[inline]
    pub fn at(&self, days: i32) -> &(Shares, [f64; 2]) {
        &self.by_day[(days.max(0) as usize).min(self.by_day.len() - 1)]
    }
}

/// What persons and caseworkers go by on a day.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    pub thresholds: &'a LinesByDay,
    /// Where chance decides the side of a boundary.
    pub band: Option<&'a Randomisation>,
    /// The data fault that the tool reads under.
    pub fault: Option<&'a DataFault>,
    /// By then a job that begins on this day has lasted as long as a result needs.
    pub lasting_until: Day,
}

/// How scores are read, with its tables.
#[derive(Clone, Debug)]
pub enum Reader {
    Mixture(Scale),
    Truth { noise_sd_probit: f64 },
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
    pub frailty: FrailtyLaw,
    pub effects: EffectTable,
    pub norm: Norm,
    pub register: Register,
    pub thresholds: Dated<LinesByDay>,
    pub reader: Reader,
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
        let desks = desks(&scenario);
        let mut desks_of_area = vec![Vec::new(); world.areas.len()];
        for (index, desk) in desks.iter().enumerate() {
            desks_of_area[desk.area.index()].push(index as u32);
        }
        Model {
            jobs: clock(&world.exits.job_duration, Climate::of_jobs(&world.exits, from - 1, horizon)),
            others: clock(&world.exits.other_duration, climate(|_, _| 1.0)),
            openings: clock(&world.tool.case_opened_per_day, climate(|_, _| 1.0)),
            frailty: FrailtyLaw::new(world.exits.frailty),
            effects: EffectTable::new(&world.exits.effects),
            thresholds: scenario.policy.thresholds.map(LinesByDay::of),
            register: Register::new(&world.composition, &world.stock, past.max(1)),
            norm: Norm::new(&world.composition, &world.exits.effects),
            reader: match &world.tool.reading {
                Reading::Mixture(mixture) => Reader::Mixture(Scale::new(mixture)),
                Reading::Truth { noise_sd_probit } => Reader::Truth { noise_sd_probit: *noise_sd_probit },
            },
            desks,
            desks_of_area,
            arrivals: days().map(|day| world.inflow.expected(day, &workdays)).collect(),
            area_shares: world
                .areas
                .iter()
                .scan(0.0, |sum, area| {
                    Some({
                        *sum += area.stock_share;
                        *sum
                    })
                })
                .collect(),
            workdays,
            horizon,
            scenario,
        }
    }

    /// What persons and caseworkers go by on a day of the run.
    #[inline]
    pub fn rules_on(&self, day: Day) -> Rules<'_> {
        Rules {
            thresholds: self.thresholds.on(day).expect("a threshold set is in force from the start of the run"),
            band: self.scenario.policy.randomisation.on(day),
            fault: self.scenario.world.tool.fault_on(day),
            lasting_until: self.scenario.policy.payments.lasting_until(day),
        }
    }

    /// The age group that a person's hazards go by: the one at registration.
    #[inline]
    pub fn age_group(born: Day, day: Day) -> AgeGroup {
        AgeGroup::of(age_years(born, day))
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

fn desks(scenario: &Scenario) -> Vec<Desk> {
    let providers = scenario.world.providers.iter().enumerate();
    providers
        .flat_map(|(index, provider)| {
            provider.contracts.iter().map(move |contract| Desk {
                provider: ProviderId(index as u16),
                area: contract.area,
                offices: contract.offices,
                places: scenario.world.choice.places(contract),
                appeal: scenario.world.choice.appeal(provider),
                partner: Partner::of(provider.key),
                open: (provider.enters, provider.leaves.unwrap_or(Day(i32::MAX))),
            })
        })
        .collect()
}
