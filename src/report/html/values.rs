//! Values of keys as people read them; what has no words of its own stays as it is in a file.

use super::Lang;
use super::figures::{day, number, whole};
use super::table::Cell;
use super::words;
use crate::units::Day;

/// A value of a key with its unit.
pub(super) fn value(text: &str, unit: &str, lang: Lang) -> Cell {
    let curve = unit.strip_suffix(" by days").map(|unit| (unit, numbers(text)));
    let date = Day::parse(text.trim_matches('"')).map(|date| day(date, lang));
    let shown = match (text, curve, plain(text), date) {
        (_, _, Some(value), _) => Some(with_unit(value, unit, lang)),
        (_, Some((unit, knots)), ..) if !knots.is_empty() && knots.len() % 2 == 0 => Some(along(&knots, unit, lang)),
        (.., Some(date)) => Some(date),
        ("true", ..) => Some(if lang == Lang::En { "yes".into() } else { "ja".into() }),
        ("false", ..) => Some(if lang == Lang::En { "no".into() } else { "nej".into() }),
        _ => None,
    };
    shown.map_or_else(|| Cell::code(text), |shown| Cell::word(shown, text))
}

/// A number as a file has it.
fn plain(text: &str) -> Option<f64> {
    text.replace('_', "").parse().ok().filter(|value: &f64| value.is_finite())
}

/// All numbers of a list.
pub(super) fn numbers(text: &str) -> Vec<f64> {
    text.split(['[', ']', ',', ' ', '\n']).filter_map(plain).collect()
}

/// No more digits than the value has, four at most.
pub(super) fn exact(value: f64, lang: Lang) -> String {
    let enough = |decimals: &usize| (value - format!("{value:.decimals$}").parse::<f64>().unwrap_or(value)).abs() < 1e-9;
    number(value, (0..4).find(enough).unwrap_or(4), lang)
}

/// What is counted stands before its unit; what has no more than a kind stands before it in brackets.
fn with_unit(value: f64, unit: &str, lang: Lang) -> String {
    let name = words::unit(unit, lang);
    match unit {
        "" => exact(value, lang),
        "share" => format!("{}\u{a0}%", exact(value * 100.0, lang)),
        "percent" => format!("{}\u{a0}%", exact(value, lang)),
        "days" if value == 1.0 => format!("1\u{a0}{}", if lang == Lang::En { "day" } else { "dag" }),
        _ if KINDS.contains(&unit) => format!("{} ({name})", exact(value, lang)),
        _ => format!("{}\u{a0}{name}", exact(value, lang)),
    }
}

/// Units that nothing is counted in.
const KINDS: [&str; 14] = [
    "factor",
    "shares",
    "ratio",
    "relative",
    "probability",
    "correlation",
    "hazard ratio",
    "log points",
    "log odds",
    "logit",
    "probit",
    "shape",
    "weight",
    "number",
];

/// `day 1: 23.4 %, day 200: 32 %`.
fn along(knots: &[f64], unit: &str, lang: Lang) -> String {
    let name = if lang == Lang::En { "day" } else { "dag" };
    let text = |knot: &[f64]| {
        let value = if unit == "factor" { exact(knot[1], lang) } else { with_unit(knot[1], unit, lang) };
        format!("{name}\u{a0}{}: {value}", whole(knot[0], lang))
    };
    knots.chunks_exact(2).map(text).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_in_the_unit_that_stands_beside_them() {
        let shown = |text, unit, lang| value(text, unit, lang).shown;
        assert_eq!([shown("0.59", "share", Lang::En), shown("0.295", "share", Lang::Sv)], ["59\u{a0}%", "29,5\u{a0}%"]);
        assert_eq!(shown("412_000_000", "SEK", Lang::En), "412,000,000\u{a0}SEK");
        assert_eq!(shown("[[1, 0.2], [200, 0.035]]", "share by days", Lang::En), "day\u{a0}1: 20\u{a0}%, day\u{a0}200: 3.5\u{a0}%");
        assert_eq!(shown("1.1", "hazard ratio", Lang::Sv), "1,1 (hasardkvot)");
        assert_eq!(shown("2020-05-26", "date", Lang::En), "26\u{a0}May\u{a0}2020");
        assert!(value("{ a = 1 }", "", Lang::En).code);
    }
}
