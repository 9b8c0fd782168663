//! A comparison on the terminal, in lines of 80 columns.

use super::comparison::{Comparison, Variant};
use super::input::RunInfo;
use super::numbers::{in_unit, millions, range, signed, whole};
use super::summary::{COLUMNS, wrapped};
use crate::experiment::LAST;
use crate::experiment::flow::{Changed, Flow, Move};
use crate::measure::paired::{Difference, Told};
use crate::scenario::{Change, Part};

/// Changes and flows shown of each variant, and how many of the changes may be boundaries that move.
const SHOWN: usize = 6;
const MOVES: usize = 4;

/// The text, each line with its line feed. `told` is what was said of the goals, `folder` where the files are.
pub fn text(comparison: &Comparison, told: &[String], folder: Option<&str>, bold: bool) -> String {
    let mut lines = Vec::new();
    match &comparison.variants[..] {
        [variant] => lines.extend(alone(comparison, variant, bold)),
        _ => lines.extend(many(comparison, bold)),
    }
    told.iter().for_each(|sentence| lines.extend(wrapped(sentence)));
    lines.extend(null_tests(comparison));
    lines.push(format!("Files: {}", folder.unwrap_or("none")));
    lines.extend(folder.is_some().then(|| "Next:  open report.html in that folder".to_string()));
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn bolded(text: &str, bold: bool) -> String {
    if bold { format!("\x1b[1m{text}\x1b[0m") } else { text.to_string() }
}

fn alone(comparison: &Comparison, variant: &Variant, bold: bool) -> Vec<String> {
    let mut lines = wrapped(&sentence(comparison, variant));
    let info = &comparison.info;
    lines.push(format!("{} of each on the same luck, seed {}{}.", info.replications_text(), info.seed, drawn(info)));
    lines.extend(changes(variant, bold));
    let heading = format!("{:<19}{:>8}{:>8}{:>10}{:>22}{:>6}{:>7}", "Measure", "base", "variant", "change", "95 % interval", "", "luck");
    lines.push(bolded(&heading, bold));
    for (measure, key) in &comparison.headline {
        lines.extend(variant.row(measure, key).map(row));
    }
    lines.push("?: cannot be told yet. The intervals hold all at once. Luck: how many times more".to_string());
    lines.push("replications independent random numbers would need for such an interval.".to_string());
    lines.extend(who(comparison, variant, bold));
    lines
}

/// The finding: participants on average, how sure that is, and the plan.
fn sentence(comparison: &Comparison, variant: &Variant) -> String {
    let (base, name) = (&comparison.base.name, &variant.arm.name);
    let Some(row) = comparison.headline.first().and_then(|(measure, key)| variant.row(measure, key)) else {
        return format!("{name} against {base}: no month end lies within the run.");
    };
    let [mean, was] = [row.mean, row.base].map(|value| in_unit(value, row.unit));
    let change = match (row.told, row.together95.or(row.ci95)) {
        (Told::Same, _) => "no difference".to_string(),
        (_, Some(interval)) => format!("{} ({})", signed(row.difference, row.unit), range(interval, row.unit)),
        (_, None) => signed(row.difference, row.unit),
    };
    let verdict = if row.told == Told::NotYet { ", which cannot be told from none yet" } else { "" };
    let plan = comparison.base.plan.map_or(String::new(), |plan| format!(" Planned: {}.", whole(plan.participants)));
    format!("{name}: {mean} participants on average at month ends, {was} with {base}: {change}{verdict}.{plan}")
}

/// What the variant changes.
fn changes(variant: &Variant, bold: bool) -> Vec<String> {
    let Some(first) = variant.first_change else { return vec!["The rules do not differ.".to_string()] };
    let mut lines = vec![bolded(&format!("Changes (rules differ from {first})"), bold)];
    // Boundaries are told by what they pass over, not as numbers.
    let told = |key: &str| variant.moves.iter().any(|moved| key.ends_with(moved.boundary)) || key.ends_with(']');
    let other = |change: &&Change| !(told(&change.key) && change.key.contains("thresholds[") && !variant.moves.is_empty());
    let shown: Vec<String> = variant.moves.iter().take(MOVES).map(moved).chain(variant.changes.iter().filter(other).map(change)).collect();
    lines.extend(shown.iter().take(SHOWN).cloned());
    let left = variant.moves.len().saturating_sub(MOVES) + shown.len().saturating_sub(SHOWN);
    if left > 0 {
        lines.push(format!("and {left} more, in the report"));
    }
    lines
}

/// A boundary that moves: for whom, from where to where, and how many of the base's profilings get another verdict.
fn moved(moved: &Move) -> String {
    let days = match moved.registration_days {
        (first, last) if last >= LAST => format!("day {first} on"),
        (first, last) => format!("day {first}-{last}"),
    };
    let [from, to] = [moved.base_percent, moved.variant_percent].map(place);
    let name = boundary(moved.boundary);
    clipped(format!("from {}, {days}: {name} {from} -> {to}; {} profilings", moved.from, whole(moved.profilings)))
}

fn place(percent: Option<(f64, f64)>) -> String {
    match percent {
        None => "closed".to_string(),
        Some((low, high)) if high - low < 0.5 => format!("{low:.0} %"),
        Some((low, high)) => format!("{low:.0}-{high:.0} %"),
    }
}

/// What lies on both sides of a boundary.
fn boundary(key: &str) -> &str {
    match key {
        "too_far_below" => "too far/C",
        "level_c_below" => "C/B",
        "level_b_below" => "B/A",
        "level_a_below" => "A/too near",
        _ => "levels",
    }
}

fn change(change: &Change) -> String {
    let value = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_string());
    let mark = if change.part == Part::Assumption { " (assumption)" } else { "" };
    clipped(format!("{}{mark}: {} -> {}", change.key, value(&change.base), value(&change.variant)))
}

