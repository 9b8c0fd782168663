//! What a service costs its providers: supervisors who are hired and leave with a delay, premises and overhead.

use super::payments::part;
use crate::units::Sek;

/// Costs of providers, the same for all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProviderEconomics {
    /// A supervisor's wage with social fees, per month.
    pub wage_per_month: Sek,
    /// An office, per month.
    pub premises_per_month: Sek,
    /// Management and the like, on top of wages and premises.
    pub overhead_share: f64,
    /// Supervisors that a provider has in an area at least.
    pub least_supervisors: f64,
    /// Months from the need for a supervisor to the first wage, and from the end of the need to the last.
    pub hire_lag_months: usize,
    pub leave_lag_months: usize,
}

impl ProviderEconomics {
    /// Supervisors in the last of some months, by the mean participants of each from the first on: as many as were needed in
    /// the busiest of the months that still count.
    pub fn supervisors(&self, participants: &[f64], caseload: f64) -> f64 {
        let Some(newest) = participants.len().checked_sub(1 + self.hire_lag_months) else { return self.least_supervisors };
        let oldest = newest.saturating_sub(self.leave_lag_months);
        let busiest = participants[oldest..=newest].iter().copied().fold(0.0, f64::max);
        let needed = if caseload > 0.0 { busiest / caseload } else { 0.0 };
        needed.max(self.least_supervisors)
    }

    /// A supervisor's time for one participant and month, overhead included.
    pub fn time_per_participant(&self, caseload: f64) -> Sek {
        if caseload > 0.0 { part(self.wage_per_month, (1.0 + self.overhead_share) / caseload) } else { Sek::ZERO }
    }

    /// What supervisors and offices cost in a part of a month, overhead included.
    pub fn cost(&self, supervisors: f64, offices: u32, part_of_month: f64) -> Sek {
        let month = part(self.wage_per_month, supervisors) + self.premises_per_month.times(i64::from(offices));
        part(month, (1.0 + self.overhead_share) * part_of_month)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub const COSTS: ProviderEconomics = ProviderEconomics {
        wage_per_month: Sek::from_kronor(50_000),
        premises_per_month: Sek::from_kronor(15_000),
        overhead_share: 0.1,
        least_supervisors: 0.5,
        hire_lag_months: 1,
        leave_lag_months: 2,
    };

    /// 30 participants to a supervisor: the 60 of the second month are met in the third, and paid for until the fifth.
    #[test]
    fn supervisors_come_and_go_late() {
        let participants = [30.0, 60.0, 90.0, 0.0, 0.0, 0.0, 0.0];
        let supervisors: Vec<f64> = (1..=7).map(|months| COSTS.supervisors(&participants[..months], 30.0)).collect();
        assert_eq!(supervisors, [0.5, 1.0, 2.0, 3.0, 3.0, 3.0, 0.5]);
        assert_eq!(COSTS.supervisors(&participants, 0.0), 0.5);
    }

    /// Two supervisors and an office: 115,000 SEK and a tenth, half of it for half a month.
    #[test]
    fn a_month_costs_wages_premises_and_overhead() {
        assert_eq!([1.0, 0.5].map(|share| COSTS.cost(2.0, 1, share)), [126_500, 63_250].map(Sek::from_kronor));
    }
}
