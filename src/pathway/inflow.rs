//! Who registers, where and when: expected numbers by month and area, spread over the days of the month.

use super::question::{ARRIVALS, RETURNING};
use crate::engine::draws::Counts;
use crate::engine::streams::{Answer, Chance, Luck, mix};
use crate::engine::workdays::Workdays;
use crate::units::{Day, Identity};

/// How a person came to be registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Channel {
    /// Among the stock when the run starts.
    Stock,
    /// At the web site, profiled the same day.
    Web,
    /// By a local office.
    LocalOffice,
    /// Has a job or studies within 90 days and says so: not profiled.
    OwnJourney,
}

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

    /// The new persons of an area on a day on which `expected` registrations are expected, `days` after the start of the run.
    /// Those among the registrations who return are left out: they come by themselves.
    #[inline]
    pub fn arrivals(&self, chance: Chance, area_key: u64, expected: f64, day: Day, days: i32) -> impl Iterator<Item = Luck> {
        let u = chance.block(Identity(area_key), ARRIVALS, day.0 as u32).uniform(0);
        let (count, returning) = (Counts::new(expected, self.variance_to_mean).quantile(u), self.returning_share(days));
        let luck = move |ordinal: u32| chance.of(Identity(mix(area_key ^ mix((day.0 as u64) << 32 | u64::from(ordinal)))));
        (0..count).map(luck).filter(move |luck| luck.answer(RETURNING, 0).uniform(0) >= returning)
    }

    /// How somebody registers who knows of a job or studies in `work_in` days; `way` answers `REGISTRATION`.
    #[inline]
    pub fn channel(&self, way: Answer, work_in: Option<i32>) -> Channel {
        let knows_work = work_in.is_some_and(|days| days <= self.own_journey_days);
        if knows_work && way.uniform(1) < self.own_journey_told_share {
            Channel::OwnJourney
        } else if way.uniform(0) < self.local_office_share {
            Channel::LocalOffice
        } else {
            Channel::Web
        }
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

    /// Half of the registrations half a year after the start are new persons: the others of them are those of the whole number.
    #[test]
    fn arrivals_are_those_who_do_not_return() {
        let day = Day::from_ymd(2020, 9, 29).unwrap();
        let lucks = |share: f64, expected: f64, days: i32| -> Vec<Luck> {
            let inflow = Inflow { returning_share_after_year: share, ..inflow() };
            inflow.arrivals(Chance::new(1, 0), 7, expected, day, days).collect()
        };
        let all = lucks(0.0, 400.0, 365);
        // Poisson with mean 400: within 5 standard deviations of 20.
        assert!((300..=500).contains(&all.len()));
        assert_eq!((lucks(1.0, 400.0, 365).len(), lucks(1.0, 400.0, 0), lucks(0.0, 0.0, 0).len()), (0, all.clone(), 0));
        let new = lucks(0.5, 400.0, 365);
        // Binomial(400, 0.5): within 5 standard deviations of 10, besides those of the number.
        assert!(new.len().abs_diff(all.len() / 2) <= 50 && new.iter().all(|luck| all.contains(luck)));
    }

    #[test]
    fn who_knows_of_work_within_the_days_may_tell() {
        // Words 0 and 1: comes by a local office, tells of work.
        let way = |office: f64, tells: f64| Answer([(office * 4_294_967_296.0) as u32, (tells * 4_294_967_296.0) as u32, 0, 0]);
        assert_eq!(inflow().channel(way(0.9, 0.4), Some(90)), Channel::OwnJourney);
        assert_eq!(inflow().channel(way(0.9, 0.6), Some(90)), Channel::Web);
        assert_eq!(inflow().channel(way(0.1, 0.4), Some(91)), Channel::LocalOffice);
        assert_eq!([0.19, 0.21].map(|office| inflow().channel(way(office, 0.4), None)), [Channel::LocalOffice, Channel::Web]);
    }
}
