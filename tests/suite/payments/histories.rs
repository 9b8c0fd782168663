//! Single persons followed from contract to cash: every payment and date worked out by hand.
//!
//! Unless a history says otherwise, the person is referred on Thursday 2 January 2020, chooses and starts on Friday the 3rd, and the joint
//! plan is made on Monday the 6th, a holiday. Working days of the report months: from the plan to 2 February 19 (7-10, 13-17, 20-24 and
//! 27-31 January); to 2 March 21; to 2 April 23; to 2 May 18 (without Good Friday, Easter Monday and 1 May); to 2 June 21 (without Ascension
//! Day); to 2 July 21 (6 June is a Saturday; without Midsummer Eve). A report is claimed on the day after its month and paid 30 days later.

use super::life::{DISABLED, Life, job};

const YEAR: (&str, &str) = ("2020-01-02", "2021-12-31");

/// Half of the result after three months, half after six.
const TWO_RESULTS: &str = "payments.results=[\
     {name=\"first\",events=[\"temporary_job\"],lasting_months=3,window_months=2,share=0.5,part_time_factor=0.8},\
     {name=\"second\",events=[\"temporary_job\"],lasting_months=6,window_months=2,share=0.5,part_time_factor=0.8}]";

fn follow(run: (&str, &str), level: char, work: &[String], more: &[&str], expected: &[&str]) {
    let set: Vec<&str> = work.iter().map(String::as_str).chain(more.iter().copied()).collect();
    assert_eq!(Life { run, level, set: &set }.lines(), expected);
}

/// Twelve report months of 19, 21, 23, 18, 21, 21, 21, 23, 22, 21, 22 and 18 working days from the plan on: 250 at 55 SEK, 13,750 SEK,
/// without 6 January, Easter, 1 May, Ascension Day, Midsummer Eve, the eves and Christmas.
#[test]
fn a_whole_year_is_paid_day_by_day() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-07-03 extended",
        "2021-01-03 ends: time_up",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-03-02: 21 x 55 = 1155, paid 2020-04-02",
        "base a First 2020-03-03..2020-04-02: 23 x 55 = 1265, paid 2020-05-03",
        "base a First 2020-04-03..2020-05-02: 18 x 55 = 990, paid 2020-06-02",
        "base a First 2020-05-03..2020-06-02: 21 x 55 = 1155, paid 2020-07-03",
        "base a First 2020-06-03..2020-07-02: 21 x 55 = 1155, paid 2020-08-02",
        "base a First 2020-07-03..2020-08-02: 21 x 55 = 1155, paid 2020-09-02",
        "base a First 2020-08-03..2020-09-02: 23 x 55 = 1265, paid 2020-10-03",
        "base a First 2020-09-03..2020-10-02: 22 x 55 = 1210, paid 2020-11-02",
        "base a First 2020-10-03..2020-11-02: 21 x 55 = 1155, paid 2020-12-03",
        "base a First 2020-11-03..2020-12-02: 22 x 55 = 1210, paid 2021-01-02",
        "base a First 2020-12-03..2021-01-02: 18 x 55 = 990, paid 2021-02-02",
    ];
    follow(YEAR, 'a', &[], &["world.service.extension_share=1"], &expected);
}

/// No second period: 19 + 21 + 23 + 18 + 21 + 21 = 123 days at 90 SEK, 11,070 SEK.
#[test]
fn six_months_in_level_c() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-07-03 ends: time_up",
        "base c First 2020-01-06..2020-02-02: 19 x 90 = 1710, paid 2020-03-04",
        "base c First 2020-02-03..2020-03-02: 21 x 90 = 1890, paid 2020-04-02",
        "base c First 2020-03-03..2020-04-02: 23 x 90 = 2070, paid 2020-05-03",
        "base c First 2020-04-03..2020-05-02: 18 x 90 = 1620, paid 2020-06-02",
        "base c First 2020-05-03..2020-06-02: 21 x 90 = 1890, paid 2020-07-03",
        "base c First 2020-06-03..2020-07-02: 21 x 90 = 1890, paid 2020-08-02",
    ];
    follow(YEAR, 'c', &[], &[], &expected);
}

