//! What an additional job costs the public: the difference in net cost of two scenarios over the difference in jobs, for the same
//! persons with the same luck.

use super::Compared;
use crate::measure::Expr;
use crate::measure::paired::{Interval, Pairs, t_quantile};

/// The measures that it is worked out from.
pub const COST: &str = "public_cost";
pub const JOBS: &str = "jobs";
/// The measure by which it is asked for.
pub const ASKED: &str = "cost_per_additional_job";

/// A mean difference, base less variant, with its 95 percent interval; none with one replication.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub mean: f64,
    pub interval: Option<Interval>,
}

/// What the base gives beyond a variant that does without it.
#[derive(Clone, Debug, PartialEq)]
pub struct Additional {
    /// Persons with a full-time job, less what others lose by displacement.
    pub jobs: Estimate,
    /// SEK, all payers together.
    pub net_cost: Estimate,
    /// SEK per job, with Fieller's interval; none if the jobs cannot be told from zero.
    pub per_job: Option<(f64, Interval)>,
    /// Of the persons with a result in the base: share with full-time work by the same day in the variant too.
    pub deadweight: Option<f64>,
}

impl Additional {
    /// None unless public cost and jobs were measured in both. `displacement` is what others lose of an additional job.
    pub fn of(compared: &Compared, variant: usize, displacement: f64, error: f64) -> Option<Additional> {
        let pairs = |text: &str| compared.pairs_of(variant, &Expr::parse(text).ok()?);
        let (cost, jobs) = (beyond(&pairs(COST)?), beyond(&pairs("jobs:full_time")?));
        let jobs: Vec<f64> = jobs.iter().map(|jobs| jobs * (1.0 - displacement)).collect();
        let interval = fieller(&cost, &jobs, error);
        let (net_cost, jobs) = (estimate(&cost, error)?, estimate(&jobs, error)?);
        let deadweight = compared.tallies[variant].deadweight();
        Some(Additional { per_job: interval.map(|interval| (net_cost.mean / jobs.mean, interval)), jobs, net_cost, deadweight })
    }
}

/// Base less variant, replication by replication.
fn beyond(pairs: &Pairs) -> Vec<f64> {
    pairs.differences().into_iter().map(|difference| -difference).collect()
}

fn estimate(values: &[f64], error: f64) -> Option<Estimate> {
    let pairs = Pairs { base: vec![0.0; values.len()], variant: values.to_vec() };
    Some(Estimate { mean: pairs.mean()?, interval: pairs.interval(error) })
}

/// Fieller's interval of a ratio of means, of pairs of values: the ratios r for which the mean of numerator - r x denominator is
/// within Student's t of zero. None unless the denominator's own interval leaves zero out, since the ratio could be anything then.
pub fn fieller(numerator: &[f64], denominator: &[f64], error: f64) -> Option<Interval> {
    let n = numerator.len() as f64;
    let t = t_quantile(numerator.len(), error)?;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / n;
    let [a, b] = [numerator, denominator].map(mean);
    let spread = |one: &[f64], (x, other): (f64, &[f64]), y: f64| {
        let products = one.iter().zip(other).map(|(one, other)| (one - x) * (other - y));
        t * t * products.sum::<f64>() / (n - 1.0) / n
    };
    let (aa, ab, bb) =
        (spread(numerator, (a, numerator), a), spread(numerator, (a, denominator), b), spread(denominator, (b, denominator), b));
    // (b² - bb) r² - 2 (ab' - ab) r + (a² - aa) = 0
    let (square, linear, rest) = (b * b - bb, a * b - ab, a * a - aa);
    if square <= 0.0 {
        return None;
    }
    let root = (linear * linear - square * rest).max(0.0).sqrt();
    Some(((linear - root) / square, (linear + root) / square))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::draws;
    use crate::engine::streams::Chance;
    use crate::units::Identity;

    /// Costs 9, 10, 11 and jobs 2, 2, 2: the ratio is 5 with the interval of the mean cost, 10 ± 4.302653 / √3, over 2.
    #[test]
    fn a_certain_denominator_divides_the_interval_of_the_mean() {
        let (low, high) = fieller(&[9.0, 10.0, 11.0], &[2.0, 2.0, 2.0], 0.05).unwrap();
        let half = 4.302_652_73 / 3.0_f64.sqrt() / 2.0;
        assert!((low - (5.0 - half)).abs() < 1e-6 && (high - (5.0 + half)).abs() < 1e-6, "{low} {high}");
    }

    #[test]
    fn a_denominator_that_may_be_zero_has_no_ratio() {
        assert_eq!(fieller(&[9.0, 10.0, 11.0], &[-1.0, 0.5, 1.0], 0.05), None);
        assert_eq!(fieller(&[9.0, 10.0, 11.0], &[0.0, 0.0, 0.0], 0.05), None);
        assert_eq!(fieller(&[9.0], &[1.0], 0.05), None);
    }

    /// 2,000 samples of 20 pairs (seed 1), costs of mean 30 and jobs of mean 5, both with standard deviation 5 and correlated 0.5:
    /// 95 percent of the intervals hold the true ratio 6; within four standard errors of that share, wrong once in 16,000.
    #[test]
    fn the_interval_holds_the_truth_as_often_as_it_says() {
        let chance = Chance::new(1, 0);
        let (mut held, samples) = (0, 2_000);
        for sample in 0..samples {
            let pair = |index: u32| {
                let answer = chance.of(Identity(sample)).answer(1, index);
                let [shared, one, other] = [0, 1, 2].map(|word| draws::normal(answer.uniform(word)));
                let mixed = |own: f64| 5.0 * (0.5_f64.sqrt() * shared + 0.5_f64.sqrt() * own);
                (30.0 + mixed(one), 5.0 + mixed(other))
            };
            let (costs, jobs): (Vec<f64>, Vec<f64>) = (0..20).map(pair).unzip();
            // Hardly ever is the denominator not told from zero; then the interval is the whole line, and holds the truth.
            held += u32::from(fieller(&costs, &jobs, 0.05).is_none_or(|(low, high)| low <= 6.0 && 6.0 <= high));
        }
        let (share, n) = (f64::from(held) / samples as f64, samples as f64);
        assert!((share - 0.95).abs() < 4.0 * (0.95 * 0.05 / n).sqrt(), "{share}");
    }
}
