//! Tests of the program from outside, one file per subject.

mod report;
