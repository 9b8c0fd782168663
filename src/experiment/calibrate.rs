//! Fits the numbers that a scenario marks as free to published facts, by simulation on common luck.
//!
//! ```text
//!  standings x (prior standard deviations) ─► scenario ─► replications 1..n ─► figures ─► -2 log posterior
//!     search: evolution strategy, a generation side by side       at its end: slopes of the figures ─► Laplace's normal
//! ```

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::engine::cma::{Cma, eigen};
use crate::engine::streams::Chance;
use crate::measure::Suite;
use crate::measure::comparison::{Compared, compare};
use crate::measure::evidence::Fact;
use crate::measure::table::Table;
use crate::scenario::{Base, FittedNumber, Loaded, Prior, Scenario};
use crate::sim::{Model, State, simulate};
use crate::units::Identity;

use super::{Cohort, Failure};

/// Published bounds are taken as so many standard deviations: they hold about 95 percent.
const TOLERANCE_SDS: f64 = 2.0;
/// The search begins with this step and is over when its longest step is this, in prior standard deviations.
const FIRST_STEP: f64 = 0.5;
const LAST_STEP: f64 = 0.02;
/// Half the distance over which slopes are taken, in prior standard deviations.
const SLOPE: f64 = 0.25;
/// Weight on leaving the bounds.
const OUTSIDE: f64 = 1e3;
/// What the search is keyed by in the scenario's seed.
const SEARCH: Identity = Identity(0x7472_6f73_6b65_6c63);

/// One published number as the likelihood sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub fact: String,
    pub key: String,
    pub value: f64,
    /// Of what was published, in the unit of the figure.
    pub tolerance: f64,
    /// Of what is published and of one simulated mean together.
    pub sd: f64,
    /// Shares of all categories of one table sum to one, so their errors hang together: with errors alike and the same correlation
    /// between any two of k shares, the squares count (k - 1) / k each.
    pub weight: f64,
}

/// A fit to be made.
pub struct Problem<'a> {
    pub loaded: &'a Loaded,
    pub facts: &'a [Fact],
    pub targets: Vec<Target>,
    /// Replications that each trial is the mean of: numbers 1 to this.
    pub replications: u32,
    pub threads: usize,
}

/// Figures of the facts, in the order of the targets; one that has no value is none.
pub type Figures = Vec<Option<f64>>;

/// A trial of the search.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    pub standings: Vec<f64>,
    pub value: f64,
}

/// What the search found.
pub struct Fit {
    /// In prior standard deviations from the prior mean.
    pub standings: Vec<f64>,
    pub start: f64,
    pub value: f64,
    pub generations: u32,
    pub trials: u32,
    /// Whether the search ended by itself rather than at its limit of generations.
    pub is_settled: bool,
}

/// What the posterior is like near the fit.
pub struct Local {
    pub figures: Figures,
    /// By parameter, then figure: change of the figure by a prior standard deviation.
    pub slopes: Vec<Vec<f64>>,
    /// Of the standings.
    pub covariance: Vec<Vec<f64>>,
}

