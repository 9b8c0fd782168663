//! A threshold set made ready to be applied to many recorded scores: its lines at each registration time.

use crate::pathway::thresholds::{Lines, ThresholdSet, Verdict};
use crate::units::JobChance;

/// The lines by registration day; nothing changes after the last.
#[derive(Clone, Debug, PartialEq)]
pub struct LinesByDay {
    by_day: Vec<Lines>,
}

impl LinesByDay {
    pub fn of(set: &ThresholdSet) -> LinesByDay {
        let curves = [&set.too_far_below, &set.level_c_below, &set.level_b_below, &set.level_a_below];
        let knots = curves.iter().flat_map(|curve| curve.knots().iter().map(|knot| knot.0.ceil() as i32));
        let last = knots.chain([set.min_registration_days, 0]).max().unwrap_or(0);
        LinesByDay { by_day: (0..=last).map(|day| set.at(day)).collect() }
    }

    /// The verdict of the lines, without randomisation or exceptions.
    pub fn verdict(&self, score: JobChance, registration_days: u16) -> Verdict {
        self.by_day[usize::from(registration_days).min(self.by_day.len() - 1)].verdict(score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::curve::Curve;

    #[test]
    fn the_lines_give_the_sets_verdicts() {
        let curve = |low: f64| Curve::new(vec![(10.5, low), (40.0, low + 20.0), (60.5, low + 5.0)]).unwrap();
        for min_registration_days in [1, 20, 80] {
            let [too_far_below, level_c_below, level_b_below, level_a_below] = [5.0, 25.0, 35.0, 45.0].map(curve);
            let set = ThresholdSet { min_registration_days, too_far_below, level_c_below, level_b_below, level_a_below };
            let lines = LinesByDay::of(&set);
            for days in 0..100u16 {
                for score in (0..=200).map(|half| JobChance(half as f32 / 200.0)) {
                    assert_eq!(lines.verdict(score, days), set.verdict(score, i32::from(days)));
                }
            }
        }
    }
}
