//! Texts made from the table of keys: the reference scenario, the list of parameters, a scenario to start from.

use super::check::expected;
use super::keys::{ANNOTATIONS, Key, Shape, TableShape, scenario_shape};
use super::ledger::{Known, RESULTS, effects, known};
use super::load::builtin_tree;
use super::tree::{Node, Table};
use super::write;

const REFERENCE_HEADER: &str = "\
# The reference: every key that a scenario may hold, with what it means, the values it takes and what happens at their limits.
# The values are those of the pilot (krom-2020), policy and payment model written out; keys that the pilot does not use stand
# as comments. A scenario of your own needs only what it changes: begin it with extends = \"krom-2020\" (`troskel new NAME`).
# This file is generated from the program's table of keys.

";

/// Every key with a comment, with the values of the pilot: the text of `scenarios/reference.toml`.
pub fn reference() -> String {
    write::commented(&builtin_tree("krom-2020"), REFERENCE_HEADER)
}

/// The list of parameters as Markdown: the text of `docs/parameters.md`.
pub fn parameters() -> String {
    let tree = builtin_tree("krom-2020");
    let mut out = String::from(PARAMETERS_HEADER);
    most_telling(&mut out, &tree);
    let root = Some(&tree);
    list_table(&mut out, scenario_shape(), root);
    out
}

const PARAMETERS_HEADER: &str = "\
# Parameters

Every key that a scenario, policy or payments file may hold. This page is generated from the program's table of keys and from the assumption
ledger (`scenarios/ledger.toml`, `scenarios/effects.csv`).

`*` stands for a name of your own (an area, a provider, a month), `[]` for the items of a list of tables. The column *krom-2020*
shows the value of the pilot, for lists and names that of the first. *Range to try* is given for assumptions that no source
settles. *Known* says how well the pilot's value is known, and since when: **A** published for this service, **B** for a neighbour or a later service, **C** an expert's
estimate or a reading of a picture, **D** assumed; the sources stand above each table. Keys marked *optional* may be left out.
";

fn list_table(out: &mut String, shape: &TableShape, table: Option<&Table>) {
    let values = shape.fields.iter().map(|(name, field)| (*name, field)).chain(shape.named.as_deref().map(|field| ("*", field)));
    let keys: Vec<(&str, &Key)> =
        values.filter_map(|(name, field)| if let Shape::Value(key) = field { Some((name, *key)) } else { None }).collect();
    if !keys.is_empty() {
        heading(out, shape);
        sources(out, &keys);
        for (name, key) in keys {
            row(out, key, table.and_then(|table| pick(table, name)));
        }
    }
    for (name, field) in shape.fields.iter().map(|(name, field)| (*name, field)).chain(shape.named.as_deref().map(|field| ("*", field))) {
        let below = table.and_then(|table| pick(table, name)).and_then(first_table);
        if let Some(shape) = field.table() {
            list_table(out, shape, below);
        }
    }
}

/// A key's value, or the first one under a name of the author's own.
fn pick<'a>(table: &'a Table, name: &str) -> Option<&'a Node> {
    if name != "*" {
        return table.get(name);
    }
    let mut own: Vec<_> = table.entries.iter().filter(|entry| !ANNOTATIONS.contains(&entry.key.as_str())).collect();
    own.sort_by(|a, b| a.key.cmp(&b.key));
    own.first().map(|entry| &entry.node)
}

fn first_table(node: &Node) -> Option<&Table> {
    node.table().or_else(|| node.list()?.first()?.table())
}

fn heading(out: &mut String, shape: &TableShape) {
    let path = if shape.path.is_empty() { "the scenario itself" } else { &shape.path };
    *out += &format!("\n## {path}\n\n");
    if let Some(section) = shape.section {
        *out += &format!("{}\n\n", section.doc);
    }
}

/// What the table's keys are known from, each source once.
fn sources(out: &mut String, keys: &[(&str, &Key)]) {
    let mut told: Vec<(&Known, Vec<&str>)> = Vec::new();
    for (name, key) in keys {
        let Some(known) = known(key.path) else { continue };
        match told.iter_mut().find(|(other, _)| *other == known) {
            Some((_, names)) => names.push(name),
            None => told.push((known, vec![name])),
        }
    }
    let several = told.len() > 1;
    for (known, names) in told {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let whose = if several { format!(" ({})", names.join(", ")) } else { String::new() };
        *out += &format!("- {:?} {}: {}{whose}\n", known.quality, known.date, known.source);
    }
    *out += "\n| key | meaning | takes | krom-2020 | range to try | known | at the limits |\n|---|---|---|---|---|---|---|\n";
}

/// How many of the most telling assumptions stand first.
const FIRST: usize = 10;