/// Why a fit stopped without a result.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    #[error("stopped")]
    Asked,
    #[error("{0}")]
    Faults(String),
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl<'a> Problem<'a> {
    /// Spreads of the figures come from replications of the scenario as it stands (`table`), so that the weights do not move with
    /// what is fitted.
    pub fn new(loaded: &'a Loaded, facts: &'a [Fact], table: &Table, replications: u32, threads: usize) -> Problem<'a> {
        let supported = facts.iter().filter(|fact| fact.is_supported());
        let rows = compare(facts, table);
        let figures = supported.flat_map(|fact| fact.figures.iter().map(move |figure| (fact, figure)));
        let target = |((fact, figure), row): ((&Fact, &crate::measure::evidence::Figure), &Compared)| {
            let spread = figure.expr.as_ref().and_then(|expr| table.of(expr)).and_then(|found| found.sd).unwrap_or(0.0);
            let own = figure.tolerance / TOLERANCE_SDS;
            let k = fact.figures.len() as f64;
            Target {
                fact: fact.id.clone(),
                key: figure.key.clone(),
                value: row.target,
                tolerance: figure.tolerance,
                // What was published is one outcome; the mean of the replications has an error of its own.
                sd: (own * own + spread * spread * (1.0 + 1.0 / f64::from(replications))).sqrt(),
                weight: if fact.complete { (k - 1.0) / k } else { 1.0 },
            }
        };
        let targets = figures.zip(&rows).map(target).filter(|target| target.sd > 0.0).collect();
        Problem { loaded, facts, targets, replications, threads }
    }

    pub fn priors(&self) -> &[Prior] {
        &self.loaded.scenario.free
    }

    /// Where the scenario as it stands is.
    pub fn now(&self) -> Vec<f64> {
        let standing = |prior: &Prior| crate::scenario::number_at(self.loaded, &prior.key).map_or(0.0, |value| prior.standing(value));
        self.priors().iter().map(standing).collect()
    }

    /// The values at some standings.
    pub fn values(&self, standings: &[f64]) -> Vec<f64> {
        self.priors().iter().zip(standings).map(|(prior, standing)| prior.value(*standing)).collect()
    }

    /// The scenario at some standings; nothing is drawn in it.
    pub fn at(&self, standings: &[f64]) -> Result<Scenario, Stopped> {
        let values = self.values(standings);
        self.base().with(&self.named(&values)).map_err(|faults| Stopped::Faults(faults.to_string()))
    }

    /// The scenario with the fit and the normal around it, from which its replications draw.
    pub fn fitted(&self, fit: &[f64], local: &Local) -> Result<Loaded, Stopped> {
        let values = self.values(fit);
        let numbers = values.iter().zip(root(&local.covariance)).map(|(value, spread)| FittedNumber { value: *value, spread });
        let numbers: Vec<FittedNumber> = numbers.collect();
        self.base().fitted(&self.named(&values), &numbers).map_err(|faults| Stopped::Faults(faults.to_string()))
    }

    fn base(&self) -> &Base {
        self.loaded.base.as_ref().expect("a scenario without free numbers is not fitted")
    }

    fn named<'v>(&'v self, values: &[f64]) -> Vec<(&'v str, f64)> {
        self.priors().iter().map(|prior| prior.key.as_str()).zip(values.iter().copied()).collect()
    }

    /// The means of the figures at some standings; the same luck at every trial.
    pub fn figures(&self, standings: &[f64], stop: &AtomicBool) -> Result<Figures, Stopped> {
        let model = Model::new(self.at(standings)?);
        let cohort = Cohort::new(&model);
        let exprs: Vec<_> = self.facts.iter().flat_map(Fact::exprs).cloned().collect();
        let suite = Suite::with_latent(&exprs, &model.scenario, Some(&cohort)).map_err(|faults| Stopped::Faults(faults[0].to_string()))?;
        let (mut observer, mut state, mut table) = (suite.observer(), State::new(&model), Table::new(&suite));
        for replication in 1..=self.replications {
            if stop.load(Ordering::Relaxed) {
                return Err(Stopped::Asked);
            }
            simulate(&model, replication, &mut state, &mut observer).map_err(Failure::from)?;
            table.push(replication, observer.finish());
            observer.reset();
        }
        let rows = compare(self.facts, &table);
        let of = |target: &Target| rows.iter().find(|row| (&row.id, &row.key) == (&target.fact, &target.key)).and_then(|row| row.mean);
        Ok(self.targets.iter().map(of).collect())
    }

    /// -2 log posterior, up to a constant. A figure that has no value is as far off as ten standard deviations.
    pub fn value(&self, standings: &[f64], figures: &Figures) -> f64 {
        self.value_of(&self.targets, standings, figures)
    }

    /// The same for other weights of the targets.
    pub(super) fn value_of(&self, targets: &[Target], standings: &[f64], figures: &Figures) -> f64 {
        let misfit = |(target, figure): (&Target, &Option<f64>)| {
            let off = figure.map_or(10.0, |figure| (figure - target.value) / target.sd);
            target.weight * off * off
        };
        let prior = |(standing, prior): (&f64, &Prior)| {
            let (low, high) = prior.bounds();
            let outside = (low - standing).max(standing - high).max(0.0);
            standing.clamp(low, high).powi(2) + OUTSIDE * outside * outside
        };
        targets.iter().zip(figures).map(misfit).sum::<f64>() + standings.iter().zip(self.priors()).map(prior).sum::<f64>()
    }

    /// The figures at some points, side by side.
    fn figures_of(&self, points: &[Vec<f64>], stop: &AtomicBool) -> Result<Vec<Figures>, Stopped> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build().map_err(Failure::from)?;
        pool.install(|| points.par_iter().map(|point| self.figures(point, stop)).collect())
    }

    fn tried(&self, points: &[Vec<f64>], stop: &AtomicBool) -> Result<Vec<f64>, Stopped> {
        let figures = self.figures_of(points, stop)?;
        Ok(points.iter().zip(&figures).map(|(point, figures)| self.value(point, figures)).collect())
    }

    /// Searches for the best standings from `start` on. `known` are trials of an earlier search of the same problem, in its order: they are not
    /// simulated again. `told` hears each generation's trials, the best value so far and the step.
    pub fn search(
        &self,
        start: Vec<f64>,
        generations: u32,
        known: &[Trial],
        stop: &AtomicBool,
        mut told: impl FnMut(u32, &[Trial], f64, f64) -> Result<(), Stopped>,
    ) -> Result<Fit, Stopped> {
        let first = self.tried(std::slice::from_ref(&start), stop)?[0];
        let mut best = Trial { standings: start.clone(), value: first };
        let stream = Chance::new(self.loaded.scenario.run.seed, 0).of(SEARCH).stream(1, 0);
        let (mut cma, mut known, mut trials, mut done, mut is_settled) = (Cma::new(start, FIRST_STEP, stream), known, 1, 0, false);
        while done < generations && !is_settled {
            let points = cma.ask();
            let values = match known.split_at_checked(points.len()) {
                Some((these, rest)) if these.iter().zip(&points).all(|(trial, point)| trial.standings == *point) => {
                    known = rest;
                    these.iter().map(|trial| trial.value).collect()
                }
                _ => {
                    known = &[];
                    self.tried(&points, stop)?
                }
            };
            let tried: Vec<Trial> = points.into_iter().zip(&values).map(|(standings, value)| Trial { standings, value: *value }).collect();
            trials += tried.len() as u32;
            for trial in &tried {
                if trial.value < best.value {
                    best = trial.clone();
                }
            }
            cma.tell(&values);
            done += 1;
            is_settled = cma.spread() < LAST_STEP;
            told(done, &tried, best.value, cma.spread())?;
        }
        // The mean of the search is less subject to luck than its best trial, if it is as good.
        let mean = cma.mean().to_vec();
        let at_mean = self.tried(std::slice::from_ref(&mean), stop)?[0];
        let best = if at_mean <= best.value { Trial { standings: mean, value: at_mean } } else { best };
        Ok(Fit { standings: best.standings, start: first, value: best.value, generations: done, trials: trials + 1, is_settled })
    }

    /// Slopes of the figures at the fit, and the normal that follows from them and the prior.
    pub fn local(&self, fit: &[f64], stop: &AtomicBool) -> Result<Local, Stopped> {
        let moved = |index: usize, by: f64| {
            let mut point = fit.to_vec();
            point[index] += by;
            point
        };
        let points: Vec<Vec<f64>> =
            std::iter::once(fit.to_vec()).chain((0..fit.len()).flat_map(|index| [moved(index, -SLOPE), moved(index, SLOPE)])).collect();
        let found = self.figures_of(&points, stop)?;
        let slope = |low: &Option<f64>, high: &Option<f64>| low.zip(*high).map_or(0.0, |(low, high)| (high - low) / (2.0 * SLOPE));
        let slopes: Vec<Vec<f64>> =
            found[1..].chunks(2).map(|pair| pair[0].iter().zip(&pair[1]).map(|(low, high)| slope(low, high)).collect()).collect();
        let covariance = covariance(&slopes, &self.targets);
        Ok(Local { figures: found[0].clone(), slopes, covariance })
    }
}

