//! From files as written to the checked scenario.

mod types;

pub use types::*;
