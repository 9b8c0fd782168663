//! What one file says against the table of keys: known, of the right type, within bounds.

use std::fmt::Display;

use super::faults::{Notes, suggestion};
use super::keys::{ANNOTATIONS, Form, Key, Shape, TableShape, keys};
use super::source::Place;
use super::tree::{Entry, Node, Table, Value};
use crate::units::Day;

/// Checks what one file says; what it leaves out may come from another.
pub(super) fn check_file(table: &Table, shape: &TableShape, path: &str, notes: &mut Notes) {
    for entry in &table.entries {
        let here = join(path, &entry.key);
        if ANNOTATIONS.contains(&entry.key.as_str()) && !matches!(entry.node.value, Value::Table(_)) {
            check_annotation(entry, &here, notes);
            continue;
        }
        match shape.field(&entry.key) {
            None => unknown_key(entry, &here, shape, notes),
            Some(found) => check_found(entry, found, shape, &here, notes),
        }
    }
}

fn check_found(entry: &Entry, found: &Shape, parent: &TableShape, here: &str, notes: &mut Notes) {
    if parent.field(&entry.key).is_some() && parent.fields.iter().all(|(name, _)| *name != entry.key) {
        check_name(entry, parent, notes);
    }
    match (found, &entry.node.value) {
        (Shape::Value(key), _) => check_value(key, &entry.node, here, notes),
        (Shape::Table(shape), Value::Table(table)) => check_file(table, shape, here, notes),
        (Shape::List(shape), Value::List(items)) => {
            for (index, item) in items.iter().enumerate() {
                let here = format!("{here}[{}]", index + 1);
                match item.table() {
                    Some(table) => check_file(table, shape, &here, notes),
                    None => notes.fault(item.place, format!("`{here}` must be a table, not {}", item.value.describe()), about(shape)),
                }
            }
        }
        (Shape::Table(shape), value) => {
            let way_out = format!("write [{here}] and the keys below it; {}", about(shape));
            notes.fault(entry.node.place, format!("`{here}` must be a table, not {}", value.describe()), way_out);
        }
        (Shape::List(shape), value) => {
            let way_out = format!("write [[{here}]] with double brackets, once for each; {}", about(shape));
            notes.fault(entry.node.place, format!("`{here}` must be a list of tables, not {}", value.describe()), way_out);
        }
    }
}

/// What a table is for, and its keys.
pub(super) fn about(shape: &TableShape) -> String {
    let doc = shape.section.map_or("", |section| section.doc);
    let below = shape.named.as_deref().and_then(|field| field.table());
    match below {
        Some(below) => format!("{doc} For each name: `{}`.", below.names().join("`, `")),
        None if shape.named.is_some() => format!("{doc} One value for each name."),
        None => format!("{doc} Keys: `{}`.", shape.names().join("`, `")),
    }
}

fn check_annotation(entry: &Entry, here: &str, notes: &mut Notes) {
    if entry.node.text().is_none() {
        notes.fault(
            entry.node.place,
            format!("`{here}` must be a text, not {}", entry.node.value.describe()),
            "put the explanation in double quotes",
        );
    }
}

/// Names the author gives: not empty, and months where months are meant.
fn check_name(entry: &Entry, parent: &TableShape, notes: &mut Notes) {
    if entry.key.trim().is_empty() {
        notes.fault(entry.key_place, "a name is empty", "give it a name in quotes");
    }
    if parent.path.ends_with("registrations_per_month") && month(&entry.key).is_none() {
        notes.fault(entry.key_place, format!("\"{}\" is not a month", entry.key), "write year and month in quotes, such as \"2020-03\"");
    }
}

/// The first day of a month written `YYYY-MM`.
pub(super) fn month(text: &str) -> Option<Day> {
    let first = Day::parse(&format!("{text}-01"))?;
    (text.len() == 7 && (1900..2200).contains(&first.ymd().0)).then_some(first)
}

fn unknown_key(entry: &Entry, here: &str, shape: &TableShape, notes: &mut Notes) {
    let elsewhere = keys().find(|key| key.name() == entry.key && !here.ends_with(key.path)).map(parent_of);
    let way_out = match elsewhere.filter(|_| super::faults::nearest(&entry.key, shape.names()).is_none()) {
        Some(place) => format!("`{}` belongs in [{place}]", entry.key),
        None => suggestion(&entry.key, &shape.names()),
    };
    notes.fault(entry.key_place, format!("unknown key `{here}`"), way_out);
}

fn parent_of(key: &Key) -> String {
    key.path.rsplit_once('.').map_or("the file's top", |(parent, _)| parent).replace(".*", ".NAME").replace("[]", "")
}