/// Sunday 2 February is the 31st day, 30 after the start. 7-31 January hold 19 working days; 264 - 19 = 245 remain: 13,475 SEK. Four months last until 2 June.
#[test]
fn a_job_on_day_30_in_level_a() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-02 work",
        "2020-02-02 ends: job",
        "2020-06-02 result 1",
        "base a First 2020-01-06..2020-02-01: 19 x 55 = 1045, paid 2020-03-03",
        "result a First 2020-06-02: 20300, paid 2020-07-02",
        "speed_premium a First 2020-06-02: 13475, paid 2020-07-02",
    ];
    follow(YEAR, 'a', &job("2020-02-02", 400), &[], &expected);
}

/// The same in level C: 38,000 SEK and 245 days of 90 SEK, 22,050 SEK: 60,050 for an early job against 33,775 in level A.
#[test]
fn a_job_on_day_30_in_level_c() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-02 work",
        "2020-02-02 ends: job",
        "2020-06-02 result 1",
        "base c First 2020-01-06..2020-02-01: 19 x 90 = 1710, paid 2020-03-03",
        "result c First 2020-06-02: 38000, paid 2020-07-02",
        "speed_premium c First 2020-06-02: 22050, paid 2020-07-02",
    ];
    follow(YEAR, 'c', &job("2020-02-02", 400), &[], &expected);
}

/// From 10 April 120 days last until 8 August; four months would be 10 August. No result, no premium; 3 and 6-9 April are five days.
#[test]
fn a_job_lost_after_3_months_and_29_days() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-04-10 work",
        "2020-04-10 ends: job",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-03-02: 21 x 55 = 1155, paid 2020-04-02",
        "base a First 2020-03-03..2020-04-02: 23 x 55 = 1265, paid 2020-05-03",
        "base a First 2020-04-03..2020-04-09: 5 x 55 = 275, paid 2020-05-10",
    ];
    follow(YEAR, 'a', &job("2020-04-10", 120), &[], &expected);
}

/// 20 + 31 + 30 + 31 + 10 = 122 days until 10 August. 264 - 19 - 21 - 23 - 5 = 196 days remain: 10,780 SEK.
#[test]
fn a_job_that_lasts_four_months_to_the_day() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-04-10 work",
        "2020-04-10 ends: job",
        "2020-08-10 result 1",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-03-02: 21 x 55 = 1155, paid 2020-04-02",
        "base a First 2020-03-03..2020-04-02: 23 x 55 = 1265, paid 2020-05-03",
        "base a First 2020-04-03..2020-04-09: 5 x 55 = 275, paid 2020-05-10",
        "result a First 2020-08-10: 20300, paid 2020-09-09",
        "speed_premium a First 2020-08-10: 10780, paid 2020-09-09",
    ];
    follow(YEAR, 'a', &job("2020-04-10", 122), &[], &expected);
}

/// Day 500 after 1 November 2018 is 15 March; they begin on the next. 3-13 March are nine days; 264 - 49 = 215 remain: 13,330 SEK.
#[test]
fn studies_of_half_a_year() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-03-16 work",
        "2020-03-16 ends: education",
        "2020-07-16 result 1",
        "base b First 2020-01-06..2020-02-02: 19 x 62 = 1178, paid 2020-03-04",
        "base b First 2020-02-03..2020-03-02: 21 x 62 = 1302, paid 2020-04-02",
        "base b First 2020-03-03..2020-03-15: 9 x 62 = 558, paid 2020-04-15",
        "result b First 2020-07-16: 32400, paid 2020-08-15",
        "speed_premium b First 2020-07-16: 13330, paid 2020-08-15",
    ];
    follow(YEAR, 'b', &[], &["world.exits.per_day.education=1", "world.exits.other_duration=[[0,0],[500,0],[501,100]]"], &expected);
}

