//! Folders that killed runs have left, and what to do about them.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// Between a folder's name and the process that is writing it.
pub(super) const PARTIAL: &str = ".partial-";
/// Between a folder's name and the process that is replacing it.
pub(super) const OLD: &str = ".old-";

/// A folder without a living process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leftover {
    /// Results that were never whole.
    Partial(PathBuf),
    /// Results of an earlier run that were about to be replaced.
    Replaced(PathBuf),
}

impl fmt::Display for Leftover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Leftover::Partial(path) => {
                write!(f, "a run that was killed left {}: not whole, kept as it is; rm -r it when you have looked", path.display())
            }
            Leftover::Replaced(path) => {
                write!(f, "a run that was killed left {}: whole results of an earlier run; rename or delete them", path.display())
            }
        }
    }
}

/// What killed runs have left in the folder in which `wanted` lies, for any scenario; sorted by name.
pub(super) fn beside(wanted: &Path) -> Vec<Leftover> {
    let Some(entries) = wanted.parent().and_then(|parent| fs::read_dir(parent).ok()) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    paths.sort();
    paths.into_iter().filter_map(leftover).collect()
}

fn leftover(path: PathBuf) -> Option<Leftover> {
    let name = path.file_name()?.to_str()?;
    let dead = |tail: &str| tail.split('-').next().and_then(|pid| pid.parse().ok()).is_some_and(|pid| !is_alive(pid));
    match (name.rsplit_once(PARTIAL), name.rsplit_once(OLD)) {
        (Some((_, tail)), _) if dead(tail) => Some(Leftover::Partial(path)),
        (_, Some((_, tail))) if dead(tail) => Some(Leftover::Replaced(path)),
        _ => None,
    }
}

/// Whether another process with this number lives. Our own number means an earlier process with the same one: we have
/// not begun to write when this is asked. Where there is no `/proc` nothing is known to live, and a run that goes on
/// at the same time is named too: nothing is deleted on that account.
fn is_alive(pid: u32) -> bool {
    pid != std::process::id() && Path::new("/proc").join(pid.to_string()).exists()
}
