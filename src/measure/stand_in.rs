//! STAND-INS for rules that are being written elsewhere, with the same signatures: to be swapped for
//! `pathway::thresholds` (verdict, level of a verdict) and `engine::workdays::Workdays`, and then removed.

#[cfg(test)]
use crate::pathway::thresholds::ThresholdSet;
use crate::pathway::thresholds::{Level, Verdict};
use crate::units::Day;
#[cfg(test)]
use crate::units::JobChance;

/// The verdict of a set's lines without randomisation or exceptions.
#[cfg(test)]
pub fn verdict(set: &ThresholdSet, score: JobChance, registration_days: i32) -> Verdict {
    let (percent, days) = (score.percent(), f64::from(registration_days));
    if percent < set.too_far_below.at(days) {
        return Verdict::TooFar;
    }
    if registration_days < set.min_registration_days {
        return Verdict::TooNear;
    }
    let lines = [(&set.level_c_below, Verdict::LevelC), (&set.level_b_below, Verdict::LevelB), (&set.level_a_below, Verdict::LevelA)];
    lines.iter().find(|(line, _)| percent < line.at(days)).map_or(Verdict::TooNear, |(_, verdict)| *verdict)
}

/// The level of a yes.
pub fn level_of(verdict: Verdict) -> Option<Level> {
    match verdict {
        Verdict::LevelA => Some(Level::A),
        Verdict::LevelB => Some(Level::B),
        Verdict::LevelC => Some(Level::C),
        Verdict::TooNear | Verdict::TooFar => None,
    }
}

/// Working days: here Monday to Friday, without the public holidays.
#[derive(Clone, Debug)]
pub struct Workdays;

impl Workdays {
    /// For the days `first..=last`.
    pub fn new(_first: Day, _last: Day) -> Workdays {
        Workdays
    }

    /// Working days from `first` to `last`, both included; 0 if the last precedes the first.
    pub fn between(&self, first: Day, last: Day) -> i32 {
        (first.0..=last.0).filter(|day| Day(*day).weekday() < 5).count() as i32
    }
}
