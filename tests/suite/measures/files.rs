//! The files of a run's measures, its series and its sample of scores.

use super::naive::{Naive, level};
use super::streams::{AREAS, Chance, day, pieces, scenario, stream};
use troskel::journal::{Reader, What};
use troskel::measure::scores::Scores;
use troskel::measure::series::{Label, Series};
use troskel::measure::{Expr, Suite, Table, standard};
use troskel::units::Day;

fn table(replications: u32) -> Table {
    let scenario = scenario();
    let suite = Suite::new(&standard::standard(&scenario), &scenario).unwrap();
    let mut observer = suite.observer();
    let mut table = Table::new(&suite);
    // Out of order, as threads deliver them.
    for number in (1..=replications).rev() {
        observer.reset();
        observer.take(&stream(u64::from(number), &scenario));
        table.push(number, observer.finish());
    }
    table
}

#[test]
fn the_first_replications_of_more_are_the_same_bytes() {
    let (few, many) = (table(2).replications_csv(), table(4).replications_csv());
    assert!(many.starts_with(&few) && many.len() > few.len());
    let keys: Vec<(u32, String, String)> = csv::Reader::from_reader(many.as_bytes())
        .records()
        .map(|record| record.unwrap())
        .map(|record| (record[0].parse().unwrap(), record[1].to_string(), record[2].to_string()))
        .collect();
    assert!(keys.is_sorted_by(|a, b| a < b));
}

#[test]
fn measures_are_computed_from_the_replications_alone() {
    let table = table(3);
    let again = Table::read(&table.replications_csv()).unwrap();
    assert_eq!(again.measures_csv(), table.measures_csv());
    assert_eq!(again.replications_csv(), table.replications_csv());
    assert!(table.measures_csv().starts_with("measure,key,unit,mean,se,sd,p05,p25,p50,p75,p95,n\n"));
    assert!(Table::read("replication,measure,key,value\n1,started,,x\n").unwrap_err().contains("line 2"));
}

#[test]
fn one_replication_has_no_error() {
    let csv = table(1).measures_csv();
    let record = csv::Reader::from_reader(csv.as_bytes()).records().next().unwrap().unwrap();
    assert_eq!((&record[4], &record[5], &record[11]), ("", "", "1"));
}

#[test]
fn series_agree_with_measures() {
    let mut scenario = scenario();
    for by_day in [false, true] {
        scenario.run.series_by_day = by_day;
        let stream = stream(5, &scenario);
        let mut series = Series::new(&scenario);
        for _ in 0..2 {
            series.reset();
            pieces(&stream, &mut Chance(9)).iter().for_each(|piece| series.take(piece));
        }
        let points: Vec<(Label, f64)> = series.labels().into_iter().zip(series.values()).collect();
        let dates: std::collections::BTreeSet<Day> = points.iter().map(|(label, _)| label.date).collect();
        assert_eq!(dates.len(), if by_day { 77 } else { 4 });
        assert_eq!((points.len(), series.values().len()), (series.labels().len(), series.labels().len()));
        assert_eq!(points.len(), dates.len() * AREAS.len() * (4 + 3 * 13));
        let mut naive = Naive::new(&scenario, &stream, |_| true);
        for date in dates.into_iter().filter(|date| !by_day || date.0 % 10 == 0) {
            let sum =
                |measure: &str| points.iter().filter(|(p, _)| p.date == date && p.measure == measure).map(|(_, value)| value).sum::<f64>();
            (naive.from, naive.to, naive.at) = (if by_day { date } else { date.month_start(0).max(scenario.run.from) }, date, date);
            assert_eq!(sum("registered"), naive.values("registered")[""], "{date}");
            assert_eq!(sum("participants"), naive.values("participants")[""], "{date}");
            for measure in ["inflow", "outflow", "profilings", "results"] {
                assert_eq!(sum(measure), naive.values(measure)[""], "{measure} {date}");
            }
            for basis in ["accrued", "paid"] {
                naive.basis = basis;
                for kind in ["base", "result", "speed_premium", "bonus"] {
                    assert!((sum(&format!("{basis}_{kind}")) - naive.values("payments")[kind]).abs() < 1e-6, "{basis} {kind} {date}");
                }
            }
        }
    }
}

#[test]
fn a_sample_of_scores_is_spread_over_the_stream() {
    let stream = stream(3, &scenario());
    let all = stream.facts.iter().filter(|fact| matches!(fact.what, What::Profiled { .. })).count();
    let sample = |limit| {
        let mut scores = Scores::new(limit);
        pieces(&stream, &mut Chance(1)).iter().for_each(|piece| scores.take(piece));
        scores.sample().to_vec()
    };
    assert_eq!(sample(10_000).len(), all);
    let few = sample(20);
    assert!((10..=20).contains(&few.len()) && few.is_sorted_by_key(|score| score.day));
    assert!(few.last().unwrap().day > day("2020-05-10"));
}

/// What was accrued before a date and from it on is what was accrued, to the öre.
#[test]
fn periods_of_accrual_add_up() {
    let scenario = scenario();
    let texts = ["payments", "payments[to=2020-05-04]", "payments[from=2020-05-05]"];
    let exprs = texts.map(|text| Expr::parse(text).unwrap());
    let suite = Suite::new(&exprs, &scenario).unwrap();
    let mut observer = suite.observer();
    for seed in 0..10 {
        observer.reset();
        observer.take(&stream(seed, &scenario));
        let rows = observer.finish();
        let ore = |expr: &Expr| {
            let column = suite.column(expr).unwrap();
            let row = rows.iter().find(|row| row.column == column).unwrap();
            (row.value * 100.0).round() as i64
        };
        assert_eq!(ore(&exprs[0]), ore(&exprs[1]) + ore(&exprs[2]));
    }
}

#[test]
fn a_deviation_has_the_level_of_its_verdict() {
    let scenario = scenario();
    let exprs = [Expr::parse("deviation_share[level=a]").unwrap()];
    let suite = Suite::new(&exprs, &scenario).unwrap();
    let stream = stream(11, &scenario);
    let mut observer = suite.observer();
    observer.take(&stream);
    let (mut part, mut all) = (0.0, 0.0);
    for fact in &stream.facts {
        let (deviated, at) = match fact.what {
            What::Deviated { verdict, .. } => (true, level(verdict)),
            What::Referred { verdict, level: at, .. } => (false, level(verdict).map(|_| at)),
            _ => continue,
        };
        if at.is_some_and(|at| at.name() == "a") {
            all += 1.0;
            part += f64::from(u8::from(deviated));
        }
    }
    assert_eq!(observer.finish()[0].value, part / all);
}
