//! Measures, keys and categories in the reader's words.

use super::Lang;
use super::figures::{day, whole};
use super::vocabulary::{self, Entry};
use crate::units::Day;

/// The word of a list in a language, if it is there.
fn look_up(list: &[Entry], name: &str, lang: Lang) -> Option<&'static str> {
    let found = list.iter().find(|entry| entry.0 == name)?;
    Some(match lang {
        Lang::En => found.1,
        Lang::Sv => found.2,
    })
}

/// The word, or the name with spaces where no list has it.
fn word(list: &[Entry], name: &str, lang: Lang) -> String {
    look_up(list, name, lang).map_or_else(|| name.replace('_', " "), String::from)
}

pub(super) fn step(name: &str, lang: Lang) -> String {
    word(vocabulary::STEPS, name, lang)
}

pub(super) fn standing(name: &str, lang: Lang) -> String {
    word(vocabulary::STANDINGS, name, lang)
}

pub(super) fn split(name: &str, lang: Lang) -> String {
    word(vocabulary::SPLITS, name, lang)
}

pub(super) fn boundary(name: &str, lang: Lang) -> String {
    word(vocabulary::BOUNDARIES, name, lang)
}

/// A boundary by itself, in a table.
pub(super) fn boundary_label(name: &str, lang: Lang) -> String {
    look_up(vocabulary::BOUNDARY_LABELS, name, lang).map_or_else(|| boundary(name, lang), String::from)
}

/// Before a registration time.
pub(super) fn registered(lang: Lang) -> &'static str {
    if lang == Lang::En { "registered" } else { "inskrivna" }
}

/// A unit; units of keys that no list has are English as they are.
pub(super) fn unit(name: &str, lang: Lang) -> String {
    look_up(vocabulary::UNITS, name, lang).unwrap_or(name).to_string()
}

/// `started[by=sex,level=a]` as "starts, by sex, level A".
pub(super) fn measure(expr: &str, lang: Lang) -> String {
    let (name, filters) = expr.split_once('[').unwrap_or((expr, ""));
    let filters = filter_parts(filters.trim_end_matches(']'));
    // On a date the composition is of those who are there, else of those who start.
    let dated = filters.iter().any(|part| part.starts_with("at=")).then(|| format!("{name}[at]"));
    let dated = dated.and_then(|name| look_up(vocabulary::MEASURES, &name, lang));
    let mut parts = vec![dated.map_or_else(|| word(vocabulary::MEASURES, name, lang), String::from)];
    parts.extend(filters.iter().map(|part| filter(part, lang)));
    parts.join(", ")
}

/// The filters between the brackets; lists and pairs have commas of their own.
fn filter_parts(filters: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for piece in filters.split(',').filter(|piece| !piece.is_empty()) {
        match parts.last_mut() {
            Some(last) if !piece.contains('=') => last.push_str(&format!("–{}", piece.trim())),
            _ => parts.push(piece.trim().to_string()),
        }
    }
    parts
}

fn filter(part: &str, lang: Lang) -> String {
    let (name, value) = part.split_once('=').unwrap_or(("", part));
    let values: Vec<String> = value.trim_matches(['[', ']', '"']).split('–').map(|value| filter_value(name, value, lang)).collect();
    look_up(vocabulary::FILTERS, name, lang).unwrap_or("{}").replace("{}", &values.join("–"))
}

fn filter_value(name: &str, value: &str, lang: Lang) -> String {
    let value = value.trim().trim_matches('"');
    match name {
        "by" => split(value, lang),
        "area" => value.to_string(),
        _ => key_part("", value, lang),
    }
}

/// The key of a measure's row: categories joined by `/`, dates, days.
pub(super) fn key(measure: &str, key: &str, lang: Lang) -> String {
    let by_area = measure.contains("by=area");
    let part = |(index, part): (usize, &str)| if by_area && index == 0 { part.to_string() } else { key_part(measure, part, lang) };
    key.split('/').enumerate().map(part).collect::<Vec<_>>().join(", ")
}

/// What keys are sorted by: dates, days and numbers by size, then categories as the vocabulary has them, then the rest.
pub(super) fn order(measure: &str, key: &str) -> Vec<(u8, i64, String)> {
    let list = if measure.starts_with("funnel") { vocabulary::STEPS } else { vocabulary::CATEGORIES };
    let part = |part: &str| {
        let bare = part.strip_prefix("day_").or_else(|| part.strip_prefix("at_")).unwrap_or(part);
        let number = Day::parse(part).map(|day| i64::from(day.0)).or_else(|| Some((bare.parse::<f64>().ok()? * 1e3) as i64));
        let category = list.iter().position(|entry| entry.0 == part.split('.').next().unwrap_or(part)).map(|place| place as i64);
        match (number, category) {
            (Some(number), _) => (0, number, String::new()),
            (None, Some(place)) => (1, place, part.to_string()),
            (None, None) => (2, 0, part.to_string()),
        }
    };
    key.split('/').filter(|part| !part.is_empty()).map(part).collect()
}

