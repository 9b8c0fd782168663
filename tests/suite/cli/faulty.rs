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
