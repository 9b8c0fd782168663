//! What the tool sees: a noisy, biased reading of the true job chance from register variables.

use super::outcomes::AttributeEffects;
use super::person::{BirthRegion, Composition, Disability, Traits, categories};
use crate::engine::curve::Curve;
use crate::engine::{draws, math};
use crate::units::{Day, JobChance};

categories! {
    /// Why a profiling was made.
    Occasion {
        Registration = "registration",
        Contact = "contact",
        CaseOpened = "case_opened",
        Correction = "correction",
        FollowUp = "follow_up",
    }
}

categories! {
    /// Register variables that a data fault can blank.
    Field { BirthRegion = "birth_region", Disability = "disability" }
}

/// A period in which some attributes are read as the reference category.
#[derive(Clone, Debug, PartialEq)]
pub struct DataFault {
    pub from: Day,
    /// Last day of the fault; levels are corrected on the next.
    pub until: Day,
    pub fields: Vec<Field>,
}

/// How a score comes about.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// Two components on the logit scale whose weight and mean move with registration time (days).
    Mixture(Mixture),
    /// The true chance itself with noise on the probit scale: a tool without bias.
    Truth { noise_sd_probit: f64 },
}

/// The logit of the score is normal in each of two components.
#[derive(Clone, Debug, PartialEq)]
pub struct Mixture {
    pub low_mean: f64,
    pub low_sd: f64,
    pub high_sd: f64,
    /// Logit of the low component's weight, by registration time in days.
    pub low_weight_logit: Curve,
    pub high_mean: Curve,
    /// Correlation of a person's standing in the tool with the truth's (attributes and frailty together).
    pub loading: f64,
    /// Weight of frailty against attributes in that standing.
    pub frailty_weight: f64,
    /// Correlation of a person's readings between occasions.
    pub occasion_correlation: f64,
}

/// The profiling tool and its errors.
#[derive(Clone, Debug, PartialEq)]
pub struct Tool {
    pub reading: Reading,
    pub data_faults: Vec<DataFault>,
    /// Share of persons whose register data are wrong or missing at the first profiling.
    pub wrong_input_share: f64,
    /// Standard deviation of the error this makes, in standard deviations of the person's standing.
    pub wrong_input_sd: f64,
    /// Share of them that is found and corrected, and the mean days until then (exponential).
    pub correction_share: f64,
    pub correction_mean_days: f64,
    /// Intensity per day of a case being opened, by days since registration (new) or since the first profiling (stock).
    pub case_opened_per_day: Curve,
    /// Correlation of the pre-profiling tool's standing with this tool's.
    pub preprofiling_correlation: f64,
}

/// A person's standing among those registered as long: the tool's two components, standard normal each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Decides the component: low standings read low.
    pub component: f64,
    /// The place within the component.
    pub within: f64,
}

/// How an attribute sum stands among those registered as long: mean and spread by registration time.
#[derive(Clone, Debug)]
pub struct Norm {
    mean: Curve,
    sd: Curve,
}

impl Norm {
    pub fn new(composition: &Composition, effects: &AttributeEffects) -> Norm {
        let moments: Vec<(f64, (f64, f64))> = composition
            .by_days
            .iter()
            .map(|knot| {
                (
                    knot.days,
                    composition.moments(knot.days, |region, age, education, sex, state| effects.sum(region, age, education, sex, state)),
                )
            })
            .collect();
        let curve = |value: fn(&(f64, f64)) -> f64| Curve::new(moments.iter().map(|(days, moment)| (*days, value(moment))).collect());
        Norm {
            mean: curve(|moment| moment.0).expect("composition has knots with rising days"),
            sd: curve(|moment| moment.1).expect("composition has knots with rising days"),
        }
    }

    /// An attribute sum in standard deviations from the mean of those registered for `days`.
    pub fn standardise(&self, sum: f64, days: i32) -> f64 {
        let sd = self.sd.at(f64::from(days));
        if sd > 0.0 { (sum - self.mean.at(f64::from(days))) / sd } else { 0.0 }
    }
}

/// The mixture as the tool reads it, by registration day.
#[derive(Clone, Debug)]
pub struct Scale {
    mixture: Mixture,
    /// Standing below which the low component is read, and the high component's mean, by registration day.
    by_day: Vec<(f64, f64)>,
}

impl Scale {
    pub fn new(mixture: &Mixture) -> Scale {
        let last =
            [&mixture.low_weight_logit, &mixture.high_mean].into_iter().flat_map(Curve::knots).map(|knot| knot.0).fold(1.0, f64::max);
        let by_day = (0..=last as usize)
            .map(|day| {
                let weight = math::expit(mixture.low_weight_logit.at(day as f64));
                (draws::normal(weight.clamp(1e-12, 1.0 - 1e-12)), mixture.high_mean.at(day as f64))
            })
            .collect();
        Scale { mixture: mixture.clone(), by_day }
    }

    /// The lasting part of a person's standing: what the tool shares with the truth, and its lasting error.
    /// `attributes` and `frailty` are standard normal among those registered as long.
    pub fn lasting(&self, attributes: f64, frailty: f64, errors: [f64; 2]) -> Standing {
        let weight = self.mixture.frailty_weight;
        let shared = (attributes + weight * frailty) / (1.0 + weight * weight).sqrt();
        let loading = self.mixture.loading;
        let own = (1.0 - loading * loading).sqrt();
        Standing { component: loading * shared + own * errors[0], within: loading * shared + own * errors[1] }
    }

