//! What goes to standard output: the summary, or all differences as JSON.

use std::path::PathBuf;

use super::super::args::{Compare, Format};
use super::super::{bold_output, complain, print as out};
use super::{Done, goals};
use crate::experiment::goal::Goal;
use crate::report::comparison::Comparison;
use crate::report::folder::shown;
use crate::report::{FolderError, additional, contrast, json};

pub fn print(arguments: &Compare, done: &Done, report: &Comparison, written: &Result<PathBuf, FolderError>) {
    match arguments.format {
        Format::Json => {
            out(&format!("{:#}\n", json::compare(report)));
            told(done, report).iter().for_each(|sentence| complain(sentence));
        }
        Format::Text => {
            let folder = written.as_ref().ok().map(|path| shown(path));
            out(&contrast::text(report, &told(done, report), folder.as_deref(), bold_output()));
        }
    }
}

/// What is said of additional jobs and of the goals, variant by variant.
fn told(done: &Done, report: &Comparison) -> Vec<String> {
    let count = done.ran.compared.done();
    let mut told: Vec<String> = report.variants.iter().flat_map(|variant| additional::sentences(report, variant)).collect();
    for (variant, standings) in report.variants.iter().zip(&done.ran.standings) {
        let name = if done.named.len() > 2 { format!("{}: ", variant.arm.name) } else { String::new() };
        let hidden = |goal: &Goal| {
            let row = variant.row(&goal.expr.text(), goal.expr.key.as_deref().unwrap_or_default());
            row.is_some_and(|row| report.is_small(&variant.rows, row))
        };
        let sentences = done.goals.iter().zip(standings).map(|(goal, standing)| goals::sentence(goal, standing, count, hidden(goal)));
        told.extend(sentences.map(|sentence| format!("{name}{sentence}.")));
    }
    if done.ran.out_of_time {
        told.push("Stopped by --max-time.".to_string());
    }
    told
}
