//! Tests of the program from outside, one file per subject, in one binary.

mod limits;
mod measures;
mod report;
mod scenarios;
