//! The summary on the terminal: what a run says, in at most 40 lines of 80 columns.

use super::input::{Band, FunnelStep, Money, PlanOutcome, Published, RunInfo};
use super::numbers::{in_unit, millions, percent, whole};
use crate::journal::PaymentKind;
use crate::measure::spread::Split;
use crate::units::Day;

/// Lines and columns that a terminal shows at once.
pub const LINES: usize = 40;
pub const COLUMNS: usize = 80;

/// Everything that the summary says.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    pub plan: Option<PlanOutcome>,
    /// Participants at month ends; with many, the last ones are shown.
    pub month_ends: Vec<(Day, Band)>,
    pub funnel: Vec<FunnelStep>,
    /// Totals of the run by kind.
    pub money: Vec<Money>,
    /// Six of them are shown.
    pub published: Vec<Published>,
    /// Measures asked for beside the standard ones; as many are shown as there are lines for.
    pub asked: Vec<Asked>,
    /// Keys of assumptions and what is known of them, the most telling first; three are shown, or one if measures are asked for.
    pub assumptions: Vec<(String, String)>,
    /// Whether `assumptions` come from a sensitivity analysis of this scenario, or are just those documented with a range.
    pub sensitivity_measured: bool,
    /// Whether the spread contains the uncertainty of fitted numbers, not chance alone.
    pub parameters_in_spread: bool,
    /// Where the spread of the headline comes from, if there are replications enough to tell.
    pub split: Option<Split>,
    /// The folder that was written, or why there is none.
    pub folder: String,
    /// Files left out, and why or what to do about it.
    pub missing: Vec<String>,
    /// The next command to try, in the parts between which a line may end.
    pub next: Vec<String>,
}

/// A value of a measure that was asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The measure, and its key after a colon.
    pub name: String,
    pub unit: String,
    pub band: Band,
}

/// Month ends in one row of the table.
const ENDS_PER_ROW: usize = 5;
/// Rows of month ends.
const END_ROWS: usize = 2;
/// From these counts on ranges are given in thousands: the columns are no wider.
const MANY: f64 = 1e6;
const MANY_PARTICIPANTS: f64 = 1e5;