/// Those that matter most and are known worst, with what they do to the main results.
fn most_telling(out: &mut String, tree: &Table) {
    *out += &format!(
        "\n## The {FIRST} that matter most and are known worst\n\n\
        Of all parameters with a range to try that are assumed or estimated (C and D): what the ends of the range do to {} of `krom-2020`,\n\
        the others at their values, on common luck. Measured by `troskel list --assumptions -n 20 -o scenarios/effects.csv`, which lists the others too.\n\n\
        | key | known | krom-2020 | range | {} | source |\n|---|---|---|---|{}---|\n",
        RESULTS.join(", "),
        RESULTS.join(" | "),
        "---|".repeat(RESULTS.len())
    );
    for effect in effects().into_iter().take(FIRST) {
        let (quality, source) =
            known(&effect.key).map_or(("-".into(), "-"), |known| (format!("{:?} {}", known.quality, known.date), &*known.source));
        let change = |[low, high]: [f64; 2]| format!("{:+.1} to {:+.1} %", 100.0 * low, 100.0 * high);
        let value = value(tree, &effect.key).map_or_else(|| "-".into(), |node| format!("`{}`", write::one_line(node)));
        let changes: Vec<String> = effect.changes().into_iter().map(change).collect();
        *out +=
            &format!("| `{}` | {quality} | {value} | {}-{} | {} | {source} |\n", effect.key, effect.low, effect.high, changes.join(" | "));
    }
}

/// The value of a key in a tree, of the first name and item where there are several.
fn value<'a>(tree: &'a Table, path: &str) -> Option<&'a Node> {
    let (above, name) = path.rsplit_once('.')?;
    let parts = above.split('.').map(|part| part.trim_end_matches("[]"));
    let table = parts.into_iter().try_fold(tree, |table, part| pick(table, part).and_then(first_table))?;
    pick(table, name)
}

fn row(out: &mut String, key: &Key, value: Option<&Node>) {
    let name = key.path.rsplit('.').next().unwrap_or(key.path);
    let optional = if key.optional { " *(optional)*" } else { "" };
    let value = value.map_or_else(|| "-".into(), |node| format!("`{}`", write::one_line(node)));
    let or_dash = |text: &str| if text.is_empty() { "-".to_string() } else { text.replace('|', "\\|") };
    let basis = known(key.path).map_or_else(|| "-".into(), |known| format!("{:?} {}", known.quality, known.date));
    let cells = [format!("`{name}`{optional}"), key.doc.into(), expected(key), value, or_dash(key.plausible), basis, or_dash(key.limits)];
    *out += &format!("| {} |\n", cells.join(" | "));
}

/// A commented scenario to start from, extending the pilot, with the most used levers.
pub fn starter(name: &str) -> String {
    STARTER.replace("NAME", &name.replace('\\', "\\\\").replace('"', "\\\""))
}

const STARTER: &str = r#"kind = "scenario"
name = "NAME"
title = "What would happen if ..."

# Everything that this file does not say is taken from the pilot of 2020.
# Remove the # before a line to change it. All keys: scenarios/reference.toml; what they mean: docs/parameters.md.
# Check the file with `troskel check`, then run it with `troskel run`.
extends = "krom-2020"

# Threshold sets, prices and factors by date are replaced as a whole list: give all tables that are to hold.
# The last set of the pilot from the first day:
# policy = "third-set-from-start"

[run]
# from = 2020-03-30
# to = 2020-12-31
# replications = 100
# seed = 1

[world.stock]
# persons = 56852
# Your own stock, one row a person (docs/input-files.md):
# csv = "stock.csv"

[world.inflow]
# csv = "inflow.csv"

[world.effect]
# The service's effect on job hazards after the first months; 1 is none, 0.90-1.10 is the range to try:
# after = 1.02

[policy]
# "intended": the boundaries as they were meant to be.
# thresholds_in_use = "deployed"
# Referrals end when this much is committed in a calendar year:
# budget_per_year_sek = 150000000

[policy.caseworkers]
# Contacts, talks and registrations per working day, local and distance offices:
# local_slots_per_day = 206
# distance_slots_per_day = 95
# Days until somebody too near is profiled again:
# follow_up_days = 330

[policy.decisions]
# Why caseworkers do not follow a yes:
# reason_rates = { low_capacity = 0.134, joint_rehabilitation = 0.03, language = 0.05, other = 0.099 }

[policy.referral]
# default_rule = "nearest"     # or "best_rated", "random", "most_free"
# when_full = "next_choice"    # or "wait"

[payments]
# pay_delay_days = 30

[payments.base]
# Base payments of a full referral, in working days:
# most_units = 264
"#;

/// The documented range of an assumption, if the key is one.
pub fn plausible_range(path: &str) -> Option<&'static str> {
    super::keys::keys().find(|key| key.path == path).map(|key| key.plausible).filter(|range| !range.is_empty())
}
