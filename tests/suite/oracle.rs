//! The simulator against a second implementation that is slow and obvious: the same facts and the same ledger.

mod twin;
mod worlds;

use std::collections::BTreeSet;

use troskel::journal::{Chunk, Fact, Kind, PaymentKind, What};
use troskel::pathway::caseworker::Reason;
use troskel::pathway::outcomes::Cause;
use troskel::pathway::payments::Per;
use troskel::pathway::placement::EndReason;
use troskel::pathway::profiling::Occasion;
use troskel::scenario::{Request, Scenario, load};
use troskel::sim::{Model, State, simulate};
use troskel::units::{Day, Sek};

/// Worlds of the default run.
const WORLDS: u64 = 500;

/// Another number if `TROSKEL_WORLDS` says so: for trying many faults out (tests/seeded/run).
fn worlds_to_try() -> u64 {
    std::env::var("TROSKEL_WORLDS").ok().and_then(|count| count.parse().ok()).unwrap_or(WORLDS)
}

/// Worlds beyond them that have shown a difference once.
const ONCE_DIFFERENT: [u64; 5] = [2_108, 2_123, 3_254, 4_234, 4_490];

fn base() -> Scenario {
    load(&Request { base: Some("minimal".into()), ..Request::default() }).unwrap().scenario
}

/// Facts by day and person, each person's in the order in which they happened; entries by person and day.
fn in_order(mut chunk: Chunk) -> Chunk {
    chunk.facts.sort_by_key(|fact| (fact.day, fact.subject.person));
    for entries in [&mut chunk.entries, &mut chunk.refused, &mut chunk.pending] {
        entries.sort_by_key(|entry| (entry.subject.person, entry.first, entry.kind, entry.provider, entry.amount, entry.paid_on));
    }
    chunk
}

fn engine(scenario: &Scenario) -> Chunk {
    let model = Model::new(scenario.clone());
    let (mut state, mut chunk) = (State::new(&model), Chunk::default());
    simulate(&model, 1, &mut state, &mut chunk).unwrap();
    in_order(chunk)
}

/// The first place where two streams differ, in words.
fn difference(engine: &Chunk, twin: &Chunk) -> Option<String> {
    let facts = engine.facts.iter().zip(&twin.facts).find(|(a, b)| a != b);
    let entries = |chunk: &Chunk| [chunk.entries.clone(), chunk.refused.clone(), chunk.pending.clone()].concat();
    let (ours, theirs) = (entries(engine), entries(twin));
    if let Some((a, b)) = engine.presences.iter().zip(&twin.presences).find(|(a, b)| a != b) {
        return Some(format!("engine {a:?}\noracle {b:?}"));
    }
    let entries = ours.iter().zip(&theirs).find(|(a, b)| a != b);
    let fact = |fact: &Fact| format!("{} {fact:?}", fact.day);
    if let Some((a, b)) = facts {
        return Some(format!("engine {}\noracle {}", fact(a), fact(b)));
    }
    if let Some((a, b)) = entries {
        return Some(format!("engine {a:?}\noracle {b:?}"));
    }
    let counts = |chunk: &Chunk| (chunk.facts.len(), chunk.entries.len(), chunk.refused.len(), chunk.presences.len());
    (counts(engine) != counts(twin))
        .then(|| format!("facts, entries, refused claims and presences: engine {:?}, oracle {:?}", counts(engine), counts(twin)))
}

