//! From a score and a registration time to a verdict, by the boundaries in force.

use super::person::{Registrant, categories};
use super::question::{LOCKED_SIDE, READING};
use crate::engine::curve::Curve;
use crate::units::{Day, JobChance};

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

impl Verdict {
    /// The level that a verdict opens.
    pub const fn level(self) -> Option<Level> {
        match self {
            Verdict::LevelA => Some(Level::A),
            Verdict::LevelB => Some(Level::B),
            Verdict::LevelC => Some(Level::C),
            Verdict::TooNear | Verdict::TooFar => None,
        }
    }
}

impl ThresholdSet {
    /// The four boundaries at a registration time, in percent, from low to high: too far, C, B, A.
    pub fn boundaries(&self, registration_days: i32) -> [f64; 4] {
        let days = f64::from(registration_days);
        [&self.too_far_below, &self.level_c_below, &self.level_b_below, &self.level_a_below].map(|line| line.at(days))
    }

    /// What the lines say of a score: the first boundary it lies below. Under the minimum registration time there are
    /// no levels.
    pub fn verdict(&self, score: JobChance, registration_days: i32) -> Verdict {
        self.at(registration_days).verdict(score)
    }

    /// The lines at a registration time.
    pub fn at(&self, registration_days: i32) -> Lines {
        Lines { boundaries: self.boundaries(registration_days), open: registration_days >= self.min_registration_days }
    }
}

/// A threshold set at one registration time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lines {
    /// In percent, from low to high: too far, C, B, A.
    boundaries: [f64; 4],
    /// Whether the minimum registration time has passed.
    open: bool,
}

impl Lines {
    /// In percent, from low to high: too far, C, B, A.
    pub fn boundaries(&self) -> [f64; 4] {
        self.boundaries
    }

    /// Whether the minimum registration time has passed.
    pub fn is_open(&self) -> bool {
        self.open
    }

    #[inline]
    pub fn verdict(&self, score: JobChance) -> Verdict {
        self.at_percent(score.percent())
    }

    #[inline]
    fn at_percent(&self, percent: f64) -> Verdict {
        use Verdict::{LevelA, LevelB, LevelC, TooFar, TooNear};
        // The first boundary that it lies below, without branches: no processor foresees what a score will be.
        const BELOW: [[Verdict; 5]; 2] = [[TooFar, TooNear, TooNear, TooNear, TooNear], [TooFar, LevelC, LevelB, LevelA, TooNear]];
        let bits = self.boundaries.iter().rev().fold(1, |bits: u32, boundary| bits << 1 | u32::from(percent < *boundary));
        BELOW[usize::from(self.open)][bits.trailing_zeros() as usize]
    }

    /// Whether chance decides, in a band of `width_points` around a boundary.
    #[inline]
    pub fn is_near(&self, score: JobChance, width_points: f64) -> bool {
        self.near(score.percent(), width_points).is_some()
    }

    #[inline]
    fn near(&self, percent: f64, width_points: f64) -> Option<f64> {
        self.boundaries.into_iter().find(|boundary| (percent - boundary).abs() < width_points / 2.0)
    }

    /// The verdict when chance decides the side inside the band; `side` is uniform in (0, 1).
    #[inline]
    pub fn randomised(&self, score: JobChance, width_points: f64, side: f64) -> Verdict {
        match self.near(score.percent(), width_points) {
            // Half a band away lies safely on one side and, with bands that do not overlap, within no other.
            Some(boundary) => self.at_percent(boundary + if side < 0.5 { -width_points } else { width_points } / 2.0),
            None => self.verdict(score),
        }
    }
}

impl Randomisation {
    /// The verdict where chance decides in a band: by a new draw at each reading of a spell (word 2 of `READING`), or by one draw
    /// for each stretch of locked days.
    #[inline]
    pub fn verdict(&self, lines: &Lines, score: JobChance, who: &Registrant, day: Day, ordinal: u16) -> Verdict {
        if !lines.is_near(score, self.width_points) {
            return lines.verdict(score);
        }
        let side = if self.locked_days > 0 {
            who.ask_again(LOCKED_SIDE, (who.registration_days(day) / self.locked_days) as u16).uniform(0)
        } else {
            who.ask_again(READING, ordinal).uniform(2)
        };
        lines.randomised(score, self.width_points, side)
    }
}

