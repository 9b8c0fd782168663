//! The rules one at a time, with dates and amounts worked out by hand.

use super::*;
use crate::engine::workdays::Workdays;
use crate::pathway::outcomes::{Cause, Work};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn list(a: i64, b: [i64; 2], c: i64) -> PriceList {
    let level = |base, result| LevelPrices { base: Sek::from_kronor(base), result: Sek::from_kronor(result) };
    let one = |prices: LevelPrices| vec![prices; 2];
    PriceList([one(level(a, 20_300)), vec![level(b[0], 32_400), level(b[1], 25_000)], one(level(c, 38_000))])
}

fn result(number: u8, lasting_months: i32, share: f64) -> ResultPayment {
    let (events, begins_months, window_months, part_time_factor) = ([true, true, true, false], None, 2, 0.0);
    ResultPayment { name: number.to_string(), number, events, begins_months, window_months, lasting_months, share, part_time_factor }
}

/// The pilot's, with a dearer list from 15 October 2020.
fn model() -> PaymentModel {
    let prices = vec![(day("2020-03-30"), list(55, [62, 75], 90)), (day("2020-10-15"), list(60, [70, 80], 95))];
    PaymentModel {
        name: "krom-2020".into(),
        prices: Dated::new(prices).unwrap(),
        group_of_area: vec![0, 1],
        base: Base { per: Per::WorkingDay, needs_plan: true, needs_report: true, most_units: 264 },
        results: vec![result(0, 4, 1.0)],
        speed_premium: Some(SpeedPremium { needs_lasting: true, is_recovered: false }),
        ceiling: None,
        rating_factor: [0.9, 1.0, 1.0, 1.1, 1.0],
        cohort_bonus: None,
        vat_percent: 0.0,
        approval_days: 10,
        pay_delay_days: 30,
        committed_per_referral: Sek::from_kronor(25_000),
    }
}

fn base(per: Per, most_units: i32) -> PaymentModel {
    PaymentModel { base: Base { per, most_units, ..model().base }, ..model() }
}

fn workdays() -> Workdays {
    Workdays::new(day("2020-01-01"), day("2022-12-31"))
}

fn due(level: Level, first: &str, last: &str, left: i32) -> Due {
    Due { level, area: AreaId(0), first: day(first), last: day(last), start: day(first).month_start(0), month: 1, left }
}

fn paid(model: &PaymentModel, due: Due) -> Vec<(String, String, i32, i64)> {
    let seen = |s: Stretch| (s.first.to_string(), s.last.to_string(), s.units, s.per_unit.ore());
    model.stretches(due, &workdays()).map(seen).collect()
}

/// Nothing is earned at a price of 0, and none of the units is used up: dearer days, from 15 October on, are paid as if they were the first.
#[test]
fn days_at_no_price_are_no_base_payment() {
    let free = Dated::new(vec![(day("2020-03-30"), list(0, [0, 0], 0)), (day("2020-10-15"), list(60, [70, 80], 95))]).unwrap();
    let model = PaymentModel { prices: free, ..base(Per::CalendarDay, 10) };
    assert_eq!(paid(&model, due(Level::A, "2020-10-01", "2020-10-31", 10)), [stretch("2020-10-15", "2020-10-24", 10, 6_000)]);
    let never = |base| PaymentModel { prices: Dated::new(vec![(day("2020-03-30"), list(base, [0, 0], 0))]).unwrap(), ..model.clone() };
    assert_eq!([0, 55].map(|base| never(base).pays_base()), [false, true]);
}

fn stretch(first: &str, last: &str, units: i32, ore: i64) -> (String, String, i32, i64) {
    (first.into(), last.into(), units, ore)
}

fn full_time(days: i32) -> Work {
    Work { full_time: true, days, returns_after: None }
}

fn part_time(days: i32) -> Work {
    Work { full_time: false, ..full_time(days) }
}

fn served(start: &str, end: Option<&str>, paid_units: i32, month: i32) -> Served {
    Served { start: day(start), end: end.map(day), paid_units, month, claimed: 0 }
}

fn claims(model: &PaymentModel, cause: Cause, work: Work, began: &str, served: Served) -> Vec<(u8, String, i64, i64)> {
    let prices = model.prices_on(Level::A, AreaId(0), day(began));
    let seen = |claim: Claim| (claim.number, claim.due_on.to_string(), claim.result.ore() / 100, claim.premium.ore() / 100);
    model.claims(cause, work, day(began), served, prices).map(seen).collect()
}

