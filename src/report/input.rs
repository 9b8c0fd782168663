//! What a report is made from: plain data that the caller measures and hands over.

use crate::pathway::thresholds::{DatedSet, Verdict};
use crate::units::Day;

/// One row of `measures.csv`: a measure over the replications of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Stat {
    /// The measure as asked for, with its filters: `started[population=new]`.
    pub measure: String,
    /// Category or date within the measure; empty if it has one value.
    pub key: String,
    /// Unit of every figure in the row: `persons`, `share`, `days`, `SEK`, ...
    pub unit: String,
    pub mean: f64,
    /// Monte Carlo error of the mean; none with a single replication.
    pub se: Option<f64>,
    /// Standard deviation between replications; none with a single one.
    pub sd: Option<f64>,
    pub p05: f64,
    pub p25: f64,
    pub p50: f64,
    pub p75: f64,
    pub p95: f64,
    /// Replications in which the measure has a value.
    pub n: u32,
}

impl Stat {
    /// What texts and pictures show of it.
    pub fn band(&self) -> Band {
        Band { mean: self.mean, se: self.se, p05: self.p05, p95: self.p95 }
    }
}

/// The row of this measure and key, if it was measured.
pub fn find<'a>(stats: &'a [Stat], measure: &str, key: &str) -> Option<&'a Stat> {
    stats.iter().find(|stat| stat.measure == measure && stat.key == key)
}

/// A mean with its Monte Carlo error and the spread of outcomes over the replications. The two are never mixed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    pub mean: f64,
    /// Shrinks with more replications; none with a single one.
    pub se: Option<f64>,
    /// The middle 90 percent of the replications lie between `p05` and `p95`, however many there are.
    pub p05: f64,
    pub p95: f64,
}

impl Band {
    /// The mean and spread of one value per replication; `None` without values.
    pub fn of(values: &[f64]) -> Option<Band> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let n = sorted.len() as f64;
        let mean = sorted.iter().sum::<f64>() / n;
        let squares: f64 = sorted.iter().map(|value| (value - mean).powi(2)).sum();
        let se = (sorted.len() > 1).then(|| (squares / (n - 1.0) / n).sqrt());
        (!sorted.is_empty()).then(|| Band { mean, se, p05: quantile(&sorted, 0.05), p95: quantile(&sorted, 0.95) })
    }
}

/// The quantile of type 7 (linear between order statistics) of sorted values, as in `measures.csv`.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * (place - below as f64)
}

/// One row of the time series. Rows of an area and a level are parts: their sums over areas and levels are the totals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesRow<'a> {
    pub replication: u32,
    pub date: Day,
    pub area: &'a str,
    /// `a`, `b`, `c`, or empty for measures without a level.
    pub level: &'a str,
    pub measure: &'a str,
    pub value: f64,
}

/// One profiling in the sample of the score picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScorePoint {
    pub day: Day,
    /// Registration time in days, the day of registration being day 1.
    pub registration_days: u16,
    /// Job chance in percent.
    pub percent: f64,
    pub verdict: Verdict,
}

/// Threshold sets to draw: those in force by date, and those that were meant to be (or were deployed instead).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThresholdSets {
    /// By rising date; the last is in force at the end of the run.
    pub in_force: Vec<DatedSet>,
    /// `intended` or `deployed`: what the other sets are.
    pub other_name: String,
    pub other: Vec<DatedSet>,
}

/// Persons at one step of the path into the service, in the run's stock and among the new.
#[derive(Clone, Debug, PartialEq)]
pub struct FunnelStep {
    /// `registered`, `contacted`, `profiled`, `yes`, `decided`, `started`, `result`.
    pub name: String,
    pub stock: Option<Band>,
    pub new: Option<Band>,
}

/// Money of one kind, in SEK.
#[derive(Clone, Debug, PartialEq)]
pub struct Money {
    /// First day of the month, or of the run in a total.
    pub month: Day,
    /// `base`, `result`, `speed_premium`, `bonus`.
    pub kind: String,
    pub accrued: Option<Band>,
    pub paid: Option<Band>,
}