/// A threshold set made ready to be applied to many scores: its lines by registration day; nothing changes after the last.
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

    /// The lines at a registration time.
    #[inline]
    pub fn at(&self, registration_days: i32) -> &Lines {
        &self.by_day[(registration_days.max(0) as usize).min(self.by_day.len() - 1)]
    }

    /// The verdict of the lines, without randomisation or exceptions.
    #[inline]
    pub fn verdict(&self, score: JobChance, registration_days: u16) -> Verdict {
        self.at(i32::from(registration_days)).verdict(score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first set of the pilot at days 200 and 500 (Table 2, panel A).
    fn set() -> ThresholdSet {
        let line = |at_200: f64, at_500: f64| Curve::new(vec![(200.0, at_200), (500.0, at_500)]).unwrap();
        ThresholdSet {
            min_registration_days: 90,
            too_far_below: line(6.0, 20.0),
            level_c_below: line(12.0, 24.0),
            level_b_below: line(14.0, 30.0),
            level_a_below: line(18.0, 39.0),
        }
    }

    fn verdict(percent: f32, days: i32) -> &'static str {
        set().verdict(JobChance(percent / 100.0), days).name()
    }

    #[test]
    fn the_first_boundary_above_the_score_decides() {
        let cases = [
            (5.9, "too_far"),
            (6.1, "level_c"),
            (11.9, "level_c"),
            (12.1, "level_b"),
            (14.1, "level_a"),
            (17.9, "level_a"),
            (18.1, "too_near"),
        ];
        for (percent, expected) in cases {
            assert_eq!(verdict(percent, 200), expected, "{percent}");
        }
        assert_eq!([verdict(0.0, 200), verdict(100.0, 200)], ["too_far", "too_near"]);
    }

    #[test]
    fn boundaries_are_straight_between_their_knots() {
        assert_eq!(set().boundaries(350), [13.0, 18.0, 22.0, 28.5]);
        assert_eq!(
            [verdict(12.9, 350), verdict(13.1, 350), verdict(28.4, 350), verdict(28.6, 350)],
            ["too_far", "level_c", "level_a", "too_near"]
        );
    }

    #[test]
    fn under_the_minimum_time_there_are_no_levels() {
        assert_eq!([verdict(5.0, 89), verdict(10.0, 89), verdict(10.0, 90)], ["too_far", "too_near", "level_c"]);
    }

    #[test]
    fn chance_decides_only_inside_the_band() {
        let at = |percent: f32, side: f64| set().at(500).randomised(JobChance(percent / 100.0), 2.0, side).name();
        assert_eq!([at(19.5, 0.1), at(19.5, 0.9), at(20.5, 0.1), at(20.5, 0.9)], ["too_far", "level_c", "too_far", "level_c"]);
        assert_eq!([at(18.9, 0.9), at(21.1, 0.1)], ["too_far", "level_c"]);
        assert_eq!(set().at(500).randomised(JobChance(0.195), 0.0, 0.9), Verdict::TooFar);
    }

    /// Of 1,000 persons half a point from a boundary half fall on each side (within 5 standard errors, seed 1); a locked draw is kept
    /// from day 200 to 299 and is another from day 300 on, a new one is drawn at each reading otherwise.
    #[test]
    fn a_locked_draw_is_kept_and_another_is_not() {
        use crate::engine::streams::Chance;
        use crate::pathway::person::{AgeGroup, BirthRegion, Disability, Education, Sex, Traits};
        use crate::units::{AreaId, Identity};
        let (lines, registered_on) = (set().at(500), Day(1));
        let (education, birth_region, age_group) = (Education::Tertiary, BirthRegion::Sweden, AgeGroup::From25To54);
        let (sex, disability, newly_arrived) = (Sex::Man, Disability::None, false);
        let traits = Traits { area: AreaId(0), sex, education, birth_region, disability, newly_arrived, born: Day(0) };
        let who = |person| {
            let luck = Chance::new(1, 0).of(Identity(person));
            Registrant { luck, traits, age_group, multiplier: 1.0, registered_on, spell: 0, wrong_inputs: false }
        };
        let verdicts = |locked_days, day, ordinal| -> Vec<Verdict> {
            let band = Randomisation { width_points: 2.0, locked_days };
            (0..1_000).map(|person| band.verdict(&lines, JobChance(0.195), &who(person), Day(day), ordinal)).collect()
        };
        let locked = verdicts(100, 200, 0);
        assert!(locked.iter().filter(|verdict| **verdict == Verdict::TooFar).count().abs_diff(500) < 80);
        assert!(verdicts(100, 299, 7) == locked && verdicts(100, 300, 0) != locked);
        assert!(verdicts(0, 200, 0) == verdicts(0, 299, 0) && verdicts(0, 200, 1) != verdicts(0, 200, 0));
        let outside = Randomisation { width_points: 0.5, locked_days: 0 };
        assert_eq!(outside.verdict(&lines, JobChance(0.195), &who(1), Day(500), 0), Verdict::TooFar);
    }

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
