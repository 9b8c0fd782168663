//! Finding and reading files: by built-in name or path, with a plain word for everything that can go wrong.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::builtin;
use super::faults::{Notes, nearest};
use super::source::{BUILT_IN, Place, Sources};

/// What a file is; its first line says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Scenario,
    Policy,
    Payments,
    Evidence,
    Sweep,
}

impl Kind {
    pub const ALL: [Kind; 5] = [Kind::Scenario, Kind::Policy, Kind::Payments, Kind::Evidence, Kind::Sweep];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Scenario => "scenario",
            Kind::Policy => "policy",
            Kind::Payments => "payments",
            Kind::Evidence => "evidence",
            Kind::Sweep => "sweep",
        }
    }

    /// With its article, for messages.
    pub fn words(self) -> &'static str {
        match self {
            Kind::Scenario => "a scenario",
            Kind::Policy => "a policy",
            Kind::Payments => "a payment model",
            Kind::Evidence => "an evidence file",
            Kind::Sweep => "a sweep",
        }
    }

    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A text file that was found and read.
#[derive(Clone, Debug)]
pub(super) struct Opened {
    pub source: u32,
    /// What tells it from other files: its path, or kind and name if it is built in.
    pub identity: String,
    /// Where the paths that it names start from.
    pub folder: PathBuf,
    /// File name without folder and ending.
    pub stem: String,
}

/// The largest TOML file that is read, in bytes.
const MOST_BYTES: u64 = 50 * 1024 * 1024;

/// Opens a built-in file (one of `kinds`) or a path that starts from `folder`; faults are noted at `said_at`.
pub(super) fn open(
    name: &str,
    kinds: &[Kind],
    folder: &Path,
    said_at: Option<Place>,
    sources: &mut Sources,
    notes: &mut Notes,
) -> Option<Opened> {
    for &kind in kinds {
        if let Some(text) = builtin::text(kind, name) {
            let source = sources.add(format!("{name}{BUILT_IN}"), text);
            let identity = format!("built-in {} {name}", kind.name());
            return Some(Opened { source, identity, folder: PathBuf::from("."), stem: name.into() });
        }
    }
    let path = folder.join(name);
    let shown = shown(&path);
    match read(&path) {
        Ok(text) => {
            let identity = fs::canonicalize(&path).unwrap_or_else(|_| path.clone()).display().to_string();
            let folder = path.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf);
            let stem = path.file_stem().map_or_else(|| name.into(), |stem| stem.to_string_lossy().into_owned());
            Some(Opened { source: sources.add(shown, text), identity, folder, stem })
        }
        Err(trouble) => {
            let place = said_at.unwrap_or_else(|| Place::start_of(sources.add(shown.clone(), "")));
            let (message, way_out) = trouble.explain(&shown, name, kinds);
            notes.fault(place, message, way_out);
            None
        }
    }
}

/// A path as people write it, without a leading `./`.
pub(super) fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// Why a file could not be read.
pub(super) enum Trouble {
    Missing,
    Folder,
    Denied,
    TooLarge(u64),
    NotText { byte: usize, line: usize },
    Empty,
    Other(std::io::Error),
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Trouble {
        match error.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Trouble::Missing,
            std::io::ErrorKind::PermissionDenied => Trouble::Denied,
            _ => Trouble::Other(error),
        }
    }
}

impl Trouble {
    /// Message and way out.
    pub fn explain(&self, shown: &str, name: &str, kinds: &[Kind]) -> (String, String) {
        match self {
            Trouble::Missing => missing(shown, name, kinds),
            Trouble::Folder => (format!("{shown} is a folder, not a file"), "name a file in it".into()),
            Trouble::Denied => (format!("{shown} may not be read: permission denied"), "ask its owner for permission to read it".into()),
            Trouble::TooLarge(bytes) => {
                let message = format!("{shown} is {} MB large; at most {} MB are read", bytes / 1_048_576, MOST_BYTES / 1_048_576);
                (message, "put persons and registrations in a CSV file and name it in world.stock.csv or world.inflow.csv".into())
            }
            Trouble::NotText { byte, line } => (
                format!("{shown} is not UTF-8 text: byte {byte}, on line {line}"),
                "save it as UTF-8; å, ä and ö from an older encoding are the usual cause".into(),
            ),
            Trouble::Empty => (format!("{shown} is empty"), "`troskel new NAME` writes a scenario to start from".into()),
            Trouble::Other(error) => (format!("{shown} cannot be read: {error}"), "check the disk and the path".into()),
        }
    }
}

fn missing(shown: &str, name: &str, kinds: &[Kind]) -> (String, String) {
    let mut names: Vec<&str> = kinds.iter().flat_map(|&kind| builtin::names(kind)).collect();
    names.sort_unstable();
    names.dedup();
    let other =
        [Kind::Scenario, Kind::Policy, Kind::Payments, Kind::Evidence].into_iter().find(|kind| builtin::text(*kind, name).is_some());
    if let Some(other) = other {
        let wanted = kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" or ");
        let way_out = format!("write a scenario with {} = \"{name}\" and give that", other.name());
        return (format!("`{name}` is built in as {}, but a {wanted} is wanted here", other.words()), way_out);
    }
    let neighbours = neighbours(Path::new(shown));
    let near = nearest(file_name(name), names.iter().copied()).map(str::to_string);
    let near = near.or_else(|| nearest(file_name(shown), neighbours.iter().map(|file| file_name(file))).map(str::to_string));
    let way_out = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("give the path of a file or a built-in name: `{}`", names.join("`, `")),
    };
    (
        format!("`{name}` is neither a file nor a built-in {}", kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" or ")),
        way_out,
    )
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// TOML files in the same folder: one of them may have been meant.
fn neighbours(path: &Path) -> Vec<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut names: Vec<String> =
        files.filter(|file| file.extension().is_some_and(|end| end == "toml")).take(1_000).map(|file| self::shown(&file)).collect();
    names.sort();
    names
}

fn read(path: &Path) -> Result<String, Trouble> {
    let facts = fs::metadata(path)?;
    if facts.is_dir() {
        return Err(Trouble::Folder);
    }
    if facts.len() > MOST_BYTES {
        return Err(Trouble::TooLarge(facts.len()));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?; // a device has no length to look up
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Trouble::TooLarge(bytes.len() as u64));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        Trouble::NotText { byte, line: error.as_bytes()[..byte].iter().filter(|b| **b == b'\n').count() + 1 }
    })?;
    let text = text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text);
    if text.trim().is_empty() { Err(Trouble::Empty) } else { Ok(text) }
}
