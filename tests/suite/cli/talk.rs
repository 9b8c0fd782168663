//! What is said where: results on standard output, everything else on standard error.

use std::io::Read;
use std::process::Stdio;

use super::{TINY, json, place, program, run, troskel};

const RUN_KEYS: [&str; 5] = ["scenario", "seed", "replications", "seconds", "measures"];
const MEASURE_KEYS: [&str; 9] = ["measure", "key", "unit", "mean", "se", "sd", "p05", "p50", "p95"];

fn keys(value: &serde_json::Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn json_has_the_documented_keys_and_nothing_else_is_printed() {
    let place = place("json");
    let done = run(&place, &["-n", "2", "--seed", "7", "--format", "json", "--measure", "started[level=a,to=2020-05-15]"]);
    let answer = json(&done.out);
    assert_eq!(keys(&answer), RUN_KEYS);
    assert_eq!(
        (answer["scenario"].as_str(), answer["seed"].as_u64(), answer["replications"].as_u64()),
        (Some("minimal"), Some(7), Some(2))
    );
    let measures = answer["measures"].as_array().unwrap();
    assert!(measures.iter().all(|measure| keys(measure) == MEASURE_KEYS));
    assert!(measures.iter().any(|measure| measure["measure"] == "started[level=a,to=2020-05-15]"), "the measure asked for is there");
    let csv = super::read(place.join("outputs/minimal/measures.csv"));
    assert_eq!(measures.len(), csv.lines().count() - 1, "the same rows as measures.csv");
}

#[test]
fn one_replication_has_no_error_of_its_mean() {
    let answer = json(&run(&place("json-one"), &["-n", "1", "--format", "json"]).out);
    assert!(answer["measures"].as_array().unwrap().iter().all(|measure| measure["se"].is_null() && measure["sd"].is_null()));
}

#[test]
fn quiet_is_silent_on_standard_error() {
    let place = place("quiet");
    std::fs::create_dir_all(place.join("outputs/minimal.partial-4194304000")).unwrap();
    let warned = ["--set", "policy.preprofiling.date=2021-06-01"];
    assert!(run(&place, &[&["-n", "1"], &warned[..]].concat()).err.contains("outside the run"));
    let done = run(&place, &[&["-n", "1", "-q"], &warned[..]].concat());
    assert_eq!(done.err, "");
    assert!(done.out.contains("Files: "));
}

#[test]
fn the_summary_fits_a_small_terminal_and_has_no_colours_off_one() {
    let place = place("summary");
    let cases = [
        troskel(&place, &["run", "minimal", "-n", "2", "-o", "a"]),
        troskel(&place, &["run", "-n", "2", "-o", "b"]),
        run(&place, &["-n", "1"]),
    ];
    for done in cases {
        assert_eq!(done.code, Some(0), "{}", done.err);
        assert!(done.out.lines().count() <= 40, "{} lines:\n{}", done.out.lines().count(), done.out);
        for line in done.out.lines() {
            assert!(line.chars().count() <= 80, "{} columns: {line}", line.chars().count());
        }
        assert!(!done.out.contains('\u{1b}') && !done.err.contains('\u{1b}'));
    }
}

#[test]
fn the_summary_has_the_measures_asked_for() {
    let place = place("asked");
    let done = run(&place, &["-n", "2", "--measure", "jobs", "--measure", "verdict_shares[which=last]:too_far"]);
    for row in ["Measures asked for", "jobs ", "jobs:full_time ", "verdict_shares[which=last]:too_far"] {
        assert!(done.out.contains(&format!("\n{row}")), "{row}: {}", done.out);
    }
    assert!(!done.out.contains("verdict_shares[which=last]:too_near"), "{}", done.out);
    assert!(!run(&place, &["-n", "1"]).out.contains("asked for"));
}

#[test]
fn no_color_is_respected() {
    let place = place("no-color");
    for arguments in [&["check", "nowhere.toml"][..], &["--help"], &["rnu"]] {
        let output = program(&place, arguments).env("NO_COLOR", "1").output().unwrap();
        assert!(![output.stdout, output.stderr].concat().contains(&0x1b), "{arguments:?}");
    }
}

/// `troskel ... | head -1`: the reader has gone away before the first line is written, or after it.
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let place = place("pipe");
    let tiny = [&["run", "minimal", "-n", "1", "-q"], &TINY[..]].concat();
    for arguments in [&tiny[..], &["list"], &["explain", "--order"], &["schema"]] {
        let mut child = program(&place, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""), "{arguments:?}");
    }
    assert!(place.join("outputs/minimal/manifest.json").exists(), "the results are there all the same");
}
