use super::*;
use crate::scenario::{Request, load};
use crate::units::Day;

fn pilot(set: &[&str]) -> Loaded {
    let set = set.iter().map(|text| text.to_string()).collect();
    load(&Request { set, ..Request::default() }).unwrap_or_else(|faults| panic!("{faults}"))
}

/// Keys with the values of base and variant, `-` for none; and the first day of a difference.
fn told(base: &[&str], variant: &[&str]) -> (Vec<String>, Option<String>) {
    let (base, variant) = (pilot(base), pilot(variant));
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".into());
    let lines = changes(&base, &variant).iter().map(|c| format!("{}: {} > {}", c.key, value(&c.base), value(&c.variant))).collect();
    (lines, first_change(&base.scenario, &variant.scenario).map(|day| day.to_string()))
}

fn assert_told(variant: &str, lines: &[&str], first: &str) {
    let (found, day) = told(&[], &[variant]);
    assert_eq!((found.iter().map(String::as_str).collect::<Vec<_>>(), day.as_deref()), (lines.to_vec(), Some(first)), "{variant}");
}

/// The pilot's first set, from a date.
fn first_set(from: &str) -> String {
    format!(
        "{{from={from},min_registration_days=90,too_far_below=[[200,6],[500,20],[730,30.73]],level_c_below=[[1,4.0],[200,12],[500,24],[730,33.2]],\
         level_b_below=[[1,4.1],[200,14],[500,30],[730,42.27]],level_a_below=[[1,4.2],[200,18],[500,39],[730,55.1]]}}"
    )
}

#[test]
fn a_change_has_its_key_meaning_unit_and_values() {
    let found = changes(&pilot(&[]), &pilot(&["policy.caseworkers.local_slots_per_day=250.0"]));
    let expected = Change {
        key: "policy.caseworkers.local_slots_per_day".into(),
        part: Part::Lever,
        doc: "Local offices of all areas together.",
        unit: "slots per working day",
        base: Some("206".into()),
        variant: Some("250".into()),
    };
    assert_eq!(found, [expected]);
    let world = changes(&pilot(&[]), &pilot(&["world.effect.after=1.1"]));
    assert_eq!((world.len(), world[0].part, world[0].key.as_str()), (1, Part::Assumption, "world.effect.after"));
}

#[test]
fn what_has_no_date_of_its_own_differs_from_the_day_of_the_stock() {
    assert_told("policy.service.periods=1", &["policy.service.periods: 2 > 1"], "2020-03-29");
    assert_told(
        "world.exits.frailty.log_normal.sd=0.8",
        &["world.exits.frailty.gamma: { shape = 3.55 } > -", "world.exits.frailty.log_normal: - > { sd = 0.8 }"],
        "2020-03-29",
    );
    assert_told("policy.decisions.area_factor.\"Umeå\"=2", &["policy.decisions.area_factor.\"Umeå\": - > 2"], "2020-03-29");
    assert_told(
        "world.providers.New={enters=2020-07-01,attractiveness=1,areas={\"Umeå\"={supervisors=3,offices=1}}}",
        &["world.providers.New: - > { enters = 2020-07-01, attractiveness = 1, areas = { \"Umeå\" = { supervisors = 3, offices = 1 } } }"],
        "2020-03-29",
    );
}

#[test]
fn what_has_a_date_differs_from_then_on() {
    assert_told(
        "policy.thresholds[2020-05-26].level_c_below=[[200,15]]",
        &["policy.thresholds[2020-05-26].level_c_below: [[1, 10.6], [200, 15], [500, 22], [730, 27.37]] > [[200, 15]]"],
        "2020-05-26",
    );
    assert_told("policy.decisions.soon_days[2020-09-01].days=0", &["policy.decisions.soon_days[2020-09-01].days: 30 > 0"], "2020-09-01");
    assert_told(
        "policy.randomisation=[]",
        &[
            "policy.randomisation[2020-03-30]: { from = 2020-03-30, width_points = 1, locked_days = 0 } > -",
            "policy.randomisation[2020-09-01]: { from = 2020-09-01, width_points = 1, locked_days = 180 } > -",
        ],
        "2020-03-30",
    );
    assert_told("policy.preprofiling.date=2020-08-03", &["policy.preprofiling.date: 2020-06-26 > 2020-08-03"], "2020-06-26");
    assert_told("policy.preprofiling.persons=5", &["policy.preprofiling.persons: 18612 > 5"], "2020-06-26");
    let months = "world.inflow.registrations_per_month";
    assert_told(&format!("{months}.2020-10=9"), &[&format!("{months}.2020-10: 3050 > 9")], "2020-10-01");
    let provider = "world.providers.\"Nationell 1\"";
    assert_told(&format!("{provider}.enters=2020-05-04"), &[&format!("{provider}.enters: 2020-04-14 > 2020-05-04")], "2020-04-14");
    assert_told(&format!("{provider}.leaves=2020-11-04"), &[&format!("{provider}.leaves: - > 2020-11-04")], "2020-11-05");
    let price = "payments.prices[2020-03-30].level_b[2].result_sek";
    assert_told(&format!("{price}=26000"), &[&format!("{price}: 25000 > 26000")], "2020-03-30");
}

