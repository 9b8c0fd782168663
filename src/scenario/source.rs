//! The texts that a scenario was read from, and places in them: so that every value and every fault can say where it stands.

use std::ops::Range;

/// One text: a file, a built-in file, a `--set` from the command line or a row of a CSV file.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceText {
    /// What to call it: a path, `krom-2020 (built in)` or `--set KEY=VALUE`.
    pub name: String,
    pub text: String,
    /// Number of the first line of `text` in the file (1, unless it is a row of a long CSV file).
    pub first_line: usize,
}

/// What ends the name of a built-in file.
pub(super) const BUILT_IN: &str = " (built in)";

/// All texts read so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sources {
    texts: Vec<SourceText>,
}

/// A stretch of bytes in one of the [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub source: u32,
    pub start: u32,
    pub end: u32,
}

/// A place as people name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    pub file: String,
    /// Both from 1; columns count characters.
    pub line: usize,
    pub column: usize,
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Sources {
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> u32 {
        self.add_from_line(name, text, 1)
    }

    /// Adds a part of a file that begins at line `first_line`.
    pub fn add_from_line(&mut self, name: impl Into<String>, text: impl Into<String>, first_line: usize) -> u32 {
        self.texts.push(SourceText { name: name.into(), text: text.into(), first_line });
        (self.texts.len() - 1) as u32
    }

    pub fn len(&self) -> usize {
        self.texts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Forgets all texts after the first `count`: those that nothing refers to.
    pub(super) fn truncate(&mut self, count: usize) {
        self.texts.truncate(count);
    }

    pub fn get(&self, source: u32) -> &SourceText {
        &self.texts[source as usize]
    }

    /// The two places, the author's own first if one of them is in a built-in file.
    pub(super) fn own_first(&self, one: Place, other: Place) -> (Place, Place) {
        let built_in = |place: Place| self.get(place.source).name.ends_with(BUILT_IN);
        if built_in(one) && !built_in(other) { (other, one) } else { (one, other) }
    }

    /// File, line and column of the start of a place.
    pub fn position(&self, place: Place) -> Position {
        let source = self.get(place.source);
        let before = source.text.get(..place.start as usize).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Position {
            file: source.name.clone(),
            line: source.first_line + before.matches('\n').count(),
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl Place {
    pub fn new(source: u32, span: Range<usize>) -> Place {
        Place { source, start: span.start as u32, end: span.end as u32 }
    }

    /// Whether two places have signs in common.
    pub(super) fn overlaps(self, other: Place) -> bool {
        self.source == other.source && self.start < other.end && other.start < self.end
    }

    /// The beginning of a text: where something is said to be missing.
    pub fn start_of(source: u32) -> Place {
        Place { source, start: 0, end: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_named_by_line_and_column_in_characters() {
        let mut sources = Sources::default();
        let id = sources.add("a.toml", "x = 1\n\"å\" = 2\n");
        assert_eq!(sources.position(Place::new(id, 13..14)).to_string(), "a.toml:2:7");
        let row = sources.add_from_line("b.csv", "one,two", 40);
        assert_eq!(sources.position(Place::new(row, 4..7)).to_string(), "b.csv:40:5");
    }
}
