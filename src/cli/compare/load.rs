//! Which scenarios are compared: base, variants, and what is to be said of them before anything is run.

use std::path::Path;

use super::super::args::Compare;
use super::super::{Exit, coloured_errors, complain, measures, say};
use crate::experiment::additional;
use crate::scenario::{Asked, Change, Faults, Judge, Kind, Loaded, Part, Request, builtin, changes, incomparable, load_asked};

/// A scenario as it is called on the command line, with what differs from the base.
pub struct Named {
    pub name: String,
    /// What its files are called by themselves; empty for single keys.
    pub title: String,
    pub loaded: Loaded,
    /// None of the base itself.
    pub changes: Vec<Change>,
}

/// The base and the variants, all of them checked; the faults of all of them at once, each said once.
pub fn load(arguments: &Compare) -> Result<Vec<Named>, Exit> {
    let stacks = stacks(arguments)?;
    let base = one(arguments, Vec::new(), Vec::new(), &measures::of_any).map_err(|faults| told(&[faults]))?;
    let mut named = vec![Named { name: arguments.base.clone(), title: base.scenario.title.clone(), loaded: base, changes: Vec::new() }];
    let mut faults = Vec::new();
    for stack in stacks {
        // Of a variant is measured what the base asks for, as far as it has it.
        match one(arguments, stack.files.clone(), arguments.set.clone(), &|_, _| Vec::new()) {
            Ok(loaded) => {
                let changes = changes(&named[0].loaded, &loaded);
                named.push(Named { title: stack.title(), name: stack.name, loaded, changes });
            }
            Err(wrong) => faults.push(wrong),
        }
    }
    if !faults.is_empty() {
        return Err(told(&faults));
    }
    comparable(&named)?;
    Ok(named)
}

/// Tells faults, those that several variants share once.
fn told(faults: &[Faults]) -> Exit {
    let mut texts: Vec<String> = faults.iter().map(|faults| faults.0.render(coloured_errors())).collect();
    texts.dedup();
    texts.iter().for_each(|text| say(text));
    Exit::WrongFile
}

/// A variant as written: files laid over each other, under one name.
struct Stack {
    name: String,
    files: Vec<String>,
}

impl Stack {
    /// The titles that its files give themselves.
    fn title(&self) -> String {
        let kinds = [Kind::Policy, Kind::Payments, Kind::Scenario];
        let own = |file: &String| {
            let built_in = kinds.iter().find_map(|kind| builtin::title(*kind, file));
            built_in.or_else(|| builtin::title_in(&std::fs::read_to_string(file).ok()?))
        };
        self.files.iter().filter_map(own).collect::<Vec<_>>().join(" + ")
    }
}

