//! Numbers of a scenario that may be fitted to evidence: where they stand, and the settings that move them.

use super::load::Loaded;
use super::path::{self, Step};
use super::tree::{Node, Table, Value};
use crate::engine::math;
use crate::pathway::person::categories;

categories! {
    /// On which scale a prior is normal.
    PriorScale { Linear = "linear", Log = "log", Logit = "logit" }
}

/// What is believed of a number before the evidence is seen: normal on its scale, cut off at its bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Prior {
    /// As in `--set`; a point of a curve by its number, as in `world.tool.mixture.high_mean[2]`.
    pub key: String,
    pub scale: PriorScale,
    /// In the unit of the key; the standard deviation holds at the mean.
    pub mean: f64,
    pub sd: f64,
    pub low: f64,
    pub high: f64,
    /// Why the prior is as it is.
    pub reason: String,
}

impl Prior {
    fn scaled(&self, value: f64) -> f64 {
        match self.scale {
            PriorScale::Linear => value,
            PriorScale::Log => math::ln(value),
            PriorScale::Logit => math::logit(value),
        }
    }

    /// The standard deviation on the scale.
    fn scaled_sd(&self) -> f64 {
        match self.scale {
            PriorScale::Linear => self.sd,
            PriorScale::Log => self.sd / self.mean,
            PriorScale::Logit => self.sd / (self.mean * (1.0 - self.mean)),
        }
    }

    /// The value so many prior standard deviations from the mean, held within the bounds.
    pub fn value(&self, standing: f64) -> f64 {
        let at = self.scaled(self.mean) + standing * self.scaled_sd();
        let value = match self.scale {
            PriorScale::Linear => at,
            PriorScale::Log => math::exp(at),
            PriorScale::Logit => math::expit(at),
        };
        value.clamp(self.low, self.high)
    }

    /// The bounds in prior standard deviations from the mean.
    pub fn bounds(&self) -> (f64, f64) {
        let standing = |value: f64| (self.scaled(value) - self.scaled(self.mean)) / self.scaled_sd();
        (standing(self.low), standing(self.high))
    }

    /// The standing of a value within the bounds.
    pub fn standing(&self, value: f64) -> f64 {
        (self.scaled(value) - self.scaled(self.mean)) / self.scaled_sd()
    }
}

/// The node that steps lead to.
pub(super) fn find<'a>(tree: &'a Table, steps: &[Step]) -> Option<&'a Node> {
    let (Step::Key(first), rest) = steps.split_first()? else { return None };
    rest.iter().try_fold(tree.get(first)?, |node, step| match step {
        Step::Key(key) => node.table()?.get(key),
        Step::Number(number) => node.list()?.get(number.checked_sub(1)?),
        Step::From(day) => node.list()?.iter().find(|item| item.at("from").and_then(Node::day) == Some(*day)),
    })
}

/// The same to change it.
pub(super) fn find_mut<'a>(tree: &'a mut Table, steps: &[Step]) -> Option<&'a mut Node> {
    let (Step::Key(first), rest) = steps.split_first()? else { return None };
    rest.iter().try_fold(tree.get_mut(first)?, |node, step| match (step, &mut node.value) {
        (Step::Key(key), Value::Table(table)) => table.get_mut(key),
        (Step::Number(number), Value::List(items)) => items.get_mut(number.checked_sub(1)?),
        (Step::From(day), Value::List(items)) => items.iter_mut().find(|item| item.at("from").and_then(Node::day) == Some(*day)),
        _ => None,
    })
}

/// The number at a key: a plain one, or the second of a point of a curve.
pub(super) fn number(tree: &Table, steps: &[Step]) -> Option<f64> {
    let node = find(tree, steps)?;
    match node.list() {
        Some([_, value]) if matches!(steps.last(), Some(Step::Number(_))) => value.number(),
        _ => node.number(),
    }
}

/// The number at a key of a loaded scenario.
pub fn number_at(loaded: &Loaded, key: &str) -> Option<f64> {
    number(&super::change::bare_tree(&loaded.resolved), &path::parse(key).ok()?)
}

/// What to `--set` for an assumption to have a value everywhere that the scenario has one; a curve becomes constant. Empty if it has none.
pub fn assumption_settings(loaded: &Loaded, path: &str, value: f64) -> Vec<String> {
    let tree = super::change::bare_tree(&loaded.resolved);
    let node = Node { value: Value::Table(tree), place: super::source::Place::default() };
    let parts: Vec<&str> = path.split('.').collect();
    let mut found = Vec::new();
    collect(&node, &parts, &mut Vec::new(), &mut found);
    let setting = |(steps, node): (Vec<Step>, &Node)| {
        let key = path::text(&steps);
        match &node.value {
            Value::Integer(_) => format!("{key}={}", value.round()),
            Value::List(_) => format!("{key}=[[1, {value:?}]]"),
            _ => format!("{key}={value:?}"),
        }
    };
    found.into_iter().map(setting).collect()
}

