//! `troskel validate`: a scenario against published facts.

use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use serde_json::{Value, json};

use super::args::{Format, Validate};
use super::run::{facts, identity, info, load_against, refused, replicated, rfc3339, threads, warn};
use super::{Exit, complain, interrupt, print};
use crate::experiment::Cohort;
use crate::measure::comparison::{Agreement, Compared, agreement, compare};
use crate::measure::evidence::Fact;
use crate::measure::table::decimal;
use crate::measure::{Expr, Suite};
use crate::report::checks::{self, Belief, Checks};
use crate::report::folder::shown;
use crate::report::input::{Checked, RunInfo};
use crate::report::{Destination, FolderError, Output, plots};
use crate::scenario::{Loaded, Prior, number_at};
use crate::sim::Model;

/// 90 percent of a normal lie within so many standard deviations.
const MASS: f64 = 1.644_853_63;

pub fn validate(arguments: &Validate) -> Exit {
    match try_validate(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_validate(arguments: &Validate) -> Result<Exit, Exit> {
    let replications = arguments.replications.map(|count| format!("run.replications={count}"));
    let set: Vec<String> = replications.into_iter().chain(arguments.parameters.setting()).collect();
    let (started, clock) = (rfc3339(SystemTime::now()), Instant::now());
    let loaded = load_against(&arguments.source, &set, &arguments.evidence)?;
    warn(&loaded, arguments.quiet);
    let scenario = &loaded.scenario;
    if loaded.evidence.is_empty() {
        complain("the scenario names no evidence; name some with --evidence FILE");
        return Err(Exit::WrongUsage);
    }
    let model = Model::new(scenario.clone());
    let cohort = Cohort::new(&model);
    let facts = facts(&loaded, Some(&cohort))?;
    let exprs: Vec<Expr> = facts.iter().flat_map(Fact::exprs).cloned().collect();
    let suite = Suite::with_latent(&exprs, scenario, Some(&cohort)).map_err(|faults| {
        faults.iter().for_each(|fault| complain(&fault.to_string()));
        Exit::WrongFile
    })?;
    let plan = |out: &PathBuf| Destination::plan(Some(out.clone()), &scenario.name, arguments.force, identity(&loaded)).map_err(refused);
    let destination = arguments.out.as_ref().map(plan).transpose()?;
    let threads = threads(arguments.threads);
    let outcome = replicated(&model, &suite, threads, interrupt::listen(arguments.quiet), arguments.quiet)?;
    if outcome.done == 0 {
        complain("stopped before a replication was finished: there is nothing to keep");
        return Err(Exit::Interrupted);
    }
    let rows = compare(&facts, &outcome.table);
    let agreement = agreement(&facts, &rows);
    let info = info(&loaded, outcome.done, threads, started, clock);
    let files = Files { loaded: &loaded, facts: &facts, rows: &rows, agreement: &agreement, info: &info };
    let written = destination.map(|destination| files.write(destination)).transpose();
    match arguments.format {
        Format::Text => print(&text(&facts, &rows, &agreement, &info, scenario.posterior.is_some())),
        Format::Json => print(&format!("{:#}\n", json(&rows, &agreement))),
    }
    let written = written.map_err(refused)?;
    if info.interrupted {
        let kept = written.map_or_else(String::new, |path| format!("; they are in {}", shown(&path)));
        complain(&format!("stopped after {} of {} replications{kept}", info.replications_done, info.replications_asked));
        return Ok(Exit::Interrupted);
    }
    let all = agreement.within == agreement.of;
    Ok(if arguments.strict && !all { Exit::NotReached } else { Exit::Done })
}

/// What `-o` leaves.
struct Files<'a> {
    loaded: &'a Loaded,
    facts: &'a [Fact],
    rows: &'a [Compared],
    agreement: &'a Agreement,
    info: &'a RunInfo,
}

impl Files<'_> {
    fn write(&self, destination: Destination) -> Result<PathBuf, FolderError> {
        let figures: Vec<(Checked, String)> = self.rows.iter().map(|row| (self.checked(row), self.source(row))).collect();
        let missing: Vec<String> = self.facts.iter().filter(|fact| !fact.is_supported()).map(Fact::why_unsupported).collect();
        let beliefs: Vec<Belief> = self.loaded.scenario.free.iter().map(|prior| belief(self.loaded, prior)).collect();
        let checks = Checks {
            info: self.info,
            figures: &figures,
            within: self.agreement.within as u32,
            of: self.agreement.of as u32,
            beliefs: &beliefs,
            missing: &missing,
        };
        for (name, picture) in checks::pictures(&checks) {
            plots::write_one(name, &picture, &destination)?;
        }
        let json = format!("{:#}\n", json(self.rows, self.agreement));
        let page = checks::html(&checks).into_bytes();
        let files =
            vec![("validation.json".into(), json.into_bytes()), ("validation.csv".into(), self.csv()?), ("validation.html".into(), page)];
        destination.write(&Output { info: self.info.clone(), files })
    }

    fn unit(&self, row: &Compared) -> &'static str {
        let fact = self.facts.iter().find(|fact| fact.id == row.id);
        fact.and_then(|fact| fact.exprs().next()).map_or("", |expr| expr.measure.unit)
    }

    fn source(&self, row: &Compared) -> String {
        self.facts.iter().find(|fact| fact.id == row.id).map_or_else(String::new, |fact| fact.source.clone())
    }

    fn checked(&self, row: &Compared) -> Checked {
        let Compared { published, target, tolerance, error, within, .. } = *row;
        let simulated = row.mean.zip(row.p05).zip(row.p95).map(|((mean, p05), p95)| (mean, p05, p95));
        Checked { name: name(row), published, target, tolerance, unit: self.unit(row).into(), simulated, error, within }
    }

    /// One line a figure, in the order of the evidence; what does not exist is empty.
    fn csv(&self) -> Result<Vec<u8>, FolderError> {
        let failed = |error: csv::Error| FolderError::Write { path: "validation.csv".into(), source: error.into() };
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = ["id", "key", "unit", "published", "tolerance", "mean", "p05", "p95", "error", "within"];
        writer.write_record(header).map_err(failed)?;
        for row in self.rows {
            let number = |value: Option<f64>| value.map(decimal).unwrap_or_default();
            let numbers = [Some(row.published), Some(row.tolerance), row.mean, row.p05, row.p95, row.error].map(number);
            let texts = [row.id.clone(), row.key.clone(), self.unit(row).to_string()];
            writer.write_record(texts.into_iter().chain(numbers).chain([row.within.to_string()])).map_err(failed)?;
        }
        writer.into_inner().map_err(|error| failed(error.into_error().into()))
    }
}

