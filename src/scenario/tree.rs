//! A TOML file as a tree in which every key and value knows its place.

use toml::de::{DeTable, DeValue};

use super::faults::Notes;
use super::source::{Place, Sources};
use crate::units::Day;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub value: Value,
    pub place: Place,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    Number(f64),
    Bool(bool),
    Date(Day),
    /// A time of day, or a number that does not fit: nothing any key takes.
    Other(&'static str),
    List(Vec<Node>),
    Table(Table),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table {
    pub entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub key: String,
    pub key_place: Place,
    pub node: Node,
}

impl Value {
    /// What to call it in a message.
    pub fn describe(&self) -> String {
        match self {
            Value::Text(text) => format!("the text \"{text}\""),
            Value::Integer(number) => format!("{number}"),
            Value::Number(number) => format!("{number}"),
            Value::Bool(value) => format!("{value}"),
            Value::Date(day) => format!("the date {day}"),
            Value::Other(what) => (*what).into(),
            Value::List(items) => format!("a list of {}", items.len()),
            Value::Table(_) => "a table".into(),
        }
    }

    /// Integers are numbers too.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            Value::Integer(number) => Some(*number as f64),
            _ => None,
        }
    }
}

impl Node {
    pub fn table(&self) -> Option<&Table> {
        if let Value::Table(table) = &self.value { Some(table) } else { None }
    }

    pub fn list(&self) -> Option<&[Node]> {
        if let Value::List(items) = &self.value { Some(items) } else { None }
    }

    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    pub fn day(&self) -> Option<Day> {
        if let Value::Date(day) = self.value { Some(day) } else { None }
    }

    pub fn number(&self) -> Option<f64> {
        self.value.number()
    }

    pub fn is_true(&self) -> bool {
        matches!(self.value, Value::Bool(true))
    }

    pub fn integer(&self) -> Option<i64> {
        if let Value::Integer(number) = self.value { Some(number) } else { None }
    }

    /// The node at a path of plain keys, such as `stock.persons`.
    pub fn at(&self, path: &str) -> Option<&Node> {
        path.split('.').try_fold(self, |node, key| node.table()?.get(key))
    }
}

impl Table {
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.node)
    }

    /// Takes a key out, if it is there.
    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        let index = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(index))
    }

    pub fn put(&mut self, entry: Entry) {
        match self.entries.iter_mut().find(|known| known.key == entry.key) {
            Some(known) => *known = entry,
            None => self.entries.push(entry),
        }
    }
}

/// Parses a text; what cannot be read as TOML is noted and left out.
pub(super) fn parse(sources: &Sources, source: u32, notes: &mut Notes) -> Table {
    let text = &sources.get(source).text;
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        note_syntax(text, source, error, notes);
    }
    convert_table(table.get_ref(), source)
}

/// Parses one value, as in `--set KEY=VALUE`; its places begin at byte `offset` of the source.
pub(super) fn parse_value(text: &str, source: u32, offset: usize) -> Option<Node> {
    let value = DeValue::parse(text).ok()?;
    let mut node = convert(value.get_ref(), value.span(), source);
    shift(&mut node, offset as u32);
    Some(node)
}

fn shift(node: &mut Node, offset: u32) {
    node.place.start += offset;
    node.place.end += offset;
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| shift(item, offset)),
        Value::Table(table) => {
            for entry in &mut table.entries {
                entry.key_place.start += offset;
                entry.key_place.end += offset;
                shift(&mut entry.node, offset);
            }
        }
        _ => {}
    }
}

fn note_syntax(text: &str, source: u32, error: &toml::de::Error, notes: &mut Notes) {
    let span = error.span().unwrap_or(0..0);
    let start = text.floor_char_boundary(span.start);
    let place = Place::new(source, start..text.ceil_char_boundary(span.end));
    let line = text[..start].rfind('\n').map_or(text, |end| &text[end + 1..]).lines().next().unwrap_or("");
    let (message, way_out) = explain(error.message(), line);
    notes.unread(place, message, way_out);
}

/// The parser's words for a fault, with what the author most likely meant.
fn explain(message: &str, line: &str) -> (String, String) {
    let key = line.split('=').next().unwrap_or("").trim();
    if message.contains("duplicate key") {
        let part = key.trim_matches(['[', ']']);
        if matches!(part.split('.').next(), Some("policy" | "payments")) {
            let part = part.split('.').next().unwrap_or_default();
            let way_out = format!(
                "write either `{part} = \"NAME or FILE\"` or the [{part}] tables; to change a few keys of a named one, extend it in a file of its own"
            );
            return (format!("`{part}` is given both by name and as tables in the same file"), way_out);
        }
        return ("this key or table is written twice in the file".into(), "keep one of them".into());
    }
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    let dated = value.len() >= 8 && value.as_bytes()[..4].iter().all(u8::is_ascii_digit) && value.as_bytes()[4] == b'-';
    if dated {
        let date = value.split(|c: char| c == '#' || c.is_whitespace()).next().unwrap_or(value);
        return (
            format!("{date} is not a date"),
            "a date is written year-month-day, such as 2020-03-30, and must exist in the calendar".into(),
        );
    }
    (
        format!("this is not TOML: {message}"),
        "texts stand in double quotes, decimals have a point, lists stand in [ ], and every table has its own [heading]".into(),
    )
}

fn convert_table(table: &DeTable<'_>, source: u32) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_place: Place::new(source, key.span()),
            node: convert(value.get_ref(), value.span(), source),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_place); // as written, not by letter
    Table { entries }
}

fn convert(value: &DeValue<'_>, span: std::ops::Range<usize>, source: u32) -> Node {
    let value = match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(digits) => {
            i64::from_str_radix(digits.as_str(), digits.radix()).map_or(Value::Other("a number too large"), Value::Integer)
        }
        DeValue::Float(digits) => digits.as_str().parse().map_or(Value::Other("a number too large"), Value::Number),
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Datetime(moment) => convert_date(moment),
        DeValue::Array(items) => Value::List(items.iter().map(|item| convert(item.get_ref(), item.span(), source)).collect()),
        DeValue::Table(table) => Value::Table(convert_table(table, source)),
    };
    Node { value, place: Place::new(source, span) }
}

fn convert_date(moment: &toml::value::Datetime) -> Value {
    match (moment.date, moment.time) {
        (Some(date), None) => {
            Day::from_ymd(date.year as i16, date.month as i8, date.day as i8).map_or(Value::Other("an impossible date"), Value::Date)
        }
        _ => Value::Other("a time of day"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_know_their_places_in_the_order_written() {
        let mut sources = Sources::default();
        let id = sources.add("t", "b = 1\n[t]\na = [2020-01-02, \"x\"]\n");
        let mut notes = Notes::default();
        let table = parse(&sources, id, &mut notes);
        assert!(!notes.faulty());
        assert_eq!(table.entries[0].key, "b");
        let items = table.get("t").and_then(|t| t.at("a")).and_then(Node::list).unwrap();
        assert_eq!(items[0].day(), Day::parse("2020-01-02"));
        assert_eq!(sources.position(items[1].place).to_string(), "t:3:18");
    }
}
