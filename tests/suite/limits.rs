//! Everything that can be wrong with files: each case names the place, what is said and the way out.

mod relations;
mod sources;
mod values;

use std::path::{Path, PathBuf};

use troskel::scenario::{self, Faults, Findings, Request, Warnings};

/// A folder of files, what is loaded from it, and what must be said.
struct Case {
    name: &'static str,
    files: Vec<(&'static str, String)>,
    variants: &'static [&'static str],
    set: &'static [&'static str],
    /// `file:line` or `file:line:column`; empty where there is no file.
    at: &'static str,
    says: &'static str,
    way_out: &'static str,
}

const HEAD: &str = "kind = \"scenario\"\nextends = \"krom-2020\"\n";

/// A scenario that extends the pilot; `body` begins on line 3.
fn scenario(name: &'static str, body: &str, at: &'static str, says: &'static str, way_out: &'static str) -> Case {
    Case { name, files: vec![("main.toml", format!("{HEAD}{body}"))], variants: &[], set: &[], at, says, way_out }
}

/// A file as it stands.
fn whole(name: &'static str, text: &str, at: &'static str, says: &'static str, way_out: &'static str) -> Case {
    Case { files: vec![("main.toml", text.into())], ..scenario(name, "", at, says, way_out) }
}

/// The pilot with a stock file: `row` is line 2 of it.
fn stock(name: &'static str, row: &str, at: &'static str, says: &'static str, way_out: &'static str) -> Case {
    let header = "area,birth_date,sex,education,birth_region,disability,registered_on";
    with_csv(name, "stock", format!("{header}\n{row}\n"), at, says, way_out)
}

fn with_csv(name: &'static str, part: &str, csv: String, at: &'static str, says: &'static str, way_out: &'static str) -> Case {
    let main = format!("{HEAD}[world.{part}]\ncsv = \"given.csv\"\n");
    Case { files: vec![("main.toml", main), ("given.csv", csv)], ..scenario(name, "", at, says, way_out) }
}

