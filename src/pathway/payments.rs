//! What providers are paid, and when a result counts.

use super::outcomes::Work;
use super::thresholds::Level;
use crate::engine::curve::Dated;
use crate::engine::workdays::Workdays;
use crate::units::{AreaId, Day, Sek};

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

impl PriceList {
    /// The prices of a level in an area whose level-B model is `model`.
    #[inline]
    pub fn of(&self, level: Level, model: usize) -> LevelPrices {
        match level {
            Level::A => self.level_a,
            Level::B => self.level_b[model],
            Level::C => self.level_c,
        }
    }
}

/// A stretch of days paid at one price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub first: Day,
    pub last: Day,
    pub working_days: i32,
    pub per_day: Sek,
}

/// What work that begins is worth to a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Speed premium that does not wait.
    pub at_once: Sek,
    /// The day of the result, if it lasts; and what is paid then, for the result and as speed premium.
    pub approved_on: Option<Day>,
    pub result: Sek,
    pub with_result: Sek,
}

impl PaymentModel {
    /// The prices in force on a day.
    #[inline]
    pub fn prices_on(&self, level: Level, area: AreaId, day: Day) -> LevelPrices {
        self.prices.on(day).expect("prices are in force from the start of the run").of(level, self.level_b_model[area.index()])
    }

    /// Base payment for the days `first..=last` at one level, a stretch per price, for at most `days_left` working days.
    pub fn base(&self, level: Level, area: AreaId, first: Day, last: Day, days_left: i32, workdays: &Workdays) -> Vec<Stretch> {
        self.stretches(level, area, first, last, days_left, workdays).collect()
    }

