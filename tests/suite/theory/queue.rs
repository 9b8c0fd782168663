//! The queue for talks at a distance office.

use super::{months, near, run, still};
use troskel::journal::What;

/// Poisson probabilities of 0 to `most`.
pub fn poisson(mean: f64, most: usize) -> Vec<f64> {
    let mut probabilities = vec![(-mean).exp()];
    for count in 1..=most {
        probabilities.push(probabilities[count - 1] * mean / count as f64);
    }
    probabilities
}

/// Mean number left waiting at the close of a day when a Poisson number with this mean comes each day and `slots` are
/// served: `Q' = max(Q + A - slots, 0)`, the embedded chain of M/D/c (Crommelin 1932). By Spitzer's identity the mean is
/// the sum over k of `E max(S_k - k slots, 0) / k` with `S_k` Poisson of mean `k x mean`.
pub fn mean_queue(mean: f64, slots: usize) -> f64 {
    let excess = |k: usize| {
        let (total, served) = (mean * k as f64, slots * k);
        // E max(S - served, 0) = E S - served + sum of (served - n) P(S = n) over n below served.
        let below = poisson(total, served).into_iter().enumerate().map(|(n, p)| (served - n) as f64 * p).sum::<f64>();
        (total - served as f64 + below).max(0.0)
    };
    // Later terms are negligible, and the probability of 0 would underflow.
    (1..).take_while(|k| mean * *k as f64 <= 600.0).map(|k| excess(k) / k as f64).sum()
}

#[test]
fn spitzers_sum_is_that_of_m_d_1_for_one_slot() {
    for load in [0.3, 0.5, 0.8] {
        let expected = load * load / (2.0 * (1.0 - load));
        assert!((mean_queue(load, 1) - expected).abs() < 1e-3 * expected.max(0.1), "{load}: {}", mean_queue(load, 1));
    }
}

/// A talk falls due the day after the verdict and waits for one of the day's slots, first come first served. By Little's law
/// the mean wait is the mean number left waiting over the mean number who come. 40 replications of 1,500 days for each office
/// (seed 1); the first 200 days are left out. The error is that of the replications' mean (39 degrees of freedom: beyond
/// 4.5 once in 17,000).
#[test]
fn talks_at_a_distance_office_wait_as_long_as_in_a_queue_with_fixed_slots() {
    for (per_day, slots) in [(0.7, 1), (2.4, 3), (4.0, 5)] {
        let mut s = still(1_500);
        // All come in the south, where all the slots are.
        s.world.inflow.months = months(1_500, s.run.from, [0.0, per_day]);
        (s.world.areas[0].inflow_share, s.world.areas[1].inflow_share) = (0.0, 1.0);
        s.policy.capacity.distance_slots_per_day = f64::from(slots);
        s.policy.decisions.new_talk_days = (1, 1);
        // A choice a year away keeps the service out of it.
        s.policy.referral.choice_days = (366, 366);
        let waits: Vec<f64> = (1..=40).map(|replication| mean_wait(&s, replication)).collect();
        let n = waits.len() as f64;
        let mean = waits.iter().sum::<f64>() / n;
        let variance = waits.iter().map(|wait| (wait - mean).powi(2)).sum::<f64>() / (n - 1.0);
        let expected = mean_queue(per_day, slots as usize) / per_day;
        near(&format!("{per_day} a day for {slots} slots"), mean, expected, (variance / n).sqrt());
        assert!(variance.sqrt() < expected, "the test can see something");
    }
}

/// Mean days from the day on which a talk was due to the talk.
fn mean_wait(s: &troskel::scenario::Scenario, replication: u32) -> f64 {
    let (mut talks, mut days) = (0, 0);
    for fact in run(s, replication) {
        match fact.what {
            What::Referred { waited, .. } if fact.day - i32::from(waited) >= s.run.from + 200 => {
                talks += 1;
                days += i32::from(waited) - 1;
            }
            _ => {}
        }
    }
    f64::from(days) / f64::from(talks)
}
