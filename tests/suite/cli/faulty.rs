//! Broken files through the binary: exit 3, the line on standard error, nothing printed, nothing written or changed.

use std::fs;

use super::{listing, place, run, troskel};
use crate::limits;

#[test]
fn broken_files_change_nothing() {
    let place = place("broken");
    run(&place, &["-n", "1", "-q"]);
    let cases = limits::through_the_binary();
    assert!(cases.len() >= 30, "{}", cases.len());
    for (name, files, set, at) in cases {
        let folder = place.join("files");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        files.iter().for_each(|(file, text)| fs::write(folder.join(file), text).unwrap());
        let before = listing(&place);
        let sets = set.iter().flat_map(|text| ["--set", text]);
        let arguments: Vec<&str> = ["run", "files/main.toml", "-n", "1"].into_iter().chain(sets).collect();
        let done = troskel(&place, &arguments);
        assert_eq!(done.code, Some(3), "{name}: {}", done.err);
        let empty = files.iter().any(|(file, text)| text.trim().is_empty() && at.starts_with(file));
        let line = match () {
            () if at.starts_with("--set") => at.to_string(),
            () if empty => format!("files/{}", at.split(':').next().unwrap()),
            () => format!("files/{at}"),
        };
        assert!(done.err.contains(&line), "{name}: {line} not in {}", done.err);
        assert!(done.err.contains("help: ") && !done.err.contains('\u{1b}'), "{name}: {}", done.err);
        assert_eq!(done.out, "", "{name}");
        assert!(listing(&place) == before, "{name} changed files");
    }
}

/// Measures are judged with the file that asks for them: each has its place, and the way out.
#[test]
fn wrong_measures_are_faults_of_their_file() {
    let place = place("wrong-measures");
    let measures = ["started[foo=1]", "nosuch", "started[area=Nowhere]", "started[from=2010-01-01]", "", "started"];
    let text = format!("kind = \"scenario\"\nextends = \"minimal\"\n[run]\nmeasures = {measures:?}\n");
    fs::write(place.join("main.toml"), &text).unwrap();
    for command in ["check", "run"] {
        let done = troskel(&place, &[command, "main.toml"]);
        assert_eq!((done.code, done.out.as_str()), (Some(3), ""), "{}", done.err);
        assert_eq!((done.err.matches("error: ").count(), done.err.matches("help: ").count()), (5, 5), "{}", done.err);
        for (line, word) in [(4, "foo"), (4, "nosuch"), (4, "Nowhere"), (4, "2010-01-01"), (4, "\"\"")] {
            let column = text.lines().nth(line - 1).unwrap().find(word).unwrap() + if word == "\"\"" { 2 } else { 1 };
            assert!(done.err.contains(&format!("main.toml:{line}:{column}\n")), "{word} at {column}: {}", done.err);
        }
    }
    // Without a scenario to meet, what the text shows is told with the other faults.
    fs::write(place.join("main.toml"), text + "seed = -1\n").unwrap();
    let done = troskel(&place, &["run", "main.toml"]);
    assert!(done.err.matches("error: ").count() == 4 && done.err.contains("main.toml:5:8"), "{}", done.err);
    // What only a comparison can tell is no fault of the file.
    fs::write(place.join("main.toml"), "kind = \"scenario\"\nextends = \"minimal\"\n[run]\nmeasures = [\"cost_per_additional_job\"]\n")
        .unwrap();
    assert_eq!(["check", "run"].map(|command| troskel(&place, &[command, "main.toml"]).code), [Some(0), Some(3)]);
}