/// The variants asked for, each once.
fn stacks(arguments: &Compare) -> Result<Vec<Stack>, Exit> {
    let mut written = arguments.variants.clone();
    if arguments.all {
        // Overlays of krom-2020 can be laid over nothing else.
        let fits = |name: &&&str| arguments.base == "krom-2020" || !builtin::touches_the_world(name);
        written.extend(builtin::shipped().iter().filter(fits).map(|name| (*name).to_string()));
    }
    if written.is_empty() && !arguments.set.is_empty() {
        written.push(String::new());
    }
    let mut stacks: Vec<Stack> = Vec::new();
    for text in written {
        let name = [text.as_str()].into_iter().chain(arguments.set.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
        let name = name.trim().to_string();
        if stacks.iter().any(|stack| stack.name == name) {
            complain(&format!("{name} is asked for twice: it is run once"));
        } else {
            stacks.push(Stack { files: files(arguments, &text), name });
        }
    }
    if stacks.is_empty() {
        complain("nothing to compare with: name a variant, --set KEY=VALUE, or --all; troskel list has the built-in ones");
        return Err(Exit::WrongUsage);
    }
    Ok(stacks)
}

/// `a+b` is a stack, unless there is a file or a built-in of that whole name; the base's own name is the base as it is.
fn files(arguments: &Compare, name: &str) -> Vec<String> {
    let known = [Kind::Scenario, Kind::Policy, Kind::Payments].iter().any(|kind| builtin::text(*kind, name).is_some());
    match name {
        "" => Vec::new(),
        name if name == arguments.base => Vec::new(),
        name if known || Path::new(name).exists() => vec![name.into()],
        name => name.split('+').map(|part| part.trim().to_string()).collect(),
    }
}

fn one(arguments: &Compare, variants: Vec<String>, mut set: Vec<String>, judge: Judge) -> Result<Loaded, Faults> {
    set.extend(arguments.seed.map(|seed| format!("run.seed={seed}")));
    set.extend(arguments.replications.map(|count| format!("run.replications={count}")));
    set.extend(arguments.parameters.setting());
    let request = Request { base: Some(arguments.base.clone()), variants, set };
    let loaded = load_asked(&request, &Asked { judge, evidence: &[] })?;
    let own = &loaded.scenario.run.measures;
    if arguments.measures.is_empty() && !own.iter().any(|text| text == additional::ASKED) {
        return Ok(loaded);
    }
    let all: Vec<String> = own.iter().chain(&arguments.measures).flat_map(|text| told_apart(text)).collect();
    let set = request.set.iter().cloned().chain([format!("run.measures={all:?}")]).collect();
    crate::scenario::load(&Request { set, ..request })
}

/// What an additional job costs is worked out from two measures.
fn told_apart(text: &str) -> Vec<String> {
    let measures = if text == additional::ASKED { vec![additional::COST, additional::JOBS] } else { vec![text] };
    measures.into_iter().map(String::from).collect()
}

/// Measures of the command line, checked before files are read.
pub fn check_measures(arguments: &Compare) -> Result<(), Exit> {
    measures::check_texts(arguments.measures.iter().filter(|text| *text != additional::ASKED))
}

/// Scenarios of other periods have no common days to compare, those of other seeds no common luck.
fn comparable(named: &[Named]) -> Result<(), Exit> {
    let (base, mut differ) = (&named[0].loaded, false);
    for variant in &named[1..] {
        for Change { key, base, variant: other, .. } in incomparable(base, &variant.loaded) {
            let value = |text: Option<String>| text.unwrap_or("nothing".into());
            complain(&format!("{}: {key} is {} but {} in the base: they cannot be compared", variant.name, value(other), value(base)));
            differ = true;
        }
    }
    if differ { Err(Exit::WrongFile) } else { Ok(()) }
}

/// What is to be said before anything is run: variants that change nothing, and those that touch assumptions.
pub fn notes(named: &[Named]) -> Vec<String> {
    let mut notes = Vec::new();
    for Named { name, loaded, changes, .. } in &named[1..] {
        let ambiguous = [Kind::Scenario, Kind::Payments].iter().all(|kind| builtin::text(*kind, name).is_some());
        if ambiguous && *name != named[0].name {
            notes.push(format!("{name} is taken as the payment model of that name, not as the scenario"));
        }
        let same = (&loaded.scenario.world, &loaded.scenario.policy) == (&named[0].loaded.scenario.world, &named[0].loaded.scenario.policy);
        if same || changes.is_empty() {
            notes.push(format!("{name} is equal to {}: nothing can differ", named[0].name));
        }
        let assumed: Vec<&str> =
            changes.iter().filter(|change| change.part == Part::Assumption).map(|change| change.key.as_str()).collect();
        if !assumed.is_empty() {
            notes.push(format!("{name} changes what nobody decides (assumptions, not levers): {}", shortened(&assumed)));
        }
    }
    notes
}

/// The first few names.
fn shortened(names: &[&str]) -> String {
    let shown = names[..names.len().min(5)].join(", ");
    if names.len() > 5 { format!("{shown} and {} more", names.len() - 5) } else { shown }
}
