//! The reduced pathway as a scenario against what independent programs give for it.

mod statistics;

use statistics::{REFERENCE, Statistics};
use troskel::scenario::{Request, load};
use troskel::sim::{Model, State, simulate};

/// Statistics of some replications, in their order.
fn replicate(count: u32) -> Vec<[f64; 8]> {
    let model = Model::new(load(&Request { base: Some("reduced-pathway".into()), ..Request::default() }).unwrap().scenario);
    let (mut state, run) = (State::new(&model), model.scenario.run.clone());
    let one = |replication| {
        let mut statistics = Statistics::new(run.from, run.to);
        simulate(&model, replication, &mut state, &mut statistics).unwrap();
        statistics.values()
    };
    (1..=count).map(one).collect()
}

/// 4 replications (seed 1). Each mean may differ by 1 percent, since the order of a day is another, and by 3 standard errors
/// more. An error that is within the percent is found to be outside by chance at most once in 740 for each of 8 statistics.
#[test]
fn the_reduced_pathway_gives_what_independent_programs_give() {
    let found = replicate(4);
    let n = found.len() as f64;
    for (place, (name, mean, sd)) in REFERENCE.into_iter().enumerate() {
        let average = found.iter().map(|values| values[place]).sum::<f64>() / n;
        let tolerance = 0.01 * mean + 3.0 * sd / n.sqrt();
        assert!((average - mean).abs() < tolerance, "{name}: {average} instead of {mean}, give or take {tolerance:.1}");
    }
}