impl Summary {
    /// The text, each line with its line feed. `bold` sets headings in bold, for terminals without `NO_COLOR`.
    pub fn text(&self, info: &RunInfo, bold: bool) -> String {
        let mut lines = self.sentence(info);
        lines.extend(self.month_end_lines(bold));
        lines.extend(self.funnel_lines(bold));
        lines.extend(self.money_lines(bold));
        lines.extend(self.published_lines(bold));
        let below: Vec<String> = self.assumption_lines(bold).into_iter().chain(self.closing_lines()).collect();
        let room = LINES.saturating_sub(lines.len() + below.len());
        lines.extend(self.asked_lines(room, bold));
        lines.extend(below);
        lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    /// The one figure that the run is about, and how sure it is: error and spread each by its name.
    fn sentence(&self, info: &RunInfo) -> Vec<String> {
        let (sentence, main) = self.headline(info);
        let error = main
            .and_then(|band| band.se)
            .map_or(String::new(), |se| format!("; Monte Carlo error of this mean {}", in_unit(se, "persons")));
        let mut lines = wrapped(&sentence);
        lines.push(clipped(&format!("{}, seed {}{error}.", info.replications_text(), info.seed), COLUMNS));
        lines.extend(self.source_of_spread());
        lines
    }

    fn source_of_spread(&self) -> Vec<String> {
        let text = match (self.parameters_in_spread, self.split) {
            (false, _) => "In brackets: 5-95 % of replications, spread by chance alone, not by parameters.".into(),
            (true, None) => "In brackets: 5-95 % of replications, spread by chance and by fitted parameters.".into(),
            (true, Some(Split { parameters, inflow, chance })) => format!(
                "In brackets: 5-95 % of replications. Of this variance {} comes from fitted parameters, {} from how many register, {} from chance in lives.",
                percent(parameters),
                percent(inflow),
                percent(chance)
            ),
        };
        wrapped(&text)
    }

    fn headline(&self, info: &RunInfo) -> (String, Option<Band>) {
        let name = clipped(&info.scenario, 40);
        match (self.plan, self.month_ends.last()) {
            (Some(PlanOutcome { participants, from, simulated: Some(band) }), _) => {
                let [planned, mean, range] = [whole(participants), whole(band.mean), range(&band, MANY)];
                let text = format!(
                    "{name}: planned for {planned} participants, simulated {mean} ({range}) on average over the month ends from {from}."
                );
                (text, Some(band))
            }
            (_, Some((day, band))) => {
                let [mean, range] = [whole(band.mean), range(band, MANY)];
                (format!("{name}: {mean} participants ({range}) on {day}."), Some(*band))
            }
            _ => (format!("{name}: no month end lies within the run."), None),
        }
    }

    /// A table with the dates above, at most ten of them.
    fn month_end_lines(&self, bold: bool) -> Vec<String> {
        let skipped = self.month_ends.len().saturating_sub(ENDS_PER_ROW * END_ROWS);
        let earlier =
            if skipped > 0 { format!(" (the last {} of {})", ENDS_PER_ROW * END_ROWS, self.month_ends.len()) } else { String::new() };
        let mut lines = Vec::new();
        for row in self.month_ends[skipped..].chunks(ENDS_PER_ROW) {
            let cells = |text: &dyn Fn(&(Day, Band)) -> String| row.iter().map(|end| format!("{:>14}", text(end))).collect::<String>();
            lines.push(format!("{:<8}{}", "", cells(&|(day, _)| day.to_string())));
            lines.push(format!("{:<8}{}", "mean", cells(&|(_, band)| whole(band.mean))));
            lines.push(format!("{:<8}{}", "5-95 %", cells(&|(_, band)| range(band, MANY_PARTICIPANTS))));
        }
        titled(&format!("Participants at month ends{earlier}"), lines, bold)
    }

    /// One line a step, stock and new side by side.
    fn funnel_lines(&self, bold: bool) -> Vec<String> {
        let mut before = (None, None);
        let mut lines = Vec::new();
        for step in &self.funnel {
            let (stock, new) = (step_cells(step.stock, before.0), step_cells(step.new, before.1));
            lines.push(format!("{:<11}{stock} {new}", step.name.replace('_', " ")));
            before = (step.stock, step.new);
        }
        let columns = |population: &str| format!("{population:>7} {:>17} {:>8}", "5-95 %", "of above");
        let heading = format!("{:<11}{} {}", "Persons", columns("stock"), columns("new"));
        titled(&heading, lines, bold)
    }

    fn money_lines(&self, bold: bool) -> Vec<String> {
        let cell = |band: Option<Band>| {
            band.map_or("-".to_string(), |band| format!("{} ({}-{})", millions(band.mean), millions(band.p05), millions(band.p95)))
        };
        let row = |row: &Money| format!("{:<16}{:>29}  {:>29}", row.kind.replace('_', " "), cell(row.accrued), cell(row.paid));
        let heading = format!("{:<16}{:>29}  {:>29}", "Million SEK", "accrued", "paid");
        let there = |row: &&Money| row.kind != PaymentKind::Bonus.name() || row.has_money();
        titled(&heading, self.money.iter().filter(there).map(row).collect(), bold)
    }

    fn published_lines(&self, bold: bool) -> Vec<String> {
        let heading = format!("{:<35}{:>10}{:>26}", "Published and simulated", "published", "simulated");
        titled(&heading, self.published.iter().take(6).map(published_line).collect(), bold)
    }

    /// The measures asked for with their heading, in `room` lines.
    fn asked_lines(&self, room: usize, bold: bool) -> Vec<String> {
        let row = |Asked { name, unit, band }: &Asked| {
            let figures = format!("{} ({}-{})", in_unit(band.mean, unit), short(band.p05, unit), short(band.p95, unit));
            format!("{:<45}{figures:>35}", clipped(name, 44))
        };
        let rows = room.saturating_sub(1);
        let shown = if self.asked.len() <= rows { self.asked.len() } else { rows.saturating_sub(1) };
        let left = self.asked.len() - shown;
        let more = (left > 0).then(|| format!("... and {left} more in measures.csv"));
        let lines = self.asked.iter().take(shown).map(row).chain(more).collect();
        titled(&format!("{:<45}{:>35}", "Measures asked for", "mean, 5-95 %"), lines, bold)
    }

    /// What the figures rest on; an order by importance is claimed only where it was measured.
    fn assumption_lines(&self, bold: bool) -> Vec<String> {
        let heading = match self.sensitivity_measured {
            true => "Assumptions that move the result most",
            false => "Assumptions with a documented range (their influence is not measured)",
        };
        let line = |(key, text): &(String, String)| clipped(&format!("{key}: {text}"), COLUMNS);
        // Measures asked for need room.
        let shown = if self.asked.is_empty() { 3 } else { 1 };
        titled(heading, self.assumptions.iter().take(shown).map(line).collect(), bold)
    }

    fn closing_lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.missing.iter().take(3).map(|missing| clipped(missing, COLUMNS)).collect();
        // Paths and commands are copied from here: they are never cut.
        lines.push(format!("Files: {}", self.folder));
        lines.extend(command_lines(&self.next));
        lines
    }
}

