//! Pictures of a run: a pure function from measured data to a picture, then SVG, and PNG with the feature `png`.

pub(in crate::report) mod axes;
mod bands;
mod beliefs;
mod files;
mod fonts;
mod funnel;
mod inline;
pub(in crate::report) mod money;
pub(in crate::report) mod palette;
mod participants;
pub(in crate::report) mod picture;
mod render;
pub(in crate::report) mod scores;
mod validation;

pub use bands::{Bands, bands};
pub use beliefs::beliefs;
pub use files::{PARTICIPANTS, PlotData, all, undrawn, write, write_one};
pub use funnel::funnel;
pub use inline::inline;
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
