//! Puts a finished folder where an older one may be, without a moment in which both are gone, and without losing
//! files that the user has added.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::folder::{first_free, suffixed};
use super::leftovers::OLD;
use super::manifest;

/// Nothing is there, or an empty folder.
pub(super) fn is_free(folder: &Path) -> bool {
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// Moves `partial` to `target`. A run there is exchanged as a whole; a folder of the user's own, were it empty, is filled file by file: it may be
/// the current one of a program, or have an owner and rights of its own.
pub(super) fn put(partial: &Path, target: &Path) -> io::Result<()> {
    match () {
        () if !target.exists() => rename_into(partial, target),
        () if is_free(target) || is_filled(target) => fill(partial, target),
        () => exchange(partial, target),
    }
}

/// Whether this folder has to stay where it is: it holds no run, or it is the current one.
pub(super) fn is_filled(target: &Path) -> bool {
    !is_free(target) && (manifest::identity_of(target).is_none() || holds_current_folder(target))
}

fn rename_into(partial: &Path, target: &Path) -> io::Result<()> {
    fs::rename(partial, target)?;
    sync_parent(target)
}

/// The old run steps aside, the new one takes its name, the user's own files move over, the old one goes.
fn exchange(partial: &Path, target: &Path) -> io::Result<()> {
    let aside = first_free(&suffixed(target, &format!("{OLD}{}", std::process::id())));
    fs::rename(target, &aside)?;
    if let Err(error) = fs::rename(partial, target) {
        fs::rename(&aside, target)?;
        return Err(error);
    }
    sync_parent(target)?;
    // The new results are in place: what goes wrong from here on leaves the old ones aside, and the next run names them.
    if keep_foreign(&aside, target, &manifest::files_of(&aside), "").is_ok() {
        let _ = fs::remove_dir_all(&aside);
    }
    Ok(())
}

/// Moves what the old manifest does not name to the same place in the new folder, unless a new file has that name.
fn keep_foreign(aside: &Path, target: &Path, known: &[String], prefix: &str) -> io::Result<()> {
    for entry in fs::read_dir(aside.join(prefix))? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let (from, to) = (entry.path(), target.join(&name));
        if entry.file_type()?.is_dir() && to.is_dir() {
            keep_foreign(aside, target, known, &format!("{name}/"))?;
        } else if !known.iter().any(|file| file == &name || file.starts_with(&format!("{name}/"))) && !to.exists() {
            fs::rename(from, to)?;
        }
    }
    Ok(())
}

/// Moves file by file into a folder that also holds other things, the manifest last.
fn fill(partial: &Path, target: &Path) -> io::Result<()> {
    let stale = manifest::files_of(target);
    let fresh = manifest::files_of(partial);
    for name in &fresh {
        let to = target.join(name);
        fs::create_dir_all(to.parent().unwrap_or(target))?;
        fs::rename(partial.join(name), to)?;
    }
    for name in stale.iter().filter(|name| !fresh.contains(name)) {
        let _ = fs::remove_file(target.join(name));
    }
    fs::rename(partial.join(manifest::FILE), target.join(manifest::FILE))?;
    sync_folder(target)?;
    fs::remove_dir_all(partial)
}

/// Whether the program was started in this folder or below it: then it must keep its name.
fn holds_current_folder(target: &Path) -> bool {
    let inside = || Some(std::env::current_dir().ok()?.canonicalize().ok()?.starts_with(target.canonicalize().ok()?));
    inside().unwrap_or(false)
}

fn sync_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), sync_folder)
}

/// Forces a folder's list of names to the disk.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere folders cannot be opened as files.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
