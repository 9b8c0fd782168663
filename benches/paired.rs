//! Comparisons of the pilot on the same luck: how long 100 pairs take, and how much less variance a difference has than with
//! independent random numbers, by size and date of the change.
//!
//! `cargo bench --bench paired [-- PAIRS]`

use std::sync::atomic::AtomicBool;
use std::time::Instant;

use troskel::engine::curve::{Curve, Dated};
use troskel::experiment::{Arm, Comparison, Settings};
use troskel::measure::{Expr, Suite, standard};
use troskel::pathway::thresholds::ThresholdSet;
use troskel::scenario::{Request, Scenario, load};
use troskel::sim::Model;
use troskel::units::Day;

/// The line to too near raised by so many percent, from a day on.
const CHANGES: [(&str, f64); 7] = [
    ("2020-03-30", 1.045),
    ("2020-03-30", 1.06),
    ("2020-08-15", 1.065),
    ("2020-08-15", 1.09),
    ("2020-03-30", 0.94),
    ("2020-03-30", 0.7),
    ("2020-03-30", 1.45),
];

fn main() {
    let pairs: u32 =
        std::env::args().skip(1).find(|argument| !argument.starts_with("--")).map_or(100, |count| count.parse().expect("a number"));
    let base = load(&Request::default()).unwrap_or_else(|faults| panic!("{faults}")).scenario;
    for (from, factor) in CHANGES {
        let from = Day::parse(from).expect("a date");
        compare(&base, &raised(&base, from, factor), &format!("the line to too near times {factor} from {from}"), pairs);
    }
}

fn raised(base: &Scenario, from: Day, factor: f64) -> Scenario {
    let steps = base.policy.thresholds.steps();
    let later = steps.iter().filter(|(date, _)| *date > from).map(|(date, set)| (*date, higher(set, factor)));
    let at = base.policy.thresholds.on(from).map(|set| (from, higher(set, factor)));
    let before = steps.iter().filter(|(date, _)| *date < from).cloned();
    let thresholds = Dated::new(before.chain(at).chain(later).collect()).expect("dates rise");
    Scenario { policy: troskel::scenario::Policy { thresholds, ..base.policy.clone() }, ..base.clone() }
}

/// The line may not fall below the one under it.
fn higher(set: &ThresholdSet, factor: f64) -> ThresholdSet {
    let knots = set.level_a_below.knots().iter().map(|(day, percent)| (*day, (percent * factor).clamp(set.level_b_below.at(*day), 100.0)));
    ThresholdSet { level_a_below: Curve::new(knots.collect()).expect("days rise"), ..set.clone() }
}

fn compare(base: &Scenario, variant: &Scenario, what: &str, pairs: u32) {
    let exprs: Vec<Expr> = standard::standard(base).into_iter().chain(standard::groups()).collect();
    let suite = |scenario| Suite::new(&exprs, scenario).unwrap_or_else(|faults| panic!("{}", faults[0]));
    let (suites, models) = ([suite(base), suite(variant)], [base, variant].map(|scenario| Model::new(scenario.clone())));
    let [base_arm, variant_arm] = [0, 1].map(|index| Arm { model: &models[index], suite: &suites[index] });
    let comparison = Comparison::new(base_arm, &[variant_arm]);
    let numbers: Vec<u32> = (1..=pairs).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let settings = Settings { replications: &numbers, threads, stop: &AtomicBool::new(false), deadline: None, progress: &|_| {} };
    let clock = Instant::now();
    let compared = comparison.run(&settings).unwrap_or_else(|failure| panic!("{failure}"));
    println!("{what}: {pairs} pairs in {:.1} s on {threads} threads", clock.elapsed().as_secs_f64());
    for row in compared.differences(0, &[], 0.05) {
        let end = format!("{}", base.run.to);
        let shown = [("participants", end.as_str()), ("started", ""), ("results", ""), ("payments", "")];
        if shown.contains(&(row.measure.as_str(), row.key.as_str())) {
            let ratio = row.variance_reduction.map_or("no difference".to_string(), |ratio| format!("x{ratio:.1}"));
            println!("  {:<13} {:>+6.1} %  {ratio}", row.measure, 100.0 * row.difference / row.base);
        }
    }
}
