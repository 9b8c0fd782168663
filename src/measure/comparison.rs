//! A run against published facts: by how many tolerances each figure differs.

use super::evidence::{Fact, Figure};
use super::statistics::Statistics;
use super::table::Table;

/// Room for rounding when figures are compared.
const SLACK: f64 = 1e-9;

/// One published figure beside the simulated one.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    pub id: String,
    pub key: String,
    /// As printed.
    pub published: f64,
    /// What is compared with: the printed figure, normalised if the fact has the shares of all categories.
    pub target: f64,
    pub tolerance: f64,
    pub mean: Option<f64>,
    pub p05: Option<f64>,
    pub p95: Option<f64>,
    /// Simulated mean less target, in tolerances. With tolerance 0: 0 if they agree, else none.
    pub error: Option<f64>,
    pub within: bool,
}

/// How many facts agree; a fact does when all its figures do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    pub within: usize,
    /// All facts, unsupported ones included.
    pub of: usize,
    /// Ids of the facts that cannot be computed.
    pub unsupported: Vec<String>,
}

/// Compares each figure of the supported facts, in order.
pub fn compare(facts: &[Fact], table: &Table) -> Vec<Compared> {
    let supported = facts.iter().filter(|fact| fact.is_supported());
    supported.flat_map(|fact| fact.figures.iter().map(|figure| compared(fact, figure, table))).collect()
}

/// Counts the facts that agree.
pub fn agreement(facts: &[Fact], compared: &[Compared]) -> Agreement {
    let agrees = |fact: &&Fact| fact.is_supported() && compared.iter().filter(|row| row.id == fact.id).all(|row| row.within);
    let unsupported = facts.iter().filter(|fact| !fact.is_supported()).map(|fact| fact.id.clone()).collect();
    Agreement { within: facts.iter().filter(agrees).count(), of: facts.len(), unsupported }
}

/// The published figure, normalised over the categories if they are all there.
fn target(fact: &Fact, figure: &Figure) -> f64 {
    let sum: f64 = fact.figures.iter().map(|figure| figure.published).sum();
    if fact.complete { figure.published / sum } else { figure.published }
}

fn compared(fact: &Fact, figure: &Figure, table: &Table) -> Compared {
    let statistics: Option<Statistics> = figure.expr.as_ref().and_then(|expr| table.of(expr));
    let target = target(fact, figure);
    let error = statistics.and_then(|statistics| error(statistics.mean - target, figure.tolerance));
    Compared {
        id: fact.id.clone(),
        key: figure.key.clone(),
        published: figure.published,
        target,
        tolerance: figure.tolerance,
        mean: statistics.map(|statistics| statistics.mean),
        p05: statistics.map(|statistics| statistics.p05),
        p95: statistics.map(|statistics| statistics.p95),
        error,
        within: error.is_some_and(|error| error.abs() <= 1.0 + SLACK),
    }
}

/// A difference in tolerances.
fn error(difference: f64, tolerance: f64) -> Option<f64> {
    if tolerance > 0.0 { Some(difference / tolerance) } else { (difference.abs() <= SLACK).then_some(0.0) }
}

#[cfg(test)]
mod tests {
    use super::error;

    #[test]
    fn errors_are_in_tolerances() {
        assert_eq!([error(0.03, 0.015), error(-0.5, 0.25), error(0.0, 0.0), error(1.0, 0.0)], [Some(2.0), Some(-2.0), Some(0.0), None]);
    }
}
