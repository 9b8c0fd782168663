//! Payments for results: which work counts, in which window it must begin, how long it must last, and what it is worth.

use super::{LevelPrices, PaymentModel, part};
use crate::pathway::outcomes::{Cause, Work};
use crate::units::{Day, Sek};

/// What can be a result, by name; the indices are those of [`Cause`].
pub const EVENTS: &[&str] = Cause::NAMES.split_at(4).0;

/// Most numbers of results.
pub const MOST_RESULTS: usize = 8;

/// One result payment, or one of its windows.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultPayment {
    pub name: String,
    /// Results of one name are one number, counted from 0; a service reaches each once at most.
    pub number: u8,
    /// Whether work of each [`Cause`] counts.
    pub events: [bool; 4],
    /// Months of the service in which the work begins, from the first up to but not with the second; none: whenever.
    pub begins_months: Option<(i32, i32)>,
    /// Months after the end of the placement in which it may begin.
    pub window_months: i32,
    /// Months that it must last.
    pub lasting_months: i32,
    /// Share of the level's result payment.
    pub share: f64,
    /// What part-time work is worth of this; 0: it does not count.
    pub part_time_factor: f64,
}

/// The remaining base payment at the transition to work or study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpeedPremium {
    /// It waits until the work has lasted as long as the first result needs.
    pub needs_lasting: bool,
    /// If it does not wait: whether it is taken back when the work has not lasted.
    pub is_recovered: bool,
}

/// What is known of a service when work begins.
#[derive(Clone, Copy, Debug)]
pub struct Served {
    pub start: Day,
    /// None: still going on.
    pub end: Option<Day>,
    /// Units of base payment so far, and the month of the service that was running last.
    pub paid_units: i32,
    pub month: i32,
    /// Numbers of results that are claimed already, a bit each.
    pub claimed: u32,
}

/// What work that begins will be worth to a provider when it has lasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub number: u8,
    /// The day on which it has lasted.
    pub due_on: Day,
    pub result: Sek,
    /// Speed premium that is paid with it.
    pub premium: Sek,
}

impl ResultPayment {
    /// What work of a kind is worth, as a factor; none if it does not count.
    #[inline]
    fn factor(&self, cause: Cause, work: &Work) -> Option<f64> {
        let counts = self.events.get(cause as usize).is_some_and(|counts| *counts);
        let part_time = cause.is_job() && self.part_time_factor > 0.0;
        match work.full_time {
            true => counts.then_some(1.0),
            false => (counts && part_time).then_some(self.part_time_factor),
        }
    }

    /// Whether work that begins on a day does so while it counts for a service.
    #[inline]
    pub fn is_open(&self, began: Day, start: Day, end: Option<Day>) -> bool {
        let in_months = |(from, until)| start.plus_months(from) <= began && began < start.plus_months(until);
        began >= start && end.is_none_or(|end| began <= end.plus_months(self.window_months)) && self.begins_months.is_none_or(in_months)
    }

    /// The day by which work that began on a day has lasted as long as it must.
    #[inline]
    pub fn lasting_until(&self, began: Day) -> Day {
        began.plus_months(self.lasting_months)
    }
}

impl PaymentModel {
    /// The day by which work that began on a day has lasted as long as the first result needs.
    #[inline]
    pub fn lasting_until(&self, began: Day) -> Day {
        self.results.first().map_or(began, |first| first.lasting_until(began))
    }

    /// How many results there are.
    pub fn result_count(&self) -> usize {
        self.results.last().map_or(0, |last| usize::from(last.number) + 1)
    }

    /// The results that work makes of a service if nothing else is claimed for them, at the prices of the day on which it
    /// begins, whenever they are paid.
    #[inline]
    pub fn claims(&self, cause: Cause, work: Work, began: Day, served: Served, prices: LevelPrices) -> impl Iterator<Item = Claim> {
        let waits = self.speed_premium.is_some_and(|premium| premium.needs_lasting);
        self.results.iter().filter(move |result| served.claimed & 1 << result.number == 0).filter_map(move |result| {
            let factor = result.factor(cause, &work)?;
            let due_on = result.lasting_until(began);
            let reached = result.is_open(began, served.start, served.end) && began + work.days >= due_on;
            let with_it = waits && result.number == 0 && work.full_time;
            let premium = if with_it { self.premium(prices.base, served.paid_units, served.month) } else { Sek::ZERO };
            reached.then(|| Claim { number: result.number, due_on, result: part(prices.result, result.share * factor), premium })
        })
    }

    /// The speed premium that full-time work earns at once, if there is one that does not wait.
    #[inline]
    pub fn premium_at_once(&self, cause: Cause, work: &Work, began: Day, served: &Served, prices: LevelPrices) -> Sek {
        let at_once = self.speed_premium.is_some_and(|premium| !premium.needs_lasting) && work.full_time;
        let first = self.results.iter().take_while(|result| result.number == 0);
        let mut open = first.filter(|result| result.factor(cause, work).is_some() && result.is_open(began, served.start, served.end));
        if at_once && open.next().is_some() { self.premium(prices.base, served.paid_units, served.month) } else { Sek::ZERO }
    }
}