fn job(model: &PaymentModel, work: Work, began: &str, served: Served) -> Vec<(u8, String, i64, i64)> {
    claims(model, Cause::PermanentJob, work, began, served)
}

#[test]
fn prices_depend_on_level_and_area() {
    let per_day = |level, area| model().prices_on(level, AreaId(area), day("2020-05-01")).base.ore();
    assert_eq!([(Level::A, 0), (Level::B, 0), (Level::B, 1), (Level::C, 1)].map(|(l, a)| per_day(l, a)), [5_500, 6_200, 7_500, 9_000]);
}

/// October 2020 has 22 working days: 1-14 October hold 10, 15-31 October 12.
#[test]
fn base_is_split_where_the_price_changes() {
    let halves = [stretch("2020-10-01", "2020-10-14", 10, 5_500), stretch("2020-10-15", "2020-10-31", 12, 6_000)];
    assert_eq!(paid(&model(), due(Level::A, "2020-10-01", "2020-10-31", 264)), halves);
}

#[test]
fn base_ends_with_the_days_of_the_referral() {
    assert_eq!(paid(&model(), due(Level::C, "2020-10-01", "2020-10-31", 3)), [stretch("2020-10-01", "2020-10-05", 3, 9_000)]);
    assert_eq!(paid(&model(), due(Level::C, "2020-10-01", "2020-10-31", 0)), []);
    // A weekend.
    assert_eq!(paid(&model(), due(Level::C, "2020-10-03", "2020-10-04", 9)), []);
    let by_day = base(Per::CalendarDay, 365);
    assert_eq!(paid(&by_day, due(Level::C, "2020-10-03", "2020-10-04", 9)), [stretch("2020-10-03", "2020-10-04", 2, 9_000)]);
    let ends = [stretch("2020-10-12", "2020-10-14", 3, 9_000), stretch("2020-10-15", "2020-10-16", 2, 9_500)];
    assert_eq!(paid(&by_day, due(Level::C, "2020-10-12", "2020-10-31", 5)), ends);
}

/// 62 SEK a month: for 1-14 of October's 31 days 28 SEK; from the 15th 70 SEK a month, of which 17 of 31 days are 38.387 SEK.
#[test]
fn a_month_is_paid_whole_or_in_part() {
    let by_month = base(Per::Month, 12);
    let parts = [stretch("2020-10-01", "2020-10-14", 1, 2_800), stretch("2020-10-15", "2020-10-31", 1, 3_839)];
    assert_eq!(paid(&by_month, due(Level::B, "2020-10-01", "2020-10-31", 1)), parts);
    assert_eq!(paid(&by_month, due(Level::A, "2020-09-01", "2020-09-30", 1)), [stretch("2020-09-01", "2020-09-30", 1, 5_500)]);
    assert_eq!([1, 12, 13].map(|month| by_month.base.left(0, month)), [12, 1, 0]);
}

/// A placement that ended on 1 July: a job on 31 August and on 1 September counts, on 2 September it doesn't.
#[test]
fn a_result_begins_at_the_latest_two_months_after_the_end() {
    let of = |began: &str| job(&model(), full_time(500), began, served("2020-04-15", Some("2020-07-01"), 264, 4));
    assert_eq!(of("2020-08-31"), [(0, "2020-12-31".into(), 20_300, 0)]);
    assert_eq!(of("2020-09-01"), [(0, "2021-01-01".into(), 20_300, 0)]);
    assert_eq!((of("2020-09-02"), of("2020-04-14")), (vec![], vec![]));
}

/// From 10 May four months last until 10 September: 123 days; a job of 122 days is a day short. 264 - 22 days at 55 SEK are 13,310.
#[test]
fn a_result_lasts_and_is_full_time() {
    let of = |work| job(&model(), work, "2020-05-10", served("2020-04-15", None, 22, 1));
    assert_eq!(of(full_time(123)), [(0, "2020-09-10".into(), 20_300, 13_310)]);
    assert_eq!((of(full_time(122)), of(part_time(500))), (vec![], vec![]));
    let supported = claims(&model(), Cause::SupportedWork, full_time(500), "2020-05-10", served("2020-04-15", None, 22, 1));
    assert_eq!(supported, []);
}

