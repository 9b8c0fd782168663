//! Files laid over a base: in which order, and what each may add.

use troskel::scenario::{self, Kind, Loaded, Part, Request, builtin, changes, first_change};

use super::{load, written};

fn stacked(base: &str, variants: &[&str], set: &[&str]) -> Loaded {
    let texts = |texts: &[&str]| texts.iter().map(|text| text.to_string()).collect();
    let request = Request { base: Some(base.into()), variants: texts(variants), set: texts(set) };
    scenario::load(&request).unwrap_or_else(|faults| panic!("{variants:?}: {faults}"))
}

/// Each layer sets one key more than the one before it and overrules what that one set.
#[test]
fn extends_then_policy_then_payments_then_variants_then_settings() {
    let days = |n: u32| format!("pay_delay_days = {n}\n");
    let policy = written("order-policy", &format!("kind = \"policy\"\n[policy.service]\nperiods = 3\n[payments]\n{}", days(3)));
    let payments = written("order-payments", &format!("kind = \"payments\"\n[payments]\n{}", days(4)));
    let words = format!("kind = \"scenario\"\nextends = \"krom-2020\"\npolicy = \"{policy}\"\npayments = \"{payments}\"\n");
    let base = written("order-base", &words);
    let variant = written("order-variant", &format!("kind = \"payments\"\n[payments]\n{}", days(5)));
    let delay = |loaded: &Loaded| loaded.scenario.policy.payments.pay_delay_days;
    let found = [
        delay(&load("krom-2020", &[])),
        delay(&load(&written("order-half", &words.replace(&format!("payments = \"{payments}\"\n"), "")), &[])),
        delay(&load(&base, &[])),
        delay(&stacked(&base, &[&variant], &[])),
        delay(&stacked(&base, &[&variant], &["payments.pay_delay_days=6"])),
    ];
    assert_eq!(found, [30, 3, 4, 5, 6]);
    assert_eq!(load(&base, &[]).scenario.policy.service.periods, 3, "what only the policy says stays");
}

#[test]
fn a_scenario_that_extends_the_base_adds_what_it_says_also_to_a_stack() {
    let both = stacked("krom-2020", &["deviations-halved", "no-data-fault", "best-rated-default"], &[]).scenario;
    assert!(both.world.tool.data_faults.is_empty());
    assert_eq!(both.policy.decisions.soon_told_share, 0.305);
    assert!(both.world.providers.iter().any(|provider| provider.rating == Some(4)));
    let own = written("own", "kind = \"scenario\"\nextends = \"krom-2020\"\n[world.stock]\npersons = 5\n");
    let text = format!("kind = \"scenario\"\nextends = \"{own}\"\npolicy = \"no-deviations\"\n[world.effect]\nafter = 1.1\n");
    let over = stacked(&own, &["contact-capacity-doubled", &written("over", &text)], &[]).scenario;
    assert_eq!((over.world.stock.persons, over.world.effect.after), (5, 1.1));
    assert_eq!((over.policy.capacity.local_slots_per_day, over.policy.decisions.soon_told_share), (412.0, 0.0));
}

#[test]
fn a_scenario_that_does_not_extend_the_base_takes_its_place() {
    let own = written("elsewhere", "kind = \"scenario\"\nextends = \"krom-2020\"\n[world.stock]\npersons = 5\n");
    let placed = stacked(&own, &["no-data-fault", "no-deviations"], &[]).scenario;
    assert_eq!(placed.world.stock.persons, 56_852);
    assert!(placed.world.tool.data_faults.is_empty() && placed.policy.decisions.soon_told_share == 0.0);
}

#[test]
fn built_in_policies_and_payment_models_are_variants_by_name() {
    let base = load("krom-2020", &[]);
    for name in builtin::names(Kind::Policy) {
        let loaded = stacked("krom-2020", &[name], &[]);
        assert!(loaded.warnings.is_empty(), "{name}: {}", loaded.warnings);
        let told = changes(&base, &loaded);
        assert!(!told.is_empty() && told.iter().all(|change| change.part == Part::Lever), "{name}: {told:#?}");
        assert!(first_change(&base.scenario, &loaded.scenario).is_some(), "{name}");
        let named = written(&format!("named-{name}"), &format!("kind = \"scenario\"\nextends = \"krom-2020\"\npolicy = \"{name}\"\n"));
        assert_eq!(load(&named, &[]).scenario.policy, loaded.scenario.policy, "{name}");
    }
    assert_eq!(changes(&base, &stacked("krom-2020", &["krom-2020"], &[])), [], "the payment model of that name");
}

#[test]
fn what_is_shipped_has_a_title_and_says_whether_it_touches_the_world() {
    let base = load("krom-2020", &[]);
    let shipped = builtin::shipped();
    let same: Vec<&str> = builtin::names(Kind::Policy).into_iter().filter(|name| !shipped.contains(name)).collect();
    assert_eq!(same, ["intended-thresholds", "no-service"]);
    let twin = [stacked("krom-2020", &same[..1], &[]), stacked("krom-2020", &["third-set-from-start"], &[])];
    assert_eq!(changes(&twin[0], &twin[1]), [], "the stand-in is what it is said to be");
    for name in shipped {
        let kind = if builtin::touches_the_world(name) { Kind::Scenario } else { Kind::Policy };
        assert!(builtin::title(kind, name).is_some_and(|title| title.len() > 20), "{name}");
        let assumption = changes(&base, &stacked("krom-2020", &[name], &[])).iter().any(|change| change.part == Part::Assumption);
        assert_eq!(assumption, builtin::touches_the_world(name), "{name}");
    }
}

/// What is halved or doubled is so against the pilot as it is.
#[test]
fn multiples_are_those_of_the_pilot() {
    let policy = |names: &[&str]| stacked("krom-2020", names, &[]).scenario.policy;
    let (pilot, halved, doubled) = (policy(&[]), policy(&["deviations-halved"]).decisions, policy(&["contact-capacity-doubled"]).capacity);
    assert_eq!(halved.soon_told_share, pilot.decisions.soon_told_share / 2.0);
    assert_eq!(halved.reason_rates, pilot.decisions.reason_rates.map(|rate| rate / 2.0));
    let slots = [pilot.capacity.local_slots_per_day, pilot.capacity.distance_slots_per_day].map(|slots| slots * 2.0);
    assert_eq!([doubled.local_slots_per_day, doubled.distance_slots_per_day], slots);
}

/// Lines that a policy takes over from the pilot are the pilot's.
#[test]
fn historical_sets_are_those_of_the_pilot() {
    let pilot = load("krom-2020", &[]).scenario.policy;
    let sets = ["first-set-all-year", "second-set-all-year", "third-set-from-start"];
    for (name, step) in sets.into_iter().zip(pilot.thresholds.steps()) {
        let policy = stacked("krom-2020", &[name], &[]).scenario.policy;
        assert_eq!(policy.thresholds.steps(), [(pilot.thresholds.steps()[0].0, step.1.clone())], "{name}");
    }
    for days in [400, 250, 180, 120] {
        let policy = stacked("krom-2020", &[&format!("registration-time-{days}")], &[]).scenario.policy;
        let mut set = policy.thresholds.steps()[0].1.clone();
        assert_eq!(std::mem::replace(&mut set.min_registration_days, 1), days);
        assert_eq!(set, pilot.thresholds.steps()[2].1);
    }
}
