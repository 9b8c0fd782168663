//! One measure met with one scenario: what a fold is built from.

use super::catalogue::{FilterKey, Keys};
use super::expr::Expr;
use super::fault::{Fault, FaultKind};
use super::filter::{Names, Selection};
use super::folds::profit::Market;
use super::folds::public::Tariff;
use super::values::{Basis, Which, WhichResult};
use crate::engine::workdays::Workdays;
use crate::pathway::payments::PaymentModel;
use crate::pathway::thresholds::LinesByDay;
use crate::scenario::Scenario;
use crate::units::Day;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Everything that a fold of one expression needs, and nothing of the replication.
#[derive(Clone, Debug)]
pub struct Plan {
    pub measure: &'static str,
    pub selection: Selection,
    /// The measure's own keys, without those of `by`.
    pub own: Vec<OwnKey>,
    pub which: Which,
    pub basis: Basis,
    /// The `n` largest.
    pub n: usize,
    /// Whether a date was asked for (`at`) rather than a period.
    pub at_written: bool,
    /// The number of the result that is asked for.
    pub number: Option<u8>,
    /// The set to apply to recorded scores instead of the verdict given.
    pub thresholds: Option<Arc<LinesByDay>>,
    pub run_from: Day,
    pub run_to: Day,
    /// The date of the call list, if there is one.
    pub list_date: Option<Day>,
    pub providers: usize,
    pub workdays: Arc<Workdays>,
    pub payments: Arc<PaymentModel>,
    /// For the measures that need them.
    pub market: Option<Arc<Market>>,
    pub tariff: Option<Tariff>,
}

/// One of a measure's own keys, and the number or date it names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnKey {
    Name(&'static str),
    At(u32),
    Elapsed(u32),
    /// The date given as `at`.
    Whole(Day),
    On(Day),
}

impl OwnKey {
    /// As it stands in a key.
    pub fn text(&self) -> String {
        match self {
            OwnKey::Name(name) => name.to_string(),
            OwnKey::At(days) => format!("at_{days}"),
            OwnKey::Elapsed(days) => format!("day_{days}"),
            OwnKey::Whole(_) => String::new(),
            OwnKey::On(day) => day.to_string(),
        }
    }

    /// The number of days that the key names.
    pub fn days(&self) -> u32 {
        match self {
            OwnKey::At(days) | OwnKey::Elapsed(days) => *days,
            _ => 0,
        }
    }

    /// The date that the key names.
    pub fn date(&self) -> Option<Day> {
        match self {
            OwnKey::Whole(day) | OwnKey::On(day) => Some(*day),
            _ => None,
        }
    }
}

impl Plan {
    /// Meets the expressions of one measure and filters (which differ in their keys) with a scenario.
    pub fn new(group: &[&Expr], scenario: &Scenario, names: &Arc<Names>, workdays: &Arc<Workdays>) -> Result<Plan, Vec<Fault>> {
        let expr = group[0];
        let selection = Selection::new(expr, scenario, names);
        let thresholds = thresholds(expr, scenario);
        let list = needs_list(expr, scenario).and_then(|()| needs_costs(expr, scenario));
        let is = |name| expr.measure.name == name;
        let result = result_number(expr, scenario);
        let (selection, thresholds, number) = match (selection, thresholds, list, result) {
            (Ok(selection), Ok(thresholds), Ok(()), Ok(number)) => (selection, thresholds, number),
            (selection, thresholds, list, result) => {
                let others = [thresholds.err(), list.err(), result.err()];
                return Err(selection.err().into_iter().flatten().chain(others.into_iter().flatten()).collect());
            }
        };
        let own = own_keys(group, &selection, scenario)?;
        let word = |key| expr.term(key).and_then(|term| term.values.first());
        Ok(Plan {
            measure: expr.measure.name,
            own,
            which: word(FilterKey::Which).and_then(|name| Which::from_name(name)).unwrap_or(Which::Every),
            basis: word(FilterKey::Basis).and_then(|name| Basis::from_name(name)).unwrap_or(Basis::Accrued),
            n: word(FilterKey::N).and_then(|n| n.parse().ok()).unwrap_or(10),
            number,
            at_written: expr.at_is_written(),
            thresholds,
            run_from: scenario.run.from,
            run_to: scenario.run.to,
            list_date: scenario.policy.preprofiling.as_ref().map(|list| list.date),
            providers: scenario.world.providers.len(),
            workdays: workdays.clone(),
            payments: Arc::new(scenario.policy.payments.clone()),
            market: if is(MARKET) { Market::of(scenario).map(Arc::new) } else { None },
            tariff: if is(TARIFF) { Tariff::of(scenario) } else { None },
            selection,
        })
    }

    /// How many values the fold gives: its own keys in each cell, cells outermost.
    pub fn slots(&self) -> usize {
        self.selection.cells * self.own.len()
    }

    /// The full keys, by slot.
    pub fn keys(&self) -> Vec<String> {
        let join = |cell: &str, own: String| match (cell.is_empty(), own.is_empty()) {
            (true, _) => own,
            (false, true) => cell.to_string(),
            (false, false) => format!("{cell}/{own}"),
        };
        let cells = self.selection.split.labels();
        cells.iter().flat_map(|cell| self.own.iter().map(|own| join(cell, own.text())).collect::<Vec<_>>()).collect()
    }
}

