//! From a score and a registration time to a verdict, by the boundaries in force.

use super::person::categories;
use crate::engine::curve::Curve;
use crate::units::Day;

categories! {
    /// Payment level: A is nearest to work, C farthest.
    Level { A = "a", B = "b", C = "c" }
}

categories! {
    /// What the thresholds say, from high to low job chance.
    Verdict { TooNear = "too_near", LevelA = "level_a", LevelB = "level_b", LevelC = "level_c", TooFar = "too_far" }
}

/// Four boundaries in percent of job chance, each a function of registration time in days.
#[derive(Clone, Debug, PartialEq)]
pub struct ThresholdSet {
    /// Below this many days registered nobody gets a level.
    pub min_registration_days: i32,
    pub too_far_below: Curve,
    pub level_c_below: Curve,
    pub level_b_below: Curve,
    pub level_a_below: Curve,
}

/// Randomisation near each boundary, for evaluation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Randomisation {
    /// Whole width of the band around a boundary, percentage points; 0 switches it off.
    pub width_points: f64,
    /// Days for which a person's draw is kept; 0 draws anew at each profiling.
    pub locked_days: i32,
}

/// A threshold set with the day from which it is in force.
pub type DatedSet = (Day, ThresholdSet);
