//! What providers are paid, and when a result counts.

use crate::engine::curve::Dated;
use crate::units::Sek;

/// Prices of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelPrices {
    /// Base payment per working day.
    pub base_per_day: Sek,
    pub result: Sek,
}

/// Prices in force: by level, with the areas' model for level B.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceList {
    pub level_a: LevelPrices,
    /// One per level-B model.
    pub level_b: Vec<LevelPrices>,
    pub level_c: LevelPrices,
}

/// The payment model of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct PaymentModel {
    pub name: String,
    pub prices: Dated<PriceList>,
    /// Index into `PriceList::level_b`, by area (index as in the scenario).
    pub level_b_model: Vec<usize>,
    /// Working days of base payment in a full referral; also their cap.
    pub referral_working_days: i32,
    /// Months a job or studies must last.
    pub result_lasting_months: i32,
    /// Months after the end of the placement in which it may begin.
    pub result_window_months: i32,
    /// Whether the remaining base payment is paid at the transition to work or study.
    pub speed_premium: bool,
    /// Whether the speed premium waits until the job or studies have lasted.
    pub premium_needs_lasting: bool,
    /// Days from the accrual to the payment.
    pub pay_delay_days: i32,
    /// Expected cost set aside at each decision, for the budget stop.
    pub committed_per_referral: Sek,
}
