//! A whole output folder, made as a command makes it.

use std::fs;
use std::path::{Path, PathBuf};

use troskel::pathway::thresholds::Verdict;
use troskel::report::input::{Band, FunnelStep, RunInfo, ScorePoint, SeriesRow};
use troskel::report::plots::{self, PlotData};
use troskel::report::{Destination, Identity, Output, features};
use troskel::units::Day;

fn info() -> RunInfo {
    RunInfo {
        scenario: "hand-made".into(),
        title: "Made by hand".into(),
        version: RunInfo::VERSION.into(),
        commit: RunInfo::COMMIT.map(String::from),
        resolved_hash: "00".into(),
        drawn: vec![],
        seed: 7,
        replications_asked: 2,
        replications_done: 2,
        interrupted: false,
        threads: 1,
        platform: RunInfo::platform(),
        started: "2026-01-01T00:00:00Z".into(),
        seconds: 0.25,
    }
}

fn series() -> Vec<SeriesRow<'static>> {
    let row = |replication: u32, month: i32| SeriesRow {
        replication,
        date: Day(18_351).month_start(month) - 1,
        area: "Umeå",
        level: "a",
        measure: "participants",
        value: f64::from(month) * 10.0 + f64::from(replication),
    };
    (1..=2).flat_map(|replication| (1..=3).map(move |month| row(replication, month))).collect()
}

fn data() -> PlotData<'static> {
    let band = Some(Band { mean: 10.0, se: Some(1.0), p05: 8.0, p95: 12.0 });
    PlotData {
        series: series(),
        scores: vec![ScorePoint { day: Day::parse("2020-04-01").unwrap(), registration_days: 91, percent: 25.0, verdict: Verdict::LevelB }],
        funnel: vec![FunnelStep { name: "registered".into(), stock: band, new: band }],
        ..PlotData::default()
    }
}

fn plan(folder: &Path) -> Destination {
    let info = info();
    let identity = Identity { version: info.version, resolved_hash: info.resolved_hash, seed: info.seed, replications: 2 };
    Destination::plan(Some(folder.to_path_buf()), "unused", false, identity).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A fresh place for this test.
fn place() -> PathBuf {
    let place = std::env::temp_dir().join(format!("troskel-suite-{}", std::process::id()));
    let _ = fs::remove_dir_all(&place);
    place
}

#[test]
fn a_run_leaves_its_files_and_pictures() {
    let place = place();
    let destination = plan(&place.join("run"));
    plots::write(&data(), &info(), &destination).unwrap();
    #[cfg(feature = "parquet")]
    {
        let file = fs::File::create(destination.place("series.parquet").unwrap()).unwrap();
        troskel::report::parquet::series(file, &series()).unwrap();
    }
    let files = vec![("series.csv".to_string(), troskel::report::series::csv(&series()).unwrap())];
    let folder = destination.write(&Output { info: info(), files }).unwrap();

    assert_eq!(folder, place.canonicalize().unwrap().join("run"));
    let pictures = names(&folder.join("plots"));
    assert_eq!(pictures.iter().filter(|name| name.ends_with(".svg")).count(), 3, "{pictures:?}");
    assert_eq!(pictures.iter().filter(|name| name.ends_with(".png")).count(), if cfg!(feature = "png") { 3 } else { 0 });
    let manifest = fs::read_to_string(folder.join("manifest.json")).unwrap();
    let kinds = [cfg!(feature = "parquet"), cfg!(feature = "png")].iter().filter(|built| **built).count();
    assert_eq!(features::left_out().len(), 2 - kinds, "what is missing is named");
    assert_eq!(manifest.matches("sha256").count(), 1 + usize::from(cfg!(feature = "parquet")) + pictures.len());
    fs::remove_dir_all(place).unwrap();
}
