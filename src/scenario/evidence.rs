//! Evidence files: what makes one wrong as a file. Whether its measures and filters are known is seen when it is compared.

use std::collections::BTreeMap;

use super::faults::{Notes, suggestion};
use super::source::Place;
use super::tree::{Node, Table, Value};

/// Words at the top of an evidence file; `inputs` is for readers and is not read.
const WORDS: [&str; 8] = ["kind", "name", "title", "inputs", "fact", "source", "assumption", "note"];

/// Whether a measure gives shares.
fn gives_shares(measure: &str) -> bool {
    let other = ["mean_score", "actual_job_chance", "profiled_by_day", "profiled_again_by_day"];
    let name = measure.split(['[', ':']).next().unwrap_or(measure);
    name.contains("share") || other.contains(&name)
}

/// The ids of facts met so far, and where.
pub(super) type Ids = BTreeMap<String, Place>;

/// Checks an evidence file whose `kind` has been read; `ids` are those of files that it is compared with together.
pub(super) fn check(table: &Table, place: Place, ids: &mut Ids, notes: &mut Notes) {
    for entry in table.entries.iter().filter(|entry| !WORDS.contains(&entry.key.as_str())) {
        notes.fault(entry.key_place, format!("unknown key `{}`", entry.key), suggestion(&entry.key, &WORDS));
    }
    let Some(node) = table.get("fact") else {
        return notes.fault(place, "the file has no facts", "add [[fact]] tables with id, measure, published and tolerance");
    };
    let Some(items) = node.list() else {
        return notes.fault(node.place, "`fact` must be a list of tables", "write [[fact]] with double brackets, once for each");
    };
    for item in items {
        match item.table() {
            Some(fact) => check_fact(fact, item.place, ids, notes),
            None => notes.fault(item.place, "a fact must be a table", "write [[fact]] with double brackets, once for each"),
        }
    }
}

fn check_fact(fact: &Table, place: Place, ids: &mut Ids, notes: &mut Notes) {
    if let Some(id) = text(fact, "id", place, notes) {
        let here = fact.get("id").map_or(place, |node| node.place);
        match ids.get(id) {
            Some(first) => {
                notes.clash(here, format!("the id \"{id}\" is given twice"), "give each fact an id of its own", *first, "first given here")
            }
            None => drop(ids.insert(id.to_string(), here)),
        }
    }
    let measure = text(fact, "measure", place, notes).unwrap_or("");
    match fact.get("published") {
        Some(published) => check_published(published, measure, notes),
        None => notes.fault(place, "the fact has no `published` figure", "add published = NUMBER, or published = { KEY = NUMBER, ... }"),
    }
    // Left out it is 0.
    for (number, place) in fact.get("tolerance").map(|tolerance| figures(tolerance, "tolerance", notes)).into_iter().flatten() {
        if number < 0.0 {
            notes.fault(place, format!("the tolerance is {number}, below 0"), "give how far off a figure may be, in its unit");
        }
    }
}

fn text<'a>(fact: &'a Table, key: &str, place: Place, notes: &mut Notes) -> Option<&'a str> {
    match fact.get(key) {
        Some(node) => {
            let text = node.text().filter(|text| !text.trim().is_empty());
            if text.is_none() {
                notes.fault(node.place, format!("`{key}` must be a text, not {}", node.value.describe()), "put it in double quotes");
            }
            text
        }
        None => {
            notes.fault(place, format!("the fact has no `{key}`"), format!("add {key} = \"...\""));
            None
        }
    }
}

fn check_published(published: &Node, measure: &str, notes: &mut Notes) {
    for (number, place) in figures(published, "published", notes) {
        if gives_shares(measure) && !(0.0..=1.0).contains(&number) {
            notes.fault(place, format!("the share is {number}, outside 0 to 1"), "write 33 percent as 0.33");
        }
    }
}

/// One number, or one for each key.
fn figures(node: &Node, key: &str, notes: &mut Notes) -> Vec<(f64, Place)> {
    let nodes: Vec<&Node> = match &node.value {
        Value::Table(table) if !table.entries.is_empty() => table.entries.iter().map(|entry| &entry.node).collect(),
        _ => vec![node],
    };
    let mut figures = Vec::new();
    for node in nodes {
        match node.number().filter(|number| number.is_finite()) {
            Some(number) => figures.push((number, node.place)),
            None => notes.fault(
                node.place,
                format!("`{key}` must be a number, or a table of numbers, not {}", node.value.describe()),
                "decimals have a point",
            ),
        }
    }
    figures
}
