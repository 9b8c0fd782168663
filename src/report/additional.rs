//! What an additional job costs, in sentences.

use super::comparison::{Comparison, Variant};
use super::numbers::{in_unit, percent, range, signed};
use crate::experiment::additional::{Additional, Estimate};

/// What the base gives beyond a variant that does without it.
pub fn sentences(comparison: &Comparison, variant: &Variant) -> Vec<String> {
    let Some(additional) = &variant.additional else { return Vec::new() };
    let figures = |estimate: Estimate, unit: &str| {
        let interval = estimate.interval.map_or(String::new(), |interval| format!(" ({})", range(interval, unit)));
        format!("{}{interval}", signed(estimate.mean, unit))
    };
    let (jobs, cost) = (figures(additional.jobs, "persons"), figures(additional.net_cost, "SEK"));
    if comparison.hides_jobs(variant) {
        let cost =
            format!("{} beyond {}: {cost} SEK of net public cost (95 %); the jobs are not shown.", comparison.base.name, variant.arm.name);
        return std::iter::once(cost).chain(deadweight(comparison, variant)).collect();
    }
    let first = format!(
        "{} beyond {}: {jobs} persons in full-time jobs, {cost} SEK of net public cost (95 %).",
        comparison.base.name, variant.arm.name
    );
    vec![first, per_job(additional)].into_iter().chain(deadweight(comparison, variant)).collect()
}

/// What a job costs has a meaning only where jobs and costs go the same way.
fn per_job(additional: &Additional) -> String {
    let Some((ratio, (low, high))) = additional.per_job else {
        return "The jobs cannot be told from no difference: what one costs cannot be said.".to_string();
    };
    // A ratio below zero for certain: jobs and costs go opposite ways.
    let opposite = high < 0.0;
    let [ratio, low, high] = [ratio, low, high].map(|sek| in_unit(sek, "SEK"));
    match (additional.jobs.mean > 0.0, opposite) {
        (true, false) => format!("An additional job costs {ratio} SEK ({low} to {high})."),
        (false, false) => format!("Each job fewer saves {ratio} SEK ({low} to {high})."),
        (true, true) => "More jobs at a lower cost.".to_string(),
        (false, true) => "Fewer jobs at a higher cost: an additional job has no price.".to_string(),
    }
}

fn deadweight(comparison: &Comparison, variant: &Variant) -> Option<String> {
    let share = comparison.shown_deadweight(variant)?;
    Some(format!("Of those with a result, {} have full-time work by the same day without it.", percent(share)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::comparison;

    #[test]
    fn what_cannot_be_told_is_not_told() {
        let mut comparison = comparison::comparison(1);
        assert_eq!(sentences(&comparison, &comparison.variants[0]), Vec::<String>::new());
        let told = Additional {
            jobs: Estimate { mean: 53.0, interval: Some((40.0, 66.0)) },
            net_cost: Estimate { mean: 12.3e6, interval: Some((11.0e6, 13.6e6)) },
            per_job: Some((232_075.0, (190_000.0, 310_000.0))),
            deadweight: Some(0.93),
        };
        comparison.variants[0].additional = Some(told.clone());
        let text = sentences(&comparison, &comparison.variants[0]).join(" ");
        assert!(text.contains("+53") && text.contains("An additional job costs 232 075 SEK") && text.contains("93"), "{text}");
        let jobs = Estimate { mean: -53.0, interval: None };
        let worse = Additional { jobs, per_job: Some((-232_075.0, (-310_000.0, -190_000.0))), ..told.clone() };
        comparison.variants[0].additional = Some(worse);
        assert!(sentences(&comparison, &comparison.variants[0])[1].starts_with("Fewer jobs at a higher cost"));
        // What it costs may still be nothing: that is in the interval.
        let open = Additional { per_job: Some((20_000.0, (-9_000.0, 49_000.0))), ..told.clone() };
        comparison.variants[0].additional = Some(open);
        assert!(sentences(&comparison, &comparison.variants[0])[1].contains("(-9 000 to 49 000)"));
        comparison.variants[0].additional = Some(Additional { per_job: None, deadweight: None, ..told });
        let text = sentences(&comparison, &comparison.variants[0]).join(" ");
        assert!(text.ends_with("what one costs cannot be said."), "{text}");
    }
}
