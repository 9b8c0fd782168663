//! The base payment: what a participant is worth while in the service, and what remains of it when work begins early.

use super::PaymentModel;
use crate::engine::workdays::Workdays;
use crate::pathway::person::categories;
use crate::pathway::thresholds::Level;
use crate::units::{AreaId, Day, Sek};

categories! {
    /// What a base payment is paid for.
    Per {
        WorkingDay = "working_day",
        CalendarDay = "calendar_day",
        /// A month in the service; of a month not served to its end the part served.
        Month = "month",
    }
}

/// Conditions and cap of the base payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base {
    pub per: Per,
    /// From the joint plan on only.
    pub needs_plan: bool,
    /// Nothing for a month whose report is not approved.
    pub needs_report: bool,
    /// Units of a full referral; also their cap.
    pub most_units: i32,
}

/// A stretch of days to be paid for: within the report month that runs from `month.0` to `month.1`, both included.
#[derive(Clone, Copy, Debug)]
pub struct Due {
    pub level: Level,
    pub area: AreaId,
    pub first: Day,
    pub last: Day,
    pub month: (Day, Day),
    /// Units that may still be paid.
    pub left: i32,
}

/// A stretch of days paid at one price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub first: Day,
    pub last: Day,
    pub per: Per,
    /// Payable days, or 1 for a month or a part of it.
    pub units: i32,
    pub per_unit: Sek,
}

impl Base {
    /// Units that may still be paid for after so many, in a month of the service (the first is 1).
    #[inline]
    pub fn left(&self, paid: i32, month: i32) -> i32 {
        match self.per {
            Per::Month => self.most_units - (month - 1),
            _ => self.most_units - paid,
        }
    }

    /// Whole units that remain for a speed premium.
    #[inline]
    fn remaining(&self, paid: i32, month: i32) -> i32 {
        let left = self.left(paid, month) - i32::from(self.per == Per::Month);
        left.max(0)
    }
}

impl PaymentModel {
    /// Base payment for the days of `due`, a stretch per price, one after the other: there is seldom more than one.
    #[inline]
    pub fn stretches<'a>(&'a self, due: Due, workdays: &'a Workdays) -> impl Iterator<Item = Stretch> + 'a {
        let (mut from, mut left) = (due.first, due.left);
        let stretch = move || {
            if from > due.last || left <= 0 {
                return None;
            }
            let next_price = self.prices.steps().iter().map(|step| step.0).find(|day| *day > from);
            let to = next_price.map_or(due.last, |day| due.last.min(day - 1));
            let price = self.prices_on(due.level, due.area, from).base;
            let stretch = self.base.stretch((from, to), price, due.month, left, workdays);
            (left, from) = (if self.base.per == Per::Month { left } else { left - stretch.units }, stretch.last.max(to) + 1);
            Some(stretch)
        };
        std::iter::from_fn(stretch).filter(|stretch| stretch.units > 0)
    }

    /// The base payment that remains of a full referral after so many units, when work begins in a month of the service.
    #[inline]
    pub fn premium(&self, base: Sek, paid: i32, month: i32) -> Sek {
        base.times(i64::from(self.base.remaining(paid, month)))
    }
}

impl Base {
    #[inline]
    fn stretch(&self, (first, last): (Day, Day), price: Sek, month: (Day, Day), left: i32, workdays: &Workdays) -> Stretch {
        match self.per {
            Per::WorkingDay => {
                let units = workdays.between(first, last);
                let last = if units > left { workdays.nth_from(first, left) } else { last };
                Stretch { first, last, per: self.per, units: units.min(left), per_unit: price }
            }
            Per::CalendarDay => {
                let units = (last - first + 1).min(left);
                Stretch { first, last: first + (units - 1), per: self.per, units, per_unit: price }
            }
            Per::Month => {
                let part = super::part(price, f64::from(last - first + 1) / f64::from(month.1 - month.0 + 1));
                Stretch { first, last, per: self.per, units: 1, per_unit: part }
            }
        }
    }
}
