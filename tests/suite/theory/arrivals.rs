//! Numbers of new registrations.

use super::{months, near, run, still};
use troskel::journal::What;

/// Registrations of each day in each area.
fn daily(per_day: [f64; 2], variance_to_mean: f64, days: i32) -> [Vec<f64>; 2] {
    let mut s = still(days);
    s.world.inflow.months = months(days, s.run.from, per_day);
    s.world.inflow.variance_to_mean = variance_to_mean;
    s.world.inflow.local_office_share = 1.0;
    // They leave within days, so that the register stays small.
    s.world.exits.per_day = [0.0, 0.0, 0.0, 0.0, 1.0];
    let mut counts = [vec![0.0; days as usize], vec![0.0; days as usize]];
    for fact in run(&s, 1) {
        if let What::Registered { .. } = fact.what {
            counts[fact.subject.area.index()][(fact.day - s.run.from) as usize] += 1.0;
        }
    }
    counts
}

/// 2,000 days (seed 1): mean and variance of a Poisson and of a negative binomial number. The error of a sample variance
/// is `variance x sqrt((2 + excess kurtosis) / n)`.
#[test]
fn daily_registrations_have_the_mean_and_the_variance_asked_for() {
    let n = 2_000.0_f64;
    for ratio in [1.0, 3.0] {
        let means = [4.0, 30.0];
        for (counts, mean) in daily(means, ratio, 2_000).into_iter().zip(means) {
            let average = counts.iter().sum::<f64>() / n;
            let found = counts.iter().map(|count| (count - average).powi(2)).sum::<f64>() / (n - 1.0);
            let variance = mean * ratio;
            let excess = if ratio == 1.0 {
                1.0 / mean
            } else {
                // Negative binomial with size r and success share p = 1/ratio.
                let (share, size) = (1.0 / ratio, mean / (ratio - 1.0));
                6.0 / size + share * share / ((1.0 - share) * size)
            };
            near(&format!("mean of {mean}, ratio {ratio}"), average, mean, (variance / n).sqrt());
            near(&format!("variance of {mean}, ratio {ratio}"), found, variance, variance * ((2.0 + excess) / n).sqrt());
            // Days are independent of each other: the first autocorrelation has the error 1/sqrt(n).
            let pairs: f64 = counts.windows(2).map(|pair| (pair[0] - average) * (pair[1] - average)).sum();
            near("autocorrelation", pairs / (n - 1.0) / found, 0.0, 1.0 / n.sqrt());
        }
        // So are areas.
        let [north, south] = daily(means, ratio, 2_000);
        let product: f64 = north.iter().zip(&south).map(|(a, b)| (a - means[0]) * (b - means[1])).sum();
        let spread = ratio * (means[0] * means[1]).sqrt();
        near("correlation of areas", product / n / spread, 0.0, 1.0 / n.sqrt());
    }
}

/// 700 days (seed 1): weekdays and months are in proportion to what the scenario says.
#[test]
fn registrations_follow_the_weights_of_weekdays_within_each_month() {
    let mut s = still(728);
    s.world.inflow.months = months(728, s.run.from, [20.0, 0.0]);
    s.world.inflow.weekday_weights = [3.0, 2.0, 1.0, 1.0, 1.0, 0.5, 0.0];
    s.world.inflow.local_office_share = 1.0;
    s.world.inflow.holiday_weight = 0.0;
    s.world.exits.per_day = [0.0, 0.0, 0.0, 0.0, 1.0];
    let workdays = troskel::engine::workdays::Workdays::new(s.run.from.month_start(0), s.run.to + 40);
    let mut counts = [0.0; 7];
    for fact in run(&s, 1) {
        if let What::Registered { .. } = fact.what {
            counts[fact.day.weekday()] += 1.0;
        }
    }
    let mut expected = [0.0; 7];
    for day in (s.run.from.0..=s.run.to.0).map(troskel::units::Day) {
        let weight = |day: troskel::units::Day| if workdays.is_holiday(day) { 0.0 } else { s.world.inflow.weekday_weights[day.weekday()] };
        let first = day.month_start(0);
        let length = first.month_start(1) - first;
        let whole: f64 = (0..length).map(|other| weight(first + other)).sum();
        expected[day.weekday()] += 20.0 * f64::from(length) * weight(day) / whole;
    }
    assert_eq!((counts[6], expected[6]), (0.0, 0.0));
    for weekday in 0..6 {
        near(&format!("weekday {weekday}"), counts[weekday], expected[weekday], expected[weekday].sqrt());
    }
}