/// What is believed of a number before and, if the scenario carries a fit, after.
fn belief(loaded: &Loaded, prior: &Prior) -> Belief {
    let band = |standing: f64, sd: f64| [0.0, -MASS, MASS].map(|width| prior.value(standing + width * sd)).into();
    let fit = loaded.scenario.posterior.as_ref().and_then(|posterior| posterior.fit_of(&prior.key));
    Belief {
        key: prior.key.clone(),
        reason: prior.reason.clone(),
        prior: band(0.0, 1.0),
        posterior: fit.map(|(standing, sd, _)| band(standing, sd)),
        value: number_at(loaded, &prior.key).unwrap_or(prior.mean),
        is_drawn: fit.is_some_and(|(.., is_drawn)| is_drawn),
        standing: fit.map(|(standing, sd, _)| (standing, sd)),
    }
}

/// Fact and key.
fn name(row: &Compared) -> String {
    if row.key.is_empty() { row.id.clone() } else { format!("{}: {}", row.id, row.key) }
}

/// A table, the greatest error first.
fn text(facts: &[Fact], rows: &[Compared], agreement: &Agreement, info: &RunInfo, is_drawn: bool) -> String {
    let size = |row: &Compared| row.error.map_or(f64::INFINITY, f64::abs);
    let mut rows: Vec<&Compared> = rows.iter().collect();
    rows.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let mut text = format!(
        "{} of {} facts agree in the mean of {} replications{}{}; errors in tolerances, the greatest first\n\n",
        agreement.within,
        agreement.of,
        info.replications_done,
        if info.interrupted { format!(" of {}, when it was stopped", info.replications_asked) } else { String::new() },
        if is_drawn { ", spread by chance and by fitted parameters" } else { "" }
    );
    text += &format!("{:<54} {:>10} {:>10} {:>21} {:>7}\n", "fact and figure", "published", "simulated", "5-95 %", "error");
    for row in rows {
        let name = name(row);
        let number = |value: Option<f64>| value.map_or("-".to_string(), figure);
        let spread = format!("{}-{}", number(row.p05), number(row.p95));
        let error = row.error.map_or("-".to_string(), |error| format!("{error:+.1}"));
        let mark = if row.within { "" } else { "  differs" };
        text += &format!("{name:<54} {:>10} {:>10} {spread:>21} {error:>7}{mark}\n", figure(row.published), number(row.mean));
    }
    for fact in facts.iter().filter(|fact| !fact.is_supported()) {
        text += &format!("not computed: {}\n", fact.why_unsupported());
    }
    text
}

/// Shares with three decimals, counts and days without.
fn figure(value: f64) -> String {
    if value.abs() < 10.0 { format!("{value:.3}") } else { format!("{value:.0}") }
}

fn json(rows: &[Compared], agreement: &Agreement) -> Value {
    let facts: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "id": row.id, "key": row.key, "published": row.published, "tolerance": row.tolerance,
                "mean": row.mean, "p05": row.p05, "p95": row.p95, "error": row.error, "within": row.within,
            })
        })
        .collect();
    json!({ "facts": facts, "within": agreement.within, "of": agreement.of, "unsupported": agreement.unsupported })
}
