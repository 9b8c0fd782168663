//! The user's own stock and inflow.

use crate::pathway::person::GivenPerson;
use crate::units::Day;

/// What was read from the user's CSV files.
#[derive(Clone, Debug, Default)]
pub(super) struct Inputs {
    pub stock: Option<Vec<GivenPerson>>,
    /// Registrations by month and area.
    pub inflow: Option<Vec<(Day, Vec<f64>)>>,
}

impl Inputs {
    /// Persons of the given stock by area.
    pub fn stock_by_area(&self, areas: usize) -> Option<Vec<f64>> {
        let mut counts = vec![0.0; areas];
        self.stock.as_ref()?.iter().for_each(|person| counts[person.traits.area.index()] += 1.0);
        Some(counts)
    }

    /// Registrations of the given inflow by area.
    pub fn inflow_by_area(&self, areas: usize) -> Option<Vec<f64>> {
        let mut sums = vec![0.0; areas];
        for (_, numbers) in self.inflow.as_ref()? {
            sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
        }
        Some(sums)
    }
}
