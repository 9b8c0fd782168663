//! CPU time per replication of built-in scenarios on one thread: the simulation alone, and with all standard measures.
//!
//! `cargo bench --bench replications [-- SCENARIO [REPLICATIONS]]`

mod cpu;

use cpu::Cpu;
use troskel::measure::{Suite, standard};
use troskel::scenario::{Request, load};
use troskel::sim::{Model, State, simulate};

fn main() {
    // `cargo bench` passes `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let scenario = arguments.first().map_or("krom-2020", String::as_str);
    let replications: u32 = arguments.get(1).map_or(20, |count| count.parse().expect("a number of replications"));
    let loaded = load(&Request { base: Some(scenario.into()), ..Request::default() }).unwrap_or_else(|faults| panic!("{faults}"));
    let suite = Suite::new(&standard::standard(&loaded.scenario), &loaded.scenario).expect("the standard measures fit every scenario");
    let model = Model::new(loaded.scenario);
    let mut state = State::new(&model);
    let mut observer = suite.observer();
    time(&format!("{scenario}: simulation alone"), replications, |replication| {
        simulate(&model, replication, &mut state, &mut ()).expect("no invariant is broken").events
    });
    time(&format!("{scenario}: with {} columns of measures", suite.columns().len()), replications, |replication| {
        let totals = simulate(&model, replication, &mut state, &mut observer).expect("no invariant is broken");
        std::hint::black_box(observer.finish());
        observer.reset();
        totals.facts
    });
}

/// Runs once to warm up, then times the replications; `run` counts its events or facts.
fn time(what: &str, replications: u32, mut run: impl FnMut(u32) -> u64) {
    run(1);
    let clock = Cpu::start();
    let count: u64 = (1..=replications).map(&mut run).sum();
    let seconds = clock.seconds();
    let (each, per_count) = (seconds / f64::from(replications), seconds * 1e9 / count as f64);
    println!("{what}: {:.1} ms per replication, {per_count:.0} ns for each of {} counted", each * 1e3, count / u64::from(replications));
}