/// A command that can be copied: a line that it goes on after ends with a backslash.
fn command_lines(parts: &[String]) -> Vec<String> {
    let mut lines = vec!["Next: ".to_string()];
    for part in parts {
        let last = lines.last_mut().expect("there is a line");
        // The backslash needs two columns more.
        match last.chars().count() + 1 + part.chars().count() + 2 <= COLUMNS || last.trim_end() == "Next:" {
            true => *last += &format!(" {part}"),
            false => {
                *last += " \\";
                lines.push(format!("       {part}"));
            }
        }
    }
    lines
}

/// A heading and its lines; nothing if there are none.
fn titled(heading: &str, lines: Vec<String>, bold: bool) -> Vec<String> {
    let heading = if bold { format!("\u{1b}[1m{heading}\u{1b}[0m") } else { heading.to_string() };
    if lines.is_empty() { lines } else { std::iter::once(heading).chain(lines).collect() }
}

/// Count, share of the step above, and spread.
fn step_cells(band: Option<Band>, before: Option<Band>) -> String {
    let Some(band) = band else { return format!("{:>34}", "-") };
    let share = before.filter(|before| before.mean > 0.0).map(|before| percent(band.mean / before.mean)).unwrap_or_default();
    format!("{:>7} {:>17} {share:>8}", count(band.mean, MANY), format!("({})", range(&band, MANY)))
}

fn published_line(row: &Published) -> String {
    let simulated = row.simulated.map_or("not measured".to_string(), |band| {
        format!("{} ({}-{})", in_unit(band.mean, &row.unit), short(band.p05, &row.unit), short(band.p95, &row.unit))
    });
    let verdict = row.within.map_or("", |within| if within { "agrees" } else { "differs" });
    format!("{:<35}{:>10}{simulated:>26}  {verdict}", clipped(&row.text, 34), in_unit(row.published, &row.unit))
}

/// A figure without the sign of its unit, inside brackets after one that has it.
fn short(value: f64, unit: &str) -> String {
    in_unit(value, unit).trim_end_matches(" %").trim_end_matches(" M").to_string()
}

fn range(band: &Band, many: f64) -> String {
    let many = if band.p95 >= many { 0.0 } else { many };
    format!("{}-{}", count(band.p05, many), count(band.p95, many))
}

/// A number of persons, in thousands from `many` on.
fn count(value: f64, many: f64) -> String {
    if value >= many { format!("{}k", whole(value / 1e3)) } else { whole(value) }
}

/// At most `length` characters, the last a dot-dot-dot if something is left out.
fn clipped(text: &str, length: usize) -> String {
    match text.chars().count() > length {
        true => text.chars().take(length - 3).chain("...".chars()).collect(),
        false => text.to_string(),
    }
}

/// Signs that stand after a number, with a space.
const SIGNS: [&str; 4] = ["%", "pp", "M", "k"];

/// Whether a word goes on with the number that ends the text before it: its next thousands, or its sign.
fn goes_on(before: &str, word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let sign = word.trim_end_matches([')', ',', '.', ':', ';', '?']);
    before.ends_with(|last: char| last.is_ascii_digit()) && (digits == 3 || SIGNS.contains(&sign))
}

/// Words, numbers whole.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match pieces.last_mut().filter(|last| goes_on(last, word)) {
            Some(last) => *last += &format!(" {word}"),
            None => pieces.push(word.to_string()),
        }
    }
    pieces
}

/// Broken between words into lines of the terminal's width, but not within a number.
pub(super) fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in pieces(text) {
        let last = lines.last_mut().expect("there is a line");
        match last.is_empty() || last.chars().count() + 1 + word.chars().count() <= COLUMNS {
            true => *last = if last.is_empty() { word.to_string() } else { format!("{last} {word}") },
            false => lines.push(word.to_string()),
        }
    }
    lines
}

#[cfg(test)]
#[path = "summary_tests.rs"]
mod tests;
