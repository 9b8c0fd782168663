//! troskel: what a threshold, a rule or a price would do, before it is put in force.

pub mod engine;
pub mod journal;
pub mod pathway;
pub mod report;
pub mod scenario;
pub mod units;
