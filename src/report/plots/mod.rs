//! Pictures of a run: a pure function from measured data to a picture, then SVG, and PNG with the feature `png`.

mod axes;
mod files;
mod fonts;
mod funnel;
mod money;
mod palette;
mod participants;
mod picture;
mod render;
mod scores;
mod validation;

pub use files::{PARTICIPANTS, PlotData, all, write, write_one};
pub use funnel::funnel;
pub use money::money;
pub use participants::participants;
pub use picture::Picture;
#[cfg(feature = "png")]
pub use render::png;
pub use render::{PlotError, svg};
pub use scores::scores;
pub use validation::validation;

#[cfg(test)]
mod tests;
