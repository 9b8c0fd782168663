//! Whole numbers of days, counted: exact means and quantiles in little memory.

/// How often each number of days occurred.
#[derive(Clone, Debug, Default)]
pub struct Histogram {
    counts: Vec<u32>,
}

impl Histogram {
    pub fn add(&mut self, days: usize) {
        if days >= self.counts.len() {
            self.counts.resize(days + 1, 0);
        }
        self.counts[days] += 1;
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.counts.iter().sum()
    }

    pub fn mean(&self) -> Option<f64> {
        let sum: f64 = self.counts.iter().enumerate().map(|(days, count)| days as f64 * f64::from(*count)).sum();
        (self.count() > 0).then(|| sum / f64::from(self.count()))
    }

    /// The quantile of type 7: linear between the order statistics around (n - 1) p.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        let last = self.count().checked_sub(1)?;
        let position = f64::from(last) * p;
        let (low, high) = (self.ranked(position.floor() as u32)?, self.ranked(position.ceil() as u32)?);
        Some(low + (high - low) * position.fract())
    }

    /// The number of days with this rank, 0 for the smallest.
    fn ranked(&self, rank: u32) -> Option<f64> {
        let mut below = 0;
        let found = self.counts.iter().position(|count| {
            below += count;
            below > rank
        });
        found.map(|days| days as f64)
    }

    pub fn clear(&mut self) {
        self.counts.fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::Histogram;

    #[test]
    fn quantiles_of_type_7_worked_by_hand() {
        let mut days = Histogram::default();
        [4, 1, 1, 10].into_iter().for_each(|n| days.add(n));
        assert_eq!([days.quantile(0.0), days.quantile(0.5), days.quantile(1.0)], [Some(1.0), Some(2.5), Some(10.0)]);
        assert!((days.quantile(0.9).unwrap() - (4.0 + 0.7 * 6.0)).abs() < 1e-12);
        assert_eq!((days.mean(), days.count()), (Some(4.0), 4));
        assert_eq!((Histogram::default().quantile(0.5), Histogram::default().mean()), (None, None));
    }
}
