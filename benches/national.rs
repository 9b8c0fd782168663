//! The pilot's service for populations up to a whole country's, on one thread: whether time and memory stay in proportion.
//!
//! `cargo bench --bench national [-- PERSONS...]`, sizes of the stock in rising order; `-- ledger [PERSONS]` for what the ledger takes of a
//! run of five years.

use std::time::Instant;

use troskel::journal::{Chunk, Reader};
use troskel::scenario::{Request, Scenario, load};
use troskel::sim::{Model, State, simulate};

fn main() {
    // `cargo bench` passes `--bench`.
    let given: Vec<u32> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let pilot =
        || load(&Request { base: Some("krom-2020".into()), ..Request::default() }).unwrap_or_else(|faults| panic!("{faults}")).scenario;
    if std::env::args().any(|argument| argument == "ledger") {
        return ledger(&scaled(&pilot(), given.first().copied().unwrap_or(2_000_000)));
    }
    let sizes = if given.is_empty() { vec![10_000, 100_000, 500_000, 2_000_000] } else { given };
    println!("| stock | persons | events | ms | ns per event | ns per person | bytes per person |\n|---:|---:|---:|---:|---:|---:|---:|");
    for persons in sizes {
        time(scaled(&pilot(), persons));
    }
}

/// The scenario with another stock, and everything that has a size in proportion.
fn scaled(pilot: &Scenario, persons: u32) -> Scenario {
    let factor = f64::from(persons) / f64::from(pilot.world.stock.persons);
    let times = |number: u32| (f64::from(number) * factor) as u32;
    let mut scenario = pilot.clone();
    let (world, policy) = (&mut scenario.world, &mut scenario.policy);
    world.stock.persons = persons;
    world.inflow.months.iter_mut().flat_map(|month| &mut month.1).for_each(|expected| *expected *= factor);
    world.choice.min_places = times(world.choice.min_places);
    world.providers.iter_mut().flat_map(|provider| &mut provider.contracts).for_each(|contract| contract.supervisors *= factor);
    policy.capacity.local_slots_per_day *= factor;
    policy.capacity.distance_slots_per_day *= factor;
    policy.preprofiling.iter_mut().for_each(|list| list.persons = times(list.persons));
    scenario
}

/// Five years with the pilot's payments, and with a single day's base payment and no result; the books close to the öre in both, or
/// the run stops.
fn ledger(scenario: &Scenario) {
    let mut long = scenario.clone();
    long.run.to = long.run.from.plus_months(60) - 1;
    let year = long.world.inflow.months.clone();
    let month = |index: i32| (long.run.from.month_start(index), year[index as usize % year.len()].1.clone());
    long.world.inflow.months = (0..61).map(month).collect();
    let mut bare = long.clone();
    bare.policy.payments.base.most_units = 1;
    bare.policy.payments.results.clear();
    bare.policy.payments.speed_premium = None;
    println!("| payments | persons | entries | SEK | s |\n|---|---:|---:|---:|---:|");
    let [with, without] = [("pilot", long), ("hardly any", bare)].map(|(name, scenario)| {
        let model = Model::new(scenario);
        let (mut state, mut entries) = (State::new(&model), Entries(0));
        let clock = Instant::now();
        let totals = simulate(&model, 1, &mut state, &mut entries).expect("the books close");
        let seconds = clock.elapsed().as_secs_f64();
        println!("| {name} | {} | {} | {:.0} | {seconds:.1} |", totals.persons, entries.0, totals.ledger.kronor());
        seconds
    });
    println!("The ledger takes {:.0} percent of the run.", 100.0 * (with - without) / with);
}

/// Counts entries.
struct Entries(u64);

impl Reader for Entries {
    fn take(&mut self, chunk: &Chunk) {
        self.0 += chunk.entries.len() as u64;
    }
}

/// Times the faster of two replications. Memory is what the highest mark of the process has risen to since the model was
/// made: with sizes in rising order it is this size's.
fn time(scenario: Scenario) {
    let stock = scenario.world.stock.persons;
    let model = Model::new(scenario);
    let before = memory("VmRSS");
    let mut state = State::new(&model);
    let mut once = |replication| {
        let clock = Instant::now();
        let totals = simulate(&model, replication, &mut state, &mut ()).expect("no invariant is broken");
        (clock.elapsed().as_secs_f64(), totals)
    };
    let (first, second) = (once(1), once(2));
    let (seconds, totals) = if first.0 < second.0 { first } else { second };
    let bytes = match (before, memory("VmHWM")) {
        (Some(before), Some(highest)) => format!("{:.0}", (highest - before) / f64::from(totals.persons)),
        _ => "not known".into(),
    };
    let (per_event, per_person) = (seconds * 1e9 / totals.events as f64, seconds * 1e9 / f64::from(totals.persons));
    println!("| {stock} | {} | {} | {:.1} | {per_event:.0} | {per_person:.0} | {bytes} |", totals.persons, totals.events, seconds * 1e3);
}

/// A line of the process's memory in bytes, on Linux.
fn memory(line: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|text| text.strip_prefix(line)?.strip_prefix(':')?.trim().strip_suffix(" kB"))?;
    kilobytes.parse::<f64>().ok().map(|number| number * 1024.0)
}
