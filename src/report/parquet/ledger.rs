//! `ledger.parquet`: every entry of the replications asked for; money in whole öre.

use std::io::Write;

use super::ParquetError;
use super::subject::{self, Names, Shared, Vocabulary};
use super::table::{Cell, Field, Kind, Table, required};
use crate::journal::{Chunk, Entry, PaymentKind, Reader};
use crate::pathway::payments::Per;

const HEAD: [Field; 2] = [required("replication", Kind::Int), required("kind", Kind::Text)];

const PAYMENT: [Field; 11] = [
    required("provider", Kind::Text),
    required("level", Kind::Text),
    required("first", Kind::Date),
    required("last", Kind::Date),
    required("per", Kind::Text),
    required("units", Kind::Int),
    required("per_unit_ore", Kind::Long),
    required("amount_ore", Kind::Long),
    required("claimed_on", Kind::Date),
    required("approved_on", Kind::Date),
    required("paid_on", Kind::Date),
];

/// Writes entries as they come. An error on the way is kept and given at the end, since a reader has no way to refuse.
pub struct LedgerWriter<W: Write + Send> {
    table: Table<W>,
    shared: Shared,
    kinds: Vocabulary,
    units: Vocabulary,
    replication: u32,
    failed: Option<ParquetError>,
}

impl<W: Write + Send> LedgerWriter<W> {
    pub fn new(sink: W, names: &Names) -> Result<LedgerWriter<W>, ParquetError> {
        let fields = HEAD.into_iter().chain(subject::FIELDS).chain(PAYMENT).collect();
        let table = Table::new(sink, "ledger", fields)?;
        let kinds = Vocabulary::of(&PaymentKind::NAMES);
        let units = Vocabulary::of(Per::NAMES);
        Ok(LedgerWriter { table, shared: Shared::new(names), kinds, units, replication: 0, failed: None })
    }

    /// The entries that follow belong to this replication.
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

    fn push(&mut self, entry: &Entry) -> Result<(), ParquetError> {
        let shared = &self.shared;
        let head = [Cell::Int(Some(self.replication as i32)), self.kinds.cell(entry.kind as usize)];
        let payment = [
            Cell::Text(Some(shared.provider(entry.provider))),
            Cell::Text(Some(shared.level(entry.level))),
            Cell::Int(Some(entry.first.0)),
            Cell::Int(Some(entry.last.0)),
            self.units.cell(entry.per as usize),
            Cell::Int(Some(entry.units.into())),
            Cell::Long(Some(entry.per_unit.ore())),
            Cell::Long(Some(entry.amount.ore())),
            Cell::Int(Some(entry.claimed_on.0)),
            Cell::Int(Some(entry.approved_on.0)),
            Cell::Int(Some(entry.paid_on.0)),
        ];
        self.table.push(head.into_iter().chain(shared.subject(&entry.subject)).chain(payment))
    }
}

impl<W: Write + Send> Reader for LedgerWriter<W> {
    fn take(&mut self, chunk: &Chunk) {
        for entry in &chunk.entries {
            if self.failed.is_none() {
                self.failed = self.push(entry).err();
            }
        }
    }
}
