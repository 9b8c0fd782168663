//! Exit codes: 0 done, 1 failed while running, 2 wrong usage, 3 a file is wrong. (130, interrupted, is with the signals.)

use std::fs;

use super::{place, troskel};

#[test]
fn wrong_usage_is_2_and_says_what_is_right() {
    let place = place("usage");
    let cases: &[(&[&str], &str)] = &[
        (&[], "Usage"),
        (&["rnu"], "unrecognized subcommand"),
        (&["run", "--replication", "1"], "--replications"),
        (&["run", "-n", "0"], "0"),
        (&["run", "-n", "many"], "many"),
        (&["run", "--threads", "0"], "0"),
        (&["run", "--format", "xml"], "possible values: text, json"),
        (&["run", "minimal", "--measure", "nonsense"], "is no measure"),
        (&["run", "minimal", "-n", "2", "--journal", "3"], "1 to 2"),
        (&["run", "minimal", "-n", "2", "--journal", "0"], "1 to 2"),
        (&["check"], "FILE"),
        (&["explain", "minimal"], "--person"),
        (&["explain", "minimal", "--person", "9999999"], "there is no person 9999999"),
        (&["list", "minimal", "--persons", "profiled,strated"], "there is no event `strated`"),
        (&["schema", "scenarios"], "scenario, policy, payments, evidence"),
        (&["new"], "NAME"),
        (&["new", ""], "cannot be the name"),
        (&["new", "a\nb"], "cannot be the name"),
    ];
    for (arguments, says) in cases {
        let done = troskel(&place, arguments);
        assert_eq!(done.code, Some(2), "{arguments:?}: {}", done.err);
        assert!(done.err.contains(says), "{arguments:?}: {}", done.err);
        assert!(done.out.is_empty(), "{arguments:?} prints {}", done.out);
    }
    assert!(super::names(&place).is_empty(), "{:?}", super::names(&place));
}

#[test]
fn a_wrong_file_is_3() {
    let place = place("wrong-file");
    fs::write(place.join("bad.toml"), "kind = \"scenario\"\nextends = \"minimal\"\n[world.stock]\npersns = 5\n").unwrap();
    for arguments in [["run", "bad.toml"], ["check", "bad.toml"], ["run", "nowhere.toml"], ["run", "krom-2021"]] {
        assert_eq!(troskel(&place, &arguments).code, Some(3), "{arguments:?}");
    }
    assert_eq!(troskel(&place, &["explain", "bad.toml", "--person", "1"]).code, Some(3));
    assert_eq!(troskel(&place, &["run", "minimal", "--measure", "started[area=Nowhere]"]).code, Some(3));
}

#[test]
fn all_measures_of_the_command_line_are_judged_at_once() {
    let place = place("measures-asked");
    let done = troskel(&place, &["run", "minimal", "--measure", "nonsense", "--measure", "started[levl=a]", "--measure", "started"]);
    assert_eq!(done.code, Some(2));
    assert!(done.err.contains("--measure nonsense: ") && done.err.contains("--measure started[levl=a]: "), "{}", done.err);
    let done = troskel(&place, &["run", "minimal", "--measure", "started[area=Nowhere]", "--measure", "started[to=2010-01-01]"]);
    assert_eq!(done.code, Some(3));
    assert!(done.err.contains("`Nowhere` is no area") && done.err.contains("2010-01-01 lies outside"), "{}", done.err);
}

/// A file that cannot be made is found before anything is run, and named.
#[test]
fn a_file_that_cannot_be_written_is_found_at_once() {
    let place = place("unwritable");
    fs::write(place.join("free.toml"), super::calibrated::FREE).unwrap();
    fs::create_dir(place.join("folder.csv")).unwrap();
    let calibrate = ["calibrate", "free.toml", "--evidence", "krom-2020", "-o", "nowhere/q.toml"];
    for (command, path) in [
        (&calibrate[..], "nowhere/q.toml"),
        (&["list", "minimal", "--assumptions", "-o", "nowhere/effects.csv"], "nowhere/effects.csv"),
        (&["list", "minimal", "--assumptions", "-o", "folder.csv"], "folder.csv"),
    ] {
        let done = troskel(&place, command);
        assert_eq!(done.code, Some(1), "{}", done.err);
        assert!(done.err.contains(&format!("{path} cannot be written")) && done.err.contains("nothing was run"), "{}", done.err);
    }
    assert_eq!(super::names(&place), ["folder.csv", "free.toml"]);
}

#[test]
fn what_cannot_be_written_is_1() {
    let place = place("failed");
    fs::write(place.join("file"), "").unwrap();
    let done = troskel(&place, &["run", "minimal", "-n", "1", "-o", "file/below"]);
    assert_eq!(done.code, Some(1), "{}", done.err);
    assert!(done.err.contains("cannot write"), "{}", done.err);
    assert_eq!(troskel(&place, &["new", "nowhere/name"]).code, Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_cannot_be_printed_are_a_failure() {
    let place = place("full-output");
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = super::program(&place, &["list"]).stdout(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("standard output cannot be written"));
    let output = super::program(&place, &["check", "nowhere.toml"]).stderr(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "faults that nobody can read are faults");
}

#[test]
fn what_works_is_0() {
    let place = place("works");
    for arguments in [&["--help"][..], &["--version"], &["list"], &["explain", "--order"], &["schema"], &["check", "minimal"]] {
        let done = troskel(&place, arguments);
        assert_eq!((done.code, done.err.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(!done.out.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_names_the_commands_that_work_and_no_others() {
    let place = place("help");
    let help = troskel(&place, &["--help"]).out;
    let commands: Vec<&str> = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty()).collect();
    for line in commands {
        let name = line.split_whitespace().next().unwrap();
        let words = if name == "help" { vec!["help", "run"] } else { vec![name, "--help"] };
        assert_eq!(troskel(&place, &words).code, Some(0), "{name}");
    }
}
