//! From a request (base, variants, settings) to a scenario that may be run.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::asked::{self, Judge};
use super::base::Base;
use super::build::build;
use super::complete::check_complete;
use super::cross::check_together;
use super::faults::{Faults, Notes, Warnings};
use super::files::Kind;
use super::input::{self, InputFile};
use super::layers::{Layer, Reader};
use super::merge::{Claims, check_setting, overlay_layer, set, unset_places};
use super::path;
use super::posterior::Posterior;
use super::source::{Place, SourceText, Sources};
use super::tree::{Entry, Node, Table, Value};
use super::types::Scenario;
use super::write;

/// What to load: a base, files laid over it from left to right, and single keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// Built-in name or path; without one, `krom-2020`.
    pub base: Option<String>,
    pub variants: Vec<String>,
    /// `KEY=VALUE`, as on the command line.
    pub set: Vec<String>,
}

/// A scenario that may be run, with what has to be known about where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    pub scenario: Scenario,
    /// The fully resolved scenario as TOML: it needs no other file but its `inputs/`.
    pub resolved: String,
    /// SHA-256 of `resolved` and of the files in `inputs`, hexadecimal: what identifies the scenario.
    pub hash: String,
    /// The user's files to copy beside `resolved`, under the names it has for them.
    pub inputs: Vec<InputFile>,
    /// The evidence to compare it with, as read.
    pub evidence: Vec<SourceText>,
    pub warnings: Warnings,
    /// Where other values of its free numbers can be put; none if it marks none.
    pub base: Option<Arc<Base>>,
}

/// What a scenario is loaded for.
pub struct Asked<'a> {
    pub judge: Judge<'a>,
    /// Evidence in the place of the scenario's own, built-in or by path.
    pub evidence: &'a [String],
}

/// Loads, merges, checks and builds a scenario.
pub fn load(request: &Request) -> Result<Loaded, Faults> {
    load_asked(request, &Asked { judge: &|_, _| Vec::new(), evidence: &[] })
}

/// The same with the measures that it asks for and the evidence that it is compared with: the faults of all of them at once.
pub fn load_asked(request: &Request, asked: &Asked) -> Result<Loaded, Faults> {
    let (mut sources, mut notes) = (Sources::default(), Notes::default());
    let loaded = try_load(request, asked.judge, &mut sources, &mut notes);
    let named = asked::of_command_line(asked.evidence, &mut sources);
    let evidence = asked::read_evidence(&named, &mut sources, &mut notes);
    notes.sort();
    match loaded {
        Some(loaded) if !notes.faulty() => {
            let evidence = if named.is_empty() { loaded.evidence } else { evidence };
            Ok(Loaded { evidence, warnings: Warnings::new(sources, &notes), ..loaded })
        }
        _ => Err(Faults::new(sources, &notes)),
    }
}

pub(super) fn try_load(request: &Request, judge: Judge, sources: &mut Sources, notes: &mut Notes) -> Option<Loaded> {
    let merged = merged(request, sources, notes)?;
    let measures = asked::measures(&merged.tree);
    let loaded = built(merged, sources, notes);
    asked::check_measures(&measures, judge, loaded.as_ref().map(|loaded| &loaded.scenario), sources, notes);
    loaded
}

fn built(merged: Merged, sources: &mut Sources, notes: &mut Notes) -> Option<Loaded> {
    let Merged { mut tree, place, unset, is_whole } = merged;
    if is_whole {
        check_complete(&tree, place, &unset, notes);
        check_together(&tree, place, sources, notes);
    }
    let mut given = input::read(&tree, sources, notes);
    let evidence = asked::read_evidence(&asked::texts(tree.get("evidence")), sources, notes);
    if notes.faulty() {
        return None;
    }
    let base = is_free(&tree).then(|| Arc::new(Base { tree: tree.clone(), inputs: given.clone(), sources: sources.clone() }));
    let posterior = base.as_ref().and_then(|base| posterior(base, notes));
    if notes.faulty() {
        return None;
    }
    let scenario = Scenario { posterior, ..build(&tree, &mut given) };
    let inputs = input::relocate(&mut tree, notes);
    let resolved = write::resolved(&tree);
    let hash = input::hash(&resolved, &inputs);
    Some(Loaded { scenario, resolved, hash, inputs, evidence, warnings: Warnings::default(), base })
}

/// Whether the scenario marks numbers as free.
fn is_free(tree: &Table) -> bool {
    tree.get("calibration").and_then(|calibration| calibration.at("parameters")).is_some()
}

