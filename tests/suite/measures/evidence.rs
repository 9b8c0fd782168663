//! Evidence files: what is a fault, what is unsupported, and when a figure is within its tolerance.

use super::streams::{scenario, stream};
use troskel::journal::Reader;
use troskel::measure::comparison::{agreement, compare};
use troskel::measure::evidence::{Fact, read};
use troskel::measure::{Expr, Fault, FaultKind, Latent, Suite, Table};

fn facts(body: &str) -> Result<Vec<Fact>, Vec<Fault>> {
    read(&format!("kind = \"evidence\"\n{body}"), &scenario(), None)
}

fn fact(lines: &str) -> String {
    format!("[[fact]]\nid = \"one\"\ntolerance = 1\n{lines}\n")
}

fn table(facts: &[Fact]) -> Table {
    let exprs: Vec<Expr> = facts.iter().flat_map(Fact::exprs).cloned().collect();
    let suite = Suite::new(&exprs, &scenario()).unwrap();
    let mut table = Table::new(&suite);
    let mut observer = suite.observer();
    for number in 1..=2 {
        observer.reset();
        observer.take(&stream(4, &scenario()));
        table.push(number, observer.finish());
    }
    table
}

#[test]
fn faults_stop_everything() {
    let refused = [
        fact("measure = \"started\""),
        fact("measure = \"started\"\npublished = \"many\""),
        fact("published = 3"),
        fact("measure = \"yes_share\"\npublished = 1.5"),
        fact("measure = \"verdict_shares\"\npublished = { too_far = -0.1 }"),
        fact("measure = \"started\"\npublished = 3").replace("tolerance = 1", "tolerance = -1"),
        fact("measure = \"started\"\npublished = 3").repeat(2),
        fact("measure = \"started\"\npublished = 3").replace("id = \"one\"\n", ""),
        "[[facts]]\n".to_string(),
        "[fact]\nid = 3\n".to_string(),
        "this is no TOML".to_string(),
    ];
    for body in refused {
        assert_eq!(facts(&body).map_err(|faults| faults[0].kind).err(), Some(FaultKind::Syntax), "{body}");
    }
    assert!(read("", &scenario(), None).is_err());
    let both = facts(&(fact("measure = \"started\"") + &fact("measure = \"yes_share\"\npublished = 2"))).unwrap_err();
    assert_eq!(both.len(), 3, "{both:?}");
}

#[test]
fn what_cannot_be_computed_is_unsupported() {
    let unsupported = [
        ("measure = \"startd\"\npublished = 3", FaultKind::UnknownMeasure),
        ("measure = \"started\"\npopulaton = \"new\"\npublished = 3", FaultKind::UnknownFilter),
        ("measure = \"started\"\npopulation = \"old\"\npublished = 3", FaultKind::Value),
        ("measure = \"started\"\narea = \"Malmö\"\npublished = 3", FaultKind::Value),
        ("measure = \"started\"\nto = 2021-01-01\npublished = 3", FaultKind::OutsideRun),
        ("measure = \"verdict_shares\"\npublished = { to_far = 0.1 }", FaultKind::UnknownKey),
        ("measure = \"verdict_shares\"\npublished = 0.1", FaultKind::UnknownKey),
        ("measure = \"contracts_ended_share\"\npublished = 0.1", FaultKind::NotInScenario),
        ("measure = \"actual_job_chance\"\npublished = { at_1 = 0.4 }", FaultKind::UnsupportedMeasure),
    ];
    for (lines, kind) in unsupported {
        let found = facts(&fact(lines)).unwrap();
        assert_eq!(found[0].unsupported.first().map(|fault| fault.kind), Some(kind), "{lines}");
        assert_eq!((found[0].line, found[0].exprs().count()), (2, 0));
        let agreement = agreement(&found, &compare(&found, &table(&[])));
        assert_eq!((agreement.within, agreement.of, agreement.unsupported), (0, 1, vec!["one".to_string()]));
    }
}

/// A share of 0.4 whatever the time.
struct Flat;

impl Latent for Flat {
    fn job_chance_at(&self, _: f64) -> Option<f64> {
        Some(0.4)
    }
}

