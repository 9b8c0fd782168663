//! Who registers, where and when: expected numbers by month and area, spread over the days of the month.

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
