//! Fits: what was put in is found again, and a fit that was stopped goes on to the same result.

use std::fs;
use std::path::Path;

use super::{done, json, place, program, read, troskel};

/// A small world of which two numbers are free; the truth is 0.4 and 6.
pub(super) const FREE: &str = r#"
kind = "scenario"
extends = "minimal"

[run]
replications = 20

[policy.caseworkers]
local_slots_per_day = 10

[[calibration.parameters]]
key = "policy.caseworkers.local_slots_per_day"
scale = "log"
mean = 10
sd = 5
low = 1
high = 60
reason = "anything"

[[calibration.parameters]]
key = "world.tool.mixture.high_mean[1]"
scale = "linear"
mean = 0
sd = 0.5
low = -3
high = 3
reason = "anything"
"#;

const TRUTH: [&str; 2] =
    ["policy.caseworkers.local_slots_per_day=6.0", "world.tool.mixture.high_mean=[[0, 0.4], [200, -0.395], [600, -0.813], [1500, -1.12]]"];

/// What the truth gives, as published facts.
fn evidence(place: &Path) {
    let measures = ["profilings[population=stock]", "mean_score[population=new]:at_1", "yes_share[population=new]"];
    let mut arguments = vec!["run", "minimal", "-n", "40", "--format", "json", "-q", "--seed", "77", "--set", TRUTH[0], "--set", TRUTH[1]];
    measures.iter().for_each(|measure| arguments.extend(["--measure", measure]));
    let run = troskel(place, &arguments);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let found = json(&run.out);
    let mean = |measure: &str, key: &str| {
        let rows = found["measures"].as_array().unwrap();
        rows.iter().find(|row| row["measure"] == measure && row["key"] == key).unwrap_or_else(|| panic!("{measure}"))["mean"]
            .as_f64()
            .unwrap()
    };
    let text = format!(
        "kind = \"evidence\"\n[[fact]]\nid = \"profiled\"\nmeasure = \"profilings\"\npopulation = \"stock\"\npublished = {:?}\ntolerance = 10\n\
         [[fact]]\nid = \"score\"\nmeasure = \"mean_score\"\npopulation = \"new\"\npublished = {{ at_1 = {:?} }}\ntolerance = 0.01\n\
         [[fact]]\nid = \"yes\"\nmeasure = \"yes_share\"\npopulation = \"new\"\npublished = {:?}\ntolerance = 0.02\n",
        mean(measures[0], ""),
        mean("mean_score[population=new]", "at_1"),
        mean(measures[2], "")
    );
    fs::write(place.join("facts.toml"), text).unwrap();
}

fn fit<'a>(place: &Path, out: &'a str, more: &[&'a str]) -> super::Done {
    let command = ["calibrate", "free.toml", "--evidence", "facts.toml", "-o", out, "-q", "--per-trial", "3"];
    done(program(place, &[&command[..], more].concat()).output().unwrap())
}

/// The truth lies within four posterior standard deviations of the fit (of two numbers wrong once in 8,000 if the posterior is right),
/// and the evidence has told most of what there is to know.
#[test]
fn what_was_put_in_is_found_again() {
    let place = place("calibrate");
    fs::write(place.join("free.toml"), FREE).unwrap();
    evidence(&place);
    let found = fit(&place, "fit.toml", &["--generations", "40", "--format", "json"]);
    assert!(matches!(found.code, Some(0 | 4)), "{}", found.err);
    let report = json(&found.out);
    for (parameter, truth) in report["parameters"].as_array().unwrap().iter().zip([6.0, 0.4]) {
        let [value, sd] = ["value", "sd"].map(|key| parameter["posterior"][key].as_f64().unwrap());
        assert!((value - truth).abs() < 4.0 * sd && parameter["told"].as_f64().unwrap() > 0.5, "{value} ({sd}) for {truth}: {parameter}");
    }
    assert!(report["value"].as_f64() < report["start"].as_f64());
    assert_eq!(report, json(&read(place.join("fit.report.json"))));
    // The result is a scenario like any other, and its draws have a line each.
    let check = troskel(&place, &["check", "fit.toml"]);
    assert_eq!(check.code, Some(0), "{}", check.err);
    assert_eq!(read(place.join("fit.draws.csv")).lines().count(), 201);
    let again = fit(&place, "fit.toml", &[]);
    assert!(again.code == Some(2) && again.err.contains("--force"), "{}", again.err);
}

