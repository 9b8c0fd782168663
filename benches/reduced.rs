//! The reduced pathway (docs/reduced-pathway.md) on one thread: its time, and its statistics beside the reference.
//!
//! `cargo bench --bench reduced [-- REPLICATIONS]`

mod cpu;
#[path = "../tests/suite/reduced/statistics.rs"]
mod statistics;

use cpu::Cpu;
use statistics::{REFERENCE, Statistics};
use troskel::scenario::{Request, load};
use troskel::sim::{Model, State, simulate};

fn main() {
    // `cargo bench` passes `--bench`.
    let count = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let replications: u32 = count.map_or(20, |count| count.parse().expect("a number of replications"));
    let loaded = load(&Request { base: Some("reduced-pathway".into()), ..Request::default() }).unwrap_or_else(|faults| panic!("{faults}"));
    let model = Model::new(loaded.scenario);
    let mut state = State::new(&model);
    time(&model, &mut state, replications);
    print_table(&statistics(&model, &mut state, replications));
}

/// Runs once to warm up, then times the simulation alone. The fastest replication is the one least disturbed.
fn time(model: &Model, state: &mut State, replications: u32) {
    let mut run = |replication| simulate(model, replication, state, &mut ()).expect("no invariant is broken").events;
    run(1);
    let (mut all, mut fastest, mut events) = (0.0, f64::INFINITY, 0);
    for replication in 1..=replications {
        let clock = Cpu::start();
        events += run(replication);
        let seconds = clock.seconds();
        all += seconds;
        fastest = fastest.min(seconds);
    }
    let mean = all / f64::from(replications);
    println!("reduced-pathway: {:.1} ms per replication, the fastest {:.1} ms", mean * 1e3, fastest * 1e3);
    println!("{} events from the calendar, {:.0} ns each", events / u64::from(replications), all * 1e9 / events as f64);
}

fn statistics(model: &Model, state: &mut State, replications: u32) -> Vec<[f64; 8]> {
    let run = &model.scenario.run;
    let one = |replication| {
        let mut statistics = Statistics::new(run.from, run.to);
        simulate(model, replication, state, &mut statistics).expect("no invariant is broken");
        statistics.values()
    };
    (1..=replications).map(one).collect()
}

fn print_table(found: &[[f64; 8]]) {
    println!("| statistic | reference | (sd) | troskel | (sd) | difference |\n|---|---:|---:|---:|---:|---:|");
    let n = found.len() as f64;
    for (place, (name, reference, spread)) in REFERENCE.into_iter().enumerate() {
        let mean = found.iter().map(|values| values[place]).sum::<f64>() / n;
        let sd = (found.iter().map(|values| (values[place] - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        println!("| {name} | {reference:.1} | {spread:.1} | {mean:.1} | {sd:.1} | {:+.2} % |", 100.0 * (mean / reference - 1.0));
    }
}
