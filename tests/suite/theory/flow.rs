//! Little's law, thinned referrals, and the curve of first profilings.

use super::{count, level_b_below, months, near, run, share, still};
use troskel::engine::curve::{Curve, Dated};
use troskel::engine::math::{expit, phi};
use troskel::journal::{Fact, Reader, What};
use troskel::measure::{Expr, Suite};
use troskel::pathway::outcomes::Cause;
use troskel::pathway::profiling::Reading;
use troskel::scenario::Scenario;
use troskel::units::Day;

/// The mean over days of how many are in, by what adds one and what takes one away, at the close of each day.
fn mean_in(facts: &[Fact], from: Day, to: Day, change: impl Fn(&What) -> i32) -> f64 {
    let (mut inside, mut sum, mut next) = (0, 0_i64, 0);
    for day in (facts[0].day.0..=to.0).map(Day) {
        while facts.get(next).is_some_and(|fact| fact.day == day) {
            inside += change(&facts[next].what);
            next += 1;
        }
        sum += if day >= from { i64::from(inside) } else { 0 };
    }
    sum as f64 / f64::from(to - from + 1)
}

/// A stationary stream of Poisson numbers with independent stays T has a mean of `rate x E T` inside, and its average over
/// n days the variance `rate x E T^2 / n` (the autocovariances `rate x sum of P(T > m), m >= lag` added up).
fn little(what: &str, found: f64, rate: f64, still_in: &[f64], days: i32) {
    let mean: f64 = still_in.iter().sum();
    let square: f64 = still_in.iter().enumerate().map(|(day, share)| (2 * day + 1) as f64 * share).sum();
    near(what, found, rate * mean, (rate * square / f64::from(days)).sqrt());
}

/// 20 persons a day stay 1/(1 - exp(-0.02)) = 50.5 days on average; 1,200 days after 600 to fill (seed 1).
#[test]
fn the_register_holds_arrivals_times_the_time_they_stay() {
    let mut s = still(1_800);
    s.world.inflow.months = months(1_800, s.run.from, [8.0, 12.0]);
    s.world.exits.per_day = [0.004, 0.006, 0.004, 0.001, 0.005];
    // Nobody is profiled, to keep the stream small.
    s.world.inflow.local_office_share = 1.0;
    let facts = run(&s, 1);
    let change = |what: &What| match what {
        What::Registered { .. } => 1,
        What::Deregistered { .. } => -1,
        _ => 0,
    };
    let still_in: Vec<f64> = (0..2_000).map(|day| (-0.02 * f64::from(day)).exp()).collect();
    little("register", mean_in(&facts, s.run.from + 600, s.run.to, change), 20.0, &still_in, 1_200);
}

/// 10 persons a day are referred at once, choose and start on the next day, and stay until an exit, an interruption or the
/// end of two months; 1,500 days after 100 to fill (seed 1).
#[test]
fn the_service_holds_starts_times_the_time_they_stay() {
    let mut s = still(1_600);
    s.world.inflow.months = months(1_600, s.run.from, [4.0, 6.0]);
    s.world.exits.per_day[Cause::PermanentJob as usize] = 0.01;
    s.world.service.interruption_per_month = 0.2;
    (s.policy.referral.choice_days, s.policy.referral.start_within_days) = ((1, 1), 0);
    (s.policy.service.periods, s.policy.service.period_months) = (1, 2);
    let facts = run(&s, 1);
    let change = |what: &What| match what {
        What::Started { .. } => 1,
        What::Ended { .. } => -1,
        _ => 0,
    };
    // Those who leave on the day after their arrival never start.
    let rate = 10.0 * (-0.01_f64).exp();
    let interruption = -(0.8_f64).ln() / (365.25 / 12.0);
    // Two months have 59 to 62 days: a day is in for the share of starts whose two months reach beyond it.
    let lengths: Vec<i32> = (0..1_461).map(|day| (s.run.from + day).plus_months(2) - (s.run.from + day)).collect();
    let reach = |day: i32| lengths.iter().filter(|length| day < **length).count() as f64 / lengths.len() as f64;
    let still_in: Vec<f64> = (0..70).map(|day| reach(day) * (-(0.01 + interruption) * f64::from(day)).exp()).collect();
    little("participants", mean_in(&facts, s.run.from + 100, s.run.to, change), rate, &still_in, 1_500);
}