/// Two results, half after three months and half after six, part-time jobs at 80 percent: 10,150 and 8,120 SEK.
#[test]
fn results_come_one_after_the_other() {
    let mut model = PaymentModel { speed_premium: None, results: vec![result(0, 3, 0.5), result(1, 6, 0.5)], ..model() };
    model.results.iter_mut().for_each(|result| (result.part_time_factor, result.events[3]) = (0.8, true));
    let of = |work, claimed| job(&model, work, "2020-05-10", Served { claimed, ..served("2020-04-15", None, 22, 1) });
    assert_eq!(of(full_time(200), 0), [(0, "2020-08-10".into(), 10_150, 0), (1, "2020-11-10".into(), 10_150, 0)]);
    assert_eq!(of(part_time(100), 0), [(0, "2020-08-10".into(), 8_120, 0)]);
    assert_eq!(of(full_time(200), 1), [(1, "2020-11-10".into(), 10_150, 0)]);
    // Studies are never part-time, and supported work counts where it is named.
    let study = |cause, work| claims(&model, cause, work, "2020-05-10", served("2020-04-15", None, 22, 1)).len();
    assert_eq!(
        [study(Cause::Education, part_time(200)), study(Cause::SupportedWork, full_time(200)), study(Cause::Other, full_time(200))],
        [0, 2, 0]
    );
    assert_eq!((model.result_count(), model.lasting_until(day("2020-05-10"))), (2, day("2020-08-10")));
}

/// In the first six months the whole of it, in the next six two fifths: of 20,300 SEK 8,120.
#[test]
fn windows_follow_one_another() {
    let window = |months, share| ResultPayment { begins_months: Some(months), ..result(0, 4, share) };
    let model = PaymentModel { speed_premium: None, results: vec![window((0, 6), 1.0), window((6, 12), 0.4)], ..model() };
    let of = |began: &str| job(&model, full_time(500), began, served("2020-04-15", None, 0, 1)).first().map(|claim| claim.2);
    assert_eq!(["2020-04-15", "2020-10-14", "2020-10-15"].map(of), [Some(20_300), Some(20_300), Some(8_120)]);
    assert_eq!(["2021-04-14", "2021-04-15"].map(of), [Some(8_120), None]);
}

/// At once even for a job that gives no result, but not outside the window nor for part-time.
#[test]
fn a_premium_may_be_paid_at_once() {
    let at_once = PaymentModel { speed_premium: Some(SpeedPremium { needs_lasting: false, is_recovered: true }), ..model() };
    let of = |model: &PaymentModel, work, began: &str| {
        let prices = model.prices_on(Level::A, AreaId(0), day(began));
        let served = served("2020-04-15", Some("2020-05-10"), 22, 1);
        model.premium_at_once(Cause::TemporaryJob, &work, day(began), &served, prices).ore() / 100
    };
    assert_eq!([of(&at_once, full_time(122), "2020-05-10"), of(&at_once, full_time(122), "2020-07-11")], [13_310, 0]);
    assert_eq!([of(&at_once, part_time(122), "2020-05-10"), of(&model(), full_time(122), "2020-05-10")], [0, 0]);
    assert_eq!(job(&at_once, full_time(123), "2020-05-10", served("2020-04-15", None, 22, 1)), [(0, "2020-09-10".into(), 20_300, 0)]);
}

/// The report's example: a job in the first month is worth 33,610 SEK in level A and 59,780 in C.
#[test]
fn the_premium_is_what_remains_of_the_referral() {
    let worth = |base, result| model().premium(Sek::from_kronor(base), 22, 1) + Sek::from_kronor(result);
    assert_eq!([worth(55, 20_300), worth(90, 38_000)], [Sek::from_kronor(33_610), Sek::from_kronor(59_780)]);
    assert_eq!(model().premium(Sek::from_kronor(55), 300, 1), Sek::ZERO);
    // By the month: when work begins in the third, nine of twelve remain.
    assert_eq!([3, 12, 14].map(|month| base(Per::Month, 12).premium(Sek::from_kronor(10), 0, month)), [90, 0, 0].map(Sek::from_kronor));
}

/// 100,000 SEK have room for four referrals of 25,000, and no budget at all for none.
#[test]
fn a_budget_has_room_for_whole_referrals() {
    let is_too_much = |budget: i64, referrals| model().is_too_much(Sek::from_kronor(budget), Sek::from_kronor(25_000).times(referrals));
    assert_eq!([is_too_much(100_000, 3), is_too_much(100_000, 4), is_too_much(0, 0)], [false, true, true]);
}

