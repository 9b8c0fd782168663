//! Measures that a scenario or the command line asks for, judged before anything is run.

use super::{Exit, complain};
use crate::experiment::additional;
use crate::measure::{Expr, Fault, FaultKind, Suite};
use crate::scenario::{Loaded, Scenario, Wrong};

/// What is wrong with a measure of a run; without a scenario only what its text shows.
pub fn of_run(text: &str, scenario: Option<&Scenario>) -> Vec<Wrong> {
    let faults = match (Expr::parse(text), scenario) {
        (Ok(expr), Some(scenario)) => Suite::new(&[expr], scenario).err().unwrap_or_default(),
        (Ok(_), None) => Vec::new(),
        (Err(faults), _) => faults,
    };
    faults.into_iter().map(wrong).collect()
}

/// The same, but for what only a comparison can tell.
pub fn of_any(text: &str, scenario: Option<&Scenario>) -> Vec<Wrong> {
    if text == additional::ASKED { Vec::new() } else { of_run(text, scenario) }
}

fn wrong(fault: Fault) -> Wrong {
    let way_out = match (fault.suggestion, fault.kind) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, kind) => way_out(kind).to_string(),
    };
    Wrong { at: fault.at, message: fault.message, way_out }
}

fn way_out(kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::Syntax => "write it as in started[population=new,level=a]; `troskel list` has all measures",
        FaultKind::UnknownMeasure => "take one of these; `troskel list` says what each gives",
        FaultKind::UnknownFilter | FaultKind::FilterNotTaken => "take another filter, or leave it out",
        FaultKind::Value => "give another value, or leave the filter out",
        FaultKind::OutsideRun => "give a day of the run, or make the run longer",
        FaultKind::UnknownKey => "take one of these, or leave the key out to have them all",
        FaultKind::UnsupportedMeasure => "leave it out",
        FaultKind::NotInScenario => "leave it out, or give the scenario what it is about",
    }
}

/// Refuses measures of the command line that are none.
pub fn check_texts<'a>(texts: impl Iterator<Item = &'a String>) -> Result<(), Exit> {
    told(texts.map(|text| (text, Expr::parse(text).err().unwrap_or_default())), Exit::WrongUsage)
}

/// Refuses measures of the command line that the scenario does not have.
pub fn check_met(texts: &[String], loaded: &Loaded) -> Result<(), Exit> {
    let met = |expr: Expr| Suite::new(&[expr], &loaded.scenario).err().unwrap_or_default();
    told(texts.iter().map(|text| (text, Expr::parse(text).map_or_else(|faults| faults, met))), Exit::WrongFile)
}

/// Tells all faults there are.
fn told<'a>(faults: impl Iterator<Item = (&'a String, Vec<Fault>)>, exit: Exit) -> Result<(), Exit> {
    let mut texts = faults.flat_map(|(text, faults)| faults.into_iter().map(move |fault| format!("--measure {text}: {fault}"))).peekable();
    let is_right = texts.peek().is_none();
    texts.for_each(|text| complain(&text));
    if is_right { Ok(()) } else { Err(exit) }
}
