//! The service: its periods, reports and meetings, how it ends, and what it leads to.

use super::person::categories;

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
    /// Mean reported contacts in the first month and in a later one.
    pub contacts_first_month: f64,
    pub contacts_later_month: f64,
}

/// Rules of the service.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceRules {
    pub periods: i32,
    pub period_months: i32,
    /// A provider may decline a person with fewer days left than this.
    pub decline_switch_below_days: i32,
}