/// A claim of 1 June is approved on the 11th and paid 30 days later.
#[test]
fn a_claim_is_approved_and_then_paid() {
    let Settlement { claimed_on, approved_on, paid_on } = model().settled(day("2020-06-01"));
    assert_eq!([claimed_on, approved_on, paid_on].map(|day| day.to_string()), ["2020-06-01", "2020-06-11", "2020-07-11"]);
}

/// Of 30,000 SEK, 29,000 paid: 1,000 are left of a result of 20,300, 18 days of 55 SEK (990) and 1,000 of a month of 3,000.
#[test]
fn nothing_is_paid_beyond_the_ceiling() {
    let model = PaymentModel { ceiling: Some(Sek::from_kronor(30_000)), ..model() };
    let (paid, sek) = (Sek::from_kronor(29_000), Sek::from_kronor);
    assert_eq!([20_300, 500].map(|amount| model.below_ceiling(sek(amount), paid)), [1_000, 500].map(sek));
    assert_eq!((model.below_ceiling(sek(5), sek(31_000)), model.below_ceiling(sek(-5), sek(31_000))), (sek(0), sek(-5)));
    let stretch = |per, units, kronor| Stretch { first: Day(0), last: Day(30), per, units, per_unit: sek(kronor) };
    let cut = |stretch: Stretch, paid| stretch.below_ceiling(&model, sek(paid)).map(|cut| (cut.units, cut.per_unit));
    assert_eq!(cut(stretch(Per::WorkingDay, 22, 55), 29_000), Some((18, sek(55))));
    assert_eq!([cut(stretch(Per::WorkingDay, 22, 55), 29_950), cut(stretch(Per::Month, 1, 3_000), 30_000)], [None, None]);
    assert_eq!(cut(stretch(Per::Month, 1, 3_000), 29_000), Some((1, sek(1_000))));
    assert_eq!(cut(stretch(Per::CalendarDay, 22, 0), 30_000), Some((22, sek(0))));
}

/// Ten percent of 20,300 SEK off for one star, on for four.
#[test]
fn stars_count() {
    let of = |stars| model().by_rating(Sek::from_kronor(20_300), stars).ore() / 100;
    assert_eq!([Some(1), Some(2), Some(4), None].map(of), [-2_030, 0, 2_030, 0]);
}

/// Starts of January-March are settled six months after 31 March, on 1 October, those of April-June on 1 January.
#[test]
fn cohorts_are_settled() {
    let bonus = CohortBonus {
        months: 3,
        settled_after_months: 6,
        bonus_from_share: 0.4,
        malus_below_share: 0.2,
        bonus: Sek::from_kronor(1_000),
        malus: Sek::from_kronor(300),
    };
    let cohorts: Vec<_> = bonus.cohorts(day("2021-01-01"), day("2022-01-31")).collect();
    let dates = |cohort: &Cohort| [cohort.first, cohort.last, cohort.settled_on].map(|day| day.to_string());
    assert_eq!(
        cohorts.iter().map(dates).collect::<Vec<_>>(),
        [["2021-01-01", "2021-03-31", "2021-10-01"], ["2021-04-01", "2021-06-30", "2022-01-01"]]
    );
    let each = [(4, 10), (3, 10), (2, 10), (1, 10), (0, 0)].map(|(results, all)| bonus.each(results, all).ore() / 100);
    assert_eq!(each, [1_000, 0, 0, -300, 0]);
}

/// Of 125 SEK with a quarter's tax 100 are the provider's.
#[test]
fn a_provider_keeps_what_is_not_tax() {
    let taxed = PaymentModel { vat_percent: 25.0, ..model() };
    assert_eq!([taxed.without_vat(Sek::from_kronor(125)), model().without_vat(Sek::from_kronor(125))], [100, 125].map(Sek::from_kronor));
    assert_eq!([part(Sek::from_ore(5), 0.5), part(Sek::from_ore(-5), 0.5), part(Sek::from_ore(7), 1.0)].map(Sek::ore), [3, -3, 7]);
}

#[test]
fn rules_are_the_same_whatever_their_prices() {
    let dearer = PaymentModel { name: "other".into(), prices: Dated::new(vec![(Day(0), list(1, [2, 3], 4))]).unwrap(), ..model() };
    let later = PaymentModel { approval_days: 11, ..model() };
    let shared = PaymentModel { results: vec![result(0, 4, 0.9)], ..model() };
    assert_eq!([&dearer, &later, &shared].map(|other| model().has_the_rules_of(other)), [true, false, false]);
    assert_eq!([&dearer, &later, &shared].map(|other| model().has_the_results_of(other)), [true, false, true]);
}
