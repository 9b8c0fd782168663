//! Who changes: where persons get to in the base and in a variant, and why they differ.

use crate::pathway::person::categories;

categories! {
    /// How far a person comes on the way through the service in a run.
    Standing {
        Absent = "absent",
        NotProfiled = "not_profiled",
        TooNear = "too_near",
        TooFar = "too_far",
        YesUndecided = "yes_undecided",
        Deviated = "deviated",
        Referred = "referred",
        StartedA = "started_a",
        StartedB = "started_b",
        StartedC = "started_c",
        ResultA = "result_a",
        ResultB = "result_b",
        ResultC = "result_c",
    }
}

categories! {
    /// Why a person's life differs.
    Cause {
        /// A rule or price that applies to the person differs; crowding may have come on top.
        Direct = "direct",
        /// The person's own rules are the same: a queue, the contact order or a full provider changed.
        Crowded = "crowded",
    }
}

/// Persons of one standing in the base and another (or the same) in the variant, per replication.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow {
    pub from: Standing,
    pub to: Standing,
    /// Mean number by [`Cause`].
    pub persons: [f64; 2],
    /// Monte Carlo errors of these means; none with one replication.
    pub se: [Option<f64>; 2],
}

/// How many lives differ, per replication.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Changed {
    /// Persons in base or variant.
    pub persons: f64,
    /// Anything at all differs (a date, a payment, a step), by [`Cause`].
    pub lives: [f64; 2],
    /// The standing differs, by [`Cause`].
    pub standings: [f64; 2],
    /// The same standing, but with another provider, by [`Cause`].
    pub providers: [f64; 2],
    /// The same standing and provider, but other payments, by [`Cause`].
    pub payments: [f64; 2],
}

/// Profilings that the truth would have placed otherwise, per replication: the true chance of a job within 180 days under
/// the lines in force. Only a simulation knows it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hindsight {
    /// Too near by the score: all, and those whose true chance lies below the line to too near.
    pub too_near: f64,
    pub false_too_near: f64,
    /// Too far by the score: all, and those whose true chance is at or above the line to too far.
    pub too_far: f64,
    pub false_too_far: f64,
}

/// A boundary that moves, and the base's profilings that lie between its old and its new place.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// The days on which these two threshold sets are in force.
    pub from: crate::units::Day,
    pub to: crate::units::Day,
    /// Registration time, days.
    pub registration_days: (i32, i32),
    /// Key of the boundary: `too_far_below`, `level_c_below`, `level_b_below`, `level_a_below`.
    pub boundary: &'static str,
    /// Least and greatest place within the band in the base and in the variant, percent of job chance.
    pub base_percent: (f64, f64),
    pub variant_percent: (f64, f64),
    /// The base's profilings between the two places, mean per replication.
    pub profilings: f64,
}