/// A search of three generations that goes on to eight, on two threads, ends where one of eight on one thread does.
#[test]
fn a_fit_that_goes_on_ends_where_a_whole_one_does() {
    let place = place("calibrate-resumed");
    fs::write(place.join("free.toml"), FREE).unwrap();
    evidence(&place);
    let whole = fit(&place, "whole.toml", &["--generations", "8", "--threads", "1"]);
    assert_eq!(whole.code, Some(4), "a search that has not settled: {}", whole.err);
    // So is a head that a kill tore.
    fs::write(place.join("parts.trials.csv"), &read(place.join("whole.trials.csv"))[..40]).unwrap();
    fit(&place, "parts.toml", &["--generations", "3", "--threads", "2"]);
    // A line that a kill tore is left out.
    let trials = read(place.join("parts.trials.csv"));
    fs::write(place.join("parts.trials.csv"), &trials[..trials.len() - 5]).unwrap();
    fit(&place, "parts.toml", &["--generations", "8", "--threads", "2", "--force"]);
    for file in ["toml", "trials.csv", "draws.csv", "report.json"] {
        let [one, other] = ["whole", "parts"].map(|name| read(place.join(format!("{name}.{file}"))));
        assert!(one == other, "{file} differs");
    }
    let other = fit(&place, "whole.toml", &["--generations", "8", "--force", "--seed", "2"]);
    assert!(other.code == Some(1) && other.err.contains("trials of another scenario"), "{}", other.err);
}

#[test]
fn wrong_priors_are_told_all_at_once() {
    let place = place("calibrate-faulty");
    let wrong =
        FREE.replace("sd = 5\nlow = 1", "sd = 5\nlow = 0").replace("high_mean[1]\"", "high_mean[9]\"").replace("high = 60", "high = 8");
    fs::write(place.join("free.toml"), wrong).unwrap();
    let found = troskel(&place, &["check", "free.toml"]);
    assert_eq!(found.code, Some(3));
    for words in ["is no number of this scenario", "does not lie between", "on a log scale 0 cannot be reached"] {
        assert!(found.err.contains(words), "{words}: {}", found.err);
    }
    let none = troskel(&place, &["calibrate", "minimal", "--evidence", "krom-2020", "-o", "x.toml"]);
    assert!(none.code == Some(3) && none.err.contains("marks no number as free"), "{}", none.err);
}

/// The same world with a fit: slots at 10 with half a prior standard deviation, and a number that hangs together with it.
fn fitted() -> String {
    let slots = "high = 60\nreason = \"anything\"\n";
    let first = FREE.replace(slots, &format!("{slots}fitted = 10\nspread = [0.5]\n"));
    first + "fitted = -0.383\nspread = [0.2, 0.4]\n"
}

/// The scores' file of a run, the summary's first lines, and what is drawn.
fn run(place: &Path, out: &str, more: &[&str]) -> (String, String) {
    let command = ["run", "fitted.toml", "-q", "-n", "40", "-o", out];
    let found = troskel(place, &[&command[..], more].concat());
    assert_eq!(found.code, Some(0), "{}", found.err);
    (read(place.join(out).join("replications.csv")), found.out)
}

/// With fitted numbers replications differ by them too, on any number of threads, and the resolved scenario gives the same; fixed, they do
/// not. A number that somebody sets is not drawn.
#[test]
fn replications_draw_fitted_numbers() {
    let place = place("fitted");
    fs::write(place.join("fitted.toml"), fitted()).unwrap();
    let (drawn, summary) = run(&place, "drawn", &["--threads", "1"]);
    assert!(summary.contains("comes from fitted") && summary.contains("from chance in lives"), "{summary}");
    let manifest = json(&read(place.join("drawn/manifest.json")));
    assert_eq!(manifest["drawn_parameters"].as_array().unwrap().len(), 2);
    let again = troskel(&place, &["run", "drawn/scenario.toml", "-q", "-o", "again", "--threads", "2"]);
    assert_eq!((again.code, read(place.join("again/replications.csv"))), (Some(0), drawn.clone()), "{}", again.err);
    let (fixed, summary) = run(&place, "fixed", &["--fixed-parameters"]);
    assert!(fixed != drawn && summary.contains("chance alone"), "{summary}");
    fs::write(place.join("fitted.toml"), FREE).unwrap();
    assert_eq!(run(&place, "free", &[]).0, fixed, "what is fixed is the scenario with the fitted values");
    fs::write(place.join("fitted.toml"), fitted()).unwrap();
    let told = troskel(&place, &["run", "fitted.toml", "-n", "1", "-o", "told", "--set", "policy.caseworkers.local_slots_per_day=12"]);
    assert!(told.err.contains("not drawn, having another value"), "{}", told.err);
    // With both set nothing is drawn, which is said too.
    let both = ["policy.caseworkers.local_slots_per_day=12", "world.tool.mixture.high_mean=[[0, 0.1], [1500, -0.9]]"];
    let told = troskel(&place, &["run", "fitted.toml", "-n", "1", "-o", "both", "--set", both[0], "--set", both[1]]);
    assert!(told.err.contains("high_mean[1]`") && told.out.contains("chance alone"), "{} {}", told.err, told.out);
    run(&place, "set", &["--set", "policy.caseworkers.local_slots_per_day=12"]);
    let manifest = json(&read(place.join("set/manifest.json")));
    assert_eq!(manifest["drawn_parameters"], serde_json::json!(["world.tool.mixture.high_mean[1]"]));
}

