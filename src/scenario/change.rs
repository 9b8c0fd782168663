//! What differs between two scenarios, key by key.

/// Which part of a scenario a key belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the agency decides: policy and payments.
    Lever,
    /// What nobody decides: the world.
    Assumption,
}

/// One key, or one item of a list by date, that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// As in `--set`, e.g. `policy.thresholds[2020-05-26].level_a_below`.
    pub key: String,
    pub part: Part,
    /// What the key means, one sentence; its unit.
    pub doc: &'static str,
    pub unit: &'static str,
    /// The values as in a file; none where it is not given.
    pub base: Option<String>,
    pub variant: Option<String>,
}
