//! The time series as text, and its bands over the replications.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use super::input::{Band, SeriesRow};
use crate::units::Day;

/// A band per date.
pub type BandLine = Vec<(Day, Band)>;

/// `series.csv`: `replication,date,area,level,measure,value`, shortest round-trip decimals.
pub fn csv<'a>(rows: impl IntoIterator<Item: Borrow<SeriesRow<'a>>>) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["replication", "date", "area", "level", "measure", "value"])?;
    for row in rows {
        let row = row.borrow();
        let (replication, date, value) = (row.replication.to_string(), row.date.to_string(), row.value.to_string());
        writer.write_record([&replication, &date, row.area, row.level, row.measure, &value])?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// Bands per date of a measure's sum over all areas, for each level and, under `all`, over the levels.
pub fn by_level<'a>(rows: impl IntoIterator<Item: Borrow<SeriesRow<'a>>>, measure: &str) -> BTreeMap<String, BandLine> {
    let mut sums: BTreeMap<(&str, Day), BTreeMap<u32, f64>> = BTreeMap::new();
    for row in rows.into_iter().map(|row| *row.borrow()).filter(|row| row.measure == measure) {
        for level in [row.level, "all"] {
            let of_date = sums.entry((level, row.date)).or_default();
            *of_date.entry(row.replication).or_default() += row.value;
        }
    }
    let mut lines: BTreeMap<String, BandLine> = BTreeMap::new();
    for ((level, date), of_date) in sums {
        let values: Vec<f64> = of_date.into_values().collect();
        lines.entry(level.to_string()).or_default().extend(Band::of(&values).map(|band| (date, band)));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(replication: u32, area: &'static str, level: &'static str, value: f64) -> SeriesRow<'static> {
        SeriesRow { replication, date: Day(18_382), area, level, measure: "participants", value }
    }

    #[test]
    fn totals_are_summed_within_a_replication_before_the_spread_is_taken() {
        let rows = [row(1, "Umeå", "a", 10.0), row(1, "Umeå", "b", 90.0), row(2, "Umeå", "a", 90.0), row(2, "Umeå", "b", 10.0)];
        let lines = by_level(&rows, "participants");
        let (_, all) = lines["all"][0];
        assert_eq!((all.mean, all.p05, all.p95), (100.0, 100.0, 100.0));
        assert_eq!((lines["a"][0].1.p05, lines["a"][0].1.mean), (14.0, 50.0));
        assert!(by_level(&rows, "other").is_empty());
    }

    #[test]
    fn the_text_has_one_line_a_row() {
        let text = String::from_utf8(csv(&[row(3, "Västerås", "a", 0.1)]).unwrap()).unwrap();
        assert_eq!(text, "replication,date,area,level,measure,value\n3,2020-04-30,Västerås,a,participants,0.1\n");
    }
}