/// Slots drawn with half of a prior standard deviation of 0.5 on the log scale move profilings of the stock, which are limited by slots
/// alone: their spread is mostly the parameters'. In 40 replications (seed 1) a share's standard error is at most 0.12.
#[test]
fn the_spread_is_split() {
    let place = place("spread");
    fs::write(place.join("fitted.toml"), fitted()).unwrap();
    run(&place, "drawn", &["--measure", "profilings[population=stock]"]);
    let text = read(place.join("drawn/spread.csv"));
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let of = |record: &csv::StringRecord| [4, 5, 6].map(|column: usize| record[column].parse::<f64>().unwrap());
    let shares: Vec<(String, [f64; 3])> = rows.records().map(|row| row.unwrap()).map(|row| (row[0].to_string(), of(&row))).collect();
    for (measure, shares) in &shares {
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9 && shares.iter().all(|share| *share >= 0.0), "{measure} {shares:?}");
    }
    let found = |measure: &str| shares.iter().find(|(name, _)| name == measure).unwrap().1;
    assert!(found("profilings[population=stock]")[0] > 0.7, "{:?}", found("profilings[population=stock]"));
    let persons = shares.iter().find(|(name, shares)| name.starts_with("persons") && shares[1] > 0.0).unwrap();
    assert!(persons.1[1] > 0.8, "persons who come are those who register: {persons:?}");
}

/// Common luck holds for drawn numbers too: with the same draws in base and variant the difference is told better than by independent runs, and
/// nobody's life differs before the rules do.
#[test]
fn base_and_variant_draw_the_same_numbers() {
    let place = place("fitted-compare");
    fs::write(place.join("fitted.toml"), fitted()).unwrap();
    let found = troskel(&place, &["compare", "fitted.toml", "--set", "policy.service.periods=1", "-n", "20", "--format", "json", "-q"]);
    assert_eq!(found.code, Some(0), "{}", found.err);
    let value = json(&found.out);
    let rows = value["variants"][0]["measures"].as_array().unwrap();
    let row = |name: &str| rows.iter().find(|row| row["measure"] == name && row["key"] == "").unwrap();
    assert_eq!(row("started")["difference"], 0.0, "who starts does not hang on the length of the service");
    let told = troskel(&place, &["compare", "fitted.toml", "--set", "policy.service.periods=1", "-n", "2", "-q", "-o", "told"]);
    assert!(told.out.contains("fitted numbers drawn"), "{}", told.out);
    let mixed = troskel(&place, &["compare", "fitted.toml", "--set", "run.fixed_parameters=true", "-n", "4", "-q"]);
    assert!(mixed.code == Some(3) && mixed.err.contains("fixed_parameters"), "{:?} {}", mixed.code, mixed.err);
}

/// The story of a person is that of the replication with its own numbers, and faults of a fit are told at once.
#[test]
fn stories_and_faults_go_by_the_fit() {
    let place = place("fitted-faulty");
    fs::write(place.join("fitted.toml"), fitted()).unwrap();
    let stories = [&["--fixed-parameters"][..], &[]].map(|more| {
        let command = ["list", "fitted.toml", "--persons", "profiled", "--replication", "3"];
        troskel(&place, &[&command[..], more].concat()).out
    });
    assert!(stories[0] != stories[1] && stories[0].contains("--fixed-parameters"), "{stories:?}");
    let wrong = fitted().replace("spread = [0.2, 0.4]", "spread = [0.2]").replace("fitted = 10\n", "");
    fs::write(place.join("wrong.toml"), wrong).unwrap();
    let found = troskel(&place, &["check", "wrong.toml"]);
    assert_eq!(found.code, Some(3));
    for words in ["has a row of 1 numbers", "some parameters are fitted and this one is not"] {
        assert!(found.err.contains(words), "{words}: {}", found.err);
    }
    let narrow = fitted().replace("low = 1\nhigh = 60", "low = 9.99\nhigh = 10.01");
    fs::write(place.join("narrow.toml"), narrow).unwrap();
    let found = troskel(&place, &["check", "narrow.toml"]);
    assert!(found.code == Some(3) && found.err.contains("leave the bounds"), "{:?} {}", found.code, found.err);
}

