//! Paths of keys as people write them: `world.providers."Nationell 1".enters`, `policy.thresholds[2020-05-26].from`.

use super::tree::{Node, Table};
use crate::units::Day;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    Key(String),
    /// An item of a list: by its number from 1.
    Number(usize),
    /// An item of a list by date: by the date in its `from`.
    From(Day),
}

/// The steps of a path, or what is wrong with it.
pub(super) fn parse(text: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('[') {
            let (item, after) = inner.split_once(']').ok_or("a [ is not closed")?;
            steps.push(item_step(item)?);
            rest = after;
        } else {
            let (key, after) = key_step(rest)?;
            steps.push(Step::Key(key));
            rest = after;
        }
        if let Some(after) = rest.strip_prefix('.') {
            if after.trim().is_empty() {
                return Err("it ends with a dot".into());
            }
            rest = after;
        } else if !rest.is_empty() && !rest.starts_with('[') {
            return Err("parts are separated by dots".into());
        }
    }
    if matches!(steps.first(), Some(Step::Key(_))) { Ok(steps) } else { Err("it names no key".into()) }
}

fn item_step(text: &str) -> Result<Step, String> {
    if let Some(day) = Day::parse(text) {
        return Ok(Step::From(day));
    }
    match text.parse() {
        Ok(number) if number > 0 => Ok(Step::Number(number)),
        _ => Err(format!("[{text}] must be the date in `from`, or a number from 1")),
    }
}

fn key_step(text: &str) -> Result<(String, &str), String> {
    if let Some(inner) = text.strip_prefix('"') {
        let (key, after) = inner.split_once('"').ok_or("a quote is not closed")?;
        return Ok((key.into(), after));
    }
    let end = text.find(['.', '[']).unwrap_or(text.len());
    let key = text[..end].trim();
    if key.is_empty() { Err("a part between two dots is empty".into()) } else { Ok((key.into(), &text[end..])) }
}

/// The path as text, keys quoted where they must be.
pub(super) fn text(steps: &[Step]) -> String {
    steps.iter().fold(String::new(), |path, step| match step {
        Step::Key(key) => super::check::join(&path, key),
        Step::Number(number) => format!("{path}[{number}]"),
        Step::From(day) => format!("{path}[{day}]"),
    })
}

/// The item of a list that a step means.
fn item<'a>(items: &'a mut [Node], step: &Step) -> Option<&'a mut Node> {
    match step {
        Step::Number(number) => items.get_mut(number - 1),
        Step::From(day) => items.iter_mut().find(|item| item.at("from").and_then(Node::day) == Some(*day)),
        Step::Key(_) => None,
    }
}

/// The node at the steps, if it is there.
pub(super) fn find<'a>(table: &'a mut Table, steps: &[Step]) -> Option<&'a mut Node> {
    let [Step::Key(first), rest @ ..] = steps else { return None };
    let mut node = table.get_mut(first)?;
    for step in rest {
        node = match (&mut node.value, step) {
            (super::tree::Value::Table(table), Step::Key(key)) => table.get_mut(key)?,
            (super::tree::Value::List(items), step) => item(items, step)?,
            _ => return None,
        };
    }
    Some(node)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_keys_quoted_names_and_items() {
        let key = |text: &str| Step::Key(text.into());
        assert_eq!(parse("world.providers.\"N. 1\".enters"), Ok(vec![key("world"), key("providers"), key("N. 1"), key("enters")]));
        let dated = vec![key("policy"), key("thresholds"), Step::From(Day::parse("2020-05-26").unwrap()), key("from")];
        assert_eq!(parse("policy.thresholds[2020-05-26].from"), Ok(dated));
        for wrong in ["", ".", "a.", "a..b", "a[0]", "a[1", "\"a", "[1]", "a[1]b"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
