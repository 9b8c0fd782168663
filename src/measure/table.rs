//! The values of all replications, and the two files made of them: `replications.csv`, and `measures.csv` from it alone.

use super::catalogue::find;
use super::expr::Expr;
use super::statistics::Statistics;
use super::suite::{Column, Row, Suite, same_key};
use std::sync::Arc;

/// Rows of replications, kept in order of replication.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Arc<[Column]>,
    /// Number of a replication (from 1) and its rows, in the order of the columns.
    replications: Vec<(u32, Vec<Row>)>,
}

impl Table {
    pub fn new(suite: &Suite) -> Table {
        Table { columns: suite.columns().clone(), replications: Vec::new() }
    }

    /// Adds a replication's rows; replications may come in any order.
    pub fn push(&mut self, replication: u32, rows: Vec<Row>) {
        let place = self.replications.partition_point(|(number, _)| *number < replication);
        self.replications.insert(place, (replication, rows));
    }

    /// Adds other replications of the same measures.
    pub fn add(&mut self, other: Table) {
        other.replications.into_iter().for_each(|(replication, rows)| self.push(replication, rows));
    }

    /// The column with this measure and key.
    pub fn find(&self, measure: &str, key: &str) -> Option<u32> {
        let place = self.columns.binary_search_by(|column| (column.measure.as_str(), column.key.as_str()).cmp(&(measure, key)));
        place.ok().map(|place| place as u32)
    }

    /// The columns, sorted by measure and key.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The numbers of the replications, rising.
    pub fn replications(&self) -> impl Iterator<Item = u32> + '_ {
        self.replications.iter().map(|(number, _)| *number)
    }

    /// A column's values by replication; missing ones are left out.
    pub fn values(&self, column: u32) -> Vec<f64> {
        self.by_replication(column).into_iter().flatten().collect()
    }

    /// A column's value in each replication, for comparisons of pairs.
    pub fn by_replication(&self, column: u32) -> Vec<Option<f64>> {
        let value = |rows: &Vec<Row>| rows.binary_search_by_key(&column, |row| row.column).ok().map(|place| rows[place].value);
        self.replications.iter().map(|(_, rows)| value(rows)).collect()
    }

    /// The column of an expression's key (without one, of its empty key).
    pub fn column(&self, expr: &Expr) -> Option<u32> {
        let (measure, key) = (expr.text(), expr.key.as_deref().unwrap_or(""));
        let place = self.columns.iter().position(|column| column.measure == measure && same_key(key, &column.key))?;
        Some(place as u32)
    }

    /// Statistics of an expression's key.
    pub fn of(&self, expr: &Expr) -> Option<Statistics> {
        Statistics::of(&self.values(self.column(expr)?))
    }

    /// Each column with its statistics; columns without any value are left out.
    pub fn statistics(&self) -> Vec<(&Column, Statistics)> {
        let each = self.columns.iter().enumerate();
        each.filter_map(|(place, column)| Some((column, Statistics::of(&self.values(place as u32))?))).collect()
    }

    /// Visits every value, in order of replication, measure and key.
    ///
    /// # Errors
    /// The first of the visitor's.
    pub fn each<E>(&self, mut visit: impl FnMut(u32, &Column, f64) -> Result<(), E>) -> Result<(), E> {
        let rows = self.replications.iter().flat_map(|(number, rows)| rows.iter().map(move |row| (*number, row)));
        rows.into_iter().try_for_each(|(number, row)| visit(number, &self.columns[row.column as usize], row.value))
    }

    /// `replications.csv`: tidy, sorted by replication, measure and key; shortest decimals that read back the same.
    pub fn replications_csv(&self) -> String {
        let mut csv = Csv::new(&["replication", "measure", "key", "value"]);
        for (number, rows) in &self.replications {
            for row in rows {
                let column = &self.columns[row.column as usize];
                csv.line(&[&number.to_string(), &column.measure, &column.key, &decimal(row.value)]);
            }
        }
        csv.text()
    }

    /// `measures.csv`: statistics across replications, sorted by measure and key.
    pub fn measures_csv(&self) -> String {
        let mut csv = Csv::new(&["measure", "key", "unit", "mean", "se", "sd", "p05", "p25", "p50", "p75", "p95", "n"]);
        for (column, s) in self.statistics() {
            let numbers = [Some(s.mean), s.se, s.sd, Some(s.p05), Some(s.p25), Some(s.p50), Some(s.p75), Some(s.p95)];
            let numbers = numbers.map(|number| number.map(decimal).unwrap_or_default());
            let mut line = vec![column.measure.as_str(), &column.key, column.unit];
            line.extend(numbers.iter().map(String::as_str));
            let n = s.n.to_string();
            line.push(&n);
            csv.line(&line);
        }
        csv.text()
    }

    /// Reads `replications.csv` back; says which line is wrong.
    pub fn read(text: &str) -> Result<Table, String> {
        let mut records: Vec<(u32, Column, f64)> = Vec::new();
        for (index, record) in csv::Reader::from_reader(text.as_bytes()).records().enumerate() {
            let fault = |what: &str| format!("replications.csv, line {}: {what}", index + 2);
            let record = record.map_err(|error| fault(&error.to_string()))?;
            records.push(read_record(&record).ok_or_else(|| fault("is not replication,measure,key,value of known measures"))?);
        }
        Ok(Table::collect(records))
    }

    fn collect(records: Vec<(u32, Column, f64)>) -> Table {
        let mut columns: Vec<Column> = records.iter().map(|(_, column, _)| column.clone()).collect();
        columns.sort_by(|a, b| (&a.measure, &a.key).cmp(&(&b.measure, &b.key)));
        columns.dedup();
        let mut table = Table { columns: columns.into(), replications: Vec::new() };
        for (number, column, value) in records {
            let place = table.columns.binary_search_by(|c| (&c.measure, &c.key).cmp(&(&column.measure, &column.key)));
            let row = Row { column: place.expect("every record's column is among the columns") as u32, value };
            match table.replications.last_mut() {
                Some((last, rows)) if *last == number => rows.push(row),
                _ => table.push(number, vec![row]),
            }
        }
        table
    }
}

fn read_record(record: &csv::StringRecord) -> Option<(u32, Column, f64)> {
    let measure = record.get(1)?.to_string();
    let unit = find(measure.split('[').next()?)?.unit;
    let key = record.get(2)?.to_string();
    Some((record.get(0)?.parse().ok()?, Column { measure, key, unit }, record.get(3)?.parse().ok()?))
}

/// The shortest decimal that reads back the same; no negative zero.
pub fn decimal(value: f64) -> String {
    format!("{}", value + 0.0)
}

/// Lines of CSV in memory.
struct Csv {
    writer: csv::Writer<Vec<u8>>,
}

impl Csv {
    fn new(header: &[&str]) -> Csv {
        let mut csv = Csv { writer: csv::Writer::from_writer(Vec::new()) };
        csv.line(header);
        csv
    }

    fn line(&mut self, fields: &[&str]) {
        self.writer.write_record(fields).expect("a line of the header's length can be written to memory");
    }

    fn text(self) -> String {
        let bytes = self.writer.into_inner().expect("memory can be flushed");
        String::from_utf8(bytes).expect("what was written is text")
    }
}
