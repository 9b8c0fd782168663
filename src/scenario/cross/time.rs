//! The run's dates, and everything that must be in force or known during it.

use super::View;
use crate::scenario::check::month;
use crate::scenario::faults::Notes;
use crate::scenario::tree::Node;
use crate::units::Day;

/// The longest run, years.
const MOST_YEARS: i32 = 20;

/// Lists by date, and whether something must be in force from the first day of the run.
const DATED: [(&str, bool); 8] = [
    ("policy.thresholds", true),
    ("policy.intended_thresholds", false),
    ("policy.randomisation", false),
    ("policy.decisions.soon_days", true),
    ("payments.prices", true),
    ("payments.index", false),
    ("world.exits.cycle", false),
    ("world.tool.data_faults", false),
];

/// The order of dates in all lists.
pub(super) fn check_dates(view: &View, notes: &mut Notes) {
    DATED.iter().for_each(|(path, _)| rising(view, path, notes));
}

pub(super) fn check(view: &View, notes: &mut Notes) {
    let intended = view.node("policy.thresholds_in_use").and_then(Node::text) == Some("intended");
    for (path, needed) in DATED {
        rising(view, path, notes);
        let needed = needed || (intended && path == "policy.intended_thresholds");
        if needed {
            in_force(view, path, notes);
        }
    }
    if intended && view.node("policy.intended_thresholds").is_none() {
        let place = view.place_of("policy.thresholds_in_use");
        notes.fault(
            place,
            "the intended thresholds are to be in use, but there are none",
            "add [[policy.intended_thresholds]], or set thresholds_in_use = \"deployed\"",
        );
    }
    data_faults(view, notes);
    let days = |path: &str| view.node(path).and_then(Node::day);
    if let (Some(from), Some(to)) = (days("run.from"), days("run.to")) {
        run(view, from, to, notes);
    }
}

fn run(view: &View, from: Day, to: Day, notes: &mut Notes) {
    let place = view.node("run.to").map_or(view.place, |node| node.place);
    if from > to {
        return notes.fault(place, format!("the run ends on {to}, before it begins on {from}"), "let run.to be on or after run.from");
    }
    if !(1950..2150).contains(&from.ymd().0) {
        return notes.fault(
            view.place_of("run.from"),
            format!("the run begins in the year {}", from.ymd().0),
            "give a year from 1950 to 2149",
        );
    }
    if to > from.plus_months(12 * MOST_YEARS) {
        return notes.fault(
            place,
            format!("the run is longer than {MOST_YEARS} years: {from} to {to}"),
            "shorten it; memory and time grow with its length",
        );
    }
    inflow_months(view, from, to, notes);
    within(view, "run.plan.from", from, to, notes);
    if let Some(date) = view.node("policy.preprofiling.date").filter(|node| node.day().is_some_and(|day| day < from || day > to)) {
        notes.warning(
            date.place,
            format!("the list is made outside the run, which goes from {from} to {to}: it has no effect"),
            "move the date into the run, or unset policy.preprofiling",
        );
    }
    for provider in
        view.named("world.providers").iter().filter(|entry| entry.node.at("enters").and_then(Node::day).is_some_and(|day| day > to))
    {
        notes.warning(
            provider.key_place,
            format!("provider \"{}\" enters after the run ends on {to}: nobody comes to it", provider.key),
            "move `enters` into the run, or leave the provider out",
        );
    }
}

fn within(view: &View, path: &str, from: Day, to: Day, notes: &mut Notes) {
    let Some(node) = view.node(path) else { return };
    if node.day().is_some_and(|day| day < from || day > to) {
        notes.fault(node.place, format!("`{path}` lies outside the run, which goes from {from} to {to}"), "give a day of the run");
    }
}

/// Each month of the run needs its number of registrations, unless the user's own come from a file.
fn inflow_months(view: &View, from: Day, to: Day, notes: &mut Notes) {
    let path = "world.inflow.registrations_per_month";
    if view.node("world.inflow.csv").is_some() || view.node(path).and_then(Node::table).is_none() {
        return;
    }
    let given: Vec<Day> = view.named(path).iter().filter_map(|entry| month(&entry.key)).collect();
    let months = (0..).map(|index| from.month_start(index)).take_while(|first| *first <= to);
    let missing: Vec<String> = months.filter(|first| !given.contains(first)).map(|first| first.to_string()[..7].into()).collect();
    if !missing.is_empty() {
        let message = format!("`{path}` lacks {} of the run's months: {}", missing.len(), listed(&missing));
        let way_out = format!("add \"{}\" = NUMBER, and so on, or shorten the run", missing[0]);
        view.clash(view.place_of(path), message, way_out, view.value_place("run.to"), notes);
    }
}

fn listed(names: &[String]) -> String {
    if names.len() <= 6 { names.join(", ") } else { format!("{} ... {}", names[..5].join(", "), names[names.len() - 1]) }
}

fn rising(view: &View, path: &str, notes: &mut Notes) {
    let items = view.items(path);
    let dates: Vec<_> = items.iter().filter_map(|item| item.at("from")).filter_map(|node| Some((node.day()?, node.place))).collect();
    for pair in dates.windows(2).filter(|pair| pair[0].0 >= pair[1].0) {
        let message = format!("the dates of [[{path}]] don't rise: {} comes after {}", pair[1].0, pair[0].0);
        notes.clash(pair[1].1, message, "put the tables in order of date, each date once", pair[0].1, "the one before");
    }
}

fn in_force(view: &View, path: &str, notes: &mut Notes) {
    let Some(node) = view.node(path) else { return };
    let Some(items) = node.list() else { return };
    let Some(start) = view.node("run.from").and_then(Node::day) else { return };
    let Some(first) = items.first() else {
        return notes.fault(node.place, format!("[[{path}]] is empty"), format!("give at least one table with from = {start} or earlier"));
    };
    if let Some(from) = first.at("from").filter(|from| from.day().is_some_and(|day| day > start)) {
        let message = format!("nothing of [[{path}]] is in force when the run begins on {start}");
        let way_out = format!(
            "let the first `from` be {start} or earlier; a list by date takes the place of the base's whole list, so copy from there what holds before {}",
            from.day().unwrap_or(start)
        );
        view.clash(from.place, message, way_out, view.value_place("run.from"), notes);
    }
}

fn data_faults(view: &View, notes: &mut Notes) {
    for item in view.items("world.tool.data_faults") {
        let (Some(from), Some(until)) = (item.at("from").and_then(Node::day), item.at("until")) else { continue };
        if until.day().is_some_and(|day| day < from) {
            notes.fault(until.place, format!("the data fault ends before it begins on {from}"), "let `until` be on or after `from`");
        }
    }
}
