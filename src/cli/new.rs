//! `troskel new`: a commented starter scenario.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

use super::args::New;
use super::{Exit, complain, print};

pub fn new(arguments: &New) -> Exit {
    let name = arguments.name.strip_suffix(".toml").unwrap_or(&arguments.name);
    if name.ends_with('/') || name.is_empty() || name.contains(char::is_control) {
        complain(&format!("{name:?} cannot be the name of a scenario: give it letters, such as summer-2027"));
        return Exit::WrongUsage;
    }
    let file = format!("{name}.toml");
    let stem = std::path::Path::new(name).file_name().map_or(name.into(), |stem| stem.to_string_lossy());
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&file)
        .and_then(|mut out| out.write_all(crate::scenario::starter(&stem).as_bytes()));
    match written {
        Ok(()) => {
            print(&format!("{file} written. Next: troskel run {file}\n"));
            Exit::Done
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            complain(&format!("{file} exists already and is left as it is; take another name"));
            Exit::WrongUsage
        }
        Err(error) => {
            complain(&format!("{file} cannot be written: {error}"));
            Exit::Failed
        }
    }
}
