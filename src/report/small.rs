//! Which figures of a comparison may not be shown: counts of few persons, and what tells such a count.

use super::comparison::{Comparison, Variant};
use super::input::Published;
use super::numbers::whole;
use crate::measure::paired::Difference;

/// The base's or the variant's value of a row.
pub type Side = fn(&Difference) -> f64;

/// Base and variant, in this order.
pub const SIDES: [Side; 2] = [|row| row.base, |row| row.mean];

/// A figure by its measure, key and unit.
type Name<'a> = (&'a str, &'a str, &'a str);

impl Comparison {
    /// Whether a count of persons is too small to be shown. None at all is too small as well: a zero says of everybody in a group
    /// what became of them.
    pub fn hides(&self, count: f64) -> bool {
        count < f64::from(self.suppress_below)
    }

    /// What stands in the place of a small count.
    pub fn hidden(&self) -> String {
        format!("<{}", self.suppress_below)
    }

    /// A count of persons, or that it is small.
    pub fn persons(&self, count: f64) -> String {
        if self.hides(count) { self.hidden() } else { whole(count) }
    }

    /// Whether the base's and the variant's figure of a row may not be shown; `rows` are all of the variant's.
    pub fn hidden_sides(&self, rows: &[Difference], row: &Difference) -> [bool; 2] {
        SIDES.map(|side| self.tells((&row.measure, &row.key, row.unit), side(row), rows, side))
    }

    /// Whether a row may not show its difference.
    pub fn is_small(&self, rows: &[Difference], row: &Difference) -> bool {
        self.hidden_sides(rows, row).contains(&true)
    }

    /// Whether the base's figure beside a published one may not be shown.
    pub fn hides_published(&self, row: &Published) -> bool {
        let rows = self.variants.first().map_or(&[][..], |variant| &variant.rows);
        row.simulated.is_some_and(|band| self.tells((&row.measure, &row.key, &row.unit), band.mean, rows, SIDES[0]))
    }

    /// Whether neither jobs nor what one costs may be shown, since few persons began one.
    pub fn hides_jobs(&self, variant: &Variant) -> bool {
        variant.row("jobs", "full_time").is_some_and(|row| self.is_small(&variant.rows, row))
    }

    /// Of those with a result: the share who work without it too, unless that tells a small count.
    pub fn shown_deadweight(&self, variant: &Variant) -> Option<f64> {
        let share = variant.additional.as_ref()?.deadweight?;
        let results = variant.row("results", "").map_or(f64::INFINITY, |row| row.base);
        Some(share).filter(|share| !self.hides(results * share))
    }

    /// Whether a figure is a small count, or a ratio of one: its denominator could be computed from the numerator. A share also tells
    /// how many it is of those it is a share of.
    fn tells(&self, (measure, key, unit): Name, value: f64, rows: &[Difference], side: Side) -> bool {
        if is_count(unit) {
            return self.hides(value);
        }
        let Some(whole) = denominator(measure, key, rows).map(side) else { return false };
        self.hides(whole) || unit == "share" && self.hides(value * whole)
    }
}

/// Whether a measure counts persons or what befell single persons.
pub fn is_count(unit: &str) -> bool {
    ["persons", "registrations", "deregistrations", "profilings", "results"].contains(&unit)
}

/// What a ratio has below its line.
fn below(measure: &str) -> Option<&'static str> {
    Some(match measure {
        "cost_per_start" | "result_share" | "participant_shares" | "top_share" => "started",
        // Of decisions and choices, which are not counted: no fewer than those who start.
        "deviation_share" | "no_active_choice_share" => "started",
        "start_share_by_verdict" => "verdict_counts",
        "cost_per_result" => "results",
        "yes_share" | "verdict_shares" => "profilings",
        "profiled_share" | "remaining_share" | "profiled_by_day" | "profiled_again_by_day" => "persons",
        "preprofiling_profiled_share" | "preprofiling_yes_share" => "preprofiling_persons",
        _ => return None,
    })
}

/// The count that a ratio has below its line, of the same category and filters; where that was not measured, a count it is part of.
fn denominator<'a>(measure: &str, key: &str, rows: &'a [Difference]) -> Option<&'a Difference> {
    let (name, filters) = measure.split_at(measure.find('[').unwrap_or(measure.len()));
    let count = below(name)?;
    // In a composition the category is what is counted, not what it is counted of.
    let same = format!("{count}{}", if name == "participant_shares" { "" } else { filters });
    let (by_level, level) = (format!("{count}[by=level]"), key.strip_prefix("level_").unwrap_or(key));
    let group = key.split('/').next().unwrap_or_default();
    let places = [(&*same, key), (&*same, group), (&*by_level, level), (count, key), (&*same, ""), (count, "")];
    places.iter().find_map(|(measure, key)| rows.iter().find(|row| row.measure == *measure && row.key == *key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::paired::Told;
    use crate::report::samples::comparison;

    fn row(measure: &str, key: &str, unit: &'static str, base: f64, mean: f64) -> Difference {
        let (measure, key, difference) = (measure.to_string(), key.to_string(), mean - base);
        let (se, ci95, together95, variance_reduction) = (None, None, None, None);
        Difference { measure, key, unit, base, mean, difference, se, ci95, together95, variance_reduction, told: Told::NotYet, n: 1 }
    }

    #[test]
    fn counts_and_what_tells_them_are_hidden() {
        let mut comparison = comparison::comparison(1);
        comparison.suppress_below = 100;
        let rows = [
            row("started", "", "persons", 500.0, 99.0),
            row("started[by=level]", "a", "persons", 420.0, 90.0),
            row("started[by=level]", "b", "persons", 80.0, 0.0),
            row("payments", "", "SEK", 4e6, 2e5),
            row("cost_per_start", "", "SEK", 8e3, 2e3),
            row("result_share", "", "share", 0.25, 0.3),
            row("result_share", "level_b", "share", 0.5, 0.5),
            row("participant_shares[by=sex]", "man", "share", 0.6, 0.9),
            row("result_share", "level_a", "share", 0.2, 0.2),
            row("waiting_days", "list_to_contact.mean", "days", 3.0, 4.0),
        ];
        let hidden: Vec<[bool; 2]> = rows.iter().map(|row| comparison.hidden_sides(&rows, row)).collect();
        let (neither, variant, both) = ([false, false], [false, true], [true, true]);
        // The last share is of more than enough, but says that 84 of them have a result.
        assert_eq!(hidden, [variant, variant, both, neither, variant, variant, both, variant, both, neither]);
        comparison.suppress_below = 0;
        assert!(rows.iter().all(|row| !comparison.is_small(&rows, row)));
    }

    #[test]
    fn a_published_figure_stands_beside_no_small_count() {
        let mut comparison = comparison::comparison(1);
        let beside = |measure: &str, unit: &str, mean: f64| {
            let mut row = comparison.published[0].clone();
            (row.measure, row.key, row.unit) = (measure.into(), String::new(), unit.into());
            row.simulated.as_mut().unwrap().mean = mean;
            row
        };
        let rows = [beside("results", "results", 400.0), beside("result_share", "share", 0.01), beside("result_share", "share", 0.2)];
        comparison.suppress_below = 100;
        assert_eq!(rows.map(|row| comparison.hides_published(&row)), [false, true, false]);
    }
}
