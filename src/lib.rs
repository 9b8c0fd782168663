//! troskel: what a threshold, a rule or a price would do, before it is put in force.

pub mod cli;
pub mod engine;
pub mod experiment;
pub mod journal;
pub mod measure;
pub mod pathway;
pub mod report;
pub mod scenario;
pub mod sim;
pub mod units;
