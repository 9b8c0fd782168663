//! The program as its users meet it: the real binary, its exit codes, its two outputs and the folders it leaves.

mod calibrated;
mod codes;
mod commands;
mod compared;
mod faulty;
mod folders;
#[cfg(target_os = "linux")]
mod stopped;
mod talk;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use sha2::{Digest, Sha256};

/// A world that a debug build simulates in a few milliseconds.
const TINY: [&str; 4] = ["--set", "world.stock.persons=100", "--set", "run.to=2020-05-31"];

/// An empty folder for a test.
pub fn place(name: &str) -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).unwrap();
    place
}

/// The program with arguments, to be run in a folder.
fn program(place: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_troskel"));
    command.args(arguments).current_dir(place).stdin(Stdio::null()).env_remove("NO_COLOR");
    command
}

/// What a command left behind.
struct Done {
    code: Option<i32>,
    out: String,
    err: String,
}

fn done(output: Output) -> Done {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Done { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn troskel(place: &Path, arguments: &[&str]) -> Done {
    done(program(place, arguments).output().unwrap())
}

/// Runs the tiny world; it must succeed.
fn run(place: &Path, more: &[&str]) -> Done {
    let done = troskel(place, &[&["run", "minimal"], &TINY[..], more].concat());
    assert_eq!(done.code, Some(0), "{more:?}: {}", done.err);
    done
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path.as_ref()).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Every file below a folder with the hash of what is in it.
fn listing(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    list(folder, "", &mut files);
    files
}

fn list(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            list(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, hash(&fs::read(entry.path()).unwrap()));
        }
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Names of what is directly in a folder, sorted; none if there is no folder.
fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
