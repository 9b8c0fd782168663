//! Columns that are filled row by row and written a row group at a time.

use std::io::Write;
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::Result;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::Type;

/// Rows in a row group: some megabytes in memory.
const ROWS_PER_GROUP: usize = 1 << 17;

/// A cell; `None` is null.
pub(super) enum Cell {
    Int(Option<i32>),
    Long(Option<i64>),
    Double(Option<f64>),
    Bool(Option<bool>),
    /// Cheap to clone: texts are shared.
    Text(Option<ByteArray>),
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Int,
    /// Days since 1970-01-01.
    Date,
    Long,
    Double,
    Bool,
    Text,
}

/// A column's name, type and whether it may be null.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub name: &'static str,
    pub kind: Kind,
    pub nullable: bool,
}

pub(super) const fn required(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, nullable: false }
}

pub(super) const fn nullable(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, nullable: true }
}

/// Values of a column in the current row group; nulls are only in `present`.
struct Column<T> {
    values: Vec<T>,
    /// 1 where there is a value, 0 where there is none.
    present: Vec<i16>,
}

impl<T> Column<T> {
    fn new() -> Column<T> {
        Column { values: Vec::new(), present: Vec::new() }
    }

    fn push(&mut self, value: Option<T>) {
        self.present.push(i16::from(value.is_some()));
        self.values.extend(value);
    }

    fn write<D: DataType<T = T>>(&mut self, writer: &mut SerializedColumnWriter<'_>, nullable: bool) -> Result<()> {
        let levels = nullable.then_some(self.present.as_slice());
        writer.typed::<D>().write_batch(&self.values, levels, None)?;
        self.values.clear();
        self.present.clear();
        Ok(())
    }
}

enum Values {
    Int(Column<i32>),
    Long(Column<i64>),
    Double(Column<f64>),
    Bool(Column<bool>),
    Text(Column<ByteArray>),
}

impl Values {
    fn of(kind: Kind) -> Values {
        match kind {
            Kind::Int | Kind::Date => Values::Int(Column::new()),
            Kind::Long => Values::Long(Column::new()),
            Kind::Double => Values::Double(Column::new()),
            Kind::Bool => Values::Bool(Column::new()),
            Kind::Text => Values::Text(Column::new()),
        }
    }

    fn push(&mut self, cell: Cell) {
        match (self, cell) {
            (Values::Int(column), Cell::Int(value)) => column.push(value),
            (Values::Long(column), Cell::Long(value)) => column.push(value),
            (Values::Double(column), Cell::Double(value)) => column.push(value),
            (Values::Bool(column), Cell::Bool(value)) => column.push(value),
            (Values::Text(column), Cell::Text(value)) => column.push(value),
            _ => unreachable!("a row's cells have the types of its columns"),
        }
    }

    fn write(&mut self, writer: &mut SerializedColumnWriter<'_>, nullable: bool) -> Result<()> {
        match self {
            Values::Int(column) => column.write::<Int32Type>(writer, nullable),
            Values::Long(column) => column.write::<Int64Type>(writer, nullable),
            Values::Double(column) => column.write::<DoubleType>(writer, nullable),
            Values::Bool(column) => column.write::<BoolType>(writer, nullable),
            Values::Text(column) => column.write::<ByteArrayType>(writer, nullable),
        }
    }
}

/// A file being written. Texts are dictionary encoded, pages compressed with Snappy.
pub(super) struct Table<W: Write + Send> {
    fields: Vec<Field>,
    columns: Vec<Values>,
    rows: usize,
    writer: SerializedFileWriter<W>,
}

impl<W: Write + Send> Table<W> {
    pub(super) fn new(sink: W, name: &str, fields: Vec<Field>) -> Result<Table<W>> {
        let types = fields.iter().map(column_type).collect::<Result<Vec<_>>>()?;
        let schema = Type::group_type_builder(name).with_fields(types).build()?;
        let created_by = format!("troskel {}", env!("CARGO_PKG_VERSION"));
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by(created_by).build();
        let writer = SerializedFileWriter::new(sink, Arc::new(schema), Arc::new(properties))?;
        let columns = fields.iter().map(|field| Values::of(field.kind)).collect();
        Ok(Table { fields, columns, rows: 0, writer })
    }

    /// Adds a row: one cell per column, in order.
    pub(super) fn push(&mut self, cells: impl IntoIterator<Item = Cell>) -> Result<()> {
        let mut columns = self.columns.iter_mut();
        for cell in cells {
            columns.next().expect("a row has no more cells than columns").push(cell);
        }
        assert!(columns.next().is_none(), "a row has a cell for each column");
        self.rows += 1;
        if self.rows == ROWS_PER_GROUP { self.flush() } else { Ok(()) }
    }

    /// Writes the last rows and the footer, and gives back what was written to.
    pub(super) fn finish(mut self) -> Result<W> {
        if self.rows > 0 {
            self.flush()?;
        }
        self.writer.into_inner()
    }

    fn flush(&mut self) -> Result<()> {
        let mut group = self.writer.next_row_group()?;
        for (field, column) in self.fields.iter().zip(&mut self.columns) {
            let mut writer = group.next_column()?.expect("the schema has a column for each field");
            column.write(&mut writer, field.nullable)?;
            writer.close()?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

fn column_type(field: &Field) -> Result<Arc<Type>> {
    let (physical, logical) = match field.kind {
        Kind::Int => (Physical::INT32, None),
        Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Long => (Physical::INT64, None),
        Kind::Double => (Physical::DOUBLE, None),
        Kind::Bool => (Physical::BOOLEAN, None),
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let repetition = if field.nullable { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let built = Type::primitive_type_builder(field.name, physical).with_logical_type(logical).with_repetition(repetition);
    Ok(Arc::new(built.build()?))
}
