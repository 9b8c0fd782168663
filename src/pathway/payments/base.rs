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

/// A stretch of days to be paid for, within a month of a service (the first is 1).
#[derive(Clone, Copy, Debug)]
pub struct Due {
    pub level: Level,
    pub area: AreaId,
    pub first: Day,
    pub last: Day,
    pub start: Day,
    pub month: i32,
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
    pub fn stretches<'a>(&'a self, mut due: Due, workdays: &'a Workdays) -> impl Iterator<Item = Stretch> + 'a {
        std::iter::from_fn(move || self.next_stretch(&mut due, workdays))
    }

    /// Whether any base payment has a price.
    pub fn pays_base(&self) -> bool {
        let mut prices = self.prices.steps().iter().flat_map(|(_, list)| list.0.iter().flatten());
        prices.any(|prices| prices.base != Sek::ZERO)
    }

    /// The first stretch of `due` that has a price, which with its units is taken off.
    #[inline]
    pub fn next_stretch(&self, due: &mut Due, workdays: &Workdays) -> Option<Stretch> {
        while due.first <= due.last && due.left > 0 {
            let (prices, next) = self.prices.on_and_next(due.first);
            let to = next.map_or(due.last, |day| due.last.min(day - 1));
            let price = self.of_area(prices, due.level, due.area).base;
            let stretch = self.base.stretch(due, to, price, workdays);
            due.first = to + 1;
            if stretch.units > 0 && price != Sek::ZERO {
                due.left -= if self.base.per == Per::Month { 0 } else { stretch.units };
                return Some(stretch);
            }
        }
        None
    }

    /// The base payment that remains of a full referral after so many units, when work begins in a month of the service.
    #[inline]
    pub fn premium(&self, base: Sek, paid: i32, month: i32) -> Sek {
        base.times(i64::from(self.base.remaining(paid, month)))
    }
}

impl Due {
    /// Days of the month in the service. Not inlined: the compiler would work it out for everybody, whatever is paid for.
    #[inline(never)]
    fn days_of_month(&self) -> i32 {
        self.start.plus_months(self.month) - self.start.plus_months(self.month - 1)
    }
}

impl Base {
    #[inline]
    fn stretch(&self, due: &Due, last: Day, price: Sek, workdays: &Workdays) -> Stretch {
        let (first, left) = (due.first, due.left);
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
                let part = super::part(price, f64::from(last - first + 1) / f64::from(due.days_of_month()));
                Stretch { first, last, per: self.per, units: 1, per_unit: part }
            }
        }
    }
}
