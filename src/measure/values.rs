//! What may stand after a filter's `=`: dates, ranges, numbers, or words of the vocabulary.

use super::catalogue::{FilterKey, Measure};
use super::expr::Written;
use super::fault::{Fault, FaultKind};
use crate::pathway::person::categories;
use crate::pathway::person::{AgeGroup, BirthRegion, Disability, Education, Population, Programme, Sex};
use crate::pathway::providers::ProviderType;
use crate::pathway::thresholds::Level;
use crate::units::Day;
use std::collections::BTreeSet;

categories! {
    /// Which of a person's profilings in the period count.
    Which { Every = "every", First = "first", Last = "last" }
}
categories! {
    /// When a payment counts.
    Basis { Accrued = "accrued", Claimed = "claimed", Approved = "approved", Paid = "paid" }
}
categories! {
    /// Which result of a service, by its number in the payment model.
    WhichResult { First = "first", Second = "second" }
}
categories! {
    /// What `by` can split on.
    Category {
        Population = "population",
        Area = "area",
        Level = "level",
        Sex = "sex",
        Age = "age",
        Education = "education",
        BirthRegion = "birth_region",
        Disability = "disability",
        Programme = "programme",
        Provider = "provider",
        ProviderType = "provider_type",
        Rating = "rating",
        RegistrationTime = "registration_time",
    }
}

/// The shape of a filter's values.
enum Shape {
    Words(&'static [&'static str]),
    /// Names of the scenario: checked when the expression meets one.
    Areas,
    Date,
    Dates,
    Days,
    Number,
}

fn shape(key: FilterKey) -> Shape {
    match key {
        FilterKey::Population => Shape::Words(&["stock", "new", "all"]),
        FilterKey::Registered => Shape::Dates,
        FilterKey::From | FilterKey::To | FilterKey::At | FilterKey::Thresholds => Shape::Date,
        FilterKey::RegistrationDays | FilterKey::AgeYears => Shape::Days,
        FilterKey::Area => Shape::Areas,
        FilterKey::Level => Shape::Words(Level::NAMES),
        FilterKey::Sex => Shape::Words(Sex::NAMES),
        FilterKey::Age => Shape::Words(AgeGroup::NAMES),
        FilterKey::Education => Shape::Words(Education::NAMES),
        FilterKey::BirthRegion => Shape::Words(BirthRegion::NAMES),
        FilterKey::Disability => Shape::Words(Disability::NAMES),
        FilterKey::Programme => Shape::Words(Programme::NAMES),
        FilterKey::ProviderType => Shape::Words(ProviderType::NAMES),
        FilterKey::Which => Shape::Words(Which::NAMES),
        FilterKey::Result => Shape::Words(WhichResult::NAMES),
        FilterKey::By => Shape::Words(Category::NAMES),
        FilterKey::Basis => Shape::Words(Basis::NAMES),
        FilterKey::N => Shape::Number,
    }
}

/// Filters of which exactly one value makes sense.
fn is_single(key: FilterKey) -> bool {
    matches!(key, FilterKey::Which | FilterKey::Result | FilterKey::Basis)
}

/// Checks a filter's values against its shape; all faults at once.
pub(super) fn check_values(measure: &Measure, key: FilterKey, written: &Written) -> Result<(), Vec<Fault>> {
    let values: Vec<&str> = written.values.iter().map(String::as_str).collect();
    let faults = match shape(key) {
        Shape::Words(_) if is_single(key) && values.len() != 1 => vec![wrong(written, "one value")],
        Shape::Words(known) => unknown_words(key, known, written),
        Shape::Areas => Vec::new(),
        Shape::Date => fault_unless(values.len() == 1 && Day::parse(values[0]).is_some(), written, "a date as YYYY-MM-DD"),
        Shape::Dates => fault_unless(range(&values, Day::parse), written, "two dates in order, as [YYYY-MM-DD,YYYY-MM-DD]"),
        Shape::Days => fault_unless(range(&values, number), written, "two whole numbers in order, as [1,90]"),
        Shape::Number => fault_unless(values.len() == 1 && number(values[0]).is_some_and(|n| n > 0), written, "a whole number above 0"),
    };
    let splits = if key == FilterKey::By { [unsplittable(measure, written), split_twice(written)].concat() } else { Vec::new() };
    let faults: Vec<Fault> = faults.into_iter().chain(splits).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok()
}

fn range<T: PartialOrd>(values: &[&str], read: impl Fn(&str) -> Option<T>) -> bool {
    let [low, high] = values else { return false };
    matches!((read(low), read(high)), (Some(low), Some(high)) if low <= high)
}

fn fault_unless(right: bool, written: &Written, wanted: &str) -> Vec<Fault> {
    if right { Vec::new() } else { vec![wrong(written, wanted)] }
}

fn wrong(written: &Written, wanted: &str) -> Fault {
    let found = written.values.join(",");
    Fault::new(FaultKind::Value, &found, written.values_at.clone(), format!("`{}` needs {wanted}, not `{found}`", written.name))
}

fn unknown_words(key: FilterKey, known: &'static [&'static str], written: &Written) -> Vec<Fault> {
    let what = if key == FilterKey::By { "category to split on" } else { key.name() };
    let unknown = written.values.iter().filter(|value| !known.contains(&value.as_str()));
    unknown.map(|word| Fault::unknown(FaultKind::Value, what, word, written.values_at.clone(), known.iter().copied())).collect()
}

/// Levels and providers exist for the measures that can be filtered by them.
fn unsplittable(measure: &Measure, written: &Written) -> Vec<Fault> {
    let fault = |word: &String| {
        let message = format!("`{}` cannot be split by `{word}`", measure.name);
        Fault::new(FaultKind::Value, word, written.values_at.clone(), message)
    };
    // Who can be asked for a category can be split by it.
    let needs = |word: &str| match word {
        "provider" | "rating" => Some(FilterKey::ProviderType),
        "registration_time" => Some(FilterKey::RegistrationDays),
        word => FilterKey::from_name(word),
    };
    let barred = |word: &&String| needs(word).is_some_and(|key| !measure.filters.has(key));
    written.values.iter().filter(barred).map(fault).collect()
}

/// A category split by itself would give cells in which nobody can be.
fn split_twice(written: &Written) -> Vec<Fault> {
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<&String> = written.values.iter().filter(|word| !seen.insert(*word)).collect();
    let fault = |word: &String| {
        let message = format!("`{word}` is given twice in `{}`: name each category once", written.name);
        Fault::new(FaultKind::Value, word, written.values_at.clone(), message)
    };
    twice.into_iter().map(fault).collect()
}

/// Names of a population filter; `all` admits both.
pub(super) fn populations(values: &[String]) -> Vec<Population> {
    if values.iter().any(|value| value == "all") {
        return Population::ALL.to_vec();
    }
    values.iter().filter_map(|value| Population::from_name(value)).collect()
}
