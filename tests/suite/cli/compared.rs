//! `troskel compare` from outside: what it prints and writes, what it refuses, and when it stops.

use std::fs;

use super::{json, names, place, read, troskel};

/// A variant of the tiny world that lets more in.
const WIDER: &str = "kind = \"policy\"\nname = \"wider\"\n[policy]\nthresholds_in_use = \"deployed\"\n[[policy.thresholds]]\nfrom = 2020-03-30\nmin_registration_days = 1\ntoo_far_below = [[1, 2]]\nlevel_c_below = [[1, 20]]\nlevel_b_below = [[1, 40]]\nlevel_a_below = [[1, 60]]\n";

const SLOTS: &str = "kind = \"policy\"\nname = \"slots\"\n[policy.caseworkers]\nlocal_slots_per_day = 50\n";

/// A base in a file, since `--set` belongs to variants.
fn base(place: &std::path::Path) {
    let text = "kind = \"scenario\"\nname = \"bas\"\nextends = \"minimal\"\n[world.stock]\npersons = 100\n[run]\nto = 2020-05-31\n";
    fs::write(place.join("bas.toml"), text).unwrap();
    fs::write(place.join("wider.toml"), WIDER).unwrap();
    fs::write(place.join("slots.toml"), SLOTS).unwrap();
}

#[test]
fn a_comparison_says_writes_and_repeats_itself() {
    let place = place("compared");
    base(&place);
    let done = troskel(&place, &["compare", "bas.toml", "wider.toml", "-n", "6", "-q"]);
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""), "{}", done.out);
    for words in ["wider.toml", "6 replications", "Who changes", "direct", "crowded", "Held:", "outputs/compare-bas", "luck"] {
        assert!(done.out.contains(words), "{words}: {}", done.out);
    }
    assert!(done.out.lines().all(|line| line.chars().count() <= 80), "{}", done.out);
    let folder = place.join("outputs/compare-bas");
    let files = names(&folder);
    for name in ["base", "variant-1", "differences.csv", "manifest.json", "replications.csv", "report.html"] {
        assert!(files.iter().any(|file| file == name), "{name}: {files:?}");
    }
    let before = read(folder.join("differences.csv"));
    assert_eq!(troskel(&place, &["compare", "bas.toml", "wider.toml", "-n", "6", "-q", "--threads", "1"]).code, Some(0));
    assert_eq!(before, read(folder.join("differences.csv")), "the same on one thread, in the same folder");
}

#[test]
fn json_has_the_documented_form() {
    let place = place("compared-json");
    base(&place);
    let arguments = ["compare", "bas.toml", "wider.toml", "--set", "policy.service.periods=1", "-n", "4", "--format", "json", "-q"];
    let done = troskel(&place, &arguments);
    assert_eq!(done.code, Some(0), "{}", done.err);
    let found = json(&done.out);
    assert_eq!((&found["base"], &found["replications"]), (&"bas.toml".into(), &4.into()));
    assert_eq!(found["variants"][0]["variant"], "wider.toml policy.service.periods=1");
    let rows = found["variants"][0]["measures"].as_array().unwrap();
    let keys = ["measure", "key", "unit", "base", "mean", "difference", "se", "ci95", "variance_reduction"];
    for row in rows {
        assert_eq!(row.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>(), keys);
        // A figure that one replication alone has (nobody was profiled so late in the others) has no error and no ratio.
        let same = row["se"].is_null() || row["difference"] == 0.0;
        assert_eq!(row["variance_reduction"].is_null(), same, "{row}");
    }
    assert!(rows.iter().any(|row| row["measure"] == "profilings" && row["ci95"].as_array().is_some_and(|ends| ends.len() == 2)));
}

