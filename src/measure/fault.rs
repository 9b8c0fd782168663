//! What is wrong with an expression or an evidence file: the word, where it stands, what is known, what was probably meant.

use std::fmt;
use std::ops::Range;

/// Why an expression cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Not written as an expression, or a file not written as TOML or as evidence.
    Syntax,
    UnknownMeasure,
    /// A measure of the interface that this version does not compute.
    UnsupportedMeasure,
    UnknownFilter,
    /// A filter that exists, but not for this measure.
    FilterNotTaken,
    /// An unknown category, or a value of the wrong shape.
    Value,
    /// A date before the first or after the last day of the run.
    OutsideRun,
    UnknownKey,
    /// The scenario lacks what the measure is about.
    NotInScenario,
}

/// One fault. `at` is the range of bytes in the text or file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub kind: FaultKind,
    /// The word at fault, as written.
    pub word: String,
    pub at: Range<usize>,
    pub message: String,
    /// The known name that comes nearest, if one is near.
    pub suggestion: Option<String>,
}

impl Fault {
    pub fn new(kind: FaultKind, word: &str, at: Range<usize>, message: impl Into<String>) -> Fault {
        Fault { kind, word: word.to_string(), at, message: message.into(), suggestion: None }
    }

    /// A word that is not among the known ones: lists them and suggests the nearest.
    pub fn unknown<'a>(kind: FaultKind, what: &str, word: &str, at: Range<usize>, known: impl IntoIterator<Item = &'a str>) -> Fault {
        let known: Vec<&str> = known.into_iter().collect();
        let message = format!("`{word}` is no {what}; known: {}", known.join(", "));
        Fault { suggestion: nearest(word, &known), ..Fault::new(kind, word, at, message) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        match &self.suggestion {
            Some(known) => write!(f, " (did you mean `{known}`?)"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Fault {}

/// The known word nearest to `word`, if no more than a third of it (at least two letters) would have to change.
fn nearest(word: &str, known: &[&str]) -> Option<String> {
    let limit = (word.chars().count() / 3).max(2);
    known
        .iter()
        .map(|name| (strsim::damerau_levenshtein(word, name), *name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name.to_string())
}
