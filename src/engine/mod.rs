//! Time and chance, knowing nothing of job seekers: the calendar of future events, working days,
//! random numbers keyed by person and question, and the samplers that turn them into draws.

pub mod calendar;
pub mod cma;
pub mod curve;
pub mod draws;
pub mod lookup;
pub mod math;
mod pieces;
pub mod streams;
pub mod workdays;
