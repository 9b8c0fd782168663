//! The assumption ledger: where each parameter's value comes from, how well it is known, and what it does to the main results.
//!
//! What is known stands in `scenarios/ledger.toml`; effects were measured by `troskel list --assumptions` and stand in `scenarios/effects.csv`.

use std::sync::OnceLock;

use serde::Deserialize;

use super::keys::{Key, keys};

/// How well a value is known.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// Published for this service.
    A,
    /// For a neighbour or a later service.
    B,
    /// An expert's estimate, or a reading of a picture.
    C,
    /// Assumed.
    D,
}

/// What is known of a value.
#[derive(Debug, Deserialize, PartialEq)]
pub struct Known {
    /// Keys, or beginnings of keys.
    keys: Vec<String>,
    pub quality: Quality,
    /// Year of the source, or of the assumption.
    pub date: u32,
    pub source: String,
}

#[derive(Deserialize)]
struct File {
    entry: Vec<Known>,
}

/// The main results, in the order of [`Effect::changes`].
pub const RESULTS: [&str; 3] = ["participants", "starts", "payments"];

/// What a parameter does to the main results at the ends of its range to try, the others at their values.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Effect {
    pub key: String,
    pub low: f64,
    pub high: f64,
    participants_low: f64,
    participants_high: f64,
    starts_low: f64,
    starts_high: f64,
    payments_low: f64,
    payments_high: f64,
}

impl Effect {
    /// `changes` are those of each main result at the low and at the high end, in shares of its value.
    pub fn new(key: &str, (low, high): (f64, f64), changes: [[f64; 2]; 3]) -> Effect {
        let [participants, starts, payments] = changes;
        Effect {
            key: key.into(),
            low,
            high,
            participants_low: participants[0],
            participants_high: participants[1],
            starts_low: starts[0],
            starts_high: starts[1],
            payments_low: payments[0],
            payments_high: payments[1],
        }
    }

    /// By main result: change at the low and at the high end, in shares of its value.
    pub fn changes(&self) -> [[f64; 2]; 3] {
        [[self.participants_low, self.participants_high], [self.starts_low, self.starts_high], [self.payments_low, self.payments_high]]
    }

    /// The largest change of any main result, either way.
    pub fn largest(&self) -> f64 {
        self.changes().into_iter().flatten().map(f64::abs).fold(0.0, f64::max)
    }
}

fn ledger() -> &'static [Known] {
    static LEDGER: OnceLock<Vec<Known>> = OnceLock::new();
    LEDGER.get_or_init(|| {
        let file: File = toml::from_str(include_str!("../../scenarios/ledger.toml")).expect("the ledger is tested");
        file.entry
    })
}

/// What is known of the pilot's value of a key: by the longest beginning that fits. None for what is no parameter (names, the run).
pub fn known(path: &str) -> Option<&'static Known> {
    let fits = |known: &'static Known| {
        let longest = known.keys.iter().filter(|key| path.starts_with(key.as_str())).map(String::len).max()?;
        Some((longest, known))
    };
    ledger().iter().filter_map(fits).max_by_key(|(length, _)| *length).map(|(_, known)| known)
}

/// Effects as they were measured on `krom-2020`: those that matter most and are known worst first.
pub fn effects() -> Vec<Effect> {
    let mut reader = csv::Reader::from_reader(include_str!("../../scenarios/effects.csv").as_bytes());
    let mut effects: Vec<Effect> = reader.deserialize().collect::<Result<_, _>>().expect("the table of effects is tested");
    sort(&mut effects);
    effects
}

/// Those assumed or estimated come before what is published, and then the largest effect first.
pub fn sort(effects: &mut [Effect]) {
    let is_known = |effect: &Effect| known(&effect.key).is_some_and(|known| known.quality <= Quality::B);
    effects.sort_by(|a, b| is_known(a).cmp(&is_known(b)).then(b.largest().total_cmp(&a.largest())));
}

/// Keys with a range to try that is one of numbers, and the range.
pub fn ranges() -> impl Iterator<Item = (&'static str, (f64, f64))> {
    keys().filter_map(|key: &Key| Some((key.path, range(key.plausible)?)))
}

/// `0.3-0.8`, `-1.5-0`: low and high.
fn range(text: &str) -> Option<(f64, f64)> {
    let dash = 1 + text.get(1..)?.find('-')?;
    Some((text[..dash].parse().ok()?, text[dash + 1..].parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Request, assumption_settings, load, value_at};

    #[test]
    fn ranges_are_read() {
        assert_eq!([range("0.3-0.8"), range("-1.5--0.5"), range("90-120")], [Some((0.3, 0.8)), Some((-1.5, -0.5)), Some((90.0, 120.0))]);
        assert_eq!([range(""), range("0.3"), range("few-many")], [None, None, None]);
    }

    /// Every parameter has an entry, every entry parameters, and the longest beginning holds.
    #[test]
    fn the_ledger_covers_every_parameter() {
        let is_parameter =
            |path: &str| ["world.", "policy.", "payments."].iter().any(|part| path.starts_with(part)) && !path.ends_with(".csv");
        for key in keys().filter(|key| is_parameter(key.path)) {
            assert!(known(key.path).is_some(), "{} is not in scenarios/ledger.toml", key.path);
        }
        for entry in ledger() {
            let is_used = |beginning: &String| keys().any(|key| key.path.starts_with(beginning.as_str()) && known(key.path) == Some(entry));
            assert!(entry.keys.iter().all(is_used), "{:?} names no parameter", entry.keys);
        }
        assert_eq!(
            [known("world.stock.persons"), known("world.stock.employed_share")].map(|known| known.unwrap().quality),
            [Quality::A, Quality::D]
        );
    }

    /// A range to try has the pilot's value in it: otherwise both its ends would move results the same way.
    #[test]
    fn the_pilot_lies_in_the_ranges_to_try() {
        let pilot = load(&Request::default()).unwrap_or_else(|faults| panic!("{faults}"));
        let value = |key: &str| value_at(&pilot, key)?.parse::<f64>().ok();
        let outside = |(key, (low, high)): &(&str, (f64, f64))| value(key).is_some_and(|value| value < *low || *high < value);
        assert_eq!(ranges().filter(outside).collect::<Vec<_>>(), []);
        assert!(ranges().filter(|(key, _)| value(key).is_some()).count() > 60);
    }

    /// The table of effects has a row for every key with a range that the pilot has a number of, of the range that the key has now.
    #[test]
    fn effects_are_those_of_the_ranges_to_try() {
        let effects = effects();
        let mut rows: Vec<(&str, (f64, f64))> = effects.iter().map(|effect| (effect.key.as_str(), (effect.low, effect.high))).collect();
        let pilot = load(&Request::default()).unwrap_or_else(|faults| panic!("{faults}"));
        let mut ranges: Vec<_> = ranges().filter(|(key, range)| !assumption_settings(&pilot, key, range.0).is_empty()).collect();
        rows.sort_by(|a, b| a.0.cmp(b.0));
        ranges.sort_by(|a, b| a.0.cmp(b.0));
        assert_eq!(rows, ranges, "measure anew: troskel list --assumptions -o scenarios/effects.csv");
        assert!(effects.len() > 60, "{} effects", effects.len());
    }
}
