//! Which scenarios are compared: base, variants, and what is to be said of them before anything is run.

use std::path::Path;

use super::super::args::Compare;
use super::super::{Exit, coloured_errors, complain, say};
use crate::measure::Expr;
use crate::scenario::{Change, Kind, Loaded, Part, Request, builtin, changes, incomparable};

/// A scenario as it is called on the command line, with what differs from the base.
pub struct Named {
    pub name: String,
    pub loaded: Loaded,
    /// None of the base itself.
    pub changes: Vec<Change>,
}

/// The base and the variants, all of them checked; the faults of all of them at once.
pub fn load(arguments: &Compare) -> Result<Vec<Named>, Exit> {
    let stacks = stacks(arguments)?;
    let base = one(arguments, Vec::new(), Vec::new());
    let variants: Vec<_> = stacks.iter().map(|stack| one(arguments, stack.files.clone(), arguments.set.clone())).collect();
    let faulty = base.is_err() || variants.iter().any(Result::is_err);
    let (Ok(base), false) = (base, faulty) else { return Err(Exit::WrongFile) };
    let mut named = vec![Named { name: arguments.base.clone(), loaded: base, changes: Vec::new() }];
    for (stack, loaded) in stacks.into_iter().zip(variants.into_iter().flatten()) {
        let changes = changes(&named[0].loaded, &loaded);
        named.push(Named { name: stack.name, loaded, changes });
    }
    comparable(&named)?;
    Ok(named)
}

/// A variant as written: files laid over each other, under one name.
struct Stack {
    name: String,
    files: Vec<String>,
}

fn stacks(arguments: &Compare) -> Result<Vec<Stack>, Exit> {
    let mut written = arguments.variants.clone();
    if arguments.all {
        // Overlays of krom-2020 can be laid over nothing else.
        let fits = |name: &&&str| arguments.base == "krom-2020" || !builtin::touches_the_world(name);
        written.extend(builtin::shipped().iter().filter(fits).map(|name| (*name).to_string()));
    }
    let mut stacks: Vec<Stack> = written.into_iter().map(|name| Stack { files: files(&name), name }).collect();
    if stacks.is_empty() && !arguments.set.is_empty() {
        stacks.push(Stack { name: arguments.set.join(" "), files: Vec::new() });
    } else if !arguments.set.is_empty() {
        stacks.iter_mut().for_each(|stack| stack.name += &format!(" {}", arguments.set.join(" ")));
    }
    if stacks.is_empty() {
        complain("nothing to compare with: name a variant, --set KEY=VALUE, or --all; troskel list has the built-in ones");
        return Err(Exit::WrongUsage);
    }
    Ok(stacks)
}

/// `a+b` is a stack, unless there is a file or a built-in of that whole name.
fn files(name: &str) -> Vec<String> {
    let known = [Kind::Scenario, Kind::Policy, Kind::Payments].iter().any(|kind| builtin::text(*kind, name).is_some());
    if known || Path::new(name).exists() { vec![name.into()] } else { name.split('+').map(|part| part.trim().to_string()).collect() }
}

fn one(arguments: &Compare, variants: Vec<String>, mut set: Vec<String>) -> Result<Loaded, Exit> {
    set.extend(arguments.seed.map(|seed| format!("run.seed={seed}")));
    set.extend(arguments.replications.map(|count| format!("run.replications={count}")));
    let request = Request { base: Some(arguments.base.clone()), variants, set };
    let load = |request: &Request| {
        crate::scenario::load(request).map_err(|faults| {
            say(&faults.0.render(coloured_errors()));
            Exit::WrongFile
        })
    };
    if arguments.measures.is_empty() {
        return load(&request);
    }
    let own = load(&request)?.scenario.run.measures;
    let all: Vec<&String> = own.iter().chain(&arguments.measures).collect();
    let set = request.set.iter().cloned().chain([format!("run.measures={all:?}")]).collect();
    load(&Request { set, ..request })
}

/// Measures of the command line, checked before files are read.
pub fn check_measures(arguments: &Compare) -> Result<(), Exit> {
    let mut wrong = false;
    for text in &arguments.measures {
        if let Err(faults) = Expr::parse(text) {
            faults.iter().for_each(|fault| complain(&format!("--measure {text}: {fault}")));
            wrong = true;
        }
    }
    if wrong { Err(Exit::WrongUsage) } else { Ok(()) }
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

/// What is to be said before anything is run: warnings, variants that change nothing, and those that touch assumptions.
pub fn notes(named: &[Named]) -> Vec<String> {
    let mut notes = Vec::new();
    for Named { name, loaded, changes } in &named[1..] {
        if [Kind::Scenario, Kind::Payments].iter().all(|kind| builtin::text(*kind, name).is_some()) {
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