fn set(name: &'static str, set: &'static [&'static str], at: &'static str, says: &'static str, way_out: &'static str) -> Case {
    Case { set, ..scenario(name, "", at, says, way_out) }
}

/// The pilot with variants laid over it.
fn variants(
    name: &'static str,
    files: &[(&'static str, &str)],
    variants: &'static [&'static str],
    at: &'static str,
    says: &'static str,
    way_out: &'static str,
) -> Case {
    let mut case = Case { variants, ..scenario(name, "", at, says, way_out) };
    case.files.extend(files.iter().map(|(name, text)| (*name, (*text).to_string())));
    case
}

/// Writes a case's files to a folder of its own.
fn folder(name: &str, files: &[(&str, String)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("limits").join(name.replace(' ', "-"));
    std::fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        std::fs::write(folder.join(file), text).unwrap();
    }
    folder
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

fn load(case: &Case) -> (PathBuf, Result<scenario::Loaded, Faults>) {
    let folder = folder(case.name, &case.files);
    let variant = |name: &&str| if name.ends_with(".toml") { path(&folder, name) } else { (*name).to_string() };
    let request = Request {
        base: Some(path(&folder, "main.toml")),
        variants: case.variants.iter().map(variant).collect(),
        set: case.set.iter().map(|text| text.to_string()).collect(),
    };
    let loaded = scenario::load(&request);
    (folder, loaded)
}

/// Whether one of the findings is at the place and says the words.
fn found(findings: &Findings, folder: &Path, at: &str, says: &str, way_out: &str) -> bool {
    findings.iter().any(|finding| {
        let position = findings.position(finding).to_string();
        let short = position.strip_prefix(&format!("{}/", folder.display())).unwrap_or(&position).to_string() + ":";
        let placed = short.starts_with(&format!("{}:", at.trim_end_matches(':')));
        placed && finding.message.contains(says) && finding.way_out.contains(way_out)
    })
}

#[test]
fn every_fault_names_its_place_its_reason_and_the_way_out() {
    let cases: Vec<Case> = [
        values::types(),
        values::keys(),
        values::bounds(),
        relations::together(),
        sources::files(),
        sources::settings(),
        sources::csv_files(),
    ]
    .into_iter()
    .flatten()
    .collect();
    assert!(cases.len() >= 120, "{}", cases.len());
    let mut missed = Vec::new();
    for case in &cases {
        match load(case) {
            (_, Ok(_)) => missed.push(format!("{}: loads", case.name)),
            (folder, Err(faults)) if !found(&faults, &folder, case.at, case.says, case.way_out) => {
                missed.push(format!("{}: expected {} {:?} {:?}, got\n{faults}", case.name, case.at, case.says, case.way_out));
            }
            _ => {}
        }
    }
    assert!(missed.is_empty(), "{} of {}:\n{}", missed.len(), cases.len(), missed.join("\n"));
}

#[test]
fn all_faults_of_all_files_come_at_once() {
    let body = "policy = \"other.toml\"\n[world.stock]\npersns = 1\n[run]\nseed = \"x\"\nto = 2019-01-01\n[world.areas.\"Umeå\"]\nstock_weight = -1\n";
    let mut case = scenario("several", body, "", "", "");
    case.files.push(("other.toml", "kind = \"policy\"\n[policy.referral]\nwhen_full = \"give up\"\n[run]\nseed = 1\n".into()));
    case.set = &["world.contact.reached_share=7"];
    let (folder, loaded) = load(&case);
    let faults = loaded.unwrap_err();
    let at: Vec<String> =
        faults.iter().map(|finding| faults.position(finding).to_string().replace(&format!("{}/", folder.display()), "")).collect();
    for place in [
        "main.toml:5:1",
        "main.toml:7:8",
        "main.toml:8:6",
        "main.toml:10:16",
        "other.toml:3:13",
        "other.toml:4:2",
        "--set world.contact.reached_share=7:1:29",
    ] {
        assert!(at.iter().any(|found| found == place), "{place} not in {at:?}");
    }
    assert_eq!(faults.len(), 7, "{faults}");
}

#[test]
fn a_fault_shows_the_line_with_a_caret_and_the_way_out() {
    let (folder, loaded) = load(&scenario("caret", "[world.stock]\npersons = -1\n", "", "", ""));
    let text = loaded.unwrap_err().render(false);
    for part in [
        "error: `world.stock.persons` is -1",
        &format!("--> {}:4:11", path(&folder, "main.toml")),
        "4 | persons = -1",
        "^^",
        "help: give a value from 0",
    ] {
        assert!(text.contains(part), "{part:?} not in\n{text}");
    }
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let folder = folder("unreadable", &[]);
    std::fs::write(folder.join("latin1.toml"), b"kind = \"scenario\"\ntitle = \"Ume\xe5\"\n").unwrap();
    std::fs::File::create(folder.join("large.toml")).unwrap().set_len(100 * 1024 * 1024).unwrap();
    std::fs::create_dir_all(folder.join("folder.toml")).unwrap();
    let cases = [
        ("latin1.toml", "is not UTF-8 text: byte 30, on line 2"),
        ("large.toml", "is 100 MB large; at most 50 MB"),
        ("folder.toml", "is a folder"),
        ("nowhere.toml", "is neither a file nor a built-in scenario"),
        ("latin1.toml/below.toml", "is neither a file nor a built-in scenario"),
        // No permission: a test that runs as root may read everything, so a file that nobody can read as a file stands in.
        ("/proc/self/mem", "cannot be read"),
    ];
    let start = std::time::Instant::now();
    for (file, says) in cases {
        let name = path(&folder, file);
        let faults = scenario::load(&Request { base: Some(name), ..Request::default() }).unwrap_err();
        let said: Vec<&str> = faults.iter().map(|finding| finding.message.as_str()).collect();
        assert!(said.iter().any(|message| message.contains(says)), "{file}: {said:?}");
    }
    assert!(start.elapsed().as_secs() < 2, "the large file was read");
}

#[test]
fn a_mark_and_line_ends_of_windows_make_no_difference() {
    let text = format!("\u{feff}{HEAD}[world.stock]\npersns = 1\n").replace('\n', "\r\n");
    let (folder, loaded) = load(&whole("windows", &text, "", "", ""));
    let faults = loaded.unwrap_err();
    assert!(found(&faults, &folder, "main.toml:4:1", "persns", "persons"), "{faults}");
}

/// What cannot be read is told, and nothing that only follows from it.
#[test]
fn one_mistake_is_one_fault() {
    let scenarios = [
        ("date", "[run]\nto = 2020-02-30"),
        ("unquoted", "title = hello"),
        ("comma", "[world.effect]\nafter = 1,02"),
        ("policy", "policy = \"nowhere.toml\""),
        ("number", "[run]\nseed = 1x"),
    ];
    let mut cases: Vec<Case> = scenarios.map(|(name, body)| scenario(name, body, "main.toml", "", "")).into();
    let itself = "kind = \"scenario\"\nextends = \"main.toml\"\n[run]\nreplications = 5\n";
    cases.extend(
        [itself, &itself.replace("main", "nowhere"), "kind = \"scenario\"\nextends = 3\n"]
            .map(|text| whole("base", text, "main.toml", "", "")),
    );
    for case in cases {
        let (_, loaded) = load(&case);
        let faults = loaded.unwrap_err();
        assert_eq!(faults.len(), 1, "{}: {faults}", case.name);
    }
}

/// Ages are whole years: from the 15th birthday to the day before the 81st.
#[test]
fn ages_go_by_birthdays() {
    let persons =
        ["1939-03-30", "2005-03-29", "2004-02-29"].map(|born| format!("Umeå,{born},man,tertiary,sweden,none,2019-12-31\n")).concat();
    let (_, loaded) = load(&stock("ages", persons.trim_end(), "", "", ""));
    assert_eq!(loaded.unwrap_or_else(|faults| panic!("{faults}")).scenario.world.stock.persons, 3);
}

#[test]
fn bad_rows_are_told_up_to_a_limit() {
    let row = "Umeå,1980-01-01,x,tertiary,sweden,none,2019-01-01\n";
    let (_, loaded) = load(&stock("many rows", &row.repeat(50), "", "", ""));
    let faults = loaded.unwrap_err();
    assert_eq!(faults.len(), 21);
    assert!(faults.iter().any(|finding| finding.message.contains("30 more bad rows")));
}

#[test]
fn the_users_own_stock_and_inflow_are_read_in_swedish() {
    let stock = "\u{feff}Leveransområde;Ålder;Kön;Utbildning;Födelseregion;Funktionsnedsättning;Ramprogram;Sökandekategori;Inskriven\r\nUmeå;41;Kvinna;Eftergymnasial;utanför Europa;nej;Etablering;deltid;2019-03-01\r\nVästerås;20;man;grundskola;Sverige;ja;;;2020-03-29\r\n";
    let months = ["03", "04", "05", "06", "07", "08", "09", "10", "11", "12"].map(|month| format!("2020-{month};Umeå;10,5\n")).concat();
    let main = format!("{HEAD}[world.stock]\ncsv = \"stock.csv\"\n[world.inflow]\ncsv = \"inflow.csv\"\n");
    let files = vec![("main.toml", main), ("stock.csv", stock.into()), ("inflow.csv", format!("månad;område;antal\n{months}"))];
    let (folder, loaded) = load(&Case { files, ..whole("given", "", "", "", "") });
    let loaded = loaded.unwrap_or_else(|faults| panic!("{faults}"));
    let world = &loaded.scenario.world;
    let persons = world.stock.given.as_ref().unwrap();
    assert_eq!((world.stock.persons, persons.len()), (2, 2));
    let day = troskel::units::Day::parse("2020-03-29").unwrap();
    assert_eq!((persons[0].traits.age_years(day), persons[1].traits.age_years(day)), (41, 20));
    assert!(persons[0].traits.newly_arrived && !persons[1].traits.newly_arrived);
    assert_eq!(world.areas.iter().map(|area| area.stock_share).collect::<Vec<_>>(), [0.0, 0.0, 0.0, 0.0, 0.5, 0.5]);
    assert_eq!(world.inflow.months[0].1, [0.0, 0.0, 0.0, 0.0, 10.5, 0.0]);
    assert_eq!(loaded.inputs.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["inputs/stock.csv", "inputs/inflow.csv"]);

    // The resolved scenario and its inputs run anywhere and are the same scenario.
    let copy = folder.join("copy");
    std::fs::create_dir_all(copy.join("inputs")).unwrap();
    std::fs::write(copy.join("scenario.toml"), &loaded.resolved).unwrap();
    for file in &loaded.inputs {
        std::fs::copy(&file.path, copy.join(&file.name)).unwrap();
    }
    let again = scenario::load(&Request { base: Some(path(&copy, "scenario.toml")), ..Request::default() }).unwrap();
    assert_eq!((again.scenario, again.resolved, again.hash), (loaded.scenario, loaded.resolved, loaded.hash));
}

fn warnings(name: &'static str, body: &str) -> (PathBuf, Warnings) {
    let (folder, loaded) = load(&scenario(name, body, "", "", ""));
    (folder, loaded.unwrap_or_else(|faults| panic!("{faults}")).warnings)
}

#[test]
fn what_may_be_meant_but_most_likely_is_not_is_a_warning() {
    let set = "[[policy.thresholds]]\nfrom = 2020-03-30\nmin_registration_days = 1\n";
    let crossed = format!(
        "{set}too_far_below = [[1, 5], [101, 25]]\nlevel_c_below = [[1, 15]]\nlevel_b_below = [[1, 40]]\nlevel_a_below = [[1, 70], [300, 60]]\n"
    );
    let (folder, found_all) = warnings("crossing", &crossed);
    assert!(found(&found_all, &folder, "main.toml:7:17", "from registration day 52 on, so nobody gets level C", "raise"), "{found_all}");
    assert!(found(&found_all, &folder, "main.toml:9:17", "level_a_below falls from 70 to 60", "registered longer"), "{found_all}");
    let (folder, found_all) = warnings("list outside the run", "[policy.preprofiling]\ndate = 2021-06-01\n");
    assert!(found(&found_all, &folder, "main.toml:4:8", "outside the run", "policy.preprofiling"), "{found_all}");
    let (folder, found_all) = warnings("no contracts", "[world.providers.\"New\"]\nenters = 2021-01-01\nattractiveness = 1\nareas = {}\n");
    assert!(found(&found_all, &folder, "main.toml:3", "has no areas", "areas ="), "{found_all}");
    assert!(found(&found_all, &folder, "main.toml:3", "enters after the run ends", "move"), "{found_all}");
}

#[test]
fn evidence_is_checked_as_a_file() {
    let fact = "[[fact]]\nid = \"a\"\nmeasure = \"yes_share\"\npublished = 0.3\ntolerance = 0.1\n";
    let cases = [
        (
            "no published figure",
            "[[fact]]\nid = \"a\"\nmeasure = \"started\"\ntolerance = 1\n".to_string(),
            "main.toml:2",
            "no `published` figure",
        ),
        ("no id", "[[fact]]\nmeasure = \"started\"\npublished = 1\ntolerance = 1\n".into(), "main.toml:2", "no `id`"),
        ("id twice", format!("{fact}{fact}"), "main.toml:8:6", "is given twice"),
        ("negative tolerance", fact.replace("0.1", "-0.1"), "main.toml:6:13", "below 0"),
        ("share in percent", fact.replace("0.3", "{ a = 30 }"), "main.toml:5:19", "the share is 30"),
        ("published text", fact.replace("0.3", "\"30\""), "main.toml:5:13", "must be a number"),
        ("no facts", String::new(), "main.toml:1", "has no facts"),
        ("unknown word", format!("facts = 3\n{fact}"), "main.toml:2:1", "unknown key `facts`"),
        ("not TOML", "[[fact\n".into(), "main.toml:2", "not TOML"),
    ];
    for (name, text, at, says) in cases {
        let folder = folder(&format!("evidence {name}"), &[("main.toml", format!("kind = \"evidence\"\n{text}"))]);
        let (_, faults) = scenario::check(&[path(&folder, "main.toml")]);
        assert!(found(&faults, &folder, at, says, ""), "{name}: {faults}");
    }
}

#[test]
fn files_of_any_kind_are_checked_together() {
    let files = [
        ("policy.toml", "kind = \"policy\"\n[policy.caseworkers]\nlocal_slots_per_day = -5\n".to_string()),
        ("payments.toml", "kind = \"payments\"\n[payments]\npay_delay_day = 3\n".into()),
        ("sweep.toml", "kind = \"sweep\"\n".into()),
        ("what.toml", "kind = \"thing\"\n".into()),
        ("main.toml", format!("{HEAD}[run]\nto = 2019-01-01\n")),
    ];
    let folder = folder("together", &files);
    let paths: Vec<String> = files.iter().map(|(name, _)| path(&folder, name)).collect();
    let (_, faults) = scenario::check(&paths);
    for (at, says) in [
        ("policy.toml:3:23", "is -5"),
        ("payments.toml:3:1", "unknown key"),
        ("sweep.toml:1", "not supported yet"),
        ("what.toml:1:8", "`kind` is"),
        ("main.toml:4:6", "before it begins"),
    ] {
        assert!(found(&faults, &folder, at, says, ""), "{at}: {faults}");
    }
    assert_eq!(faults.len(), 5, "{faults}");
}

/// Name, files, settings and place of every case without variants, to be given to the binary.
type Broken = (&'static str, Vec<(&'static str, String)>, &'static [&'static str], &'static str);

pub(crate) fn through_the_binary() -> Vec<Broken> {
    // Every third case: the rest is told by the same code.
    let cases = [
        values::types(),
        values::keys(),
        values::bounds(),
        relations::together(),
        sources::files(),
        sources::settings(),
        sources::csv_files(),
    ];
    let cases = cases.into_iter().flatten().filter(|case| case.variants.is_empty() && !case.at.is_empty() && !case.at.contains("built in"));
    cases.step_by(3).map(|case| (case.name, case.files, case.set, case.at)).collect()
}
