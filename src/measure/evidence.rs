//! Published facts to compare a run with: TOML files of `[[fact]]` tables in the grammar of measures.
//!
//! A fact about an unknown measure, filter, category or a date outside the run is *unsupported*, with the reason. A file
//! that is not TOML, a fact without `published`, a duplicate id, a negative tolerance or a share outside 0-1 is a *fault*.

use super::catalogue::find;
use super::expr::{Expr, Written};
use super::fault::{Fault, FaultKind};
use super::suite::{Latent, Suite};
use crate::scenario::Scenario;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// A published fact.
#[derive(Clone, Debug)]
pub struct Fact {
    pub id: String,
    /// Line of the file on which the fact begins, from 1.
    pub line: usize,
    pub figures: Vec<Figure>,
    pub unit: String,
    pub source: String,
    pub note: String,
    /// Why this version or scenario cannot compute it; empty if it can.
    pub unsupported: Vec<Fault>,
    /// The figures are shares of every category, rounded in print: compare after normalising.
    pub complete: bool,
}

/// One published number of a fact.
#[derive(Clone, Debug)]
pub struct Figure {
    /// As published; empty for a fact of one number.
    pub key: String,
    pub published: f64,
    /// Absolute, in the unit of the figure.
    pub tolerance: f64,
    /// What measures it, if the fact is supported.
    pub expr: Option<Expr>,
}

impl Fact {
    pub fn is_supported(&self) -> bool {
        self.unsupported.is_empty()
    }

    /// Which fact it is, and why it cannot be computed.
    pub fn why_unsupported(&self) -> String {
        let reasons: Vec<String> = self.unsupported.iter().map(ToString::to_string).collect();
        format!("{} (line {}): {}", self.id, self.line, reasons.join("; "))
    }

    /// The expressions to compute for this fact; none if it is unsupported.
    pub fn exprs(&self) -> impl Iterator<Item = &Expr> {
        self.figures.iter().filter_map(|figure| figure.expr.as_ref())
    }
}

/// The line of a byte in a text, from 1.
pub fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

type Table<'a> = DeTable<'a>;
type Value<'a> = Spanned<DeValue<'a>>;

/// Keys of a fact that are no filters.
const OWN: [&str; 7] = ["id", "measure", "published", "tolerance", "unit", "source", "note"];
/// Keys of the file; all but `kind` and `fact` are for readers.
const TOP: [&str; 8] = ["kind", "name", "title", "inputs", "fact", "source", "assumption", "note"];

/// Reads an evidence file for a scenario; all faults at once.
pub fn read(text: &str, scenario: &Scenario, latent: Option<&dyn Latent>) -> Result<Vec<Fact>, Vec<Fault>> {
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        vec![Fault::new(FaultKind::Syntax, text.get(at.clone()).unwrap_or(""), at, error.message())]
    })?;
    let mut file = File { text, scenario, latent, faults: Vec::new(), ids: BTreeSet::new() };
    let facts = file.facts(table.get_ref());
    if file.faults.is_empty() { Ok(facts) } else { Err(file.faults) }
}

/// A file being read, and what was found wrong with it so far.
struct File<'a> {
    text: &'a str,
    scenario: &'a Scenario,
    latent: Option<&'a dyn Latent>,
    faults: Vec<Fault>,
    ids: BTreeSet<String>,
}

