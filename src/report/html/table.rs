//! A table as people read it, and the same as data.

/// A table as shown, and as data.
#[derive(Clone, Default)]
pub(super) struct Table {
    pub id: String,
    /// Name of its CSV file.
    pub file: String,
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// Columns and rows of the data, where they are others than people read.
    pub as_data: Option<Box<Table>>,
}

#[derive(Clone)]
pub(super) struct Column {
    /// Empty for what only the data have.
    pub title: String,
    /// Its name in the CSV file; empty for what only people read.
    pub name: String,
    pub numeric: bool,
}

/// One cell as read by people, and as data.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub shown: String,
    pub data: String,
    /// Said in English whatever the page's language is.
    pub english: bool,
    pub code: bool,
    /// Small below it.
    pub under: String,
    /// Whether that is a key.
    pub key: bool,
}

impl Column {
    pub(super) fn word(title: impl Into<String>, name: impl Into<String>) -> Column {
        Column { title: title.into(), name: name.into(), numeric: false }
    }

    pub(super) fn number(title: impl Into<String>, name: impl Into<String>) -> Column {
        Column { title: title.into(), name: name.into(), numeric: true }
    }

    /// In the data only.
    pub(super) fn data(name: impl Into<String>) -> Column {
        Column::word("", name)
    }
}

impl Cell {
    /// The shown text in the parts between which a line may end.
    pub(super) fn parts(&self) -> Vec<&str> {
        parts(&self.shown)
    }

    /// The same of what is below.
    pub(super) fn under_parts(&self) -> Vec<&str> {
        parts(&self.under)
    }

    /// With a key below.
    pub(super) fn with_key(self, key: &str) -> Cell {
        Cell { under: key.into(), key: true, ..self }
    }

    /// Whether the text needs a column that isn't squeezed.
    pub(super) fn is_long(&self) -> bool {
        self.shown.chars().count().max(self.under.chars().count()) > if self.code { 14 } else { 24 }
    }

    pub(super) fn word(shown: impl Into<String>, data: impl Into<String>) -> Cell {
        Cell { shown: shown.into(), data: data.into(), ..Cell::default() }
    }

    /// The same text for people and programs.
    pub(super) fn plain(text: impl Into<String>) -> Cell {
        let text = text.into();
        Cell { data: text.clone(), shown: text, ..Cell::default() }
    }

    pub(super) fn code(text: impl Into<String>) -> Cell {
        Cell { code: true, ..Cell::plain(text) }
    }

    pub(super) fn english(text: impl Into<String>) -> Cell {
        Cell { english: true, ..Cell::plain(text) }
    }

    pub(super) fn number(shown: impl Into<String>, value: f64) -> Cell {
        Cell::word(shown, data_number(value))
    }

    /// In the data only, or nothing.
    pub(super) fn data(value: Option<f64>) -> Cell {
        value.map_or_else(Cell::none, |value| Cell::number("", value))
    }

    /// Nothing to say.
    pub(super) fn none() -> Cell {
        Cell::word("–", "")
    }
}

/// Parts of a key, between which a line may end; never within a number.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, sign) in text.char_indices().filter(|(_, sign)| ['.', '_', '[', ']', '+'].contains(sign)) {
        let next = if sign == '[' { at } else { at + sign.len_utf8() };
        if !text[next..].starts_with(|after: char| after.is_ascii_digit()) {
            parts.push(&text[start..next]);
            start = next;
        }
    }
    parts.push(&text[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Nine digits: more would be noise.
fn data_number(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 { "0".into() } else { String::new() };
    }
    let digits = (8 - value.abs().log10().floor() as i32).clamp(0, 12) as usize;
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_string() } else { text }
}

impl Table {
    /// Whether it has so many columns that they need to be close.
    pub(super) fn is_dense(&self) -> bool {
        self.shown().count() >= 8
    }

    /// Whether it is so short that paper keeps it whole.
    pub(super) fn is_short(&self) -> bool {
        self.rows.len() <= 8
    }

    /// The data with a header, as a spreadsheet or a program reads them.
    pub(super) fn csv(&self) -> Vec<u8> {
        if let Some(data) = &self.as_data {
            return data.csv();
        }
        let mut writer = csv::Writer::from_writer(Vec::new());
        let kept = |index: &usize| !self.columns[*index].name.is_empty();
        let places: Vec<usize> = (0..self.columns.len()).filter(kept).collect();
        writer.write_record(places.iter().map(|place| &self.columns[*place].name)).expect("memory takes everything");
        for row in &self.rows {
            writer.write_record(places.iter().map(|place| &row[*place].data)).expect("rows are as long as the header");
        }
        writer.into_inner().expect("memory takes everything")
    }

    /// The columns that people read.
    pub(super) fn shown(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| !column.title.is_empty())
    }

    /// The cells of a row that people read, each with its column.
    pub(super) fn cells<'a>(&'a self, row: &'a [Cell]) -> impl Iterator<Item = (&'a Column, &'a Cell)> {
        self.columns.iter().zip(row).filter(|(column, _)| !column.title.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_have_as_many_digits_as_carry_meaning() {
        let texts = [0.0, 412.345_678_912, -0.000_012_345, 312_400_000.0, f64::NAN].map(data_number);
        assert_eq!(texts, ["0", "412.345679", "-0.000012345", "312400000", ""]);
    }

    #[test]
    fn lines_end_between_the_parts_of_a_key_only() {
        assert_eq!(parts("policy.a_b[2020-05-26].c"), ["policy.", "a_", "b", "[2020-05-26]", ".", "c"]);
        assert_eq!(parts("[[1, 23.38]]"), ["[", "[1, 23.38]", "]"]);
    }

    #[test]
    fn csv_quotes_what_needs_it() {
        let columns = vec![Column::word("Namn", "name"), Column::number("Antal", "count")];
        let rows = vec![vec![Cell::plain("a, \"b\""), Cell::number("1,5", 1.5)]];
        let table = Table { columns, rows, ..Table::default() };
        assert_eq!(String::from_utf8(table.csv()).unwrap(), "name,count\n\"a, \"\"b\"\"\",1.5\n");
    }
}
