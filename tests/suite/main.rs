//! Tests of the program from outside, one file per subject, in one binary.

mod limits;
mod report;
mod scenarios;
