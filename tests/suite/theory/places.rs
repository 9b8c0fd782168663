//! The queue for a provider's places.

use super::queue::{mean_queue, poisson};
use super::{months, near, run, still};
use troskel::journal::What;
use troskel::scenario::Scenario;
use troskel::units::Day;

/// Days left out at the start, and at the end, where waits are cut off.
const BEFORE: i32 = 2_000;
const AFTER: i32 = 500;

/// 18 years of one provider with so many places: all who register are referred, choose on the next day and wait for a place.
/// Nobody leaves the register.
fn provider(per_day: f64, places: u32) -> Scenario {
    let days = 18 * 365;
    let mut s = still(days);
    s.world.inflow.months = months(days, s.run.from, [0.0, per_day]);
    s.world.providers.truncate(1);
    s.world.providers[0].contracts.iter_mut().for_each(|contract| contract.supervisors = 0.0);
    s.world.choice.min_places = places;
    (s.policy.referral.choice_days, s.policy.referral.start_within_days) = ((1, 1), 0);
    s.policy.referral.when_full = troskel::pathway::providers::WhenFull::Wait;
    s
}

/// Those who start and their days from the choice to the start.
fn waits_of(s: &Scenario, replication: u32) -> (f64, f64) {
    let (first, last) = (s.run.from + BEFORE, s.run.to - AFTER);
    let counts = |chosen: Day| (first..=last).contains(&chosen);
    let (mut chosen, mut starts, mut days) = (0, 0, 0);
    for fact in run(s, replication) {
        match fact.what {
            What::Chose { .. } if counts(fact.day) => chosen += 1,
            What::Started { waited, .. } if counts(fact.day - i32::from(waited)) => {
                starts += 1;
                days += i32::from(waited);
            }
            _ => {}
        }
    }
    assert_eq!(starts, chosen, "nobody of those counted still waits");
    (f64::from(starts), f64::from(days))
}

/// Holds the mean wait of 100 replications against the expected one, in errors of their mean (99 degrees of freedom: beyond
/// 4.5 once in 55,000), which must be small enough to tell one queue from another.
fn waits(what: &str, s: &Scenario, expected: f64) {
    let waits: Vec<(f64, f64)> = (1..=100).map(|replication| waits_of(s, replication)).collect();
    let n = waits.len() as f64;
    let (starts, days) = waits.iter().fold((0.0, 0.0), |sum, wait| (sum.0 + wait.0, sum.1 + wait.1));
    // A ratio of sums: a mean of ratios would be too low, since many who come make each other wait.
    let mean = days / starts;
    let variance = waits.iter().map(|(starts, days)| (days - mean * starts).powi(2)).sum::<f64>() / (n - 1.0);
    let error = (variance * n).sqrt() / starts;
    assert!(error < 0.07 * expected, "{what}: the test can see something: {error} of {expected}");
    near(what, mean, expected, error);
}

/// Erlang's C formula: the mean wait for one of `places` when `load` of them would be in use on average.
fn erlang_wait(per_day: f64, load: f64, places: u32) -> f64 {
    // Erlang's B by its recurrence.
    let blocked = (1..=places).fold(1.0, |blocked, places| load * blocked / (f64::from(places) + load * blocked));
    let places = f64::from(places);
    let waits = places * blocked / (places - load * (1.0 - blocked));
    waits * load / per_day / (places - load)
}

/// The same in whole days: each day everybody with a place leaves with probability `end`, then a Poisson number comes. The
/// mean number waiting at the close of a day over the mean number who come, by iterating the chain of the number there.
fn wait_in_days(per_day: f64, end: f64, places: usize) -> f64 {
    let come = poisson(per_day, 10);
    let mut there = vec![0.0; 120];
    there[0] = 1.0;
    for _ in 0..3_000 {
        let mut next = vec![0.0; there.len()];
        for (number, share) in there.iter().enumerate() {
            for (left, ends) in binomial(number.min(places), end).into_iter().enumerate() {
                for (more, comes) in come.iter().enumerate() {
                    next[(number - left + more).min(there.len() - 1)] += share * ends * comes;
                }
            }
        }
        there = next;
    }
    there.iter().enumerate().map(|(number, share)| number.saturating_sub(places) as f64 * share).sum::<f64>() / per_day
}

fn binomial(n: usize, p: f64) -> Vec<f64> {
    let mut probabilities = vec![(1.0 - p).powi(n as i32)];
    for count in 0..n {
        probabilities.push(probabilities[count] * (n - count) as f64 / (count + 1) as f64 * p / (1.0 - p));
    }
    probabilities
}

/// M/M/c: services that only an interruption ends, at 0.05 a day, which makes a mean of 20.5 whole days. Erlang's formula knows
/// no days; the chain of whole days is exact and lies within 3 percent of it. 100 replications of 4,000 days that count (seed 1).
#[test]
fn services_of_random_length_make_people_wait_as_erlang_says() {
    let end = 1.0 - (-1.0_f64 / 20.0).exp();
    for (per_day, places) in [(0.025, 1), (0.1, 3), (0.175, 5)] {
        let mut s = provider(per_day, places);
        // 30.4375 days are a mean month.
        s.world.service.interruption_per_month = 1.0 - (-30.437_5_f64 / 20.0).exp();
        (s.policy.service.periods, s.policy.service.period_months) = (1, 12 * 20);
        let expected = wait_in_days(per_day, end, places as usize);
        let erlang = erlang_wait(per_day, per_day / end, places);
        assert!((expected / erlang - 1.0).abs() < 0.03, "{places} places: {expected} in whole days, {erlang} by Erlang");
        waits(&format!("{places} places"), &s, expected);
    }
}

/// M/D/c: services of a month, 30.4 days on average, that nothing else ends. The queue at moments one service apart is
/// the chain of Crommelin (1932), whatever the time of day. 100 replications of 4,000 days that count (seed 1).
#[test]
fn services_of_fixed_length_make_people_wait_as_crommelin_says() {
    let length = 30.437_5;
    for (load, places) in [(0.6, 1), (0.75, 4)] {
        let per_day = load * f64::from(places) / length;
        let mut s = provider(per_day, places);
        (s.policy.service.periods, s.policy.service.period_months) = (1, 1);
        waits(&format!("{places} places"), &s, mean_queue(per_day * length, places as usize) / per_day);
    }
}
