//! What comes with the program: scenarios, policies, payment models and evidence, by name.

use super::files::Kind;

/// Name and text of a built-in file.
pub type Builtin = (&'static str, &'static str);

pub const SCENARIOS: &[Builtin] = &[
    ("krom-2020", include_str!("../../scenarios/krom-2020.toml")),
    ("reference", include_str!("../../scenarios/reference.toml")),
    ("minimal", include_str!("../../scenarios/minimal.toml")),
    ("reduced-pathway", include_str!("../../scenarios/reduced-pathway.toml")),
];

pub const POLICIES: &[Builtin] = &[("third-set-from-start", include_str!("../../scenarios/policies/third-set-from-start.toml"))];

pub const PAYMENTS: &[Builtin] = &[("krom-2020", include_str!("../../scenarios/payments/krom-2020.toml"))];

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

/// Names of a kind.
pub fn names(kind: Kind) -> Vec<&'static str> {
    all(kind).iter().map(|(name, _)| *name).collect()
}

/// Variants that `compare --all` takes, by name.
pub fn shipped() -> Vec<&'static str> {
    names(Kind::Policy)
}
