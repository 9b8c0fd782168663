//! Every value that the table of keys allows can be run: each key at both ends of its range, each choice, each switch.

use serde_json::Value;
use troskel::scenario::{self, Kind, Request};
use troskel::sim::{Model, State, simulate};

/// Keys whose bounds are about size: a run of 20 million persons is allowed, but not here.
const LARGE: [&str; 4] = ["run.", "world.stock.persons", "world.stock.csv", "world.inflow.registrations_per_month"];

/// What is refused although each value is within its bounds: values that hang together.
const RELATED: [&str; 16] = [
    "don't rise",
    "boundaries move only",
    "has only",
    "ends in month",
    "sum to",
    "the ceiling of",
    "which is for",
    "between them both",
    "no result whose",
    "is never taken back",
    "is never paid where there are none",
    "is 0 on every day",
    "not from 0 to 1",
    "outside the run",
    "does not lie between",
    "lies outside",
];

/// Tables that the scenario does not have, and of which all keys are needed.
const BONUS: &str = "payments.cohort_bonus.";
const MARKET: &str = "world.market.";

fn rest_of_the_table(path: &str) -> Vec<String> {
    let bonus = ["months=6", "settled_after_months=2", "bonus_from_share=1", "malus_below_share=0", "bonus_sek=10", "malus_sek=10"];
    let market = ["most_caseload=50", "spare_share=0.2", "patience_months=2", "entry_lag_months=1"].map(String::from);
    let by_type =
        ["exit_share", "entry_share"].into_iter().flat_map(|key| ["national", "other", "local"].map(|kind| format!("{key}.{kind}=0.5")));
    let (table, keys) = match path {
        path if path.starts_with(BONUS) => (BONUS, bonus.map(String::from).to_vec()),
        path if path.starts_with(MARKET) => (MARKET, market.into_iter().chain(by_type).collect()),
        _ => return vec![],
    };
    keys.into_iter().map(|key| format!("{table}{key}")).filter(|set| set.split_once('=').is_none_or(|(key, _)| key != path)).collect()
}

/// An item of a list that the scenario does not have either.
const PRIOR: &str = "calibration.parameters[1].";

fn prior_with(key: &str, value: &str) -> String {
    let keys = [("scale", "\"linear\""), ("mean", "0.6"), ("sd", "0.1"), ("low", "0.1"), ("high", "0.9")];
    let pairs: Vec<String> = keys.into_iter().map(|(name, own)| format!("{name}={}", if name == key { value } else { own })).collect();
    format!("calibration.parameters=[{{key=\"world.jobs.temporary_ends_registration\",reason=\"any\",{}}}]", pairs.join(","))
}

/// Paths of all keys that hold a number, a choice, a switch or a curve, with the values at their limits.
fn limits(schema: &Value, path: &str, out: &mut Vec<(String, Vec<String>)>) {
    if let Some(table) = schema["anyOf"].get(1) {
        return limits(table, path, out);
    }
    if let Some(names) = schema["enum"].as_array() {
        return out.push((path.into(), names.iter().map(Value::to_string).collect()));
    }
    match schema["type"].as_str() {
        Some("boolean") => out.push((path.into(), vec!["true".into(), "false".into()])),
        Some("integer" | "number") => out.push((path.into(), ends(schema).to_vec())),
        Some("array") => list_limits(schema, path, out),
        Some("object") => table_limits(schema, path, out),
        _ => {}
    }
}

fn ends(schema: &Value) -> [String; 2] {
    [schema["minimum"].to_string(), schema["maximum"].to_string()]
}

fn list_limits(schema: &Value, path: &str, out: &mut Vec<(String, Vec<String>)>) {
    let item = &schema["items"];
    if item["type"] == "object" {
        limits(item, &format!("{path}[1]"), out);
    } else if let Some(value) = item["prefixItems"].get(1) {
        out.push((path.into(), ends(value).map(|end| format!("[[0, {end}]]")).to_vec()));
    } else if let Some(count) = schema["minItems"].as_u64().filter(|_| item["minimum"].is_number()) {
        out.push((path.into(), ends(item).map(|end| format!("[{}]", vec![end; count as usize].join(", "))).to_vec()));
    }
}

fn table_limits(schema: &Value, path: &str, out: &mut Vec<(String, Vec<String>)>) {
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        limits(inner, &if path.is_empty() { name.clone() } else { format!("{path}.{name}") }, out);
    }
    let named = &schema["additionalProperties"];
    if named.is_object() {
        let name = if path.ends_with("providers") { "Everywhere" } else { "North" };
        limits(named, &format!("{path}.\"{name}\""), out);
    }
}

#[test]
fn every_key_may_stand_at_its_limits() {
    let mut keys = Vec::new();
    limits(&scenario::schema(Kind::Scenario), "", &mut keys);
    keys.retain(|(path, _)| !LARGE.iter().any(|large| path.starts_with(large)));
    assert!(keys.len() > 150, "{}", keys.len());
    let mut run = 0;
    for (path, values) in keys {
        for value in values {
            let set = match path.as_str() {
                // A list that no scenario has.
                "payments.index[1].factor" => format!("payments.index=[{{from=2020-03-30,factor={value}}}]"),
                path if path.starts_with(PRIOR) => prior_with(&path[PRIOR.len()..], &value),
                _ => format!("{path}={value}"),
            };
            let sets = [vec![set.clone()], rest_of_the_table(&path)].concat();
            let request = Request { base: Some("minimal".into()), set: sets, ..Request::default() };
            match scenario::load(&request) {
                Err(faults) => {
                    assert!(faults.iter().all(|fault| RELATED.iter().any(|words| fault.message.contains(words))), "{set}: {faults}")
                }
                Ok(loaded) => {
                    let model = Model::new(loaded.scenario);
                    let mut state = State::new(&model);
                    assert!(simulate(&model, 1, &mut state, &mut ()).is_ok(), "{set}");
                    run += 1;
                }
            }
        }
    }
    assert!(run > 300, "{run}");
}
