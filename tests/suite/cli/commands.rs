//! The other commands, and the journal.

use std::fs;

use super::{TINY, json, place, read, run, troskel};

#[cfg(feature = "parquet")]
mod journal {
    use std::fs::File;
    use std::path::Path;

    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    use troskel::units::Day;

    use crate::cli::{TINY, place, run};
    use crate::world;

    fn rows(path: &Path) -> Vec<Vec<(String, Field)>> {
        let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
        let fields = |row: parquet::record::Row| row.get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect();
        reader.get_row_iter(None).unwrap().map(|row| fields(row.unwrap())).collect()
    }

    fn field<'a>(row: &'a [(String, Field)], name: &str) -> &'a Field {
        &row.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no column {name} in {row:?}")).1
    }

    /// The journal has the facts of the library's simulation, in their order; the ledger its entries.
    #[test]
    fn the_journal_is_the_stream_of_the_replications_asked_for() {
        let place = place("journal");
        run(&place, &["-n", "3", "--journal", "3,1,3", "-o", "out"]);
        let sets: Vec<&str> = TINY.iter().copied().filter(|word| *word != "--set").collect();
        let model = world::model("minimal", &sets);
        let streams = [1, 3].map(|replication| (replication, world::stream(&model, replication).0));
        let expected: Vec<(i32, Day, &str, u32)> = streams
            .iter()
            .flat_map(|(replication, chunk)| {
                chunk.facts.iter().map(|fact| (*replication as i32, fact.day, fact.what.kind().name(), fact.subject.person.0))
            })
            .collect();
        let journal = rows(&place.join("out/journal.parquet"));
        assert_eq!(journal.len(), expected.len());
        for (row, (replication, day, event, person)) in journal.iter().zip(expected) {
            assert_eq!(*field(row, "replication"), Field::Int(replication));
            assert_eq!(*field(row, "date"), Field::Date(day.0));
            assert_eq!(*field(row, "event"), Field::Str(event.into()));
            assert_eq!(field(row, "person").to_string(), person.to_string());
        }
        let ledger = rows(&place.join("out/ledger.parquet"));
        assert_eq!(ledger.len(), streams.iter().map(|(_, chunk)| chunk.entries.len()).sum::<usize>());
        let contracts = rows(&place.join("out/contracts.parquet"));
        assert_eq!(contracts.len(), streams.iter().map(|(_, chunk)| chunk.presences.len()).sum::<usize>());
        assert!(!contracts.is_empty() && !rows(&place.join("out/series.parquet")).is_empty());
    }
}

#[test]
fn the_order_of_a_day_is_printed() {
    let order = troskel(&place("order"), &["explain", "--order"]).out;
    assert_eq!(order.lines().count(), 13);
    assert!(order.starts_with(" 1. agency") && order.contains("13. close"), "{order}");
}

/// The person that `list` finds has the story that was looked for, told by the very command that `list` proposes.
#[test]
fn a_person_found_by_a_path_has_that_story() {
    let place = place("story");
    let path = "registered,profiled,referred,chose,started";
    let arguments = [&["list", "minimal", "--persons", path, "--seed", "3", "--replication", "2"], &TINY[..]].concat();
    let done = troskel(&place, &arguments);
    assert_eq!(done.code, Some(0), "{}", done.err);
    let next = done.out.lines().find_map(|line| line.strip_prefix("Next: troskel ")).unwrap_or_else(|| panic!("{}", done.out));
    let words: Vec<&str> = next.split(' ').collect();
    let story = troskel(&place, &words);
    assert_eq!(story.code, Some(0), "{next}: {}", story.err);
    assert!(story.out.starts_with(&format!("Person {} of minimal, replication 2, seed 3\n", words[3])), "{next}\n{}", story.out);
    let places = ["registered", "profiled", "referred", "chooses|makes no choice", "the service starts"]
        .map(|event| event.split('|').filter_map(|words| story.out.find(words)).min().unwrap_or_else(|| panic!("{event}: {}", story.out)));
    assert!(places.is_sorted(), "{}", story.out);
    assert!(story.out.lines().skip(3).all(|line| line.starts_with("2020-")), "{}", story.out);
}