/// Each fact of the small world is foretold by a fit without it, with a band; and the ledger says what each assumption does.
#[test]
fn facts_are_foretold_when_left_out() {
    let place = place("calibrate-held-out");
    fs::write(place.join("free.toml"), FREE).unwrap();
    evidence(&place);
    let found = fit(&place, "fit.toml", &["--generations", "25", "--format", "json"]);
    assert!(matches!(found.code, Some(0 | 4)), "{}", found.err);
    let report = json(&found.out);
    let groups = report["held_out"].as_array().unwrap();
    let names: Vec<&str> = groups.iter().map(|group| group["left_out"].as_str().unwrap()).collect();
    assert_eq!(names, ["profiled.*", "score.*", "yes.*"]);
    for group in groups {
        let figure = &group["figures"][0];
        let [published, mean, sd] = ["published", "mean", "sd"].map(|key| figure[key].as_f64().unwrap());
        // The world that made the facts is the model's own: four standard deviations hold them, wrong once in 16,000.
        assert!((mean - published).abs() < 4.0 * sd && sd > 0.0, "{figure}");
        // Without its own fact a figure is less sure than print and chance alone would have it.
        let tolerance = figure["tolerance"].as_f64().unwrap();
        assert!(sd > tolerance / 2.0, "{figure}");
    }
    assert_eq!(report["held_out_tables"]["figures"].as_array().unwrap().len(), 3);
    let text = fit(&place, "again.toml", &["--generations", "2"]).out;
    assert!(text.contains("Each left out of the fit in turn") && text.contains("all tables"), "{text}");
}

/// The page of a validation has every figure, and prior and posterior of a fitted scenario side by side.
#[test]
fn a_validation_has_a_page() {
    let place = place("validate-page");
    fs::write(place.join("fitted.toml"), fitted()).unwrap();
    evidence(&place);
    let found = troskel(&place, &["validate", "fitted.toml", "--evidence", "facts.toml", "-n", "10", "-q", "-o", "checked"]);
    assert_eq!(found.code, Some(0), "{}", found.err);
    assert!(found.out.contains("by fitted parameters"), "{}", found.out);
    let page = read(place.join("checked/validation.html"));
    for text in [
        "of 3 facts agree",
        "Prior and posterior",
        "policy.caseworkers.local_slots_per_day",
        "chance and by fitted parameters",
        "score: at_1",
    ] {
        assert!(page.contains(text), "no {text:?} in {page}");
    }
    for file in ["validation.svg", "prior-and-posterior.svg", "validation.csv", "validation.json"] {
        assert!(place.join("checked").join(file).exists(), "{file}");
    }
}

/// On a small world the ends of a range are run on the same luck, and what is known worst and matters most comes first.
#[test]
fn the_ledger_is_measured() {
    let place = place("assumptions");
    let found = troskel(&place, &["list", "minimal", "--assumptions", "-n", "1", "-o", "effects.csv"]);
    assert_eq!(found.code, Some(0), "{}", found.err);
    assert!(found.out.contains("policy.caseworkers.local_slots_per_day") && found.out.contains("not tried: "), "{}", found.out);
    let text = read(place.join("effects.csv"));
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let of = |key: &str| rows.iter().find(|row| &row[0] == key).unwrap_or_else(|| panic!("no {key} in {text}"));
    // From 140 to 280 slots a day in a world that has 8: far more starts at both ends.
    let number = |key: &str, column: usize| of(key)[column].parse::<f64>().unwrap();
    assert!(
        number("policy.caseworkers.local_slots_per_day", 5) > 1.0 && number("policy.caseworkers.local_slots_per_day", 6) > 1.0,
        "{text}"
    );
    // Public cost touches nothing that happens.
    assert!((3..9).all(|column| number("world.public_cost.insurance_sek", column) == 0.0), "{text}");
    assert!(rows.len() > 60, "{} rows", rows.len());
}
