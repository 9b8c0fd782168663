//! Who changes: where persons get to in the base and in a variant, and why they differ.

use crate::journal::What;
use crate::measure::lives::Step;
use crate::pathway::person::categories;
use crate::pathway::thresholds::Verdict;
use crate::units::{Day, ProviderId};

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

/// A boundary that moves, or a registration time that is opened or closed, and the base's profilings of which the lines say something
/// else for that reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// The days on which these two threshold sets are in force.
    pub from: Day,
    pub to: Day,
    /// Registration time, days.
    pub registration_days: (i32, i32),
    /// Key of the boundary: `too_far_below`, `level_c_below`, `level_b_below`, `level_a_below`; or `min_registration_days`.
    pub boundary: &'static str,
    /// Least and greatest place within the band in the base and in the variant, percent of job chance; of an opening, from the lowest to
    /// the highest boundary. None where the band is closed to levels.
    pub base_percent: Option<(f64, f64)>,
    pub variant_percent: Option<(f64, f64)>,
    /// The base's profilings that get another verdict, mean per replication.
    pub profilings: f64,
}

impl Standing {
    /// How far a life came: the furthest step on the way into the service, else the last verdict.
    pub fn of(life: &[Step]) -> Standing {
        let furthest = life.iter().map(|step| Standing::by(&step.what)).max();
        let last_verdict = life.iter().rev().find_map(|step| match step.what {
            What::Profiled { verdict: Verdict::TooNear, .. } => Some(Standing::TooNear),
            What::Profiled { verdict: Verdict::TooFar, .. } => Some(Standing::TooFar),
            _ => None,
        });
        match furthest {
            None => Standing::Absent,
            Some(Standing::TooNear) => last_verdict.unwrap_or(Standing::TooNear),
            Some(standing) => Standing::at_last_level(standing, life),
        }
    }

    /// What one step amounts to; either no counts as too near here.
    fn by(what: &What) -> Standing {
        match what {
            What::Profiled { verdict, .. } if verdict.level().is_some() => Standing::YesUndecided,
            What::Profiled { .. } => Standing::TooNear,
            What::Deviated { .. } => Standing::Deviated,
            What::Referred { .. } => Standing::Referred,
            What::Started { .. } => Standing::StartedA,
            What::Result { .. } => Standing::ResultA,
            _ => Standing::NotProfiled,
        }
    }

    /// Who started or had a result counts at the level of the last.
    fn at_last_level(standing: Standing, life: &[Step]) -> Standing {
        let last = life.iter().rev().find_map(|step| match step.what {
            What::Started { level, .. } if standing == Standing::StartedA => Some(level as usize),
            What::Result { level, .. } if standing == Standing::ResultA => Some(level as usize),
            _ => None,
        });
        last.map_or(standing, |level| Standing::ALL[standing as usize + level])
    }
}

/// The provider of the last start or result.
pub fn provider(life: &[Step]) -> Option<ProviderId> {
    life.iter().rev().find_map(|step| match step.what {
        What::Started { provider, .. } | What::Result { provider, .. } => Some(provider),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pathway::caseworker::Reason;
    use crate::pathway::effort::Effort;
    use crate::pathway::outcomes::Cause as Exit;
    use crate::pathway::profiling::Occasion;
    use crate::pathway::thresholds::Level;
    use crate::units::JobChance;

    fn life(whats: &[What]) -> Vec<Step> {
        whats.iter().zip(0..).map(|(what, day)| Step { day: Day(day), what: *what, registration_days: 1, spell: 0 }).collect()
    }

    fn profiled(verdict: Verdict) -> What {
        What::Profiled { score: JobChance(0.3), verdict, by_lines: verdict, occasion: Occasion::Contact, first: true }
    }

    fn started(level: Level, provider: u16) -> What {
        What::Started { provider: ProviderId(provider), level, verdict: Verdict::LevelA, waited: 3, effort: Effort::STANDARD }
    }

    #[test]
    fn the_furthest_step_counts_and_of_noes_the_last() {
        let left = What::Deregistered { cause: Exit::Other };
        let deviated = What::Deviated { verdict: Verdict::LevelA, reason: Reason::Other, waited: 2 };
        let referred = What::Referred { level: Level::B, verdict: Verdict::LevelB, waited: 2, truth: JobChance(0.2) };
        let cases: [(&[What], Standing); 8] = [
            (&[], Standing::Absent),
            (&[left], Standing::NotProfiled),
            (&[profiled(Verdict::TooFar), profiled(Verdict::TooNear), left], Standing::TooNear),
            (&[profiled(Verdict::TooNear), profiled(Verdict::TooFar)], Standing::TooFar),
            (&[profiled(Verdict::LevelC), profiled(Verdict::TooFar)], Standing::YesUndecided),
            (&[profiled(Verdict::LevelA), deviated, profiled(Verdict::TooNear)], Standing::Deviated),
            (&[profiled(Verdict::LevelB), referred, left], Standing::Referred),
            (&[profiled(Verdict::LevelB), referred, started(Level::B, 1), started(Level::C, 2), left], Standing::StartedC),
        ];
        cases.iter().for_each(|(whats, expected)| assert_eq!(Standing::of(&life(whats)), *expected, "{whats:?}"));
    }

    #[test]
    fn a_result_counts_at_its_own_level_and_provider() {
        let result = What::Result { number: 0, provider: ProviderId(4), level: Level::B, cause: Exit::PermanentJob };
        let whole = life(&[profiled(Verdict::LevelB), started(Level::B, 4), result]);
        assert_eq!((Standing::of(&whole), provider(&whole)), (Standing::ResultB, Some(ProviderId(4))));
        assert_eq!(provider(&life(&[profiled(Verdict::LevelB)])), None);
    }
}
