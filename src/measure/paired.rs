//! What a variant changes in a measure, replication by replication on the same luck.

use super::suite::Column;
use statrs::distribution::{ContinuousCDF, StudentsT};

/// What can be told of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    More,
    Less,
    /// Exactly the same in every replication.
    Same,
    /// The interval holds zero.
    NotYet,
}

impl Told {
    /// The verdict in words.
    pub const fn words(self) -> &'static str {
        match self {
            Told::More => "more",
            Told::Less => "less",
            Told::Same => "no difference",
            Told::NotYet => "cannot be told yet",
        }
    }
}

/// A closed interval.
pub type Interval = (f64, f64);

/// One measure in base and variant, over the replications that have it in both.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The measure as asked for, with its filters.
    pub measure: String,
    pub key: String,
    /// Unit of every figure but the variance reduction.
    pub unit: &'static str,
    /// Mean of the base.
    pub base: f64,
    /// Mean of the variant.
    pub mean: f64,
    /// Mean of the differences, variant less base.
    pub difference: f64,
    /// Monte Carlo error of the mean difference; none with one replication.
    pub se: Option<f64>,
    /// 95 percent interval of the mean difference, by Student's t; holds for this measure alone.
    pub ci95: Option<Interval>,
    /// The same for measures that are read together: all of them hold at once in 95 percent (Bonferroni); only for those.
    pub together95: Option<Interval>,
    /// Variance of the difference with independent random numbers over that with common ones; none where the difference is
    /// zero or the same in every replication.
    pub variance_reduction: Option<f64>,
    pub told: Told,
    /// Replications that have the measure in both.
    pub n: usize,
}

/// Values of one measure in base and variant, pair by pair.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairs {
    pub base: Vec<f64>,
    pub variant: Vec<f64>,
}

impl Pairs {
    /// The pairs of which both sides exist.
    pub fn of(base: &[Option<f64>], variant: &[Option<f64>]) -> Pairs {
        let (base, variant) = base.iter().zip(variant).filter_map(|(base, variant)| base.zip(*variant)).unzip();
        Pairs { base, variant }
    }

    pub fn differences(&self) -> Vec<f64> {
        self.base.iter().zip(&self.variant).map(|(base, variant)| variant - base).collect()
    }

    /// The mean difference.
    pub fn mean(&self) -> Option<f64> {
        mean(&self.differences())
    }

    /// The interval of the mean difference at a level of error; none with fewer than two pairs.
    pub fn interval(&self, error: f64) -> Option<Interval> {
        let differences = self.differences();
        let (mean, half) = (mean(&differences)?, t_quantile(differences.len(), error)? * standard_error(&differences)?);
        Some((mean - half, mean + half))
    }

    /// What can be told at a level of error.
    pub fn told(&self, error: f64) -> Told {
        if self.differences().iter().all(|difference| *difference == 0.0) {
            return Told::Same;
        }
        match self.interval(error) {
            Some((low, _)) if low > 0.0 => Told::More,
            Some((_, high)) if high < 0.0 => Told::Less,
            _ => Told::NotYet,
        }
    }

