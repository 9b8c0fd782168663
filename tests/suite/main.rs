//! Tests of the program from outside, one file per subject, in one binary.

mod changes;
mod cli;
mod compare;
mod conservation;
mod coupling;
mod determinism;
mod documents;
mod limits;
mod measures;
mod oracle;
mod payments;
mod recovered;
mod reduced;
mod report;
mod scenarios;
mod semantics;
mod theory;
mod world;
