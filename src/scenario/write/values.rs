//! Values as TOML: one spelling for each value, so that equal scenarios have equal texts.

use super::sorted;
use crate::scenario::check::{join, quoted};
use crate::scenario::keys::{ANNOTATIONS, TableShape};
use crate::scenario::tree::{Node, Table, Value};

pub(super) fn value_text(node: &Node) -> String {
    match &node.value {
        Value::Text(text) => quoted(text),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number_text(*number),
        Value::Bool(value) => value.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Other(_) => String::new(),
        Value::List(items) => format!("[{}]", items.iter().map(value_text).collect::<Vec<_>>().join(", ")),
        Value::Table(table) => braces(plain_entries(table)),
    }
}

/// The shortest decimals that read back the same; whole numbers without a point, as integers are numbers too.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{}", number as i64) } else { format!("{number:?}") }
}

fn plain_entries(table: &Table) -> Vec<String> {
    table.entries.iter().map(|entry| format!("{} = {}", join("", &entry.key), value_text(&entry.node))).collect()
}

fn braces(entries: Vec<String>) -> String {
    if entries.is_empty() { "{}".into() } else { format!("{{ {} }}", entries.join(", ")) }
}

/// A table, or a list of tables, on one line in the order of the table of keys.
pub(super) fn inline_table(node: &Node, shape: &TableShape) -> String {
    match &node.value {
        Value::List(items) => format!("[{}]", items.iter().map(|item| inline_table(item, shape)).collect::<Vec<_>>().join(", ")),
        Value::Table(table) => braces(inline_entries(table, shape)),
        _ => value_text(node),
    }
}

fn inline_entries(table: &Table, shape: &TableShape) -> Vec<String> {
    let known = shape.fields.iter().filter_map(|(name, field)| Some((name.to_string(), table.get(name)?, field)));
    let own = shape
        .named
        .as_deref()
        .into_iter()
        .flat_map(|field| sorted(table).into_iter().map(move |entry| (quoted(&entry.key), &entry.node, field)));
    let values = known.chain(own).map(|(name, node, field)| match field.table() {
        Some(below) => format!("{name} = {}", inline_table(node, below)),
        None => format!("{name} = {}", value_text(node)),
    });
    let words = ANNOTATIONS
        .iter()
        .filter_map(|word| Some(format!("{word} = {}", value_text(table.get(word).filter(|node| node.text().is_some())?))));
    values.chain(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_have_one_spelling() {
        assert_eq!([30.0, 0.1, -2.0, 1e300, 1e-9].map(number_text), ["30", "0.1", "-2", "1e300", "1e-9"]);
        assert_eq!(quoted("a \"b\"\n\\"), r#""a \"b\"\n\\""#);
    }
}
