//! The same seed gives the same bytes: on any number of threads, in any order, for any number of replications.
//!
//! Debug builds are slow, so `minimal` and the small scenario stand for the pilot, and the first 3 of 6 replications
//! for the first 50 of 100.

use std::sync::atomic::AtomicBool;

use sha2::{Digest, Sha256};
use troskel::experiment::{Settings, replicate};
use troskel::measure::{Suite, Table, standard};
use troskel::sim::Model;

use crate::world;

/// Scenario, replications, and the SHA-256 of the `measures.csv` of its standard measures with seed 1.
const GOLDEN: [(&str, u32, &str); 2] = [
    ("minimal", 3, "5975ca949abd13dac79301ddc678c640b4b7dee409e8baba480a31764398c4db"),
    ("krom-2020", 1, "dbea3046ccb09e2ffb9c92b08125a035c0098316db7e447318adb7bf60fef641"),
];

fn table(model: &Model, replications: &[u32], threads: usize) -> Table {
    let suite = Suite::new(&standard::standard(&model.scenario), &model.scenario).unwrap();
    let stop = AtomicBool::new(false);
    let outcome = replicate(model, &suite, &Settings { replications, threads, stop: &stop, deadline: None, progress: &|_| () }).unwrap();
    assert_eq!(outcome.done as usize, replications.len());
    assert!(outcome.series.replications.is_sorted_by_key(|(replication, _)| *replication));
    outcome.table
}

fn bytes(table: &Table) -> [String; 2] {
    [table.replications_csv(), table.measures_csv()]
}

#[test]
fn neither_threads_nor_the_order_of_replications_change_a_byte() {
    let model = world::model("minimal", &["world.stock.persons=500"]);
    let one = bytes(&table(&model, &[1, 2, 3, 4, 5, 6], 1));
    assert!(one[0].lines().count() > 1_000 && one[1].lines().count() > 100);
    for (order, threads) in [([1, 2, 3, 4, 5, 6], 2), ([6, 5, 4, 3, 2, 1], 1), ([4, 1, 6, 2, 5, 3], 2), ([3, 6, 1, 5, 2, 4], 5)] {
        assert!(bytes(&table(&model, &order, threads)) == one, "{order:?} on {threads} threads differ");
    }
}

#[test]
fn the_first_replications_of_a_long_run_are_those_of_a_short_one() {
    let model = world::model("minimal", &["world.stock.persons=500"]);
    let (long, short) = (table(&model, &[1, 2, 3, 4, 5, 6], 2), table(&model, &[1, 2, 3], 2));
    assert!(long.replications_csv().starts_with(&short.replications_csv()));
    assert_ne!(long.measures_csv(), short.measures_csv());
}

#[test]
fn another_seed_is_another_run() {
    let [one, two] = [1, 2].map(|seed| bytes(&table(&world::model("minimal", &[format!("run.seed={seed}")]), &[1], 1)));
    assert_ne!(one[0], two[0]);
}

#[test]
fn memory_used_again_leaves_no_trace() {
    let model = world::model(world::small(), &["run.seed=3"]);
    let mut state = troskel::sim::State::new(&model);
    for replication in [5, 2, 5, 9] {
        let mut again = troskel::journal::Chunk::default();
        troskel::sim::simulate(&model, replication, &mut state, &mut again).unwrap();
        let (fresh, _) = world::stream(&model, replication);
        assert!(again.facts == fresh.facts && again.entries == fresh.entries, "replication {replication}");
    }
}

/// A hash that changes without intent is a fault. If the change is meant (a parameter, a rule, a measure), take the
/// new line from the message and write into CHANGELOG.md, under results, when and why the numbers changed.
#[test]
fn the_numbers_are_those_that_were_published_last() {
    let now = GOLDEN.map(|(name, replications, _)| {
        let numbers: Vec<u32> = (1..=replications).collect();
        let csv = table(&world::model::<&str>(name, &[]), &numbers, 2).measures_csv();
        let hash: String = Sha256::digest(csv.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        (name, replications, hash)
    });
    let same = now.iter().zip(GOLDEN).all(|(now, golden)| now.2 == golden.2);
    let lines: String = now.iter().map(|(name, count, hash)| format!("    (\"{name}\", {count}, \"{hash}\"),\n")).collect();
    assert!(
        same,
        "results have changed. If the change is meant, put these lines into GOLDEN in tests/suite/determinism.rs and write the \
         reason into CHANGELOG.md under results:\n{lines}"
    );
}