impl Problem<'_> {
    /// How far figures simulated at some draws are from those that the slopes predict: root mean square in standard deviations.
    pub fn checked(&self, fit: &[f64], local: &Local, draws: &[Vec<f64>], stop: &AtomicBool) -> Result<f64, Stopped> {
        let found = self.figures_of(draws, stop)?;
        let mut squares = Vec::new();
        for (draw, figures) in draws.iter().zip(&found) {
            for (index, target) in self.targets.iter().enumerate() {
                let Some((at_fit, figure)) = local.figures[index].zip(figures[index]) else { continue };
                let moved: f64 = local.slopes.iter().zip(draw).zip(fit).map(|((slopes, to), from)| slopes[index] * (to - from)).sum();
                squares.push(((figure - at_fit - moved) / target.sd).powi(2));
            }
        }
        Ok((squares.iter().sum::<f64>() / squares.len().max(1) as f64).sqrt())
    }
}

/// The lower triangular root of a covariance (Cholesky), row by row, to seven digits.
fn root(covariance: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for (index, line) in covariance.iter().enumerate() {
        let mut row: Vec<f64> = Vec::new();
        for column in 0..=index {
            let known: f64 = (0..column).map(|k| row[k] * if column == index { row[k] } else { rows[column][k] }).sum();
            let left = line[column] - known;
            row.push(if column == index { left.max(0.0).sqrt() } else { left / rows[column][column] });
        }
        rows.push(row);
    }
    rows.iter().map(|row| row.iter().map(|value| (value * 1e7).round() / 1e7).collect()).collect()
}

