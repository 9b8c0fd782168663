//! JSON Schema (draft 2020-12) of the files, for editors. It requires nothing: completeness shows on the merged result.

use serde_json::{Map, Value, json};

use super::check::expected;
use super::files::Kind;
use super::keys::{ANNOTATIONS, Form, Key, Shape, TableShape, scenario_shape};

/// The schema of files of a kind.
pub fn schema(kind: Kind) -> Value {
    let mut root = match kind {
        Kind::Evidence => evidence(),
        Kind::Sweep => json!({ "type": "object", "properties": {} }),
        _ => object(layered(kind)),
    };
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["title"] = json!(format!("troskel {}", kind.name()));
    root["properties"]["kind"] = json!({ "const": kind.name(), "description": "What this file is." });
    root
}

/// Properties of a file that is laid over others.
fn layered(kind: Kind) -> Map<String, Value> {
    let shape = scenario_shape();
    let wanted = |name: &str| match kind {
        Kind::Policy => matches!(name, "name" | "title" | "policy" | "payments"),
        Kind::Payments => matches!(name, "name" | "title" | "payments"),
        _ => true,
    };
    let mut properties: Map<String, Value> =
        shape.fields.iter().filter(|(name, _)| wanted(name)).map(|(name, field)| ((*name).into(), of_shape(field))).collect();
    for part in ["policy", "payments"].into_iter().filter(|part| !(*part == kind.name() || kind == Kind::Payments)) {
        if let Some(table) = properties.remove(part) {
            let name = json!({ "type": "string", "description": "A built-in name or a file." });
            properties.insert(part.into(), json!({ "anyOf": [name, table] }));
        }
    }
    properties.insert("extends".into(), json!({ "type": "string", "description": "A built-in name or a file of the same kind, whose keys hold where this file says nothing." }));
    properties.insert(
        "unset".into(),
        json!({ "type": "array", "items": { "type": "string" }, "description": "Paths of keys to take away from what is extended." }),
    );
    properties
}

fn object(mut properties: Map<String, Value>) -> Value {
    for word in ANNOTATIONS {
        properties.entry(word).or_insert(json!({ "type": "string" }));
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn of_shape(shape: &Shape) -> Value {
    match shape {
        Shape::Value(key) => of_key(key),
        Shape::Table(table) => of_table(table),
        Shape::List(table) => json!({ "type": "array", "items": of_table(table) }),
    }
}

fn of_table(table: &TableShape) -> Value {
    let mut value = object(table.fields.iter().map(|(name, field)| ((*name).into(), of_shape(field))).collect());
    if let Some(named) = &table.named {
        value["additionalProperties"] = of_shape(named);
    }
    if let Some(section) = table.section {
        value["description"] = json!(section.doc);
    }
    value
}

fn of_key(key: &Key) -> Value {
    let number = |lo: f64, hi: f64| json!({ "type": "number", "minimum": lo, "maximum": hi });
    let mut value = match key.form {
        Form::Bool => json!({ "type": "boolean" }),
        Form::Integer(lo, hi) => json!({ "type": "integer", "minimum": lo, "maximum": hi }),
        Form::Number(lo, hi) | Form::Money(lo, hi) => number(lo, hi),
        Form::Date => json!({ "type": "string", "format": "date" }),
        Form::Text => json!({ "type": "string", "minLength": 1 }),
        Form::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Form::Choice(names) => json!({ "enum": names }),
        Form::Choices(names) => json!({ "type": "array", "items": { "enum": names } }),
        Form::Curve(first, lo, hi) => {
            let point = json!({ "type": "array", "prefixItems": [number(first, 1e6), number(lo, hi)], "items": false, "minItems": 2 });
            json!({ "type": "array", "items": point, "minItems": 1 })
        }
        Form::Row(lo, hi) => json!({ "type": "array", "items": number(lo, hi) }),
        Form::Numbers(count, lo, hi) => json!({ "type": "array", "items": number(lo, hi), "minItems": count, "maxItems": count }),
        Form::Span(lo, hi) => {
            json!({ "type": "array", "items": { "type": "integer", "minimum": lo, "maximum": hi }, "minItems": 2, "maxItems": 2 })
        }
        Form::Shares(names) => object(names.iter().map(|name| ((*name).into(), number(0.0, 1.0))).collect()),
    };
    value["description"] = json!(format!("{} Takes {}.", key.doc, expected(key)));
    value
}

/// Filters that a fact may have, as text, number, date or list.
const FILTERS: [&str; 22] = [
    "population",
    "registered",
    "from",
    "to",
    "at",
    "registration_days",
    "area",
    "level",
    "sex",
    "age",
    "age_years",
    "education",
    "birth_region",
    "disability",
    "programme",
    "provider_type",
    "which",
    "thresholds",
    "result",
    "by",
    "basis",
    "n",
];

fn evidence() -> Value {
    let figures = json!({ "anyOf": [{ "type": "number" }, { "type": "object", "additionalProperties": { "type": "number" } }] });
    let text = json!({ "type": "string" });
    let mut fact: Map<String, Value> = ["id", "measure", "unit"].into_iter().map(|name| (name.into(), text.clone())).collect();
    fact.extend(FILTERS.map(|name| (name.into(), json!({ "description": "Filter of the measure." }))));
    fact.insert("published".into(), figures.clone());
    fact.insert("tolerance".into(), figures);
    let mut properties = Map::new();
    properties.insert("name".into(), text.clone());
    properties.insert("title".into(), text);
    properties.insert("inputs".into(), json!({ "type": "object", "description": "For readers: not read." }));
    properties.insert("fact".into(), json!({ "type": "array", "items": object(fact) }));
    object(properties)
}
