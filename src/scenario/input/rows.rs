//! A CSV file row by row: delimiter and byte-order mark seen to, every bad row reported with its line, up to a limit.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use super::columns::Column;
use crate::scenario::faults::{Notes, suggestion};
use crate::scenario::files::{Trouble, shown};
use crate::scenario::source::{Place, Sources};

/// The largest CSV file that is read, in bytes.
const MOST_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// Bad rows that are told one by one.
const MOST_TOLD: usize = 20;

type Reader = csv::Reader<Box<dyn Read>>;

/// An open CSV file, its header read.
pub(super) struct Rows {
    pub name: String,
    reader: Reader,
    header: Vec<String>,
    /// Where the scenario names the file.
    pub said_at: Place,
    /// Bad rows so far.
    pub bad: usize,
}

/// One row that has as many fields as the header.
pub(super) struct Row {
    pub record: csv::StringRecord,
    pub line: usize,
}

/// Opens a file and reads its header.
pub(super) fn open(path: &Path, said_at: Place, notes: &mut Notes) -> Option<Rows> {
    match try_open(path) {
        Ok((reader, header)) => Some(Rows { name: shown(path), reader, header, said_at, bad: 0 }),
        Err(trouble) => {
            let (message, way_out) = match trouble {
                Trouble::Missing => {
                    (format!("there is no file {}", shown(path)), "paths start from the folder of the file that names them".into())
                }
                Trouble::TooLarge(bytes) => (
                    format!("{} is {} MB large; at most {} MB are read", shown(path), bytes / 1_048_576, MOST_BYTES / 1_048_576),
                    "split the population into smaller files".into(),
                ),
                Trouble::Empty => (format!("{} is empty", shown(path)), "the first line names the columns; see docs/input-files.md".into()),
                other => other.explain(&shown(path), "", &[]),
            };
            notes.fault(said_at, message, way_out);
            None
        }
    }
}

fn try_open(path: &Path) -> Result<(Reader, Vec<String>), Trouble> {
    let facts = std::fs::metadata(path)?;
    if facts.is_dir() {
        return Err(Trouble::Folder);
    }
    if facts.len() > MOST_BYTES {
        return Err(Trouble::TooLarge(facts.len()));
    }
    let mut file = BufReader::new(File::open(path)?);
    if file.fill_buf()?.starts_with("\u{feff}".as_bytes()) {
        file.consume(3);
    }
    let first = file.fill_buf()?;
    let line = first.split(|byte| *byte == b'\n').next().unwrap_or(first);
    let count = |sign: u8| line.iter().filter(|byte| **byte == sign).count();
    let delimiter = if count(b';') > count(b',') { b';' } else { b',' };
    if line.trim_ascii().is_empty() {
        return Err(Trouble::Empty);
    }
    let boxed: Box<dyn Read> = Box::new(file);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(true).trim(csv::Trim::All).from_reader(boxed);
    let header = reader.headers().map_err(|error| not_text(&error))?.iter().map(str::to_string).collect();
    Ok((reader, header))
}

fn not_text(error: &csv::Error) -> Trouble {
    match error.kind() {
        csv::ErrorKind::Utf8 { pos: Some(position), err } => {
            Trouble::NotText { byte: position.byte() as usize + err.valid_up_to(), line: position.line() as usize }
        }
        _ => Trouble::Other(std::io::Error::other(error.to_string())),
    }
}

impl Rows {
    /// The places of these columns in the file; those that are needed and missing are reported, as are unknown ones.
    pub fn columns<const N: usize>(
        &self,
        needed: [&Column; N],
        optional: &[&Column],
        sources: &mut Sources,
        notes: &mut Notes,
    ) -> Option<([usize; N], Vec<Option<usize>>)> {
        let find = |column: &Column| self.header.iter().position(|header| column.is_called(header));
        let found = needed.map(find);
        let before = notes.count();
        let line = sources.add(&self.name, self.header.join(","));
        for (column, place) in needed.iter().zip(&found) {
            if place.is_none() {
                let header: Vec<&str> = self.header.iter().map(String::as_str).collect();
                let way_out =
                    format!("add it; the file has {}. Columns and their Swedish names are in docs/input-files.md", header.join(", "));
                notes.fault(Place::start_of(line), format!("{} has no column {}", self.name, column.names()), way_out);
            }
        }
        let all: Vec<&Column> = needed.iter().chain(optional).copied().collect();
        for header in self.header.iter().filter(|header| !all.iter().any(|column| column.is_called(header))) {
            let names: Vec<&str> = all.iter().map(|column| column.name).collect();
            notes.warning(
                Place::start_of(line),
                format!("{} has the column \"{header}\", which is not read", self.name),
                suggestion(header, &names),
            );
        }
        (notes.count() == before).then(|| (found.map(|place| place.unwrap_or(0)), optional.iter().map(|column| find(column)).collect()))
    }

    /// The next row; rows that are no rows are reported and passed over.
    pub fn next(&mut self, sources: &mut Sources, notes: &mut Notes) -> Option<Row> {
        loop {
            let mut record = csv::StringRecord::new();
            match self.reader.read_record(&mut record) {
                Ok(false) => return None,
                Ok(true) if record.len() == self.header.len() => {
                    let line = record.position().map_or(0, |position| position.line() as usize);
                    return Some(Row { record, line });
                }
                Ok(true) => {
                    let line = record.position().map_or(0, |position| position.line() as usize);
                    let message = format!("{} fields, but the header has {}", record.len(), self.header.len());
                    self.bad(&Row { record, line }, message, "put texts that hold the separator in double quotes", sources, notes);
                }
                Err(error) => {
                    let (message, way_out) = not_text(&error).explain(&self.name, "", &[]);
                    notes.fault(self.said_at, message, way_out);
                    return None;
                }
            }
        }
    }

    /// Reports a bad row, if not too many have been.
    pub fn bad(&mut self, row: &Row, message: impl Into<String>, way_out: impl Into<String>, sources: &mut Sources, notes: &mut Notes) {
        self.bad += 1;
        if self.bad <= MOST_TOLD {
            let text = row.record.iter().collect::<Vec<_>>().join(",");
            let source = sources.add_from_line(&self.name, text.clone(), row.line);
            notes.fault(Place::new(source, 0..text.len()), format!("{} line {}: {}", self.name, row.line, message.into()), way_out);
        }
    }

    /// Says how many more bad rows there were.
    pub fn finish(self, notes: &mut Notes) {
        if self.bad > MOST_TOLD {
            notes.fault(
                self.said_at,
                format!("{} has {} more bad rows", self.name, self.bad - MOST_TOLD),
                "mend the first ones; the others are most likely of the same kind",
            );
        }
    }
}