#[test]
fn a_variant_may_be_single_keys_and_several_stand_in_one_table() {
    let place = place("compared-many");
    base(&place);
    let done = troskel(&place, &["compare", "bas.toml", "--set", "policy.caseworkers.local_slots_per_day=50", "-n", "3", "-q"]);
    assert!(done.code == Some(0) && done.out.contains("local_slots_per_day"), "{}{}", done.out, done.err);
    let done = troskel(&place, &["compare", "bas.toml", "wider.toml", "wider.toml+slots.toml", "bas.toml", "-n", "3"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(done.out.contains("3 variants") && done.out.contains("wider.toml+slots.toml"), "{}", done.out);
    assert!(done.err.contains("bas.toml is equal to bas.toml"), "{}", done.err);
}

#[test]
fn what_cannot_be_compared_is_refused_before_anything_runs() {
    let place = place("compared-refused");
    base(&place);
    fs::write(place.join("long.toml"), "kind = \"scenario\"\nextends = \"bas.toml\"\n[run]\nto = 2020-06-30\n").unwrap();
    fs::write(place.join("seed.toml"), "kind = \"scenario\"\nextends = \"bas.toml\"\n[run]\nseed = 7\n").unwrap();
    let cases: [(&[&str], i32, &str); 12] = [
        (&["bas.toml", "seed.toml"], 3, "run.seed"),
        (&["bas.toml", "wider.toml", "--set", "run.seed=2"], 3, "run.seed"),
        (&["bas.toml", "wider.toml", "--decide", "verdict_shares > 0"], 2, "too_near"),
        (&["bas.toml"], 2, "nothing to compare"),
        (&["bas.toml", "wider.toml", "--precision", "started"], 2, "EXPR=WIDTH"),
        (&["bas.toml", "wider.toml", "--decide", "startd > 0"], 2, "started"),
        (&["bas.toml", "wider.toml", "--measure", "startd"], 2, "started"),
        (&["bas.toml", "wider.toml", "--max-time", "5"], 2, "--precision"),
        (&["bas.toml", "slots.toml+slots.toml"], 3, "twice"),
        (&["bas.toml", "nowhere.toml"], 3, "nowhere.toml"),
        (&["bas.toml", "long.toml"], 3, "run.to"),
        (&["bas.toml", "--set", "policy.service.period=1"], 3, "periods"),
    ];
    for (arguments, code, words) in cases {
        let done = troskel(&place, &[&["compare", "-n", "2"], arguments].concat());
        assert_eq!(done.code, Some(code), "{arguments:?}: {}", done.err);
        assert!(done.err.contains(words), "{arguments:?}: {}", done.err);
        assert!(done.out.is_empty() && !place.join("outputs").exists(), "{arguments:?}");
    }
}

/// What a variant has not got is left out of the comparison with it.
#[test]
fn a_variant_may_lack_what_the_base_is_measured_by() {
    let place = place("compared-lacks");
    base(&place);
    fs::write(place.join("no-list.toml"), "kind = \"policy\"\nunset = [\"policy.preprofiling\"]\n").unwrap();
    let done = troskel(&place, &["compare", "bas.toml", "no-list.toml", "-n", "2", "-q", "--format", "json"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    let rows = json(&done.out)["variants"][0]["measures"].as_array().unwrap().clone();
    assert!(rows.len() > 100 && rows.iter().all(|row| row["measure"] != "preprofiling_persons"));
}

/// A run that stopped at a goal does not take the place of a longer one, and takes its own.
#[test]
fn only_the_same_comparison_is_replaced() {
    let place = place("compared-replaced");
    base(&place);
    let compare = |more: &[&str]| troskel(&place, &[&["compare", "bas.toml", "wider.toml", "-q"], more].concat());
    let folders = || names(&place.join("outputs"));
    assert_eq!(compare(&["-n", "30"]).code, Some(0));
    for _ in 0..2 {
        assert_eq!(compare(&["--decide", "yes_share > 0"]).code, Some(0));
        assert_eq!(folders(), ["compare-bas", "compare-bas-2"]);
    }
    let replications = |folder: &str| json(&read(place.join("outputs").join(folder).join("manifest.json")))["replications_done"].clone();
    assert_eq!([replications("compare-bas"), replications("compare-bas-2")], [30, 20]);
}

#[test]
fn assumptions_that_a_variant_touches_are_called_so() {
    let place = place("compared-assumption");
    base(&place);
    let done = troskel(&place, &["compare", "bas.toml", "--set", "world.effect.after=1.1", "-n", "2"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(done.err.contains("assumptions, not levers") && done.err.contains("world.effect.after"), "{}", done.err);
}

#[test]
fn goals_are_reached_or_end_with_4() {
    let place = place("compared-goals");
    base(&place);
    let compare = |more: &[&str]| troskel(&place, &[&["compare", "bas.toml", "wider.toml", "-q", "--force", "-o", "x"], more].concat());
    let done = compare(&["--decide", "yes_share > 0", "-n", "40"]);
    assert_eq!(done.code, Some(0), "{}{}", done.out, done.err);
    assert!(done.out.contains("it is more than 0"), "{}", done.out);
    let manifest = json(&read(place.join("x/manifest.json")));
    assert_eq!(manifest["replications_done"], 20, "one look was enough");
    let done = compare(&["--precision", "started=0.0001", "-n", "30"]);
    assert_eq!(done.code, Some(4), "{}", done.err);
    assert!(done.out.contains("it would take about") && done.out.contains("30 replications"), "{}", done.out);
    let done = compare(&["--decide", "yes_share < 0", "-n", "40"]);
    assert!(done.code == Some(0) && done.out.contains("it is not less than 0"), "told is told: {}", done.out);
    let done = compare(&["--decide", "yes_share > 0", "--format", "json"]);
    assert!(done.code == Some(0) && done.err.contains("it is more than 0"), "{}", done.err);
}