impl Money {
    /// Whether there was any in some replication.
    pub fn has_money(&self) -> bool {
        [self.accrued, self.paid].into_iter().flatten().any(|band| band.mean != 0.0 || band.p05 != 0.0 || band.p95 != 0.0)
    }
}

/// The plan and what came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanOutcome {
    /// Planned participants: one average over month ends, not a path.
    pub participants: f64,
    /// The month ends from this day on count.
    pub from: Day,
    /// Mean of the simulated month ends.
    pub simulated: Option<Band>,
}

/// A published figure beside the simulated one.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// What it is, in at most 34 characters.
    pub text: String,
    /// The measure that it is held against, and its key.
    pub measure: String,
    pub key: String,
    pub published: f64,
    /// `persons`, `share`, `SEK`, `days`, ...
    pub unit: String,
    pub simulated: Option<Band>,
    /// Whether the simulated mean lies within the published figure's tolerance.
    pub within: Option<bool>,
}

/// A published figure held against the simulation, with its tolerance.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// Fact and key.
    pub name: String,
    pub published: f64,
    /// What is compared with: the published figure, or a share normalised over its categories.
    pub target: f64,
    pub tolerance: f64,
    /// `persons`, `share`, `SEK`, `days`, ...
    pub unit: String,
    /// Mean and the 5-95 percent of the replications.
    pub simulated: Option<(f64, f64, f64)>,
    /// Simulated mean less target, in tolerances; none if that is no number.
    pub error: Option<f64>,
    pub within: bool,
}

/// Which program ran what, where and for how long.
#[derive(Clone, Debug, PartialEq)]
pub struct RunInfo {
    pub scenario: String,
    pub title: String,
    pub version: String,
    /// Set at build time, if it was.
    pub commit: Option<String>,
    /// SHA-256 of the resolved scenario, in hexadecimal.
    pub resolved_hash: String,
    /// Keys of the fitted numbers that each replication drew.
    pub drawn: Vec<String>,
    pub seed: u64,
    pub replications_asked: u32,
    pub replications_done: u32,
    pub interrupted: bool,
    pub threads: usize,
    pub platform: String,
    /// Start of the run, RFC 3339.
    pub started: String,
    /// Duration of the run.
    pub seconds: f64,
}

impl RunInfo {
    /// The version of this program.
    pub const VERSION: &'static str = env!("CARGO_PKG_VERSION");
    /// The commit it was built from, if `TROSKEL_COMMIT` was set then.
    pub const COMMIT: Option<&'static str> = option_env!("TROSKEL_COMMIT");

    /// Architecture and operating system that this program was built for: `x86_64-linux`.
    pub fn platform() -> String {
        format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS)
    }

    /// The replications behind every figure, in words.
    pub fn replications_text(&self) -> String {
        let plural = if self.replications_done == 1 { "" } else { "s" };
        match self.interrupted {
            true => format!("{} of {} replications, interrupted", self.replications_done, self.replications_asked),
            false => format!("{} replication{plural}", self.replications_done),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_keeps_error_and_spread_apart() {
        let values: Vec<f64> = (0..=100).map(f64::from).collect();
        let band = Band::of(&values).unwrap();
        assert_eq!((band.mean, band.p05, band.p95), (50.0, 5.0, 95.0));
        let (sd, n) = ((858.5_f64).sqrt(), 101.0_f64);
        assert!((band.se.unwrap() - sd / n.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn one_replication_has_no_error_and_none_no_band() {
        assert_eq!(Band::of(&[7.0]), Some(Band { mean: 7.0, se: None, p05: 7.0, p95: 7.0 }));
        assert_eq!(Band::of(&[]), None);
    }

    #[test]
    fn quantiles_lie_between_order_statistics() {
        let band = Band::of(&[4.0, 1.0, 3.0, 2.0]).unwrap();
        assert!((band.p05 - 1.15).abs() < 1e-12 && (band.p95 - 3.85).abs() < 1e-12);
    }
}
