//! The distribution of scores given registration time.

use super::{level_b_below, registered_for, run, still};
use troskel::engine::curve::Dated;
use troskel::engine::math::{expit, logit, phi};
use troskel::journal::What;
use troskel::pathway::outcomes::Frailty;
use troskel::pathway::profiling::Reading;

/// 8,000 persons of the stock, registered for 1 to 1,500 days, all profiled at a contact on the first day: the share
/// expected at or below each score, given the registration time, is uniform. Kolmogorov-Smirnov at a false-alarm rate of
/// 1e-6 (2.693 over the root of n; seed 1).
#[test]
fn scores_given_registration_time_are_those_of_the_two_components() {
    let mut s = still(2);
    registered_for(&mut s, 8_000, 1.0, 1_500.0);
    s.world.exits.frailty = Frailty::Gamma { shape: 2.0 };
    s.world.exits.per_day = [0.002, 0.003, 0.0, 0.0, 0.0];
    s.policy.capacity.local_slots_per_day = 1e6;
    s.world.contact.reached_share = 1.0;
    s.policy.thresholds = Dated::new(vec![(s.run.from, level_b_below(0.0))]).unwrap();
    // With a loading the place within a component would depend on the component.
    let Reading::Mixture(mixture) = &mut s.world.tool.reading else { unreachable!("the pilot's tool is a mixture") };
    mixture.loading = 0.0;
    let mixture = mixture.clone();
    let mut ranks: Vec<f64> = Vec::new();
    for fact in run(&s, 1) {
        if let What::Profiled { score, .. } = fact.what {
            let days = f64::from(fact.subject.registration_days);
            let (weight, x) = (expit(mixture.low_weight_logit.at(days)), logit(f64::from(score.0)));
            let low = phi((x - mixture.low_mean) / mixture.low_sd);
            let high = phi((x - mixture.high_mean.at(days)) / mixture.high_sd);
            ranks.push(weight * low + (1.0 - weight) * high);
        }
    }
    ranks.sort_by(f64::total_cmp);
    let n = ranks.len() as f64;
    // The exits of the first day come before the contacts.
    assert!(n > 7_800.0);
    let away = |(place, rank): (usize, &f64)| (rank - place as f64 / n).max((place + 1) as f64 / n - rank);
    let distance = ranks.iter().enumerate().map(away).fold(0.0, f64::max);
    assert!(distance < 2.693 / n.sqrt(), "{distance}");
}

/// A tool that reads the truth without noise gives 1 - exp(-H) for the hazard H of a job over the next 180 days, climate
/// aside: the same for all without frailty and effects.
#[test]
fn a_tool_that_reads_the_truth_reads_the_chance_of_a_job_within_half_a_year() {
    let mut s = still(1);
    registered_for(&mut s, 200, 1.0, 300.0);
    s.world.exits.per_day = [0.001, 0.003, 0.0, 0.0, 0.005];
    s.world.exits.season = [7.0; 12];
    s.world.tool.reading = Reading::Truth { noise_sd_probit: 0.0 };
    s.policy.capacity.local_slots_per_day = 1e6;
    s.world.contact.reached_share = 1.0;
    let mut profiled = 0;
    for fact in run(&s, 1) {
        if let What::Profiled { score, .. } = fact.what {
            assert!((f64::from(score.0) - (1.0 - (-0.004 * 180.0_f64).exp())).abs() < 1e-6);
            profiled += 1;
        }
    }
    assert!(profiled > 150);
}