fn check_value(key: &Key, node: &Node, here: &str, notes: &mut Notes) {
    let fits = match key.form {
        Form::Bool => matches!(node.value, Value::Bool(_)),
        Form::Date => node.day().is_some(),
        Form::Text => node.text().is_some_and(|text| !text.trim().is_empty()),
        Form::Texts => node.list().is_some_and(|items| items.iter().all(|item| item.text().is_some())),
        Form::Integer(lo, hi) => return check_integer(key, node, here, (lo, hi), notes),
        Form::Number(lo, hi) => return check_number(key, node, here, (lo, hi), notes),
        Form::Money(lo, hi) => return check_money(key, node, here, (lo, hi), notes),
        Form::Choice(names) => return check_choice(key, node, here, names, notes),
        Form::Choices(names) => return check_choices(key, node, here, names, notes),
        Form::Curve(first, lo, hi) => return check_curve(key, node, here, (first, lo, hi), notes),
        Form::Row(lo, hi) => return check_numbers(key, node, here, node.list().map_or(0, <[Node]>::len), (lo, hi), notes),
        Form::Numbers(count, lo, hi) => return check_numbers(key, node, here, count, (lo, hi), notes),
        Form::Span(lo, hi) => return check_span(key, node, here, (lo, hi), notes),
        Form::Shares(names) => return check_shares(key, node, here, names, notes),
    };
    if !fits {
        wrong_type(key, node, here, notes);
    }
}

fn wrong_type(key: &Key, node: &Node, here: &str, notes: &mut Notes) {
    let message = format!("`{here}` must be {}, not {}", expected(key), node.value.describe());
    let way_out = match (&key.form, &node.value) {
        (Form::Date, Value::Text(text)) if Day::parse(text).is_some() => "write the date without quotes, such as 2020-03-30".into(),
        (Form::Date, Value::Text(_)) => {
            format!("a date is written year-month-day, such as 2020-03-30, and must exist in the calendar; {}", key.doc)
        }
        (Form::Integer(..) | Form::Number(..) | Form::Money(..), Value::Text(text)) if text.parse::<f64>().is_ok() => {
            "write the number without quotes".into()
        }
        (Form::Integer(..), Value::Number(_)) => format!("round it to a whole number; {}", key.doc),
        _ => key.doc.into(),
    };
    notes.fault(node.place, message, way_out);
}

/// What a key takes, in words.
pub(super) fn expected(key: &Key) -> String {
    let unit = if key.unit.is_empty() { String::new() } else { format!(" ({})", key.unit) };
    match key.form {
        Form::Bool => "true or false".into(),
        Form::Date => "a date such as 2020-03-30".into(),
        Form::Text => "a text in quotes".into(),
        Form::Texts => "a list of texts".into(),
        Form::Integer(lo, hi) => format!("a whole number from {lo} to {hi}{unit}"),
        Form::Number(lo, hi) => format!("a number from {lo} to {hi}{unit}"),
        Form::Money(lo, hi) => format!("an amount from {lo} to {hi} with at most two decimals{unit}"),
        Form::Choice(names) => format!("one of \"{}\"", names.join("\", \"")),
        Form::Choices(names) => format!("a list of any of \"{}\"", names.join("\", \"")),
        Form::Curve(_, lo, hi) => format!("a curve [[days, value], ...] with values from {lo} to {hi}{unit}"),
        Form::Row(lo, hi) => format!("a list of numbers from {lo} to {hi}{unit}"),
        Form::Numbers(count, lo, hi) => format!("a list of {count} numbers from {lo} to {hi}{unit}"),
        Form::Span(lo, hi) => format!("[shortest, longest], two whole numbers from {lo} to {hi}{unit}"),
        Form::Shares(names) => format!("a table of shares {{ {} = ... }} that sum to 1", names.join(" = ..., ")),
    }
}

/// Bounds are shown in their own type: a great whole number is no floating-point one.
fn out_of_bounds<T: Display>(key: &Key, value: &str, place: Place, here: &str, bounds: (T, T), notes: &mut Notes) {
    let unit = if key.unit.is_empty() { String::new() } else { format!(" ({})", key.unit) };
    let way_out = format!("give a value from {} to {}{unit}: {}", bounds.0, bounds.1, key.doc);
    notes.fault(place, format!("`{here}` is {value}, outside {} to {}", bounds.0, bounds.1), way_out);
}

fn check_integer(key: &Key, node: &Node, here: &str, (lo, hi): (i64, i64), notes: &mut Notes) {
    match node.integer() {
        Some(number) if (lo..=hi).contains(&number) => {}
        Some(number) => out_of_bounds(key, &number.to_string(), node.place, here, (lo, hi), notes),
        None => wrong_type(key, node, here, notes),
    }
}

fn check_number(key: &Key, node: &Node, here: &str, (lo, hi): (f64, f64), notes: &mut Notes) {
    match node.number() {
        Some(number) if (lo..=hi).contains(&number) => {}
        Some(number) => out_of_bounds(key, &number.to_string(), node.place, here, (lo, hi), notes),
        None => wrong_type(key, node, here, notes),
    }
}

