//! Files as layers: what each says itself, what it extends, and the policy and payment model that it names.

use std::path::{Path, PathBuf};

use super::check::check_file;
use super::faults::{Notes, suggestion};
use super::files::{self, Kind, Opened};
use super::keys::{ANNOTATIONS, TableShape, keys, scenario_shape};
use super::path::{self, Step};
use super::source::{Place, Sources};
use super::tree::{self, Entry, Node, Table, Value};

/// What one file says, its words about other files taken out.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub kind: Kind,
    pub identity: String,
    /// What the file is called, for scenarios that don't name themselves.
    pub stem: String,
    pub tree: Table,
    pub unset: Vec<(Vec<Step>, Place)>,
    /// Its beginning: where something about it as a whole is said.
    pub place: Place,
    /// Whether it extends another file.
    pub extends: bool,
}

/// Reads files into layers, noting faults on the way.
pub(super) struct Reader<'a> {
    pub sources: &'a mut Sources,
    pub notes: &'a mut Notes,
    /// A file of the stack could not be read: what it would have said is not missing.
    pub lacks_files: bool,
}

/// A name of another file, and where it is said.
struct Mention {
    name: String,
    place: Place,
}

/// One file, taken apart.
struct Parts {
    layer: Layer,
    folder: PathBuf,
    extends: Option<Mention>,
    policy: Option<Mention>,
    payments: Option<Mention>,
}

