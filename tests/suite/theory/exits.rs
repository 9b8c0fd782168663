//! Competing exits, frailty, and the stock that is left of those who registered long ago.

use std::collections::HashSet;

use super::{count, exits_by, months, near, registered_for, run, share, still};
use troskel::engine::curve::Curve;
use troskel::journal::{Fact, What};
use troskel::pathway::outcomes::{Cause, Frailty};
use troskel::pathway::stock::Registered;
use troskel::units::Day;

/// 20,000 persons with constant hazards that add up to 0.01 a day, over 200 days (seed 1). A day holds the hazard of the
/// cause: of those whose exponentials for a job and for another exit end on one day, the job counts.
#[test]
fn competing_exits_share_as_their_hazards_and_survival_is_exponential() {
    let mut s = still(200);
    registered_for(&mut s, 20_000, 1.0, 900.0);
    s.world.exits.per_day = [0.0025, 0.0035, 0.0015, 0.0005, 0.002];
    let facts = run(&s, 1);
    for day in [1, 10, 50, 100, 200] {
        share(&format!("left by day {day}"), exits_by(&facts, &s, day), 20_000.0, 1.0 - (-0.01 * f64::from(day)).exp());
    }
    let left = exits_by(&facts, &s, 200);
    let [job, any] = [0.006_f64, 0.01].map(|hazard| 1.0 - (-hazard).exp());
    for &cause in Cause::ALL {
        let hazard = s.world.exits.per_day[cause as usize];
        let expected = if cause.is_job() { hazard / 0.006 * job / any } else { hazard / 0.004 * (1.0 - job / any) };
        let found = count(&facts, |fact| fact.what == What::Deregistered { cause });
        share(cause.name(), found, left, expected);
    }
}

/// 20,000 persons on their first day, gamma frailty of shape 2 and one cause: survival (1 + H/k)^-k after a cumulative
/// hazard H, and among those left a mean hazard of k/(k + H) times that at the start (seed 1).
#[test]
fn gamma_frailty_bends_survival_and_sorts_those_who_are_left() {
    let mut s = still(420);
    registered_for(&mut s, 20_000, 0.0, 1.0);
    s.world.exits.frailty = Frailty::Gamma { shape: 2.0 };
    s.world.exits.per_day[Cause::PermanentJob as usize] = 0.006;
    let facts = run(&s, 1);
    let survival = |day: i32| (1.0 + 0.006 * f64::from(day) / 2.0).powi(-2);
    for day in [1, 30, 100, 200, 400] {
        share(&format!("left by day {day}"), exits_by(&facts, &s, day), 20_000.0, 1.0 - survival(day));
    }
    for day in [50, 150, 300] {
        let (before, after) = (exits_by(&facts, &s, day), exits_by(&facts, &s, day + 60));
        share(&format!("of those left on day {day}"), after - before, 20_000.0 - before, 1.0 - survival(day + 60) / survival(day));
    }
    // The hazard at day 400 is that at the start times k/(k + H), here 2/4.4: 20 days are short enough to see it.
    let before = exits_by(&facts, &s, 400);
    let hazard: f64 = 0.006 * 2.0 / (2.0 + 0.006 * 410.0);
    share("hazard among those left", exits_by(&facts, &s, 420) - before, 20_000.0 - before, 1.0 - (-20.0 * hazard).exp());
}

