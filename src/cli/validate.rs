//! `troskel validate`: a scenario against published facts.

use serde_json::{Value, json};

use super::args::{Format, Validate};
use super::run::{load, read_evidence, replicated, threads};
use super::{Exit, complain, interrupt, print};
use crate::experiment::Cohort;
use crate::measure::comparison::{Agreement, Compared, agreement, compare};
use crate::measure::evidence::Fact;
use crate::measure::{Expr, Suite};
use crate::sim::Model;

pub fn validate(arguments: &Validate) -> Exit {
    match try_validate(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_validate(arguments: &Validate) -> Result<Exit, Exit> {
    let set: Vec<String> = arguments.replications.map(|count| format!("run.replications={count}")).into_iter().collect();
    let scenario = load(&arguments.source, &set)?.scenario;
    let names = if arguments.evidence.is_empty() { &scenario.evidence } else { &arguments.evidence };
    if names.is_empty() {
        complain("the scenario names no evidence; name some with --evidence FILE");
        return Err(Exit::WrongUsage);
    }
    let model = Model::new(scenario.clone());
    let cohort = Cohort::new(&model);
    let facts = read_evidence(names, &scenario, Some(&cohort))?;
    let exprs: Vec<Expr> = facts.iter().flat_map(Fact::exprs).cloned().collect();
    let suite = Suite::with_latent(&exprs, &scenario, Some(&cohort)).map_err(|faults| {
        faults.iter().for_each(|fault| complain(&fault.to_string()));
        Exit::WrongFile
    })?;
    let outcome = replicated(&model, &suite, threads(arguments.threads), interrupt::listen(arguments.quiet), arguments.quiet)?;
    if outcome.done < scenario.run.replications {
        complain(&format!("stopped after {} of {} replications", outcome.done, scenario.run.replications));
        return Err(Exit::Interrupted);
    }
    let rows = compare(&facts, &outcome.table);
    let agreement = agreement(&facts, &rows);
    match arguments.format {
        Format::Text => print(&text(&facts, rows, &agreement, outcome.done)),
        Format::Json => print(&format!("{:#}\n", json(&rows, &agreement))),
    }
    let all = agreement.within == agreement.of;
    Ok(if arguments.strict && !all { Exit::NotReached } else { Exit::Done })
}

/// A table, the greatest error first.
fn text(facts: &[Fact], mut rows: Vec<Compared>, agreement: &Agreement, replications: u32) -> String {
    let size = |row: &Compared| row.error.map_or(f64::INFINITY, f64::abs);
    rows.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let mut text = format!(
        "{} of {} facts agree in the mean of {replications} replications; errors in tolerances, the greatest first\n\n",
        agreement.within, agreement.of
    );
    text += &format!("{:<54} {:>10} {:>10} {:>21} {:>7}\n", "fact and figure", "published", "simulated", "5-95 %", "error");
    for row in &rows {
        let name = if row.key.is_empty() { row.id.clone() } else { format!("{}: {}", row.id, row.key) };
        let number = |value: Option<f64>| value.map_or("-".to_string(), figure);
        let spread = format!("{}-{}", number(row.p05), number(row.p95));
        let error = row.error.map_or("-".to_string(), |error| format!("{error:+.1}"));
        let mark = if row.within { "" } else { "  differs" };
        text += &format!("{name:<54} {:>10} {:>10} {spread:>21} {error:>7}{mark}\n", figure(row.published), number(row.mean));
    }
    for fact in facts.iter().filter(|fact| !fact.is_supported()) {
        let reasons: Vec<String> = fact.unsupported.iter().map(ToString::to_string).collect();
        text += &format!("not computed: {} (line {}): {}\n", fact.id, fact.line, reasons.join("; "));
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
