use super::*;

/// A folder of this test's own, removed at its end.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Place {
        let path = std::env::temp_dir().join(format!("troskel-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Place(path)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// A run without `-o`.
    fn by_name(&self, seed: u64) -> Destination {
        Destination::plan_at(self.0.join("krom"), false, false, identity(seed)).unwrap()
    }

    /// A run with `-o`.
    fn exactly(&self, force: bool) -> Result<Destination, FolderError> {
        Destination::plan_at(self.0.join("krom"), true, force, identity(1))
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn identity(seed: u64) -> Identity {
    Identity { version: "0.1.0".into(), resolved_hash: "ab".into(), seed, replications: 3 }
}

fn output(seed: u64, content: &str) -> Output {
    let info = RunInfo {
        scenario: "krom".into(),
        title: "Försök".into(),
        version: "0.1.0".into(),
        commit: None,
        resolved_hash: "ab".into(),
        drawn: Vec::new(),
        seed,
        replications_asked: 3,
        replications_done: 3,
        interrupted: false,
        threads: 2,
        platform: "x".into(),
        started: "2026-01-01T00:00:00Z".into(),
        seconds: 1.5,
    };
    Output { info, files: vec![("measures.csv".into(), content.into()), ("plots/funnel.svg".into(), b"<svg/>".to_vec())] }
}

fn interrupted(seed: u64) -> Output {
    let mut output = output(seed, "part");
    (output.info.interrupted, output.info.replications_done) = (true, 1);
    output
}

#[test]
fn a_folder_appears_whole_with_a_manifest_of_every_file() {
    let place = Place::new("whole");
    let destination = place.by_name(1);
    assert_eq!(place.names(), [format!("krom.partial-{}", std::process::id())]);
    let path = destination.write(&output(1, "x")).unwrap();
    assert_eq!((path, place.names()), (place.0.join("krom"), vec!["krom".to_string()]));
    let manifest: serde_json::Value = serde_json::from_str(&place.read("krom/manifest.json")).unwrap();
    assert_eq!(
        (manifest["seed"].as_u64(), manifest["replications_done"].as_u64(), &manifest["commit"]),
        (Some(1), Some(3), &serde_json::Value::Null)
    );
    let sha_of_x = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    assert_eq!((manifest["files"][0]["name"].as_str(), manifest["files"][0]["sha256"].as_str()), (Some("measures.csv"), Some(sha_of_x)));
    assert_eq!(manifest["files"][1]["name"], "plots/funnel.svg");
}

#[test]
fn files_made_during_the_run_come_along() {
    let place = Place::new("placed");
    let destination = place.by_name(1);
    fs::write(destination.place("deep/journal.parquet").unwrap(), "facts").unwrap();
    destination.write(&output(1, "x")).unwrap();
    assert_eq!(place.read("krom/deep/journal.parquet"), "facts");
    assert!(place.read("krom/manifest.json").contains("deep/journal.parquet"));
}

#[test]
fn the_same_run_is_replaced_and_another_gets_a_number() {
    let place = Place::new("again");
    place.by_name(1).write(&output(1, "first")).unwrap();
    place.by_name(1).write(&output(1, "again")).unwrap();
    assert_eq!((place.names(), place.read("krom/measures.csv")), (vec!["krom".to_string()], "again".to_string()));
    place.by_name(2).write(&output(2, "other")).unwrap();
    assert_eq!(place.by_name(2).write(&output(2, "other again")).unwrap(), place.0.join("krom-2"));
    place.by_name(3).write(&output(3, "third")).unwrap();
    assert_eq!(
        (place.names(), place.read("krom/measures.csv")),
        (["krom", "krom-2", "krom-3"].map(String::from).to_vec(), "again".to_string())
    );
}

#[test]
fn the_users_own_files_survive_a_replacement() {
    let place = Place::new("own");
    place.by_name(1).write(&output(1, "first")).unwrap();
    fs::write(place.0.join("krom/notes.txt"), "mine").unwrap();
    fs::write(place.0.join("krom/plots/mine.svg"), "mine").unwrap();
    place.by_name(1).write(&output(1, "again")).unwrap();
    assert_eq!(
        [place.read("krom/notes.txt"), place.read("krom/plots/mine.svg"), place.read("krom/measures.csv")],
        ["mine", "mine", "again"]
    );
    assert_eq!(place.names(), ["krom"]);
}

#[test]
fn a_folder_that_is_not_empty_is_refused_before_the_run() {
    let place = Place::new("refused");
    fs::create_dir(place.0.join("krom")).unwrap();
    place.exactly(false).unwrap();
    fs::write(place.0.join("krom/notes.txt"), "mine").unwrap();
    let error = place.exactly(false).unwrap_err();
    assert!(error.exit_code() == 2 && error.to_string().contains("--force"), "{error}");
    let path = place.exactly(true).unwrap().write(&output(1, "x")).unwrap();
    assert_eq!((path, place.read("krom/notes.txt"), place.read("krom/measures.csv")), (place.0.join("krom"), "mine".into(), "x".into()));
    assert_eq!(place.names(), ["krom"]);
}

/// Somebody may be in it, or own it: an empty folder is filled, not replaced by another of its name.
#[cfg(unix)]
#[test]
fn an_empty_folder_stays_the_same_folder() {
    use std::os::unix::fs::MetadataExt;
    let place = Place::new("same");
    fs::create_dir(place.0.join("krom")).unwrap();
    let number = || fs::metadata(place.0.join("krom")).unwrap().ino();
    let before = number();
    place.exactly(false).unwrap().write(&output(1, "x")).unwrap();
    assert_eq!((number(), place.read("krom/measures.csv"), place.names()), (before, "x".to_string(), vec!["krom".to_string()]));
    assert!(place.read("krom/manifest.json").contains("plots/funnel.svg"));
}

#[test]
fn a_forced_run_leaves_no_file_of_the_run_before() {
    let place = Place::new("forced");
    let mut first = output(9, "first");
    first.files.push(("journal.parquet".into(), b"old".to_vec()));
    place.exactly(false).unwrap().write(&first).unwrap();
    place.exactly(true).unwrap().write(&output(1, "second")).unwrap();
    assert!(!place.0.join("krom/journal.parquet").exists());
    assert_eq!((place.read("krom/measures.csv"), place.names()), ("second".to_string(), vec!["krom".to_string()]));
}

#[test]
fn a_file_is_not_a_folder() {
    let place = Place::new("file");
    fs::write(place.0.join("krom"), "x").unwrap();
    let error = place.exactly(true).unwrap_err();
    assert!(matches!(error, FolderError::NotAFolder(_)) && error.exit_code() == 2);
}

#[test]
fn results_are_kept_beside_if_the_folder_was_taken_meanwhile() {
    let place = Place::new("taken");
    let destination = place.exactly(false).unwrap();
    fs::create_dir(place.0.join("krom")).unwrap();
    fs::write(place.0.join("krom/other.txt"), "theirs").unwrap();
    assert_eq!(destination.write(&output(1, "x")).unwrap(), place.0.join("krom-2"));
    assert_eq!(place.read("krom/other.txt"), "theirs");
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_those_that_lead_nowhere_refused() {
    let place = Place::new("links");
    fs::create_dir(place.0.join("real")).unwrap();
    std::os::unix::fs::symlink(place.0.join("real"), place.0.join("krom")).unwrap();
    place.exactly(false).unwrap().write(&output(1, "x")).unwrap();
    assert_eq!((place.names(), place.read("real/measures.csv")), (vec!["krom".to_string(), "real".to_string()], "x".to_string()));
    fs::remove_dir_all(place.0.join("real")).unwrap();
    assert_eq!(place.exactly(true).unwrap_err().exit_code(), 2);
}

#[test]
fn paths_are_shown_from_here() {
    let here = std::env::current_dir().unwrap();
    assert_eq!([shown(&here.join("outputs/krom")), shown(Path::new("/elsewhere/krom"))], ["outputs/krom", "/elsewhere/krom"]);
    assert_eq!(shown(&here), here.display().to_string());
}

#[test]
fn interrupted_runs_get_a_name_of_their_own_and_replace_nothing() {
    let place = Place::new("interrupted");
    place.by_name(1).write(&output(1, "whole")).unwrap();
    place.by_name(1).write(&interrupted(1)).unwrap();
    place.by_name(1).write(&interrupted(1)).unwrap();
    assert_eq!(place.names(), ["krom", "krom-interrupted", "krom-interrupted-2"]);
    assert_eq!(place.read("krom/measures.csv"), "whole");
    assert!(place.read("krom-interrupted/manifest.json").contains("\"interrupted\": true"));
}

/// `/dev/full` takes no byte, as a full disk does.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_old_results_and_no_partial_folder() {
    let place = Place::new("full");
    place.by_name(1).write(&output(1, "old")).unwrap();
    let destination = place.by_name(1);
    std::os::unix::fs::symlink("/dev/full", destination.place("measures.csv").unwrap()).unwrap();
    let error = destination.write(&output(1, "new")).unwrap_err();
    assert!(error.exit_code() == 1 && error.to_string().contains("measures.csv") && error.to_string().contains("untouched"), "{error}");
    assert_eq!((place.names(), place.read("krom/measures.csv")), (vec!["krom".to_string()], "old".to_string()));
}

#[test]
fn a_place_that_cannot_be_written_is_found_before_the_run() {
    let place = Place::new("unwritable");
    fs::write(place.0.join("file"), "x").unwrap();
    let error = Destination::plan_at(place.0.join("file/krom"), true, false, identity(1)).unwrap_err();
    assert_eq!(error.exit_code(), 1);
    // A folder of the kernel's in which nobody can make a file, root included.
    #[cfg(target_os = "linux")]
    {
        let error = Destination::plan_at("/proc/self/fdinfo".into(), true, true, identity(1)).unwrap_err();
        assert!(error.exit_code() == 1 && error.to_string().contains("fdinfo:"), "{error}");
    }
}

#[test]
fn a_run_that_fails_leaves_nothing() {
    let place = Place::new("dropped");
    drop(place.by_name(1));
    assert!(place.names().is_empty());
}

/// Process numbers end at 2^22 on Linux.
#[test]
fn what_a_killed_run_left_is_named_and_kept() {
    let place = Place::new("killed");
    fs::create_dir(place.0.join("krom.partial-99999999")).unwrap();
    fs::create_dir(place.0.join("krom.old-99999999")).unwrap();
    fs::create_dir(place.0.join("krom.partial-1")).unwrap(); // alive: the first process
    let destination = place.by_name(1);
    let texts: Vec<String> = destination.leftovers().iter().map(|leftover| leftover.to_string()).collect();
    assert_eq!(texts.iter().filter(|text| text.contains("99999999")).count(), 2, "{texts:?}");
    assert!(texts[0].contains("earlier run") && texts[1].contains("not whole"), "{texts:?}");
    assert_eq!(texts.iter().any(|text| text.contains("partial-1:")), !cfg!(target_os = "linux"));
    destination.write(&output(1, "x")).unwrap();
    assert_eq!(place.names(), ["krom", "krom.old-99999999", "krom.partial-1", "krom.partial-99999999"]);
}

#[test]
fn a_container_that_gives_the_same_process_number_again_is_no_obstacle() {
    let place = Place::new("container");
    let left = format!("krom.partial-{}", std::process::id());
    fs::create_dir(place.0.join(&left)).unwrap();
    let destination = place.by_name(1);
    assert_eq!(destination.leftovers(), [Leftover::Partial(place.0.join(&left))]);
    destination.write(&output(1, "x")).unwrap();
    assert_eq!(place.names(), ["krom".to_string(), left]);
}

#[test]
fn a_manifest_cannot_reach_out_of_its_folder() {
    let place = Place::new("reach");
    fs::create_dir(place.0.join("krom")).unwrap();
    fs::write(place.0.join("precious"), "x").unwrap();
    let text = r#"{"program": "troskel", "files": [{"name": "../precious"}, {"name": "/etc/passwd"}, {"name": "a.csv"}]}"#;
    fs::write(place.0.join("krom/manifest.json"), text).unwrap();
    assert_eq!(manifest::files_of(&place.0.join("krom")), ["a.csv"]);
    place.exactly(true).unwrap().write(&output(1, "x")).unwrap();
    assert_eq!(place.read("precious"), "x");
}

#[test]
fn names_make_folders_and_nothing_else() {
    let names: Vec<String> = ["krom-2020", "../x", "a/b c", "", "Västerås", "base+variant"].map(folder_name).to_vec();
    assert_eq!(names, ["krom-2020", "-x", "a-b-c", "run", "Västerås", "base+variant"]);
    let long = Place::new("long");
    Destination::plan_at(long.0.join(folder_name(&"å".repeat(400))), false, false, identity(1)).unwrap().write(&interrupted(1)).unwrap();
    assert_eq!(long.names(), [format!("{}-interrupted", "å".repeat(100))]);
}
