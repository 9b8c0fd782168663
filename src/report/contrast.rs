//! A comparison on the terminal, in lines of 80 columns.

use super::comparison::{Comparison, Variant};
use super::input::RunInfo;
use super::numbers::{in_unit, range, signed, whole};
use super::small::{SIDES, is_count};
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
    lines.extend(withheld(comparison));
    lines.push(format!("Files: {}", folder.unwrap_or("none")));
    lines.extend(folder.is_some().then(|| "Next:  open report.html in that folder".to_string()));
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Said where something may not be shown.
fn withheld(comparison: &Comparison) -> Vec<String> {
    let limit = comparison.suppress_below;
    let text = format!("Counts of persons below {limit}, and what tells them (-), are not shown.");
    if limit > 0 { wrapped(&text) } else { Vec::new() }
}

fn bolded(text: &str, bold: bool) -> String {
    if bold { format!("\x1b[1m{text}\x1b[0m") } else { text.to_string() }
}

fn alone(comparison: &Comparison, variant: &Variant, bold: bool) -> Vec<String> {
    let mut lines = wrapped(&sentence(comparison, variant));
    let info = &comparison.info;
    lines.push(format!("{} of each on the same luck, seed {}{}.", info.replications_text(), info.seed, drawn(info)));
    lines.extend(changes(comparison, variant, bold));
    let heading = format!("{:<19}{:>8}{:>8}{:>10}{:>22}{:>6}{:>7}", "Measure", "base", "variant", "change", "95 % interval", "", "luck");
    lines.push(bolded(&heading, bold));
    for (measure, key) in &comparison.headline {
        lines.extend(variant.row(measure, key).map(|row| line(comparison, variant, row)));
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
    let [was, mean] = sides(comparison, variant, row);
    let change = match (row.told, row.together95.or(row.ci95)) {
        _ if comparison.is_small(&variant.rows, row) => "the difference is not shown".to_string(),
        (Told::Same, _) => "no difference".to_string(),
        (_, Some(interval)) => format!("{} ({})", signed(row.difference, row.unit), range(interval, row.unit)),
        (_, None) => signed(row.difference, row.unit),
    };
    let open = row.told == Told::NotYet && !comparison.is_small(&variant.rows, row);
    let verdict = if open { ", which cannot be told from none yet" } else { "" };
    let plan = comparison.base.plan.map_or(String::new(), |plan| format!(" Planned: {}.", whole(plan.participants)));
    format!("{name}: {mean} participants on average at month ends, {was} with {base}: {change}{verdict}.{plan}")
}

/// What the variant changes.
fn changes(comparison: &Comparison, variant: &Variant, bold: bool) -> Vec<String> {
    let Some(first) = variant.first_change else { return vec!["The rules do not differ.".to_string()] };
    let since = if comparison.is_start(first) { "the start".to_string() } else { first.to_string() };
    let mut lines = vec![bolded(&format!("Changes (rules differ from {since})"), bold)];
    // Boundaries are told by what they pass over, not as numbers.
    let told = |key: &str| variant.moves.iter().any(|moved| key.ends_with(moved.boundary)) || key.ends_with(']');
    let other = |change: &&Change| !(told(&change.key) && change.key.contains("thresholds[") && !variant.moves.is_empty());
    let shown: Vec<String> = variant
        .moves
        .iter()
        .take(MOVES)
        .map(|one| moved(comparison, one))
        .chain(variant.changes.iter().filter(other).map(change))
        .collect();
    lines.extend(shown.iter().take(SHOWN).cloned());
    let left = variant.moves.len().saturating_sub(MOVES) + shown.len().saturating_sub(SHOWN);
    if left > 0 {
        lines.push(format!("and {left} more, in the report"));
    }
    lines
}

/// A boundary that moves: for whom, from where to where, and how many of the base's profilings get another verdict.
fn moved(comparison: &Comparison, moved: &Move) -> String {
    let days = match moved.registration_days {
        (first, last) if last >= LAST => format!("day {first} on"),
        (first, last) => format!("day {first}-{last}"),
    };
    let [from, to] = [moved.base_percent, moved.variant_percent].map(place);
    let name = boundary(moved.boundary);
    clipped(format!("from {}, {days}: {name} {from} -> {to}; {} profilings", moved.from, comparison.persons(moved.profilings)))
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

/// The base's and the variant's figure, or what stands in its place where it may not be shown.
fn sides(comparison: &Comparison, variant: &Variant, row: &Difference) -> [String; 2] {
    let hidden = comparison.hidden_sides(&variant.rows, row);
    let instead = if is_count(row.unit) { comparison.hidden() } else { "-".to_string() };
    [0, 1].map(|place| if hidden[place] { instead.clone() } else { in_unit(SIDES[place](row), row.unit) })
}

/// A headline measure; the ratio stands beside the size of the change, and no change has no ratio.
fn line(comparison: &Comparison, variant: &Variant, row: &Difference) -> String {
    let [base, mean] = sides(comparison, variant, row);
    let figures = format!("{:<19}{base:>8}{mean:>8}", label(&row.measure));
    if comparison.is_small(&variant.rows, row) { figures } else { figures + &difference(row) }
}

fn difference(row: &Difference) -> String {
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
    format!(" {change:>9}{interval:>22}{told:>6}{luck:>7}")
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
    let line = |name: String, persons: [f64; 2]| {
        let [direct, crowded] = persons.map(|count| comparison.persons(count));
        format!("{name:<48}{direct:>14}{crowded:>14}")
    };
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
    let first = comparison.variants.first();
    let base = |measure: &str| first.and_then(|first| Some(sides(comparison, first, first.row(measure, "")?)[0].clone()));
    let [mean, starts, payments] = measures.map(|measure| base(measure).unwrap_or("-".into()));
    lines.push(table_line(&comparison.base.name, [mean, String::new(), starts, payments, String::new()]));
    comparison.variants.iter().for_each(|variant| lines.push(one_line(comparison, variant, measures)));
    lines.extend(planned(comparison, measures[0]));
    lines
}

/// Participants and change, starts, payments and change; a long name has a line of its own.
fn table_line(name: &str, [mean, change, starts, payments, more]: [String; 5]) -> String {
    let figures = format!("{mean:>7} {change:>11}{starts:>8}{payments:>9} {more:>16}");
    if name.chars().count() <= 26 { format!("{name:<27}{figures}") } else { format!("{}\n{:<27}{figures}", clipped(name.into()), "") }
}

fn one_line(comparison: &Comparison, variant: &Variant, measures: [&str; 3]) -> String {
    let change = |row: &Difference| match row.told {
        _ if comparison.is_small(&variant.rows, row) => "-".to_string(),
        Told::Same => "none".to_string(),
        _ => {
            let half = row.together95.or(row.ci95).map_or(String::new(), |(low, high)| format!(" ±{}", like((high - low) / 2.0, row)));
            format!("{}{half}{}", brief(row), if row.told == Told::NotYet { " ?" } else { "" })
        }
    };
    let [participants, starts, payments] = measures.map(|measure| variant.row(measure, ""));
    let mean = |row: Option<&Difference>| row.map_or("-".to_string(), |row| sides(comparison, variant, row)[1].clone());
    let told = |row: Option<&Difference>| row.map_or(String::new(), change);
    table_line(&variant.arm.name, [mean(participants), told(participants), mean(starts), mean(payments), told(payments)])
}

/// A half-width on the scale of its difference.
fn like(half: f64, row: &Difference) -> String {
    match (row.unit == "SEK", row.difference.abs()) {
        (true, size) if size >= 1e6 => format!("{} M", telling(half / 1e6, 1)),
        (true, size) if size >= 1e4 => format!("{} k", telling(half / 1e3, 0)),
        (_, size) => telling(half, if size < 10.0 { 2 } else { 0 }),
    }
}

/// With as many more decimals as it takes (up to four) for a width not to read as none.
fn telling(half: f64, least: usize) -> String {
    let reads_as_none = |decimals: &usize| half > 0.0 && half < 0.5 / 10_f64.powi(*decimals as i32);
    match (least..4).find(|decimals| !reads_as_none(decimals)).unwrap_or(4) {
        0 => whole(half),
        decimals => format!("{half:.decimals$}"),
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
    let meets = |variant: &&Variant| {
        variant.row(measure, "").is_some_and(|row| !comparison.is_small(&variant.rows, row) && row.mean >= plan.participants)
    };
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
        _ if !comparison.rules_differ() => "no rule differs, and neither does any life".to_string(),
        0 => "the rules differ from the start, so there is no time before it to compare".to_string(),
        count => format!("before the rules differ nothing does ({} lives had begun by then)", comparison.persons(count as f64)),
    };
    wrapped(&format!(
        "Held: the base run twice is the same to the bit ({} persons); {before}.",
        comparison.persons(tests.base_against_itself as f64)
    ))
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

    /// Equal scenarios differ neither from the start nor later.
    #[test]
    fn equal_scenarios_are_told_so() {
        let mut comparison = comparison::comparison(1);
        comparison.null_tests.before_the_change = 0;
        assert!(text(&comparison, &[], None, false).contains("no time before it"));
        comparison.variants[0].first_change = None;
        let text = text(&comparison, &[], None, false).replace('\n', " ");
        assert!(text.contains("no rule differs, and neither does any life") && !text.contains("from the start"), "{text}");
    }

    /// An interval that has a width is not shown without one.
    #[test]
    fn half_widths_have_the_decimals_they_need() {
        let shown = |unit, difference, half| {
            let row = Difference { unit, difference, ..comparison::comparison(1).variants[0].rows[0].clone() };
            format!("{} ±{}", brief(&row), like(half, &row))
        };
        assert_eq!(
            [shown("persons", -6.6, 0.31), shown("persons", 412.0, 0.2), shown("persons", 412.0, 14.2), shown("persons", 5.5, 0.0)],
            ["-6.60 ±0.31", "+412 ±0.2", "+412 ±14", "+5.50 ±0.00"]
        );
        assert_eq!(
            [shown("SEK", 2.09e7, 1.2e6), shown("SEK", 2.09e7, 2e4), shown("SEK", 2.5e4, 300.0)],
            ["+20.9 M ±1.2 M", "+20.9 M ±0.02 M", "+25 k ±0.3 k"]
        );
    }

    /// Rules that hold for the stock count from the day before the run, which is no day of it.
    #[test]
    fn a_change_before_the_first_day_is_one_from_the_start() {
        let mut comparison = comparison::comparison(1);
        assert!(text(&comparison, &[], None, false).contains("(rules differ from 2020-05-26)"));
        comparison.variants[0].first_change = Some(comparison.from - 1);
        assert!(text(&comparison, &[], None, false).contains("(rules differ from the start)"));
    }

    #[test]
    fn small_counts_are_hidden_when_asked() {
        let mut comparison = comparison::comparison(1);
        comparison.variants[0].changed.providers = [3.0, 0.0];
        assert!(!text(&comparison, &[], None, false).contains("<5"));
        comparison.suppress_below = 5;
        let text = text(&comparison, &[], None, false);
        let line = text.lines().find(|line| line.contains("another provider")).unwrap();
        assert_eq!(line.matches("<5").count(), 2, "a zero tells as much as a small count: {line}");
    }

    /// Whatever is said of few starts: neither they, nor their difference, nor payments per start beside payments.
    #[test]
    fn small_counts_of_measures_are_hidden_with_what_tells_them() {
        for variants in [1, 3] {
            let mut comparison = comparison::comparison(variants);
            comparison.suppress_below = 6_600;
            let text = text(&comparison, &[], None, false);
            for hidden in ["6 455", "2 868", "52 7", "+412", "+93"] {
                assert!(!text.contains(hidden), "{hidden}: {text}");
            }
            assert!(text.contains("<6600") && text.contains("340.4 M") && text.contains("and what tells them"), "{text}");
        }
    }
}
