//! Time to measure one replication on one thread, apart from simulating it: the standard measures, and the time series.
//!
//! `cargo bench --bench measures [-- SCENARIO [TIMES]]`

use std::time::Instant;

use troskel::journal::{Chunk, Reader};
use troskel::measure::series::Series;
use troskel::measure::{Suite, standard};
use troskel::scenario::{Request, load};
use troskel::sim::{Model, State, simulate};

/// A replication's stream in the chunks in which it came.
#[derive(Default)]
struct Record(Vec<Chunk>);

impl Reader for Record {
    fn take(&mut self, chunk: &Chunk) {
        self.0.push(chunk.clone());
    }
}

fn main() {
    // `cargo bench` passes `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let scenario = arguments.first().map_or("krom-2020", String::as_str);
    let times: u32 = arguments.get(1).map_or(20, |count| count.parse().expect("a number of times"));
    let loaded = load(&Request { base: Some(scenario.into()), ..Request::default() }).unwrap_or_else(|faults| panic!("{faults}"));
    let suite = Suite::new(&standard::standard(&loaded.scenario), &loaded.scenario).expect("the standard measures fit every scenario");
    let model = Model::new(loaded.scenario);
    let mut record = Record::default();
    simulate(&model, 1, &mut State::new(&model), &mut record).expect("no invariant is broken");
    let facts: usize = record.0.iter().map(|chunk| chunk.facts.len()).sum();
    let (mut observer, mut series) = (suite.observer(), Series::new(&model.scenario));
    let measure = || {
        let seconds = read(&record, &mut observer);
        let clock = Instant::now();
        std::hint::black_box(observer.finish());
        observer.reset();
        seconds + clock.elapsed().as_secs_f64()
    };
    report(&format!("{scenario}: {} columns of measures", suite.columns().len()), times, facts, measure);
    report(&format!("{scenario}: time series"), times, facts, || {
        let seconds = read(&record, &mut series);
        let clock = Instant::now();
        std::hint::black_box(series.values());
        series.reset();
        seconds + clock.elapsed().as_secs_f64()
    });
}

/// Hands the stream over chunk by chunk; each is near the processor, as it is when a run has just written it. Seconds of
/// the reader alone.
fn read(record: &Record, reader: &mut impl Reader) -> f64 {
    let mut near = Chunk::default();
    let one = |chunk: &Chunk| {
        near.clone_from(chunk);
        let clock = Instant::now();
        reader.take(&near);
        clock.elapsed().as_secs_f64()
    };
    record.0.iter().map(one).sum()
}

/// Runs once to warm up, then so many times: the median and the fastest.
fn report(what: &str, times: u32, facts: usize, mut run: impl FnMut() -> f64) {
    run();
    let mut seconds: Vec<f64> = (0..times).map(|_| run()).collect();
    seconds.sort_by(f64::total_cmp);
    let (fastest, median) = (seconds[0] * 1e3, seconds[seconds.len() / 2] * 1e3);
    println!(
        "{what}: {median:.2} ms per replication, the fastest {fastest:.2} ms, {:.0} ns per fact of {facts}",
        fastest * 1e6 / facts as f64
    );
}
