//! What a run leaves for people and programs: the output folder, its files, pictures, and the summary on the terminal.
//!
//! Plain data comes in (`input`), nothing goes back into a run.
//!
//! ```text
//!  input ─► manifest · series · parquet · plots ─► folder        input ─► summary, json ─► standard output
//! ```

pub mod folder;
pub mod input;
mod leftovers;
mod manifest;
mod numbers;
#[cfg(feature = "parquet")]
pub mod parquet;
mod replace;
pub mod series;

pub use folder::{Destination, FolderError, Output};
pub use leftovers::Leftover;
pub use manifest::Identity;