fn check_money(key: &Key, node: &Node, here: &str, bounds: (f64, f64), notes: &mut Notes) {
    let before = notes.count();
    check_number(key, node, here, bounds, notes);
    let ore = node.number().map_or(0.0, |amount| amount * 100.0);
    if notes.count() == before && (ore - ore.round()).abs() > 1e-4 {
        notes.fault(
            node.place,
            format!("`{here}` is {}, which is not whole öre", node.value.describe()),
            "give kronor with at most two decimals",
        );
    }
}

fn check_choice(key: &Key, node: &Node, here: &str, names: &[&str], notes: &mut Notes) {
    match node.text() {
        Some(text) if names.contains(&text) => {}
        Some(text) => notes.fault(
            node.place,
            format!("`{here}` is \"{text}\", which is none of \"{}\"", names.join("\", \"")),
            suggestion(text, names),
        ),
        None => wrong_type(key, node, here, notes),
    }
}

fn check_choices(key: &Key, node: &Node, here: &str, names: &[&str], notes: &mut Notes) {
    match node.list() {
        Some(items) => items.iter().for_each(|item| check_choice(key, item, here, names, notes)),
        None => wrong_type(key, node, here, notes),
    }
}

/// The points of a curve, if they are pairs of numbers.
pub(super) fn points(node: &Node) -> Option<Vec<(f64, f64)>> {
    node.list()?
        .iter()
        .map(|item| match item.list()? {
            [days, value] => Some((days.number()?, value.number()?)),
            _ => None,
        })
        .collect()
}

fn check_curve(key: &Key, node: &Node, here: &str, (first, lo, hi): (f64, f64, f64), notes: &mut Notes) {
    let (Some(points), Some(items)) = (points(node), node.list()) else { return wrong_type(key, node, here, notes) };
    if points.is_empty() {
        return notes.fault(
            node.place,
            format!("`{here}` has no points"),
            "give at least one [days, value]; a single one is the same on every day",
        );
    }
    for (point, item) in points.iter().zip(items) {
        if !(lo..=hi).contains(&point.1) {
            out_of_bounds(key, &format!("{} at day {}", point.1, point.0), item.place, here, (lo, hi), notes);
        }
        if !(first..=1e6).contains(&point.0) {
            notes.fault(
                item.place,
                format!("`{here}` has the day {}, outside {first} to 1000000", point.0),
                "days count registration time",
            );
        }
    }
    for (pair, item) in points.windows(2).zip(&items[1..]) {
        if pair[0].0.partial_cmp(&pair[1].0) != Some(std::cmp::Ordering::Less) {
            let message = format!("the days of `{here}` don't rise: {} comes after {}", pair[1].0, pair[0].0);
            notes.fault(item.place, message, "put the points in order of days, each day once");
        }
    }
}

fn check_numbers(key: &Key, node: &Node, here: &str, count: usize, bounds: (f64, f64), notes: &mut Notes) {
    match node.list() {
        Some(items) if items.len() == count => items.iter().for_each(|item| check_number(key, item, here, bounds, notes)),
        Some(items) => notes.fault(node.place, format!("`{here}` has {} numbers, not {count}", items.len()), key.doc),
        None => wrong_type(key, node, here, notes),
    }
}

fn check_span(key: &Key, node: &Node, here: &str, (lo, hi): (i64, i64), notes: &mut Notes) {
    let Some([shortest, longest]) = node.list() else { return wrong_type(key, node, here, notes) };
    let (Some(from), Some(to)) = (shortest.integer(), longest.integer()) else { return wrong_type(key, node, here, notes) };
    for (number, item) in [(from, shortest), (to, longest)] {
        if !(lo..=hi).contains(&number) {
            out_of_bounds(key, &number.to_string(), item.place, here, (lo, hi), notes);
        }
    }
    if from > to {
        notes.fault(
            node.place,
            format!("`{here}` is reversed: the shortest, {from}, is longer than the longest, {to}"),
            format!("write [{to}, {from}]"),
        );
    }
}

fn check_shares(key: &Key, node: &Node, here: &str, names: &[&str], notes: &mut Notes) {
    let Some(table) = node.table() else { return wrong_type(key, node, here, notes) };
    for entry in &table.entries {
        let here = join(here, &entry.key);
        if !names.contains(&entry.key.as_str()) {
            notes.fault(entry.key_place, format!("unknown key `{here}`"), suggestion(&entry.key, names));
        } else {
            check_number(key, &entry.node, &here, (0.0, 1.0), notes);
        }
    }
}

pub(super) fn join(path: &str, key: &str) -> String {
    let plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let key = if plain { key.to_string() } else { quoted(key) };
    if path.is_empty() { key } else { format!("{path}.{key}") }
}

/// A name in double quotes, as TOML writes it.
pub(super) fn quoted(name: &str) -> String {
    let escape = |c: char| match c {
        '"' => "\\\"".into(),
        '\\' => "\\\\".into(),
        '\n' => "\\n".into(),
        '\t' => "\\t".into(),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    };
    format!("\"{}\"", name.chars().map(escape).collect::<String>())
}
