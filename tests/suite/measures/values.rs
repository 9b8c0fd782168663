//! Each measure, filtered in many ways, equals its naive computation.

use super::naive::{Found, Keep, Naive, View};
use super::streams::{AREAS, Chance, day, pieces, scenario, set, stream};
use std::collections::BTreeMap;
use troskel::journal::{Chunk, Reader, Subject};
use troskel::measure::catalogue::FilterKey;
use troskel::measure::{Expr, MEASURES, Measure, Observer, Suite, Support};
use troskel::pathway::market::MarketHabits;
use troskel::pathway::person::{AgeGroup, BirthRegion, Disability, Education, Population, Programme, RegistrationTime, Sex};
use troskel::pathway::providers::ProviderType;
use troskel::pathway::thresholds::Level;
use troskel::scenario::Scenario;
use troskel::units::{AreaId, ProviderId};

/// So that there are contracts that end.
const HABITS: MarketHabits = MarketHabits {
    most_caseload: 50.0,
    spare_share: 0.0,
    patience_months: 12,
    exit_share: [0.1; 3],
    entry_share: [0.1; 3],
    entry_lag_months: 1,
};

/// Streams that each measure is tried on.
const STREAMS: u64 = 24;

fn is_local(provider: ProviderId) -> bool {
    provider.0 >= 2
}

fn between(days: u16, low: u16, high: u16) -> bool {
    low <= days && days <= high
}

/// Conditions on persons, in the grammar and as code.
const PERSONS: [(&str, Keep); 14] = [
    ("population=all", |_| true),
    ("population=new", |v| v.subject.population == Population::New),
    ("population=stock,sex=woman", |v| v.subject.population == Population::Stock && v.subject.sex == Sex::Woman),
    ("registered=[2020-03-30,2020-04-20]", |v| between_days(v, "2020-03-30", "2020-04-20")),
    ("registered=[2020-03-29,2020-03-29],area=[Lidköping,Umeå]", |v| between_days(v, "2020-03-29", "2020-03-29") && v.subject.area.0 < 2),
    ("area=\"Västerås, norr\"", |v| v.subject.area == AreaId(2)),
    ("registration_days=[1,90]", |v| between(v.subject.registration_days, 1, 90)),
    ("registration_days=[91,400],population=stock", |v| {
        between(v.subject.registration_days, 91, 400) && v.subject.population == Population::Stock
    }),
    ("age=[under_25,from_55]", |v| AgeGroup::of(v.subject.age_years.into()) != AgeGroup::From25To54),
    ("age_years=[30,50],sex=man", |v| (30..=50).contains(&v.subject.age_years) && v.subject.sex == Sex::Man),
    ("education=[compulsory,tertiary]", |v| v.subject.education != Education::UpperSecondary),
    ("birth_region=outside_europe,disability=none", |v| {
        v.subject.birth_region == BirthRegion::OutsideEurope && v.subject.disability == Disability::None
    }),
    ("programme=[youth,none]", |v| matches!(v.subject.programme, Programme::Youth | Programme::None)),
    ("sex=woman,education=tertiary,registration_days=[300,900],birth_region=[sweden,europe]", |v| {
        v.subject.sex == Sex::Woman
            && v.subject.education == Education::Tertiary
            && between(v.subject.registration_days, 300, 900)
            && v.subject.birth_region != BirthRegion::OutsideEurope
    }),
];

/// Conditions on level and provider.
const SERVICE: [(&str, Keep); 3] = [
    ("level=a", |v| v.level == Some(Level::A)),
    ("level=[b,c],provider_type=local", |v| matches!(v.level, Some(Level::B | Level::C)) && v.provider.is_some_and(is_local)),
    ("provider_type=[national,other],population=new", |v| {
        v.provider.is_some_and(|provider| !is_local(provider)) && v.subject.population == Population::New
    }),
];

fn between_days(view: &View, low: &str, high: &str) -> bool {
    day(low) <= view.first && view.first <= day(high)
}

/// Dates and other settings, in the grammar.
const SETTINGS: [(FilterKey, &str); 11] = [
    (FilterKey::From, "from=2020-04-25"),
    (FilterKey::To, "to=2020-05-20"),
    (FilterKey::To, "from=2020-04-10,to=2020-06-01"),
    (FilterKey::At, "at=2020-05-05"),
    (FilterKey::Which, "which=first"),
    (FilterKey::Which, "which=last,from=2020-04-10,to=2020-06-01"),
    (FilterKey::Thresholds, "thresholds=2020-05-26"),
    (FilterKey::Basis, "basis=claimed"),
    (FilterKey::Basis, "basis=approved"),
    (FilterKey::Basis, "basis=paid"),
    (FilterKey::Result, "result=second"),
];

