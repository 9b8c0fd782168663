//! What really happens: competing hazards to jobs and other exits, with frailty and duration dependence, and what
//! becomes of a job.

use super::person::categories;
use crate::engine::curve::{Curve, Dated};

categories! {
    /// What ends a wait on the register, or a spell of it.
    Cause {
        PermanentJob = "permanent_job",
        TemporaryJob = "temporary_job",
        Education = "education",
        SupportedWork = "supported_work",
        Other = "other",
    }
}

/// Effects of observed attributes on the log hazard of a job; the reference is a man of 25-54 born in Sweden with
/// upper secondary education and no disability.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributeEffects {
    pub woman: f64,
    pub under_25: f64,
    pub from_55: f64,
    pub compulsory: f64,
    pub tertiary: f64,
    pub europe: f64,
    pub outside_europe: f64,
    pub disability: f64,
}

/// The spread of job hazards between persons that no register variable shows; its mean is 1 at registration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Frailty {
    /// Gamma distributed with this shape (variance 1/shape).
    Gamma { shape: f64 },
    /// Log-normal with this standard deviation of the logarithm and median 1; not selected by survival.
    LogNormal { sd: f64 },
}

/// Hazards of leaving.
#[derive(Clone, Debug, PartialEq)]
pub struct Exits {
    /// Hazards per day of each [`Cause`] at registration, for the reference person of mean frailty.
    pub per_day: [f64; 5],
    pub frailty: Frailty,
    pub effects: AttributeEffects,
    /// Factor on the two job hazards by days registered.
    pub job_duration: Curve,
    /// Factor on the other hazards by days registered.
    pub other_duration: Curve,
    /// Factor on job hazards by calendar month, January first.
    pub season: [f64; 12],
    /// Factor on job hazards by date (business cycle); 1 before the first.
    pub cycle: Dated<f64>,
}

/// What becomes of a job.
#[derive(Clone, Debug, PartialEq)]
pub struct Jobs {
    /// Probability that a temporary or part-time job ends the registration.
    pub temporary_ends_registration: f64,
    /// Share of full-time jobs among permanent and among temporary ones.
    pub permanent_full_time_share: f64,
    pub temporary_full_time_share: f64,
    /// Mean length of a permanent job, days (exponential).
    pub permanent_mean_days: f64,
    /// Median length of a temporary job, days, and the spread of its logarithm (log-normal).
    pub temporary_median_days: f64,
    pub temporary_sd_log: f64,
    /// Share of studies that last at least four months and give student aid.
    pub education_payable_share: f64,
    /// Probability of registering again when a job that ended the registration is over.
    pub return_share_after_job: f64,
    /// Probability of registering again after another exit, and the mean days until then (exponential).
    pub return_share_after_other: f64,
    pub return_mean_days: f64,
}

/// The service's effect on job hazards, as hazard ratios.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// In the first months of the service.
    pub lock_in: f64,
    /// How many months these are.
    pub lock_in_months: i32,
    /// After them, until the service ends.
    pub after: f64,
}