/// They end the service and are no result.
#[test]
fn studies_that_give_no_student_aid() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-03-16 work",
        "2020-03-16 ends: education",
        "base b First 2020-01-06..2020-02-02: 19 x 62 = 1178, paid 2020-03-04",
        "base b First 2020-02-03..2020-03-02: 21 x 62 = 1302, paid 2020-04-02",
        "base b First 2020-03-03..2020-03-15: 9 x 62 = 558, paid 2020-04-15",
    ];
    follow(
        YEAR,
        'b',
        &[],
        &[
            "world.exits.per_day.education=1",
            "world.exits.other_duration=[[0,0],[500,0],[501,100]]",
            "world.jobs.education_payable_share=0",
        ],
        &expected,
    );
}

/// It neither ends the service nor counts: base payment for 19 + 21 + 23 days goes on.
#[test]
fn a_part_time_job_beside_the_service() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-03-16 work",
        "2020-04-03 ends: time_up",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-03-02: 21 x 55 = 1155, paid 2020-04-02",
        "base a First 2020-03-03..2020-04-02: 23 x 55 = 1265, paid 2020-05-03",
    ];
    follow(
        YEAR,
        'a',
        &job("2020-03-16", 400),
        &["world.jobs.temporary_full_time_share=0", "world.jobs.temporary_ends_registration=0", "policy.service.period_months=3"],
        &expected,
    );
}

/// 0.8 x 20,300 = 16,240 SEK; the premium is for full-time work only.
#[test]
fn a_part_time_job_at_80_percent() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-03-16 work",
        "2020-04-03 ends: time_up",
        "2020-07-16 result 1",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-03-02: 21 x 55 = 1155, paid 2020-04-02",
        "base a First 2020-03-03..2020-04-02: 23 x 55 = 1265, paid 2020-05-03",
        "result a First 2020-07-16: 16240, paid 2020-08-15",
    ];
    follow(
        YEAR,
        'a',
        &job("2020-03-16", 400),
        &[
            "world.jobs.temporary_full_time_share=0",
            "world.jobs.temporary_ends_registration=0",
            "policy.service.period_months=3",
            "payments.results[1].part_time_factor=0.8",
        ],
        &expected,
    );
}

/// Day 500 after 1 November 2018 is 15 March 2020, and the exit comes on the next. Nothing but the days so far: 19 + 21 + 9.
#[test]
fn death() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-03-16 ends: other_exit",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-03-02: 21 x 55 = 1155, paid 2020-04-02",
        "base a First 2020-03-03..2020-03-15: 9 x 55 = 495, paid 2020-04-15",
    ];
    follow(YEAR, 'a', &[], &["world.exits.per_day.other=1", "world.exits.other_duration=[[0,0],[500,0],[501,100]]"], &expected);
}

/// The window of two months is open until 1 September. 4-30 June without Midsummer Eve are 18 days; 264 - 18 = 246 remain: 13,530 SEK.
#[test]
fn a_job_on_31_august_after_a_placement_until_1_july() {
    let expected = [
        "2020-06-01 starts",
        "2020-06-04 plan",
        "2020-07-01 ends: time_up",
        "2020-08-31 work",
        "2020-12-31 result 1",
        "base a First 2020-06-04..2020-06-30: 18 x 55 = 990, paid 2020-07-31",
        "result a First 2020-12-31: 20300, paid 2021-01-30",
        "speed_premium a First 2020-12-31: 13530, paid 2021-01-30",
    ];
    follow(
        ("2020-05-29", "2021-12-31"),
        'a',
        &job("2020-08-31", 400),
        &["policy.service.periods=1", "policy.service.period_months=1", "policy.referral.choice_days=[3,3]"],
        &expected,
    );
}

/// The window of two months is open until 1 September. 4-30 June without Midsummer Eve are 18 days; 264 - 18 = 246 remain: 13,530 SEK.
#[test]
fn a_job_on_1_september_after_a_placement_until_1_july() {
    let expected = [
        "2020-06-01 starts",
        "2020-06-04 plan",
        "2020-07-01 ends: time_up",
        "2020-09-01 work",
        "2021-01-01 result 1",
        "base a First 2020-06-04..2020-06-30: 18 x 55 = 990, paid 2020-07-31",
        "result a First 2021-01-01: 20300, paid 2021-01-31",
        "speed_premium a First 2021-01-01: 13530, paid 2021-01-31",
    ];
    follow(
        ("2020-05-29", "2021-12-31"),
        'a',
        &job("2020-09-01", 400),
        &["policy.service.periods=1", "policy.service.period_months=1", "policy.referral.choice_days=[3,3]"],
        &expected,
    );
}

