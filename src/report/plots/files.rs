//! All pictures of a run, as files in its folder.

use std::fs;
use std::path::Path;

use super::{Picture, PlotError, funnel, money, participants, scores, svg};
use crate::report::folder::{Destination, FolderError};
use crate::report::input::{FunnelStep, Money, PlanOutcome, RunInfo, ScorePoint, SeriesRow, ThresholdSets};
use crate::report::series;

/// The measure of the time series that is drawn.
pub const PARTICIPANTS: &str = "participants";

/// The pictures of a run, in the order in which they are drawn.
const NAMES: [&str; 4] = ["participants", "scores", "funnel", "money"];

/// What the pictures show; what is empty is not drawn.
#[derive(Clone, Debug, Default)]
pub struct PlotData<'a> {
    /// Rows of the measure `participants`, by area and level; others are passed over.
    pub series: Vec<SeriesRow<'a>>,
    pub plan: Option<PlanOutcome>,
    /// A sample of profilings: 2,000 can be told apart.
    pub scores: Vec<ScorePoint>,
    pub thresholds: ThresholdSets,
    pub funnel: Vec<FunnelStep>,
    /// By month and kind.
    pub money: Vec<Money>,
}

/// The pictures that can be drawn, by name.
pub fn all(data: &PlotData, info: &RunInfo) -> Vec<(&'static str, Picture)> {
    let levels = series::by_level(&data.series, PARTICIPANTS);
    let pictures = [
        participants(&levels, data.plan.as_ref(), info),
        scores(&data.scores, &data.thresholds, info),
        funnel(&data.funnel, info),
        money(&data.money, info),
    ];
    NAMES.into_iter().zip(pictures).filter_map(|(name, picture)| Some((name, picture?))).collect()
}

/// Says which pictures a folder has not got, since the run has nothing to show in them.
pub fn undrawn(folder: &Path) -> Option<String> {
    let missing = |name: &&str| !folder.join(format!("plots/{name}.svg")).exists();
    let names: Vec<String> = NAMES.into_iter().filter(missing).map(|name| format!("plots/{name}.*")).collect();
    (!names.is_empty()).then(|| format!("Nothing to draw, so no {}", names.join(", ")))
}

/// Draws all pictures into `plots/` of a folder: SVG, and PNG with the feature `png`.
pub fn write(data: &PlotData, info: &RunInfo, destination: &Destination) -> Result<(), FolderError> {
    // One after the other: a picture being drawn takes as much memory as the simulation does on one thread.
    all(data, info).into_iter().try_for_each(|(name, picture)| write_one(&format!("plots/{name}"), &picture, destination))
}

/// Draws a picture into a folder: SVG, and PNG with the feature `png`; `name` is its path there without the ending.
pub fn write_one(name: &str, picture: &Picture, destination: &Destination) -> Result<(), FolderError> {
    let path = destination.place(&format!("{name}.svg"))?;
    let failed = |error: PlotError| FolderError::write(&path)(std::io::Error::other(error));
    fs::write(&path, svg(picture).map_err(failed)?).map_err(FolderError::write(&path))?;
    png(name, picture, destination)
}

#[cfg(feature = "png")]
fn png(name: &str, picture: &Picture, destination: &Destination) -> Result<(), FolderError> {
    let path = destination.place(&format!("{name}.png"))?;
    super::png(picture, &path).map_err(|error| FolderError::write(&path)(std::io::Error::other(error)))
}

/// The summary says that there are no PNG files, and why.
#[cfg(not(feature = "png"))]
fn png(_: &str, _: &Picture, _: &Destination) -> Result<(), FolderError> {
    Ok(())
}