#[test]
fn nobody_has_an_impossible_path() {
    let done = troskel(&place("nobody"), &[&["list", "minimal", "--persons", "result,registered,result"], &TINY[..]].concat());
    assert_eq!((done.code, done.out.as_str()), (Some(0), "0 persons of replication 1 have this path\n"));
}

#[test]
fn a_world_without_persons_has_no_stories() {
    let months = r#"world.inflow.registrations_per_month={"2020-03"=0,"2020-04"=0,"2020-05"=0}"#;
    let empty = ["--set", "world.stock.persons=0", "--set", "run.to=2020-05-31", "--set", months];
    let place = place("empty");
    let done = troskel(&place, &[&["explain", "minimal", "--person", "0"], &empty[..]].concat());
    assert_eq!(done.code, Some(2), "{}", done.err);
    assert!(done.err.contains("has nobody"), "{}", done.err);
    assert_eq!(troskel(&place, &[&["run", "minimal", "-n", "2"], &empty[..]].concat()).code, Some(0));
}

#[test]
fn a_new_scenario_passes_the_check_and_runs() {
    let place = place("new");
    let done = troskel(&place, &["new", "summer-2027"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(done.out.contains("summer-2027.toml"));
    let checked = troskel(&place, &["check", "summer-2027.toml"]);
    assert_eq!((checked.code, checked.err.as_str()), (Some(0), ""));
    let short = ["--set", "world.stock.persons=200", "--set", "run.to=2020-04-30", "--set", "run.plan.from=2020-04-01"];
    let done = troskel(&place, &[&["run", "summer-2027.toml", "-n", "1"], &short[..]].concat());
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(place.join("outputs/summer-2027/manifest.json").exists());

    let before = read(place.join("summer-2027.toml"));
    let again = troskel(&place, &["new", "summer-2027.toml"]);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("exists already") && read(place.join("summer-2027.toml")) == before);
}

#[test]
fn every_schema_is_json() {
    let place = place("schema");
    for kind in ["scenario", "policy", "payments", "evidence"] {
        let schema = json(&troskel(&place, &["schema", kind]).out);
        assert!(schema["$schema"].is_string() && schema["properties"].is_object(), "{kind}");
    }
}

#[test]
fn good_files_of_all_kinds_pass_the_check() {
    let place = place("check");
    fs::write(place.join("policy.toml"), "kind = \"policy\"\n[policy.service]\nperiods = 1\n").unwrap();
    fs::write(place.join("payments.toml"), "kind = \"payments\"\n[payments]\npay_delay_days = 10\n").unwrap();
    let names = ["policy.toml", "payments.toml", "minimal", "krom-2020", "third-set-from-start"];
    let done = troskel(&place, &[&["check"], &names[..]].concat());
    assert_eq!((done.code, done.out.as_str(), done.err.as_str()), (Some(0), "5 files checked, no faults\n", ""));
    assert_eq!(super::names(&place), ["payments.toml", "policy.toml"], "nothing is run");
}

#[test]
fn what_comes_with_the_program_is_listed() {
    let out = troskel(&place("list"), &["list"]).out;
    for part in [
        "Scenarios\n",
        "krom-2020",
        "minimal",
        "third-set-from-start       The boundaries of 8 December",
        "participants_mean",
        "verdict_shares",
    ] {
        assert!(out.contains(part), "{part} not in {out}");
    }
}

/// What a run proposes next is a command that works, about the same run.
#[test]
fn the_next_command_of_a_summary_works() {
    let place = place("next");
    let done = run(&place, &["-n", "1", "--seed", "7", "--fixed-parameters", "--set", "policy.decisions.soon_told_share=0.5"]);
    let next = done.out.split("Next:  troskel ").nth(1).unwrap().replace("\\\n", " ");
    let words: Vec<&str> = next.split_whitespace().collect();
    for part in
        ["minimal", "world.stock.persons=100", "run.to=2020-05-31", "policy.decisions.soon_told_share=0.5", "7", "--fixed-parameters"]
    {
        assert!(words.contains(&part), "{part}: {next}");
    }
    assert_eq!(troskel(&place, &words).code, Some(0), "{next}");
}
