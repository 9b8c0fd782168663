//! The output folder: whole or not there at all, and never at the cost of an earlier run's results.
//!
//! ```text
//!  plan: refuse or pick the folder, open `<dir>.partial-<pid>`   ── the run ──►   write: all files, fsync, rename
//! ```
//!
//! A destination that is dropped before it is written removes its partial folder.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::input::RunInfo;
use super::leftovers::{self, Leftover};
use super::manifest::{self, Identity};
use super::replace;

/// Where results go without `-o`.
const DEFAULT_ROOT: &str = "outputs";

/// Why results could not be put where they belong.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error("{} isn't empty: nothing was run; take another folder, or add --force to write into this one", .0.display())]
    NotEmpty(PathBuf),
    #[error("{} is no folder: nothing was run; give -o another name", .0.display())]
    NotAFolder(PathBuf),
    #[error("cannot write {}: {source}; earlier results are untouched", path.display())]
    Write { path: PathBuf, source: io::Error },
}

impl FolderError {
    /// The program's exit code: 2 for a wrong `-o`, 1 for a failure.
    pub fn exit_code(&self) -> u8 {
        match self {
            FolderError::NotEmpty(_) | FolderError::NotAFolder(_) => 2,
            FolderError::Write { .. } => 1,
        }
    }

    pub(super) fn write(path: &Path) -> impl FnOnce(io::Error) -> FolderError {
        let path = path.to_path_buf();
        move |source| FolderError::Write { path, source }
    }
}

/// What a finished run leaves: who it was, and its files by name within the folder (`plots/funnel.svg`).
pub struct Output {
    pub info: RunInfo,
    pub files: Vec<(String, Vec<u8>)>,
}

/// The folder that a run will fill, chosen before it starts.
#[derive(Debug)]
pub struct Destination {
    /// The folder asked for, or the first choice of the default.
    wanted: PathBuf,
    /// Asked for by `-o`: this very folder, or none.
    exact: bool,
    force: bool,
    identity: Identity,
    partial: PathBuf,
    leftovers: Vec<Leftover>,
}

impl Destination {
    /// Chooses the folder (`out`, or `outputs/<name>`), refuses one that may not be written into, and opens the
    /// partial folder beside it, so that a run does not start whose results could not be kept.
    pub fn plan(out: Option<PathBuf>, name: &str, force: bool, identity: Identity) -> Result<Destination, FolderError> {
        let exact = out.is_some();
        let wanted = out.unwrap_or_else(|| Path::new(DEFAULT_ROOT).join(folder_name(name)));
        Destination::plan_at(wanted, exact, force, identity)
    }

    fn plan_at(wanted: PathBuf, exact: bool, force: bool, identity: Identity) -> Result<Destination, FolderError> {
        let wanted = match fs::canonicalize(&wanted) {
            Ok(found) => found, // a link is followed now: a rename would replace the link
            Err(_) => std::path::absolute(&wanted).map_err(FolderError::write(&wanted))?,
        };
        if exact {
            refuse(&wanted, force)?;
        }
        let leftovers = leftovers::beside(&wanted);
        if exact && wanted.is_dir() {
            probe(&wanted)?;
        }
        let partial = open_partial(&wanted)?;
        Ok(Destination { wanted, exact, force, identity, partial, leftovers })
    }

    /// How many replications were run after all, where that was not known beforehand.
    pub fn ran(&mut self, replications: u32) {
        self.identity.replications = replications;
    }

    /// Folders that killed runs left beside this one; they are kept, and it is for the user to look and delete.
    pub fn leftovers(&self) -> &[Leftover] {
        &self.leftovers
    }

    /// The path at which a file that is written while the run goes on (a journal, a picture) has to be made;
    /// `write` takes it along.
    pub fn place(&self, name: &str) -> Result<PathBuf, FolderError> {
        let path = self.partial.join(name);
        let folder = path.parent().unwrap_or(&self.partial);
        fs::create_dir_all(folder).map_err(FolderError::write(folder))?;
        Ok(path)
    }

    /// Writes everything, then puts the whole folder in its place. Gives the folder's path.
    ///
    /// An interrupted run goes to `<name>-interrupted` and replaces nothing. On an error the partial folder is removed
    /// and what was there before is untouched.
    pub fn write(self, output: &Output) -> Result<PathBuf, FolderError> {
        for (name, bytes) in &output.files {
            let path = self.place(name)?;
            write_file(&path, bytes).map_err(FolderError::write(&path))?;
        }
        let path = self.partial.join(manifest::FILE);
        let text = manifest::of_folder(&output.info, &self.partial).map_err(FolderError::write(&path))?;
        write_file(&path, &text).map_err(FolderError::write(&path))?;
        sync_tree(&self.partial).map_err(FolderError::write(&self.partial))?;
        self.put_in_place(output.info.interrupted)
    }

