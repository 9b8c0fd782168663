//! What a fit says: prior against posterior, which facts pull where, what cannot be told apart, what stays unexplained.

use std::path::Path;

use serde_json::{Value, json};

use super::Checked;
use crate::experiment::calibrate::{Fit, Local, Problem};
use crate::experiment::foretell::{Foretold, LeftOut};
use crate::measure::comparison::Compared;
use crate::measure::table::decimal;

/// A parameter is called untold if the evidence leaves this share of the prior's standard deviation.
const UNTOLD: f64 = 0.9;

pub struct Report<'a> {
    pub problem: &'a Problem<'a>,
    pub fit: &'a Fit,
    pub local: &'a Local,
    /// Root mean square of what was simulated at draws less what the normal says, in standard deviations of the targets.
    pub check: f64,
    /// Before and after the fit.
    pub agreements: &'a [Checked; 2],
    /// Facts that were left out, at the fit.
    pub foretold: &'a [Compared],
    /// Each group of facts, foretold by a fit without it.
    pub held_out: &'a [LeftOut],
    pub out: &'a Path,
}

impl Report<'_> {
    /// A posterior value and standard deviation in the unit of the key.
    fn posterior(&self, index: usize) -> (f64, f64) {
        posterior(self.problem, self.fit, self.local, index)
    }

    fn pull(&self, pull: Option<(usize, f64)>) -> String {
        pull.map_or("-".into(), |(index, _)| {
            let target = &self.problem.targets[index];
            if target.key.is_empty() { target.fact.clone() } else { format!("{}:{}", target.fact, target.key) }
        })
    }

    pub fn text(&self) -> String {
        let [(_, before), (rows, after)] = self.agreements;
        let Fit { start, value, generations, trials, is_settled, .. } = self.fit;
        let end = if *is_settled { "settled" } else { "not settled, its limit reached" };
        let mut text = format!(
            "{} of {} facts agree at the fit, {} before; misfit and prior {start:.1} -> {value:.1}\n{generations} generations, {trials} trials of {} replications: the search has {end}\n\n",
            after.within, after.of, before.within, self.problem.replications
        );
        text += &format!("{:<48} {:>19} {:>19} {:>6}\n", "parameter", "prior (sd)", "posterior (sd)", "told");
        for (index, prior) in self.problem.priors().iter().enumerate() {
            let (value, sd) = self.posterior(index);
            let told = 1.0 - self.local.sd(index);
            text += &format!(
                "{:<48} {:>19} {:>19} {:>4.0} %\n",
                prior.key,
                format!("{:.4} ({:.3})", prior.mean, prior.sd),
                format!("{value:.4} ({sd:.3})"),
                100.0 * told
            );
            let [up, down] = self.local.pulls(index, &self.problem.targets);
            text += &format!("    pulled up by {}, down by {}\n", self.pull(up), self.pull(down));
        }
        text += &self.warnings();
        text += "\nUnexplained, the greatest first (tolerances)\n";
        let mut misses: Vec<_> = rows.iter().filter(|row| !row.within).collect();
        misses.sort_by(|a, b| b.error.unwrap_or(f64::INFINITY).abs().total_cmp(&a.error.unwrap_or(f64::INFINITY).abs()));
        for row in misses {
            let error = row.error.map_or("-".into(), |error| format!("{error:+.1}"));
            text += &format!("    {:<60} {error:>6}\n", name(row));
        }
        text + &self.foretold() + &self.held_out() + &format!("\nScenario, trials, draws and report.json: {}\n", self.out.display())
    }

    /// How well each group of facts is foretold by the others.
    fn held_out(&self) -> String {
        let mut text = String::from("\nEach left out of the fit in turn, and foretold by the others (errors in tolerances)\n");
        text += &format!(
            "    {:<20}{:>8}{:>8}{:>9}{:>11}{:>11}{:>8}\n",
            "left out", "figures", "mean", "largest", "in 50 %", "in 90 %", "score"
        );
        for group in self.held_out.iter().chain([&LeftOut::tables(self.held_out)]).filter(|group| !group.figures.is_empty()) {
            let largest = group.figures.iter().map(|figure| figure.error_in_tolerances().abs()).fold(0.0, f64::max);
            let [half, most] = group.coverage().map(|share| format!("{:.0} %", 100.0 * share));
            let (mean, score, count) = (group.mean_error(), group.score(), group.figures.len());
            text += &format!("    {:<20}{count:>8}{mean:>8.2}{largest:>9.1}{half:>11}{most:>11}{score:>8.2}\n", group.name);
        }
        text + "    score: continuous ranked probability score in tolerances, the lower the better\n"
    }

    /// How well facts are met that were not fitted to.
    fn foretold(&self) -> String {
        let Some((mean, largest)) = errors(self.foretold) else { return String::new() };
        let mut text = format!("\nLeft out of the fit: mean absolute error {mean:.4}, largest {largest:.4}, in the unit of each figure\n");
        for row in self.foretold {
            let simulated = row.mean.map_or("-".into(), |mean| format!("{mean:.3}"));
            text += &format!("    {:<60} {:>8.3} {simulated:>8}\n", name(row), row.target);
        }
        text
    }

    /// What is to be known before the fit is used.
    fn warnings(&self) -> String {
        let (priors, local) = (self.problem.priors(), self.local);
        let mut text = String::from("\n");
        for (a, b, correlation) in local.entangled() {
            text += &format!("Not told apart: {} and {} (correlation {correlation:+.2})\n", priors[a].key, priors[b].key);
        }
        for (index, prior) in priors.iter().enumerate().filter(|(index, _)| local.sd(*index) > UNTOLD) {
            text +=
                &format!("Hardly told by the evidence: {} ({:.0} % of the prior's spread is left)\n", prior.key, 100.0 * local.sd(index));
        }
        for (prior, standing) in priors.iter().zip(&self.fit.standings) {
            let (low, high) = prior.bounds();
            if *standing <= low + 0.05 || *standing >= high - 0.05 {
                text += &format!("At its bound: {} (the prior leaves no room for what the evidence asks)\n", prior.key);
            } else if standing.abs() > 2.5 {
                text += &format!("Far from its prior: {} ({standing:+.1} standard deviations)\n", prior.key);
            }
        }
        text + &format!(
            "The posterior is taken as normal near the fit; at {} draws of it, simulated and predicted figures are {:.2} standard deviations apart.\n",
            super::CHECKED,
            self.check
        )
    }

    pub fn json(&self) -> Value {
        let parameter = |(index, prior): (usize, &crate::scenario::Prior)| {
            let ((value, sd), [up, down]) = (self.posterior(index), self.local.pulls(index, &self.problem.targets));
            json!({
                "key": prior.key, "prior": { "mean": prior.mean, "sd": prior.sd, "low": prior.low, "high": prior.high, "scale": prior.scale.name() },
                "posterior": { "value": value, "sd": sd }, "told": 1.0 - self.local.sd(index), "up": self.pull(up), "down": self.pull(down),
            })
        };
        let keys = |(a, b, correlation): (usize, usize, f64)| json!({ "first": self.problem.priors()[a].key, "second": self.problem.priors()[b].key, "correlation": correlation });
        let [(_, before), (rows, after)] = self.agreements;
        json!({
            "within_before": before.within, "within": after.within, "of": after.of, "unsupported": after.unsupported,
            "start": self.fit.start, "value": self.fit.value, "generations": self.fit.generations, "trials": self.fit.trials,
            "settled": self.fit.is_settled, "check_rms": self.check,
            "parameters": self.problem.priors().iter().enumerate().map(parameter).collect::<Vec<_>>(),
            "entangled": self.local.entangled().into_iter().map(keys).collect::<Vec<_>>(),
            "facts": self::facts(rows), "left_out": self::facts(self.foretold),
            "held_out": self.held_out.iter().map(group).collect::<Vec<_>>(),
            "held_out_tables": group(&LeftOut::tables(self.held_out)),
            "left_out_mean_absolute_error": errors(self.foretold).map(|(mean, _)| mean),
            "left_out_largest_error": errors(self.foretold).map(|(_, largest)| largest),
        })
    }
}

