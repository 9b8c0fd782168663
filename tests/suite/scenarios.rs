//! What comes with the program loads, says the same in every form, and agrees with its documentation.

mod bounds;
mod stacks;

use proptest::prelude::*;
use troskel::scenario::{self, Kind, Loaded, Request, builtin};

fn load(base: &str, set: &[&str]) -> Loaded {
    let request = Request { base: Some(base.into()), variants: Vec::new(), set: set.iter().map(|text| text.to_string()).collect() };
    scenario::load(&request).unwrap_or_else(|faults| panic!("{faults}"))
}

/// Writes a text into a folder of its own and gives its path.
fn written(folder: &str, text: &str) -> String {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("scenarios").join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("scenario.toml");
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// Compares a committed file with what the program generates; with `TROSKEL_WRITE=1` it is written instead.
fn assert_generated(path: &str, generated: &str) {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("TROSKEL_WRITE").is_some() {
        std::fs::write(&path, generated).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap_or_default() == generated,
        "{path} is not what the table of keys gives: run the tests with TROSKEL_WRITE=1"
    );
}

#[test]
fn everything_built_in_is_free_of_faults_and_warnings() {
    let names: Vec<String> = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Sweep).flat_map(builtin::names).map(String::from).collect();
    let (warnings, faults) = scenario::check(&names);
    assert!(faults.is_empty(), "{faults}");
    assert!(warnings.is_empty(), "{warnings}");
    for (name, _) in builtin::SCENARIOS {
        load(name, &[]);
    }
    for kind in ["policies", "payments", "evidence"] {
        let folder = format!("{}/scenarios/{kind}", env!("CARGO_MANIFEST_DIR"));
        let files = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "toml"));
        let (_, faults) = scenario::check(&files.map(|path| path.display().to_string()).collect::<Vec<_>>());
        assert!(faults.is_empty(), "{faults}");
    }
}

#[test]
fn the_pilot_is_built_as_written() {
    let pilot = load("krom-2020", &[]).scenario;
    let areas: Vec<&str> = pilot.world.areas.iter().map(|area| area.name.as_str()).collect();
    assert_eq!(areas, ["Blekinge", "Lidköping", "Oskarshamn", "Trollhättan", "Umeå", "Västerås"]);
    assert_eq!(pilot.world.providers.len(), 37);
    assert!((pilot.world.areas.iter().map(|area| area.stock_share).sum::<f64>() - 1.0).abs() < 1e-12);
    assert_eq!(pilot.world.inflow.months.len(), 10);
    assert!((pilot.world.inflow.months[0].1.iter().sum::<f64>() - 5600.0).abs() < 1e-9);
    assert_eq!(pilot.policy.thresholds.steps().len(), 3);
    assert_eq!(pilot.policy.other_thresholds.as_ref().map(|sets| sets.steps().len()), Some(1));
    assert_eq!(pilot.policy.payments.group_of_area, [0, 0, 1, 1, 1, 0]);
    assert_eq!(pilot.policy.capacity.area_factor, [1.0, 1.0, 1.0, 1.0, 0.8, 1.15]);
    assert_eq!(pilot.policy.budget_per_year, None);
    assert_eq!(pilot.run.plan.map(|plan| plan.participants), Some(6500.0));
}

#[test]
fn the_intended_thresholds_change_places_with_the_deployed() {
    let deployed = load("krom-2020", &[]).scenario.policy;
    let intended = load("krom-2020", &["policy.thresholds_in_use=intended"]).scenario.policy;
    assert_eq!(Some(&intended.thresholds), deployed.other_thresholds.as_ref());
    assert_eq!(intended.other_thresholds.as_ref(), Some(&deployed.thresholds));
}

#[test]
fn a_policy_is_laid_over_the_base_and_a_setting_over_the_policy() {
    let set = vec!["policy.thresholds[2020-03-30].min_registration_days=30".into(), "world.exits.frailty.log_normal.sd=0.8".into()];
    let request = Request { base: None, variants: vec!["third-set-from-start".into()], set };
    let loaded = scenario::load(&request).unwrap_or_else(|faults| panic!("{faults}")).scenario;
    assert_eq!(loaded.policy.thresholds.steps().len(), 1);
    assert_eq!(loaded.policy.thresholds.steps()[0].1.min_registration_days, 30);
    assert_eq!(loaded.world.exits.frailty, troskel::pathway::outcomes::Frailty::LogNormal { sd: 0.8 });
}