/// Drawing the stock at registration time t gives the frailty of those who stayed: gamma(k, k + H(t)). 20,000 persons
/// drawn at day 301 leave as those do who are left of 30,000 followed from day 1, with hazards that fall with time (seed 1).
#[test]
fn a_drawn_stock_leaves_as_new_registrants_who_have_stayed_as_long() {
    let mut s = still(100);
    s.world.exits.frailty = Frailty::Gamma { shape: 1.5 };
    s.world.exits.per_day = [0.003, 0.006, 0.0, 0.0, 0.0];
    // Only jobs that end the registration have selected the stock.
    s.world.jobs.temporary_ends_registration = 1.0;
    s.world.exits.job_duration = Curve::new(vec![(0.0, 1.2), (400.0, 0.4)]).unwrap();
    let passed = |days: i32| (1..=days).map(|day| 0.009 * s.world.exits.job_duration.at(f64::from(day))).sum::<f64>();
    let conditional = |days: i32| 1.0 - ((1.5 + passed(300)) / (1.5 + passed(300 + days))).powf(1.5);

    // Day 301 of a registration begins after 300 days have passed.
    let mut drawn = s.clone();
    registered_for(&mut drawn, 20_000, 301.0, 301.001);
    let facts = run(&drawn, 1);
    for days in [20, 50, 100] {
        share(&format!("stock, {days} days on"), exits_by(&facts, &drawn, days), 20_000.0, conditional(days));
    }

    let mut followed = s.clone();
    followed.run.to = followed.run.from + 399;
    followed.world.inflow.months = months(400, followed.run.from, [0.0, 0.0]);
    registered_for(&mut followed, 30_000, 0.0, 1.0);
    let facts = run(&followed, 1);
    let before = exits_by(&facts, &followed, 300);
    share("stayed 300 days", before, 30_000.0, 1.0 - (1.0 + passed(300) / 1.5).powf(-1.5));
    for days in [20, 50, 100] {
        let after = exits_by(&facts, &followed, 300 + days);
        share(&format!("followed, {days} days on"), after - before, 30_000.0 - before, conditional(days));
    }
}

/// 15,000 persons are in the service from the second day on; the hazard ratio is 0.5 in the first two months and 3 after
/// them (seed 1). The exponential is the same throughout, so survival is exp(-hazard x weighted days).
#[test]
fn a_service_multiplies_hazards_from_the_day_after_its_start() {
    let mut s = still(120);
    registered_for(&mut s, 15_000, 1.0, 900.0);
    s.policy.capacity.local_slots_per_day = 1e6;
    s.world.contact.reached_share = 1.0;
    (s.policy.referral.choice_days, s.policy.referral.start_within_days) = ((1, 1), 0);
    (s.world.effect.lock_in, s.world.effect.lock_in_months, s.world.effect.after) = (0.5, 2, 3.0);
    s.world.exits.per_day[Cause::PermanentJob as usize] = 0.008;
    let facts = run(&s, 1);
    let start = s.run.from + 1;
    let lock_in = start.plus_months(2) - start;
    for day in [2, 30, 63, 64, 90, 120] {
        let (locked, after) = ((day - 2).min(lock_in), (day - 2 - lock_in).max(0));
        let passed = 2.0 + 0.5 * f64::from(locked) + 3.0 * f64::from(after);
        share(&format!("left by day {day}"), exits_by(&facts, &s, day), 15_000.0, 1.0 - (-0.008 * passed).exp());
    }
}

/// 150 persons a day with gamma frailty of shape 5 come for 700 days (seed 1), of whom some 9,400 are then registered. Given
/// their number these are independent of each other. One stays e days or longer with probability S(e), so those registered
/// have been so for e days with a chance in proportion to S(e); they stay another d days with that of S(e + d); and a whole
/// spell of n days is seen n times as often as it begins.
#[test]
fn a_stock_that_has_built_up_holds_the_long_spells_in_proportion_to_their_length() {
    let (days, after) = (700, 120);
    let mut s = still(days + after);
    s.world.inflow.months = months(days + after, s.run.from, [90.0, 60.0]);
    s.world.inflow.local_office_share = 1.0;
    s.world.exits.frailty = Frailty::Gamma { shape: 5.0 };
    s.world.exits.per_day[Cause::PermanentJob as usize] = 0.02;
    let stays = |day: i32| (1.0 + 0.02 * f64::from(day) / 5.0).powi(-5);
    let all: f64 = (0..days).map(stays).sum();
    let spells = spells(&run(&s, 1));
    let at = s.run.from + days - 1;
    let stock: Vec<_> = spells.into_iter().filter(|(from, to)| *from <= at && to.is_none_or(|to| to > at)).collect();
    let n = stock.len() as f64;
    near("registered", n, 150.0 * all, (150.0 * all).sqrt());
    let of_stock =
        |is: &dyn Fn(i32, Option<i32>) -> bool| stock.iter().filter(|(from, to)| is(at - *from, to.map(|to| to - *from))).count();
    for day in [20, 60, 150] {
        let found = of_stock(&|elapsed, _| elapsed < day) as f64;
        share(&format!("for less than {day} days"), found, n, (0..day).map(stays).sum::<f64>() / all);
    }
    for day in [20, 60, 120] {
        let found = of_stock(&|elapsed, length| length.is_some_and(|length| length - elapsed <= day)) as f64;
        share(&format!("not {day} days longer"), found, n, 1.0 - (0..days).map(|elapsed| stays(elapsed + day)).sum::<f64>() / all);
    }
    for day in [40, 80, 120] {
        let found = of_stock(&|_, length| length.is_some_and(|length| length <= day)) as f64;
        let biased = |length: i32| f64::from(length) * (stays(length - 1) - stays(length));
        share(&format!("spells of at most {day} days"), found, n, (1..=day).map(biased).sum::<f64>() / all);
    }
}

