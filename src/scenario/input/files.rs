//! Files that a scenario names: copied beside the results and named from there, so that a resolved scenario runs anywhere.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::scenario::builtin;
use crate::scenario::faults::Notes;
use crate::scenario::files::{Kind, Trouble, shown};
use crate::scenario::tree::{Node, Table, Value};

/// A file of the user's that a scenario reads besides its own text: a CSV file, or evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// What the resolved scenario calls it: `inputs/` and the file's name.
    pub name: String,
    /// Where it was read.
    pub path: PathBuf,
    /// SHA-256 of its content, hexadecimal.
    pub sha256: String,
}

/// Gives every file that the tree names its name in the output folder; files that cannot be read are faults.
pub(in crate::scenario) fn relocate(tree: &mut Table, notes: &mut Notes) -> Vec<InputFile> {
    let mut files = Vec::new();
    for key in ["stock", "inflow"] {
        let world = tree.get_mut("world").and_then(table_of);
        let csv = world.and_then(|world| world.get_mut(key)).and_then(table_of).and_then(|part| part.get_mut("csv"));
        csv.into_iter().for_each(|node| rename(node, &mut files, notes));
    }
    if let Some(Value::List(items)) = tree.get_mut("evidence").map(|node| &mut node.value) {
        let own = items.iter_mut().filter(|item| item.text().is_some_and(|text| builtin::text(Kind::Evidence, text).is_none()));
        own.for_each(|item| rename(item, &mut files, notes));
    }
    files
}

fn table_of(node: &mut Node) -> Option<&mut Table> {
    if let Value::Table(table) = &mut node.value { Some(table) } else { None }
}

fn rename(node: &mut Node, files: &mut Vec<InputFile>, notes: &mut Notes) {
    let Value::Text(text) = &mut node.value else { return };
    let path = PathBuf::from(&*text);
    match file_hash(&path) {
        Ok(sha256) => {
            let name = free_name(&path, files);
            *text = name.clone();
            files.push(InputFile { name, path, sha256 });
        }
        Err(error) => {
            let trouble = if path.is_dir() { Trouble::Folder } else { Trouble::from(error) };
            let (message, way_out) = trouble.explain(&shown(&path), text, &[Kind::Evidence]);
            notes.fault(node.place, message, way_out);
        }
    }
}

/// `inputs/NAME`, with a number before it if another file has that name.
fn free_name(path: &Path, files: &[InputFile]) -> String {
    let file = path.file_name().map_or_else(|| "input".into(), |name| name.to_string_lossy().into_owned());
    let names = std::iter::once(format!("inputs/{file}")).chain((2..).map(|number| format!("inputs/{number}-{file}")));
    names.into_iter().find(|name| files.iter().all(|known| known.name != *name)).unwrap_or(file)
}

fn file_hash(path: &Path) -> std::io::Result<String> {
    let mut reader = BufReader::new(File::open(path)?);
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        let count = reader.read(&mut buffer)?;
        if count == 0 {
            return Ok(hexadecimal(hasher));
        }
        hasher.update(&buffer[..count]);
    }
}

/// What identifies a scenario: its resolved text and the content of the files it names.
pub(in crate::scenario) fn hash(resolved: &str, files: &[InputFile]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(resolved);
    files.iter().for_each(|file| hasher.update(&file.sha256));
    hexadecimal(hasher)
}

fn hexadecimal(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
