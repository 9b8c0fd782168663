//! The grammar of measures: what is read, what is written back, what is said about what cannot be read.

use super::streams::scenario;
use troskel::measure::{Expr, Fault, FaultKind, MEASURES, Suite, standard};

fn faults(text: &str) -> Vec<Fault> {
    match Expr::parse(text) {
        Err(faults) => faults,
        Ok(expr) => Suite::new(&[expr], &scenario()).err().unwrap_or_else(|| panic!("{text} is right")),
    }
}

fn kinds(text: &str) -> Vec<FaultKind> {
    faults(text).iter().map(|fault| fault.kind).collect()
}

#[test]
fn the_canonical_text_parses_back() {
    let texts = [
        ("started[population=new,level=a,to=2020-11-30]", "started[population=new,level=a,to=2020-11-30]"),
        (" started [ population = new , level=[ a , b ] ] ", "started[population=new,level=[a,b]]"),
        (
            "verdict_shares[thresholds=2020-05-26,registration_days=[91,400]]:too_far",
            "verdict_shares[thresholds=2020-05-26,registration_days=[91,400]]:too_far",
        ),
        ("participants:2020-05-31", "participants:2020-05-31"),
        ("inflow[area=\"Västerås, norr\"]", "inflow[area=\"Västerås, norr\"]"),
        ("inflow[area=\"Umeå\"]", "inflow[area=Umeå]"),
        ("inflow[area=[Stockholm Mitt]]", "inflow[area=Stockholm Mitt]"),
        ("started[]", "started"),
        ("verdict_shares[by=area]:Umeå/level_a", "verdict_shares[by=area]:Umeå/level_a"),
    ];
    for (text, canonical) in texts {
        let expr = Expr::parse(text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
        assert_eq!(expr.to_string(), canonical);
        assert_eq!(Expr::parse(canonical).unwrap(), expr);
    }
}

#[test]
fn standard_measures_compile_and_parse_back() {
    let exprs = standard::standard(&scenario());
    exprs.iter().for_each(|expr| assert_eq!(Expr::parse(&expr.to_string()).unwrap(), *expr));
    let suite = Suite::new(&exprs, &scenario()).unwrap_or_else(|faults| panic!("{faults:?}"));
    assert!(suite.columns().is_sorted_by_key(|column| (&column.measure, &column.key)));
    assert!(exprs.iter().filter(|expr| expr.key.is_some()).all(|expr| suite.column(expr).is_some()));
}

#[test]
fn all_faults_come_at_once_with_place_and_suggestion() {
    let text = "started[populaton=new,level=d,which=first,to=2020-13-01]";
    let found = faults(text);
    let words: Vec<&str> = found.iter().map(|fault| &text[fault.at.clone()]).collect();
    assert_eq!(words, ["populaton", "d", "which", "2020-13-01"]);
    assert_eq!(found[0].suggestion.as_deref(), Some("population"));
    assert!(found[1].message.contains("known: a, b, c"));
    assert!(found[2].message.contains("takes no filter `which`; it takes: population, registered, from, to"));
}

#[test]
fn what_is_unknown_is_named() {
    assert_eq!(faults("startd[level=a]")[0].suggestion.as_deref(), Some("started"));
    assert_eq!(kinds("startd[levl=a]"), [FaultKind::UnknownMeasure, FaultKind::UnknownFilter]);
    assert_eq!(faults("started[area=[Umea]]")[0].suggestion.as_deref(), Some("Umeå"));
    assert_eq!(faults("verdict_shares:too_fer")[0].suggestion.as_deref(), Some("too_far"));
    assert_eq!(kinds("mean_score:day_7"), [FaultKind::UnknownKey]);
    assert_eq!(kinds("started[to=2021-01-01]"), [FaultKind::OutsideRun]);
    assert_eq!(kinds("participants:2021-01-01"), [FaultKind::OutsideRun]);
    assert_eq!(kinds("persons[registered=[2020-03-29,2020-04-01]]:x"), [FaultKind::UnknownKey]);
    assert_eq!(kinds("yes_share[thresholds=2020-01-01]"), [FaultKind::NotInScenario]);
    assert_eq!(kinds("contracts_ended_share"), [FaultKind::NotInScenario]);
    assert_eq!(kinds("cost_per_additional_job"), [FaultKind::UnsupportedMeasure]);
    assert_eq!(kinds("contracts[by=level]"), [FaultKind::Value]);
    assert_eq!(kinds("actual_job_chance"), [FaultKind::UnsupportedMeasure]);
    assert_eq!(kinds("inflow[by=level]"), [FaultKind::Value]);
    assert_eq!(kinds("provider_profit[by=sex]"), [FaultKind::Value]);
    assert_eq!(kinds("started[by=[level,sex,level,level]]"), [FaultKind::Value]);
    assert!(faults("started[by=[level,level]]")[0].message.contains("`level` is given twice"));
    assert_eq!(kinds("participant_shares"), [FaultKind::UnknownFilter]);
    assert_eq!(kinds("participant_shares[by=sex,at=2020-05-01,from=2020-04-01]"), [FaultKind::FilterNotTaken]);
    assert_eq!(kinds("started[from=2020-06-01,to=2020-04-01]"), [FaultKind::Value]);
}

#[test]
fn what_is_no_expression_is_refused() {
    for text in [
        "",
        "[level=a]",
        "started[",
        "started[level",
        "started[level=",
        "started[level=a",
        "started[level=[a]",
        "started]",
        "started[level=a]x",
    ] {
        assert_eq!(kinds(text), [FaultKind::Syntax], "{text}");
    }
    assert_eq!(kinds("started[level=a,level=b]"), [FaultKind::Syntax]);
}

#[test]
fn a_key_keeps_one_value() {
    let keys = |texts: &[&str]| {
        let exprs: Vec<Expr> = texts.iter().map(|text| Expr::parse(text).unwrap()).collect();
        let suite = Suite::new(&exprs, &scenario()).unwrap();
        suite.columns().iter().map(|column| column.key.clone()).collect::<Vec<_>>()
    };
    assert_eq!(keys(&["verdict_shares:too_far"]), ["too_far"]);
    assert_eq!(keys(&["mean_score:at_7", "mean_score:at_12"]), ["at_12", "at_7"]);
    assert_eq!(keys(&["profiled_by_day:day_3", "profiled_by_day"]).len(), 14);
    assert_eq!(keys(&["started[by=level]:level_b"]), ["b"]);
    assert_eq!(keys(&["result_share[by=level]:level_b/level_b"]), ["b/level_b"]);
    assert_eq!(keys(&["participants[by=sex]:woman/2020-05-31"]), ["woman/2020-05-31"]);
    assert_eq!(keys(&["verdict_shares[by=[area,sex]]:Umeå/man/level_a"]), ["Umeå/man/level_a"]);
}

#[test]
fn names_in_the_table_are_unique_and_lower_case() {
    let mut names: Vec<&str> = MEASURES.iter().map(|measure| measure.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), MEASURES.len());
    assert!(names.iter().all(|name| name.chars().all(|sign| sign.is_ascii_lowercase() || sign == '_')));
}
