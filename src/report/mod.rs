//! What a run leaves for people and programs: the output folder, its files, pictures, and the summary on the terminal.
//!
//! Plain data comes in (`input`), nothing goes back into a run.
//!
//! ```text
//!  input ─► manifest · series · parquet · plots ─► folder        input ─► summary, json ─► standard output
//!  comparison ─► html (a page, and the data of its tables)
//! ```

pub mod additional;
pub mod books;
pub mod checks;
pub mod comparison;
pub mod contrast;
pub mod features;
pub mod folder;
pub mod html;
pub mod input;
pub mod json;
mod leftovers;
mod manifest;
pub(crate) mod numbers;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod plots;
mod replace;
#[cfg(test)]
mod samples;
pub mod series;
mod small;
pub mod summary;

pub use folder::{Destination, FolderError, Output};
pub use leftovers::Leftover;
pub use manifest::Identity;
pub use summary::Summary;
