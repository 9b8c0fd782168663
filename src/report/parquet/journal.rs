//! `journal.parquet`: every fact of the replications asked for. What a kind of fact does not say is null.

use std::io::Write;

use super::ParquetError;
use super::payload::{self, Payload, Words};
use super::subject::{self, Names, Shared, Vocabulary};
use super::table::{Cell, Kind as Type, Table, required};
use crate::journal::{Chunk, Fact, Kind, Reader};

/// Writes facts as they come. An error on the way is kept and given at the end, since a reader has no way to refuse.
pub struct JournalWriter<W: Write + Send> {
    table: Table<W>,
    shared: Shared,
    kinds: Vocabulary,
    words: Words,
    replication: u32,
    failed: Option<ParquetError>,
}

impl<W: Write + Send> JournalWriter<W> {
    pub fn new(sink: W, names: &Names) -> Result<JournalWriter<W>, ParquetError> {
        let head = [required("replication", Type::Int), required("date", Type::Date), required("event", Type::Text)];
        let fields = head.into_iter().chain(subject::FIELDS).chain(payload::FIELDS).collect();
        let table = Table::new(sink, "journal", fields)?;
        let kinds = Vocabulary::of(&Kind::NAMES);
        Ok(JournalWriter { table, shared: Shared::new(names), kinds, words: Words::new(), replication: 0, failed: None })
    }

    /// The facts that follow belong to this replication.
    pub fn begin(&mut self, replication: u32) {
        self.replication = replication;
    }

    /// Writes what is left, and gives back what was written to, or the first error.
    pub fn finish(self) -> Result<W, ParquetError> {
        match self.failed {
            Some(error) => Err(error),
            None => self.table.finish(),
        }
    }

    fn push(&mut self, fact: &Fact) -> Result<(), ParquetError> {
        let shared = &self.shared;
        let event = self.kinds.cell(fact.what.kind() as usize);
        let head = [Cell::Int(Some(self.replication as i32)), Cell::Int(Some(fact.day.0)), event];
        let payload = Payload::of(&fact.what, shared, &self.words).cells();
        self.table.push(head.into_iter().chain(shared.subject(&fact.subject)).chain(payload))
    }
}

impl<W: Write + Send> Reader for JournalWriter<W> {
    fn take(&mut self, chunk: &Chunk) {
        for fact in &chunk.facts {
            if self.failed.is_none() {
                self.failed = self.push(fact).err();
            }
        }
    }
}
