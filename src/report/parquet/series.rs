//! `series.parquet`: the time series, tidy.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::io::Write;

use ::parquet::data_type::ByteArray;

use super::ParquetError;
use super::table::{Cell, Field, Kind, Table, required};
use crate::report::input::SeriesRow;

const FIELDS: [Field; 6] = [
    required("replication", Kind::Int),
    required("date", Kind::Date),
    required("area", Kind::Text),
    required("level", Kind::Text),
    required("measure", Kind::Text),
    required("value", Kind::Double),
];

/// Writes the rows in the order given, and gives back what was written to.
pub fn series<'a, W: Write + Send>(sink: W, rows: impl IntoIterator<Item: Borrow<SeriesRow<'a>>>) -> Result<W, ParquetError> {
    let mut table = Table::new(sink, "series", FIELDS.to_vec())?;
    let mut texts = Texts::default();
    for row in rows {
        let row = *row.borrow();
        table.push([
            Cell::Int(Some(row.replication as i32)),
            Cell::Int(Some(row.date.0)),
            texts.cell(row.area),
            texts.cell(row.level),
            texts.cell(row.measure),
            Cell::Double(Some(row.value)),
        ])?;
    }
    table.finish()
}

/// Each different text once: there are few among many rows.
#[derive(Default)]
struct Texts<'a> {
    shared: HashMap<&'a str, ByteArray>,
}

impl<'a> Texts<'a> {
    fn cell(&mut self, text: &'a str) -> Cell {
        Cell::Text(Some(self.shared.entry(text).or_insert_with(|| ByteArray::from(text)).clone()))
    }
}