/// The inverse of the slopes' squares in standard deviations of the targets, plus one for the prior.
pub(super) fn covariance(slopes: &[Vec<f64>], targets: &[Target]) -> Vec<Vec<f64>> {
    let n = slopes.len();
    let entry = |row: usize, column: usize| {
        let products = slopes[row].iter().zip(&slopes[column]).zip(targets);
        products.map(|((a, b), target)| target.weight * a * b / (target.sd * target.sd)).sum::<f64>() + f64::from(u8::from(row == column))
    };
    let precision: Vec<Vec<f64>> = (0..n).map(|row| (0..n).map(|column| entry(row, column)).collect()).collect();
    let (values, axes) = eigen(&precision);
    let inverse = |row: usize, column: usize| (0..n).map(|axis| axes[row][axis] * axes[column][axis] / values[axis]).sum();
    (0..n).map(|row| (0..n).map(|column| inverse(row, column)).collect()).collect()
}

impl Local {
    /// Standard deviation of a standing: 1 is the prior's.
    pub fn sd(&self, parameter: usize) -> f64 {
        self.covariance[parameter][parameter].sqrt()
    }

    /// Pairs of parameters that the evidence tells only together, with their correlation: beyond 0.8 either way.
    pub fn entangled(&self) -> Vec<(usize, usize, f64)> {
        let pairs = (0..self.covariance.len()).flat_map(|a| (0..a).map(move |b| (b, a)));
        let with = pairs.map(|(a, b)| (a, b, self.covariance[a][b] / (self.sd(a) * self.sd(b))));
        with.filter(|(.., correlation)| correlation.abs() > 0.8).collect()
    }

    /// The facts that pull a parameter up and down most, each with the strength of its pull (half the slope of its misfit).
    pub fn pulls(&self, parameter: usize, targets: &[Target]) -> [Option<(usize, f64)>; 2] {
        let pull = |(index, target): (usize, &Target)| {
            let off = self.figures[index]? - target.value;
            Some((index, -target.weight * off * self.slopes[parameter][index] / (target.sd * target.sd)))
        };
        let all: Vec<(usize, f64)> = targets.iter().enumerate().filter_map(pull).collect();
        let up = all.iter().copied().filter(|(_, pull)| *pull > 0.0).max_by(|a, b| a.1.total_cmp(&b.1));
        let down = all.iter().copied().filter(|(_, pull)| *pull < 0.0).min_by(|a, b| a.1.total_cmp(&b.1));
        [up, down]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(sd: f64, weight: f64) -> Target {
        Target { fact: String::new(), key: String::new(), value: 0.0, tolerance: 1.0, sd, weight }
    }

    /// A figure that moves by 2 with one parameter and by 1 with another, known to 0.5: precisions 17, 5 and 8 between them, whose
    /// determinant is 21.
    #[test]
    fn what_the_evidence_leaves_is_the_inverse_of_what_it_tells() {
        let found = covariance(&[vec![2.0], vec![1.0]], &[target(0.5, 1.0)]);
        for (row, column, exact) in [(0, 0, 5.0 / 21.0), (1, 1, 17.0 / 21.0), (0, 1, -8.0 / 21.0)] {
            assert!((found[row][column] - exact).abs() < 1e-12, "{found:?}");
        }
        let untold = covariance(&[vec![0.0]], &[target(0.5, 1.0)]);
        assert!((untold[0][0] - 1.0).abs() < 1e-12);
    }

    /// Two parameters that only their sum is known of hang together; who is pulled where is told by the sign of the slope.
    #[test]
    fn entangled_parameters_and_pulls_are_named() {
        let (slopes, targets) = (vec![vec![3.0, 0.1], vec![3.0, 0.0]], [target(0.1, 1.0), target(0.1, 1.0)]);
        let local = Local { figures: vec![Some(0.2), Some(-0.3)], covariance: covariance(&slopes, &targets), slopes };
        let pairs = local.entangled();
        assert!(pairs.len() == 1 && pairs[0].2 < -0.8, "{pairs:?}");
        let [up, down] = local.pulls(0, &targets);
        assert!((up.unwrap().1 - 3.0).abs() < 1e-9 && up.unwrap().0 == 1);
        assert!((down.unwrap().1 + 60.0).abs() < 1e-9 && down.unwrap().0 == 0);
    }
}
