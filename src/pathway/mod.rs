//! A job seeker's path, one behaviour per file, in the order of a life.
//!
//! ```text
//!  person ─► inflow ─► profiling ─► thresholds ─► caseworker ─► providers ─► placement ─► outcomes ─► payments
//! ```

pub mod caseworker;
pub mod inflow;
pub mod outcomes;
pub mod payments;
pub mod person;
pub mod placement;
pub mod profiling;
pub mod providers;
pub mod thresholds;