impl<'a> Reader<'a> {
    pub fn new(sources: &'a mut Sources, notes: &'a mut Notes) -> Reader<'a> {
        Reader { sources, notes, lacks_files: false }
    }

    /// The layers of a file, lowest first: what it extends, then what it says itself.
    pub fn stack(&mut self, name: &str, kinds: &[Kind]) -> Vec<Layer> {
        match files::open(name, kinds, Path::new(""), None, self.sources, self.notes) {
            Some(opened) => self.stack_of(opened, kinds, &mut Vec::new()),
            None => self.lacking(),
        }
    }

    /// No layers, for a reason that has been noted.
    fn lacking(&mut self) -> Vec<Layer> {
        self.lacks_files = true;
        Vec::new()
    }

    fn stack_of(&mut self, opened: Opened, kinds: &[Kind], chain: &mut Vec<String>) -> Vec<Layer> {
        let Some(parts) = self.take_apart(&opened, kinds) else { return self.lacking() };
        chain.push(opened.identity);
        let mut layers = Vec::new();
        let own_kind = parts.layer.kind;
        for (mention, kind) in [(&parts.extends, own_kind), (&parts.policy, Kind::Policy), (&parts.payments, Kind::Payments)] {
            if let Some(mention) = mention {
                layers.extend(self.mentioned(mention, kind, &parts.folder, chain));
            }
        }
        chain.pop();
        layers.push(parts.layer);
        layers
    }

    fn mentioned(&mut self, mention: &Mention, kind: Kind, folder: &Path, chain: &mut Vec<String>) -> Vec<Layer> {
        let Some(opened) = files::open(&mention.name, &[kind], folder, Some(mention.place), self.sources, self.notes) else {
            return self.lacking();
        };
        if let Some(start) = chain.iter().position(|identity| *identity == opened.identity) {
            let mut names: Vec<String> = chain[start..].iter().map(|identity| short(identity)).collect();
            names.push(short(&opened.identity));
            self.notes.fault(
                mention.place,
                format!("these files extend each other in a loop: {}", names.join(" -> ")),
                "let one of them extend nothing, or a built-in scenario",
            );
            return self.lacking();
        }
        self.stack_of(opened, &[kind], chain)
    }

    fn take_apart(&mut self, opened: &Opened, kinds: &[Kind]) -> Option<Parts> {
        let mut table = tree::parse(self.sources, opened.source, self.notes);
        let place = Place::start_of(opened.source);
        let kind = kind_of(&mut table, kinds, place, self.notes)?;
        let extends = self.mention(&mut table, "extends");
        let policy = if kind == Kind::Scenario { self.named(&mut table, "policy") } else { None };
        let payments = if kind == Kind::Payments { None } else { self.named(&mut table, "payments") };
        let unset = self.unset(&mut table, kind);
        self.check(&mut table, kind);
        relocate(&mut table, &opened.folder);
        let layer = Layer {
            kind,
            identity: opened.identity.clone(),
            stem: opened.stem.clone(),
            tree: table,
            unset,
            place,
            extends: extends.is_some(),
        };
        Some(Parts { layer, folder: opened.folder.clone(), extends, policy, payments })
    }

    /// A word of the file that names another file.
    fn mention(&mut self, table: &mut Table, word: &str) -> Option<Mention> {
        let entry = table.remove(word)?;
        match entry.node.text() {
            Some(name) if !name.trim().is_empty() => Some(Mention { name: name.into(), place: entry.node.place }),
            _ => {
                self.lacks_files = true;
                self.notes.fault(
                    entry.node.place,
                    format!("`{word}` must be a name or a file, not {}", entry.node.value.describe()),
                    "put the name in double quotes",
                );
                None
            }
        }
    }

    /// `policy` and `payments` name a file, or are tables.
    fn named(&mut self, table: &mut Table, word: &str) -> Option<Mention> {
        if table.get(word).is_some_and(|node| node.table().is_some()) { None } else { self.mention(table, word) }
    }

    fn unset(&mut self, table: &mut Table, kind: Kind) -> Vec<(Vec<Step>, Place)> {
        let Some(entry) = table.remove("unset") else { return Vec::new() };
        let mut paths = Vec::new();
        for item in entry.node.list().unwrap_or(std::slice::from_ref(&entry.node)) {
            let parsed = item.text().ok_or("it is no text".to_string()).and_then(path::parse);
            match parsed {
                Ok(steps) if holds(kind, &steps[0]) => paths.push((steps, item.place)),
                Ok(_) => self.notes.fault(item.place, format!("{} cannot unset this", kind.words()), "unset it in a scenario"),
                Err(reason) => self.notes.fault(
                    item.place,
                    format!("`unset` has {}: {reason}", item.value.describe()),
                    "write unset = [\"world.stock.csv\", \"policy.preprofiling\"]",
                ),
            }
        }
        paths
    }

    /// Checks types and bounds, and that a policy or payment model keeps to its own keys.
    fn check(&mut self, table: &mut Table, kind: Kind) {
        let shape = scenario_shape();
        let (own, strange): (Vec<Entry>, Vec<Entry>) = std::mem::take(table).entries.into_iter().partition(|entry| allowed(kind, entry));
        for entry in strange {
            self.strange(&entry, kind, shape);
        }
        table.entries = own;
        check_file(table, shape, "", self.notes);
        if kind != Kind::Scenario {
            table.entries.retain(|entry| matches!(entry.key.as_str(), "policy" | "payments"));
        }
        table.entries.retain(|entry| !ANNOTATIONS.contains(&entry.key.as_str()));
    }

    fn strange(&mut self, entry: &Entry, kind: Kind, shape: &TableShape) {
        let key = &entry.key;
        if matches!(key.as_str(), "world" | "run" | "evidence" | "calibration" | "policy") && kind != Kind::Scenario {
            let message = format!("`{key}` does not belong in {}", kind.words());
            let home = if key == "policy" { "a policy (kind = \"policy\") or a scenario" } else { "a scenario (kind = \"scenario\")" };
            return self.notes.fault(entry.key_place, message, format!("move it to {home}"));
        }
        let mut words: Vec<&str> = shape.names();
        words.retain(|word| allowed_word(kind, word));
        words.extend(["kind", "extends", "unset"]);
        let way_out = match keys().find(|known| known.name() == key) {
            Some(known) => format!(
                "`{key}` belongs in [{}]",
                known.path.rsplit_once('.').map_or("", |(parent, _)| parent).replace(".*", ".NAME").replace("[]", "")
            ),
            None => suggestion(key, &words),
        };
        self.notes.fault(entry.key_place, format!("unknown key `{key}`"), way_out);
    }

    /// A `KEY=VALUE` of the command line as a layer.
    pub fn setting(&mut self, text: &str) -> Option<(Vec<Step>, Node)> {
        let source = self.sources.add(format!("--set {text}"), text);
        let whole = Place::new(source, 0..text.len());
        let Some((key, value)) = text.split_once('=') else {
            self.notes.fault(whole, format!("\"{text}\" sets nothing"), "write --set KEY=VALUE, such as --set world.stock.persons=10000");
            return None;
        };
        let steps = match path::parse(key) {
            Ok(steps) => steps,
            Err(reason) => {
                self.notes.fault(
                    Place::new(source, 0..key.len()),
                    format!("`{key}` is not the path of a key: {reason}"),
                    "write it as in world.stock.persons",
                );
                return None;
            }
        };
        let offset = key.len() + 1 + (value.len() - value.trim_start().len());
        let place = Place::new(source, offset..text.trim_end().len().max(offset));
        let value = value.trim();
        let mut node = match tree::parse_value(value, source, offset) {
            Some(node) => node,
            None if value.is_empty() || value.contains(['"', '[', ']', '{', '}']) => {
                self.notes.fault(
                    place,
                    format!("the value of `{key}` cannot be read"),
                    "write it as in a file; put texts with special signs in double quotes",
                );
                return None;
            }
            None => Node { value: Value::Text(value.into()), place },
        };
        if node.place.end <= node.place.start {
            node.place = place;
        }
        Some((steps, node))
    }
}

