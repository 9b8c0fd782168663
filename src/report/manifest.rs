//! `manifest.json`: which program ran what, where and for how long, and the hash of every file.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::input::RunInfo;

/// Its name in the folder.
pub(super) const FILE: &str = "manifest.json";

/// What makes two runs the same run: their results agree to the byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub version: String,
    pub resolved_hash: String,
    pub seed: u64,
    pub replications: u32,
}

/// The manifest of a run whose other files lie in `folder`.
pub(super) fn of_folder(info: &RunInfo, folder: &Path) -> io::Result<Vec<u8>> {
    let mut names = Vec::new();
    list(folder, "", &mut names)?;
    names.sort();
    let files: Vec<Value> = names.iter().filter(|name| *name != FILE).map(|name| entry(folder, name)).collect::<io::Result<_>>()?;
    let mut text = serde_json::to_vec_pretty(&manifest(info, files))?;
    text.push(b'\n');
    Ok(text)
}

fn manifest(info: &RunInfo, files: Vec<Value>) -> Value {
    json!({
        "program": "troskel",
        "version": info.version,
        "commit": info.commit,
        "scenario": info.scenario,
        "title": info.title,
        "resolved_hash": info.resolved_hash,
        "drawn_parameters": info.drawn,
        "seed": info.seed,
        "replications": info.replications_asked,
        "replications_done": info.replications_done,
        "interrupted": info.interrupted,
        "threads": info.threads,
        "platform": info.platform,
        "started": info.started,
        "seconds": info.seconds,
        "files": files,
    })
}

/// All files below a folder, with `/` between their parts.
fn list(folder: &Path, prefix: &str, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        match entry.file_type()?.is_dir() {
            true => list(&entry.path(), &format!("{name}/"), names)?,
            false => names.push(name),
        }
    }
    Ok(())
}

fn entry(folder: &Path, name: &str) -> io::Result<Value> {
    let mut file = File::open(folder.join(name))?;
    let (mut hasher, mut buffer, mut bytes) = (Sha256::new(), vec![0; 1 << 16], 0_u64);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
        bytes += read as u64;
    }
    Ok(json!({ "name": name, "bytes": bytes, "sha256": hex(&hasher.finalize()) }))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(folder: &Path) -> Option<Value> {
    let found: Value = serde_json::from_slice(&fs::read(folder.join(FILE)).ok()?).ok()?;
    (found["program"] == "troskel").then_some(found)
}

/// Which run a folder holds, if it holds one.
pub(super) fn identity_of(folder: &Path) -> Option<Identity> {
    let found = read(folder)?;
    let text = |key: &str| Some(found[key].as_str()?.to_string());
    let replications = u32::try_from(found["replications_done"].as_u64()?).ok()?;
    Some(Identity { version: text("version")?, resolved_hash: text("resolved_hash")?, seed: found["seed"].as_u64()?, replications })
}

/// The files that a folder's manifest names, itself not counted; none if it has no manifest.
pub(super) fn files_of(folder: &Path) -> Vec<String> {
    let found = read(folder).unwrap_or_default();
    let files = found["files"].as_array().cloned().unwrap_or_default();
    let names = files.iter().filter_map(|file| Some(file["name"].as_str()?.to_string()));
    names.filter(|name| stays_inside(name)).collect()
}

/// A manifest is a file like any other: a name in it must not lead out of its folder.
fn stays_inside(name: &str) -> bool {
    Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}
