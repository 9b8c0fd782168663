//! The latent process of entry cohorts: what would be seen without the service, the cycle and the end of the run.

use crate::engine::math;
use crate::engine::streams::Chance;
use crate::measure::Latent;
use crate::pathway::outcomes::{CHANCE_DAYS, Cause};
use crate::pathway::question::{BACKGROUND, CONDITION, ORIGIN};
use crate::sim::Model;
use crate::units::{AreaId, Identity};

/// Persons in the cohort: its Monte Carlo error is about half a percentage point of a job chance.
const PERSONS: u64 = 5_000;

/// A cohort of new registrants, followed by their hazards rather than by chance.
pub struct Cohort<'a> {
    model: &'a Model,
    /// Factors on job hazards.
    multipliers: Vec<f64>,
}

impl Cohort<'_> {
    pub fn new(model: &Model) -> Cohort<'_> {
        let chance = Chance::new(model.scenario.run.seed, 0);
        let multipliers = (1..=PERSONS).map(|number| multiplier(model, &chance, Identity(number))).collect();
        Cohort { model, multipliers }
    }

    /// Of one person: the share still registered `days` after registration, and the chance of a first job within 180
    /// days from then on, with other exits competing.
    fn follow(&self, multiplier: f64, days: i32) -> (f64, f64) {
        let world = &self.model.scenario.world;
        let other: f64 =
            [Cause::Education, Cause::SupportedWork, Cause::Other].iter().map(|cause| world.exits.per_day[*cause as usize]).sum();
        let leaving = multiplier * world.exits.leaving_job_per_day(&world.jobs);
        let (jobs, others) = (&self.model.jobs.duration, &self.model.others.duration);
        let stays = math::exp(-leaving * jobs.sum_to(days) - other * others.sum_to(days));
        let (rate, mut chance, mut waiting) = (multiplier * world.exits.job_per_day(), 0.0, 1.0);
        for day in days + 1..=days + CHANCE_DAYS {
            let job = rate * (jobs.sum_to(day) - jobs.sum_to(day - 1));
            let exit = other * (others.sum_to(day) - others.sum_to(day - 1));
            // Both hazards are constant within a day.
            let leaves = 1.0 - math::exp(-job - exit);
            chance += if job > 0.0 { waiting * leaves * job / (job + exit) } else { 0.0 };
            waiting *= 1.0 - leaves;
        }
        (stays, chance)
    }
}

fn multiplier(model: &Model, chance: &Chance, identity: Identity) -> f64 {
    let (origin, background) = (chance.block(identity, ORIGIN, 0), chance.block(identity, BACKGROUND, 0));
    let day = model.scenario.run.from;
    let traits = model.scenario.world.composition.draw(origin, background, AreaId(0), 1, day);
    let (luck, condition) = (chance.of(identity), chance.block(identity, CONDITION, 0));
    model.profiler.hazards.enter(luck, condition, traits, day, day).multiplier
}

impl Latent for Cohort<'_> {
    fn job_chance_at(&self, registration_day: f64) -> Option<f64> {
        let days = (registration_day as i32 - 1).max(0);
        let followed = self.multipliers.iter().map(|multiplier| self.follow(*multiplier, days));
        let (all, with_job) = followed.fold((0.0, 0.0), |(all, job), (stays, chance)| (all + stays, job + stays * chance));
        (all > 0.0).then(|| with_job / all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::curve::Curve;
    use crate::pathway::outcomes::{AttributeEffects, Frailty};
    use crate::scenario::{Request, load};

    /// With one constant job hazard h, no spread and no other exit, the chance is 1 - exp(-180 h) at every day.
    #[test]
    fn a_constant_hazard_gives_the_exponential_chance() {
        let mut scenario = load(&Request::default()).unwrap_or_else(|faults| panic!("{faults}")).scenario;
        let exits = &mut scenario.world.exits;
        exits.per_day = [0.002, 0.001, 0.0, 0.0, 0.0];
        exits.frailty = Frailty::LogNormal { sd: 0.0 };
        exits.job_duration = Curve::constant(1.0);
        exits.effects = AttributeEffects {
            woman: 0.0,
            under_25: 0.0,
            from_55: 0.0,
            compulsory: 0.0,
            tertiary: 0.0,
            europe: 0.0,
            outside_europe: 0.0,
            disability: 0.0,
        };
        let model = Model::new(scenario);
        let cohort = Cohort::new(&model);
        for day in [1.0, 400.0] {
            let expected = 1.0 - (-180.0 * 0.003_f64).exp();
            assert!((cohort.job_chance_at(day).unwrap() - expected).abs() < 1e-9);
        }
    }
}