/// Of 100 persons a day over 200 days (seed 1) a share comes by the web, a share of those scores under the boundary, and a share
/// of those is not deviated from: shares multiply, and reasons split as their rates. What is left of a Poisson stream
/// by chance is Poisson, so the variance of each count is its mean.
#[test]
fn referrals_are_arrivals_thinned_by_shares_that_multiply() {
    let mut s = still(200);
    s.world.inflow.months = months(200, s.run.from, [60.0, 40.0]);
    s.world.inflow.local_office_share = 0.25;
    s.policy.thresholds = Dated::new(vec![(s.run.from, level_b_below(35.0))]).unwrap();
    s.policy.decisions.reason_rates = [0.12, 0.06, 0.0, 0.02];
    let Reading::Mixture(mixture) = &mut s.world.tool.reading else { unreachable!("the pilot's tool is a mixture") };
    // Without a loading the place within a component does not depend on the component.
    mixture.loading = 0.0;
    let weight = expit(mixture.low_weight_logit.at(1.0));
    let boundary = (0.35_f64 / 0.65).ln();
    let low = phi((boundary - mixture.low_mean) / mixture.low_sd);
    let high = phi((boundary - mixture.high_mean.at(1.0)) / mixture.high_sd);
    let yes = 20_000.0 * 0.75 * (weight * low + (1.0 - weight) * high);
    let facts = run(&s, 1);
    let poisson = |what: &str, found: f64, mean: f64| near(what, found, mean, mean.sqrt());
    poisson("profiled", count(&facts, |fact| matches!(fact.what, What::Profiled { .. })), 15_000.0);
    poisson("referred", count(&facts, |fact| matches!(fact.what, What::Referred { .. })), yes * 0.8);
    for (reason, rate) in [("low_capacity", 0.12), ("joint_rehabilitation", 0.06), ("other", 0.02)] {
        let deviated = |fact: &Fact| matches!(fact.what, What::Deviated { reason: found, .. } if found.name() == reason);
        poisson(reason, count(&facts, deviated), yes * rate);
    }
}

/// Of a Poisson number a day, each is referred with probability 0.7 and deviated from with 0.3, over 1,500 days (seed 1):
/// both streams are Poisson again, on each day and from day to day, and independent of each other. Choices a day later
/// start on the same days with as many: a delay keeps a stream what it is.
#[test]
fn thinned_streams_are_poisson_and_independent() {
    let days = 1_500;
    let mut s = still(days);
    s.world.inflow.months = months(days, s.run.from, [12.0, 8.0]);
    s.policy.decisions.reason_rates = [0.3, 0.0, 0.0, 0.0];
    (s.policy.referral.choice_days, s.policy.referral.start_within_days) = ((1, 1), 0);
    let facts = run(&s, 1);
    let n = f64::from(days - 1);
    let daily = |first: Day, is: fn(&What) -> bool| {
        let mut counts = vec![0.0; days as usize - 1];
        let chosen = facts.iter().filter(|fact| is(&fact.what) && fact.day >= first);
        chosen.for_each(|fact| counts.get_mut((fact.day - first) as usize).into_iter().for_each(|count| *count += 1.0));
        counts
    };
    let referred = daily(s.run.from, |what| matches!(what, What::Referred { .. }));
    let deviated = daily(s.run.from, |what| matches!(what, What::Deviated { .. }));
    assert_eq!(daily(s.run.from + 1, |what| matches!(what, What::Started { .. })), referred);
    let product = |a: &[f64], b: &[f64], means: [f64; 2]| a.iter().zip(b).map(|(a, b)| (a - means[0]) * (b - means[1])).sum::<f64>();
    for (what, counts, mean) in [("referred", &referred, 14.0), ("deviated", &deviated, 6.0)] {
        near(&format!("mean {what}"), counts.iter().sum::<f64>() / n, mean, (mean / n).sqrt());
        // About the known mean; the error of a squared deviation is that of the fourth moment, mean + 3 mean^2.
        let variance = product(counts, counts, [mean; 2]) / n;
        near(&format!("variance {what}"), variance, mean, ((mean + 2.0 * mean * mean) / n).sqrt());
        let lagged = product(counts, &counts[1..], [mean; 2]) / (n - 1.0) / mean;
        near(&format!("autocorrelation {what}"), lagged, 0.0, 1.0 / (n - 1.0).sqrt());
    }
    near("correlation", product(&referred, &deviated, [14.0, 6.0]) / n / 84.0_f64.sqrt(), 0.0, 1.0 / n.sqrt());
}

