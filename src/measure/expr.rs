//! A measure asked for: its name, filters and, if only one value is wanted, a key.
//!
//! In one line: `started[population=new,level=a,to=2020-11-30]`, a key after a colon. A list of values is an *or*; a range is
//! a list of two. Evidence files write the same as the keys of a table.

use super::catalogue::{FilterKey, MEASURES, Measure, Support, find};
use super::fault::{Fault, FaultKind};
use super::values::check_values;
use std::fmt;
use std::ops::Range;

/// A filter as written: its name and its values, with their places in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub name: String,
    pub name_at: Range<usize>,
    pub values: Vec<String>,
    pub values_at: Range<usize>,
}

/// A filter of an expression; its values have been checked against the vocabulary, not yet against a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub key: FilterKey,
    pub values: Vec<String>,
    /// Where the values stand in the text they came from.
    pub at: Range<usize>,
}

/// A measure with its filters and, if only one value is wanted, its key.
#[derive(Clone, Debug)]
pub struct Expr {
    pub measure: &'static Measure,
    pub terms: Vec<Term>,
    pub key: Option<String>,
    /// Where the measure's name and the key stand in the text they came from.
    pub name_at: Range<usize>,
    pub key_at: Range<usize>,
}

/// Equal if they read the same, wherever they were written.
impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Expr {
    /// Reads an expression in one line; all faults at once.
    pub fn parse(text: &str) -> Result<Expr, Vec<Fault>> {
        let (name, written, key) = Scanner { text, at: 0 }.expression().map_err(|fault| vec![fault])?;
        let key_at = text.len() - key.as_ref().map_or(0, String::len)..text.len();
        Expr::check(&name.0, name.1, written, key, key_at)
    }

    /// From a name and filters as written, in a line or in a table of evidence.
    pub fn check(
        name: &str,
        name_at: Range<usize>,
        written: Vec<Written>,
        key: Option<String>,
        key_at: Range<usize>,
    ) -> Result<Expr, Vec<Fault>> {
        let Some(measure) = find(name) else {
            let mut faults = vec![Fault::unknown(FaultKind::UnknownMeasure, "measure", name, name_at, MEASURES.iter().map(|m| m.name))];
            faults.extend(written.iter().filter_map(|filter| known_filter(filter).err()));
            return Err(faults);
        };
        let mut faults = Vec::new();
        if let Support::No(reason) = measure.support {
            let message = format!("`{name}` is not computed by this version: {reason}");
            faults.push(Fault::new(FaultKind::UnsupportedMeasure, name, name_at.clone(), message));
        }
        let terms = check_terms(measure, written, &mut faults);
        if measure.name == "participant_shares" && !terms.iter().any(|term| term.key == FilterKey::By) {
            let message = "`participant_shares` needs `by`, the category whose shares are wanted";
            faults.push(Fault::new(FaultKind::UnknownFilter, name, name_at.clone(), message));
        }
        faults.extend(stock_or_flow(measure, &terms));
        if faults.is_empty() { Ok(Expr { measure, terms, key, name_at, key_at }) } else { Err(faults) }
    }

    /// The values of a filter, if it is written.
    pub fn term(&self, key: FilterKey) -> Option<&Term> {
        self.terms.iter().find(|term| term.key == key)
    }

    /// The canonical text without the key: the name of the measure in result files.
    pub fn text(&self) -> String {
        self.text_of(self.terms.iter())
    }

    /// The same, as if one filter were not there.
    pub fn text_without(&self, key: FilterKey) -> String {
        self.text_of(self.terms.iter().filter(|term| term.key != key))
    }

    fn text_of<'a>(&self, terms: impl Iterator<Item = &'a Term>) -> String {
        let terms: Vec<String> = terms.map(Term::to_string).collect();
        if terms.is_empty() { self.measure.name.to_string() } else { format!("{}[{}]", self.measure.name, terms.join(",")) }
    }

    /// The same measure and filters with another key.
    pub fn with_key(&self, key: Option<String>) -> Expr {
        Expr { key, ..self.clone() }
    }

    /// Whether this is about one date, written as `at`, rather than about a period.
    pub fn at_is_written(&self) -> bool {
        self.term(FilterKey::At).is_some()
    }
}

/// The composition of those in the service `at` a date knows no period: neither may be passed over in silence.
fn stock_or_flow(measure: &Measure, terms: &[Term]) -> Option<Fault> {
    let find = |wanted: FilterKey| terms.iter().find(|term| term.key == wanted);
    let period = find(FilterKey::From).or(find(FilterKey::To)).filter(|_| measure.name == "participant_shares")?;
    find(FilterKey::At)?;
    let name = period.key.name();
    let message = format!("`at` asks for those in the service then, `{name}` for those who started in a period: leave one of them out");
    Some(Fault::new(FaultKind::FilterNotTaken, name, period.at.clone(), message))
}

fn known_filter(written: &Written) -> Result<FilterKey, Fault> {
    let known = FilterKey::NAMES.iter().copied();
    let fault = || Fault::unknown(FaultKind::UnknownFilter, "filter", &written.name, written.name_at.clone(), known);
    FilterKey::from_name(&written.name).ok_or_else(fault)
}

fn check_terms(measure: &Measure, written: Vec<Written>, faults: &mut Vec<Fault>) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for filter in written {
        match check_term(measure, &terms, filter) {
            Ok(term) => terms.push(term),
            Err(found) => faults.extend(found),
        }
    }
    terms
}