/// The fitted distribution that a scenario carries, if replications are to draw from it.
fn posterior(base: &Arc<Base>, notes: &mut Notes) -> Option<Arc<Posterior>> {
    let posterior = Posterior::of(base)?;
    let node = base.tree.get("calibration")?.at("parameters")?;
    if !posterior.is_sound() {
        notes.fault(
            node.place,
            "draws of the fitted numbers leave the bounds of what a scenario may be",
            "narrow `spread` or the bounds, or set run.fixed_parameters = true",
        );
    }
    let aside: Vec<String> = posterior.set_aside().map(|key| format!("`{key}`")).collect();
    if !aside.is_empty() {
        let message = format!("not drawn, having another value than the fitted one: {}", aside.join(", "));
        notes.warning(node.place, message, "give it its fitted value to draw it, or set run.fixed_parameters = true to draw none");
    }
    // Nothing is drawn if all numbers have other values.
    posterior.keys().next()?;
    Some(Arc::new(posterior))
}

/// The merged tree of a built-in scenario that is known to be right.
pub(super) fn builtin_tree(name: &str) -> Table {
    let (mut sources, mut notes) = (Sources::default(), Notes::default());
    let request = Request { base: Some(name.into()), ..Request::default() };
    merged(&request, &mut sources, &mut notes).map_or_else(Table::default, |merged| merged.tree)
}

/// All layers laid over each other.
struct Merged {
    tree: Table,
    /// Where to say that something is missing.
    place: Place,
    /// Keys that layers took away.
    unset: BTreeMap<String, Place>,
    /// Whether every file of the stack was read.
    is_whole: bool,
}

fn merged(request: &Request, sources: &mut Sources, notes: &mut Notes) -> Option<Merged> {
    let mut reader = Reader::new(sources, notes);
    let mut layers = reader.stack(request.base.as_deref().unwrap_or("krom-2020"), &[Kind::Scenario]);
    let (mut over, mut claims) = (Vec::new(), Claims::default());
    for (owner, variant) in request.variants.iter().enumerate() {
        let stack = reader.stack(variant, &[Kind::Policy, Kind::Payments, Kind::Scenario]);
        let own = own_layers(stack, &mut layers, owner, reader.notes);
        own.iter().for_each(|layer| claims.claim(&layer.tree, "", owner, reader.notes));
        over.extend(own);
    }
    layers.extend(over);
    let settings: Vec<_> = request.set.iter().filter_map(|text| reader.setting(text)).collect();
    let is_whole = !reader.lacks_files;
    let place = layers.iter().rev().find(|layer| layer.kind == Kind::Scenario)?.place;
    let (mut tree, unset) = (Table::default(), unset_places(&layers));
    for layer in layers {
        if layer.kind == Kind::Scenario {
            rename(&mut tree, &layer);
        }
        overlay_layer(&mut tree, layer, notes);
    }
    let mut claims = Claims::default();
    for (owner, (steps, node)) in settings.into_iter().enumerate() {
        check_setting(&steps, &node, notes);
        match &node.value {
            Value::Table(table) => claims.claim(table, &path::text(&steps), owner, notes),
            _ => claims.claim_key(path::text(&steps), Place { start: 0, ..node.place }, owner, notes),
        }
        set(&mut tree, &steps, node, notes);
    }
    Some(Merged { tree, place, unset, is_whole })
}

/// The layers of a variant that go on top of the base. A scenario that extends the base adds what it says; one that
/// extends something else takes the base's place, which it can do only as the first of a stack.
fn own_layers(stack: Vec<Layer>, base: &mut Vec<Layer>, owner: usize, notes: &mut Notes) -> Vec<Layer> {
    let top = base.iter().rev().find(|layer| layer.kind == Kind::Scenario).map(|layer| layer.identity.clone());
    let Some(last) = stack.last().filter(|layer| layer.kind == Kind::Scenario && layer.extends) else { return stack };
    match stack.iter().position(|layer| Some(&layer.identity) == top.as_ref()) {
        Some(index) => stack[index + 1..].to_vec(),
        None if owner == 0 => {
            *base = stack;
            Vec::new()
        }
        None => {
            notes.fault(
                last.place,
                "this scenario does not extend the base, so it cannot be laid over other variants",
                "put it first, or write what it changes as a policy",
            );
            Vec::new()
        }
    }
}

/// Names are not inherited: a file that does not name itself is called after its file.
fn rename(tree: &mut Table, layer: &Layer) {
    let name = layer.tree.get("name").and_then(Node::text).unwrap_or(&layer.stem).to_string();
    for (key, text) in [("name", name.clone()), ("title", name)] {
        tree.put(Entry { key: key.into(), key_place: layer.place, node: Node { value: Value::Text(text), place: layer.place } });
    }
}