/// A day too late.
#[test]
fn a_job_on_2_september_after_a_placement_until_1_july() {
    let expected = [
        "2020-06-01 starts",
        "2020-06-04 plan",
        "2020-07-01 ends: time_up",
        "2020-09-02 work",
        "base a First 2020-06-04..2020-06-30: 18 x 55 = 990, paid 2020-07-31",
    ];
    follow(
        ("2020-05-29", "2021-12-31"),
        'a',
        &job("2020-09-02", 400),
        &["policy.service.periods=1", "policy.service.period_months=1", "policy.referral.choice_days=[3,3]"],
        &expected,
    );
}

/// From 1 January to 1 March 2021 there are 59 days: the provider may decline, and does. Everything is the first provider's.
#[test]
fn a_switch_asked_for_with_59_days_left() {
    let expected = [
        "2020-12-01 starts",
        "2020-12-04 plan",
        "2021-01-01 switch declined",
        "2021-02-01 switch declined",
        "2021-03-01 switch declined",
        "2021-03-01 ends: time_up",
        "base a First 2020-12-04..2020-12-31: 17 x 55 = 935, paid 2021-01-31",
        "base a First 2021-01-01..2021-01-31: 19 x 55 = 1045, paid 2021-03-03",
        "base a First 2021-02-01..2021-02-28: 20 x 55 = 1100, paid 2021-03-31",
    ];
    follow(
        ("2020-11-30", "2021-12-31"),
        'a',
        &[],
        &["policy.service.periods=1", "policy.service.period_months=3", "world.service.switch_per_month=1"],
        &expected,
    );
}

/// From 1 February to 1 April of a leap year there are 60 days: the switch stands, and from that day the second provider is paid.
#[test]
fn a_switch_asked_for_with_60_days_left() {
    let expected = [
        "2020-01-01 starts",
        "2020-01-04 plan",
        "2020-02-01 switched",
        "2020-03-01 switch declined",
        "2020-04-01 switch declined",
        "2020-04-01 ends: time_up",
        "base a First 2020-01-04..2020-01-31: 19 x 55 = 1045, paid 2020-03-02",
        "base a Second 2020-02-01..2020-02-29: 20 x 55 = 1100, paid 2020-03-31",
        "base a Second 2020-03-01..2020-03-31: 22 x 55 = 1210, paid 2020-05-01",
    ];
    follow(
        ("2019-12-30", "2021-12-31"),
        'a',
        &[],
        &[
            "policy.service.periods=1",
            "policy.service.period_months=3",
            "world.service.switch_per_month=1",
            "policy.referral.choice_days=[2,2]",
        ],
        &expected,
    );
}

/// From 1 June to 1 August there are 61 days.
#[test]
fn a_switch_asked_for_with_61_days_left() {
    let expected = [
        "2020-05-01 starts",
        "2020-05-04 plan",
        "2020-06-01 switched",
        "2020-07-01 switch declined",
        "2020-08-01 switch declined",
        "2020-08-01 ends: time_up",
        "base a First 2020-05-04..2020-05-31: 19 x 55 = 1045, paid 2020-07-01",
        "base a Second 2020-06-01..2020-06-30: 21 x 55 = 1155, paid 2020-07-31",
        "base a Second 2020-07-01..2020-07-31: 23 x 55 = 1265, paid 2020-08-31",
    ];
    follow(
        ("2020-04-30", "2021-12-31"),
        'a',
        &[],
        &["policy.service.periods=1", "policy.service.period_months=3", "world.service.switch_per_month=1"],
        &expected,
    );
}