#[test]
fn the_reference_is_generated_covers_every_key_and_says_the_same_as_the_pilot() {
    let reference = scenario::reference();
    assert_generated("scenarios/reference.toml", &reference);
    let schema = scenario::schema(Kind::Scenario);
    let mut names = Vec::new();
    collect_names(&schema, &mut names);
    for name in names.iter().filter(|name| !matches!(name.as_str(), "extends" | "unset" | "note")) {
        assert!(reference.contains(name.as_str()), "{name} is not in the reference");
    }
    let (pilot, reference) = (load("krom-2020", &[]), load("reference", &[]));
    assert_eq!(pilot.scenario, reference.scenario);
    assert_eq!(pilot.hash, reference.hash);
}

fn collect_names(schema: &serde_json::Value, names: &mut Vec<String>) {
    let Some(object) = schema.as_object() else { return };
    for (key, value) in object {
        if key == "properties" {
            names.extend(value.as_object().into_iter().flatten().map(|(name, _)| name.clone()));
            value.as_object().into_iter().flatten().for_each(|(_, inner)| collect_names(inner, names));
        } else if key == "anyOf" {
            value.as_array().into_iter().flatten().for_each(|inner| collect_names(inner, names));
        } else {
            collect_names(value, names);
        }
    }
}

#[test]
fn the_list_of_parameters_is_generated() {
    assert_generated("docs/parameters.md", &scenario::parameters());
}

#[test]
fn a_starter_loads_and_is_the_pilot_under_another_name() {
    let path = written("starter", &scenario::starter("my \"first\" scenario"));
    let mut started = load(&path, &[]).scenario;
    assert_eq!(started.name, "my \"first\" scenario");
    let pilot = load("krom-2020", &[]).scenario;
    (started.name, started.title) = (pilot.name.clone(), pilot.title.clone());
    assert_eq!(started, pilot);
}

/// Who takes the # away from a line without changing it has the pilot's value; but for those that the pilot does not have.
#[test]
fn the_lines_of_a_starter_are_the_pilots() {
    let starter = scenario::starter("own");
    let is_own = |line: &str| ["policy =", "csv =", "budget"].iter().any(|key| line.starts_with(key));
    let lines = starter.lines().map(|line| line.strip_prefix("# ").filter(|rest| rest.contains(" = ") && !is_own(rest)).unwrap_or(line));
    let uncommented = lines.collect::<Vec<_>>().join("\n");
    assert!(starter.lines().zip(uncommented.lines()).filter(|(before, after)| before != after).count() > 10);
    let mut started = load(&written("uncommented", &uncommented), &[]).scenario;
    let pilot = load("krom-2020", &[]).scenario;
    (started.name, started.title) = (pilot.name.clone(), pilot.title.clone());
    assert_eq!(started, pilot);
}

#[test]
fn schemas_refuse_unknown_keys_and_require_nothing() {
    for kind in [Kind::Scenario, Kind::Policy, Kind::Payments, Kind::Evidence] {
        let schema = scenario::schema(kind);
        assert_eq!(schema["additionalProperties"], false);
        assert_eq!(schema["properties"]["kind"]["const"], kind.name());
        assert!(!schema.to_string().contains("\"required\":["));
    }
    assert!(scenario::schema(Kind::Policy)["properties"].get("world").is_none());
}

#[test]
fn order_and_comments_of_a_file_do_not_change_the_hash() {
    let one =
        written("order-one", "kind = \"scenario\"\nextends = \"krom-2020\"\nname = \"x\"\n[world.stock]\npersons = 10\n[run]\nseed = 3\n");
    let other = written(
        "order-two",
        "# x\r\nkind = \"scenario\"\r\nname = \"x\"\r\nextends = \"krom-2020\"\r\n[run]\r\nseed = 3\r\n[world]\r\nstock = { persons = 10 }\r\n",
    );
    assert_eq!(load(&one, &[]).hash, load(&other, &[]).hash);
    assert_ne!(load(&one, &[]).hash, load(&one, &["run.seed=4"]).hash);
}

