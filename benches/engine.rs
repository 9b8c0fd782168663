//! Time and chance without the domain: events of a calendar, each with an exponential drawn for its owner.
//!
//! `cargo bench --bench engine [-- OWNERS]`

use std::hint::black_box;
use std::time::Instant;

use troskel::engine::calendar::Calendar;
use troskel::engine::draws;
use troskel::engine::streams::Chance;
use troskel::units::{Day, Identity};

/// A year, with as many phases as a day of the service has.
const LAST: Day = Day(364);
const PHASES: usize = 13;
/// Mean days from one event of an owner to the next.
const MEAN: f64 = 30.0;

fn main() {
    // `cargo bench` passes `--bench`.
    let owners = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let owners: u32 = owners.map_or(100_000, |count| count.parse().expect("a number of owners"));
    let chance = Chance::new(1, 0);
    let draw = |owner: u32, day: Day| draws::exponential(chance.block(Identity(u64::from(owner)), 1, day.0 as u32).uniform(0));
    // The same spread of days without chance: a multiplicative sequence over the means of a uniform wait.
    let plain = |owner: u32, day: Day| f64::from((owner ^ day.0 as u32).wrapping_mul(0x9E37_79B9) >> 16) / 32_768.0;
    time("calendar alone", owners, plain);
    time("calendar and a keyed exponential each", owners, draw);
    let blocks = 10_000_000;
    let clock = Instant::now();
    let sum: f64 = (0..blocks).map(|owner| draw(owner, Day(0))).sum();
    println!("keyed exponentials alone: {:.1} ns each", clock.elapsed().as_secs_f64() * 1e9 / f64::from(black_box((blocks, sum)).0));
}

/// Runs once to warm up, then times a year in which each owner's event brings its next.
fn time(what: &str, owners: u32, wait: impl Fn(u32, Day) -> f64) {
    let mut calendar = Calendar::new(Day(0), LAST, PHASES);
    run(&mut calendar, owners, &wait);
    let clock = Instant::now();
    let events = run(&mut calendar, owners, &wait);
    let seconds = clock.elapsed().as_secs_f64();
    println!(
        "{what}: {events} events, {:.1} ns each, {:.1} million a second",
        seconds * 1e9 / events as f64,
        events as f64 / seconds / 1e6
    );
}

fn run(calendar: &mut Calendar<u32>, owners: u32, wait: impl Fn(u32, Day) -> f64) -> u64 {
    calendar.clear();
    let phase = |owner: u32| owner as usize % PHASES;
    let next = |owner: u32, day: Day| day + (wait(owner, day) * MEAN) as i32 + 1;
    (0..owners).for_each(|owner| calendar.schedule(next(owner, Day(-1)), phase(owner), owner));
    let mut events = 0;
    for (day, phase) in (0..=LAST.0).flat_map(|day| (0..PHASES).map(move |phase| (Day(day), phase))) {
        let due = calendar.take(day, phase);
        events += due.len() as u64;
        due.iter().for_each(|owner| calendar.schedule(next(*owner, day), phase, *owner));
        calendar.recycle(due);
    }
    events
}