    /// The same, worked out one after the other: there is seldom more than one.
    #[inline]
    pub fn stretches<'a>(
        &'a self,
        level: Level,
        area: AreaId,
        first: Day,
        last: Day,
        days_left: i32,
        workdays: &'a Workdays,
    ) -> impl Iterator<Item = Stretch> + 'a {
        let (mut from, mut left) = (first, days_left);
        let stretch = move || {
            if from > last || left <= 0 {
                return None;
            }
            let next_price = self.prices.steps().iter().map(|step| step.0).find(|day| *day > from);
            let mut to = next_price.map_or(last, |day| last.min(day - 1));
            let mut working_days = workdays.between(from, to);
            if working_days > left {
                to = workdays.nth_from(from, left);
                working_days = left;
            }
            let per_day = self.prices_on(level, area, from).base_per_day;
            let stretch = Stretch { first: from, last: to, working_days, per_day };
            (left, from) = (left - working_days, to + 1);
            Some(stretch)
        };
        std::iter::from_fn(stretch).filter(|stretch| stretch.working_days > 0)
    }

    /// The day on which a result is approved, if full-time work or payable studies that began on `began` and last `days`
    /// count for a placement from `start` to `end` (none: still going on).
    #[inline]
    pub fn result_on(&self, work: &Work, began: Day, start: Day, end: Option<Day>) -> Option<Day> {
        let lasting_until = self.lasting_until(began);
        (self.begins_in_window(work, began, start, end) && work.is_payable(began, lasting_until)).then_some(lasting_until)
    }

    /// Whether work is full-time and begins while it counts for a placement from `start` to `end`, however long it lasts.
    #[inline]
    pub fn begins_in_window(&self, work: &Work, began: Day, start: Day, end: Option<Day>) -> bool {
        work.full_time && began >= start && end.is_none_or(|end| began <= end.plus_months(self.result_window_months))
    }

    /// What work that begins on `began` makes of a service from `start` to `end` for which `paid` working days of base have been paid.
    /// Everything at the prices of that day, whenever it is paid.
    #[inline]
    pub fn claim(&self, work: &Work, began: Day, service: (Day, Option<Day>), paid: i32, prices: LevelPrices) -> Claim {
        let (start, end) = service;
        let premium = if self.speed_premium { self.premium(prices.base_per_day, paid) } else { Sek::ZERO };
        let in_window = self.begins_in_window(work, began, start, end);
        let (at_once, with_result) = if self.premium_needs_lasting { (Sek::ZERO, premium) } else { (premium, Sek::ZERO) };
        Claim {
            at_once: if in_window { at_once } else { Sek::ZERO },
            approved_on: self.result_on(work, began, start, end),
            result: prices.result,
            with_result,
        }
    }

    /// Whether one more referral is too much for the year's budget, if there is one, with so much committed already.
    #[inline]
    pub fn is_too_much(&self, budget: Option<Sek>, committed: Sek) -> bool {
        budget.is_some_and(|budget| committed + self.committed_per_referral > budget || budget == Sek::ZERO)
    }

    /// The day by which work that began on `began` has lasted as long as a result needs.
    #[inline]
    pub fn lasting_until(&self, began: Day) -> Day {
        began.plus_months(self.result_lasting_months)
    }

    /// The base payment that remains of a full referral after `paid` working days.
    #[inline]
    pub fn premium(&self, base_per_day: Sek, paid: i32) -> Sek {
        base_per_day.times(i64::from((self.referral_working_days - paid).max(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn list(a: i64, b: [i64; 2], c: i64) -> PriceList {
        let level = |base, result| LevelPrices { base_per_day: Sek::from_kronor(base), result: Sek::from_kronor(result) };
        PriceList { level_a: level(a, 20_300), level_b: vec![level(b[0], 32_400), level(b[1], 25_000)], level_c: level(c, 38_000) }
    }

    fn model() -> PaymentModel {
        let prices = vec![(day("2020-03-30"), list(55, [62, 75], 90)), (day("2020-10-15"), list(60, [70, 80], 95))];
        PaymentModel {
            name: "krom-2020".into(),
            prices: Dated::new(prices).unwrap(),
            level_b_model: vec![0, 1],
            referral_working_days: 264,
            result_lasting_months: 4,
            result_window_months: 2,
            speed_premium: true,
            premium_needs_lasting: true,
            pay_delay_days: 30,
            committed_per_referral: Sek::from_kronor(25_000),
        }
    }

    fn workdays() -> Workdays {
        Workdays::new(day("2020-01-01"), day("2022-12-31"))
    }

    #[test]
    fn prices_depend_on_level_and_area() {
        let per_day = |level, area| model().prices_on(level, AreaId(area), day("2020-05-01")).base_per_day;
        assert_eq!(
            [(Level::A, 0), (Level::B, 0), (Level::B, 1), (Level::C, 1)].map(|(l, a)| per_day(l, a).ore()),
            [5_500, 6_200, 7_500, 9_000]
        );
    }

    #[test]
    fn base_is_split_where_the_price_changes() {
        // October 2020 has 22 working days: 1-14 October hold 10, 15-31 October 12.
        let paid = model().base(Level::A, AreaId(0), day("2020-10-01"), day("2020-10-31"), 264, &workdays());
        let seen: Vec<_> = paid.iter().map(|s| (s.first.to_string(), s.last.to_string(), s.working_days, s.per_day.ore())).collect();
        assert_eq!(
            seen,
            [("2020-10-01".into(), "2020-10-14".into(), 10, 5_500), ("2020-10-15".into(), "2020-10-31".into(), 12, 6_000)]
                as [(String, String, i32, i64); 2]
        );
    }

    #[test]
    fn base_ends_with_the_days_of_the_referral() {
        let paid = model().base(Level::C, AreaId(0), day("2020-10-01"), day("2020-10-31"), 3, &workdays());
        assert_eq!((paid.len(), paid[0].last, paid[0].working_days), (1, day("2020-10-05"), 3));
        assert!(model().base(Level::C, AreaId(0), day("2020-10-01"), day("2020-10-31"), 0, &workdays()).is_empty());
        assert!(model().base(Level::C, AreaId(0), day("2020-10-03"), day("2020-10-04"), 9, &workdays()).is_empty());
    }

    fn full_time(days: i32) -> Work {
        Work { full_time: true, days, returns_after: None }
    }

    /// A placement that ended on 1 July: a job on 31 August and on 1 September counts, on 2 September it doesn't.
    #[test]
    fn a_result_begins_at_the_latest_two_months_after_the_end() {
        let result = |began: &str| model().result_on(&full_time(500), day(began), day("2020-04-15"), Some(day("2020-07-01")));
        assert_eq!(result("2020-08-31"), Some(day("2020-12-31")));
        assert_eq!(result("2020-09-01"), Some(day("2021-01-01")));
        assert_eq!(result("2020-09-02"), None);
        assert_eq!(result("2020-04-14"), None);
    }

    /// From 10 May four months last until 10 September: 123 days; a job of 122 days is a day short.
    #[test]
    fn a_result_lasts_four_months_and_is_full_time() {
        let result = |work| model().result_on(&work, day("2020-05-10"), day("2020-04-15"), None);
        assert_eq!(result(full_time(123)), Some(day("2020-09-10")));
        assert_eq!(result(full_time(122)), None);
        assert_eq!(result(Work { full_time: false, ..full_time(500) }), None);
    }

    /// Work of 122 days is a day short of a result, but it begins in the window all the same.
    #[test]
    fn the_window_does_not_ask_how_long_work_lasts() {
        let (began, start) = (day("2020-05-10"), day("2020-04-15"));
        let payable = [full_time(123), full_time(122), Work { full_time: false, ..full_time(500) }];
        assert_eq!(payable.map(|work| work.is_payable(began, model().lasting_until(began))), [true, false, false]);
        assert_eq!(payable.map(|work| model().begins_in_window(&work, began, start, None)), [true, true, false]);
        assert!(!model().begins_in_window(&full_time(500), day("2020-09-02"), start, Some(day("2020-07-01"))));
    }

    /// 100,000 SEK have room for four referrals of 25,000, and no budget at all for none.
    #[test]
    fn a_budget_has_room_for_whole_referrals() {
        let is_too_much =
            |budget: i64, referrals| model().is_too_much(Some(Sek::from_kronor(budget)), Sek::from_kronor(25_000).times(referrals));
        assert_eq!([is_too_much(100_000, 3), is_too_much(100_000, 4), is_too_much(0, 0)], [false, true, true]);
        assert!(!model().is_too_much(None, Sek::from_kronor(1_000_000)));
    }

    /// 264 - 22 days at 55 SEK are 13,310 SEK; with the result, or at once if it need not last, even for a job that gives no result.
    #[test]
    fn a_claim_is_paid_at_once_or_with_the_result() {
        let kronor = |claim: Claim| [claim.at_once, claim.result, claim.with_result].map(|sek| sek.ore() / 100);
        let claim = |premium_needs_lasting, days| {
            let model = PaymentModel { premium_needs_lasting, ..model() };
            let prices = model.prices_on(Level::A, AreaId(0), day("2020-05-10"));
            model.claim(&full_time(days), day("2020-05-10"), (day("2020-04-15"), Some(day("2020-05-10"))), 22, prices)
        };
        assert_eq!((kronor(claim(true, 123)), claim(true, 123).approved_on), ([0, 20_300, 13_310], Some(day("2020-09-10"))));
        assert_eq!((kronor(claim(false, 122)), claim(false, 122).approved_on), ([13_310, 20_300, 0], None));
        assert_eq!(
            PaymentModel { speed_premium: false, ..model() }
                .claim(
                    &full_time(123),
                    day("2020-05-10"),
                    (day("2020-04-15"), None),
                    22,
                    model().prices_on(Level::C, AreaId(0), day("2020-05-10"))
                )
                .with_result,
            Sek::ZERO
        );
    }

    /// The report's example: a job in the first month is worth 33,610 SEK in level A and 59,780 in C.
    #[test]
    fn the_premium_is_what_remains_of_264_days() {
        let worth = |base, result| model().premium(Sek::from_kronor(base), 22) + Sek::from_kronor(result);
        assert_eq!([worth(55, 20_300), worth(90, 38_000)], [Sek::from_kronor(33_610), Sek::from_kronor(59_780)]);
        assert_eq!(model().premium(Sek::from_kronor(55), 300), Sek::ZERO);
    }
}