/// The provider of the day on which the work begins has the result: 264 - 19 - 9 = 236 days of 62 SEK, 14,632 SEK.
#[test]
fn a_result_after_a_switch_of_provider() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-03 switched",
        "2020-02-14 work",
        "2020-02-14 ends: job",
        "2020-06-14 result 1",
        "base b First 2020-01-06..2020-02-02: 19 x 62 = 1178, paid 2020-03-04",
        "base b Second 2020-02-03..2020-02-13: 9 x 62 = 558, paid 2020-03-15",
        "result b Second 2020-06-14: 32400, paid 2020-07-14",
        "speed_premium b Second 2020-06-14: 14632, paid 2020-07-14",
    ];
    follow(YEAR, 'b', &job("2020-02-14", 400), &["world.service.switch_per_month=1"], &expected);
}

/// Two periods of two months: 19 + 21 + 23 + 18 days.
#[test]
fn a_second_period() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-03-03 extended",
        "2020-05-03 ends: time_up",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-03-02: 21 x 55 = 1155, paid 2020-04-02",
        "base a First 2020-03-03..2020-04-02: 23 x 55 = 1265, paid 2020-05-03",
        "base a First 2020-04-03..2020-05-02: 18 x 55 = 990, paid 2020-06-02",
    ];
    follow(YEAR, 'a', &[], &["world.service.extension_share=1", "policy.service.period_months=2"], &expected);
}

/// 3-14 February are ten days at 55 SEK, 17 February to 2 March eleven at 57.50: 632.50 SEK.
#[test]
fn a_price_change_in_the_middle_of_a_month() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-03-03 ends: time_up",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-02-14: 10 x 55 = 550, paid 2020-04-02",
        "base a First 2020-02-15..2020-03-02: 11 x 57.5 = 632.5, paid 2020-04-02",
    ];
    follow(
        YEAR,
        'a',
        &[],
        &[
            "policy.service.period_months=2",
            "payments.prices=[{from=2019-01-01,level_a=[{base_sek=55,result_sek=20300}],level_b=[{base_sek=62,result_sek=32400}],level_c=[{base_sek=90,result_sek=38000}]},{from=2020-02-15,level_a=[{base_sek=57.5,result_sek=21000}],level_b=[{base_sek=62,result_sek=32400}],level_c=[{base_sek=90,result_sek=38000}]}]",
        ],
        &expected,
    );
}

/// The prices of 14 February, although the result is due in June: 236 x 55 = 12,980 SEK.
#[test]
fn a_job_the_day_before_the_price_changes() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-14 work",
        "2020-02-14 ends: job",
        "2020-06-14 result 1",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-02-13: 9 x 55 = 495, paid 2020-03-15",
        "result a First 2020-06-14: 20300, paid 2020-07-14",
        "speed_premium a First 2020-06-14: 12980, paid 2020-07-14",
    ];
    follow(
        YEAR,
        'a',
        &job("2020-02-14", 400),
        &[
            "payments.prices=[{from=2019-01-01,level_a=[{base_sek=55,result_sek=20300}],level_b=[{base_sek=62,result_sek=32400}],level_c=[{base_sek=90,result_sek=38000}]},{from=2020-02-15,level_a=[{base_sek=57.5,result_sek=21000}],level_b=[{base_sek=62,result_sek=32400}],level_c=[{base_sek=90,result_sek=38000}]}]",
        ],
        &expected,
    );
}

/// 21,000 SEK, and 264 - 19 - 10 = 235 days of 57.50: 13,512.50 SEK.
#[test]
fn a_job_the_day_the_price_changes() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-15 work",
        "2020-02-15 ends: job",
        "2020-06-15 result 1",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-02-14: 10 x 55 = 550, paid 2020-03-16",
        "result a First 2020-06-15: 21000, paid 2020-07-15",
        "speed_premium a First 2020-06-15: 13512.5, paid 2020-07-15",
    ];
    follow(
        YEAR,
        'a',
        &job("2020-02-15", 400),
        &[
            "payments.prices=[{from=2019-01-01,level_a=[{base_sek=55,result_sek=20300}],level_b=[{base_sek=62,result_sek=32400}],level_c=[{base_sek=90,result_sek=38000}]},{from=2020-02-15,level_a=[{base_sek=57.5,result_sek=21000}],level_b=[{base_sek=62,result_sek=32400}],level_c=[{base_sek=90,result_sek=38000}]}]",
        ],
        &expected,
    );
}