fn check_term(measure: &Measure, before: &[Term], written: Written) -> Result<Term, Vec<Fault>> {
    let key = known_filter(&written).map_err(|fault| vec![fault])?;
    if !measure.filters.has(key) {
        let taken: Vec<&str> = measure.filters.iter().map(FilterKey::name).collect();
        let taken = if taken.is_empty() { "no filters".to_string() } else { taken.join(", ") };
        let message = format!("`{}` takes no filter `{}`; it takes: {taken}", measure.name, written.name);
        return Err(vec![Fault::new(FaultKind::FilterNotTaken, &written.name, written.name_at, message)]);
    }
    if before.iter().any(|term| term.key == key) {
        let message = format!("`{}` is given twice; for an *or* write a list: {}=[one,two]", written.name, written.name);
        return Err(vec![Fault::new(FaultKind::Syntax, &written.name, written.name_at, message)]);
    }
    check_values(measure, key, &written)?;
    Ok(Term { key, values: written.values, at: written.values_at })
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values: Vec<String> = self.values.iter().map(|value| quoted(value)).collect();
        match values.as_slice() {
            [value] => write!(f, "{}={value}", self.key.name()),
            values => write!(f, "{}=[{}]", self.key.name(), values.join(",")),
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())?;
        self.key.as_ref().map_or(Ok(()), |key| write!(f, ":{key}"))
    }
}

/// A value in quotes if it holds a sign of the grammar (names of areas may).
fn quoted(value: &str) -> String {
    let plain = !value.is_empty() && value.trim() == value && !value.contains(['[', ']', ',', '"', '=', ':']);
    if plain { value.to_string() } else { format!("\"{value}\"") }
}

type Parts = ((String, Range<usize>), Vec<Written>, Option<String>);

/// Reads the one-line grammar from left to right.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl Scanner<'_> {
    fn expression(&mut self) -> Result<Parts, Fault> {
        let name = self.word("a measure")?;
        let written = if self.eat('[') { self.filters()? } else { Vec::new() };
        let key = if self.eat(':') { Some(self.rest()) } else { None };
        match self.peek() {
            None => Ok((name, written, key)),
            Some(sign) => Err(self.unexpected(sign, "`[`, `:` or the end")),
        }
    }

    fn filters(&mut self) -> Result<Vec<Written>, Fault> {
        let mut written = Vec::new();
        if self.eat(']') {
            return Ok(written);
        }
        loop {
            let (name, name_at) = self.word("a filter")?;
            self.expect('=')?;
            let from = self.skip_space();
            let values = if self.eat('[') { self.values()? } else { vec![self.value()?] };
            written.push(Written { name, name_at, values, values_at: from..self.at });
            if self.eat(']') {
                return Ok(written);
            }
            self.expect(',')?;
        }
    }

    fn values(&mut self) -> Result<Vec<String>, Fault> {
        let mut values = vec![self.value()?];
        while !self.eat(']') {
            self.expect(',')?;
            values.push(self.value()?);
        }
        Ok(values)
    }

    fn value(&mut self) -> Result<String, Fault> {
        if self.eat('"') {
            let length = self.text[self.at..].find('"').ok_or_else(|| self.fault("a quotation mark is not closed"))?;
            let value = self.text[self.at..self.at + length].to_string();
            self.at += length + 1;
            return Ok(value);
        }
        Ok(self.run(&[',', ']', '[', '"', '='], "a value")?.0)
    }

    fn word(&mut self, what: &str) -> Result<(String, Range<usize>), Fault> {
        self.run(&[',', ']', '[', '"', '=', ':'], what)
    }

    /// The text up to one of the signs, without the space around it.
    fn run(&mut self, ends: &[char], what: &str) -> Result<(String, Range<usize>), Fault> {
        let from = self.skip_space();
        let rest = &self.text[from..];
        let word = rest[..rest.find(ends).unwrap_or(rest.len())].trim_end();
        if word.is_empty() {
            return Err(self.fault(&format!("{what} is missing")));
        }
        self.at = from + word.len();
        Ok((word.to_string(), from..self.at))
    }

    fn rest(&mut self) -> String {
        let rest = self.text[self.at..].trim().to_string();
        self.at = self.text.len();
        rest
    }

    fn skip_space(&mut self) -> usize {
        self.at += self.text[self.at..].len() - self.text[self.at..].trim_start().len();
        self.at
    }

    fn peek(&mut self) -> Option<char> {
        let at = self.skip_space();
        self.text[at..].chars().next()
    }

    fn eat(&mut self, sign: char) -> bool {
        let found = self.peek() == Some(sign);
        self.at += if found { sign.len_utf8() } else { 0 };
        found
    }

    fn expect(&mut self, sign: char) -> Result<(), Fault> {
        if self.eat(sign) {
            return Ok(());
        }
        let wanted = format!("`{sign}`");
        Err(self.peek().map_or_else(|| self.fault(&format!("{wanted} is missing")), |found| self.unexpected(found, &wanted)))
    }

    fn unexpected(&self, sign: char, wanted: &str) -> Fault {
        let at = self.at..self.at + sign.len_utf8();
        Fault::new(FaultKind::Syntax, &sign.to_string(), at, format!("`{sign}` stands where {wanted} should in `{}`", self.text))
    }

    fn fault(&self, message: &str) -> Fault {
        Fault::new(FaultKind::Syntax, "", self.at..self.at, format!("{message} in `{}`", self.text))
    }
}
