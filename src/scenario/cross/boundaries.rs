//! Threshold sets: boundaries that cross, fall, or never come into play.

use super::View;
use crate::engine::curve::Curve;
use crate::scenario::check::points;
use crate::scenario::faults::Notes;
use crate::scenario::source::Place;
use crate::scenario::tree::Node;

/// Boundaries from below, and the level between each and the one before.
const BOUNDARIES: [(&str, &str); 4] = [("too_far_below", ""), ("level_c_below", "C"), ("level_b_below", "B"), ("level_a_below", "A")];

struct Boundary {
    name: &'static str,
    /// The level between this boundary and the one below it.
    level: &'static str,
    curve: Curve,
    place: Place,
}

pub(super) fn check(view: &View, notes: &mut Notes) {
    for path in ["policy.thresholds", "policy.intended_thresholds"] {
        for (index, set) in view.items(path).iter().enumerate() {
            let name =
                set.at("from").and_then(Node::day).map_or_else(|| format!("{path}[{}]", index + 1), |day| format!("{path} of {day}"));
            check_set(set, &name, notes);
        }
    }
}

fn check_set(set: &Node, name: &str, notes: &mut Notes) {
    let boundary = |(name, level): (&'static str, &'static str)| {
        let node = set.at(name)?;
        Some(Boundary { name, level, curve: Curve::new(points(node)?)?, place: node.place })
    };
    let boundaries: Vec<Boundary> = BOUNDARIES.into_iter().filter_map(boundary).collect();
    let Some(min_days) = set.at("min_registration_days") else { return };
    let (4, Some(first)) = (boundaries.len(), min_days.integer()) else { return };
    let last = boundaries.iter().filter_map(|boundary| boundary.curve.knots().last()).map(|knot| knot.0).fold(1.0, f64::max) as i64;
    if first > last.max(1) && boundaries.iter().any(|boundary| boundary.curve.knots().len() > 1) {
        let message =
            format!("{name}: nobody registered for fewer than {first} days gets a level, but the boundaries move only until day {last}");
        return notes.fault(
            min_days.place,
            message,
            format!("min_registration_days counts days; give at most {last}, or let the boundaries reach further"),
        );
    }
    let days = first.max(1) as i32..=last.clamp(first.max(1), 20_000) as i32;
    for pair in boundaries.windows(2) {
        crossing(&pair[0], &pair[1], days.clone(), name, notes);
    }
    boundaries.iter().for_each(|boundary| falling(boundary, name, notes));
}

fn crossing(lower: &Boundary, upper: &Boundary, days: std::ops::RangeInclusive<i32>, name: &str, notes: &mut Notes) {
    let crossed = |day: &i32| lower.curve.at(f64::from(*day)) > upper.curve.at(f64::from(*day)) + 1e-9;
    let Some(from) = days.clone().find(crossed) else { return };
    let until = (from..=*days.end()).take_while(crossed).last().unwrap_or(from);
    let span = if until == *days.end() {
        format!("from registration day {from} on")
    } else {
        format!("on the registration days {from} to {until}")
    };
    let message = format!("{name}: {} lies above {} {span}, so nobody gets level {}", lower.name, upper.name, upper.level);
    notes.warning(upper.place, message, "raise the one or lower the other, unless the level is meant to be empty then");
}

/// Falling boundaries are allowed, but most often a slip.
fn falling(boundary: &Boundary, name: &str, notes: &mut Notes) {
    let Some(pair) = boundary.curve.knots().windows(2).find(|pair| pair[1].1 < pair[0].1) else { return };
    let (from, to) = (pair[0], pair[1]);
    let message =
        format!("{name}: {} falls from {} to {} between the registration days {} and {}", boundary.name, from.1, to.1, from.0, to.0);
    notes.warning(boundary.place, message, "those registered longer need a lower job chance to be below it; keep it if that is meant");
}
