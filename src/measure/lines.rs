//! A threshold set made ready to be applied to many recorded scores.

pub use crate::pathway::thresholds::LinesByDay;