/// 19 days and eleven, the last on 17 February.
#[test]
fn a_cap_of_30_days() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-04-03 ends: time_up",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-02-17: 11 x 55 = 605, paid 2020-04-02",
    ];
    follow(YEAR, 'a', &[], &["payments.base.most_units=30", "policy.service.period_months=3"], &expected);
}

/// 19 + 21 + 23 + 5 = 68 days of 90 SEK are 6,120; 3,380 are left for the result and nothing for the premium.
#[test]
fn a_ceiling_of_9500_kronor() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-04-10 work",
        "2020-04-10 ends: job",
        "2020-08-10 result 1",
        "base c First 2020-01-06..2020-02-02: 19 x 90 = 1710, paid 2020-03-04",
        "base c First 2020-02-03..2020-03-02: 21 x 90 = 1890, paid 2020-04-02",
        "base c First 2020-03-03..2020-04-02: 23 x 90 = 2070, paid 2020-05-03",
        "base c First 2020-04-03..2020-04-09: 5 x 90 = 450, paid 2020-05-10",
        "result c First 2020-08-10: 3380, paid 2020-09-09",
    ];
    follow(YEAR, 'c', &job("2020-04-10", 400), &["payments.base.most_units=100", "payments.ceiling_per_referral_sek=9500"], &expected);
}

/// 31 days, and 29 of the leap year's February.
#[test]
fn calendar_days_from_the_start() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-03-03 ends: time_up",
        "base a First 2020-01-03..2020-02-02: 31 x 55 = 1705, paid 2020-03-04",
        "base a First 2020-02-03..2020-03-02: 29 x 55 = 1595, paid 2020-04-02",
    ];
    follow(
        YEAR,
        'a',
        &[],
        &["payments.base.per=calendar_day", "payments.base.needs_plan=false", "policy.service.period_months=2"],
        &expected,
    );
}

/// 28 of the 31 days from 3 January, from the plan on: 1,210 x 28/31 = 1,092.90; a whole month; 13 of 31 days: 507.42 SEK. In the third month nine of twelve remain.
#[test]
fn months_and_parts_of_them() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-03-16 work",
        "2020-03-16 ends: job",
        "2020-07-16 result 1",
        "base a First 2020-01-06..2020-02-02: 1092.9, paid 2020-03-04",
        "base a First 2020-02-03..2020-03-02: 1210, paid 2020-04-02",
        "base a First 2020-03-03..2020-03-15: 507.42, paid 2020-04-15",
        "result a First 2020-07-16: 20300, paid 2020-08-15",
        "speed_premium a First 2020-07-16: 10890, paid 2020-08-15",
    ];
    follow(
        YEAR,
        'a',
        &job("2020-03-16", 400),
        &["payments.base.per=month", "payments.base.most_units=12", "payments.prices[2019-01-01].level_a[1].base_sek=1210"],
        &expected,
    );
}

/// Nothing is paid; what was claimed is kept beside the ledger.
#[test]
fn a_report_that_is_refused() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-03-03 ends: time_up",
        "refused base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "refused base a First 2020-02-03..2020-03-02: 21 x 55 = 1155, paid 2020-04-02",
    ];
    follow(YEAR, 'a', &[], &["world.service.report_approved_share=0", "policy.service.period_months=2"], &expected);
}

/// 19 days.
#[test]
fn a_report_that_is_not_needed() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-03 ends: time_up",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
    ];
    follow(
        YEAR,
        'a',
        &[],
        &["world.service.report_approved_share=0", "payments.base.needs_report=false", "policy.service.period_months=1"],
        &expected,
    );
}

/// 20 days late, 14 until they are approved (the result on 18 July) and 30 until they are paid: 64 days. They accrue on the days when they are earned.
#[test]
fn late_claims() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-14 work",
        "2020-02-14 ends: job",
        "2020-07-18 result 1",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-04-07",
        "base a First 2020-02-03..2020-02-13: 9 x 55 = 495, paid 2020-04-18",
        "result a First 2020-06-14: 20300, paid 2020-08-17",
        "speed_premium a First 2020-06-14: 12980, paid 2020-08-17",
    ];
    follow(
        YEAR,
        'a',
        &job("2020-02-14", 400),
        &["world.service.claim_late_share=1", "world.service.claim_late_days=[20,20]", "payments.approval_days=14"],
        &expected,
    );
}

