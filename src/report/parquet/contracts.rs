//! `contracts.parquet`: what providers have in which area, from the start of the run and whenever it changes.

use std::io::Write;

use super::ParquetError;
use super::subject::{Names, Vocabulary};
use super::table::{Cell, Field, Kind, Table, nullable, required};
use crate::journal::{Chunk, Presence, Reader};
use crate::units::Day;

const FIELDS: [Field; 8] = [
    required("replication", Kind::Int),
    required("date", Kind::Date),
    required("provider", Kind::Text),
    required("area", Kind::Text),
    required("supervisors", Kind::Double),
    required("places", Kind::Int),
    nullable("first", Kind::Date),
    nullable("last", Kind::Date),
];

/// Writes presences as they come. An error on the way is kept and given at the end, since a reader has no way to refuse.
pub struct ContractsWriter<W: Write + Send> {
    table: Table<W>,
    areas: Vocabulary,
    providers: Vocabulary,
    replication: u32,
    failed: Option<ParquetError>,
}

impl<W: Write + Send> ContractsWriter<W> {
    pub fn new(sink: W, names: &Names) -> Result<ContractsWriter<W>, ParquetError> {
        let table = Table::new(sink, "contracts", FIELDS.into())?;
        let [areas, providers] = [&names.areas, &names.providers].map(|names| Vocabulary::of(names));
        Ok(ContractsWriter { table, areas, providers, replication: 0, failed: None })
    }

    /// What follows belongs to this replication.
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

    fn push(&mut self, presence: &Presence) -> Result<(), ParquetError> {
        let day = |day: Day| Cell::Int((day < Day::NEVER).then_some(day.0));
        let (first, last) = presence.open;
        self.table.push([
            Cell::Int(Some(self.replication as i32)),
            Cell::Int(Some(presence.day.0)),
            self.providers.cell(presence.provider.index()),
            self.areas.cell(presence.area.index()),
            Cell::Double(Some(presence.supervisors)),
            Cell::Int(Some(presence.places as i32)),
            day(first),
            day(last),
        ])
    }
}

impl<W: Write + Send> Reader for ContractsWriter<W> {
    fn take(&mut self, chunk: &Chunk) {
        for presence in &chunk.presences {
            if self.failed.is_none() {
                self.failed = self.push(presence).err();
            }
        }
    }
}