fn set_up(naive: &mut Naive<'_>, setting: &'static str) {
    for part in setting.split(',') {
        match part.split_once('=').unwrap() {
            ("from", date) => naive.from = day(date),
            ("to", date) => naive.to = day(date),
            ("at", date) => naive.at = day(date),
            ("which", "first") => naive.which = "first",
            ("which", _) => naive.which = "last",
            ("thresholds", _) => naive.set = Some(set(1, [5.0, 25.0, 45.0, 65.0])),
            ("result", _) => naive.number = Some(1),
            (_, basis) => naive.basis = basis,
        }
    }
}

/// An expression with the naive way to compute it.
struct Case {
    measure: &'static Measure,
    text: String,
    keep: Keep,
    setting: &'static str,
}

fn cases(measure: &'static Measure) -> Vec<Case> {
    let takes = |key| measure.filters.has(key);
    let settings = SETTINGS.iter().filter(|(key, text)| takes(*key) && (!text.contains("from") || takes(FilterKey::From)));
    let settings: Vec<&'static str> = std::iter::once("").chain(settings.map(|(_, text)| *text)).collect();
    let service: &[(&str, Keep)] = if takes(FilterKey::ProviderType) { &SERVICE } else { &[] };
    let mut cases = Vec::new();
    let admits =
        |filters: &str| FilterKey::ALL.iter().all(|key| takes(*key) || !format!(",{filters}").contains(&format!(",{}=", key.name())));
    for (filters, keep) in PERSONS.iter().chain(service).filter(|(filters, _)| admits(filters)) {
        for setting in &settings {
            let n = if takes(FilterKey::N) { "n=2" } else { "" };
            let terms: Vec<&str> = [*filters, setting, n].into_iter().filter(|term| !term.is_empty()).collect();
            let text = format!("{}[{}]", measure.name, terms.join(","));
            cases.push(Case { measure, text, keep: *keep, setting });
        }
    }
    cases
}

/// Values by measure and key.
type Rows = BTreeMap<String, Found>;

fn observed(observer: &mut Observer<'_>, suite: &Suite, stream: &Chunk, chance: &mut Chance) -> Rows {
    observer.reset();
    pieces(stream, chance).iter().for_each(|piece| observer.take(piece));
    let mut rows = Rows::new();
    for row in observer.finish() {
        let column = &suite.columns()[row.column as usize];
        rows.entry(column.measure.clone()).or_default().insert(column.key.clone(), row.value);
    }
    rows
}

fn of(rows: &Rows, expr: &Expr) -> Found {
    rows.get(&expr.text()).cloned().unwrap_or_default()
}

fn same(found: &Found, expected: &Found) -> bool {
    found.len() == expected.len() && found.iter().zip(expected).all(|((a, x), (b, y))| a == b && (x - y).abs() <= 1e-9 * y.abs().max(1.0))
}

#[test]
fn every_measure_equals_its_naive_computation() {
    for market in [None, Some(HABITS)] {
        let mut scenario = scenario();
        scenario.world.market = market;
        measures_equal_their_naive_computation(&scenario);
    }
}

fn measures_equal_their_naive_computation(scenario: &Scenario) {
    let left_out = |name| name == "participant_shares" || (name == "contracts_ended_share" && scenario.world.market.is_none());
    let measured = MEASURES.iter().filter(|measure| matches!(measure.support, Support::Fold { .. }) && !left_out(measure.name));
    let cases: Vec<Case> = measured.flat_map(cases).collect();
    let exprs: Vec<Expr> = cases.iter().map(|case| Expr::parse(&case.text).unwrap()).collect();
    let suite = Suite::new(&exprs, scenario).unwrap_or_else(|faults| panic!("{faults:?}"));
    let mut observer = suite.observer();
    for seed in 0..STREAMS {
        let stream = stream(seed, scenario);
        let rows = observed(&mut observer, &suite, &stream, &mut Chance(seed));
        // Each stream tries every second case.
        for (case, expr) in cases.iter().zip(&exprs).skip(seed as usize % 2).step_by(2) {
            let mut naive = Naive::new(scenario, &stream, case.keep);
            if !case.setting.is_empty() {
                set_up(&mut naive, case.setting);
            }
            let expected = naive.values(case.measure.name);
            let found = of(&rows, expr);
            assert!(same(&found, &expected), "{} on stream {seed}:\n found    {found:?}\n expected {expected:?}", case.text);
        }
    }
}

fn type_of(provider: ProviderId) -> ProviderType {
    [ProviderType::National, ProviderType::Other, ProviderType::Local, ProviderType::Local][provider.index()]
}

type Name = fn(&Subject, Level, ProviderId) -> String;

const COMPOSITIONS: [(&str, Name); 11] = [
    ("sex", |s, _, _| s.sex.name().into()),
    ("population", |s, _, _| s.population.name().into()),
    ("area", |s, _, _| AREAS[s.area.index()].into()),
    ("age", |s, _, _| AgeGroup::of(s.age_years.into()).name().into()),
    ("education", |s, _, _| s.education.name().into()),
    ("programme", |s, _, _| s.programme.name().into()),
    ("registration_time", |s, _, _| RegistrationTime::of(s.registration_days.into()).name().into()),
    ("level", |_, level, _| level.name().into()),
    ("provider_type", |_, _, provider| type_of(provider).name().into()),
    ("rating", |_, _, provider| ["four", "one", "none", "two"][provider.index()].into()),
    ("[area,sex]", |s, _, _| format!("{}/{}", AREAS[s.area.index()], s.sex.name())),
];