#[test]
fn a_claim_for_a_result_that_is_refused() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-14 work",
        "2020-02-14 ends: job",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-02-13: 9 x 55 = 495, paid 2020-03-15",
        "refused result a First 2020-06-14: 20300, paid 2020-07-14",
        "refused speed_premium a First 2020-06-14: 12980, paid 2020-07-14",
    ];
    follow(YEAR, 'a', &job("2020-02-14", 400), &["world.service.claim_refused_share=1"], &expected);
}

/// A hundred days are no result, but the premium is paid all the same.
#[test]
fn a_premium_paid_at_once_and_kept() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-14 work",
        "2020-02-14 ends: job",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-02-13: 9 x 55 = 495, paid 2020-03-15",
        "speed_premium a First 2020-02-14: 12980, paid 2020-03-15",
    ];
    follow(YEAR, 'a', &job("2020-02-14", 100), &["payments.speed_premium.needs_lasting=false"], &expected);
}

/// 15 days of February, 31 + 30 and 24 are a hundred: on 24 May the job is over and the premium is taken back.
#[test]
fn a_premium_paid_at_once_and_taken_back() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-14 work",
        "2020-02-14 ends: job",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-02-13: 9 x 55 = 495, paid 2020-03-15",
        "speed_premium a First 2020-02-14: 12980, paid 2020-03-15",
        "speed_premium a First 2020-05-24: -12980, paid 2020-06-23",
    ];
    follow(
        YEAR,
        'a',
        &job("2020-02-14", 100),
        &["payments.speed_premium.needs_lasting=false", "payments.speed_premium.recovered_if_short=true"],
        &expected,
    );
}

/// Two halves of 32,400 SEK; the premium comes with the first.
#[test]
fn half_at_three_months_and_half_at_six() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-14 work",
        "2020-02-14 ends: job",
        "2020-05-14 result 1",
        "2020-08-14 result 2",
        "base b First 2020-01-06..2020-02-02: 19 x 62 = 1178, paid 2020-03-04",
        "base b First 2020-02-03..2020-02-13: 9 x 62 = 558, paid 2020-03-15",
        "result b First 2020-05-14: 16200, paid 2020-06-13",
        "speed_premium b First 2020-05-14: 14632, paid 2020-06-13",
        "result b First 2020-08-14: 16200, paid 2020-09-13",
    ];
    follow(YEAR, 'b', &job("2020-02-14", 400), &[TWO_RESULTS], &expected);
}

/// 150 days last until 13 July.
#[test]
fn a_job_lost_between_the_results() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-14 work",
        "2020-02-14 ends: job",
        "2020-05-14 result 1",
        "base b First 2020-01-06..2020-02-02: 19 x 62 = 1178, paid 2020-03-04",
        "base b First 2020-02-03..2020-02-13: 9 x 62 = 558, paid 2020-03-15",
        "result b First 2020-05-14: 16200, paid 2020-06-13",
        "speed_premium b First 2020-05-14: 14632, paid 2020-06-13",
    ];
    follow(YEAR, 'b', &job("2020-02-14", 150), &[TWO_RESULTS], &expected);
}

/// It lasts a year. 264 - 49 = 215 days of 90 SEK: 19,350 SEK.
#[test]
fn supported_work_where_it_counts() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-03-16 ends: other_exit",
        "2020-07-16 result 1",
        "base c First 2020-01-06..2020-02-02: 19 x 90 = 1710, paid 2020-03-04",
        "base c First 2020-02-03..2020-03-02: 21 x 90 = 1890, paid 2020-04-02",
        "base c First 2020-03-03..2020-03-15: 9 x 90 = 810, paid 2020-04-15",
        "result c First 2020-07-16: 38000, paid 2020-08-15",
        "speed_premium c First 2020-07-16: 19350, paid 2020-08-15",
    ];
    follow(
        YEAR,
        'c',
        &[],
        &[
            "world.exits.per_day.supported_work=1",
            "world.exits.other_duration=[[0,0],[500,0],[501,100]]",
            "payments.results[1].events=[\"supported_work\"]",
        ],
        &expected,
    );
}

