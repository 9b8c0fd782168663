//! The folder of a comparison.

use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::super::args::Compare;
use super::super::results::copy;
use super::Done;
use super::load::Named;
use crate::measure::table::decimal;
use crate::report::comparison::{Comparison, Variant};
use crate::report::html;
use crate::report::input::RunInfo;
use crate::report::{Destination, FolderError, Identity, Output};

/// Where the files go: `outputs/compare-BASE`, if nothing else is asked for.
pub fn destination(arguments: &Compare, named: &[Named]) -> Result<Destination, FolderError> {
    let name = format!("compare-{}", named[0].loaded.scenario.name);
    Destination::plan(arguments.out.clone(), &name, arguments.force, identity(named))
}

/// A comparison is the same again if all its scenarios are.
fn identity(named: &[Named]) -> Identity {
    let run = &named[0].loaded.scenario.run;
    Identity { version: RunInfo::VERSION.to_string(), resolved_hash: hash(named), seed: run.seed, replications: run.replications }
}

fn hash(named: &[Named]) -> String {
    let mut hasher = Sha256::new();
    named.iter().for_each(|named| hasher.update(format!("{} {}\n", named.name, named.loaded.hash)));
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes everything: the scenarios, every pair of values, every difference, and the report.
pub fn write(arguments: &Compare, done: &Done, report: &Comparison, destination: Destination) -> Result<PathBuf, FolderError> {
    let mut files = vec![
        ("replications.csv".to_string(), csv("replications.csv", |writer| pairs(writer, done))?),
        ("differences.csv".to_string(), csv("differences.csv", |writer| differences(writer, report))?),
    ];
    for (index, named) in done.named.iter().enumerate() {
        let folder = if index == 0 { "base".to_string() } else { format!("variant-{index}") };
        files.push((format!("{folder}/scenario.toml"), named.loaded.resolved.clone().into_bytes()));
        for input in &named.loaded.inputs {
            copy(input, &format!("{folder}/{}", input.name), &destination)?;
        }
    }
    let lang = arguments.lang.into();
    files.push(("report.html".to_string(), html::html(report, lang).into_bytes()));
    files.extend(html::data(report).into_iter().map(|(name, bytes)| (format!("data/{name}"), bytes)));
    let info = RunInfo { resolved_hash: hash(done.named), ..report.info.clone() };
    destination.write(&Output { info, files })
}

type Writer = csv::Writer<Vec<u8>>;

fn csv(name: &str, fill: impl FnOnce(&mut Writer) -> Result<(), csv::Error>) -> Result<Vec<u8>, FolderError> {
    let failed = |source: std::io::Error| FolderError::Write { path: name.into(), source };
    let mut writer = csv::Writer::from_writer(Vec::new());
    fill(&mut writer).map_err(|error| failed(error.into()))?;
    writer.into_inner().map_err(|error| failed(error.into_error()))
}

/// One line a scenario, replication, measure and key.
fn pairs(writer: &mut Writer, done: &Done) -> Result<(), csv::Error> {
    writer.write_record(["scenario", "replication", "measure", "key", "value"])?;
    for (named, outcome) in done.named.iter().zip(&done.ran.compared.outcomes) {
        outcome.table.each(|replication, column, value| {
            writer.write_record([&named.name, &replication.to_string(), &column.measure, &column.key, &decimal(value)])
        })?;
    }
    Ok(())
}

const HEADER: [&str; 16] = [
    "variant",
    "measure",
    "key",
    "unit",
    "base",
    "mean",
    "difference",
    "se",
    "ci95_low",
    "ci95_high",
    "together95_low",
    "together95_high",
    "told",
    "variance_reduction",
    "n",
    "headline",
];

/// One line a variant, measure and key; what does not exist is empty.
fn differences(writer: &mut Writer, report: &Comparison) -> Result<(), csv::Error> {
    writer.write_record(HEADER)?;
    report.variants.iter().try_for_each(|variant| differences_of(writer, variant))
}

fn differences_of(writer: &mut Writer, variant: &Variant) -> Result<(), csv::Error> {
    for row in &variant.rows {
        let (alone, together) = (row.ci95, row.together95);
        let numbers = [
            Some(row.base),
            Some(row.mean),
            Some(row.difference),
            row.se,
            alone.map(|interval| interval.0),
            alone.map(|interval| interval.1),
            together.map(|interval| interval.0),
            together.map(|interval| interval.1),
        ];
        let texts = [variant.arm.name.clone(), row.measure.clone(), row.key.clone(), row.unit.to_string()];
        let numbers = numbers.map(|number| number.map(decimal).unwrap_or_default());
        let ratio = row.variance_reduction.map(decimal).unwrap_or_default();
        let rest = [row.told.words().to_string(), ratio, row.n.to_string(), together.is_some().to_string()];
        writer.write_record(texts.iter().chain(&numbers).chain(&rest))?;
    }
    Ok(())
}