#[test]
fn a_data_fault_that_ends_later_differs_after_its_end() {
    let (key, item) =
        ("world.tool.data_faults[2020-03-30]", "{ from = 2020-03-30, until = 2020-08-20, fields = [\"birth_region\", \"disability\"] }");
    assert_told(&format!("{key}.until=2020-09-20"), &[&format!("{key}.until: 2020-08-20 > 2020-09-20")], "2020-08-21");
    assert_told("world.tool.data_faults=[]", &[&format!("{key}: {item} > -")], "2020-03-30");
}

/// 90 days is what persons know ahead in the pilot.
#[test]
fn the_cycle_is_felt_before_it_comes() {
    assert_told("world.exits.cycle[2020-09-01].factor=1", &["world.exits.cycle[2020-09-01].factor: 0.95 > 1"], "2020-06-03");
    assert_told("world.exits.cycle[2020-06-01].factor=1", &["world.exits.cycle[2020-06-01].factor: 0.85 > 1"], "2020-03-29");
}

#[test]
fn an_item_of_a_list_by_date_that_only_one_has_is_one_change() {
    let (found, first) = told(&[], &[&format!("policy.thresholds=[{}]", first_set("2020-03-30"))]);
    assert_eq!(first.as_deref(), Some("2020-05-26"));
    let starts: Vec<&str> = found.iter().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(starts, ["policy.thresholds[2020-05-26]", "policy.thresholds[2020-12-08]"]);
    assert!(found.iter().all(|line| line.ends_with(" > -") && line.contains("min_registration_days = 1")), "{found:?}");
}

#[test]
fn what_changes_nothing_is_not_told() {
    let twice = format!("policy.thresholds=[{},{}]", first_set("2020-03-30"), first_set("2020-07-01"));
    let once = format!("policy.thresholds=[{}]", first_set("2020-03-30"));
    let earlier = format!("policy.thresholds=[{}]", first_set("2019-01-01"));
    let after = format!("policy.thresholds=[{},{}]", first_set("2020-03-30"), first_set("2021-03-30").replace("90", "30"));
    for variant in [&twice, &earlier, &after] {
        assert_eq!(told(&[&once], &[variant]), (vec![], None), "{variant}");
    }
    for variant in [
        "name=other",
        "evidence=[]",
        "payments.name=other",
        "run.measures=[\"registered\"]",
        "run.replications=3",
        "policy.intended_thresholds[2020-03-30].min_registration_days=9",
        "policy.decisions.area_factor.\"Umeå\"=1",
        "policy.caseworkers.every_day=false",
        "policy.service.monthly_reports=true",
        "world.stock.note=hello",
    ] {
        assert_eq!(told(&[], &[variant]), (vec![], None), "{variant}");
    }
}

#[test]
fn sets_in_force_are_compared_when_others_come_into_use() {
    let (found, first) = told(&[], &["policy.thresholds_in_use=intended"]);
    assert_eq!(first.as_deref(), Some("2020-03-30"));
    assert_eq!(found[0], "policy.thresholds_in_use: \"deployed\" > \"intended\"");
    assert_eq!(found[1], "policy.intended_thresholds[2020-03-30].min_registration_days: 90 > 1");
    let starts: Vec<&str> = found[2..].iter().map(|line| line.split(':').next().unwrap()).collect();
    let moved = ["too_far_below", "level_c_below", "level_b_below", "level_a_below"];
    let mut expected: Vec<String> = moved.iter().map(|line| format!("policy.intended_thresholds[2020-03-30].{line}")).collect();
    expected.extend(["policy.thresholds[2020-05-26]".into(), "policy.thresholds[2020-12-08]".into()]);
    assert_eq!(starts, expected);
    let both = ["policy.thresholds_in_use=intended", "policy.intended_thresholds=[]"].map(String::from);
    assert!(load(&Request { set: both.into(), ..Request::default() }).is_err(), "intended sets must be there to be in use");
}

#[test]
fn other_days_and_other_luck_make_scenarios_incomparable() {
    let (base, variant) = (pilot(&[]), pilot(&["run.to=2020-11-30", "run.plan.participants=5"]));
    let found = incomparable(&base, &variant);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].key.as_str(), found[0].variant.as_deref()), ("run.to", Some("2020-11-30")));
    assert!(incomparable(&base, &pilot(&["run.plan.participants=5", "run.replications=3"])).is_empty());
    assert_eq!(incomparable(&base, &pilot(&["run.seed=2"]))[0].key, "run.seed");
    assert_eq!(first_change(&base.scenario, &variant.scenario), Day::parse("2020-03-29"));
}
