//! Tests of the program from outside, one file per subject, in one binary.

mod documents;
mod cli;
mod conservation;
mod coupling;
mod determinism;
mod limits;
mod measures;
mod report;
mod scenarios;
mod world;
