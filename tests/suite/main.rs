//! Tests of the program from outside, one file per subject.

mod report;
//! One binary for all tests of the program as a whole.

mod limits;
mod scenarios;
