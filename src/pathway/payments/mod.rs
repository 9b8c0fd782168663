//! What providers are paid, for what, and when: a payment model is data.
//!
//! - `base`: a payment per working day, calendar day or month in the service, and what remains of it as speed premium.
//! - `results`: any number of payments for work that begins in a window and lasts.
//! - `bonus`: what a rating or a cohort's results add or take away, and the ceiling of a referral.

mod base;
mod bonus;
mod results;
#[cfg(test)]
mod tests;

pub use base::{Base, Due, Per, Stretch};
pub use bonus::{Cohort, CohortBonus};
pub use results::{Claim, EVENTS, MOST_RESULTS, ResultPayment, Served, SpeedPremium};

use super::thresholds::Level;
use crate::engine::curve::Dated;
use crate::units::{AreaId, Day, Sek};

/// Prices of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelPrices {
    /// Base payment per unit: working day, calendar day or month.
    pub base: Sek,
    /// All results together; each has a share of it.
    pub result: Sek,
}

/// Prices in force, by level and then by group of areas.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceList(pub [Vec<LevelPrices>; 3]);

impl PriceList {
    /// The prices of a level in a group of areas.
    #[inline]
    pub fn of(&self, level: Level, group: usize) -> LevelPrices {
        self.0[level as usize][group]
    }
}

/// When a claim is made, approved and paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    pub claimed_on: Day,
    pub approved_on: Day,
    pub paid_on: Day,
}

/// The payment model of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct PaymentModel {
    pub name: String,
    /// As they are paid: raised by the index, value added tax included.
    pub prices: Dated<PriceList>,
    /// Group of areas in the price lists, by area (index as in the scenario).
    pub group_of_area: Vec<usize>,
    pub base: Base,
    /// By number and, within one, by the window in which the work begins.
    pub results: Vec<ResultPayment>,
    /// If the remaining base payment is paid at the transition to work or study.
    pub speed_premium: Option<SpeedPremium>,
    /// The most that is paid for one referral in all.
    pub ceiling: Option<Sek>,
    /// Factor on result payments by the provider's stars, 1 to 4, and without any.
    pub rating_factor: [f64; 5],
    pub cohort_bonus: Option<CohortBonus>,
    /// Value added tax in the prices, percent.
    pub vat_percent: f64,
    /// Days from a claim to its approval, and from there to the payment.
    pub approval_days: i32,
    pub pay_delay_days: i32,
    /// Expected cost set aside at each decision, for the budget stop.
    pub committed_per_referral: Sek,
}

impl PaymentModel {
    /// The prices in force on a day.
    #[inline]
    pub fn prices_on(&self, level: Level, area: AreaId, day: Day) -> LevelPrices {
        self.of_area(self.prices.on(day), level, area)
    }

    /// The prices of a level in an area, of those in force.
    #[inline]
    fn of_area(&self, prices: Option<&PriceList>, level: Level, area: AreaId) -> LevelPrices {
        prices.expect("prices are in force from the start of the run").of(level, self.group_of_area[area.index()])
    }

    /// When a claim of a day is settled.
    #[inline]
    pub fn settled(&self, claimed_on: Day) -> Settlement {
        let approved_on = claimed_on + self.approval_days;
        Settlement { claimed_on, approved_on, paid_on: approved_on + self.pay_delay_days }
    }

    /// Whether both pay for the same, as much and as soon, whatever their names and prices.
    pub fn has_the_rules_of(&self, other: &PaymentModel) -> bool {
        let PaymentModel { name, prices, group_of_area, vat_percent, committed_per_referral, .. } = self.clone();
        *self == PaymentModel { name, prices, group_of_area, vat_percent, committed_per_referral, ..other.clone() }
    }

    /// Whether the same work becomes a result on the same day.
    pub fn has_the_results_of(&self, other: &PaymentModel) -> bool {
        let counts = |model: &PaymentModel| -> Vec<ResultPayment> {
            let whatever_it_is_worth = |result: &ResultPayment| ResultPayment {
                name: String::new(),
                share: 0.0,
                part_time_factor: result.part_time_factor.signum(),
                ..result.clone()
            };
            model.results.iter().map(whatever_it_is_worth).collect()
        };
        self.approval_days == other.approval_days && counts(self) == counts(other)
    }

    /// Whether one more referral is too much for the year's budget, with so much committed already.
    #[inline]
    pub fn is_too_much(&self, budget: Sek, committed: Sek) -> bool {
        committed + self.committed_per_referral > budget || budget == Sek::ZERO
    }

    /// What a provider keeps of a payment: without value added tax.
    pub fn without_vat(&self, amount: Sek) -> Sek {
        part(amount, 100.0 / (100.0 + self.vat_percent))
    }
}

/// A part of an amount, to the nearest öre; a half goes away from zero.
pub fn part(amount: Sek, factor: f64) -> Sek {
    if factor == 1.0 { amount } else { Sek::from_ore((amount.ore() as f64 * factor).round() as i64) }
}