/// A tenth more of the result, not of the premium.
#[test]
fn four_stars() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-14 work",
        "2020-02-14 ends: job",
        "2020-06-14 result 1",
        "base a Second 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a Second 2020-02-03..2020-02-13: 9 x 55 = 495, paid 2020-03-15",
        "result a Second 2020-06-14: 20300, paid 2020-07-14",
        "bonus a Second 2020-06-14: 2030, paid 2020-07-14",
        "speed_premium a Second 2020-06-14: 12980, paid 2020-07-14",
    ];
    follow(
        YEAR,
        'a',
        &job("2020-02-14", 400),
        &[
            "world.providers.Second.attractiveness=1000000",
            "world.providers.First.attractiveness=0.000001",
            "payments.rating_factor.four=1.1",
        ],
        &expected,
    );
}

/// Starts of 2 January to 1 April are settled six months after, on 2 October: none of one, 300 SEK less.
#[test]
fn a_cohort_without_a_result() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-03 ends: time_up",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "bonus a First 2020-10-02: -300, paid 2020-11-01",
    ];
    follow(
        YEAR,
        'a',
        &[],
        &[
            "policy.service.period_months=1",
            "payments.cohort_bonus={months=3,settled_after_months=6,bonus_from_share=0.5,malus_below_share=0.5,bonus_sek=1000,malus_sek=300}",
        ],
        &expected,
    );
}

/// One of one: 1,000 SEK more.
#[test]
fn a_cohort_with_a_result() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-14 work",
        "2020-02-14 ends: job",
        "2020-06-14 result 1",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-02-13: 9 x 55 = 495, paid 2020-03-15",
        "result a First 2020-06-14: 20300, paid 2020-07-14",
        "speed_premium a First 2020-06-14: 12980, paid 2020-07-14",
        "bonus a First 2020-10-02: 1000, paid 2020-11-01",
    ];
    follow(
        YEAR,
        'a',
        &job("2020-02-14", 400),
        &[
            "payments.cohort_bonus={months=3,settled_after_months=6,bonus_from_share=0.5,malus_below_share=0.5,bonus_sek=1000,malus_sek=300}",
        ],
        &expected,
    );
}

/// 55 x 1.25 = 68.75 SEK for the nine days until 17 January, and x 1.021 = 70.19 for the ten from the 20th on.
#[test]
fn an_index_and_tax() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-03 ends: time_up",
        "base a First 2020-01-06..2020-01-19: 9 x 68.75 = 618.75, paid 2020-03-04",
        "base a First 2020-01-20..2020-02-02: 10 x 70.19 = 701.9, paid 2020-03-04",
    ];
    follow(
        YEAR,
        'a',
        &[],
        &["policy.service.period_months=1", "payments.vat_percent=25", "payments.index=[{from=2020-01-20,factor=1.021}]"],
        &expected,
    );
}

/// 3-20 February are 14 days; they will be claimed with the report of 3 March.
#[test]
fn what_is_earned_when_the_run_ends() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "base a First 2020-01-06..2020-02-02: 19 x 55 = 1045, paid 2020-03-04",
        "base a First 2020-02-03..2020-02-20: 14 x 55 = 770, paid 2020-04-02",
    ];
    follow(("2020-01-02", "2020-02-20"), 'a', &[], &[], &expected);
}

/// The fault is mended on 31 January: on Saturday 1 February the level is corrected. From then on a day is worth 90 SEK; what was earned before keeps its price.
#[test]
fn a_level_corrected_after_the_data_fault() {
    let expected = [
        "2020-01-03 starts",
        "2020-01-06 plan",
        "2020-02-01 level a is c",
        "2020-03-03 ends: time_up",
        "base a First 2020-01-06..2020-01-31: 19 x 55 = 1045, paid 2020-03-02",
        "base c First 2020-02-03..2020-03-02: 21 x 90 = 1890, paid 2020-04-02",
    ];
    follow(YEAR, DISABLED, &[], &["policy.service.period_months=2"], &expected);
}
