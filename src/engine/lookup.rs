//! Where a number lies among rising ones, looked up rather than searched for.

/// Rising numbers, with what is known of where each of equal steps from the first to the last begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup {
    /// The numbers, and `CROWD` infinite ones after them.
    padded: Vec<f64>,
    steps_per_unit: f64,
    /// For each step: how many of the numbers lie before it.
    counts: Vec<u32>,
}

impl Lookup {
    /// Steps for each of the numbers: where they are spread evenly, a step holds one at the most.
    const FINENESS: usize = 2;
    /// So many numbers of a step are looked at, all of them, since no processor foresees which is the last that counts; where more crowd
    /// into one, the others are searched.
    const CROWD: usize = 4;

    /// `values` rise, or stay the same.
    pub fn new(values: Vec<f64>) -> Lookup {
        let (first, last) = values.first().zip(values.last()).map_or((0.0, 0.0), |(first, last)| (*first, *last));
        let steps = (Self::FINENESS * values.len()).next_power_of_two();
        debug_assert!(values.is_sorted());
        // A single step, as it were, for equal numbers and for some so near each other that no number says how near.
        let steps_per_unit = Some(steps as f64 / (last - first)).filter(|density| density.is_finite()).unwrap_or(0.0);
        // A little earlier: which step a number lies in is rounded, by much less than that.
        let start = |step: usize| first + (last - first) * ((step as f64 - 1e-6) / steps as f64);
        let mut before = 0;
        let mut count = |step: usize| {
            before += values[before..].iter().take_while(|value| **value < start(step)).count();
            before as u32
        };
        let counts = (0..steps).map(&mut count).collect();
        let padded = values.into_iter().chain([f64::INFINITY; Self::CROWD]).collect();
        Lookup { padded, steps_per_unit, counts }
    }

    pub fn values(&self) -> &[f64] {
        &self.padded[..self.padded.len() - Self::CROWD]
    }

    /// How many of the numbers are at most `x`.
    #[inline]
    pub fn at_most(&self, x: f64) -> usize {
        let before = self.before_step(x);
        let near = &self.padded[before..before + Self::CROWD];
        match near.iter().map(|value| usize::from(*value <= x)).sum() {
            Self::CROWD => before + self.values()[before..].partition_point(|value| *value <= x),
            near => before + near,
        }
    }

    /// How many of the numbers lie before the step of `x`.
    #[inline]
    fn before_step(&self, x: f64) -> usize {
        let step = ((x - self.padded[0]) * self.steps_per_unit) as usize;
        self.counts[step.min(self.counts.len() - 1)] as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At, just below and just above every number and far outside, as by counting.
    #[test]
    fn a_number_is_found_where_counting_finds_it() {
        let squares: Vec<f64> = (0..500).map(|n| f64::from(n * n) * 1.7e-3).collect();
        let far_off = (0..100).map(|n| 1e9 + f64::from(n) / 8_388_608.0).collect();
        let one_dominates = (0..500).map(f64::from).chain([1e7]).collect();
        let tiny = (0..6).map(|n| f64::from(n) * 5e-324).collect();
        let few = [vec![0.25, 0.25, 0.25, 0.5, 0.5, 7.0], vec![3.0], vec![3.0, 3.0], vec![]];
        for values in [squares, far_off, one_dominates, tiny].into_iter().chain(few) {
            let lookup = Lookup::new(values.clone());
            let near = values.iter().flat_map(|value| [value.next_down(), *value, value.next_up(), value + 0.01]);
            for x in near.chain([-1e300, 0.0, 1e300, f64::NEG_INFINITY, f64::INFINITY, f64::NAN]) {
                assert_eq!(lookup.at_most(x), values.iter().filter(|value| **value <= x).count(), "{x}");
            }
        }
    }

    #[test]
    fn numbers_spread_evenly_are_hardly_searched() {
        let lookup = Lookup::new((0..1_000).map(|n| f64::from(n) * 0.37).collect());
        let looked_at = (0..3_700).map(|n| f64::from(n) * 0.1).map(|x| lookup.at_most(x) - lookup.before_step(x));
        assert!(looked_at.max() <= Some(1));
    }
}