/// The line cut to the terminal's width, with a sign that something is missing.
fn clipped(line: String) -> String {
    if line.chars().count() <= COLUMNS { line } else { line.chars().take(COLUMNS - 3).collect::<String>() + "..." }
}

/// A headline measure; the ratio stands beside the size of the change, and no change has no ratio.
fn row(row: &Difference) -> String {
    let figure = |value: f64| in_unit(value, row.unit);
    let (change, interval) = match (row.told, row.together95.or(row.ci95)) {
        (Told::Same, _) => (String::new(), "no difference".to_string()),
        (_, interval) => (signed(row.difference, row.unit), interval.map_or(String::new(), |interval| range(interval, row.unit))),
    };
    let told = match row.told {
        Told::More | Told::Less => row.told.words(),
        Told::Same => "",
        Told::NotYet => "?",
    };
    let luck = row.variance_reduction.map_or(String::new(), |ratio| format!("x{}", factor(ratio)));
    let (base, variant) = (figure(row.base), figure(row.mean));
    format!("{:<19}{base:>8}{variant:>8} {change:>9}{interval:>22}{told:>6}{luck:>7}", label(&row.measure))
}

/// A ratio with two digits that carry meaning.
fn factor(ratio: f64) -> String {
    if ratio < 9.95 { format!("{ratio:.1}") } else { whole(ratio) }
}

/// What a headline measure is called where there is little room.
fn label(measure: &str) -> &str {
    match measure {
        "started" => "starts",
        "yes_share" => "yes, share",
        "payments" => "payments, SEK",
        "payments[basis=paid]" => "  of these paid",
        "cost_per_start" => "SEK per start",
        _ if measure.starts_with("participants_mean") => "participants, mean",
        _ => measure,
    }
}

/// Who changes, direct and crowded apart.
fn who(comparison: &Comparison, variant: &Variant, bold: bool) -> Vec<String> {
    let count = |persons: f64| {
        let below = f64::from(comparison.suppress_below);
        if persons > 0.0 && persons < below { format!("<{}", comparison.suppress_below) } else { whole(persons) }
    };
    let line = |name: String, persons: [f64; 2]| format!("{name:<48}{:>14}{:>14}", count(persons[0]), count(persons[1]));
    let Changed { lives, standings, providers, payments, .. } = variant.changed;
    let mut lines = vec![bolded(&format!("{:<48}{:>14}{:>14}", "Who changes (persons per replication)", "direct", "crowded"), bold)];
    lines.push(line("something differs, if only a date".into(), lives));
    lines.push(line("gets elsewhere".into(), standings));
    let shown = variant.flows.iter().take(SHOWN);
    lines.extend(shown.map(|flow: &Flow| line(format!("  {} -> {}", words(flow.from.name()), words(flow.to.name())), flow.persons)));
    lines.push(line("gets as far, with another provider".into(), providers));
    lines.push(line("the same, with other payments".into(), payments));
    lines.push("Direct: a rule or price for the person differs; crowded: only what others".to_string());
    lines.push("took or left (queues, contact order, places).".to_string());
    lines
}

fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// Whether fitted numbers are drawn, the same in base and variant.
fn drawn(info: &RunInfo) -> &'static str {
    if info.drawn.is_empty() { "" } else { ", fitted numbers drawn" }
}

/// One line a variant.
fn many(comparison: &Comparison, bold: bool) -> Vec<String> {
    let info = &comparison.info;
    let mut lines = wrapped(&format!(
        "{} variants against {}, {} of each on the same luck, seed {}{}. Participants are means of month ends; 95 % intervals of the differences hold all at once within a variant.",
        comparison.variants.len(),
        comparison.base.name,
        info.replications_text(),
        info.seed,
        drawn(info)
    ));
    lines.push(bolded(&format!("{:<27}{:>19}{:>8}{:>26}", "", "participants", "starts", "payments, SEK"), bold));
    let measures = [comparison.headline.first().map_or("", |(measure, _)| measure), "started", "payments"];
    let base = |measure: &str| comparison.variants.first()?.row(measure, "").map(|row| in_unit(row.base, row.unit));
    let [mean, starts, payments] = measures.map(|measure| base(measure).unwrap_or("-".into()));
    lines.push(table_line(&comparison.base.name, [mean, String::new(), starts, payments, String::new()]));
    comparison.variants.iter().for_each(|variant| lines.push(one_line(variant, measures)));
    lines.extend(planned(comparison, measures[0]));
    lines
}

