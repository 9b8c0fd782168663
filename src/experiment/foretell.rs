//! How well a fit foretells what it was not shown: groups of facts are left out one after the other, the others are fitted again, and what was
//! published is held against the band that follows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;

use rayon::prelude::*;

use super::Failure;
use super::calibrate::{Figures, Local, Problem, Stopped, Target, covariance};
use crate::engine::math::{self, dot};

/// Steps of a new fit: each goes by the slopes at the whole fit, as far as it lowers misfit and prior.
const STEPS: usize = 8;
/// A step that does not lower them is halved so often.
const HALVINGS: usize = 4;
/// A fit is over when it gains less than this.
const GAIN: f64 = 0.05;

/// One figure, foretold by a fit without its group.
#[derive(Clone, Debug, PartialEq)]
pub struct Foretold {
    pub fact: String,
    pub key: String,
    pub published: f64,
    pub tolerance: f64,
    pub mean: f64,
    /// Of what is published: parameters, chance of one outcome and of the mean, print.
    pub sd: f64,
}

/// A group of facts that was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// Part of the ids that its facts share.
    pub name: String,
    pub figures: Vec<Foretold>,
}

impl Foretold {
    /// In standard deviations of the band.
    fn off(&self) -> f64 {
        (self.published - self.mean) / self.sd
    }

    pub fn error_in_tolerances(&self) -> f64 {
        (self.mean - self.published) / self.tolerance
    }

    /// Continuous ranked probability score of a normal, in tolerances: the lower the better, for a sure forecast the absolute error
    /// (Gneiting and Raftery, 2007, Journal of the American Statistical Association 102).
    pub fn score(&self) -> f64 {
        let off = self.off();
        let density = math::exp(-off * off / 2.0) / (2.0 * std::f64::consts::PI).sqrt();
        self.sd * (off * (2.0 * math::phi(off) - 1.0) + 2.0 * density - 1.0 / std::f64::consts::PI.sqrt()) / self.tolerance
    }
}

impl LeftOut {
    /// All tables together, each foretold without itself; threshold sets, whose figures stand in tables too, are left out.
    pub fn tables(groups: &[LeftOut]) -> LeftOut {
        let tables = groups.iter().filter(|group| group.name.ends_with('*'));
        LeftOut { name: "all tables".into(), figures: tables.flat_map(|group| group.figures.clone()).collect() }
    }

    fn mean(&self, value: impl Fn(&Foretold) -> f64) -> f64 {
        self.figures.iter().map(value).sum::<f64>() / self.figures.len() as f64
    }

    /// Mean absolute error, in tolerances.
    pub fn mean_error(&self) -> f64 {
        self.mean(|figure| figure.error_in_tolerances().abs())
    }

    /// The same in the unit of the figures, for figures of one unit, and the largest.
    pub fn errors(&self) -> (f64, f64) {
        let error = |figure: &Foretold| (figure.mean - figure.published).abs();
        (self.mean(error), self.figures.iter().map(error).fold(0.0, f64::max))
    }

    pub fn score(&self) -> f64 {
        self.mean(Foretold::score)
    }

    /// Share of the figures within the 50 and the 90 percent band.
    pub fn coverage(&self) -> [f64; 2] {
        [0.674_489_75, 1.644_853_63].map(|width| self.mean(|figure| f64::from(u8::from(figure.off().abs() <= width))))
    }
}

/// The groups that a fact belongs to: that of the first part of its id (a table), and that of the last of three or more (a threshold set).
fn groups_of(fact: &str) -> impl Iterator<Item = String> {
    let parts: Vec<&str> = fact.split('.').collect();
    let last = parts.last().filter(|_| parts.len() > 2).map(|last| format!("*.{last}"));
    std::iter::once(format!("{}.*", parts[0])).chain(last)
}

/// Each group, and which targets belong to it. One that is all there is cannot be left out; of a last part there have to be several.
fn groups(targets: &[Target]) -> Vec<(String, Vec<bool>)> {
    let mut facts: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for target in targets {
        groups_of(&target.fact).for_each(|group| {
            facts.entry(group).or_default().insert(&target.fact);
        });
    }
    let all = targets.iter().map(|target| &target.fact).collect::<BTreeSet<_>>().len();
    facts.retain(|name, facts| facts.len() < all && (facts.len() > 1 || !name.starts_with('*')));
    let members = |facts: &BTreeSet<&str>| targets.iter().map(|target| facts.contains(target.fact.as_str())).collect();
    facts.iter().map(|(name, facts)| (name.clone(), members(facts))).collect()
}

