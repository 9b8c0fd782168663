//! Where results go, what they replace, and that they can be run again from there.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use super::{TINY, done, json, listing, names, place, program, read, run, troskel};

/// Nobody on the register, and nobody who comes.
const EMPTY: &str = r#"kind = "scenario"
name = "empty"
extends = "minimal"
[world.stock]
persons = 0
[world.inflow.registrations_per_month]
"2020-03" = 0
"2020-04" = 0
"2020-05" = 0
"2020-06" = 0
"2020-07" = 0
"#;

fn seed_of(folder: &Path) -> u64 {
    json(&read(folder.join("manifest.json")))["seed"].as_u64().unwrap()
}

#[test]
fn the_same_run_replaces_itself_and_another_one_goes_beside() {
    let place = place("beside");
    let outputs = place.join("outputs");
    run(&place, &["-n", "2"]);
    let first = listing(&outputs);
    fs::write(outputs.join("minimal/notes.txt"), "mine").unwrap();
    run(&place, &["-n", "2"]);
    assert_eq!(names(&outputs), ["minimal"]);
    assert_eq!(read(outputs.join("minimal/notes.txt")), "mine");
    let same = |name: &str| listing(&outputs)[name] == first[name];
    assert!(["minimal/replications.csv", "minimal/measures.csv", "minimal/scenario.toml"].into_iter().all(same));

    let old = listing(&outputs);
    let done = run(&place, &["-n", "2", "--seed", "2"]);
    assert!(done.out.contains("outputs/minimal-2"), "{}", done.out);
    run(&place, &["-n", "3"]);
    run(&place, &["-n", "2", "--set", "world.effect.after=1.1"]);
    assert_eq!(names(&outputs), ["minimal", "minimal-2", "minimal-3", "minimal-4"]);
    run(&place, &["-n", "2", "--seed", "2"]);
    assert_eq!(names(&outputs).len(), 4, "the same run finds its folder again");
    assert_eq!(seed_of(&outputs.join("minimal-2")), 2);
    let now = listing(&outputs);
    assert!(old.iter().all(|(name, hash)| now[name] == *hash));
}

#[test]
fn a_folder_that_is_not_empty_is_refused_before_anything_is_run() {
    let place = place("refused");
    fs::create_dir_all(place.join("mine")).unwrap();
    fs::write(place.join("mine/notes.txt"), "mine").unwrap();
    fs::write(place.join("file"), "mine").unwrap();
    let before = listing(&place);
    for out in ["mine", "file"] {
        let done = troskel(&place, &["run", "krom-2020", "-n", "100000", "-o", out]);
        assert_eq!((done.code, done.out.as_str()), (Some(2), ""), "{}", done.err);
        assert!(done.err.contains("nothing was run"), "{}", done.err);
    }
    assert!(listing(&place) == before && names(&place) == ["file", "mine"]);
    run(&place, &["-n", "1", "-o", "mine", "--force"]);
    assert_eq!(read(place.join("mine/notes.txt")), "mine");
    assert!(place.join("mine/replications.csv").exists());
    run(&place, &["-n", "1", "-o", "new/below"]);
    assert!(place.join("new/below/manifest.json").exists());
}

/// The current folder may be written into, and is still there afterwards.
#[test]
fn the_current_folder_is_filled() {
    let place = place("here");
    let done = done(program(&place, &[&["run", "minimal", "-n", "1", "-o", "."], &TINY[..]].concat()).output().unwrap());
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(place.join("manifest.json").exists() && names(place.parent().unwrap()).iter().all(|name| !name.starts_with("here.")));
    assert_eq!(troskel(&place, &["run", "minimal", "-n", "1", "-o", "."]).code, Some(2), "it is no longer empty");
}

#[test]
fn the_manifest_names_every_file_with_its_hash() {
    let place = place("manifest");
    run(&place, &["-n", "2", "--series-csv", "--journal"]);
    let folder = place.join("outputs/minimal");
    let manifest = json(&read(folder.join("manifest.json")));
    let text = |value: &serde_json::Value, key: &str| value[key].as_str().unwrap().to_string();
    let named: Vec<(String, String)> =
        manifest["files"].as_array().unwrap().iter().map(|file| (text(file, "name"), text(file, "sha256"))).collect();
    let there: Vec<(String, String)> = listing(&folder).into_iter().filter(|(name, _)| name != "manifest.json").collect();
    assert_eq!(named, there);
    assert!(["replications.csv", "measures.csv", "scenario.toml", "series.csv"].iter().all(|file| folder.join(file).exists()));
    let figure = |key: &str| manifest[key].as_u64();
    assert_eq!((figure("replications"), figure("replications_done"), figure("seed")), (Some(2), Some(2), Some(1)));
    assert_eq!((manifest["interrupted"].as_bool(), text(&manifest, "version")), (Some(false), env!("CARGO_PKG_VERSION").to_string()));
}

#[test]
fn any_number_of_threads_gives_the_same_files() {
    let place = place("threads");
    run(&place, &["-n", "4", "--threads", "1", "-o", "one"]);
    run(&place, &["-n", "4", "--threads", "2", "-o", "two"]);
    let [one, two] = ["one", "two"].map(|folder| listing(&place.join(folder)));
    for name in one.keys().filter(|name| *name != "manifest.json") {
        assert_eq!(one[name], two[name], "{name}");
    }
    assert_eq!(one.len(), two.len());
}