fn group(group: &LeftOut) -> Value {
    let figure = |figure: &Foretold| {
        let Foretold { fact, key, published, tolerance, mean, sd } = figure;
        json!({ "id": fact, "key": key, "published": published, "tolerance": tolerance, "mean": mean, "sd": sd, "score": figure.score() })
    };
    let ([within_50, within_90], (mean_error, largest_error)) = (group.coverage(), group.errors());
    json!({
        "left_out": group.name, "mean_error_in_tolerances": group.mean_error(), "mean_absolute_error": mean_error, "largest_error": largest_error,
        "within_50": within_50, "within_90": within_90, "score": group.score(), "figures": group.figures.iter().map(figure).collect::<Vec<_>>(),
    })
}

fn name(row: &Compared) -> String {
    if row.key.is_empty() { row.id.clone() } else { format!("{}:{}", row.id, row.key) }
}

fn facts(rows: &[Compared]) -> Vec<Value> {
    let fact = |row: &Compared| json!({ "id": row.id, "key": row.key, "published": row.target, "mean": row.mean, "error": row.error, "within": row.within });
    rows.iter().map(fact).collect()
}

/// Mean and largest absolute difference between simulated and published; none of nothing.
fn errors(rows: &[Compared]) -> Option<(f64, f64)> {
    let errors: Vec<f64> = rows.iter().filter_map(|row| Some((row.mean? - row.target).abs())).collect();
    let largest = errors.iter().copied().reduce(f64::max)?;
    Some((errors.iter().sum::<f64>() / errors.len() as f64, largest))
}

/// The standard deviation is half of what lies between one below and one above.
fn posterior(problem: &Problem, fit: &Fit, local: &Local, index: usize) -> (f64, f64) {
    let (prior, standing, sd) = (&problem.priors()[index], fit.standings[index], local.sd(index));
    (prior.value(standing), (prior.value(standing + sd) - prior.value(standing - sd)) / 2.0)
}

/// Comments above the scenario: what was fitted, and how sure it is.
pub fn head(problem: &Problem, fit: &Fit, local: &Local) -> String {
    let mut text =
        format!("# Fitted by troskel {}: value and posterior standard deviation of each free number.\n", env!("CARGO_PKG_VERSION"));
    for (index, prior) in problem.priors().iter().enumerate() {
        let (value, sd) = posterior(problem, fit, local, index);
        text += &format!("#   {} = {value} ({sd:.2e})\n", prior.key);
    }
    text + "\n"
}

/// One draw a line, a column for each key.
pub fn draws_csv(problem: &Problem, draws: &[Vec<f64>]) -> String {
    let keys: Vec<String> = problem.priors().iter().map(|prior| format!("\"{}\"", prior.key.replace('"', "\"\""))).collect();
    let line = |draw: &Vec<f64>| problem.values(draw).into_iter().map(decimal).collect::<Vec<_>>().join(",") + "\n";
    keys.join(",") + "\n" + &draws.iter().map(line).collect::<String>()
}
