//! What comes with the program: scenarios, policies, payment models and evidence, by name.

use super::faults::Notes;
use super::files::Kind;
use super::source::Sources;
use super::tree::{self, Node};

/// Name and text of a built-in file.
pub type Builtin = (&'static str, &'static str);

pub const SCENARIOS: &[Builtin] = &[
    ("krom-2020", include_str!("../../scenarios/krom-2020.toml")),
    ("reference", include_str!("../../scenarios/reference.toml")),
    ("krom-2020-followed-up", include_str!("../../scenarios/krom-2020-followed-up.toml")),
    ("krom-2020-free", include_str!("../../scenarios/krom-2020-free.toml")),
    ("krom-2020-fitted", include_str!("../../scenarios/krom-2020-fitted.toml")),
    ("responding-providers", include_str!("../../scenarios/responding-providers.toml")),
    ("minimal", include_str!("../../scenarios/minimal.toml")),
    ("reduced-pathway", include_str!("../../scenarios/reduced-pathway.toml")),
    ("no-data-fault", include_str!("../../scenarios/no-data-fault.toml")),
    ("ordinary-services", include_str!("../../scenarios/ordinary-services.toml")),
    ("predecessor", include_str!("../../scenarios/predecessor.toml")),
    ("best-rated-default", include_str!("../../scenarios/best-rated-default.toml")),
];

macro_rules! built_in {
    ($folder:literal: $($name:literal)*) => { &[$(($name, include_str!(concat!("../../scenarios/", $folder, "/", $name, ".toml")))),*] };
}

pub const POLICIES: &[Builtin] = built_in! { "policies":
    "first-set-all-year" "second-set-all-year" "third-set-from-start" "intended-thresholds"
    "calibrated-tool" "open-to-new-registrants"
    "registration-time-400" "registration-time-250" "registration-time-180" "registration-time-120"
    "deviations-halved" "no-deviations" "contact-capacity-doubled" "preprofiling-list-first" "no-service"
};

/// Scenarios that are one change to the pilot which no policy may make: they touch the world too.
const OVERLAYS: [&str; 2] = ["best-rated-default", "no-data-fault"];

/// A policy that says the same as another over the pilot, and so is not compared beside it.
const SAME_AS_ANOTHER: [&str; 1] = ["intended-thresholds"];

/// What would be without the service: no policy that anybody would put in force.
const COUNTERFACTUAL: [&str; 1] = ["no-service"];

pub const PAYMENTS: &[Builtin] = built_in! { "payments": "krom-2020" "stom-2018" "rom2" "pure-result" "pure-base" "result-share-20" "result-share-80" "agency-services" };

pub const EVIDENCE: &[Builtin] = &[
    ("krom-2020", include_str!("../../scenarios/evidence/krom-2020.toml")),
    ("rom2-2025-02", include_str!("../../scenarios/evidence/rom2-2025-02.toml")),
];

/// All of a kind.
pub fn all(kind: Kind) -> &'static [Builtin] {
    match kind {
        Kind::Scenario => SCENARIOS,
        Kind::Policy => POLICIES,
        Kind::Payments => PAYMENTS,
        Kind::Evidence => EVIDENCE,
        Kind::Sweep => &[],
    }
}

/// The text of a built-in file.
pub fn text(kind: Kind, name: &str) -> Option<&'static str> {
    all(kind).iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The title that a built-in file gives itself.
pub fn title(kind: Kind, name: &str) -> Option<String> {
    title_in(text(kind, name)?)
}

/// The title that the text of a file gives.
pub fn title_in(text: &str) -> Option<String> {
    let mut sources = Sources::default();
    let source = sources.add("a file", text);
    let table = tree::parse(&sources, source, &mut Notes::default());
    table.get("title").and_then(Node::text).map(str::to_string)
}

/// What is worth comparing with the pilot, in the order of a table: thresholds, deviations, contacts, and last the
/// scenarios that touch an assumption ([`touches_the_world`]).
pub fn shipped() -> Vec<&'static str> {
    let policies = names(Kind::Policy).into_iter().filter(|name| !SAME_AS_ANOTHER.contains(name) && !COUNTERFACTUAL.contains(name));
    policies.chain(OVERLAYS).collect()
}

/// Whether one of [`shipped`] is a scenario of its own instead of a policy. It extends `krom-2020` and is laid over that; over
/// another base it cannot be laid, but takes its place.
pub fn touches_the_world(name: &str) -> bool {
    OVERLAYS.contains(&name)
}

/// Names of a kind.
pub fn names(kind: Kind) -> Vec<&'static str> {
    all(kind).iter().map(|(name, _)| *name).collect()
}