#[test]
fn compositions_equal_their_naive_computation_and_sum_to_one() {
    let scenario = scenario();
    let texts: Vec<String> =
        COMPOSITIONS.iter().flat_map(|(by, _)| ["", ",at=2020-05-20"].map(|at| format!("participant_shares[by={by}{at}]"))).collect();
    let exprs: Vec<Expr> = texts.iter().map(|text| Expr::parse(text).unwrap()).collect();
    let suite = Suite::new(&exprs, &scenario).unwrap();
    let mut observer = suite.observer();
    for seed in 0..STREAMS {
        let stream = stream(seed, &scenario);
        let rows = observed(&mut observer, &suite, &stream, &mut Chance(seed));
        let mut naive = Naive::new(&scenario, &stream, |_| true);
        naive.at = day("2020-05-20");
        for (index, expr) in exprs.iter().enumerate() {
            let name = COMPOSITIONS[index / 2].1;
            let expected = if index % 2 == 0 { naive.composition(name) } else { naive.composition_at(name) };
            let mut found = of(&rows, expr);
            found.retain(|_, value| *value > 0.0);
            assert!(same(&found, &expected), "{expr} on stream {seed}: {found:?} {expected:?}");
            assert!(expected.is_empty() || (found.values().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }
}

/// The composition of a group, by persons, level and provider: filters compose with the split.
#[test]
fn compositions_of_a_group_equal_their_naive_computation() {
    let scenario = scenario();
    let filters = "population=stock,registration_days=[1,500],level=[a,b],provider_type=[national,local]";
    let keep: Keep = |view| {
        let provider = view.provider.is_some_and(|provider| matches!(type_of(provider), ProviderType::National | ProviderType::Local));
        let level = matches!(view.level, Some(Level::A | Level::B));
        view.subject.population == Population::Stock && view.subject.registration_days <= 500 && level && provider
    };
    let ends = ["from=2020-04-10,to=2020-06-01", "at=2020-05-20"];
    let text = |(by, _): &(&str, Name), end: &str| format!("participant_shares[by={by},{filters},{end}]");
    let exprs: Vec<Expr> = COMPOSITIONS.iter().flat_map(|case| ends.map(|end| Expr::parse(&text(case, end)).unwrap())).collect();
    let suite = Suite::new(&exprs, &scenario).unwrap();
    let mut observer = suite.observer();
    let mut compared = 0;
    for seed in 0..STREAMS {
        let stream = stream(seed, &scenario);
        let rows = observed(&mut observer, &suite, &stream, &mut Chance(seed));
        let mut naive = Naive::new(&scenario, &stream, keep);
        (naive.from, naive.to, naive.at) = (day("2020-04-10"), day("2020-06-01"), day("2020-05-20"));
        for (index, expr) in exprs.iter().enumerate() {
            let name = COMPOSITIONS[index / 2].1;
            let expected = if index % 2 == 0 { naive.composition(name) } else { naive.composition_at(name) };
            let mut found = of(&rows, expr);
            found.retain(|_, value| *value > 0.0);
            assert!(same(&found, &expected), "{expr} on stream {seed}: {found:?} {expected:?}");
            compared += expected.len();
        }
    }
    assert!(compared > 100);
}

/// A split's category is the same as the filter on that category.
#[test]
fn a_split_is_as_many_filters() {
    let mut scenario = scenario();
    scenario.world.market = Some(HABITS);
    let splits = [("sex", "woman", "woman"), ("area", "\"Västerås, norr\"", "Västerås, norr"), ("population", "new", "new")];
    let split = |measure: &&Measure| measure.filters.has(FilterKey::By) && !measure.composition;
    for measure in MEASURES.iter().filter(|measure| split(measure) || measure.name == "verdict_shares") {
        let asked = |category| FilterKey::from_name(category).is_some_and(|key| measure.filters.has(key));
        for (category, value, key) in splits.into_iter().filter(|(category, ..)| asked(category)) {
            let by = Expr::parse(&format!("{}[by={category}]", measure.name)).unwrap();
            let only = Expr::parse(&format!("{}[{category}={value}]", measure.name)).unwrap();
            let suite = Suite::new(&[by.clone(), only.clone()], &scenario).unwrap();
            let rows = observed(&mut suite.observer(), &suite, &stream(7, &scenario), &mut Chance(7));
            let strip = |full: &String| full.strip_prefix(key).map(|rest| rest.trim_start_matches('/').to_string());
            let split: Found = of(&rows, &by).iter().filter_map(|(full, value)| Some((strip(full)?, *value))).collect();
            let filtered = of(&rows, &only);
            assert!(same(&split, &filtered), "{by}: {split:?} {filtered:?}");
        }
    }
}
