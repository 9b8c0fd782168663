//! Areas, and everything that names them: providers, prices, factors.

use super::View;
use crate::scenario::build::area_names;
use crate::scenario::faults::{Notes, suggestion};
use crate::scenario::source::Place;
use crate::scenario::tree::{Entry, Node};

/// Tables with a value for each of some areas.
const BY_AREA: [&str; 3] = ["payments.level_b_model", "policy.caseworkers.area_factor", "policy.decisions.area_factor"];

/// `AreaId` and `ProviderId` have 16 bits.
const MOST: usize = 65_000;

pub(super) fn check(view: &View, notes: &mut Notes) {
    let names = area_names(view.tree);
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    if let Some(entry) = view.entry("world.areas").filter(|entry| known.is_empty() && entry.node.table().is_some()) {
        return notes.fault(entry.key_place, "there is no area", "add [world.areas.\"NAME\"] with its weights");
    }
    for (path, count) in [("world.areas", known.len()), ("world.providers", view.named("world.providers").len())] {
        if count > MOST {
            notes.fault(view.place_of(path), format!("`{path}` has {count} names; at most {MOST} are possible"), "join some of them");
        }
    }
    for path in BY_AREA {
        view.named(path).into_iter().for_each(|entry| known_area(entry, path, &known, notes));
    }
    weights(view, &known, notes);
    level_b(view, &known, notes);
    providers(view, &known, notes);
}

fn known_area(entry: &Entry, of: &str, known: &[&str], notes: &mut Notes) {
    if !known.contains(&entry.key.as_str()) {
        notes.fault(
            entry.key_place,
            format!("`{of}` names the area \"{}\", which is not in world.areas", entry.key),
            suggestion(&entry.key, known),
        );
    }
}

fn weights(view: &View, known: &[&str], notes: &mut Notes) {
    let Some(areas) = view.node("world.areas").and_then(Node::table) else { return };
    for key in ["stock_weight", "inflow_weight"] {
        let weights: Vec<f64> = known.iter().filter_map(|name| areas.get(name)?.at(key)?.number()).collect();
        if weights.len() == known.len() && weights.iter().all(|weight| *weight == 0.0) {
            notes.fault(view.place_of("world.areas"), format!("`{key}` is 0 in every area"), "give at least one area a weight above 0");
        }
    }
}

/// Where an area is named.
fn area_place(view: &View, area: &str) -> Place {
    view.node("world.areas").and_then(|areas| areas.table()?.entry(area)).map_or(view.place, |entry| entry.key_place)
}

/// Every area has a model for level B, and every price list has that many.
fn level_b(view: &View, known: &[&str], notes: &mut Notes) {
    let Some(models) = view.node("payments.level_b_model").and_then(Node::table) else { return };
    let missing: Vec<&str> = known.iter().filter(|name| models.get(name).is_none()).copied().collect();
    if !missing.is_empty() {
        let place = view.place_of("payments.level_b_model");
        let message = format!("`payments.level_b_model` lacks the areas {}", missing.join(", "));
        let way_out = format!("add \"{}\" = 1 under [payments.level_b_model], or the number of another model", missing[0]);
        view.clash(place, message, way_out, area_place(view, missing[0]), notes);
    }
    for item in view.items("payments.prices") {
        let Some(list) = item.at("level_b").and_then(Node::list) else { continue };
        for entry in view.named("payments.level_b_model") {
            if entry.node.integer().is_some_and(|number| number > list.len() as i64) {
                let message = format!(
                    "\"{}\" has model {} of level B, but the prices have only {}",
                    entry.key,
                    entry.node.value.describe(),
                    list.len()
                );
                notes.clash(
                    entry.node.place,
                    message,
                    "add a price for it in level_b, or give the area another number",
                    item.place,
                    "these prices",
                );
            }
        }
    }
}

fn providers(view: &View, known: &[&str], notes: &mut Notes) {
    let providers = view.named("world.providers");
    if providers.is_empty() && view.node("world.providers").is_some() {
        notes.warning(view.place_of("world.providers"), "there is no provider: nobody can start", "add [world.providers.\"NAME\"]");
    }
    let mut served: Vec<&str> = Vec::new();
    for provider in &providers {
        let contracts = provider.node.at("areas").and_then(Node::table);
        for contract in contracts.into_iter().flat_map(|table| &table.entries) {
            known_area(contract, &format!("world.providers.\"{}\".areas", provider.key), known, notes);
            served.push(&contract.key);
        }
        if contracts.is_some_and(|table| table.entries.is_empty()) {
            notes.warning(
                provider.key_place,
                format!("provider \"{}\" has no areas: nobody comes to it", provider.key),
                "add areas = { \"NAME\" = { supervisors = 5, offices = 1 } }",
            );
        }
        stays(provider, notes);
    }
    for area in known.iter().filter(|area| !providers.is_empty() && !served.contains(area)) {
        notes.warning(
            area_place(view, area),
            format!("no provider has a contract in \"{area}\": nobody there can start"),
            "give a provider a contract there",
        );
    }
}

fn stays(provider: &Entry, notes: &mut Notes) {
    let (Some(enters), Some(leaves)) = (provider.node.at("enters").and_then(Node::day), provider.node.at("leaves")) else { return };
    if leaves.day().is_some_and(|day| day < enters) {
        notes.fault(
            leaves.place,
            format!("provider \"{}\" leaves before it enters on {enters}", provider.key),
            "let `leaves` be on or after `enters`",
        );
    }
}
