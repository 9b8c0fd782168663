//! What the tool sees: a noisy, biased reading of the true job chance from register variables.

use super::person::categories;
use crate::engine::curve::Curve;
use crate::units::Day;

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
