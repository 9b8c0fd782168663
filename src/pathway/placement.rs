//! The service: its periods, reports and meetings, how it ends, and what it leads to.

use super::outcomes::Cause;
use super::person::categories;
use crate::engine::streams::Answer;
use crate::engine::{draws, math};
use crate::units::Day;

categories! {
    /// Why a service ended.
    EndReason { Job = "job", Education = "education", OtherExit = "other_exit", Interruption = "interruption", TimeUp = "time_up" }
}

/// What happens in the service.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceHabits {
    /// Interruptions without deregistration, per month in the service.
    pub interruption_per_month: f64,
    /// Changes of provider asked for, per month in the service.
    pub switch_per_month: f64,
    /// Share of those with days left beyond the first period who are given a second.
    pub extension_share: f64,
    /// Share of joint plans made in the first month; the others are made in the second.
    pub plan_in_time_share: f64,
    /// Share of monthly reports that come and are approved.
    pub report_approved_share: f64,
    /// Share of claims, for reports as for results, that come late, and by how many days, fewest and most.
    pub claim_late_share: f64,
    pub claim_late_days: (i32, i32),
    /// Share of claims for a result that are refused.
    pub claim_refused_share: f64,
    /// Reported contacts in the first month and in a later one: Poisson.
    pub contacts_first_month: draws::Counts,
    pub contacts_later_month: draws::Counts,
}

/// Rules of the service.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceRules {
    pub periods: i32,
    pub period_months: i32,
    /// Providers report at the end of every month.
    pub monthly_reports: bool,
    /// A provider may decline a person with fewer days left than this.
    pub decline_switch_below_days: i32,
}

/// Days of a mean month, for hazards given per month.
const MONTH_DAYS: f64 = 365.25 / 12.0;

impl ServiceRules {
    /// The day on which a service of `start` is over if nothing happens, after `periods` periods.
    pub fn end(&self, start: Day, periods: i32) -> Day {
        start.plus_months(self.period_months * periods)
    }

    /// Whether a provider may decline somebody with so many days left.
    pub fn may_decline(&self, days_left: i32) -> bool {
        days_left < self.decline_switch_below_days
    }
}

impl ServiceHabits {
    /// Days from the start until the service is interrupted, if nothing else ends it before; word 0 of `SERVICE`.
    #[inline]
    pub fn interruption_after(&self, answer: Answer) -> Option<i32> {
        let hazard = (0.0 - math::ln(1.0 - self.interruption_per_month)) / MONTH_DAYS;
        let days = draws::exponential(answer.uniform(0)) / hazard;
        (days < 1e6).then(|| days as i32 + 1)
    }

    /// Days from the start until the joint plan is made: within the first month or, if late, within the second.
    #[inline]
    pub fn planned_after(&self, answer: Answer) -> i32 {
        let late = answer.uniform(1) >= self.plan_in_time_share;
        draws::whole_number(answer.uniform(2), 0, 27) + if late { 30 } else { 0 }
    }

    /// Whether a month's report is approved; word 0 of `MONTH`.
    #[inline]
    pub fn report_approved(&self, answer: Answer) -> bool {
        answer.uniform(0) < self.report_approved_share
    }

    /// Days by which a claim is late; word 3 of `MONTH`, word 1 of `CLAIM`.
    #[inline]
    pub fn late_by(&self, uniform: f64) -> i32 {
        let (fewest, most) = self.claim_late_days;
        if uniform < self.claim_late_share { draws::whole_number(uniform / self.claim_late_share, fewest, most) } else { 0 }
    }

    /// Whether a claim for a result is refused; word 0 of `CLAIM`.
    #[inline]
    pub fn is_refused(&self, answer: Answer) -> bool {
        answer.uniform(0) < self.claim_refused_share
    }

    /// Contacts reported for a month in the service (the first is 1); word 1 of `MONTH`.
    #[inline]
    pub fn contacts(&self, month: i32, answer: Answer) -> u8 {
        let counts = if month == 1 { self.contacts_first_month } else { self.contacts_later_month };
        counts.quantile(answer.uniform(1)).min(255) as u8
    }

    /// Whether a change of provider is asked for in a month; word 2 of `MONTH`.
    #[inline]
    pub fn wants_switch(&self, answer: Answer) -> bool {
        answer.uniform(2) < self.switch_per_month
    }
}

/// What the start of a service sets going.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    pub planned_on: Day,
    pub month_ends_on: Day,
    /// End of the first period.
    pub period_ends_on: Day,
    /// If nothing else ends it before.
    pub interrupted_on: Option<Day>,
}

