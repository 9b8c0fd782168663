//! Numbers that each replication has of its own, drawn from a fitted distribution that the scenario carries.

use std::sync::Arc;

use super::base::Base;
use super::build;
use super::free::{Prior, number};
use super::path;
use super::tree::{Node, Table};
use super::types::Scenario;
use crate::engine::draws;
use crate::engine::streams::{Chance, Question};
use crate::units::Identity;

/// The question of a fitted number's value.
const FITTED: Question = 1;
/// Draws that are tried for one replication, of which one has to keep within all bounds.
const ATTEMPTS: u32 = 1_000;
/// Of so many draws for the first replication at least one has to, or the scenario is refused: then the above are enough.
const TRIED: u32 = 20;

/// A fitted distribution: normal in prior standard deviations, cut off where values would not make a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// The scenario with the fitted values.
    base: Arc<Base>,
    seed: u64,
    numbers: Vec<Fitted>,
}

/// One fitted number.
#[derive(Clone, Debug, PartialEq)]
struct Fitted {
    prior: Prior,
    /// The fitted value in prior standard deviations from the prior mean.
    standing: f64,
    /// Row of the lower triangular root of the covariance.
    spread: Vec<f64>,
    /// Not if it has been given another value than the fitted one: what somebody sets stays.
    is_drawn: bool,
}

impl Posterior {
    /// What the merged and checked tree carries; none if nothing has been fitted, or if the run wants it fixed.
    pub(super) fn of(base: &Arc<Base>) -> Option<Posterior> {
        let tree = &base.tree;
        let at = |path: &str| path.split_once('.').and_then(|(first, rest)| tree.get(first)?.at(rest));
        if at("run.fixed_parameters").is_some_and(Node::is_true) {
            return None;
        }
        let items = at("calibration.parameters").and_then(Node::list)?;
        let numbers: Vec<Fitted> = items.iter().filter_map(|item| Fitted::of(item.table()?, tree)).collect();
        let seed = at("run.seed").and_then(Node::integer)? as u64;
        (!numbers.is_empty()).then(|| Posterior { base: base.clone(), seed, numbers })
    }

    /// Keys of the numbers that are drawn.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.numbers.iter().filter(|number| number.is_drawn).map(|number| number.prior.key.as_str())
    }

    /// The fit of a number and its standard deviation, in prior standard deviations from the prior mean, and whether it is drawn.
    pub fn fit_of(&self, key: &str) -> Option<(f64, f64, bool)> {
        let number = self.numbers.iter().find(|number| number.prior.key == key)?;
        let sd = number.spread.iter().map(|spread| spread * spread).sum::<f64>().sqrt();
        Some((number.standing, sd, number.is_drawn))
    }

    /// Keys of fitted numbers that have been given other values and are not drawn.
    pub fn set_aside(&self) -> impl Iterator<Item = &str> {
        self.numbers.iter().filter(|number| !number.is_drawn).map(|number| number.prior.key.as_str())
    }

    /// The drawn numbers of a replication, in the order of the keys, in prior standard deviations from their prior means.
    pub fn standings(&self, replication: u32) -> Vec<f64> {
        let (standings, _) = self.first(replication, ATTEMPTS).expect("a scenario whose draws leave the bounds is refused when it is read");
        self.numbers.iter().zip(standings).filter(|(number, _)| number.is_drawn).map(|(_, standing)| standing).collect()
    }

    /// The scenario of a replication.
    pub fn scenario(&self, replication: u32) -> Scenario {
        let (_, tree) = self.first(replication, ATTEMPTS).expect("a scenario whose draws leave the bounds is refused when it is read");
        self.base.build(&tree)
    }

    /// Whether draws make scenarios often enough.
    pub(super) fn is_sound(&self) -> bool {
        self.first(1, TRIED).is_some()
    }

    /// The first draw of a replication that makes a scenario.
    fn first(&self, replication: u32, attempts: u32) -> Option<(Vec<f64>, Table)> {
        (0..attempts).find_map(|attempt| {
            let standings = self.draw(replication, attempt);
            let drawn = self.numbers.iter().zip(&standings).filter(|(number, _)| number.is_drawn);
            let is_within = |(number, standing): (&Fitted, &f64)| {
                let (low, high) = number.prior.bounds();
                (low..=high).contains(standing)
            };
            if !drawn.clone().all(is_within) {
                return None;
            }
            let values: Vec<(&str, f64)> = drawn.map(|(number, standing)| (&*number.prior.key, number.prior.value(*standing))).collect();
            self.base.tree_with(&values).ok().map(|tree| (standings, tree))
        })
    }

    /// Chance is keyed by the number's name: the others are the same whether it is drawn or not.
    fn draw(&self, replication: u32, attempt: u32) -> Vec<f64> {
        let chance = Chance::new(self.seed, replication);
        let normal = |number: &Fitted| {
            let luck = chance.of(Identity(build::name_key(&number.prior.key)));
            draws::normal(luck.answer(FITTED, attempt).uniform(0))
        };
        let normals: Vec<f64> = self.numbers.iter().map(normal).collect();
        let moved = |number: &Fitted| number.spread.iter().zip(&normals).map(|(spread, normal)| spread * normal).sum::<f64>();
        self.numbers.iter().map(|number| number.standing + moved(number)).collect()
    }
}

impl Fitted {
    fn of(item: &Table, tree: &Table) -> Option<Fitted> {
        let (fitted, spread) = (item.get("fitted")?.number()?, item.get("spread")?.list()?);
        let prior = build::prior_of(item);
        let steps = path::parse(&prior.key).ok()?;
        let is_drawn = number(tree, &steps) == Some(fitted);
        Some(Fitted { standing: prior.standing(fitted), spread: spread.iter().filter_map(Node::number).collect(), prior, is_drawn })
    }
}
