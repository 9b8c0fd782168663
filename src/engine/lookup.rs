//! Where a number lies among rising ones, looked up rather than searched for.

/// Rising numbers, with what is known of where each of equal steps from the first to the last begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup {
    values: Vec<f64>,
    steps_per_unit: f64,
    /// For each step: how many of the numbers lie before it.
    counts: Vec<u32>,
}

impl Lookup {
    /// Steps for each of the numbers: most steps hold one at the most.
    const FINENESS: usize = 2;

    /// `values` rise, or stay the same.
    pub fn new(values: Vec<f64>) -> Lookup {
        let (first, last) = values.first().zip(values.last()).map_or((0.0, 0.0), |(first, last)| (*first, *last));
        let steps = (Self::FINENESS * values.len()).next_power_of_two();
        let steps_per_unit = if last > first { steps as f64 / (last - first) } else { 0.0 };
        // A little earlier: which step a number lies in is rounded.
        let start = |step: usize| first + (last - first) * ((step as f64 - 1e-6) / steps as f64);
        let counts = (0..steps).map(|step| values.partition_point(|value| *value < start(step)) as u32).collect();
        Lookup { values, steps_per_unit, counts }
    }

    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// How many of the numbers are at most `x`.
    #[inline]
    pub fn at_most(&self, x: f64) -> usize {
        let Some(first) = self.values.first() else { return 0 };
        let step = ((x - first) * self.steps_per_unit) as usize;
        let before = self.counts[step.min(self.counts.len() - 1)] as usize;
        before + self.values[before..].iter().take_while(|value| **value <= x).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At, just below and just above every number and far outside, as by counting.
    #[test]
    fn a_number_is_found_where_counting_finds_it() {
        let squares: Vec<f64> = (0..500).map(|n| f64::from(n * n) * 1.7e-3).collect();
        for values in [squares, vec![0.25, 0.25, 0.25, 0.5, 0.5, 7.0], vec![3.0], vec![3.0, 3.0], vec![]] {
            let lookup = Lookup::new(values.clone());
            let near = values.iter().flat_map(|value| [value.next_down(), *value, value.next_up(), value + 0.01]);
            for x in near.chain([-1e300, 0.0, 1e300]) {
                assert_eq!(lookup.at_most(x), values.iter().filter(|value| **value <= x).count(), "{x}");
            }
        }
    }
}