fn measured(s: &Scenario, texts: &[String]) -> Vec<f64> {
    let exprs: Vec<Expr> = texts.iter().map(|text| Expr::parse(text).unwrap()).collect();
    let suite = Suite::new(&exprs, s).unwrap();
    let mut observer = suite.observer();
    observer.take(&troskel::journal::Chunk { facts: run(s, 1), ..Default::default() });
    let rows = observer.finish();
    let value = |expr| rows.iter().find(|row| Some(row.column) == suite.column(expr)).map(|row| row.value);
    exprs.iter().map(|expr| value(expr).unwrap_or_else(|| panic!("{expr} has a value"))).collect()
}

/// Some 12,000 persons who come by a local office over four months, of whom half leave within 70 days; cases are opened at
/// 0.03 a day, so that the share profiled by day n without exits is 1 - exp(-0.03 n) (seed 1). An exit precedes the profilings
/// of its day, but Kaplan-Meier keeps who is censored on a day at risk in it: each day's share is taken of exp(0.01) as
/// many. The error is Greenwood's, taken from the closed form.
#[test]
fn the_curve_of_first_profilings_is_free_of_the_exits_that_hide_it() {
    let mut s = still(250);
    let only_at_first = |month: &(Day, Vec<f64>)| month.0 <= s.run.from + 100;
    s.world.inflow.months = months(250, s.run.from, [60.0, 40.0]);
    s.world.inflow.months.iter_mut().filter(|month| !only_at_first(month)).for_each(|month| month.1.fill(0.0));
    s.world.inflow.local_office_share = 1.0;
    s.world.exits.per_day = [0.004, 0.003, 0.0, 0.0, 0.003];
    s.world.tool.case_opened_per_day = Curve::constant(0.03);
    let n = count(&run(&s, 1), |fact| matches!(fact.what, What::Registered { .. }));
    let days = [7, 21, 60];
    let texts = days.map(|day| format!("profiled_by_day[population=new]:day_{day}"));
    for (day, found) in days.into_iter().zip(measured(&s, &texts)) {
        let daily = (1.0 - (-0.03_f64).exp()) * (-0.01_f64).exp();
        let without = (1.0 - daily).powi(day);
        let at_risk = |day: i32| n * (-0.04 * f64::from(day - 1)).exp();
        let greenwood: f64 = (1..=day).map(|day| daily / (1.0 - daily) / at_risk(day)).sum();
        near(&format!("profiled by day {day}"), found, 1.0 - without, without * greenwood.sqrt());
        assert!((found - (1.0 - (-0.03 * f64::from(day)).exp())).abs() < 0.02, "close to the intensity itself");
    }
}

/// 5,000 persons of the stock whose jobs do not end the registration, over 100 days (seed 1): the search goes on with the same
/// hazard, so that each day has a job with the chance 1 - exp(-hazard), whatever came before; there is at most one a day.
#[test]
fn jobs_that_do_not_end_the_registration_keep_coming_at_the_same_rate() {
    let mut s = still(100);
    super::registered_for(&mut s, 5_000, 1.0, 900.0);
    s.world.exits.per_day[Cause::TemporaryJob as usize] = 0.02;
    s.world.jobs.temporary_ends_registration = 0.0;
    let facts = run(&s, 1);
    let jobs = count(&facts, |fact| matches!(fact.what, What::WorkBegan { .. }));
    share("days with a job", jobs, 500_000.0, 1.0 - (-0.02_f64).exp());
}