    /// The standing read on one occasion, of standard normal errors.
    pub fn on_occasion(&self, lasting: Standing, errors: [f64; 2]) -> Standing {
        mix(lasting, self.mixture.occasion_correlation, errors)
    }

    /// The score of a standing at a registration time.
    pub fn score(&self, standing: Standing, registration_days: i32) -> JobChance {
        let day = (registration_days.max(0) as usize).min(self.by_day.len() - 1);
        let (cut, high_mean) = self.by_day[day];
        let logit = if standing.component < cut {
            self.mixture.low_mean + self.mixture.low_sd * standing.within
        } else {
            high_mean + self.mixture.high_sd * standing.within
        };
        JobChance(math::expit(logit) as f32)
    }
}

/// A standing correlated with another, of standard normal errors.
pub fn mix(standing: Standing, correlation: f64, errors: [f64; 2]) -> Standing {
    let (shared, own) = (correlation.sqrt(), (1.0 - correlation).sqrt());
    Standing { component: shared * standing.component + own * errors[0], within: shared * standing.within + own * errors[1] }
}

/// The true chance of a job within 180 days with noise on the probit scale.
pub fn read_truth(chance: f64, noise_sd_probit: f64, error: f64) -> JobChance {
    let probit = draws::normal(chance.clamp(1e-9, 1.0 - 1e-9));
    JobChance(math::phi(probit + noise_sd_probit * error) as f32)
}

impl Tool {
    /// The fault in force on a day.
    pub fn fault_on(&self, day: Day) -> Option<&DataFault> {
        self.data_faults.iter().find(|fault| fault.from <= day && day <= fault.until)
    }
}

impl DataFault {
    /// The attributes as the tool reads them under the fault: those it blanks are the reference category.
    pub fn read(&self, traits: &Traits) -> Traits {
        let mut seen = *traits;
        for field in &self.fields {
            match field {
                Field::BirthRegion => seen.birth_region = BirthRegion::Sweden,
                Field::Disability => seen.disability = Disability::None,
            }
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mixture() -> Mixture {
        Mixture {
            low_mean: -1.62,
            low_sd: 1.42,
            high_sd: 0.51,
            low_weight_logit: Curve::new(vec![(0.0, -2.0), (200.0, 0.31), (600.0, 0.60), (1500.0, 0.89)]).unwrap(),
            high_mean: Curve::new(vec![(0.0, -0.30), (200.0, -0.39), (600.0, -0.72), (1500.0, -1.05)]).unwrap(),
            loading: 0.6,
            frailty_weight: 0.5,
            occasion_correlation: 0.93,
        }
    }

    #[test]
    fn the_component_changes_with_registration_time() {
        let scale = Scale::new(&mixture());
        let standing = Standing { component: 0.0, within: 0.0 };
        // At day 0 the low component has weight expit(-2) = 0.12, so the middle standing reads the high one: expit(-0.30).
        assert!((scale.score(standing, 0).0 - 0.425_56).abs() < 1e-4);
        // At day 1,500 it has weight expit(0.89) = 0.71, so the same standing reads the low one: expit(-1.62).
        assert!((scale.score(standing, 1500).0 - 0.165_21).abs() < 1e-4);
        assert_eq!(scale.score(standing, 1500), scale.score(standing, 9000));
    }

    #[test]
    fn a_standing_stays_standard_normal() {
        let scale = Scale::new(&mixture());
        let (loading, weight) = (0.6_f64, 0.5_f64);
        let unit = |attributes, frailty, error| scale.lasting(attributes, frailty, [error, 0.0]).component;
        let parts = [unit(1.0, 0.0, 0.0), unit(0.0, 1.0, 0.0), unit(0.0, 0.0, 1.0)];
        assert!((parts.iter().map(|part| part * part).sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((parts[0] - loading / (1.0 + weight * weight).sqrt()).abs() < 1e-12);
        let occasion = scale.on_occasion(Standing { component: 1.0, within: 0.0 }, [0.0, 1.0]);
        assert!((occasion.component.powi(2) + occasion.within.powi(2) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_fault_blanks_its_fields_only() {
        use crate::pathway::person::{Education, Sex};
        use crate::units::AreaId;
        let traits = Traits {
            area: AreaId(0),
            sex: Sex::Woman,
            education: Education::Compulsory,
            birth_region: BirthRegion::OutsideEurope,
            disability: Disability::Disability,
            newly_arrived: false,
            born: Day(0),
        };
        let fault = DataFault { from: Day(0), until: Day(9), fields: vec![Field::BirthRegion] };
        let seen = fault.read(&traits);
        assert_eq!((seen.birth_region, seen.disability, seen.sex), (BirthRegion::Sweden, Disability::Disability, Sex::Woman));
    }

    #[test]
    fn a_tool_without_noise_reads_the_truth() {
        assert!((read_truth(0.25, 0.0, 3.0).0 - 0.25).abs() < 1e-6);
        assert!(read_truth(0.25, 0.1, 1.0).0 > 0.25);
    }
}