/// Participants and change, starts, payments and change; a long name has a line of its own.
fn table_line(name: &str, [mean, change, starts, payments, more]: [String; 5]) -> String {
    let figures = format!("{mean:>7} {change:>11}{starts:>8}{payments:>9} {more:>16}");
    if name.chars().count() <= 26 { format!("{name:<27}{figures}") } else { format!("{}\n{:<27}{figures}", clipped(name.into()), "") }
}

fn one_line(variant: &Variant, measures: [&str; 3]) -> String {
    let change = |row: &Difference| match row.told {
        Told::Same => "none".to_string(),
        _ => {
            let half = row.together95.or(row.ci95).map_or(String::new(), |(low, high)| format!(" ±{}", like((high - low) / 2.0, row)));
            format!("{}{half}{}", brief(row), if row.told == Told::NotYet { " ?" } else { "" })
        }
    };
    let [participants, starts, payments] = measures.map(|measure| variant.row(measure, ""));
    let mean = |row: Option<&Difference>| row.map_or("-".to_string(), |row| in_unit(row.mean, row.unit));
    let told = |row: Option<&Difference>| row.map_or(String::new(), change);
    table_line(&variant.arm.name, [mean(participants), told(participants), mean(starts), mean(payments), told(payments)])
}

/// A half-width on the scale of its difference.
fn like(half: f64, row: &Difference) -> String {
    match row.unit == "SEK" {
        true if row.difference.abs() >= 1e6 => format!("{} M", millions(half)),
        true if row.difference.abs() >= 1e4 => format!("{} k", whole(half / 1e3)),
        _ => whole(half),
    }
}

/// A difference where there is little room: kronor in thousands or millions.
fn brief(row: &Difference) -> String {
    let thousands = row.unit == "SEK" && (1e4..1e6).contains(&row.difference.abs());
    if thousands { format!("{} k", signed(row.difference / 1e3, "persons")) } else { signed(row.difference, row.unit) }
}

/// Which variants would have met the plan.
fn planned(comparison: &Comparison, measure: &str) -> Vec<String> {
    let Some(plan) = comparison.base.plan else { return Vec::new() };
    let meets = |variant: &&Variant| variant.row(measure, "").is_some_and(|row| row.mean >= plan.participants);
    let names: Vec<&str> = comparison.variants.iter().filter(meets).map(|variant| variant.arm.name.as_str()).collect();
    let found = if names.is_empty() { "none of them would have met it".to_string() } else { format!("met by {}", names.join(", ")) };
    wrapped(&format!(
        "Planned: {} participants on average from {}: {found}. \"?\": cannot be told from no difference yet.",
        whole(plan.participants),
        plan.from
    ))
}

fn null_tests(comparison: &Comparison) -> Vec<String> {
    let tests = comparison.null_tests;
    let before = match tests.before_the_change {
        0 => "the rules differ from the start, so there is no time before it to compare".to_string(),
        count => format!("before the rules differ nothing does ({} lives had begun by then)", whole(count as f64)),
    };
    wrapped(&format!("Held: the base run twice is the same to the bit ({} persons); {before}.", whole(tests.base_against_itself as f64)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::comparison;

    #[test]
    fn a_terminal_of_80_columns_shows_every_line() {
        for variants in [1, 3] {
            let text =
                text(&comparison::comparison(variants), &["started: +1 (+1 to +2); it is more than 0.".into()], Some("outputs/x"), false);
            for line in text.lines() {
                // A name is not broken.
                assert!(line.chars().count() <= COLUMNS || !line.contains(' '), "{line}");
            }
            assert!(text.contains("it is more than 0") && text.contains("Files: outputs/x") && text.contains("Held:"), "{text}");
        }
    }

    #[test]
    fn a_difference_of_exactly_zero_has_no_ratio() {
        let mut comparison = comparison::comparison(1);
        let (measure, key) = comparison.headline[1].clone();
        let row = comparison.variants[0].rows.iter_mut().find(|row| (&row.measure, &row.key) == (&measure, &key)).unwrap();
        (row.told, row.difference, row.variance_reduction) = (Told::Same, 0.0, None);
        let text = text(&comparison, &[], None, false);
        let line = text.lines().find(|line| line.contains("no difference")).expect("it is said so");
        assert!(!line.contains('x') && !line.contains(" to "), "{line}");
    }

    #[test]
    fn small_counts_are_hidden_when_asked() {
        let mut comparison = comparison::comparison(1);
        comparison.variants[0].changed.providers = [3.0, 0.0];
        assert!(!text(&comparison, &[], None, false).contains("<5"));
        comparison.suppress_below = 5;
        assert!(text(&comparison, &[], None, false).contains("<5"));
    }
}
