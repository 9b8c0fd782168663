//! What a provider earns, worked out by hand, and how that varies.

use std::collections::BTreeMap;

use troskel::measure::{Expr, Suite};
use troskel::pathway::effort::Effort;
use troskel::scenario::{self, Request};
use troskel::sim::{Model, State, simulate};

use super::behaviour::efforts_told;
use super::life::Life;
use crate::world::stream;

/// Measures of one replication, by key.
pub fn measured(model: &Model, measure: &str, replication: u32) -> BTreeMap<String, f64> {
    let suite = Suite::new(&[Expr::parse(measure).unwrap()], &model.scenario).unwrap_or_else(|faults| panic!("{}", faults[0]));
    let mut observer = suite.observer();
    simulate(model, replication, &mut State::new(model), &mut observer).unwrap();
    observer.finish().iter().map(|row| (suite.columns()[row.column as usize].key.clone(), row.value)).collect()
}

/// The first provider cannot be chosen after January, but serves its participant until 2 July 2020. Half a supervisor at 48,000 SEK and an
/// office at 15,000, with 15 percent on top, are 44,850 SEK a month: 30 of January's 31 days 43,403.23, five whole months 224,250 and
/// two days of July 2,893.55, in all 270,546.78. The participant brings 19 + 21 + 23 + 18 + 21 + 21 = 123 days of 55 SEK.
#[test]
fn a_provider_costs_as_long_as_it_serves() {
    let life = Life { run: ("2020-01-02", "2021-12-31"), level: 'a', set: &["world.providers.First.leaves=2020-01-31"] };
    let found = measured(&life.model(), "provider_profit[by=provider]", 1);
    assert_eq!([found["First/cost"], found["First/revenue"], found["First"]], [270_546.78, 6_765.0, 6_765.0 - 270_546.78]);
    let july = measured(&life.model(), "provider_profit[by=provider,from=2020-07-01,to=2020-12-31]", 1);
    assert_eq!((july["First/cost"], july["First/revenue"]), (2_893.55, 110.0));
}

/// Where effort pays and a provider sees each participant's own chance, it differs between participants of one level, and the
/// measure tells what was done.
#[test]
fn effort_by_the_truth_is_told() {
    let load = |perceived: &str| {
        let set = [
            "world.behaviour.elasticity=0.5".to_string(),
            "world.provider_economics.wage_per_month_sek=6000".into(),
            format!("world.behaviour.perceived={perceived}"),
        ];
        let request = Request { base: Some("krom-2020".into()), set: set.into(), ..Request::default() };
        Model::new(scenario::load(&request).unwrap_or_else(|faults| panic!("{faults}")).scenario)
    };
    let [level, truth] = ["level", "truth"].map(load);
    let different = |model: &Model| efforts_told(&stream(model, 1).0).into_iter().collect::<std::collections::BTreeSet<Effort>>().len();
    // Three levels, one of them at two prices.
    assert!(different(&level) <= 4 && different(&truth) > 6, "{} {}", different(&level), different(&truth));
    let [by_level, by_truth] = [&level, &truth].map(|model| measured(model, "effort", 1));
    let told = efforts_told(&stream(&truth, 1).0);
    let mean = told.iter().map(|effort| effort.ratio()).sum::<f64>() / told.len() as f64;
    let [low, high] =
        [f64::min, f64::max].map(|pick| ["level_a", "level_b", "level_c"].map(|key| by_truth[key]).into_iter().reduce(pick).unwrap());
    assert!(low <= mean && mean <= high && (by_level["level_a"] - by_truth["level_a"]).abs() > 0.01, "{by_level:?} {by_truth:?} {mean}");
}

/// With the expected payment held, four fifths instead of a fifth by result make a provider's profit vary more: the variances over
/// six replications (seed 1), summed over all providers, by more than twice. Effort has no effect, so the lives are the same.
#[test]
fn more_by_result_is_more_risk_for_a_provider() {
    let spread = |payments: &str| {
        let set = vec!["world.behaviour.elasticity=0".to_string()];
        let request = Request { base: Some("krom-2020-followed-up".into()), variants: vec![payments.into()], set };
        let model = Model::new(scenario::load(&request).unwrap_or_else(|faults| panic!("{faults}")).scenario);
        let runs: Vec<BTreeMap<String, f64>> =
            (1..=6).map(|replication| measured(&model, "provider_profit[by=provider]", replication)).collect();
        let variance = |name: &str| {
            let profits: Vec<f64> = runs.iter().map(|run| run[name]).collect();
            let mean = profits.iter().sum::<f64>() / profits.len() as f64;
            profits.iter().map(|profit| (profit - mean) * (profit - mean)).sum::<f64>() / (profits.len() - 1) as f64
        };
        model.scenario.world.providers.iter().map(|provider| variance(&provider.name)).sum::<f64>()
    };
    let [little, much] = ["result-share-20", "result-share-80"].map(spread);
    assert!(much > 2.0 * little, "{little} {much}");
}
