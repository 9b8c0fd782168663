//! The user's own monthly registrations by area.

use std::collections::BTreeMap;

use super::Span;
use super::columns;
use super::rows::{Row, Rows};
use super::stock::area;
use crate::scenario::check::month;
use crate::scenario::faults::Notes;
use crate::scenario::source::Sources;
use crate::units::Day;

/// Reads registrations by month and area; every month of the run must be there for at least one area.
pub(super) fn read(mut rows: Rows, areas: &[String], span: Span, sources: &mut Sources, notes: &mut Notes) -> Vec<(Day, Vec<f64>)> {
    let needed = [&columns::MONTH, &columns::AREA, &columns::REGISTRATIONS];
    let Some((places, _)) = rows.columns(needed, &[], sources, notes) else { return Vec::new() };
    let mut months: BTreeMap<Day, Vec<Option<f64>>> = BTreeMap::new();
    while let Some(row) = rows.next(sources, notes) {
        match registrations(&row, &places, areas) {
            Err((message, way_out)) => rows.bad(&row, message, way_out, sources, notes),
            Ok((first, area, number)) => {
                let numbers = months.entry(first).or_insert_with(|| vec![None; areas.len()]);
                if numbers[area].replace(number).is_some() {
                    let message = format!("a second row for {} in {}", areas[area], &first.to_string()[..7]);
                    rows.bad(&row, message, "keep one row for each month and area", sources, notes);
                }
            }
        }
    }
    missing_months(&rows, &months, span, notes);
    rows.finish(notes);
    months.into_iter().map(|(first, numbers)| (first, numbers.into_iter().map(|number| number.unwrap_or(0.0)).collect())).collect()
}

fn registrations(row: &Row, places: &[usize; 3], areas: &[String]) -> Result<(Day, usize, f64), (String, String)> {
    let text = |index: usize| row.record.get(places[index]).unwrap_or("");
    let first = month(text(0)).ok_or_else(|| (format!("month is \"{}\"", text(0)), "write year and month, such as 2020-03".to_string()))?;
    let area = area(text(1), areas)?;
    let number: f64 = text(2).replace(',', ".").parse().unwrap_or(f64::NAN);
    if (0.0..=1e7).contains(&number) {
        Ok((first, area.index(), number))
    } else {
        Err((format!("registrations is \"{}\"", text(2)), "give a number from 0 to 10000000".into()))
    }
}

fn missing_months(rows: &Rows, months: &BTreeMap<Day, Vec<Option<f64>>>, span: Span, notes: &mut Notes) {
    if span.from > span.to || span.to - span.from > 366 * 20 {
        return;
    }
    let needed = (0..).map(|index| span.from.month_start(index)).take_while(|first| *first <= span.to);
    let missing: Vec<String> = needed.filter(|first| !months.contains_key(first)).map(|first| first.to_string()[..7].into()).collect();
    if !missing.is_empty() && rows.bad == 0 {
        notes.fault(
            rows.said_at,
            format!("{} lacks months of the run: {}", rows.name, missing.join(", ")),
            "add rows for them, or shorten the run",
        );
    }
}
