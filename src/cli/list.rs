//! `troskel list`: what comes with the program, or persons of a run by path.

use super::args::List;
use super::run::load;
use super::{Exit, complain, print};
use crate::journal::{Chunk, Kind, Reader};
use crate::measure::{MEASURES, Support};
use crate::scenario::{Kind as File, builtin};
use crate::sim::{Model, State, simulate};

/// Persons listed at the most.
const MOST: usize = 20;

pub fn list(arguments: &List) -> Exit {
    if arguments.assumptions {
        return super::assumptions::assumptions(arguments);
    }
    match &arguments.persons {
        Some(path) => persons(arguments, path),
        None => {
            built_in();
            Exit::Done
        }
    }
}

fn built_in() {
    for (title, kind) in
        [("Scenarios", File::Scenario), ("Policies", File::Policy), ("Payment models", File::Payments), ("Evidence", File::Evidence)]
    {
        print(&format!("{title}\n"));
        for name in builtin::names(kind) {
            print(format!("  {name:<26} {}", builtin::title(kind, name).unwrap_or_default()).trim_end());
            print("\n");
        }
        print("\n");
    }
    print("Measures\n");
    for measure in MEASURES {
        let note = if matches!(measure.support, Support::No(_)) { " (not yet computed)" } else { "" };
        print(&format!("  {:<36} {}, {}{note}\n", measure.name, measure.gives, measure.unit));
    }
}

fn persons(arguments: &List, path: &[String]) -> Exit {
    let mut kinds = Vec::new();
    for name in path {
        match Kind::NAMES.iter().position(|known| known == name) {
            Some(kind) => kinds.push(kind),
            None => {
                complain(&format!("there is no event `{name}`; known: {}", Kind::NAMES.join(", ")));
                return Exit::WrongUsage;
            }
        }
    }
    let loaded = match load(&arguments.source, &arguments.parameters.setting().into_iter().collect::<Vec<_>>()) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let model = Model::new(loaded.scenario);
    let model = model.of(arguments.replication);
    let mut paths = Paths { kinds, met: Vec::new() };
    if let Err(violation) = simulate(&model, arguments.replication, &mut State::new(&model), &mut paths) {
        complain(&violation.to_string());
        return Exit::Failed;
    }
    let found: Vec<String> = paths.found().take(MOST).map(|person| person.to_string()).collect();
    print(&format!("{} persons of replication {} have this path", paths.found().count(), arguments.replication));
    if found.is_empty() {
        print("\n");
    } else {
        print(&format!("; the first: {}\nNext: {}\n", found.join(", "), explanation(arguments, &found[0])));
    }
    Exit::Done
}

/// The command that tells a person's story, of the same scenario, seed and replication.
fn explanation(arguments: &List, person: &str) -> String {
    let List { source, replication, .. } = arguments;
    let mut command = format!("troskel explain {} --person {person}", quoted(&source.scenario));
    source.set.iter().for_each(|set| command += &format!(" --set {}", quoted(set)));
    command += if arguments.parameters.fixed_parameters { " --fixed-parameters" } else { "" };
    command += &source.seed.map_or(String::new(), |seed| format!(" --seed {seed}"));
    command += &if *replication == 1 { String::new() } else { format!(" --replication {replication}") };
    command
}

/// A word as a shell reads it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=+:,".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.to_string() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

/// Follows each person along a path of events.
struct Paths {
    kinds: Vec<usize>,
    /// Events met so far, by person.
    met: Vec<usize>,
}

impl Paths {
    fn found(&self) -> impl Iterator<Item = usize> + '_ {
        self.met.iter().enumerate().filter(|(_, met)| **met == self.kinds.len()).map(|(person, _)| person)
    }
}

impl Reader for Paths {
    fn take(&mut self, chunk: &Chunk) {
        for fact in &chunk.facts {
            let person = fact.subject.person.index();
            if self.met.len() <= person {
                self.met.resize(person + 1, 0);
            }
            if self.kinds.get(self.met[person]) == Some(&(fact.what.kind() as usize)) {
                self.met[person] += 1;
            }
        }
    }
}
