//! Statistics of a measure across replications.

/// What a value does from replication to replication. A replication where it is missing does not count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statistics {
    pub mean: f64,
    /// Monte Carlo error of the mean; none with one replication.
    pub se: Option<f64>,
    /// Standard deviation between replications (n - 1); none with one replication.
    pub sd: Option<f64>,
    pub p05: f64,
    pub p25: f64,
    pub p50: f64,
    pub p75: f64,
    pub p95: f64,
    /// Replications that have the value.
    pub n: usize,
}

impl Statistics {
    /// Of the values of some replications; none of no values.
    pub fn of(values: &[f64]) -> Option<Statistics> {
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let n = sorted.len();
        let mean = sorted.iter().sum::<f64>() / n as f64;
        let squares: f64 = sorted.iter().map(|value| (value - mean) * (value - mean)).sum();
        let sd = (n > 1).then(|| (squares / (n as f64 - 1.0)).sqrt());
        let [p05, p25, p50, p75, p95] = [0.05, 0.25, 0.5, 0.75, 0.95].map(|p| quantile(&sorted, p));
        Some(Statistics { mean, se: sd.map(|sd| sd / (n as f64).sqrt()), sd, p05: p05?, p25: p25?, p50: p50?, p75: p75?, p95: p95?, n })
    }
}

/// The quantile of type 7 of sorted values: linear between the order statistics around (n - 1) p.
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let position = sorted.len().checked_sub(1)? as f64 * p;
    let (low, high) = (sorted[position.floor() as usize], sorted[position.ceil() as usize]);
    Some(low + (high - low) * position.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R: quantile(c(1, 2, 4, 8), c(.05, .25, .5, .75, .95)) is 1.15, 1.75, 3, 5, 7.4.
    #[test]
    fn quantiles_of_type_7() {
        let statistics = Statistics::of(&[8.0, 1.0, 4.0, 2.0]).unwrap();
        let found = [statistics.p05, statistics.p25, statistics.p50, statistics.p75, statistics.p95];
        found.iter().zip([1.15, 1.75, 3.0, 5.0, 7.4]).for_each(|(found, expected)| assert!((found - expected).abs() < 1e-12));
        assert_eq!((statistics.mean, statistics.n), (3.75, 4));
        assert!((statistics.sd.unwrap() - 3.095_695_936_834_452).abs() < 1e-12);
        assert!((statistics.se.unwrap() - 1.547_847_968_417_226).abs() < 1e-12);
    }

    #[test]
    fn one_value_has_no_error_and_none_has_no_statistics() {
        let one = Statistics::of(&[7.0]).unwrap();
        assert_eq!((one.mean, one.se, one.sd, one.p05, one.p95, one.n), (7.0, None, None, 7.0, 7.0, 1));
        assert_eq!(Statistics::of(&[]), None);
    }
}
