//! Common random numbers: what is changed for some changes nothing for the others, where nobody waits for anybody.

use std::collections::{BTreeMap, HashMap};

use troskel::journal::{Chunk, Fact, What};
use troskel::pathway::person::Population;
use troskel::sim::Model;
use troskel::units::{AreaId, Day, PersonId};

use crate::world::{load, model, slack, small, stream};

fn facts(model: &Model) -> Vec<Fact> {
    stream(model, 1).0.facts
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Each person's facts, in order.
fn lives(facts: &[Fact]) -> BTreeMap<PersonId, Vec<Fact>> {
    let mut lives = BTreeMap::<PersonId, Vec<Fact>>::new();
    facts.iter().for_each(|fact| lives.entry(fact.subject.person).or_default().push(*fact));
    lives
}

/// The facts of a life before the first that is `last`.
fn until(life: &[Fact], last: impl Fn(&What) -> bool) -> &[Fact] {
    &life[..life.iter().position(|fact| last(&fact.what)).unwrap_or(life.len())]
}

/// The same facts with other numbers for persons; those without a number are left out.
fn renumbered(facts: &[Fact], number: impl Fn(PersonId) -> Option<PersonId>) -> Vec<Fact> {
    let renumber = |fact: &Fact| {
        let mut fact = *fact;
        fact.subject.person = number(fact.subject.person)?;
        Some(fact)
    };
    facts.iter().filter_map(renumber).collect()
}

/// Everything up to a day: facts, and the entries that were made then.
fn before(chunk: &Chunk, model: &Model, end: Day) -> (Vec<Fact>, usize) {
    let delay = model.scenario.policy.payments.pay_delay_days;
    let entries = chunk.entries.iter().filter(|entry| entry.paid_on - delay < end).count();
    (chunk.facts.iter().filter(|fact| fact.day < end).copied().collect(), entries)
}

/// A threshold set by its first day and the height of its highest line.
fn lines(from: &str, highest: u32) -> String {
    format!(
        "{{from={from},min_registration_days=1,too_far_below=[[200,6]],level_c_below=[[200,12]],level_b_below=[[200,20]],\
         level_a_below=[[200,{highest}]]}}"
    )
}

/// Capacity is scarce here: what has not happened yet changes nothing even then.
#[test]
fn what_is_changed_from_a_date_on_changes_nothing_before_it() {
    let (first, later) = (lines("2020-03-30", 40), lines("2020-08-10", 90));
    let pairs = [
        ("2020-08-10", format!("policy.intended_thresholds=[{first}]"), format!("policy.intended_thresholds=[{first},{later}]")),
        // A job to come is known 90 days ahead, by those on an own journey and by those who tell their caseworker.
        (
            "2020-08-10",
            "world.exits.cycle=[{from=2020-03-01,factor=0.75}]".into(),
            "world.exits.cycle=[{from=2020-03-01,factor=0.75},{from=2020-11-08,factor=1.5}]".into(),
        ),
        ("2020-08-10", "policy.randomisation=[]".into(), "policy.randomisation=[{from=2020-08-10,width_points=30,locked_days=0}]".into()),
        ("2020-04-06", "policy.preprofiling.date=2020-04-06".into(), "policy.preprofiling.date=2020-04-20".into()),
        ("2020-08-03", "world.providers.Southern.enters=2020-08-03".into(), "world.providers.Southern.enters=2020-09-07".into()),
    ];
    for (date, base, variant) in pairs {
        let [base, changed] = [base, variant.clone()].map(|set| model(small(), &[set]));
        let [base_stream, other_stream] = [&base, &changed].map(|model| stream(model, 1).0);
        let (expected, found) = (before(&base_stream, &base, day(date)), before(&other_stream, &changed, day(date)));
        assert!(expected.0.len() > 300 && expected == found, "{variant}");
        assert!(base_stream.facts != other_stream.facts, "{variant} changes nothing at all");
    }
}

/// A provider that enters after the run, named so that it comes first or last among the others.
#[test]
fn a_provider_that_nobody_can_choose_changes_nobodys_life() {
    let base = model(small(), &[] as &[&str]);
    let expected = facts(&base);
    for (name, shift) in [("Zzz", 0), ("Aaa", 1)] {
        let added =
            format!("world.providers.\"{name}\"={{enters=2022-01-01,attractiveness=5,areas={{North={{supervisors=9,offices=9}}}}}}");
        let variant = model(small(), &[added]);
        assert_eq!(variant.scenario.world.providers.len(), 4);
        let mut found = facts(&variant);
        // Numbers of providers as they were before one was put in front.
        found.iter_mut().flat_map(|fact| fact.what.providers()).for_each(|provider| provider.0 -= shift);
        assert!(found == expected, "{name}");
    }
}

#[test]
fn one_more_person_in_the_stock_adds_that_persons_facts_only() {
    let persons = load::<&str>(small(), &[]).scenario.world.stock.persons;
    let (base, variant) = (facts(&slack(&[])), facts(&slack(&[&format!("world.stock.persons={}", persons + 1)])));
    let others = renumbered(&variant, |person| match person.0.cmp(&persons) {
        std::cmp::Ordering::Less => Some(person),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(PersonId(person.0 - 1)),
    });
    assert!(others.len() < variant.len());
    assert!(others == base, "{} facts, {} without the person added", base.len(), others.len());
}

/// The new persons of each day and area, in order of registration.
fn arrivals(facts: &[Fact]) -> HashMap<(Day, AreaId), Vec<PersonId>> {
    let mut arrivals = HashMap::<_, Vec<PersonId>>::new();
    let new = |fact: &&Fact| {
        matches!(fact.what, What::Registered { .. }) && fact.subject.population == Population::New && fact.subject.spell == 0
    };
    facts.iter().filter(new).for_each(|fact| arrivals.entry((fact.day, fact.subject.area)).or_default().push(fact.subject.person));
    arrivals
}

#[test]
fn more_registrations_are_the_same_persons_and_some_more() {
    let months: String = (3..=15).map(|m| format!("\"{}-{:02}\"=30,", 2020 + (m - 1) / 12, (m - 1) % 12 + 1)).collect();
    let (base, variant) =
        (facts(&slack(&[])), facts(&slack(&[&format!("world.inflow.registrations_per_month={{{}}}", months.trim_end_matches(','))])));
    let (few, many) = (arrivals(&base), arrivals(&variant));
    let mut same: HashMap<PersonId, PersonId> = (0..300).map(|stock| (PersonId(stock), PersonId(stock))).collect();
    for (place, persons) in &few {
        assert!(many[place].len() >= persons.len());
        same.extend(many[place].iter().copied().zip(persons.iter().copied()));
    }
    let (expected, found) = (lives(&base), lives(&renumbered(&variant, |person| same.get(&person).copied())));
    assert!(expected.len() > 400 && variant.len() > base.len());
    for (person, life) in &expected {
        assert!(found[person] == *life, "person {person:?}:\n{life:#?}\n{:#?}", found[person]);
    }
}

#[test]
fn without_deviations_everything_before_a_deviation_is_the_same() {
    let none = "policy.decisions.reason_rates={low_capacity=0,joint_rehabilitation=0,language=0,other=0}";
    let (base, variant) = (lives(&facts(&slack(&[]))), lives(&facts(&slack(&[none, "policy.decisions.soon_told_share=0"]))));
    let deviation = |what: &What| matches!(what, What::Deviated { .. });
    let mut deviated = 0;
    for (person, life) in &base {
        let same = until(life, deviation);
        deviated += u32::from(same.len() < life.len());
        assert!(variant[person].starts_with(same), "{person:?}");
        assert!(same.len() < life.len() || variant[person] == *life, "{person:?} never deviated");
    }
    assert!(deviated > 10);
    assert!(!variant.values().flatten().any(|fact| deviation(&fact.what)));
}

#[test]
fn an_effect_of_the_service_touches_nobody_before_a_start() {
    let (base, variant) = (lives(&facts(&slack(&[]))), lives(&facts(&slack(&["world.effect.after=3", "world.effect.lock_in=0.5"]))));
    let mut changed = 0;
    for (person, life) in &base {
        let same = until(life, |what| matches!(what, What::Started { .. }));
        assert!(variant[person].starts_with(same), "{person:?}");
        assert!(same.len() < life.len() || variant[person] == *life, "{person:?} never started");
        changed += u32::from(variant[person] != *life);
    }
    assert!(changed > 5);
}

#[test]
fn prices_change_no_fact() {
    let dear = "payments.prices=[{from=2020-03-30,level_a=[{base_sek=1,result_sek=2}],level_b=[{base_sek=3,result_sek=4},{base_sek=5,result_sek=6}],level_c=[{base_sek=7,result_sek=8}]}]";
    let (base, variant) = (stream(&model(small(), &[] as &[&str]), 2), stream(&model(small(), &[dear]), 2));
    assert!(base.0.facts == variant.0.facts);
    assert_ne!(base.1.ledger, variant.1.ledger);
}
