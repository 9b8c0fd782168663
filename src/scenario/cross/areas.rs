//! Areas, and everything that names them: providers, prices, factors.

use super::View;
use crate::scenario::build::area_names;
use crate::scenario::faults::{Notes, suggestion};
use crate::scenario::source::Place;
use crate::scenario::tree::{Entry, Node};

/// Tables with a value for each of some areas.
const BY_AREA: [&str; 3] = ["payments.group_of_area", "policy.caseworkers.area_factor", "policy.decisions.area_factor"];

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
    groups(view, &known, notes);
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

/// Where a level has several prices, every area has one of them.
fn groups(view: &View, known: &[&str], notes: &mut Notes) {
    let given = view.named("payments.group_of_area");
    let lists = view.items("payments.prices").iter().flat_map(|item| {
        ["level_a", "level_b", "level_c"].into_iter().filter_map(move |level| Some((item, level, item.at(level)?.list()?.len())))
    });
    for (item, level, count) in lists.filter(|(_, _, count)| *count > 1) {
        for entry in &given {
            if entry.node.integer().is_some_and(|number| number > count as i64) {
                let number = entry.node.value.describe();
                let message = format!("\"{}\" has the prices {number}, but {level} has only {count}", entry.key);
                let way_out = format!("add a price for it in {level}, or give the area another number");
                notes.clash(entry.node.place, message, way_out, item.place, "these prices");
            }
        }
        let missing: Vec<&str> = known.iter().filter(|name| given.iter().all(|entry| entry.key != **name)).copied().collect();
        if !missing.is_empty() {
            let message =
                format!("{level} has {count} prices, and `payments.group_of_area` does not say which is for {}", missing.join(", "));
            let way_out = format!("add \"{}\" = 1 under [payments.group_of_area], or another number", missing[0]);
            return view.clash(view.place_of("payments.group_of_area"), message, way_out, area_place(view, missing[0]), notes);
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
        if provider.node.at("candidate").is_some_and(Node::is_true) && view.node("world.market").is_none() {
            notes.warning(
                provider.key_place,
                format!("provider \"{}\" is a candidate, and there is no `world.market` to let it begin: it never does", provider.key),
                "add world.market, or leave `candidate` out",
            );
        }
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