/// What the file says it is; nothing if it is of a kind that is not wanted here.
pub(super) fn kind_of(table: &mut Table, kinds: &[Kind], place: Place, notes: &mut Notes) -> Option<Kind> {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    let wanted = names.join("\" or \"");
    let Some(entry) = table.remove("kind") else {
        notes.fault(place, "the file does not say what it is", format!("begin it with kind = \"{wanted}\""));
        return Some(kinds[0]);
    };
    let text = entry.node.text().unwrap_or("");
    match Kind::from_name(text) {
        Some(kind) if kinds.contains(&kind) => Some(kind),
        Some(kind) => {
            let words: Vec<&str> = kinds.iter().map(|kind| kind.words()).collect();
            let message = format!("this is {}; {} is wanted here", kind.words(), words.join(" or "));
            notes.fault(entry.node.place, message, way_out_of_kind(kind));
            None
        }
        None => {
            let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
            notes.fault(entry.node.place, format!("`kind` is {}", entry.node.value.describe()), suggestion(text, &known));
            Some(kinds[0])
        }
    }
}

fn short(identity: &str) -> String {
    Path::new(identity).file_name().map_or_else(|| identity.into(), |name| name.to_string_lossy().into_owned())
}

fn way_out_of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Policy | Kind::Payments => "name it in a scenario: policy = \"FILE\" or payments = \"FILE\"",
        Kind::Scenario => "a scenario is run by itself, or extended by another scenario",
        Kind::Evidence => "name it in evidence = [...] of a scenario, or after --evidence",
        Kind::Sweep => "sweeps are not supported yet",
    }
}

fn allowed_word(kind: Kind, word: &str) -> bool {
    match kind {
        Kind::Scenario => true,
        Kind::Policy => matches!(word, "name" | "title" | "policy" | "payments"),
        _ => matches!(word, "name" | "title" | "payments"),
    }
}

fn allowed(kind: Kind, entry: &Entry) -> bool {
    let known = scenario_shape().field(&entry.key).is_some() || ANNOTATIONS.contains(&entry.key.as_str());
    known && (allowed_word(kind, &entry.key) || ANNOTATIONS.contains(&entry.key.as_str()))
}

fn holds(kind: Kind, first: &Step) -> bool {
    match first {
        Step::Key(key) => allowed_word(kind, key),
        _ => false,
    }
}

/// Paths of files start from the folder of the file that names them.
fn relocate(table: &mut Table, folder: &Path) {
    for part in ["stock", "inflow"] {
        let steps = ["world", part, "csv"].map(|key| Step::Key(key.into()));
        if let Some(Node { value: Value::Text(text), .. }) = path::find(table, &steps) {
            *text = folder.join(&*text).display().to_string();
        }
    }
    if let Some(Node { value: Value::List(items), .. }) = table.get_mut("evidence") {
        for item in items {
            if let Value::Text(text) = &mut item.value
                && super::builtin::text(Kind::Evidence, text).is_none()
            {
                *text = folder.join(&*text).display().to_string();
            }
        }
    }
}
