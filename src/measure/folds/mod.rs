//! The folds behind the measures, by what they are about, in the order of a life.

pub mod commitments;
pub mod contacts;
pub mod contracts;
pub mod curves;
pub mod decisions;
pub mod effort;
pub mod events;
pub mod funnel;
pub mod jobs;
pub mod market;
pub mod money;
pub mod persons;
pub mod places;
pub mod preprofiling;
pub mod profilings;
pub mod profit;
pub mod public;
pub mod refusals;
pub mod results;
pub mod service;
pub mod stock;
pub mod waits;