impl ServiceHabits {
    /// What a service that starts on a day sets going, from the answer to `SERVICE`.
    #[inline]
    pub fn course(&self, rules: &ServiceRules, start: Day, answer: Answer) -> Course {
        Course {
            planned_on: start + self.planned_after(answer),
            month_ends_on: start.plus_months(1),
            period_ends_on: rules.end(start, 1),
            interrupted_on: self.interruption_after(answer).map(|days| start + days),
        }
    }

    /// Whether another period follows the running one (the first is 1); word 0 of `EXTENSION`.
    #[inline]
    pub fn is_extended(&self, rules: &ServiceRules, period: i32, answer: Answer) -> bool {
        period < rules.periods && answer.uniform(0) < self.extension_share
    }
}

impl EndReason {
    /// The end of a service when its person leaves the register or takes full-time work.
    pub fn of(cause: Cause) -> EndReason {
        match cause {
            Cause::PermanentJob | Cause::TemporaryJob => EndReason::Job,
            Cause::Education => EndReason::Education,
            Cause::SupportedWork | Cause::Other => EndReason::OtherExit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habits(share: f64) -> ServiceHabits {
        ServiceHabits {
            interruption_per_month: share,
            switch_per_month: share,
            extension_share: share,
            plan_in_time_share: share,
            report_approved_share: share,
            claim_late_share: share,
            claim_late_days: (5, 14),
            claim_refused_share: share,
            contacts_first_month: draws::Counts::new(1.5, 1.0),
            contacts_later_month: draws::Counts::new(0.0, 1.0),
        }
    }

    const MIDDLE: Answer = Answer([1 << 31; 4]);

    #[test]
    fn periods_follow_the_calendar() {
        let rules = ServiceRules { periods: 2, period_months: 6, monthly_reports: true, decline_switch_below_days: 60 };
        let start = Day::parse("2020-08-31").unwrap();
        assert_eq!([rules.end(start, 1), rules.end(start, 2)].map(|day| day.to_string()), ["2021-02-28", "2021-08-31"]);
        assert_eq!([59, 60, 61].map(|days| rules.may_decline(days)), [true, false, false]);
    }

    /// All shares a half and all answers in the middle: not planned in time, so 14 days and 30; interrupted after a mean month.
    #[test]
    fn a_start_sets_the_service_going() {
        let rules = ServiceRules { periods: 2, period_months: 6, monthly_reports: true, decline_switch_below_days: 60 };
        let (start, day) = (Day::parse("2020-08-31").unwrap(), |text| Day::parse(text).unwrap());
        let (planned_on, interrupted_on) = (day("2020-10-14"), Some(day("2020-10-01")));
        let expected = Course { planned_on, month_ends_on: day("2020-09-30"), period_ends_on: day("2021-02-28"), interrupted_on };
        assert_eq!(habits(0.5).course(&rules, start, MIDDLE), expected);
        let extended = [(0.4, 1), (0.6, 1), (0.6, 2)].map(|(share, period)| habits(share).is_extended(&rules, period, MIDDLE));
        assert_eq!(extended, [false, true, false]);
    }

    #[test]
    fn shares_at_their_limits() {
        assert_eq!(habits(0.0).interruption_after(MIDDLE), None);
        // Half of those interrupted at 0.5 a month are so within one mean month of 30.4 days.
        assert_eq!(habits(0.5).interruption_after(MIDDLE), Some(31));
        assert_eq!([habits(0.0).report_approved(MIDDLE), habits(1.0).report_approved(MIDDLE)], [false, true]);
        assert_eq!([habits(0.0).wants_switch(MIDDLE), habits(1.0).wants_switch(MIDDLE)], [false, true]);
        assert_eq!([habits(1.0).planned_after(MIDDLE), habits(0.0).planned_after(MIDDLE)], [14, 44]);
        assert_eq!([0.0, 0.5, 1.0].map(|share| habits(share).is_refused(MIDDLE)), [false, false, true]);
        // Of the half that are late, the first tenth are so by 5 days, the last by 14.
        assert_eq!([0.0, 0.049, 0.449, 0.499, 0.5].map(|uniform| habits(0.5).late_by(uniform)), [5, 5, 13, 14, 0]);
        assert_eq!([habits(0.0).late_by(0.0), habits(1.0).late_by(0.95)], [0, 14]);
        assert_eq!([habits(0.0).contacts(1, MIDDLE), habits(0.0).contacts(2, MIDDLE)], [1, 0]);
    }
}
