//! Who registers, where and when: expected numbers by month and area, spread over the days of the month.

use crate::engine::workdays::Workdays;
use crate::units::Day;

/// Expected registrations and how they are spread.
#[derive(Clone, Debug, PartialEq)]
pub struct Inflow {
    /// First day of a month and the expected registrations of that whole month, by area (index as in the scenario);
    /// every month of the run has a row.
    pub months: Vec<(Day, Vec<f64>)>,
    /// Relative number of registrations on Monday to Sunday.
    pub weekday_weights: [f64; 7],
    /// Relative number on a public holiday.
    pub holiday_weight: f64,
    /// Variance of a day's number in an area over its mean; 1 is Poisson.
    pub variance_to_mean: f64,
    /// Share of the registrations that are returns of persons who left earlier in the run, a year after its start; grows in proportion to time.
    pub returning_share_after_year: f64,
    /// Share who register at a local office and are not profiled that day.
    pub local_office_share: f64,
    /// Days within which a job or studies make an own journey (egen resa).
    pub own_journey_days: i32,
    /// Share who say so, of those who will have a job or studies within these days.
    pub own_journey_told_share: f64,
}

impl Inflow {
    /// Expected registrations on `day` by area: the month's number spread by weekday and holiday.
    pub fn expected(&self, day: Day, workdays: &Workdays) -> Vec<f64> {
        let first = day.month_start(0);
        let weight = |day: Day| if workdays.is_holiday(day) { self.holiday_weight } else { self.weekday_weights[day.weekday()] };
        let whole: f64 = (first.0..first.month_start(1).0).map(|other| weight(Day(other))).sum();
        let month = self.months.iter().find(|month| month.0 == first).expect("every month of the run has expected registrations");
        month.1.iter().map(|expected| expected * weight(day) / whole).collect()
    }

    /// Share of the registrations `days` after the start of the run that are returns of persons who left during it.
    pub fn returning_share(&self, days: i32) -> f64 {
        self.returning_share_after_year * (f64::from(days) / 365.0).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inflow() -> Inflow {
        Inflow {
            months: vec![(Day::from_ymd(2020, 4, 1).unwrap(), vec![3000.0, 600.0])],
            weekday_weights: [1.5, 1.2, 1.1, 1.0, 1.0, 0.4, 0.4],
            holiday_weight: 0.4,
            variance_to_mean: 1.0,
            returning_share_after_year: 0.1,
            local_office_share: 0.2,
            own_journey_days: 90,
            own_journey_told_share: 0.5,
        }
    }

    #[test]
    fn a_month_sums_to_its_expected_number() {
        let first = Day::from_ymd(2020, 4, 1).unwrap();
        let workdays = Workdays::new(first, first + 60);
        let sum = |area: usize| (0..30).map(|day| inflow().expected(first + day, &workdays)[area]).sum::<f64>();
        assert!((sum(0) - 3000.0).abs() < 1e-9 && (sum(1) - 600.0).abs() < 1e-9);
        let good_friday = inflow().expected(Day::from_ymd(2020, 4, 10).unwrap(), &workdays);
        assert_eq!(good_friday, inflow().expected(Day::from_ymd(2020, 4, 11).unwrap(), &workdays));
    }

    #[test]
    fn returns_grow_for_a_year() {
        assert_eq!([0, 365, 900].map(|days| inflow().returning_share(days)), [0.0, 0.1, 0.1]);
    }
}