    /// Chooses the folder anew, since another run may have ended meanwhile, and renames.
    fn put_in_place(&self, interrupted: bool) -> Result<PathBuf, FolderError> {
        let target = match interrupted {
            true => first_free(&suffixed(&self.wanted, "-interrupted")),
            false if replace::is_free(&self.wanted) || self.may_replace(&self.wanted) => self.wanted.clone(),
            false => self.next_name(),
        };
        match replace::put(&self.partial, &target) {
            Ok(()) => Ok(target),
            Err(error) if replace::is_filled(&target) => Err(FolderError::write(&target)(error)),
            Err(_) => self.put_beside(&target), // whole results are worth more than a name
        }
    }

    /// Where nothing is in the way, because what was wanted turned out not to be replaceable.
    fn put_beside(&self, target: &Path) -> Result<PathBuf, FolderError> {
        let free = first_free(&suffixed(target, "-2"));
        replace::put(&self.partial, &free).map_err(FolderError::write(&free))?;
        Ok(free)
    }

    fn may_replace(&self, folder: &Path) -> bool {
        match self.exact {
            true => self.force,
            false => manifest::identity_of(folder).is_some_and(|found| found == self.identity),
        }
    }

    /// `<dir>-2`, `-3`, ...: the first that is free or holds the same run.
    fn next_name(&self) -> PathBuf {
        let mut names = (2..).map(|number| suffixed(&self.wanted, &format!("-{number}")));
        names.find(|name| replace::is_free(name) || (!self.exact && self.may_replace(name))).expect("numbers do not end")
    }
}

impl Drop for Destination {
    /// Removes the partial folder of a run that failed; one that was put in place is no longer there.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.partial);
    }
}

/// Refuses a folder that must not be written into.
fn refuse(wanted: &Path, force: bool) -> Result<(), FolderError> {
    match fs::metadata(wanted) {
        Err(_) if fs::symlink_metadata(wanted).is_ok() => Err(FolderError::NotAFolder(wanted.to_path_buf())), // leads nowhere
        Ok(found) if !found.is_dir() => Err(FolderError::NotAFolder(wanted.to_path_buf())),
        Ok(_) if !replace::is_free(wanted) && !force => Err(FolderError::NotEmpty(wanted.to_path_buf())),
        _ => Ok(()),
    }
}

/// Whether files can be made in a folder that is there: it will be filled.
fn probe(folder: &Path) -> Result<(), FolderError> {
    let file = first_free(&folder.join(format!("{}{}", leftovers::PARTIAL, std::process::id())));
    File::create(&file).and_then(|_| fs::remove_file(&file)).map_err(FolderError::write(folder))
}

/// Makes `<dir>.partial-<pid>`, with a number if a killed run with the same process number has left one.
fn open_partial(wanted: &Path) -> Result<PathBuf, FolderError> {
    let parent = wanted.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(parent).map_err(FolderError::write(parent))?;
    let partial = first_free(&suffixed(wanted, &format!("{}{}", leftovers::PARTIAL, std::process::id())));
    fs::create_dir(&partial).map_err(FolderError::write(&partial))?;
    Ok(partial)
}

/// The path itself, or with `-2`, `-3`, ... if something is there.
pub(super) fn first_free(path: &Path) -> PathBuf {
    let mut names = std::iter::once(path.to_path_buf()).chain((2..).map(|number| suffixed(path, &format!("-{number}"))));
    names.find(|name| !name.exists()).expect("numbers do not end")
}

/// The path with something added to its last part.
pub(super) fn suffixed(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(suffix);
    path.with_file_name(name)
}

/// A path as a person in the current folder would write it.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let near = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    near.as_deref().filter(|near| !near.as_os_str().is_empty()).unwrap_or(path).display().to_string()
}

/// Most bytes of a folder's name: file systems take 255, and endings are added.
const LONGEST: usize = 200;

/// A scenario's name as the name of a folder.
fn folder_name(name: &str) -> String {
    let kept = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+');
    let text: String = name.chars().map(|c| if kept(c) { c } else { '-' }).collect();
    let text = text.trim_start_matches('.');
    let text = &text[..text.floor_char_boundary(LONGEST)];
    if text.is_empty() { "run".to_string() } else { text.to_string() }
}

fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)
}

/// Forces every file and folder to the disk, so that the rename cannot arrive there before what it names.
fn sync_tree(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => sync_tree(&entry.path())?,
            false => File::open(entry.path())?.sync_all()?,
        }
    }
    replace::sync_folder(folder)
}

#[cfg(test)]
#[path = "folder_tests.rs"]
mod tests;