/// Values of a key of the table of keys: `*` stands for every name, `[]` for every item.
fn collect<'a>(node: &'a Node, parts: &[&str], steps: &mut Vec<Step>, found: &mut Vec<(Vec<Step>, &'a Node)>) {
    let Some((part, rest)) = parts.split_first() else {
        let is_value = node.number().is_some() || node.list().is_some_and(|points| points.iter().all(|point| point.list().is_some()));
        return if is_value {
            found.push((steps.clone(), node))
        };
    };
    let name = part.trim_end_matches("[]");
    for entry in node.table().map_or(&[][..], |table| &table.entries).iter().filter(|entry| name == "*" || entry.key == name) {
        steps.push(Step::Key(entry.key.clone()));
        match entry.node.list().filter(|_| part.ends_with("[]")) {
            Some(items) => {
                for (item, number) in items.iter().zip(1..) {
                    steps.push(Step::Number(number));
                    collect(item, rest, steps, found);
                    steps.pop();
                }
            }
            None => collect(&entry.node, rest, steps, found),
        }
        steps.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pathway::profiling::Reading;
    use crate::scenario::{Request, load};

    const FREE_OF: [&str; 1] = ["world.jobs.temporary_ends_registration"];

    fn prior(scale: PriorScale, mean: f64, sd: f64, low: f64, high: f64) -> Prior {
        Prior { key: String::new(), scale, mean, sd, low, high, reason: String::new() }
    }

    /// A standard deviation from a mean of 0.2: 0.3 on a linear scale of 0.1; 0.2 e^½ on a logarithmic one; on a logit scale, where 0.16
    /// makes one, the odds of 1 to 4 times e.
    #[test]
    fn priors_are_normal_on_their_scale() {
        assert!((prior(PriorScale::Linear, 0.2, 0.1, 0.0, 1.0).value(1.0) - 0.3).abs() < 1e-12);
        assert!((prior(PriorScale::Log, 0.2, 0.1, 0.01, 1.0).value(1.0) - 0.2 * 0.5_f64.exp()).abs() < 1e-12);
        let odds = 0.25 * 1.0_f64.exp();
        let share = prior(PriorScale::Logit, 0.2, 0.16, 0.05, 0.9);
        assert!((share.value(1.0) - odds / (1.0 + odds)).abs() < 1e-12 && (share.standing(share.value(0.7)) - 0.7).abs() < 1e-12);
        assert_eq!((share.value(9.0), share.value(-9.0)), (0.9, 0.05));
        let (low, high) = share.bounds();
        assert!((share.value(low) - 0.05).abs() < 1e-12 && (share.value(high) - 0.9).abs() < 1e-12);
    }

    #[test]
    fn numbers_and_points_of_curves_are_found_and_set() {
        let loaded = load(&Request::default()).unwrap();
        let values = [
            ("world.tool.mixture.high_mean[2]", -0.5),
            ("world.jobs.temporary_ends_registration", 0.25),
            ("world.tool.mixture.high_mean[4]", -1.5),
            ("world.exits.cycle[2020-06-01].factor", 0.875),
        ];
        assert_eq!(number_at(&loaded, values[0].0), Some(-0.395));
        let free = FREE_OF
            .iter()
            .map(|key| format!("{{ key = {key:?}, scale = \"linear\", mean = 0, sd = 1, low = -9, high = 9, reason = \"x\" }}"));
        let set = vec![format!("calibration.parameters=[{}]", free.collect::<Vec<_>>().join(", "))];
        let base = load(&Request { set, ..Request::default() }).unwrap_or_else(|faults| panic!("{faults}")).base.unwrap();
        let moved = base.with(&values).unwrap_or_else(|faults| panic!("{faults}"));
        let Reading::Mixture(mixture) = &moved.world.tool.reading else { panic!("a mixture") };
        assert_eq!(mixture.high_mean.knots().iter().map(|knot| knot.1).collect::<Vec<_>>(), [-0.383, -0.5, -0.813, -1.5]);
        assert_eq!(moved.world.jobs.temporary_ends_registration, 0.25);
        let faults = base.with(&[("world.jobs.temporary_ends_registration", 1.5)]).unwrap_err().to_string();
        assert!(faults.contains("outside 0 to 1"), "{faults}");
        let at = |path: &str, value| assumption_settings(&loaded, path, value);
        assert_eq!(at("world.exits.cycle[].factor", 1.5)[1..], ["world.exits.cycle[2].factor=1.5", "world.exits.cycle[3].factor=1.5"]);
        assert_eq!(at("world.stock.employed_share", 0.25), ["world.stock.employed_share=[[1, 0.25]]"]);
        assert_eq!(at("world.areas.*.no_active_choice_share", 0.5).len(), 6);
        assert_eq!(
            (at("policy.caseworkers.follow_up_days", 60.0), at("world.market.spare_share", 1.0)),
            (vec!["policy.caseworkers.follow_up_days=60".to_string()], vec![])
        );
        assert_eq!(number_at(&loaded, "world.tool.mixture.high_mean[9]"), None);
        assert_eq!(number_at(&loaded, "world.tool.mixture.high_mean"), None);
    }
}