/// Evidence is judged as `check` judges it, by every command: all faults of all files, with those of the scenario.
#[test]
fn wrong_evidence_is_told_whole() {
    let place = place("wrong-evidence");
    let fact =
        |id: &str, published: &str| format!("[[fact]]\nid = \"{id}\"\nmeasure = \"yes_share\"\npublished = {published}\ntolerance = 0.1\n");
    let file = |name: &str, facts: String| fs::write(place.join(name), format!("kind = \"evidence\"\n{facts}")).unwrap();
    file("one.toml", fact("a", "0.5") + &fact("b", "50"));
    file("two.toml", fact("c", "0.5") + &fact("a", "0.4"));
    fs::write(place.join("three.toml"), b"kind = \"evidence\"\ntitle = \"Ume\xe5\"\n").unwrap();
    let head = "kind = \"scenario\"\nextends = \"minimal\"\n";
    fs::write(place.join("main.toml"), format!("{head}[run]\nseed = -1\n")).unwrap();
    fs::write(place.join("own.toml"), format!("{head}evidence = [\"one.toml\", \"two.toml\", \"three.toml\"]\n[run]\nseed = -1\n"))
        .unwrap();
    let given = ["--evidence", "one.toml", "--evidence", "two.toml", "--evidence", "three.toml"];
    let commands = [
        [&["validate", "main.toml"][..], &given].concat(),
        [&["calibrate", "main.toml", "-o", "fit.toml"][..], &given].concat(),
        vec!["validate", "own.toml"],
        vec!["run", "own.toml"],
        vec!["compare", "own.toml", "--set", "policy.service.periods=1"],
        vec!["check", "own.toml"],
    ];
    for command in commands {
        let done = troskel(&place, &command);
        assert_eq!((done.code, done.out.as_str()), (Some(3), ""), "{command:?}: {}", done.err);
        assert_eq!(done.err.matches("error: ").count(), 4, "{command:?}: {}", done.err);
        // The second place of an id is told with its first.
        for said in ["toml:4:8", "one.toml:10:13", "two.toml:8:6", "one.toml:3:6", "is not UTF-8 text: byte 30, on line 2"] {
            assert!(done.err.replace("own.toml:5:8", "own.toml:4:8").contains(said), "{command:?}: {said} not in {}", done.err);
        }
    }
    let twice = troskel(&place, &["validate", "minimal", "--evidence", "two.toml", "--evidence", "./two.toml"]);
    assert!(twice.code == Some(3) && twice.err.contains("is named twice") && twice.err.contains("first named here"), "{}", twice.err);
    // A tolerance that is left out is 0; a word that is no filter makes a fact unsupported.
    file("bare.toml", "[[fact]]\nid = \"a\"\nmeasure = \"yes_share\"\npublished = 0.5\n".into());
    file("more.toml", format!("{}page = 7\n", fact("b", "0.5")));
    let bare = troskel(&place, &["validate", "minimal", "--evidence", "bare.toml", "--evidence", "more.toml", "-n", "1", "-q"]);
    assert!(bare.code == Some(0) && bare.out.contains("of 2 facts agree"), "{}{}", bare.out, bare.err);
    // A title is for readers, and a missing file or one of another kind says what is wanted.
    file("titled.toml", format!("title = \"Facts\"\n{}", fact("a", "0.5")));
    let right = troskel(&place, &["validate", "minimal", "--evidence", "titled.toml", "-n", "1", "-q"]);
    assert_eq!(right.code, Some(0), "{}", right.err);
    let wrong = troskel(&place, &["validate", "minimal", "--evidence", "nowhere.toml", "--evidence", "main.toml"]);
    assert!(
        wrong.err.contains("neither a file nor a built-in evidence") && wrong.err.contains("an evidence file is wanted here"),
        "{}",
        wrong.err
    );
}

#[test]
fn all_faults_come_at_once() {
    let place = place("many-faults");
    let text = "kind = \"scenario\"\nextends = \"minimal\"\n[world.stock]\npersns = 5\n[run]\nseed = -1\nreplications = \"x\"\n";
    fs::write(place.join("main.toml"), text).unwrap();
    fs::write(place.join("policy.toml"), "kind = \"policy\"\n[policy.service]\nperiods = 0\n").unwrap();
    let done = troskel(&place, &["check", "main.toml", "policy.toml", "minimal"]);
    assert_eq!(done.code, Some(3));
    for place in ["main.toml:4:1", "main.toml:6:8", "main.toml:7:16", "policy.toml:3:11"] {
        assert!(done.err.contains(place), "{place} not in {}", done.err);
    }
    assert_eq!(done.err.matches("error: ").count(), 4, "{}", done.err);
}