impl Problem<'_> {
    /// Leaves each group out of the fit and foretells it.
    ///
    /// # Errors
    /// If it is stopped from outside, or a trial cannot be run.
    pub fn foretell(&self, fit: &[f64], local: &Local, stop: &AtomicBool) -> Result<Vec<LeftOut>, Stopped> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build().map_err(Failure::from)?;
        pool.install(|| {
            groups(&self.targets).into_par_iter().map(|(name, members)| self.without(name, &members, fit, local, stop)).collect()
        })
    }

    fn without(&self, name: String, left_out: &[bool], fit: &[f64], local: &Local, stop: &AtomicBool) -> Result<LeftOut, Stopped> {
        let kept: Vec<Target> = self.targets.iter().zip(left_out).map(|(target, out)| target.weighing(*out)).collect();
        let spread = covariance(&local.slopes, &kept);
        let figures = self.fitted_again(&kept, &spread, fit, local, stop)?;
        let foretold = |index: usize| {
            let target = &self.targets[index];
            let slopes: Vec<f64> = local.slopes.iter().map(|slopes| slopes[index]).collect();
            let by_parameters: f64 = slopes.iter().enumerate().map(|(row, slope)| slope * dot(&spread[row], &slopes)).sum();
            Some(Foretold {
                fact: target.fact.clone(),
                key: target.key.clone(),
                published: target.value,
                tolerance: target.tolerance,
                mean: figures[index]?,
                sd: (by_parameters + target.sd * target.sd).sqrt(),
            })
        };
        let members = (0..self.targets.len()).filter(|index| left_out[*index] && self.targets[*index].tolerance > 0.0);
        Ok(LeftOut { name, figures: members.filter_map(foretold).collect() })
    }

    /// The figures at the best standings for the targets that are kept, from the whole fit on: steps by the slopes there, halved until they help.
    fn fitted_again(
        &self,
        kept: &[Target],
        spread: &[Vec<f64>],
        fit: &[f64],
        local: &Local,
        stop: &AtomicBool,
    ) -> Result<Figures, Stopped> {
        let (mut at, mut figures) = (fit.to_vec(), local.figures.clone());
        let mut value = self.value_of(kept, &at, &figures);
        for _ in 0..STEPS {
            let step = step(kept, spread, &at, &figures, &local.slopes);
            let mut gained = 0.0;
            for halving in 0..HALVINGS {
                let share = 0.5_f64.powi(halving as i32);
                let moved = |(row, prior): (usize, &crate::scenario::Prior)| {
                    let (low, high) = prior.bounds();
                    (at[row] + share * step[row]).clamp(low, high)
                };
                let point: Vec<f64> = self.priors().iter().enumerate().map(moved).collect();
                let found = self.figures(&point, stop)?;
                let new = self.value_of(kept, &point, &found);
                if new < value {
                    gained = value - new;
                    (at, figures, value) = (point, found, new);
                    break;
                }
            }
            if gained < GAIN {
                break;
            }
        }
        Ok(figures)
    }
}

impl Target {
    /// The same, of no weight if it is left out.
    fn weighing(&self, is_left_out: bool) -> Target {
        Target { weight: if is_left_out { 0.0 } else { self.weight }, ..self.clone() }
    }
}

/// The step of Gauss and Newton: minus the covariance times the gradient of half of misfit and prior.
fn step(targets: &[Target], spread: &[Vec<f64>], at: &[f64], figures: &Figures, slopes: &[Vec<f64>]) -> Vec<f64> {
    let misfit = |index: usize| {
        let target = &targets[index];
        figures[index].map_or(0.0, |figure| target.weight * (figure - target.value) / (target.sd * target.sd))
    };
    let misfits: Vec<f64> = (0..targets.len()).map(misfit).collect();
    let gradient: Vec<f64> = slopes.iter().zip(at).map(|(slopes, standing)| dot(slopes, &misfits) + standing).collect();
    spread.iter().map(|row| -dot(row, &gradient)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foretold(published: f64, mean: f64, sd: f64) -> Foretold {
        Foretold { fact: "a.b".into(), key: String::new(), published, tolerance: 0.5, mean, sd }
    }

    /// Of a standard normal at its mean the score is (√2 - 1) / √π, 0.233695; far off it is the distance less 1 / √π. In tolerances of 0.5.
    #[test]
    fn the_score_is_that_of_a_normal() {
        assert!((foretold(0.0, 0.0, 1.0).score() - 2.0 * 0.233_695).abs() < 1e-5);
        assert!((foretold(50.0, 0.0, 1.0).score() - 2.0 * (50.0 - 0.564_19)).abs() < 1e-4);
        assert!((foretold(3.0, 1.0, 1e-6).score() - 4.0).abs() < 1e-4);
    }

    #[test]
    fn bands_hold_what_lies_within_them() {
        let group =
            LeftOut { name: "a.".into(), figures: vec![foretold(0.6, 0.0, 1.0), foretold(-1.6, 0.0, 1.0), foretold(1.7, 0.0, 1.0)] };
        assert_eq!(group.coverage(), [1.0 / 3.0, 2.0 / 3.0]);
        assert!((group.mean_error() - 2.6).abs() < 1e-12 && group.errors().1 == 1.7);
        let set = LeftOut { name: "*.set-1".into(), figures: group.figures.clone() };
        let table = LeftOut { name: "a.*".into(), ..group.clone() };
        assert_eq!(LeftOut::tables(&[set, table.clone(), table]).figures.len(), 6);
    }

    #[test]
    fn tables_and_sets_are_left_out_each() {
        let target = |fact: &str| Target { fact: fact.into(), key: String::new(), value: 0.0, tolerance: 1.0, sd: 1.0, weight: 1.0 };
        let targets = ["verdicts.all.set-1", "verdicts.1-90.set-1", "verdicts.all.set-2", "paths.new.started", "contacts"].map(target);
        let names: Vec<(String, usize)> =
            groups(&targets).into_iter().map(|(name, members)| (name, members.iter().filter(|member| **member).count())).collect();
        let expected = [("*.set-1", 2), ("contacts.*", 1), ("paths.*", 1), ("verdicts.*", 3)];
        assert_eq!(names, expected.map(|(name, count)| (name.to_string(), count)));
    }
}