fn thresholds(expr: &Expr, scenario: &Scenario) -> Result<Option<Arc<LinesByDay>>, Fault> {
    let Some(term) = expr.term(FilterKey::Thresholds) else { return Ok(None) };
    let sets = &scenario.policy.thresholds;
    let set = Day::parse(&term.values[0]).and_then(|day| sets.on(day));
    set.map(|set| Some(Arc::new(LinesByDay::of(set)))).ok_or_else(|| {
        let known: Vec<String> = sets.steps().iter().map(|step| step.0.to_string()).collect();
        let message = format!("no thresholds are in force on {}; there are sets from {}", term.values[0], known.join(", "));
        Fault::new(FaultKind::NotInScenario, &term.values[0], term.at.clone(), message)
    })
}

fn needs_list(expr: &Expr, scenario: &Scenario) -> Result<(), Fault> {
    let name = expr.measure.name;
    let there = |day: Day| scenario.run.from <= day && day <= scenario.run.to;
    if !name.starts_with("preprofiling") || scenario.policy.preprofiling.as_ref().is_some_and(|list| there(list.date)) {
        return Ok(());
    }
    Err(Fault::new(
        FaultKind::NotInScenario,
        name,
        expr.name_at.clone(),
        "the scenario has no call list (`policy.preprofiling`) in the run",
    ))
}

/// Measures that need costs, or providers who answer to them, which a scenario may leave out.
const MARKET: &str = "provider_profit";
const TARIFF: &str = "public_cost";
const ENDED: &str = "contracts_ended_share";

fn needs_costs(expr: &Expr, scenario: &Scenario) -> Result<(), Fault> {
    let (name, world) = (expr.measure.name, &scenario.world);
    let lacks = [
        (MARKET, world.provider_economics.is_none(), "provider_economics"),
        (TARIFF, world.public_cost.is_none(), "public_cost"),
        (ENDED, world.market.is_none(), "market"),
    ];
    let Some((.., table)) = lacks.into_iter().find(|(needed, lacks, _)| *needed == name && *lacks) else { return Ok(()) };
    let message = format!("the scenario has no `world.{table}`, which it goes by");
    Err(Fault::new(FaultKind::NotInScenario, name, expr.name_at.clone(), message))
}

/// The number of the result that is asked for, if one is.
fn result_number(expr: &Expr, scenario: &Scenario) -> Result<Option<u8>, Fault> {
    let Some(term) = expr.term(FilterKey::Result) else { return Ok(None) };
    let number = WhichResult::from_name(&term.values[0]).map_or(0, |which| which as u8);
    let count = scenario.policy.payments.result_count();
    if usize::from(number) < count.max(1) {
        return Ok(Some(number));
    }
    let message = format!("`result = second`: the payment model \"{}\" has one result", scenario.policy.payments.name);
    Err(Fault::new(FaultKind::NotInScenario, "second", term.at.clone(), message))
}

fn own_keys(group: &[&Expr], selection: &Selection, scenario: &Scenario) -> Result<Vec<OwnKey>, Vec<Fault>> {
    let keys = group[0].measure.keys;
    if let Keys::Fixed(names) = keys {
        return Ok(names.iter().map(|name| OwnKey::Name(name)).collect());
    }
    let mut own = BTreeSet::new();
    let mut faults = Vec::new();
    for expr in group {
        match &expr.key {
            None => own.extend(unasked(keys, selection)),
            Some(key) => match asked(keys, key, selection, scenario) {
                Some(key) => drop(own.insert(key)),
                None => faults.push(wrong_key(expr, keys, key, scenario)),
            },
        }
    }
    if faults.is_empty() { Ok(own.into_iter().collect()) } else { Err(faults) }
}

/// The keys given when none is asked for.
fn unasked(keys: Keys, selection: &Selection) -> Vec<OwnKey> {
    match keys {
        Keys::Fixed(_) => Vec::new(),
        Keys::Dates => vec![OwnKey::Whole(selection.filter.at)],
        Keys::At(days) => days.iter().map(|days| OwnKey::At(*days)).collect(),
        Keys::Elapsed(days) => days.iter().map(|days| OwnKey::Elapsed(*days)).collect(),
    }
}

/// The own key at the end of a full key, after the categories of `by`.
fn asked(keys: Keys, key: &str, selection: &Selection, scenario: &Scenario) -> Option<OwnKey> {
    let own = key.splitn(selection.split.depth() + 1, '/').nth(selection.split.depth()).unwrap_or("");
    match keys {
        Keys::Fixed(_) => None,
        Keys::Dates if own.is_empty() => Some(OwnKey::Whole(selection.filter.at)),
        Keys::Dates => Day::parse(own).filter(|day| scenario.run.from <= *day && *day <= scenario.run.to).map(OwnKey::On),
        Keys::At(_) => own.strip_prefix("at_")?.parse().ok().map(OwnKey::At),
        Keys::Elapsed(_) => own.strip_prefix("day_")?.parse().ok().map(OwnKey::Elapsed),
    }
}

fn wrong_key(expr: &Expr, keys: Keys, key: &str, scenario: &Scenario) -> Fault {
    let run = &scenario.run;
    let outside = keys == Keys::Dates && Day::parse(key).is_some();
    let wanted = match keys {
        Keys::Dates => format!("a date of the run, {} to {}", run.from, run.to),
        Keys::At(_) => "at_N for a registration time of N days".to_string(),
        _ => "day_N for N days elapsed".to_string(),
    };
    let kind = if outside { FaultKind::OutsideRun } else { FaultKind::UnknownKey };
    Fault::new(kind, key, expr.key_at.clone(), format!("`{key}` is no key of `{}`: it needs {wanted}", expr.measure.name))
}