#[test]
fn a_resolved_scenario_runs_again_from_its_folder_with_the_same_numbers() {
    let place = place("again");
    let more = ["-n", "2", "--seed", "5", "--set", "policy.service.periods=1", "--measure", "ended[to=2020-05-20]", "-o", "first"];
    run(&place, &more);
    let done = troskel(&place, &["run", "first/scenario.toml", "-o", "second"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    for file in ["replications.csv", "measures.csv", "scenario.toml"] {
        assert!(read(place.join("first").join(file)) == read(place.join("second").join(file)), "{file}");
    }
}

/// The user's own stock, inflow and evidence go along: the folder runs where the files it was made from are gone.
#[test]
fn a_folder_with_the_users_own_files_stands_on_its_own() {
    let place = place("own-files");
    let source = place.join("source");
    fs::create_dir_all(&source).unwrap();
    let person = |number: u32| {
        let area = ["North", "South"][number as usize % 2];
        format!("{area},19{}-05-17,kvinna,gymnasial,Sverige,nej,2019-{:02}-11\n", 60 + number % 40, number % 12 + 1)
    };
    let stock: String = (0..60).map(person).collect();
    fs::write(source.join("stock.csv"), format!("area,birth_date,sex,education,birth_region,disability,registered_on\n{stock}")).unwrap();
    let inflow = ["03", "04", "05"].map(|month| format!("2020-{month};North;12\n2020-{month};South;9,5\n")).concat();
    fs::write(source.join("inflow.csv"), format!("månad;område;antal\n{inflow}")).unwrap();
    fs::write(
        source.join("facts.toml"),
        "kind = \"evidence\"\n[[fact]]\nid = \"a\"\nmeasure = \"started\"\npublished = 3\ntolerance = 1\n",
    )
    .unwrap();
    let main = "kind = \"scenario\"\nextends = \"minimal\"\nname = \"own\"\nevidence = [\"facts.toml\"]\n[run]\nto = 2020-05-31\nreplications = 2\n\
                [world.stock]\ncsv = \"stock.csv\"\n[world.inflow]\ncsv = \"inflow.csv\"\n";
    fs::write(source.join("main.toml"), main).unwrap();
    let done = troskel(&place, &["run", "source/main.toml"]);
    assert_eq!(done.code, Some(0), "{}", done.err);

    fs::rename(place.join("outputs/own"), place.join("moved")).unwrap();
    fs::remove_dir_all(&source).unwrap();
    assert_eq!(names(&place.join("moved/inputs")), ["facts.toml", "inflow.csv", "stock.csv"]);
    let done = troskel(&place, &["run", "moved/scenario.toml", "-o", "again"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    for file in ["replications.csv", "measures.csv", "scenario.toml", "inputs/stock.csv"] {
        assert!(read(place.join("moved").join(file)) == read(place.join("again").join(file)), "{file}");
    }
    assert!(done.out.contains("Published and simulated"), "{}", done.out);
}

#[test]
fn two_runs_at_the_same_time_leave_two_whole_folders() {
    let place = place("same-time");
    let start = |seed: &str| {
        let arguments = [&["run", "minimal", "-n", "3", "--seed", seed], &TINY[..]].concat();
        program(&place, &arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let running = ["1", "2", "3"].map(start);
    for child in running {
        let done = done(child.wait_with_output().unwrap());
        assert_eq!(done.code, Some(0), "{}", done.err);
    }
    let outputs = place.join("outputs");
    let folders = names(&outputs);
    assert_eq!(folders.len(), 3, "{folders:?}");
    let mut seeds: Vec<u64> = folders.iter().map(|folder| seed_of(&outputs.join(folder))).collect();
    seeds.sort_unstable();
    assert_eq!(seeds, [1, 2, 3]);
    assert!(folders.iter().all(|folder| outputs.join(folder).join("replications.csv").exists()));
}

/// `validate -o` leaves what it prints as a table and a picture; without it nothing is written.
#[test]
fn validate_leaves_its_table_and_picture() {
    let place = place("validated");
    let fact = "[[fact]]\nid = \"persons\"\nmeasure = \"persons\"\npopulation = \"stock\"\npublished = 100\ntolerance = 1\n";
    fs::write(place.join("facts.toml"), format!("kind = \"evidence\"\n{fact}")).unwrap();
    fs::write(place.join("tiny.toml"), "kind = \"scenario\"\nextends = \"minimal\"\n[world.stock]\npersons = 100\n").unwrap();
    let validate = |more: &[&str]| troskel(&place, &[&["validate", "tiny.toml", "--evidence", "facts.toml", "-n", "2"], more].concat());
    assert_eq!((validate(&[]).code, names(&place).len()), (Some(0), 2));
    let done = validate(&["-o", "out", "--format", "json"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert_eq!(read(place.join("out/validation.json")), done.out);
    let csv = read(place.join("out/validation.csv"));
    assert!(csv.ends_with("persons,,persons,100,1,100,100,100,0,true\n"), "{csv}");
    assert!(read(place.join("out/validation.svg")).contains("1 of 1 published facts agree: 1 of 1 figures"));
    assert_eq!(validate(&["-o", "out"]).code, Some(2), "a folder that isn't empty is refused");
}

/// A run of nobody has no scores to draw: that is said, and no picture has a place that is no number.
#[test]
fn a_picture_that_is_not_drawn_is_named() {
    let place = place("nobody");
    fs::write(place.join("empty.toml"), EMPTY).unwrap();
    let done = troskel(&place, &["run", "empty.toml", "-n", "2", "-q", "-o", "nobody"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(!place.join("nobody/plots/scores.svg").exists() && place.join("nobody/plots/funnel.svg").exists());
    assert!(done.out.contains("\nNothing to draw, so no plots/scores.*\n"), "{}", done.out);
    let done = troskel(&place, &["compare", "empty.toml", "--set", "world.jobs.return_mean_days=9", "-n", "2", "-q", "-o", "compared"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(!read(place.join("compared/report.html")).contains("NaN"));
    assert!(!run(&place, &["-n", "1"]).out.contains("Nothing to draw"));
}
