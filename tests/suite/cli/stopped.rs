//! Runs that do not end as planned: signals, kills and full disks.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{Done, TINY, done, json, listing, names, place, program, read, run};

/// Starts a run that would take hours, and waits until it has worked for a while: replications are then finished.
fn long_run(place: &Path, more: &[&str]) -> Child {
    started(place, &[&["run", "minimal", "-n", "1000000", "--threads", "2"], &TINY[..], more].concat())
}

/// Starts a command, and waits until it has worked for a while.
fn started(place: &Path, arguments: &[&str]) -> Child {
    let mut child = program(place, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let since = Instant::now();
    while !(partial(&place.join("outputs")).is_some() && ticks(child.id()) >= 60) {
        assert!(child.try_wait().unwrap().is_none() && since.elapsed() < Duration::from_secs(120), "the run does not run");
        std::thread::sleep(Duration::from_millis(10));
    }
    child
}

/// Time that a process has computed, in clock ticks (hundredths of a second).
fn ticks(process: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum()
}

/// The partial folder in a folder, if there is one.
fn partial(folder: &Path) -> Option<String> {
    names(folder).into_iter().find(|name| name.contains(".partial-"))
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

fn stopped(place: &Path, name: &str, more: &[&str]) -> Done {
    let child = long_run(place, more);
    signal(&child, name);
    done(child.wait_with_output().unwrap())
}

/// What is kept of a comparison are the replications that are finished in base and variant alike.
#[test]
fn an_interrupted_comparison_keeps_what_is_finished_in_all_scenarios() {
    let place = place("interrupted-comparison");
    let set = ["compare", "minimal", "-n", "1000000", "--threads", "2", "-q", "--set", "policy.service.periods=1"];
    let child = started(&place, &set);
    signal(&child, "-INT");
    let done = done(child.wait_with_output().unwrap());
    assert_eq!(done.code, Some(130), "{}", done.err);
    let folder = place.join("outputs/compare-minimal-interrupted");
    let finished = json(&read(folder.join("manifest.json")))["replications_done"].as_u64().unwrap();
    let rows = read(folder.join("replications.csv"));
    for scenario in ["minimal", "policy.service.periods=1"] {
        let own = rows.lines().filter(|line| line.starts_with(&format!("{scenario},")) && line.contains(",started,,")).count();
        assert_eq!(own as u64, finished, "{scenario}");
    }
}

#[test]
fn an_interrupted_run_keeps_what_is_finished_and_touches_nothing_else() {
    for (name, quiet) in [("-INT", false), ("-TERM", true)] {
        let place = place(&format!("interrupted{name}"));
        run(&place, &["-n", "1"]);
        let before = listing(&place);
        let done = stopped(&place, name, if quiet { &["-q"] } else { &[] });
        assert_eq!(done.code, Some(130), "{name}: {}", done.err);
        assert_eq!(done.err.contains("stopping after the replications under way"), !quiet, "{name}: {}", done.err);
        assert!(done.out.contains("outputs/minimal-interrupted"), "{name}: {}", done.out);

        let folder = place.join("outputs/minimal-interrupted");
        let manifest = json(&read(folder.join("manifest.json")));
        let finished = manifest["replications_done"].as_u64().unwrap();
        assert!(
            manifest["interrupted"] == true && manifest["replications"] == 1_000_000 && (1..1_000_000).contains(&finished),
            "{manifest}"
        );
        let mut now = listing(&place);
        now.retain(|file, _| !file.starts_with("outputs/minimal-interrupted/"));
        assert!(now == before && partial(&place.join("outputs")).is_none(), "{name}");

        run(&place, &["-n", &finished.to_string(), "-o", "whole"]);
        for file in ["replications.csv", "measures.csv", "series.parquet"] {
            assert!(fs::read(folder.join(file)).unwrap() == fs::read(place.join("whole").join(file)).unwrap(), "{name}: {file}");
        }
    }
}

/// Starts a command, waits until it has computed for a while, and stops it.
fn stopped_after(place: &Path, arguments: &[&str], least: u64) -> Done {
    let mut child = program(place, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let since = Instant::now();
    while ticks(child.id()) < least {
        assert!(child.try_wait().unwrap().is_none() && since.elapsed() < Duration::from_secs(120), "{arguments:?} does not run");
        std::thread::sleep(Duration::from_millis(10));
    }
    signal(&child, "-INT");
    done(child.wait_with_output().unwrap())
}

#[test]
fn an_interrupted_validation_keeps_and_tells_what_is_finished() {
    let place = place("interrupted-validation");
    let fact = "[[fact]]\nid = \"persons\"\nmeasure = \"persons\"\npopulation = \"stock\"\npublished = 100\ntolerance = 1\n";
    fs::write(place.join("facts.toml"), format!("kind = \"evidence\"\n{fact}")).unwrap();
    let command = ["validate", "minimal", "--set", "world.stock.persons=100", "--evidence", "facts.toml", "-n", "1000000", "-o", "out"];
    let done = stopped_after(&place, &command, 100);
    assert_eq!(done.code, Some(130), "{}", done.err);
    assert!(done.out.contains("1 of 1 facts agree") && done.out.contains("of 1000000, when it was stopped"), "{}", done.out);
    assert!(done.err.contains("they are in out-interrupted"), "{}", done.err);
    let manifest = json(&read(place.join("out-interrupted/manifest.json")));
    assert!(manifest["interrupted"] == true && read(place.join("out-interrupted/validation.csv")).contains("persons,,persons,100"));
    assert_eq!(names(&place), ["facts.toml", "out-interrupted"]);
}

#[test]
fn a_fit_that_is_stopped_before_its_first_trial_says_so() {
    let place = place("interrupted-fit");
    fs::write(place.join("free.toml"), super::calibrated::FREE.replace("replications = 20", "replications = 100000")).unwrap();
    let fact = "[[fact]]\nid = \"persons\"\nmeasure = \"persons\"\npublished = 100\ntolerance = 1\n";
    fs::write(place.join("facts.toml"), format!("kind = \"evidence\"\n{fact}")).unwrap();
    let done = stopped_after(&place, &["calibrate", "free.toml", "--evidence", "facts.toml", "-o", "fit.toml"], 60);
    assert_eq!(done.code, Some(130), "{}", done.err);
    assert!(done.err.contains("no trial has been made") && !done.err.contains("are kept"), "{}", done.err);
    assert_eq!(names(&place), ["facts.toml", "free.toml"]);
}

/// The ledger stops between two assumptions, and keeps those that are measured beside an older file.
#[test]
fn an_interrupted_ledger_keeps_what_is_measured() {
    let place = place("interrupted-ledger");
    fs::write(place.join("effects.csv"), "mine").unwrap();
    let command = ["list", "minimal", "--assumptions", "-o", "effects.csv", "--threads", "1", "-n", "200"];
    let done = stopped_after(&place, &[&command, &TINY[..]].concat(), 400);
    assert_eq!(done.code, Some(130), "{}", done.err);
    assert!(done.err.contains("effects-interrupted.csv") && read(place.join("effects.csv")) == "mine", "{}", done.err);
    let rows = read(place.join("effects-interrupted.csv")).lines().count() - 1;
    assert!(rows > 0 && done.err.contains(&format!("stopped when {rows} of ")), "{rows}: {}", done.err);
}

#[test]
fn a_second_interruption_has_a_folder_of_its_own() {
    let place = place("interrupted-twice");
    for _ in 0..2 {
        assert_eq!(stopped(&place, "-INT", &[]).code, Some(130));
    }
    assert_eq!(names(&place.join("outputs")), ["minimal-interrupted", "minimal-interrupted-2"]);
}

#[test]
fn a_kill_leaves_at_most_a_partial_folder_which_the_next_run_names() {
    let place = place("killed");
    run(&place, &["-n", "1"]);
    let before = listing(&place);
    let mut child = long_run(&place, &[]);
    child.kill().unwrap();
    assert_eq!(child.wait().unwrap().signal(), Some(9));
    let left = partial(&place.join("outputs")).unwrap();
    let mut now = listing(&place);
    now.retain(|file, _| !file.contains(".partial-"));
    assert!(now == before && names(&place.join("outputs")) == ["minimal".to_string(), left.clone()]);

    let next = run(&place, &["-n", "1"]);
    assert!(next.err.contains(&left) && next.err.contains("was killed"), "{}", next.err);
    assert_eq!(names(&place.join("outputs")), ["minimal".to_string(), left], "it is for the user to delete");
}

/// No file may grow beyond 4 KB: what a full disk does to a run, without the right to make one.
#[test]
fn on_a_full_disk_old_results_stay_and_the_summary_is_printed() {
    let place = place("full-disk");
    run(&place, &["-n", "1"]);
    let before = listing(&place);
    let arguments = [&["run", "minimal", "-n", "2", "--format", "json"], &TINY[..]].concat();
    let limited = |more: &[&str]| {
        let script = "trap '' XFSZ; ulimit -f 8; exec \"$@\"";
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_troskel")]).args(&arguments).args(more).current_dir(&place);
        done(command.output().unwrap())
    };
    for more in [&[][..], &["-o", "elsewhere"], &["-o", "outputs/minimal", "--force"]] {
        let done = limited(more);
        assert_eq!(done.code, Some(1), "{more:?}: {}", done.err);
        assert!(done.err.contains("cannot write") && done.err.contains("earlier results are untouched"), "{more:?}: {}", done.err);
        assert_eq!(json(&done.out)["replications"], 2, "what was computed is told all the same");
        assert!(listing(&place) == before && names(&place) == ["outputs"] && names(&place.join("outputs")) == ["minimal"], "{more:?}");
    }
}
