//! Payment models whose parts do not fit: windows with gaps, shares above one, levels without a price, a ceiling below the base.

use super::View;
use crate::pathway::payments::MOST_RESULTS;
use crate::scenario::faults::Notes;
use crate::scenario::tree::{Node, Value};

const LEVELS: [&str; 3] = ["level_a", "level_b", "level_c"];

/// No month is so late: a window without an end.
const OPEN: i64 = 1_000;

pub(super) fn check(view: &View, notes: &mut Notes) {
    levels(view, notes);
    results(view, notes);
    ceiling(view, notes);
    reports(view, notes);
    premium(view, notes);
    cohorts(view, notes);
}

/// What a model must have in the end, whatever it is laid over.
pub(super) fn check_whole(view: &View, notes: &mut Notes) {
    check(view, notes);
    premium_without_results(view, notes);
}

/// Every level has a price.
fn levels(view: &View, notes: &mut Notes) {
    for item in view.items("payments.prices") {
        for level in LEVELS {
            let Some(node) = item.at(level).filter(|node| node.list().is_some_and(<[Node]>::is_empty)) else { continue };
            let from = item.at("from").and_then(Node::day).map_or(String::new(), |from| format!(" from {from}"));
            notes.fault(
                node.place,
                format!("`{level}` has no price in the prices{from}"),
                format!("give one: {level} = [{{ base_sek = 55, result_sek = 20300 }}]"),
            );
        }
    }
}

/// One result with its entries in the order of their windows.
struct Named<'a> {
    name: &'a str,
    entries: Vec<&'a Node>,
}

fn by_name<'a>(items: &'a [Node]) -> Vec<Named<'a>> {
    let mut results: Vec<Named> = Vec::new();
    for item in items {
        let Some(name) = item.at("name").and_then(Node::text) else { continue };
        match results.iter_mut().find(|known| known.name == name) {
            Some(known) => known.entries.push(item),
            None => results.push(Named { name, entries: vec![item] }),
        }
    }
    results.iter_mut().for_each(|result| result.entries.sort_by_key(|entry| months(entry)));
    results
}

/// From the first month up to but not with the second.
fn months(entry: &Node) -> (i64, i64) {
    let month = |key: &str| entry.at(key).and_then(Node::integer);
    (month("from_month").unwrap_or(0), month("until_month").unwrap_or(OPEN))
}

fn results(view: &View, notes: &mut Notes) {
    let results = by_name(view.items("payments.results"));
    if let Some(one_too_many) = results.get(MOST_RESULTS) {
        notes.fault(
            one_too_many.entries[0].place,
            format!("there are {} results; at most {MOST_RESULTS} are possible", results.len()),
            "give entries that are windows of one result the same name",
        );
    }
    results.iter().for_each(|result| windows(result, notes));
    shares(&results, notes);
}

fn windows(result: &Named, notes: &mut Notes) {
    for entry in &result.entries {
        let (from, until) = months(entry);
        if from >= until {
            let place = entry.at("until_month").map_or(entry.place, |node| node.place);
            let message = format!("a window of the result \"{}\" ends in month {until}, before it begins in month {from}", result.name);
            notes.fault(place, message, "let until_month be later than from_month");
        }
        if entry.at("events").and_then(Node::list).is_some_and(<[Node]>::is_empty) {
            let place = entry.at("events").map_or(entry.place, |node| node.place);
            notes.fault(place, format!("nothing counts as the result \"{}\"", result.name), "name at least one event");
        }
    }
    for pair in result.entries.windows(2) {
        let ((_, until), (from, _)) = (months(pair[0]), months(pair[1]));
        if until == from {
            continue;
        }
        let end = if until == OPEN { "never ends".to_string() } else { format!("ends at month {until}") };
        let what = if until < from { "there is a gap between" } else { "there is an overlap of" };
        let message = format!("{what} two windows of the result \"{}\": one {end}, the next begins at month {from}", result.name);
        let place = pair[1].at("from_month").map_or(pair[1].place, |node| node.place);
        notes.clash(
            place,
            message,
            "let each window begin where the one before ends, or give a result of its own another name",
            pair[0].place,
            "the one before",
        );
    }
}

