//! Small scenarios for tests, and their streams.

use std::path::Path;
use std::sync::OnceLock;

use troskel::journal::Chunk;
use troskel::scenario::{self, Loaded, Request};
use troskel::sim::{Model, State, Totals, simulate};

/// Two areas, 300 persons and twelve months in which most are contacted and results can be approved; prices change once.
const SMALL: &str = r#"kind = "scenario"
name = "small"
title = "Two areas, 300 persons, twelve months"
extends = "minimal"

[run]
to = 2021-03-31
replications = 3

[world.stock]
persons = 300

[world.inflow.registrations_per_month]
"2020-03" = 20
"2020-04" = 20
"2020-05" = 20
"2020-06" = 20
"2020-07" = 20
"2020-08" = 20
"2020-09" = 20
"2020-10" = 20
"2020-11" = 20
"2020-12" = 20
"2021-01" = 20
"2021-02" = 20
"2021-03" = 20

[world.service]
switch_per_month = 0.1

[policy]
thresholds_in_use = "intended"

[policy.caseworkers]
month_factor = [1, 1, 1, 1, 1, 1, 0.5, 1, 1, 1, 1, 1]
local_slots_per_day = 12
distance_slots_per_day = 12

[policy.preprofiling]
persons = 100

[[payments.prices]]
from = 2020-03-30
level_a = [{ base_sek = 55, result_sek = 20300 }]
level_b = [{ base_sek = 62, result_sek = 32400 }, { base_sek = 75, result_sek = 25000 }]
level_c = [{ base_sek = 90, result_sek = 38000 }]

[[payments.prices]]
from = 2020-10-15
level_a = [{ base_sek = 61, result_sek = 21300 }]
level_b = [{ base_sek = 67, result_sek = 33400 }, { base_sek = 80, result_sek = 26000 }]
level_c = [{ base_sek = 95, result_sek = 39000 }]
"#;

/// Path of the small scenario.
pub fn small() -> &'static str {
    static PATH: OnceLock<String> = OnceLock::new();
    PATH.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("world");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("small.toml");
        std::fs::write(&path, SMALL).unwrap();
        path.display().to_string()
    })
}

/// Settings with which nobody waits for anything: caseworkers reach everyone at once and every provider has room.
pub const SLACK: [&str; 6] = [
    "policy.caseworkers.local_slots_per_day=1000000",
    "policy.caseworkers.distance_slots_per_day=1000000",
    "policy.caseworkers.local_slots_per_registration=0",
    "policy.caseworkers.distance_slots_per_registration=0",
    "policy.preprofiling.persons=1000000",
    "world.choice.min_places=100000",
];

pub fn load<S: AsRef<str>>(base: &str, set: &[S]) -> Loaded {
    let set = set.iter().map(|text| text.as_ref().to_string()).collect();
    let request = Request { base: Some(base.into()), variants: Vec::new(), set };
    scenario::load(&request).unwrap_or_else(|faults| panic!("{faults}"))
}

pub fn model<S: AsRef<str>>(base: &str, set: &[S]) -> Model {
    Model::new(load(base, set).scenario)
}

/// The small scenario where nobody waits, with more set.
pub fn slack(more: &[&str]) -> Model {
    model(small(), &[&SLACK, more].concat())
}

/// All facts and entries of a replication.
pub fn stream(model: &Model, replication: u32) -> (Chunk, Totals) {
    let mut chunk = Chunk::default();
    let totals = simulate(model, replication, &mut State::new(model), &mut chunk).unwrap_or_else(|violation| panic!("{violation}"));
    (chunk, totals)
}
