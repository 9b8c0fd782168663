//! Documents cannot rot: their commands, links and keys are held against the program.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use troskel::scenario::{Kind, builtin};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn troskel(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_troskel")).args(arguments).output().unwrap();
    assert!(output.status.success(), "troskel {} failed", arguments.join(" "));
    String::from_utf8(output.stdout).unwrap()
}

/// Markdown files of a folder and of those in it.
fn pages_of(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pages_of(&path, pages);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
}

/// All pages for readers, with their texts.
fn pages() -> Vec<(PathBuf, String)> {
    let mut pages = ["README.md", "CHANGELOG.md", "outputs/README.md"].map(|name| root().join(name)).to_vec();
    pages_of(&root().join("docs"), &mut pages);
    let texts = pages.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap()));
    texts.collect()
}

/// Lines inside fences, and spans of code outside of them.
fn code(text: &str) -> Vec<String> {
    let (mut fenced, mut code) = (false, Vec::new());
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            code.push(line.trim().to_string());
        } else {
            code.extend(line.split('`').skip(1).step_by(2).map(|span| span.trim().to_string()));
        }
    }
    code
}

/// The arguments of a command of ours in a piece of code.
fn arguments(code: &str) -> Option<Vec<&str>> {
    let code = code.split(" # ").next().unwrap_or(code).trim_start_matches("$ ").trim_start_matches("Next:").trim();
    let rest = code.strip_prefix("troskel ").or_else(|| code.strip_prefix("cargo run --release -- "))?;
    Some(rest.split_whitespace().collect())
}

/// Names of subcommands, from the program's help.
fn subcommands() -> BTreeSet<String> {
    let help = troskel(&["--help"]);
    let listed = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1).take_while(|line| !line.is_empty());
    listed.filter_map(|line| line.split_whitespace().next().map(String::from)).collect()
}

#[test]
fn every_command_and_option_in_the_documents_exists() {
    let (known, mut seen) = (subcommands(), BTreeSet::new());
    for (page, text) in pages() {
        for piece in code(&text) {
            let Some(words) = arguments(&piece) else { continue };
            let command = words[0];
            // Names in capitals stand for any command, `troskel`'s own options come before one.
            if command.starts_with('-') {
                continue;
            }
            assert!(known.contains(command), "{}: `{piece}`: there is no command `{command}`", page.display());
            let help = troskel(&[command, "--help"]);
            for option in words.iter().filter(|word| word.starts_with('-')) {
                let name = option.split('=').next().unwrap();
                let known = help.split(|sign: char| sign.is_whitespace() || sign == ',').any(|word| word == name);
                assert!(known, "{}: `{piece}`: `{command}` has no option {name}", page.display());
            }
            seen.insert(command.to_string());
        }
    }
    assert_eq!(seen, known.into_iter().filter(|name| name != "help").collect(), "each command is in some document");
}

/// What the README says of the quick start is what the program does.
#[test]
fn the_readme_begins_with_two_commands() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for command in ["cargo run --release -- run", "cargo test"] {
        assert!(readme.contains(&format!("```sh\n{command}\n```")), "{command}");
    }
}

#[test]
fn every_relative_link_leads_to_a_file() {
    let mut count = 0;
    for (page, text) in pages() {
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.starts_with("http") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            assert!(target.exists(), "{}: {link} leads nowhere", page.display());
            if !anchor.is_empty() {
                let text = fs::read_to_string(&target).unwrap();
                let headings: Vec<String> = text.lines().filter(|line| line.starts_with('#')).map(anchor_of).collect();
                assert!(headings.iter().any(|known| known == anchor), "{}: {link}: no such heading", page.display());
            }
            count += 1;
        }
    }
    assert!(count > 20, "links are found: {count}");
}

/// The anchor of a heading, as readers of Markdown make it.
fn anchor_of(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    text.chars().filter(|sign| sign.is_alphanumeric() || " -".contains(*sign)).map(|sign| if sign == ' ' { '-' } else { sign }).collect()
}

/// Tables and keys of the list of parameters: `policy.service`, `policy.service.periods`.
fn known_keys() -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("docs/parameters.md")).unwrap();
    let (mut table, mut keys) = (String::new(), BTreeSet::new());
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            table = title.to_string();
            let parts: Vec<&str> = title.split('.').collect();
            keys.extend((1..=parts.len()).map(|count| parts[..count].join(".").trim_end_matches("[]").to_string()));
            keys.insert(title.to_string());
        } else if let Some(key) = line.strip_prefix("| `").and_then(|rest| rest.split('`').next()) {
            keys.insert(format!("{table}.{key}"));
        }
    }
    keys
}

/// The keys that code names, such as `policy.service.periods` or `policy.service.periods=1`.
fn keys_in(code: &str) -> impl Iterator<Item = &str> {
    let words = code.split(|sign: char| sign.is_whitespace() || "=,:()\"".contains(sign));
    let keys = words.map(|word| word.trim_matches(|sign: char| "`|".contains(sign)).trim_end_matches('.'));
    keys.map(|word| word.split('[').next().unwrap_or(word))
        .filter(|word| ["policy.", "world.", "run.", "payments."].iter().any(|part| word.starts_with(part)))
}

#[test]
fn every_key_in_the_documents_exists() {
    let known = known_keys();
    assert!(known.len() > 150, "keys are found: {}", known.len());
    let mut count = 0;
    for (page, text) in pages() {
        for piece in code(&text) {
            // The README shows what a misspelt key looks like.
            for key in keys_in(&piece).filter(|key| *key != "policy.service.period") {
                assert!(known.contains(key), "{}: there is no key `{key}`", page.display());
                count += 1;
            }
        }
    }
    assert!(count > 30, "keys are named: {count}");
}

/// Every policy that comes with the program has a row that says what it changes and why, and no row is about anything else.
#[test]
fn every_policy_is_explained() {
    let text = fs::read_to_string(root().join("docs/policies.md")).unwrap();
    let rows: BTreeSet<&str> = text.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let known: BTreeSet<&str> = builtin::names(Kind::Policy).into_iter().chain(builtin::shipped()).collect();
    assert_eq!(rows, known, "rows and policies differ");
}

/// The phases in the model's description are those of the program.
#[test]
fn the_model_has_the_order_of_a_day() {
    let model = fs::read_to_string(root().join("docs/model.md")).unwrap();
    assert!(model.contains(&troskel(&["explain", "--order"])), "docs/model.md, Process overview: copy `troskel explain --order`");
}

#[test]
fn every_dependency_has_a_reason() {
    let (manifest, reasons) =
        ["Cargo.toml", "docs/decisions/dependencies.md"].map(|name| fs::read_to_string(root().join(name)).unwrap()).into();
    let mut section = "";
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]")
            && let Some((name, _)) = line.split_once(" = ")
        {
            assert!(reasons.contains(&format!("| `{name}`")), "docs/decisions/dependencies.md does not say why {name} is needed");
        }
    }
}
