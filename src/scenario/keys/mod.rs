//! The one table of all keys that a scenario, policy or payments file may hold: type, unit, bounds and meaning.
//!
//! Everything that must agree about keys is made from it: the checks with their suggestions, the JSON Schema, the
//! reference scenario with its comments, `docs/parameters.md` and the canonical order of a resolved scenario.
//!
//! A path is written with dots; `*` stands for names the author gives (areas, providers, months), `[]` for the items of
//! an array of tables.

mod policy;
mod run;
mod shape;
mod world;

pub(super) use shape::{Shape, TableShape, scenario_shape};

/// What a key takes. Bounds are closed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    Bool,
    Integer(i64, i64),
    Number(f64, f64),
    /// Kronor, at most two decimals.
    Money(f64, f64),
    Date,
    Text,
    Texts,
    /// One of these names.
    Choice(&'static [&'static str]),
    /// Any of these names, in a list.
    Choices(&'static [&'static str]),
    /// `[[days, value], ...]` with rising days from the first bound on and values within the others.
    Curve(f64, f64, f64),
    /// So many numbers within bounds.
    Numbers(usize, f64, f64),
    /// Any count of numbers within bounds.
    Row(f64, f64),
    /// `[shortest, longest]`.
    Span(i64, i64),
    /// Shares by name that sum to 1.
    Shares(&'static [&'static str]),
}

impl Form {
    pub const SHARE: Form = Form::Number(0.0, 1.0);
    pub const FACTOR: Form = Form::Number(0.0, 100.0);
    pub const DAYS: Form = Form::Integer(0, 20_000);
}

/// One key that holds a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Key {
    pub path: &'static str,
    pub form: Form,
    /// Unit of the value; empty for names, texts and switches.
    pub unit: &'static str,
    pub doc: &'static str,
    /// What happens at the ends of the range.
    pub limits: &'static str,
    /// For assumptions: the range to try.
    pub plausible: &'static str,
    /// May be left out.
    pub optional: bool,
    /// A value to show in the reference where the pilot has none.
    pub example: &'static str,
}

/// A table and what it is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Section {
    pub path: &'static str,
    pub doc: &'static str,
    pub optional: bool,
    /// Written as `{ ... }` on one line.
    pub inline: bool,
}

const fn key(path: &'static str, form: Form, unit: &'static str, doc: &'static str) -> Key {
    Key { path, form, unit, doc, limits: "", plausible: "", optional: false, example: "" }
}

impl Key {
    const fn limits(mut self, limits: &'static str) -> Key {
        self.limits = limits;
        self
    }

    const fn plausible(mut self, range: &'static str) -> Key {
        self.plausible = range;
        self
    }

    const fn shown(mut self, example: &'static str) -> Key {
        self.example = example;
        self
    }

    const fn optional(mut self, example: &'static str) -> Key {
        self.optional = true;
        self.shown(example)
    }

    /// The last part of the path.
    pub fn name(&self) -> &'static str {
        self.path.rsplit('.').next().unwrap_or(self.path).trim_end_matches("[]")
    }
}

const fn section(path: &'static str, doc: &'static str) -> Section {
    Section { path, doc, optional: false, inline: false }
}

impl Section {
    const fn optional(mut self) -> Section {
        self.optional = true;
        self
    }

    const fn inline(mut self) -> Section {
        self.inline = true;
        self
    }
}

/// Texts that explain a table's values and may stand in every table.
pub(super) const ANNOTATIONS: [&str; 3] = ["source", "assumption", "note"];

/// Tables of which exactly one may be given; setting one in an extending file takes the place of the other.
pub(super) const ALTERNATIVES: [(&str, [&str; 2]); 3] = [
    ("world.stock", ["past_registrations", "registered_share_by_days"]),
    ("world.exits.frailty", ["gamma", "log_normal"]),
    ("world.tool", ["mixture", "truth"]),
];

/// All keys in canonical order.
pub(super) fn keys() -> impl Iterator<Item = &'static Key> {
    [run::KEYS, world::PEOPLE, world::PROCESS, world::SERVICES, policy::KEYS, policy::PAYMENTS].into_iter().flatten()
}

/// All tables with something to say about them.
pub(super) fn sections() -> impl Iterator<Item = &'static Section> {
    [run::SECTIONS, world::SECTIONS, policy::SECTIONS].into_iter().flatten()
}