/// What a stream of facts has shown, by name.
fn seen(chunk: &Chunk, names: &mut BTreeSet<String>) {
    for fact in &chunk.facts {
        names.insert(fact.what.kind().name().into());
        match fact.what {
            What::Deregistered { cause } => names.insert(format!("left by {}", cause.name())),
            What::Ended { reason, .. } => names.insert(format!("ended by {}", reason.name())),
            What::Deviated { reason, .. } => names.insert(format!("deviated for {}", reason.name())),
            What::Profiled { occasion, .. } => names.insert(format!("profiled at {}", occasion.name())),
            What::Registered { channel } => names.insert(format!("registered by {channel:?}")),
            _ => false,
        };
    }
    names.extend(chunk.entries.iter().map(|entry| format!("paid for {}", entry.kind.name())));
    names.extend(chunk.facts.iter().filter(|fact| matches!(fact.what, What::Refused { last: true, .. })).map(|_| "refused by all".into()));
    for presence in &chunk.presences {
        let told = chunk.presences.iter().find(|first| (first.provider, first.area) == (presence.provider, presence.area));
        let first = told.expect("the first is told of at the start");
        if first.open != presence.open {
            names.insert(if first.open.0 == Day::NEVER { "contract begun" } else { "contract ended" }.into());
        }
        if first.supervisors != presence.supervisors {
            names.insert(if first.supervisors < presence.supervisors { "staff grown" } else { "staff shrunk" }.into());
        }
    }
    names.extend(chunk.refused.iter().map(|entry| format!("refused: {}", entry.kind.name())));
    names.extend(chunk.entries.iter().map(|entry| format!("paid by {}", entry.per.name())));
    names.extend(chunk.entries.iter().filter(|entry| entry.amount < Sek::ZERO).map(|entry| format!("taken back: {}", entry.kind.name())));
}

/// All there is to be seen.
fn everything() -> BTreeSet<String> {
    let mut names: BTreeSet<String> = Kind::NAMES.iter().map(|name| (*name).into()).collect();
    names.extend(Cause::NAMES.iter().map(|name| format!("left by {name}")));
    names.extend(EndReason::NAMES.iter().map(|name| format!("ended by {name}")));
    names.extend(Reason::NAMES.iter().map(|name| format!("deviated for {name}")));
    names.extend(Occasion::NAMES.iter().map(|name| format!("profiled at {name}")));
    names.extend(["Stock", "Web", "LocalOffice", "OwnJourney"].map(|channel| format!("registered by {channel}")));
    names.extend(PaymentKind::NAMES.iter().map(|name| format!("paid for {name}")));
    names.extend(PaymentKind::NAMES[..3].iter().map(|name| format!("refused: {name}")));
    names.extend(Per::NAMES.iter().map(|name| format!("paid by {name}")));
    names.extend(["speed_premium", "bonus"].map(|name| format!("taken back: {name}")));
    names.extend(["refused by all", "contract begun", "contract ended", "staff grown", "staff shrunk"].map(String::from));
    names
}

#[test]
fn the_simulator_and_its_slow_twin_tell_the_same_story_in_hundreds_of_random_worlds() {
    let (base, mut names, mut wrong) = (base(), BTreeSet::new(), Vec::new());
    for number in (1..=worlds_to_try()).chain(ONCE_DIFFERENT) {
        let scenario = worlds::world(number, &base);
        let (engine, twin) = (engine(&scenario), in_order(twin::simulate(&scenario, 1)));
        if let Some(difference) = difference(&engine, &twin) {
            wrong.push(format!("world {number}:\n{difference}"));
        }
        seen(&engine, &mut names);
    }
    assert!(wrong.is_empty(), "{} worlds differ, such as\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n\n"));
    let missing: Vec<_> = everything().difference(&names).cloned().collect();
    assert!(missing.is_empty(), "never seen in any world: {missing:?}");
}

/// Faults are seeded by their text: each must still be there, once, to be replaced by another.
#[test]
fn every_seeded_fault_has_its_place() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let faults = std::fs::read_to_string(root.join("tests/seeded/faults.tsv")).unwrap();
    for line in faults.lines() {
        let [what, file, right, wrong] = line.split('\t').collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("four columns: {line}"));
        let source = std::fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(source.matches(&right.replace("\\n", "\n")).count(), 1, "{what}: {file} has the text once: {right}");
        assert_ne!(right, wrong, "{what}");
    }
    assert!(faults.lines().count() >= 15);
}
