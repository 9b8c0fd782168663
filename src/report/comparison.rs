//! What the report of a comparison is made from: plain data, in SEK, persons, days and shares.

use super::input::{Band, FunnelStep, Money, PlanOutcome, Published, RunInfo, ScorePoint, ThresholdSets};
use crate::experiment::additional::Additional;
use crate::experiment::flow::{Changed, Flow, Hindsight, Move};
use crate::measure::paired::Difference;
use crate::scenario::Change;
use crate::units::Day;

/// A finished comparison of variants with a base.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The base's run: name, seed, replications, version, hash.
    pub info: RunInfo,
    /// The command as typed.
    pub command: String,
    /// The first day of the run.
    pub from: Day,
    pub base: Arm,
    pub variants: Vec<Variant>,
    /// Published figures beside the base's.
    pub published: Vec<Published>,
    /// Assumptions that bear on the main results: key, and range in words.
    pub assumptions: Vec<(String, String)>,
    /// What the tests of the comparison itself found; both hold, or there is no report.
    pub null_tests: NullTests,
    /// Counts of persons below this are not shown; 0 shows all.
    pub suppress_below: u32,
    /// What the rows of the headline table are, in order: measure and key.
    pub headline: Vec<(String, String)>,
}

/// The base or a variant by itself: means over replications, with the spread of outcomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// As given on the command line.
    pub name: String,
    pub title: String,
    /// Hash of the resolved scenario.
    pub hash: String,
    pub plan: Option<PlanOutcome>,
    /// At the month ends.
    pub participants: Vec<(Day, Band)>,
    pub funnel: Vec<FunnelStep>,
    pub money_by_month: Vec<Money>,
    pub thresholds: ThresholdSets,
    /// A sample of the profilings of replication 1.
    pub scores: Vec<ScorePoint>,
}

/// A variant, and what it changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    pub arm: Arm,
    /// Lever by lever.
    pub changes: Vec<Change>,
    /// The first day on which rules differ, which may be the date of the stock, the day before the run; none if nothing does.
    pub first_change: Option<Day>,
    /// Boundaries that move, those with the most profilings first.
    pub moves: Vec<Move>,
    /// Every measure, sorted by measure and key.
    pub rows: Vec<Difference>,
    /// Who gets where, those with the most persons first; the same standing with the same provider and payments is left out.
    pub flows: Vec<Flow>,
    pub changed: Changed,
    /// In the base and in the variant.
    pub hindsight: [Hindsight; 2],
    /// What the base gives beyond the variant, and what a job more costs, if it was asked for.
    pub additional: Option<Additional>,
}

/// Tests that every comparison makes of itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NullTests {
    /// Persons whose lives were compared between two runs of the base; all were equal to the bit.
    pub base_against_itself: u64,
    /// Persons in all replications and variants of whom nothing differed before the rules did.
    pub before_the_change: u64,
}

impl Comparison {
    /// Whether a day is the run's first or the date of its stock, the day before.
    pub fn is_start(&self, day: Day) -> bool {
        day <= self.from
    }

    /// Whether any variant has a rule or an assumption that the base has not.
    pub fn rules_differ(&self) -> bool {
        self.variants.iter().any(|variant| variant.first_change.is_some())
    }
}

impl Variant {
    /// A measure's row.
    pub fn row(&self, measure: &str, key: &str) -> Option<&Difference> {
        self.rows.iter().find(|row| row.measure == measure && row.key == key)
    }
}
