//! A threshold set made ready to be applied to many recorded scores.

use crate::pathway::thresholds::{ThresholdSet, Verdict};
use crate::units::JobChance;

/// The four boundaries by registration day, percent; constant after the last.
#[derive(Clone, Debug)]
pub struct Lines {
    min_registration_days: i32,
    /// Too far, level C, B, A: a score below the first is too far, and so on.
    by_day: Vec<[f64; 4]>,
}

impl Lines {
    pub fn of(set: &ThresholdSet) -> Lines {
        let curves = [&set.too_far_below, &set.level_c_below, &set.level_b_below, &set.level_a_below];
        let last = curves.iter().filter_map(|curve| curve.knots().last()).fold(0.0, |last: f64, knot| last.max(knot.0));
        let by_day = (0..=last.ceil() as usize).map(|day| curves.map(|curve| curve.at(day as f64))).collect();
        Lines { min_registration_days: set.min_registration_days, by_day }
    }

    /// The verdict of the lines, without randomisation or exceptions.
    pub fn verdict(&self, score: JobChance, registration_days: u16) -> Verdict {
        let day = usize::from(registration_days).min(self.by_day.len() - 1);
        let [too_far, c, b, a] = self.by_day[day].map(|line| score.percent() < line);
        match i32::from(registration_days) >= self.min_registration_days {
            _ if too_far => Verdict::TooFar,
            true if c => Verdict::LevelC,
            true if b => Verdict::LevelB,
            true if a => Verdict::LevelA,
            _ => Verdict::TooNear,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::curve::Curve;
    use crate::measure::stand_in;

    #[test]
    fn the_lines_give_the_sets_verdicts() {
        let curve = |low: f64| Curve::new(vec![(10.5, low), (40.0, low + 20.0), (60.0, low + 5.0)]).unwrap();
        let set = ThresholdSet {
            min_registration_days: 20,
            too_far_below: curve(5.0),
            level_c_below: curve(25.0),
            level_b_below: curve(35.0),
            level_a_below: curve(45.0),
        };
        let lines = Lines::of(&set);
        for days in 0..100u16 {
            for score in (0..=200).map(|half| JobChance(half as f32 / 200.0)) {
                assert_eq!(lines.verdict(score, days), stand_in::verdict(&set, score, i32::from(days)));
            }
        }
    }
}
