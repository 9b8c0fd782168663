//! Made-up data of plausible size for the tests of this layer: nothing here was measured.

pub mod comparison;

use super::input::{Band, Checked, FunnelStep, Money, PlanOutcome, Published, RunInfo, ScorePoint, SeriesRow, Stat, ThresholdSets};
use crate::engine::curve::Curve;
use crate::journal::PaymentKind;
use crate::pathway::thresholds::{DatedSet, ThresholdSet, Verdict};
use crate::units::Day;

pub fn info() -> RunInfo {
    RunInfo {
        scenario: "krom-2020-Försök-åäö".into(),
        title: "Försöket 2020".into(),
        version: "0.1.0".into(),
        commit: Some("0123456789abcdef".into()),
        resolved_hash: "ab".repeat(32),
        drawn: Vec::new(),
        seed: 1,
        replications_asked: 100,
        replications_done: 100,
        interrupted: false,
        threads: 2,
        platform: "x86_64-linux".into(),
        started: "2026-11-22T08:00:00Z".into(),
        seconds: 12.3,
    }
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn band(mean: f64, half: f64) -> Band {
    Band { mean, se: Some(half / 16.0), p05: mean - half, p95: mean + half }
}

/// A fraction of 1 that looks like chance.
fn scattered(index: usize) -> f64 {
    let mixed = (index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    ((mixed ^ (mixed >> 29)) >> 11) as f64 / (1_u64 << 53) as f64
}

const MONTH_ENDS: [(&str, f64); 10] = [
    ("2020-03-31", 0.0),
    ("2020-04-30", 260.0),
    ("2020-05-31", 700.0),
    ("2020-06-30", 1_450.0),
    ("2020-07-31", 1_800.0),
    ("2020-08-31", 2_300.0),
    ("2020-09-30", 3_100.0),
    ("2020-10-31", 3_900.0),
    ("2020-11-30", 4_600.0),
    ("2020-12-31", 5_100.0),
];

pub fn series() -> Vec<SeriesRow<'static>> {
    let mut rows = Vec::new();
    for replication in 1..=20_u32 {
        let luck = 0.88 + 0.24 * scattered(replication as usize);
        for (date, total) in MONTH_ENDS {
            for (level, share) in [("a", 0.39), ("b", 0.33), ("c", 0.28)] {
                for area in ["Umeå", "Västerås"] {
                    let value = (total * share * luck / 2.0).round();
                    rows.push(SeriesRow { replication, date: day(date), area, level, measure: "participants", value });
                }
            }
        }
    }
    rows
}

pub fn month_ends() -> Vec<(Day, Band)> {
    MONTH_ENDS.map(|(date, total)| (day(date), band(total, total * 0.06))).to_vec()
}

pub fn plan() -> PlanOutcome {
    PlanOutcome { participants: 6_500.0, from: day("2020-05-01"), simulated: Some(band(2_868.0, 190.0)) }
}

fn set(from: &str, min_registration_days: i32, boundaries: [&[(f64, f64)]; 4]) -> DatedSet {
    let curve = |index: usize| Curve::new(boundaries[index].to_vec()).unwrap();
    let (too_far_below, level_c_below, level_b_below, level_a_below) = (curve(0), curve(1), curve(2), curve(3));
    (day(from), ThresholdSet { min_registration_days, too_far_below, level_c_below, level_b_below, level_a_below })
}

pub fn thresholds() -> ThresholdSets {
    let third: [&[(f64, f64)]; 4] = [
        &[(200.0, 10.0), (500.0, 14.0), (730.0, 17.07)],
        &[(1.0, 17.0), (200.0, 27.0), (500.0, 35.0), (730.0, 41.13)],
        &[(1.0, 22.0), (200.0, 43.0), (500.0, 57.0), (730.0, 67.73)],
        &[(1.0, 27.0), (200.0, 71.0), (500.0, 94.0), (578.0, 100.0)],
    ];
    let first: [&[(f64, f64)]; 4] = [
        &[(200.0, 6.0), (500.0, 20.0), (730.0, 30.73)],
        &[(1.0, 4.04), (200.0, 12.0), (500.0, 24.0), (730.0, 33.2)],
        &[(1.0, 4.1), (200.0, 14.0), (500.0, 30.0), (730.0, 42.27)],
        &[(1.0, 4.2), (200.0, 18.0), (500.0, 39.0), (730.0, 55.1)],
    ];
    let second: [&[(f64, f64)]; 4] = [
        &[(200.0, 6.0), (500.0, 15.0), (730.0, 21.9)],
        &[(1.0, 10.36), (200.0, 15.0), (500.0, 22.0), (730.0, 27.37)],
        &[(1.0, 15.03), (200.0, 21.0), (500.0, 30.0), (730.0, 36.9)],
        &[(1.0, 23.38), (200.0, 32.0), (500.0, 45.0), (730.0, 54.97)],
    ];
    ThresholdSets {
        in_force: vec![set("2020-03-30", 90, first), set("2020-05-26", 1, second), set("2020-12-08", 1, third)],
        other_name: "intended".into(),
        other: vec![set("2020-03-30", 1, third)],
    }
}

pub fn scores() -> Vec<ScorePoint> {
    let set = &thresholds().in_force[1].1;
    (0..2_000).map(|index| score(index, set)).collect()
}

fn score(index: usize, set: &ThresholdSet) -> ScorePoint {
    let days = 1.0 + 1_900.0 * scattered(index).powi(2);
    let percent = 70.0 * scattered(index * 7 + 3).powf(1.3) * (1.2 - days / 2_400.0).max(0.2);
    let limits = [&set.too_far_below, &set.level_c_below, &set.level_b_below, &set.level_a_below];
    let passed = limits.iter().filter(|curve| percent >= curve.at(days)).count();
    let day = day("2020-03-30") + (277.0 * scattered(index * 11 + 5)) as i32;
    ScorePoint { day, registration_days: days as u16, percent, verdict: Verdict::ALL[4 - passed] }
}

pub fn funnel() -> Vec<FunnelStep> {
    let steps = [
        ("registered", 56_852.0, 29_497.0),
        ("contacted", 19_120.0, 26_010.0),
        ("profiled", 18_496.0, 22_432.0),
        ("yes", 6_839.0, 1_772.0),
        ("decided", 6_201.0, 1_690.0),
        ("started", 5_008.0, 1_447.0),
        ("result", 412.0, 74.0),
    ];
    let of = |mean: f64| Some(band(mean, 3.0 * mean.sqrt()));
    steps.map(|(name, stock, new)| FunnelStep { name: name.into(), stock: of(stock), new: of(new) }).to_vec()
}

pub fn money() -> Vec<Money> {
    let mut rows = Vec::new();
    for (index, (date, total)) in MONTH_ENDS.into_iter().enumerate() {
        for kind in PaymentKind::ALL {
            let (per_person, late) = [(1_400.0, 0), (310.0, 4), (120.0, 3), (0.0, 0)][kind as usize];
            let amount =
                |months: usize| index.checked_sub(months + late).map(|at| band(MONTH_ENDS[at].1.max(total * 0.02) * per_person, 60_000.0));
            rows.push(Money { month: day(date).month_start(0), kind: kind.name().into(), accrued: amount(0), paid: amount(1) });
        }
    }
    rows
}

pub fn totals() -> Vec<Money> {
    let month = day("2020-03-30");
    let row = |kind: &str, accrued: f64, paid: f64| Money {
        month,
        kind: kind.into(),
        accrued: Some(band(accrued, accrued * 0.05)),
        paid: Some(band(paid, paid * 0.05)),
    };
    vec![row("base", 312.4e6, 281.9e6), row("result", 24.8e6, 12.1e6), row("speed_premium", 3.1e6, 2.2e6)]
}

pub fn published() -> Vec<Published> {
    let row = |text: &str, published: f64, unit: &str, mean: f64, within: bool| Published {
        text: text.into(),
        measure: if unit == "persons" { "started" } else { "yes_share" }.into(),
        key: String::new(),
        published,
        unit: unit.into(),
        simulated: Some(band(mean, mean * 0.03)),
        within: Some(within),
    };
    vec![
        row("profiled, share of the stock", 0.33, "share", 0.336, true),
        row("profiled, share of the new", 0.83, "share", 0.861, false),
        row("yes, share of the stock's first", 0.37, "share", 0.362, true),
        row("yes, share of the new's first", 0.08, "share", 0.083, true),
        row("started from the stock", 5_008.0, "persons", 4_912.0, true),
        row("started among the new", 1_447.0, "persons", 1_499.0, true),
    ]
}

/// Figures that agree, differ a little and a lot, in all units, without tolerance and without a value.
pub fn checked() -> Vec<Checked> {
    let row = |name: &str, unit: &str, published: f64, tolerance: f64, mean: Option<f64>| {
        let error = mean.filter(|_| tolerance > 0.0).map(|mean| (mean - published) / tolerance);
        let simulated = mean.map(|mean| (mean, mean * 0.96, mean * 1.04));
        let within = error.is_some_and(|error| error.abs() <= 1.0);
        Checked { name: name.into(), published, target: published, tolerance, unit: unit.into(), simulated, error, within }
    };
    vec![
        row("started.new", "persons", 1_447.0, 100.0, Some(1_499.0)),
        row("profiled.share.stock", "share", 0.33, 0.02, Some(0.336)),
        row("payments.accrued: speed_premium", "SEK", 12_345_678.0, 1e6, Some(10_345_678.0)),
        row("registered.2020-11-30", "persons", 56_852.0, 500.0, Some(71_234.0)),
        row("contacts.reported.per.month: month_2_on/a_name_that_does_not_end", "contacts", 1.2, 0.1, Some(1.25)),
        row("providers", "providers", 20.0, 0.0, Some(21.0)),
        row("never: measured", "days", 10.0, 1.0, None),
    ]
}

pub fn stats() -> Vec<Stat> {
    let stat = |measure: &str, key: &str, unit: &str, mean: f64, se: Option<f64>| Stat {
        measure: measure.into(),
        key: key.into(),
        unit: unit.into(),
        mean,
        se,
        sd: se.map(|se| se * 10.0),
        p05: mean * 0.9,
        p25: mean * 0.95,
        p50: mean,
        p75: mean * 1.05,
        p95: mean * 1.1,
        n: 100,
    };
    vec![stat("participants_mean", "", "persons", 2_868.5, Some(11.0)), stat("started[population=new]", "", "persons", 1_447.0, None)]
}