fn key_part(measure: &str, part: &str, lang: Lang) -> String {
    if let Some(date) = Day::parse(part) {
        return day(date, lang);
    }
    if let Some((wait, statistic)) = part.split_once('.') {
        return format!("{}, {}", word(vocabulary::CATEGORIES, wait, lang), statistic_name(statistic, lang));
    }
    if let Some(number) = part.strip_prefix("day_").or_else(|| part.strip_prefix("at_")).and_then(|number| number.parse::<f64>().ok()) {
        return format!("{} {}", if lang == Lang::En { "day" } else { "dag" }, whole(number, lang));
    }
    let list = if measure.starts_with("funnel") { vocabulary::STEPS } else { vocabulary::CATEGORIES };
    let category = || look_up(list, part, lang).or_else(|| look_up(vocabulary::CATEGORIES, part, lang));
    let none = (part == "none").then(|| none_of(measure, lang)).flatten();
    none.or_else(category).map_or_else(|| part.to_string(), String::from)
}

/// What "none" means where it is said.
fn none_of(measure: &str, lang: Lang) -> Option<&'static str> {
    let (english, swedish) = match measure {
        _ if measure.contains("by=disability") => ("without a disability", "utan funktionsnedsättning"),
        _ if measure.contains("by=programme") => ("no framework programme", "inget ramprogram"),
        _ if measure.contains("by=rating") => ("no rating", "inget betyg"),
        _ => return None,
    };
    Some(if lang == Lang::En { english } else { swedish })
}

fn statistic_name(name: &str, lang: Lang) -> &str {
    match (name, lang) {
        ("mean", Lang::En) => "mean",
        ("mean", Lang::Sv) => "medel",
        ("p50", _) => "median",
        ("p90", Lang::En) => "90th percentile",
        ("p90", Lang::Sv) => "90:e percentilen",
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::flow::Standing;
    use crate::measure::catalogue::{FilterKey, Keys, MEASURES};

    /// A measure, filter, key or standing that is added needs words here.
    #[test]
    fn everything_in_the_catalogue_has_words() {
        for measure in MEASURES {
            assert!(look_up(vocabulary::MEASURES, measure.name, Lang::Sv).is_some(), "{}", measure.name);
            assert!(look_up(vocabulary::UNITS, measure.unit, Lang::Sv).is_some(), "{}", measure.unit);
            let Keys::Fixed(keys) = measure.keys else { continue };
            for name in keys.iter().filter(|name| !name.is_empty()) {
                assert_ne!(key(measure.name, name, Lang::Sv), **name, "{}", measure.name);
            }
        }
        assert!(FilterKey::NAMES.iter().all(|name| look_up(vocabulary::FILTERS, name, Lang::En).is_some()));
        assert!(Standing::NAMES.iter().all(|name| look_up(vocabulary::STANDINGS, name, Lang::En).is_some()));
    }

    #[test]
    fn keys_have_an_order_that_people_expect() {
        let sorted = |mut keys: Vec<&'static str>| {
            keys.sort_by_cached_key(|key| order("started", key));
            keys
        };
        assert_eq!(sorted(vec!["from_25_to_54", "from_55", "under_25"]), ["under_25", "from_25_to_54", "from_55"]);
        assert_eq!(sorted(vec!["at_1", "at_1000", "at_90"]), ["at_1", "at_90", "at_1000"]);
        assert_eq!(sorted(vec!["b", "", "a", "Umeå"]), ["", "a", "b", "Umeå"]);
    }

    /// In a sentence it follows "the boundary", in a table nothing.
    #[test]
    fn a_boundary_is_called_something_by_itself() {
        let labels = [Lang::En, Lang::Sv].map(|lang| boundary_label("min_registration_days", lang));
        assert_eq!(labels, ["opening of levels: lowest and highest boundary", "öppning för nivåer: lägsta och högsta gränsen"]);
        assert_eq!(boundary_label("level_b_below", Lang::En), "between levels B and A");
    }

    #[test]
    fn expressions_become_phrases() {
        assert_eq!(measure("started[by=sex,level=a]", Lang::En), "starts, by sex, level A");
        assert_eq!(measure("participants_mean[from=2020-05-01]", Lang::Sv), "deltagare, medel av månadsslut, från 1\u{a0}maj\u{a0}2020");
        assert_eq!(measure("registered[registration_days=[1, 90]]", Lang::En), "persons on the register, registered 1–90 days");
        assert_eq!(measure("participant_shares[by=sex]", Lang::En), "composition of those who start, by sex");
        let dated = measure("participant_shares[by=provider_type,at=2020-12-31]", Lang::Sv);
        assert_eq!(dated, "sammansättning av deltagarna, efter leverantörstyp, den 31\u{a0}dec.\u{a0}2020");
        assert_eq!(key("started[by=disability]", "none", Lang::Sv), "utan funktionsnedsättning");
        assert_eq!(key("waiting_days", "list_to_contact.p90", Lang::En), "list to contact, 90th percentile");
        assert_eq!(key("participants[by=area]", "a/2020-05-31", Lang::En), "a, 31\u{a0}May\u{a0}2020");
    }
}