#[test]
fn the_latent_process_can_be_supplied() {
    let expr = Expr::parse("actual_job_chance:at_700").unwrap();
    let suite = Suite::with_latent(std::slice::from_ref(&expr), &scenario(), Some(&Flat)).unwrap();
    let rows = suite.observer().finish();
    assert_eq!((rows.len(), suite.column(&expr), rows[0].value), (1, Some(0), 0.4));
}

#[test]
fn errors_are_in_tolerances_and_zero_tolerance_is_exact() {
    let one = fact("measure = \"started\"\npublished = 0");
    let counted = table(&facts(&one).unwrap()).statistics()[0].1.mean;
    let at = |published: f64, tolerance: f64| {
        let body =
            one.replace("published = 0", &format!("published = {published}")).replace("tolerance = 1", &format!("tolerance = {tolerance}"));
        let facts = facts(&body).unwrap();
        let rows = compare(&facts, &table(&facts));
        (rows[0].error, rows[0].within, agreement(&facts, &rows).within)
    };
    assert!(counted > 3.0);
    assert_eq!(at(counted - 2.0, 1.0), (Some(2.0), false, 0));
    assert_eq!(at(counted + 2.0, 2.0), (Some(-1.0), true, 1));
    assert_eq!(at(counted, 0.0), (Some(0.0), true, 1));
    assert_eq!(at(counted + 1.0, 0.0), (None, false, 0));
}

#[test]
fn complete_shares_are_normalised_and_others_are_not() {
    let lines = [
        ("published = { too_near = 0.5, level_a = 0.2, level_b = 0.1, level_c = 0.1, too_far = 0.11 }", 1.01),
        ("published = { too_near = 0.5, level_a = 0.2, level_b = 0.1, level_c = 0.1, too_far = 0.2 }", 1.0),
        ("published = { too_near = 0.5, level_a = 0.5 }", 1.0),
    ];
    for (published, divisor) in lines {
        let facts = facts(&fact(&format!("measure = \"verdict_shares\"\n{published}"))).unwrap();
        let rows = compare(&facts, &table(&facts));
        assert!((rows[0].target - 0.5 / divisor).abs() < 1e-12, "{published}");
        assert_eq!((rows[0].key.as_str(), rows[0].published), ("too_near", 0.5));
    }
}

/// `level_a` names a level of a split as it names one of a verdict.
#[test]
fn levels_may_be_written_as_in_verdicts() {
    let facts =
        facts(&fact("measure = \"participant_shares\"\nby = \"level\"\npublished = { level_a = 0.2, level_b = 0.3, level_c = 0.5 }"))
            .unwrap();
    assert!(facts[0].is_supported() && facts[0].complete);
    assert!(compare(&facts, &table(&facts)).iter().all(|row| row.mean.is_some()));
}

/// The pilot's file, on a run of the pilot's dates: only what needs the latent process is missing.
#[test]
fn the_published_facts_of_the_pilot_are_supported() {
    let mut pilot = scenario();
    pilot.run.to = super::streams::day("2020-12-31");
    let mut steps: Vec<_> = pilot.policy.thresholds.steps().to_vec();
    steps.push((super::streams::day("2020-12-08"), steps[1].1.clone()));
    pilot.policy.thresholds = troskel::engine::curve::Dated::new(steps).unwrap();
    let text = include_str!("../../../scenarios/evidence/krom-2020.toml");
    let facts = read(text, &pilot, None).unwrap_or_else(|faults| panic!("{faults:?}"));
    let unsupported: Vec<&str> = facts.iter().filter(|fact| !fact.is_supported()).map(|fact| fact.id.as_str()).collect();
    assert_eq!((facts.len(), unsupported), (40, vec!["job_chance.actual"]));
    assert!(read(text, &pilot, Some(&Flat)).unwrap().iter().all(Fact::is_supported));
    let later = read(include_str!("../../../scenarios/evidence/rom2-2025-02.toml"), &pilot, None).unwrap();
    let supported: Vec<&str> = later.iter().filter(|fact| fact.is_supported()).map(|fact| fact.id.as_str()).collect();
    assert_eq!(supported, ["rom2.no_active_choice"]);
}
