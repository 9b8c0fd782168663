//! Shares that hang together, and tables of which one must be chosen.

use super::View;
use crate::engine::curve::Curve;
use crate::scenario::check::points;
use crate::scenario::faults::Notes;
use crate::scenario::keys::ALTERNATIVES;
use crate::scenario::tree::Node;

pub(super) fn check(view: &View, notes: &mut Notes) {
    ALTERNATIVES.iter().for_each(|(path, names)| exactly_one(view, path, names, notes));
    registered_share(view, notes);
    past_registrations(view, notes);
    category_shares(view, notes);
    composition(view, notes);
    not_all_zero(view, "world.inflow.weekday_weights", notes);
    check_rates(view, notes);
    for path in ["world.composition.by_days", "payments.prices"] {
        if let Some(node) = view.node(path).filter(|node| node.list().is_some_and(<[Node]>::is_empty)) {
            notes.fault(node.place, format!("[[{path}]] is empty"), "give at least one table");
        }
    }
    for (path, what) in [("world.behaviour", "a supervisor's time costs"), ("world.market", "supervisors and offices cost")] {
        if view.node(path).is_some() && view.node("world.provider_economics").is_none() {
            let message = format!("`{path}` goes by what {what}, and there is no `world.provider_economics`");
            notes.fault(view.place_of(path), message, format!("add it, or unset {path}"));
        }
    }
    let may_refuse = view.node("policy.referral.may_refuse").is_some_and(Node::is_true);
    if may_refuse && view.node("world.behaviour").is_none() {
        notes.fault(
            view.value_place("policy.referral.may_refuse"),
            "providers refuse those by whom they expect to lose, and there is no `world.behaviour` to say what they expect",
            "add it, or let may_refuse = false",
        );
    }
    let lag = view.entry("world.provider_economics.hire_lag_months").filter(|entry| entry.node.integer() == Some(0));
    if let Some(lag) = lag.filter(|_| view.node("world.market").is_some()) {
        let message = "hire_lag_months is 0: with `world.market` a month's supervisors go by the participants of months that are over";
        notes.fault(lag.node.place, message, "let it be 1 or more, or unset world.market");
    }
    if view.node("policy.budget_per_year_sek").is_some()
        && view.node("payments.committed_per_referral_sek").and_then(Node::number) == Some(0.0)
    {
        let place = view.place_of("policy.budget_per_year_sek");
        notes.warning(
            place,
            "there is a budget, but a referral commits 0 SEK: referrals never end",
            "set payments.committed_per_referral_sek",
        );
    }
}

fn exactly_one(view: &View, path: &str, names: &[&str], notes: &mut Notes) {
    let Some(table) = view.node(path).and_then(Node::table) else { return };
    let given: Vec<_> = names.iter().filter_map(|name| table.entry(name)).collect();
    match given.as_slice() {
        [] => notes.fault(view.place_of(path), format!("`{path}` needs one of `{}`", names.join("` and `")), "add one of them"),
        [_] => {}
        [one, other, ..] => notes.clash(
            other.key_place,
            format!("`{path}` has both `{}` and `{}`", one.key, other.key),
            "keep one of them",
            one.key_place,
            "the other",
        ),
    }
}

fn curve(view: &View, path: &str) -> Option<Curve> {
    Curve::new(points(view.node(path)?)?)
}

fn registered_share(view: &View, notes: &mut Notes) {
    let path = "world.stock.registered_share_by_days";
    let (Some(curve), Some(node)) = (curve(view, path), view.node(path)) else { return };
    let knots = curve.knots();
    if let Some(pair) = knots.windows(2).find(|pair| pair[1].1 < pair[0].1) {
        notes.fault(
            node.place,
            format!("`{path}` falls from {} to {} at day {}", pair[0].1, pair[1].1, pair[1].0),
            "a share registered at most so many days can only rise",
        );
    }
    if knots[0].1 != 0.0 || knots[knots.len() - 1].1 != 1.0 {
        notes.fault(
            node.place,
            format!("`{path}` goes from {} to {}, not from 0 to 1", knots[0].1, knots[knots.len() - 1].1),
            "let the first value be 0.0 and the last 1.0",
        );
    }
}

fn past_registrations(view: &View, notes: &mut Notes) {
    let path = "world.stock.past_registrations";
    let (Some(curve), Some(node)) = (curve(view, path), view.node(path)) else { return };
    if (1..=curve.end().max(1.0) as i32).all(|day| curve.at(f64::from(day)) == 0.0) {
        notes.fault(
            node.place,
            format!("`{path}` is 0 on every day"),
            "let somebody have registered: a value above 0 on a day before the run",
        );
    }
}

fn category_shares(view: &View, notes: &mut Notes) {
    let (employed, supported) = ("world.stock.employed_share", "world.stock.supported_work_share");
    let (Some(one), Some(other)) = (curve(view, employed), curve(view, supported)) else { return };
    let mut days: Vec<f64> = one.knots().iter().chain(other.knots()).map(|knot| knot.0).collect();
    days.sort_by(f64::total_cmp);
    if let Some(day) = days.into_iter().find(|day| one.at(*day) + other.at(*day) > 1.0 + 1e-9) {
        let sum = one.at(day) + other.at(day);
        let message = format!("{employed} and {supported} sum to {sum:.3} at day {day}, above 1");
        view.clash(view.value_place(supported), message, "lower one of them", view.value_place(employed), notes);
    }
}

fn composition(view: &View, notes: &mut Notes) {
    let items = view.items("world.composition.by_days");
    let days: Vec<_> = items.iter().filter_map(|item| item.at("days")).filter_map(|node| Some((node.number()?, node.place))).collect();
    for pair in days.windows(2).filter(|pair| pair[0].0 >= pair[1].0) {
        let message = format!("the days of [[world.composition.by_days]] don't rise: {} comes after {}", pair[1].0, pair[0].0);
        notes.fault(pair[1].1, message, "put the tables in order of days, each once");
    }
}

fn not_all_zero(view: &View, path: &str, notes: &mut Notes) {
    let Some(node) = view.node(path) else { return };
    if node.list().is_some_and(|items| !items.is_empty() && items.iter().all(|item| item.number() == Some(0.0))) {
        notes.fault(node.place, format!("`{path}` is 0 on every day"), "let at least one weekday be above 0");
    }
}

/// The rates of deviation.
pub(super) fn check_rates(view: &View, notes: &mut Notes) {
    let path = "policy.decisions.reason_rates";
    let sum: f64 = view.named(path).iter().filter_map(|entry| entry.node.number()).sum();
    if sum > 1.0 {
        notes.fault(
            view.place_of(path),
            format!("`{path}` sum to {sum:.3}, above 1"),
            "a person deviates for one reason at most: lower them",
        );
    }
}