#[test]
fn names_of_areas_and_providers_may_have_any_signs() {
    let area = "St. \\\"Erik\\\" = [1] # ö";
    let text = builtin::text(Kind::Scenario, "minimal").unwrap().replace("South", area).replace("Southern", "a.b");
    let loaded = load(&written("signs", &text), &[]);
    assert!(loaded.scenario.world.areas.iter().any(|found| found.name == "St. \"Erik\" = [1] # ö"));
    let again = load(&written("signs-resolved", &loaded.resolved), &[]);
    assert_eq!((again.scenario, again.hash), (loaded.scenario, loaded.hash));
}

#[test]
fn adding_a_provider_changes_nobodys_key() {
    let few = load("krom-2020", &[]).scenario.world.providers;
    let text = "kind = \"scenario\"\nextends = \"krom-2020\"\n[world.providers.\"Another\"]\nenters = 2020-05-01\nattractiveness = 1\nareas = { \"Umeå\" = { supervisors = 3, offices = 1 } }\n";
    let more = load(&written("another", text), &[]).scenario.world.providers;
    assert_eq!(more.len(), few.len() + 1);
    assert!(few.iter().all(|provider| more.contains(provider)));
}

/// Values that fit few keys.
const ODD: [&str; 14] =
    ["-1", "0", "0.5", "1e300", "nan", "\"\"", "true", "[]", "[[0, 1]]", "{}", "9999-12-31", "0000-01-01", "[[]]", "{ a = 1 }"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, rng_seed: prop::test_runner::RngSeed::Fixed(2), ..ProptestConfig::default() })]

    /// However a complete scenario is damaged, it is refused with a place for each fault, or it loads: nothing stops the program.
    #[test]
    fn a_damaged_scenario_is_refused_or_loads(at in 0usize..700, kind in 0usize..16, second in 0usize..700) {
        let text = load("krom-2020", &[]).resolved;
        let mut lines: Vec<String> = text.lines().map(String::from).collect();
        for at in [at % lines.len(), second % lines.len()] {
            let key = lines[at].split(" = ").next().unwrap_or("").to_string();
            match kind {
                14 => lines[at].clear(),
                15 => lines[at].insert(0, 'x'),
                _ if lines[at].contains(" = ") => lines[at] = format!("{key} = {}", ODD[kind]),
                _ => lines[at] = format!("{} = {}", lines[at].trim_matches(['[', ']']), ODD[kind]),
            }
        }
        let request = Request { base: Some(written("damaged", &lines.join("\n"))), ..Request::default() };
        if let Err(faults) = scenario::load(&request) {
            prop_assert!(!faults.is_empty());
            prop_assert!(faults.iter().all(|fault| faults.position(fault).line > 0 && !fault.message.is_empty()));
            prop_assert!(faults.render(true).len() > faults.render(false).len());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, rng_seed: prop::test_runner::RngSeed::Fixed(1), ..ProptestConfig::default() })]

    /// What a run writes as its scenario gives the same scenario and the same hash when it is run again.
    #[test]
    fn a_resolved_scenario_loads_to_itself(persons in 0u32..1_000_000, share in 0.0f64..=1.0, weight in 1e-6f64..1e9, seed in 0i64..i64::MAX, price in 0i64..10_000_000, intended: bool) {
        let in_use = if intended { "intended" } else { "deployed" };
        let set = [
            format!("world.stock.persons={persons}"),
            format!("world.contact.reached_share={share:?}"),
            format!("world.areas.\"Umeå\".stock_weight={weight:?}"),
            format!("run.seed={seed}"),
            format!("payments.prices[2020-03-30].level_a[1].result_sek={}.{:02}", price / 100, price % 100),
            format!("policy.thresholds_in_use={in_use}"),
        ];
        let first = load("krom-2020", &set.iter().map(String::as_str).collect::<Vec<_>>());
        let path = written("resolved", &first.resolved);
        let again = load(&path, &[]);
        prop_assert_eq!(&first.resolved, &again.resolved);
        prop_assert_eq!(first.scenario, again.scenario);
        prop_assert_eq!(first.hash, again.hash);
    }
}