/// First days of all registrations, and the days of their ends.
fn spells(facts: &[Fact]) -> Vec<(Day, Option<Day>)> {
    let mut spells = Vec::new();
    for fact in facts {
        // Nobody comes back, so that persons are numbered in the order of their only registration.
        match fact.what {
            What::Registered { .. } => spells.push((fact.day, None)),
            What::Deregistered { .. } => spells[fact.subject.person.0 as usize].1 = Some(fact.day),
            _ => {}
        }
    }
    spells
}

/// The registration times of a drawn stock of 20,000 are those of who is left after 1,200 days with 30 registrations a day (7,500 to
/// 8,000 persons), by frailty, jobs that end no registration and hazards that change with time (seed 1).
#[test]
fn a_stock_drawn_from_past_registrations_is_who_is_left_of_them() {
    const DAYS: i32 = 1_200;
    let mut s = still(DAYS);
    s.world.exits.frailty = Frailty::Gamma { shape: 1.5 };
    s.world.exits.per_day = [0.002, 0.005, 0.0005, 0.0, 0.0005];
    s.world.jobs.temporary_ends_registration = 0.6;
    s.world.jobs.temporary_median_days = 5.0;
    s.world.exits.job_duration = Curve::new(vec![(0.0, 1.2), (400.0, 0.4)]).unwrap();
    s.world.exits.other_duration = Curve::new(vec![(0.0, 2.0), (600.0, 0.5)]).unwrap();
    let mut drawn = s.clone();
    s.world.inflow.months = months(DAYS, s.run.from, [15.0, 15.0]);
    drawn.run.to = drawn.run.from;
    drawn.world.stock.persons = 20_000;
    drawn.world.stock.registered = Registered::Past(Curve::new(vec![(1.0, 1.0), (f64::from(DAYS), 1.0)]).unwrap());

    let facts = run(&s, 1);
    let gone: HashSet<u32> =
        facts.iter().filter(|fact| matches!(fact.what, What::Deregistered { .. })).map(|fact| fact.subject.person.0).collect();
    let came = |facts: &[Fact]| facts.iter().filter(|fact| matches!(fact.what, What::Registered { .. })).copied().collect::<Vec<_>>();
    let left: Vec<i32> =
        came(&facts).iter().filter(|fact| !gone.contains(&fact.subject.person.0)).map(|fact| s.run.to - fact.day + 1).collect();
    let stock: Vec<i32> = came(&run(&drawn, 1)).iter().map(|fact| i32::from(fact.subject.registration_days)).collect();
    assert!((7_500..8_000).contains(&left.len()) && stock.len() == 20_000, "{}", left.len());
    for days in [10, 30, 90, 180, 365, 600, 900, 1_100] {
        let [found, expected] = [&left, &stock].map(|of| of.iter().filter(|time| **time <= days).count() as f64 / of.len() as f64);
        let error = (expected * (1.0 - expected) * (1.0 / left.len() as f64 + 1.0 / 20_000.0)).sqrt();
        near(&format!("registered at most {days} days"), found, expected, error);
    }
}