impl File<'_> {
    fn fault(&mut self, word: &str, at: Range<usize>, message: impl Into<String>) {
        self.faults.push(Fault::new(FaultKind::Syntax, word, at, message));
    }

    fn facts(&mut self, table: &Table) -> Vec<Fact> {
        for key in table.keys().filter(|key| !TOP.contains(&key.get_ref().as_ref())) {
            self.faults.push(Fault::unknown(FaultKind::Syntax, "key of an evidence file", key.get_ref(), key.span(), TOP));
        }
        if text_of(table, "kind") != Some("evidence") {
            self.fault("kind", 0..0, "an evidence file begins with kind = \"evidence\"");
        }
        let Some(facts) = table.get("fact") else { return Vec::new() };
        let Some(facts) = facts.get_ref().as_array() else {
            self.fault("fact", facts.span(), "facts are tables: [[fact]]");
            return Vec::new();
        };
        facts.iter().filter_map(|fact| self.fact(fact)).collect()
    }

    fn fact(&mut self, value: &Value) -> Option<Fact> {
        let Some(table) = value.get_ref().as_table() else {
            self.fault("fact", value.span(), "a fact is a table: [[fact]]");
            return None;
        };
        let before = self.faults.len();
        let id = self.id(table, value.span());
        let figures = self.figures(table, value.span());
        let Some(name) = table.get("measure").filter(|name| name.get_ref().as_str().is_some()) else {
            self.fault("measure", value.span(), format!("fact `{id}` has no `measure`"));
            return None;
        };
        self.check_shares(&id, name.get_ref().as_str().unwrap_or_default(), &figures, value.span());
        if self.faults.len() > before {
            return None;
        }
        let [unit, source, note] = ["unit", "source", "note"].map(|key| text_of(table, key).unwrap_or_default().to_string());
        let line = line(self.text, value.span().start);
        let fact = Fact { id, line, figures, unit, source, note, unsupported: Vec::new(), complete: false };
        Some(self.met(fact, name, table))
    }

    fn id(&mut self, table: &Table, at: Range<usize>) -> String {
        let id = text_of(table, "id").unwrap_or_default().to_string();
        if id.is_empty() {
            self.fault("id", at, "a fact has no `id`");
        } else if !self.ids.insert(id.clone()) {
            self.fault(&id, at, format!("the id `{id}` is given twice"));
        }
        id
    }

    fn figures(&mut self, table: &Table, at: Range<usize>) -> Vec<Figure> {
        let Some(published) = table.get("published") else {
            self.fault("published", at, format!("fact `{}` has no `published`", text_of(table, "id").unwrap_or_default()));
            return Vec::new();
        };
        let tolerances = table.get("tolerance").map(|tolerance| self.numbers(tolerance)).unwrap_or_default();
        if let Some((_, negative)) = tolerances.iter().find(|(_, tolerance)| *tolerance < 0.0) {
            self.fault("tolerance", at, format!("the tolerance {negative} is negative"));
        }
        let tolerance = |key: &str| tolerances.iter().find(|(own, _)| own.is_empty() || own == key).map_or(0.0, |(_, number)| *number);
        let figures = self.numbers(published).into_iter();
        figures.map(|(key, published)| Figure { tolerance: tolerance(&key), key, published, expr: None }).collect()
    }

    /// One number, or one per key.
    fn numbers(&mut self, value: &Value) -> Vec<(String, f64)> {
        let read: Option<Vec<(String, f64)>> = match value.get_ref() {
            DeValue::Table(table) => {
                entries(table).into_iter().map(|(key, value)| Some((key.get_ref().to_string(), number(value)?))).collect()
            }
            _ => number(value).map(|number| vec![(String::new(), number)]),
        };
        if read.as_ref().is_none_or(Vec::is_empty) {
            self.fault(&self.text[value.span()], value.span(), "a number is wanted, or a table of numbers by category");
        }
        read.unwrap_or_default()
    }

    fn check_shares(&mut self, id: &str, measure: &str, figures: &[Figure], at: Range<usize>) {
        let is_share = find(measure).is_some_and(|measure| measure.unit == "share");
        for figure in figures.iter().filter(|figure| is_share && !(0.0..=1.0).contains(&figure.published)) {
            self.fault(&figure.key, at.clone(), format!("fact `{id}`: the share {} lies outside 0-1", figure.published));
        }
    }

    /// The fact met with the scenario: its expressions, or why there are none.
    fn met(&self, mut fact: Fact, name: &Value, table: &Table) -> Fact {
        let written = entries(table).into_iter().filter(|(key, _)| !OWN.contains(&key.get_ref().as_ref())).map(|(key, value)| Written {
            name: key.get_ref().to_string(),
            name_at: key.span(),
            values: words(value),
            values_at: value.span(),
        });
        let name_at = name.span();
        let expr = Expr::check(name.get_ref().as_str().unwrap_or_default(), name_at.clone(), written.collect(), None, name_at);
        match expr.and_then(|expr| self.compile(&mut fact, &expr)) {
            Ok(()) => {}
            Err(faults) => fact.unsupported = faults,
        }
        fact
    }

    fn compile(&self, fact: &mut Fact, expr: &Expr) -> Result<(), Vec<Fault>> {
        let key = |figure: &Figure| (!figure.key.is_empty()).then(|| figure.key.clone());
        let exprs: Vec<Expr> = fact.figures.iter().map(|figure| expr.with_key(key(figure))).collect();
        let suite = Suite::with_latent(&exprs, self.scenario, self.latent)?;
        if exprs.iter().any(|expr| suite.column(expr).is_none()) {
            let message = format!("`{}` gives one value per key: `published` has to be a table", expr.measure.name);
            return Err(vec![Fault::new(FaultKind::UnknownKey, expr.measure.name, expr.name_at.clone(), message)]);
        }
        fact.complete = self.is_complete(fact, expr);
        fact.figures.iter_mut().zip(exprs).for_each(|(figure, expr)| figure.expr = Some(expr));
        Ok(())
    }

    /// Whether shares of all categories are there and sum to 1 but for rounding.
    fn is_complete(&self, fact: &Fact, expr: &Expr) -> bool {
        let categories =
            Suite::with_latent(std::slice::from_ref(expr), self.scenario, self.latent).map_or(0, |suite| suite.columns().len());
        let sum: f64 = fact.figures.iter().map(|figure| figure.published).sum();
        expr.measure.composition && fact.figures.len() == categories && (0.98..=1.02).contains(&sum)
    }
}

/// A table's entries in the order in which they are written.
fn entries<'t, 'a>(table: &'t Table<'a>) -> Vec<(&'t Spanned<DeString<'a>>, &'t Value<'a>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

fn text_of<'a>(table: &'a Table, key: &str) -> Option<&'a str> {
    table.get(key)?.get_ref().as_str()
}

fn number(value: &Value) -> Option<f64> {
    let text = match value.get_ref() {
        DeValue::Integer(integer) => integer.as_str(),
        DeValue::Float(float) => float.as_str(),
        _ => return None,
    };
    text.replace('_', "").parse().ok().filter(|number: &f64| number.is_finite())
}

/// A filter's values as words of the one-line grammar.
fn words(value: &Value) -> Vec<String> {
    match value.get_ref() {
        DeValue::Array(values) => values.iter().flat_map(words).collect(),
        DeValue::String(text) => vec![text.to_string()],
        DeValue::Integer(integer) => vec![integer.as_str().replace('_', "")],
        DeValue::Float(float) => vec![float.as_str().to_string()],
        DeValue::Datetime(date) => vec![date.to_string()],
        DeValue::Boolean(truth) => vec![truth.to_string()],
        DeValue::Table(_) => vec!["{...}".to_string()],
    }
}
