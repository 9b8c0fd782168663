//! Nothing differs before the first day on which two scenarios are said to differ, and the day is not given needlessly early.

use proptest::prelude::*;
use troskel::journal::{Chunk, Fact};
use troskel::scenario::{changes, first_change};
use troskel::sim::Model;
use troskel::units::{Day, Sek};

use crate::world::{load, small, stream};

/// Everything up to a day: facts, and the entries that were made then.
fn before(chunk: &Chunk, model: &Model, end: Day) -> (Vec<Fact>, Vec<(Day, Sek)>) {
    let delay = model.scenario.policy.payments.pay_delay_days;
    let entries = chunk.entries.iter().filter(|entry| entry.paid_on - delay < end).map(|entry| (entry.paid_on - delay, entry.amount));
    (chunk.facts.iter().filter(|fact| fact.day < end).copied().collect(), entries.collect())
}

/// What stands in a threshold set, by its highest line.
fn lines(highest: u32) -> String {
    format!(
        "min_registration_days=1,too_far_below=[[200,6]],level_c_below=[[200,12]],level_b_below=[[200,20]],\
         level_a_below=[[200,{highest}]]"
    )
}

/// Sets by their first day and highest line.
fn sets(sets: &[(&str, u32)]) -> String {
    let set = |(from, highest): &(&str, u32)| format!("{{from={from},{}}}", lines(*highest));
    format!("policy.intended_thresholds=[{}]", sets.iter().map(set).collect::<Vec<_>>().join(","))
}

/// Prices that are the same for all levels, in thousands of kronor for a result.
fn price(result: u32) -> String {
    let level = format!("{{base_sek=50,result_sek={result}000}}");
    format!("level_a=[{level}],level_b=[{level},{level}],level_c=[{level}]")
}

fn prices(from: &str, result: u32) -> String {
    format!("payments.prices=[{{from=2020-03-30,{}}},{{from={from},{}}}]", price(20), price(result))
}

/// What is set in base and variant, and the day from which they differ.
fn cases() -> Vec<(String, String, &'static str)> {
    let case = |base: &str, variant: &str, day| (base.to_string(), variant.to_string(), day);
    let cycle = "world.exits.cycle=[{from=2020-03-01,factor=0.75}";
    let fault =
        |until: &str| format!("world.tool.data_faults=[{{from=2020-03-30,until={until},fields=[\"birth_region\",\"disability\"]}}]");
    let (first, soon) = (sets(&[("2020-03-30", 40)]), "policy.decisions.soon_days=[{from=2020-03-30,days=90}");
    vec![
        (first.clone(), sets(&[("2020-03-30", 40), ("2020-08-10", 90)]), "2020-08-10"),
        (first, sets(&[("2020-03-30", 70)]), "2020-03-30"),
        case("policy.randomisation=[]", "policy.randomisation=[{from=2020-08-10,width_points=30,locked_days=90}]", "2020-08-10"),
        case(&format!("{soon}]"), &format!("{soon},{{from=2020-07-01,days=0}}]"), "2020-07-01"),
        case(&format!("{soon}]"), &format!("{soon},{{from=2020-06-01,days=300}}]"), "2020-06-01"),
        case("policy.preprofiling.date=2020-05-06", "policy.preprofiling.date=2020-04-20", "2020-04-20"),
        (list(1), list(9), "2020-04-20"),
        (prices("2020-10-15", 30), prices("2020-11-01", 30), "2020-10-15"),
        (prices("2020-09-01", 20), prices("2020-10-15", 40), "2020-09-01"),
        case(&format!("{cycle}]"), &format!("{cycle},{{from=2020-11-08,factor=1.5}}]"), "2020-08-10"),
        (fault("2020-06-10"), fault("2020-08-10"), "2020-06-11"),
        (fault("2020-06-10"), "world.tool.data_faults=[]".into(), "2020-03-30"),
        case("world.providers.Southern.enters=2020-08-03", "world.providers.Southern.enters=2020-09-07", "2020-08-03"),
        case("world.providers.Southern.leaves=2020-08-03", "world.providers.Southern.leaves=2020-10-07", "2020-08-04"),
        case(&months("2020-09"), "world.service.note=none", "2020-09-01"),
        case("policy.caseworkers.local_slots_per_day=12", "policy.caseworkers.local_slots_per_day=9", "2020-03-29"),
        case("policy.decisions.reason_rates.other=0", "policy.decisions.reason_rates.other=0.3", "2020-03-29"),
        case("world.exits.season=[1,1,1,1,1,1,1,1,1,1,1,1]", "world.exits.season=[1,1,1,1,1,1,1,1,1,1,1,3]", "2020-03-29"),
        case("policy.budget_per_year_sek=1000000", "policy.budget_per_year_sek=500000", "2020-03-29"),
    ]
}

fn list(in_target_weight: u32) -> String {
    format!("policy.preprofiling={{date=2020-04-20,in_target_weight={in_target_weight}}}")
}

fn months(month: &str) -> String {
    format!("world.inflow.registrations_per_month.{month}=90")
}