    /// Everything there is to say of a measure at a level of error; none without a pair. `together` is the number of measures read
    /// together, if this is one of them.
    pub fn difference(&self, column: &Column, error: f64, together: Option<usize>) -> Option<Difference> {
        let differences = self.differences();
        let difference = mean(&differences)?;
        let [independent, common] = [variance(&self.base).zip(variance(&self.variant)).map(|(a, b)| a + b), variance(&differences)];
        let varies = common.filter(|variance| *variance > 0.0 && difference != 0.0);
        let shared = error / together.unwrap_or(1) as f64;
        Some(Difference {
            measure: column.measure.clone(),
            key: column.key.clone(),
            unit: column.unit,
            base: mean(&self.base)?,
            mean: mean(&self.variant)?,
            difference,
            se: standard_error(&differences),
            ci95: self.interval(error),
            together95: together.and_then(|_| self.interval(shared)),
            variance_reduction: independent.zip(varies).map(|(independent, common)| independent / common),
            told: self.told(shared),
            n: differences.len(),
        })
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// With n - 1.
fn variance(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    // The mean of equal values need not be that value to the last bit.
    if values.len() > 1 && values.iter().all(|value| *value == values[0]) {
        return Some(0.0);
    }
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (values.len() > 1).then(|| squares / (values.len() as f64 - 1.0))
}

fn standard_error(values: &[f64]) -> Option<f64> {
    Some((variance(values)? / values.len() as f64).sqrt())
}

/// The two-sided quantile of Student's t for the mean of `n` values.
pub fn t_quantile(n: usize, error: f64) -> Option<f64> {
    let t = StudentsT::new(0.0, 1.0, n.checked_sub(1)? as f64).ok()?;
    Some(t.inverse_cdf(1.0 - error / 2.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn started() -> Column {
        Column { measure: "started".into(), key: String::new(), unit: "persons" }
    }

    fn pairs(base: &[f64], variant: &[f64]) -> Pairs {
        Pairs { base: base.into(), variant: variant.into() }
    }

    /// R: t.test(c(11, 13, 16, 20), c(10, 11, 15, 16), paired = TRUE): mean 2, 95 percent interval -0.25 to 4.25.
    #[test]
    fn the_interval_of_a_mean_difference() {
        let found = pairs(&[10.0, 11.0, 15.0, 16.0], &[11.0, 13.0, 16.0, 20.0]).difference(&started(), 0.05, None).unwrap();
        assert_eq!((found.base, found.mean, found.difference, found.n), (13.0, 15.0, 2.0, 4));
        let (low, high) = found.ci95.unwrap();
        // The differences 1, 2, 1, 4 have variance 2, so the error is sqrt(2 / 4), times t = 3.182446 of 3 degrees of freedom.
        assert!(
            (low - (2.0 - 3.182_446_305 * 0.5_f64.sqrt())).abs() < 1e-6 && (high - (2.0 + 3.182_446_305 * 0.5_f64.sqrt())).abs() < 1e-6
        );
        assert_eq!(found.told, Told::NotYet);
        // (26/3 + 46/3) / 2: variances of the two sides over that of the difference.
        assert!((found.variance_reduction.unwrap() - (26.0 / 3.0 + 46.0 / 3.0) / 2.0).abs() < 1e-12);
    }

    #[test]
    fn equal_sides_have_no_difference_and_no_ratio() {
        let found = pairs(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]).difference(&started(), 0.05, Some(5)).unwrap();
        assert_eq!((found.difference, found.variance_reduction, found.told), (0.0, None, Told::Same));
        assert_eq!(found.ci95, Some((0.0, 0.0)));
    }

    #[test]
    fn measures_read_together_have_wider_intervals() {
        let found = pairs(&[10.0, 11.0, 15.0, 16.0], &[12.0, 14.0, 17.0, 20.0]).difference(&started(), 0.05, Some(8)).unwrap();
        let (alone, together) = (found.ci95.unwrap(), found.together95.unwrap());
        assert!(together.0 < alone.0 && together.1 > alone.1);
        assert_eq!(found.told, Told::NotYet, "alone it could be told: {alone:?}");
        assert!(alone.0 > 0.0);
    }

    #[test]
    fn one_pair_has_no_error_and_none_has_nothing() {
        let one = pairs(&[1.0], &[2.0]).difference(&started(), 0.05, None).unwrap();
        assert_eq!((one.se, one.ci95, one.told), (None, None, Told::NotYet));
        assert_eq!(pairs(&[], &[]).difference(&started(), 0.05, None), None);
        assert_eq!(Pairs::of(&[Some(1.0), None, Some(3.0)], &[Some(2.0), Some(9.0), None]), pairs(&[1.0], &[2.0]));
    }
}