/// The shares of all results, each at its highest, are at most one.
fn shares(results: &[Named], notes: &mut Notes) {
    let share = |entry: &&Node| entry.at("share").and_then(Node::number).unwrap_or(0.0);
    let highest = results.iter().filter_map(|result| result.entries.iter().map(share).reduce(f64::max));
    let sum: f64 = highest.sum();
    let last = results.last().and_then(|result| result.entries[0].at("share"));
    if let Some(last) = last.filter(|_| sum > 1.0 + 1e-9) {
        let message = format!("the shares of the {} results sum to {sum:.3}, above 1", results.len());
        notes.fault(last.place, message, "lower them; the price of a level is for all its results together");
    }
}

/// A full referral's base payment is below the ceiling.
fn ceiling(view: &View, notes: &mut Notes) {
    let Some(ceiling) = view.node("payments.ceiling_per_referral_sek") else { return };
    let (Some(most), Some(units)) = (ceiling.number(), view.node("payments.base.most_units").and_then(Node::integer)) else { return };
    for item in view.items("payments.prices") {
        for level in LEVELS {
            for entry in item.at(level).and_then(Node::list).unwrap_or_default() {
                let Some(base) = entry.at("base_sek").filter(|base| base.number().is_some_and(|sek| sek * units as f64 > most)) else {
                    continue;
                };
                let full = base.number().unwrap_or(0.0) * units as f64;
                let message = format!("the ceiling of {most} SEK is below the base payment of a full referral, {full} SEK ({level})");
                view.clash(ceiling.place, message, "raise the ceiling, or lower the price or payments.base.most_units", base.place, notes);
            }
        }
    }
}

fn reports(view: &View, notes: &mut Notes) {
    let is = |path: &str, truth: bool| view.node(path).is_some_and(|node| node.value == Value::Bool(truth));
    if is("payments.base.needs_report", true) && is("policy.service.monthly_reports", false) {
        notes.fault(
            view.value_place("policy.service.monthly_reports"),
            "a base payment that needs a report is never paid where there are none",
            "set payments.base.needs_report = false, or policy.service.monthly_reports = true",
        );
    }
}

fn premium(view: &View, notes: &mut Notes) {
    let is_true = |path: &str| view.node(path).is_some_and(|node| node.value == Value::Bool(true));
    if is_true("payments.speed_premium.needs_lasting") && is_true("payments.speed_premium.recovered_if_short") {
        notes.fault(
            view.value_place("payments.speed_premium.recovered_if_short"),
            "a premium that waits until the work has lasted is never taken back",
            "set needs_lasting = false, or leave recovered_if_short out",
        );
    }
}

fn premium_without_results(view: &View, notes: &mut Notes) {
    if view.node("payments.speed_premium").is_some()
        && view.node("payments.results").is_some_and(|node| node.list().is_some_and(<[Node]>::is_empty))
    {
        notes.fault(
            view.place_of("payments.speed_premium"),
            "there is a speed premium, but no result whose conditions it could have",
            "add [[payments.results]] (with share = 0 for the premium alone), or unset payments.speed_premium",
        );
    }
}

fn cohorts(view: &View, notes: &mut Notes) {
    let share = |key: &str| view.node("payments.cohort_bonus")?.at(key)?.number();
    if let (Some(bonus), Some(malus)) = (share("bonus_from_share"), share("malus_below_share"))
        && malus > bonus
    {
        notes.fault(
            view.value_place("payments.cohort_bonus.malus_below_share"),
            format!("the malus is taken below a share of {malus}, the bonus paid from {bonus}: between them both"),
            "let malus_below_share be at most bonus_from_share",
        );
    }
}