/// Capacity is scarce in this world: whatever differs for some is soon felt by others.
#[test]
fn nothing_differs_before_the_first_change() {
    for (base, variant, day) in cases() {
        let day = Day::parse(day).unwrap();
        let [one, other] = [&base, &variant].map(|set| load(small(), &[set]));
        assert_eq!(first_change(&one.scenario, &other.scenario), Some(day), "{base} / {variant}");
        assert_eq!(first_change(&other.scenario, &one.scenario), Some(day), "{variant} / {base}");
        assert!(!changes(&one, &other).is_empty(), "{variant} is told");
        let [one, other] = [one, other].map(|loaded| Model::new(loaded.scenario));
        let mut differ = false;
        for replication in 1..=2 {
            let [base_stream, other_stream] = [&one, &other].map(|model| stream(model, replication).0);
            assert!(before(&base_stream, &one, day) == before(&other_stream, &other, day), "{base} / {variant}, {replication}");
            differ |= base_stream.facts != other_stream.facts || base_stream.entries != other_stream.entries;
        }
        assert!(differ, "{base} / {variant} makes no difference at all");
    }
}

#[test]
fn what_is_said_to_change_nothing_changes_nothing() {
    let same = [
        (sets(&[("2020-03-30", 40)]), sets(&[("2020-03-30", 40), ("2020-08-10", 40)])),
        (sets(&[("2020-03-30", 40)]), sets(&[("2020-03-01", 40)])),
        (sets(&[("2020-03-30", 40)]), sets(&[("2020-03-30", 40), ("2021-04-01", 90)])),
        ("world.stock.note=x".into(), "policy.thresholds[2020-03-30].min_registration_days=9".into()),
        ("world.stock.note=x".into(), "policy.decisions.area_factor.North=1".into()),
    ];
    for (base, variant) in same {
        let [one, other] = [&base, &variant].map(|set| load(small(), &[set]));
        assert_eq!((first_change(&one.scenario, &other.scenario), changes(&one, &other)), (None, vec![]), "{variant}");
        let [one, other] = [one, other].map(|loaded| stream(&Model::new(loaded.scenario), 1).0);
        assert!(one.facts == other.facts && one.entries == other.entries, "{variant}");
    }
}

/// A rule or assumption of a kind with these dates and values.
fn random(kind: usize, first: Day, second: Day, value: u32) -> String {
    let (one, two, worth) = (first.min(second), first.max(second) + 1, value % 90 + 1);
    match kind {
        0 => format!("policy.intended_thresholds={}", list_by_date(one, two, &|a| lines(if a { worth } else { 40 }))),
        1 => format!("policy.randomisation=[{{from={one},width_points={worth},locked_days={value}}}]"),
        2 => format!("policy.decisions.soon_days={}", list_by_date(one, two, &|a| format!("days={}", if a { value } else { 60 }))),
        3 => format!(
            "world.exits.cycle={}",
            list_by_date(one, two, &|a| format!("factor={}", if a { f64::from(worth) / 30.0 } else { 1.0 }))
        ),
        4 => format!("world.tool.data_faults=[{{from={one},until={two},fields=[\"birth_region\"]}}]"),
        5 => format!("world.providers.Southern={{enters={one},leaves={two}}}"),
        6 => format!("payments.prices={}", list_by_date(one, two, &|a| price(if a { worth } else { 20 }))),
        _ => format!("world.inflow.registrations_per_month={{{}=60}}", &one.to_string()[..7]),
    }
}

/// A list that begins with the run, with another value in between the two days.
fn list_by_date(one: Day, two: Day, item: &dyn Fn(bool) -> String) -> String {
    let start = Day::parse("2020-03-01").unwrap();
    format!("[{{from={start},{}}},{{from={},{}}},{{from={},{}}}]", item(false), one + 31, item(true), two + 31, item(false))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, rng_seed: prop::test_runner::RngSeed::Fixed(3), ..ProptestConfig::default() })]

    /// With dates before, in and after the run.
    #[test]
    fn nothing_differs_before_the_first_change_whatever_the_dates(kinds in prop::array::uniform2(0usize..8), days in prop::array::uniform4(0i32..420), values in prop::array::uniform2(0u32..200)) {
        let day = |index: usize| Day::parse("2020-03-01").unwrap() + days[index];
        let base = vec![random(kinds[0], day(0), day(1), values[0])];
        let mut variant = vec![random(kinds[0], day(2), day(3), values[1])];
        if kinds[1] != kinds[0] {
            variant.push(random(kinds[1], day(1), day(3), values[0]));
        }
        let [one, other] = [&base, &variant].map(|set| load(small(), set));
        let first = first_change(&one.scenario, &other.scenario);
        let [one, other] = [one, other].map(|loaded| Model::new(loaded.scenario));
        let [base_stream, other_stream] = [&one, &other].map(|model| stream(model, 1).0);
        let end = first.unwrap_or(one.scenario.run.to + 100);
        prop_assert!(before(&base_stream, &one, end) == before(&other_stream, &other, end), "{base:?} {variant:?} {first:?}");
        prop_assert!(first.is_some() || base_stream.entries == other_stream.entries);
    }
}
