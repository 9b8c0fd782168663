//! Numbers that may be fitted: they are there, and their priors make sense.

use super::View;
use crate::scenario::faults::Notes;
use crate::scenario::free;
use crate::scenario::path;
use crate::scenario::tree::Node;

pub(super) fn check(view: &View, notes: &mut Notes) {
    let mut known: Vec<&str> = Vec::new();
    for item in view.items("calibration.parameters") {
        let Some((node, key)) = item.at("key").and_then(|node| Some((node, node.text()?))) else { continue };
        let Ok(steps) = path::parse(key) else {
            notes.fault(node.place, format!("`{key}` is no key"), "write it as in --set, e.g. world.tool.mixture.loading");
            continue;
        };
        let Some(value) = free::number(view.tree, &steps) else {
            notes.fault(node.place, format!("`{key}` is no number of this scenario"), "name a number, or a point of a curve as in KEY[2]");
            continue;
        };
        if known.contains(&key) {
            notes.fault(node.place, format!("`{key}` is fitted twice"), "leave one of them out");
        }
        known.push(key);
        prior(item, value, notes);
    }
    fitted(view.items("calibration.parameters"), notes);
}

/// A fit is of all numbers, and each row of its root has a number for each of them up to its own.
fn fitted(items: &[Node], notes: &mut Notes) {
    if !items.iter().any(|item| item.at("fitted").is_some() || item.at("spread").is_some()) {
        return;
    }
    for (item, count) in items.iter().zip(1..) {
        match (item.at("fitted"), item.at("spread").and_then(Node::list)) {
            (Some(_), Some(row)) if row.len() == count => {}
            (Some(_), Some(row)) => notes.fault(
                item.place,
                format!("parameter {count} has a row of {} numbers in `spread`", row.len()),
                format!("give it {count}, as `troskel calibrate` does"),
            ),
            _ => {
                notes.fault(item.place, "some parameters are fitted and this one is not", "give all of them `fitted` and `spread`, or none")
            }
        }
    }
}

fn prior(item: &Node, value: f64, notes: &mut Notes) {
    let number = |key: &str| item.at(key).and_then(|node| Some((node.place, node.number()?)));
    let (Some((_, mean)), Some((low_at, low)), Some((high_at, high))) = (number("mean"), number("low"), number("high")) else { return };
    let scale = item.at("scale").and_then(Node::text).unwrap_or_default();
    if !(low <= mean && mean <= high && low < high) {
        notes.fault(
            low_at,
            format!("the prior's mean {mean} does not lie between {low} and {high}"),
            "let low <= mean <= high, and low < high",
        );
    }
    if !(low <= value && value <= high) {
        notes.fault(low_at, format!("the value in force, {value}, lies outside {low} to {high}"), "widen the bounds, or change the value");
    }
    if scale != "linear" && low <= 0.0 {
        notes.fault(low_at, format!("on a {scale} scale {low} cannot be reached"), "let low be above 0");
    }
    if scale == "logit" && high >= 1.0 {
        notes.fault(high_at, format!("on a logit scale {high} cannot be reached"), "let high be below 1");
    }
}
